"""Ceilings in the archive: what each holder has used and set aside, period by period, as a cache of the movements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, func, select

from mutua.domain.case import Balance
from mutua.domain.decisions import Movement, MovementKind
from mutua.store.bulk import Written, among
from mutua.store.tables import balance, movement
from mutua.store.unit_of_work import UnitOfWork

_CONSUME, _RESERVE = MovementKind.CONSUME, MovementKind.RESERVE  # looking them up by name each time is slow
SOCIETY = 0  # the owner of the pots that the whole society holds

_NO_TOKENS: frozenset[str] = frozenset()
# (pot, holder) -> first day of the period -> balance, of one owner under one plan
Pots = dict[tuple[str, str], dict[date, Balance]]


def signed(kind: MovementKind, amount: int) -> tuple[int, int]:
    """What a movement adds to what is used and to what is reserved."""
    if kind is _CONSUME:
        return amount, 0
    return (0, amount) if kind is _RESERVE else (0, -amount)


def encode_pots(pots: Mapping[tuple[str, str], Mapping[date, Balance]], year: int) -> str:
    """The balances of the periods that start in the year, packed in order; "" where there is none."""
    told: list[list[object]] = []
    for (pot, holder), periods in pots.items():
        for start, one in periods.items():
            if start.year == year and (one.used or one.reserved or one.tokens):
                row: list[object] = [pot, holder, start.isoformat(), one.used, one.reserved]
                told.append([*row, sorted(one.tokens)] if one.tokens else row)
    return json.dumps(sorted(told), ensure_ascii=False, separators=(",", ":")) if told else ""


def decode_pots(content: str, into: Pots) -> None:
    """Reads packed balances into `into`. Refuses, as a ValueError, what is not a list of balances."""
    told = json.loads(content)
    if not isinstance(told, list) or not all(isinstance(one, list) for one in told):
        raise ValueError(f"not a list of balances: {content[:40]!r}")
    for pot, holder, start, used, reserved, *tokens in told:
        if type(used) is not int or type(reserved) is not int or not isinstance(start, str):
            raise ValueError(f"not a balance: {pot!r}")
        periods = into.setdefault((pot, holder), {})
        periods[date.fromisoformat(start)] = Balance(used, reserved, frozenset(tokens[0] if tokens else ()))


def read_balances(connection: Connection, owner_ids: Iterable[int]) -> dict[tuple[int, str], Pots]:
    """The balances of the owners, by owner and plan. Refuses, as a ValueError, one that is damaged or below nought."""
    found: dict[tuple[int, str], Pots] = {}
    for owner_id, plan_code, content in connection.execute(_OF_OWNERS, {"ids": sorted(set(owner_ids))}).all():
        decode_pots(content, found.setdefault((owner_id, plan_code), {}))
    for pots in found.values():
        for (pot, _), periods in pots.items():
            if any(one.used < 0 or one.reserved < 0 for one in periods.values()):
                raise ValueError(f"a balance below nought: {pot}")
    return found


def write_balances(unit: UnitOfWork, changed: Mapping[tuple[int, str, int], str]) -> None:
    """Replaces packed balances, when what the unit of work gathered is written; "" takes one away.

    By owner, plan and year of the period's first day.
    """
    in_order = sorted(changed.items())
    unit.beside(_GONE._replace(rows=[key for key, content in in_order if not content]))
    unit.beside(_KEPT._replace(rows=[(*key, content) for key, content in in_order if content]))


_OF_OWNERS = select(balance.c.owner_id, balance.c.plan_code, balance.c.content).where(among(balance.c.owner_id))
_GONE = Written(
    "DELETE FROM balance WHERE ", "owner_id = {} AND plan_code = {} AND year = {}", (),
    columns="DELETE FROM balance USING unnest(%s::bigint[], %s::text[], %s::bigint[]) AS t(owner_id, plan_code, year)"
    " WHERE (balance.owner_id, balance.plan_code, balance.year) = (t.owner_id, t.plan_code, t.year)",
)  # fmt: skip
_TAKES_ITS_PLACE = " ON CONFLICT (owner_id, plan_code, year) DO UPDATE SET content = excluded.content"
_KEPT = Written(
    "INSERT INTO balance (owner_id, plan_code, year, content) VALUES ", "({}, {}, {}, {})", (), _TAKES_ITS_PLACE,
    columns="INSERT INTO balance (owner_id, plan_code, year, content)"
    " SELECT * FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[])" + _TAKES_ITS_PLACE,
)  # fmt: skip


def rebuild_balances(connection: Connection) -> dict[tuple[int, str, int], str]:
    """Every packed balance as the movements say it should be, by owner, plan and year."""
    totals: dict[tuple[int, str], Pots] = {}
    query = select(
        movement.c.owner_id, movement.c.plan_code, movement.c.pot, movement.c.holder, movement.c.period,
        movement.c.token, func.sum(movement.c.used), func.sum(movement.c.reserved),
    ).group_by(
        movement.c.owner_id, movement.c.plan_code, movement.c.pot, movement.c.holder, movement.c.period,
        movement.c.token,
    )  # fmt: skip
    for owner, plan, pot, holder, start, token, used, reserved in connection.execute(query):
        periods = totals.setdefault((owner, plan), {}).setdefault((pot, holder), {})
        before = periods.get(start, Balance())
        named = before.tokens | {token} if token and used + reserved > 0 else before.tokens
        periods[start] = Balance(before.used + int(used), before.reserved + int(reserved), named)
    found: dict[tuple[int, str, int], str] = {}
    for (owner, plan), pots in totals.items():
        for year in {start.year for periods in pots.values() for start in periods}:
            content = encode_pots(pots, year)
            if content:
                found[owner, plan, year] = content
    return found


def stored_balances(connection: Connection) -> dict[tuple[int, str, int], str]:
    """Every packed balance as it is kept."""
    query = select(balance.c.owner_id, balance.c.plan_code, balance.c.year, balance.c.content)
    return {(owner, plan, year): content for owner, plan, year, content in connection.execute(query)}


def moved(pots: Pots, one: Movement) -> None:
    """Applies a movement of the rules to the balances of its owner."""
    used, reserved = signed(one.kind, one.amount)
    shift(pots, one.pot, one.holder, one.period, used, reserved, one.token)


def shift(pots: Pots, pot: str, holder: str, period: date, used: int, reserved: int, token: str) -> None:
    """Adds to what is used and reserved; a token counts while something of it is used or set aside."""
    periods = pots.setdefault((pot, holder), {})
    before = periods.get(period)
    if before is None:
        periods[period] = Balance(used, reserved, frozenset((token,)) if token and used + reserved > 0 else _NO_TOKENS)
        return
    tokens = before.tokens
    if token:
        tokens = tokens | {token} if used + reserved > 0 else tokens - {token}
    periods[period] = Balance(before.used + used, before.reserved + reserved, tokens)
