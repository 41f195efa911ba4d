"""The commands for what the office follows at firms: offsetting, reminders of the month, the tax ceiling."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from mutua.cli_archive import database_option
from mutua.cli_base import Command, lang_option
from mutua.cli_firms import FIRM, ON
from mutua.cli_values import MONTH


@click.command("offset", cls=Command)
@FIRM
@click.option("--yes", is_flag=True, help="Senza chiedere conferma.")
@database_option
@lang_option
def offset(firm: str, yes: bool, database: str | None) -> int:
    """Compensa ciò che l'azienda deve con ciò che ha a credito o in acconto, senza movimenti di denaro."""
    from mutua.cli_firms_money import offset_firm

    return offset_firm(database, firm, yes=yes)


@click.command("unchanged", cls=Command)
@FIRM
@ON
@database_option
@lang_option
def unchanged(firm: str, on: date | None, database: str | None) -> int:
    """L'azienda dice che nessuno è entrato né uscito."""
    from mutua.cli_firms_watch import unchanged

    return unchanged(database, firm, on)


@click.command("remind", cls=Command)
@click.option("--month", type=MONTH, metavar="MESE", help="Il mese, come 2026-08; altrimenti questo.")
@click.option("--out", "folder", type=click.Path(path_type=Path), metavar="CARTELLA", help="Un testo per ognuna.")
@database_option
@lang_option
def remind(month: date | None, folder: Path | None, database: str | None) -> int:
    """Le aziende che di un mese non hanno ancora detto nulla; non spedisce nulla."""
    from mutua.cli_firms_watch import print_silent

    return print_silent(database, month, folder)


@click.command("ceiling", cls=Command)
@click.option("--year", required=True, type=click.IntRange(1900, 2200), metavar="ANNO", help="L'anno.")
@click.option("--percent", type=click.IntRange(1, 1000), default=80, metavar="%", help="Da quanto; altrimenti 80.")
@database_option
@lang_option
def ceiling(year: int, percent: int, database: str | None) -> int:
    """Chi si avvicina al tetto fiscale dei contributi attraverso aziende."""
    from mutua.cli_firms_watch import print_ceiling

    return print_ceiling(database, year, percent)


@click.command("otherwise", cls=Command)
@database_option
@lang_option
def otherwise(database: str | None) -> int:
    """Di chi un'azienda dice altro da ciò che la società tiene: nome, codice fiscale, un'entrata dopo il decesso."""
    from mutua.cli_firms_watch import print_otherwise

    return print_otherwise(database)


@click.command("to-confirm", cls=Command)
@click.argument("firm", default="", metavar="[AZIENDA]")
@ON
@database_option
@lang_option
def to_confirm(firm: str, on: date | None, database: str | None) -> int:
    """Chi è iscritto da un'azienda ed è ancora da confermare: informativa, IBAN, recapito o familiari che mancano."""
    from mutua.cli_firms_watch import print_to_confirm

    return print_to_confirm(database, firm, on)


COMMANDS = (offset, unchanged, remind, ceiling, otherwise, to_confirm)
