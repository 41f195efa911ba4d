"""R7: every decision comes out again byte for byte, on whatever machine: other zone, other language, other hashing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import text

from archives import Ready
from faults.conftest import Told, dialect_of
from faults.jobs import batch
from faults.planted import without_guards
from faults.sizes import sized
from faults.workers import TESTS
from faults.worlds import World, new_world
from mutua.services.replay import replay
from mutua.services.verify_archive import verify
from mutua.store.database import Archive

Copied = Callable[[World], AbstractContextManager[str]]
YEARS = (2024, 2025, 2026) if sized(True, False) else tuple(range(2015, 2027))
ELSEWHERE = [
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "it_IT.UTF-8", "PYTHONHASHSEED": "4242"},
    {"TZ": "Europe/Rome", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "random"},
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def decided(request: pytest.FixtureRequest, ready: Ready, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A society whose requests of several years, under several versions of the rules, are all decided."""
    folder, count = tmp_path_factory.mktemp("decided") / "d", sized(1000, 10000)
    with new_world(ready, request.param, folder, households=sized(20, 100), claims=count, years=YEARS) as made:
        batch(Path(os.devnull), made.url, lot=1000, **made.at)
        yield made


def replayed_elsewhere(url: str, environment: dict[str, str]) -> dict[str, object]:
    script = (
        "import json, sys; from pathlib import Path; from faults.jobs import replay_all; "
        "print(json.dumps(replay_all(Path(), sys.argv[1])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, url], cwd=TESTS, env={**os.environ, **environment}, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_every_decision_comes_out_again_wherever_it_is_replayed(decided: World, told: Told) -> None:
    count = sized(1000, 10000)
    places = ELSEWHERE[:: sized(2, 1)]
    for environment in places:
        assert replayed_elsewhere(decided.url, environment) == {"decisions": count, "different": []}, environment
    with Archive(decided.url) as archive, archive.reader.begin() as connection:
        versions = connection.execute(text("SELECT count(DISTINCT version) FROM decision_line")).scalar()
        assert versions == len(YEARS)
    what = f"{count} decisions, {versions} versions of the rules, {len(places)} environments"
    told("R7 replay", dialect_of(decided.url), what, "0 different")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("granted_cents = granted_cents - 1", "one cent less"),
        ("computed_cents = computed_cents + 1", "one cent computed"),
        ("version = '1999-01-01'", "another version"),
    ],
)
def test_one_cent_changed_in_a_decision_is_noticed(
    decided: World, copied: Copied, told: Told, change: str, what: str
) -> None:
    with copied(decided) as url, Archive(url) as archive:
        with archive.writer.connect() as connection:
            without_guards(connection)
            with connection.begin():
                one = "SELECT min(claim_id) FROM decision_line WHERE granted_cents > 1"
                connection.execute(text(f"UPDATE decision_line SET {change} WHERE claim_id = ({one})"))
        different = replay(archive).different
        assert len(different) == 1
        assert [one.code for one in verify(archive) if one.code == "seal_broken"] == ["seal_broken"]
    told("R7 replay", dialect_of(decided.url), "one decision changed in a copy", str(different[0].what), planted=what)
