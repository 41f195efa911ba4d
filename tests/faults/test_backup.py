"""R11: a backup taken while others write restores, is well, and misses nothing acknowledged before it was begun."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from archives import Ready
from faults.conftest import Told, dialect_of
from faults.sizes import sized
from faults.test_disk import empty
from faults.test_kill import missing
from faults.workers import Workers, wait_for
from faults.worlds import World
from mutua.services.backup import back_up
from mutua.services.restore import restore
from mutua.services.verify_archive import verify
from mutua.store.database import Archive

Copied = Callable[[World], AbstractContextManager[str]]
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def test_a_backup_under_load_restores_and_misses_nothing_older_than_itself(
    ready: Ready, hamlet: World, copied: Copied, workers: Workers, tmp_path: Path, told: Told
) -> None:
    count, dialect, kept = sized(2, 20), dialect_of(hamlet.url), 0
    with copied(hamlet) as url:
        receipts = tmp_path / "receipts"
        clerk = workers.start("clerk", {"url": url, "seed": 4, "receipts": str(receipts), **hamlet.at})
        wait_for(receipts)
        for at in range(count):
            before = tmp_path / f"before{at}"
            shutil.copy(receipts, before)
            with Archive(url) as archive:
                back_up(archive, tmp_path / f"backup{at}", now=NOW)
            with empty(ready, dialect, tmp_path) as other:
                with Archive(other) as target:
                    restore(tmp_path / f"backup{at}", target)
                    assert verify(target) == []
                assert missing(other, before) == []
            kept = len(before.read_text().splitlines())
        clerk.kill()
        workers.wait(clerk)
    told("R11 backup", dialect, f"{count} backups under write load, up to {kept} receipts", "all restore, 0 missing")


def test_a_copy_of_the_living_file_is_no_backup(
    hamlet: World, copied: Copied, workers: Workers, tmp_path: Path, told: Told
) -> None:
    """The test of the test: the file copied without its journal misses what was acknowledged."""
    if dialect_of(hamlet.url) != "sqlite":
        pytest.skip("nobody copies the files of a server that runs")
    with copied(hamlet) as url:
        receipts = tmp_path / "receipts"
        clerk = workers.start("clerk", {"url": url, "seed": 4, "receipts": str(receipts), **hamlet.at})
        wait_for(receipts)
        while len(receipts.read_text().splitlines()) < 6:
            assert receipts.exists()
        clerk.stop()
        source = make_url(url).database
        assert source is not None
        copy = f"sqlite:///{shutil.copy(source, tmp_path / 'copied.db')}"
        lost = missing(copy, receipts)
        clerk.kill()
        workers.wait(clerk)
    assert lost
    what = f"{len(lost)} receipts missing"
    told("R11 backup", "sqlite", "the living file copied", what, planted="a copy of the living file")
