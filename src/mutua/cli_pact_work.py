"""The pact at the terminal: an event told, adherents and reminders printed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import language, say
from mutua.cli_claim_life import desktop, today_or
from mutua.cli_firms_show import day, print_table
from mutua.cli_firms_work import firm_number, or_stop

if TYPE_CHECKING:
    from mutua.domain.pact import AdhesionStanding
    from mutua.services.adhesions import About


def tell(database: str | None, firm: str, event: str, on: date | None, about: About) -> int:
    """Records what happened, and says where the organisation stands now."""
    from mutua.domain.pact import AdhesionEvent
    from mutua.services.adhesions import tell_adhesion

    with opened(database) as archive:
        firm_id = firm_number(archive, firm)
        done = or_stop(
            tell_adhesion(desktop(archive), firm_id, AdhesionEvent(event), on=today_or(on), about=about)
        )  # fmt: skip
    click.echo(f"{firm}: {standing_words(done.standing)}.")
    if done.plans_go_on:
        count = done.plans_go_on
        click.echo(say(f"Piani aziendali in vigore: {count}. Restano come sono: decidere a parte.",
                       f"Firm plans in force: {count}. They stay as they are: decide apart."))  # fmt: skip
    return 0


def tell_all(database: str | None, on: date | None, about: About) -> int:
    """A new text for every adherent."""
    from mutua.domain.pact import AdhesionEvent, AdhesionState
    from mutua.services.adhesions import adherents, tell_adhesion

    with opened(database, unchanged=False) as archive:
        today = today_or(on)
        with archive.reader.begin() as connection:
            found = [one for one in adherents(connection, today) if one.standing.state is AdhesionState.ACTIVE]
        for one in found:
            done = tell_adhesion(desktop(archive), one.firm_id, AdhesionEvent.NEW_TEXT, on=today, about=about)
            click.echo(f"{one.name}: {standing_words(or_stop(done).standing)}.")
    return 0


def standing_words(standing: AdhesionStanding) -> str:
    """«attiva dal 10/03/2026, da confermare entro il 31/05/2026»"""
    from mutua.wording.firms import word

    told = word(standing.state.value, language())
    if standing.since is not None:
        told += say(f" dal {day(standing.since)}", f" since {day(standing.since)}")
    if standing.due_on is not None:
        told += say(f", entro il {day(standing.due_on)}", f", by {day(standing.due_on)}")
    return told


def print_adherents(database: str | None, on: date | None, *, public: bool) -> int:
    from mutua.domain.pact import AdhesionState
    from mutua.services.adhesions import adherents

    today = today_or(on)
    with opened(database) as archive, archive.reader.begin() as connection:
        found = adherents(connection, today)
    if public:
        found = [one for one in found if one.listed and one.standing.state is AdhesionState.ACTIVE]
    if not found:
        click.echo(say("Nessuna adesione.", "No adhesion."))
        return 0
    titles = (say("organizzazione", "organisation"), say("tipo", "kind"), say("sede", "seat"),
              say("adesione", "adhesion"), say("delibera", "resolution"))  # fmt: skip
    print_table(
        [(title, "left") for title in titles],
        [(one.name, one.kind, one.municipality, standing_words(one.standing), one.resolution) for one in found],
    )
    return 0


def print_adhesion(database: str | None, firm: str, on: date | None) -> int:
    from mutua.domain.pact import adhesion_on
    from mutua.services.adhesions import read_adhesion
    from mutua.wording.firms import EVENTS

    with opened(database) as archive:
        firm_id = firm_number(archive, firm)
        with archive.reader.begin() as connection:
            events = read_adhesion(connection, firm_id)
    click.echo(f"{firm}: {standing_words(adhesion_on(events, today_or(on)))}.")
    for one in events:
        told = EVENTS[one.event.value][language() == "en"]
        until = say(f", entro il {day(one.due_on)}", f", by {day(one.due_on)}") if one.due_on else ""
        click.echo(f"  {day(one.happened_on)}  {told}{until}")
    return 0


def print_reminders(database: str | None, on: date | None, ahead: int) -> int:
    from mutua.services.adhesions import reminders
    from mutua.wording.firms import word

    with opened(database) as archive, archive.reader.begin() as connection:
        found = reminders(connection, today_or(on), ahead_days=ahead)
    if not found:
        click.echo(say("Nulla da ricordare.", "Nothing to remind of."))
        return 0
    titles = (say("entro il", "by"), say("organizzazione", "organisation"), say("che cosa", "what"))
    print_table(
        [(title, "left") for title in titles],
        [(day(one.due_on), one.name, word(one.code, language())) for one in found],
    )
    return 0
