"""The bank's movements as a person reads them: what waits, with each proposal in words and its stamp; what was done.

A proposal is confirmed as it was shown: its stamp says so. One that is another by now is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.bank.match_values import Grade, PayerKey, PayerKind, Proposal, Why
from mutua.domain.dues import Outsider, Regime
from mutua.services.bank_matches import Matched, certain_ones, matches, matches_of, read_beside
from mutua.services.bank_names import names_with_heads
from mutua.services.bank_work import Confirmed, for_its_key
from mutua.services.claim_life import Desktop
from mutua.services.confirm_lines import AllConfirmed, confirm_proposal, took_back
from mutua.services.decide_claim import Refusal
from mutua.services.once import Wish
from mutua.services.outgoing import debits_named, outgoing_matches
from mutua.store.bank_lines import KeptLine, count_lines, lines_in_state, lines_numbered, page_of_lines
from mutua.store.base import read_day, stored
from mutua.store.bulk import among
from mutua.store.tables import claim, due, payment_line, receipt, receipt_payer
from mutua.store.tables_bank import CONFIRMED, NOT_OURS, OPEN, SET_ASIDE
from mutua.store.who import read_identities

AT_ONCE = 25  # of a page
MOST_PROPOSALS = 5  # shown of one movement
STATES = (OPEN, CONFIRMED, SET_ASIDE, NOT_OURS)


class Ended(StrEnum):
    """How a movement that waits no more ended."""

    CONFIRMED = CONFIRMED
    SET_ASIDE = SET_ASIDE
    NOT_OURS = NOT_OURS


class PartShown(NamedTuple):
    """A part of a movement: of the due of a day, or (None) kept on account."""

    due_on: date | None
    cents: int


class ShareShown(NamedTuple):
    """What of a movement would be, or was, one payer's."""

    name: str
    parts: tuple[PartShown, ...]
    outsider: Outsider | None = None  # who outside paid it

    @property
    def cents(self) -> int:
        return sum(one.cents for one in self.parts)


class PaidTo(NamedTuple):
    """Whom a payment that came back was made to, and for which request: as the office calls it, else its number."""

    surname: str
    given_name: str
    reference: str
    public_id: str


class ProposalShown(NamedTuple):
    """A proposal in words. `usable`: it can be confirmed; `takes_back`: it says that money went back.

    `pays_back`: the payment to a member whose money came back; `debits`: the run, or the transfer of one, that went
    out.
    """

    stamp: str
    grade: Grade
    reasons: tuple[Why, ...]
    shares: tuple[ShareShown, ...]
    usable: bool
    takes_back: bool
    pays_back: str = ""
    paid_to: PaidTo | None = None  # where it pays back
    debits: str = ""
    may_be_outside: bool = False  # somebody outside the archive may have paid it


class LineShown(NamedTuple):
    """A movement, with what it may be."""

    kept: KeptLine
    proposals: tuple[ProposalShown, ...]

    @property
    def certain(self) -> bool:
        return bool(self.proposals) and self.proposals[0].grade is Grade.CERTAIN


class WaitingPage(NamedTuple):
    """A page of the movements that wait."""

    lines: tuple[LineShown, ...]
    total: int
    certain: int
    number: int
    pages: int


class DonePage(NamedTuple):
    """A page of movements in another state, the newest first, with what each became.

    `debits`: the run, or the transfer of one, that those which went out are; of those not confirmed, may be.
    `paid_to`: of those by which a payment came back, whom it had been made to.
    """

    lines: tuple[tuple[KeptLine, tuple[ShareShown, ...]], ...]
    total: int
    number: int
    pages: int
    debits: Mapping[int, str]
    paid_to: Mapping[int, PaidTo]


class ShownLine(NamedTuple):
    """A proposal as it was shown: of which movement, by its stamp."""

    line_id: int
    stamp: str


def stamp_of(told: Proposal) -> str:
    """What a proposal is known by: everything that confirming it would do."""
    said = (told.line_id, told.grade.value, told.returns, told.pays_back or told.debits, [
        (one.payer.kind.value, one.payer.id, one.person_id, one.end_to_end,
         [(part.due_id, part.amount_cents) for part in one.parts])
        for one in told.shares
    ])  # fmt: skip
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def counts(connection: Connection) -> Mapping[str, int]:
    """How many movements are in each state."""
    found = count_lines(connection)
    return {state: found.get(state, 0) for state in STATES}


