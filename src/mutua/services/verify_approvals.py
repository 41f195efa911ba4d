"""Is all well with what needs two people? Known words; each proposal in its order; nothing approved by one person."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, true

from mutua.domain.four_eyes import Act, State, state_of, still_wanted
from mutua.services.finding import Finding
from mutua.store.approvals import read_proposals
from mutua.store.codes import unknown_codes
from mutua.store.tables_approvals import APPROVAL_CODES

_MAY_FOLLOW = {
    State.NONE: {Act.PROPOSED, Act.TAKEN},
    State.WAITING: {Act.APPROVED, Act.REFUSED, Act.WITHDRAWN, Act.VOIDED},
    State.APPROVED: {Act.DONE, Act.WITHDRAWN, Act.VOIDED},
}


def check_approval_codes(connection: Connection) -> Iterator[Finding]:
    """Every act, matter and rule is one that there is."""
    for place, found in connection.execute(_UNKNOWN):
        yield Finding("approval_code_unknown", place, found)


def check_approvals(connection: Connection) -> Iterator[Finding]:
    """Every act could come when it came, and whatever was carried out was looked at by two people."""
    for one in read_proposals(connection, true()):
        for at, told in enumerate(one.acts):
            before = state_of(one.acts[:at])
            if told.act not in _MAY_FOLLOW.get(before, set()):
                yield Finding("approval_out_of_order", str(one.id), told.act.value)
                break
        last = one.acts[-1].act
        if last is Act.DONE and still_wanted(one.acts):
            yield Finding("approval_not_two", str(one.id))


_UNKNOWN = unknown_codes(APPROVAL_CODES)
APPROVAL_CHECKS = (check_approval_codes, check_approvals)
