"""The commands for the society's papers: certificates, statements, cards, firms' lists, the members' book, as PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from mutua.cli_archive import database_option
from mutua.cli_base import Command, F, Group, lang_option, say
from mutua.cli_day import DAY
from mutua.cli_values import MONTH

YEAR = click.option(
    "--year", required=True, type=click.IntRange(1900, 2200), metavar="ANNO", help="L'anno a cui si riferisce."
)
OUT = click.option(
    "--out", "folder", required=True, type=click.Path(path_type=Path), metavar="CARTELLA", help="Dove metterli."
)


def of_one_or_all(option: str, metavar: str, says: str) -> Callable[[F], F]:
    """`--member N` (or the like) and `--all`: one of the two."""

    def options(command: F) -> F:
        command = click.option("--all", "everybody", is_flag=True, help="Per tutti quelli dell'anno.")(command)
        return click.option(option, "number", metavar=metavar, help=says)(command)

    return options


MEMBER = of_one_or_all("--member", "NUMERO", "La persona: la sua tessera o il suo codice fiscale.")


def one_or_all(number: str | None, everybody: bool, option: str) -> None:
    if everybody == (number is not None):
        raise click.UsageError(say(f"Serve {option} oppure --all.", f"{option} is needed, or --all."))


@click.group("papers", cls=Group)
@lang_option
def papers() -> None:
    """I documenti della società, in PDF: attestazioni, estratti, tessere, elenchi, offerte, libro soci."""


@papers.command("certificate", cls=Command)
@YEAR
@MEMBER
@OUT
@database_option
@lang_option
def certificate(year: int, number: str | None, everybody: bool, folder: Path, database: str | None) -> int:
    """L'attestazione annuale di contributi e rimborsi, per la dichiarazione dei redditi."""
    from mutua.cli_papers_commands import print_certificates

    one_or_all(number, everybody, "--member")
    return print_certificates(database, year, number, folder)


@papers.command("statement", cls=Command)
@YEAR
@of_one_or_all("--household", "NUCLEO", "Il codice del nucleo.")
@OUT
@database_option
@lang_option
def statement(year: int, number: str | None, everybody: bool, folder: Path, database: str | None) -> int:
    """L'estratto conto di un nucleo: contributi dovuti e versati."""
    from mutua.cli_papers_commands import print_statements

    one_or_all(number, everybody, "--household")
    return print_statements(database, year, number, folder)


@papers.command("card", cls=Command)
@MEMBER
@OUT
@database_option
@lang_option
def card(number: str | None, everybody: bool, folder: Path, database: str | None) -> int:
    """La tessera di socio, da ritagliare."""
    from mutua.cli_papers_commands import print_cards

    one_or_all(number, everybody, "--member")
    return print_cards(database, number, folder)


@papers.command("firm-list", cls=Command)
@YEAR
@of_one_or_all("--firm", "PARTITA_IVA", "L'azienda: la sua partita IVA.")
@OUT
@database_option
@lang_option
def firm_list(year: int, number: str | None, everybody: bool, folder: Path, database: str | None) -> int:
    """L'elenco dei contributi delle persone di un'azienda, per la Certificazione Unica: soltanto importi."""
    from mutua.cli_papers_commands import print_firm_lists

    one_or_all(number, everybody, "--firm")
    return print_firm_lists(database, year, number, folder)


FIRM = of_one_or_all("--firm", "AZIENDA", "L'azienda: partita IVA, codice fiscale o nome.")


@papers.command("adhesion", cls=Command)
@FIRM
@OUT
@database_option
@lang_option
def adhesion(number: str | None, everybody: bool, folder: Path, database: str | None) -> int:
    """L'attestazione di adesione al patto, con la delibera e da quando."""
    from mutua.cli_papers_firms import print_adhesions

    one_or_all(number, everybody, "--firm")
    return print_adhesions(database, number, folder)


@papers.command("firm-statement", cls=Command)
@click.option("--month", type=MONTH, required=True, metavar="MESE", help="Il mese, come 2026-08 o 08/2026.")
@FIRM
@OUT
@database_option
@lang_option
def firm_statement(
    month: date, number: str | None, everybody: bool, folder: Path, database: str | None
) -> int:  # fmt: skip
    """L'estratto di un'azienda già emesso per un mese: nomi, quote, totale, scadenza, causale."""
    from mutua.cli_papers_firms import print_firm_statements

    one_or_all(number, everybody, "--firm")
    return print_firm_statements(database, month, number, folder)


@papers.command("offer", cls=Command)
@of_one_or_all("--enrolment", "ISCRIZIONE", "L'iscrizione di chi è uscito: mutua firms offers.")
@OUT
@database_option
@lang_option
def offer(number: str | None, everybody: bool, folder: Path, database: str | None) -> int:
    """La lettera a chi è uscito da un'azienda: può continuare, entro quando, quanto costa."""
    from mutua.cli_papers_firms import print_offers

    one_or_all(number, everybody, "--enrolment")
    return print_offers(database, number, folder)


@papers.command("members-book", cls=Command)
@click.option("--on", type=DAY, metavar="GIORNO", help="Com'era a questo giorno; altrimenti oggi.")
@OUT
@database_option
@lang_option
def members_book(on: date | None, folder: Path, database: str | None) -> int:
    """Il libro soci com'era a un giorno, pagina per pagina, con le delibere."""
    from mutua.cli_papers_commands import print_members_book

    return print_members_book(database, on, folder)


@papers.command("letters", cls=Command)
@click.option("--on", type=DAY, metavar="GIORNO", help="Decise in questo giorno; altrimenti oggi.")
@click.option("--asking", is_flag=True, help="Le richieste di ciò che manca, invece delle decisioni.")
@OUT
@database_option
@lang_option
def letters(on: date | None, asking: bool, folder: Path, database: str | None) -> int:
    """Le lettere con le decisioni di un giorno: che cosa, perché, come opporsi."""
    from mutua.cli_papers_commands import print_letters

    return print_letters(database, on, folder, asking=asking)


@papers.command("payment-advice", cls=Command)
@click.option("--run", "run_id", type=click.IntRange(1), metavar="DISTINTA", help="Tutti quelli di questa distinta.")
@click.option("--claim", metavar="DOMANDA", help="Solo quello dell'ultimo pagamento di questa domanda.")
@OUT
@database_option
@lang_option
def payment_advice(run_id: int | None, claim: str | None, folder: Path, database: str | None) -> int:
    """Gli avvisi di pagamento: a ogni persona giorno, somma, conto (in parte coperto) e domande pagate."""
    from mutua.cli_papers_commands import print_payment_advice

    if (run_id is None) == (claim is None):
        raise click.UsageError(say("Serve --run oppure --claim.", "--run is needed, or --claim."))
    return print_payment_advice(database, run_id, claim, folder)
