"""What requests lack that nobody decided yet, as the rules say now: a member reads it from the moment of sending."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.decisions import Missing
from mutua.domain.person_sheet import RequestNow
from mutua.rules.papers_later import missing_of, papers_later
from mutua.services.decide_claim import Refusal, laid_out
from mutua.services.locks import chains_of_claims
from mutua.services.papers_to_come import to_come_in_words
from mutua.services.plan_book import PlanBook
from mutua.services.requests_of_person import Requests
from mutua.wording.awaited import awaited, theirs
from mutua.wording.numbers import Language

MOST = 12  # requests of a member that are looked at for one page


class Lacking(NamedTuple):
    """What a decision of today would wait for; `told`: what of it is the member's to give, in words. `to_come`: the
    papers without which it would be authorised, and that are wanted later."""

    missing: tuple[Missing, ...] = ()
    told: tuple[str, ...] = ()
    to_come: tuple[str, ...] = ()


def lacking_of(
    connection: Connection, plans: PlanBook, claim_ids: Sequence[int], language: Language
) -> dict[int, Lacking]:
    """Of each of these requests that waits for a decision and can be decided; nothing is written."""
    found = {}
    for claim_id in claim_ids[:MOST]:
        laid = laid_out(connection, plans, claim_id, sorted(chains_of_claims(connection, [claim_id])))
        if not isinstance(laid, Refusal):
            desk, record = laid
            draft = desk.decide(record)
            told = theirs(awaited(draft.answer, draft.booked.by_version, language))
            later = missing_of(papers_later(draft.case, draft.booked.plan, draft.answer))
            missing = tuple(dict.fromkeys((*missing_of(draft.answer), *later)))
            found[claim_id] = Lacking(missing, told, to_come_in_words(draft, language))
    return found


def undecided(states: Sequence[str]) -> bool:
    """Whether the request waits for its decision, and was not set aside by the program."""
    return "waiting" in states and "parked" not in states


def with_lacking(connection: Connection, plans: PlanBook, requests: Requests, language: Language) -> Requests:
    """The same requests of a person, with what those lack that nobody decided yet."""
    waiting = {one.claim_id: one for one in (*requests.latest, *requests.open) if undecided(one.states)}
    found = lacking_of(connection, plans, list(waiting), language)

    def told(one: RequestNow) -> RequestNow:
        return one._replace(awaited=found[one.claim_id].told) if one.claim_id in found else one

    return requests._replace(
        latest=tuple(told(one) for one in requests.latest), open=tuple(told(one) for one in requests.open)
    )
