"""The desk: people, requests and ceilings of some households laid out, so that requests are decided in order.

The clerk's decision, the nightly batch and the plan of what would change are all made here, by the same steps. Nothing
is written: `decide` gives a `Draft`, and the desk remembers it for the requests that follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection

from mutua.domain.case import Arrears, Case, Cover, DecidedLine, FactValue, Line
from mutua.domain.decisions import Outcome
from mutua.rules import history
from mutua.rules.assess import REST, assess, rest_of
from mutua.rules.case_content import decode_facts
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.engine.versions import rules_of
from mutua.rules.evidence import pack, table_of
from mutua.rules.past import passed_the_gates, served_on, shared_keys
from mutua.services.carried_use import Left, left_to_carry
from mutua.services.desk_values import Decided, Draft, Reservation, authorisation_of, decided_line, line_of
from mutua.services.facts_of_people import FactsOfPeople
from mutua.services.plan_book import BookedPlan, PlanBook
from mutua.store.ceilings import SOCIETY, Pots, moved, read_balances, shift, signed
from mutua.store.claims import ClaimRecord, past_lines
from mutua.store.decisions import (
    Granted,
    MovementRecord,
    granted_authorisations,
    paid_by_covers_before,
    reserved_by,
)
from mutua.store.people import People, read_people


@dataclass
class Desk:
    """Some households laid out. Made by `lay_out`."""

    plans: PlanBook
    people: People
    balances: dict[tuple[int, str], Pots]
    reserved: dict[int, list[Reservation]]  # by authorisation
    granted: dict[int, Granted] = field(default_factory=dict)  # authorisations in force
    paid_before: dict[int, dict[int, int]] = field(default_factory=dict)  # cents, by request that is topped up and line
    past: dict[int, list[Decided]] = field(default_factory=dict)  # by person
    sharing: dict[tuple[int, str, FactValue], list[Decided]] = field(default_factory=dict)  # by invoice or group
    changed: set[tuple[int, str, int]] = field(default_factory=set)  # balances: owner, plan, year
    to_carry: list[Left] = field(default_factory=list)  # use that counts in `balances` and is not told yet
    _about: FactsOfPeople = field(init=False)
    _fresh: dict[int, list[Draft]] = field(default_factory=dict)  # by person: remembered, not yet among their past
    _pots: dict[tuple[str, tuple[int, ...]], Pots] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._about = FactsOfPeople(self.people)

    # ---------------------------------------------------------------- deciding

    def decide(self, record: ClaimRecord, *, explain: bool = False, in_order: bool = False) -> Draft:
        """The request as the rules decide it now (`in_order`: see `assess`). Its plan is in the book, else KeyError."""
        booked = self.plans[record.plan_code]
        case, own, household_id = self.case_of(record, booked)
        answer = assess(case, booked.plan, explain=explain, in_order=in_order)
        tables = [table_of(booked.by_version.get(line.version)) for line in answer.lines]
        evidence = tuple([pack(line, case, table) for line, table in zip(answer.lines, tables, strict=True)])
        return Draft(record, booked, case, answer, household_id, own, evidence)

    def case_of(self, record: ClaimRecord, booked: BookedPlan) -> tuple[Case, tuple[Line, ...], int]:
        """What is put before the rules for the request; its lines with the facts of the request; the household."""
        request = decode_facts(record.facts)
        for later in record.answers:
            request.update(decode_facts(later))
        lines = tuple([line_of(record, line) for line in record.lines])
        if record.tops_up_id is not None:
            lines = tuple([self._after_another_cover(record, line, at, request) for at, line in enumerate(lines, 1)])
        own = tuple([Line(line.id, line.benefit, {**request, **line.facts}) for line in lines])
        day = served_on(own[0].facts) or day_in_rome(record.received_at)
        household_id = self.people.household_on(record.person_id, day, record.household_id)
        holders = self._about.holders(record.person_id, household_id, day)
        facts = self._about.facts(record, booked, household_id, day)
        facts.update(request)
        if self._authorised(record, day):
            facts["autorizzata"] = True
        case = Case(
            lines=self._with_group_facts(lines, own, record, booked) if booked.group_facts else lines,
            facts=facts,
            papers=record.papers,
            holders=holders,
            covers=self._covers(record),
            arrears=self._arrears(record, household_id),
            decided=self._decided(own, record),
            pots=self._pots_of(record.plan_code, holders, household_id),
            history=self._history(record, booked, own, household_id) if booked.asks_history else {},
            reserved=self._reserved(record, day),
            authorisation=record.authorisation,
        )
        return case, own, household_id

    def remember(self, draft: Draft) -> None:
        """Counts the draft as decided: ceilings, groups and history of the requests after it see it."""
        self._draw(draft)
        if draft.record.authorisation:
            self._count_granted(draft)
            return
        if draft.record.topped_up:
            self.paid_before[draft.record.claim_id] = self._paid_so_far(draft)
        self._fresh.setdefault(draft.record.person_id, []).append(draft)

    def _lay_among_the_past(self, person_id: int) -> None:
        """The person's remembered drafts become part of their past when somebody first looks back."""
        for draft in self._fresh.pop(person_id, ()):
            self._keep_lines(draft)

    def _keep_lines(self, draft: Draft) -> None:
        for line, answer in zip(draft.own, draft.answer.lines, strict=True):
            codes = [reason.code for reason in answer.reasons]
            stands = passed_the_gates(answer.outcome, answer.computed_cents, codes)
            paid = bool(answer.granted_cents or answer.quantity_granted)
            one = Decided(draft.record.claim_id, draft.record.plan_code, line, answer.computed_cents, stands, paid)
            self.keep(draft.record.person_id, one)

    def _after_another_cover(
        self, record: ClaimRecord, line: Line, number: int, request: Mapping[str, FactValue]
    ) -> Line:
        """The line with what the covers before paid and left of it; without, where that is not known (yet)."""
        facts = {name: value for name, value in line.facts.items() if name not in REST}
        paid = self.paid_before.get(record.tops_up_id or 0, {}).get(number)
        if paid is not None:
            facts.update(rest_of({**request, **line.facts}, paid))
        return replace(line, facts=facts)

    def waits_for_another(self, record: ClaimRecord) -> bool:
        """Whether the request tops up one of which it is not known yet what it pays: nobody decided it, or not all.

        One that was decided before does not wait: it is suspended anew, so that nobody pays what it granted.
        """
        if record.tops_up_id is None or record.decisions:
            return False
        return not self.paid_before.get(record.tops_up_id, {}).keys() >= {line.number for line in record.lines}

    def _paid_so_far(self, draft: Draft) -> dict[int, int]:
        """What was paid of each line by this cover and those before it, in cents; nothing of what is suspended."""
        over = draft.record.tops_up_id
        before = dict.fromkeys(range(1, len(draft.own) + 1), 0) if over is None else self.paid_before.get(over, {})
        return {
            number: before[number] + answer.granted_cents + answer.deferred_cents
            for number, answer in enumerate(draft.answer.lines, 1)
            if answer.outcome is not Outcome.SUSPENDED and number in before
        }

    def _count_granted(self, draft: Draft) -> None:
        record = draft.record
        self.granted.pop(record.claim_id, None)
        if any(line.granted_cents or line.quantity_granted for line in draft.answer.lines):
            self.granted[record.claim_id] = Granted(record.person_id, record.plan_code, record.expires_on)

    def keep(self, person_id: int, one: Decided) -> None:
        """Lays a decided line among the person's past."""
        self.past.setdefault(person_id, []).append(one)
        for name, value in one.keys:
            self.sharing.setdefault((person_id, name, value), []).append(one)

    def forget(self, claim_id: int, person_id: int) -> list[Decided]:
        """Takes a decided request away from groups and history (its ceilings: `give_back`); gives its lines."""
        self._lay_among_the_past(person_id)
        gone = [one for one in self.past.get(person_id, ()) if one.claim_id == claim_id]
        for one in self.past.get(person_id, ()):
            if one.claim_id == claim_id:
                for name, value in one.keys:
                    self.sharing[person_id, name, value].remove(one)
        self.past[person_id] = [one for one in self.past.get(person_id, []) if one.claim_id != claim_id]
        return gone

    def lay_back(self, movements: Iterable[MovementRecord], past: Iterable[Decided], record: ClaimRecord) -> None:
        """A decision that is not taken anew stands again: its movements on the balances, its lines among the past."""
        undone = [one._replace(used=-one.used, reserved=-one.reserved) for one in movements]
        self.give_back(undone, authorisation_of(record))
        for one in past:
            self.keep(record.person_id, one)

    def give_back(self, movements: Iterable[MovementRecord], authorisation: int | None = None) -> None:
        """Undoes what movements added to the balances, and to what the authorisation has set aside."""
        for one in movements:
            if authorisation is not None and one.reserved:
                back = Reservation(one.pot, one.holder, one.period, -one.reserved)
                self.reserved.setdefault(authorisation, []).append(back)
            pots = self.balances.setdefault((one.owner_id, one.plan_code), {})
            shift(pots, one.pot, one.holder, one.period, -one.used, -one.reserved, one.token)
            self.changed.add((one.owner_id, one.plan_code, one.period.year))
        self._pots.clear()

    def _draw(self, draft: Draft) -> None:
        plan_code, authorisation = draft.record.plan_code, authorisation_of(draft.record)
        for answer in draft.answer.lines:
            for one in answer.movements:
                owner = draft.booked.owner_of(one.pot, draft.case, draft.household_id)
                pots = self.balances.setdefault((owner, plan_code), {})
                if (one.pot, one.holder) not in pots:
                    self._pots.clear()  # the maps put together do not know the new counter
                moved(pots, one)
                self.changed.add((owner, plan_code, one.period.year))
                if authorisation is not None:
                    _, reserved = signed(one.kind, one.amount)
                    self._count_reserved(authorisation, one.pot, one.holder, one.period, reserved)

    def _count_reserved(self, authorisation: int, pot: str, holder: str, period: date, amount: int) -> None:
        if amount:
            self.reserved.setdefault(authorisation, []).append(Reservation(pot, holder, period, amount))

    # ---------------------------------------------------------------- parts of a case

    def _covers(self, record: ClaimRecord) -> tuple[Cover, ...]:
        return tuple([one for plan, one in self.people.covers.get(record.person_id, ()) if plan == record.plan_code])

    def _arrears(self, record: ClaimRecord, household_id: int) -> tuple[Arrears, ...]:
        """The contributions of the plan that were not paid by the day they were due."""
        told = self.people.arrears.get(household_id)
        if told is None:
            return ()
        day = day_in_rome(record.received_at)
        found = [
            one for plan, one in told
            if plan == record.plan_code and one.due_on < day and (one.paid_on is None or one.paid_on > one.due_on)
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda one: one.due_on))

    def _with_group_facts(
        self, lines: tuple[Line, ...], own: tuple[Line, ...], record: ClaimRecord, booked: BookedPlan
    ) -> tuple[Line, ...]:
        """Facts of a treatment plan that an earlier request gave hold for the later ones."""
        found = []
        for line, together in zip(lines, own, strict=True):
            known: dict[str, FactValue] = {}
            for one in self._sharing(record, "gruppo", together.facts.get("gruppo")):
                known.update((name, value) for name, value in one.line.facts.items() if name in booked.group_facts)
            told = {name: value for name, value in known.items() if name not in together.facts}
            found.append(replace(line, facts={**line.facts, **told}) if told else line)
        return tuple(found)

    def _sharing(self, record: ClaimRecord, name: str, value: FactValue | None) -> list[Decided]:
        """The person's decided lines under the same plan that share an invoice or a group with this request."""
        if value is None:
            return []
        self._lay_among_the_past(record.person_id)
        return [
            one
            for one in self.sharing.get((record.person_id, name, value), ())
            if one.claim_id != record.claim_id and one.plan_code == record.plan_code
        ]

    def _decided(self, own: Sequence[Line], record: ClaimRecord) -> tuple[DecidedLine, ...]:
        wanted = {key for line in own for key in shared_keys(line.facts)}
        if not wanted:
            return ()
        found = {one.line.id: one for name, value in wanted for one in self._sharing(record, name, value) if one.stands}
        in_order = sorted(found.values(), key=lambda one: (one.claim_id, len(one.line.id), one.line.id))
        return tuple([DecidedLine(one.line, one.computed_cents) for one in in_order])

    def _history(
        self, record: ClaimRecord, booked: BookedPlan, own: Sequence[Line], household_id: int
    ) -> dict[str, FactValue]:
        """The answers of the person's past to the questions of the plan."""
        day = served_on(own[0].facts)
        if day is None:
            return {}
        self._lay_among_the_past(record.person_id)
        standing = self._about.standing(booked, household_id, record.person_id)
        past = []
        for one in self.past.get(record.person_id, ()):
            on = served_on(one.line.facts)
            if one.paid and on is not None and one.claim_id != record.claim_id and one.plan_code == record.plan_code:
                invoiced = one.line.facts.get("fattura")
                line = replace(one.line, facts={**standing, **one.line.facts})
                past.append(history.PaidLine(line, on, invoiced if isinstance(invoiced, date) else on))
        version = rules_of(Case(lines=tuple(own)), own[0], booked.plan)[0] or booked.plan.versions[-1]
        return history.answers(version, past, day)

    def _authorised(self, record: ClaimRecord, day: date) -> bool:
        """Whether the authorisation that a request names was granted to the person under the plan, and holds."""
        if record.authorisation_id is None:
            return False
        given = self.granted.get(record.authorisation_id)
        if given is None or (given.person_id, given.plan_code) != (record.person_id, record.plan_code):
            return False
        return given.expires_on is None or day <= given.expires_on

    def _reserved(self, record: ClaimRecord, day: date) -> dict[tuple[str, str, date], int]:
        if record.authorisation_id is None or not self._authorised(record, day):
            return {}
        total: dict[tuple[str, str, date], int] = {}
        for pot, holder, period, amount in self.reserved.get(record.authorisation_id, ()):
            total[pot, holder, period] = total.get((pot, holder, period), 0) + amount
        return {key: amount for key, amount in total.items() if amount > 0}

    def _pots_of(self, plan_code: str, holders: Mapping[str, str], household_id: int) -> Pots:
        """The balances of everybody who may hold a pot of this request, in one map that the desk keeps up to date."""
        owners = tuple(dict.fromkeys([household_id, *(int(id_) for id_ in holders.values()), SOCIETY]))
        key = (plan_code, owners)
        if key not in self._pots:
            together: Pots = {}
            for owner in owners:
                together.update(self.balances.setdefault((owner, plan_code), {}))
            self._pots[key] = together
        return self._pots[key]


