"""The commands for the pact of territorial welfare: who adheres, how it goes, what is to be reminded of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import database_option
from mutua.cli_base import Command, F, Group, lang_option
from mutua.cli_day import DAY

if TYPE_CHECKING:
    from mutua.services.adhesions import About

BODIES = ("steering_committee", "board", "assembly")
SOURCES = ("clerk", "node", "event", "web", "paper")

FIRM = click.argument("firm", metavar="ORGANIZZAZIONE")
ON = click.option("--on", type=DAY, metavar="GIORNO", help="Il giorno; altrimenti oggi.")
MOTIVE = click.option("--motive", default="", metavar="MOTIVO", help="Perché; resta per sempre: niente nomi.")


def by_resolution(command: F) -> F:
    """`--resolution` and `--body`."""
    options: list[Callable[[F], F]] = [
        click.option("--body", type=click.Choice(BODIES), default="steering_committee", help="Chi delibera."),
        click.option("--resolution", default="", metavar="NUMERO", help="Il numero della delibera."),
    ]
    for one in options:
        command = one(command)
    return command


@click.group("pact", cls=Group)
@lang_option
def pact() -> None:
    """Il patto di welfare territoriale: adesioni, delibere, promemoria."""


@pact.command("list", cls=Command)
@ON
@click.option("--public", is_flag=True, help="Solo chi è aderente e consente di stare nell'elenco pubblico.")
@database_option
@lang_option
def list_adherents(on: date | None, public: bool, database: str | None) -> int:
    """Chi ha a che fare col patto, e dove si trova."""
    from mutua.cli_pact_work import print_adherents

    return print_adherents(database, on, public=public)


@pact.command("show", cls=Command)
@FIRM
@ON
@database_option
@lang_option
def show(firm: str, on: date | None, database: str | None) -> int:
    """Un'adesione: dove si trova e tutto ciò che è accaduto."""
    from mutua.cli_pact_work import print_adhesion

    return print_adhesion(database, firm, on)


@pact.command("apply", cls=Command)
@FIRM
@ON
@click.option("--contact-only", is_flag=True, help="Per ora è solo un contatto.")
@click.option("--source", type=click.Choice(SOURCES), default="clerk", help="Da dove arriva.")
@click.option("--theme", "themes", multiple=True, metavar="TEMA", help="Un tema scelto; si può ripetere.")
@click.option("--text", "text_version", default="", metavar="VERSIONE", help="La versione del testo firmato.")
@click.option("--listed", is_flag=True, help="Consente di stare nell'elenco pubblico.")
@click.option("--paper", type=click.Path(path_type=Path), metavar="FILE", help="Il modulo: se ne tiene l'impronta.")
@database_option
@lang_option
def apply(
    firm: str, on: date | None, contact_only: bool, source: str, themes: tuple[str, ...], text_version: str,
    listed: bool, paper: Path | None, database: str | None,
) -> int:  # fmt: skip
    """La domanda di adesione (o un primo contatto)."""
    from mutua.cli_firms_work import file_mark
    from mutua.cli_pact_work import tell
    from mutua.services.adhesions import About

    about = About(source, themes, text_version, listed, file_mark(paper))
    return tell(database, firm, "contacted" if contact_only else "applied", on, about)


@pact.command("complete", cls=Command)
@FIRM
@ON
@click.option("--missing", "due_on", type=DAY, metavar="GIORNO", help="Mancano documenti: entro quel giorno.")
@click.option("--papers-missing", is_flag=True, help="Mancano documenti: promemoria fra 30 giorni.")
@MOTIVE
@database_option
@lang_option
def complete(
    firm: str, on: date | None, due_on: date | None, papers_missing: bool, motive: str, database: str | None
) -> int:
    """I documenti ci sono tutti; o, con --papers-missing, mancano."""
    from mutua.cli_pact_work import tell
    from mutua.services.adhesions import About

    event = "papers_asked" if papers_missing or due_on is not None else "completed"
    return tell(database, firm, event, on, About(motive=motive, due_on=due_on))


