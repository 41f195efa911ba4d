"""A form asks what a benefit needs, and nothing else: of the small plan, and of what shipped ones miss."""

from __future__ import annotations

from datetime import date

import pytest

from mutua.domain.asked import BenefitAsked
from mutua.domain.case import Case, Cover, Line
from mutua.domain.kinds import FactKind
from mutua.rules.assess import assess
from mutua.rules.library import shipped_path
from mutua.services.benefit_asked import benefit_asked, question_of
from mutua.services.plan_book import BookedPlan, PlanBook, book_of
from small_plan import plan_folder

DAY = date(2026, 5, 4)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> BookedPlan:
    root = tmp_path_factory.mktemp("rulesets")
    plan_folder(root)
    return book_of(root)["mutua-di-prova/prova"]


def asked(plan: BookedPlan, code: str, language: str = "it") -> BenefitAsked:
    found = benefit_asked(plan, code, DAY, "en" if language == "en" else "it")
    assert found is not None
    return found


def test_a_visit_asks_two_papers_and_no_question(small: BookedPlan) -> None:
    visit = asked(small, "VIS")
    assert (visit.questions, visit.expense, visit.invoice) == ((), True, True)
    assert [(one.name, one.title, one.always) for one in visit.papers] == [
        ("fattura", "Fattura", True), ("prescrizione", "Prescrizione del medico", True),
    ]  # fmt: skip


def test_hours_are_asked_in_hours_and_cost_nothing(small: BookedPlan) -> None:
    hours = asked(small, "CASA")
    (one,) = hours.questions
    assert (one.name, one.hours, one.hint) == ("quantità", True, "Quante ore?")
    assert (hours.expense, hours.invoice) == (False, False)
    assert asked(small, "CASA", "en").questions[0].hint == "How many hours?"


def test_a_sum_over_a_cycle_asks_which_cycle(small: BookedPlan) -> None:
    assert [one.name for one in asked(small, "CICLO").questions] == ["gruppo"]
    assert benefit_asked(small, "NIENTE", DAY, "it") is None
    assert question_of(small, "VIS", "iscrizione", DAY, "it") is None, "people are not asked at each request"
    found = question_of(small, "VIS", "regime", DAY, "it")
    assert found is not None
    assert (found.fact.kind, found.choices) == (FactKind.CHOICE, (("privato", "privato"), ("ticket", "ticket")))


def test_a_member_is_asked_in_questions_and_never_by_a_name_of_the_regulation() -> None:
    """«Qual è la causa…?» with «malattia congenita», and not «Causa» with «congenita»."""
    books: PlanBook = book_of(shipped_path())
    plan = books["insieme-salute/tutto-compreso"]
    causes = question_of(plan, "RICOVERO", "causa", DAY, "it")
    assert causes is not None
    assert (causes.label, dict(causes.choices)["congenita"]) == ("Causa", "congenita"), "at the counter"
    told = causes.to_member()
    assert told.label == "Qual è la causa: malattia, infortunio, gravidanza…?"
    assert dict(told.choices)["congenita"] == "malattia congenita"
    assert told.to_member() == told
    for code in ("fas/gruppo-bp", "cesare-pozzo/prima-tutela", "insieme-salute/tutto-compreso"):
        for benefit in books[code].plan.versions[-1].benefits:
            for one in asked(books[code], benefit).questions:
                assert one.to_member().label.endswith("?"), one.name
                assert "_" not in "".join(words for _, words in one.to_member().choices)


@pytest.mark.parametrize("code", ["fas/gruppo-bp", "cesare-pozzo/prima-tutela", "insieme-salute/tutto-compreso"])
def test_what_a_decision_misses_was_asked(code: str) -> None:
    """Every benefit of the plan decided on its day alone: no answer is missing that the form could ask and does not."""
    books: PlanBook = book_of(shipped_path())
    plan = books[code]
    covers = tuple(
        Cover(assistance, date(2015, 1, 1))
        for assistance in {one.cover for version in plan.plan.versions for one in version.benefits.values()} or {""}
    )
    newest = plan.plan.versions[-1]
    day = max(DAY, newest.in_force_from)
    for benefit in newest.benefits:
        form = asked(plan, benefit)
        names = {one.name for one in form.questions}
        case = Case(lines=(Line("1", benefit, {"servizio": day, "richiesta": day, "spesa": 10_000}),), covers=covers)
        missing = {one.name for one in assess(case, plan.plan).lines[0].missing if one.kind == "fact"}
        askable = {name for name in missing if question_of(plan, benefit, name, day, "it") is not None}
        assert askable <= names, benefit


