"""What lists and sheets say, and what they write, is to the letter what it was before they were read faster."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import Connection

from intake.files import xlsx
from intake.long_lists import ROUGH, STRICT, as_csv, mark, of_archive, of_plan, of_sheet, rough_rows, strict_rows
from intake.ugly.blind_score import NAMES
from intake.ugly.own.members import MEMBERS
from mutua.intake.rough.strict import RoughFile
from mutua.intake.tabular import read_table
from mutua.services import import_members
from mutua.services.bring_members import look_at_members
from mutua.services.import_members import MembersPlan
from mutua.services.sheet_mappings import open_rough
from mutua.store.database import Archive
from mutua.store.ids import Ids
from services.societies import Society, small_society

MARKS = json.loads((Path(__file__).parent.parent / "data" / "lists.json").read_text(encoding="utf-8"))
Look = Callable[[Connection, Society], tuple[str, MembersPlan]]


def _strictly(raw: bytes) -> Look:
    def look(connection: Connection, society: Society) -> tuple[str, MembersPlan]:
        plan = import_members.preview(connection, society.plans, read_table(raw), now=society.now)
        return of_plan(plan), plan

    return look


def _as_it_lies(raw: bytes, *, accept_all: bool = False, since: str = "") -> Look:
    def look(connection: Connection, society: Society) -> tuple[str, MembersPlan]:
        file: RoughFile = open_rough(connection, raw, "members")
        for mapping in file.mappings:
            file.mapped(mapping.with_choices({"since": since}))
        plan = look_at_members(connection, society.plans, file, now=society.now, accept_all=accept_all)
        return of_sheet(plan), plan.plan

    return look


def _blind(name: str, folder: Path) -> bytes:
    module = import_module(f"intake.ugly.blind.{name}")
    path = folder / str(module.TRUTH["file_name"])
    module.build(path)
    return path.read_bytes()


def _told_anew(rows: list[list[str]], at: int) -> list[list[str]]:
    """A year later: here and there somebody moved, another kinship, a new cover."""
    found = [list(row) for row in rows]
    for number, row in enumerate(found):
        if number % 7 == 0:
            row[at] = f"Corso Torino {number}"
    return found[: len(found) * 9 // 10]


def lists(folder: Path) -> Iterator[tuple[str, list[Look]]]:
    """Each with the looks at it, one after the other, each applied before the next."""
    for seed in (1, 2):
        rows = strict_rows(700, seed)
        later = [_strictly(as_csv(STRICT, _told_anew(strict_rows(700, seed, share), 21))) for share in (0.0, 0.1)]
        yield f"strict {seed}", [_strictly(as_csv(STRICT, rows)), *later]
        yield f"workbook {seed}", [_strictly(xlsx(STRICT, *rows))]
        own = rough_rows(500, seed)
        again = _as_it_lies(as_csv(ROUGH, _told_anew(rough_rows(500, seed, 0.05), 10), "Elenco dei soci;"))
        yield f"own {seed}", [_as_it_lies(as_csv(ROUGH, own, "Elenco dei soci;")), again]
        yield f"own, yes to all {seed}", [_as_it_lies(xlsx(ROUGH, *own), accept_all=True, since="01/01/2025")]
    yield "clean", [_strictly(as_csv(STRICT, strict_rows(300, 3, 0.0)))]
    yield "clean own", [_as_it_lies(as_csv(ROUGH, rough_rows(300, 3, 0.0)))]
    for ugly in MEMBERS:
        for all_ in (False, True):
            since = "01/01/2025" if all_ else ""
            yield f"{ugly.name} {all_}", [_as_it_lies(ugly.raw, accept_all=all_, since=since)] * 2
    for name in NAMES[:6]:
        raw = _blind(name, folder)
        for all_ in (False, True):
            since = "01/01/2025" if all_ else ""
            yield f"{name} {all_}", [_as_it_lies(raw, accept_all=all_, since=since)]


def marks_of(society: Society, looks: list[Look]) -> list[str]:
    """What each look said, and the mark of the archive after it was applied."""
    found = []
    for look in looks:
        with society.archive.reader.begin() as connection:
            said, plan = look(connection, society)
        done = import_members.apply(
            society.archive, plan, actor_id=society.actor_id, now=society.now, ids=Ids(random.Random(len(found))),
            accept_good_rows=True,
        )  # fmt: skip
        found += [said, f"{len(plan.new_rows)}+{len(plan.changed_rows)} {mark(done)} {of_archive(society.archive)}"]
    return found


ON_BOTH = {"strict 1", "workbook 1", "own 1", "own, yes to all 2"}


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Look]]:
    return dict(lists(tmp_path_factory.mktemp("lists")))


@pytest.mark.parametrize("name", sorted(MARKS))
def test_a_list_says_and_writes_what_it_did_before(
    archive: Archive, dialect: str, tmp_path: Path, every: dict[str, list[Look]], name: str
) -> None:
    if dialect != "sqlite" and name not in ON_BOTH:
        pytest.skip("what a list says does not come from the database: a few of each kind are enough on the second one")
    assert marks_of(small_society(archive, tmp_path), every[name]) == MARKS[name]


def test_every_list_has_its_mark(every: dict[str, list[Look]]) -> None:
    assert sorted(every) == sorted(MARKS)
