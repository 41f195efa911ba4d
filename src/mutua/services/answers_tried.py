"""Whichever way open questions are answered: between what the sum lies, and what an expense brings with each answer.

Every answer is given to the engine that decides, on the whole request: an answer about one expense may change what is
left for those after it. Beyond so many ways of answering nothing is tried, and it is only said that it depends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from mutua.domain.asked import Question
from mutua.domain.case import FactValue
from mutua.domain.decisions import LineAssessment, Outcome
from mutua.domain.records import ClaimTold
from mutua.services.asked_in_vain import choices
from mutua.services.benefit_asked import question_of
from mutua.services.desk_values import Draft
from mutua.services.estimate_claim import Estimator
from mutua.wording.numbers import Language

_MOST = 130  # ways of answering that are tried


class Between(NamedTuple):
    """Between which cents it lies, whatever is answered."""

    least: int
    most: int


class Each(NamedTuple):
    """An open question, and what comes back of its line with each answer, in words."""

    label: str
    answers: tuple[tuple[str, Between], ...]

    @property
    def between(self) -> Between:
        return Between(min(one.least for _, one in self.answers), max(one.most for _, one in self.answers))


class _TooMany(Exception):
    """There are more ways of answering than are tried."""


class Answers:
    """A request with every answer that may still be given to what its lines wait for."""

    def __init__(self, answers: Estimator, told: ClaimTold, today: date, language: Language) -> None:
        self.answers, self.told, self.today, self.language = answers, told, today, language
        self.left = 0

    def of_all(self) -> Between | None:
        """Of all lines together, in cents: None where something else is wanted to say it, or there are too many."""
        found = self._ways(self.told, range(len(self.told.lines)))
        sums = [None if None in one else sum(cents or 0 for cents in one) for one in found]
        return _between(sums)

    def of_line(self, at: int) -> Each | None:
        """The first question that the line waits for; None where there is none, or its answers do not tell the sum."""
        asked = self._open(self.answers(self.told), at)
        if asked is None:
            return None
        made = []
        for value, (_, words) in zip(choices(asked), asked.choices, strict=True):
            with_it = _answered(self.told, at, asked.name, value)
            between = _between([one[at] for one in self._ways(with_it, (at,))])
            if between is None:
                return None
            made.append((words, between))
        return Each(asked.label, tuple(made))

    def _ways(self, told: ClaimTold, places: Sequence[int]) -> list[tuple[int | None, ...]]:
        """What each line brings back, for every way of answering what those at these places wait for."""
        self.left = _MOST
        try:
            return list(self._tried(told, places))
        except _TooMany:
            return []

    def _tried(self, told: ClaimTold, places: Sequence[int]) -> Iterator[tuple[int | None, ...]]:
        self.left -= 1
        if self.left < 0:
            raise _TooMany
        draft = self.answers(told)
        for at in places:
            asked = self._open(draft, at)
            if asked is not None:
                for value in choices(asked):
                    yield from self._tried(_answered(told, at, asked.name, value), places)
                return
        yield tuple(back_of(one) for one in draft.answer.lines)

    def _open(self, draft: Draft, at: int) -> Question | None:
        """The first question with choices that the line waits for. What the office looks up is one where no sum is
        known without it; else it is taken to be in order."""
        line = draft.answer.lines[at]
        if line.outcome is not Outcome.SUSPENDED or line.quantity_if_complete:
            return None
        for one in line.missing:
            asked = question_of(draft.booked, line.benefit, one.name, self.today, self.language) if (
                one.kind == "fact") else None  # fmt: skip
            known = line.payable_if_complete_cents is not None
            if asked is not None and choices(asked) and not (asked.of_society and known):
                return asked if asked.of_society else asked.to_member()
        return None


def back_of(one: LineAssessment) -> int | None:
    """What a line brings back, at once or later, in cents; of one that waits what it would, None if that is open."""
    if one.outcome is Outcome.SUSPENDED:
        return one.payable_if_complete_cents
    return one.granted_cents + one.deferred_cents


def _answered(told: ClaimTold, at: int, name: str, value: FactValue) -> ClaimTold:
    lines = list(told.lines)
    lines[at] = replace(lines[at], facts={**lines[at].facts, name: value})
    return replace(told, lines=tuple(lines))


def _between(sums: Sequence[int | None]) -> Between | None:
    known = [one for one in sums if one is not None]
    return Between(min(known), max(known)) if known and len(known) == len(sums) else None
