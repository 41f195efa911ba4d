"""What a worked example expected beside what it got, in the words that case files are written in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mutua.domain.decisions import LineAssessment, Outcome
from mutua.rules.cases.casefile import CaseLine, Expected, Remaining
from mutua.rules.model import Unit

# The words of case files for the five outcomes, read and written alike.
OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.PAID: "pagata",
    Outcome.REDUCED: "ridotta",
    Outcome.REFUSED: "respinta",
    Outcome.SUSPENDED: "sospesa",
    Outcome.DEFERRED: "rinviata",
}

UNIT_WORDS: Mapping[Unit, tuple[str, str]] = {
    Unit.EURO: ("euro", "euro"),
    Unit.HOURS: ("ora", "ore"),
    Unit.DAYS: ("giorno", "giorni"),
    Unit.MONTHS: ("mese", "mesi"),
    Unit.TIMES: ("volta", "volte"),
    Unit.ACTS: ("atto", "atti"),
    Unit.PIECES: ("pezzo", "pezzi"),
    Unit.SITTINGS: ("seduta", "sedute"),
    Unit.TEETH: ("dente", "denti"),
    Unit.PAIRS: ("paio", "paia"),
    Unit.KILOMETRES: ("chilometro", "chilometri"),
}

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise: the key of `atteso`, what was expected and what was found, as written."""

    what: str
    expected: str
    found: str


def money(cents: int) -> str:
    """Cents as case files write them: 1300.00."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def measure(amount: int, unit: Unit | None) -> str:
    """A quantity as case files write it: `915.00 euro`, `12 ore`, `1 ora e 30 minuti`, `1 volta`."""
    if unit is None:
        return str(amount)
    one, many = UNIT_WORDS[unit]
    if unit is Unit.EURO:
        return f"{money(amount)} euro"
    if unit is Unit.HOURS and amount % 60:
        return f"{measure(amount - amount % 60, unit)} e {amount % 60} minuti"
    count = amount // 60 if unit is Unit.HOURS else amount
    return f"{count} {one if count == 1 else many}"


def motives(answer: LineAssessment) -> tuple[str, ...]:
    """The codes of a line's reasons, and the author's own motives among their values."""
    found = []
    for reason in answer.reasons:
        found.append(reason.code)
        motive = reason.values.get("motive")
        if isinstance(motive, str) and motive:
            found.append(motive)
    return tuple(dict.fromkeys(found))


def compare_line(line: CaseLine, answer: LineAssessment, left: Mapping[str, int]) -> tuple[Difference, ...]:
    """Every difference between what the line expects and what it got; `left` is what remains in each pot by name."""
    if line.expected is None:
        return ()
    return tuple(
        difference
        for difference in (*_compare_amounts(line, line.expected, answer), *_compare_rest(line.expected, answer, left))
        if difference.expected != difference.found
    )


def _compare_amounts(line: CaseLine, expected: Expected, answer: LineAssessment) -> Iterable[Difference]:
    if expected.amount_cents is not None:
        yield Difference("importo", money(expected.amount_cents), money(answer.granted_cents))
    if expected.quantity is not None:
        yield Difference(
            "quantità", measure(expected.quantity, line.unit), measure(answer.quantity_granted, line.unit)
        )
    if expected.if_complete_cents is not None:
        complete = answer.payable_if_complete_cents
        yield Difference(
            "se_completa", money(expected.if_complete_cents), NOTHING if complete is None else money(complete)
        )


def _compare_rest(expected: Expected, answer: LineAssessment, left: Mapping[str, int]) -> Iterable[Difference]:
    if expected.outcome is not None:
        yield Difference("esito", OUTCOME_WORDS[expected.outcome], OUTCOME_WORDS[answer.outcome])
    if expected.motives:
        found = motives(answer)
        if not set(expected.motives) <= set(found):
            yield Difference("motivo", ", ".join(expected.motives), ", ".join(found) or NOTHING)
    if expected.deferred is not None:
        yield Difference("rinviato", _years(expected.deferred), _years(_deferred(answer)))
    if expected.missing is not None:
        missing = {one.name for one in answer.missing}
        yield Difference("manca", _names(expected.missing), _names(missing))
    for remaining in expected.remaining:
        yield _compare_pot(remaining, left)


def _compare_pot(remaining: Remaining, left: Mapping[str, int]) -> Difference:
    found = left.get(remaining.pot)
    return Difference(
        f"resta {remaining.pot}",
        measure(remaining.amount, remaining.unit),
        NOTHING if found is None else measure(found, remaining.unit),
    )


def _deferred(answer: LineAssessment) -> tuple[tuple[int, int], ...]:
    by_year: dict[int, int] = {}
    for deferral in answer.deferrals:
        by_year[deferral.period.year] = by_year.get(deferral.period.year, 0) + deferral.amount_cents
    return tuple(sorted(by_year.items()))


def _years(amounts: Iterable[tuple[int, int]]) -> str:
    return ", ".join(f"{year}: {money(cents)}" for year, cents in sorted(amounts)) or NOTHING


def _names(names: Iterable[str]) -> str:
    return ", ".join(sorted(set(names))) or NOTHING


def written_answer(value: object) -> str:
    """An answer that is not about a claim as case files write it: sì, 305.00, 2026-03-01, [100.00, 102.00]."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, int):
        return money(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "[" + ", ".join(written_answer(one) for one in value) + "]"
    return str(value)
