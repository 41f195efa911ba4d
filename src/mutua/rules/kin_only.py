"""Benefits that somebody of a given kinship can never have, whatever else is true: those for children, for spouses."""

from __future__ import annotations

from mutua.rules.model import All, AnyOf, Benefit, Condition, Named, Not, OneOf, Test

_KINSHIP = "grado"


def never_due(benefit: Benefit, kinship: str) -> bool:
    """Whether a demand of the benefit fails, or an exclusion holds, by the kinship alone."""
    return any(_holds(one.condition, kinship) is False for one in benefit.requires) or any(
        _holds(one.condition, kinship) is True for one in benefit.excludes
    )


def _holds(condition: Condition, kinship: str) -> bool | None:
    """Whether it holds for that kinship; None where it depends on something else."""
    match condition:
        case Named(condition=inner):
            return _holds(inner, kinship)
        case Not(condition=inner):
            held = _holds(inner, kinship)
            return None if held is None else not held
        case All(conditions=parts):
            every = [_holds(one, kinship) for one in parts]
            return False if False in every else None if None in every else True
        case AnyOf(conditions=parts, at_least=wanted):
            every = [_holds(one, kinship) for one in parts]
            if every.count(True) >= wanted:
                return True
            return False if len(every) - every.count(False) < wanted else None
        case Test(fact=fact, check=OneOf(values=values)) if fact == _KINSHIP:
            return kinship in values
    return None
