"""The life of a member, from the application to the end: what may follow what, and where a person stands on a day.

The table of transitions is data. Age and health end no membership: there is no such event, and the reasons for which
the society itself may let somebody go are a closed list that holds neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class MemberKind(StrEnum):
    """Ordinary and supporting members are persons or bodies; a group member is a body that joins for its own people."""

    ORDINARY = "ordinary"
    SUPPORTING = "supporting"
    GROUP = "group"


class State(StrEnum):
    """Where a person stands. An outsider never was a member, or took back an application."""

    OUTSIDER = "outsider"
    APPLICANT = "applicant"
    REFUSED = "refused"
    APPEALING = "appealing"  # against a refusal
    MEMBER = "member"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    EXCLUDED = "excluded"
    CONTESTING = "contesting"  # an exclusion
    DEAD = "dead"


class Event(StrEnum):
    APPLIED = "applied"
    APPLICATION_WITHDRAWN = "application_withdrawn"
    ADMITTED = "admitted"
    REFUSED = "refused"
    APPEALED = "appealed"
    APPEAL_UPHELD = "appeal_upheld"
    APPEAL_REJECTED = "appeal_rejected"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    EXCLUDED = "excluded"
    DIED = "died"
    READMITTED = "readmitted"
    CARRIED_OVER = "carried_over"  # a member of the time before this archive
    KIND_CHANGED = "kind_changed"  # an ordinary member becomes a supporting one, and the like
    TAKEN_BACK = "taken_back"  # what was recorded last was a mistake: it never happened


# Who is a member, with or without the rights that a suspension takes away.
MEMBERS = frozenset({State.MEMBER, State.SUSPENDED})
ENDINGS = frozenset({Event.WITHDRAWN, Event.LAPSED, Event.EXCLUDED, Event.DIED})
ENTRIES = frozenset({Event.ADMITTED, Event.READMITTED, Event.CARRIED_OVER})
# What the members' book notes. Suspensions are not: who is suspended is a member.
NOTED = ENTRIES | ENDINGS | {Event.APPEAL_UPHELD, Event.KIND_CHANGED}
# What only a resolution can do.
BY_RESOLUTION = frozenset(
    {
        Event.ADMITTED, Event.READMITTED, Event.REFUSED, Event.APPEAL_UPHELD, Event.APPEAL_REJECTED, Event.LAPSED,
        Event.EXCLUDED, Event.KIND_CHANGED,
    }
)  # fmt: skip

_LEAVING = {
    Event.WITHDRAWN: State.WITHDRAWN, Event.LAPSED: State.LAPSED, Event.EXCLUDED: State.EXCLUDED,
    Event.DIED: State.DEAD,
}  # fmt: skip

TRANSITIONS: Mapping[State, Mapping[Event, State]] = MappingProxyType({
    State.OUTSIDER: {Event.APPLIED: State.APPLICANT, Event.CARRIED_OVER: State.MEMBER},
    State.APPLICANT: {
        Event.ADMITTED: State.MEMBER, Event.READMITTED: State.MEMBER, Event.REFUSED: State.REFUSED,
        Event.APPLICATION_WITHDRAWN: State.OUTSIDER,
    },
    State.REFUSED: {Event.APPEALED: State.APPEALING, Event.APPLIED: State.APPLICANT},
    State.APPEALING: {Event.APPEAL_UPHELD: State.MEMBER, Event.APPEAL_REJECTED: State.REFUSED},
    State.MEMBER: {Event.KIND_CHANGED: State.MEMBER, Event.SUSPENDED: State.SUSPENDED, **_LEAVING},
    State.SUSPENDED: {Event.KIND_CHANGED: State.SUSPENDED, Event.REINSTATED: State.MEMBER, **_LEAVING},
    State.WITHDRAWN: {Event.APPLIED: State.APPLICANT},
    State.LAPSED: {Event.APPLIED: State.APPLICANT},
    State.EXCLUDED: {Event.APPEALED: State.CONTESTING, Event.APPLIED: State.APPLICANT},
    State.CONTESTING: {Event.APPEAL_UPHELD: State.MEMBER, Event.APPEAL_REJECTED: State.EXCLUDED},
    State.DEAD: {},
})  # fmt: skip

# Why the society itself may suspend somebody, or let them go. A statute chooses among these; it cannot add to them.
REASONS: Mapping[Event, tuple[str, ...]] = MappingProxyType(
    {
        Event.SUSPENDED: ("arrears", "disciplinary"),
        Event.LAPSED: ("arrears", "body_dissolved"),
        Event.EXCLUDED: ("arrears", "serious_breach", "false_statements", "harm_to_society"),
    }
)


# Who takes resolutions, how one knows who lives with whom, why somebody came into a household.
BODIES = ("board", "assembly")
EVIDENCE = ("declaration", "certificate", "unknown")
MOVES = ("separation", "adult_child", "newborn", "marriage", "other")


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """Something that happened in the life of a member.

    `happened_on`: the day of the deed (the application, the resolution, the death); `effective_on`: the first day of
    the state that follows. `due_on`: the last day for what may or must follow (the decision, an appeal), where a clock
    runs. `kind`: as what the person applied, came in, or goes on. `reason` is one of `REASONS`, "" where none is asked.
    """

    event: Event
    happened_on: date
    effective_on: date
    kind: MemberKind | None = None
    reason: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands on a day: since when, as which kind of member (None: never was nor asked to be one)."""

    state: State
    since: date | None
    kind: MemberKind | None

    @property
    def is_member(self) -> bool:
        return self.state in MEMBERS


