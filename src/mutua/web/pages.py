"""Pages from templates: what each page can say and write, and the page that says why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import render_template
from markupsafe import Markup

from mutua.domain.access import Permission
from mutua.domain.decisions import Outcome
from mutua.domain.italian import written_day, written_instant
from mutua.services.decide_claim import Refusal
from mutua.services.enter import prove_again
from mutua.web.assets import address_of
from mutua.web.forms import Wrong
from mutua.web.site import Page, Shown, Visit
from mutua.wording.bank import bank_reason
from mutua.wording.beside import OUTCOMES
from mutua.wording.claim_states import states_in_words
from mutua.wording.familiar import to_one_alone
from mutua.wording.numbers import Language, amount, calendar_date, whole
from mutua.wording.web import FIELD_MISTAKES, GRANTED, HAPPENED, MESSAGES, PAGE_PROBLEMS


def render(visit: Shown, page: Page, *, told: str = "") -> str:
    """The page as HTML."""
    lang = visit.language

    def euro(cents: int) -> str:
        return amount(cents, lang)

    def count(number: int) -> str:
        return whole(number, lang)

    def long_day(day: date | None) -> str:
        return "" if day is None else calendar_date(day, lang)

    def short_day(day: date | None) -> str:
        return "" if day is None else written_day(day)

    message = MESSAGES[told][lang == "en"] if told in MESSAGES else ""
    return render_template(
        page.template, visit=visit, say=visit.say, euro=euro, count=count, day=short_day, long_day=long_day,
        moment=written_instant, lang=lang,
        seal=visit.seal, message=message, may=visit.may, Permission=Permission,
        mistakes=field_mistakes(visit, page), written=visit.written,
        misasked=_misasked(visit),
        **page.values,
    )  # fmt: skip


def field_mistakes(visit: Shown, page: Page) -> dict[str, str]:
    """What is wrong with each field, the first mistake of each; "" for what concerns the whole form."""
    return _in_words(visit, (*(visit.refused.mistakes if visit.refused is not None else ()), *page.wrong))


def _misasked(visit: Shown) -> dict[str, str]:
    """What the address asks for and is none."""
    refused = visit.misasked if isinstance(visit, Visit) else None
    return _in_words(visit, refused.mistakes if refused is not None else ())


def _in_words(visit: Shown, mistakes: Iterable[Wrong]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in mistakes:
        told = one.values.get("told") or FIELD_MISTAKES[one.code][visit.language == "en"]
        found.setdefault(one.field, to_whom(visit, told))
    return found


def to_whom(visit: Shown, told: str) -> str:
    """The sentence as whoever reads it is spoken to: a member is called «tu»."""
    return to_one_alone(told) if visit.language == "it" and visit.may(Permission.MEMBER_OWN) else told


def not_proved(visit: Visit, code: str) -> tuple[Wrong, ...]:
    """What is wrong with the code, asked for again before something counts; nothing where it was proved lately."""
    assert visit.visitor is not None
    if visit.proved:
        return ()
    if not code:
        return (Wrong("code", "missing"),)
    found = prove_again(visit.site.archive, visit.visitor, code, address=visit.address, now=visit.now)
    return (Wrong("code", "not_taken"),) if isinstance(found, Refusal) else ()


def problem(visit: Visit, code: str, number: str = "", to: str = "") -> Page:
    """The page that says why there is no page, and what to do; `to` is where one wanted to go."""
    status, title, told = PAGE_PROBLEMS[code]
    english = visit.language == "en"
    values = {"title": title[english], "told": to_whom(visit, told[english]), "number": number, "to": to}
    if to:
        values["shown"] = visit.code_shown
    return Page("problem.html", values, status)


def problem_of(visit: Shown, code: str) -> Page:
    """The same where nothing is asked for again."""
    status, title, told = PAGE_PROBLEMS[code]
    english = visit.language == "en"
    values = {"title": title[english], "told": to_whom(visit, told[english]), "number": "", "to": ""}
    return Page("problem.html", values, status)


def refused_sentence(visit: Shown, code: str, found: str = "") -> str:
    """Why a service did nothing."""
    from mutua.wording.archive import refusal_sentence
    from mutua.wording.firms import NAMING, WORDS
    from mutua.wording.on_pages import ON_PAGES

    if code in ON_PAGES:
        english = visit.language == "en"
        told = ON_PAGES[code][english].format(found=WORDS[found][english] if code in NAMING else found)
        return to_whom(visit, told)
    return to_whom(visit, refusal_sentence(code, found, visit.language))


def icon(name: str) -> Markup:
    """A sign of the icon font, beside a text that says the same."""
    return Markup('<i class="bi bi-{}" aria-hidden="true"></i>').format(name)


def in_fours(code: str) -> str:
    """An IBAN or a reference as it is read aloud; it may break between its groups."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def happened(code: str, language: Language) -> str:
    """What happened to a request, in a word or two."""
    return HAPPENED[code][language == "en"]


def outcome_word(outcome: Outcome, language: Language) -> str:
    """How a line came out, in a word; whether it is paid already is another thing."""
    told = GRANTED if outcome is Outcome.PAID else OUTCOMES[outcome]
    return told[language == "en"]


def functions() -> dict[str, Any]:
    """What every template may call besides what its page gives it."""
    return {
        "icon": icon, "bank_reason": bank_reason, "states_in_words": states_in_words, "happened": happened,
        "outcome_word": outcome_word, "in_fours": in_fours, "asset": address_of,
    }  # fmt: skip
