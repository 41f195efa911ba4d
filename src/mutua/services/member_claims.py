"""A request as the member reads it: every state with its day, each cent with its reason, and what they may still do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from mutua.domain.person_sheet import RequestNow
from mutua.services.appeal_people import Acted, who_acted
from mutua.services.appeals import Appeal, appeals_of
from mutua.services.claim_file import ClaimFile, claim_file
from mutua.services.claim_lacking import Lacking, lacking_of, undecided
from mutua.services.claim_life import Desktop
from mutua.services.claim_missing import AnswerToTell, PaperToTell, ToTell, to_tell
from mutua.services.decide_claim import Refusal
from mutua.services.explain_claim import Explained, awaited_by, explain_claim
from mutua.services.papers_to_come import papers_to_come_of
from mutua.services.requests_of_person import request_now
from mutua.wording.awaited import theirs
from mutua.wording.numbers import Language

# What a member reads of what happened; the other entries are work of the office.
TOLD = frozenset({
    "received", "decision", "correction", "suspended", "refused", "reversal", "withdrawal", "payment", "return",
    "in_payment", "completion", "papers_asked", "appeal", "appeal_addition", "appeal_upheld", "appeal_rejected",
    "appeal_withdrawn", "override",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """`explained`: the decision in force, told from its own record. `appeals`: what the member objected.

    `awaited` and `tell`: what is the member's to give; `to_come`: papers that help is authorised without, in words.

    `may_object`: the last decision may still be objected to through these pages. `acted`: who objected to each.
    """

    file: ClaimFile
    now: RequestNow | None
    explained: Explained | None
    awaited: tuple[str, ...]
    tell: ToTell
    appeals: tuple[Appeal, ...]
    may_object: bool
    to_come: tuple[str, ...] = ()
    acted: Mapping[int, Acted] = field(default_factory=dict)

    @property
    def papers_to_bring(self) -> tuple[PaperToTell, ...]:
        """What is missing; anything of the plan while nothing was decided, what did not come yet first; nothing of
        what is closed."""
        if not self.file.open:
            return ()
        wanted = tuple(one for one in self.tell.papers if one.missing)
        here = {one.title.casefold() for one in self.file.papers}
        others = sorted(self.tell.papers, key=lambda one: one.title.casefold() in here) if self.file.waits else ()
        return wanted or tuple(others)

    @property
    def lacks_papers(self) -> bool:
        """Whether one of them is wanted, and not only taken if it is brought."""
        return any(one.missing for one in self.papers_to_bring)

    @property
    def answers_to_give(self) -> tuple[AnswerToTell, ...]:
        """The questions that the request waits for."""
        return self.tell.answers if self.file.open else ()

    @property
    def pays(self) -> Literal["", "coming", "paid"]:
        """What is to be said of a payment; "" where nothing is paid: a refusal, hours, a request taken back."""
        states = set(self.file.states)
        if not self.file.authorisation and {"to-pay", "deferred", "waiting", "parked", "suspended"} & states:
            return "coming"
        return "paid" if "paid" in states else ""

    @property
    def of_another(self) -> Refusal | None:
        """Why the open objection is not whoever looks' own to take back."""
        waiting = {one.sequence for one in self.appeals if one.answer is None}
        theirs_only = [one for at, one in self.acted.items() if at in waiting and not one.mine]
        return Refusal("appeal_of_another", theirs_only[0].filed) if theirs_only else None

    @property
    def object_by(self) -> date | None:
        return self.file.clocks.appeal_by


def own_request(
    at: Desktop, claim_id: int, today: date, language: Language, *, about_self: bool = False, printed: bool = False
) -> OwnRequest:
    """The request with that number, which is there."""
    file = claim_file(at.archive, at.plans, claim_id, today)
    found = explain_claim(at.archive, claim_id, language) if file.sequence else None
    explained = None if isinstance(found, Refusal) else found
    awaited = awaited_by(at.archive, claim_id, language) if explained is not None and not file.waits else None
    with at.archive.snapshot() as connection:
        appeals = tuple(appeals_of(connection, claim_id))
        acted = who_acted(connection, claim_id, at.actor_id, about_self=about_self, printed=printed) if appeals else {}
        now = request_now(connection, at.plans, claim_id, today, language)
        to_bring = [claim_id] if "to-bring" in file.states else []
        to_come = papers_to_come_of(connection, to_bring, language).get(claim_id, ())
        lacks = lacking_of(connection, at.plans, [claim_id], language) if undecided(file.states) else {}
    lacking = lacks.get(claim_id) or Lacking(explained.missing if explained is not None else (), theirs(awaited or ()))
    if now is not None and claim_id in lacks:
        now = now._replace(awaited=lacking.told)
    return OwnRequest(
        file, now, explained, lacking.told, _theirs(to_tell(at.plans, file, lacking.missing, language)), appeals,
        _may_object(file, appeals, today), to_come or lacking.to_come, acted,
    )  # fmt: skip


def _theirs(tell: ToTell) -> ToTell:
    """Without the questions that only the society can answer."""
    return replace(tell, answers=tuple(one for one in tell.answers if not one.of_society))


def _may_object(file: ClaimFile, appeals: tuple[Appeal, ...], today: date) -> bool:
    """Once to each decision, one at a time, within the term; nothing that waits is objected to."""
    if not file.sequence or file.waits or file.withdrawn or "suspended" in file.states:
        return False
    if any(one.sequence == file.sequence or one.answer is None for one in appeals):
        return False
    return file.clocks.appeal_by is None or today <= file.clocks.appeal_by
