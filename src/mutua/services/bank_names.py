"""How the payers of proposals are called for a person to read: the code of a household with its head, a firm's name."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from mutua.bank.match_values import PayerKey, PayerKind
from mutua.store.bulk import among
from mutua.store.people import read_people
from mutua.store.tables import firm, household, identity

HEAD = "titolare"


def payer_names(connection: Connection, keys: Iterable[PayerKey], language: str = "it") -> dict[PayerKey, str]:
    """«nucleo N1», «Fonderie Alfa S.r.l.»"""
    wanted = sorted(set(keys))
    title = "household" if language == "en" else "nucleo"
    found: dict[PayerKey, str] = {}
    for kind, query in _NAMED.items():
        ids = [key.id for key in wanted if key.kind is kind]
        for id_, name in connection.execute(query, {"ids": ids}) if ids else ():
            found[PayerKey(kind, id_)] = f"{title} {name}" if kind is PayerKind.HOUSEHOLD else str(name)
    return found


_NAMED = {
    PayerKind.HOUSEHOLD: select(household.c.id, household.c.code).where(among(household.c.id)),
    PayerKind.FIRM: select(firm.c.id, firm.c.name).where(among(firm.c.id)),
}
_CALLED = select(identity.c.person_id, identity.c.surname, identity.c.given_name).where(among(identity.c.person_id))


def names_with_heads(connection: Connection, keys: Iterable[PayerKey], language: str = "it") -> dict[PayerKey, str]:
    """«nucleo N1 (Rossi Anna)»: the same, of a household with who stands for it last."""
    wanted = set(keys)
    found = payer_names(connection, wanted, language)
    homes = {key.id for key in wanted if key.kind is PayerKind.HOUSEHOLD}  # those who moved are in others too
    by_household = read_people(connection, homes, places_only=True).by_household
    heads = {
        home: max(places, key=lambda one: (one.kinship == HEAD, one.effective_from)).person_id
        for home, places in by_household.items() if home in homes and places
    }  # fmt: skip
    rows = connection.execute(_CALLED, {"ids": sorted(set(heads.values()))})
    names = {row.person_id: f"{row.surname} {row.given_name}".strip() for row in rows}
    for home, person_id in heads.items():
        key = PayerKey(PayerKind.HOUSEHOLD, home)
        if names.get(person_id):
            found[key] = f"{found[key]} ({names[person_id]})"
    return found