# ---------------------------------------------------------------- laying out


def lay_out(
    connection: Connection, plans: PlanBook, household_ids: Sequence[int], records: Sequence[ClaimRecord]
) -> Desk:
    """A desk with what the archive knows of the households, as far as these requests may need it."""
    people = read_people(connection, household_ids)
    owners = {SOCIETY, *household_ids, *people.by_household, *people.places}
    owners.update(firm_id for firms in people.firms.values() for firm_id, _, _ in firms)
    reserved: dict[int, list[Reservation]] = {}
    named = [record.authorisation_id for record in records if record.authorisation_id is not None]
    granted = granted_authorisations(connection, named)
    if any(authorisation_of(record) is not None for record in records):
        for authorisation, pot, holder, period, amount in reserved_by(connection, household_ids):
            reserved.setdefault(authorisation, []).append(Reservation(pot, holder, period, amount))
    before = paid_by_covers_before(connection, [one.tops_up_id for one in records if one.tops_up_id is not None])
    desk = Desk(plans, people, read_balances(connection, owners), reserved, granted, before)
    desk.to_carry = left_to_carry(connection, plans, people, desk.balances, held=household_ids)
    if not any(_looks_back(record, plans[record.plan_code]) for record in records):
        return desk
    for person_id, lines in past_lines(connection, sorted({*household_ids, *people.by_household})).items():
        for one in lines:
            if not one.authorisation:
                desk.keep(person_id, decided_line(one))
    return desk


def _looks_back(record: ClaimRecord, booked: BookedPlan) -> bool:
    """Whether what was decided before may matter: the plan asks history, or a line names its invoice or its group."""
    if booked.asks_history or any(line.invoice_number or line.group_code for line in record.lines):
        return True
    told = [record.facts, *record.answers, *(text for line in record.lines for text in (line.facts, *line.answers))]
    return any("gruppo" in text or "numero_fattura" in text for text in told)
