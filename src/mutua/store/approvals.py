"""What was proposed and approved, in the archive: each act on one chain; what is proposed beside it, while it waits."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, exists, func, insert, select, update

from mutua.domain.access import OUTSIDE
from mutua.domain.four_eyes import Act, Matter, Rule, Rules, RuleTold, Someone, State, Told, Why, state_of
from mutua.store.accounts import Account, find_account, read_accounts
from mutua.store.bulk import insert_unless_there
from mutua.store.chain import beginning
from mutua.store.claims import next_numbers
from mutua.store.ids import Ids
from mutua.store.people import households_of, people_of
from mutua.store.tables import account, account_role, actor, approval, approval_rule, chain, entry, proposal_content
from mutua.store.tables_approvals import APPROVALS_CHAIN, APPROVALS_NAME
from mutua.store.unit_of_work import UnitOfWork

NOBODY = Someone(None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something proposed, with all that was done about it, in order. `subject`: a number, or the code of a plan."""

    id: int
    matter: Matter
    subject: str
    person_id: int | None
    cents: int
    why: tuple[Why, ...]
    acts: tuple[Told, ...]
    at: tuple[datetime, ...]  # of each act
    names: tuple[str, ...]  # who did each, as they are called
    public_id: str = ""  # as an address names it; "" once it is settled
    content: str = ""  # what is proposed, as its matter writes it; "" once it is settled, or erased
    salt: bytes = b""
    words: str = ""  # of who refused it
    refused_for: str = ""

    @property
    def digest(self) -> str:
        return self.acts[0].digest

    @property
    def state(self) -> State:
        return state_of(self.acts)


def lock_approvals(unit: UnitOfWork) -> None:
    """Locks the chain of approvals, made the first time. It comes after everything else that is locked."""
    first = beginning(APPROVALS_CHAIN, "book", APPROVALS_NAME)
    insert_unless_there(
        unit.connection, chain, id=APPROVALS_CHAIN, kind="book", name=APPROVALS_NAME, position=0, head=first
    )  # fmt: skip
    unit.lock([APPROVALS_CHAIN])


# ---------------------------------------------------------------- who


def someone(found: Account) -> Someone:
    """Whoever has a login, as they are now."""
    name = " ".join(found.name.casefold().split())
    return Someone(found.id, found.person_id, name, found.disabled_at is None, found.roles)


def who_acts(connection: Connection, actor_id: int) -> Someone:
    """Who does what is done under this actor: somebody with a login, or the program, which is nobody."""
    found = find_account(connection, account.c.actor_id == actor_id)
    return NOBODY if found is None else someone(found)


def as_they_are(connection: Connection, some: Iterable[Someone]) -> list[Someone]:
    """These people as they are now."""
    ids = [one.account_id for one in some if one.account_id is not None]
    return [someone(one) for one in read_accounts(connection, account.c.id.in_(ids))] if ids else []


def staff_families(connection: Connection) -> frozenset[int]:
    """The members among those of the house with a login that is open, and everybody who ever lived in a household of
    theirs. A member who enters by the door of members is not of the house."""
    outside = select(account_role.c.account_id).where(account_role.c.role.in_(sorted(OUTSIDE)))
    query = select(account.c.person_id).where(
        account.c.person_id.is_not(None) & account.c.disabled_at.is_(None) & account.c.id.not_in(outside)
    )
    members = [int(one) for one in connection.scalars(query) if one is not None]
    if not members:
        return frozenset()
    homes = {home for some in households_of(connection, members).values() for home in some}
    return frozenset({*members, *people_of(connection, homes)})


def is_family(connection: Connection, who: Someone, person_id: int | None) -> bool:
    """Whether it is about them, or about somebody they live or ever lived with."""
    if who.person_id is None or person_id is None:
        return False
    if who.person_id == person_id:
        return True
    homes = households_of(connection, [who.person_id, person_id])
    return bool(homes.get(who.person_id, set()) & homes.get(person_id, set()))


# ---------------------------------------------------------------- writing

_IDS = Ids()  # names that are made by chance


