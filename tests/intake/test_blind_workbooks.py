"""Ten ugly workbooks made by somebody who had not seen the reader: nothing lost, nobody merged, no wrong euro."""

from __future__ import annotations

import pytest

from intake.ugly.blind_score import NAMES, BlindScore, read_blind
from mutua.store.database import Archive

# Rows read at once, rows read after a yes to all that is proposed, problems of which something is said: at least so many.
AT_LEAST = {
}


@pytest.mark.parametrize("name", NAMES)
def test_a_blind_workbook_loses_nothing_and_merges_nobody(archive: Archive, name: str) -> None:
    with archive.reader.begin() as connection:
        at_once = read_blind(connection, name)
        confirmed = read_blind(connection, name, confirmed=True)
    for found in (at_once, confirmed):
        assert (found.lost, found.wrong) == ([], [])
    assert _measured(at_once, confirmed) >= AT_LEAST[name]


def _measured(at_once: BlindScore, confirmed: BlindScore) -> tuple[int, ...]:
    return at_once.read, confirmed.read, at_once.named
