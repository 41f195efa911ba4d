"""Ten ugly workbooks made by somebody who had not seen the reader: nothing lost, nobody merged, no wrong euro."""

from __future__ import annotations

import pytest

from intake.ugly.blind_score import NAMES, read_blind
from mutua.store.database import Archive

# At least so many rows read at once, rows read after a yes to all proposals, problems of which something is said.
AT_LEAST = {
    "01_alveare_soci": (29, 29, 20),
    "02_lemina_soci": (17, 26, 16),
    "03_carradori_soci": (9, 9, 19),
    "04_campana_soci": (10, 24, 16),
    "05_setaiole_soci": (0, 25, 17),
    # Before its two lists were told apart 3 rows were read, and each other row was told to say something twice.
    "06_vetta_soci": (19, 19, 15),
    "07_alveare_rimborsi": (36, 36, 2),
    "08_lemina_rimborsi": (32, 32, 1),
    "09_campana_sussidi": (32, 32, 2),
    "10_setaiole_rimborsi": (33, 33, 3),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_blind_workbook_loses_nothing_and_merges_nobody(archive: Archive, name: str) -> None:
    with archive.reader.begin() as connection:
        at_once = read_blind(connection, name)
        confirmed = read_blind(connection, name, confirmed=True)
    for found in (at_once, confirmed):
        assert (found.lost, found.wrong) == ([], [])
    measured = (at_once.read, confirmed.read, at_once.named)
    assert all(one >= least for one, least in zip(measured, AT_LEAST[name], strict=True)), measured
