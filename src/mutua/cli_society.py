"""The society itself: what stands at the head of its papers, set once and shown."""

from __future__ import annotations

import click

from mutua.cli_archive import database_option, opened
from mutua.cli_base import Command, Group, Stop, lang_option, language, print_json, say
from mutua.cli_values import MONEY

# How each part is called on the screen, in the order of `Letterhead`.
TITLES = {
    "name": ("nome", "name"), "address": ("indirizzo", "address"), "postal_code": ("CAP", "postal code"),
    "municipality": ("comune", "municipality"), "fiscal_code": ("codice fiscale", "fiscal code"),
    "registers": ("registri", "registers"), "phone": ("telefono", "phone"), "email": ("posta elettronica", "mail"),
    "website": ("sito", "website"), "iban": ("IBAN", "IBAN"), "bank": ("banca", "bank"),
}  # fmt: skip


@click.group("society", cls=Group)
@lang_option
def society() -> None:
    """La società: nome, sede, registri, conto; ciò che sta in testa ai suoi documenti."""


@society.command("set", cls=Command)
@click.option("--name", metavar="NOME", help="Il nome.")
@click.option("--address", metavar="INDIRIZZO", help="Via e numero della sede.")
@click.option("--postal-code", metavar="CAP", help="Il CAP.")
@click.option("--municipality", metavar="COMUNE", help="Il comune.")
@click.option("--fiscal-code", metavar="CODICE", help="Il codice fiscale: undici cifre.")
@click.option(
    "--register", "registers", multiple=True, metavar="REGISTRO", help="Un registro con il suo numero; più volte."
)
@click.option("--phone", metavar="TELEFONO", help="Il telefono.")
@click.option("--email", metavar="POSTA", help="La posta elettronica.")
@click.option("--website", metavar="SITO", help="Il sito.")
@click.option("--hours", metavar="TESTO", help="Quando l'ufficio è aperto: lo leggono i soci nelle loro pagine.")
@click.option(
    "--payment-days", metavar="GIORNI",
    help="I giorni del mese in cui si pagano i rimborsi, come 15,31 (31: l'ultimo): lo leggono i soci.",
)
@click.option("--iban", metavar="IBAN", help="Il conto su cui arrivano i contributi.")
@click.option("--bank", metavar="BANCA", help="La banca del conto.")
@click.option(
    "--name-clerks/--no-name-clerks",
    "name_clerks",
    default=None,
    help="Se a chi chiede chi ha guardato i suoi dati si dice il nome dell'operatore.",
)
@click.option(
    "--plain-limit", type=MONEY, metavar="EURO", help="Fino a quale importo le domande semplici si decidono insieme."
)
@database_option
@lang_option
def set_society(
    database: str | None, registers: tuple[str, ...], name_clerks: bool | None, plain_limit: int | None,
    **told: str | None,
) -> int:  # fmt: skip
    """Dice o cambia uno o più dati; quelli non nominati restano. Un testo vuoto li toglie."""
    from mutua.cli_claim_life import desktop
    from mutua.domain.payment_days import read_days
    from mutua.services.newcomers import WrongPart
    from mutua.services.society_data import change_society
    from mutua.wording.society_faults import society_fault

    if read_days(told["payment_days"] or "") is None:
        raise click.UsageError(say("I giorni del mese sono numeri da 1 a 31: --payment-days 15,31",
                                   "Days of the month are numbers from 1 to 31: --payment-days 15,31"))  # fmt: skip
    given = {part: text for part, text in told.items() if text is not None}
    if registers:
        given["registers"] = "\n".join(registers)
    if name_clerks is not None:
        given["name_clerks"] = "yes" if name_clerks else ""
    if plain_limit is not None:
        given["plain_limit"] = str(plain_limit)
    if not given:
        raise click.UsageError(say("Dire che cosa cambia: --name, --iban, …", "Say what changes: --name, --iban, …"))
    with opened(database) as archive:
        wrong = [one for one in change_society(desktop(archive), given) if isinstance(one, WrongPart)]
    if wrong:
        raise Stop("\n".join(society_fault(one.fault, language()) for one in wrong))
    return _print(database, as_json=False)


@society.command("show", cls=Command)
@click.option("--json", "as_json", is_flag=True, help="Per un programma.")
@database_option
@lang_option
def show_society(database: str | None, as_json: bool) -> int:
    """Ciò che la società dice di sé nei documenti."""
    return _print(database, as_json=as_json)


def _print(database: str | None, *, as_json: bool) -> int:
    from dataclasses import asdict

    from mutua.services.society import letterhead

    with opened(database) as archive, archive.reader.begin() as connection:
        head = asdict(letterhead(connection))
    if as_json:
        print_json(head)
        return 0
    for part, value in head.items():
        shown = "; ".join(value) if isinstance(value, tuple) else value
        click.echo(f"{TITLES[part][language() == 'en']}: {shown or '—'}")
    return 0
