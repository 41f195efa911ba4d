"""Who may do what: the roles people have in the house, and what each role may do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What somebody with a login is there for; one person may have several."""

    CLERK = "clerk"  # the counter: people, requests, decisions under the limit
    APPROVER = "approver"  # the second pair of eyes: what is above a limit, payments
    AUDITOR = "auditor"  # reads everything, changes nothing
    ADMIN = "admin"  # logins and roles; sees nobody's health
    FIRM = "firm"  # a firm of the pact, or the consultant of several: their people and statements, nothing else
    MEMBER = "member"  # a member, about themselves and whom they stand for


# Roles of those who are not of the house. A login has one of them and nothing besides: they never add up.
OUTSIDE = frozenset({Role.FIRM, Role.MEMBER})


class Permission(StrEnum):
    """What may be done, as `scope:action`."""

    HOME = "home:open"
    PEOPLE_SEARCH = "people:search"
    PERSON_READ = "person:read"
    CLAIMS_READ = "claims:read"
    CLAIMS_WRITE = "claims:write"
    CLAIMS_DECIDE = "claims:decide"
    CLAIMS_OVERRIDE = "claims:override"  # decide otherwise than the rules say, two of them together
    PAPERS_AGAIN = "papers:again"  # ask a member for papers a second time
    USERS_MANAGE = "users:manage"
    SOCIETY_WRITE = "society:write"  # what the society says of itself; its account takes two people
    FIRM_OWN = "firm:own"  # one's own firm, or those that gave a delegation
    MEMBER_OWN = "member:own"  # oneself
    APPROVALS_READ = "approvals:read"  # what waits for a second person
    APPROVALS_PROPOSE = "approvals:propose"
    APPROVALS_GIVE = "approvals:give"
    MEMBERS_WRITE = "members:write"  # lives of members, households, covers, details
    DUES_WRITE = "dues:write"  # charges, notices, money at the counter
    BANK_READ = "bank:read"
    BANK_WRITE = "bank:write"  # bring statements in, say what a movement pays
    FIRMS_READ = "firms:read"
    FIRMS_WRITE = "firms:write"  # staff lists, statements, what happens in an adhesion
    TRACES_READ = "traces:read"  # who did what when; whose it was needs person:read too
    LOOKS_READ = "looks:read"  # who looked at files and who entered; whose file needs person:read too
    RIGHTS_READ = "rights:read"  # who looked at a person's file, and by when it may be erased
    RIGHTS_WRITE = "rights:write"  # hand a person's data over, erase them
    PAYMENTS_READ = "payments:read"
    PAYMENTS_PREPARE = "payments:prepare"  # prepare runs, release those that were approved, fetch their files
    PAYMENTS_APPROVE = "payments:approve"
    MAIL_READ = "mail:read"  # what is to go out; to whom needs person:read or firms:read too
    MAIL_WRITE = "mail:write"


_READING = frozenset({
    Permission.HOME, Permission.PEOPLE_SEARCH, Permission.PERSON_READ, Permission.CLAIMS_READ,
    Permission.APPROVALS_READ, Permission.BANK_READ, Permission.FIRMS_READ, Permission.PAYMENTS_READ,
    Permission.MAIL_READ,
})  # fmt: skip
_COUNTER = _READING | {
    Permission.CLAIMS_WRITE, Permission.CLAIMS_DECIDE, Permission.MEMBERS_WRITE, Permission.DUES_WRITE,
    Permission.APPROVALS_PROPOSE, Permission.BANK_WRITE, Permission.FIRMS_WRITE,
    Permission.PAYMENTS_PREPARE, Permission.MAIL_WRITE,
}  # fmt: skip

_RIGHTS = frozenset({Permission.TRACES_READ, Permission.RIGHTS_READ, Permission.RIGHTS_WRITE})

ROLES: Mapping[Role, frozenset[Permission]] = MappingProxyType({
    Role.CLERK: _COUNTER,
    Role.APPROVER: _COUNTER | {
        Permission.CLAIMS_OVERRIDE, Permission.PAPERS_AGAIN, Permission.APPROVALS_GIVE,
        Permission.PAYMENTS_APPROVE, *_RIGHTS,
    },
    Role.AUDITOR: _READING | {Permission.TRACES_READ, Permission.LOOKS_READ, Permission.RIGHTS_READ},
    Role.ADMIN: frozenset({
        Permission.HOME, Permission.USERS_MANAGE, Permission.SOCIETY_WRITE, Permission.TRACES_READ,
        Permission.LOOKS_READ, Permission.MAIL_READ, Permission.MAIL_WRITE,
    }),
    Role.FIRM: frozenset({Permission.FIRM_OWN}),
    Role.MEMBER: frozenset({Permission.MEMBER_OWN}),
})  # fmt: skip


def may(roles: Iterable[Role], permission: Permission) -> bool:
    """Whether one of the roles gives the permission."""
    return any(permission in ROLES[role] for role in roles)


def goes_together(roles: Iterable[Role]) -> bool:
    """Whether one login may have all of the roles: of the house, or one single role of outside."""
    wanted = frozenset(roles)
    return not wanted & OUTSIDE or len(wanted) == 1
