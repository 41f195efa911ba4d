"""A whole invented society: its people, what they owe, what they ask for, in the order in which it arrives."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mutua.demo import MEMBERS, SEED, TODAY
from mutua.demo.asking import Asking, Draft
from mutua.demo.dice import Dice
from mutua.demo.enrolments import contributions, enrol
from mutua.demo.firms import Firm, invent_firms, invent_providers
from mutua.demo.flaws import spoil
from mutua.demo.habits import ask_for_all
from mutua.demo.households import Founder
from mutua.demo.lives import live
from mutua.demo.memberships import Memberships, memberships
from mutua.demo.people import Home
from mutua.domain.records import ClaimTold, ContributionTold, PersonTold
from mutua.store.ids import Ids


@dataclass(frozen=True, slots=True)
class DemoSociety:
    """Plain values, not yet in an archive.

    `people`: one row for each stay of a person in a household; the rows of one person bear the same card number, the
    first has covers and answers. `claims`: by the instant they arrive; `person_id` is the number on the card. `flaws`:
    how many requests bear which flaw.
    """

    people: tuple[PersonTold, ...]
    contributions: tuple[ContributionTold, ...]
    claims: tuple[ClaimTold, ...]
    firms: tuple[Firm, ...]
    flaws: Mapping[str, int]
    memberships: Memberships


def invent(members: int = MEMBERS, seed: int = SEED, today: date = TODAY) -> DemoSociety:
    """A society of so many people, the same for the same three numbers. Nobody in it exists."""
    dice = Dice(seed)
    founder = Founder(dice, today)
    firms, providers = invent_firms(dice, members), invent_providers(dice)
    homes: list[Home] = []
    places = members
    while places > 0:
        home = founder.found(places)
        live(founder, home, places - len(home.people))
        places -= len(home.people)
        homes.append(home)
    for home in homes:
        enrol(dice, home, firms)
    owed = tuple(told for home in homes for told in contributions(dice, home, today))
    asking = Asking(dice, Ids(random.Random(seed)), providers, today)
    for home in homes:
        for one in home.people:
            ask_for_all(asking, one)
    drafts = [late for draft in asking.drafts for late in spoil(asking, draft)]
    drafts = sorted((one for one in drafts if one.received_at.date() <= today), key=lambda one: one.received_at)
    people = tuple(told for home in homes for one in home.people for told in one.told())
    told = memberships(Dice(-1 - seed), homes, owed, today)  # dice of its own: requests go by the seed alone
    return DemoSociety(people, owed, tuple(draft.told() for draft in drafts), firms, _counted(drafts), told)


def _counted(drafts: list[Draft]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for draft in drafts:
        if draft.flaw:
            counts[draft.flaw] = counts.get(draft.flaw, 0) + 1
    return dict(sorted(counts.items()))
