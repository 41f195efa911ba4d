"""A movement is said to be this payer's money, for these dues: confirmed, shared out by hand, set aside, or undone.

Whatever is confirmed goes through `receive_money`, in one piece of work that takes the movement first: two clerks who
confirm the same one give one effect, and the second is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select

from mutua.bank.match_values import Grade, PayerKey, PayerKind, Proposal, Share
from mutua.domain.dues import Allocation, Channel, DueStanding, Outsider, Receipt
from mutua.domain.payment_text import reason_code, reason_said
from mutua.services.bank_matches import Matched, matches
from mutua.services.bank_work import Confirmed, Undone, all_or_nothing, take
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.once import Wish
from mutua.services.outgoing import debit_within, outgoing_matches, undo_debit_within
from mutua.services.payment_returns import take_movement_back
from mutua.services.receive_money import Received, give_back_within, receive_within
from mutua.services.statement_settling import settle_within
from mutua.store.bank_lines import KeptLine, lines_numbered
from mutua.store.debits import debit_with_reference, read_debits, tell_debit_event
from mutua.store.dues import dues_numbered, dues_of_firm, read_receipts
from mutua.store.tables import debit_event, receipt
from mutua.store.tables_bank import COLLECTED, CONFIRMED, OPEN, RETURNED, SET_ASIDE
from mutua.store.unit_of_work import UnitOfWork


@dataclass(slots=True)
class AllConfirmed:
    """What confirming all that is certain came to; `left` are those that changed meanwhile, with the reason."""

    confirmed: list[Confirmed] = field(default_factory=list)
    left: list[tuple[int, Refusal]] = field(default_factory=list)


def _or_undo(found: Received | Refusal) -> Received:
    if isinstance(found, Refusal):
        raise Undone(found)
    return found


# ---------------------------------------------------------------- confirming


def confirm(at: Desktop, line_id: int, choice: int | None = None, by: Outsider | None = None) -> Confirmed | Refusal:
    """Confirms what a movement may be: the one proposal, or the `choice`-th of them, counted from 1.

    `by`: somebody outside paid it, for the households that the proposal names.
    Refuses a movement that waits no more (`bank_line_taken`), one without a proposal, one of whose proposals several
    are as sure as the first and none was chosen (`bank_line_ambiguous`).
    """
    with at.archive.reader.begin() as connection:
        waiting = [*matches(connection), *outgoing_matches(connection, [line_id])]
        found = next((one for one in waiting if one.kept.line_id == line_id), None)
        known = lines_numbered(connection, [line_id])
    if found is None:
        return Refusal("bank_line_taken" if line_id in known else "bank_line_unknown", str(line_id))
    chosen = _chosen(found, choice)
    return chosen if isinstance(chosen, Refusal) else confirm_proposal(at, found.kept, chosen, by)


def _chosen(found: Matched, choice: int | None) -> Proposal | Refusal:
    usable = found.proposals
    if choice is not None:
        if not 1 <= choice <= len(usable):
            return Refusal("bank_choice_unknown", str(choice))
        one = usable[choice - 1]
        return one if one.usable else Refusal("bank_line_not_usable", str(found.kept.line_id))
    if not usable or not usable[0].usable:
        return Refusal("bank_line_without_proposal", str(found.kept.line_id))
    if len(usable) > 1 and usable[1].grade is usable[0].grade:
        return Refusal("bank_line_ambiguous", str(found.kept.line_id))
    return usable[0]


def confirm_proposal(
    at: Desktop, kept: KeptLine, told: Proposal, by: Outsider | None = None, wish: Wish | None = None
) -> Confirmed | Refusal:  # fmt: skip
    """Confirms a movement as a proposal says, all of it or nothing. Refuses money of a firm, of a mandate or that went
    back, where somebody outside (`by`) is said to have paid it."""

    def work(unit: UnitOfWork) -> Confirmed:
        if by is not None and (told.debits or told.pays_back or told.returns is not None):
            raise Undone(Refusal("outsider_of_firm"))
        if told.debits:
            refusal = debit_within(unit, kept, told)
            if refusal is not None:
                raise Undone(refusal)
            return Confirmed(kept.line_id, (), debits=told.debits)
        take(unit, kept.line_id, OPEN, CONFIRMED, told.pays_back)
        if told.pays_back:
            return _paid_back(unit, kept, told.pays_back)
        if told.returns is not None:
            return Confirmed(kept.line_id, (_took_back(unit, kept, told.returns),))
        return Confirmed(kept.line_id, _receive_shares(unit, kept, told.shares, by))

    return all_or_nothing(at, work, wish)


def confirm_all_certain(at: Desktop, progress: Callable[[int], None] = lambda _: None) -> AllConfirmed:
    """Confirms every movement of which something is certain, each in a piece of work of its own.

    Stopped at any moment, what was confirmed stays and the next run goes on: it looks at what still waits.
    """
    done = AllConfirmed()
    while True:
        with at.archive.reader.begin() as connection:
            waiting = matches(connection)
        before, done.left = len(done.confirmed), []
        for one in waiting:
            if not one.proposals or one.proposals[0].grade is not Grade.CERTAIN:
                continue
            told = confirm_proposal(at, one.kept, one.proposals[0])
            if isinstance(told, Refusal):
                done.left.append((one.kept.line_id, told))
            else:
                done.confirmed.append(told)
                progress(len(done.confirmed))
        # A debit that went back is certain only once its money is there: it may have come in just now.
        if len(done.confirmed) == before or not any(one.kept.line.returned for one in waiting):
            return done


def _receive_shares(
    unit: UnitOfWork, kept: KeptLine, shares: Sequence[Share], by: Outsider | None
) -> tuple[Received, ...]:
    """A receipt for each payer, on the day on which the bank booked the money."""
    unit.lock({one.payer.id for one in shares if one.payer.kind is PayerKind.HOUSEHOLD})
    made = []
    for share in shares:
        asked = debit_with_reference(unit.connection, share.end_to_end) if share.end_to_end else None
        if asked is not None and asked.event:
            raise Undone(Refusal("debit_not_waiting", share.end_to_end))
        if asked is not None and by is not None:
            raise Undone(Refusal("outsider_of_firm"))
        firm_id = share.payer.id if share.payer.kind is PayerKind.FIRM else None
        told = Receipt(
            Channel.TRANSFER if asked is None else Channel.DIRECT_DEBIT, kept.line.booked_on, share.cents,
            share.person_id if by is None else None, firm_id, _bank_reference(kept, share), kept.line_id, outsider=by,
        )  # fmt: skip
        home = None if firm_id is not None else share.payer.id
        received = _or_undo(receive_within(unit, told, share.parts, household_id=home))
        if asked is not None:
            entry = unit.entry(asked.household_id, "debit_event")
            receipt_id = received.receipt.receipt_id
            tell_debit_event(entry, asked.debit_id, COLLECTED, kept.line.booked_on, receipt_id=receipt_id)
        made.append(received)
        unit.flush()
        if firm_id is not None:
            settle_within(unit, firm_id)
    return tuple(made)


def _bank_reference(kept: KeptLine, share: Share) -> str:
    """How the bank calls the money, where it is plainly a number: a name is never kept for ever."""
    told = share.end_to_end or kept.line.bank_reference
    plain = all(sign.isalnum() or sign in "-/. " for sign in told)
    return told if plain and len(told) <= 70 and all(map(_has_digit, told.replace("/", " ").split())) else ""


def _has_digit(word: str) -> bool:
    return any(sign.isdigit() for sign in word)


def _took_back(unit: UnitOfWork, kept: KeptLine, receipt_id: int) -> Received:
    """A debit that went back: what it had paid is open again."""
    one = debit_with_reference(unit.connection, kept.line.end_to_end)
    if one is None or one.event != COLLECTED:
        raise Undone(Refusal("debit_not_collected", kept.line.end_to_end))
    unit.lock([one.household_id])
    back = _or_undo(
        give_back_within(
            unit, receipt_id, on=kept.line.booked_on, channel=Channel.DIRECT_DEBIT, reference=one.end_to_end,
            bank_line_id=kept.line_id,
        )
    )  # fmt: skip
    if back.receipt.amount_cents != -kept.line.amount_cents:
        raise Undone(Refusal("debit_return_differs", one.end_to_end))
    entry = unit.entry(one.household_id, "debit_event")
    tell_debit_event(
        entry, one.debit_id, RETURNED, kept.line.booked_on, reason=_reason_of(kept),
        receipt_id=back.receipt.receipt_id,
    )  # fmt: skip
    return back


def _reason_of(kept: KeptLine) -> str:
    """The code by which the bank says why the money went back, else the one that its words stand for."""
    return reason_code(kept.line.return_reason) or reason_said(f"{kept.line.return_reason} {kept.line.text}")


def _paid_back(unit: UnitOfWork, kept: KeptLine, end_to_end: str) -> Confirmed:
    """A payment to a member that came back."""
    line = kept.line
    told = take_movement_back(unit, end_to_end, line.amount_cents, line.booked_on, _reason_of(kept))
    if isinstance(told, Refusal):
        raise Undone(told)
    return Confirmed(kept.line_id, (), told.amount_cents)


# ---------------------------------------------------------------- sharing out by hand


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a movement as a person says it: for a due, or on account for a household or a firm."""

    cents: int
    due_id: int | None = None
    on_account_of: PayerKey | None = None


