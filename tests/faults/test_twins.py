"""S2: what a firm and its consultant can obtain is the same to the byte, whatever befell anybody's health."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from archives import Ready
from faults.conftest import Told
from faults.leaks import CHANNELS
from faults.sizes import FULL, SEED, sized
from faults.twins import LOGINS, Twins, asked, differing, done, looked_at, mailed, read_by, same_chance, twins
from mutua.store.tables import decision
from mutua.store.wall import FIRM_TABLES

PAIRS, OF_ONE_FIRM = sized(5, 200), 5  # pairs in all; how many follow on each other in the same two archives


@pytest.fixture(autouse=True)
def chance(monkeypatch: pytest.MonkeyPatch) -> None:
    same_chance(monkeypatch)


def compared(pair: Twins, login: str, *, papers: bool, buttons: bool) -> int:
    """How many answers were the same; the first that is not fails."""
    browsers = pair.inside(login)
    several = [[looked_at(one, browser, papers=papers) for one, browser in zip(pair.both, browsers, strict=True)]]
    if buttons:
        several.append([done(one, browser) for one, browser in zip(pair.both, browsers, strict=True)])
    statuses = set()
    for some, others in several:
        assert differing(some, others) == [], pair.befell
        statuses |= {status for _, status, _, _ in some}
    assert statuses >= {200, 303, 404}
    for one in pair.both:
        one.counter.clock.pass_by(timedelta(minutes=1))
    return sum(len(some) for some, _ in several)


def test_pairs_that_differ_in_health_alone_are_the_same_bytes(
    ready: Ready, dialect: str, tmp_path: Path, told: Told
) -> None:
    answers, seen, befell = 0, set[str](), 0
    for first in range(0, PAIRS, OF_ONE_FIRM):
        with twins(ready, dialect, tmp_path, SEED + first) as pair:
            for at in range(OF_ONE_FIRM):
                pair.befall()
                last = at == OF_ONE_FIRM - 1
                with read_by(pair, seen):
                    for number, (login, _, _) in enumerate(LOGINS):
                        if FULL or last or number == at % 2:
                            answers += compared(pair, login, papers=FULL or last, buttons=last)
                assert differing(*(mailed(one) for one in pair.both)) == [], "mails"
            befell += pair.befell
            with pair.ill.archive.reader.begin() as connection:
                assert connection.scalar(select(func.count()).select_from(decision)), "something was decided"
    beyond = seen - FIRM_TABLES
    assert beyond == set(), "a firm's request read another table"
    told("S2", dialect, f"{PAIRS} pairs, {befell} events of health, {answers} answers",
         f"0 different, {len(seen)} tables read")  # fmt: skip


def test_a_leak_through_each_channel_is_noticed(
    ready: Ready, dialect: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    with ExitStack() as stack:
        pair = stack.enter_context(twins(ready, dialect, tmp_path, SEED))
        pair.befall()
        browsers = pair.inside("verdi")
        for one in CHANNELS:
            before = [asked(made, browser, one.asked) for made, browser in zip(pair.both, browsers, strict=True)]
            assert before[0] == before[1], one.name
            with monkeypatch.context() as patch:
                one.plant(patch, {made.archive.url: made.archive for made in pair.both})
                found = [asked(made, browser, one.asked) for made, browser in zip(pair.both, browsers, strict=True)]
            assert found[0] != found[1], f"a leak through {one.name} went unnoticed"
            told("S2", dialect, "", "the bytes differ", planted=f"channel {one.number}, {one.name}")
