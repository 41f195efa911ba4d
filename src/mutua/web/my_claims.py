"""What was asked so far: each request with its states and days, each cent with its reason, what can still be done."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from mutua.domain.decisions import Outcome
from mutua.intake.mistakes import Mistake
from mutua.services.claim_drafts import DraftListed
from mutua.services.claim_lacking import undecided
from mutua.services.decide_claim import Refusal
from mutua.services.explain_claim import LineTold
from mutua.services.list_claims import Listed
from mutua.services.member_claims import TOLD, OwnRequest
from mutua.web.forms import Empty, PageQuery, Refused, Wrong
from mutua.web.my_forms import AddMore, AnswerIt, Bring, Object
from mutua.web.my_visit import MemberVisit
from mutua.web.pages import refused_sentence, to_whom
from mutua.web.site import Answer, Go, Page
from mutua.wording.claim_states import light_of, states_in_words
from mutua.wording.familiar import told_familiarly
from mutua.wording.intake import shown
from mutua.wording.new_claim import REFUSALS as FILE_REFUSALS
from mutua.wording.new_claim import refused
from mutua.wording.numbers import Language, exact_quantity
from mutua.wording.person_sheet import request_sentence
from mutua.wording.plain_words import PlainWord, words_explained


def mine(visit: MemberVisit) -> Answer:
    return Go("my_claims_of", visit.door.me.public_id)


def show_all(visit: MemberVisit, query: PageQuery | Refused) -> Answer:
    found = visit.door.requests(visit.about, 1 if isinstance(query, Refused) else query.pagina)
    held = [one.claim_id for one in found.claims if "suspended" in one.states]
    waiting = [one.claim_id for one in found.claims if undecided(one.states)]
    bring = [one.claim_id for one in found.claims if "to-bring" in one.states]
    waits = visit.door.waits_for(held, waiting, bring, visit.language) if held or waiting or bring else {}
    going = visit.door.on_its_way([one.claim_id for one in found.claims if "paid" in one.states])
    return Page("my_claims.html", {
        "waits": waits, "held": held, "groups": _in_groups(found.claims, waits),
        "found": found, "light": light_of,
        "state_words": lambda one: states_in_words(one.states, visit.language, on_its_way=one.claim_id in going),
        "titles": lambda one: visit.door.plan_titles(one.plan_code, one.benefits),
        "drafts": [drafted(visit, one) for one in visit.door.drafts() if one.person == visit.about.public_id],
    })  # fmt: skip


def _in_groups(
    claims: Sequence[Listed], waits: Mapping[int, tuple[str, ...]]
) -> list[tuple[str, list[Listed]]]:
    """Those that wait for the member first, under no year; the others by the year in which they came."""
    found: dict[str, list[Listed]] = {"": [one for one in claims if waits.get(one.claim_id)]}
    for one in claims:
        if not waits.get(one.claim_id):
            found.setdefault(str(one.received_on.year), []).append(one)
    return [(head, some) for head, some in found.items() if some]


def state_of(own: OwnRequest, language: Language) -> str:
    """How far the request is; money that is on its way to the bank is not paid yet."""
    return states_in_words(own.file.states, language, on_its_way=own.now is not None and own.now.on_its_way)


def decided_of(own: OwnRequest, language: Language) -> list[tuple[LineTold, str]]:
    """The lines of the decision in force, as the member is spoken to; not those on hold once what was missing came."""
    parts = own.explained.parts if own.explained is not None else ()
    parts = tuple(one for one in parts if not (own.file.waits and one.outcome is Outcome.SUSPENDED))
    return [(one._replace(told=told_familiarly(one.told, language)), "") for one in parts]


class Drafted(NamedTuple):
    """A request begun and not sent: for whom, for what and how much, as far as that was written; when. `expenses`: of
    how many that is the sum."""

    public_id: str
    whose: str
    what: str
    cents: int | None
    saved_at: datetime
    expenses: int = 0


def drafted(visit: MemberVisit, one: DraftListed) -> Drafted:
    what = next(iter(visit.door.plan_titles(one.plan_code, (one.benefit,))), "") if one.benefit else ""
    whose = f"{one.given_name} {one.surname}".strip()
    return Drafted(one.public_id, whose, what, one.cents, one.saved_at, one.expenses)


def show(visit: MemberVisit) -> Answer:
    return _page(visit)


def words_of(decided: Iterable[tuple[LineTold, str]], language: Language) -> tuple[PlainWord, ...]:
    """Words of the regulation in these lines that want to be explained."""
    return words_explained((text for one, _ in decided for text in one.told.sentences), language)


def _page(
    visit: MemberVisit, status: int = 200, *, why: str = "", opened: str = "", wrong: tuple[Wrong, ...] = ()
) -> Page:
    own = visit.door.request(visit.own_claim, visit.language)
    account = visit.door.account_of(visit.about)
    decided = decided_of(own, visit.language)
    return Page("my_claim.html", {
        "own": own, "file": own.file, "why": why, "opened": opened,
        "light": "wait" if own.awaited else light_of(own.file.states),
        "state_words": state_of(own, visit.language), "key": secrets.token_urlsafe(18),
        "told": request_sentence(own.now, visit.language) if own.now is not None else "",
        "decided": decided, "words": words_of(decided, visit.language),
        "counted": lambda one: exact_quantity(one.quantity, one.unit, visit.language),
        "history": [one for one in own.file.history if one.code in TOLD],
        "account": account,
        "used": visit.door.account_used(visit.own_claim) if own.pays == "paid" and account.mine else "",
    }, status, wrong)  # fmt: skip


def object_to(visit: MemberVisit, form: Object | Refused) -> Answer:
    """The member does not agree: somebody who did not decide answers."""
    if isinstance(form, Refused):
        return _page(visit, 422, opened="object")
    own = visit.door.request(visit.own_claim, visit.language)
    if not own.may_object:
        last = own.appeals[-1].answer if own.appeals else None
        code = "appeal_taken_back" if last is not None and last.outcome == "withdrawn" else "appeal_there"
        return _page(visit, 409, why=refused_sentence(visit, code), opened="object")
    found = visit.door.object_to(visit.own_claim, form.words)
    if isinstance(found, Refusal):
        return _page(visit, 409, why=refused_sentence(visit, found.code, found.found), opened="object")
    return Go("my_claim", visit.named, message="my_objection")


def add(visit: MemberVisit, form: AddMore | Refused) -> Answer:
    """More words, while nobody answered: whoever answers reads them too."""
    if isinstance(form, Refused):
        return _page(visit, 422, opened="add")
    found = visit.door.add_to_objection(visit.own_claim, form.more)
    if isinstance(found, Refusal):
        return _page(visit, 409, why=refused_sentence(visit, found.code, found.found), opened="add")
    return Go("my_claim", visit.named, message="my_objection_more")


def withdraw(visit: MemberVisit, form: Empty | Refused) -> Answer:
    """The member takes the objection back: the decision stays."""
    found = visit.door.withdraw_objection(visit.own_claim)
    if isinstance(found, Refusal):
        return _page(visit, 409, why=refused_sentence(visit, found.code, found.found))
    return Go("my_claim", visit.named, message="my_objection_withdrawn")


def bring(visit: MemberVisit, form: Bring | Refused) -> Answer:
    """A paper that was missing, as a photo or a file."""
    if isinstance(form, Refused):
        return _page(visit, 422, opened="bring")
    if form.dated_on is not None and form.dated_on > visit.today:
        return _page(visit, 422, opened="bring", wrong=(Wrong("dated_on", "in_future"),))
    if not visit.files:
        return _page(visit, 422, opened="bring", wrong=(Wrong("files", "one_file"),))
    found = visit.door.bring_paper(visit.own_claim, form.paper, form.dated_on, visit.files, form.key)
    if isinstance(found, Refusal):
        of_file = found.code in (*FILE_REFUSALS, "no_vault")
        told = refused_sentence(visit, found.code, found.found) if not of_file else (
            to_whom(visit, refused(found.code, found.found, visit.language))
        )  # fmt: skip
        return _page(visit, 422, why=told, opened="bring")
    return Go("my_claim", visit.named, message="my_paper_again" if found.here else "my_paper")


def answer(visit: MemberVisit, form: AnswerIt | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit, 422, opened="answer")
    found = visit.door.answer(visit.own_claim, form.fact, form.answer, form.key)
    if isinstance(found, Mistake):
        return _page(visit, 422, why=to_whom(visit, shown(found, visit.language)), opened="answer")
    if isinstance(found, Refusal):
        return _page(visit, 409, why=refused_sentence(visit, found.code, found.found), opened="answer")
    return Go("my_claim", visit.named, message="my_paper")
