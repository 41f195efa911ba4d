"""«Il vostro anno»: what a society's own list of payments shows, with names and euros, before anything is decided here.

Invoices paid twice, payments above a ceiling, to people before they joined or after they left, to nobody of the
society, with tax codes that are wrong or belong to others, within a waiting period. Nothing is written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection

from mutua.domain.italian import written_day
from mutua.intake.rough.names import plain_name
from mutua.intake.rough.payments import PaymentSeen, PaymentsSeen, see_payments
from mutua.intake.rough.strict import RoughFile
from mutua.services.check_claim import ONE_CENT, invoice_key
from mutua.services.plan_book import BookedPlan, PlanBook
from mutua.services.year_limits import LimitsLooked, look_at_limits
from mutua.services.year_people import KnownPerson, YearPeople, everybody


class YearKind(StrEnum):
    """What a payment shows."""

    PAID_TWICE = "paid_twice"
    ABOVE_CEILING = "above_ceiling"
    BEFORE_JOINING = "before_joining"
    AFTER_LEAVING = "after_leaving"
    WAITING = "waiting_ignored"
    CODE_WRONG = "code_wrong"
    CODE_SHARED = "code_shared"
    CODE_OF_ANOTHER = "code_of_another"
    CARD_OF_ANOTHER = "card_of_another"
    NOBODY = "nobody_of_ours"


@dataclass(frozen=True, slots=True)
class YearFinding:
    """Something that a row shows: of whom, and how many cents are at stake (0: none can be told)."""

    kind: YearKind
    row: int
    name: str
    cents: int
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Year:
    """Everything that a list of payments shows, and what could not be looked at."""

    seen: PaymentsSeen
    findings: list[YearFinding] = field(default_factory=list)
    limits: LimitsLooked = field(default_factory=LimitsLooked)
    paid_cents: int = 0
    by_name: int = 0  # payments whose person only the name tells
    members_known: bool = True

    def cents_of(self, kind: YearKind) -> int:
        """The cents of one kind of finding, each row once."""
        return sum({one.row: one.cents for one in self.findings if one.kind is kind}.values())

    @property
    def cents_in_doubt(self) -> int:
        """The cents that some finding is about, each row once with the most that is at stake in it."""
        most: dict[int, int] = {}
        for one in self.findings:
            most[one.row] = max(most.get(one.row, 0), one.cents)
        return sum(most.values())

    def not_looked_at(self) -> list[tuple[str, Mapping[str, str]]]:
        """What the findings do not say, so that nobody takes silence for order: codes of `wording`, with values."""
        limits, told = self.limits, list[tuple[str, Mapping[str, str]]]()
        if not self.members_known:
            told.append(("archive_empty", {}))
        if self.seen.by_expense:
            told.append(("expense_alone", {}))
        if self.by_name:
            told.append(("by_name", {"count": str(self.by_name)}))
        told += [("word_taken", {"word": word, "taken": taken}) for word, taken in limits.words.items()]
        if limits.unknown_words:
            told.append(("words_unknown", {"words": _most_common(limits.unknown_words)}))
        if limits.not_whole:
            told.append(("not_whole", {"words": _most_common(limits.not_whole)}))
        if self.members_known and not limits.looked_at and not limits.unknown_words:
            told.append(("no_plan", {}))
        return told


def _most_common(words: Counter[str]) -> str:
    return ", ".join(f"{word} ({count})" for word, count in words.most_common(10))


def your_year(
    connection: Connection, plans: PlanBook, file: RoughFile, *, plan: BookedPlan | None, today: date
) -> Year:
    """What the list shows, beside the members of the archive and, where a plan is named, its ceilings and waits."""
    seen = see_payments(file, today)
    people = everybody(connection)
    whose = {one.row: people.of(one) for one in seen.payments}
    year = Year(seen, paid_cents=sum(one.cents or 0 for one in seen.payments), members_known=bool(people))
    year.by_name = sum(by_name for _, by_name in whose.values())
    known = {row: person for row, (person, _) in whose.items() if person is not None}
    place = _Place(file)
    found = [*_twice(seen.payments, known, place), *_codes(seen, people, known, place)]
    if people:
        found += _cards(seen.payments, people)
        found += _days(seen.payments, known)
        found += _nobody(seen, whose)
    year.limits = look_at_limits(plans, plan, seen.payments, known, people.people)
    found += [
        YearFinding(YearKind.ABOVE_CEILING, one.row, one.name, one.cents, one.values) for one in year.limits.above
    ] + [YearFinding(YearKind.WAITING, one.row, one.name, one.cents, one.values) for one in year.limits.early]
    order = list(YearKind)
    year.findings = sorted(found, key=lambda one: (order.index(one.kind), one.row))
    return year


@dataclass(frozen=True, slots=True)
class _Place:
    file: RoughFile

    def of(self, row: int) -> str:
        sheet, number = self.file.grid.place(row)
        return f"{number} ({sheet})" if sheet else str(number)


# ---------------------------------------------------------------- paid twice


def _twice(payments: Iterable[PaymentSeen], known: Mapping[int, KnownPerson], place: _Place) -> Iterable[YearFinding]:
    """Payments that look like one invoice paid again to the same household; those taken back do not count."""
    groups: dict[tuple[object, ...], list[PaymentSeen]] = defaultdict(list)
    taken_back: dict[tuple[object, ...], int] = defaultdict(int)
    for one in sorted(payments, key=lambda one: (one.on or date.max, one.row)):
        for who in _whose(one, known) if one.cents is not None else ():
            if (one.cents or 0) < 0:
                taken_back[(who, -(one.cents or 0))] += 1
            elif key := invoice_key(one.invoice_number):
                groups[(who, "invoice", key)].append(one)
            elif one.on is not None and one.benefit:
                person = known[one.row].person_id if one.row in known else who
                groups[(who, "day", person, one.on, plain_name(one.benefit))].append(one)
    done = set[int]()
    for (who, *_), some in groups.items():
        for at, one in enumerate(some[1:], 1):
            first = next((other for other in some[:at] if _same_invoice(one, other)), None)
            if first is None or one.row in done:
                continue
            done.add(one.row)
            if taken_back[(who, one.cents or 0)]:
                taken_back[(who, one.cents or 0)] -= 1
                continue
            values = {"row": place.of(first.row), "other": first.name, "invoice": one.invoice_number}
            yield YearFinding(YearKind.PAID_TWICE, one.row, one.name, one.cents or 0, values)


def _whose(one: PaymentSeen, known: Mapping[int, KnownPerson]) -> list[object]:
    """The household a payment went to; of somebody unknown the person as the row writes it. One name under two cards
    may be one person, under two tax codes it is not."""
    if one.row in known:
        return [known[one.row].household_id]
    name = "" if one.code else plain_name(one.name)
    return [told for told in (one.code or one.card, name) if told]


def _same_invoice(one: PaymentSeen, other: PaymentSeen) -> bool:
    """Whether two rows with one invoice number (or, without, one day and benefit) may be the same document."""
    if one.invoiced_on and other.invoiced_on and one.invoiced_on != other.invoiced_on:
        return False
    if (
        plain_name(one.provider)
        and plain_name(other.provider)
        and plain_name(one.provider) != plain_name(other.provider)
    ):
        return False
    if one.expense_cents is not None and other.expense_cents is not None:
        return abs(one.expense_cents - other.expense_cents) <= ONE_CENT
    return one.cents is not None and other.cents is not None and abs(one.cents - other.cents) <= ONE_CENT


# ---------------------------------------------------------------- people


def _days(payments: Iterable[PaymentSeen], known: Mapping[int, KnownPerson]) -> Iterable[YearFinding]:
    """Services before somebody joined or after it left; the day of the payment alone says nothing of a leaver."""
    for one in payments:
        person = known.get(one.row)
        if person is None or (one.cents or 0) <= 0:
            continue
        served = one.service_on or one.invoiced_on
        before = served or one.paid_on
        if person.joined is not None and before is not None and before < person.joined:
            values = {"day": written_day(before), "joined": written_day(person.joined), **_uncovered(person)}
            yield YearFinding(YearKind.BEFORE_JOINING, one.row, person.name, one.cents or 0, values)
        if person.left is not None and served is not None and served > person.left:
            values = {"day": written_day(served), "left": written_day(person.left), **_uncovered(person)}
            yield YearFinding(YearKind.AFTER_LEAVING, one.row, person.name, one.cents or 0, values)


def _uncovered(person: KnownPerson) -> Mapping[str, str]:
    """Said of whoever has no cover, so that nobody is told to be covered since a day."""
    return {} if person.covered else {"uncovered": "yes"}


def _nobody(seen: PaymentsSeen, whose: Mapping[int, tuple[KnownPerson | None, bool]]) -> Iterable[YearFinding]:
    for one in seen.payments:
        if whose[one.row][0] is None and (one.cents or 0) > 0:
            yield YearFinding(YearKind.NOBODY, one.row, one.name, one.cents or 0, {"number": one.code or one.card})


def _codes(
    seen: PaymentsSeen, people: YearPeople, known: Mapping[int, KnownPerson], place: _Place
) -> Iterable[YearFinding]:
    """Tax codes that are wrong, that two names bear, or that the archive has of somebody else."""
    cents = {one.row: one.cents or 0 for one in seen.payments}
    for fault in seen.mistakes:
        if fault.code.startswith("fiscal_code"):
            name, at_stake = seen.names.get(fault.row, ""), cents.get(fault.row, 0)
            yield YearFinding(YearKind.CODE_WRONG, fault.row, name, at_stake, {"code": fault.found})
    by_code: dict[str, list[PaymentSeen]] = defaultdict(list)
    for one in seen.payments:
        if one.code and one.name:
            by_code[one.code].append(one)
    for code, some in by_code.items():
        first = some[0]
        ours = known.get(first.row)
        for one in some:
            if ours is not None and not _alike(one.name, ours.name):
                values = {"code": code, "other": ours.name}
                yield YearFinding(YearKind.CODE_OF_ANOTHER, one.row, one.name, one.cents or 0, values)
            elif ours is None and not _alike(one.name, first.name):
                values = {"code": code, "other": first.name, "row": place.of(first.row)}
                yield YearFinding(YearKind.CODE_SHARED, one.row, one.name, one.cents or 0, values)


def _cards(payments: Iterable[PaymentSeen], people: YearPeople) -> Iterable[YearFinding]:
    """Payments whose card is of somebody else than the one they name."""
    for one in payments:
        holder = people.card_holder(one)
        if holder is not None:
            values = {"card": one.card, "other": holder.name, "said": one.name}
            yield YearFinding(YearKind.CARD_OF_ANOTHER, one.row, one.name, one.cents or 0, values)


def _alike(one: str, other: str) -> bool:
    """Whether two writings may be one person: every word of the shorter is in the longer, or begins one of it."""
    words, more = sorted((plain_name(one).split(), plain_name(other).split()), key=len)
    return all(any(long.startswith(word) for long in more) for word in words)
