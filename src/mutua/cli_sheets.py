"""A society's own sheet at the terminal: what its columns seem to mean, its mess by kind, then what would come in."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, many_values, say
from mutua.cli_sheet_options import SheetOptions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mutua.intake.mistakes import Mistake
    from mutua.intake.rough.mapping import SheetMapping
    from mutua.intake.rough.strict import RoughFile
    from mutua.services.bring_claims import ClaimsSheetPlan
    from mutua.services.bring_members import RowsEnded, SheetPlan
    from mutua.services.import_members import Applied
    from mutua.store.database import Archive
    from mutua.store.ids import Ids

MOST_SHOWN = 10


def is_own_sheet(path: Path, said: SheetOptions) -> bool:
    """Whether a file is a society's own sheet, and not one with the columns of `docs/imports.md`."""
    from mutua.intake.our_columns import has_our_columns, is_beyond_reading
    from mutua.intake.tabular import read_file

    table = read_file(path)
    return not is_beyond_reading(table) and (said.said or not has_our_columns(table))


def bring_members_file(
    database: str | None, path: Path, said: SheetOptions, *, apply: bool, accept_good_rows: bool
) -> int:
    """Shows what a society's own list of members would change, or changes it; 1 while a row waits to be put right."""
    from mutua.cli_decide import plan_book
    from mutua.cli_intake import print_changes, print_counts
    from mutua.cli_progress import counting, progress
    from mutua.services import bring_members, import_members
    from mutua.services.new_archive import the_program
    from mutua.services.sheet_report import read_answers
    from mutua.store.ids import Ids

    ids, now = Ids(), datetime.now(UTC)
    answers = read_answers(said.answers) if said.answers is not None else {}
    if answers is None:
        raise Stop(say("Nel file delle risposte non c'è il foglio «da confermare».",
                       "The file of answers has no sheet «da confermare»."))  # fmt: skip
    with many_values(), opened(database, unchanged=not apply) as archive:
        file = _open(archive, path, "members", said, keep=apply, ids=ids, now=now)
        if file is None:
            return 1
        with archive.reader.begin() as connection:
            looked = bring_members.look_at_members(
                connection, plan_book(), file, now=now, answers=answers, accept_all=said.accept_proposals
            )
        _tell(looked, path, said, keep=apply)
        print_counts(looked.plan, looked.ended.set_aside)
        print_changes(looked.plan)
        if not apply or not (_clean(looked) or accept_good_rows):
            return _finish(looked, None, applied=apply)
        with progress(say("Nuclei", "Households")) as told:
            done = import_members.apply(
                archive, looked.plan, actor_id=the_program(archive, ids), now=now, ids=ids,
                accept_good_rows=accept_good_rows, progress=counting(told, len(looked.plan.changes)),
                clock=time.perf_counter_ns,
            )  # fmt: skip
    return _finish(looked, done, applied=True)


def bring_claims_file(
    database: str | None, path: Path, said: SheetOptions, *, apply: bool, accept_good_rows: bool
) -> int:
    """Shows which requests a society's own list would bring in, or brings them in."""
    from mutua.cli_decide import plan_book
    from mutua.cli_intake import print_counts
    from mutua.cli_progress import counting, progress
    from mutua.services import bring_claims, import_claims
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids

    ids, now = Ids(), datetime.now(UTC)
    with opened(database, unchanged=not apply) as archive:
        file = _open(archive, path, "claims", said, keep=apply, ids=ids, now=now)
        if file is None:
            return 1
        with archive.reader.begin() as connection:
            looked = bring_claims.look_at_claims(connection, plan_book(), file, now=now)
        _tell(looked, path, said, keep=apply)
        print_counts(looked.plan, looked.ended.set_aside)
        if not apply or not (_clean(looked) or accept_good_rows):
            return _finish(looked, None, applied=apply)
        with progress(say("Domande", "Requests")) as told:
            done = import_claims.apply(
                archive, looked.plan, actor_id=the_program(archive, ids), now=now, ids=ids,
                accept_good_rows=accept_good_rows, progress=counting(told, len(looked.plan.requests)),
            )  # fmt: skip
    return _finish(looked, done, applied=True)


