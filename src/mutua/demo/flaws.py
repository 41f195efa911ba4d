"""What goes wrong in requests as they really arrive: a paper left at home, a late envelope, a bill sent twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from mutua.demo import STARTS_ON
from mutua.demo.asking import Asking, Draft
from mutua.demo.enrolments import CRAFTS

_STALE_DAYS = 900
_HOURS_OF_NOTICE = 24


def spoil(asking: Asking, draft: Draft) -> list[Draft]:
    """The request with at most one flaw, and the same invoice again where somebody sends it twice."""
    if not draft.spoilable:
        return [draft]
    for flaw, share, may_happen, happens in _FLAWS:
        if may_happen(asking, draft) and asking.in_turn(flaw, share):
            draft.flaw = flaw
            happens(asking, draft)
            break
    if "spesa" in draft.facts and asking.in_turn("duplicate_invoice", _SENT_TWICE):
        return [draft, asking.again(draft)]
    return [draft]


def _lose_a_paper(asking: Asking, draft: Draft) -> None:
    del draft.papers[asking.dice.one_of(list(draft.papers))]


def _forget_an_answer(asking: Asking, draft: Draft) -> None:
    del draft.facts[asking.dice.one_of(draft.answers)]


def _come_late(asking: Asking, draft: Draft) -> None:
    draft.received_at += timedelta(days=asking.dice.between(62, 130))


def _bring_an_old_paper(asking: Asking, draft: Draft) -> None:
    draft.papers[draft.dated] = draft.served_on - timedelta(days=_STALE_DAYS)


def _say_only_dental_care(asking: Asking, draft: Draft) -> None:
    draft.facts["descrizione_generica"] = True


def _ask_the_wrong_benefit(asking: Asking, draft: Draft) -> None:
    draft.benefit = draft.wrong


def _ask_for_before_the_cover(asking: Asking, draft: Draft) -> None:
    """Something done in the weeks before the cover began."""
    day = draft.cover.effective_from - timedelta(days=asking.dice.between(3, 40))
    draft.received_at = asking.arrival(max(day, draft.cover.effective_from))
    draft.served_on = day
    draft.facts.update({"servizio": day, "fattura": day})


def _may_be_before_the_cover(asking: Asking, draft: Draft) -> bool:
    since = draft.cover.effective_from
    return since > STARTS_ON + timedelta(days=45) and draft.facts.get("servizio") == draft.facts.get("fattura")


def _call_too_late(asking: Asking, draft: Draft) -> None:
    """The call for help comes the evening before, and the help is asked for the morning."""
    start = draft.facts["inizio_ore"]
    assert isinstance(start, datetime)
    draft.received_at = start - timedelta(hours=asking.dice.between(8, _HOURS_OF_NOTICE - 2))


_SENT_TWICE = 12
# What, how many of a thousand of the requests to which it may happen, which those are, how it happens.
_FLAWS: tuple[
    tuple[str, int, Callable[[Asking, Draft], bool], Callable[[Asking, Draft], None]], ...
] = (
    ("before_the_cover", 60, _may_be_before_the_cover, _ask_for_before_the_cover),
    ("short_notice", 100, lambda _, draft: "inizio_ore" in draft.facts, _call_too_late),
    ("missing_paper", 50, lambda _, draft: bool(draft.papers), _lose_a_paper),
    ("old_paper", 90, lambda _, draft: draft.dated in draft.papers, _bring_an_old_paper),
    ("late", 30, lambda _, draft: draft.cover.plan_code == CRAFTS, _come_late),
    ("generic_invoice", 25, lambda _, draft: "descrizione_generica" in draft.facts, _say_only_dental_care),
    ("wrong_benefit", 25, lambda _, draft: bool(draft.wrong), _ask_the_wrong_benefit),
    ("forgotten_answer", 25, lambda _, draft: bool(draft.answers), _forget_an_answer),
)
FLAWS = (*(flaw for flaw, *_ in _FLAWS), "duplicate_invoice", "other_payers")