def new_proposal(
    unit: UnitOfWork, matter: Matter, subject: str, why: tuple[Why, ...], acts: tuple[Told, ...], *,
    person_id: int | None = None, cents: int = 0, content: str = "", salt: bytes = b"",
) -> Proposal:  # fmt: skip
    """A proposal with the next number and a name of its own; nothing of it is written yet."""
    number = next_numbers(unit, "proposal")
    return Proposal(
        number, matter, subject, person_id, cents, why, acts, (unit.now,), ("",), _IDS.public(), content,
        salt or new_salt(),
    )  # fmt: skip



def tell_act(
    unit: UnitOfWork, one: Proposal, act: Act, who: Someone, *, digest: str, role: str = "", reason: str = ""
) -> None:  # fmt: skip
    """One more act, on the chain of approvals, which is locked; written at once, so that it is read again."""
    reasons = reason or " ".join(one.why)
    unit.entry(APPROVALS_CHAIN, "approval").add(
        approval, one.id, act.value, one.matter.value, one.subject, one.person_id, one.cents, digest, reasons,
        who.account_id, who.person_id, role,
    )  # fmt: skip
    unit.flush()


def keep_content(unit: UnitOfWork, one: Proposal) -> None:
    """What is proposed, as long as it waits."""
    unit.connection.execute(
        insert(proposal_content).values(
            proposal_id=one.id, public_id=one.public_id, person_id=one.person_id, salt=one.salt,
            content=one.content, words="",
        )
    )  # fmt: skip


def drop_content(unit: UnitOfWork, proposal_id: int, *, words: str = "") -> None:
    """It is settled: what was proposed is no longer kept; `words` are, for who proposed it."""
    ours = proposal_content.c.proposal_id == proposal_id
    if words:
        unit.connection.execute(update(proposal_content).where(ours).values(salt=b"", content="", words=words))
    else:
        unit.connection.execute(delete(proposal_content).where(ours))


def new_salt() -> bytes:
    return secrets.token_bytes(16)


# ---------------------------------------------------------------- reading


def read_proposals(connection: Connection, wanted: ColumnElement[bool]) -> list[Proposal]:
    """The proposals with an act for which the condition holds, in order, each with all its acts."""
    return _proposals(connection.execute(_with_all_acts(wanted)))


def _with_all_acts(wanted: ColumnElement[bool]) -> Select[Any]:
    ids = select(approval.c.proposal_id).where(wanted)
    beside = proposal_content
    return (
        select(
            approval.c.proposal_id, approval.c.act, approval.c.matter, approval.c.subject, approval.c.person_id,
            approval.c.cents, approval.c.digest, approval.c.reasons, approval.c.account_id, approval.c.by_person_id,
            actor.c.name, entry.c.recorded_at, beside.c.public_id, beside.c.content, beside.c.salt,
            beside.c.words,
        )
        .join(entry, (entry.c.chain_id == approval.c.chain_id) & (entry.c.position == approval.c.position))
        .join(actor, actor.c.id == entry.c.actor_id)
        .outerjoin(beside, beside.c.proposal_id == approval.c.proposal_id)
        .where(approval.c.proposal_id.in_(ids))
        .order_by(approval.c.proposal_id, approval.c.position)
    )  # fmt: skip


def _proposals(told: Iterable[Any]) -> list[Proposal]:
    found: dict[int, list[Any]] = {}
    for row in told:
        found.setdefault(row.proposal_id, []).append(row)
    return [_proposal(rows) for rows in found.values()]


def _proposal(rows: Sequence[Any]) -> Proposal:
    """A proposal from the rows of its acts, in order."""
    first = rows[0]
    acts = []
    for row in rows:
        name = "" if row.account_id is None else " ".join(row.name.casefold().split())
        acts.append(Told(Act(row.act), row.digest, Someone(row.account_id, row.by_person_id, name)))
    return Proposal(
        first.proposal_id, Matter(first.matter), first.subject, first.person_id, first.cents,
        tuple(Why(one) for one in first.reasons.split()), tuple(acts), tuple(row.recorded_at for row in rows),
        tuple(row.name for row in rows), first.public_id or "", first.content or "",
        bytes(first.salt or b""), first.words or "", next((row.reasons for row in rows if row.act == Act.REFUSED), ""),
    )  # fmt: skip


