"""The words a case may use, and how each fact of it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, Union, cast

from mutua.domain.case import Dated, FactValue, Scalar, Series
from mutua.rules.facts import DERIVED
from mutua.rules.model import Fact, FactKind, FactOf, Plan, Ruleset, Unit
from mutua.rules.reading import scalars
from mutua.rules.reading.problems import Fault, Problem, suggest
from mutua.rules.reading.source import Node

T = TypeVar("T")

UNDATED = "senza data"
# A paper of which the case writes no date is dated like the invoice, else like the service.
PAPER_DAYS = ("fattura", "servizio", "inizio", "richiesta")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a plan knows, over all its versions: the newest wins where they differ."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)  # name -> title
    benefits: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, Unit | None] = field(default_factory=dict)  # of the quantity of each benefit
    pots: Mapping[str, Unit] = field(default_factory=dict)  # exchanges too
    covers: tuple[str, ...] = ()
    instalments: tuple[str, ...] = ()  # the ways to pay contributions

    @staticmethod
    def of(plan: Plan) -> Vocabulary:
        every = plan.versions
        benefits = {code: one for version in every for code, one in version.benefits.items()}
        pots = {name: pot.unit for version in every for name, pot in version.pots.items()}
        exchanges = {name: one.unit for version in every for name, one in version.exchanges.items()}
        return Vocabulary(
            facts={name: fact for version in every for name, fact in version.facts.items()},
            papers={name: paper.title for version in every for name, paper in version.papers.items()},
            benefits={code: one.title for code, one in benefits.items()},
            units={code: Unit.DAYS if one.counting and not one.unit else one.unit for code, one in benefits.items()},
            pots={**pots, **exchanges},
            covers=tuple(dict.fromkeys(name for version in every for name in version.covers)),
            instalments=tuple(dict.fromkeys(name for version in every for name in _ways_to_pay(version))),
        )


def _ways_to_pay(version: Ruleset) -> tuple[str, ...]:
    return tuple(one.name for one in version.contributions.plans) if version.contributions else ()


def paper_day(facts: Mapping[str, FactValue]) -> date | None:
    """The date of a paper that a case delivers without writing one; None where no day is known."""
    for name in PAPER_DAYS:
        value = facts.get(name)
        if isinstance(value, date):
            return value
    return None


class CaseReader:
    """Reads texts as the vocabulary types them; every mistake goes to one list."""

    def __init__(self, words: Vocabulary, problems: list[Problem]) -> None:
        self.words = words
        self.problems = problems

    @property
    def mistakes(self) -> int:
        return len(self.problems)

    def report(
        self,
        node: Node,
        code: str,
        found: str | None = None,
        *,
        values: Mapping[str, str] | None = None,
        meant: str = "",
    ) -> None:
        """A mistake at the node; silent where it was already reported."""
        if not node.bad:
            self.problems.append(Problem(node.place, code, node.text if found is None else found, values or {}, meant))

    def typed(self, node: Node, parse: Callable[[str], Union[T, Fault]]) -> T | None:
        """The node's text as the parser reads it, None after a mistake."""
        value = parse(node.text) if node.is_text else Fault("case_not_text")
        if isinstance(value, Fault):
            self.report(node, value.code, value.found, values=value.values, meant=value.suggestion)
            return None
        return value

    # ------------------------------------------------------------ shapes

    def is_map(self, node: Node) -> bool:
        if not node.is_map:
            self.report(node, "case_not_map")
        return node.is_map

    def items(self, node: Node | None, wanted: str) -> list[Node]:
        if node is None:
            return []
        if not node.is_list:
            self.report(node, "case_not_list", values={"wanted": wanted})
        return node.items

    def known_keys(self, node: Node, known: Iterable[str]) -> None:
        """Reports every key that is not among the known ones."""
        if self.is_map(node):
            for key, _ in node.pairs:
                self.one_of(key, known, "case_unknown_key")

    def one_of(self, node: Node, known: Iterable[str], code: str) -> bool:
        names = list(known)
        if node.is_text and node.text in names:
            return True
        self.report(node, code, values={"known": ", ".join(names)}, meant=suggest(node.text, names))
        return False

    def required(self, node: Node, name: str) -> str:
        """The text under a key that must be there, "" after a mistake."""
        found = node.get(name)
        if found is None or not found.text:
            self.report(found or node, "case_missing_key", "", values={"key": name})
        return found.text if found is not None else ""

    def yes_no(self, node: Node) -> bool | None:
        return self.typed(node, scalars.yes_no)

    def day_at(self, node: Node, name: str, *, required: bool = False) -> date | None:
        found = node.get(name)
        if found is None:
            if required:
                self.report(node, "case_missing_key", "", values={"key": name})
            return None
        return self.typed(found, scalars.day)

    # ------------------------------------------------------------ facts

    def fact(self, key: Node, value: Node, known: Iterable[str] = ()) -> FactValue | None:
        """One fact, typed; None after a mistake. `known` are the other keys that may stand in the same place."""
        fact = self.words.facts.get(key.text)
        if key.text == "prestazione":
            self.report(key, "case_line_key", values={"key": key.text})
        elif fact is None and key.text in self.words.papers:
            self.report(key, "case_paper_as_fact", values={"name": key.text})
        elif key.text in DERIVED:
            self.report(key, "case_derived_fact", values={"needs": ", ".join(DERIVED[key.text])})
        elif fact is not None and fact.term is not None:
            self.report(key, "case_computed_date")
        elif fact is None:
            names = [*known, *self.words.facts]
            self.report(key, "case_unknown_fact", meant=suggest(key.text, names, known))
        elif value.is_map:
            return self.by_date(fact, value)
        elif fact.kind is FactKind.SERIES:
            self.report(value, "case_series", values={"fact": fact.name})
        else:
            return self.scalar(fact, value)
        return None

    def by_date(self, fact: Fact, node: Node) -> FactValue | None:
        """A map by date: figures of a series, or the values of a fact that changes with time."""
        if fact.kind is not FactKind.SERIES and fact.of not in (FactOf.PERSON, FactOf.HOUSEHOLD):
            self.report(node, "case_not_dated", fact.name)
            return None
        entries: list[tuple[date, Scalar]] = []
        for key, value in node.pairs:
            day, answer = self.typed(key, scalars.day), self.scalar(fact, value)
            if day is not None and answer is not None:
                entries.append((day, answer))
        entries.sort(key=lambda entry: entry[0])
        if fact.kind is FactKind.SERIES:
            return Series(tuple((day, answer) for day, answer in entries if isinstance(answer, int)))
        return Dated(tuple(entries))

    def scalar(self, fact: Fact, node: Node) -> Scalar | None:
        """One value of the fact, in its smallest unit."""
        if fact.kind is FactKind.CHOICE:
            return node.text if self.one_of(node, fact.choices, "case_unknown_choice") else None
        if fact.kind is FactKind.TEXT:
            if not node.is_text or not node.text:
                self.report(node, "case_not_text")
                return None
            return node.text
        return cast("Scalar | None", self.typed(node, _PARSERS[fact.kind]))

    def quantity(self, node: Node, unit: Unit | None) -> int | None:
        """`20 ore` or `20`, in the benefit's unit; minutes for hours."""
        if unit is None:
            return self.typed(node, scalars.number)
        if node.text.replace(".", "").isdigit():
            node = Node(f"{node.text} {_word(unit)}", node.place, node.bad)
        return self.measure(node, unit)

    def measure(self, node: Node, unit: Unit) -> int | None:
        """A measure that must be in the unit."""
        read = self.typed(node, scalars.measure)
        if read is None:
            return None
        if read[1] is not unit:
            self.report(node, "case_other_unit", values={"unit": _word(unit)})
            return None
        return read[0]

    # ------------------------------------------------------------ papers

    def papers(self, node: Node, facts: Mapping[str, FactValue]) -> dict[str, date | None]:
        """`[fattura, {prescrizione: 2026-01-03}]`: those delivered, with their dates."""
        read: dict[str, date | None] = {}
        for item in self.items(node, "una lista di documenti, anche vuota"):
            if item.is_text:
                if self.one_of(item, self.words.papers, "case_unknown_paper"):
                    read[item.text] = paper_day(facts)
                continue
            for key, value in item.pairs if self.is_map(item) else ():
                if self.one_of(key, self.words.papers, "case_unknown_paper"):
                    read[key.text] = None if value.text == UNDATED else self.typed(value, scalars.day)
        return read


def _word(unit: Unit) -> str:
    return next(word for word, one in scalars.UNITS.items() if one is unit)


_PARSERS: Mapping[FactKind, Callable[[str], Scalar | Fault]] = {
    FactKind.YES_NO: scalars.yes_no,
    FactKind.NUMBER: scalars.number,
    FactKind.DECIMAL: scalars.decimal,
    FactKind.MONEY: scalars.money,
    FactKind.DAY: scalars.day,
    FactKind.INSTANT: scalars.instant,
    FactKind.SERIES: scalars.number,
}
