"""The commands for relatives covered through a firm: enrolled with who works there, ended, shown."""

from __future__ import annotations

from datetime import date

import click

from mutua.cli_archive import database_option
from mutua.cli_base import NUMBER, Command, lang_option
from mutua.cli_day import DAY
from mutua.cli_firms import FIRM, ON, WORKER


@click.command("enrol-relative", cls=Command)
@FIRM
@WORKER
@click.option("--relative", required=True, metavar="NUMERO", help="Il familiare: tessera o codice fiscale.")
@click.option("--from", "since", type=DAY, required=True, metavar="GIORNO", help="Da quando lo si chiede.")
@click.option("--to", "until", type=DAY, metavar="GIORNO", help="Fino a quando, se si sa.")
@database_option
@lang_option
def enrol_relative(
    firm: str, worker: str, relative: str, since: date, until: date | None, database: str | None
) -> int:  # fmt: skip
    """Un familiare di chi lavora, del suo nucleo, è coperto attraverso il piano dell'azienda."""
    from mutua.cli_firms_family import enrol_with

    return enrol_with(database, firm, worker, relative, since, until)


@click.command("end-relative", cls=Command)
@click.argument("enrolment_id", type=NUMBER, metavar="ISCRIZIONE")
@click.option("--on", type=DAY, required=True, metavar="GIORNO", help="L'ultimo giorno.")
@database_option
@lang_option
def end_relative(enrolment_id: int, on: date, database: str | None) -> int:
    """Un familiare non è più coperto attraverso l'azienda."""
    from mutua.cli_firms_family import end_with

    return end_with(database, enrolment_id, on)


@click.command("relatives", cls=Command)
@FIRM
@ON
@database_option
@lang_option
def relatives(firm: str, on: date | None, database: str | None) -> int:
    """I nuclei di chi lavora: chi è coperto con lui, chi può o deve ancora entrare. Non è per l'azienda."""
    from mutua.cli_firms_family import print_relatives

    return print_relatives(database, firm, on)


COMMANDS = (enrol_relative, end_relative, relatives)
