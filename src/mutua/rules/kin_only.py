"""Benefits that somebody of a given kinship or age can never have, whatever else is true: for children, for spouses."""

from __future__ import annotations

from mutua.rules.facts import BUILTIN
from mutua.rules.model import All, AnyOf, Benefit, Between, Condition, Named, Not, OneOf, Ruleset, Test

_KINSHIP, _AGE = "grado", "età"
_OLDEST = 130


def never_due(benefit: Benefit, kinship: str, age: int | None = None) -> bool:
    """Whether a demand of the benefit fails, or an exclusion holds, by the kinship alone, or with it at that age."""
    return any(_holds(one.condition, kinship, age) is False for one in benefit.requires) or any(
        _holds(one.condition, kinship, age) is True for one in benefit.excludes
    )


def age_from(rules: Ruleset, benefit: Benefit, kinship: str, age: int) -> int | None:
    """The first age, from this one on, that does not rule the benefit out; None where every later one does.

    Where the rules read ages on another day than that of the service, no age rules anything out.
    """
    fact = rules.facts.get(_AGE, BUILTIN[_AGE])
    if fact.read_on != BUILTIN[_AGE].read_on:
        return None if never_due(benefit, kinship) else age
    return next((one for one in range(age, _OLDEST) if not never_due(benefit, kinship, one)), None)


def joins_from(rules: Ruleset, kinship: str) -> int | None:
    """The first age at which the plan takes somebody of that kinship, as far as these decide; None where at none."""
    asked = rules.joining.requires if rules.joining is not None else ()
    return next((
        age for age in range(_OLDEST) if not any(_holds(one.condition, kinship, age) is False for one in asked)
    ), None)  # fmt: skip


def _holds(condition: Condition, kinship: str, age: int | None) -> bool | None:
    """Whether it holds for that kinship at that age; None where it depends on something else."""
    match condition:
        case Named(condition=inner):
            return _holds(inner, kinship, age)
        case Not(condition=inner):
            held = _holds(inner, kinship, age)
            return None if held is None else not held
        case All(conditions=parts):
            every = [_holds(one, kinship, age) for one in parts]
            return False if False in every else None if None in every else True
        case AnyOf(conditions=parts, at_least=wanted):
            every = [_holds(one, kinship, age) for one in parts]
            if every.count(True) >= wanted:
                return True
            return False if len(every) - every.count(False) < wanted else None
        case Test(fact=fact, check=OneOf(values=values)) if fact == _KINSHIP:
            return kinship in values
        case Test(fact=fact, check=Between(low=low, high=high), read_on=None) if fact == _AGE and age is not None:
            return (not isinstance(low, int) or low <= age) and (not isinstance(high, int) or age <= high)
        case Test(fact=fact, check=OneOf(values=values), read_on=None) if fact == _AGE and age is not None:
            return age in values
    return None
