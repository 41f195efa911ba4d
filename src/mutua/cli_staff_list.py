"""A staff list at the terminal: what it would change, with the names; then exactly that; and one person at a time."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, print_paragraph, say
from mutua.cli_claim_life import agreed, desktop, today_or
from mutua.cli_firms_show import day, print_table
from mutua.cli_firms_work import firm_number, or_stop

if TYPE_CHECKING:
    from mutua.domain.staff_rows import Change, StaffPlan
    from mutua.intake.tabular import Table
    from mutua.services.claim_life import Desktop
    from mutua.services.staff_lists import Done, ListTold, Preview
    from mutua.store.database import Archive

MOST_SHOWN = 40
MOST_NOTICES = 3  # of one kind


def bring_staff_list(
    database: str | None, source: Path, whose: tuple[str | None, str | None], mode: str, on: date | None,
    mapping: tuple[str, ...], fingerprint: str | None, endings_code: str, wrong_rows: Path | None, *, good_rows: bool,
) -> int:  # fmt: skip
    """Shows what a list would change; with a fingerprint records exactly that. 1 where something is wrong or asked."""
    from mutua.intake.staff_table import read_staff_table_of
    from mutua.services.staff_lists import Otherwise, apply_list, preview

    table = read_staff_table_of(source)
    with opened(database, unchanged=fingerprint is None) as archive:
        at = desktop(archive)
        told = _list_of(archive, table, whose, mode, on, mapping)
        with archive.reader.begin() as connection:
            seen = preview(connection, told, today=today_or(None), plans=at.plans)
        if fingerprint is None:
            print_preview(seen)
            _write_wrong(table, seen, wrong_rows)
            return _what_next(seen)
        done = apply_list(at, told, fingerprint=fingerprint, endings_code=endings_code, good_rows=good_rows)
        if isinstance(done, Otherwise):
            print_preview(done.preview)
            click.echo(say("Nel frattempo è cambiato qualcosa, o l'elenco è un altro: non è stato registrato nulla. "
                           "Questo è ciò che si farebbe ora.",
                           "Something changed meanwhile, or the list is another one: nothing was recorded. "
                           "This is what would be done now."), err=True)  # fmt: skip
            return _what_next(done.preview) or 1
        if seen.plan.endings and endings_code != seen.plan.endings_code:
            _print_endings(seen.plan)
        _print_mistakes(seen)
        _write_wrong(table, seen, wrong_rows)
        recorded = or_stop(done)
        print_done(archive, at, recorded)
    return 0


def _list_of(
    archive: Archive, table: Table, whose: tuple[str | None, str | None], mode: str, on: date | None,
    mapping: tuple[str, ...],
) -> ListTold:  # fmt: skip
    """The list as it is read: of one firm, or of those that delegated to an intermediary."""
    from mutua.domain.staff_rows import Mode
    from mutua.services.staff_list_files import told_by_firm, told_by_intermediary

    firm, intermediary = whose
    if (firm is None) == (intermediary is None):
        raise click.UsageError(say("Dire --firm, oppure --intermediary.", "Say --firm, or --intermediary."))
    wrong = [one for one in mapping if "=" not in one]
    if wrong:
        raise click.UsageError(
            say(f"--map TITOLO=SIGNIFICATO, non «{wrong[0]}».", f"--map TITLE=MEANING, not «{wrong[0]}».")
        )
    said = dict(one.rsplit("=", 1) for one in mapping)
    today = today_or(None)
    number = firm_number(archive, firm or intermediary or "")
    with archive.reader.begin() as connection:
        if firm is not None:
            return told_by_firm(connection, table, number, Mode(mode), today_or(on), said)
        return told_by_intermediary(connection, table, number, Mode(mode), today_or(on), said, today=today)


# ---------------------------------------------------------------- looking


def print_preview(seen: Preview) -> None:
    """How many rows would do what, who, and every mistake with its place."""
    from mutua.services.staff_list_shown import counts_of

    plan = seen.plan
    titles = (say("nuovi", "new"), say("chiusi", "ending"), say("cambiati", "changed"), say("uguali", "unchanged"),
              say("ripetuti", "repeated"), say("sbagliati", "wrong"))  # fmt: skip
    print_table([(title, "right") for title in titles], [[str(count) for count in counts_of(plan)]])
    shown = [one for one in plan.changes if one.row]
    for one in shown[:MOST_SHOWN]:
        click.echo(_change(one))
    if len(shown) > MOST_SHOWN:
        left = len(shown) - MOST_SHOWN
        click.echo(say("… e un altro" if left == 1 else f"… e altri {left}", f"… and {left} more"))
    _print_endings(plan)
    _print_mistakes(seen)


def _change(one: Change) -> str:
    """«riga 3: entra Rossi Anna, dal 25/05/2026»"""
    from mutua.wording.staff_changes import change_sentence

    return say(f"riga {one.row}: ", f"row {one.row}: ") + change_sentence(one, language())


def _print_endings(plan: StaffPlan) -> None:
    if not plan.endings:
        return
    click.echo(say("Mancano dall'elenco e risulterebbero usciti:", "Missing from the list; they would have left:"))
    for one in plan.endings:
        left = say(f"fino al {day(one.after.left_on)}", f"until {day(one.after.left_on)}")
        click.echo(f"  {one.after.name} ({one.after.fiscal_code}), {left}")
    code = plan.endings_code
    click.echo(say(f"Per confermare questi nomi: --confirm-endings {code}",
                   f"To confirm these names: --confirm-endings {code}"))  # fmt: skip


def _print_mistakes(seen: Preview) -> None:
    from mutua.wording.intake import mistake_sentence

    told: Counter[str] = Counter()
    for mistake in seen.mistakes:
        told[mistake.code] += mistake.warning
        if told[mistake.code] > MOST_NOTICES:
            continue  # the same notice on every row of a first list
        notice = say("avviso: ", "notice: ") if mistake.warning else ""
        click.echo(f"{notice}{mistake_sentence(mistake, language())}", err=not mistake.warning)
    if told.keys() & {"staff_code_column", "staff_columns_unused"}:
        click.echo(say('Che cosa contiene una colonna si dice con --map "Titolo=significato".',
                       'What a column holds is said with --map "Title=meaning".'), err=True)  # fmt: skip
    for count in told.values():
        if count > MOST_NOTICES:
            left = count - MOST_NOTICES
            click.echo(say("… e lo stesso per un'altra riga" if left == 1 else f"… e lo stesso per altre {left} righe",
                           "… and the same for one more row" if left == 1 else f"… and the same for {left} more rows"))


def _what_next(seen: Preview) -> int:
    if seen.unusable:
        return 1
    if not seen.plan.changes:
        if not seen.plan.wrong:
            click.echo(say("Non c'è nulla da registrare.", "There is nothing to record."))
        return 1 if seen.plan.wrong else 0
    mark = seen.plan.fingerprint
    click.echo(say(f"Prova soltanto. Per registrare esattamente questo: --apply {mark}",
                   f"A trial. To record exactly this: --apply {mark}"))  # fmt: skip
    return 1 if seen.plan.wrong else 0


def _write_wrong(table: Table, seen: Preview, path: Path | None) -> None:
    """Only the wrong rows, as they stand, with the reason beside."""
    from mutua.services.staff_list_files import wrong_rows_of
    from mutua.services.table_writer import write_csv

    if path is None:
        return
    told = wrong_rows_of(path.name.removesuffix(".csv"), table, seen, language())
    rows = list(told.rows)
    written = write_csv(path.parent, told)
    click.echo(say(f"Righe sbagliate in {written}: {len(rows)}.", f"Wrong rows in {written}: {len(rows)}."))


# ---------------------------------------------------------------- done


def print_done(archive: Archive, at: Desktop, done: Done) -> None:
    """What was recorded, and what it leaves to be looked at."""
    if done.list_id is None:
        click.echo(say("Non c'era nulla da registrare.", "There was nothing to record."))
        return
    click.echo(
        say(f"Elenco {done.list_id} registrato: entrati {done.new}, usciti {done.ended}, cambiati {done.changed}. "
            f"Per annullarlo: mutua firms undo-list {done.list_id}",
            f"List {done.list_id} recorded: {done.new} joined, {done.ended} left, {done.changed} changed. "
            f"To take it back: mutua firms undo-list {done.list_id}")
    )  # fmt: skip
    _look_at_claims(archive, done.list_id)


def _look_at_claims(archive: Archive, list_id: int) -> None:
    """Requests that the list concerns: kept as they are, and named for the clerk."""
    from mutua.services.enrolments import claims_decided_otherwise

    with archive.reader.begin() as connection:
        after, now = claims_decided_otherwise(connection, list_id)
    if after:
        numbers = ", ".join(map(str, after))
        click.echo(say(f"Domande con prestazioni dopo la fine: {numbers}. Ciò che è pagato resta; guardarle.",
                       f"Requests with services after the end: {numbers}. What is paid stays; see them."))  # fmt: skip
    if now:
        numbers = ", ".join(map(str, now))
        click.echo(say(f"Domande che ora sono coperte: {numbers}. Deciderle di nuovo: mutua readjudicate.",
                       f"Requests now covered: {numbers}. Decide them again: mutua readjudicate."))  # fmt: skip


def take_list_back(database: str | None, list_id: int, *, firm: str | None, yes: bool) -> int:
    from mutua.services.staff_list_undo import undo_list

    with opened(database) as archive:
        firm_id = None if firm is None else firm_number(archive, firm)
        question = say(f"Annullare l'elenco {list_id}?", f"Take list {list_id} back?")
        if not (yes or agreed(question)):
            return 1
        or_stop(undo_list(desktop(archive), list_id, firm_id=firm_id))
    if firm is None:
        told = say(f"Elenco {list_id} annullato: tutto è come prima.", f"List {list_id} taken back: all is as before.")
    else:
        told = say(f"Elenco {list_id} annullato per {firm}: lì tutto è come prima, altrove resta.",
                   f"List {list_id} taken back for {firm}: all is as before there, elsewhere it stays.")  # fmt: skip
    click.echo(told)
    return 0


# ---------------------------------------------------------------- one person


def enrol_worker(
    database: str | None, firm: str, worker: str, name: tuple[str, str], hired_on: date, left_on: date | None,
    category: str | None,
) -> int:  # fmt: skip
    from mutua.domain.firms import Category
    from mutua.domain.staff_rows import StaffRow
    from mutua.services.enrolments import covered_elsewhere
    from mutua.wording.firms import covered_elsewhere_sentence

    with opened(database) as archive:
        firm_id = firm_number(archive, firm)
        code = _fiscal_code(worker)
        told = Category(category) if category else None
        row = StaffRow(1, firm_id, code, name[0].strip(), name[1].strip(), hired_on, left_on, told)
        status = _one_row(archive, row)
        with archive.reader.begin() as connection:
            elsewhere = None if status else covered_elsewhere(connection, firm_id, code)
    if elsewhere is not None:
        print_paragraph(covered_elsewhere_sentence(*elsewhere, language()))
    return status


def worker_leaves(database: str | None, firm: str, worker: str, left_on: date) -> int:
    from mutua.domain.staff_rows import StaffRow
    from mutua.services.enrolments import offers

    with opened(database) as archive:
        firm_id = firm_number(archive, firm)
        status = _one_row(archive, StaffRow(1, firm_id, _fiscal_code(worker), left_on=left_on))
        with archive.reader.begin() as connection:
            mine = [one for one in offers(connection, firm_id) if not one.answer]
            ours = _newest_enrolment(archive, firm_id, worker)
    for one in mine:
        if one.enrolment_id == ours:
            click.echo(say(f"Coperta fino al {day(one.cover_until)}; può continuare da sola entro il "
                           f"{day(one.offer_until)}: mutua firms answer-offer {one.enrolment_id} --accept",
                           f"Covered until {day(one.cover_until)}; may go on alone until {day(one.offer_until)}: "
                           f"mutua firms answer-offer {one.enrolment_id} --accept"))  # fmt: skip
    return status


def worker_absent(
    database: str | None, firm: str, worker: str, kind: str, since: date, until: date | None, *, void: bool
) -> int:
    from mutua.domain.firms import Absence
    from mutua.services.enrolments import tell_absence

    with opened(database) as archive:
        firm_id = firm_number(archive, firm)
        enrolment_id = _newest_enrolment(archive, firm_id, worker)
        or_stop(
            tell_absence(desktop(archive), enrolment_id, Absence(kind), since=since, until=until, void=void)
        )  # fmt: skip
    click.echo(say("Registrato.", "Recorded."))
    return 0


def _newest_enrolment(archive: Archive, firm_id: int, worker: str) -> int:
    from mutua.services.enrolments import enrolment_of

    with archive.reader.begin() as connection:
        return or_stop(enrolment_of(connection, firm_id, worker)).one.enrolment_id


def _fiscal_code(text: str) -> str:
    """The code, or every reason why it is none: «l'ultima lettera non torna…»."""
    from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code
    from mutua.intake.mistakes import Mistake
    from mutua.wording.intake import mistake_sentence

    found = read_fiscal_code(text)
    if isinstance(found, FiscalCode):
        return found.text
    told = [Mistake(one.code, found=one.found, values=one.values, suggestion=one.suggestion) for one in found]
    raise Stop("\n".join(mistake_sentence(one, language()) for one in told))


def _one_row(archive: Archive, row: object) -> int:
    """One person by the road of a list: what is wrong is said, what is right is recorded at once."""
    from mutua.domain.staff_rows import Mode, StaffRow
    from mutua.services.enrolments import one_row
    from mutua.services.staff_lists import Done, apply_list, preview

    assert isinstance(row, StaffRow)
    at, today = desktop(archive), today_or(None)
    told = one_row(row, Mode.MOVEMENTS, today)
    with archive.reader.begin() as connection:
        seen = preview(connection, told, today=today, plans=at.plans)
    for one in seen.plan.changes:
        click.echo(_change(one).partition(": ")[2])
    for mistake in seen.mistakes:
        from mutua.wording.intake import shown

        click.echo(shown(mistake, language()), err=not mistake.warning)
    if seen.plan.wrong:
        return 1
    done = or_stop(apply_list(at, told, fingerprint=seen.plan.fingerprint))
    if isinstance(done, Done):
        print_done(archive, at, done)
        return 0
    return 1
