"""Adhesion to the pact and the life of a firm's plan: what may follow what, and where an organisation stands on a day.

Both tables of transitions are data. Some states come by themselves when a day is reached: who withdrew has left, who
did not confirm a new text in time has lapsed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

RECONFIRM_DAYS = 60  # to confirm a new text of the pact, where nobody says another number
PAPERS_REMINDER_DAYS = 30  # after which who owes papers is reminded


class AdhesionState(StrEnum):
    OUTSIDE = "outside"
    LEAD = "lead"
    APPLIED = "applied"
    TO_COMPLETE = "to_complete"
    UNDER_REVIEW = "under_review"
    ACTIVE = "active"
    REFUSED = "refused"
    LEAVING = "leaving"
    LEFT = "left"
    SUSPENDED = "suspended"
    EXCLUDED = "excluded"
    LAPSED = "lapsed"


class AdhesionEvent(StrEnum):
    CONTACTED = "contacted"
    APPLIED = "applied"
    PAPERS_ASKED = "papers_asked"
    COMPLETED = "completed"
    ADMITTED = "admitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    EXCLUDED = "excluded"
    NEW_TEXT = "new_text"
    RECONFIRMED = "reconfirmed"


_A, _E = AdhesionState, AdhesionEvent
ADHESION: Mapping[AdhesionState, Mapping[AdhesionEvent, AdhesionState]] = MappingProxyType({
    _A.OUTSIDE: {_E.CONTACTED: _A.LEAD, _E.APPLIED: _A.APPLIED},
    _A.LEAD: {_E.APPLIED: _A.APPLIED},
    _A.APPLIED: {_E.PAPERS_ASKED: _A.TO_COMPLETE, _E.COMPLETED: _A.UNDER_REVIEW},
    _A.TO_COMPLETE: {_E.PAPERS_ASKED: _A.TO_COMPLETE, _E.COMPLETED: _A.UNDER_REVIEW},
    _A.UNDER_REVIEW: {_E.ADMITTED: _A.ACTIVE, _E.REFUSED: _A.REFUSED},
    _A.ACTIVE: {
        _E.WITHDRAWN: _A.LEAVING, _E.SUSPENDED: _A.SUSPENDED, _E.EXCLUDED: _A.EXCLUDED, _E.NEW_TEXT: _A.ACTIVE,
        _E.RECONFIRMED: _A.ACTIVE,
    },
    _A.SUSPENDED: {_E.REINSTATED: _A.ACTIVE, _E.EXCLUDED: _A.EXCLUDED, _E.WITHDRAWN: _A.LEAVING},
    _A.LEAVING: {},
    _A.LEFT: {_E.APPLIED: _A.APPLIED},
    _A.REFUSED: {_E.APPLIED: _A.APPLIED},
    _A.EXCLUDED: {_E.APPLIED: _A.APPLIED},
    _A.LAPSED: {_E.APPLIED: _A.APPLIED, _E.RECONFIRMED: _A.ACTIVE},
})  # fmt: skip
# What only a resolution of the steering committee or the board decides.
RESOLVED = frozenset({_E.ADMITTED, _E.REFUSED, _E.SUSPENDED, _E.REINSTATED, _E.EXCLUDED})
PACT_BODIES = ("steering_committee", "board", "assembly")
SOURCES = ("", "clerk", "node", "event", "web", "paper")
THEMES = (
    "urban_commons", "circular_economy", "inclusive_education", "social_inclusion", "health", "mutualism",
    "network_nodes", "sustainable_development", "social_capital", "work",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AdhesionTold:
    """Something that happened in an adhesion. `effective_on`: from when it counts; `due_on`: the last day for what
    must follow (papers, a confirmation), where there is one."""

    event: AdhesionEvent
    happened_on: date
    effective_on: date
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class AdhesionStanding:
    """Where an organisation stands in the pact, since when, and by when something is due (None: nothing is)."""

    state: AdhesionState
    since: date | None
    due_on: date | None = None


NOWHERE = AdhesionStanding(AdhesionState.OUTSIDE, None)


def adhesion_on(events: Sequence[AdhesionTold], day: date) -> AdhesionStanding:
    """Where the organisation stands on the day."""
    found = NOWHERE
    for one in events:
        if one.effective_on > day and one.event is not AdhesionEvent.WITHDRAWN:
            break
        if one.happened_on > day:
            break
        found = _after(_by_itself(found, one.happened_on), one)
    return _by_itself(found, day)


def _after(found: AdhesionStanding, one: AdhesionTold) -> AdhesionStanding:
    state = ADHESION[found.state].get(one.event)
    if state is None:
        raise ValueError(f"{one.event} does not follow {found.state}")
    if one.event is AdhesionEvent.WITHDRAWN:
        return AdhesionStanding(state, one.happened_on, one.effective_on)
    since = found.since if state is found.state and found.state is AdhesionState.ACTIVE else one.effective_on
    return AdhesionStanding(state, since, one.due_on)


def _by_itself(found: AdhesionStanding, day: date) -> AdhesionStanding:
    """What days alone have changed: who withdrew has left, who did not confirm has lapsed."""
    if found.due_on is None or day <= found.due_on:
        if found.state is AdhesionState.LEAVING and found.due_on is not None and day == found.due_on:
            return AdhesionStanding(AdhesionState.LEFT, found.due_on)
        return found
    if found.state is AdhesionState.LEAVING:
        return AdhesionStanding(AdhesionState.LEFT, found.due_on)
    if found.state is AdhesionState.ACTIVE:
        return AdhesionStanding(AdhesionState.LAPSED, found.due_on + timedelta(days=1))
    return found


# The codes by which `why_not_adhesion` says that an event cannot follow; each has a sentence in `wording`.
PACT_WHY_NOT = ("pact_effect_before_deed", "pact_out_of_order", "pact_not_allowed")


def why_not_adhesion(events: Sequence[AdhesionTold], new: AdhesionTold) -> str:
    """Why an event cannot follow the others, as a code; "" where it can."""
    if new.effective_on < new.happened_on:
        return "pact_effect_before_deed"
    if events and new.happened_on < events[-1].happened_on:
        return "pact_out_of_order"
    if new.event not in ADHESION[adhesion_on(events, new.happened_on).state]:
        return "pact_not_allowed"
    return ""


# ---------------------------------------------------------------- the plan of a firm


class PlanState(StrEnum):
    NONE = "none"
    QUOTE = "quote"
    OFFERED = "offered"
    SIGNED = "signed"
    ACTIVE = "active"
    RENEWING = "renewing"
    ENDED = "ended"


class PlanEvent(StrEnum):
    QUOTED = "quoted"
    OFFERED = "offered"
    SIGNED = "signed"
    ACTIVATED = "activated"
    RENEWAL_OPENED = "renewal_opened"
    RENEWED = "renewed"
    ENDED = "ended"


_P, _V = PlanState, PlanEvent
PLAN: Mapping[PlanState, Mapping[PlanEvent, PlanState]] = MappingProxyType({
    _P.NONE: {_V.QUOTED: _P.QUOTE, _V.OFFERED: _P.OFFERED},
    _P.QUOTE: {_V.OFFERED: _P.OFFERED, _V.ENDED: _P.ENDED},
    _P.OFFERED: {_V.SIGNED: _P.SIGNED, _V.ENDED: _P.ENDED},
    _P.SIGNED: {_V.ACTIVATED: _P.ACTIVE, _V.ENDED: _P.ENDED},
    _P.ACTIVE: {_V.RENEWAL_OPENED: _P.RENEWING, _V.RENEWED: _P.ACTIVE, _V.ENDED: _P.ENDED},
    _P.RENEWING: {_V.RENEWED: _P.ACTIVE, _V.ENDED: _P.ENDED},
    _P.ENDED: {},
})  # fmt: skip


def plan_state(events: Sequence[PlanEvent]) -> PlanState:
    """Where a plan stands after its events. Refuses (ValueError) what the table does not allow."""
    state = PlanState.NONE
    for one in events:
        if one not in PLAN[state]:
            raise ValueError(f"{one} does not follow {state}")
        state = PLAN[state][one]
    return state


@dataclass(frozen=True, slots=True)
class FirmArrears:
    """How a plan stands with its payments on a day: nothing late, late but in grace, suspended, on the way back.

    `until`: the last day of the grace, or the day on which cover comes back.
    """

    state: str  # regular, grace, suspended, restoring
    since: date | None = None
    until: date | None = None


def firm_arrears(
    statements: Sequence[tuple[date, date | None]], day: date, *, grace_days: int, restore_days: int
) -> FirmArrears:
    """From the statements of a plan, each with the day it is due and the day it was paid (None: not yet)."""
    found = FirmArrears("regular")
    for due_on, paid_on in sorted(statements, key=lambda one: one[0]):
        if due_on >= day:
            continue
        limit = due_on + timedelta(days=grace_days)
        if paid_on is None or paid_on > day:
            worse = FirmArrears("grace", due_on, limit) if day <= limit else FirmArrears("suspended", limit)
            found = found if found.state == "suspended" else worse
        elif paid_on > limit:
            back = paid_on + timedelta(days=restore_days)
            if day < back and found.state == "regular":
                found = FirmArrears("restoring", paid_on, back)
    return found
