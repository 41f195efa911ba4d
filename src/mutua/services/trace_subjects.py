"""What each trace was about: the request, the list of payments, the statement, what two people looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, select, union_all

from mutua.domain.four_eyes import OF_REQUESTS, Act, Matter
from mutua.store.bulk import among
from mutua.store.tables import claim, claim_answer, claim_withdrawal, decision, payment
from mutua.store.tables_added import appeal_addition
from mutua.store.tables_approvals import approval
from mutua.store.tables_decided import claim_appeal, claim_appeal_answer, claim_override
from mutua.store.tables_dues import receipt
from mutua.store.tables_firms import statement
from mutua.store.tables_letters import claim_paper
from mutua.store.tables_payments import payment_run, payment_run_end

Key = tuple[int, int]  # the chain of an entry and its place there

_OF_REQUESTS = (
    claim, claim_answer, claim_withdrawal, claim_paper, claim_override, claim_appeal, claim_appeal_answer, decision,
    payment, appeal_addition,
)  # fmt: skip
_WITH_A_SUM = (payment, receipt)


class About(NamedTuple):
    """The parts there are. `request`, `run`: the number that is shown, and the name in an address. `cents`: the sum.
    `person_id`: whose request it is."""

    request: tuple[str, str] | None = None
    run: tuple[str, str] | None = None
    statement_id: int | None = None
    cents: int | None = None
    matter: Matter | None = None
    act: Act | None = None
    person_id: int | None = None


def about(connection: Connection, entries: Collection[Key]) -> dict[Key, About]:
    """What the entries were about; nothing of those that were about none of these."""
    found: dict[Key, dict[str, Any]] = {key: {} for key in entries}
    claims = dict(_rows(connection, entries, _REQUESTS_OF))
    for key, matter, act, subject in _rows(connection, entries, _ACTS_OF):
        found[key] |= {"matter": Matter(matter), "act": Act(act)}
        if Matter(matter) in OF_REQUESTS and subject.isdecimal():
            claims[key] = int(subject)
    numbers = _requests(connection, claims.values())
    for key, claim_id in claims.items():
        if claim_id in numbers:
            found[key]["request"], found[key]["person_id"] = numbers[claim_id]
    for key, run_id, public_id in _rows(connection, entries, _RUNS_OF):
        found[key]["run"] = (str(run_id), public_id)
    for key, number in _rows(connection, entries, _STATEMENTS_OF):
        found[key]["statement_id"] = number
    for key, cents in _rows(connection, entries, _SUMS_OF):
        found[key]["cents"] = cents
    return {key: About(**parts) for key, parts in found.items() if parts}


def _of(table: Table, *columns: ColumnElement[Any], source: FromClause | None = None) -> Select[Any]:
    """More than the entries may be meant, and all of them are."""
    query = select(table.c.chain_id, table.c.position, *columns).select_from(table if source is None else source)
    return query.where(among(table.c.chain_id, "chains") & among(table.c.position, "positions"))


_ACTS_OF = _of(approval, approval.c.matter, approval.c.act, approval.c.subject)
_REQUESTS_OF = union_all(*[_of(one, one.c.claim_id) for one in _OF_REQUESTS])
_RUN = (payment_run.c.run_id, payment_run.c.public_id)
_ENDED = payment_run_end.join(payment_run, payment_run.c.run_id == payment_run_end.c.run_id)
# Lists of payments that were made, and those that were closed.
_RUNS_OF = union_all(_of(payment_run, *_RUN), _of(payment_run_end, *_RUN, source=_ENDED))
_STATEMENTS_OF = _of(statement, statement.c.statement_id)
_SUMS_OF = union_all(*[_of(one, one.c.amount_cents) for one in _WITH_A_SUM])
_NUMBERS_OF = select(
    claim.c.claim_id, claim.c.reference, claim.c.public_id, claim.c.person_id
).where(among(claim.c.claim_id))  # fmt: skip


def _rows(connection: Connection, entries: Collection[Key], query: Any) -> list[tuple[Any, ...]]:
    """What was found of exactly these entries: the key of each, then its values."""
    meant = {"chains": sorted({one for one, _ in entries}), "positions": sorted({one for _, one in entries})}
    return [((row[0], row[1]), *row[2:]) for row in connection.execute(query, meant) if (row[0], row[1]) in entries]


def _requests(connection: Connection, claim_ids: Iterable[int]) -> Mapping[int, tuple[tuple[str, str], int]]:
    """Of each request the number that people say with its name in an address, and whose it is."""
    rows = connection.execute(_NUMBERS_OF, {"ids": sorted(set(claim_ids))})
    return {
        row.claim_id: ((row.reference or str(row.claim_id), row.public_id), row.person_id) for row in rows
    }