def split(
    at: Desktop, line_id: int, wanted: Sequence[Part], by: Outsider | None = None, wish: Wish | None = None
) -> Confirmed | Refusal:  # fmt: skip
    """Confirms a movement as a person shares it out, over dues of one payer or several; `by`: somebody outside paid it.

    Refuses parts that do not sum to the movement, a due that is unknown or not open for as much, and a firm's
    statement that is not paid whole.
    """
    with at.archive.reader.begin() as connection:
        kept = lines_numbered(connection, [line_id]).get(line_id)
        dues = {one.due.due_id: one for one in dues_numbered(connection, [one.due_id or 0 for one in wanted])}
        firms = {one.due.firm_id for one in dues.values() if one.due.firm_id is not None}
        owed_by_firms = [one for firm_id in sorted(firms) for one in dues_of_firm(connection, firm_id)]
    if kept is None:
        return Refusal("bank_line_unknown", str(line_id))
    if kept.line.amount_cents <= 0:
        return Refusal("bank_line_not_usable", str(line_id))
    if sum(one.cents for one in wanted) != kept.line.amount_cents:
        return Refusal("bank_split_sum", str(line_id))
    named = [one.due_id for one in wanted if one.due_id is not None]
    unknown = [one for one in named if one not in dues]
    if unknown:
        return Refusal("due_unknown", str(unknown[0]))
    if len(set(named)) != len(named) or any(one.cents <= 0 for one in wanted if one.due_id is None):
        return Refusal("bank_split_sum", str(line_id))
    halved = _statement_not_whole(wanted, owed_by_firms)
    if halved:
        return Refusal("statement_not_whole", halved)
    shares = _shares(wanted, dues)
    if any(one.cents <= 0 for one in shares):
        return Refusal("bank_split_sum", str(line_id))

    def work(unit: UnitOfWork) -> Confirmed:
        take(unit, line_id, OPEN, CONFIRMED)
        return Confirmed(line_id, _receive_shares(unit, kept, shares, by))

    return all_or_nothing(at, work, wish)


