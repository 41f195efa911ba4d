"""What is kept of a decision so that its whole explanation can be told again: a few bytes a line, no sentences.

A line is decided by its regulation, its request and the state of the ceilings. The first two are in the archive; the
third changes with every payment, so it is written down here, packed. With it `regenerate` decides the line again and
gets the same answer, every step and every reason of it.

A line's bytes, all numbers being varints (seven bits a byte, the lowest first):

- `index << 4 | whole << 3 | outcome`: where the ruleset stands in the caller's list of fingerprints, and the outcome;
- the cents granted;
- one entry for each balance that was not nought: `pot << 1 | detailed`, then what is used. A plain entry is of a pot
  of the calendar year, held by one party of the case, in the year of the service, with nothing reserved. A detailed
  one says its key, holder, first day of the period, what is used and reserved, and the tokens of this very request.

Of a pot that looks at more than one period (a distance, a run of days, a period opened by its first use) all balances
of the holder are kept. `whole` lines keep every balance of the version's pots: those decided together with other
lines, and those suspended before their ceilings could be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from mutua.domain.case import Balance, Case, Line
from mutua.domain.decisions import Assessment, LineAssessment, Outcome
from mutua.rules.assess import assess
from mutua.rules.compiled import compiled
from mutua.rules.model import Counts, FromFirstUse, PeriodCases, Plan, Pot, Rolling, Ruleset, Run, Scope
from mutua.rules.versions import rules_of

_OUTCOMES = tuple(Outcome)
_TABLE_OF_BYTES = 1 << 14  # numbers below it are looked up: what most ceilings hold, in two lookups
_KEPT = 256

Entry = tuple[str, str, date, Balance]  # key, holder, first day of the period, balance


class Evidence(NamedTuple):
    """What a line's bytes say: the ruleset's place in the caller's list, the answer, the balances it rested on."""

    ruleset_index: int
    outcome: Outcome
    granted_cents: int
    balances: tuple[Entry, ...]


class Place(NamedTuple):
    """How a pot is written: `plain` is the entry's first bytes where a plain entry may do, None where it may not."""

    number: int
    plain: bytes | None
    role: str
    keys: tuple[str, ...]
    several: bool  # it looks at more than one period


@dataclass(frozen=True, slots=True)
class Table:
    """The pots and exchanges of a version by name, in its order, and the benefits whose lines are decided together."""

    places: Mapping[str, Place]
    plain: Mapping[str, bytes]  # the first bytes of a plain entry, for the pots that may have one
    ordered: tuple[Place, ...]
    wide: frozenset[str]


def pack(answer: LineAssessment, case: Case, ruleset: Ruleset | None, index: int = 0) -> bytes:
    """The bytes to keep of a line of the case, decided under the ruleset (None: no version was in force)."""
    outcome, ceilings = answer.outcome, answer.ceilings
    head = index << 4 | (0 if outcome is Outcome.PAID else _OUTCOMES.index(outcome))
    table = table_of(ruleset) if ruleset is not None else _NO_POTS
    untold = outcome is Outcome.SUSPENDED and answer.payable_if_complete_cents is None
    if untold or answer.benefit in table.wide:
        return b"".join([varint(head | 8), varint(answer.granted_cents), *_whole(case, table)])
    found = varint(head) + varint(answer.granted_cents)
    if not ceilings:
        return found
    line = case.lines[0]
    as_given = line.id == answer.line_id and not case.reserved  # no line before it has drawn on what it read
    year = _year(case, line if as_given else _line_of(case, answer.line_id))
    plain = table.plain
    for name, holder, period, _, used, reserved, _, _ in ceilings:
        if as_given and not reserved and name in plain and period.year == year:
            if used:
                found += plain[name] + varint(used)
        else:
            found += _read(case, table.places[name], holder, period, year)
    return found


def unpack(data: bytes, case: Case, line: Line, ruleset: Ruleset | None) -> Evidence:
    """What the bytes of that line of the case say."""
    head, at = _number(data, 0)
    granted, at = _number(data, at)
    balances: list[Entry] = []
    table = table_of(ruleset) if ruleset is not None else _NO_POTS
    year = _year(case, line)
    while at < len(data):
        lead, at = _number(data, at)
        place = table.ordered[lead >> 1]
        if lead & 1:
            entry, at = _detailed(data, at, place)
        else:
            used, at = _number(data, at)
            entry = place.keys[0], case.holders[place.role], date(year, 1, 1), Balance(used)
        balances.append(entry)
    return Evidence(head >> 4, _OUTCOMES[head & 7], granted, tuple(balances))


def regenerate(case: Case, rules: Ruleset | Plan, evidence: Sequence[bytes]) -> Assessment:
    """The answer to the case with its explanation, from the bytes kept of its lines; the case's own pots are not read.

    `reserved` is taken from the case: what a request set aside for itself is among its own movements.
    """
    pots: dict[tuple[str, str], dict[date, Balance]] = {}
    for line, data in zip(case.lines, evidence, strict=True):
        for key, holder, period, balance in unpack(data, case, line, rules_of(case, line, rules)[0]).balances:
            pots.setdefault((key, holder), {})[period] = balance
    return assess(replace(case, pots=pots), rules, explain=True)


# ---------------------------------------------------------------- the pots of a version

_tables: dict[int, tuple[Ruleset, Table]] = {}