NOBODY = Standing(State.OUTSIDER, None, None)


# The codes by which `why_not` says that an event cannot follow; each has a sentence in `wording`.
WHY_NOT = (
    "life_not_allowed", "life_out_of_order", "life_effect_before_deed", "life_reason", "appeal_decided",
    "life_same_kind",
)  # fmt: skip


def steps_of(events: Sequence[LifeEvent]) -> list[tuple[LifeEvent, State]]:
    """The events that count, with the state each leads to. Refuses (ValueError) what the table does not allow.

    Of two endings the earlier counts: who has given notice for New Year and dies in November died a member. What was
    taken back is as if it had never been told.
    """
    found: list[tuple[LifeEvent, State]] = []
    before: list[list[tuple[LifeEvent, State]]] = []
    for one in events:
        if one.event is Event.TAKEN_BACK:
            if not before:
                raise ValueError("nothing is left to be taken back")
            found = before.pop()
            continue
        before.append(list(found))
        if _supersedes(found, one):
            found.pop()
        state = found[-1][1] if found else State.OUTSIDER
        if one.event not in TRANSITIONS[state]:
            raise ValueError(f"{one.event} does not follow {state}")
        found.append((one, TRANSITIONS[state][one.event]))
    return found


def _supersedes(found: Sequence[tuple[LifeEvent, State]], new: LifeEvent) -> bool:
    """Whether an ending comes before another one, or a change of kind, that is told already for a later day."""
    return bool(
        found and new.event in ENDINGS and found[-1][0].event in (*ENDINGS, Event.KIND_CHANGED)
        and new.effective_on < found[-1][0].effective_on
    )  # fmt: skip


def why_not(events: Sequence[LifeEvent], new: LifeEvent) -> str:
    """Why an event cannot follow the others, as a code; "" where it can."""
    if new.effective_on < new.happened_on:
        return "life_effect_before_deed"
    steps = steps_of(events)
    if new.event is Event.TAKEN_BACK:
        return "life_not_allowed" if last_standing(events) is None else ""
    if _supersedes(steps, new):
        steps.pop()
    state = steps[-1][1] if steps else State.OUTSIDER
    if new.event not in TRANSITIONS[state]:
        return "life_not_allowed"
    if steps and (new.effective_on < steps[-1][0].effective_on or new.happened_on < steps[-1][0].happened_on):
        return "life_out_of_order"
    if new.event in (Event.ADMITTED, Event.READMITTED) and (new.event is Event.READMITTED) != was_member(events):
        return "life_not_allowed"
    if new.event is Event.KIND_CHANGED and new.kind in (None, standing_on(events, date.max).kind):
        return "life_same_kind"
    if new.event is Event.APPEALED and _appeal_was_decided([one for one, _ in steps]):
        return "appeal_decided"
    if new.reason not in REASONS.get(new.event, ("",)):
        return "life_reason"
    return ""


def _appeal_was_decided(events: Sequence[LifeEvent]) -> bool:
    """Whether what the person could appeal against was appealed against already."""
    since = [one.event for one in events if one.event in (Event.REFUSED, Event.EXCLUDED, Event.APPEAL_REJECTED)]
    return since[-1:] == [Event.APPEAL_REJECTED]


def last_standing(events: Sequence[LifeEvent]) -> int | None:
    """The place among the events of the last one that was not taken back; None where there is none."""
    left: list[int] = []
    for at, one in enumerate(events):
        if one.event is not Event.TAKEN_BACK:
            left.append(at)
        elif left:
            left.pop()
    return left[-1] if left else None


def was_member(events: Sequence[LifeEvent]) -> bool:
    """Whether the person ever was a member."""
    return any(state in MEMBERS for _, state in steps_of(events))


def standing_on(events: Sequence[LifeEvent], day: date) -> Standing:
    """Where the person stands on the day."""
    standing, kind = NOBODY, None
    for one, state in steps_of(events):
        if one.effective_on > day:
            break
        kind = one.kind or kind
        since = standing.since if one.event is Event.KIND_CHANGED else one.effective_on
        standing = Standing(state, since, kind)
    return standing
