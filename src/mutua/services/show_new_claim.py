"""The page of a request being typed: whose it is, what was understood, what would come back, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from mutua.services.claim_copies import providers_used
from mutua.services.claim_drafts import DraftListed, list_drafts
from mutua.services.decide_claim import Refusal
from mutua.services.desk import Draft
from mutua.services.plan_book import PlanBook
from mutua.services.typed_claim import ClaimTyped, Typed, decided_now, understand
from mutua.store.database import Archive
from mutua.store.people import households_of, who_is
from mutua.store.tables import person
from mutua.wording.explain import explain
from mutua.wording.numbers import Language, amount


class LineSaid(NamedTuple):
    """What would come back of a line: the sentence, then the steps to it."""

    sentence: str
    steps: tuple[str, ...]


class Result(NamedTuple):
    """What would come back: in cents, line by line in words; `refusal` where it cannot be told, and why."""

    granted_cents: int = 0
    total: str = ""
    lines: tuple[LineSaid, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class NewClaimShown:
    """The page's content. `result` is None while too little was typed; `drafts`: the others about this person."""

    public_id: str
    surname: str
    given_name: str
    card_number: str
    typed: ClaimTyped
    result: Result | None
    providers: tuple[str, ...]
    drafts: tuple[DraftListed, ...]


def show_new_claim(
    archive: Archive, plans: PlanBook, typed: Typed, *, draft: str, account_id: int
) -> NewClaimShown:
    """All of it, read at one moment. Nothing is written."""
    with archive.snapshot() as connection:
        found = understand(connection, plans, typed, draft)
        decided = decided_now(connection, plans, found, typed)
        surname, given_name, card_number = who_is(connection, typed.person_id)
        public_id = connection.execute(select(person.c.public_id).where(person.c.id == typed.person_id)).scalar_one()
        homes = households_of(connection, [typed.person_id]).get(typed.person_id, set())
        drafts = [one for one in list_drafts(connection, account_id, typed.person_id) if one.public_id != draft]
        return NewClaimShown(
            public_id, surname, given_name, card_number, found, _result(decided, typed.language, typed),
            tuple(providers_used(connection, homes)), tuple(drafts),
        )  # fmt: skip


def _result(decided: Draft | Refusal | None, language: Language, typed: Typed) -> Result | None:
    if decided is None:
        return None
    if isinstance(decided, Refusal):
        return Result(refusal=decided)
    versions = decided.booked.by_version
    said = []
    for one, line in zip(decided.answer.lines, decided.case.lines, strict=True):
        rules = versions.get(one.version) or next(iter(versions.values()))
        first, *steps = explain(one, rules, language, {**decided.case.facts, **line.facts}, typed.today)
        said.append(LineSaid(first, tuple(steps)))
    cents = decided.answer.granted_cents
    total = amount(cents, language) if len(said) > 1 else ""
    return Result(cents, total, tuple(said))
