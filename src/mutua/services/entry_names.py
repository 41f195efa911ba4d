"""By what somebody enters: their login; a member also by card number or fiscal code, which they know.

Whoever is known, whoever is not and whoever has no login are looked for with the same statements.
"""

from __future__ import annotations

from sqlalchemy import Connection, func, or_, select

from mutua.domain.access import Role
from mutua.store.accounts import Account, find_account, read_accounts
from mutua.store.tables import account, identity

_SHORTEST = 4  # of a number that a password may not hold: a card «12» would forbid too much


def account_named(connection: Connection, name: str) -> Account | None:
    """The login of that name; where there is none, that of the one member whose card or fiscal code it is."""
    c = identity.c
    said = "".join(name.split())
    known = find_account(connection, account.c.login == name)
    whose = select(c.person_id).where(or_(func.lower(c.fiscal_code) == said, func.lower(c.card_number) == said))
    found = [one for one in read_accounts(connection, account.c.person_id.in_(whose)) if Role.MEMBER in one.roles]
    if known is not None:
        return known
    if len({one.person_id for one in found}) != 1:
        return None  # nobody's, or the card of one and the code of another
    return min(found, key=lambda one: (one.disabled_at is not None, one.id))


def numbers_of(connection: Connection, one: Account) -> tuple[str, ...]:
    """The card number and the fiscal code by which a member may enter; none of anybody else."""
    if one.person_id is None or Role.MEMBER not in one.roles:
        return ()
    c = identity.c
    row = connection.execute(select(c.card_number, c.fiscal_code).where(c.person_id == one.person_id)).first()
    return () if row is None else tuple(each for each in row if each)


def may_not_hold(connection: Connection, one: Account) -> tuple[str, ...]:
    """What a password must not hold: the names by which its owner enters."""
    return (one.login, *(each.casefold() for each in numbers_of(connection, one) if len(each) >= _SHORTEST))
