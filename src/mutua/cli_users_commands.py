"""Logins at the terminal: given, listed, changed, closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import language, print_paragraph, say
from mutua.cli_decide import refused
from mutua.domain.access import Role

if TYPE_CHECKING:
    from mutua.services.accounts import Given
    from mutua.services.decide_claim import Refusal
    from mutua.store.database import Archive


def _roles(names: Iterable[str]) -> frozenset[Role]:
    return frozenset(Role(one) for one in names)


def add_one(
    database: str | None, login: str, name: str, roles: tuple[str, ...], member: str, firm: tuple[str, bool]
) -> int:
    """A login, and the password for the first time."""
    from mutua.cli_firms_work import firm_number
    from mutua.cli_rights_commands import the_person
    from mutua.services.accounts import ForFirm, add_user
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids

    ids = Ids()
    with opened(database) as archive:
        of = ForFirm(firm_number(archive, firm[0]), firm[1]) if firm[0] else None
        person_id = the_person(archive, member) if member else None
        given = add_user(
            archive, login, name, _roles(roles), actor_id=the_program(archive, ids), now=datetime.now(UTC), ids=ids,
            person_id=person_id, firm=of,
        )  # fmt: skip
        began = _two_for_rules(archive, given)
    _print_given(given)
    return _print_began() if began else 0


def _two_for_rules(archive: Archive, done: object) -> bool:
    """Whether the regulations take two people from now on, because now there are two."""
    from mutua.cli_claim_life import desktop
    from mutua.services.decide_claim import Refusal
    from mutua.services.two_people import ask_two_for_rules

    return not isinstance(done, Refusal) and ask_two_for_rules(desktop(archive))


def _print_began() -> int:
    print_paragraph(
        say("Adesso siete in due: da oggi un cambiamento dei regolamenti decide solo dopo che l'ha approvato una "
            "seconda persona. I piani valgono come sono oggi. Se non lo volete: mutua four-eyes set --no-rules",
            "Now there are two of you: from today a change of the regulations decides only once a second person "
            "approved it. Plans hold as they are today. If you do not want that: mutua four-eyes set --no-rules")
    )  # fmt: skip
    return 0


def _print_given(given: Given | Refusal) -> int:
    from mutua.services.decide_claim import Refusal

    if isinstance(given, Refusal):
        raise refused(given)
    print_paragraph(
        say(f"{given.login} entra la prima volta con la password {given.password}",
            f"{given.login} enters the first time with the password {given.password}")
    )  # fmt: skip
    print_paragraph(
        say("Si vede solo adesso e vale un'ora: consegnatela a voce. Al primo ingresso ne sceglie una propria e "
            "collega l'applicazione dei codici.",
            "It is shown only now and holds for an hour: tell it in person. At the first entry they choose their own "
            "and connect the code application.")
    )  # fmt: skip
    return 0


def print_users(database: str | None) -> int:
    """The logins in a table."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from mutua.domain.italian import written_day
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.services.accounts import list_users, never_entered_in_time
    from mutua.wording.access import ROLE_NAMES

    with opened(database) as archive:
        found, ended = list_users(archive), never_entered_in_time(archive, datetime.now(UTC))
    if not found:
        print_paragraph(
            say("Nessuno può ancora entrare: mutua users add.", "Nobody may enter yet: mutua users add.")
        )
        return 0
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for title in (say("nome", "login"), say("persona", "person"), say("ruoli", "roles"), say("dal", "since"),
                  say("stato", "state")):  # fmt: skip
        table.add_column(title, overflow="fold")
    for one in found:
        state = say("chiuso", "closed") if one.disabled_at is not None else (
            say("attivo", "active") if not one.must_change else say("password scaduta", "password ended")
            if one.id in ended else say("mai entrato", "never entered")
        )  # fmt: skip
        roles = ", ".join(ROLE_NAMES[role][language() == "en"] for role in sorted(one.roles))
        table.add_row(one.login, one.name, roles, written_day(day_in_rome(one.created_at)), state)
    Console(highlight=False).print(table)
    return 0


def change_roles_of(database: str | None, login: str, roles: tuple[str, ...]) -> int:
    from mutua.services.accounts import change_roles
    from mutua.services.decide_claim import Refusal
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids

    with opened(database) as archive:
        done = change_roles(
            archive, login, _roles(roles), actor_id=the_program(archive, Ids()), now=datetime.now(UTC)
        )
        began = _two_for_rules(archive, done)
    if isinstance(done, Refusal):
        raise refused(done)
    click.echo(say(f"Ruoli di {done} cambiati: valgono dalla prossima pagina.",
                   f"Roles of {done} changed: they count from the next page on."))  # fmt: skip
    return _print_began() if began else 0


def reset_one(database: str | None, login: str) -> int:
    from mutua.services.accounts import reset_user
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids

    with opened(database) as archive:
        given = reset_user(archive, login, actor_id=the_program(archive, Ids()), now=datetime.now(UTC))
    return _print_given(given)


def disable_one(database: str | None, login: str) -> int:
    from mutua.services.accounts import disable_user
    from mutua.services.decide_claim import Refusal
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids

    with opened(database) as archive:
        done = disable_user(archive, login, actor_id=the_program(archive, Ids()), now=datetime.now(UTC))
    if isinstance(done, Refusal):
        raise refused(done)
    click.echo(say(f"{done} non entra più, da subito.", f"{done} may no longer enter, from now on."))
    return 0


def make_key_for(database: str | None, login: str, purpose: str, days: int) -> int:
    """A key, shown once."""
    from mutua.domain.italian import written_instant
    from mutua.services.access_keys import make_key_of
    from mutua.services.decide_claim import Refusal
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids

    ids = Ids()
    with opened(database) as archive:
        made = make_key_of(
            archive, login, purpose, days, actor_id=the_program(archive, ids), now=datetime.now(UTC), ids=ids
        )
    if isinstance(made, Refusal):
        raise refused(made)
    click.echo(made.text)
    told = written_instant(made.ends_at)
    print_paragraph(
        say(f"Si vede solo adesso. Vale fino al {told}; si toglie dal profilo, o con mutua users reset.",
            f"It is shown only now. It holds until {told}; take it back on the profile page, or by mutua users reset.")
    )  # fmt: skip
    return 0
