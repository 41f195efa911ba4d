"""Entering: a password, then a code of six figures; how long one stays in, and how often one may try.

Who is unknown, whose password is wrong and who may no longer enter hear the same, after the same work. Too many
attempts make one wait (`entry_tries`), and nobody is shut out for good by strangers.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple, TypeVar

import pyotp
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import insert

from mutua.domain.access import Role
from mutua.services.accounts import HASHER, LONGEST_PASSWORD, SHORTEST_PASSWORD, ended_passwords, plain_login
from mutua.services.decide_claim import Refusal
from mutua.services.entry_links import drop_links
from mutua.services.entry_names import account_named, may_not_hold
from mutua.services.entry_tries import (
    Tried,
    at_account,
    code_of,
    failed,
    forget,
    from_address,
    inside_of,
    typed_name,
    waits,
)
from mutua.store.accounts import (
    Account,
    WebSession,
    begin_session,
    change_account,
    complete_session,
    drop_old_sessions,
    end_keys,
    end_session,
    end_sessions,
    find_account,
    read_session,
    touch_session,
    write_given,
)
from mutua.store.database import Archive
from mutua.store.tables import account, audit
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

T = TypeVar("T")
ABSOLUTE, IDLE, FIRST_STEP = timedelta(hours=12), timedelta(minutes=30), timedelta(minutes=10)
PROVED_FOR = timedelta(minutes=10)  # what asks for the code again asks only after this long
ENTERED = "entry"  # as the audit calls that somebody of the house or of a firm came in
_TOUCH = timedelta(minutes=1)


class Entered(NamedTuple):
    """The token for the browser; whether this is the first entry, at which a password is chosen; whether one is in."""

    token: str
    first: bool
    whole: bool = False


class Visitor(NamedTuple):
    """Somebody who is in, or half in (`session.whole` False: the second factor is still to be proved)."""

    account: Account
    session: WebSession

    def proved_lately(self, now: datetime) -> bool:
        return self.session.proved_at is not None and now - self.session.proved_at <= PROVED_FOR


def needs_code(one: Account) -> bool:
    """Whether a second factor is asked: of everybody but members, for whom the password or a link is enough."""
    return Role.MEMBER not in one.roles


@cache
def _somebody_elses_hash() -> str:
    return HASHER.hash("nobody has this password")


def _is_right(hashed: str, password: str) -> bool:
    try:
        return HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def enter(
    archive: Archive, login: str, password: str, *, address: str, actor_id: int, now: datetime
) -> Entered | Refusal:
    """The first step. The password is compared outside the archive's turn: hashing takes its time."""
    typed = plain_login(login)
    seen = (typed_name(typed), from_address(address))  # all that decides what a stranger is told

    def asked(unit: UnitOfWork) -> tuple[Account | None] | Refusal:
        return waits(unit, *seen) or (account_named(unit.connection, typed),)

    known = unit_of_work(archive, [], asked, actor_id=actor_id, now=now)
    if isinstance(known, Refusal):
        return known
    (one,) = known
    right = _is_right(_somebody_elses_hash() if one is None else one.password_hash, password[: LONGEST_PASSWORD + 1])

    def step(unit: UnitOfWork) -> Entered | Refusal:
        theirs = at_account(one, typed)
        if one is None or not right or one.disabled_at is not None:
            return failed(unit, Refusal("entry_wrong"), theirs, *seen)
        if waits(unit, theirs, *seen):  # no failure: whoever looks on sees nothing of it, and the wait grows no longer
            return Refusal("entry_wrong")
        if ended_passwords(unit.connection, [one], unit.now):
            return Refusal("entry_given_ended")
        drop_old_sessions(unit.connection, unit.now - ABSOLUTE)
        token = secrets.token_urlsafe(32)
        begin_session(unit.connection, token, one.id, unit.now)
        if not needs_code(one) and not one.must_change:
            return Entered(_goes_on(unit, one, token), False, whole=True)
        return Entered(token, one.must_change)

    return unit_of_work(archive, [], step, actor_id=actor_id, now=now)


