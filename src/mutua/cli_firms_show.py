"""Firms as they stand, at the terminal: the list, one of them whole, its people as the firm itself sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import language, say
from mutua.cli_claim_life import today_or
from mutua.cli_firms_work import firm_number, plan_sentence

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from mutua.services.organisations import Organisation


LONGEST_WORD = 10  # longer words fold where there is no room


def print_table(columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]]) -> None:
    """A plain table; columns by title and `left` or `right`. Without room texts fold, never codes nor figures."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    every = [tuple(row) for row in rows]
    told = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for at, (title, side) in enumerate(columns):
        coded = all(len(row[at].split()) == 1 and any(map(str.isdigit, row[at])) for row in every if row[at])
        words = max(len(word) for text in (title, *(row[at] for row in every)) for word in (text.split() or [""]))
        told.add_column(
            title, justify="right" if side == "right" else "left", overflow="fold", no_wrap=coded,
            min_width=words if coded else min(words, LONGEST_WORD),
        )  # fmt: skip
    for row in every:
        told.add_row(*row)
    Console(highlight=False).print(told)


def day(told: date | None) -> str:
    from mutua.domain.italian import written_day

    return "" if told is None else written_day(told)


def print_firms(database: str | None, role: str | None) -> int:
    from mutua.domain.firms import Role
    from mutua.services.organisations import every_organisation
    from mutua.wording.firms import word

    today = today_or(None)
    with opened(database) as archive, archive.reader.begin() as connection:
        found = [one for one in every_organisation(connection) if role is None or one.has(Role(role), today)]
    if not found:
        click.echo(say("Nessuna.", "None."))
        return 0
    print_table(
        [(say("organizzazione", "organisation"), "left"), (say("partita IVA", "VAT number"), "left"),
         (say("sede", "seat"), "left"), (say("ruoli", "roles"), "left")],
        [
            (one.name, one.vat_number, one.contact.municipality,
             ", ".join(word(what.value, language()) for what, _, until in one.roles if until is None or until >= today))
            for one in found
        ],
    )  # fmt: skip
    return 0


def print_firm(database: str | None, firm: str, on: date | None) -> int:
    from mutua.services.organisations import organisation
    from mutua.store.firms import read_plans
    from mutua.wording.staff_changes import terms_sentence

    today = today_or(on)
    with opened(database) as archive:
        firm_id = firm_number(archive, firm)
        with archive.reader.begin() as connection:
            one = organisation(connection, firm_id)
            _print_head(one, today)
            _print_delegations(connection, firm_id, today)
            plans = read_plans(connection, [firm_id]).get(firm_id, [])
            for plan in plans:
                click.echo(plan_sentence(connection, plan.plan_id))
                click.echo(f"  {terms_sentence(plan.on(today), language())}")
                click.echo(f"  {_arrears(connection, plan.plan_id, plan.on(today), today)}")
            if not plans:
                click.echo(say("Nessun piano.", "No plan."))
            _print_adhesion(connection, firm_id, today)
    return 0


def _print_head(one: Organisation, today: date) -> None:
    from mutua.wording.firms import word

    parts = [one.name, one.vat_number and f"P.IVA {one.vat_number}", one.contact.kind, one.contact.municipality]
    click.echo(", ".join(part for part in parts if part))
    for role, since, until in one.roles:
        told = say(f"dal {day(since)}", f"from {day(since)}")
        if until is not None:
            told += say(f" al {day(until)}", f" to {day(until)}")
        click.echo(f"  {word(role.value, language())} {told}")
    contact = [one.contact.contact, one.contact.email, one.contact.pec, one.contact.phone]
    if any(contact):
        click.echo("  " + ", ".join(part for part in contact if part))


def _print_delegations(connection: Connection, firm_id: int, today: date) -> None:
    from mutua.services.organisations import delegates_of
    from mutua.wording.firms import word

    for name, scope, since, _ in delegates_of(connection, firm_id, today):
        click.echo(say(f"  delega {name} ({word(scope)}) dal {day(since)}",
                       f"  delegates {name} ({word(scope, 'en')}) from {day(since)}"))  # fmt: skip


def _arrears(connection: Connection, plan_id: int, terms: object, today: date) -> str:
    from mutua.domain.firms import Terms
    from mutua.services.firm_statements import arrears_of
    from mutua.wording.firms import word

    assert isinstance(terms, Terms)
    found = arrears_of(connection, plan_id, terms, today)
    told = word(found.state, language())
    if found.until is not None:
        told += say(f" (fino al {day(found.until)})", f" (until {day(found.until)})")
    return say(f"pagamenti: {told}", f"payments: {told}")


def _print_adhesion(connection: Connection, firm_id: int, today: date) -> None:
    from mutua.domain.pact import AdhesionState, adhesion_on
    from mutua.services.adhesions import read_adhesion
    from mutua.wording.firms import word

    standing = adhesion_on(read_adhesion(connection, firm_id), today)
    if standing.state is not AdhesionState.OUTSIDE:
        told = word(standing.state.value, language())
        click.echo(say(f"Adesione al patto: {told} dal {day(standing.since)}.",
                       f"Adhesion to the pact: {told} since {day(standing.since)}."))  # fmt: skip


def print_roster(database: str | None, firm: str, on: date | None) -> int:
    """The people of a firm through the firm's own view."""
    from mutua.services.firm_desk import my_people
    from mutua.wording.firms import word

    with opened(database) as archive:
        rows = my_people(archive, firm_number(archive, firm), on=on)
    if not rows:
        click.echo(say("Nessuno.", "Nobody."))
        return 0
    titles = (
        say("persona", "person"), say("codice fiscale", "fiscal code"), say("dal", "from"), say("al", "to"),
        say("coperta dal", "covered from"), say("al", "to"),
    )  # fmt: skip
    print_table(
        [(title, "left") for title in titles],
        [
            (f"{one.surname} {one.given_name}"
             + ("" if one.category == "employee" else f" ({word(one.category, language())})"), one.fiscal_code,
             day(one.hired_on), day(one.left_on),
             day(one.cover_from) or say("non coperta", "not covered"), day(one.cover_until))
            for one in rows
        ],
    )  # fmt: skip
    count = len({one.fiscal_code for one in rows})
    click.echo(say(f"{count} {'persona' if count == 1 else 'persone'}.",
                   f"{count} {'person' if count == 1 else 'people'}."))  # fmt: skip
    return 0
