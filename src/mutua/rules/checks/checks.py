"""Reads a plan as a careful colleague would: what is declared and never used, never reached, never felt.

The plan reads without mistakes; what is said of it is proved, never guessed. Most of it is a notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from mutua.rules.cases.casefile import CaseFile
from mutua.rules.checks.checks_cases import unproved, unrecorded
from mutua.rules.checks.checks_money import unfelt
from mutua.rules.checks.checks_reach import unreached
from mutua.rules.model import (
    Carry,
    Coinsurance,
    Deductible,
    DeductiblePot,
    Exchange,
    ExchangeDraw,
    Layer,
    Named,
    Place,
    Plan,
    PotDraw,
    Requirement,
    Ruleset,
)
from mutua.rules.reading.problems import Problem, in_order
from mutua.rules.reading.reader_mentions import Mentions, mentioned_facts


def check(
    plan: Plan, cases: Iterable[CaseFile] | None = None, *, whole: bool = True, shipped: bool = False,
    recorded: Mapping[str, str] | None = None,
) -> list[Problem]:
    """What deserves a second look in a plan that reads without mistakes, in order.

    `cases`: its case files, None where they are not at hand. `whole`: all its versions are here, so that a fact of
    `piano.yaml` that none of them reads is read nowhere. `shipped`: a benefit without cases is then a mistake.
    `recorded`: the fingerprints of versions once in force; one that differs is a mistake.
    """
    found = [*_unused(plan, whole), *_two_meanings(plan)]
    before: Ruleset | None = None
    for version in plan.versions:
        found += unreached(version)
        found += unfelt(version, before)
        before = version
    if cases is not None and whole:
        found += unproved(plan, cases, shipped)
    found += unrecorded(plan, recorded or {})
    return in_order(found)


def notice(place: Place, code: str, found: str = "", **values: str) -> Problem:
    return Problem(place, code, found, values, warning=True)


# ---------------------------------------------------------------- declared and never used


def _unused(plan: Plan, whole: bool) -> list[Problem]:
    """A declaration of `piano.yaml` is one for all versions: it is used if one of them uses it."""
    declared: dict[tuple[str, str], Place] = {}
    used: set[tuple[str, Place]] = set()
    for version in plan.versions:
        for code, name, place, is_used in _declarations(version):
            if place.file == version.file or place.cell or whole:
                declared.setdefault((code, f"{place} {name}"), place)
                if is_used:
                    used.add((code, place))
    return [
        notice(place, code, marker.rsplit(" ", 1)[1])
        for (code, marker), place in declared.items()
        if (code, place) not in used
    ]


def _declarations(version: Ruleset) -> Iterator[tuple[str, str, Place, bool]]:
    """Everything a version declares: the code to say it with, its name, its place, and whether it is used."""
    read = _facts_read(version)
    proofs = {fact.proof for fact in version.facts.values() if fact.name in read}
    used = _names_used(version)
    for fact in version.facts.values():
        if not fact.builtin and fact.place.file:
            yield ("date_unused" if fact.term is not None else "fact_unused"), fact.name, fact.place, fact.name in read
    for paper in version.papers.values():
        yield "paper_unused", paper.name, paper.place, paper.name in read or paper.name in proofs
    for condition in version.conditions.values():
        yield "condition_unused", condition.name, condition.place, condition.name in used["condition"]
    for pot in version.pots.values():
        yield "pot_unused", pot.name, pot.place, pot.name in used["pot"]
    for exchange in version.exchanges.values():
        yield "exchange_unused", exchange.name, exchange.place, exchange.name in used["exchange"]
    for tariff in version.tariffs.values():
        yield "tariff_unused", tariff.name, tariff.place, tariff.name in used["tariff"]


def _facts_read(version: Ruleset) -> set[str]:
    """The facts, dates and papers that some rule speaks of, with those that these are made of."""
    found = Mentions()
    for one in fields(version):
        if one.name != "facts":
            found.add(getattr(version, one.name))
    found.facts.add(version.plan.version_by)
    seen: set[str] = set()
    while found.facts - seen:
        name = (found.facts - seen).pop()
        seen.add(name)
        fact = version.facts.get(name)
        if fact is not None:
            found.add((fact.read_on, fact.term, fact.history))
    return found.facts


def _names_used(version: Ruleset) -> dict[str, set[str]]:
    """Conditions, pots, exchanges and price lists that some rule uses."""
    used: dict[str, set[str]] = {"condition": set(), "pot": set(), "exchange": set(), "tariff": set()}
    mentions = Mentions()
    for one in fields(version):
        if one.name in ("conditions", "tariffs", "plan"):
            continue
        value = getattr(version, one.name)
        mentions.add(value)
        for part in parts_of(value):
            if isinstance(part, Named):
                used["condition"].add(part.name)
            elif isinstance(part, (PotDraw, Layer)):
                used["pot"].add(part.pot)
            elif isinstance(part, DeductiblePot):
                used["pot"].update((part.pot, *part.others))
            elif isinstance(part, (Coinsurance, Deductible)):
                used["pot"].update(part.pots)
            elif isinstance(part, Exchange):
                used["pot"].add(part.source)
            elif isinstance(part, Carry):
                used["pot"].add(part.within)
            elif isinstance(part, ExchangeDraw):
                used["exchange"].add(part.exchange)
    used["tariff"] = mentions.tariffs
    return used


def parts_of(value: Any) -> Iterator[Any]:
    """Every value of the model inside this one, itself included."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from parts_of(one)
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from parts_of(one)
    elif is_dataclass(value) and not isinstance(value, Place):
        yield value
        for one_field in fields(value):
            yield from parts_of(getattr(value, one_field.name))


# ---------------------------------------------------------------- motives


def _two_meanings(plan: Plan) -> list[Problem]:
    """A motive says one thing: in a version it is never about quite other facts."""
    found: list[Problem] = []
    for version in plan.versions:
        first: dict[str, tuple[set[str], Place]] = {}
        for requirement in _requirements(version):
            if not requirement.reason:
                continue
            about = mentioned_facts(requirement.condition)
            known, place = first.setdefault(requirement.reason, (about, requirement.place))
            if known and about and not known & about:
                told = " / ".join(", ".join(sorted(one)) for one in (known, about))
                values = {"first": str(place), "facts": told}
                found.append(notice(requirement.place, "motive_twice", requirement.reason, **values))
    return found


def _requirements(version: Ruleset) -> Iterator[Requirement]:
    if version.joining is not None:
        yield from version.joining.requires
    for benefit in version.benefits.values():
        yield from benefit.requires
        yield from benefit.excludes
