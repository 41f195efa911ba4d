"""A member asks for a refund: a request written in steps and kept as a draft, shown as it would be decided, received.

It goes into the office's list as any other, as come through the web. Papers are those of which a file is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.asked import PaperAsked
from mutua.rules.papers_later import papers_later
from mutua.services.answers_tried import Between
from mutua.services.asked_in_vain import ask_less
from mutua.services.claim_copies import CopySeen
from mutua.services.claim_drafts import (
    DraftFile,
    DraftListed,
    Elsewhere,
    Saved,
    Writing,
    Written,
    forget_files,
    list_drafts,
    read_own,
    save_draft,
)
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.desk_values import Draft
from mutua.services.keep_claim import Kept, NotKept, keep_claim
from mutua.services.member_estimate import LineTried, with_conditions
from mutua.services.member_scope import By, Mine
from mutua.services.papers import keep_file, media_type_of
from mutua.services.payees import payees
from mutua.services.plan_book import PlanBook
from mutua.services.typed_bills import is_there
from mutua.services.typed_claim import ClaimTyped, Typed, understand
from mutua.services.typed_decided import decided_now
from mutua.store.vault import Vault

MOST_BEGUN = 20  # drafts of a member
LAST_SIGNS = 3  # of an account number that are shown


class Account(NamedTuple):
    """To which account a member is paid, as far as whoever looks may know: its last signs, "" where there is none.

    `mine`: it is that of somebody in sight, so that its signs may be shown.
    """

    last: str
    mine: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class RefundShown:
    """What was understood of a refund being asked for. `copies`: requests in sight that look the same; those of
    others in the household are the office's matter. `lacking`: papers that are always wanted and not there, with the
    invoice they are of (counted from 1; 0 where there is one only). `later`: the office authorises without them.
    `between`: what comes back lies between these cents, whatever is answered to what is still open. `twice`: files
    that hold the very same as one before them."""

    typed: ClaimTyped
    lines: tuple[LineTried, ...]
    granted_cents: int
    refusal: Refusal | None
    copies: tuple[CopySeen, ...]
    lacking: tuple[tuple[int, PaperAsked], ...]
    account: Account
    later: bool = False
    between: Between | None = None
    twice: frozenset[str] = frozenset()

    @property
    def to_see(self) -> bool:
        """Whether something odd is to be looked at before it is sent."""
        return bool(self.copies or self.typed.warnings)


def show_refund(
    connection: Connection, plans: PlanBook, typed: Typed, draft: str, in_sight: Sequence[Mine]
) -> RefundShown:
    """All of it, read at one moment. Nothing is written."""
    found = understand(connection, plans, typed, draft)
    decided = decided_now(connection, plans, found, typed)
    ask_less(connection, plans, found, typed, trying=False)
    copies = tuple(one for one in found.copies if one.same_person)
    alone = len(found.bills) < 2
    lacking = tuple(
        (0 if alone else at, one) for at, bill in enumerate(found.bills, 1) for one in found.papers_of(bill.lines)
        if one.always and not is_there(bill, one.name, typed.with_file, alone=alone)
    )
    later = isinstance(decided, Draft) and bool(papers_later(decided.case, decided.booked.plan, decided.answer).lines)
    lines: tuple[LineTried, ...] = ()
    between: Between | None = None
    if isinstance(decided, Draft):
        lines, between = with_conditions(connection, plans, found, typed, decided)
    return RefundShown(
        found, lines, decided.answer.granted_cents if isinstance(decided, Draft) else 0,
        decided if isinstance(decided, Refusal) else None, copies, lacking,
        account_of(connection, typed.person_id, in_sight, typed), later, between,
    )  # fmt: skip


def account_of(connection: Connection, person_id: int, in_sight: Sequence[Mine], typed: Typed) -> Account:
    """Where the money of somebody's request goes as things stand today."""
    payee = payees(connection, [person_id], typed.today)[person_id]
    if not payee.iban:
        return Account("", False, payee.why_not)
    mine = any(one.person_id == payee.person_id and one.by in (By.SELF, By.PROXY) for one in in_sight)
    return Account(payee.iban[-LAST_SIGNS:] if mine else "", mine, payee.why_not)


def files_in(
    at: Desktop, vault: Vault | None, person_id: int, contents: Sequence[bytes], paper: str
) -> tuple[tuple[DraftFile, ...], list[Refusal]]:
    """The files that were sent, each kept as that paper, or why not."""
    kept: list[DraftFile] = []
    refused: list[Refusal] = []
    for content in contents:
        if vault is None:
            return (), [Refusal("no_vault")]
        found = keep_file(at, vault, person_id, content)
        if isinstance(found, Refusal):
            refused.append(found)
        else:
            kept.append(DraftFile(found.sha256, paper, media_type_of(content), len(content)))
    return tuple(kept), refused


def writing_of(draft: str, version: int, account_id: int, person_id: int) -> Writing:
    """A draft of a member, who may have so many."""
    return Writing(draft, version, account_id, person_id, MOST_BEGUN)


def save_refund(
    at: Desktop, vault: Vault | None, writing: Writing, written: Written
) -> Saved | Elsewhere | Refusal:
    """What was written is kept; files that ended in no draft are not."""
    done = save_draft(at, writing, written)
    forget_files(at, vault, writing.person_id, (*(one.sha256 for one in written.added), *written.removed))
    return _theirs(done) if isinstance(done, Refusal) else done


def send_refund(
    at: Desktop, vault: Vault | None, writing: Writing, written: Written, typed: Typed, *, seen: bool
) -> Kept | NotKept | Elsewhere | Refusal:
    """The request is received, once. `seen`: what is odd and in sight was looked at.

    What only the office may see (the same invoice with somebody else of the household) stops nobody here.
    """
    before = read_own(at.archive, writing.account_id, writing.public_id)
    files = before[1].files if before is not None else ()
    whole = replace(typed, with_file=frozenset(one.paper for one in (*files, *written.added)))
    with at.archive.snapshot() as connection:
        found = understand(connection, at.plans, whole, writing.public_id)
    hidden = not found.warnings and not any(one.same_person for one in found.copies)
    done = keep_claim(at, writing, whole, written, ticked=found.odd if hidden or seen else "")
    forget_files(at, vault, writing.person_id, [one.sha256 for one in written.added])
    return _theirs(done) if isinstance(done, Refusal) else done


def _theirs(why: Refusal) -> Refusal:
    """Why nothing was kept, as a member is told."""
    return Refusal("too_many_begun", why.found) if why.code == "too_many_drafts" else why


def drafts_in_sight(connection: Connection, account_id: int, in_sight: Sequence[Mine]) -> list[DraftListed]:
    """What whoever is in began to write about somebody who is still in sight."""
    names = {one.public_id for one in in_sight}
    return [one for one in list_drafts(connection, account_id) if one.person in names]
