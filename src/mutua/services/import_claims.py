"""A list of requests brought into the archive: first what would come in, then exactly that, household by household."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection, select

from mutua.domain.records import ClaimTold
from mutua.intake.claims_file import RequestTold, read_claims_file
from mutua.intake.mistakes import Mistake, in_order
from mutua.intake.sheet import cells_under
from mutua.intake.tabular import Table
from mutua.rules.case_content import encode_facts
from mutua.services.asked import plans_asked
from mutua.services.check_claim import ClaimFinding, Surroundings, check_claim, surroundings
from mutua.services.desk_values import line_of
from mutua.services.import_members import HOUSEHOLDS_AT_ONCE, Applied
from mutua.services.import_trace import leave_trace
from mutua.services.plan_book import PlanBook
from mutua.services.register import known_claims, receive_claims
from mutua.services.requests_named import RequestsNamed
from mutua.store.claims import ClaimRecord, read_claims
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.people import People, households_of, read_people
from mutua.store.tables import claim
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.who import people_by_number, providers_named

_FACT_COLUMNS = {
    "spesa": "importo", "servizio": "data prestazione", "inizio": "dal", "fine": "al", "fattura": "fattura del",
    "richiesta": "ricevuta il", "altri_rimborsi": "altri rimborsi", "numero_fattura": "fattura n.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClaimsPlan:
    """What a list of requests would bring in, by household. Each row of the file is in one of the three lists of rows.

    A request that arrived before is never changed by a list: told again as it was it is unchanged, told otherwise it is
    a mistake.
    """

    requests: tuple[tuple[int, ClaimTold], ...]  # with the household of each, in the order of the file
    new_rows: tuple[int, ...]
    unchanged_rows: tuple[int, ...]
    wrong_rows: tuple[int, ...]
    mistakes: tuple[Mistake, ...]
    digest: str = ""  # of the file

    @property
    def changed_rows(self) -> tuple[int, ...]:
        return ()

    @property
    def right(self) -> bool:
        return all(one.warning for one in self.mistakes)

    @property
    def households(self) -> dict[int, list[ClaimTold]]:
        found: dict[int, list[ClaimTold]] = {}
        for household_id, told in self.requests:
            found.setdefault(household_id, []).append(told)
        return found


def preview(connection: Connection, plans: PlanBook, table: Table, *, now: datetime) -> ClaimsPlan:
    """What the table would bring in. Nothing is written."""
    file = read_claims_file(table, plans_asked(plans, cells_under(table, "piano")))
    look = _Look(connection, plans, now, list(file.mistakes))
    look.gather(file.requests)
    every = {row.number for row in table.rows}
    wrong = every - look.new_rows - look.unchanged_rows
    return ClaimsPlan(
        tuple(look.requests), tuple(sorted(look.new_rows)), tuple(sorted(look.unchanged_rows)), tuple(sorted(wrong)),
        tuple(in_order(look.mistakes)), table.digest,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beside:
    """What the archive knows around the requests of a file."""

    around: Surroundings
    known: Mapping[str, ClaimRecord]  # by public id
    providers: Mapping[str, int]
    named: RequestsNamed


@dataclass
class _Look:
    """The requests of a file beside the archive, one after the other."""

    connection: Connection
    plans: PlanBook
    now: datetime
    mistakes: list[Mistake]
    requests: list[tuple[int, ClaimTold]] = field(default_factory=list)
    new_rows: set[int] = field(default_factory=set)
    unchanged_rows: set[int] = field(default_factory=set)

    def gather(self, told: Sequence[RequestTold]) -> None:
        numbers = people_by_number(
            self.connection, [one.card_number for one in told if one.card_number],
            [one.fiscal_code for one in told if one.fiscal_code],
        )  # fmt: skip
        persons = {person_id for ids in numbers.values() for person_id in ids}
        households = sorted({id_ for ids in households_of(self.connection, persons).values() for id_ in ids})
        people = read_people(self.connection, households)
        names = {line.provider for one in told for line in one.lines if line.provider}
        around = surroundings(self.connection, people, households, names)
        known = _known(self.connection, [one.public_id for one in told])
        providers = {name: id_ for name, (id_, _) in providers_named(self.connection, names).items()}
        beside = Beside(around, known, providers, RequestsNamed(self.connection, told))
        for one in told:
            person_id = self.person(one, numbers)
            if person_id is not None and person_id not in people.places:
                self.mistakes.append(Mistake("person_without_household", one.rows[0], "pratica", one.key))
            elif person_id is not None and self.plans.get(one.plan_code) is not None:
                self.look_at(one, self.told(one, person_id), beside)

    def told(self, one: RequestTold, person_id: int) -> ClaimTold:
        """The request as it would be received; the requests that it names are still to be found."""
        return ClaimTold(
            one.public_id, person_id, one.plan_code, one.received_at or self.now, tuple(one.lines), channel="import",
            reference=one.reference, authorises=one.authorises, expires_on=one.expires_on,
        )  # fmt: skip

    def look_at(self, one: RequestTold, told: ClaimTold, beside: Beside) -> None:
        """One request of somebody known: with a mistake, told before, or new."""
        household_id = household_of(beside.around.people, told)
        over = self.plans[told.plan_code].plan.head.tops_up
        code, authorised_by = beside.named.authorisation(one.authorised_by, told, household_id)
        rest, tops_up = beside.named.topped_up(one.tops_up, told, household_id, over)
        if code:
            self.mistakes.append(Mistake(code, one.rows[0], "autorizzata da", one.authorised_by))
        if rest:
            self.mistakes.append(Mistake(rest, one.rows[0], "integra la pratica", one.tops_up, {"plan": over or "…"}))
        if code or rest or one.wrong:
            self.other_mistakes(one, told, beside.around)
        else:
            self.request(one, replace(told, authorised_by=authorised_by, tops_up=tops_up), household_id, beside)

    def person(self, one: RequestTold, numbers: Mapping[str, set[int]]) -> int | None:
        """Whose request it is; None where the numbers name nobody or two people."""
        wanted = {"tessera": one.card_number, "codice fiscale": one.fiscal_code}
        found: set[int] = set()
        for column, number in wanted.items():
            if number and number not in numbers:
                self.mistakes.append(Mistake("person_unknown", one.rows[0], column, number))
                return None
            found |= numbers.get(number, set())
        if not found:
            return None  # no number could be read: told already
        if len(found) > 1:
            self.mistakes.append(Mistake("people_mixed", one.rows[0], "codice fiscale", one.fiscal_code))
            return None
        return found.pop()

    def other_mistakes(self, one: RequestTold, told: ClaimTold, around: Surroundings) -> None:
        """What else is wrong with a request that could not be read whole, so that it is told at once."""
        findings = check_claim(told, household_of(around.people, told), around, self.plans[told.plan_code], self.now)
        self.mistakes += [
            _mistake(one, finding) for finding in findings if not finding.warning and finding.code != "line_twice"
        ]

    def request(self, one: RequestTold, told: ClaimTold, household_id: int, beside: Beside) -> None:
        before = beside.known.get(one.public_id)
        if before is not None:
            if same_request(before, told, beside):
                self.unchanged_rows.update(one.rows)
                return
            self.mistakes += [Mistake("request_told_otherwise", row, "pratica", one.key) for row in one.rows]
            return
        findings = check_claim(told, household_id, beside.around, self.plans[told.plan_code], self.now)
        self.mistakes += [_mistake(one, finding) for finding in findings]
        if all(finding.warning for finding in findings):
            beside.around.seen(household_id, told, f"{one.key} (riga {one.rows[0]})")
            beside.named.seen(one.key, told, household_id)
            self.requests.append((household_id, told))
            self.new_rows.update(one.rows)


def _mistake(one: RequestTold, finding: ClaimFinding) -> Mistake:
    row = one.rows[finding.line - 1] if finding.line else one.rows[0]
    column = _FACT_COLUMNS.get(finding.fact, finding.fact)
    values = dict(finding.values)
    if finding.code == "line_twice":
        values["first"] = str(one.rows[int(values["first"]) - 1])
    return Mistake(finding.code, row, column, finding.found, values, finding.suggestion, finding.warning)


def household_of(people: People, told: ClaimTold) -> int:
    """The household on whose chain a request goes: the person's on the day of the service, else the newest."""
    places = people.places[told.person_id]
    newest = max(places, key=lambda place: place.effective_from).household_id
    facts = {**told.facts, **told.lines[0].facts} if told.lines else dict(told.facts)
    day = facts.get("servizio") or facts.get("inizio")
    return people.household_on(told.person_id, day if isinstance(day, date) else None, newest)


