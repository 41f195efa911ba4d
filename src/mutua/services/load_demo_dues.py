"""The members of the invented society and their money: lives, the book, the year's fees, what came in and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from mutua.demo.memberships import Memberships
from mutua.domain.dues import Allocation, Channel, DueStanding, Receipt
from mutua.domain.member_life import NOTED
from mutua.domain.records import ContributionTold
from mutua.services.brought_dues import make_payable
from mutua.services.charge_contributions import charge_year, plan_year
from mutua.services.claim_life import Desktop
from mutua.services.membership_fees import fees_plan
from mutua.services.receive_money import receive_many
from mutua.services.register import register_contribution
from mutua.store.dues import read_dues
from mutua.store.members import Book, ResolutionTold, open_book, tell_death, tell_life
from mutua.store.people import read_people
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

_HEAD = "titolare"
_BOARD = "board"
_USUAL = Channel.TRANSFER.value


def tell_memberships(
    unit: UnitOfWork, told: Memberships, homes: Mapping[str, int], people: Mapping[str, int], home_of: Mapping[int, int]
) -> None:
    """Every life in its order with its lines in the members' book; deaths."""
    open_book(unit, homes.values())
    book, resolutions = Book(unit), dict[tuple[str, date], int]()
    numbers, told_of = dict[str, int](), dict[str, int]()
    for one in told.lives:
        resolution_id = None
        if one.resolution:
            key = (one.resolution, one.event.happened_on)
            if key not in resolutions:
                number = book.resolution_id(ResolutionTold(_BOARD, *key))
                assert isinstance(number, int), key
                resolutions[key] = number
            resolution_id = resolutions[key]
        told_of[one.card_number] = told_of.get(one.card_number, 0) + 1
        entry = tell_life(
            unit, homes[one.household_code], people[one.card_number], told_of[one.card_number], one.event,
            resolution_id=resolution_id, communicated_on=one.event.happened_on if one.resolution else None,
        )  # fmt: skip
        if one.event.event in NOTED:
            if one.card_number not in numbers:
                numbers[one.card_number] = book.new_number()
            book.note(entry, numbers[one.card_number])
    for card, died_on in told.deaths:
        person_id = people[card]
        tell_death(unit.entry(home_of[person_id], "death"), 1, person_id, died_on)


def bring_contributions(
    unit: UnitOfWork, owed: Sequence[ContributionTold], homes: Mapping[str, int], channels: Mapping[str, str], year: int
) -> None:
    """What households of locked chains owe: of the years before, and what firms pay, as a list told it; of the year as
    dues, and each sum that came in with its channel."""
    paid: dict[tuple[int, str, date], tuple[str, date]] = {}
    for one in owed:
        home = homes[one.household_code]
        channel = channels.get(one.household_code)
        if channel and one.due_on.year == year and one.paid_on is not None:
            paid[home, one.plan_code, one.due_on] = (channel, one.paid_on)
            one = replace(one, paid_on=None)
        register_contribution(unit, home, one)
    make_payable(unit, {homes[one.household_code] for one in owed})
    unit.flush()
    dues = read_dues(unit.connection, {home for home, _, _ in paid})
    told = [
        (one, *paid[home, one.due.plan_code, one.due.due_on])
        for home, some in sorted(dues.items()) for one in some if (home, one.due.plan_code, one.due.due_on) in paid
    ]  # fmt: skip
    _pay(unit, told)


def charge_fees(at: Desktop, told: Memberships, people: Mapping[str, int], homes: Mapping[str, int], year: int) -> None:
    """The fees of the members for the year, charged as everybody charges them; then the money for most of them."""
    with at.archive.reader.begin() as connection:
        fees = fees_plan(connection, at.plans)
    if fees is None:
        return
    charge_year(at, plan_year(at, year, plan_codes=[fees]))
    cards, codes = {id_: card for card, id_ in people.items()}, {id_: code for code, id_ in homes.items()}
    day = at.now.date()

    def work(unit: UnitOfWork) -> None:
        money = []
        for home, some in sorted(read_dues(unit.connection, homes.values()).items()):
            for one in some:
                paid_on = told.fees.get(cards[one.due.person_id]) if one.due.plan_code == fees else None
                if paid_on is not None and (paid_on := max(paid_on, _not_before(one))) <= day:
                    money.append((one, told.channels.get(codes[home], _USUAL), paid_on))
        _pay(unit, money)

    unit_of_work(at.archive, homes.values(), work, actor_id=at.actor_id, now=at.now)


def _not_before(one: DueStanding) -> date:
    """Nobody pays for a due of later in the year before a fortnight before its day."""
    return date.fromordinal(one.due.due_on.toordinal() - 14)


def _pay(unit: UnitOfWork, money: Sequence[tuple[DueStanding, str, date]]) -> None:
    """A receipt for each due, wholly paid by the member of the household that day."""
    places = read_people(unit.connection, sorted({one.household_id for one, _, _ in money})).by_household
    told = []
    for one, channel, day in money:
        there = [place for place in places[one.household_id] if place.holds_on(day)]
        payer = next((place.person_id for place in there if place.kinship == _HEAD), one.due.person_id)
        due = one.due
        reference = "" if channel == Channel.CASH.value else f"INVENTATO{due.due_id:08d}"
        receipt = Receipt(Channel(channel), day, due.amount_cents, payer, reference=reference)
        told.append((one.household_id, receipt, (Allocation(due.due_id, due.amount_cents),)))
    receive_many(unit, told)
