"""The society itself: what stands at the head of its papers, set once and shown."""

from __future__ import annotations

from typing import Any

import click

from mutua.cli_archive import database_option, opened
from mutua.cli_base import Command, Group, Stop, lang_option, language, print_json, say
from mutua.cli_values import MONEY
from mutua.domain.elision import elided

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
    hours: str | None, payment_days: str | None, **told: str | None,
) -> int:  # fmt: skip
    """Dice o cambia uno o più dati; quelli non nominati restano. Un testo vuoto li toglie."""
    from mutua.domain.payment_days import read_days
    from mutua.services.accesses import CLERKS_NAMED
    from mutua.services.plain_ones import LIMIT
    from mutua.services.society import HOURS, PAYMENT_DAYS, change_letterhead
    from mutua.store.settings import write_setting
    from mutua.wording.identifiers import IDENTIFIERS

    given: dict[str, Any] = {part: text for part, text in told.items() if text is not None}
    if registers:
        given["registers"] = registers
    if not given and name_clerks is None and (plain_limit, hours, payment_days) == (None, None, None):
        raise click.UsageError(say("Dire che cosa cambia: --name, --iban, …", "Say what changes: --name, --iban, …"))
    days = read_days(payment_days or "")
    if days is None:
        raise click.UsageError(say("I giorni del mese sono numeri da 1 a 31: --payment-days 15,31",
                                   "Days of the month are numbers from 1 to 31: --payment-days 15,31"))  # fmt: skip
    with opened(database) as archive, archive.writer.begin() as connection:
        faults = change_letterhead(connection, given)
        if name_clerks is not None and not faults:
            write_setting(connection, CLERKS_NAMED, "yes" if name_clerks else "no")
        if hours is not None and not faults:
            write_setting(connection, HOURS, " ".join(hours.split()))
        if payment_days is not None and not faults:
            write_setting(connection, PAYMENT_DAYS, ",".join(map(str, days)))
        if plain_limit is not None and not faults:
            write_setting(connection, LIMIT, str(plain_limit))
    if faults:
        english = language() == "en"
        told_faults = [IDENTIFIERS[one.code][english].format_map({**one.values, "found": one.found}) for one in faults]
        raise Stop("\n".join(one if english else elided(one) for one in told_faults))
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
