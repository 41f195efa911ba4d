"""What is kept of a decision so that its whole explanation can be told again: a few bytes a line, no sentences.

A line is decided by its regulation, its request and the state of the ceilings. The first two are in the archive; the
third changes with every payment, so it is written down here, packed. With it `regenerate` decides the line again and
gets the same answer, every step and every reason of it.

The bytes begin with `index << 5 | form << 3 | outcome` in two bytes: where the ruleset stands in the caller's list of
fingerprints, how the rest is written, the outcome. Then the cents granted and the balances that were not nought:

- plain, nearly every line: granted in four bytes; for each balance the pot's number in its version (one byte) and what
  is used (four). Pots of the calendar year held by one party of the case, in the year of the service, none reserved.
- detailed: granted; for each balance the pot's number, which of its keys, the holder, the first day of the period, what
  is used, what is reserved, the tokens of this very request. Numbers are varints (seven bits a byte, the lowest
  first), texts have their length before them.
- whole: the same with every balance of the version's pots. For lines decided together with others, and for those
  suspended before their ceilings could be told.

Of a pot that looks at more than one period (a distance, a run of days, a period opened by its first use) all balances
of the holder are kept.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from operator import itemgetter
from typing import NamedTuple

from mutua.domain.case import Balance, Case, Line
from mutua.domain.decisions import Assessment, CeilingRead, LineAssessment, Outcome
from mutua.rules.assess import assess
from mutua.rules.engine.compiled import CompiledRuleset, compiled
from mutua.rules.engine.draws import PotSource
from mutua.rules.engine.versions import rules_of
from mutua.rules.model import Counts, FromFirstUse, Lost, PeriodCases, Plan, Pot, Rolling, Ruleset, Run, Scope

MOST_RULESETS = 1 << 11
_OUTCOMES = tuple(Outcome)
_PAID, _SUSPENDED = Outcome.PAID, Outcome.SUSPENDED  # looking them up by name each time is slow
_KEPT = 256
_PLACES = {outcome: place for place, outcome in enumerate(_OUTCOMES)}
_BARE = struct.Struct("<HI").pack
_PACKS = {2 + 2 * pairs: struct.Struct("<HI" + "BI" * pairs).pack for pairs in range(256)}  # by how many numbers
_NAME_AND_USE = itemgetter(*(CeilingRead._fields.index(name) for name in ("pot", "used", "reserved")))  # all at once
_BALANCE = struct.Struct("<BI")
_NO_PERIODS: Mapping[date, Balance] = {}


class Form(IntEnum):
    """How the balances are written."""

    PLAIN = 0
    DETAILED = 1
    WHOLE = 2


class Held(NamedTuple):
    """A balance that a line rested on."""

    key: str
    holder: str
    period: date
    balance: Balance


class Evidence(NamedTuple):
    """What a line's bytes say: the ruleset's place in the caller's list, the answer, the balances it rested on."""

    ruleset_index: int
    outcome: Outcome
    granted_cents: int
    balances: tuple[Held, ...]


class Place(NamedTuple):
    """How a pot is told: its number in the version, who holds it where that is one party, all its keys."""

    number: int
    role: str
    keys: tuple[str, ...]
    several: bool  # it looks at more than one period


@dataclass(frozen=True, slots=True)
class Table:
    """The pots and exchanges of a version by name and in order, and the benefits whose lines are decided together."""

    places: Mapping[str, Place]
    plain: Mapping[str, tuple[int, str]]  # number and key of the pots that the plain form can tell
    yearly: Mapping[str, int]  # number of those of them that are only read in the year of the service
    ordered: tuple[Place, ...]
    wide: frozenset[str]


