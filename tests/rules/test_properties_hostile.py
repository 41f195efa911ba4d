"""Hostile but well-formed requests: each gets an answer, never an exception."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest

from mutua.domain.case import Arrears, Balance, Case, Cover, Dated, Line, Series
from mutua.domain.decisions import Outcome
from mutua.rules.assess import assess
from oracle.gen_cases import CaseMaker
from oracle.gen_parts import BENEFITS, PAPERS
from oracle.gen_rules import make_ruleset

CHUNKS = 4
SEEDS = 50
EDGES = (date.min, date(1, 1, 2), date(1600, 2, 29), date(2024, 2, 29), date(9999, 12, 30), date.max)
INSTANTS = (datetime.min.replace(tzinfo=UTC), datetime(2024, 3, 31, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


def empty(case: Case, random: Random) -> Case:
    """Nobody answered anything, nobody holds anything."""
    lines = tuple(Line(one.id, one.benefit) for one in case.lines)
    return Case(lines)


def edges(case: Case, random: Random) -> Case:
    """Every day is at an end of the calendar; stays are not longer than a few days."""
    facts = {name: random.choice(EDGES) for name in ("richiesta", "evento_del", "ricovero", "dimissione", "nascita")}
    facts["richiesta_ore"] = random.choice(INSTANTS)  # type: ignore[assignment]
    lines = []
    for one in case.lines:
        start = random.choice(EDGES)
        own: dict[str, Any] = {
            "inizio": start,
            "fine": random.choice((start, date.min)),
            "servizio": random.choice(EDGES),
        }
        own |= {
            "fattura": random.choice(EDGES),
            "inizio_cura": random.choice(EDGES),
            "inizio_ore": random.choice(INSTANTS),
        }
        lines.append(replace(one, facts={**one.facts, **own}, papers=dict.fromkeys(PAPERS, random.choice(EDGES))))
    covers = (Cover("base", date.min), Cover("denti", date.min, date.max, random.choice(EDGES)))
    arrears = tuple(Arrears(random.choice(EDGES), random.choice((None, *EDGES))) for _ in "12")
    pots = {
        (name, holder): {day: Balance(1, 1, frozenset({"x"})) for day in EDGES}
        for name in ("plafond_0", "plafond_1", "plafond_2", "vecchio")
        for holder in ("anna", "casa", "")
    }
    return replace(
        case, lines=tuple(lines), facts={**case.facts, **facts}, covers=covers, arrears=arrears, pots=pots, reserved={}
    )


def nothing(case: Case, random: Random) -> Case:
    """Every amount and every count is zero."""
    amounts = ("spesa", "quantità", "preventivo", "residuo", "altri_rimborsi", "paga", "componenti", "numero", "punti")
    return replace(
        case, lines=tuple(replace(one, facts={**one.facts, **dict.fromkeys(amounts, 0)}) for one in case.lines)
    )


def enormous(case: Case, random: Random) -> Case:
    """Amounts and quantities far beyond any household."""
    amounts = dict.fromkeys(("spesa", "preventivo", "residuo", "paga", "altri_rimborsi"), 10**15)
    amounts |= dict.fromkeys(("quantità", "componenti", "numero", "punti", "diottrie"), 10**6)
    return replace(case, lines=tuple(replace(one, facts={**one.facts, **amounts}) for one in case.lines))


def unknown_benefits(case: Case, random: Random) -> Case:
    return replace(case, lines=tuple(replace(one, benefit="") for one in case.lines))


def changing(case: Case, random: Random) -> Case:
    """Facts that change every day, or have never yet begun; series with nothing in them."""
    facts = {
        "componenti": Dated(((date.max, 3),)),
        "fascia": Dated(tuple((day, random.choice("ABC")) for day in EDGES)),
        "numero": Dated(()),
        "ore_lavorate": Series(()),
    }
    lines = tuple(
        replace(one, facts={name: value for name, value in one.facts.items() if name not in facts})
        for one in case.lines
    )
    return replace(case, lines=lines, facts={**case.facts, **facts})


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("spoil", [empty, edges, nothing, enormous, unknown_benefits, changing])
def test_every_well_formed_request_gets_an_answer(spoil: Callable[[Case, Random], Case], chunk: int) -> None:
    for seed in range(chunk * SEEDS, (chunk + 1) * SEEDS):
        rules = make_ruleset(seed)
        random = Random(seed)
        case = spoil(CaseMaker(Random(f"hostile {seed}"), rules).case(), random)
        answer = assess(case, rules)
        assert [told.line_id for told in answer.lines] == [one.id for one in case.lines]
        for told in answer.lines:
            assert told.refused_cents >= 0
        if spoil is unknown_benefits:
            assert all(told.reasons[0].code == "unknown_benefit" for told in answer.lines)


def test_no_lines_at_all_is_a_request_too() -> None:
    assert assess(Case(()), make_ruleset(1)).lines == ()


def test_thousands_of_lines_are_decided_in_one_request() -> None:
    rules = make_ruleset(7)
    maker = CaseMaker(Random(7), rules)
    lines = tuple(maker.line(BENEFITS[number % 3]) for number in range(3000))
    case = replace(maker.case(), lines=lines, authorisation=False, reserved={})
    answer = assess(case, rules)
    assert len(answer.lines) == 3000
    assert {told.outcome for told in answer.lines} <= set(Outcome)


def test_a_stay_as_long_as_the_calendar_is_counted() -> None:
    from mutua.rules.model import Counting, Counts, DayCount, Unit
    from oracle.build import benefit, flat, line, per, pot, row, ruleset
    from oracle.build import case as make_case

    days = pot("giorni", 5, unit=Unit.DAYS, counts=Counts.QUANTITY)
    steps = row(flat(100, per("day"), free=True), uses=["giorni"])
    rules = ruleset(benefit(steps, unit=Unit.DAYS, counting=Counting(DayCount.ALL)), pots=[days])
    told = assess(make_case(line(inizio=date.min, fine=date.max)), rules).lines[0]
    assert (told.granted_cents, told.quantity_asked) == (500, (date.max - date.min).days + 1)
