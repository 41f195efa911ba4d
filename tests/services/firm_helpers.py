"""Firms for the tests of services: a firm with its plan in force, people told in one line, invented fiscal codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from mutua.domain.case import Cover
from mutua.domain.firm_covers import covers_of
from mutua.domain.firms import Category, FirmCover, Rate, Role, Terms
from mutua.domain.identifiers.fiscal_code import compute_fiscal_code
from mutua.domain.identifiers.vat_number import compute_vat_number
from mutua.domain.pact import PlanEvent
from mutua.domain.staff_rows import Mode, StaffRow, Worker
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.firm_plans import activate_plan, offer_plan, tell_plan
from mutua.services.organisations import Contact, add_organisation
from mutua.services.staff_lists import Done, ListTold, Otherwise, Preview, apply_list, preview
from mutua.store.database import Archive
from mutua.store.firms import enrolments_of_firms, enrolments_of_people, read_plans, supplied_names, workers_of
from mutua.store.people import households_of, read_people
from services.societies import Society, small_society

BASIS: dict[str, Any] = {"legal_basis_on": date(2026, 1, 1), "legal_basis_sha256": "ab" * 32}  # the paper of a plan
TERMS = Terms(date(2026, 1, 1), (Rate("base", 1000),), **BASIS)
NAMES = ("Rossi Anna", "Bianchi Bruno", "Verdi Carla", "Neri Dario", "Gallo Elsa", "Costa Fabio", "Riva Gina",
         "Longo Ivo", "Serra Lia", "Fontana Mario", "Greco Nora", "Bruno Olga")  # fmt: skip


def code_of(name: str, at: int = 0) -> str:
    """The fiscal code of an invented person."""
    surname, given = name.split(" ", 1)
    women = given.endswith("a")
    return compute_fiscal_code(surname, given, date(1980, 1 + at % 12, 1 + at % 28), "F" if women else "M", "G674")


@dataclass
class Firms:
    """A small society with firms by a short name, seen from a day."""

    society: Society
    today: date
    firms: dict[str, int] = field(default_factory=dict)
    plans: dict[str, int] = field(default_factory=dict)

    @property
    def archive(self) -> Archive:
        return self.society.archive

    def at(self, today: date | None = None) -> Desktop:
        day = today or self.today
        now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        return Desktop(self.archive, self.society.plans, self.society.actor_id, now, self.society.ids)

    def firm(
        self, name: str, terms: Terms | None = TERMS, starts_on: date = date(2026, 1, 1), plan_code: str = "",
        **changes: Any,
    ) -> int:  # fmt: skip
        """A firm; with `terms` it has a plan in force: the society's small one, or another."""
        vat = compute_vat_number(1234567 + len(self.firms), 1)
        made = add_organisation(
            self.at(), name, vat, (Role.FIRM,), since=date(2026, 1, 1), contact=Contact(contact="Z")
        )
        assert isinstance(made, int), made
        self.firms[name] = made
        if terms is not None:
            self.plans[name] = self.plan(name, replace(terms, **changes), starts_on, plan_code)
        return made

    def plan(self, name: str, terms: Terms, starts_on: date, plan_code: str = "") -> int:
        plan_id = offer_plan(self.at(), self.firms[name], plan_code or self.society.plan_code, terms)
        assert isinstance(plan_id, int), plan_id
        assert tell_plan(self.at(), plan_id, PlanEvent.SIGNED, on=starts_on) is None
        assert activate_plan(self.at(), plan_id, starts_on=starts_on) is None
        return plan_id

    # ------------------------------------------------------------ lists

    def told(
        self, firm: str, rows: Sequence[StaffRow], mode: Mode = Mode.MOVEMENTS, on: date | None = None, **more: Any
    ) -> ListTold:
        return ListTold(mode, on or self.today, (self.firms[firm],), tuple(rows), digest="0" * 64, **more)

    def look(self, told: ListTold, today: date | None = None) -> Preview:
        with self.archive.reader.begin() as connection:
            return preview(connection, told, today=today or self.today)

    def apply(self, told: ListTold, today: date | None = None, **more: Any) -> Done | Otherwise | Refusal:
        seen = self.look(told, today)
        return apply_list(self.at(today), told, fingerprint=seen.plan.fingerprint, **more)

    def move(self, firm: str, *rows: StaffRow, today: date | None = None, mode: Mode = Mode.MOVEMENTS) -> Done:
        """Rows of movements (or a correction) recorded; every row must be right."""
        told = self.told(firm, rows, mode, today)
        seen = self.look(told, today)
        assert seen.plan.wrong == (), seen.mistakes
        done = self.apply(told, today)
        assert isinstance(done, Done), done
        return done

    def row(
        self, firm: str, name: str, hired_on: date | None = None, left_on: date | None = None, number: int = 2,
        at: int = 0, **more: Any,
    ) -> StaffRow:  # fmt: skip
        surname, given = name.split(" ", 1)
        return StaffRow(number, self.firms[firm], code_of(name, at), surname, given, hired_on, left_on, **more)

    def rows(self, firm: str, names: Sequence[str] = NAMES, hired_on: date = date(2026, 1, 1)) -> list[StaffRow]:
        return [self.row(firm, name, hired_on, number=at, at=at) for at, name in enumerate(names, 2)]

    # ------------------------------------------------------------ looking

    def roster(self, firm: str) -> list[Worker]:
        with self.archive.reader.begin() as connection:
            recorded = enrolments_of_firms(connection, [self.firms[firm]])
            return sorted(workers_of(recorded, supplied_names(connection, recorded)), key=lambda one: one.hired_on)

    def covers(self, name: str, at: int = 0) -> list[FirmCover]:
        """The covers through firms of somebody, by the facts."""
        person_id = self.person(name, at)
        with self.archive.reader.begin() as connection:
            theirs = [one.one for one in enrolments_of_people(connection, [person_id]).values()]
            return list(covers_of(theirs, read_plans(connection)))

    def person(self, name: str, at: int = 0) -> int:
        from mutua.store.who import people_by_number

        with self.archive.reader.begin() as connection:
            (person_id,) = people_by_number(connection, [], [code_of(name, at)])[code_of(name, at)]
        return person_id

    def told_covers(self, name: str, at: int = 0) -> list[tuple[str, Cover]]:
        """The covers of somebody with their plans, as the archive was told them, the earliest first."""
        person_id = self.person(name, at)
        with self.archive.reader.begin() as connection:
            people = read_people(connection, households_of(connection, [person_id])[person_id])
        found = people.covers.get(person_id, ())
        return sorted(found, key=lambda told: (told[1].effective_from, told[0], told[1].assistance))

    def days(self, name: str, at: int = 0) -> list[tuple[date, date | None]]:
        """The days covered, as the archive was told them."""
        return sorted((cover.effective_from, cover.ends_on) for _, cover in self.told_covers(name, at))

    def seniority(self, name: str, at: int = 0) -> list[date]:
        """Since when the seniority of each cover runs."""
        return [cover.seniority_from for _, cover in self.told_covers(name, at)]


def small_firms(archive: Archive, folder: Path, today: date = date(2026, 8, 2)) -> Firms:
    return Firms(small_society(archive, folder), today)


DIRECTOR = Category.DIRECTOR
