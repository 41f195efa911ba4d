"""Putting the invented society into a fresh archive that says it is invented: people, contributions, requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, select, text

from mutua.demo import LABEL
from mutua.demo.enrolments import DAYS
from mutua.demo.people import SOCIETY_ACCOUNT, SOCIETY_CUC, SOCIETY_PHONE
from mutua.demo.society import DemoSociety
from mutua.domain.records import ClaimTold, ContributionTold, PersonTold
from mutua.services.claim_life import Desktop
from mutua.services.collect_debits import CUC
from mutua.services.load_demo_dues import bring_contributions, charge_fees, tell_memberships
from mutua.services.load_demo_firms import tell_firms
from mutua.services.new_archive import leftovers
from mutua.services.plan_book import PlanBook
from mutua.services.register import receive_claims, register_household, system_actor
from mutua.services.society import HOURS, PAYMENT_DAYS, change_letterhead
from mutua.services.statutes import SOCIETY_FOLDER
from mutua.store.base import read_instant, written_instant
from mutua.store.database import Archive, ArchiveProblem, schema_version
from mutua.store.ids import Ids
from mutua.store.migrate import upgrade
from mutua.store.people import Place, new_household, tell_place
from mutua.store.settings import SOCIETY_NAME, read_setting, write_setting
from mutua.store.tables import metadata, setting
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.who import household_ids

T = TypeVar("T")
SETTING = "demo"
_OPENED = "demo_opened"
SOCIETY = "Mutua dell'Esempio"
_FOLDER = "esempi"
_HOUSEHOLDS, _CLAIMS = 1000, 5000  # of one transaction
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came in: the actor who recorded it, how many of each, and where the archive has whoever bears a card."""

    actor_id: int
    people: int
    households: int
    contributions: int
    claims: int
    places: Mapping[int, tuple[int, int]]  # by card number: the person, and the household of their last stay


def fresh_archive(archive: Archive, label: str = LABEL[0]) -> None:
    """An archive with its schema and nothing in it but the label. An older demonstration at the address goes away.

    Refuses an archive that is not a demonstration, with `archive_not_a_demo`, and leaves it as it is.
    """
    if not is_empty(archive):
        if not is_demo(archive):
            raise ArchiveProblem("archive_not_a_demo", archive.name)
        _take_away(archive)

    def labels(connection: Connection) -> None:
        write_setting(connection, SETTING, label)
        write_setting(connection, SOCIETY_NAME, f"{SOCIETY} ({label})")
        write_setting(connection, SOCIETY_FOLDER, _FOLDER)
        change_letterhead(connection, {"iban": SOCIETY_ACCOUNT, "phone": SOCIETY_PHONE})
        write_setting(connection, HOURS, "lunedì-venerdì 9-12.30, martedì anche 14-17")
        write_setting(connection, PAYMENT_DAYS, "10,25")
        write_setting(connection, CUC, SOCIETY_CUC)

    upgrade(archive, then=labels)


def is_empty(archive: Archive) -> bool:
    """Nothing at all is at the address."""
    if archive.file is not None and not archive.file.exists():
        return True
    if schema_version(archive) is not None:
        return False
    with archive.reader.begin() as connection:
        return not connection.dialect.get_table_names(connection)


def is_demo(archive: Archive) -> bool:
    """The archive says of itself that it is a demonstration."""
    with archive.reader.begin() as connection:
        if not connection.dialect.has_table(connection, setting.name):
            return False
        return connection.scalar(select(setting.c.value).where(setting.c.name == SETTING)) is not None


def opened_first(archive: Archive, now: datetime) -> datetime:
    """When the pages of a demonstration were opened first: now, where nobody opened them yet."""
    with archive.writer.begin() as connection:
        told = read_setting(connection, _OPENED)
        if not told:
            told = written_instant(now)
            write_setting(connection, _OPENED, told)
    return read_instant(told)


def _take_away(archive: Archive) -> None:
    """The file; on a server every table of the demonstration, and nothing else that the database may hold."""
    if archive.file is not None:
        archive.close()
        for file in (*leftovers(archive.file), archive.file):
            file.unlink(missing_ok=True)
        return
    with archive.writer.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))


# ---------------------------------------------------------------- loading


def load_demo(
    archive: Archive, society: DemoSociety, *, now: datetime, ids: Ids, plans: PlanBook,
    told: Told = lambda done, of: None,
) -> Loaded:  # fmt: skip
    """The society in the archive, in a few big transactions; its requests wait for a decision, in order of arrival.

    Members' fees are charged by `plans`, where those have such a plan of the society. `told` hears how many people and
    requests are in, of how many.
    """
    with archive.writer.begin() as connection:
        actor_id = system_actor(connection, LABEL[0], ids)
    loading = _Loading(archive, society, actor_id, now, ids, told)
    loading.households()
    loading.members(plans)
    places = loading.places()
    for some in _lots(society.claims, _CLAIMS):
        receive_demo(archive, places, some, actor_id=actor_id, now=now, ids=ids)
        loading.news(len(some))
    return Loaded(
        actor_id, len(loading.people), len(loading.homes), len(society.contributions), len(society.claims), places
    )


