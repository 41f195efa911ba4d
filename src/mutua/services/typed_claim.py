"""A request as it is typed at the counter: what the person may ask for, what was understood, what is wrong or odd.

Cells come by name: `benefit-1`, `served-1`, `amount-1`, `fact-1-…` and `plan-1` (where its plan is not that of the
whole) of each line; `plan`, `received`, `channel`, `invoice`, `invoiced`, `issuer`, `place`, `phone` of the whole;
`paper-…` (that it is there) and `dated-…` of each paper. A member may tell of several invoices at once (`typed_bills`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection

from mutua.domain.asked import BenefitAsked, PaperAsked, Question
from mutua.domain.case import FactValue
from mutua.domain.italian import written_day
from mutua.domain.kinds import FactKind
from mutua.domain.records import ClaimTold, LineTold
from mutua.intake.mistakes import Mistake
from mutua.intake.typed_cells import answer_to, at_hour, benefit_meant, cents_of, day_of, instant_of, no_hour, text_of
from mutua.services.benefit_asked import as_member_is_asked, benefit_asked, question_of
from mutua.services.check_claim import check_claim, surroundings
from mutua.services.claim_cells import FIRST_DAY, Typed
from mutua.services.claim_copies import CopySeen, copies_of
from mutua.services.free_of_charge import ask_no_price
from mutua.services.import_claims import household_of
from mutua.services.plan_book import BookedPlan, PlanBook
from mutua.services.typed_bills import ALL, EVERY, Bill, bills_of, day_of_invoice, is_there, paper_of_all, split_paper
from mutua.services.typed_places import at_fields
from mutua.services.typed_plans import PlanOffered, helping, plan_meant, plans_offered
from mutua.services.where_needed import where_wrong
from mutua.store.people import People, households_of, read_people

__all__ = ["CHANNELS", "ClaimTyped", "LineTyped", "Typed", "asking_more", "understand"]

CHANNELS = ("counter", "post")
_YEAR_MINUTES = 366 * 24 * 60  # nobody is helped for longer than a year lasts
_NUMBER_SIGNS = 60  # of an invoice's number


@dataclass(frozen=True, slots=True)
class LineTyped:
    """A line: the benefit that was understood (None where none was) and what it asks, under which plan."""

    number: int
    asked: BenefitAsked | None = None
    served_on: date | None = None
    plan_code: str = ""

    def asks(self, name: str) -> bool:
        return self.asked is not None and any(one.name == name for one in self.asked.questions)


@dataclass
class ClaimTyped:
    """The whole of what was typed. `told` is what would be received, as far as it can be told.

    `mistakes` by field, the first of each, must be mended; `warnings` and `copies` must be seen before it is kept.
    """

    plans: tuple[PlanOffered, ...]
    plan_code: str
    lines: list[LineTyped] = field(default_factory=list)
    bills: tuple[Bill, ...] = ()
    told: ClaimTold | None = None
    household_id: int = 0
    mistakes: dict[str, Mistake] = field(default_factory=dict)
    warnings: list[tuple[str, Mistake]] = field(default_factory=list)
    copies: list[CopySeen] = field(default_factory=list)

    @property
    def plan(self) -> PlanOffered | None:
        return next((one for one in self.plans if one.code == self.plan_code), None)

    @property
    def papers(self) -> list[PaperAsked]:
        """The papers that the benefits of all lines ask for, each once."""
        return self.papers_of(line.number for line in self.lines)

    def papers_of(self, numbers: Iterable[int]) -> list[PaperAsked]:
        """The papers that the benefits of these lines ask for, each once."""
        of, found = set(numbers), dict[str, PaperAsked]()
        for line in [one for one in self.lines if one.number in of]:
            for one in line.asked.papers if line.asked is not None else ():
                known = found.get(one.name)
                found[one.name] = replace(one, always=one.always or (known is not None and known.always))
        return list(found.values())

    @property
    def invoice(self) -> bool:
        """Whether there is an invoice to tell of; before a benefit is chosen there may be one."""
        return self.invoice_of(line.number for line in self.lines)

    def invoice_of(self, numbers: Iterable[int]) -> bool:
        """The same, for these lines."""
        of = set(numbers)
        chosen = [line.asked for line in self.lines if line.asked is not None and line.number in of]
        return not chosen or any(one.invoice for one in chosen)

    @property
    def unreadable(self) -> bool:
        """Whether something was typed that cannot be taken for what it should be; empty fields do not count."""
        return any(one.code != "field_missing" for one in self.mistakes.values())

    @property
    def odd(self) -> str:
        """A mark of all that must be seen before the request is kept; "" where there is nothing."""
        told = [f"{name}\0{one.code}\0{one.found}" for name, one in self.warnings]
        told += [f"{one.line}\0{one.public_id}" for one in self.copies]
        return hashlib.sha256("\1".join(sorted(told)).encode()).hexdigest()[:20] if told else ""


def understand(
    connection: Connection, plans: PlanBook, typed: Typed, public_id: str, *, looking: bool = True
) -> ClaimTyped:
    """Everything that can be said of what was typed. `looking`: also for copies and odd days, beside the archive."""
    homes = households_of(connection, [typed.person_id]).get(typed.person_id, set())
    people = read_people(connection, homes)
    found = _Reading(connection, plans, typed, people).whole(public_id, homes if looking else set())
    if typed.by_member and not typed.authorises:
        ask_no_price(connection, plans, found, trying=not looking)
    return found


def asking_more(line: LineTyped, names: Sequence[str], booked: BookedPlan, typed: Typed) -> LineTyped:
    """The line with these questions beside those it asks already."""
    assert line.asked is not None
    known = {one.name for one in line.asked.questions}
    day = line.served_on or typed.today
    more = [question_of(booked, line.asked.code, name, day, typed.language) for name in names if name not in known]
    questions = (*line.asked.questions, *(one for one in more if one is not None))
    if typed.by_member:
        questions = as_member_is_asked(questions, typed.language, hours=typed.hours)
    return replace(line, asked=replace(line.asked, questions=questions))


class _Reading:
    """The cells of one form, read one after the other."""

    def __init__(self, connection: Connection, plans: PlanBook, typed: Typed, people: People) -> None:
        self.connection, self.plans, self.typed, self.people = connection, plans, typed, people
        self.mistakes: dict[str, Mistake] = {}

    def whole(self, public_id: str, homes: set[int]) -> ClaimTyped:
        typed, numbers = self.typed, self.typed.numbers
        served = {number: self.day(f"served-{number}") for number in numbers}
        days = {typed.today, *(day for day in served.values() if day)}
        offered = plans_offered(self.plans, self.people, typed.person_id, typed.today, days)
        if typed.authorises:
            offered = helping(self.plans, offered, typed.today)
        made = ClaimTyped(offered, self.plan_code(offered), mistakes=self.mistakes)
        made.lines = [self.line(number, made.plan, served[number]) for number in numbers]
        made.bills = bills_of(typed.cells if typed.by_member else {}, numbers)
        received = self.received()
        lines = self.told_lines(made)
        self.mistakes.update(where_wrong(typed.cells, wanted=typed.authorises))
        if made.plan is not None and lines:
            made.told = ClaimTold(
                public_id, typed.person_id, made.plan_code, received or typed.now, tuple(lines),
                papers=self.papers(made), channel=self.channel(),
                authorises=typed.authorises,
            )  # fmt: skip
            made.household_id = household_of(self.people, made.told)
            if homes:
                self.look(made, homes)
        return made

    # ------------------------------------------------------------ cells

    def wrong(self, name: str, mistake: Mistake) -> None:
        self.mistakes.setdefault(name, mistake)

    def day(self, name: str) -> date | None:
        found = day_of(self.typed.cell(name))
        if isinstance(found, Mistake):
            self.wrong(name, found)
            return None
        return found

    def text(self, name: str, most: int = 160) -> str:
        found = text_of(self.typed.cell(name), most)
        if isinstance(found, Mistake):
            self.wrong(name, found)
            return ""
        return found

    def wanted(self, name: str) -> None:
        if not self.typed.cell(name).strip():
            self.wrong(name, Mistake("field_missing"))

    def received(self) -> datetime | None:
        """When it arrived: now, unless the office says another day. What comes by the pages comes now."""
        if self.typed.channel:
            return None
        cell = self.typed.cell("received").strip()
        if not cell or cell == written_day(self.typed.today):
            return None
        found = instant_of(cell)
        if isinstance(found, Mistake):
            self.wrong("received", found)
            return None
        return found

    def channel(self) -> str:
        if self.typed.channel:
            return self.typed.channel
        said = self.typed.cell("channel") or CHANNELS[0]
        if said not in CHANNELS:
            self.wrong("channel", Mistake("choice_unknown", found="", values={"known": ", ".join(CHANNELS)}))
        return said if said in CHANNELS else CHANNELS[0]

    def plan_code(self, offered: Sequence[PlanOffered]) -> str:
        first = self.typed.numbers[0]
        said, benefit = self.typed.plan_of(first), self.typed.cell(f"benefit-{first}")
        codes = [one.code for one in offered]
        if said in codes:
            return plan_meant(benefit, offered, said)
        if said:
            self.wrong("plan", Mistake("plan_not_theirs"))
        return plan_meant(benefit, offered, codes[0]) if codes else ""

    # ------------------------------------------------------------ lines

    def line(self, number: int, plan: PlanOffered | None, served: date | None) -> LineTyped:
        name = f"benefit-{number}"
        said = self.text(name)
        if plan is None or not said:
            self.wanted(name)
            return LineTyped(number, None, served)
        if self.typed.cell(f"plan-{number}") not in ("", plan.code):  # a request is of one cover
            self.wrong(name, Mistake("benefit_other_cover", values={"plan": plan.title}))
            return LineTyped(number, None, served)
        meant = benefit_meant(said, plan.benefits)
        if not isinstance(meant, str):
            titles = "; ".join(plan.benefits[code] for code in meant[:6])
            code = "benefit_which" if meant else "benefit_not_theirs"
            self.wrong(name, Mistake(code, found=said, values={"known": titles}))
            return LineTyped(number, None, served)
        booked = self.plans[plan.code]
        asked = benefit_asked(booked, meant, served or self.typed.today, self.typed.language)
        if asked is not None and self.typed.authorises:
            asked = replace(  # nothing was spent yet; what is wanted in some cases only is asked for later
                asked, expense=False, invoice=False, papers=tuple(one for one in asked.papers if one.always)
            )
            if served is not None and served < self.typed.today:
                self.wrong(f"served-{number}", Mistake("help_in_past"))
        line = LineTyped(number, asked, served, plan.code)
        prefix = f"fact-{number}-"
        extra = [one.removeprefix(prefix) for one, text in self.typed.cells.items() if one.startswith(prefix) and text]
        return asking_more(line, sorted(extra), booked, self.typed)

    def told_lines(self, made: ClaimTyped) -> list[LineTold]:
        """The lines that are understood, each with what its invoice says; of several, also with its papers."""
        shared: dict[int, dict[str, FactValue]] = {}
        issuers: dict[int, str] = {}
        seen: dict[FactValue, int] = {}
        for at, bill in enumerate(made.bills, 1):
            there = made.invoice_of(bill.lines)
            facts = self.shared(bill) if there else {}
            issuer = self.text(bill.cell("issuer")) if there else ""
            first = seen.setdefault(facts["numero_fattura"], at) if "numero_fattura" in facts else at
            if first != at:
                self.wrong(bill.cell("invoice"), Mistake("invoice_twice", values={"first": str(first)}))
            shared |= dict.fromkeys(bill.lines, facts)
            issuers |= dict.fromkeys(bill.lines, issuer)
        told = {
            one.number: self.told_line(one, shared[one.number], issuers[one.number])
            for one in made.lines if one.asked is not None
        }  # fmt: skip
        if len(made.bills) > 1:
            for bill in made.bills:
                for number in [one for one in bill.lines if one in told]:
                    told[number] = replace(told[number], papers=self.papers_of_line(made, bill, number, told[number]))
        return list(told.values())

    def papers_of_line(self, made: ClaimTyped, bill: Bill, number: int, told: LineTold) -> dict[str, date | None]:
        """The papers of one of several invoices that the line asks for, each with its date."""
        found: dict[str, date | None] = {}
        for one in made.papers_of([number]):
            dated = self.day(f"dated-{bill.paper(one.name)}")
            if bill.paper(one.name) in self.typed.with_file:
                found[one.name] = dated or day_of_invoice(one.name, told.facts.get("fattura"))
        asked = {one.name for one in made.papers_of(bill.lines)}
        if number == bill.lines[0]:  # what nobody asked for stands with the first
            more = [split_paper(one) for one in self.typed.with_file]
            found |= {name: None for key, name in sorted(more) if key == bill.key and name not in asked}
        return found

    def told_line(self, line: LineTyped, shared: Mapping[str, FactValue], issuer: str) -> LineTold:
        assert line.asked is not None
        number, facts, begins = line.number, dict(shared), line.asks(FIRST_DAY)
        if begins and self.typed.day_once:  # asked once: what was typed as the day is the first day
            self.mistakes.pop(f"served-{number}", None)
        elif line.served_on is not None:
            facts["servizio"] = line.served_on
        elif not begins:
            self.wanted(f"served-{number}")
        if line.asked.expense:
            cents = cents_of(self.typed.cell(f"amount-{number}"))
            self.wanted(f"amount-{number}")
            if isinstance(cents, Mistake):
                self.wrong(f"amount-{number}", cents)
            elif cents is not None:
                facts["spesa"] = cents
        for question in line.asked.questions:
            if question.of_society and self.typed.by_member:
                continue
            if self.typed.authorises and (question.name == "quantità" or question.fact.kind is FactKind.INSTANT):
                self.wanted(f"fact-{number}-{question.name}")  # how much, and from when
            answer = self.answer(question, f"fact-{number}-{question.name}", line.served_on)
            if answer is not None:
                facts[question.name] = answer
        start, end = facts.get("inizio"), facts.get("fine")
        if isinstance(start, date) and isinstance(end, date) and end < start:
            first = {"first": written_day(start)}
            self.wrong(f"fact-{number}-fine", Mistake("days_reversed", found=written_day(end), values=first))
        return LineTold(line.asked.code, facts, provider=issuer)

    def answer(self, question: Question, name: str, served: date | None) -> FactValue | None:
        """What was answered. The hour of help on the day told needs no day of its own."""
        cell, hour = self.typed.cell_or_day(name), question.name in self.typed.hours or (
            self.typed.authorises and question.fact.kind is FactKind.INSTANT
        )
        if hour and served is not None:
            cell = at_hour(cell, served)
        odd = hour and no_hour(cell)
        found = Mistake("hour_unknown", found=cell.strip()) if odd else answer_to(question, cell)
        if self.typed.authorises and question.hours and isinstance(found, int) and found > _YEAR_MINUTES:
            found = Mistake("hours_of_a_year")
        if isinstance(found, Mistake):
            self.wrong(name, found)
            return None
        return found

    def shared(self, bill: Bill) -> dict[str, FactValue]:
        """What the invoice says of all its lines."""
        facts: dict[str, FactValue] = {}
        number, invoiced = self.text(bill.cell("invoice"), _NUMBER_SIGNS), self.day(bill.cell("invoiced"))
        if number:
            facts["numero_fattura"] = number
        if invoiced is not None:
            facts["fattura"] = invoiced
        return facts

    def papers(self, made: ClaimTyped) -> dict[str, date | None]:
        """The papers of the whole request that are there, each with its date; the invoice bears its own.

        By the pages: those sent. Where there are several invoices, only what is of all of them.
        """
        found: dict[str, date | None] = {}
        alone, bill = len(made.bills) < 2, made.bills[0]
        invoiced = self.day(bill.cell("invoiced")) if alone and made.invoice else None
        for one in made.papers:
            called = bill.paper(one.name) if alone else paper_of_all(one.name)
            dated = self.day(f"dated-{called}")
            seen = not self.typed.channel and self.typed.cell(f"paper-{one.name}")
            if seen or is_there(bill if alone else EVERY, one.name, self.typed.with_file, alone=alone):
                found[one.name] = dated or day_of_invoice(one.name, invoiced)
        for key, name in map(split_paper, sorted(self.typed.with_file)):
            if alone or key == ALL:
                found.setdefault(name, None)
        return found

    # ------------------------------------------------------------ beside the archive

    def look(self, made: ClaimTyped, homes: set[int]) -> None:
        assert made.told is not None
        names = {line.provider for line in made.told.lines if line.provider}
        around = surroundings(self.connection, self.people, [], names)
        booked = self.plans[made.plan_code]
        shown = [line.number for line in made.lines if line.asked is not None]
        findings = check_claim(made.told, made.household_id, around, booked, self.typed.now)
        for name, mistake in at_fields(findings, shown, made.bills, self.mistakes):
            if mistake.warning:
                if (name, mistake) not in made.warnings:
                    made.warnings.append((name, mistake))
            else:
                self.wrong(name, mistake)
        found = copies_of(self.connection, made.told, {*homes, made.household_id})
        made.copies = [one._replace(line=shown[one.line - 1]) for one in found]
