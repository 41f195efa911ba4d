"""The front of a small society, on each kind of archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.conftest import told
from mutua.store.database import Archive
from web.counter import Counter, counter_of

__all__ = ["counter", "told"]  # `told`: what was shown, for the summary of `make faults`


@pytest.fixture
def counter(archive: Archive, tmp_path: Path) -> Iterator[Counter]:
    """Three in a household (Anna, Bruno and Carla Rossi), nobody in yet. Work that goes on ends before the archive."""
    made = counter_of(archive, tmp_path)
    made.society.household("N1", "Anna", "Bruno", "Carla")
    yield made
    for name in list(made.site.works._threads):
        made.site.works.wait(name, 20)
