"""Whose money a movement is and what it pays: proposals with their reasons, never an answer chosen in silence.

Three grades. *Certain*: the payment's own reference, the account of one payer alone, or a debit that we asked for, and
the amount to the cent; these may be confirmed together. *Likely* and *possible* are confirmed one by one, by a person.
An amount alone says nothing. A firm's statement is paid by its whole total or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mutua.bank.match_values import (
    AskedDebit,
    Grade,
    Known,
    MoneyLine,
    Payer,
    PayerKind,
    Proposal,
    Share,
    Why,
    graded_by_day,
)
from mutua.bank.names import Person, forget_words, words_of
from mutua.domain.dues import Allocation, DueStanding, misfit, spread

_NONE: Mapping[MoneyLine, Proposal] = {}


def propose(
    lines: Iterable[MoneyLine], known: Known, taken: Mapping[MoneyLine, Proposal] = _NONE
) -> dict[int, list[Proposal]]:
    """The proposals for each movement, the surest first; none where nothing speaks for anybody.

    Movements are looked at by day, then number. What a movement certainly pays is no longer open for those after it,
    so that two transfers for one due are not both certain. `taken`: other movements, with what each certainly pays.
    """
    found: dict[int, list[Proposal]] = {}
    now = known.copy()
    for line in sorted([*lines, *taken], key=lambda one: (one.booked_on, one.line_id)):
        if line in taken:
            now.take_for_true(taken[line])
            continue
        told = _of_line(line, now)
        found[line.line_id] = told
        if told and told[0].grade is Grade.CERTAIN:
            now.take_for_true(told[0])
    forget_words()
    return found


def _of_line(line: MoneyLine, known: Known) -> list[Proposal]:
    if line.returned and line.cents < 0:
        return _returns(line, known)
    if line.cents <= 0:
        return []
    back = _paid_back(line, known)
    if back is not None:
        return [back]
    told = [*_debits(line, known), *_several(line, known), *_single(line, known)]
    told = [one for one in told if one.reasons]
    certain = [one for one in told if one.grade is Grade.CERTAIN]
    if len(certain) > 1:
        unsure = [_doubted(one) for one in certain]
        told = [*unsure, *[one for one in told if one.grade is not Grade.CERTAIN]]
    return sorted(told, key=lambda one: (-one.grade, -len(one.shares), one.payers, _due_ids(one)))


def _due_ids(proposal: Proposal) -> list[int]:
    return [part.due_id or 0 for share in proposal.shares for part in share.parts]


# ---------------------------------------------------------------- one payer


def _single(line: MoneyLine, known: Known) -> list[Proposal]:
    """A proposal for each payer for whom something speaks; where one is certain, not for mere namesakes."""
    named = known.names.named_in(line.name, line.text)
    by_reference = {key for one in line.references for key in known.by_reference.get(one, ())}
    by_iban = set(known.by_iban.get(line.iban, ())) if line.iban else set()
    found: list[Proposal] = []
    for key in sorted(by_reference | by_iban):
        seen = []
        if key in by_iban:
            seen.append(Why("iban" if len(by_iban) == 1 else "iban_shared"))
        told = _of_payer(line, known.payers[key], seen, named.get(key, ()))
        if len(by_reference) > 1:
            told = [_doubted(one) if one.grade is Grade.CERTAIN else one for one in told]
        found += told
    if any(one.grade is Grade.CERTAIN for one in found):
        return found
    by_surname = known.names.surnamed_in(line.name)
    for key in sorted((named.keys() | by_surname.keys()) - by_reference - by_iban):
        seen = [] if key in named else [Why("surname", by_surname[key][0].surname)]
        found += _of_payer(line, known.payers[key], seen, named.get(key, ()))
    return found


def _doubted(told: Proposal) -> Proposal:
    return replace(told, grade=Grade.LIKELY, reasons=(*told.reasons, Why("ambiguous")))


def _of_payer(line: MoneyLine, payer: Payer, seen: Sequence[Why], who: Sequence[Person]) -> list[Proposal]:
    """What a movement may be of one payer: `seen` speaks for it, `who` of its people are named."""
    own = tuple(one for one in line.references if one in payer.references)
    reasons = (*[Why("reference", one) for one in own], *seen, *[Why("name", one.full_name) for one in who[:1]])
    household = payer.key.kind is PayerKind.HOUSEHOLD
    person = who[0].person_id if len(who) == 1 and household else None
    made = (_of_household if household else _of_firm)(line, payer, own, reasons)
    return [replace(one, shares=tuple(replace(share, person_id=person) for share in one.shares)) for one in made]


def _grade(seen: Sequence[Why], *, exact: bool) -> Grade | None:
    """How sure what was seen makes it; None where it is not enough to be told at all."""
    codes = {one.code for one in seen}
    if "reference" in codes:
        return Grade.CERTAIN if exact else Grade.LIKELY
    if exact:
        if "iban" in codes:
            return Grade.CERTAIN
        return Grade.LIKELY if codes & {"name", "iban_shared"} else Grade.POSSIBLE
    return Grade.POSSIBLE if codes & {"name", "iban", "iban_shared"} else None


def _of_household(line: MoneyLine, payer: Payer, own: Sequence[str], seen: tuple[Why, ...]) -> list[Proposal]:
    open_dues = payer.open_dues
    exact, why = _exact(line.cents, open_dues, own)
    held: Sequence[Why] = ()
    if exact:
        parts = tuple(Allocation(one.due.due_id, one.open_cents) for one in exact)
    else:
        asked = [one for one in open_dues if one.due.reference in own]
        parts, why = _inexact(line.cents, asked, open_dues)
        held = _reserved(payer)
    grade = _grade(seen, exact=bool(exact))
    if grade is None:
        return []
    if not open_dues:
        grade = Grade.POSSIBLE  # nothing is owed: the money would be kept on account
        why = Why("nothing_else_owed") if held else why
    return [Proposal(line.line_id, grade, (*seen, why, *held), (Share(payer.key, parts),))]


def _reserved(payer: Payer | None) -> tuple[Why, ...]:
    """What of the dues is open in the books, and not here: another movement, not confirmed yet, certainly pays it."""
    return () if payer is None else tuple(Why("reserved", str(cents), other) for other, cents in payer.reserved)


def _exact(cents: int, dues: Sequence[DueStanding], own: Sequence[str]) -> tuple[list[DueStanding], Why]:
    """The dues that the money pays to the cent: those of the references, else of the oldest days, else of one day."""
    nothing: tuple[list[DueStanding], Why] = ([], Why("amount"))
    if own:
        asked = [one for one in dues if one.due.reference in own]
        if asked and _open(asked) == cents:
            return asked, Why("amount")
        return (list(dues), Why("household_sum")) if dues and _open(dues) == cents else nothing
    days = sorted({one.due.due_on for one in dues})
    for at, day in enumerate(days):
        until = [one for one in dues if one.due.due_on <= day]
        if _open(until) == cents:
            return until, Why("household_sum" if at else "amount")
    for day in days:
        of_day = [one for one in dues if one.due.due_on == day]
        if _open(of_day) == cents:
            return of_day, Why("amount_of_day")
    return nothing


def _inexact(
    cents: int, asked: Sequence[DueStanding], dues: Sequence[DueStanding]
) -> tuple[tuple[Allocation, ...], Why]:
    """What money that is too little or too much pays: what it names first, then the oldest, the rest on account."""
    if not dues:
        return (Allocation(None, cents),), Why("nothing_owed")
    first = asked or dues
    if cents < _open(first):
        return spread(cents, first), Why("amount_less", str(_open(first) - cents))
    if asked and len(asked) < len(dues):
        paid = tuple(Allocation(one.due.due_id, one.open_cents) for one in asked)
        others = [one for one in dues if one not in asked]
        return (*paid, *spread(cents - _open(asked), others)), Why("amount_more", str(cents - _open(asked)))
    return spread(cents, dues), Why("amount_more", str(cents - _open(first)))


def _open(dues: Iterable[DueStanding]) -> int:
    return sum(one.open_cents for one in dues)


# ---------------------------------------------------------------- a firm


def _of_firm(line: MoneyLine, payer: Payer, own: Sequence[str], seen: tuple[Why, ...]) -> list[Proposal]:
    """The statements that the transfer pays to the cent; those it names also where it brings more, which is kept on
    account; else nothing of them: all of the money would be kept on account."""
    statements: dict[str, list[Allocation]] = {}
    for one in payer.open_dues:
        statements.setdefault(one.due.reference, []).append(Allocation(one.due.due_id, one.open_cents))
    for reference, cents in payer.fund_shares:
        if reference in statements:
            statements[reference].append(Allocation(None, cents))  # on account, until the statement is told as paid
    named = [one for reference in own for one in statements.get(reference, [])]
    exact: list[tuple[list[Allocation], Why]] = []
    if own:
        exact = [(named, Why("statement"))] if named and _sum(named) == line.cents else []
    else:
        exact = [(some, Why("statement", reference)) for reference, some in sorted(statements.items())
                 if _sum(some) == line.cents]  # fmt: skip
        whole = [one for some in statements.values() for one in some]
        if not exact and len(statements) > 1 and _sum(whole) == line.cents:
            exact = [(whole, Why("statements_sum"))]
    if not exact:
        if not {one.code for one in seen} & {"reference", "iban", "iban_shared", "name"}:
            return []
        differs = Why("no_statement")
        kept: tuple[Allocation, ...] = (Allocation(None, line.cents),)
        if named:
            more = line.cents - _sum(named)
            differs = Why("statement_more" if more > 0 else "statement_differs", str(more))
            kept = _together([*named, Allocation(None, more)]) if more > 0 else kept
        why = (*seen, differs, *_reserved(payer))
        return [Proposal(line.line_id, Grade.POSSIBLE, why, (Share(payer.key, kept),))]
    grade = _grade(seen, exact=True) or Grade.POSSIBLE
    if len(exact) > 1:
        grade, seen = Grade.POSSIBLE, (*seen, Why("ambiguous"))
    return [
        Proposal(line.line_id, grade, (*seen, why), (Share(payer.key, _together(parts)),)) for parts, why in exact
    ]  # fmt: skip


def _sum(parts: Iterable[Allocation]) -> int:
    return sum(one.amount_cents for one in parts)


def _together(parts: Iterable[Allocation]) -> tuple[Allocation, ...]:
    """The parts, with what goes on account as one."""
    told = tuple(parts)
    kept = _sum(one for one in told if one.due_id is None)
    return (*(one for one in told if one.due_id is not None), *((Allocation(None, kept),) if kept else ()))


def _whole(dues: Iterable[DueStanding]) -> tuple[Allocation, ...]:
    return tuple(Allocation(one.due.due_id, one.open_cents) for one in dues)


# ---------------------------------------------------------------- several payers, debits, returns


def _several(line: MoneyLine, known: Known) -> list[Proposal]:
    """One transfer with the references of several payers, where it is exactly the sum of them all."""
    keys = sorted({key for one in line.references for key in known.by_reference.get(one, ())})
    if len(keys) < 2:
        return []
    shares = []
    for key in keys:
        asked = [one for one in known.payers[key].open_dues if one.due.reference in line.references]
        if not asked:
            return []
        shares.append(Share(key, _whole(asked)))
    if sum(one.cents for one in shares) != line.cents or any(one.cents <= 0 for one in shares):
        return []
    seen = tuple(Why("reference", one) for one in line.references if one in known.by_reference)
    return [Proposal(line.line_id, Grade.LIKELY, (*seen, Why("several_payers", str(len(keys)))), tuple(shares))]


def _debits(line: MoneyLine, known: Known) -> list[Proposal]:
    """The debit that a movement names, or the whole collection that it is the sum of."""
    one = known.asked.get(line.end_to_end) if line.end_to_end else None
    if one is not None:
        if one.cents != line.cents:
            why = (Why("debit", one.end_to_end), Why("debit_differs", str(line.cents - one.cents)))
            kept = (Allocation(None, line.cents),)
            return [Proposal(line.line_id, Grade.POSSIBLE, why, (Share(one.payer, kept, end_to_end=one.end_to_end),))]
        share, fits = _share(one, known)
        because = (Why("amount"),) if fits else _not_open(known.payers.get(one.payer))
        grade = Grade.CERTAIN if fits else Grade.LIKELY
        return [Proposal(line.line_id, grade, (Why("debit", one.end_to_end), *because), (share,))]
    collections: dict[str, list[AskedDebit]] = {}
    for debit in known.asked.values():
        collections.setdefault(debit.message_id, []).append(debit)
    if not collections:
        return []
    said = words_of(f"{line.text} {line.end_to_end}", keep_digits=True)
    found = []
    for message_id, debits in sorted(collections.items()):
        if sum(debit.cents for debit in debits) != line.cents or line.booked_on < debits[0].collect_on:
            continue
        named = words_of(message_id, keep_digits=True) <= said
        days = (line.booked_on - debits[0].collect_on).days
        if not named and days > 5:
            continue
        shares = [_share(debit, known) for debit in sorted(debits, key=lambda debit: debit.end_to_end)]
        reasons = [Why("collection", message_id), Why("collection_sum", str(len(debits)))]
        unfit = [share.payer for share, fits in shares if not fits]
        reasons += dict.fromkeys(why for key in unfit for why in _not_open(known.payers.get(key)))
        sure = Grade.LIKELY if unfit else Grade.CERTAIN
        told = tuple(share for share, _ in shares)
        found.append(Proposal(line.line_id, sure if named else Grade.POSSIBLE, tuple(reasons), told))
    return found


def _not_open(payer: Payer | None) -> tuple[Why, ...]:
    """Why what a debit asks for is no longer open."""
    return _reserved(payer) or (Why("debit_paid_before"),)


def _share(debit: AskedDebit, known: Known) -> tuple[Share, bool]:
    """What a debit pays as it was asked, where all of it is still open; else what is open, the rest on account."""
    payer = known.payers.get(debit.payer)
    dues = [] if payer is None else payer.open_dues
    fits = misfit(debit.parts, debit.cents, dues) is None
    parts = debit.parts if fits else spread(debit.cents, dues)
    return Share(debit.payer, parts, end_to_end=debit.end_to_end), fits


def _returns(line: MoneyLine, known: Known) -> list[Proposal]:
    """The receipt whose money went back; where it cannot be, why not."""
    debit = known.collected.get(line.end_to_end)
    if debit is None:
        code = "return_too_early" if line.end_to_end in known.asked else "return_unknown"
        return [Proposal(line.line_id, Grade.POSSIBLE, (Why(code, line.end_to_end),))]
    why = Why("debit", debit.end_to_end)
    if debit.returned:
        return [Proposal(line.line_id, Grade.POSSIBLE, (why, Why("return_twice")))]
    if debit.cents != -line.cents:
        differs = Why("return_differs", str(-line.cents - debit.cents))
        return [Proposal(line.line_id, Grade.POSSIBLE, (why, differs))]
    grade, early = graded_by_day(line, debit.collect_on)
    return [Proposal(line.line_id, grade, (why, Why("amount"), *early), returns=debit.receipt_id)]


# ---------------------------------------------------------------- payments to members that came back

_PAYMENT = re.compile(r"SCT-[0-9]{6,}-[0-9]{5,}")


def _paid_back(line: MoneyLine, known: Known) -> Proposal | None:
    """The payment to a member whose money a movement brings back, by the payment's own reference; None where it has
    none: then it is looked at as money that somebody paid."""
    names = dict.fromkeys([*_PAYMENT.findall(line.end_to_end), *_PAYMENT.findall(line.text)])
    if len(names) != 1:
        return None
    [name] = names
    why, paid = Why("payment", name), known.paid_out.get(name)
    if paid is None:
        return Proposal(line.line_id, Grade.POSSIBLE, (why, Why("payment_unknown")))
    if paid.back:
        return Proposal(line.line_id, Grade.POSSIBLE, (why, Why("return_twice")))
    if paid.cents != line.cents:
        return Proposal(line.line_id, Grade.POSSIBLE, (why, Why("payment_differs", str(line.cents - paid.cents))))
    grade, early = graded_by_day(line, paid.execute_on)
    return Proposal(line.line_id, grade, (why, Why("payment_back"), *early), pays_back=name)