@pact.command("decide", cls=Command)
@FIRM
@click.option("--admit/--refuse", "admit", required=True, help="Ammessa, o rifiutata.")
@ON
@by_resolution
@MOTIVE
@database_option
@lang_option
def decide(
    firm: str, admit: bool, on: date | None, resolution: str, body: str, motive: str, database: str | None
) -> int:
    """La cabina di regia, o il consiglio, decide con una delibera."""
    from mutua.cli_pact_work import tell

    return tell(database, firm, "admitted" if admit else "refused", on, _about(resolution, body, motive))


@pact.command("withdraw", cls=Command)
@FIRM
@ON
@click.option("--notice-days", type=click.IntRange(0, 3650), default=0, help="Il preavviso, in giorni.")
@database_option
@lang_option
def withdraw(firm: str, on: date | None, notice_days: int, database: str | None) -> int:
    """L'organizzazione recede; i suoi piani restano come sono."""
    from mutua.cli_pact_work import tell
    from mutua.services.adhesions import About

    return tell(database, firm, "withdrawn", on, About(notice_days=notice_days))


@pact.command("suspend", cls=Command)
@FIRM
@click.option("--lift", is_flag=True, help="La sospensione finisce.")
@ON
@by_resolution
@MOTIVE
@database_option
@lang_option
def suspend(
    firm: str, lift: bool, on: date | None, resolution: str, body: str, motive: str, database: str | None
) -> int:
    """Sospende un aderente, per una delibera e un motivo; con --lift lo riammette."""
    from mutua.cli_pact_work import tell

    return tell(database, firm, "reinstated" if lift else "suspended", on, _about(resolution, body, motive))


@pact.command("exclude", cls=Command)
@FIRM
@ON
@by_resolution
@MOTIVE
@database_option
@lang_option
def exclude(firm: str, on: date | None, resolution: str, body: str, motive: str, database: str | None) -> int:
    """Esclude un aderente, per una delibera e un motivo."""
    from mutua.cli_pact_work import tell

    return tell(database, firm, "excluded", on, _about(resolution, body, motive))


@pact.command("new-text", cls=Command)
@click.option("--text", "text_version", required=True, metavar="VERSIONE", help="La versione del nuovo testo.")
@click.option("--confirm-by", type=DAY, metavar="GIORNO", help="Entro quando confermare; altrimenti 60 giorni.")
@ON
@database_option
@lang_option
def new_text(text_version: str, confirm_by: date | None, on: date | None, database: str | None) -> int:
    """Un nuovo testo del patto: ogni aderente lo conferma entro un giorno, o decade."""
    from mutua.cli_pact_work import tell_all
    from mutua.services.adhesions import About

    return tell_all(database, on, About(text_version=text_version, due_on=confirm_by))


@pact.command("reconfirm", cls=Command)
@FIRM
@click.option("--text", "text_version", default="", metavar="VERSIONE", help="La versione confermata.")
@click.option("--listed", is_flag=True, help="Consente di stare nell'elenco pubblico.")
@ON
@database_option
@lang_option
def reconfirm(firm: str, text_version: str, listed: bool, on: date | None, database: str | None) -> int:
    """L'organizzazione conferma il nuovo testo."""
    from mutua.cli_pact_work import tell
    from mutua.services.adhesions import About

    return tell(database, firm, "reconfirmed", on, About(text_version=text_version, listed=listed))


@pact.command("reminders", cls=Command)
@ON
@click.option("--ahead", type=click.IntRange(0, 3650), default=30, help="Fra quanti giorni al massimo; altrimenti 30.")
@database_option
@lang_option
def reminders(on: date | None, ahead: int, database: str | None) -> int:
    """Che cosa ricordare: documenti, conferme, uscite, rinnovi."""
    from mutua.cli_pact_work import print_reminders

    return print_reminders(database, on, ahead)


def _about(resolution: str, body: str, motive: str) -> About:
    from mutua.services.adhesions import About

    return About(body=body, resolution=resolution, motive=motive)
