"""What happened in a year and a half: births, separations, grown children leaving, members leaving, deaths."""

from __future__ import annotations

from datetime import date, timedelta

from mutua.demo import STARTS_ON
from mutua.demo.households import Founder
from mutua.demo.people import CHILD, HEAD, PARTNER, SPOUSE, Home, Someone

# Of a thousand households or people that it may happen to.
_BIRTHS, _SEPARATIONS, _GROWN_LEAVE, _LEAVERS = 90, 20, 110, 25
_DEATHS_OLD, _DEATHS_VERY_OLD = 15, 60
_OF_AGE, _VERY_OLD, _OLD = 18, 80, 66


def live(founder: Founder, home: Home, places: int) -> None:
    """What happens to the household; at most `places` more people are born."""
    dice, today = founder.dice, founder.today
    if dice.chance(_LEAVERS):
        _all_leave(home, dice.one_of((date(2025, 6, 30), date(2025, 12, 31))))
        return
    couple = [one for one in home.people if one.stays[0].kinship in (HEAD, SPOUSE, PARTNER)]
    if len(couple) == 2 and places and _may_have_a_child(couple, today) and dice.chance(_BIRTHS):
        _birth(founder, home)
    if len(couple) == 2 and couple[0].age_on(today) < _OLD and dice.chance(_SEPARATIONS):
        _separation(founder, home, couple[1])
    else:
        for one in list(home.people):
            if len(one.stays) == 1:
                _grows_or_dies(founder, home, one)


def _may_have_a_child(couple: list[Someone], today: date) -> bool:
    return any(one.sex == "F" and 22 <= one.age_on(today) <= 42 for one in couple)


def _birth(founder: Founder, home: Home) -> None:
    first = max(STARTS_ON, home.joined_on + timedelta(days=30))
    last = founder.today - timedelta(days=40)
    if first < last:
        father = next((one for one in home.people[:2] if one.sex == "M"), home.head)
        sex = "F" if founder.dice.chance(490) else "M"
        founder.add(home, CHILD, 0, sex, father.surname, founder.dice.day(first, last))


def _all_leave(home: Home, day: date) -> None:
    if max(one.stays[0].since for one in home.people) + timedelta(days=30) < day:
        for one in home.people:
            one.leaves(day)


def _separation(founder: Founder, home: Home, leaving: Someone) -> None:
    """The other of the couple goes, sometimes with a child; they stay members, in a household of their own."""
    first = max(STARTS_ON, leaving.stays[0].since) + timedelta(days=60)
    last = founder.today - timedelta(days=90)
    if first >= last:
        return
    day, code = founder.dice.day(first, last), founder.home_code()
    leaving.moves(code, HEAD, day)
    children = [one for one in home.people if one.stays[0].kinship == CHILD and one.stays[0].since < day]
    if children and founder.dice.chance(500):
        children[0].moves(code, CHILD, day)


def _grows_or_dies(founder: Founder, home: Home, one: Someone) -> None:
    dice, today = founder.dice, founder.today
    first, last = max(STARTS_ON, one.stays[0].since + timedelta(days=60)), today - timedelta(days=60)
    if first >= last:
        return
    age = one.age_on(today)
    if one.stays[0].kinship == CHILD and age >= 22 and dice.chance(_GROWN_LEAVE):
        one.moves(founder.home_code(), HEAD, dice.day(first, last))
    elif age >= _OLD and dice.chance(_DEATHS_VERY_OLD if age >= _VERY_OLD else _DEATHS_OLD):
        _dies(home, one, dice.day(first, last))


def _dies(home: Home, one: Someone, day: date) -> None:
    """After the head of a household the spouse, or the eldest of age, takes the place."""
    one.leaves(day)
    one.died = True
    if one is not home.head:
        return
    left = [two for two in home.people if two is not one and two.left_on is None and two.stays[-1].since < day]
    grown = [two for two in left if two.stays[-1].household_code == home.code and two.age_on(day) >= _OF_AGE]
    grown.sort(key=lambda two: (two.stays[-1].kinship not in (SPOUSE, PARTNER), two.born_on))
    if grown:
        grown[0].moves(home.code, HEAD, day + timedelta(days=1))
