"""Is all well with the archive? Chains, books, ceilings, commitments, guards: silence means yes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from mutua.rules.plan_content import decode_plan, plan_digest
from mutua.services.finding import Finding
from mutua.services.recording import commitment
from mutua.services.verify_approvals import APPROVAL_CHECKS
from mutua.services.verify_bank import BANK_CHECKS
from mutua.services.verify_covers import COVER_CHECKS
from mutua.services.verify_decided import DECIDED_CHECKS
from mutua.services.verify_dues import DUE_CHECKS
from mutua.services.verify_firms import FIRM_CHECKS
from mutua.services.verify_members import MEMBER_CHECKS
from mutua.services.verify_payments import PAYMENT_CHECKS
from mutua.services.verify_rights import RIGHTS_CHECKS
from mutua.store.ceilings import decode_pots, rebuild_balances, stored_balances
from mutua.store.claim_open import differing
from mutua.store.database import Archive, ArchiveProblem, explain_failure, reading_damaged_texts, text_without_damage
from mutua.store.decisions import erased_decisions
from mutua.store.guards import guards_missing
from mutua.store.ledger import trial_balance, unbalanced_entries, wrong_sides
from mutua.store.migrate import known_versions, newest_version
from mutua.store.seals import End, broken_seals, heads_that_differ
from mutua.store.tables import (
    claim,
    claim_withdrawal,
    decision,
    decision_line,
    facts_seen,
    pending_claim,
    rules_snapshot,
)
from mutua.store.vault import files_astray

Check = Callable[[Connection], Iterator[Finding]]


def verify(archive: Archive, heads: Sequence[End] = (), files: Path | None = None) -> list[Finding]:
    """Everything that is not as it should be; an empty list when all is well. Reads only, in one snapshot.

    `heads`: ends noted earlier, elsewhere; `files`: the folder of the delivered files, looked at too.

    Refuses, as an `ArchiveProblem`, a database so damaged that it cannot be opened.
    """
    try:
        with archive.snapshot() as connection:
            found = list(findings(connection, heads))
            if files is not None:
                found += [Finding(code, found=name) for code, name in files_astray(connection, files)]
            return found
    except DBAPIError as error:
        raise ArchiveProblem(*explain_failure(error, archive)) from error


# What damaged records raise in whoever reads them. A mistake of the program that raises one of these is a finding too.
_DAMAGE = (DBAPIError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError)


def findings(
    connection: Connection, heads: Sequence[End] = (), checks: Sequence[Check] | None = None
) -> Iterator[Finding]:
    """The same, on a connection that sees one moment; `checks`: only some of them.

    A check that cannot read on, because what it reads is damaged, is itself a finding, and the others go on.
    """

    def check_heads(connection: Connection) -> Iterator[Finding]:
        for one in heads_that_differ(connection, heads):
            yield Finding(one.code, f"{one.chain_id}:{one.position}", one.detail)

    with reading_damaged_texts(connection):
        before = connection.begin_nested()
        for check in (*(CHECKS if checks is None else checks), check_heads):
            try:
                for one in check(connection):
                    yield Finding(*[text_without_damage(told) for told in one])
            except _DAMAGE as damage:
                before.rollback()  # nothing is lost, all only read: PostgreSQL answers again
                before = connection.begin_nested()
                yield _unreadable(check.__name__.removeprefix("check_"), damage)


_NO_TABLE = re.compile(r"no such table: (?:main\.)?(\w+)|relation \"(\w+)\" does not exist")


def _unreadable(check: str, damage: Exception) -> Finding:
    """What a check met that cannot be read: a table that is gone, by its name, else only the kind of fault."""
    gone = _NO_TABLE.search(str(damage.orig)) if isinstance(damage, DBAPIError) else None
    if gone is not None:
        return Finding("table_missing", gone[1] or gone[2], check)
    return Finding("rows_unreadable", check, type(damage).__name__)


def check_version(connection: Connection) -> Iterator[Finding]:
    """The archive says of which version it is, once, and it is the one that this program works with."""
    told = inspect(connection).has_table("alembic_version")
    versions = text("SELECT version_num FROM alembic_version")
    found = [str(one) for one in connection.scalars(versions)] if told else []
    if len(found) != 1:
        yield Finding("schema_unknown", found=str(len(found)))
    elif found != [newest_version()]:
        yield Finding("schema_older" if found[0] in known_versions() else "schema_newer", found=found[0])


def check_database(connection: Connection) -> Iterator[Finding]:
    """The database's own view of itself, and the guards on history."""
    if connection.dialect.name == "sqlite":
        for (told,) in connection.execute(text("PRAGMA integrity_check")):
            if told != "ok":
                yield Finding("database_damaged", found=str(told))
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield Finding("reference_broken", str(row[0]), str(row[1]))
    for name in guards_missing(connection):
        yield Finding("guard_missing", name)


def check_chains(connection: Connection) -> Iterator[Finding]:
    for one in broken_seals(connection):
        yield Finding(one.code, f"{one.chain_id}:{one.position}", one.detail)