def pack(answer: LineAssessment, case: Case, table: Table, index: int = 0) -> bytes:
    """The bytes to keep of a line of the case. `table` is of the ruleset that decided it (`table_of`, once for many).

    `index` is the ruleset's place in the caller's list of fingerprints, below 2048.
    """
    if index >= MOST_RULESETS:
        raise ValueError(f"the list of fingerprints holds less than {MOST_RULESETS}, not {index}")
    outcome, ceilings = answer.outcome, answer.ceilings
    head = index << 5 | _PLACES[outcome]
    if (outcome is _SUSPENDED and answer.payable_if_complete_cents is None) or answer.benefit in table.wide:
        return _written(head | Form.WHOLE << 3, answer.granted_cents, case, _every_balance(case, table))
    try:
        if not ceilings:
            return _BARE(head, answer.granted_cents)
        if case.lines[0].id == answer.line_id and not case.reserved:  # no line before it has drawn on what it read
            values = [head, answer.granted_cents]
            numbers = table.yearly
            for name, used, reserved in map(_NAME_AND_USE, ceilings):
                number = numbers.get(name)
                if number is None or reserved:
                    break
                if used:
                    values.append(number)
                    values.append(used)
            else:
                return _PACKS[len(values)](*values)
        told = _plain_values(answer, case, table)
        if told is not None:
            return _PACKS[len(told) + 2](head, answer.granted_cents, *told)
    except struct.error:
        pass  # a number too great for its place
    return _written(head | Form.DETAILED << 3, answer.granted_cents, case, _balances_read(answer, case, table))


def unpack(data: bytes, case: Case, line: Line, ruleset: Ruleset | None) -> Evidence:
    """What the bytes of that line of the case say."""
    head = int.from_bytes(data[:2], "little")
    table = table_of(ruleset)
    if head >> 3 & 3 == Form.PLAIN:
        granted, start = int.from_bytes(data[2:6], "little"), date(_year(case, line) or 1, 1, 1)
        held = []
        for number, used in _BALANCE.iter_unpack(data[6:]):
            place = table.ordered[number]
            held.append(Held(place.keys[0], case.holders[place.role], start, Balance(used)))
    else:
        granted, at = _number(data, 2)
        held = list(_held(data, at, table))
    return Evidence(head >> 5, _OUTCOMES[head & 7], granted, tuple(held))


def regenerate(
    case: Case, rules: Ruleset | Plan, evidence: Sequence[bytes], *, explain: bool = True
) -> Assessment:  # fmt: skip
    """The answer to the case, with its steps where it is to be explained, from the bytes kept of its lines.

    The case's own pots are not read. `reserved` is taken from the case: what a request set aside for itself is among
    its own movements.
    """
    pots: dict[tuple[str, str], dict[date, Balance]] = {}
    for line, data in zip(case.lines, evidence, strict=True):
        for one in unpack(data, case, line, rules_of(case, line, rules)[0]).balances:
            pots.setdefault((one.key, one.holder), {})[one.period] = one.balance
    return assess(replace(case, pots=pots), rules, explain=explain)


# ---------------------------------------------------------------- the pots of a version

_tables: dict[int, tuple[Ruleset, Table]] = {}
_NO_POTS = Table({}, {}, {}, (), frozenset())


def table_of(ruleset: Ruleset | None) -> Table:
    """How the pots of the version are told (None: no version was in force); the last few hundred are remembered."""
    if ruleset is None:
        return _NO_POTS
    known = _tables.get(id(ruleset))
    if known is not None and known[0] is ruleset:
        return known[1]
    ready = compiled(ruleset)
    places: dict[str, Place] = {}
    plain: dict[str, tuple[int, str]] = {}
    for number, pot in enumerate(ready.pots.values()):
        places[pot.name] = Place(number, pot.yearly_role, pot.keys, _several(pot.pot))
        tokens = pot.pot.counts is Counts.OCCURRENCES and pot.pot.occurrence is not Scope.LINE
        if pot.yearly_role and not tokens and number < 256:
            plain[pot.name] = number, pot.key
    for number, name in enumerate(ruleset.exchanges, len(places)):
        source = ruleset.pots[ruleset.exchanges[name].source]
        places[name] = Place(number, "", (name,), _several(source))
    wide = frozenset(code for code, one in ready.benefits.items() if one.wide)
    if len(_tables) >= _KEPT:
        _tables.pop(next(iter(_tables)))
    moving = _in_other_years(ready)
    yearly = {name: number for name, (number, _) in plain.items() if name not in moving}
    table = Table(places, plain, yearly, tuple(places.values()), wide)
    _tables[id(ruleset)] = ruleset, table
    return table


def _in_other_years(ready: CompiledRuleset) -> set[str]:
    """The pots that a line may read in a year other than its service's: what exceeds goes on, or each day draws."""
    found = {name for name, pot in ready.ruleset.pots.items() if not isinstance(pot.overflow, Lost)}
    for benefit in ready.benefits.values():
        for row in (*benefit.rows, benefit.otherwise):
            if row is not None and row.units.by_day:
                for source in (source for entry in row.units.entries for source in entry.sources):
                    found.add(source.pot.name if isinstance(source, PotSource) else source.exchange.source.name)
    return found


