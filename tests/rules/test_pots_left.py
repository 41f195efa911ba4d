"""What is left in the pots is what a decision reads: on every request of the shipped cases, and on worked ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from mutua.domain.case import Balance, Case, Cover, Line
from mutua.rules.assess import assess
from mutua.rules.engine.versions import rules_of, version_on
from mutua.rules.library import load
from mutua.rules.model import Plan, Ruleset
from mutua.rules.pots_left import PotLeft, left_for_line, pots_left
from rules.shipped_requests import shipped_requests
from small_plan import HEAD, VERSION, plan_folder

TODAY = date(2026, 6, 1)


def test_it_reads_what_the_decision_of_every_shipped_request_reads_and_hides_nothing() -> None:
    compared = 0
    for case, plan in shipped_requests():
        line, answer = case.lines[0], assess(case, plan).lines[0]
        ruleset, day = rules_of(case, line, plan)
        if ruleset is None or not answer.ceilings:
            continue
        found = left_for_line(case, line, ruleset, day)  # type: ignore[arg-type]  # a version was picked: it is a day
        names = {one.name for one in found}
        for read in answer.ceilings:
            assert read.pot in names, (plan.head.code, line.benefit, read.pot)
            for one in found:
                if (one.name, one.holder, one.period) == (read.pot, read.holder, read.period):
                    assert (one.size, one.used, one.reserved) == (read.size, read.used, read.reserved)
                    if not one.exchange:
                        assert one.left == max(0, read.size - read.used - read.reserved)
                    compared += 1
    assert compared > 1000


def rules(folder: Path, version: str = VERSION) -> Ruleset:
    plans, problems = load(plan_folder(folder, version=version, head=HEAD))
    assert plans, problems
    found = version_on(plans[0], TODAY)
    assert isinstance(plans[0], Plan)
    assert found is not None
    return found


def of(pots: dict[tuple[str, str], dict[date, Balance]] | None = None, **facts: object) -> Case:
    """A request of today by the member of a household, with these balances."""
    told = {"servizio": TODAY, "fattura": TODAY, "grado": "titolare", **facts}
    return Case(
        lines=(Line("0.1", "VIS", {"servizio": TODAY, "fattura": TODAY}),), facts=told,  # type: ignore[arg-type]  # facts of tests
        holders={"person": "1", "member": "1", "household": "9"}, covers=(Cover("base", date(2024, 1, 1)),),
        pots=pots or {},
    )  # fmt: skip


def by_name(found: tuple[PotLeft, ...]) -> dict[str, PotLeft]:
    assert len({one.name for one in found}) == len(found)
    return {one.name: one for one in found}


def test_size_use_and_period_of_each_pot_and_what_an_exchange_could_still_give(tmp_path: Path) -> None:
    year = date(2026, 1, 1)
    used = {
        ("visite", "1"): {year: Balance(15_000, 5_000)}, ("ospedale", "9"): {year: Balance(230 * 60)},
        ("casa", "9"): {year: Balance(13 * 60)}, ("in_casa", "9"): {year: Balance(60)},
    }  # fmt: skip
    found = by_name(pots_left(of(used), rules(tmp_path), TODAY))
    assert [*found] == ["visite", "ospedale", "casa", "in_casa"]
    visits = found["visite"]
    assert (visits.size, visits.used, visits.reserved, visits.left) == (40_000, 15_000, 5_000, 20_000)
    assert (visits.first_day, visits.last_day, visits.benefits, visits.percent_left) == (
        year, date(2026, 12, 31), ("VIS",), 50,
    )  # fmt: skip
    assert found["casa"].left == 0, "a pot may stand above its size: nothing is left, not less"
    assert (found["ospedale"].left, found["ospedale"].benefits) == (10 * 60, ("OSPEDALE", "CASA"))
    assert (found["in_casa"].left, found["in_casa"].used) == (2 * 60, 60), "5 hours of the source for each hour"


def test_a_pot_whose_benefits_are_not_for_the_person_is_not_theirs(tmp_path: Path) -> None:
    ruleset = rules(tmp_path)
    spouse = of(grado="coniuge")
    assert "visite" not in by_name(pots_left(spouse, ruleset, TODAY))
    assert pots_left(replace(spouse, covers=()), ruleset, TODAY) == ()
    elsewhere = replace(spouse, covers=(Cover("base", date(2026, 6, 2)),))
    assert pots_left(elsewhere, ruleset, TODAY) == (), "covered from tomorrow"


def test_what_is_not_known_says_what_it_waits_for_and_distances_say_when_they_open_again(tmp_path: Path) -> None:
    pots = "  visite: {titolo: visite, misura: 400 euro, di: persona, ogni: anno, articolo: art. 2}\n"
    groups = pots.replace("400 euro", "{secondo: fascia, A: 400 euro, B: 200 euro}")
    facts = 'fatti:\n  fascia: {di: persona, tipo: scelta, scelte: [A, B], chiede: "Che fascia ha?", '
    facts += "detto: {A: in fascia A, B: in fascia B}}\ndocumenti:\n"
    by_group = rules(tmp_path / "a", VERSION.replace(pots, groups).replace("documenti:\n", facts, 1))
    visits = by_name(pots_left(of(), by_group, TODAY))["visite"]
    assert (visits.size, visits.left, [one.name for one in visits.missing]) == (None, None, ["fascia"])
    assert by_name(pots_left(of(fascia="B"), by_group, TODAY))["visite"].left == 20_000
    by_event = rules(tmp_path / "c", VERSION.replace(pots, pots.replace("di: persona, ogni", "di: evento, ogni")))
    visits = by_name(pots_left(of(), by_event, TODAY))["visite"]
    assert (visits.each, visits.size, visits.left, visits.missing) == (True, 40_000, 40_000, ())
    rolling = VERSION.replace(pots, pots.replace("ogni: anno", "ogni: 24 mesi dall'ultima fattura"))
    apart = rules(tmp_path / "b", rolling)
    spent = {("visite", "1"): {date(2025, 3, 10): Balance(40_000), date(2023, 1, 1): Balance(40_000)}}
    visits = by_name(pots_left(of(spent), apart, TODAY))["visite"]
    assert (visits.used, visits.left, visits.again_on) == (40_000, 0, date(2027, 3, 10))


def test_a_pot_with_several_periods_is_told_by_each(tmp_path: Path) -> None:
    """Every 36 months, or every 12 for what a request may tell: open again already, or later."""
    pots = "  visite: {titolo: visite, misura: 400 euro, di: persona, ogni: anno, articolo: art. 2}\n"
    yearly = "{quando: {urgente: sì}, vale: 12 mesi dall'ultima fattura}"
    rare = "{altrimenti: 36 mesi dall'ultima fattura}"
    facts = 'fatti:\n  urgente: {tipo: sì/no, di: riga, chiede: "È urgente?", se_manca: no, detto: {sì: sì, no: no}}\n'
    version = VERSION.replace(pots, pots.replace("ogni: anno", f"ogni: [{yearly}, {rare}]"))
    version = version.replace("documenti:\n", f"{facts}documenti:\n", 1)
    by_both = rules(tmp_path, version)

    def left(spent_on: date) -> tuple[int | None, date | None, list[tuple[int, date | None]]]:
        found = by_name(pots_left(of({("visite", "1"): {spent_on: Balance(40_000)}}), by_both, TODAY))["visite"]
        return found.left, found.again_on, [(one.left, one.again_on) for one in found.others]

    assert left(date(2025, 4, 10)) == (0, date(2028, 4, 10), [(40_000, None)])
    assert left(date(2025, 12, 10)) == (0, date(2028, 12, 10), [(0, date(2026, 12, 10))])
    plain = rules(tmp_path / "b")
    assert by_name(pots_left(of(), plain, TODAY))["visite"].others == ()
