"""What a member is entitled to: of each benefit the sentence of its regulation, from when, what to bring, the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.asked import PaperAsked
from mutua.domain.cover_life import Held
from mutua.domain.records import Identity
from mutua.rules.engine.calendar import ROME, add_months, age_on
from mutua.rules.kin_only import age_from, never_due
from mutua.rules.model import Benefit, Condition, Duration, DurationUnit, Notice, OneOf, Ruleset, Test, Unit
from mutua.rules.pots_left import PotLeft
from mutua.services.benefit_asked import benefit_asked, rules_for
from mutua.services.cover_desk import open_covers, place_on
from mutua.services.covers_over import is_followed, still_asked
from mutua.services.person_sheet import PersonSheet
from mutua.services.plan_book import BookedPlan, PlanBook
from mutua.services.show_covers import CoverShown, wait_cases
from mutua.services.typed_claim import Typed
from mutua.services.typed_plans import plans_offered
from mutua.store.people import People, households_of, read_people
from mutua.wording.benefits import benefit_parts
from mutua.wording.familiar import to_them
from mutua.wording.gates import deadline, gate_sentences, since_sentence
from mutua.wording.grammar import capital, sentence
from mutua.wording.member_door import about
from mutua.wording.numbers import Language
from mutua.wording.pots import beyond
from mutua.wording.pots_left import PotRow, pot_row
from mutua.wording.roles import draws_of
from mutua.wording.voice import Voice

_Case = tuple[Condition | None, date | None]
_PREGNANCY = Test("causa", OneOf(("gravidanza",)))
_KNOWN = date.min  # of a benefit that waits for nothing that depends
MORNING = 9  # the hour of the example: «per domani alle 9»


class BenefitTold(NamedTuple):
    """A benefit as its regulation says it. `since`: the first day it is due, None where nothing waits. `rules`: for
    whom, by when, how long to wait, with which papers; no
    remark of whoever wrote the rules down. `pots`: what is left for it."""

    code: str
    title: str
    area: str
    said: tuple[str, ...]
    article: str
    since: date | None
    rules: tuple[str, ...]
    papers: tuple[PaperAsked, ...]
    pots: tuple[PotRow, ...]
    since_told: str = ""  # of a wait that depends on the case, the day of each, in words


class PlanRights(NamedTuple):
    """The benefits of the covers of a plan; `begins_on`: of those that are not running yet."""

    plan_code: str
    title: str
    benefits: tuple[BenefitTold, ...]
    begins_on: date | None = None


class BenefitOver(NamedTuple):
    """What may still be asked for of a cover that ended. `ask_by`: the last day, for what was spent on the last day of
    the cover; `term`: what the rules say of it, where that cannot be a day."""

    title: str
    article: str
    ask_by: date | None
    term: tuple[str, ...]
    papers: tuple[PaperAsked, ...]


class CoverOver(NamedTuple):
    title: str
    ended_on: date
    benefits: tuple[BenefitOver, ...]


class Apart(NamedTuple):
    """What is due of covers that begin later, the next one first; what may be asked for of those that ended."""

    to_come: tuple[PlanRights, ...] = ()
    over: tuple[CoverOver, ...] = ()


def texts_of(plans: Iterable[PlanRights], apart: Apart) -> Iterator[str]:
    """All that is told of them, for whoever looks for words to explain."""
    for one in (benefit for plan in (*plans, *apart.to_come) for benefit in plan.benefits):
        yield from (one.title, one.article, one.since_told, *one.said, *one.rules)
        yield from (text for paper in one.papers for text in (paper.title, paper.note))
        yield from (row.title for row in one.pots)
    for over in (benefit for cover in apart.over for benefit in cover.benefits):
        yield from (over.title, over.article, *over.term, *(paper.title for paper in over.papers))


class HoursTold(NamedTuple):
    """Help that is counted in hours: what is left of it; how it is asked for, as the regulation says.

    `ask_by`: the latest moment to ask for tomorrow morning at nine, None where no notice in hours is wanted; `late`: it
    is over.
    """

    plan_code: str
    code: str
    title: str
    article: str
    pots: tuple[PotRow, ...]
    said: tuple[str, ...]
    ask_by: datetime | None
    late: bool


def rights_of(
    connection: Connection, plans: PlanBook, sheet: PersonSheet, typed: Typed
) -> tuple[PlanRights, ...]:
    """Of each plan that covers the person today, the benefits of their covers, in the order of the regulation.

    Those that somebody of their kinship or their age can never have (again) are left out.
    """
    homes = households_of(connection, [typed.person_id]).get(typed.person_id, set())
    covered = {one.plan_code for one in sheet.covers}
    waits = {(one.plan_code, title): first for one in sheet.covers for first, titles in one.waits for title in titles}
    left = {one.plan_code: one for one in sheet.left}
    found = []
    people = read_people(connection, homes)
    for plan in plans_offered(plans, people, typed.person_id, typed.today, {typed.today}):
        if plan.code not in covered:
            continue
        held = [one for one in open_covers(people, typed.person_id, typed.today, plan.code)
                if one.cover.holds_on(typed.today)]  # fmt: skip
        booked, today = plans[plan.code], typed.today
        rules = rules_for(booked, today)
        pots = left[plan.code].pots if plan.code in left else ()
        told = tuple(
            _told(booked, rules, rules.benefits[code], pots, waits.get((plan.code, title)), typed, today)
            for code, title in plan.benefits.items() if code in rules.benefits and code not in plan.never
        )  # fmt: skip
        told = _of_their_age(people, rules, told, typed.person_id, today)
        depends = {code for code, title in plan.benefits.items() if waits.get((plan.code, title), _KNOWN) is None}
        found.append(PlanRights(plan.code, plan.title, tuple(
            one._replace(since_told=_since(people, booked, held, rules.benefits[one.code], typed, sheet.who))
            if one.code in depends and one.since is None else one for one in told
        )))  # fmt: skip
    return tuple(found)


def _of_their_age(
    people: People, rules: Ruleset, told: Iterable[BenefitTold], person_id: int, on: date
) -> tuple[BenefitTold, ...]:
    """Without those that no later age brings back; those that a birthday brings, from that day."""
    born, place = people.born_on.get(person_id), place_on(people, person_id, on)
    if born is None or place is None:
        return tuple(told)
    found, age = [], age_on(born, on, rules.time)
    for one in told:
        first = age_from(rules, rules.benefits[one.code], place.kinship, age)
        if first == age:
            found.append(one)
        elif first is not None:
            found.append(one._replace(since=max(add_months(born, 12 * first), one.since or date.min)))
    return tuple(found)


def _since(
    people: People, booked: BookedPlan, held: list[Held], benefit: Benefit, typed: Typed, who: Identity
) -> str:
    rules = rules_for(booked, typed.today)
    mine = [one for one in held if benefit.cover in ("", one.cover.assistance)]
    cases = wait_cases(people, booked, rules, mine[0], typed.person_id, benefit, typed.today) if mine else ()
    return since_sentence(Voice(rules, typed.language), _of_them(cases, who), typed.today)


def _of_them(cases: Iterable[_Case], who: Identity) -> list[_Case]:
    """Without the pregnancy of a man."""
    man = about(who, reader=True).feminine is False
    return [one for one in cases if not (man and one[0] == _PREGNANCY)]


# ---------------------------------------------------------------- before a cover begins, and after it ended


def rights_apart(connection: Connection, plans: PlanBook, sheet: PersonSheet, typed: Typed) -> Apart:
    """What the covers will give that begin later, as the rules say it that are known today for their first day; and
    what may still be asked for of those that ended and that no other goes on from."""
    later = [one for one in sheet.every if one.held.cover.effective_from > typed.today]
    over = [one for one in sheet.every if (one.held.cover.ends_on or date.max) < typed.today]
    if not later and not over:
        return Apart()
    people = read_people(connection, households_of(connection, [typed.person_id]).get(typed.person_id, set()))
    came: dict[tuple[date, str], PlanRights] = {}
    for shown in sorted(later, key=lambda one: one.held.cover.effective_from):
        code, first = shown.held.plan_code, shown.held.cover.effective_from
        booked = plans.get(code)
        if booked is not None and booked.plan.versions:
            before = came.get((first, code), PlanRights(code, booked.plan.head.title, (), first))
            there = {one.code for one in before.benefits}
            told = tuple(one for one in _to_come(people, booked, shown, typed, sheet.who) if one.code not in there)
            told = _of_their_age(people, rules_for(booked, first), told, typed.person_id, first)
            came[first, code] = before._replace(benefits=before.benefits + told)
    latest = sorted(over, key=lambda one: one.held.cover.ends_on or date.max, reverse=True)
    left = [_over(people, plans, one.held, typed) for one in latest
            if not is_followed(people, typed.person_id, one.held)]  # fmt: skip
    return Apart(tuple(came.values()), tuple(one for one in left if one is not None and one.benefits))


def _to_come(
    people: People, booked: BookedPlan, shown: CoverShown, typed: Typed, who: Identity
) -> list[BenefitTold]:
    """The benefits of a cover that begins later, each with its first day."""
    held, first = shown.held, shown.held.cover.effective_from
    rules, place = rules_for(booked, first), place_on(people, typed.person_id, first)
    waits = {title: one.first_day for one in shown.waits for title in one.benefits}
    found = []
    for benefit in rules.benefits.values():
        if benefit.cover not in ("", held.cover.assistance) or (place and never_due(benefit, place.kinship)):
            continue
        one = _told(booked, rules, benefit, (), waits.get(benefit.title, first), typed, first)
        if one.since is None:
            cases = wait_cases(people, booked, rules, held, typed.person_id, benefit, first)
            days = [(condition, max(day or first, first)) for condition, day in _of_them(cases, who)]
            one = one._replace(since_told=since_sentence(Voice(rules, typed.language), days, typed.today))
        found.append(one)
    return found


def _over(people: People, plans: PlanBook, held: Held, typed: Typed) -> CoverOver | None:
    booked, ended = plans.get(held.plan_code), held.cover.ends_on
    if booked is None or not booked.plan.versions or ended is None:
        return None
    rules, asked = still_asked(people, booked, held, typed.person_id, typed.today)
    voice, found = Voice(rules, typed.language), []
    for one in asked:
        known = benefit_asked(booked, one.benefit.code, ended, typed.language)
        term = deadline(voice, one.benefit.deadline, one.benefit.article) if one.depends else []
        found.append(BenefitOver(
            one.benefit.title, one.benefit.deadline.article or one.benefit.article, one.ask_by,
            tuple(to_them(sentence(text), typed.language) for text in term), known.papers if known is not None else (),
        ))  # fmt: skip
    return CoverOver(booked.plan.head.title, ended, tuple(found))


# ---------------------------------------------------------------- one benefit in words


def _told(
    booked: BookedPlan, rules: Ruleset, benefit: Benefit, pots: tuple[PotLeft, ...], since: date | None, typed: Typed,
    on: date,
) -> BenefitTold:  # fmt: skip
    voice = Voice(rules, typed.language)
    parts = [(topic, to_them(text, typed.language)) for topic, text in benefit_parts(voice, benefit)]
    asked = benefit_asked(booked, benefit.code, on, typed.language)
    rows = tuple(pot_row(voice, one) for one in pots if benefit.code in one.benefits)
    drawn = dict.fromkeys(name for row in benefit.rows for name in draws_of(row))
    later = [
        to_them(sentence(f"{voice.pot(name).strip('“”')}: {text[:1].lower()}{text[1:]}"), typed.language)
        for name in drawn for text in beyond(voice, rules.pots[name])
    ]  # fmt: skip
    return BenefitTold(
        benefit.code, benefit.title, benefit.area,
        (*(_untitled(text, benefit.title) for topic, text in parts if topic.startswith("money")), *later),
        benefit.article, since, tuple(text for topic, text in parts if topic != "note" and topic[:5] != "money"),
        asked.papers if asked is not None else (), rows,
    )  # fmt: skip


def _untitled(said: str, title: str) -> str:
    """The sentence without the title that stands above it."""
    return capital(said.removeprefix(f"{title}: "))


def hours_of(
    plans: PlanBook, sheet: PersonSheet, rights: tuple[PlanRights, ...], now: datetime, today: date, language: Language
) -> tuple[HoursTold, ...]:
    """The benefits among these that are counted in hours."""
    found = []
    for plan in rights:
        rules = rules_for(plans[plan.plan_code], today)
        for one in plan.benefits:
            benefit = rules.benefits[one.code]
            if benefit.unit is not Unit.HOURS:
                continue
            said = tuple(to_them(text, language) for topic, text in gate_sentences(Voice(rules, language), benefit)
                         if topic in ("deadline", "waiting"))  # fmt: skip
            by = ask_by(benefit, today)
            late = by is not None and by < now
            found.append(HoursTold(plan.plan_code, one.code, one.title, one.article, one.pots, said, by, late))
    return tuple(found)


def ask_by(benefit: Benefit, today: date) -> datetime | None:
    """Until when help for tomorrow at nine may be asked for; None where the regulation wants no hours of notice."""
    notice = benefit.deadline.notice
    if not isinstance(notice, Notice) or not _in_hours(notice.duration):
        return None
    morning = datetime.combine(today + timedelta(days=1), time(MORNING), ROME)
    return morning - timedelta(hours=notice.duration.count)


def _in_hours(duration: Duration) -> bool:
    return duration.unit is DurationUnit.HOURS
