"""Two answers side by side: what is compared, and the smallest case that still differs."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from enum import Enum
from typing import Any

from mutua.domain.case import Case
from mutua.domain.decisions import Assessment, LineAssessment, Movement, MovementKind, Reason
from mutua.rules.model import NOWHERE, Ruleset

Assess = Callable[[Case, Ruleset], Assessment]

# The values of a reason that docs/engine.md names; the others belong to the sentences.
SAID = {
    "too_late": ("by",),
    "too_early": ("from",),
    "waiting": ("first_day",),
    "arrears": ("resumes",),
    "excluded": ("motive",),
    "value_not_foreseen": ("fact", "value"),
    "pot_cut": ("pot", "left", "cut"),
    "pot_exhausted": ("pot",),
    "quantity_cut": ("pot",),
    "expense_cut": ("pot",),
}
TOLD = (
    "carried",
    "advanced",
    "exchanged",
    "layer_cut",
)  # what happened to the pots: once for each pot, or each period of it
FIELDS = (
    "line_id", "benefit", "outcome", "asked_cents", "computed_cents", "granted_cents", "suspended_cents", "deferrals",
    "quantity_asked", "quantity_granted", "payable_if_complete_cents", "quantity_if_complete", "missing",
)  # fmt: skip


def reason_key(reason: Reason) -> tuple[Any, ...]:
    return (reason.code, *((name, reason.values.get(name)) for name in SAID.get(reason.code, ())))


def nameless(line: LineAssessment) -> set[str]:
    """Reasons of no pot in particular: layers that are used up, days each of which another pot may have refused."""
    codes = ("pot_exhausted", "quantity_cut")
    return {reason.code for reason in line.reasons if reason.code in codes and not reason.values.get("pot")}


def movement_key(movement: Movement) -> tuple[Any, ...]:
    token = "" if movement.kind is MovementKind.RELEASE else movement.token
    return movement.pot, movement.holder, movement.period, movement.kind.value, token


def movements(line: LineAssessment) -> dict[tuple[Any, ...], int]:
    found: Counter[tuple[Any, ...]] = Counter()
    for movement in line.movements:
        found[movement_key(movement)] += movement.amount
    return dict(sorted(found.items(), key=str))


def compared(line: LineAssessment, codes_only: Collection[str] = ()) -> dict[str, Any]:
    """What both must say of a line: reasons by code and main values, movements summed by pot, holder and period."""
    said = {name: getattr(line, name) for name in FIELDS}
    reasons = [(one.code,) if one.code in codes_only else reason_key(one) for one in line.reasons]
    said["reasons"] = sorted((one for one in reasons if one[0] not in TOLD), key=str)
    said["told"] = sorted({reason.code for reason in line.reasons if reason.code in TOLD})
    said["movements"] = movements(line)
    return said


def differences(
    case: Case, ruleset: Ruleset, engine: Assess, oracle: Assess, answer: Assessment | None = None
) -> list[str]:
    """One line of text for each thing that differs, none when both agree. `answer` is the oracle's, if known."""
    mine, theirs = answer or oracle(case, ruleset), engine(case, ruleset)
    found = []
    for ours, other in zip(mine.lines, theirs.lines, strict=True):
        codes_only = nameless(ours)
        expected, seen = compared(ours, codes_only), compared(other, codes_only)
        for name, value in expected.items():
            if seen[name] != value:
                found.append(f"line {ours.line_id} {name}: oracle {shown(value)}, engine {shown(seen[name])}")
    return found


# ---------------------------------------------------------------- shrinking


def shrunk(case: Case, ruleset: Ruleset, differ: Callable[[Case, Ruleset], bool]) -> tuple[Case, Ruleset]:
    """Takes things away while the two answers still differ."""

    def still(one: Case, rules: Ruleset) -> bool:
        try:
            return differ(one, rules)
        except (KeyError, IndexError, AssertionError, AttributeError, ValueError, TypeError):
            return False  # what was taken away was needed

    smaller = True
    while smaller:
        smaller = False
        for one in smaller_cases(case):
            if still(one, ruleset):
                case, smaller = one, True
                break
        for rules in smaller_rulesets(case, ruleset):
            if still(case, rules):
                ruleset, smaller = rules, True
                break
    return case, ruleset


