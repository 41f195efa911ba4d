"""The commands for the web front: who may enter it, and serving it."""

from __future__ import annotations

import click

from mutua.cli_archive import database_option
from mutua.cli_base import Command, Group, lang_option

ROLES = ("clerk", "approver", "auditor", "admin", "firm", "member")
LOGIN = click.argument("login", metavar="NOME")
ROLE = click.option(
    "--role", "roles", type=click.Choice(ROLES), multiple=True, required=True,
    help="Che cosa può fare: clerk sta allo sportello, approver approva, auditor legge soltanto, admin dà gli accessi, "
    "firm entra per un'azienda, member come socio: questi due non hanno altri ruoli.",
)  # fmt: skip


@click.group("users", cls=Group)
@lang_option
def users() -> None:
    """Chi entra nelle pagine di mutua: accessi, ruoli, password nuove."""


@users.command("add", cls=Command)
@LOGIN
@click.option("--name", required=True, metavar="TESTO", help="Nome e cognome di chi entra.")
@ROLE
@click.option(
    "--member", metavar="NUMERO", default="",
    help="La sua tessera o il suo codice fiscale, se è socio: le domande della sua famiglia le tratta un collega. "
    "Con --role member dice di chi sono le pagine.",
)
@click.option(
    "--firm", metavar="CODICE", default="", help="Con --role firm: la partita IVA, il codice o il nome dell'azienda.",
)
@click.option(
    "--intermediary", is_flag=True, help="È il consulente: vede le aziende che gli hanno dato delega.",
)
@database_option
@lang_option
def add(
    login: str, name: str, roles: tuple[str, ...], member: str, firm: str, database: str | None, *, intermediary: bool
) -> int:
    """Dà un accesso: stampa la password per la prima volta, una sola volta."""
    from mutua.cli_users_commands import add_one

    return add_one(database, login, name, roles, member, (firm, intermediary))


@users.command("list", cls=Command)
@database_option
@lang_option
def list_all(database: str | None) -> int:
    """Chi può entrare, con quali ruoli."""
    from mutua.cli_users_commands import print_users

    return print_users(database)


@users.command("roles", cls=Command)
@LOGIN
@ROLE
@database_option
@lang_option
def change(login: str, roles: tuple[str, ...], database: str | None) -> int:
    """Cambia i ruoli: quelli scritti, al posto di quelli di prima."""
    from mutua.cli_users_commands import change_roles_of

    return change_roles_of(database, login, roles)


@users.command("reset", cls=Command)
@LOGIN
@database_option
@lang_option
def reset(login: str, database: str | None) -> int:
    """Dà una password nuova e un'altra chiave per i codici; chi era dentro esce subito. Riapre un accesso chiuso."""
    from mutua.cli_users_commands import reset_one

    return reset_one(database, login)


@users.command("disable", cls=Command)
@LOGIN
@database_option
@lang_option
def disable(login: str, database: str | None) -> int:
    """Chiude un accesso, da subito. Quello che ha fatto resta a suo nome."""
    from mutua.cli_users_commands import disable_one

    return disable_one(database, login)


@users.command("key", cls=Command)
@LOGIN
@click.option("--purpose", required=True, metavar="TESTO", help="A che cosa serve: così la si riconosce.")
@click.option("--days", type=int, default=90, metavar="N", help="Per quanti giorni vale, al più 366; altrimenti 90.")
@database_option
@lang_option
def key(login: str, purpose: str, days: int, database: str | None) -> int:
    """Fa una chiave per un programma, che agisce a nome di questo accesso: la stampa una sola volta."""
    from mutua.cli_users_commands import make_key_for

    return make_key_for(database, login, purpose, days)


@click.command("serve", cls=Command)
@click.option("--host", default="127.0.0.1", metavar="INDIRIZZO", help="Dove ascolta; se no 127.0.0.1, cioè qui.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, metavar="PORTA", help="La porta; altrimenti 8000.")
@click.option("--behind", metavar="INDIRIZZO", help="Da quale indirizzo arriva il proxy che sta davanti, se c'è.")
@database_option
@lang_option
def serve(host: str, port: int, behind: str | None, database: str | None) -> int:
    """Apre le pagine: chi sta allo sportello le usa dal browser."""
    from mutua.cli_serve import serve_pages

    return serve_pages(database, host, port, behind=behind)
