"""Files in and out at the terminal: what a list would change, then exactly that; everything written as tables."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from mutua.cli_archive import opened
from mutua.cli_base import language, many_values, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from mutua.intake.mistakes import Mistake
    from mutua.services.claim_life import Desktop
    from mutua.services.import_claims import ClaimsPlan
    from mutua.services.import_contributions import ContributionsPlan
    from mutua.services.import_later import LaterPlan
    from mutua.services.import_members import Applied, MembersPlan

    Planned = MembersPlan | ClaimsPlan | LaterPlan | ContributionsPlan

P = TypeVar("P", bound="Planned")

MOST_CHANGES_SHOWN = 20


def import_members_file(database: str | None, path: Path, *, apply: bool, accept_good_rows: bool) -> int:
    """Shows what a list of members would change, or changes it; 1 where a row is wrong or was left."""
    from mutua.cli_decide import plan_book
    from mutua.intake.tabular import read_file
    from mutua.services import import_members

    now = datetime.now(UTC)

    def show(plan: MembersPlan) -> None:
        print_preview(plan)
        print_changes(plan)

    def record(at: Desktop, plan: MembersPlan, progress: Callable[[int], None]) -> Applied:
        return import_members.apply(
            at.archive, plan, actor_id=at.actor_id, now=now, ids=at.ids, accept_good_rows=accept_good_rows,
            progress=progress, clock=time.perf_counter_ns,
        )  # fmt: skip

    with many_values():
        table = read_file(path)
        return bring(
            database, now, lambda connection: import_members.preview(connection, plan_book(), table, now=now), record,
            (say("Nuclei", "Households"), lambda plan: len(plan.changes)), show=show, apply=apply,
            accept_good_rows=accept_good_rows,
        )  # fmt: skip


def import_claims_file(database: str | None, path: Path, *, apply: bool, accept_good_rows: bool) -> int:
    """Shows which requests a list would bring in, or brings them in; 1 where a row is wrong."""
    from mutua.cli_decide import plan_book
    from mutua.intake.tabular import read_file
    from mutua.services import import_claims

    table, now = read_file(path), datetime.now(UTC)

    def record(at: Desktop, plan: ClaimsPlan, progress: Callable[[int], None]) -> Applied:
        return import_claims.apply(
            at.archive, plan, actor_id=at.actor_id, now=now, ids=at.ids, accept_good_rows=accept_good_rows,
            progress=progress,
        )  # fmt: skip

    return bring(
        database, now, lambda connection: import_claims.preview(connection, plan_book(), table, now=now), record,
        (say("Domande", "Requests"), lambda plan: len(plan.requests)), apply=apply, accept_good_rows=accept_good_rows,
    )


def import_papers_file(database: str | None, path: Path, *, apply: bool, accept_good_rows: bool) -> int:
    """Shows which later papers and answers a list would record, or records them; 1 where a row is wrong or was left."""
    from mutua.cli_decide import plan_book
    from mutua.intake.tabular import read_file
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.services import import_later

    table, now = read_file(path), datetime.now(UTC)

    def record(at: Desktop, plan: LaterPlan, progress: Callable[[int], None]) -> Applied:
        return import_later.apply(at, plan, accept_good_rows=accept_good_rows, progress=progress)

    today = day_in_rome(now)
    return bring(
        database, now, lambda connection: import_later.preview(connection, plan_book(), table, today=today), record,
        (say("Domande", "Requests"), lambda plan: len(plan.later)), apply=apply, accept_good_rows=accept_good_rows,
    )


def import_contributions_file(database: str | None, path: Path, *, apply: bool, accept_good_rows: bool) -> int:
    """Shows which contributions a list would bring in, or brings them in; 1 where a row is wrong or was left."""
    from mutua.cli_decide import plan_book
    from mutua.intake.tabular import read_file
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.services import import_contributions

    table, now = read_file(path), datetime.now(UTC)

    def record(at: Desktop, plan: ContributionsPlan, progress: Callable[[int], None]) -> Applied:
        return import_contributions.apply(
            at.archive, plan, actor_id=at.actor_id, now=now, accept_good_rows=accept_good_rows, progress=progress
        )

    today = day_in_rome(now)
    return bring(
        database, now, lambda connection: import_contributions.preview(connection, plan_book(), table, today=today),
        record, (say("Contributi", "Contributions"), lambda plan: len(plan.new) + len(plan.paid)), apply=apply,
        accept_good_rows=accept_good_rows,
    )  # fmt: skip


def bring(
    database: str | None, now: datetime, look: Callable[[Connection], P],
    record: Callable[[Desktop, P, Callable[[int], None]], Applied], counted: tuple[str, Callable[[P], int]], *,
    apply: bool, accept_good_rows: bool, show: Callable[[P], None] | None = None,
) -> int:  # fmt: skip
    """The road of every list: a look, what it would change, and only then exactly that; the status to leave with.

    `counted`: what the progress bar counts, and how many of them there are.
    """
    from mutua.cli_decide import plan_book
    from mutua.cli_progress import counting, progress
    from mutua.services.claim_life import Desktop
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids

    ids, (title, how_many) = Ids(), counted
    with opened(database, unchanged=not apply) as archive:
        with archive.reader.begin() as connection:
            plan = look(connection)
        (show or print_preview)(plan)
        if not apply or not may_apply(plan, accept_good_rows):
            return finish(plan, None, applied=apply)
        at = Desktop(archive, plan_book(), the_program(archive, ids), now, ids)
        with progress(title) as told:
            done = record(at, plan, counting(told, how_many(plan)))
    return finish(plan, done, applied=True)


def may_apply(plan: Planned, accept_good_rows: bool) -> bool:
    """All or nothing: with a mistake nothing comes in, unless the good rows alone are wanted."""
    return plan.right or accept_good_rows


def print_counts(plan: Planned, aside: Collection[int] = ()) -> None:
    """How many rows would do what; `aside`: those that the reading of the sheet already set aside."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table

    counts = Table(box=SIMPLE)
    rows = (
        (say("nuove", "new"), plan.new_rows), (say("cambiate", "changed"), plan.changed_rows),
        (say("uguali", "unchanged"), plan.unchanged_rows),
        (say("sbagliate o trattenute", "wrong or held back"), {*plan.wrong_rows, *aside}),
    )  # fmt: skip
    for title, _ in rows:
        counts.add_column(title, justify="right")
    counts.add_row(*(str(len(found)) for _, found in rows))
    Console().print(counts)