def visitor_of(archive: Archive, token: str, *, now: datetime) -> Visitor | None:
    """Who holds the token; None where nobody does any more: 12 hours after entering, 30 minutes after the last page."""
    with archive.reader.begin() as connection:
        session = read_session(connection, token)
        one = find_account(connection, account.c.id == session.account_id) if session is not None else None
    if session is None or one is None or one.disabled_at is not None:
        return None
    if now - session.begun_at > (ABSOLUTE if session.whole else FIRST_STEP) or now - session.seen_at > IDLE:
        return None
    if now - session.seen_at > _TOUCH:

        def touch(unit: UnitOfWork) -> None:
            touch_session(unit.connection, session.token_hash, seen_at=unit.now)

        unit_of_work(archive, [], touch, actor_id=one.actor_id, now=now)
    return Visitor(one, session)


def _right_code(unit: UnitOfWork, one: Account, code: str) -> int | None:
    """The step of a code that is right now, or was half a minute ago, or is next; never one used before."""
    figures = "".join(code.split())
    if len(figures) != 6 or not (figures.isascii() and figures.isdigit()):
        return None
    clock = pyotp.TOTP(one.secret)
    now = int(unit.now.timestamp()) // clock.interval
    steps = [step for step in (now - 1, now, now + 1) if step > one.last_step]
    return next((step for step in steps if secrets.compare_digest(clock.generate_otp(step), figures)), None)


def _still_open(unit: UnitOfWork, visitor: Visitor) -> Account | Refusal:
    one = find_account(unit.connection, account.c.id == visitor.account.id)
    return Refusal("entry_over") if one is None or one.disabled_at is not None else one


def _proved(unit: UnitOfWork, visitor: Visitor, code: str, *tried: Tried) -> Account | Refusal:
    """The account whose code is right; the step is used up then. `tried`: how attempts are counted."""
    one = _still_open(unit, visitor)
    if isinstance(one, Refusal):
        return one
    wait = waits(unit, *tried)
    if wait is not None:
        return wait
    step = _right_code(unit, one, code)
    if step is None:
        return failed(unit, Refusal("code_wrong"), *tried)
    change_account(unit.connection, one.id, last_step=step)
    return one


def code_now(one: Account, now: datetime) -> str:
    """The code of this moment: a demonstration shows it on its page, where nothing has to be kept from anybody."""
    return pyotp.TOTP(one.secret).at(now)


def prove(archive: Archive, visitor: Visitor, token: str, code: str, *, address: str, now: datetime) -> str | Refusal:
    """The second step: gives the token under which the session goes on. Refuses a code that is wrong, late or used."""

    def step(unit: UnitOfWork) -> str | Refusal:
        one = _proved(unit, visitor, code, code_of(visitor.account), from_address(address))
        if isinstance(one, Refusal):
            return one
        if one.must_change:
            return Refusal("entry_first")
        return _goes_on(unit, one, token)

    return _turn(archive, visitor, step, now)


def first_entry(
    archive: Archive, visitor: Visitor, token: str, *, password: str, code: str, address: str, now: datetime
) -> str | Refusal:
    """The first entry: a password of one's own and the first code (a member's without it). Gives the token, as
    `prove` does."""
    refused = weak(password, *_names_of(archive, visitor.account))
    if refused is not None:
        return refused
    hashed = HASHER.hash(password)

    def step(unit: UnitOfWork) -> str | Refusal:
        one = (
            _proved(unit, visitor, code, code_of(visitor.account), from_address(address))
            if needs_code(visitor.account) else _still_open(unit, visitor)
        )  # fmt: skip
        if isinstance(one, Refusal):
            return one
        if not one.must_change:
            return Refusal("entry_over")
        change_account(unit.connection, one.id, password_hash=hashed, must_change=0)
        write_given(unit.connection, one.id, None)
        drop_links(unit, one.id)
        return _goes_on(unit, one, token)

    return _turn(archive, visitor, step, now)


