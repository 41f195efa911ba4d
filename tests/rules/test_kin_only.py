"""What somebody can never have because of whose relative they are, and what depends on more."""

from __future__ import annotations

from mutua.rules.kin_only import age_from, never_due
from mutua.rules.library import load, shipped_path
from mutua.rules.model import All, AnyOf, Benefit, Between, Condition, Named, Not, OneOf, Requirement, Test

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


def test_an_age_that_is_over_never_comes_back_and_one_ahead_has_its_first_year() -> None:
    found = next(plan for plan in load(shipped_path())[0] if plan.head.code == "cadiprof/dipendenti").versions[-1]
    nursery = found.benefits["NIDO"]  # for children under three
    assert [age_from(found, nursery, "figlio", age) for age in (0, 2, 3, 22)] == [0, 2, None, None]
    assert age_from(found, nursery, "titolare", 1) is None
    grown, between = wanting(Test("età", Between(18, None))), wanting(Test("età", Between(18, 75)), CHILD)
    assert [age_from(found, grown, "titolare", age) for age in (0, 17, 18, 90)] == [18, 18, 18, 90]
    assert [age_from(found, between, "figlio", age) for age in (75, 76)] == [75, None]
    assert age_from(found, wanting(AnyOf((PREGNANT, Test("età", Between(None, 2))))), "figlio", 40) == 40
