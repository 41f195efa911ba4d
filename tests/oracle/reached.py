"""Which forms of the language, outcomes and reasons the generated lines really went through."""

from __future__ import annotations

import dataclasses
import inspect
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from mutua.domain.decisions import Assessment, MovementKind, Outcome
from mutua.rules import model
from mutua.rules.model import Ruleset

# Forms that no claim goes through: what is not a claim, the papers of a plan, questions the archive answers.
OTHER_FORMS = {
    "Place", "Joining", "ContributionItem", "Instalment", "InstalmentPlan", "Contributions", "ChangeRule",
    "SeniorRule", "PaymentRule", "Procedure", "Assistance", "Plan", "PlanHead", "Approval", "Ruleset",
}  # fmt: skip
OTHER_WORDS = {"ContributionPer", "Payer", "HistorySpan"}
GATE_REASONS = {
    "unknown_benefit", "not_covered", "requirement_not_met", "excluded", "situation_not_covered", "too_late",
    "too_early", "short_notice", "waiting", "arrears", "paper_missing", "paper_too_old", "paper_too_late",
    "paper_too_early", "paper_expired",
}  # fmt: skip
REASONS = GATE_REASONS | {
    "arrears_open", "paper_asked", "answer_asked", "date_asked", "figure_asked",
    "pot_exhausted", "trigger_not_met", "days_excluded",
    "nothing_asked", "quantity_cut", "expense_cut", "value_not_foreseen", "code_not_in_tariff", "below_minimum",
    "below_deductible", "paid_by_others", "no_expense", "nothing_due", "layer_cut", "pot_cut", "carried", "advanced",
    "exchanged",
}  # fmt: skip


def forms() -> set[str]:
    """The names of all classes and words of the language that a claim may meet."""
    found: set[str] = set()
    for name, kind in vars(model).items():
        if not inspect.isclass(kind) or not kind.__module__.startswith(model.__name__):
            continue
        if issubclass(kind, Enum):
            if name not in OTHER_WORDS:
                found |= {f"{name}.{word.name}" for word in kind}
        elif dataclasses.is_dataclass(kind) and name not in OTHER_FORMS:
            found.add(name)
    return found


def walk(thing: Any) -> Iterator[str]:
    """Every class and word inside a value."""
    if isinstance(thing, Enum):
        yield f"{type(thing).__name__}.{thing.name}"
    elif dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        yield type(thing).__name__
        for field in dataclasses.fields(thing):
            yield from walk(getattr(thing, field.name))
    elif isinstance(thing, (tuple, list)):
        for one in thing:
            yield from walk(one)


def vars_of(ruleset: Ruleset) -> Iterator[Any]:
    yield from (ruleset.rounding, ruleset.time, ruleset.arrears)
    for things in (ruleset.papers, ruleset.conditions, ruleset.tariffs, ruleset.parameters):
        yield from things.values()


class Reached:
    """Counts what was reached, line by line."""

    def __init__(self) -> None:
        self.forms: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.lines = 0
        self.walked: dict[str, frozenset[str]] = {}
        self.ruleset: Ruleset | None = None

    def note(self, ruleset: Ruleset, answer: Assessment) -> None:
        """The rules of every benefit with a line that got past the gates."""
        if ruleset is not self.ruleset:
            self.ruleset, self.walked = ruleset, {}
            self.walked[""] = frozenset(walk((*vars_of(ruleset), *ruleset.facts.values())))
        self.forms.update(self.walked[""])
        for line in answer.lines:
            self.lines += 1
            codes = [reason.code for reason in line.reasons]
            self.outcomes[line.outcome.value] += 1
            self.reasons.update(codes)
            self.kinds.update(movement.kind.value for movement in line.movements)
            if not GATE_REASONS.intersection(codes):
                if line.benefit not in self.walked:
                    self.walked[line.benefit] = frozenset(self.used(ruleset, line.benefit))
                self.forms.update(self.walked[line.benefit])

    def used(self, ruleset: Ruleset, code: str) -> Iterable[str]:
        benefit = ruleset.benefits[code]
        text = str(benefit)
        yield from walk(benefit)
        exchanges = [one for name, one in ruleset.exchanges.items() if f"'{name}'" in text]
        yield from walk(exchanges)
        names = {one.source for one in exchanges} | {name for name in ruleset.pots if f"'{name}'" in text}
        for name in names:
            yield from walk(ruleset.pots[name])

    def missed(self) -> set[str]:
        missed = forms() - set(self.forms)
        missed |= {outcome.value for outcome in Outcome} - set(self.outcomes)
        missed |= {kind.value for kind in MovementKind} - set(self.kinds)
        return missed | (REASONS - set(self.reasons))

    def table(self) -> str:
        rows = [f"{self.lines} lines"]
        for title, counts in (("outcomes", self.outcomes), ("movements", self.kinds), ("reasons", self.reasons)):
            rows.append(f"{title}: " + ", ".join(f"{name} {count}" for name, count in counts.most_common()))
        seen = sorted(forms() & set(self.forms))
        rows.append(
            f"forms: {len(seen)} of {len(forms())}: " + ", ".join(f"{name} {self.forms[name]}" for name in seen)
        )
        return "\n".join(rows)
