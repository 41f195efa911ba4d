"""Planted leaks: one for each channel by which a firm could learn something of health, each a way around the wall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from flask import Response
from sqlalchemy import func, select

from faults.twins import statement_path
from mutua.services.decide_claim import Refusal
from mutua.services.firm_door import FirmDoor
from mutua.services.firm_mail_words import FirmLetter
from mutua.services.posting import Addressed
from mutua.services.table_writer import OutColumn
from mutua.store.database import Archive
from mutua.store.tables import claim
from mutua.store.who import people_by_number
from mutua.web import door_home, door_lists, door_people, door_statements, guards
from mutua.web.route import Audience
from mutua.web.site import File, Visit
from services.firm_helpers import code_of

Plant = Callable[[pytest.MonkeyPatch, dict[Any, Archive]], None]


class Channel(NamedTuple):
    """A channel of docs/reliability.md, a leak through it, and what it shows itself in."""

    number: int
    name: str
    plant: Plant
    asked: str


def requests(archives: dict[Any, Archive], door: FirmDoor | FirmLetter) -> int:
    with archives[door.archive.url].reader.begin() as connection:
        return connection.scalar(select(func.count()).select_from(claim)) or 0


def a_field_more(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    people = FirmDoor.people
    patch.setattr(FirmDoor, "people", lambda door, one: [
        row._replace(payroll_number=str(requests(archives, door))) for row in people(door, one)
    ])  # fmt: skip


def another_order(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    people = FirmDoor.people
    patch.setattr(FirmDoor, "people", lambda door, one: people(door, one)[:: -1 if requests(archives, door) else 1])


def a_filter(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    """On a column that the firm may not see."""
    people = FirmDoor.people
    patch.setattr(FirmDoor, "people", lambda door, one: people(door, one)[1 if requests(archives, door) else 0 :])


def a_count(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    people = FirmDoor.people
    patch.setattr(FirmDoor, "people", lambda door, one: (
        (rows := people(door, one)) + rows[:1] * requests(archives, door)
    ))  # fmt: skip


def a_version(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    """When a page was last changed, in a header."""
    sent = guards.sent

    def header(visit: Any, answer: Any, **more: Any) -> Response:
        made, shown = sent(visit, answer, **more), more.get("shown")
        if shown is not None:
            made.headers["Last-Modified"] = str(requests(archives, shown.door))
        return made

    patch.setattr(guards, "sent", header)


def gaps_in_numbers(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    said = FirmDoor.said
    patch.setattr(FirmDoor, "said", lambda door, one, since=None: [
        told._replace(list_id=told.list_id + requests(archives, door)) for told in said(door, one, since=since)
    ])  # fmt: skip


def another_day(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    statements = FirmDoor.statements
    patch.setattr(FirmDoor, "statements", lambda door, one: [
        head._replace(due_on=head.due_on + timedelta(days=requests(archives, door))) for head in statements(door, one)
    ])  # fmt: skip


def another_status(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    firm = FirmDoor.firm
    patch.setattr(FirmDoor, "firm", lambda door, name: (
        Refusal("not_there") if requests(archives, door) else firm(door, name)
    ))  # fmt: skip


def an_error_that_tells(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    already = door_people._told_already

    def more(visit: Any, *rest: Any) -> Any:
        told, there = already(visit, *rest)
        return {**told, "": "ha domande aperte"} if requests(archives, visit.door) else told, there

    patch.setattr(door_people, "_told_already", more)


def a_column_of_an_export(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    table = door_statements.payroll_table

    def more(door: FirmDoor, *rest: Any) -> Any:
        made, count = table(door, *rest), requests(archives, door)
        return replace(made, columns=(*made.columns, OutColumn("x")), rows=[(*row, str(count)) for row in made.rows])

    patch.setattr(door_statements, "payroll_table", more)


def a_file_name(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    sent = guards.sent

    def header(visit: Any, answer: Any, **more: Any) -> Response:
        shown = more.get("shown")
        if isinstance(answer, File) and shown is not None:
            answer = replace(answer, name=f"paghe-{requests(archives, shown.door)}.csv")
        return sent(visit, answer, **more)

    patch.setattr(guards, "sent", header)


def a_sheet_nobody_looks_at(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    made = door_statements.as_workbook
    patch.setattr(door_statements, "as_workbook", lambda door, table: made(
        door, replace(table, columns=(*table.columns, OutColumn("x")),
                      rows=[(*row, str(requests(archives, door))) for row in table.rows])
    ))  # fmt: skip


def a_cent_of_an_adjustment(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    lines = door_statements.lines_of
    patch.setattr(door_statements, "lines_of", lambda door, *rest: [
        row._replace(firm_cents=row.firm_cents + (requests(archives, door) if row.adjustment else 0))
        for row in lines(door, *rest)
    ])  # fmt: skip


def words_of_a_mail(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    make = FirmLetter.make

    def more(letter: FirmLetter, row: Any, now: Any) -> Any:
        made = make(letter, row, now)
        assert isinstance(made, Addressed)
        return made._replace(words=made.words._replace(subject=f"{made.words.subject} {requests(archives, letter)}"))

    patch.setattr(FirmLetter, "make", more)


def the_moment_of_a_mail(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    make = FirmLetter.make

    def later(letter: FirmLetter, row: Any, now: Any) -> Any:
        made = make(letter, row, now)
        assert isinstance(made, Addressed)
        return made._replace(at=made.at + timedelta(minutes=requests(archives, letter)))

    patch.setattr(FirmLetter, "make", later)


def a_mail_less(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    make = FirmLetter.make
    patch.setattr(FirmLetter, "make", lambda letter, row, now: (
        "gone" if requests(archives, letter) else make(letter, row, now)
    ))  # fmt: skip


def a_list_that_knows_them(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    look = door_lists.look_at_list

    def more(door: FirmDoor, *rest: Any) -> Any:
        seen = look(door, *rest)
        if isinstance(seen, Refusal) or not requests(archives, door):
            return seen
        plan = replace(seen.preview.plan, unchanged=(*seen.preview.plan.unchanged, 0))
        return replace(seen, preview=replace(seen.preview, plan=plan))

    patch.setattr(door_lists, "look_at_list", more)


def a_result_to_fetch(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    """The wrong rows of a list, with a row that nobody wrote."""
    made, rows = door_lists.wrong_rows, door_lists.rows
    seen: list[FirmDoor] = []

    def noted(visit: Any, form: Any) -> Any:
        seen.append(visit.door)
        return rows(visit, form)

    def more(*rest: Any) -> Any:
        table = made(*rest)
        extra = [tuple("x" for _ in table.columns)] if requests(archives, seen[-1]) else []
        return replace(table, rows=[*table.rows, *extra])

    patch.setattr(door_lists, "rows", noted)
    patch.setattr(door_lists, "wrong_rows", more)


def a_page_of_the_house(patch: pytest.MonkeyPatch, _archives: dict[Any, Archive]) -> None:
    """Somebody of the house who would act in the firm's name, or the firm in theirs: the queue of the clerks."""
    patch.setattr(Visit, "may", lambda visit, permission: True)
    patch.setattr(guards, "audience_of", lambda one: Audience.STAFF)