def print_preview(plan: Planned) -> None:
    """How many rows would do what, and every mistake with its place."""
    from mutua.wording.intake import mistake_sentence

    print_counts(plan)
    for mistake in plan.mistakes:
        notice = say("avviso: ", "notice: ") if mistake.warning else ""
        click.echo(f"{notice}{mistake_sentence(mistake, language())}", err=not mistake.warning)


def print_changes(plan: MembersPlan) -> None:
    """What would be told anew, person by person; the first ones."""
    changes = [(change.code, one) for change in plan.changes for one in change.changed]
    for code, one in changes[:MOST_CHANGES_SHOWN]:
        what = ", ".join(_column(name) for name in one.what)
        click.echo(say(f"riga {one.rows[0]} (nucleo {code}): cambia {what}",
                       f"row {one.rows[0]} (household {code}): {what} would change"))  # fmt: skip
    if len(changes) > MOST_CHANGES_SHOWN:
        left = len(changes) - MOST_CHANGES_SHOWN
        click.echo(say(f"… e altri {left} cambiamenti" if left > 1 else "… e un altro cambiamento",
                       f"… and {left} more {'changes' if left > 1 else 'change'}"))  # fmt: skip
    new = [one for change in plan.changes for one in change.new]
    if new and not any(one.member_since for one in new):
        click.echo(say("Nel libro soci non entra nessuno: l'elenco non dice da quando una persona è socia. Se una "
                       "colonna lo dice, va chiamata «socio dal» (--mapping FILE) e l'elenco si importa di nuovo.",
                       "Nobody enters the members' book: the list does not say since when people are members. If a "
                       "column says so, call it «socio dal» (--mapping FILE) and import the list again."))  # fmt: skip


def _column(name: str) -> str:
    from mutua.intake.member_sheet import COLUMNS

    return next((column.title for column in COLUMNS if column.key == name), name)


