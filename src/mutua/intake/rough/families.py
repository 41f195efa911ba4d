"""Who is surely of one household: by a code, by the head's number, by a row below another, by what the archive knows.

Nobody is put together by a name, and two households that the sheet tells apart are never made one: such a row is told.
What only looks like a household is proposed (`proposals`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mutua.intake.mistakes import Mistake
from mutua.intake.rough.head_words import is_oneself, may_be_called, number_in
from mutua.intake.rough.names import plain_name
from mutua.intake.rough.people import PersonSeen

HEAD = "titolare"
MOST_OF_A_HOUSEHOLD = 15


class Archived(NamedTuple):
    """What the archive knows: by number of a person its household's code and its kinship there; which codes exist."""

    people: Mapping[str, tuple[str, str]] = {}
    households: frozenset[str] = frozenset()


@dataclass(slots=True)
class Family:
    """People who are one household. `code`: the one the sheet gives, "" where it gives none."""

    people: list[PersonSeen]
    code: str = ""


class SureFamilies:
    """Puts people together by what the sheet says for sure.

    `hangs`: people whose head is told by name alone. `only_named`: codes of households that are nothing but a name.
    """

    def __init__(self, people: Sequence[PersonSeen], known: Archived) -> None:
        self.people, self.known = people, known
        self.mistakes: list[Mistake] = []
        self.hangs: set[int] = set()
        self._parent = list(range(len(people)))
        self.only_named = _only_named(people, known)
        named = self.only_named
        self._code = [
            "" if named and plain_name(one.household) in named else one.household for one in people
        ]  # fmt: skip
        self._place = {id(one): at for at, one in enumerate(people)}
        self._by_number: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(people):
            if one.code:
                self._by_number[one.code].append(at)
            if one.card and one.card != one.code:
                self._by_number[one.card].append(at)

    def root(self, at: int) -> int:
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def together(self, one: int, other: int, row: int) -> None:
        """Makes two groups one; not where the sheet gives them two codes."""
        first, second = self.root(one), self.root(other)
        if first == second:
            return
        if second < first:
            first, second = second, first
        mine, theirs = self._code[first], self._code[second]
        if mine and theirs and mine != theirs:
            codes = (mine, theirs)
            values = {"codes": ", ".join(sorted(codes))}
            self.mistakes.append(Mistake("household_two_codes", row, "", "", values))
            return
        self._parent[second] = first
        self._code[first] = mine or theirs

    def all(self) -> list[Family]:
        """The households, each person in one."""
        self.by_code()
        self.too_big()
        self.by_row()
        self.by_head()
        self.by_archive()
        return self.families()

    def by_code(self) -> None:
        first: dict[str, int] = {}
        for at, one in enumerate(self.people):
            code = self._code[at]
            if code and (other := first.setdefault(code, at)) != at:
                self.together(other, at, one.row)

    def too_big(self) -> None:
        """A code that very many have tells something else, how many they are perhaps."""
        counts = Counter(code for code in self._code if code)
        if max(counts.values(), default=0) <= MOST_OF_A_HOUSEHOLD:
            return
        for at, one in enumerate(self.people):
            count = counts[self._code[at]]
            if count > MOST_OF_A_HOUSEHOLD:
                values = {"code": self._code[at], "count": str(count)}
                self.mistakes.append(Mistake("household_too_big", one.row, "", one.name, values))

    def by_row(self) -> None:
        for at, one in enumerate(self.people):
            for other in (one.above, one.beside):
                if other is not None and id(other) in self._place:
                    self.together(self._place[id(other)], at, one.row)

    def by_head(self) -> None:
        names = {plain_name(one.name) for one in self.people} if any(one.head for one in self.people) else set()
        for at, one in enumerate(self.people):
            if not one.head or one.beside is not None:
                continue
            if is_oneself(one.head):
                one.kinship = one.kinship or HEAD
                continue
            number = number_in(one.head) or re.sub(r"\s", "", one.head).upper()
            found = self._by_number.get(number) or self._by_number.get(one.head) or []
            if any(other == at for other in found):
                one.kinship = one.kinship or HEAD
            elif len(found) == 1:
                head = self.people[found[0]]
                head.kinship = head.kinship or HEAD
                self.together(found[0], at, one.row)
            elif len(found) > 1:
                self.mistakes.append(Mistake("head_several", one.row, "", one.head))
            elif number in self.known.people or one.head in self.known.people:
                code, _ = self.known.people.get(number) or self.known.people[one.head]
                self._give(at, code, one.row)
            elif plain_name(one.head) == plain_name(one.name):
                one.kinship = one.kinship or HEAD
            elif plain_name(one.head) in names or any(may_be_called(one.head, name) for name in names):
                self.hangs.add(id(one))  # by name alone: proposed, never done
            else:
                self.mistakes.append(Mistake("head_unknown", one.row, "", one.head))

    def by_archive(self) -> None:
        """Whom the archive knows stays in the household it has there."""
        for at, one in enumerate(self.people if self.known.people else ()):
            code, kinship = self.known.people.get(one.code) or self.known.people.get(one.card) or ("", "")
            one.kinship = one.kinship or kinship
            if code and not self._code[at]:
                self._give(at, code, one.row)
        self.by_code_now()

    def by_code_now(self) -> None:
        first: dict[str, int] = {}
        for at in range(len(self.people)):
            root = self.root(at)
            code = self._code[root]
            if code and (other := first.setdefault(code, root)) != root:
                self.together(other, root, self.people[at].row)

    def _give(self, at: int, code: str, row: int) -> None:
        root = self.root(at)
        if self._code[root] not in ("", code):
            values = {"codes": ", ".join(sorted((self._code[root], code)))}
            self.mistakes.append(Mistake("household_two_codes", row, "", "", values))
            return
        self._code[root] = code

    def families(self) -> list[Family]:
        groups: dict[int, list[PersonSeen]] = defaultdict(list)
        for at, one in enumerate(self.people):
            groups[self.root(at)].append(one)
        return [Family(people, self._code[root]) for root, people in groups.items()]


def _only_named(people: Sequence[PersonSeen], known: Archived) -> frozenset[str]:
    """The codes of households that are a surname («Rossi», «famiglia Rossi») and that the archive does not have.

    Two families may bear one name: such a code is a hint, never a code.
    """
    found = set()
    called = {plain_name(name) for one in people for name in (one.name, f"{one.given_name} {one.surname}")}
    numbered = {code for code in {one.household for one in people} if any(sign.isdigit() for sign in code)}
    for one in people:
        if not one.household or one.household in numbered:
            continue
        words = set(plain_name(one.household).split()) - {"famiglia", "fam", "nucleo"}
        of_somebody = words <= set(plain_name(one.name).split()) or plain_name(one.household) in called
        if words and of_somebody and one.household not in known.households:
            found.add(plain_name(one.household))
    return frozenset(found)
