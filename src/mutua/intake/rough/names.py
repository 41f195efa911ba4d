"""Names of people as sheets write them: surname and name in one cell, two people in a cell, a surname left blank."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from itertools import permutations

from mutua.domain.faults import Fault, plain
from mutua.domain.identifiers.fiscal_code import FiscalCode
from mutua.domain.identifiers.person_beside_code import STATE_UNKNOWN, doubts

Name = tuple[str, str]  # surname, given name
_KIN_AFTER = re.compile(r"(?P<name>\S.*?)\s*\((?P<kin>[^()\d]+)\)")
_KIN_BEFORE = re.compile(r"(?P<kin>[^\W\d_]+)\.?:?\s+(?P<name>\S.*)")
_BETWEEN_PEOPLE = re.compile(r"\s*(?:[/;\n+&|]|\s-\s|\s(?:e|ed|and)\s)\s*", re.IGNORECASE)
ENOUGH = 3  # names whose code tells the order, before the others of the column are read alike
# What stands under «coniuge» where there is nobody.
NOBODY = frozenset(
    ("vedovo", "vedova", "nubile", "celibe", "divorziato", "divorziata", "separato", "separata", "single",
     "libero", "libera", "no", "0", "deceduto", "deceduta", "coniugato", "coniugata")
)  # fmt: skip


class NameOrder(StrEnum):
    """What comes first in a cell that holds the whole name."""

    SURNAME_FIRST = "surname_first"
    GIVEN_FIRST = "given_first"
    UNKNOWN = "full_name"


def without_kinship(text: str, kin_of: Callable[[str], str]) -> tuple[str, str]:
    """A name and the kinship written beside it: «moglie Bo Anna», «Anna (figlia)», «moglie: Bo Anna»; "" where none is.

    Without brackets or colon the first word may be a surname («Genero Luigi»): whoever asks looks at the code.
    """
    for pattern in (_KIN_AFTER, _KIN_BEFORE):
        match = pattern.fullmatch(text)
        if match and (kin := kin_of(match["kin"])):
            return match["name"], kin
    return text, ""


def names_several(text: str) -> bool:
    """Whether a cell seems to hold the names of several people."""
    return len([part for part in _BETWEEN_PEOPLE.split(text) if part]) > 1


def agrees(code: FiscalCode, name: Name) -> bool:
    """Whether the letters of a code are those of the name."""
    return all(one.code == STATE_UNKNOWN for one in doubts(code, surname=name[0], given_name=name[1]))


def splits(text: str) -> list[tuple[Name, NameOrder]]:
    """Every way to take a whole name apart, with the order it supposes."""
    if text.count(",") == 1:
        surname, given = (part.strip() for part in text.split(","))
        return [((surname, given), NameOrder.SURNAME_FIRST)] if surname and given else []
    words = text.split()
    found: list[tuple[Name, NameOrder]] = []
    for at in range(1, len(words)):
        before, after = " ".join(words[:at]), " ".join(words[at:])
        found += [((before, after), NameOrder.SURNAME_FIRST), ((after, before), NameOrder.GIVEN_FIRST)]
    return found


def order_of(names: Iterable[tuple[str, FiscalCode]]) -> NameOrder:
    """The order of a column of whole names, told by those whose code agrees one way only; unknown where they differ."""
    counts = {NameOrder.SURNAME_FIRST: 0, NameOrder.GIVEN_FIRST: 0}
    for text, code in names:
        orders = {order for name, order in splits(text) if agrees(code, name)}
        if len(orders) == 1:
            counts[orders.pop()] += 1
    first, given = counts[NameOrder.SURNAME_FIRST], counts[NameOrder.GIVEN_FIRST]
    if first >= ENOUGH and not given:
        return NameOrder.SURNAME_FIRST
    return NameOrder.GIVEN_FIRST if given >= ENOUGH and not first else NameOrder.UNKNOWN


def split_name(text: str, order: NameOrder, code: FiscalCode | None) -> Name | Fault:
    """Surname and name: as the letters of the code say, else two words in the order of the column; never a guess."""
    ways = splits(text)
    if not ways:
        return Fault("name_unsplit", text)
    if code is not None and not code.is_provisional:
        found = [(name, way) for name, way in ways if agrees(code, name)]
        of_order = [one for one in found if one[1] is order]
        for some in (found, of_order):
            if len({name for name, _ in some}) == 1:
                return some[0][0]
    fitting = {name for name, way in ways if way is order or "," in text}
    return fitting.pop() if len(fitting) == 1 else Fault("name_unsplit", text)


def several_names(texts: Sequence[str], codes: Sequence[FiscalCode]) -> list[Name] | Fault:
    """The name of each code, where a row tells of several people; a fault where the letters do not say who is who.

    `texts`: the whole name, or surname and given name as they stand in their columns.
    """
    shown = " ".join(texts)
    candidates = _candidates(texts)
    for order in permutations(range(len(candidates)), len(codes)):
        fits = [
            next((name for name in candidates[at] if agrees(code, name)), None)
            for code, at in zip(codes, order, strict=True)
        ]
        if all(fits):
            return [name for name in fits if name is not None]
    return Fault("codes_without_names", shown, {"count": str(len(codes))})


def _candidates(texts: Sequence[str]) -> list[list[Name]]:
    """Of each person that the cells seem to name, every name it may have."""
    if len(texts) == 1:
        parts = [part for part in _BETWEEN_PEOPLE.split(texts[0]) if part]
        firsts = {name[0] for name, way in splits(parts[0])} if parts else set()
        return [
            [name for name, _ in splits(part)] + [(surname, part) for surname in sorted(firsts)] for part in parts[:6]
        ]
    surnames, givens = ([part for part in _BETWEEN_PEOPLE.split(text) if part] for text in texts)
    return [[(surname, given) for surname in surnames] for given in givens[:6]]


def plain_name(name: str) -> str:
    """A name as it is compared: «D'Angelo» is «d angelo»."""
    return " ".join(re.sub(r"[^\w]+", " ", plain(name)).split())
