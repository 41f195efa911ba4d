"""The page of a request being typed: whose it is, what was understood, what would come back, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from mutua.domain.decisions import LineAssessment, Outcome
from mutua.services.claim_copies import providers_used
from mutua.services.claim_drafts import DraftListed, list_drafts
from mutua.services.decide_claim import Refusal
from mutua.services.desk_values import Draft
from mutua.services.papers import same_again
from mutua.services.plan_book import PlanBook
from mutua.services.typed_claim import ClaimTyped, Typed, understand
from mutua.services.typed_decided import decided_now
from mutua.store.database import Archive
from mutua.store.people import households_of, search_text, who_is
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
    papers: tuple[str, ...] = ()  # that are wanted too, and that nothing above asks for yet


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
    known: tuple[str, ...] = ()  # issuers that are known, of which what was typed is the beginning
    twice: frozenset[str] = frozenset()  # files that hold the very same as one before them


def show_new_claim(
    archive: Archive, plans: PlanBook, typed: Typed, *, draft: str, account_id: int, files: Sequence[str] = (),
    supposing: bool = False,
) -> NewClaimShown:  # fmt: skip
    """All of it, read at one moment. Nothing is written. `supposing`: with an invoice, where none was told."""
    with archive.snapshot() as connection:
        found = understand(connection, plans, typed, draft)
        decided = decided_now(connection, plans, found, typed, supposing=supposing)
        surname, given_name, card_number = who_is(connection, typed.person_id)
        public_id = connection.execute(select(person.c.public_id).where(person.c.id == typed.person_id)).scalar_one()
        lines = decided.answer.lines if isinstance(decided, Draft) else ()
        papers = tuple(not_told(found, typed, lines))
        homes = households_of(connection, [typed.person_id]).get(typed.person_id, set())
        issuers = tuple(providers_used(connection, homes))
        drafts = [one for one in list_drafts(connection, account_id, typed.person_id) if one.public_id != draft]
        return NewClaimShown(
            public_id, surname, given_name, card_number, found,
            _result(decided, typed.language, typed, papers), issuers, tuple(drafts),
            issuers_like(typed.cells.get("issuer", ""), issuers), same_again(connection, files),
        )  # fmt: skip


LIKE = 3  # signs of an issuer from which on a known one is told


def issuers_like(written: str, known: Sequence[str]) -> tuple[str, ...]:
    """Issuers that are known and of whose words what was written is the beginning; none where it is one of them."""
    pieces = search_text(written).split()
    names = {name: search_text(name).split() for name in known}
    if sum(map(len, pieces)) < LIKE or pieces in names.values():
        return ()
    return tuple(
        name for name, words in names.items()
        if all(any(word.startswith(piece) for word in words) for piece in pieces)
    )[:LIKE]  # fmt: skip


def not_told(found: ClaimTyped, typed: Typed, lines: Sequence[LineAssessment]) -> Iterator[str]:
    """The papers without which a line that still waits for something else would wait again."""
    waiting = [one for one in lines if one.outcome is Outcome.SUSPENDED]
    told = {missing.name for one in waiting for missing in one.missing}
    for paper in found.papers if waiting else ():
        there = typed.cells.get(f"paper-{paper.name}") or paper.name in typed.with_file
        if paper.always and not there and paper.name not in told:
            yield paper.title if paper.title[1:2].isupper() else paper.title[:1].lower() + paper.title[1:]


def _result(
    decided: Draft | Refusal | None, language: Language, typed: Typed, papers: tuple[str, ...]
) -> Result | None:
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
    return Result(cents, total, tuple(said), papers=papers)
