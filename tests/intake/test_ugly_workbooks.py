"""Ugly workbooks whose truth is known: no row is lost, nobody is put together wrongly, the mess is named."""

from __future__ import annotations

import pytest

from intake.ugly.own.claims import CLAIMS
from intake.ugly.own.members import MEMBERS
from intake.ugly.reading import read_ugly
from intake.ugly.truth import Ugly, score
from mutua.store.database import Archive

OWN = (*MEMBERS, *CLAIMS)


@pytest.mark.parametrize("ugly", OWN, ids=[one.name for one in OWN])
def test_an_ugly_workbook_loses_nothing_and_merges_nobody(archive: Archive, ugly: Ugly) -> None:
    with archive.reader.begin() as connection:
        reading = read_ugly(connection, ugly)
    found = score(ugly, reading)
    assert reading.not_data == ugly.not_data
    assert len(reading.read | reading.set_aside) == ugly.data_rows
    assert sorted(ugly.problems - reading.problems) == []
    assert (found.lost, found.wrong_merges, found.named) == (0, 0, found.problems)
