"""S9: a process gone at any moment of an erasure leaves it whole or not begun, and it can be taken up again."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from archives import Ready
from faults.conftest import Told
from faults.sizes import sized
from faults.workers import Workers
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.tables import erasure, identity, person_erased, person_key
from services.rights_helpers import NEEDLES, left_long_ago
from services.test_erase_person import bytes_of

STEP = sized(29, 1)  # only every so manieth call of the database


def standing(archive: Archive, person_id: int) -> tuple[int, int, int, int]:
    """Identity, key, erased decisions, the entry that says so: (1, 1, 0, 0) before, (0, 0, 2, 1) after."""
    with archive.reader.begin() as connection:
        counts = [
            connection.scalar(select(func.count()).select_from(table).where(table.c.person_id == person_id)) or 0
            for table in (identity, person_key, person_erased)
        ]
        decisions = connection.scalar(select(func.count()).select_from(erasure)) or 0
    return counts[0], counts[1], decisions, counts[2]


def test_a_process_gone_at_each_call_leaves_an_erasure_whole_or_not_begun(
    ready: Ready, dialect: str, tmp_path: Path, workers: Workers, told: Told
) -> None:
    with ready.fresh(dialect, tmp_path) as url:
        with Archive(url) as archive:
            society, vault = left_long_ago(archive, tmp_path / "s")
        at = {
            "rulesets": str(tmp_path / "s" / "rulesets"), "person_id": society.people["Anna"],
            "actor_id": society.actor_id, "files": str(vault.folder),
        }  # fmt: skip
        number, ended, seen = 0, False, set()
        while not ended:
            number += STEP
            with ready.copied(url, tmp_path) as copy:
                worker = workers.start("erase", {"url": copy, "stop_at": number, **at})
                status = workers.wait(worker)
                assert status in (0, 9), worker.complaint()
                ended = status == 0
                with Archive(copy) as archive:
                    found = standing(archive, society.people["Anna"])
                    assert found in ((1, 1, 0, 0), (0, 0, 2, 1)), number
                    seen.add(found)
                    assert verify(archive) == []
                again = workers.do("erase", {"url": copy, **at})
                assert again == ("erased_already" if found[3] else "erased")
                with Archive(copy) as archive:
                    assert standing(archive, society.people["Anna"]) == (0, 0, 2, 1)
                    left = bytes_of(archive)
                    assert [one for one in NEEDLES if one.encode() in left] == [], number
        assert seen == {(1, 1, 0, 0), (0, 0, 2, 1)}
        assert number > 10
        told("S9 erasure", dialect, f"gone at {number // STEP} calls of the database", "0 half done, 0 bytes left")
