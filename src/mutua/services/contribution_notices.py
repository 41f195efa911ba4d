"""Notices of a year's contributions and reminders of what is late: made, and noted as sent, household by household."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from mutua.domain.dues import Channel, Charge, DueKind, DueStanding
from mutua.domain.italian import written_day
from mutua.domain.records import Identity
from mutua.letters.papers import Addressee, ContributionLine, Instalment, Letterhead, NoticeLetter, ReminderLetter
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.engine.versions import version_on
from mutua.services.claim_life import Desktop
from mutua.services.issue_papers import plain_name
from mutua.services.plan_book import PlanBook
from mutua.services.society import letterhead
from mutua.store.debits import read_mandates
from mutua.store.dues import NoticeSent, read_charges, read_choices, read_dues, read_notices, receipts_of, tell_notice
from mutua.store.owed import notices_told
from mutua.store.people import read_people
from mutua.store.tables import household
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.who import household_codes, read_identities
from mutua.wording.describe import arrears_sentence

AT_ONCE = 100
_HEAD = "titolare"


@dataclass(frozen=True, slots=True)
class ToSend:
    """A paper for a household, and what is noted of it but for its mark."""

    household_id: int
    household_code: str
    paper: NoticeLetter | ReminderLetter
    sequence: int
    reference: str
    open_cents: int

    @property
    def kind(self) -> str:
        return "notice" if isinstance(self.paper, NoticeLetter) else "reminder"

    @property
    def file_name(self) -> str:
        """A name without anybody's name: `avviso-2027-N1.pdf`, `sollecito-2027-N1-2.pdf`."""
        code = plain_name(self.household_code)
        if self.kind == "notice":
            return f"avviso-{self.paper.year}-{code}.pdf"
        return f"sollecito-{self.paper.year}-{code}-{self.sequence}.pdf"


def nowhere_to_pay(connection: Connection) -> bool:
    """Whether notices and reminders could not say where to pay: the society told no account yet."""
    return not letterhead(connection).iban


def notices_of_year(
    at: Desktop, year: int, *, households: Iterable[int] | None = None, again: bool = False
) -> Iterator[ToSend]:
    """A notice for each household that has something to pay for the year and had none yet (`again`: had one too).

    Who has paid it all needs none, unless asked for by name (`households`).
    """
    for look in _looks(at, year, households):
        for home in look.households:
            sent = [one for one in look.sent.get(home, ()) if one.year == year and one.kind == "notice"]
            if look.dues.get(home) and (again or not sent):
                open_cents = sum(one.open_cents for one in look.dues[home])
                if households is None and open_cents <= 0:
                    continue
                paper = look.notice(home)
                yield ToSend(home, look.codes[home], paper, len(sent) + 1, _reference(paper.instalments), open_cents)


def reminders_on(
    at: Desktop, year: int, day: date, *, households: Iterable[int] | None = None, after_days: int = 0,
    again: bool = False,
) -> Iterator[ToSend]:  # fmt: skip
    """A reminder for each household with something of the year still open whose day is past on that day.

    Who had one fewer than `after_days` days before (or on the day itself, or later) gets none. `again`: that of the day
    once more, as it was.
    """
    for look in _looks(at, year, households):
        for home in look.households:
            late = [one for one in look.dues.get(home, ()) if one.due.due_on < day and one.open_cents]
            cents = sum(one.open_cents for one in late)
            sent = [one for one in look.sent.get(home, ()) if one.year == year and one.kind == "reminder"]
            if again:
                sent = [one for one in sent if one.issued_on < day]
            recent = not again and any(one.issued_on + timedelta(days=max(1, after_days)) > day for one in sent)
            if cents > 0 and not recent:
                paper = look.reminder(home, late, len(sent) + 1, day)
                yield ToSend(home, look.codes[home], paper, len(sent) + 1, _reference(paper.open), cents)


