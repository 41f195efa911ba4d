"""What somebody can never have because of whose relative they are, and what depends on more."""

from __future__ import annotations

from mutua.rules.kin_only import never_due
from mutua.rules.model import All, AnyOf, Benefit, Condition, Named, Not, OneOf, Requirement, Test

HOLDER, CHILD = Test("grado", OneOf(("titolare",))), Test("grado", OneOf(("figlio", "coniuge")))
PREGNANT = Test("gravidanza", OneOf((True,)))


def wanting(*conditions: Condition) -> Benefit:
    return Benefit("B", "Assegno", "art. 1", requires=tuple(Requirement(one) for one in conditions))


def excluding(*conditions: Condition) -> Benefit:
    return Benefit("B", "Assegno", "art. 1", excludes=tuple(Requirement(one) for one in conditions))


def test_only_the_kinship_decides() -> None:
    assert never_due(wanting(CHILD), "titolare")
    assert not never_due(wanting(CHILD), "figlio")
    assert never_due(wanting(Not(HOLDER)), "titolare")
    assert never_due(wanting(Named("familiari", All((CHILD, PREGNANT)))), "titolare")
    assert never_due(excluding(HOLDER), "titolare")
    assert never_due(excluding(AnyOf((PREGNANT, HOLDER))), "titolare")


def test_what_depends_on_more_is_kept() -> None:
    assert not never_due(wanting(PREGNANT), "titolare")
    assert not never_due(wanting(AnyOf((CHILD, PREGNANT))), "titolare")
    assert never_due(wanting(AnyOf((CHILD, PREGNANT), at_least=2)), "titolare")
    assert not never_due(excluding(All((HOLDER, PREGNANT))), "titolare")