def _known(connection: Connection, public_ids: Sequence[str]) -> dict[str, ClaimRecord]:
    ids: list[int] = []
    for first in range(0, len(public_ids), 500):
        wanted = claim.c.public_id.in_(list(public_ids[first : first + 500]))
        ids += list(connection.scalars(select(claim.c.claim_id).where(wanted)))
    return {record.public_id: record for record in read_claims(connection, ids)}


def same_request(before: ClaimRecord, told: ClaimTold, beside: Beside) -> bool:
    """Whether a request in the archive was told as it is told now; papers and answers that came later do not count."""
    whole = (before.person_id, before.plan_code, before.received_at, before.facts)
    if whole != (told.person_id, told.plan_code, told.received_at, encode_facts(told.facts)):
        return False
    asked = (before.authorisation, before.expires_on, before.authorisation_id, before.tops_up_id)
    named = beside.named.claim_id(told.authorised_by), beside.named.claim_id(told.tops_up)
    if asked != (told.authorises, told.expires_on, *named):
        return False
    if len(before.lines) != len(told.lines) or not told.papers.items() <= before.papers.items():
        return False
    return all(
        line.benefit == one.benefit
        and line.provider_id == (beside.providers.get(one.provider) if one.provider else None)
        and dict(line_of(before, replace(line, answers=[])).facts) == dict(one.facts)
        and one.papers.items() <= line.papers.items()
        for line, one in zip(before.lines, told.lines, strict=True)
    )


def apply(
    archive: Archive, plan: ClaimsPlan, *, actor_id: int, now: datetime, ids: Ids, accept_good_rows: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> Applied:  # fmt: skip
    """Receives the requests of the plan, whole households, some in a transaction; nothing of a file with mistakes.

    Told again, a request is received once. With `accept_good_rows` the requests without a mistake come in although
    others have some.
    """
    done = Applied()
    if not plan.right and not accept_good_rows:
        return done
    households = list(plan.households.items())
    if households:
        leave_trace(archive, "claims", plan, actor_id=actor_id, now=now)
    for first in range(0, len(households), HOUSEHOLDS_AT_ONCE):
        some = households[first : first + HOUSEHOLDS_AT_ONCE]

        def work(unit: UnitOfWork, some: Sequence[tuple[int, list[ClaimTold]]] = some) -> int:
            fresh = 0
            for household_id, told in some:  # one after the other: a person may have been in two of them
                fresh += len(told) - len(known_claims(unit.connection, [one.public_id for one in told]))
                receive_claims(unit, told, {one.person_id: household_id for one in told}, ids)
            return fresh

        locked = [household_id for household_id, _ in some]
        fresh = unit_of_work(archive, locked, work, actor_id=actor_id, now=now)
        count = sum(len(told) for _, told in some)
        done.done += fresh
        done.there_already += count - fresh
        progress(count)
    return done
