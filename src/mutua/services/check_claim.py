"""What is looked at when a request arrives, before anybody decides it: slips of the pen, days that cannot be, copies.

Each finding is a value with its code; sentences are in `wording.intake`. A warning lets the request in. What the rules
themselves refuse (not yet covered, too late, a ceiling) is not looked at here: that is a decision, with its reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.case import FactValue
from mutua.domain.faults import suggest
from mutua.domain.italian import written_day, written_money
from mutua.domain.records import ClaimTold, LineTold
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.engine.versions import version_on
from mutua.services.plan_book import BookedPlan
from mutua.store.base import stored
from mutua.store.claims import name_of_claim
from mutua.store.members import read_deaths
from mutua.store.people import People
from mutua.store.tables import claim, claim_line
from mutua.store.who import providers_named

# Above it a slip of the pen is likelier than an invoice: what any shipped regulation pays for a line is far below.
MOST_CENTS_OF_A_LINE = 20_000_000
MOST_LINES = 1_000  # the archive numbers the lines of a request so far
ONE_CENT = 1
LONG_AGO_YEARS = 10  # a request that arrived earlier is likelier a slip of the pen than old papers


class ClaimFinding(NamedTuple):
    """Something seen on a request; `line` 0 where it is about the whole, `fact` the answer it is about."""

    code: str
    line: int = 0
    fact: str = ""
    found: str = ""
    values: Mapping[str, str] = {}
    suggestion: str = ""
    warning: bool = False


class InvoiceSeen(NamedTuple):
    """A line that arrived before, as far as a copy of it would be known by it."""

    where: str  # the request's own number (its public id where it has none), or the row of the same file
    person_id: int
    benefit: str
    number: str  # as `invoice_key` makes it
    invoiced_on: date | None
    service_on: date | None
    cents: int | None


class PlanWords(NamedTuple):
    """The benefits of a plan with their titles, and the codes of its price lists."""

    benefits: Mapping[str, str]
    codes: frozenset[str]


@dataclass(slots=True)
class Surroundings:
    """What must be known around requests to look at them: people, the lines of their households, providers."""

    people: People
    invoices: dict[int, list[InvoiceSeen]] = field(default_factory=dict)  # by household
    closed_on: dict[str, date] = field(default_factory=dict)  # providers that closed, by name
    died_on: dict[int, date] = field(default_factory=dict)  # by person
    _words: dict[str, PlanWords] = field(default_factory=dict)

    def words(self, booked: BookedPlan) -> PlanWords:
        if booked.code not in self._words:
            tariffs = [tariff for version in booked.plan.versions for tariff in version.tariffs.values()]
            codes = frozenset(row.code for tariff in tariffs for row in tariff.rows)
            titles = {code: one.title for version in booked.plan.versions for code, one in version.benefits.items()}
            self._words[booked.code] = PlanWords(titles, codes)
        return self._words[booked.code]

    def seen(self, household_id: int, told: ClaimTold, where: str) -> None:
        """Remembers a request that comes in now, so that a copy in the same file is noticed."""
        self.invoices.setdefault(household_id, []).extend(
            _invoice(where, told.person_id, line.benefit, line.facts) for line in told.lines
        )


def surroundings(
    connection: Connection, people: People, household_ids: Sequence[int], providers: Iterable[str]
) -> Surroundings:
    """The surroundings of requests of some households, read from the archive."""
    made = Surroundings(people, died_on=read_deaths(connection, people.places))
    for name, (_, closed_on) in providers_named(connection, providers).items():
        if closed_on is not None:
            made.closed_on[name] = closed_on
    for first in range(0, len(household_ids), 500):
        some = list(household_ids[first : first + 500])
        query = select(
            claim.c.chain_id, name_of_claim(), claim.c.person_id, claim_line.c.benefit, claim_line.c.invoice_number,
            stored(claim_line.c.invoiced_on), stored(claim_line.c.service_on), claim_line.c.expense_cents,
        ).where(
            (claim_line.c.chain_id == claim.c.chain_id)
            & (claim_line.c.position == claim.c.position)
            & claim.c.chain_id.in_(some)
        )  # fmt: skip
        for chain_id, where, person_id, benefit, number, invoiced, served, cents in connection.execute(query):
            made.invoices.setdefault(chain_id, []).append(
                InvoiceSeen(where, person_id, benefit, invoice_key(number or ""), _day(invoiced), _day(served), cents)
            )
    return made


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def invoice_key(number: str) -> str:
    """The number of an invoice as copies of it are compared: no accents, signs, capitals, nor noughts before any of its
    figures («F 012/2026» is F12/2026); "" where nothing is left."""
    plain = unicodedata.normalize("NFKD", number.casefold())
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    return re.sub(r"[\W_]+", "", re.sub(r"(?<![0-9])0+", "", bare))


# ---------------------------------------------------------------- looking


def check_claim(
    told: ClaimTold, household_id: int, around: Surroundings, booked: BookedPlan, now: datetime
) -> list[ClaimFinding]:
    """Everything seen on a request that is about to be received; without an error it may come in."""
    today, received = day_in_rome(now), day_in_rome(told.received_at)
    found: list[ClaimFinding] = []
    if received > today:
        found.append(ClaimFinding("received_in_future", 0, "richiesta", written_day(received)))
    if received.year < today.year - LONG_AGO_YEARS:
        years = {"years": str(LONG_AGO_YEARS)}
        found.append(ClaimFinding("received_long_ago", 0, "richiesta", written_day(received), years, "", True))
    if not told.lines:
        found.append(ClaimFinding("claim_without_lines"))
    if len(told.lines) > MOST_LINES:
        found.append(ClaimFinding("lines_too_many", 0, "", str(len(told.lines)), {"most": str(MOST_LINES)}))
        return found
    found += _same_lines(told.lines, doubt=told.channel == "web")
    words = around.words(booked)
    for number, line in enumerate(told.lines, 1):
        facts = {**told.facts, **line.facts}
        found += [one._replace(line=number) for one in _check_benefit(line, words, booked)]
        found += [one._replace(line=number) for one in _check_money(facts)]
        found += [one._replace(line=number) for one in _check_days(facts, told, around, line, today)]
        found += [one._replace(line=number) for one in _odd_days(facts, told, line, today)]
        found += [one._replace(line=number) for one in _copies(told, line, around.invoices.get(household_id, ()))]
    return found


def _same_lines(lines: Sequence[LineTold], *, doubt: bool) -> list[ClaimFinding]:
    """Lines that repeat another in everything. `doubt`: a member may have been twice on one day, and paid the same."""
    seen: dict[object, int] = {}
    found: list[ClaimFinding] = []
    for number, line in enumerate(lines, 1):
        key = (line.benefit, line.provider, tuple(sorted((name, str(value)) for name, value in line.facts.items())))
        first = str(seen.setdefault(key, number))
        if first != str(number) and doubt:
            found.append(ClaimFinding("line_alike", number, "", "", {"first": first, "line": str(number)}, "", True))
        elif first != str(number):
            found.append(ClaimFinding("line_twice", number, "", "", {"first": first}))
    return found


def _check_benefit(line: LineTold, words: PlanWords, booked: BookedPlan) -> list[ClaimFinding]:
    found: list[ClaimFinding] = []
    benefits, codes = words.benefits, words.codes
    if line.benefit not in benefits:
        meant = line.benefit.strip() if line.benefit.strip() in benefits else suggest(line.benefit, benefits)
        title = benefits.get(meant, "")
        found.append(ClaimFinding("benefit_unknown", 0, "prestazione", line.benefit, {"title": title}, meant))
    elif (served := _served(line.facts)) is not None and not _in_force(line.benefit, served, booked):
        found.append(
            ClaimFinding("benefit_not_in_force", 0, "prestazione", line.benefit, {"day": written_day(served)}, "", True)
        )
    code = line.facts.get("codice")
    if isinstance(code, str) and codes and code not in codes:
        meant = code.strip() if code.strip() in codes else suggest(code, codes)
        found.append(ClaimFinding("code_unknown", 0, "codice", code, {}, meant))
    return found


def _in_force(benefit: str, on: date, booked: BookedPlan) -> bool:
    """Whether the version that holds on the day has the benefit; a day that none covers is left to the rules."""
    version = version_on(booked.plan, on)
    return version is None or benefit in version.benefits


def _check_money(facts: Mapping[str, FactValue]) -> list[ClaimFinding]:
    spent, others = _cents(facts, "spesa"), _cents(facts, "altri_rimborsi")
    found: list[ClaimFinding] = []
    for name, cents in (("spesa", spent), ("altri_rimborsi", others)):
        if cents is not None and cents < 0:
            found.append(ClaimFinding("amount_negative", 0, name, written_money(cents)))
    if spent == 0:
        found.append(ClaimFinding("amount_zero", 0, "spesa", "0,00"))
    if spent is not None and spent > MOST_CENTS_OF_A_LINE:
        most = {"most": written_money(MOST_CENTS_OF_A_LINE)}
        found.append(ClaimFinding("amount_too_big", 0, "spesa", written_money(spent), most))
    if spent is not None and others is not None and others > spent >= 0:
        values = {"expense": written_money(spent)}
        found.append(ClaimFinding("others_above_expense", 0, "altri_rimborsi", written_money(others), values))
    return found


def _check_days(
    facts: Mapping[str, FactValue], told: ClaimTold, around: Surroundings, line: LineTold, today: date
) -> list[ClaimFinding]:
    found: list[ClaimFinding] = []
    person_id = told.person_id
    for name in ("fattura",) if told.authorises else ("servizio", "inizio", "fattura"):  # it is asked for beforehand
        day = facts.get(name)
        if isinstance(day, date) and day > today:
            found.append(ClaimFinding("day_in_future", 0, name, written_day(day)))
    served = _served(facts)
    if served is None:
        return found
    born_on = around.people.born_on.get(person_id)
    if born_on is not None and served < born_on:
        found.append(ClaimFinding("before_birth", 0, "servizio", written_day(served), {"born": written_day(born_on)}))
    places = around.people.places.get(person_id, [])
    ends = [place.ends_on for place in places]
    last = max((end for end in ends if end is not None), default=None)
    died_on = around.died_on.get(person_id)
    if died_on is not None and served > died_on:
        found.append(ClaimFinding("after_death", 0, "servizio", written_day(served), {"died": written_day(died_on)}))
    elif places and None not in ends and last is not None and served > last:
        found.append(ClaimFinding("after_leaving", 0, "servizio", written_day(served), {"left": written_day(last)}))
    first = min((place.effective_from for place in places), default=None)
    if first is not None and served < first and (born_on is None or served >= born_on):
        values = {"joined": written_day(first)}
        found.append(ClaimFinding("before_joining", 0, "servizio", written_day(served), values, "", True))
    closed = around.closed_on.get(line.provider)
    if closed is not None and served > closed:
        values = {"day": written_day(closed)}
        found.append(ClaimFinding("provider_closed", 0, "struttura", line.provider, values))
    return found


def _odd_days(facts: Mapping[str, FactValue], told: ClaimTold, line: LineTold, today: date) -> list[ClaimFinding]:
    """What is likelier a slip of the pen than true; the request comes in all the same."""
    found: list[ClaimFinding] = []

    def warn(code: str, fact: str, told: str, **values: str) -> None:
        found.append(ClaimFinding(code, 0, fact, told, values, "", True))

    served, received, end = _served(facts), day_in_rome(told.received_at), facts.get("fine")
    if served is not None and received < served <= today and not told.authorises:
        warn("received_before_service", "servizio", written_day(served), received=written_day(received))
    if isinstance(end, date) and end > today and not told.authorises:
        warn("stay_ends_in_future", "fine", written_day(end))
    if _cents(facts, "quantità") == 0:
        warn("quantity_zero", "quantità", "0")
    for name, day in {**told.papers, **line.papers}.items():
        if day is not None and day > today:
            warn("paper_in_future", "documenti", f"{name} {written_day(day)}")
    return found


def _copies(told: ClaimTold, line: LineTold, seen: Iterable[InvoiceSeen]) -> list[ClaimFinding]:
    """Lines of the household that look like the same invoice asked again: a warning, for two invoices may be alike."""
    own = _invoice(told.public_id, told.person_id, line.benefit, line.facts)
    for other in seen:
        if told.tops_up and other.person_id == told.person_id:
            continue  # it asks for the rest of the same invoice, and says so
        if other.where not in (told.public_id, told.reference) and alike(own, other):
            whose = "same" if other.person_id == told.person_id else "other"
            values = {"where": other.where, "person": whose}
            found = line.facts.get("numero_fattura") or (written_money(own.cents) if own.cents is not None else "")
            return [ClaimFinding("possible_copy", 0, "numero_fattura", str(found), values, "", True)]
    return []


def alike(one: InvoiceSeen, other: InvoiceSeen) -> bool:
    """Whether two lines look like one invoice: number and day, else benefit, person and day; the euros to a cent."""
    if one.cents is None or other.cents is None or abs(one.cents - other.cents) > ONE_CENT:
        return False
    if one.number and other.number:
        days = (one.invoiced_on, other.invoiced_on)
        return one.number == other.number and (None in days or days[0] == days[1])
    if one.benefit != other.benefit or one.person_id != other.person_id:
        return False
    return one.service_on is not None and one.service_on == other.service_on


def _invoice(where: str, person_id: int, benefit: str, facts: Mapping[str, FactValue]) -> InvoiceSeen:
    number, invoiced, served = (facts.get(name) for name in ("numero_fattura", "fattura", "servizio"))
    return InvoiceSeen(
        where, person_id, benefit, invoice_key(number if isinstance(number, str) else ""),
        invoiced if isinstance(invoiced, date) else None, served if isinstance(served, date) else None,
        _cents(facts, "spesa"),
    )  # fmt: skip


def _served(facts: Mapping[str, FactValue]) -> date | None:
    for name in ("servizio", "inizio"):
        day = facts.get(name)
        if isinstance(day, date):
            return day
    return None


def _cents(facts: Mapping[str, FactValue], name: str) -> int | None:
    value = facts.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
