"""What a regulation asks to be told, as far as a file or a form must know it: answers, papers, benefits, covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mutua.domain.kinds import FactKind


@dataclass(frozen=True, slots=True)
class FactAsked:
    """An answer by its name: of which kind, which choices it has, whether it is about all of a household."""

    name: str
    kind: FactKind
    choices: tuple[str, ...] = ()
    of_household: bool = False


@dataclass(frozen=True, slots=True)
class PlanAsked:
    """A plan with all its versions: its covers, the answers about people and about requests, papers and benefits.

    `benefits` and `papers` by name with their titles; quantities of `hour_benefits` are told in hours.
    """

    code: str
    covers: tuple[str, ...] = ()
    person_facts: Mapping[str, FactAsked] = field(default_factory=dict)
    claim_facts: Mapping[str, FactAsked] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)
    benefits: Mapping[str, str] = field(default_factory=dict)
    hour_benefits: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """An answer that a benefit needs, as a form asks for it. `choices`: each answer with its words.

    `hours`: a quantity that is told in hours and kept in minutes. `optional`: the regulation says what holds where
    nobody answers. `of_society`: only the society knows it, a member is not asked. `asked`: the whole question;
    `proof`: what proves the answer; `words`: the choices as one says them.
    """

    fact: FactAsked
    label: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    hours: bool = False
    optional: bool = False
    of_society: bool = False
    asked: str = ""
    proof: str = ""
    words: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return self.fact.name

    def to_member(self, question: str = "") -> Question:
        """The same as a member is asked: in a question, with no name of the regulation's own. Twice is as once."""
        return replace(
            self, label=question or self.asked or self.label, hint=self.proof, choices=self.words or self.choices
        )


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """A paper that a benefit asks for; `always`: whatever the case."""

    name: str
    title: str
    note: str = ""
    always: bool = True


@dataclass(frozen=True, slots=True)
class BenefitAsked:
    """Everything a benefit needs to be told, and nothing else; `expense`, `invoice`: whether there is one to tell of.

    `area`: the heading it stands under in the regulation.
    """

    code: str
    title: str
    area: str = ""
    questions: tuple[Question, ...] = ()
    papers: tuple[PaperAsked, ...] = ()
    expense: bool = True
    invoice: bool = True
