"""What a regulation asks to be told, as far as a file or a form must know it: answers, papers, benefits, covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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
