"""R21: one household with damaged records is set aside and told; everybody else is decided in the same run."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import select, text

from faults.conftest import Told, dialect_of
from faults.jobs import batch
from faults.planted import without_guards
from faults.worlds import World, opened
from mutua.services import decide_batch
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.tables import balance, parked_household, pending_claim

Copied = Callable[[World], AbstractContextManager[str]]

# What is done to one household, :home, with a member, :member.
DAMAGE = {
    "facts that are no facts": "UPDATE claim SET facts = '{' WHERE chain_id = :home",
    "facts of another shape": "UPDATE claim_line SET facts = '[[1]]' WHERE chain_id = :home",
    "an end that is not the last": "UPDATE chain SET position = position + 1 WHERE id = :home",
    "a balance that is no text of ours": "INSERT INTO balance VALUES (:home, :plan, 2026, '[[')",
    "a balance of another shape": "INSERT INTO balance VALUES (:home, :plan, 2026, '5')",
    "a balance with half a row": "INSERT INTO balance VALUES (:home, :plan, 2026, '[[1, 2]]')",
    "a balance below nought":
        "INSERT INTO balance VALUES (:home, :plan, 2026, '[[\"casa\",\"1\",\"2026-01-01\",-5,0]]')",
    "a member with an answer that cannot be read":
        "INSERT INTO fact SELECT chain_id, position, 77, person_id, 'comune', '{\"comune\":', NULL, 0"
        " FROM household_place WHERE person_id = :member",
}  # fmt: skip
ONLY_SQLITE = {
    "facts whose bytes are no letters": "UPDATE claim SET facts = CAST(x'7bff7d' AS TEXT) WHERE chain_id = :home",
    "a benefit whose bytes are no letters":
        "UPDATE claim_line SET benefit = CAST(x'ff' AS TEXT) WHERE chain_id = :home",
    "a balance whose bytes are no letters":
        "INSERT INTO balance VALUES (:home, :plan, 2026, CAST(x'ff' AS TEXT))",
}  # fmt: skip


@pytest.mark.parametrize("what", [*DAMAGE, *ONLY_SQLITE])
def test_a_damaged_household_is_set_aside_and_the_others_are_decided(
    hamlet: World, copied: Copied, what: str, told: Told
) -> None:
    if what in ONLY_SQLITE and dialect_of(hamlet.url) != "sqlite":
        pytest.skip("PostgreSQL refuses to hold such a text")
    with copied(hamlet) as url:
        home = _damaged(url, hamlet, {**DAMAGE, **ONLY_SQLITE}[what])
        with Archive(url) as archive, archive.reader.begin() as connection:
            waiting = dict(_waiting(connection))
        others = [claim_id for claim_id, of in waiting.items() if of != home]
        assert others
        assert len(others) < len(waiting)
        answer = batch(Path("/dev/null"), url, lot=50, **hamlet.at)
        assert (answer["decided"], answer["parked"]) == (len(others), 1)
        with Archive(url) as archive, archive.reader.begin() as connection:
            assert connection.scalars(select(parked_household.c.household_id)).all() == [home]
            left = dict(_waiting(connection))
            assert set(left.values()) == {home}
        with Archive(url) as archive:
            assert verify(archive) != [], "what is damaged is found"
    told("R21 park", dialect_of(hamlet.url), what, "1 household parked, all others decided")


def _waiting(connection):  # type: ignore[no-untyped-def]
    return [tuple(row) for row in connection.execute(select(pending_claim.c.claim_id, pending_claim.c.household_id))]


def _damaged(url: str, of: World, statement: str) -> int:
    home, member = of.households[0], of.members[0]
    with Archive(url) as archive, archive.writer.connect() as connection:
        without_guards(connection)
        with connection.begin():
            values = {"home": home, "member": member, "plan": opened_plan(archive, of)}
            wanted = {name: value for name, value in values.items() if f":{name}" in statement}
            done = connection.execute(text(statement.replace('"comune":', '"comune"\\:')), wanted)
            assert done.rowcount > 0
    return home


def opened_plan(archive: Archive, of: World) -> str:
    return opened(archive, of.rulesets).plan_code


def test_a_batch_that_gives_up_at_the_first_damage_is_noticed(
    hamlet: World, copied: Copied, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    def gives_up(self: object, some: object) -> None:
        self.result.claims.update(self._transaction(some))  # type: ignore[attr-defined]

    monkeypatch.setattr(decide_batch._Run, "decide", gives_up)
    with copied(hamlet) as url:
        _damaged(url, hamlet, DAMAGE["a balance below nought"])
        with pytest.raises(ValueError, match="below nought"):
            batch(Path("/dev/null"), url, lot=50, **hamlet.at)
        with Archive(url) as archive, archive.reader.begin() as connection:
            assert connection.execute(select(balance)).all()
    told("R21 park", dialect_of(hamlet.url), "one household damaged", "noticed", planted="no household set aside")