def receive_demo(
    archive: Archive, places: Mapping[int, tuple[int, int]], claims: Sequence[ClaimTold], *, actor_id: int,
    now: datetime, ids: Ids,
) -> None:  # fmt: skip
    """Requests of the society, in the order in which they arrived, in one transaction; they wait for a decision."""
    told = [replace(one, person_id=places[one.person_id][0]) for one in claims]
    homes = dict(places.values())

    def work(unit: UnitOfWork) -> None:
        receive_claims(unit, told, homes, ids)

    unit_of_work(archive, {homes[one.person_id] for one in told}, work, actor_id=actor_id, now=now)


class _Loading:
    """What is known while loading: the archive's numbers of households and people."""

    def __init__(
        self, archive: Archive, society: DemoSociety, actor_id: int, now: datetime, ids: Ids, told: Told
    ) -> None:
        self.archive, self.society, self.actor_id, self.now, self.ids = archive, society, actor_id, now, ids
        self.homes: dict[str, int] = {}  # by household code
        self.people: dict[str, int] = {}  # by card number
        self._home_of: dict[int, int] = {}  # by person
        self._told = told
        self._done = 0
        self._total = len({row.identity.card_number for row in society.people}) + len(society.claims)

    def households(self) -> None:
        """People with their covers, then those who moved, then what the households owe."""
        first, later = _stays(self.society.people)
        codes = list(dict.fromkeys(row.household_code for row in self.society.people))
        by_code = _by(first, lambda row: row.household_code)
        for some in _lots(codes, _HOUSEHOLDS):
            homes, people = self._in_one_transaction([], partial(self._register, codes=some, by_code=by_code))
            self.homes.update(homes)
            self.people.update(people)
            self.news(len(people))
        owed = _by(self.society.contributions, lambda one: one.household_code)
        moved = _by(later, lambda row: row.household_code)
        for some in _lots([code for code in codes if code in owed or code in moved], _HOUSEHOLDS):
            keys = [self.homes[code] for code in some]
            self._in_one_transaction(keys, partial(self._complete, codes=some, moved=moved, owed=owed))
        for row in self.society.people:
            self._home_of[self.people[row.identity.card_number]] = self.homes[row.household_code]

    def _register(
        self, unit: UnitOfWork, codes: Sequence[str], by_code: dict[str, list[PersonTold]]
    ) -> tuple[dict[str, int], dict[str, int]]:
        people: dict[str, int] = {}
        for code in codes:
            if code in by_code:
                made = register_household(unit, by_code[code], self.ids)
                people.update((row.identity.card_number, id_) for id_, row in made.items())
            else:  # only people who come from another household will live here
                new_household(unit, self.ids.number(), self.ids.public(), code)
        return household_ids(unit.connection, codes), people

    def _complete(
        self, unit: UnitOfWork, codes: Sequence[str], moved: dict[str, list[PersonTold]],
        owed: dict[str, list[ContributionTold]],
    ) -> None:  # fmt: skip
        for code in codes:
            home = self.homes[code]
            if code in moved:
                entry = unit.entry(home, "people")
                for number, row in enumerate(moved[code], 1):
                    person_id = self.people[row.identity.card_number]
                    place = Place(
                        person_id, home, row.kinship, row.fiscally_dependent, row.effective_from, row.ends_on
                    )
                    tell_place(entry, number, place)
        every = [one for code in codes for one in owed.get(code, ())]
        bring_contributions(unit, every, self.homes, self.society.memberships.channels, self.now.year)

    def members(self, plans: PlanBook) -> None:
        """Who is a member, and the fees of the year."""
        told = self.society.memberships
        at = Desktop(self.archive, plans, self.actor_id, self.now, self.ids)
        work = partial(tell_memberships, told=told, homes=self.homes, people=self.people, home_of=self._home_of)
        self._in_one_transaction(self.homes.values(), work)
        charge_fees(at, told, self.people, self.homes, self.now.year)
        if plans.get(DAYS) is not None:
            tell_firms(at, self.society)

    def places(self) -> dict[int, tuple[int, int]]:
        """By card number: the person, and the household of their last stay."""
        return {int(card): (id_, self._home_of[id_]) for card, id_ in self.people.items()}

    def _in_one_transaction(self, keys: Iterable[int], work: Callable[[UnitOfWork], T]) -> T:
        return unit_of_work(self.archive, keys, work, actor_id=self.actor_id, now=self.now)

    def news(self, more: int) -> None:
        self._done += more
        self._told(self._done, self._total)


def _stays(rows: Iterable[PersonTold]) -> tuple[list[PersonTold], list[PersonTold]]:
    """The first row of each person, and the later ones."""
    first: dict[str, PersonTold] = {}
    later = [row for row in rows if first.setdefault(row.identity.card_number, row) is not row]
    return list(first.values()), later


def _by(several: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for one in several:
        found.setdefault(key(one), []).append(one)
    return found


def _lots(several: Iterable[T], size: int) -> Iterable[list[T]]:
    waiting = iter(several)
    while some := list(islice(waiting, size)):
        yield some
