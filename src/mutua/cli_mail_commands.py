"""What the commands for the society's mail do."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, print_paragraph, say

if TYPE_CHECKING:
    from mutua.domain.faults import Fault
    from mutua.services.send_mail import Sending, Went
    from mutua.store.database import Archive


def _fault(one: Fault) -> str:
    from mutua.wording.mails import mail_fault

    return mail_fault(one.code, one.found, one.values, language())


def _failure(code: str) -> str:
    from mutua.wording.mails import FAILURES

    return FAILURES[code][language() == "en"]


def clock_of(archive: Archive) -> Callable[[], datetime]:
    """The machine's clock; a demonstration's own."""
    from mutua.cli_serve import demo_clock
    from mutua.services.load_demo import is_demo

    return demo_clock(archive) if is_demo(archive) else lambda: datetime.now(UTC)


def sending(archive: Archive) -> Sending:
    from mutua.services.new_archive import the_program
    from mutua.services.send_mail import Sending
    from mutua.store.ids import Ids

    ids = Ids()
    return Sending(archive, clock_of(archive), the_program(archive, ids), ids)


def post_waiting(by: Sending) -> Went:
    """Sends what waits, through the post office of the settings."""
    from mutua.services.mail_settings import mail_settings
    from mutua.services.posting import post_of
    from mutua.services.send_mail import send_waiting

    with by.archive.reader.begin() as connection:
        settings = mail_settings(connection)
    return send_waiting(by, post_of(settings, os.environ, click.echo))


def set_up(database: str | None, told: dict[str, str]) -> int:
    from mutua.services.load_demo import is_demo
    from mutua.services.mail_settings import PARTS, change_mail_settings, mail_settings

    if told.get("way") == "off":
        told["way"] = ""
    with opened(database) as archive, archive.writer.begin() as connection:
        faults = change_mail_settings(connection, told, demo=is_demo(archive)) if told else []
        kept = mail_settings(connection)
    if faults:
        raise Stop("\n".join(_fault(one) for one in faults))
    for part in PARTS:
        click.echo(f"{part.replace('_', '-')}: {getattr(kept, part) or '—'}")
    return 0


def try_one(database: str | None, address: str) -> int:
    from mutua.domain.faults import Fault
    from mutua.domain.mail_address import read_mail_address
    from mutua.services.mail import new_name
    from mutua.services.mail_settings import mail_settings
    from mutua.services.posting import Addressed, Closed, mail_of, post_of
    from mutua.services.send_mail import sender_of
    from mutua.wording.mails import trial

    to = read_mail_address(address)
    if isinstance(to, Fault):
        raise Stop(_fault(to))
    with opened(database) as archive, archive.reader.begin() as connection:
        settings, sender, now = mail_settings(connection), sender_of(connection), clock_of(archive)()
    if not settings.ready:
        raise Stop(_failure("not_set_up"))
    made = mail_of(Addressed(to, new_name(), now, trial(sender)), settings, sender)
    try:
        with post_of(settings, os.environ, click.echo).open() as counter:
            failed = counter.hand_over(made)
    except Closed as closed:
        failed = closed.code
    if failed:
        raise Stop(_failure(failed))
    click.echo(say("Partita: guardate se arriva.", "It went: look whether it comes."))
    return 0


def send_now(database: str | None) -> int:
    """0 also where single mails did not go: they are tried again; 1 where the post office took none."""
    with opened(database) as archive:
        went = post_waiting(sending(archive))
    if went.sent or went.failed or not went.problem:
        click.echo(say(f"Partite: {went.sent}. Non andate: {went.failed}.",
                       f"Went: {went.sent}. Did not: {went.failed}."))  # fmt: skip
    if went.problem:
        raise Stop(_failure(went.problem))
    return 0


def ask_month(database: str | None) -> int:
    from mutua.services.firm_mail import ask_of_month

    with opened(database) as archive:
        by = sending(archive)
        count = ask_of_month(archive, actor_id=by.actor_id, now=by.clock())
    click.echo(say(f"Aziende a cui si chiede: {count}.", f"Firms that are asked: {count}."))
    return 0


def print_mails(database: str | None) -> int:
    from mutua.domain.italian import written_instant
    from mutua.services.mail_list import list_mails
    from mutua.wording.mails import KINDS, STATES

    with opened(database) as archive, archive.reader.begin() as connection:
        found = list_mails(connection)
    if not found:
        print_paragraph(say("Non c'è nulla in partenza.", "Nothing is to go out."))
        return 0
    english = language() == "en"
    for one in found:
        why = f" ({_failure(one.failed)})" if one.failed and one.sent_at is None else ""
        click.echo(f"{one.name_of_mail}  {written_instant(one.made_at)}  {KINDS[one.kind][english]}  "
                   f"{STATES[one.state][english]}{why}")  # fmt: skip
    return 0


def settle(database: str | None, name: str, *, again: bool) -> int:
    from mutua.services.mail_list import drop_mail, try_again

    with opened(database) as archive:
        by = sending(archive)
        done = (try_again if again else drop_mail)(archive, name, actor_id=by.actor_id, now=by.clock())
    if not done:
        raise Stop(say(f"Nessun messaggio {name} aspetta.", f"No mail {name} waits."))
    click.echo(say("Riparte subito.", "It goes again.") if again else say("Non parte più.", "It never goes."))
    return 0


def choose_for(database: str | None, member: str, address: str, *, stop: bool) -> int:
    from mutua.cli_rights_commands import the_person
    from mutua.domain.faults import Fault
    from mutua.domain.italian import written_day
    from mutua.services.mail import choose_at, chosen_address, stop_at

    with opened(database) as archive:
        by, person_id = sending(archive), the_person(archive, member)
        if stop:
            stop_at(archive, person_id, actor_id=by.actor_id, now=by.clock())
        elif address:
            done = choose_at(archive, person_id, address, actor_id=by.actor_id, now=by.clock())
            if isinstance(done, Fault):
                raise Stop(_fault(done))
        with archive.reader.begin() as connection:
            chosen = chosen_address(connection, person_id)
    if chosen is None:
        print_paragraph(say("Nessun avviso per posta elettronica: riceve le lettere.",
                            "No notices by mail: they get letters."))  # fmt: skip
    else:
        day = written_day(chosen.since)
        print_paragraph(say(f"Avvisi a {chosen.address}, dal {day}.", f"Notices to {chosen.address}, since {day}."))
    return 0
