"""A request as it is typed at the counter: what the person may ask for, what was understood, what is wrong or odd.

Cells come by name: `benefit-1`, `served-1`, `amount-1` and `fact-1-…` of each line; `plan`, `received`, `channel`,
`invoice`, `invoiced`, `issuer` of the whole; `paper-…` (that it is there) and `dated-…` of each paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.asked import BenefitAsked, PaperAsked, Question
from mutua.domain.case import FactValue
from mutua.domain.italian import written_day
from mutua.domain.records import ClaimTold, LineTold
from mutua.intake.mistakes import Mistake
from mutua.intake.typed_cells import answer_to, benefit_meant, cents_of, day_of, instant_of, text_of
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.kin_only import never_due
from mutua.services.benefit_asked import benefit_asked, question_of, rules_for
from mutua.services.check_claim import ClaimFinding, check_claim, surroundings
from mutua.services.claim_copies import CopySeen, copies_of
from mutua.services.decide_claim import Refusal
from mutua.services.desk import Draft
from mutua.services.estimate_claim import estimate
from mutua.services.import_claims import household_of
from mutua.services.plan_book import BookedPlan, PlanBook
from mutua.store.people import People, households_of, read_people
from mutua.wording.numbers import Language

MOST_LINES = 20
CHANNELS = ("counter", "post")
_NUMBER_SIGNS = 60  # of an invoice's number
_FIELDS = {
    "prestazione": "benefit", "servizio": "served", "inizio": "fact-inizio", "spesa": "amount", "fattura": "invoiced",
    "numero_fattura": "invoice", "struttura": "issuer", "richiesta": "received", "documenti": "papers",
}  # fmt: skip
_OF_THE_WHOLE = frozenset({"invoiced", "invoice", "issuer", "received", "papers"})


class PlanOffered(NamedTuple):
    """A plan that covers, or covered, the person, and its benefits by code with their titles.

    `never`: those that somebody of their kinship, as it is today, can never have.
    """

    code: str
    title: str
    benefits: Mapping[str, str]
    never: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LineTyped:
    """A line: the benefit that was understood ("" where none was) and what it asks."""

    number: int
    asked: BenefitAsked | None = None
    served_on: date | None = None


@dataclass
class ClaimTyped:
    """The whole of what was typed. `told` is what would be received, as far as it can be told.

    `mistakes` by field, the first of each, must be mended; `warnings` and `copies` must be seen before it is kept.
    """

    plans: tuple[PlanOffered, ...]
    plan_code: str
    lines: list[LineTyped] = field(default_factory=list)
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
        found: dict[str, PaperAsked] = {}
        for line in self.lines:
            for one in line.asked.papers if line.asked is not None else ():
                known = found.get(one.name)
                found[one.name] = replace(one, always=one.always or (known is not None and known.always))
        return list(found.values())

    @property
    def invoice(self) -> bool:
        """Whether there is an invoice to tell of; before a benefit is chosen there may be one."""
        chosen = [line.asked for line in self.lines if line.asked is not None]
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


@dataclass(frozen=True, slots=True)
class Typed:
    """What came in: the cells by name, the papers of which a file is there, about whom, when, in which language.

    `channel`: how it came, where the cells do not say so themselves.
    """

    person_id: int
    cells: Mapping[str, str]
    with_file: frozenset[str]
    now: datetime
    language: Language = "it"
    channel: str = ""

    @property
    def today(self) -> date:
        return day_in_rome(self.now)

    @property
    def line_count(self) -> int:
        text = self.cells.get("lines", "1")
        return min(max(int(text), 1), MOST_LINES) if text.isdigit() and len(text) < 4 and text.isascii() else 1

    def cell(self, name: str) -> str:
        return self.cells.get(name, "")


def understand(
    connection: Connection, plans: PlanBook, typed: Typed, public_id: str, *, looking: bool = True
) -> ClaimTyped:
    """Everything that can be said of what was typed. `looking`: also for copies and odd days, beside the archive."""
    homes = households_of(connection, [typed.person_id]).get(typed.person_id, set())
    people = read_people(connection, homes)
    return _Reading(connection, plans, typed, people).whole(public_id, homes if looking else set())


def decided_now(connection: Connection, plans: PlanBook, found: ClaimTyped, typed: Typed) -> Draft | Refusal | None:
    """What would come back of it now; None while that cannot be told. Lines learn the answers that turn out wanted."""
    if found.told is None or found.unreadable:
        return None
    draft = estimate(connection, plans, found.told, found.household_id)
    if isinstance(draft, Draft):
        booked = plans[found.plan_code]
        for line, answer in zip([one for one in found.lines if one.asked], draft.answer.lines, strict=True):
            wanted = [one.name for one in answer.missing if one.kind == "fact"]
            found.lines[line.number - 1] = _asking_more(line, wanted, booked, typed)
    return draft


def _asking_more(line: LineTyped, names: Sequence[str], booked: BookedPlan, typed: Typed) -> LineTyped:
    assert line.asked is not None
    known = {one.name for one in line.asked.questions}
    day = line.served_on or typed.today
    more = [question_of(booked, line.asked.code, name, day, typed.language) for name in names if name not in known]
    questions = (*line.asked.questions, *(one for one in more if one is not None))
    return replace(line, asked=replace(line.asked, questions=questions))


class _Reading:
    """The cells of one form, read one after the other."""

    def __init__(self, connection: Connection, plans: PlanBook, typed: Typed, people: People) -> None:
        self.connection, self.plans, self.typed, self.people = connection, plans, typed, people
        self.mistakes: dict[str, Mistake] = {}

    def whole(self, public_id: str, homes: set[int]) -> ClaimTyped:
        typed, numbers = self.typed, range(1, self.typed.line_count + 1)
        served = {number: self.day(f"served-{number}") for number in numbers}
        offered = plans_offered(self.plans, self.people, typed, {day for day in served.values() if day})
        made = ClaimTyped(offered, self.plan_code(offered), mistakes=self.mistakes)
        made.lines = [self.line(number, made.plan, served[number]) for number in numbers]
        received = self.received()
        shared = self.shared() if made.invoice else {}
        issuer = self.text("issuer") if made.invoice else ""
        lines = [self.told_line(one, shared, issuer) for one in made.lines if one.asked is not None]
        if made.plan is not None and lines:
            made.told = ClaimTold(
                public_id, typed.person_id, made.plan_code, received or typed.now, tuple(lines),
                papers=self.papers(made, shared.get("fattura")), channel=self.channel(),
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
        said = self.typed.cell("plan")
        codes = [one.code for one in offered]
        if said in codes:
            return plan_meant(self.typed.cell("benefit-1"), offered, said)
        if said:
            self.wrong("plan", Mistake("plan_not_theirs"))
        return plan_meant(self.typed.cell("benefit-1"), offered, codes[0]) if codes else ""

    # ------------------------------------------------------------ lines

    def line(self, number: int, plan: PlanOffered | None, served: date | None) -> LineTyped:
        name = f"benefit-{number}"
        said = self.text(name)
        if plan is None or not said:
            self.wanted(name)
            return LineTyped(number, None, served)
        meant = benefit_meant(said, plan.benefits)
        if not isinstance(meant, str):
            titles = "; ".join(plan.benefits[code] for code in meant[:6])
            code = "benefit_which" if meant else "benefit_not_theirs"
            self.wrong(name, Mistake(code, found=said, values={"known": titles}))
            return LineTyped(number, None, served)
        booked = self.plans[plan.code]
        asked = benefit_asked(booked, meant, served or self.typed.today, self.typed.language)
        line = LineTyped(number, asked, served)
        prefix = f"fact-{number}-"
        extra = [one.removeprefix(prefix) for one, text in self.typed.cells.items() if one.startswith(prefix) and text]
        return _asking_more(line, sorted(extra), booked, self.typed)

    def told_line(self, line: LineTyped, shared: Mapping[str, FactValue], issuer: str) -> LineTold:
        assert line.asked is not None
        number, facts = line.number, dict(shared)
        if line.served_on is not None:
            facts["servizio"] = line.served_on
        elif not any(one.name == "inizio" for one in line.asked.questions):
            self.wanted(f"served-{number}")
        if line.asked.expense:
            cents = cents_of(self.typed.cell(f"amount-{number}"))
            self.wanted(f"amount-{number}")
            if isinstance(cents, Mistake):
                self.wrong(f"amount-{number}", cents)
            elif cents is not None:
                facts["spesa"] = cents
        for question in line.asked.questions:
            answer = self.answer(question, f"fact-{number}-{question.name}")
            if answer is not None:
                facts[question.name] = answer
        start, end = facts.get("inizio"), facts.get("fine")
        if isinstance(start, date) and isinstance(end, date) and end < start:
            first = {"first": written_day(start)}
            self.wrong(f"fact-{number}-fine", Mistake("days_reversed", found=written_day(end), values=first))
        return LineTold(line.asked.code, facts, provider=issuer)

    def answer(self, question: Question, name: str) -> FactValue | None:
        found = answer_to(question, self.typed.cell(name))
        if isinstance(found, Mistake):
            self.wrong(name, found)
            return None
        return found

    def shared(self) -> dict[str, FactValue]:
        """What the invoice says of all lines."""
        facts: dict[str, FactValue] = {}
        number, invoiced = self.text("invoice", _NUMBER_SIGNS), self.day("invoiced")
        if number:
            facts["numero_fattura"] = number
        if invoiced is not None:
            facts["fattura"] = invoiced
        return facts

    def papers(self, made: ClaimTyped, invoiced: FactValue | None) -> dict[str, date | None]:
        """The papers that are there, each with its date; the invoice bears its own. By the pages: those sent."""
        found: dict[str, date | None] = {}
        for one in made.papers:
            dated = self.day(f"dated-{one.name}")
            seen = not self.typed.channel and self.typed.cell(f"paper-{one.name}")
            if seen or one.name in self.typed.with_file:
                own = invoiced if one.name == "fattura" and isinstance(invoiced, date) else None
                found[one.name] = dated or own
        for name in self.typed.with_file:
            found.setdefault(name, None)
        return found

    # ------------------------------------------------------------ beside the archive

    def look(self, made: ClaimTyped, homes: set[int]) -> None:
        assert made.told is not None
        names = {line.provider for line in made.told.lines if line.provider}
        around = surroundings(self.connection, self.people, [], names)
        booked = self.plans[made.plan_code]
        shown = [line.number for line in made.lines if line.asked is not None]
        for finding in check_claim(made.told, made.household_id, around, booked, self.typed.now):
            name, mistake = _at_field(finding, shown)
            if finding.warning:
                if (name, mistake) not in made.warnings:
                    made.warnings.append((name, mistake))
            else:
                self.wrong(name, mistake)
        found = copies_of(self.connection, made.told, {*homes, made.household_id})
        made.copies = [one._replace(line=shown[one.line - 1]) for one in found]


def _at_field(finding: ClaimFinding, shown: Sequence[int]) -> tuple[str, Mistake]:
    """The finding at the field it is about; lines counted as the form counts them."""
    name = _FIELDS.get(finding.fact, f"fact-{finding.fact}" if finding.fact else "benefit")
    number = shown[finding.line - 1] if finding.line else shown[0]
    values = dict(finding.values)
    if "first" in values and finding.code == "line_twice":
        values["first"] = str(shown[int(values["first"]) - 1])
    if name not in _OF_THE_WHOLE:
        name = f"fact-{number}-{name.removeprefix('fact-')}" if name.startswith("fact-") else f"{name}-{number}"
    return name, Mistake(finding.code, 0, "", finding.found, values, finding.suggestion, finding.warning)


def plan_meant(said: str, offered: Sequence[PlanOffered], chosen: str) -> str:
    """The chosen plan; where it has no such benefit and just one of the others has, that other one."""
    meant = {one.code: benefit_meant(said, one.benefits) for one in offered} if said.strip() else {}
    having = [code for code, found in meant.items() if isinstance(found, str)]
    return having[0] if len(having) == 1 and not meant[chosen] else chosen


def plans_offered(plans: PlanBook, people: People, typed: Typed, days: set[date]) -> tuple[PlanOffered, ...]:
    """The plans whose covers the person has today or had on one of the days; of them the benefits of those covers.

    Who has none on any of these days is offered what the last covers promised: whether it is due, the rules say.
    """
    covers = people.covers.get(typed.person_id, [])
    wanted = {typed.today, *days}
    held = [(code, one, day) for code, one in covers for day in sorted(wanted) if one.holds_on(day)]
    if not held:
        held = [(code, one, one.ends_on or one.effective_from) for code, one in covers]
    found: dict[str, dict[str, str]] = {}
    titles: dict[str, str] = {}
    never: dict[str, set[str]] = {}
    kinship = next((one.kinship for one in people.places.get(typed.person_id, ()) if one.holds_on(typed.today)), "")
    for code, one, day in held:
        booked = plans.get(code)
        if booked is None or not booked.plan.versions:
            continue
        titles[code] = booked.plan.head.title
        benefits = found.setdefault(code, {})
        for benefit in rules_for(booked, day).benefits.values():
            if benefit.cover in ("", one.assistance):
                benefits.setdefault(benefit.code, benefit.title)
                if kinship and never_due(benefit, kinship):
                    never.setdefault(code, set()).add(benefit.code)
    return tuple(
        PlanOffered(code, titles[code], benefits, frozenset(never.get(code, ()))) for code, benefits in found.items()
    )
