"""A morning of decisions in a real browser: by the keyboard alone from list to list; a letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from journeys.conftest import Front
from journeys.keyboard import SETTLED
from mutua.domain.access import Role
from services.societies import NOW
from web.claims_helpers import decisions, letters, page_of


def enter(page: Any, name: str, most: int = 25) -> None:
    """Tabs to what is called so, where it has not the focus already, and presses Enter there; the page opens then."""
    for _ in range(most):
        if name in str(page.evaluate("document.querySelector('a:focus, button:focus')?.innerText")):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            page.wait_for_function(SETTLED)
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"«{name}» is not within {most} tabs")


def test_a_morning_of_decisions_by_the_keyboard_alone(inside: Callable[..., Any], front: Front) -> None:
    society = front.counter.society
    some = [
        society.claim("Anna", "CICLO", 20000, received_at=NOW - timedelta(days=9)),
        society.claim("Bruno", "CICLO", 30000, received_at=NOW - timedelta(days=8)),
    ]
    plain = society.claim("Anna", "VIS", 5000, received_at=NOW - timedelta(days=2))
    page = inside(Role.CLERK)
    page.goto(front.address)
    enter(page, "da decidere")
    enter(page, str(some[0]))
    assert page.url.endswith(page_of(front.counter, some[0]))
    enter(page, "Decidi e apri la prossima")
    assert page.url.endswith(page_of(front.counter, some[1]))
    assert "ecco la prossima" in page.inner_text("main")
    enter(page, "Decidi e resta qui")
    assert "Decisione 1" in page.inner_text("main")
    enter(page, "Oggi")
    enter(page, "Decidere insieme le semplici")
    enter(page, "Decidi quelle segnate")
    assert "Decise: 1" in page.inner_text("main")
    assert [decisions(front.counter, one) for one in (*some, plain)] == [["decision"]] * 3


def test_a_letter_opens_in_a_window_of_its_own(inside: Callable[..., Any], front: Front) -> None:
    society = front.counter.society
    decided = society.claim("Anna", "VIS", 9000)
    society.decide(decided)
    page = inside(Role.APPROVER)
    page.goto(front.address + page_of(front.counter, decided))
    with page.context.expect_page() as opened:
        page.get_by_text("Stampa la lettera").click()
    opened.value.wait_for_load_state()
    assert letters(front.counter) == [("decision_letter", decided, 1, "")]
