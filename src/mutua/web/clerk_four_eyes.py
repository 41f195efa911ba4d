"""What takes two people here: the limits and choices of the society, to be read, and to be changed by an approver."""

from __future__ import annotations

from typing import Any

from mutua.domain.four_eyes import Rule
from mutua.domain.italian import written_money
from mutua.services.decide_claim import Refusal
from mutua.services.two_people import change_two_people, two_people_now
from mutua.web.approval_forms import TwoPeople
from mutua.web.forms import Refused, Wrong
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.four_eyes import RULE_ABOUT, rule_told
from mutua.wording.grammar import capital


def show(visit: Visit) -> Answer:
    return _page(visit)


def _page(visit: Visit, status: int = 200, *, why: str = "", wrong: tuple[Wrong, ...] = ()) -> Page:
    at = int(visit.language == "en")
    values: dict[str, Any] = {
        "shown": two_people_now(visit.site.archive, visit.today), "why": why,
        "rule_word": lambda rule: capital(RULE_ABOUT[rule][at]), "typed": _typed,
        "told": lambda rule, value: rule_told(rule, value, visit.language),
    }  # fmt: skip
    return Page("four_eyes.html", values, status, wrong)


def _typed(value: int | None) -> str:
    """As somebody would type it; nothing where there is no limit."""
    return "" if value is None else written_money(value)


def change(visit: Visit, form: TwoPeople | Refused) -> Answer:
    """More that takes two people counts at once; less of it is proposed to a colleague."""
    if isinstance(form, Refused):
        return _page(visit, 422)
    wanted: dict[Rule, int | None] = {
        Rule.DECISION_LIMIT: form.decision_limit, Rule.PAYMENT_LIMIT: form.payment_limit,
        Rule.DAY_LIMIT: form.day_limit, Rule.STAFF: int(form.staff), Rule.ACCOUNTS: int(form.accounts),
        Rule.RULES: int(form.rules),
    }  # fmt: skip
    done = change_two_people(visit.at, wanted, seen=form.seen)
    if isinstance(done, Refusal):
        return _page(visit, 409, why=refused_sentence(visit, done.code, done.found))
    if not done.proposed:
        return Go("four_eyes", message="two_people_told")
    return Go("four_eyes", message="two_people_both" if done.told else "two_people_proposed")