def your_year(database: str | None, path: Path, said: SheetOptions) -> int:
    """Prints what a society's own list of payments shows, with names and euros; 1 where something is found."""
    from mutua.cli_decide import plan_book
    from mutua.cli_year import print_year
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.services.sheet_report import write_year
    from mutua.services.year_findings import your_year as look
    from mutua.store.ids import Ids

    now = datetime.now(UTC)
    plans = plan_book()
    booked = plans.get(said.plan) if said.plan else None
    if said.plan and booked is None:
        raise Stop(say(f"Il piano «{said.plan}» non è fra i regolamenti.", f"No ruleset is called «{said.plan}»."))
    with opened(database, unchanged=False) as archive:
        file = _open(archive, path, "claims", said, keep=said.yes or said.mapping is not None, ids=Ids(), now=now)
        if file is None:
            return 1
        with archive.reader.begin() as connection:
            year = look(connection, plans, file, plan=booked, today=day_in_rome(now))
    print_mess(file, _ended_of(file, year.seen.read, year.seen.set_aside), year.seen.mistakes, year.seen.names)
    print_year(file, year)
    if said.report is not None:
        written = write_year(said.report, file, year, language())
        click.echo(say(f"Il rapporto, riga per riga, è in {written}.", f"The report, row by row, is in {written}."))
    return 1 if year.findings or year.seen.set_aside else 0


def _clean(looked: SheetPlan | ClaimsSheetPlan) -> bool:
    """Whether every row that tells something is read, and the importer finds nothing wrong."""
    return not looked.ended.set_aside and looked.plan.right


def _finish(looked: SheetPlan | ClaimsSheetPlan, done: Applied | None, *, applied: bool) -> int:
    """The last line, and the status to leave with."""
    from mutua.cli_intake import imported

    if done is None and applied:
        click.echo(say("Non è entrato niente: sistemare le righe, o importare quelle lette con --accept-good-rows.",
                       "Nothing came in: put the rows right, or import those read with --accept-good-rows."),
                   err=True)  # fmt: skip
    elif done is None:
        click.echo(say("Prova soltanto: per importare aggiungere --apply.", "A trial: add --apply to import."))
    else:
        click.echo(imported(looked.plan, done))
        for code in done.changed_meanwhile:
            click.echo(say(f"Il nucleo {code} è cambiato nel frattempo ed è stato lasciato com'è.",
                           f"Household {code} changed meanwhile and was left as it is."), err=True)  # fmt: skip
    return 0 if _clean(looked) and not (done is not None and done.changed_meanwhile) else 1


def _ended_of(file: RoughFile, read: frozenset[int], set_aside: frozenset[int]) -> RowsEnded:
    from mutua.services.bring_members import RowsEnded

    return RowsEnded(read, set_aside, file.not_data)


# ---------------------------------------------------------------- what the columns mean


def _open(
    archive: Archive, path: Path, kind: str, said: SheetOptions, *, keep: bool, ids: Ids, now: datetime
) -> RoughFile | None:
    """The file with what its columns mean, confirmed where something will be kept; None where it cannot go on."""
    from mutua.intake.tabular import MOST_BYTES
    from mutua.services.new_archive import the_program
    from mutua.services.sheet_mappings import open_rough, remember, remembered, unconfirmed

    with path.open("rb") as stream, archive.reader.begin() as connection:
        file = open_rough(connection, stream.read(MOST_BYTES + 1), kind)
        known = remembered(connection, kind)
    if not file.sheets:
        _print_mistakes(file)
        return None
    if not _say_once(file, said):
        return None
    _hint(file)
    waiting = unconfirmed(file, known)
    for name, mapping in file.lists:
        _print_mapping(mapping, name if len(file.mappings) > 1 else "", asked=mapping in waiting)
    if not waiting or (not keep and not said.yes):
        return file
    if not (said.yes or said.mapping is not None or _asked()):
        click.echo(say("Confermare la corrispondenza con --yes, o correggerla: --mapping FILE.",
                       "Confirm the mapping with --yes, or correct it: --mapping FILE."), err=True)  # fmt: skip
        return None
    remember(archive, waiting, actor_id=the_program(archive, ids), now=now)
    return file


