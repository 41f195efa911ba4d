"""Households in the shape of a small Piedmontese mutual: many old people alone, couples, families, old mothers."""

from __future__ import annotations

from datetime import date, timedelta

from mutua.demo import STARTS_ON
from mutua.demo.dice import Dice
from mutua.demo.names import MEN, MUNICIPALITIES, STREETS, SURNAMES, TURIN, WOMEN
from mutua.demo.people import CHILD, HEAD, PARENT, PARTNER, SPOUSE, Home, Someone, Stay
from mutua.domain.months import months_after

# Of a thousand households; together about 2.2 people each.
_KINDS = (
    ("old alone", 235), ("alone", 140), ("old couple", 170), ("couple", 110), ("family", 260), ("lone parent", 40),
    ("with an old mother", 45),
)  # fmt: skip
_NEEDS = ((300, 400), (1000, 450), (2700, 150))  # who seldom asks, who asks, who often asks
_LAST_JOINING = 60  # days before today
_OF_AGE = 18


class Founder:
    """Makes households, one after the other, with people numbered in order."""

    def __init__(self, dice: Dice, today: date) -> None:
        self.dice = dice
        self.today = today
        self._people = 0
        self._homes = 0
        self._codes: set[str] = set()

    def home_code(self) -> str:
        self._homes += 1
        return f"N{self._homes:05d}"

    def found(self, places: int) -> Home:
        """A household of at most `places` people."""
        dice = self.dice
        town = dice.weighed([(one, one.weight) for one in MUNICIPALITIES])
        home = Home(self.home_code(), town, dice.one_of(STREETS), self._joining_day())
        kind = dice.weighed(_KINDS)
        old = kind.startswith("old")
        age = dice.between(66, 91) if old else dice.between(30, 52) if kind == "family" else dice.between(24, 64)
        head = self.add(home, HEAD, age, "F" if dice.chance(650 if "alone" in kind or "lone" in kind else 350) else "M")
        if kind in ("old couple", "couple", "family", "with an old mother") and places > 1:
            self._second(home, head, age, old)
        if kind in ("family", "lone parent", "with an old mother"):
            for _ in range(dice.weighed(((1, 450), (2, 420), (3, 130)))):
                if len(home.people) < places:
                    self.child(home, max(1, min(age - 24 - dice.between(0, 8), 27)))
        if kind == "with an old mother" and len(home.people) < places:
            self.add(home, PARENT, max(age + 22, dice.between(78, 90)), "F", head.surname if dice.chance(300) else "")
        return home

    def _second(self, home: Home, head: Someone, age: int, old: bool) -> None:
        kinship = SPOUSE if old or self.dice.chance(830) else PARTNER
        other = "M" if head.sex == "F" else "F"
        self.add(home, kinship, max(20, age + self.dice.between(-6, 4)), other)

    def child(self, home: Home, age: int) -> Someone:
        """A child, with the father's surname; sometimes with both."""
        father = next((one for one in home.people[:2] if one.sex == "M"), home.head)
        surname = father.surname
        if self.dice.chance(60) and len(home.people) > 1:
            surname = f"{surname} {self.dice.one_of(SURNAMES)}"
        return self.add(home, CHILD, age, "F" if self.dice.chance(490) else "M", surname)

    def add(
        self, home: Home, kinship: str, age: int, sex: str, surname: str = "", born_on: date | None = None
    ) -> Someone:
        """A new person in the household; born so many years ago, or on the day given."""
        dice = self.dice
        self._people += 1
        born = born_on or date(self.today.year - age, dice.between(1, 12), dice.between(1, 28))
        place = TURIN if dice.chance(250) else home.municipality.cadastral if dice.chance(300) else "G674"
        someone = Someone(
            self._people, surname or dice.one_of(SURNAMES), dice.one_of(WOMEN if sex == "F" else MEN), sex, born, place,
            home, dice.weighed(_NEEDS),
        )  # fmt: skip
        while someone.find_code() in self._codes:  # two invented people never share a code
            someone.code = ""
            someone.born_on -= timedelta(days=1)
        self._codes.add(someone.find_code())
        someone.stays.append(Stay(home.code, kinship, self._joined(home, someone, kinship)))
        home.people.append(someone)
        return someone

    def _joining_day(self) -> date:
        """When a household joined: a third long ago, a fifth within the year and a half that is told."""
        dice = self.dice
        first, last = dice.weighed((
            ((date(2001, 1, 1), date(2014, 12, 31)), 330),
            ((date(2015, 1, 1), date(2023, 12, 31)), 350),
            ((date(2024, 1, 1), date(2024, 12, 31)), 120),
            ((STARTS_ON, self.today - timedelta(days=_LAST_JOINING)), 200),
        ))  # fmt: skip
        return dice.day(first, last)

    def _joined(self, home: Home, someone: Someone, kinship: str) -> date:
        """With the household, or later: a newborn within a month, a spouse perhaps years after; nobody is head of a
        household, or the spouse of one, before coming of age."""
        of_age = months_after(someone.born_on, 12 * _OF_AGE + 1)
        if kinship == HEAD:
            home.joined_on = max(home.joined_on, min(of_age, self.today - timedelta(days=_LAST_JOINING)))
        day = home.joined_on
        if kinship in (SPOUSE, PARTNER):
            day = max(day, of_age)
        if someone.born_on > day:
            day = someone.born_on + timedelta(days=self.dice.between(5, 28))
        elif home.people and self.dice.chance(100):
            day += timedelta(days=self.dice.between(100, 1500))
        return min(day, self.today - timedelta(days=5))
