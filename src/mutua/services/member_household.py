"""A member's household on their own page: who is covered, who acts for whom, what the regulation says of a newborn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.rules.model import Ruleset
from mutua.services.benefit_asked import rules_for
from mutua.services.household_kin import HEAD, PARTNERS
from mutua.services.person_sheet import PersonSheet, Relative
from mutua.services.plan_book import PlanBook
from mutua.services.proxies import ADULT, ProxyShown, proxies_of
from mutua.store.tables import person
from mutua.wording.describe import joining_sentence
from mutua.wording.numbers import Language


class OwnHousehold(NamedTuple):
    """`may_get`: the other adults of the household, to whom a proxy may be given from here. `given`, `got`: those that
    hold today. `joining`: by plan what the regulation says of who joins, a newborn included. `may_tell_birth`: whether
    they are its head or the partner."""

    people: tuple[Relative, ...]
    may_get: tuple[Relative, ...]
    given: tuple[ProxyShown, ...]
    got: tuple[ProxyShown, ...]
    joining: tuple[tuple[str, str], ...]
    may_tell_birth: bool


def own_household(
    connection: Connection, plans: PlanBook, sheet: PersonSheet, person_id: int, today: date, language: Language
) -> OwnHousehold:
    people = () if sheet.home is None else tuple(one for one in sheet.home.people if one.died_on is None)
    proxies = proxies_of(connection, person_id, today)
    joining = []
    for one in sheet.covers:
        booked = plans.get(one.plan_code)
        said = "" if booked is None else joining_sentence(_unremarked(rules_for(booked, today)), language)
        if said and (one.plan, said) not in joining:
            joining.append((one.plan, said))
    return OwnHousehold(
        people, tuple(one for one in people if not one.is_self and (one.age is None or one.age >= ADULT)),
        tuple(one for one in proxies if one.proxy.grantor_id == person_id),
        tuple(one for one in proxies if one.proxy.delegate_id == person_id), tuple(joining),
        any(one.is_self and one.kinship in (HEAD, *PARTNERS) for one in people),
    )  # fmt: skip


def number_of(connection: Connection, people: tuple[Relative, ...], public_id: str) -> int | None:
    """The number of one of these people; None for any other name."""
    if public_id not in {one.public_id for one in people}:
        return None
    found: int | None = connection.scalar(select(person.c.id).where(person.c.public_id == public_id))
    return found


def _unremarked(rules: Ruleset) -> Ruleset:
    """Without the remark of whoever wrote the rules down: it is for the office."""
    return rules if rules.joining is None else replace(rules, joining=replace(rules.joining, note=""))
