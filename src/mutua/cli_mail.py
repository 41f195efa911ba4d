"""The commands for the society's mail: set it up, try it, send what waits, look at it."""

from __future__ import annotations

import click

from mutua.cli_archive import database_option
from mutua.cli_base import Command, Group, lang_option

WAYS = ("smtp", "console", "off")
NAME = click.argument("name", metavar="MESSAGGIO")


@click.group("mail", cls=Group)
@lang_option
def mail() -> None:
    """La posta elettronica: impostarla, provarla, spedire ciò che aspetta."""


@mail.command("setup", cls=Command)
@click.option("--way", type=click.Choice(WAYS), help="smtp spedisce, off no; console mostra (solo in dimostrazione).")
@click.option("--host", metavar="NOME", help="Il servizio di posta, come smtp.esempio.it.")
@click.option("--port", metavar="NUMERO", help="La porta; senza, quella che va con la cifratura.")
@click.option("--tls", type=click.Choice(("starttls", "tls", "none")), help="La cifratura; none: solo questa macchina.")
@click.option("--user", metavar="NOME", help="L'utente del servizio di posta.")
@click.option("--sender", metavar="INDIRIZZO", help="L'indirizzo da cui si scrive.")
@click.option("--address", "public_address", metavar="URL", help="L'indirizzo delle pagine, per i collegamenti.")
@click.option("--password-file", metavar="FILE", help="Il file della password; oppure MUTUA_MAIL_PASSWORD.")
@database_option
@lang_option
def setup(database: str | None, **told: str | None) -> int:
    """Imposta la posta; ciò che non si nomina resta. La password non entra nell'archivio."""
    from mutua.cli_mail_commands import set_up

    return set_up(database, {part: text for part, text in told.items() if text is not None})


@mail.command("try", cls=Command)
@click.argument("address", metavar="INDIRIZZO")
@database_option
@lang_option
def attempt(address: str, database: str | None) -> int:
    """Spedisce una prova a un indirizzo, subito."""
    from mutua.cli_mail_commands import try_one

    return try_one(database, address)


@mail.command("send", cls=Command)
@database_option
@lang_option
def send(database: str | None) -> int:
    """Spedisce ciò che aspetta e ritenta ciò che non è andato: da lanciare ogni pochi minuti."""
    from mutua.cli_mail_commands import send_now

    return send_now(database)


@mail.command("month", cls=Command)
@database_option
@lang_option
def month(database: str | None) -> int:
    """Prepara per le aziende la domanda del mese, con il collegamento per dire che nulla è cambiato."""
    from mutua.cli_mail_commands import ask_month

    return ask_month(database)


@mail.command("list", cls=Command)
@database_option
@lang_option
def list_all(database: str | None) -> int:
    """Ciò che aspetta, è andato o non è andato: senza indirizzi e senza testi."""
    from mutua.cli_mail_commands import print_mails

    return print_mails(database)


@mail.command("again", cls=Command)
@NAME
@database_option
@lang_option
def again(name: str, database: str | None) -> int:
    """Rimette in partenza un messaggio che non è andato."""
    from mutua.cli_mail_commands import settle

    return settle(database, name, again=True)


@mail.command("drop", cls=Command)
@NAME
@database_option
@lang_option
def drop(name: str, database: str | None) -> int:
    """Toglie un messaggio: non parte più."""
    from mutua.cli_mail_commands import settle

    return settle(database, name, again=False)


@mail.command("choose", cls=Command)
@click.argument("member", metavar="NUMERO")
@click.argument("address", metavar="INDIRIZZO", required=False, default="")
@click.option("--stop", is_flag=True, help="Non vuole più avvisi per posta elettronica.")
@database_option
@lang_option
def choose(member: str, address: str, database: str | None, *, stop: bool) -> int:
    """Dove una persona (tessera o codice fiscale) vuole gli avvisi; senza indirizzo, mostra dove."""
    from mutua.cli_mail_commands import choose_for

    return choose_for(database, member, address, stop=stop)