def count_open(connection: Connection) -> int:
    """How many movements nobody has said yet what they pay."""
    return count_lines(connection).get(OPEN, 0)


def waiting_page(connection: Connection, number: int, language: str, *, certain: bool) -> WaitingPage:
    """A page of those of which something is certain, or of the others."""
    every = lines_in_state(connection, OPEN)
    beside = read_beside(connection)
    sure = certain_ones(connection, every, beside)
    some = [one for one in every if (one.line_id in sure) is certain]
    pages = max(1, -(-len(some) // AT_ONCE))
    shown = matches_of(connection, some[(number - 1) * AT_ONCE : number * AT_ONCE], every, sure, beside)
    return WaitingPage(tuple(_in_words(connection, shown, language)), len(every), len(sure), number, pages)


def count_certain(connection: Connection) -> int:
    """Of how many movements that wait it is certain what they pay."""
    return len(certain_ones(connection, lines_in_state(connection, OPEN), read_beside(connection)))


def line_shown(connection: Connection, line_id: int, language: str) -> LineShown | None:
    """One movement with what it may be; one that waits no more has no proposals. None where there is none."""
    kept = lines_numbered(connection, [line_id]).get(line_id)
    if kept is None:
        return None
    if kept.state in (OPEN, NOT_OURS):
        waiting = matches(connection) if kept.state == OPEN else outgoing_matches(connection, [line_id])
        one = next((one for one in waiting if one.kept.line_id == line_id), None)
        if one is not None:
            return _in_words(connection, [one], language)[0]
    return LineShown(kept, ())


def done_page(connection: Connection, state: Ended, number: int, language: str) -> DonePage:
    """A page of movements that wait no more, and whose money each was."""
    total = count_lines(connection).get(state, 0)
    kept = page_of_lines(connection, state, (number - 1) * AT_ONCE, AT_ONCE)
    became = shares_of(connection, [one.line_id for one in kept], language)
    shown = tuple((one, became.get(one.line_id, ())) for one in kept)
    ids = [one.line_id for one in kept if one.line.amount_cents < 0]
    debits = debits_named(connection, ids)
    if state is Ended.NOT_OURS:
        may_be = outgoing_matches(connection, ids)
        debits = {one.kept.line_id: one.proposals[0].debits for one in may_be if one.proposals[0].usable}
    return DonePage(shown, total, number, max(1, -(-total // AT_ONCE)), debits, came_back(connection, kept))


def shares_of(connection: Connection, line_ids: Sequence[int], language: str) -> dict[int, tuple[ShareShown, ...]]:
    """Whose money confirmed movements were, by their receipts."""
    query = select(receipt.c.bank_line_id, receipt.c.chain_id, receipt.c.payer_firm_id, receipt.c.amount_cents,
                   receipt.c.returned_of, receipt_payer.c.name, receipt_payer.c.regime)  # fmt: skip
    query = query.outerjoin(receipt_payer, receipt_payer.c.receipt_id == receipt.c.receipt_id)
    found: dict[int, dict[PayerKey, int]] = {}
    outside: dict[int, Outsider] = {}
    for row in connection.execute(query.where(among(receipt.c.bank_line_id)), {"ids": sorted(set(line_ids))}):
        firm = row.payer_firm_id is not None
        key = PayerKey(PayerKind.FIRM if firm else PayerKind.HOUSEHOLD, row.payer_firm_id if firm else row.chain_id)
        cents = row.amount_cents if row.returned_of is None else -row.amount_cents
        by_payer = found.setdefault(row.bank_line_id, {})
        by_payer[key] = by_payer.get(key, 0) + cents
        if row.regime is not None:
            outside[row.bank_line_id] = Outsider(row.name, Regime(row.regime))
    names = names_with_heads(connection, {key for some in found.values() for key in some}, language)
    return {
        line_id: tuple(
            ShareShown(names.get(key, ""), (PartShown(None, cents),), outside.get(line_id))
            for key, cents in some.items() if cents
        )
        for line_id, some in found.items()
    }


def came_back(connection: Connection, some: Sequence[KeptLine]) -> dict[int, PaidTo]:
    """Of the movements by which a payment to a member came back, whom it had been made to."""
    named = {one.line_id: one.motive for one in some if took_back(one) and one.motive}
    told = _paid_to(connection, set(named.values()))
    return {line_id: told[motive] for line_id, motive in named.items() if motive in told}


_DUE_ON = select(due.c.due_id, stored(due.c.due_on)).where(among(due.c.due_id))


def _in_words(connection: Connection, some: Sequence[Matched], language: str) -> list[LineShown]:
    told = [(one, one.proposals[:MOST_PROPOSALS]) for one in some]
    shares = [share for _, proposals in told for one in proposals for share in one.shares]
    names = names_with_heads(connection, {one.payer for one in shares}, language)
    ids = {part.due_id for one in shares for part in one.parts if part.due_id is not None}
    days = {due_id: read_day(on) for due_id, on in connection.execute(_DUE_ON, {"ids": sorted(ids)})}
    back = _paid_to(connection, {one.pays_back for _, proposals in told for one in proposals if one.pays_back})
    return [
        LineShown(one.kept, tuple(_proposal(each, names, days, back) for each in proposals)) for one, proposals in told
    ]


_PAID_TO = select(
    payment_line.c.end_to_end, claim.c.claim_id, claim.c.person_id, claim.c.reference, claim.c.public_id
).join(
    claim, claim.c.claim_id == payment_line.c.claim_id
)


def _paid_to(connection: Connection, references: set[str]) -> dict[str, PaidTo]:
    """Whom the payments with these references were made to."""
    if not references:
        return {}
    rows = connection.execute(_PAID_TO.where(payment_line.c.end_to_end.in_(sorted(references)))).all()
    people = read_identities(connection, {row.person_id for row in rows})
    told = {}
    for row in rows:
        who = people.get(row.person_id)
        called = ("", "") if who is None else (who.surname, who.given_name)
        told[row.end_to_end] = PaidTo(*called, row.reference or str(row.claim_id), row.public_id)
    return told


def _proposal(
    one: Proposal, names: Mapping[PayerKey, str], days: Mapping[int, date], back: Mapping[str, PaidTo]
) -> ProposalShown:
    shares = tuple(
        ShareShown(names.get(share.payer, ""), tuple(
            PartShown(None if part.due_id is None else days.get(part.due_id), part.amount_cents)
            for part in share.parts
        ))
        for share in one.shares
    )  # fmt: skip
    takes_back = one.returns is not None
    outside = bool(one.shares) and not (takes_back or one.pays_back or one.debits) and all(
        share.payer.kind is PayerKind.HOUSEHOLD and not share.end_to_end for share in one.shares
    )  # fmt: skip
    return ProposalShown(stamp_of(one), one.grade, one.reasons, shares, one.usable, takes_back, one.pays_back,
                         back.get(one.pays_back), one.debits, outside)  # fmt: skip


# ---------------------------------------------------------------- confirming what was shown


def confirm_shown(at: Desktop, shown: Iterable[ShownLine], by: Outsider | None = None) -> AllConfirmed:
    """Confirms exactly the proposals that were shown, each in a piece of work of its own; one that is another by now,
    or of a movement that waits no more, is left and told. `by`: somebody outside paid them."""
    waiting = _waiting(at)
    done = AllConfirmed()
    for line_id, stamp in dict.fromkeys(shown):
        found = _confirm_one(at, waiting.get(line_id), line_id, stamp, by)
        if isinstance(found, Refusal):
            done.left.append((line_id, found))
        else:
            done.confirmed.append(found)
    return done


def confirm_once(at: Desktop, shown: ShownLine, by: Outsider | None, key: str) -> Confirmed | Refusal:
    """Confirms the proposal that was shown, once for the key: told again it is what was done then."""
    line_id, stamp = shown
    wish = Wish("confirm_line", key, repr((line_id, stamp, by)).encode())
    return for_its_key(at, wish, lambda: _confirm_one(at, _waiting(at).get(line_id), line_id, stamp, by, wish))


def _waiting(at: Desktop) -> dict[int, Matched]:
    with at.archive.reader.begin() as connection:
        return {one.kept.line_id: one for one in (*matches(connection), *outgoing_matches(connection))}


def _confirm_one(
    at: Desktop, one: Matched | None, line_id: int, stamp: str, by: Outsider | None, wish: Wish | None = None
) -> Confirmed | Refusal:  # fmt: skip
    if one is None:
        return Refusal("bank_line_taken", str(line_id))
    told = next((each for each in one.proposals if stamp_of(each) == stamp), None)
    if told is None:
        return Refusal("bank_proposal_changed", str(line_id))
    if not told.usable:
        return Refusal("bank_line_not_usable", str(line_id))
    return confirm_proposal(at, one.kept, told, by, wish)
