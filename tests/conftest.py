"""What many tests share: an archive of each kind, ready and empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archives import DIALECTS, Ready, ready_archives
from mutua.store.database import Archive


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ready]:
    with ready_archives(tmp_path_factory.mktemp("archives")) as made:
        yield made


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(ready: Ready, dialect: str, tmp_path: Path) -> Iterator[str]:
    """The address of an archive of each kind, with its schema and nothing in it."""
    with ready.fresh(dialect, tmp_path) as made:
        yield made


@pytest.fixture
def archive(url: str) -> Iterator[Archive]:
    with Archive(url) as opened:
        yield opened
