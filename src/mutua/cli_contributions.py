"""The commands for contributions: charge a year, notices, money received and given back, who is late."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from mutua.cli_archive import database_option
from mutua.cli_base import NUMBER, Command, F, Group, lang_option
from mutua.cli_day import DAY
from mutua.cli_values import MONEY

CHANNELS = ("transfer", "direct_debit", "cash", "card", "postal", "payroll")
OUTSIDE = ("third_party", "employer", "payroll", "bonus", "fund")
YEARS = click.IntRange(1900, 2999)
PATHS = click.Path(path_type=Path)

YEAR = click.option("--year", type=YEARS, required=True, metavar="ANNO", help="L'anno di competenza.")
YES = click.option("--yes", is_flag=True, help="Non chiede conferma.")
ON = click.option("--on", type=DAY, metavar="GIORNO", help="Il giorno; altrimenti oggi.")
HOUSEHOLDS = click.option("--household", "households", multiple=True, metavar="NUCLEO", help="Solo questo nucleo.")


def payer_options(command: F) -> F:
    """`--member` or `--household`: whose contributions."""
    for one in (
        click.option("--household", default="", metavar="NUCLEO", help="Il codice del nucleo."),
        click.option("--member", default="", metavar="PERSONA", help="La tessera o il codice fiscale di chi paga."),
    ):
        command = one(command)
    return command


def outsider_options(command: F) -> F:
    """`--paid-by`, `--regime`: who paid, where it is nobody of the archive."""
    for one in (
        click.option(
            "--regime", type=click.Choice(OUTSIDE),
            help="Come conta per il fisco ciò che paga chi è fuori; se non si dice, altri per il socio.",
        ),
        click.option("--paid-by", default="", metavar="NOME", help="Chi ha pagato, se non è nessuno dell'archivio."),
    ):
        command = one(command)
    return command


@click.group("contributions", cls=Group)
@lang_option
def contributions() -> None:
    """I contributi: addebito dell'anno, avvisi, incassi e restituzioni, morosità."""


@contributions.command("charge", cls=Command)
@YEAR
@click.option("--plan", "plans", multiple=True, metavar="PIANO", help="Solo questo piano; si può ripetere.")
@click.option(
    "--due", "due_days", multiple=True, type=DAY, metavar="GIORNO",
    help="Entro quando si paga, se il regolamento non lo dice; una volta per rata.",
)  # fmt: skip
@click.option("--approve", default="", metavar="IMPRONTA", help="Registra anche le rettifiche con questa impronta.")
@click.option("--dry-run", is_flag=True, help="Mostra soltanto che cosa si addebiterebbe.")
@HOUSEHOLDS
@YES
@database_option
@lang_option
def charge(
    year: int, plans: tuple[str, ...], due_days: tuple[date, ...], approve: str, dry_run: bool,
    households: tuple[str, ...], yes: bool, database: str | None,
) -> int:  # fmt: skip
    """Addebita i contributi dell'anno a chi è coperto e le quote ai soci; rifarlo non aggiunge nulla."""
    from mutua.cli_charging import charge_everybody

    return charge_everybody(
        database, year, plans, due_days, approve.strip(), households, dry_run=dry_run, yes=yes
    )  # fmt: skip


@contributions.command("choose", cls=Command)
@payer_options
@click.option("--plan", required=True, metavar="PIANO", help="Il piano.")
@click.option("--year", type=YEARS, required=True, metavar="ANNO", help="Da quale anno.")
@click.option("--instalments", default="", metavar="RATE", help="Il modo di pagare, col nome del regolamento.")
@click.option("--channel", type=click.Choice(CHANNELS), help="Come paga.")
@database_option
@lang_option
def choose(
    member: str, household: str, plan: str, year: int, instalments: str, channel: str | None, database: str | None
) -> int:
    """Registra come un nucleo paga un piano, da un anno in poi: rate e canale."""
    from mutua.cli_charging import choose_way_of_paying

    return choose_way_of_paying(database, member, household, plan, year, instalments, channel or "")


@contributions.command("notices", cls=Command)
@YEAR
@click.option("--out", type=PATHS, required=True, metavar="CARTELLA", help="Dove scrivere i PDF, uno per nucleo.")
@HOUSEHOLDS
@click.option("--again", is_flag=True, help="Anche a chi ha già avuto l'avviso.")
@database_option
@lang_option
def notices(year: int, out: Path, households: tuple[str, ...], again: bool, database: str | None) -> int:
    """Scrive gli avvisi dei contributi dell'anno e annota che sono partiti."""
    from mutua.cli_late import write_notices

    return write_notices(database, year, out, households, again=again)


