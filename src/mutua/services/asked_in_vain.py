"""Questions asked in vain: whatever is answered, as much comes back. Nobody is asked them, at home or at the counter.

Whether an answer matters is found by giving every one to the engine that decides. A figure that is not known yet (the
sum spent, a price that the office looks up) is tried at a few values: what none of them changes is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

from sqlalchemy import Connection

from mutua.domain.asked import BenefitAsked, Question
from mutua.domain.case import FactValue
from mutua.domain.decisions import Assessment, LineAssessment, Outcome
from mutua.domain.kinds import FactKind
from mutua.domain.records import ClaimTold
from mutua.services.decide_claim import Refusal
from mutua.services.estimate_claim import Estimator, estimator, with_all_papers
from mutua.services.plan_book import PlanBook
from mutua.services.typed_claim import ClaimTyped, Typed
from mutua.services.typed_plans import likely_day
from mutua.store.people import households_of, read_people

_MOST = 256  # answers tried together: where there are more, everything is asked
_CENTS = (100, 10_000, 1_000_000)  # sums at which a figure is tried
_COUNTS = (1, 60, 6_000)
_LONG = timedelta(days=20)
_Facts = Mapping[str, FactValue | None]


def ask_less(connection: Connection, plans: PlanBook, found: ClaimTyped, typed: Typed, *, trying: bool) -> None:
    """Takes from the lines the questions asked in vain; one that was answered stays.

    `trying`: what the office looks up is not known, and stays unknown. Else it may turn out to be anything.
    """
    if found.told is None or typed.authorises or found.unreadable:
        return
    told = _with_day(connection, found.told, typed.today)
    as_if = [with_all_papers(told, [one.name for one in found.papers]), *([] if trying else [told])]
    answers = estimator(connection, plans, told, found.household_id)
    if isinstance(answers, Refusal):
        return
    places = [at for at, one in enumerate(found.lines) if one.asked is not None]
    for at, place in enumerate(places):
        line = found.lines[place]
        assert line.asked is not None
        vain = _Trials(answers, as_if, at, line.asked, trying=trying).in_vain()
        kept = tuple(one for one in line.asked.questions if one.name not in vain)
        found.lines[place] = replace(line, asked=replace(line.asked, questions=kept))


def _with_day(connection: Connection, told: ClaimTold, today: date) -> ClaimTold:
    """Of a line whose day was not told yet: as if it were today, or the next day on which there is a cover; who joins
    tomorrow is asked what will matter then."""
    if all({"servizio", "inizio"} & one.facts.keys() for one in told.lines):
        return told
    homes = households_of(connection, [told.person_id]).get(told.person_id, set())
    day = likely_day(read_people(connection, homes), told.person_id, told.plan_code, today)
    return replace(told, lines=tuple(
        one if {"servizio", "inizio"} & one.facts.keys() else replace(one, facts={**one.facts, "servizio": day})
        for one in told.lines
    ))  # fmt: skip


class _Trials:
    """One line of a request, with every answer that may be given to what it is still asked.

    `as_if`: the request with every paper, and (for what papers an answer asks for) as it is.
    """

    def __init__(
        self, answers: Estimator, as_if: Sequence[ClaimTold], at: int, asked: BenefitAsked, *, trying: bool
    ) -> None:
        self.answers, self.as_if, self.at, self.trying = answers, as_if, at, trying
        line = as_if[0].lines[at]
        waiting = [one for one in asked.questions if one.name not in line.facts]
        self.theirs = [one for one in waiting if not one.of_society]
        ours = [one for one in waiting if one.of_society]
        looked_up = bool(ours) and self._waits_for(ours)
        self.asked = [one for one in self.theirs if choices(one) or (trying and looked_up)]
        day = _day_of(as_if[0], at)
        self.values: dict[str, tuple[FactValue | None, ...]] = {
            one.name: choices(one) or _samples(one.fact.kind, day) for one in (waiting if not trying else self.theirs)
        }
        for one in self.asked:
            self.values[one.name] = (None, *self.values[one.name])
        if asked.expense and "spesa" not in line.facts:
            self.values["spesa"] = _CENTS

    def _waits_for(self, ours: Sequence[Question]) -> bool:
        line = self._decided(self.as_if[0], {}).lines[self.at]
        names = {one.name for one in line.missing}
        return line.payable_if_complete_cents is None and any(one.name in names for one in ours)

    def in_vain(self) -> set[str]:
        count = 1
        for several in self.values.values():
            count *= len(several)
        if not self.asked or count > _MOST:
            return set()
        names = list(self.values)
        signs = {found: self._sign(dict(zip(names, found, strict=True))) for found in product(*self.values.values())}
        return {one.name for one in self.asked if self._same_whatever(names.index(one.name), signs)}

    def _same_whatever(self, place: int, signs: Mapping[tuple[FactValue | None, ...], object]) -> bool:
        seen: dict[tuple[FactValue | None, ...], object] = {}
        return all(seen.setdefault((*at[:place], *at[place + 1 :]), sign) == sign for at, sign in signs.items())

    def _sign(self, more: _Facts) -> object:
        """What would come back, or be wanted besides answers; the same where nothing of it differs."""
        return tuple(self._of_line(one) for told in self.as_if for one in self._decided(told, more).lines)

    def _of_line(self, one: LineAssessment) -> object:
        """In a trial the sum alone: that the office will ask too is told beside it. A request that waits is another."""
        names = {each.name for each in self.theirs}
        more = frozenset(each for each in one.missing if each.name not in names)
        if not self.trying:
            return (one.outcome, one.granted_cents, one.quantity_granted, one.payable_if_complete_cents,
                    one.quantity_if_complete, one.deferrals, more)  # fmt: skip
        if one.outcome is Outcome.SUSPENDED:
            return one.payable_if_complete_cents, one.quantity_if_complete, more
        return one.granted_cents + one.deferred_cents, one.quantity_granted, more

    def _decided(self, told: ClaimTold, more: _Facts) -> Assessment:
        lines = list(told.lines)
        given = {name: value for name, value in more.items() if value is not None}
        lines[self.at] = replace(lines[self.at], facts={**lines[self.at].facts, **given})
        return self.answers(replace(told, lines=tuple(lines))).answer


def _day_of(told: ClaimTold, at: int) -> date:
    facts = told.lines[at].facts
    found = facts.get("servizio", facts.get("inizio"))
    return found if isinstance(found, date) else told.received_at.date()


def choices(one: Question) -> tuple[FactValue, ...]:
    """All the answers that there are; none where they cannot be counted."""
    return (True, False) if one.fact.kind is FactKind.YES_NO else one.fact.choices


def _samples(kind: FactKind, day: date) -> tuple[FactValue, ...]:
    if kind is FactKind.DAY:
        return (day, day + _LONG)
    if kind is FactKind.INSTANT:
        return tuple(datetime.combine(one, time(9), UTC) for one in (day, day + _LONG))
    return _CENTS if kind is FactKind.MONEY else ("a", "b") if kind is FactKind.TEXT else _COUNTS
