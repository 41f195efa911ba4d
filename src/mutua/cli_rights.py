"""The commands for the rights of people over their data: hand it over, erase it, say who looked at it."""

from __future__ import annotations

from pathlib import Path

import click

from mutua.cli_archive import database_option
from mutua.cli_base import Command, Group, lang_option
from mutua.cli_desk import MOTIVE, YES

MEMBER = click.option(
    "--member", "number", required=True, metavar="NUMERO", help="La persona: la sua tessera o il suo codice fiscale."
)
FILE = click.Path(path_type=Path)


@click.group("rights", cls=Group)
@lang_option
def rights() -> None:
    """I diritti delle persone sui propri dati: consegnarli, cancellarli, dire chi li ha guardati."""


@rights.command("export", cls=Command)
@MEMBER
@click.argument("target", type=FILE, metavar="FILE.zip")
@database_option
@lang_option
def export(number: str, target: Path, database: str | None) -> int:
    """Tutto ciò che si conserva di una persona, in un pacchetto da consegnarle, allegati compresi."""
    from mutua.cli_rights_commands import export_data

    return export_data(database, number, target)


@rights.command("terms", cls=Command)
@MEMBER
@database_option
@lang_option
def terms(number: str, database: str | None) -> int:
    """Fino a quando i dati di una persona vanno conservati, e perché."""
    from mutua.cli_rights_commands import print_terms

    return print_terms(database, number)


@rights.command("erase", cls=Command)
@MEMBER
@MOTIVE
@YES
@database_option
@lang_option
def erase(number: str, motive: str, yes: bool, database: str | None) -> int:
    """Cancella una persona, quando la legge non impone più di conservarla. Non si torna indietro."""
    from mutua.cli_rights_commands import erase_data

    return erase_data(database, number, motive, yes=yes)


@rights.command("clean", cls=Command)
@database_option
@lang_option
def clean(database: str | None) -> int:
    """Riscrive l'archivio senza i resti di ciò che è stato cancellato."""
    from mutua.cli_rights_commands import clean_archive

    return clean_archive(database)


@rights.command("erased", cls=Command)
@click.argument("target", type=FILE, metavar="FILE")
@database_option
@lang_option
def erased(target: Path, database: str | None) -> int:
    """Annota in un file, da conservare fuori, chi è stato cancellato: senza nomi."""
    from mutua.cli_rights_commands import list_erased

    return list_erased(database, target)


@rights.command("erase-again", cls=Command)
@click.argument("source", type=FILE, metavar="FILE")
@database_option
@lang_option
def erase_again(source: Path, database: str | None) -> int:
    """Dopo il ripristino di una copia: cancella di nuovo chi era già stato cancellato."""
    from mutua.cli_rights_commands import erase_listed

    return erase_listed(database, source)


@rights.command("accesses", cls=Command)
@MEMBER
@database_option
@lang_option
def accesses(number: str, database: str | None) -> int:
    """Chi ha guardato il fascicolo di una persona, quando e che cosa."""
    from mutua.cli_rights_commands import print_accesses

    return print_accesses(database, number)


@rights.command("forget-accesses", cls=Command)
@database_option
@lang_option
def forget_accesses(database: str | None) -> int:
    """Toglie dal registro degli accessi quelli il cui termine è passato."""
    from mutua.cli_rights_commands import forget

    return forget(database)
