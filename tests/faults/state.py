"""The business of an archive as plain rows: what must be equal after a crash, in another order, on another database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from mutua.services.digest import digest
from mutua.services.verify_archive import verify
from mutua.store.base import stored
from mutua.store.database import Archive
from mutua.store.tables import (
    balance,
    claim,
    decision,
    decision_line,
    ledger_entry,
    movement,
    pending_claim,
    posting,
    rules_snapshot,
)

State = dict[str, list[tuple[Any, ...]]]


def state_of(archive: Archive) -> State:
    """Every decision with its evidence, every movement, balance and posting; not salts, seals and instants of work.

    Last the mark of the whole archive, as `mutua digest` gives it.
    """
    decided = [stored(one) for one in decision.columns if one.name not in ("snapshot_id", "commitment")]
    queries: dict[str, Select[Any]] = {
        "decision": select(*decided, rules_snapshot.c.digest).where(rules_snapshot.c.id == decision.c.snapshot_id),
        **{
            table.name: select(*[stored(one) for one in table.columns])
            for table in (decision_line, movement, balance, ledger_entry, posting, pending_claim, claim)
        },
    }
    with archive.reader.begin() as connection:
        found: State = {
            name: sorted([tuple(_plain(one) for one in row) for row in connection.execute(query)], key=repr)
            for name, query in queries.items()
        }
    return {**found, "digest": [(digest(archive),)]}


def _plain(value: Any) -> Any:
    return bytes(value).hex() if isinstance(value, (bytes, memoryview)) else value


def faults_of(archive: Archive, expected: State) -> list[str]:
    """What is otherwise than it should be: requests lost or decided twice, state unlike the expected, `verify`."""
    state = state_of(archive)
    decided = [row[2] for row in state["decision"]]
    wanted = [row[2] for row in expected["decision"]]
    found = [f"lost {len(set(wanted) - set(decided))}"] if set(wanted) - set(decided) else []
    if len(decided) != len(set(decided)):
        found.append(f"decided twice {len(decided) - len(set(decided))}")
    found += [f"{name} differs" for name in expected if state[name] != expected[name]]
    return found + [str(one) for one in verify(archive)]