def read_proposal(connection: Connection, proposal_id: int) -> Proposal | None:
    found = read_proposals(connection, approval.c.proposal_id == proposal_id)
    return found[0] if found else None


def proposal_named(connection: Connection, public_id: str) -> Proposal | None:
    """The proposal that an address names, as long as it waits or was refused in words."""
    number = connection.scalar(select(proposal_content.c.proposal_id).where(proposal_content.c.public_id == public_id))
    return None if number is None else read_proposal(connection, number)


def open_proposals(connection: Connection, matter: Matter | None = None, subject: str = "") -> list[Proposal]:
    """Those that wait for somebody, or for being carried out; of a matter, or about one subject."""
    asked = {"subject": subject} if subject else {}
    found = _proposals(connection.execute(_open_ones(matter, about=bool(subject)), asked))
    return [one for one in found if one.state in (State.WAITING, State.APPROVED)]


@lru_cache(maxsize=32)  # nearly every page asks: put together once
def _open_ones(matter: Matter | None, *, about: bool) -> Select[Any]:
    kept = select(proposal_content.c.proposal_id).where(proposal_content.c.words == "")
    wanted: ColumnElement[bool] = approval.c.proposal_id.in_(kept)
    if matter is not None:
        wanted &= approval.c.matter == matter.value
    if about:
        wanted &= approval.c.subject == bindparam("subject")
    return _with_all_acts(wanted)


def approved_contents(connection: Connection) -> dict[str, str]:
    """The digest of the content of each plan that was approved last, or taken as it was, by plan."""
    query = (
        select(approval.c.subject, func.substr(proposal_content.c.content, 1, 64))
        .join(proposal_content, proposal_content.c.proposal_id == approval.c.proposal_id)
        .where((approval.c.matter == Matter.RULES.value) & approval.c.act.in_([Act.DONE.value, Act.TAKEN.value]))
        .order_by(approval.c.position)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def approved_between(
    connection: Connection, who: Someone, matter: Matter, since: datetime, until: datetime
) -> int:  # fmt: skip
    """How many cents the person approved of a matter in that time, with whichever login."""
    mine = approval.c.account_id == who.account_id
    if who.person_id is not None:
        mine |= approval.c.by_person_id == who.person_id
    query = (
        select(func.sum(approval.c.cents))
        .join(entry, (entry.c.chain_id == approval.c.chain_id) & (entry.c.position == approval.c.position))
        .where((approval.c.act == Act.APPROVED.value) & (approval.c.matter == matter.value) & mine)
        .where((entry.c.recorded_at >= since) & (entry.c.recorded_at < until))
    )
    return int(connection.scalar(query) or 0)


# ---------------------------------------------------------------- what the society says


def tell_rule(unit: UnitOfWork, told: RuleTold) -> None:
    """A rule from a day on, on the chain of approvals, which is locked."""
    unit.entry(APPROVALS_CHAIN, "approval_rule").add(
        approval_rule, told.rule.value, told.effective_from.isoformat(), told.value
    )
    unit.flush()


def read_rules(connection: Connection) -> Rules:
    """All that the society said, in order, and whether anybody has a login."""
    query = select(approval_rule.c.rule, approval_rule.c.effective_from, approval_rule.c.value)
    rows = connection.execute(query.order_by(approval_rule.c.position))
    people = bool(connection.scalar(select(exists().where(account.c.id.is_not(None)))))
    return Rules(tuple(RuleTold(Rule(rule), since, value) for rule, since, value in rows), people)


def rules_said(connection: Connection, most: int) -> list[tuple[RuleTold, str, datetime]]:
    """What the society said last, the newest first: each with who said it, and when."""
    query = (
        select(approval_rule.c.rule, approval_rule.c.effective_from, approval_rule.c.value, actor.c.name,
               entry.c.recorded_at)
        .join(entry, (entry.c.chain_id == approval_rule.c.chain_id) & (entry.c.position == approval_rule.c.position))
        .join(actor, actor.c.id == entry.c.actor_id)
        .order_by(approval_rule.c.position.desc())
        .limit(most)
    )  # fmt: skip
    return [(RuleTold(Rule(row[0]), row[1], row[2]), row[3], row[4]) for row in connection.execute(query)]