def _statement_not_whole(wanted: Iterable[Part], owed: Iterable[DueStanding]) -> str:
    """The reference of a firm's statement of which only a part would be paid, "" where there is none."""
    paid = {one.due_id: one.cents for one in wanted if one.due_id is not None}
    by_statement: dict[str, list[DueStanding]] = {}
    for one in owed:
        if one.open_cents:
            by_statement.setdefault(one.due.reference, []).append(one)
    for reference, some in sorted(by_statement.items()):
        told = [paid.get(one.due.due_id) for one in some]
        if any(one is not None for one in told) and told != [one.open_cents for one in some]:
            return reference
    return ""


def _shares(wanted: Sequence[Part], dues: dict[int, DueStanding]) -> tuple[Share, ...]:
    """The parts by payer: of a due the household, or the firm that owes it."""
    by_payer: dict[PayerKey, Counter[int | None]] = {}
    for one in wanted:
        if one.due_id is not None:
            due = dues[one.due_id]
            key = PayerKey(PayerKind.HOUSEHOLD, due.household_id)
            if due.due.firm_id is not None:
                key = PayerKey(PayerKind.FIRM, due.due.firm_id)
        elif one.on_account_of is not None:
            key = one.on_account_of
        else:
            raise ValueError("a part is for a due, or on account of somebody")
        by_payer.setdefault(key, Counter())[one.due_id] += one.cents
    return tuple(
        Share(key, tuple(Allocation(due_id, cents) for due_id, cents in parts.items()))
        for key, parts in sorted(by_payer.items())
    )


