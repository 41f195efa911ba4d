"""The door of a member: what whoever entered as one may see and do, for whom; nothing else.

It holds the archive for itself: a page gets what a person in sight may be told, and whatever is of somebody else is as
if nobody had it. Who is in sight is looked up anew at each visit (`member_scope`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import select

from mutua.domain.kinds import Looked
from mutua.intake.mistakes import Mistake
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.near import Affiliates
from mutua.rules.pact import Pact
from mutua.rules.paper_notes import CertificateLaw
from mutua.rules.statute import Statute
from mutua.services.accesses import look_at
from mutua.services.appeal_additions import add_to_appeal
from mutua.services.appeals import AppealTold, file_appeal, withdraw_appeal
from mutua.services.benefit_asked import paper_title
from mutua.services.claim_drafts import (
    DraftContent,
    DraftFile,
    DraftListed,
    Elsewhere,
    Saved,
    Writing,
    Written,
    own_draft,
    read_own,
    throw_away,
)
from mutua.services.claim_file import benefit_title
from mutua.services.claim_lacking import lacking_of, with_lacking
from mutua.services.claim_life import Desktop, Done
from mutua.services.claim_missing import PaperCame, PaperTold, tell_answer_later, tell_paper_later
from mutua.services.decide_claim import Refusal
from mutua.services.ended_proxies import forget_ended
from mutua.services.explain_claim import awaited_of
from mutua.services.issue_papers import Printed
from mutua.services.keep_claim import Kept, NotKept, sent_as
from mutua.services.list_claims import Page as ClaimPage
from mutua.services.list_claims import Wanted, list_claims
from mutua.services.member_claims import OwnRequest, own_request
from mutua.services.member_declared import OwnWord
from mutua.services.member_estimate import Tried, try_out
from mutua.services.member_home import OwnHome
from mutua.services.member_near import NearTold, near_of
from mutua.services.member_owed import Owed, owed_by_home
from mutua.services.member_refund import Account as OwnAccount
from mutua.services.member_refund import (
    RefundShown,
    account_of,
    drafts_in_sight,
    files_in,
    save_refund,
    send_refund,
    show_refund,
    writing_of,
)
from mutua.services.member_rights import Apart, HoursTold, PlanRights, hours_of, rights_apart, rights_of
from mutua.services.member_scope import By, Mine, OwnClaim, OwnDraft, people_in_sight
from mutua.services.money_told import sent_of
from mutua.services.papers import same_again
from mutua.services.papers_of_person import PapersShown, papers_shown, print_paper
from mutua.services.papers_to_come import papers_to_come_of
from mutua.services.payment_advice import account_used
from mutua.services.person_sheet import PersonSheet, person_sheet
from mutua.services.plan_book import PlanBook
from mutua.services.typed_claim import Typed
from mutua.store.accounts import Account
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.tables import claim
from mutua.store.vault import Vault
from mutua.wording.awaited import theirs
from mutua.wording.numbers import Language

_PUBLIC_ID = re.compile(r"[a-z2-7]{26}")


class Behind(NamedTuple):
    """What the door stands on."""

    archive: Archive
    plans: PlanBook
    statute: Statute
    ids: Ids
    vault: Vault | None
    law: CertificateLaw = CertificateLaw()
    near: Affiliates | None = None
    pact: Pact | None = None


class Entitled(NamedTuple):
    """What is known of somebody, what they are entitled to by plan, and the help counted in hours; `apart`: of covers
    that are not running today."""

    sheet: PersonSheet
    plans: tuple[PlanRights, ...]
    hours: tuple[HoursTold, ...]
    near: NearTold | None
    apart: Apart = Apart()


@dataclass(frozen=True)
class MemberDoor:
    """What somebody who entered as a member may see and do, now. Made by `open_member_door`."""

    _behind: Behind
    account_id: int
    actor_id: int
    people: tuple[Mine, ...]  # in sight, whoever is in first
    now: datetime

    @cached_property
    def today(self) -> date:
        return day_in_rome(self.now)

    @property
    def me(self) -> Mine:
        return self.people[0]

    @cached_property
    def _at(self) -> Desktop:
        return Desktop(self._behind.archive, self._behind.plans, self.actor_id, self.now, self._behind.ids)

    @property
    def word(self) -> OwnWord:
        """What whoever is in declares, and is told."""
        return OwnWord(self._at, self.me.person_id, self._behind.law.ceilings)

    @property
    def home(self) -> OwnHome:
        """The household of whoever is in: who is there, who acts for them, births."""
        return OwnHome(self._at, self._behind.statute, self._behind.vault, self.me.person_id)

    # ------------------------------------------------------------ whom and what an address names

    def person(self, public_id: str) -> Mine | Refusal:
        """Somebody in sight. Anybody else is not there."""
        found = next((one for one in self.people if one.public_id == public_id), None)
        return Refusal("not_there") if found is None else self._looked(found, Looked.SHEET)

    def claim(self, public_id: str) -> OwnClaim | Refusal:
        """A request of somebody in sight. Any other is not there."""
        if not _PUBLIC_ID.fullmatch(public_id):
            return Refusal("not_there")
        query = select(claim.c.claim_id, claim.c.person_id).where(
            (claim.c.public_id == public_id) & claim.c.person_id.in_([one.person_id for one in self.people])
        )
        with self._behind.archive.reader.begin() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return Refusal("not_there")
        return OwnClaim(row.claim_id, public_id, self._looked(self._mine(row.person_id), Looked.REQUEST))

    def draft(self, public_id: str) -> OwnDraft | Refusal:
        """A draft of whoever is in, about somebody in sight; of one that was sent the request it became. Any other is
        not there."""
        if not _PUBLIC_ID.fullmatch(public_id):
            return Refusal("not_there")
        with self._behind.archive.reader.begin() as connection:
            row = own_draft(connection, self.account_id, public_id)
            sent = "" if row is not None else sent_as(connection, self.actor_id, public_id)
        if sent and not isinstance(self.claim(sent), Refusal):
            return Refusal("draft_sent", sent)
        found = None if row is None else next((one for one in self.people if one.person_id == row.person_id), None)
        return Refusal("not_there") if found is None else OwnDraft(public_id, found)

    def _mine(self, person_id: int) -> Mine:
        return next(one for one in self.people if one.person_id == person_id)

    def _looked(self, one: Mine, what: Looked) -> Mine:
        """Who looks at the matters of another adult is written down before anything is shown."""
        if one.by is By.PROXY:
            look_at(self._behind.archive, [one.person_id], what, actor_id=self.actor_id, now=self.now)
        return one

    # ------------------------------------------------------------ what is told

    def sheet(self, one: Mine, language: Language) -> PersonSheet:
        """All that is known of somebody in sight today."""
        behind = self._behind
        with behind.archive.snapshot() as connection:
            found = person_sheet(connection, behind.plans, behind.statute, one.person_id, self.today, language)
            requests = with_lacking(connection, behind.plans, found.requests, language)
        return replace(found, requests=requests)

    def owed(self, sheet: PersonSheet) -> Owed | None:
        """What the household of a sheet that was asked for here is late with, and how it is paid."""
        with self._behind.archive.snapshot() as connection:
            return owed_by_home(connection, self._behind.plans, sheet, self.today)

    def rights(self, one: Mine, language: Language) -> Entitled:
        """What somebody in sight is entitled to today, and the help that is counted in hours."""
        behind = self._behind
        with behind.archive.snapshot() as connection:
            sheet = person_sheet(connection, behind.plans, behind.statute, one.person_id, self.today, language)
            typed = self._typed(one, {}, language)
            plans = rights_of(connection, behind.plans, sheet, typed)
            apart = rights_apart(connection, behind.plans, sheet, typed)
            near = near_of(connection, behind.near, behind.pact, one.person_id, self.today)
        hours = hours_of(behind.plans, sheet, plans, self.now, self.today, language)
        return Entitled(sheet, plans, hours, near, apart)

    def try_out(self, one: Mine, cells: Mapping[str, str], language: Language) -> Tried:
        """What would come back of what is typed, for somebody in sight; nothing is kept."""
        with self._behind.archive.snapshot() as connection:
            return try_out(connection, self._behind.plans, self._typed(one, cells, language))

    # ------------------------------------------------------------ a refund being asked for

    def read_draft(self, one: OwnDraft) -> tuple[int, DraftContent]:
        """Its version and what it holds. A draft that went meanwhile is empty."""
        found = read_own(self._behind.archive, self.account_id, one.public_id)
        return (0, DraftContent()) if found is None else (found[0].version, found[1])

    def drafts(self) -> list[DraftListed]:
        """What whoever is in began to write; that of proxies which ended meanwhile goes first."""
        forget_ended(self._at, self._behind.vault, self.me.person_id)
        with self._behind.archive.reader.begin() as connection:
            return drafts_in_sight(connection, self.account_id, self.people)

    def look_at_refund(self, one: Mine, draft: str, content: DraftContent, language: Language) -> RefundShown:
        """What would be received, and what would come back of it now."""
        with_file = frozenset(file.paper for file in content.files)
        with self._behind.archive.snapshot() as connection:
            typed = self._typed(one, content.cells, language, with_file)
            twice = same_again(connection, [file.sha256 for file in content.files])
            return replace(show_refund(connection, self._behind.plans, typed, draft, self.people), twice=twice)

    def take_files(
        self, one: Mine, contents: tuple[bytes, ...], paper: str
    ) -> tuple[tuple[DraftFile, ...], list[Refusal]]:
        return files_in(self._at, self._behind.vault, one.person_id, contents, paper)

    def save_refund(self, one: Mine, draft: str, version: int, written: Written) -> Saved | Elsewhere | Refusal:
        return save_refund(self._at, self._behind.vault, self._writing(one, draft, version), written)

    def send_refund(
        self, one: Mine, draft: str, version: int, written: Written, language: Language, *, seen: bool
    ) -> Kept | NotKept | Elsewhere | Refusal:
        """The request is received, once."""
        typed = self._typed(one, written.cells, language)
        writing = self._writing(one, draft, version)
        return send_refund(self._at, self._behind.vault, writing, written, typed, seen=seen)

    def throw_away(self, one: OwnDraft) -> None:
        throw_away(self._at, self._behind.vault, self.account_id, one.public_id)

    def new_name(self) -> str:
        """What a new draft is called."""
        return self._behind.ids.public()

    def _writing(self, one: Mine, draft: str, version: int) -> Writing:
        return writing_of(draft, version, self.account_id, one.person_id)

    # ------------------------------------------------------------ requests

    def requests(self, one: Mine, page: int) -> ClaimPage:
        """All that somebody in sight ever asked for, the newest first."""
        wanted = Wanted(person_id=one.person_id)
        found = list_claims(self._behind.archive, wanted, page, today=self.today)
        assert not isinstance(found, Refusal)  # no number was asked for
        return found

    def waits_for(
        self, held: Sequence[int], waiting: Sequence[int], to_bring: Sequence[int], language: Language
    ) -> dict[int, tuple[str, ...]]:
        """What each of these requests, of somebody in sight, waits for from the member, in words: those that are
        `held`, or authorised with a paper `to_bring`, by their decision; those `waiting` for one, as things stand now.
        """
        with self._behind.archive.snapshot() as connection:
            found = awaited_of(connection, held, language) if held else {}
            found |= papers_to_come_of(connection, to_bring, language) if to_bring else {}
            lacks = lacking_of(connection, self._behind.plans, waiting, language)
        told = {claim_id: one.told for claim_id, one in lacks.items()}
        return told | {claim_id: theirs(things) for claim_id, things in found.items()}

    def on_its_way(self, claims: Sequence[int]) -> frozenset[int]:
        """Those of these requests, of somebody in sight, whose last money the bank has not moved yet."""
        with self._behind.archive.snapshot() as connection:
            sent = sent_of(connection, claims) if claims else {}
        return frozenset(claim_id for claim_id, paid in sent.items() if paid[-1].on_its_way)

    def request(self, one: OwnClaim, language: Language) -> OwnRequest:
        return own_request(self._at, one.claim_id, self.today, language, about_self=one.whose.by is By.SELF)

    def account_of(self, one: Mine) -> OwnAccount:
        with self._behind.archive.reader.begin() as connection:
            return account_of(connection, one.person_id, self.people, self._typed(one, {}, "it"))

    def account_used(self, one: OwnClaim) -> str:
        """The account, masked, to which the last payment of the request went; "" where that is not known."""
        return account_used(self._behind.archive, self._behind.vault, one.claim_id)

    def plan_titles(self, plan_code: str, benefits: tuple[str, ...]) -> list[str]:
        booked = self._behind.plans.get(plan_code)
        return [benefit_title(booked, one) for one in benefits]

    def paper_title(self, plan_code: str, name: str, language: Language) -> str:
        """How the plan calls a paper, whatever asks for it; "" where it has none of that name."""
        booked = self._behind.plans.get(plan_code)
        return "" if booked is None else paper_title(booked, name, self.today, language)

    def object_to(self, one: OwnClaim, words: str) -> Done | Refusal:
        """The member does not agree with the last decision."""
        return file_appeal(self._at, one.claim_id, AppealTold(self.today, "web", words))

    def add_to_objection(self, one: OwnClaim, words: str) -> Done | Refusal:
        """The member says more of their open objection."""
        return add_to_appeal(self._at, one.claim_id, AppealTold(self.today, "web", words))

    def withdraw_objection(self, one: OwnClaim) -> Done | Refusal:
        """The member takes their open objection back. Refuses one that somebody else sent."""
        return self.request(one, "it").of_another or withdraw_appeal(self._at, one.claim_id)

    def bring_paper(
        self, one: OwnClaim, name: str, dated_on: date | None, contents: tuple[bytes, ...], key: str
    ) -> PaperTold | Refusal:
        """A paper that is still missing, with its files. Refuses one that the request does not wait for."""
        own = self.request(one, "it")
        if name not in {paper.name for paper in own.papers_to_bring}:
            return Refusal("not_waited_for", name)
        file = own.file
        came = PaperCame(name, dated_on, 0, contents)
        return tell_paper_later(self._at, file, came, vault=self._behind.vault, key=key)

    def answer(self, one: OwnClaim, name: str, text: str, key: str) -> Done | Refusal | Mistake:
        """An answer that a request waits for. Refuses any other, and one that was given."""
        own = self.request(one, "it")
        if name not in {asked.name for asked in own.answers_to_give}:
            return Refusal("not_waited_for", name)
        return tell_answer_later(self._at, own.file, name, text, line=0, key=key)

    # ------------------------------------------------------------ papers

    def papers(self, one: Mine) -> PapersShown:
        with self._behind.archive.snapshot() as connection:
            return papers_shown(connection, one.person_id, self.today)

    def certificate(self, one: Mine, year: int) -> Printed | Refusal:
        """What was paid and what came back in a year, on paper."""
        return print_paper(self._at, self._behind.law, one.person_id, "certificate", year, self.today)

    def _typed(
        self, one: Mine, cells: Mapping[str, str], language: Language, with_file: frozenset[str] = frozenset()
    ) -> Typed:
        return Typed(one.person_id, cells, with_file, self.now, language, channel="web")


def open_member_door(behind: Behind, one: Account, now: datetime) -> MemberDoor | None:
    """The door of a login of a member; None where it is nobody's, or theirs who died or was erased."""
    if one.person_id is None:
        return None
    with behind.archive.reader.begin() as connection:
        people = people_in_sight(connection, one.person_id, day_in_rome(now))
    return MemberDoor(behind, one.id, one.actor_id, people, now) if people else None