def _say_once(file: RoughFile, said: SheetOptions) -> bool:
    """Puts into the mappings what was said at the terminal; False where a file of it cannot be used."""
    from mutua.intake.rough.mapping_file import read_mappings, written_mappings
    from mutua.wording.intake import mistake_sentence

    lists = file.lists
    if said.mapping is not None and said.mapping.exists():
        made, mistakes = read_mappings(said.mapping.read_text(encoding="utf-8-sig"), lists)
        for one in mistakes:
            click.echo(mistake_sentence(one, language()), err=True)
        if mistakes:
            return False
        lists = [(name, one) for (name, _), one in zip(lists, made, strict=True)]
    choices = {"plan": said.plan, "assistance": said.assistance, "since": said.since}
    told = {name: one for name, one in choices.items() if one}
    lists = [(name, one.with_choices(told)) for name, one in _since(lists, said.since_column)]
    if said.mapping is not None and not said.mapping.exists():
        said.mapping.write_text(written_mappings(lists), encoding="utf-8-sig", newline="")
        click.echo(say(f"La corrispondenza proposta è in {said.mapping}: correggerla e ripetere il comando.",
                       f"The proposed mapping is in {said.mapping}: correct it and repeat the command."))  # fmt: skip
        return False
    for _, mapping in lists:
        file.mapped(mapping)
    return True


def _hint(file: RoughFile) -> None:
    """What no row can say is asked for once, before a thousand rows are told to lack it."""
    told = [
        one.at("effective_from") or one.at("member_since") or one.choices.get("since") for one in file.mappings
    ]
    if file.kind == "members" and not all(told):
        click.echo(say("Il foglio non dice da quando una persona è socia: --since GIORNO o --since-column TITOLO.",
                       "Since when people are members is not said: --since DAY or --since-column TITLE."))  # fmt: skip
    if file.kind == "members" and not all(one.at("plan_code") or one.choices.get("plan") for one in file.mappings):
        click.echo(say("Il foglio non dice il piano: le persone entrano senza piano, e quindi senza copertura. Per "
                       "darlo a tutte: --plan PIANO.",
                       "The sheet names no plan: people come in without one, and so without cover. To give it to all: "
                       "--plan PLAN."))  # fmt: skip


def _since(lists: Sequence[tuple[str, SheetMapping]], title: str | None) -> list[tuple[str, SheetMapping]]:
    """The lists, with the column that says since when where they have it; one of them must."""
    from mutua.intake.sheet import plain_header

    wanted = plain_header(title) if title is not None else ""
    if title is not None and not any(wanted == plain_header(one.title) for _, own in lists for one in own.columns):
        raise Stop(say("Nel foglio non c'è la colonna indicata con --since-column.",
                       "The sheet has no column as --since-column says."))  # fmt: skip
    return [(name, own if title is None else _since_in(own, wanted)) for name, own in lists]


def _since_in(mapping: SheetMapping, title: str) -> SheetMapping:
    from dataclasses import replace

    from mutua.intake.sheet import plain_header

    if title not in {plain_header(one.title) for one in mapping.columns}:
        return mapping
    columns = tuple(
        (one if one.key == "member_since" else one._replace(key="effective_from", relative="", which=""))
        if plain_header(one.title) == title else one._replace(key="unused") if one.key == "effective_from" else one
        for one in mapping.columns
    )  # fmt: skip
    return replace(mapping, columns=columns)


