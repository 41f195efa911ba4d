"""What only looks like a household, or like a kinship: proposed to a person, done after a yes, never silently."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from mutua.domain.faults import plain
from mutua.intake.mistakes import Mistake
from mutua.intake.rough.families import HEAD, Archived, Family, SureFamilies
from mutua.intake.rough.head_words import may_be_called
from mutua.intake.rough.names import plain_name
from mutua.intake.rough.people import PersonSeen

_A_GENERATION = 16  # years
_A_COUPLE = 25


class Why(StrEnum):
    """Why a person may belong somewhere, or what is not said of it."""

    NAME = "name"  # the household is told by a surname alone
    ADDRESS = "address"  # the same surname at the same address
    ORDER = "order"  # below a head, as a spouse or a child
    HEAD_NAME = "head_name"  # the head is told by name alone
    ALONE = "alone"  # most rows say their household, this one does not: perhaps nobody else is in it
    KINSHIP = "kinship"  # the household is sure, who is what in it is not


class Proposed(NamedTuple):
    """A person who may belong to a household, as what; the same `family` number for those who would be together."""

    family: int
    person: PersonSeen
    kinship: str
    why: Why
    others: str  # the names of those it would be with


class Answer(NamedTuple):
    """What a person said of a proposal: yes or no, and as what ("": as proposed)."""

    yes: bool
    kinship: str = ""


@dataclass(slots=True)
class Families:
    """The households of a sheet, the proposals that wait for a yes, and what is wrong."""

    families: list[Family] = field(default_factory=list)
    proposed: list[Proposed] = field(default_factory=list)
    unsettled: list[list[PersonSeen]] = field(default_factory=list)  # people who wait for the answers of others
    mistakes: list[Mistake] = field(default_factory=list)


def see_families(
    people: Sequence[PersonSeen], *, known: Archived, answers: Mapping[str, Answer], accept_all: bool = False
) -> Families:
    """The households of these people. `answers` by number of the person; `accept_all`: a person has seen the proposals
    and says yes to all."""
    sure = SureFamilies(people, known)
    groups = sure.all()
    found = Families(mistakes=sure.mistakes)
    asking = _Asking(found, answers, accept_all, known.households)
    alone: list[PersonSeen] = []
    headless: list[list[PersonSeen]] = []
    for group in groups:
        if len(group.people) == 1 and not group.code:
            alone.append(group.people[0])
        elif not group.code and all(one.kinship not in ("", HEAD) for one in group.people):
            headless.append(group.people)  # «figli»: of whom, the sheet has yet to say
        else:
            asking.kinships(group)
    asking.alone(alone, people, sure.hangs)
    for some in headless:
        named = any(id(one) in sure.hangs for one in some)
        for one in some:
            asking.below_a_head(one, people, named)
    return found


@dataclass(slots=True)
class _Asking:
    found: Families
    answers: Mapping[str, Answer]
    accept_all: bool
    inhabited: frozenset[str]  # households of the archive: they have a head already
    number: int = 0

    def answer(self, one: PersonSeen) -> Answer | None:
        given = self.answers.get(one.code) or self.answers.get(one.card)
        return Answer(True) if given is None and self.accept_all else given

    def kinships(self, family: Family) -> None:
        """A sure household; where several are in it, somebody says who is what if the sheet does not."""
        people = family.people
        inhabited = family.code in self.inhabited
        if len(people) == 1 and not people[0].kinship and not inhabited:
            people[0].kinship = HEAD
        missing = [one for one in people if not one.kinship]
        if not missing:
            self.found.families.append(family)
            return
        kins = propose_kinships(people, inhabited=inhabited) if missing else {}
        given = {id(one): self.answer(one) for one in missing}
        if all(answer is not None and answer.yes for answer in given.values()):
            for one in missing:
                answer = given[id(one)]
                one.kinship = (answer.kinship if answer else "") or kins[id(one)]
            self.found.families.append(family)
        else:
            self.propose([(one, kins[id(one)]) for one in missing], Why.KINSHIP, people)

    def alone(self, alone: Sequence[PersonSeen], everybody: Sequence[PersonSeen], hangs: set[int]) -> None:
        """People whom nothing sure puts with others."""
        named: dict[str, list[PersonSeen]] = defaultdict(list)
        for one in alone:
            if one.household:
                named[plain_name(one.household)].append(one)
        by_name = [group for group in named.values() if len(group) > 1]
        grouped = {id(one) for group in by_name for one in group}
        groups = by_address([one for one in alone if id(one) not in grouped])
        grouped |= {id(one) for group in groups for one in group}
        for group in by_name:
            self.perhaps_one(group, Why.NAME)
        for group in groups:
            self.perhaps_one(group, Why.ADDRESS)
        hanging = []
        coded = sum(bool(one.household) for one in everybody) * 2 > len(everybody)
        for one in alone:
            if id(one) in grouped:
                continue
            if coded and not one.household and not one.kinship and not one.head:
                # Most rows say their household: whether this one has none or that of the row above, nobody knows.
                self.perhaps_alone(one, everybody)
                continue
            if id(one) not in hangs and one.kinship in ("", HEAD):
                one.kinship = HEAD
                self.found.families.append(Family([one]))
            else:
                hanging.append(one)
        for one in hanging:
            self.below_a_head(one, everybody, id(one) in hangs)

    def perhaps_alone(self, one: PersonSeen, everybody: Sequence[PersonSeen]) -> None:
        """A household of one, after a yes; never without a tax code, nor right below a namesake with a household."""
        above = max((other for other in everybody if other.row < one.row), key=lambda other: other.row, default=None)
        namesake = above is not None and bool(above.household) and plain_name(above.surname) == plain_name(one.surname)
        answer = self.answer(one)
        if one.code and not namesake and answer is not None and answer.yes:
            one.kinship = answer.kinship or HEAD
            self.found.families.append(Family([one]))
            return
        self.found.mistakes.append(Mistake("household_unknown", one.row, "", one.name))
        if one.code and not namesake and answer is None:
            self.number += 1
            self.found.unsettled.append([one])
            self.found.proposed.append(Proposed(self.number, one, HEAD, Why.ALONE, ""))

    def perhaps_one(self, group: list[PersonSeen], why: Why) -> None:
        """People of one surname at one address, or under one name: each yes puts one of them in."""
        kins = propose_kinships(group)
        given = {id(one): self.answer(one) for one in group}
        if any(answer is None for answer in given.values()):
            self.propose([(one, kins[id(one)]) for one in group], why, group)
            return
        together = []
        for one in group:
            answer = given[id(one)]
            if answer is not None and answer.yes:
                one.kinship = answer.kinship or kins[id(one)]
                together.append(one)
            else:
                one.kinship = one.kinship or HEAD
                self.found.families.append(Family([one]))
        if together:
            self.found.families.append(Family(together))

    def below_a_head(self, one: PersonSeen, everybody: Sequence[PersonSeen], named: bool) -> None:
        """A spouse or child of nobody told: the head named, or the one just above, may be meant."""
        if one.head and not named:
            return  # its head is not found: told already
        head = _named_head(one, everybody) if named else _head_above(one, everybody)
        answer = self.answer(one)
        if head is None or (answer is not None and not answer.yes):
            self.found.mistakes.append(Mistake("household_unknown", one.row, "", one.name))
            return
        family = next((family for family in self.found.families if head in family.people), None)
        kin = one.kinship or propose_kinships([head, one])[id(one)]
        if answer is not None and family is not None:
            one.kinship = answer.kinship or kin
            family.people.append(one)
        else:
            self.propose([(one, kin)], Why.HEAD_NAME if named else Why.ORDER, [head, one])

    def propose(self, told: Sequence[tuple[PersonSeen, str]], why: Why, people: Sequence[PersonSeen]) -> None:
        self.number += 1
        self.found.unsettled.append(list(people))
        code = "kinship_to_confirm" if why is Why.KINSHIP else "household_to_confirm"
        for one, kin in told:
            others = ", ".join(other.name for other in people if other is not one)
            self.found.proposed.append(Proposed(self.number, one, kin, why, others))
            self.found.mistakes.append(Mistake(code, one.row, "", one.name, {"others": others, "kinship": kin}))


# ---------------------------------------------------------------- what things look like


def by_address(people: Iterable[PersonSeen]) -> list[list[PersonSeen]]:
    """Those with one surname at one address, where there are several."""
    groups: dict[tuple[str, str, str], list[PersonSeen]] = defaultdict(list)
    for one in people:
        address = address_key(one.cells["address"].text)
        if address:
            groups[(plain_name(one.surname), address, plain_name(one.cells["municipality"].text))].append(one)
    return [group for group in groups.values() if len(group) > 1]


_STREETS = {"v": "via", "pza": "piazza", "pzza": "piazza", "cso": "corso", "str": "strada", "loc": "localita",
            "fraz": "frazione", "bta": "borgata", "vle": "viale", "n": "", "nr": "", "civ": ""}  # fmt: skip


def address_key(text: str) -> str:
    """An address as it is compared: «via Roma, 12» and «V. Roma n. 12» are one, «12/B» is another house."""
    low = plain(text).replace("c.so", "corso").replace("p.za", "piazza").replace("p.zza", "piazza")
    words = [word for word in re.split(r"[^\w/]+", low.replace("v.le", "viale")) if word]
    return " ".join(word for one in words if (word := _STREETS.get(one, one)))


def propose_kinships(people: Sequence[PersonSeen], *, inhabited: bool = False) -> dict[int, str]:
    """What each of a household may be to its head, by ages alone; a proposal, nothing more.

    The head is who is called so, else the first grown-up of the list; nobody where the archive has one (`inhabited`).
    """
    if inhabited:
        return {id(one): one.kinship or "altro" for one in people}
    heads = [one for one in people if one.kinship == HEAD]
    grown = [one for one in people if not _much_younger(one, people)]
    head = (heads or [one for one in grown if not one.kinship] or list(people))[0]
    found: dict[int, str] = {}
    couple = any(one.kinship == "coniuge" for one in people)
    for one in people:
        if one.kinship or one is head:
            found[id(one)] = one.kinship or HEAD
            continue
        found[id(one)] = _beside(head.birth, one.birth, couple)
        couple = couple or found[id(one)] == "coniuge"
    return found


def _much_younger(one: PersonSeen, people: Sequence[PersonSeen]) -> bool:
    others = [other.birth for other in people if other is not one and other.birth is not None]
    return bool(others) and one.birth is not None and one.birth.year - min(others).year >= _A_GENERATION


def _beside(head: date | None, other: date | None, couple: bool) -> str:
    if head is None or other is None:
        return "altro"
    years = other.year - head.year
    if years >= _A_GENERATION:
        return "figlio"
    if years <= -_A_GENERATION:
        return "genitore"
    return "coniuge" if not couple and abs(years) <= _A_COUPLE else "altro"


def _named_head(one: PersonSeen, everybody: Sequence[PersonSeen]) -> PersonSeen | None:
    """The head told by name, where one person alone is called so."""
    found = [other for other in everybody if plain_name(other.name) == plain_name(one.head) and other is not one]
    found = found or [other for other in everybody if may_be_called(one.head, other.name) and other is not one]
    return found[0] if len(found) == 1 else None


def _head_above(one: PersonSeen, everybody: Sequence[PersonSeen]) -> PersonSeen | None:
    """The last head above, where surname or address go with it too: the order of rows alone says nothing."""
    above = [other for other in everybody if other.row < one.row and other.kinship == HEAD]
    head = above[-1] if above else None
    if head is None:
        return None
    if one.kin_beside_name:  # «moglie Bo Anna»: of whom it stands below, if every row between is read
        rows = {other.row for other in everybody}
        return head if rows.issuperset(range(head.row, one.row)) else None
    address = address_key(one.cells["address"].text)
    same_house = bool(address) and address == address_key(head.cells["address"].text)
    return head if same_house or (plain_name(one.surname) == plain_name(head.surname) and not address) else None
