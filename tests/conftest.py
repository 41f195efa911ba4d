"""What many tests share: an archive of each kind, ready and empty."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from archives import DIALECTS, Ready, memory_place, ready_archives, statements_compiled_once
from mutua.store.database import Archive
from well import what_is_wrong


def pytest_configure() -> None:
    """The folders of tests lie in memory where the machine has room: a flush to the disk costs nothing there."""
    place = memory_place()
    if place is not None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", place)


def pytest_collection_finish() -> None:
    """Modules and collected tests stay until the end: the collector of garbage need not walk them again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def written_once() -> Iterator[None]:
    with statements_compiled_once():
        yield


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
def archive(request: pytest.FixtureRequest, url: str) -> Iterator[Archive]:
    """An archive of each kind, ready and empty; all must be well with it when the test is over.

    A test that spoils history on purpose says so with the mark `tampered`.
    """
    with Archive(url) as opened:
        yield opened
        if request.node.get_closest_marker("tampered") is None:
            assert what_is_wrong(opened) == []


@pytest.fixture(autouse=True)
def _loggers_that_speak() -> None:
    """A library that sets logging up anew (import-linter, when the contracts are checked) silences those there were."""
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("mutua")]:
        logging.getLogger(name).disabled = False