def _asked() -> bool:
    """Asks at a terminal; nobody is asked elsewhere."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return click.confirm(say("È giusta questa corrispondenza?", "Is this mapping right?"), default=False)


def _print_mapping(mapping: SheetMapping, name: str, *, asked: bool) -> None:
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table

    from mutua.intake.rough.mapping import CHOICE_TITLES

    proposed = say("Le colonne (proposta)", "The columns (proposed)")
    title = proposed if asked else say("Le colonne (già confermate)", "The columns (confirmed before)")
    table = Table(box=SIMPLE, title=title, title_justify="left")
    table.add_column(say("nel foglio", "in the sheet"))
    table.add_column(say("vuol dire", "means"))
    if name:
        click.echo(f"«{name}»")
    for one in mapping.columns:
        if one.title:
            table.add_row(" ".join(one.title.split()), one.written)
    for name, value in mapping.choices.items():
        if value:
            table.add_row(f"({CHOICE_TITLES.get(name, name)})", value)
    Console().print(table)


# ---------------------------------------------------------------- the mess


def _tell(looked: SheetPlan | ClaimsSheetPlan, path: Path, said: SheetOptions, *, keep: bool) -> None:
    """The mess on screen, and in the workbooks that were asked for; rows set aside are always kept when applying."""
    from mutua.services.sheet_report import write_aside, write_report

    print_mess(looked.file, looked.ended, looked.mistakes, looked.names)
    if said.report is not None:
        written = write_report(said.report, looked, language())
        click.echo(say(f"Il rapporto, riga per riga, è in {written}.", f"The report, row by row, is in {written}."))
    aside = said.aside or (path.with_name(f"{path.stem}-da-sistemare.xlsx") if keep else None)
    if aside is not None and looked.ended.set_aside:
        written = write_aside(aside, looked, language())
        click.echo(say(f"Le righe da sistemare sono in {written}: correggerle e importare quel file.",
                       f"The rows to put right are in {written}: correct them and import that file."))  # fmt: skip


def print_mess(file: RoughFile, ended: RowsEnded, mistakes: Sequence[Mistake], names: Mapping[int, str]) -> None:
    """How many rows ended where, then the mess kind by kind with rows and names."""
    from mutua.intake.rough.strict import said_for_all
    from mutua.services.sheet_report import by_kind
    from mutua.wording.intake import shown
    from mutua.wording.intake_sheets import KINDS

    mistakes = said_for_all(file, mistakes)
    read, aside, rest = len(ended.read), len(ended.set_aside), len(ended.not_data)
    total = len(file.grid.rows)
    click.echo(say(f"{total} righe in cui c'è qualcosa: {read} lette, {aside} da sistemare, {rest} senza dati.",
                   f"{total} rows with something: {read} read, {aside} set aside, {rest} without data."))  # fmt: skip
    for one in mistakes:
        if not one.row:
            click.echo(shown(one, language()), err=not one.warning)
    for kind, some in by_kind(mistakes).items():
        rows = len({one.row for one in some})
        click.echo(f"\n{KINDS[kind][language() == 'en'].capitalize()}: {_rows(rows)}")
        for one in some[:MOST_SHOWN]:
            click.echo(
                f"  {_place(file, one.row)}{_who(names, one.row)}{_column(one.column)}: {shown(one, language())}"
            )
        if len(some) > MOST_SHOWN:
            left = len(some) - MOST_SHOWN
            click.echo(say(f"  … e altre {left}: --report FILE.xlsx le scrive tutte",
                           f"  … and {left} more: --report FILE.xlsx writes them all"))  # fmt: skip
    click.echo("")


def _rows(count: int) -> str:
    return say("1 riga" if count == 1 else f"{count} righe", "1 row" if count == 1 else f"{count} rows")


def _place(file: RoughFile, number: int) -> str:
    sheet, row = file.grid.place(number)
    return f"{say('riga', 'row')} {row}" + (f" ({sheet})" if sheet else "")


def _who(names: Mapping[int, str], row: int) -> str:
    return f", {names[row]}" if names.get(row) else ""


def _column(title: str) -> str:
    return f", «{title}»" if title else ""


def _print_mistakes(file: RoughFile) -> None:
    from mutua.wording.intake import mistake_sentence

    for one in file.mistakes:
        click.echo(mistake_sentence(one, language()), err=not one.warning)
    if all(one.warning for one in file.mistakes):
        click.echo(say("Non si trova l'intestazione: scrivere sopra ai dati i nomi delle colonne.",
                       "No header is found: write the names of the columns above the data."), err=True)  # fmt: skip
