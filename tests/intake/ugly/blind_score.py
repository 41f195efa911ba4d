"""How the ten workbooks made by somebody who had not seen the reader are read, beside the truth they came with."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from intake.ugly.reading import read_ugly
from intake.ugly.truth import At, Reading, Ugly

FOLDER = Path(__file__).parent / "blind"
NAMES = sorted(one.stem for one in FOLDER.glob("[01][0-9]_*.py"))


@dataclass(frozen=True)
class BlindScore:
    """What became of a workbook's rows with content; the lists should be empty.

    `lost`: rows that ended nowhere, in two places, or as a title; `wrong`: people put together who are not one
    household, or rows whose refund is not the true one; `named` of `problems`: rows with a problem, and those of
    them of which something is said.
    """

    content: int
    read: int
    lost: list[At]
    wrong: list[str]
    named: int
    problems: int


def read_blind(connection: Connection, name: str, *, confirmed: bool = False) -> BlindScore:
    """Reads a workbook; `confirmed`: somebody has said yes to all that is proposed."""
    module = import_module(f"intake.ugly.blind.{name}")
    truth: Mapping[str, Any] = module.TRUTH
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / str(truth["file_name"])
        module.build(path)
        raw = path.read_bytes()
    reading = read_ugly(connection, Ugly(name, truth["kind"], raw), accept_all=confirmed)
    return _score(truth, reading)


def _score(truth: Mapping[str, Any], reading: Reading) -> BlindScore:
    sheet = str(truth["sheet"]) if any(one.sheet for one in reading.every) else ""
    content = {At(row, sheet) for row in truth["rows_with_content"]}
    ends = (reading.read, reading.set_aside, reading.not_data)
    lost = {one for one in reading.every if sum(one in end for end in ends) != 1}
    lost |= (reading.not_data & content) | (content - reading.every)
    lost |= {one for one in reading.read if one.sheet == sheet and one not in content}  # a title taken for somebody
    told = {one for one, _ in reading.problems}
    problems = truth["problems"]
    wrong = _wrong_people(truth, reading) if truth["kind"] == "members" else _wrong_refunds(truth, reading, sheet)
    return BlindScore(
        len(content), len(reading.read & content), sorted(lost), wrong,
        sum(At(one["row"], sheet) in told for one in problems), len(problems),
    )  # fmt: skip


def _wrong_people(truth: Mapping[str, Any], reading: Reading) -> list[str]:
    households: dict[str, set[str]] = defaultdict(set)
    for one in truth["people"]:
        if one["fiscal_code"]:
            households[one["household"]].add(one["fiscal_code"])
    groups = [{number for number in group if len(number) == 16} for group in reading.households]
    return [", ".join(sorted(one)) for one in groups if one and not any(one <= true for true in households.values())]


def _wrong_refunds(truth: Mapping[str, Any], reading: Reading, sheet: str) -> list[str]:
    found = []
    for one in truth["claims"]:
        paid = reading.paid.get(At(one["row"], sheet))
        if paid is not None and paid[1] != (one["refund_cents"] or 0):
            found.append(f"{one['row']}: {paid[1]}, {one['refund_cents']}")
    return found
