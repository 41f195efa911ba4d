"""Who is late with contributions, and the papers that go out about them, at the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, print_json, say
from mutua.cli_claim_life import desktop, today_or
from mutua.cli_decide import refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from mutua.services.contribution_notices import ToSend
    from mutua.services.late_payers import Late


def households_named(connection: Connection, codes: Sequence[str]) -> list[int] | None:
    """The households with the codes; None where nobody named any. Stops where one is not there."""
    from mutua.services.decide_claim import Refusal
    from mutua.store.who import household_ids

    if not codes:
        return None
    found = household_ids(connection, codes)
    for code in codes:
        if code not in found:
            raise refused(Refusal("household_unknown", code))
    return list(found.values())


# ---------------------------------------------------------------- who is late


def print_late(database: str | None, on: date | None, codes: Sequence[str], *, as_json: bool) -> int:
    """A row for each contribution that is late on the day, and what it does to the cover."""
    from mutua.cli_charging import tell_over_line
    from mutua.services.late_payers import late_on

    day = today_or(on)
    with opened(database) as archive:
        at = desktop(archive)
        with archive.reader.begin() as connection:
            found = late_on(connection, at.plans, day, households_named(connection, codes))
            if not (as_json or codes):
                tell_over_line(connection, day.year)
    if as_json:
        print_json([_plain(one) for one in found])
        return 0
    if not found:
        click.echo(say("Nessuno è in ritardo.", "Nobody is late."))
        return 0
    _print_rows(found)
    return 0


def _plain(one: Late) -> dict[str, object]:
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in one._asdict().items()}
    return {name: value for name, value in told.items() if name != "household_id"}


def _print_rows(found: Sequence[Late]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from mutua.domain.italian import written_day
    from mutua.wording.numbers import amount

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for title in (say("nucleo", "household"), say("piano", "plan"), say("scadenza", "due")):
        table.add_column(title, overflow="fold")
    table.add_column(say("resta", "open"), justify="right", no_wrap=True)
    for title in (say("copertura", "cover"), say("articolo", "article")):
        table.add_column(title, overflow="fold")
    for one in found:
        cents = amount(one.open_cents, language())
        row = (one.household_code, one.plan_code, written_day(one.due_on), cents, cover_in_words(one), one.article)
        table.add_row(*row)
    Console(highlight=False).print(table)
    total = amount(sum(one.open_cents for one in found), language())
    click.echo(say(f"In tutto {total}.", f"In all {total}."))


def cover_in_words(one: Late) -> str:
    """«sospesa dal 01/02/2027; riprende il 22/03/2027 (pagato il 20/02/2027)»"""
    from mutua.wording.counter import cover_when_late

    return cover_when_late(one.stops_on, one.resumes_on, one.paid_on, waits=one.waits, language=language())


# ---------------------------------------------------------------- papers that go out


def _somewhere_to_pay(connection: Connection) -> None:
    from mutua.services.contribution_notices import nowhere_to_pay
    from mutua.wording.dues import NOWHERE_TO_PAY

    if nowhere_to_pay(connection):
        raise Stop(say(*NOWHERE_TO_PAY))


def write_notices(database: str | None, year: int, out: Path, codes: Sequence[str], *, again: bool) -> int:
    """A PDF for each household that owes something for the year and had no notice yet."""
    from mutua.services.contribution_notices import notices_of_year, send

    with opened(database, unchanged=False) as archive:
        at = desktop(archive)
        with archive.reader.begin() as connection:
            _somewhere_to_pay(connection)
            wanted = households_named(connection, codes)
        papers = notices_of_year(at, year, households=wanted, again=again)
        count = send(at, papers, _into(out))
    click.echo(say(f"Avvisi scritti: {count}, in {out}.", f"Notices written: {count}, in {out}."))
    return 0


def write_reminders(
    database: str | None, on: date | None, year: int | None, out: Path, codes: Sequence[str], after: int
) -> int:
    """A PDF for each household that is late on the day and was not reminded a short while ago."""
    from mutua.services.contribution_notices import reminders_on, send

    day = today_or(on)
    with opened(database, unchanged=False) as archive:
        at = desktop(archive)
        with archive.reader.begin() as connection:
            _somewhere_to_pay(connection)
            wanted = households_named(connection, codes)
        papers = reminders_on(at, year or day.year, day, households=wanted, after_days=after)
        count = send(at, papers, _into(out))
    click.echo(say(f"Solleciti scritti: {count}, in {out}.", f"Reminders written: {count}, in {out}."))
    return 0


def _into(out: Path) -> Callable[[ToSend], bytes]:
    """Writes each paper into the folder, readable by its owner alone."""
    from mutua.letters.fill import Press
    from mutua.store.vault import write_whole

    press = Press()

    def deliver(one: ToSend) -> bytes:
        made = press.print(one.paper)
        path = out / one.file_name
        try:
            out.mkdir(parents=True, exist_ok=True)
            write_whole(path, made)
        except OSError as error:
            raise Stop(say(f"{path} non si può scrivere: {error.strerror}.",
                           f"{path} cannot be written: {error.strerror}.")) from None  # fmt: skip
        return made

    return deliver