def check_ledger(connection: Connection) -> Iterator[Finding]:
    for key in unbalanced_entries(connection):
        yield Finding("entry_unbalanced", ":".join(map(str, key)))
    totals: dict[str, int] = {}
    for (book, _), amount in trial_balance(connection).items():
        totals[book] = totals.get(book, 0) + amount
    for book, total in totals.items():
        if total:
            yield Finding("book_unbalanced", book, str(total))
    for claim_id, account, amount in wrong_sides(connection):
        yield Finding("account_wrong_side", f"{claim_id}:{account}", str(amount))


def check_ceilings(connection: Connection) -> Iterator[Finding]:
    """The balances are those that the movements make; nothing used or set aside is below nought."""
    stored, rebuilt = stored_balances(connection), rebuild_balances(connection)
    for key in sorted(stored.keys() | rebuilt.keys()):
        place = ":".join(map(str, key))
        if stored.get(key) != rebuilt.get(key):
            yield Finding("balance_differs", place)
        pots: dict[tuple[str, str], dict[object, object]] = {}
        try:
            decode_pots(stored.get(key, "[]"), pots)  # type: ignore[arg-type]  # only looked at
        except _DAMAGE:
            continue  # told above: it differs
        for (pot, _), periods in pots.items():
            if any(one.used < 0 or one.reserved < 0 for one in periods.values()):  # type: ignore[attr-defined]  # balances
                yield Finding("balance_negative", f"{place}:{pot}")


def check_decisions(connection: Connection) -> Iterator[Finding]:
    """Totals agree with lines; facts seen agree with the commitment, or were erased by the book."""
    erased = erased_decisions(connection)
    query = select(
        decision.c.chain_id, decision.c.position, decision.c.kind, decision.c.commitment, facts_seen.c.salt,
        facts_seen.c.content,
    ).outerjoin(
        facts_seen, (facts_seen.c.chain_id == decision.c.chain_id) & (facts_seen.c.position == decision.c.position)
    )  # fmt: skip
    for chain_id, position, kind, kept, salt, content in connection.execute(query):
        if kind == "reversal":
            continue
        if content is None:
            if (chain_id, position) not in erased:
                yield Finding("facts_missing", f"{chain_id}:{position}")
        elif commitment(bytes(salt), bytes(content)) != bytes(kept):
            yield Finding("facts_differ", f"{chain_id}:{position}")
    decided = select(decision.c.chain_id).where(
        (facts_seen.c.chain_id == decision.c.chain_id) & (facts_seen.c.position == decision.c.position)
    )
    for chain_id, position in connection.execute(
        select(facts_seen.c.chain_id, facts_seen.c.position).where(~decided.exists())
    ):
        yield Finding("facts_without_decision", f"{chain_id}:{position}")
    lines = (
        select(
            decision_line.c.chain_id, decision_line.c.position, func.sum(decision_line.c.granted_cents).label("total")
        )
        .group_by(decision_line.c.chain_id, decision_line.c.position)
        .subquery()
    )
    wrong = select(decision.c.chain_id, decision.c.position).where(
        (lines.c.chain_id == decision.c.chain_id)
        & (lines.c.position == decision.c.position)
        & (lines.c.total != decision.c.granted_cents)
    )
    for chain_id, position in connection.execute(wrong):
        yield Finding("total_differs", f"{chain_id}:{position}")


def check_rules(connection: Connection) -> Iterator[Finding]:
    """Each regulation kept is the one that its mark says, and none that a decision names is missing."""
    named = set(connection.scalars(select(decision.c.snapshot_id).distinct()))
    for id_, plan_code, digest, content in connection.execute(select(rules_snapshot)):
        named.discard(id_)
        try:
            same = plan_digest(bytes(content)) == digest and _code_of(bytes(content)) == plan_code
        except _DAMAGE:
            same = False
        if not same:
            yield Finding("rules_differ", str(id_))
    for id_ in sorted(named):
        yield Finding("rules_missing", str(id_))


@lru_cache(maxsize=32)
def _code_of(content: bytes) -> str:
    """The code of the plan of these bytes, read as a whole; remembered, since reading one takes a while."""
    return decode_plan(content).head.code


def check_pending(connection: Connection) -> Iterator[Finding]:
    """What waits for a decision is on the list of what waits."""
    waiting = (
        select(claim.c.claim_id)
        .where(claim.c.claim_id.not_in(select(decision.c.claim_id)))
        .where(claim.c.claim_id.not_in(select(claim_withdrawal.c.claim_id)))
        .where(claim.c.claim_id.not_in(select(pending_claim.c.claim_id)))
    )
    for claim_id in connection.scalars(waiting):
        yield Finding("claim_forgotten", str(claim_id))


def check_open(connection: Connection) -> Iterator[Finding]:
    """What is open of each request is what its books and its last decision say."""
    for claim_id in differing(connection):
        yield Finding("claim_open_differs", str(claim_id))


CHECKS = (
    check_version, check_database, check_chains, check_ledger, check_ceilings, check_decisions, check_rules,
    check_pending, check_open, *MEMBER_CHECKS, *DUE_CHECKS, *COVER_CHECKS, *FIRM_CHECKS, *BANK_CHECKS, *RIGHTS_CHECKS,
    *APPROVAL_CHECKS, *DECIDED_CHECKS, *PAYMENT_CHECKS,
)  # fmt: skip

__all__ = ["CHECKS", "Check", "Finding", "findings", "verify"]
