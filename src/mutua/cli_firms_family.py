"""Relatives covered through a firm, at the terminal: what was recorded, and who of which household is covered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import language, say
from mutua.cli_claim_life import desktop, today_or
from mutua.cli_firms_show import day, print_table
from mutua.cli_firms_work import firm_number, or_stop
from mutua.cli_rights_commands import the_person

if TYPE_CHECKING:
    from mutua.services.firm_relatives import Relative
    from mutua.store.database import Archive


def enrol_with(
    database: str | None, firm: str, worker: str, relative: str, since: date, until: date | None
) -> int:
    """Enrols a relative, and says from when they are covered and until when."""
    from mutua.services.enrolments import enrolment_of
    from mutua.services.firm_relatives import enrol_relative

    with opened(database) as archive:
        firm_id = firm_number(archive, firm)
        person_id = the_person(archive, relative)
        with archive.reader.begin() as connection:
            told = or_stop(enrolment_of(connection, firm_id, worker))
        or_stop(enrol_relative(desktop(archive), told.one, person_id, since=since, until=until))
        _print_days(archive, person_id)
    return 0


def end_with(database: str | None, enrolment_id: int, on: date) -> int:
    from mutua.services.enrolments import recorded_enrolment
    from mutua.services.firm_relatives import end_relative

    with opened(database) as archive:
        or_stop(end_relative(desktop(archive), enrolment_id, on=on))
        with archive.reader.begin() as connection:
            told = recorded_enrolment(connection, enrolment_id)
        if told is not None:
            _print_days(archive, told.one.person_id)
    return 0


def _print_days(archive: Archive, person_id: int) -> None:
    """«Coperto dal 01/06/2026.» by the cover through a firm that is told last."""
    from mutua.services.firm_sight import firm_covers

    with archive.reader.begin() as connection:
        covers = firm_covers(connection, [person_id]).get(person_id, ())
    for one in [told for told in covers if told.relative][-1:]:
        first, last = day(one.effective_from), day(one.ends_on)
        if one.ends_on is None:
            click.echo(say(f"È coperto dal {first}.", f"They are covered from {first}."))
        else:
            click.echo(say(f"È coperto dal {first} al {last}; poi può continuare da solo.",
                           f"They are covered from {first} to {last}; then they may go on alone."))  # fmt: skip


def print_relatives(database: str | None, firm: str, on: date | None) -> int:
    from mutua.services.firm_relatives import relatives_of_firm

    with opened(database) as archive:
        firm_id = firm_number(archive, firm)
        with archive.reader.begin() as connection:
            found = relatives_of_firm(connection, firm_id, today_or(on))
    if not found:
        click.echo(say("Nessun familiare: né coperto, né che possa esserlo.",
                       "No relative: neither covered, nor one who could be."))  # fmt: skip
        return 0
    titles = (say("con", "with"), say("familiare", "relative"), say("grado", "kinship"), say("iscrizione", "enrolment"),
              say("dal", "from"), say("al", "to"), say("stato", "state"))  # fmt: skip
    print_table(
        [(title, "left") for title in titles],
        [
            (one.worker, one.name, one.kinship, str(one.enrolment_id or ""), day(one.since), day(one.until),
             _state(one))
            for one in found
        ],
    )  # fmt: skip
    return 0


def _state(one: Relative) -> str:
    from mutua.domain.firms import FamilyRule
    from mutua.wording.firms import word

    if one.enrolment_id is not None:
        return say("coperto, ma non è più del nucleo", "covered, but of the household no longer") if one.gone else (
            say("coperto", "covered")
        )
    rule = word(one.rule.value, language())
    if one.rule is FamilyRule.WHOLE_HOUSEHOLD:
        return say(f"manca ({rule})", f"missing ({rule})")
    return say(f"non coperto ({rule})", f"not covered ({rule})")