def without(things: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    for index in range(len(things)):
        yield things[:index] + things[index + 1 :]


def less(mapping: Any) -> Iterator[dict[Any, Any]]:
    for key in mapping:
        yield {other: value for other, value in mapping.items() if other != key}


def smaller_cases(case: Case) -> Iterator[Case]:
    if len(case.lines) > 1:
        for lines in without(case.lines):
            yield replace(case, lines=lines)
    for name in ("decided", "arrears", "covers"):
        for rest in without(getattr(case, name)):
            yield replace(case, **{name: rest})
    for name in ("pots", "reserved", "facts", "papers", "history"):
        for fewer in less(getattr(case, name)):
            yield replace(case, **{name: fewer})
    for key, periods in case.pots.items():
        for fewer in less(periods):
            yield replace(case, pots={**case.pots, key: fewer})
    for index, line in enumerate(case.lines):
        for name in ("facts", "papers"):
            for fewer in less(getattr(line, name)):
                lines = (*case.lines[:index], replace(line, **{name: fewer}), *case.lines[index + 1 :])
                yield replace(case, lines=lines)


def smaller_rulesets(case: Case, ruleset: Ruleset) -> Iterator[Ruleset]:
    if ruleset.arrears:
        yield replace(ruleset, arrears=None)
    codes = {line.benefit for line in case.lines} | {one.line.benefit for one in case.decided}
    for code, benefit in ruleset.benefits.items():
        if code not in codes:
            yield replace(ruleset, benefits={k: v for k, v in ruleset.benefits.items() if k != code})
            continue
        for name in ("requires", "excludes", "papers", "rows"):
            for rest in without(getattr(benefit, name)):
                yield put(ruleset, replace(benefit, **{name: rest}))
        for field in dataclasses.fields(benefit):
            if field.name in ("deadline", "waiting", "counting") and getattr(benefit, field.name) != field.default:
                yield put(ruleset, replace(benefit, **{field.name: field.default}))
        for index, row in enumerate(benefit.rows):
            for name in ("steps", "consumes"):
                for rest in without(getattr(row, name)):
                    if name == "steps" and rest[:1] != row.steps[:1]:
                        continue  # the first step says what the others work on
                    rows = (*benefit.rows[:index], replace(row, **{name: rest}), *benefit.rows[index + 1 :])
                    yield put(ruleset, replace(benefit, rows=rows))


def put(ruleset: Ruleset, benefit: Any) -> Ruleset:
    return replace(ruleset, benefits={**ruleset.benefits, benefit.code: benefit})


# ---------------------------------------------------------------- showing


def shown(value: Any) -> str:
    """A value in one line, without what is as usual."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = []
        for field in dataclasses.fields(value):
            here = getattr(value, field.name)
            plain = field.default is not dataclasses.MISSING and here == field.default
            if not plain and here != NOWHERE and here != {}:
                parts.append(f"{field.name}={shown(here)}")
        return f"{type(value).__name__}({', '.join(parts)})"
    if isinstance(value, Enum):
        return str(value.value)
    if hasattr(value, "_asdict"):
        return f"{type(value).__name__}({', '.join(f'{name}={shown(one)}' for name, one in value._asdict().items())})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{shown(key)}: {shown(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        return "(" + ", ".join(shown(one) for one in value) + ")"
    return str(value) if not isinstance(value, str) else repr(value)


def report(case: Case, ruleset: Ruleset, engine: Assess, oracle: Assess) -> str:
    """The counterexample as somebody would like to read it."""
    text = ["case:"]
    text += [f"  {field.name}: {shown(getattr(case, field.name))}" for field in dataclasses.fields(case)]
    text += ["rules:"] + [f"  {shown(benefit)}" for benefit in ruleset.benefits.values()]
    named = str(ruleset.benefits.values())
    drawn = " ".join(map(str, (named, ruleset.pots.values())))
    text += [
        f"  {shown(pot)}" for name, pot in ruleset.pots.items() if f"'{name}'" in named or f"within='{name}'" in drawn
    ]
    text += [f"  {shown(one)}" for name, one in ruleset.exchanges.items() if f"'{name}'" in named]
    text += [f"  {shown(one)}" for one in (ruleset.rounding, ruleset.time, ruleset.arrears) if one is not None]
    text += ["differences:"] + [f"  {one}" for one in differences(case, ruleset, engine, oracle)]
    return "\n".join(text)