# ---------------------------------------------------------------- aside, and back


def set_aside(at: Desktop, line_id: int, motive: str) -> Confirmed | Refusal:
    """A movement that is no contribution: it waits no more, for a motive that is written."""
    if not motive.strip():
        return Refusal("motive_missing")

    def work(unit: UnitOfWork) -> Confirmed:
        take(unit, line_id, OPEN, SET_ASIDE, motive.strip())
        return Confirmed(line_id, ())

    return all_or_nothing(at, work)


def took_back(kept: KeptLine) -> bool:
    """Whether it was confirmed that money came or went back by the movement; not asked of what a run was debited with.

    With a motive it is the payment to a member whose money came back.
    """
    return kept.state == CONFIRMED and (kept.line.amount_cents < 0 or bool(kept.motive))


def undo(at: Desktop, line_id: int) -> Confirmed | Refusal:
    """Takes back what was done with a movement, which waits again: money received is given back on the books.

    Refuses a movement that waits already, and one that took money back: what it opened may have been paid since.
    """

    def work(unit: UnitOfWork) -> Confirmed:
        kept = lines_numbered(unit.connection, [line_id]).get(line_id)
        if kept is None:
            raise Undone(Refusal("bank_line_unknown", str(line_id)))
        if kept.state not in (CONFIRMED, SET_ASIDE):
            raise Undone(Refusal("bank_line_waits", str(line_id)))
        debit = undo_debit_within(unit, line_id) if kept.line.amount_cents < 0 else ""
        if debit:
            return Confirmed(line_id, (), debits=debit)
        if took_back(kept):
            raise Undone(Refusal("bank_line_paid_back" if kept.motive else "bank_line_took_back", str(line_id)))
        take(unit, line_id, kept.state, OPEN)
        return Confirmed(line_id, _give_all_back(unit, kept))

    return all_or_nothing(at, work)


def _give_all_back(unit: UnitOfWork, kept: KeptLine) -> tuple[Received, ...]:
    """Every receipt of a movement given back on its own day; debits it had collected are asked for again.

    Refused where some of the money went back by another way already: then it was the right money.
    """
    query = select(receipt.c.receipt_id).where(
        (receipt.c.bank_line_id == kept.line_id) & receipt.c.returned_of.is_(None)
    )
    made = []
    for one in read_receipts(unit.connection, list(unit.connection.scalars(query))):
        if not one.left_cents:
            continue  # given back before
        receipt_id = one.receipt.receipt_id
        back = give_back_within(unit, receipt_id, on=one.receipt.received_on, bank_line_id=kept.line_id)
        made.append(_or_undo(back))
        if one.receipt.payer_firm_id is not None:
            settle_within(unit, one.receipt.payer_firm_id)
        found = select(debit_event.c.debit_id).where(
            (debit_event.c.receipt_id == receipt_id) & (debit_event.c.event == COLLECTED) & (debit_event.c.void == 0)
        )
        for told in read_debits(unit.connection, list(unit.connection.scalars(found))):
            unit.lock([told.household_id])
            entry = unit.entry(told.household_id, "debit_event")
            on = kept.line.booked_on
            tell_debit_event(entry, told.debit_id, COLLECTED, on, receipt_id=receipt_id, void=True)
        unit.flush()
    left = [
        one.receipt.signed_cents
        for one in read_receipts(unit.connection, list(unit.connection.scalars(_RECEIPTS, {"line_id": kept.line_id})))
    ]
    if sum(left):
        raise Undone(Refusal("bank_line_returned", str(kept.line_id)))
    return tuple(made)


_RECEIPTS = select(receipt.c.receipt_id).where(receipt.c.bank_line_id == bindparam("line_id"))
