"""Who is a member of the invented society, since when and by which resolution; who left, died, was suspended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from mutua.demo import STARTS_ON
from mutua.demo.dice import Dice
from mutua.demo.people import HEAD, PARTNER, SPOUSE, Home, Someone, Stay
from mutua.domain.member_life import ENTRIES, Event, LifeEvent, MemberKind
from mutua.domain.months import last_of
from mutua.domain.records import ContributionTold

_SUPPORTING = 60  # of a thousand who live with a member
_SUSPENDED = 250  # of a thousand in arrears
_NOTICE = timedelta(days=60)
_ONE_DAY = timedelta(days=1)
_CHANNELS = (("transfer", 480), ("direct_debit", 300), ("cash", 150), ("postal", 70))
_FEE_UNPAID = 55


class LifeTold(NamedTuple):
    """Something that happened to somebody by their card number; `resolution`: its number, of the board, on that day."""

    card_number: str
    household_code: str
    event: LifeEvent
    resolution: str = ""


class Memberships(NamedTuple):
    """Lives in the order in which they are told, deaths by card, how each household pays for which no firm does, when
    each member pays the fee of the year (None: not yet)."""

    lives: tuple[LifeTold, ...]
    deaths: tuple[tuple[str, date], ...]
    channels: dict[str, str]
    fees: dict[str, date | None]


def memberships(dice: Dice, homes: Sequence[Home], owed: Iterable[ContributionTold], today: date) -> Memberships:
    """Heads of households are ordinary members, some who live with them supporting ones."""
    late = {one.household_code for one in owed if one.paid_on is None and one.due_on + _NOTICE < today}
    people = [one for home in homes for one in home.people]
    lives = [told for one in people for told in _life(dice, one, late, today)]
    lives.sort(key=lambda told: (told.event.happened_on, told.card_number))
    alone = {stay.household_code: None for home in homes if home.head.firm is None for stay in _stays(home)}
    deaths = tuple((one.card_number, one.left_on) for one in people if one.died and one.left_on is not None)
    channels = {code: dice.weighed(_CHANNELS) for code in alone}
    members = dict.fromkeys(told.card_number for told in lives if told.event.event in ENTRIES)
    fees = {card: None if dice.chance(_FEE_UNPAID) else _fee_paid(dice, today) for card in members}
    return Memberships(tuple(lives), deaths, channels, fees)


def _stays(home: Home) -> list[Stay]:
    return [stay for one in home.people for stay in one.stays]


def _fee_paid(dice: Dice, today: date) -> date:
    return dice.day(date(today.year, 1, 10), min(today, date(today.year, 3, 20)))


def _life(dice: Dice, one: Someone, late: set[str], today: date) -> Iterator[LifeTold]:
    kind, since = MemberKind.ORDINARY, next((stay.since for stay in one.stays if stay.kinship == HEAD), None)
    if since is None and one.stays[0].kinship in (SPOUSE, PARTNER) and dice.chance(_SUPPORTING):
        kind, since = MemberKind.SUPPORTING, one.stays[0].since
    if since is None:
        return
    if since < STARTS_ON:
        yield _told(one, LifeEvent(Event.CARRIED_OVER, since, since, kind))
    else:
        yield _told(one, LifeEvent(Event.APPLIED, since, since, kind, due_on=since + _NOTICE))
        board = last_of(since)  # the board meets on the last day of the month
        if board > today or (one.left_on is not None and one.left_on <= board):
            return
        yield _told(one, LifeEvent(Event.ADMITTED, board, board, kind), f"{board.month}/{board.year}")
        since = board
    yield from _end(dice, one, since, late, today)


def _end(dice: Dice, one: Someone, since: date, late: set[str], today: date) -> Iterator[LifeTold]:
    """How the membership stands or ends: by death, by withdrawal, suspended for what the household owes."""
    last = one.left_on
    if last is not None and one.died:
        yield _told(one, LifeEvent(Event.DIED, last, last + _ONE_DAY))
    elif last is not None:
        yield _told(one, LifeEvent(Event.WITHDRAWN, max(since, last - _NOTICE), last + _ONE_DAY))
    elif one.stays[-1].household_code in late and dice.chance(_SUSPENDED):
        board = date(today.year, 5, 29)
        if since < board <= today:
            suspended = LifeEvent(Event.SUSPENDED, board, board, reason="arrears")
            yield _told(one, suspended, f"{board.month}-bis/{board.year}")


def _told(one: Someone, event: LifeEvent, resolution: str = "") -> LifeTold:
    there = [stay for stay in one.stays if stay.since <= event.happened_on]
    return LifeTold(one.card_number, (there or one.stays)[-1].household_code, event, resolution)