def prove_again(archive: Archive, visitor: Visitor, code: str, *, now: datetime) -> str | Refusal:
    """The code once more, before something that asks for it; good for ten minutes."""

    def step(unit: UnitOfWork) -> str | Refusal:
        one = _proved(unit, visitor, code, inside_of(visitor.account))
        if isinstance(one, Refusal):
            return one
        touch_session(unit.connection, visitor.session.token_hash, seen_at=unit.now, proved_at=unit.now)
        forget(unit, [inside_of(one)])
        return one.login

    return _turn(archive, visitor, step, now)


def change_password(
    archive: Archive, visitor: Visitor, *, before: str, password: str, now: datetime, by_link: bool = False,
    keys_too: bool = False,
) -> str | Refusal:  # fmt: skip
    """Another password of one's own; every other session of theirs ends, and every link that was not used. Gives the
    login. `by_link`: a link let them in just now, which stands for the one before. `keys_too`: the keys that they gave
    to programs end as well; else those go on."""
    refused = weak(password, *_names_of(archive, visitor.account))
    if refused is not None:
        return refused
    tried = inside_of(visitor.account)
    right = by_link or _is_right(visitor.account.password_hash, before[: LONGEST_PASSWORD + 1])
    hashed = HASHER.hash(password)

    def step(unit: UnitOfWork) -> str | Refusal:
        wait = waits(unit, tried)
        if wait is not None:
            return wait
        if not right:
            return failed(unit, Refusal("password_before_wrong"), tried)
        first = {"must_change": 0} if by_link else {}  # a login that only links opened so far
        change_account(unit.connection, visitor.account.id, password_hash=hashed, **first)
        end_sessions(unit.connection, visitor.account.id, but=visitor.session.token_hash)
        drop_links(unit, visitor.account.id)
        if keys_too:
            end_keys(unit.connection, visitor.account.id)
        forget(unit, [tried])
        return visitor.account.login

    return _turn(archive, visitor, step, now)


def _names_of(archive: Archive, one: Account) -> tuple[str, ...]:
    with archive.reader.begin() as connection:
        return may_not_hold(connection, one)


def weak(password: str, *names: str) -> Refusal | None:
    """Why a password will not do: too short, too long, a name by which one enters, few different signs."""
    if len(password) < SHORTEST_PASSWORD:
        return Refusal("password_short", str(SHORTEST_PASSWORD))
    if len(password) > LONGEST_PASSWORD:
        return Refusal("password_long", str(LONGEST_PASSWORD))
    if len(set(password)) < 5 or any(name in password.casefold() for name in names):
        return Refusal("password_plain")
    return None


def leave(archive: Archive, visitor: Visitor, token: str, *, everywhere: bool = False, now: datetime) -> None:
    """Out, here or wherever one is in."""

    def step(unit: UnitOfWork) -> None:
        if everywhere:
            end_sessions(unit.connection, visitor.account.id)
            drop_links(unit, visitor.account.id)
        end_session(unit.connection, token)

    unit_of_work(archive, [], step, actor_id=visitor.account.actor_id, now=now)


def _goes_on(unit: UnitOfWork, one: Account, token: str) -> str:
    forget(unit, [at_account(one, ""), code_of(one)])  # never what was typed: a stranger would see who came in
    new = secrets.token_urlsafe(32)
    complete_session(unit.connection, token, new, unit.now)
    if needs_code(one):  # of members it is kept nowhere when they looked at their own
        unit.connection.execute(insert(audit).values(
            at=unit.now, actor_id=one.actor_id, kind=ENTERED, object_kind="account", object_id=one.public_id, motive="",
        ))  # fmt: skip
    return new


def _turn(archive: Archive, visitor: Visitor, step: Callable[[UnitOfWork], T], now: datetime) -> T:
    """One at a time for a login, so that no code counts twice."""

    def work(unit: UnitOfWork) -> T:
        unit.take_turn(f"login\0{visitor.account.login}")
        return step(unit)

    return unit_of_work(archive, [], work, actor_id=visitor.account.actor_id, now=now)