def send(
    at: Desktop, papers: Iterable[ToSend], deliver: Callable[[ToSend], bytes | None],
    told: Callable[[int], None] = lambda done: None,
) -> int:  # fmt: skip
    """Delivers each paper and notes that it was sent, with the mark of its bytes (None: it is told by other means).

    A run that was stopped goes on with who had nothing yet; the paper in hand is then made again. Gives how many.
    """
    done, batch = 0, list[tuple[ToSend, str]]()
    for one in papers:
        made = deliver(one)
        batch.append((one, "" if made is None else hashlib.sha256(made).hexdigest()))
        if len(batch) == AT_ONCE:
            done += _note(at, batch, told)
            batch = []
    return done + (_note(at, batch, told) if batch else 0)


def _note(at: Desktop, batch: Sequence[tuple[ToSend, str]], told: Callable[[int], None]) -> int:
    def work(unit: UnitOfWork) -> None:
        for one, mark in batch:
            sent = NoticeSent(
                one.paper.year, one.kind, one.sequence, one.paper.issued_on, one.reference, one.open_cents, mark
            )
            tell_notice(unit.entry(one.household_id, one.kind), sent)
        notices = [one for one, _ in batch if one.kind == "notice"]
        notices_told(unit, [(one.paper.issued_on, one.paper.year, one.household_id) for one in notices])

    unit_of_work(at.archive, [one.household_id for one, _ in batch], work, actor_id=at.actor_id, now=at.now)
    told(len(batch))
    return len(batch)


def _reference(parts: Sequence[Instalment]) -> str:
    return parts[0].reference if parts else ""


# ---------------------------------------------------------------- what a household is told


def _looks(at: Desktop, year: int, households: Iterable[int] | None) -> Iterator[_Look]:
    with at.archive.reader.begin() as connection:
        wanted = sorted(connection.scalars(select(household.c.id)) if households is None else households)
        head = letterhead(connection)
        late: dict[str, tuple[str, ...]] = {}
    for first in range(0, len(wanted), AT_ONCE):
        with at.archive.reader.begin() as connection:  # not one long look: between two of them others write
            look = _Look(connection, at.plans, wanted[first : first + AT_ONCE], year, day_in_rome(at.now), head, late)
        yield look


