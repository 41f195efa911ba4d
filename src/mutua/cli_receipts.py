"""Money at the counter: received, given back, used from what is on account; a household's contributions on a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import language, say
from mutua.cli_charging import the_household
from mutua.cli_claim_life import agreed, desktop, today_or
from mutua.cli_decide import refused

if TYPE_CHECKING:
    from rich.table import Table

    from mutua.domain.dues import Allocation, Outsider
    from mutua.services.claim_life import Desktop
    from mutua.services.household_account import Account
    from mutua.services.receive_money import Received


def receive_at_counter(
    database: str | None, member: str, household: str, cents: int, channel: str, on: date | None, reference: str,
    outside: tuple[str, str], *, meant: bool = False,
) -> int:  # fmt: skip
    """Records money that came in, prints the number of the receipt, what it paid and what stays on account.

    `outside`: who paid, where it is nobody of the archive, and as which regime.
    """
    from mutua.domain.dues import Channel, Receipt
    from mutua.services.counter_money import receive_by_hand
    from mutua.services.decide_claim import Refusal
    from mutua.services.receive_money import head_of

    day, by = today_or(on), the_outsider(*outside)
    with opened(database) as archive:
        at = desktop(archive)
        with archive.reader.begin() as connection:
            home, person_id = the_household(connection, member, household)
            payer = person_id if person_id is not None else head_of(connection, home, day)
        told = Receipt(
            Channel(channel), day, cents, payer if by is None else None, reference=reference.strip(), outsider=by
        )  # fmt: skip
        found = receive_by_hand(at, told, household_id=home, meant=meant)
        if isinstance(found, Refusal):
            raise refused(found)
        print_received(at, found)
    return 0


def the_outsider(name: str, regime: str) -> Outsider | None:
    """Who paid from outside, as it was typed; None where nobody did."""
    from mutua.services.decide_claim import Refusal
    from mutua.services.outside_payers import outsider_told

    found = outsider_told(name, regime)
    if isinstance(found, Refusal):
        raise refused(found)
    return found


def print_received(at: Desktop, found: Received, fund_cents: int = 0) -> None:
    """«Ricevuta 12: 240,00 € in contanti il 31/01/2027.», then a line for each due it paid.

    `fund_cents`: what of a firm's transfer that went back had been passed to the fund; it is part of the sum.
    """
    from mutua.domain.italian import written_day
    from mutua.wording.dues import CHANNELS, outsider_said
    from mutua.wording.numbers import amount

    one, lang = found.receipt, language()
    by, told = CHANNELS[one.channel][lang != "it"], amount(one.amount_cents + fund_cents, lang)
    day = written_day(one.received_on)
    number = say(f"Ricevuta {one.receipt_id}", f"Receipt {one.receipt_id}")
    who = "" if one.outsider is None else say(", da ", ", from ") + outsider_said(one.outsider, lang)
    click.echo(f"{number}: {told}, {by}, {day}{who}.")
    if fund_cents:
        contributions, fund = amount(one.amount_cents, lang), amount(fund_cents, lang)
        click.echo(say(f"  di cui contributi {contributions}, quota del fondo {fund}",
                       f"  of which contributions {contributions}, fund share {fund}"))  # fmt: skip
    _print_parts(at, found.allocations)


def _print_parts(at: Desktop, parts: Sequence[Allocation]) -> None:
    from mutua.domain.italian import written_day
    from mutua.store.dues import dues_numbered
    from mutua.wording.numbers import amount

    lang = language()
    with at.archive.reader.begin() as connection:
        dues = {one.due.due_id: one for one in dues_numbered(connection, [p.due_id for p in parts if p.due_id])}
    for part in parts:
        told = amount(part.amount_cents, lang)
        if part.due_id is None:
            click.echo(say(f"  in acconto: {told}", f"  on account: {told}"))
            continue
        standing = dues[part.due_id]
        day, rest = written_day(standing.due.due_on), amount(standing.open_cents, lang)
        click.echo(
            say(f"  {standing.due.plan_code}, scadenza {day}: {told} (resta {rest})",
                f"  {standing.due.plan_code}, due {day}: {told} ({rest} left)")
        )  # fmt: skip


def return_receipt(
    database: str | None, receipt_id: int, cents: int | None, on: date | None, reference: str, *, yes: bool
) -> int:
    """Records that money went back, after a question."""
    from mutua.services.decide_claim import Refusal
    from mutua.services.receive_money import give_back
    from mutua.services.statement_settling import fund_share_of, settle_statements

    day = today_or(on)
    with opened(database) as archive:
        at = desktop(archive)
        _print_receipt(at, receipt_id)
        if not (yes or agreed(say("È tornato indietro?", "Did it go back?"))):
            return 1
        with archive.reader.begin() as connection:
            fund_cents = 0 if cents is not None else fund_share_of(connection, receipt_id)
        found = give_back(at, receipt_id, on=day, cents=cents, reference=reference.strip())
        if isinstance(found, Refusal):
            raise refused(found)
        if found.receipt.payer_firm_id is not None:
            settle_statements(at, found.receipt.payer_firm_id)
        print_received(at, found, fund_cents)
    return 0


def _print_receipt(at: Desktop, receipt_id: int) -> None:
    from mutua.services.decide_claim import Refusal
    from mutua.store.dues import read_receipts
    from mutua.wording.numbers import amount

    with at.archive.reader.begin() as connection:
        found = read_receipts(connection, [receipt_id])
    if not found:
        raise refused(Refusal("receipt_unknown", str(receipt_id)))
    told = amount(found[0].receipt.amount_cents, language())
    click.echo(say(f"Ricevuta {receipt_id}: {told}.", f"Receipt {receipt_id}: {told}."))


def take_over_lists(database: str | None) -> int:
    """Unpaid contributions of lists become dues."""
    from mutua.services.brought_dues import take_over

    with opened(database, unchanged=False) as archive:
        count = take_over(desktop(archive))
    click.echo(say(f"Contributi da elenco resi incassabili: {count}.",
                   f"Contributions of lists that can be paid now: {count}."))  # fmt: skip
    return 0


def settle_from_account(database: str | None, member: str, household: str) -> int:
    """Pays open dues with money on account; what is owed back goes on account."""
    from mutua.services.receive_money import use_on_account

    with opened(database) as archive:
        at = desktop(archive)
        with archive.reader.begin() as connection:
            home, _ = the_household(connection, member, household)
        moved = use_on_account(at, household_id=home)
        if not moved:
            click.echo(say("Nulla da spostare.", "Nothing to move."))
        _print_parts(at, moved)
    return 0


# ---------------------------------------------------------------- a household on a page


def show_contributions(database: str | None, member: str, household: str) -> int:
    """Charges, dues, receipts, what is on account, what is open."""
    from mutua.services.household_account import account_of

    with opened(database) as archive, archive.reader.begin() as connection:
        home, _ = the_household(connection, member, household)
        found = account_of(connection, None, home, today_or(None))
    click.echo(say(f"Nucleo {found.code}", f"Household {found.code}"))
    _print_charges(found)
    _print_dues(found)
    _print_receipts(found)
    return 0


def _console(table: Table) -> None:
    from rich.console import Console

    Console(highlight=False).print(table)


def _table(*titles: str, figures: Sequence[int] = ()) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for at, title in enumerate(titles):
        table.add_column(title, overflow="fold", justify="right" if at in figures else "left")
    return table


def _print_charges(found: Account) -> None:
    from mutua.wording.numbers import amount

    if not found.charges:
        click.echo(say("Nessun addebito.", "Nothing was charged."))
        return
    table = _table(say("anno", "year"), say("per", "for"), say("voce", "item"), say("paga", "payer"), "euro",
                   say("articolo", "article"), figures=[4])  # fmt: skip
    for shown in found.charges:
        one, who = shown
        payer = say("nucleo", "household") if one.firm_id is None else say("azienda", "firm")
        cents = amount(one.amount_cents, language())
        table.add_row(str(one.year), who.given_name, shown.item, payer, cents, one.article)
    _console(table)


def _print_dues(found: Account) -> None:
    from mutua.domain.identifiers.creditor_reference import written_reference
    from mutua.domain.italian import written_day
    from mutua.wording.numbers import amount

    if not found.dues:
        return
    lang = language()
    table = _table(say("n.", "no."), say("scadenza", "due"), say("paga", "payer"), "euro", say("pagato", "paid"),
                   say("resta", "open"), say("riferimento", "reference"), figures=[0, 3, 4, 5])  # fmt: skip
    for one, _, _ in found.dues:
        payer = say("nucleo", "household") if one.due.firm_id is None else say("azienda", "firm")
        figures = (one.due.amount_cents, one.paid_cents, one.open_cents)
        table.add_row(
            str(one.due.due_id), written_day(one.due.due_on), payer, *[amount(cents, lang) for cents in figures],
            written_reference(one.due.reference),
        )  # fmt: skip
    _console(table)
    total = amount(found.to_pay_cents, lang)
    click.echo(say(f"Da pagare dal nucleo: {total}.", f"To be paid by the household: {total}."))


def _print_receipts(found: Account) -> None:
    from mutua.domain.italian import written_day
    from mutua.wording.dues import CHANNELS, outsider_said
    from mutua.wording.numbers import amount

    lang = language()
    if found.receipts:
        table = _table(say("ricevuta", "receipt"), say("giorno", "day"), say("via", "channel"), "euro",
                       say("in acconto", "on account"), figures=[3, 4])  # fmt: skip
        for one in found.receipts:
            told = one.receipt
            back = say(f" (torna la {told.returned_of})", f" (of {told.returned_of})") if told.returned_of else ""
            kept = "" if told.returned_of else amount(one.parts.get(None, 0), lang)
            by = CHANNELS[told.channel][lang != "it"]
            if told.outsider is not None:
                by += say(", da ", ", from ") + outsider_said(told.outsider, lang)
            table.add_row(
                f"{told.receipt_id}{back}", written_day(told.received_on), by,
                amount(told.signed_cents, lang), kept,
            )  # fmt: skip
        _console(table)
    if found.on_account_cents:
        told_cents = amount(found.on_account_cents, lang)
        click.echo(say(f"In acconto: {told_cents}.", f"On account: {told_cents}."))