def finish(plan: Planned, done: Applied | None, *, applied: bool) -> int:
    """The last line, and the status to leave with."""
    from mutua.services.import_later import LaterPlan

    wrong = wrong_rows(plan.mistakes)
    if done is None:
        if applied:
            click.echo(
                say("Per importare le sole righe giuste: --accept-good-rows.\n"
                    "Non è entrato niente: correggere e ripetere.",
                    "To import the right rows alone: --accept-good-rows.\n"
                    "Nothing came in: mend the rows and try again."), err=True,
            )  # fmt: skip
        elif plan.right:
            click.echo(say("Prova soltanto: per importare aggiungere --apply.", "A trial: add --apply to import."))
        return 0 if plan.right else 1
    click.echo(imported(plan, done))
    for code in done.changed_meanwhile:
        if isinstance(plan, LaterPlan):
            click.echo(say(f"La domanda {code} è cambiata nel frattempo: ripetere l'importazione.",
                           f"Request {code} changed meanwhile: import again."), err=True)  # fmt: skip
            continue
        click.echo(
            say(f"Il nucleo {code} è cambiato nel frattempo ed è stato lasciato com'è: ripetere l'importazione.",
                f"Household {code} changed meanwhile and was left as it is: import again."), err=True,
        )  # fmt: skip
    return 1 if wrong or done.changed_meanwhile else 0


def imported(plan: Planned, done: Applied) -> str:
    """«Importati 7 soci in 3 nuclei.», «Importate 10 domande.»"""
    from mutua.services.import_claims import ClaimsPlan
    from mutua.services.import_contributions import ContributionsPlan
    from mutua.services.import_later import LaterPlan

    count = done.done
    if not count and not done.there_already and not isinstance(plan, LaterPlan):
        return say("Non c'era nulla da importare: non è cambiato nulla.",
                   "There was nothing to import: nothing changed.")  # fmt: skip
    if isinstance(plan, ContributionsPlan):
        return say(f"{'Importato 1 contributo' if count == 1 else f'Importati {count} contributi'}.",
                   f"Imported {count} {'contribution' if count == 1 else 'contributions'}.")  # fmt: skip
    if isinstance(plan, LaterPlan):
        waiting = len({one.claim_id for one in plan.later})
        if not waiting:
            return say("Non c'era nulla di nuovo.", "There was nothing new.")
        return say(
            "Registrato ciò che è arrivato dopo per 1 domanda: aspetta di nuovo una decisione." if waiting == 1 else
            f"Registrato ciò che è arrivato dopo per {waiting} domande: aspettano di nuovo una decisione.",
            f"Recorded what came later for {waiting} {'request' if waiting == 1 else 'requests'}: to be decided again.",
        )  # fmt: skip
    if isinstance(plan, ClaimsPlan):
        there = done.there_already
        before = say(f" Già arrivate nel frattempo: {there}.", f" There already, meanwhile: {there}.") if there else ""
        return say(f"Importata {count} domanda." if count == 1 else f"Importate {count} domande.",
                   f"Imported {count} {'request' if count == 1 else 'requests'}.") + before  # fmt: skip
    people, one = done.people, done.people == 1
    homes = say("nucleo" if count == 1 else "nuclei", "household" if count == 1 else "households")
    return say(f"{'Importato' if one else 'Importati'} {people} {'socio' if one else 'soci'} in {count} {homes}.",
               f"Imported {people} {'member' if one else 'members'} in {count} {homes}.") + _accounts(done)  # fmt: skip


def _accounts(done: Applied) -> str:
    """Until somebody else says yes the old IBAN stays: so it is told at once, and where to say it."""
    if not done.accounts:
        return ""
    many = done.accounts
    return "\n" + say(
        f"IBAN cambiati che aspettano una seconda persona: {many}. Fino ad allora resta quello di prima: si approvano "
        "alla pagina «Da approvare»; mutua four-eyes list li elenca.",
        f"Other IBANs that wait for a second person: {many}. Until then the old one stays: they are approved on the "
        "page “To approve”; mutua four-eyes list names them.",
    )


def wrong_rows(mistakes: Iterable[Mistake]) -> set[int]:
    """The rows with a mistake that is more than a notice."""
    return {one.row for one in mistakes if not one.warning}


# ---------------------------------------------------------------- out


def export_tables(database: str | None, folder: Path, *, as_workbook: bool) -> int:
    """Writes everything into a folder: CSV files, or one workbook."""
    from mutua.cli_decide import plan_book
    from mutua.cli_progress import counting, progress
    from mutua.services.export_archive import export
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids
    from mutua.wording.export_words import TABLES

    with opened(database, unchanged=False) as archive, progress(say("Tabelle", "Tables")) as told:
        count = counting(told, len(TABLES))
        files = export(
            archive, folder, "xlsx" if as_workbook else "csv", plans=plan_book(), actor_id=the_program(archive, Ids()),
            now=datetime.now(UTC), progress=lambda _: count(1),
        )  # fmt: skip
    for path in files:
        click.echo(str(path))
    return 0
