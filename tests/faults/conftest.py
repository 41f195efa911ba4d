"""What the campaigns share: workers that may be killed, copies of a society, and the record of what was shown."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archives import Ready
from faults.workers import Workers
from faults.worlds import World, new_world

Told = Callable[..., None]


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    made = Workers()
    yield made
    made.close()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, ready: Ready, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Twenty households and 500 requests that wait, on each database. Nobody changes it: take copies."""
    with new_world(ready, request.param, tmp_path_factory.mktemp("world") / "w") as made:
        yield made


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def hamlet(request: pytest.FixtureRequest, ready: Ready, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two households and six requests, for what is tried at each single step."""
    folder = tmp_path_factory.mktemp("hamlet") / "h"
    with new_world(ready, request.param, folder, households=2, claims=6) as made:
        yield made


@pytest.fixture
def copied(ready: Ready, tmp_path: Path) -> Callable[[World], object]:
    """A copy of a society that a test may spoil, by its address."""

    @contextmanager
    def copy(of: World) -> Iterator[str]:
        with ready.copied(of.url, tmp_path) as url:
            yield url

    return copy


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Told:
    """Notes for the summary of `make faults` what was done, and which planted fault this test caught."""

    def note(goal: str, database: str, done: str, result: str = "", planted: str = "") -> None:
        path = os.environ.get("MUTUA_FAULTS_REPORT")
        if path:
            row = {
                "goal": goal, "database": database, "done": done, "result": result, "planted": planted,
                "test": request.node.nodeid.split("::", 1)[-1],
            }  # fmt: skip
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")

    return note


def dialect_of(url: str) -> str:
    return "sqlite" if url.startswith("sqlite") else "postgresql"