@contributions.command("remind", cls=Command)
@ON
@click.option("--year", type=YEARS, metavar="ANNO", help="L'anno di competenza; altrimenti quello del giorno.")
@click.option("--out", type=PATHS, required=True, metavar="CARTELLA", help="Dove scrivere i PDF, uno per nucleo.")
@HOUSEHOLDS
@click.option(
    "--after", type=click.IntRange(0, 3650), default=30, metavar="GIORNI",
    help="Quanti giorni dopo il sollecito precedente; 30 se non si dice.",
)  # fmt: skip
@database_option
@lang_option
def remind(
    on: date | None, year: int | None, out: Path, households: tuple[str, ...], after: int, database: str | None
) -> int:
    """Scrive i solleciti a chi è in ritardo e annota che sono partiti."""
    from mutua.cli_late import write_reminders

    return write_reminders(database, on, year, out, households, after)


@contributions.command("arrears", cls=Command)
@ON
@HOUSEHOLDS
@click.option("--json", "as_json", is_flag=True, help="Per un programma.")
@database_option
@lang_option
def arrears(on: date | None, households: tuple[str, ...], as_json: bool, database: str | None) -> int:
    """Chi è in ritardo: quanto deve, da quando non è coperto, da quando lo sarà di nuovo, e dove è scritto."""
    from mutua.cli_late import print_late

    return print_late(database, on, households, as_json=as_json)


@contributions.command("receive", cls=Command)
@payer_options
@click.option("--amount", type=MONEY, required=True, metavar="EURO", help="Quanto è entrato, come 240,00.")
@click.option("--channel", type=click.Choice(CHANNELS), required=True, help="Per quale via.")
@ON
@click.option("--reference", default="", metavar="TESTO", help="Il riferimento della banca o del POS; mai un nome.")
@click.option("--long-ago", is_flag=True, help="Il giorno è proprio quello, anche se è molto indietro.")
@outsider_options
@database_option
@lang_option
def receive(
    member: str, household: str, amount: int, channel: str, on: date | None, reference: str, long_ago: bool,
    paid_by: str, regime: str | None, database: str | None,
) -> int:  # fmt: skip
    """Registra denaro entrato: paga le scadenze aperte, le più vecchie prima; il resto resta in acconto."""
    from mutua.cli_receipts import receive_at_counter

    return receive_at_counter(
        database, member, household, amount, channel, on, reference, (paid_by, regime or ""), meant=long_ago
    )  # fmt: skip


@contributions.command("return", cls=Command)
@click.argument("receipt", type=NUMBER, metavar="RICEVUTA")
@click.option("--amount", type=MONEY, default=None, metavar="EURO", help="Solo una parte di ciò che è in acconto.")
@ON
@click.option("--reference", default="", metavar="TESTO", help="Il riferimento della banca; mai un nome.")
@YES
@database_option
@lang_option
def give_back(
    receipt: int, amount: int | None, on: date | None, reference: str, yes: bool, database: str | None
) -> int:
    """Denaro tornato indietro: ciò che la ricevuta aveva pagato è di nuovo aperto."""
    from mutua.cli_receipts import return_receipt

    return return_receipt(database, receipt, amount, on, reference, yes=yes)


@contributions.command("settle", cls=Command)
@payer_options
@database_option
@lang_option
def settle(member: str, household: str, database: str | None) -> int:
    """Paga le scadenze aperte con ciò che il nucleo ha in acconto."""
    from mutua.cli_receipts import settle_from_account

    return settle_from_account(database, member, household)


@contributions.command("take-over", cls=Command)
@database_option
@lang_option
def take_over(database: str | None) -> int:
    """Rende incassabili i contributi non pagati venuti da un elenco prima che l'importazione lo facesse da sé."""
    from mutua.cli_receipts import take_over_lists

    return take_over_lists(database)


@contributions.command("show", cls=Command)
@payer_options
@database_option
@lang_option
def show(member: str, household: str, database: str | None) -> int:
    """I contributi di un nucleo: addebiti, scadenze, ricevute, acconto, che cosa resta."""
    from mutua.cli_receipts import show_contributions

    return show_contributions(database, member, household)
