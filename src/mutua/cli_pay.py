"""`mutua bank pay …`: payment runs, from what can be paid to the file for the bank."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from mutua.cli_archive import database_option
from mutua.cli_base import NUMBER, Command, Group, lang_option
from mutua.cli_day import DAY

RUN = click.argument("run", type=NUMBER, metavar="DISTINTA")
TARGET = click.argument("target", type=click.Path(path_type=Path), metavar="FILE.xml")
ON = click.option("--on", type=DAY, metavar="DATA", help="Il giorno del pagamento; se no, il prossimo lavorativo.")
USER = click.option("--user", metavar="NOME", help="Il proprio accesso: chiede password e codice.")


@click.group("pay", cls=Group)
@lang_option
def pay() -> None:
    """I pagamenti ai soci: distinte preparate da uno, approvate da un altro, con un file solo per la banca."""


@pay.command("draft", cls=Command)
@ON
@database_option
@lang_option
def draft(on: date | None, database: str | None) -> int:
    """Che cosa si può pagare, e chi resta fuori e perché; niente viene scritto."""
    from mutua.cli_pay_commands import print_draft

    return print_draft(database, on)


@pay.command("prepare", cls=Command)
@ON
@click.option("--iso", is_flag=True, help="ISO 20022 (pain.001.001.09), invece del formato CBI.")
@click.option("--without", multiple=True, metavar="DOMANDA", help="Da lasciare fuori questa volta; più volte.")
@click.option("--again", multiple=True, metavar="DOMANDA",
              help="Era tornata indietro e il conto è stato guardato: riparte; più volte.")
@USER
@database_option
@lang_option
def prepare(
    on: date | None, iso: bool, without: tuple[str, ...], again: tuple[str, ...], user: str | None,
    database: str | None,
) -> int:  # fmt: skip
    """Prepara una distinta di tutto ciò che si può pagare. Senza --user la approvano due persone."""
    from mutua.cli_pay_commands import prepare_run

    return prepare_run(database, on, without, user, iso=iso, again=again)


@pay.command("approve", cls=Command)
@RUN
@click.option("--user", required=True, metavar="NOME", help="Il proprio accesso: chiede password e codice.")
@click.option("--yes", is_flag=True, help="Senza chiedere conferma.")
@database_option
@lang_option
def approve(run: int, user: str, yes: bool, database: str | None) -> int:
    """Approva una distinta preparata da un altro, così come la mostra."""
    from mutua.cli_pay_commands import approve_one

    return approve_one(database, run, user, yes=yes)


@pay.command("release", cls=Command)
@RUN
@TARGET
@USER
@database_option
@lang_option
def release(run: int, target: Path, user: str | None, database: str | None) -> int:
    """Registra i pagamenti di una distinta approvata e scrive il file per la banca: una volta sola."""
    from mutua.cli_pay_commands import release_one

    return release_one(database, run, target, user)


@pay.command("file", cls=Command)
@RUN
@TARGET
@database_option
@lang_option
def file(run: int, target: Path, database: str | None) -> int:
    """Riscrive, uguale, il file di una distinta che lo ha già."""
    from mutua.cli_pay_commands import write_again

    return write_again(database, run, target)


@pay.command("drop", cls=Command)
@RUN
@USER
@database_option
@lang_option
def drop(run: int, user: str | None, database: str | None) -> int:
    """Annulla una distinta che non ha ancora un file: quello che conteneva si paga con un'altra."""
    from mutua.cli_pay_commands import drop_one

    return drop_one(database, run, user)


@pay.command("list", cls=Command)
@database_option
@lang_option
def list_all(database: str | None) -> int:
    """Le distinte, dalla più recente."""
    from mutua.cli_pay_commands import print_runs

    return print_runs(database)


@pay.command("show", cls=Command)
@RUN
@database_option
@lang_option
def show(run: int, database: str | None) -> int:
    """Una distinta, riga per riga."""
    from mutua.cli_pay_commands import print_run

    return print_run(database, run)


@pay.command("minimum", cls=Command)
@click.argument("amount", required=False, metavar="[IMPORTO]")
@database_option
@lang_option
def minimum(amount: str | None, database: str | None) -> int:
    """Mostra o cambia il minimo di un bonifico: chi deve avere meno aspetta."""
    from mutua.cli_pay_commands import least

    return least(database, amount)
