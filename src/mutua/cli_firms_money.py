"""A firm's money at the terminal: statements issued, shown, paid; who left and may go on alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import language, say
from mutua.cli_claim_life import agreed, desktop, today_or
from mutua.cli_firms_show import day, print_table
from mutua.cli_firms_work import firm_number, or_stop

if TYPE_CHECKING:
    from mutua.services.firm_statements import Issued
    from mutua.services.statement_settling import FirmAccount
    from mutua.store.database import Archive
    from mutua.store.firm_view import StatementHead, StatementRow


def issue(database: str | None, firm: str, month: date, csv: Path | None) -> int:
    from mutua.services.firm_statements import issue_statements

    with opened(database) as archive:
        firm_id = firm_number(archive, firm)
        found = or_stop(issue_statements(desktop(archive), firm_id, month))
        if not found:
            click.echo(say("Non c'è nulla da chiedere per quel mese.", "There is nothing to ask for that month."))
        for one in found:
            print_statement(archive, firm_id, one, csv)
    return 0


def print_statement(archive: Archive, firm_id: int, one: Issued, csv: Path | None) -> None:
    """A statement as it is sent: names and shares, total, the exact reason for the payment and by when."""
    from mutua.domain.identifiers.creditor_reference import written_reference
    from mutua.domain.italian import written_money
    from mutua.services.firm_desk import my_statement

    found = my_statement(archive, firm_id, one.statement_id)
    assert found is not None  # it is this firm's
    _, lines = found
    period = f"{one.first_day.month:02d}/{one.first_day.year}"
    if (one.first_day.year, one.first_day.month) != (one.last_day.year, one.last_day.month):
        period += f"–{one.last_day.month:02d}/{one.last_day.year}"
    state = say("emesso ora", "issued now") if one.new else say(f"emesso il {day(one.issued_on)}",
                                                                f"issued on {day(one.issued_on)}")  # fmt: skip
    click.echo(say(f"Estratto {one.statement_id}, {period}: {state}.",
                   f"Statement {one.statement_id}, {period}: {state}."))  # fmt: skip
    titles = (say("persona", "person"), say("assistenza", "assistance"), say("mese", "month"),
              say("contributo", "contribution"), say("azienda", "firm"), say("lavoratore", "worker"),
              say("fondo", "fund"))  # fmt: skip
    print_table([(title, "right" if at > 2 else "left") for at, title in enumerate(titles)], map(_row, lines))
    sign = "-" if one.fund_cents < 0 else "+"
    for_fund = f" {sign} {written_money(abs(one.fund_cents))} {say('per il fondo', 'for the fund')}"
    fund = for_fund if one.fund_cents else ""
    total = f"{written_money(one.total_cents)} € ({written_money(one.contribution_cents)}{fund})"
    click.echo(say(f"Totale {total}.", f"Total {total}."))
    if one.total_cents > 0:
        reason, until = written_reference(one.reference), day(one.due_on)
        click.echo(say(f"Causale del bonifico: {reason}. Da pagare entro il {until}.",
                       f"Payment reference: {reason}. To be paid by {until}."))  # fmt: skip
    if csv is not None:
        click.echo(str(_write_lines(csv, lines)))


def _row(line: StatementRow) -> tuple[str, ...]:
    from mutua.domain.italian import written_money

    cents = (line.contribution_cents, line.firm_cents, line.worker_cents, line.fund_cents)
    return (
        f"{line.surname} {line.given_name}", line.assistance.replace("_", " ") + _of_how_many(line),
        f"{line.month.month:02d}/{line.month.year}" + (say("\nrettifica", "\nadjustment") if line.adjustment else ""),
        *map(written_money, cents),
    )  # fmt: skip


def _of_how_many(line: StatementRow) -> str:
    """« (2 persone)», where relatives are covered with who works there."""
    return say(f" ({line.people} persone)", f" ({line.people} people)") if line.people > 1 else ""


def _write_lines(csv: Path, lines: list[StatementRow]) -> Path:
    from mutua.services.table_writer import Kind, OutColumn, OutTable, write_csv

    columns = (
        OutColumn("matricola"), OutColumn("cognome"), OutColumn("nome"), OutColumn("assistenza"),
        OutColumn("mese", Kind.DAY), OutColumn("rettifica", Kind.YES_NO), OutColumn("contributo", Kind.MONEY),
        OutColumn("a carico azienda", Kind.MONEY), OutColumn("a carico lavoratore", Kind.MONEY),
        OutColumn("fondo", Kind.MONEY), OutColumn("persone"),
    )  # fmt: skip
    rows = [
        (one.payroll_number, one.surname, one.given_name, one.assistance, one.month, one.adjustment,
         one.contribution_cents, one.firm_cents, one.worker_cents, one.fund_cents, str(one.people))
        for one in lines
    ]  # fmt: skip
    return write_csv(csv.parent, OutTable(csv.name.removesuffix(".csv"), columns, rows))


def print_statements(database: str | None, firm: str) -> int:
    from mutua.domain.identifiers.creditor_reference import written_reference
    from mutua.domain.italian import written_money
    from mutua.services.firm_desk import my_statements
    from mutua.services.statement_settling import account_of

    with opened(database) as archive:
        firm_id = firm_number(archive, firm)
        found = my_statements(archive, firm_id)
        with archive.reader.begin() as connection:
            account = account_of(connection, firm_id)
    if not found:
        click.echo(say("Nessun estratto.", "No statement."))
        return 0
    titles = (say("n.", "no."), say("dal", "from"), say("al", "to"), say("causale", "reference"),
              say("totale", "total"), say("scade", "due"), say("pagato", "paid"))  # fmt: skip
    print_table(
        [(title, "right" if at in (0, 4) else "left") for at, title in enumerate(titles)],
        [
            (str(one.statement_id), day(one.first_day), day(one.last_day), written_reference(one.reference),
             written_money(one.total_cents), day(one.due_on), _paid(one))
            for one in found
        ],
    )  # fmt: skip
    print_account(account)
    return 0


def _paid(one: StatementHead) -> str:
    """When it was paid; of what asks for no money, that it does not."""
    if one.paid_on is not None or one.total_cents > 0:
        return day(one.paid_on)
    return say("a credito", "owed back") if one.total_cents else say("nulla da pagare", "nothing to pay")


def print_account(account: FirmAccount) -> None:
    """«Da pagare 37,95 €, a credito 12,65 €, in acconto 0,00 €.» and each time that something was offset."""
    from mutua.domain.italian import written_money

    owed, back, kept = map(
        written_money, (account.owed_cents, account.owed_back_cents, account.on_account_cents)
    )  # fmt: skip
    click.echo(say(f"Da pagare {owed} €, a credito {back} €, in acconto {kept} €.",
                   f"To be paid {owed} €, owed back {back} €, on account {kept} €."))  # fmt: skip
    for on, cents, ids in account.offsets:
        numbers, told = ", ".join(map(str, ids)), written_money(cents)
        click.echo(say(f"Compensati {told} € il {day(on)}, senza denaro: estratti {numbers}.",
                       f"Offset {told} € on {day(on)}, without money: statements {numbers}."))  # fmt: skip
    if account.owed_cents and (account.owed_back_cents or account.on_account_cents >= account.owed_cents):
        click.echo(say("Per compensarli: mutua firms offset.", "To offset them: mutua firms offset."))


def offset_firm(database: str | None, firm: str, *, yes: bool) -> int:
    """What the firm is owed back, or has on account, pays what it owes, after a question."""
    from mutua.domain.italian import written_money
    from mutua.services.statement_settling import account_of, offset_statements

    with opened(database) as archive:
        firm_id = firm_number(archive, firm)
        with archive.reader.begin() as connection:
            print_account(account_of(connection, firm_id))
        if not (yes or agreed(say("Compensare?", "Offset them?"))):
            return 1
        done = or_stop(offset_statements(desktop(archive), firm_id))
        with archive.reader.begin() as connection:
            account = account_of(connection, firm_id)
    if done.receipt is not None:
        told, number = written_money(done.receipt.amount_cents), done.receipt.receipt_id
        click.echo(say(f"Compensati {told} € senza denaro: ricevuta {number}.",
                       f"Offset {told} € without money: receipt {number}."))  # fmt: skip
    if done.used_cents:
        told = written_money(done.used_cents)
        click.echo(say(f"Usati {told} € che erano in acconto.", f"Used {told} € that were on account."))
    for statement_id in done.settled:
        click.echo(say(f"L'estratto {statement_id} è pagato.", f"Statement {statement_id} is paid."))
    print_account(account)
    return 0


def pay(database: str | None, statement_id: int, cents: int, on: date | None, reference: str) -> int:
    from mutua.domain.italian import written_money
    from mutua.services.statement_money import pay_statement
    from mutua.services.statement_settling import paid_days

    with opened(database) as archive:
        at = desktop(archive)
        done = or_stop(pay_statement(at, statement_id, cents=cents, received_on=today_or(on), reference=reference))
        with archive.reader.begin() as connection:
            paid_on = paid_days(connection, [statement_id]).get(statement_id)
    click.echo(say(f"Registrati {written_money(cents)} €.", f"Recorded {written_money(cents)} €."))
    if paid_on is not None:
        click.echo(say(f"L'estratto {statement_id} è pagato.", f"Statement {statement_id} is paid."))
        return 0
    left = written_money(done.on_account_cents)
    click.echo(say(f"L'estratto {statement_id} non è ancora pagato per intero; in acconto restano {left} €.",
                   f"Statement {statement_id} is not paid whole yet; {left} € stay on account."))  # fmt: skip
    return 0


# ---------------------------------------------------------------- offers


def print_offers(database: str | None, firm: str | None, on: date | None) -> int:
    from mutua.services.enrolments import offers
    from mutua.wording.firms import word

    today = today_or(on)
    with opened(database) as archive:
        firm_id = None if firm is None else firm_number(archive, firm)
        with archive.reader.begin() as connection:
            found = offers(connection, firm_id)
    if not found:
        click.echo(say("Nessuna offerta.", "No offer."))
        return 0
    titles = (say("iscrizione", "enrolment"), say("persona", "person"), say("coperta fino al", "covered until"),
              say("può continuare entro il", "may go on until"), say("risposta", "answer"))  # fmt: skip
    print_table(
        [(title, "left") for title in titles],
        [
            (str(one.enrolment_id), f"{one.surname} {one.given_name}", day(one.cover_until), day(one.offer_until),
             word(one.answer, language()) if one.answer or one.is_open(today) else say("scaduta", "over"))
            for one in found
        ],
    )  # fmt: skip
    return 0


def answer_the_offer(database: str | None, enrolment_id: int, on: date | None, *, accept: bool) -> int:
    from mutua.services.enrolments import answer_offer

    with opened(database) as archive:
        or_stop(answer_offer(desktop(archive), enrolment_id, accept=accept, on=today_or(on)))
    click.echo(
        say("Continua da sola, senza nuova carenza e con l'anzianità di prima.",
            "They go on alone, with no new waiting and the seniority of before.") if accept
        else say("Ha detto di no: la copertura resta chiusa.", "They said no: the cover stays ended.")
    )  # fmt: skip
    return 0
