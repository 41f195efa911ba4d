"""How somebody becomes a member: the application, the decision on it, the appeal; suspension and its end."""

from __future__ import annotations

from datetime import date

from mutua.domain.italian import written_day
from mutua.domain.member_life import Event, LifeEvent, MemberKind, State, was_member
from mutua.domain.records import Identity, PersonTold
from mutua.services.decide_claim import Refusal
from mutua.services.declare import ON_PAPER, notice_on
from mutua.services.member_desk import MembersDesk, Open, Told, dead_by, on_member
from mutua.services.newcomers import no_name
from mutua.services.register import household_by_code, register_household
from mutua.services.statutes import last_day
from mutua.store.declared import NoticeGiven, tell_notice_given
from mutua.store.members import ResolutionTold, open_book, tell_life
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.who import people_by_number


def register_member(
    desk: MembersDesk, person_id: int, *, on: date, kind: MemberKind = MemberKind.ORDINARY
) -> Told | Refusal:
    """Somebody of the archive asks to become a member, on the day; who was one asks to come back.

    The clock for the decision runs from that day. Refuses who is a member, or waits for a decision, already, and a day
    before they were born.
    """

    def work(one: Open) -> Told | Refusal:
        born_on = one.people.born_on.get(one.person_id)
        if born_on is not None and on < born_on:
            return Refusal("asked_before_birth", written_day(born_on))
        return dead_by(one.unit.connection, one.person_id, on) or one.tell(_applied(desk, on, kind))

    return on_member(desk, person_id, work)


def _applied(desk: MembersDesk, on: date, kind: MemberKind) -> LifeEvent:
    return LifeEvent(Event.APPLIED, on, on, kind, due_on=last_day(desk.statute.decision, on))


def register_applicant(
    desk: MembersDesk, household_code: str, who: Identity, *, on: date, kind: MemberKind = MemberKind.ORDINARY,
    notice: bool = False,
) -> Told | Refusal:  # fmt: skip
    """Somebody (or a body) whom the archive does not know asks to become a member: with a household of their own.
    `notice`: with the application they got the society's notice on their data, on paper.

    Refuses a household's code or a person's number that is taken, what is no name, and a day before the birth; without
    a number nobody is found again. Nobody gets a notice that the society had not written by the day.
    """
    numbers = [number for number in (who.card_number, who.fiscal_code) if number]
    if not numbers:
        return Refusal("number_missing")
    wrong = no_name(who.surname, *([who.given_name] if who.given_name else []))
    if wrong is not None:
        return wrong
    if who.born_on is not None and on < who.born_on:
        return Refusal("asked_before_birth", written_day(who.born_on))
    told = PersonTold(household_code, who, "titolare", on)

    def work(unit: UnitOfWork) -> Told | Refusal:
        unit.take_turn(f"household\0{household_code}")
        unit.take_turn(f"person\0{numbers[0]}")
        if on > desk.today:
            return Refusal("life_in_future")
        if household_by_code(unit.connection, household_code) is not None:
            return Refusal("household_taken", household_code)
        taken = people_by_number(unit.connection, numbers, numbers)
        if taken:
            return Refusal("number_taken", next(one for one in numbers if one in taken))
        given = notice_on(unit.connection, on) if notice else None
        if notice and given is None:
            return Refusal("notice_none", written_day(on))
        open_book(unit, [])
        (person_id,) = register_household(unit, [told], desk.at.ids)
        event = _applied(desk, on, kind)
        home = household_by_code(unit.connection, household_code)
        assert home is not None  # made just now
        tell_life(unit, home, person_id, 1, event)
        if given is not None:
            tell_notice_given(unit.entry(home, "notice_given"), NoticeGiven(person_id, given.version, on, ON_PAPER))
        return Told(person_id, event)

    return unit_of_work(desk.at.archive, [], work, actor_id=desk.at.actor_id, now=desk.at.now)


def withdraw_application(desk: MembersDesk, person_id: int, *, on: date) -> Told | Refusal:
    """The applicant takes the application back before it is decided."""
    return on_member(desk, person_id, lambda one: one.tell(LifeEvent(Event.APPLICATION_WITHDRAWN, on, on)))


