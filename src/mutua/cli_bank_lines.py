"""Statements and movements at the terminal: what would come in, what each movement may be, what was done with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, print_json, print_paragraph, say
from mutua.cli_claim_life import desktop, today_or
from mutua.cli_decide import refused
from mutua.domain.italian import italian_money, written_day, written_money

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from mutua.bank.match_values import PayerKey, Proposal
    from mutua.services.bank_import import ImportPlan, StatementPlan
    from mutua.services.bank_matches import Matched
    from mutua.services.bank_work import Confirmed
    from mutua.services.claim_life import Desktop
    from mutua.services.confirm_lines import Part
    from mutua.services.decide_claim import Refusal
    from mutua.store.bank_lines import KeptLine

PAGE = 20
PROPOSALS_SHOWN = 5


# ---------------------------------------------------------------- importing


def import_file(database: str | None, source: Path, account: str, said: Mapping[str, str], *, apply: bool) -> int:
    """Shows what a statement would bring in, or brings it in; 1 where something in it is wrong."""
    from mutua.bank.xml_reading import MOST_BYTES
    from mutua.services import bank_import
    from mutua.services.apart import from_bank

    with source.open("rb") as stream:
        file = from_bank(stream.read(MOST_BYTES + 1))
    with opened(database, unchanged=not apply) as archive:
        with archive.reader.begin() as connection:
            plan = bank_import.preview(
                connection, file, said=said, account=account.replace(" ", "").upper(), today=today_or(None)
            )
        _print_mistakes(plan)
        if not plan.right:
            click.echo(say("Non è entrato niente.", "Nothing came in."))
            return 1
        for one in plan.statements:
            _print_statement(one)
        if plan.known:
            click.echo(say("Lo stesso file è già stato importato.", "The same file was imported before."))
        if not apply:
            click.echo(say("Prova: niente è stato scritto. Per importare: --apply.",
                           "A trial: nothing was written. To import: --apply."))  # fmt: skip
            return 0
        done = bank_import.apply(desktop(archive), plan, remember=bool(said))
        count = len(done.line_ids)
        click.echo(say(f"Movimenti entrati: {count}. Per abbinarli: mutua bank matches.",
                       f"Movements that came in: {count}. To match them: mutua bank matches."))  # fmt: skip
    return 0


def _print_mistakes(plan: ImportPlan) -> None:
    from mutua.wording.bank_files import bank_mistake_sentence
    from mutua.wording.intake import mistake_sentence

    told = [(mistake_sentence(one, language()), one.warning) for one in plan.file_mistakes]
    told += [(bank_mistake_sentence(one, language()), one.warning) for one in plan.reading.mistakes]
    for sentence, warning in told:
        click.echo(f"{say('avviso: ', 'notice: ') if warning else ''}{sentence}", err=not warning)


def _print_statement(one: StatementPlan) -> None:
    from mutua.domain.identifiers.iban import masked

    statement, told = one.statement, one.told
    days = " – ".join(written_day(day) for day in (statement.from_on, statement.to_on) if day)
    came = one.new_in_cents
    print_paragraph(
        say(f"Conto {masked(statement.account)}, {days}: movimenti nuovi {len(told.new)} (entrate "
            f"{written_money(came)} €), già nell'archivio {len(told.known)}.",
            f"Account {masked(statement.account)}, {days}: new movements {len(told.new)} (coming in "
            f"{written_money(came)} €), known {len(told.known)}.")
    )  # fmt: skip
    if told.known_otherwise:
        count = len(told.known_otherwise)
        print_paragraph(
            say("Un altro ha giorno e importo di un movimento di un altro formato di file: vale come quello.",
                "Another one has day and amount of a movement of another kind of file: it counts as that.")
            if count == 1 else
            say(f"Altri {count} hanno giorno e importo di movimenti di un altro formato di file: valgono come quelli.",
                f"Another {count} have day and amount of movements of another kind of file: they count as those.")
        )  # fmt: skip
    for gap in one.gaps:
        print_paragraph(
            say(f"avviso: fra il {written_day(gap.after)} e il {written_day(gap.before)} manca qualcosa: saldo "
                f"{written_money(gap.closing_cents)} poi {written_money(gap.opening_cents)}; scaricare quei giorni.",
                f"notice: between {written_day(gap.after)} and {written_day(gap.before)} something is missing: balance "
                f"{written_money(gap.closing_cents)}, then {written_money(gap.opening_cents)}; download those days.")
        )  # fmt: skip


# ---------------------------------------------------------------- looking


def print_matches(database: str | None, page: int, *, as_json: bool) -> int:
    """A page of the movements that wait, each with its proposals."""
    from mutua.services.bank_matches import matches
    from mutua.services.outgoing import outgoing_matches

    with opened(database, unchanged=True) as archive, archive.reader.begin() as connection:
        found = matches(connection)
        names = _names(connection, found)
        went = outgoing_matches(connection)
    pages = max(1, -(-len(found) // PAGE))
    shown = found[(page - 1) * PAGE : page * PAGE]
    if as_json:
        print_json([_as_value(one, names) for one in shown])
        return 0
    if not found:
        click.echo(say("Nessun movimento in attesa.", "No movement waits."))
    for one in shown:
        _print_match(one, names)
    if found:
        _print_summary(found, page, pages)
    if went:
        click.echo(say("Uscite che possono essere distinte di pagamento, da confermare una per una:",
                       "What went out and may be payment runs, to be confirmed one by one:"))  # fmt: skip
    for one in went:
        _print_match(one, names)
    return 0


def _print_match(one: Matched, names: Mapping[PayerKey, str]) -> None:
    from mutua.wording.bank import GRADES, why_sentence

    click.echo(_line_text(one.kept))
    if not one.proposals:
        click.echo(say("   nessuna proposta", "   no proposal"))
    for number, told in enumerate(one.proposals[:PROPOSALS_SHOWN], 1):
        reasons = "; ".join(why_sentence(why, language()) for why in told.reasons)
        grade = GRADES[told.grade][language() == "en"]
        click.echo(f"   {number}. {grade}: {_what(told, names)} ({reasons})")


def _line_text(kept: KeptLine) -> str:
    line = kept.line
    who = " · ".join(part for part in (line.other_name, " ".join(line.text.split())[:80]) if part)
    return f"{kept.line_id:>5}  {written_day(line.booked_on)}  {written_money(line.amount_cents):>12} €  {who}"


def _what(told: Proposal, names: Mapping[PayerKey, str]) -> str:
    """«nucleo N1: scadenza 12 50,00 €, in acconto 3,00 €»"""
    if told.returns is not None:
        return say(f"toglie la ricevuta {told.returns}", f"takes back receipt {told.returns}")
    if told.pays_back:
        return say(f"torna indietro il bonifico {told.pays_back}", f"transfer {told.pays_back} comes back")
    if told.debits:
        return say(f"è l'addebito di {told.debits}", f"it is the debit of {told.debits}")
    if not told.shares:
        return say("da guardare", "to be looked at")
    parts = []
    for share in told.shares[:3]:
        pays = [
            say(f"scadenza {part.due_id}", f"due {part.due_id}") if part.due_id is not None
            else say("in acconto", "on account")
            for part in share.parts
        ]  # fmt: skip
        amounts = [f"{what} {written_money(part.amount_cents)} €" for what, part in zip(pays, share.parts, strict=True)]
        parts.append(f"{names.get(share.payer, '?')}: {', '.join(amounts)}")
    more = len(told.shares) - len(parts)
    return "; ".join(parts) + (say(f"; e altri {more}", f"; and {more} more") if more else "")


def _names(connection: Connection, found: Sequence[Matched]) -> dict[PayerKey, str]:
    from mutua.services.bank_names import payer_names

    return payer_names(connection, {key for one in found for told in one.proposals for key in told.payers}, language())


def _as_value(one: Matched, names: Mapping[PayerKey, str]) -> dict[str, object]:
    line = one.kept.line
    return {
        "movimento": one.kept.line_id, "data": line.booked_on.isoformat(), "centesimi": line.amount_cents,
        "nome": line.other_name, "descrizione": line.text,
        "proposte": [
            {
                "grado": told.grade.name.lower(), "motivi": [{"codice": why.code, "valore": why.value}
                                                           for why in told.reasons],
                "parti": [
                    {"chi": names.get(share.payer, ""), "scadenza": part.due_id, "centesimi": part.amount_cents}
                    for share in told.shares for part in share.parts
                ],
                "toglie": told.returns, "torna": told.pays_back or None,
            }
            for told in one.proposals
        ],
    }  # fmt: skip


def _print_summary(found: Sequence[Matched], page: int, pages: int) -> None:
    from mutua.bank.match_values import Grade

    certain = sum(bool(one.proposals) and one.proposals[0].grade is Grade.CERTAIN for one in found)
    click.echo(
        say(f"Pagina {page} di {pages}. In attesa: {len(found)}, di cui con proposta certa {certain}.",
            f"Page {page} of {pages}. Waiting: {len(found)}, of which with a certain proposal {certain}.")
    )  # fmt: skip
    if certain:
        click.echo(say("Per confermare le certe: mutua bank confirm --all-certain.",
                       "To confirm the certain ones: mutua bank confirm --all-certain."))  # fmt: skip


def print_lines(database: str | None, state: str) -> int:
    from mutua.store.bank_lines import lines_in_state

    with opened(database, unchanged=True) as archive, archive.reader.begin() as connection:
        found = lines_in_state(connection, state)
    for one in found:
        click.echo(_line_text(one) + (f"  [{one.motive}]" if one.motive else ""))
    click.echo(say(f"Movimenti: {len(found)}.", f"Movements: {len(found)}."))
    return 0


# ---------------------------------------------------------------- doing


def confirm_certain(database: str | None) -> int:
    """Confirms all that is certain; 1 where something changed meanwhile and was left."""
    from mutua.services.confirm_lines import confirm_all_certain

    with opened(database) as archive:
        done = confirm_all_certain(desktop(archive))
    for line_id, refusal in done.left:
        click.echo(f"{line_id}: {refused(refusal).message}", err=True)
    cents = sum(one.receipt.signed_cents for told in done.confirmed for one in told.received)
    click.echo(say(f"Movimenti confermati: {len(done.confirmed)}, per {written_money(cents)} €.",
                   f"Movements confirmed: {len(done.confirmed)}, {written_money(cents)} €."))  # fmt: skip
    return 1 if done.left else 0


def confirm_numbers(
    database: str | None, numbers: Sequence[int], choice: int | None, outside: tuple[str, str]
) -> int:  # fmt: skip
    from mutua.cli_receipts import the_outsider
    from mutua.services.confirm_lines import confirm

    by = the_outsider(*outside)
    with opened(database) as archive:
        at = desktop(archive)
        for number in numbers:
            _told(number, confirm(at, number, choice, by))
    return 0


def _told(number: int, found: Confirmed | Refusal) -> None:
    """«Movimento 12: registrati 120,00 €, di cui in acconto 3,00 €.»"""
    from mutua.services.decide_claim import Refusal

    if isinstance(found, Refusal):
        raise refused(found)
    if found.debits:
        click.echo(say(f"Movimento {number}: è l'addebito di {found.debits}.",
                       f"Movement {number}: it is the debit of {found.debits}."))  # fmt: skip
        return
    if found.back_cents:
        click.echo(say(f"Movimento {number}: tornati indietro {written_money(found.back_cents)} €, di nuovo da pagare.",
                       f"Movement {number}: {written_money(found.back_cents)} € came back, owed again."))  # fmt: skip
        return
    cents = sum(one.receipt.signed_cents for one in found.received)
    kept = sum(one.on_account_cents for one in found.received)
    more = say(f", di cui in acconto {written_money(kept)} €", f", of which on account {written_money(kept)} €")
    click.echo(say(f"Movimento {number}: registrati {written_money(cents)} €{more if kept else ''}.",
                   f"Movement {number}: recorded {written_money(cents)} €{more if kept else ''}."))  # fmt: skip


def split_line(database: str | None, number: int, parts: Sequence[str], outside: tuple[str, str]) -> int:
    from mutua.cli_receipts import the_outsider
    from mutua.services.confirm_lines import split

    by = the_outsider(*outside)
    with opened(database) as archive:
        with archive.reader.begin() as connection:
            wanted = [_part(connection, text) for text in parts]
        _told(number, split(desktop(archive), number, wanted, by))
    return 0


def _part(connection: Connection, text: str) -> Part:
    """`12=50,00`, or `nucleo:N1=50,00` for money kept on account of a household."""
    from mutua.bank.match_values import PayerKey, PayerKind
    from mutua.services.confirm_lines import Part
    from mutua.services.register import household_by_code

    name, _, amount = text.partition("=")
    sign, digits = (-1, amount[1:]) if amount.startswith("-") else (1, amount)
    cents = italian_money(digits.strip())
    if not isinstance(cents, int):
        raise Stop(say(f"«{text}»: l'importo si scrive 50,00.", f"«{text}»: an amount is written 50,00."))
    kind, colon, code = name.strip().partition(":")
    if colon and kind in ("nucleo", "household"):
        household_id = household_by_code(connection, code)
        if household_id is None:
            raise Stop(say(f"Nessun nucleo ha il codice {code}.", f"No household has the code {code}."))
        return Part(sign * cents, on_account_of=PayerKey(PayerKind.HOUSEHOLD, household_id))
    if not re.fullmatch(r"[0-9]{1,15}", name.strip()):
        raise Stop(
            say(f"«{text}»: scrivere il numero di una scadenza, o nucleo:CODICE.",
                f"«{text}»: write the number of a due, or household:CODE.")
        )  # fmt: skip
    return Part(sign * cents, int(name))


def put_aside(database: str | None, number: int, motive: str) -> int:
    from mutua.services.confirm_lines import set_aside

    return _plain(database, number, lambda at: set_aside(at, number, motive),
                  (f"Movimento {number} messo da parte.", f"Movement {number} set aside."))  # fmt: skip


def undo_line(database: str | None, number: int) -> int:
    from mutua.services.confirm_lines import undo

    return _plain(database, number, lambda at: undo(at, number),
                  (f"Movimento {number} di nuovo in attesa.", f"Movement {number} waits again."),
                  (f"Movimento {number}: non è più l'addebito di una distinta.",
                   f"Movement {number}: it is no longer the debit of a run."))  # fmt: skip


def _plain(
    database: str | None, number: int, do: Callable[[Desktop], Confirmed | Refusal], told: tuple[str, str],
    of_debit: tuple[str, str] = ("", ""),
) -> int:  # fmt: skip
    from mutua.services.decide_claim import Refusal

    with opened(database) as archive:
        found = do(desktop(archive))
        if isinstance(found, Refusal):
            raise refused(found)
    click.echo(say(*(of_debit if found.debits else told)))
    return 0

