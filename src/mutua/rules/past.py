"""What was decided before and still matters: lines of the same treatment plan or invoice, and what was paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from mutua.domain.case import FactValue
from mutua.domain.decisions import Outcome

# A line refused for one of these passed the gates: its expense still belongs to its group.
_REFUSED_BY_MONEY = frozenset({"below_minimum", "below_deductible", "paid_by_others", "no_expense", "nothing_due"})


def passed_the_gates(outcome: Outcome, computed_cents: int, reason_codes: Iterable[str]) -> bool:
    """Whether a decided line belongs to its group from then on: not a waiting one, nor one refused at a gate."""
    if outcome is Outcome.SUSPENDED:
        return False
    if outcome is not Outcome.REFUSED or computed_cents:
        return True
    return any(code in _REFUSED_BY_MONEY for code in reason_codes)


def served_on(facts: Mapping[str, FactValue]) -> date | None:
    """The day of the service: `servizio`, else the first day; None where neither is known."""
    for name in ("servizio", "inizio"):
        value = facts.get(name)
        if isinstance(value, date):
            return value
    return None


def shared_keys(facts: Mapping[str, FactValue]) -> set[tuple[str, FactValue]]:
    """What a line may share with others: its treatment plan or cycle, its invoice."""
    return {(name, facts[name]) for name in ("gruppo", "numero_fattura") if name in facts}