def decide_application(
    desk: MembersDesk, person_id: int, *, admit: bool, by: ResolutionTold, communicated_on: date | None = None,
    motive: str = "",
) -> Told | Refusal:  # fmt: skip
    """The board decides on an application by a resolution: the person is a member from its day, or is told why not.

    A refusal says why and sets the last day for an appeal, counted from its communication (the resolution's day where
    nobody says another). One communicated after its own last day is recorded, with a notice.
    """

    def work(one: Open) -> Told | Refusal:
        told_on = communicated_on or by.decided_on
        dead = dead_by(one.unit.connection, one.person_id, by.decided_on)
        if dead is not None and admit:
            return dead
        if one.standing(date.max).state is not State.APPLICANT:
            return Refusal("life_not_allowed")
        if not admit and not motive.strip():
            return Refusal("motive_missing")
        if told_on < by.decided_on:
            return Refusal("life_effect_before_deed")
        if told_on > one.today:
            return Refusal("life_in_future")
        due = None if one.last is None else one.last.due_on
        if due is not None and told_on > due:
            one.notices.append(("decided_late", written_day(due)))
        if not admit:
            refused = LifeEvent(
                Event.REFUSED, by.decided_on, by.decided_on, due_on=last_day(desk.statute.appeal, told_on)
            )  # fmt: skip
            return one.tell(refused, by=by, motive=motive.strip(), communicated_on=told_on)
        return _admit(desk, one, by, told_on)

    return on_member(desk, person_id, work)


def _admit(desk: MembersDesk, one: Open, by: ResolutionTold, told_on: date) -> Told | Refusal:
    event = Event.READMITTED if was_member(one.life.events) else Event.ADMITTED
    return one.tell(
        LifeEvent(event, by.decided_on, by.decided_on, one.standing(date.max).kind), by=by, communicated_on=told_on,
        former_number=desk.statute.former_number,
    )  # fmt: skip


def readmit(
    desk: MembersDesk, person_id: int, *, asked_on: date, by: ResolutionTold, kind: MemberKind | None = None
) -> Told | Refusal:
    """Who was a member asks to come back and is admitted: both are recorded. The statute says under which number."""

    def work(one: Open) -> Told | Refusal:
        if not was_member(one.life.events):
            return Refusal("never_a_member")
        as_what = kind or one.standing(date.max).kind or MemberKind.ORDINARY
        applied = dead_by(one.unit.connection, one.person_id, asked_on) or one.tell(_applied(desk, asked_on, as_what))
        return applied if isinstance(applied, Refusal) else _admit(desk, one, by, by.decided_on)

    return on_member(desk, person_id, work)


def appeal(desk: MembersDesk, person_id: int, *, on: date) -> Told | Refusal:
    """Who was refused or excluded asks the assembly; refused after the last day that was set."""

    def work(one: Open) -> Told | Refusal:
        last = one.last
        if last is not None and last.event is Event.EXCLUDED and last.due_on is None:
            return Refusal("appeal_unknown")
        if last is not None and last.due_on is not None and last.event is not Event.APPLIED and on > last.due_on:
            return Refusal("appeal_too_late", written_day(last.due_on))
        return one.tell(LifeEvent(Event.APPEALED, on, on))

    return on_member(desk, person_id, work)


def decide_appeal(
    desk: MembersDesk, person_id: int, *, uphold: bool, by: ResolutionTold, motive: str = ""
) -> Told | Refusal:
    """The assembly decides on an appeal: the person is a member from that day (again, with their number), or is not."""

    def work(one: Open) -> Told | Refusal:
        event = Event.APPEAL_UPHELD if uphold else Event.APPEAL_REJECTED
        kind = one.standing(date.max).kind if uphold else None
        return one.tell(LifeEvent(event, by.decided_on, by.decided_on, kind), by=by, motive=motive.strip())

    return on_member(desk, person_id, work)


def suspend(
    desk: MembersDesk, person_id: int, *, on: date, reason: str, by: ResolutionTold | None = None, motive: str = ""
) -> Told | Refusal:
    """A member is suspended from the day, for a reason that the statute knows."""

    def work(one: Open) -> Told | Refusal:
        if reason not in desk.statute.suspension.reasons:
            return Refusal("life_reason")
        return one.tell(LifeEvent(Event.SUSPENDED, on, on, reason=reason), by=by, motive=motive.strip())

    return on_member(desk, person_id, work)


def reinstate(desk: MembersDesk, person_id: int, *, on: date, motive: str = "") -> Told | Refusal:
    """The suspension ends on the day."""
    return on_member(
        desk, person_id, lambda one: one.tell(LifeEvent(Event.REINSTATED, on, on), motive=motive.strip())
    )


def change_kind(
    desk: MembersDesk, person_id: int, kind: MemberKind, *, by: ResolutionTold, effective_on: date | None = None
) -> Told | Refusal:
    """A member goes on as one of another kind from a day (the resolution's, where nobody says another), under the same
    number; the book notes it. A vote, and what the fees ask of the kind, go with it."""

    def work(one: Open) -> Told | Refusal:
        changed = LifeEvent(Event.KIND_CHANGED, by.decided_on, effective_on or by.decided_on, kind)
        return one.tell(changed, by=by)

    return on_member(desk, person_id, work)
