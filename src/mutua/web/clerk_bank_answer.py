"""What the bank answers to a file of payments or debits: what comes back, whose and why, before it is recorded."""

from __future__ import annotations

from mutua.bank.status_report import Answers
from mutua.services.bank_answer import answer_shown
from mutua.services.decide_claim import Refusal
from mutua.web.pages import refused_sentence
from mutua.web.site import Page, Visit
from mutua.wording.bank import ANSWERS as OF_DEBITS
from mutua.wording.bank import bank_reason
from mutua.wording.bank_files import bank_mistake_sentence
from mutua.wording.payments import ANSWERS as OF_PAYMENTS

MOST_SHOWN = 200


def answer_page(visit: Visit, file: str, answers: Answers, why: Refusal | None = None) -> Page:
    """The page of an answer that was sent. `why`: why it was not recorded as it was asked."""
    if answers.mistakes:
        told = [bank_mistake_sentence(one, visit.language) for one in answers.mistakes]
        return Page("bank_answer.html", {"found": None, "amiss": told, "why": ""}, 422)
    with visit.site.archive.snapshot() as connection:
        found = answer_shown(connection, visit.account.actor_id, answers, visit.language)
    words, at = OF_PAYMENTS if found.of_payments else OF_DEBITS, int(visit.language == "en")
    told_why = found.why or why
    return Page("bank_answer.html", {
        "found": found, "file": file, "most": MOST_SHOWN, "became": lambda code: words[code][at],
        "reason": lambda code: bank_reason(code, visit.language),
        "why": "" if told_why is None else refused_sentence(visit, told_why.code, told_why.found),
    }, 409 if why is not None else 422 if found.why is not None else 200)  # fmt: skip