def table_of(ruleset: Ruleset) -> Table:
    """How the pots of the version are written; made once and remembered for the last few hundred rulesets."""
    known = _tables.get(id(ruleset))
    if known is not None and known[0] is ruleset:
        return known[1]
    ready = compiled(ruleset)
    places: dict[str, Place] = {}
    for number, pot in enumerate(ready.pots.values()):
        tokens = pot.pot.counts is Counts.OCCURRENCES and pot.pot.occurrence is not Scope.LINE
        lead = varint(number << 1) if pot.yearly_role and not tokens else None
        places[pot.name] = Place(number, lead, pot.yearly_role, pot.keys, _several(pot.pot))
    for number, name in enumerate(ruleset.exchanges, len(places)):
        source = ruleset.pots[ruleset.exchanges[name].source]
        places[name] = Place(number, None, "", (name,), _several(source))
    wide = frozenset(code for code, one in ready.benefits.items() if one.wide)
    plain = {name: place.plain for name, place in places.items() if place.plain is not None}
    table = Table(places, plain, tuple(places.values()), wide)
    if len(_tables) >= _KEPT:
        _tables.pop(next(iter(_tables)))
    _tables[id(ruleset)] = ruleset, table
    return table


def _several(pot: Pot) -> bool:
    rules = pot.period
    every = (*(rule for _, rule in rules.cases), rules.otherwise) if isinstance(rules, PeriodCases) else (rules,)
    return any(isinstance(rule, (Rolling, FromFirstUse, Run)) for rule in every)


_NO_POTS = Table({}, {}, (), frozenset())

# ---------------------------------------------------------------- balances


def _read(case: Case, place: Place, holder: str, period: date, year: int) -> bytes:
    """What the case held of a pot that a line read: of that period, or of all where the pot looks at several."""
    found = b""
    for number, key in enumerate(place.keys):
        periods = case.pots.get((key, holder))
        if periods is None:
            continue
        for start in periods if place.several else (period,):
            if start in periods:
                found += _entry(case, place, number, holder, start, periods[start], year)
    return found


def _whole(case: Case, table: Table) -> Iterator[bytes]:
    by_key = {key: (place, number) for place in table.ordered for number, key in enumerate(place.keys)}
    for (key, holder), periods in case.pots.items():
        if key in by_key:
            place, number = by_key[key]
            for start, balance in periods.items():
                yield _entry(case, place, number, holder, start, balance, 0)


def _entry(case: Case, place: Place, number: int, holder: str, start: date, balance: Balance, year: int) -> bytes:
    used, reserved, tokens = balance.used, balance.reserved, balance.tokens
    usual = number == 0 and start.year == year and not reserved and holder == case.holders.get(place.role)
    if used and usual and place.plain is not None:
        return place.plain + varint(used)
    named = sorted(tokens & _tokens(case)) if tokens else []
    if not (used or reserved or named):
        return b""
    numbers = (place.number << 1 | 1, number), (start.toordinal(), used, reserved, len(named))
    before, after = (b"".join(map(varint, some)) for some in numbers)
    return before + _text(holder) + after + b"".join(map(_text, named))


def _detailed(data: bytes, at: int, place: Place) -> tuple[Entry, int]:
    number, at = _number(data, at)
    holder, at = _written(data, at)
    start, at = _number(data, at)
    used, at = _number(data, at)
    reserved, at = _number(data, at)
    count, at = _number(data, at)
    tokens = []
    for _ in range(count):
        token, at = _written(data, at)
        tokens.append(token)
    balance = Balance(used, reserved, frozenset(tokens))
    return (place.keys[number], holder, date.fromordinal(start), balance), at


def _tokens(case: Case) -> frozenset[str]:
    """What the lines of the case may be counted as: the request, their invoices and groups."""
    facts = [case.facts, *(line.facts for line in case.lines)]
    named = [str(one[name]) for one in facts for name in ("numero_fattura", "gruppo") if name in one]
    return frozenset(["@" + case.lines[0].id, *named])


def _year(case: Case, line: Line) -> int:
    """The year of the line's service; 0 where it is not known."""
    facts, request = line.facts, case.facts
    day = facts.get("servizio") or request.get("servizio") or facts.get("inizio") or request.get("inizio")
    return day.year if isinstance(day, date) else 0


def _line_of(case: Case, line_id: str) -> Line:
    return next(line for line in case.lines if line.id == line_id)


# ---------------------------------------------------------------- bytes


def varint(number: int) -> bytes:
    """A number not below zero, seven bits a byte, the lowest first; the last byte is below 128."""
    if number < _TABLE_OF_BYTES:
        return _ENDING[number]
    return _GOING_ON[number & (_TABLE_OF_BYTES - 1)] + varint(number >> 14)


_ENDING = tuple(
    bytes((n,)) if n < 128 else bytes((n & 127 | 128, n >> 7)) for n in range(_TABLE_OF_BYTES)
)  # a number that ends here
_GOING_ON = tuple(bytes((n & 127 | 128, n >> 7 | 128)) for n in range(_TABLE_OF_BYTES))  # fourteen bits of a longer one


def _number(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while data[at] > 127:
        number |= (data[at] & 127) << shift
        shift += 7
        at += 1
    return number | data[at] << shift, at + 1


def _text(text: str) -> bytes:
    written = text.encode("utf-8")
    return varint(len(written)) + written


def _written(data: bytes, at: int) -> tuple[str, int]:
    length, at = _number(data, at)
    return data[at : at + length].decode("utf-8"), at + length