class _Look:
    """Some households with what they owe for a year themselves, and who gets their papers."""

    def __init__(
        self, connection: Connection, plans: PlanBook, households: Sequence[int], year: int, today: date,
        head: Letterhead, late: dict[str, tuple[str, ...]],
    ) -> None:  # fmt: skip
        self.households, self.year, self.today, self.plans, self.head, self._late = (
            households, year, today, plans, head, late
        )  # fmt: skip
        self.codes = household_codes(connection, households)
        self.charges = {
            home: [one for one in some if one.year == year and one.firm_id is None]
            for home, some in read_charges(connection, households).items()
        }
        self.dues = {
            home: [one for one in some if one.due.year == year and one.due.firm_id is None]
            for home, some in read_dues(connection, households).items()
        }
        self.sent = read_notices(connection, households)
        self._choices = read_choices(connection, households)
        self._mandated = {one.household_id for one in read_mandates(connection, live=True)}
        self._people = read_people(connection, households)
        persons = {one.person_id for some in self.charges.values() for one in some} | set(self._people.places)
        persons |= {one.due.person_id for some in self.dues.values() for one in some}
        self._identities = read_identities(connection, persons)
        self._on_account: dict[int, int] = {}
        for record in receipts_of(connection, household_ids=households):
            if record.receipt.returned_of is None:
                cents = record.parts.get(None, 0)
                self._on_account[record.chain_id] = self._on_account.get(record.chain_id, 0) + cents

    def notice(self, home: int) -> NoticeLetter:
        paid = sum(one.paid_cents for one in self.dues[home])
        return NoticeLetter(
            self.head, self._addressee(home), self.codes[home], self.year, self.today,
            (*self._lines(self.charges.get(home, [])), *self._brought(self.dues[home])),
            tuple(_parts(self.dues[home], whole=True)),
            self._channel(home), paid + self._on_account.get(home, 0), self._what_if_late(self.dues[home]),
        )  # fmt: skip

    def reminder(self, home: int, late: Sequence[DueStanding], sequence: int, day: date) -> ReminderLetter:
        paid = sum(one.paid_cents for one in self.dues[home])
        return ReminderLetter(
            self.head, self._addressee(home), self.codes[home], self.year, day, sequence,
            tuple(_parts(late, whole=False)), paid, self._what_if_late(late),
        )  # fmt: skip

    def _lines(self, charges: Iterable[Charge]) -> Iterator[ContributionLine]:
        """A line for each person and item, what was taken back taken off."""
        together: dict[tuple[int, str, str], list[Charge]] = {}
        for one in charges:
            together.setdefault((one.person_id, one.plan_code, one.item), []).append(one)
        for (person_id, _, _), some in together.items():
            cents = sum(one.amount_cents for one in some)
            last = some[-1]
            whole = (last.effective_from, last.ends_on) == (date(self.year, 1, 1), date(self.year, 12, 31))
            note = "" if whole else f"dal {written_day(last.effective_from)} al {written_day(last.ends_on)}"
            if cents:
                yield ContributionLine(_name(self._identities.get(person_id)), last.title, cents, note)

    def _brought(self, dues: Iterable[DueStanding]) -> Iterator[ContributionLine]:
        """A line for each contribution that a list told: what it was charged for is not known here."""
        for one in dues:
            if one.due.kind is DueKind.BROUGHT:
                booked = self.plans.get(one.due.plan_code)
                title = booked.plan.head.title if booked is not None else one.due.plan_code
                note = f"scadenza del {written_day(one.due.due_on)}"
                name = _name(self._identities.get(one.due.person_id))
                yield ContributionLine(name, title, one.due.amount_cents, note)

    def _addressee(self, home: int) -> Addressee:
        """The member of the household today, else who was so last."""
        places = [place for place in self._people.by_household.get(home, ()) if place.kinship == _HEAD]
        places.sort(key=lambda one: (one.holds_on(self.today), one.effective_from))
        who = self._identities.get(places[-1].person_id) if places else None
        if who is None:
            return Addressee(self.codes[home])
        return Addressee(_name(who), who.address, who.postal_code, who.municipality)

    def _channel(self, home: int) -> str:
        chosen = [one for one in self._choices.get(home, ()) if one.year <= self.year and one.channel]
        channel = max(chosen, key=lambda one: one.year).channel if chosen else ""
        if channel == Channel.DIRECT_DEBIT and home not in self._mandated:
            channel = ""  # nobody signed yet, and no bank would pay
        return channel if channel in (Channel.DIRECT_DEBIT, Channel.PAYROLL) else Channel.TRANSFER.value

    def _what_if_late(self, dues: Iterable[DueStanding]) -> tuple[str, ...]:
        """What the rules of each plan say of who pays late."""
        found: dict[str, None] = {}
        for plan_code in sorted({one.due.plan_code for one in dues}):
            if plan_code not in self._late:
                booked = self.plans.get(plan_code)
                rules = version_on(booked.plan, date(self.year, 1, 1)) if booked is not None else None
                told = arrears_sentence(rules) if rules is not None else ""
                self._late[plan_code] = (told,) if told else ()
            found.update(dict.fromkeys(self._late[plan_code]))
        return tuple(found)


def _name(who: Identity | None) -> str:
    return f"{who.surname} {who.given_name}".strip() if who is not None else ""


def _parts(dues: Iterable[DueStanding], *, whole: bool) -> Iterator[Instalment]:
    """What is to be paid by each day (`whole`), or what of it is still open; days that ask for nothing are left out."""
    by_day: dict[tuple[date, str], list[DueStanding]] = {}
    for one in dues:
        by_day.setdefault((one.due.due_on, one.due.reference), []).append(one)
    for (day, reference), some in sorted(by_day.items()):
        cents = sum(one.due.amount_cents if whole else one.open_cents for one in some)
        if cents > 0:
            surcharge = sum(one.due.of_surcharge_cents for one in some) if whole else 0
            yield Instalment(day, cents, reference, max(0, surcharge))
