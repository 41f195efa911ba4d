"""The covers of a person on a page, with what may be done and when; and everybody whose covers are to be looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.decisions import Missing
from mutua.domain.records import Identity
from mutua.rules.engine.versions import version_on
from mutua.rules.model import Ruleset
from mutua.rules.statute import Statute
from mutua.services.dues_of_year import public_ids
from mutua.services.household_account import plan_title
from mutua.services.plan_book import PlanBook
from mutua.services.plans_offered import plans_offered
from mutua.services.show_covers import CoverShown, CoversShown, check_covers, list_seniors, show_covers
from mutua.services.show_member import MemberShown, show_member
from mutua.services.subjects import family_of
from mutua.store.accounts import Account
from mutua.store.people import households_of, people_of
from mutua.store.who import household_codes, read_identities
from mutua.wording.describe import change_sentence, goes_on_sentence, joining_sentence
from mutua.wording.numbers import Language


class People(NamedTuple):
    """How an address and a page name somebody."""

    public_id: str
    name: str


class CoverOf(NamedTuple):
    """A cover with the title of its plan; `stands`: today, later or over. `kept`: what it keeps of the one before."""

    shown: CoverShown
    title: str
    stands: str
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoversPage:
    """`windows`: when the rules of each plan held let in and let go, in sentences. `plans`: what may be joined."""

    member: MemberShown
    covers: tuple[CoverOf, ...]
    shown: CoversShown
    plans: tuple[tuple[str, str], ...]
    assistances: tuple[str, ...]
    windows: tuple[str, ...]

    @property
    def open(self) -> tuple[CoverOf, ...]:
        return tuple(one for one in self.covers if one.stands != "over")


def covers_page(
    connection: Connection, plans: PlanBook, statute: Statute, person_id: int, on: date, language: Language
) -> CoversPage:
    """The covers of the person as of the day."""
    shown = show_covers(connection, plans, person_id, on)
    covers = tuple(
        CoverOf(one, plan_title(plans, one.held.plan_code), _stands(one, on), _kept(one, language))
        for one in shown.covers
    )
    offered = plans_offered(connection, plans)
    names = dict.fromkeys(name for code, _ in offered if (rules := _rules(plans, code, on)) for name in rules.covers)
    held = dict.fromkeys(one.shown.held.plan_code for one in covers if one.stands != "over")
    return CoversPage(show_member(connection, statute, person_id, on), covers, shown, tuple(offered), tuple(names),
                      tuple(_windows(plans, held, on, language)))  # fmt: skip


def _kept(one: CoverShown, language: Language) -> tuple[str, ...]:
    return tuple(
        goes_on_sentence(each.title, each.last_day, each.rules, language, senior=each.senior, same_plan=each.same_plan)
        for each in one.goes_on
    )


def _stands(one: CoverShown, on: date) -> str:
    cover = one.held.cover
    if cover.effective_from > on:
        return "later"
    return "over" if cover.ends_on is not None and cover.ends_on < on else "today"


def _rules(plans: PlanBook, code: str, on: date) -> Ruleset | None:
    booked = plans.get(code)
    return version_on(booked.plan, on) if booked is not None else None


def _windows(plans: PlanBook, codes: Iterable[str], on: date, language: Language) -> Iterable[str]:
    """«Piano famiglia. Si cambia entro il 31 gennaio …»"""
    for code in codes:
        rules = _rules(plans, code, on)
        if rules is None:
            continue
        told = [one for one in (joining_sentence(rules, language), change_sentence(rules, language)) if one]
        if told:
            yield f"{plan_title(plans, code)}. {' '.join(told)}"


def people_named(
    connection: Connection, ids: Collection[int] = (), *, around: int | None = None
) -> dict[int, People]:
    """The names of these people, or of everybody who was ever in a household of somebody."""
    wanted = set(ids)
    if around is not None:
        homes = households_of(connection, [around]).get(around, set())
        wanted = {around, *people_of(connection, homes)}
    who, names = read_identities(connection, wanted), public_ids(connection, wanted)
    return {id_: People(names[id_], _name(who.get(id_))) for id_ in wanted}


def _name(who: Identity | None) -> str:
    return "–" if who is None else f"{who.surname} {who.given_name}".strip()


# ---------------------------------------------------------------- everybody


class Owed(NamedTuple):
    """Somebody who should be covered with the household."""

    household: str
    person: People
    plan: str
    missing: tuple[Missing, ...]
    rules: Ruleset


class ToSenior(NamedTuple):
    """Somebody whom the rules move to another plan, from a day."""

    person: People
    plan: str
    to_plan: str
    first_day: date


class CoversDue(NamedTuple):
    """Who is to be looked at; `of_family`: left to a colleague."""

    owed: tuple[Owed, ...]
    seniors: tuple[ToSenior, ...]
    of_family: int


def covers_due(connection: Connection, plans: PlanBook, on: date, who: Account) -> CoversDue:
    """Whose household should be covered as a whole and is not; who reaches the age of another plan by the day."""
    family = family_of(connection, who)
    owed, seniors = list(check_covers(connection, plans, on)), list(list_seniors(connection, plans, on))
    left = sum(one.person_id in family for one in owed) + sum(one.person_id in family for one in seniors)
    owed = [one for one in owed if one.person_id not in family]
    seniors = [one for one in seniors if one.person_id not in family]
    people = people_named(connection, {one.person_id for one in owed} | {one.person_id for one in seniors})
    codes = household_codes(connection, {one.household_id for one in owed})
    return CoversDue(
        tuple(Owed(codes[one.household_id], people[one.person_id], plan_title(plans, one.plan_code), one.missing,
                   one.rules) for one in owed),
        tuple(ToSenior(people[one.person_id], plan_title(plans, one.plan_code), plan_title(plans, one.to_plan),
                       one.effective_on) for one in seniors),
        left,
    )  # fmt: skip
