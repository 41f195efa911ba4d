"""What is true of an ugly workbook, written down by who made it, and how a reading of it is scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class At(NamedTuple):
    """A row of a workbook: its sheet ("" in a file that has one) and its number as a spreadsheet counts."""

    row: int
    sheet: str = ""


@dataclass(frozen=True)
class Ugly:
    """A workbook with its truth.

    `households`: groups of people, each by the number it is known by (fiscal code, else card), that may come in.
    `proposals`: groups that may come in as one only after a person has said so.
    `paid`: of a list of payments, the person and the cents of each row that can be read.
    `problems`: what must be named, by row: the code of the problem.
    """

    name: str
    kind: str  # members, claims
    raw: bytes
    households: Sequence[frozenset[str]] = ()
    proposals: Sequence[frozenset[str]] = ()
    paid: Mapping[At, tuple[str, int]] = field(default_factory=dict)
    problems: frozenset[tuple[At, str]] = frozenset()
    not_data: frozenset[At] = frozenset()
    data_rows: int = 0  # rows that tell of somebody or something, read or not
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What a reader made of a workbook, in the words of `Ugly`."""

    read: frozenset[At]
    set_aside: frozenset[At]
    not_data: frozenset[At]
    every: frozenset[At]  # all rows in which something stands
    households: Sequence[frozenset[str]] = ()
    problems: frozenset[tuple[At, str]] = frozenset()
    paid: Mapping[At, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Score:
    """Rows that ended nowhere, in two places, or taken for a title although they tell something; people put together
    who are not; problems named, of those there are."""

    rows: int
    lost: int
    wrong_merges: int
    named: int
    problems: int


def score(ugly: Ugly, reading: Reading) -> Score:
    ends = (reading.read, reading.set_aside, reading.not_data)
    lost = {row for row in reading.every if sum(row in end for end in ends) != 1}
    lost |= reading.not_data - ugly.not_data
    lost |= ugly.paid.keys() - reading.paid.keys() if ugly.kind == "claims" else set()
    true = [*ugly.households]
    wrong = sum(not any(group <= one for one in true) for group in reading.households)
    wrong += sum(reading.paid.get(row) not in (None, told) for row, told in ugly.paid.items())
    named = ugly.problems & reading.problems
    return Score(len(reading.every), len(lost), wrong, len(named), len(ugly.problems))