def _several(pot: Pot) -> bool:
    rules = pot.period
    every = (*(rule for _, rule in rules.cases), rules.otherwise) if isinstance(rules, PeriodCases) else (rules,)
    return any(isinstance(rule, (Rolling, FromFirstUse, Run)) for rule in every)


# ---------------------------------------------------------------- balances


def _plain_values(answer: LineAssessment, case: Case, table: Table) -> list[int] | None:
    """Number and use of every balance the line read; None where one of them needs more words."""
    values: list[int] = []
    plain, pots = table.plain, case.pots
    as_given = case.lines[0].id == answer.line_id and not case.reserved  # no line before it has drawn on what it read
    for name, holder, period, _, used, reserved, _, _ in answer.ceilings:
        told = plain.get(name)
        if told is None:
            for key in table.places[name].keys:
                if (key, holder) in pots:
                    return None
            continue
        number, key = told
        if not as_given:
            balance = pots.get((key, holder), _NO_PERIODS).get(period)
            used, reserved = (balance.used, balance.reserved) if balance is not None else (0, 0)
        if reserved or (name not in table.yearly and period.year != _year(case, _line_of(case, answer.line_id))):
            return None
        if used:
            values += (number, used)
    return values


def _balances_read(answer: LineAssessment, case: Case, table: Table) -> Iterator[tuple[int, int, Held]]:
    """Of each pot the line read, with its number and which key: the period, or all where it looks at several."""
    for read in answer.ceilings:
        place = table.places[read.pot]
        for which, key in enumerate(place.keys):
            periods = case.pots.get((key, read.holder), _NO_PERIODS)
            for start in periods if place.several else (read.period,):
                if start in periods:
                    yield place.number, which, Held(key, read.holder, start, periods[start])


def _every_balance(case: Case, table: Table) -> Iterator[tuple[int, int, Held]]:
    by_key = {key: (place.number, which) for place in table.ordered for which, key in enumerate(place.keys)}
    for (key, holder), periods in case.pots.items():
        if key in by_key:
            for start, balance in periods.items():
                yield *by_key[key], Held(key, holder, start, balance)


def _written(head: int, granted: int, case: Case, balances: Iterable[tuple[int, int, Held]]) -> bytes:
    """In the order of pots, holders and periods: the case has them in whatever order they were read and drawn."""
    found = bytearray(head.to_bytes(2, "little"))
    _add(found, granted)
    for number, which, (_, holder, period, balance) in sorted(balances, key=_place_of):
        used, reserved = balance.used, balance.reserved
        named = sorted(balance.tokens & _tokens(case)) if balance.tokens else ()
        if used or reserved or named:
            _add(found, number, which)
            _add_text(found, holder)
            _add(found, period.toordinal(), used, reserved, len(named))
            for token in named:
                _add_text(found, token)
    return bytes(found)


def _place_of(one: tuple[int, int, Held]) -> tuple[int, int, str, date]:
    number, which, held = one
    return number, which, held.holder, held.period


def _held(data: bytes, at: int, table: Table) -> Iterator[Held]:
    while at < len(data):
        number, at = _number(data, at)
        which, at = _number(data, at)
        holder, at = _text(data, at)
        start, at = _number(data, at)
        used, at = _number(data, at)
        reserved, at = _number(data, at)
        count, at = _number(data, at)
        tokens = []
        for _ in range(count):
            token, at = _text(data, at)
            tokens.append(token)
        balance = Balance(used, reserved, frozenset(tokens))
        yield Held(table.ordered[number].keys[which], holder, date.fromordinal(start), balance)


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


def _add(found: bytearray, *numbers: int) -> None:
    """Numbers not below zero, seven bits a byte, the lowest first; the last byte of each is below 128."""
    for number in numbers:
        while number > 127:
            found.append(number & 127 | 128)
            number >>= 7
        found.append(number)


def _add_text(found: bytearray, text: str) -> None:
    written = text.encode("utf-8")
    _add(found, len(written))
    found += written


def _number(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while data[at] > 127:
        number |= (data[at] & 127) << shift
        shift += 7
        at += 1
    return number | data[at] << shift, at + 1


def _text(data: bytes, at: int) -> tuple[str, int]:
    length, at = _number(data, at)
    return data[at : at + length].decode("utf-8"), at + length