def roles_that_add_up(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    """Who enters for the firm is a member too, and has both doors at once."""
    opened = guards.open_member_door

    def both(behind: Any, one: Any, now: Any) -> Any:
        with archives[behind.archive.url].reader.begin() as connection:
            (person_id,) = people_by_number(connection, [], [code_of("Rossi Anna", 2)])[code_of("Rossi Anna", 2)]
        return opened(behind, replace(one, person_id=person_id), now)

    patch.setattr(Visit, "may", lambda visit, permission: True)
    patch.setattr(guards, "audience_of", lambda one: Audience.MEMBER)
    patch.setattr(guards, "open_member_door", both)


def a_sum_over_firms(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    standing = door_home._standing

    def more(visit: Any, *rest: Any) -> Any:
        one = standing(visit, *rest)
        return replace(one, people=one.people + requests(archives, visit.door)) if hasattr(
            one, "__dataclass_fields__"
        ) else one._replace(people=one.people + requests(archives, visit.door))

    patch.setattr(door_home, "_standing", more)


def a_size(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    """Nothing one could read: as many blanks as requests."""
    sent = guards.sent

    def longer(visit: Any, answer: Any, **more: Any) -> Response:
        made, shown = sent(visit, answer, **more), more.get("shown")
        if shown is not None:
            made.set_data(made.get_data() + b" " * requests(archives, shown.door))
        return made

    patch.setattr(guards, "sent", longer)


def a_word_within_a_pdf(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    made = door_statements.statement_pdf

    def more(door: FirmDoor, *rest: Any) -> Any:
        pdf = made(door, *rest)
        return pdf if isinstance(pdf, Refusal) else pdf + b"%% " + str(requests(archives, door)).encode()

    patch.setattr(door_statements, "statement_pdf", more)


FIRM_PAGE, STATEMENTS = "/azienda/FIRM", "/azienda/FIRM/estratti"
CHANNELS: tuple[Channel, ...] = (
    Channel(1, "fields", a_field_more, FIRM_PAGE), Channel(2, "order", another_order, FIRM_PAGE),
    Channel(2, "filters", a_filter, FIRM_PAGE), Channel(3, "counts", a_count, FIRM_PAGE),
    Channel(3, "gaps in numbers", gaps_in_numbers, FIRM_PAGE), Channel(4, "days and versions", another_day, STATEMENTS),
    Channel(4, "when last changed, in a header", a_version, FIRM_PAGE),
    Channel(5, "error texts", an_error_that_tells, "joins"), Channel(6, "status codes", another_status, FIRM_PAGE),
    Channel(6, "sizes", a_size, FIRM_PAGE),
    Channel(8, "exports", a_column_of_an_export, statement_path(2, "/paghe.csv")),
    Channel(8, "workbooks", a_sheet_nobody_looks_at, statement_path(2, "/paghe.xlsx")),
    Channel(9, "adjustments", a_cent_of_an_adjustment, statement_path(1)),
    Channel(11, "answers to a list", a_list_that_knows_them, "list"),
    Channel(12, "sums over firms", a_sum_over_firms, "/azienda"),
    Channel(13, "acting as the house", a_page_of_the_house, "/coda/da-decidere"),
    Channel(14, "results to be fetched", a_result_to_fetch, "rows"),
    Channel(16, "roles that add up", roles_that_add_up, "/mie"),
    Channel(15, "file names", a_file_name, statement_path(2, "/paghe.csv")),
    Channel(15, "data within a PDF", a_word_within_a_pdf, statement_path(2, "/estratto.pdf")),
    Channel(10, "words of a mail", words_of_a_mail, "mails"),
    Channel(10, "the moment of a mail", the_moment_of_a_mail, "mails"),
    Channel(10, "a mail less", a_mail_less, "mails"),
)
