"""How the payers of proposals are called for a person to read: the code of a household with its head, a firm's name."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from mutua.bank.match_values import PayerKey, PayerKind
from mutua.store.bulk import among
from mutua.store.tables import firm, household


def payer_names(connection: Connection, keys: Iterable[PayerKey], language: str = "it") -> dict[PayerKey, str]:
    """«nucleo N1», «Fonderie Alfa S.r.l.»"""
    wanted = sorted(set(keys))
    title = "household" if language == "en" else "nucleo"
    found: dict[PayerKey, str] = {}
    told = ((PayerKind.HOUSEHOLD, household, household.c.code), (PayerKind.FIRM, firm, firm.c.name))
    for kind, table, column in told:
        ids = [key.id for key in wanted if key.kind is kind]
        rows = connection.execute(select(table.c.id, column).where(among(table.c.id)), {"ids": ids})
        for id_, name in rows:
            found[PayerKey(kind, id_)] = f"{title} {name}" if kind is PayerKind.HOUSEHOLD else str(name)
    return found
