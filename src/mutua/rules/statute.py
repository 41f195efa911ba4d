"""What a society's statute says of its members: its clocks, its reasons, who votes, which number comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mutua.domain.member_life import MemberKind
from mutua.rules.model.terms import Duration


@dataclass(frozen=True, slots=True)
class Clock:
    """How long something may take, counted from the day before it, which is day 0; with its article."""

    within: Duration
    article: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """For which reasons the society may suspend somebody or let them go: codes of the closed list, with the article."""

    reasons: tuple[str, ...]
    article: str


@dataclass(frozen=True, slots=True)
class Statute:
    """The statute as far as members go in and out.

    `decision` runs from the application to its communication, `appeal` from the communication of a refusal,
    `exclusion_appeal` from that of an exclusion (None: the statute knows none). `suspension_delay`: how long a
    contribution is late before arrears suspend (None: the statute does not say).
    """

    title: str
    source: str
    note: str
    decision: Clock
    appeal: Clock
    exclusion_appeal: Clock | None
    votes: Mapping[MemberKind, bool]
    votes_article: str
    suspended_vote: bool
    suspension: Grounds
    lapse: Grounds
    exclusion: Grounds
    former_number: bool  # who is readmitted takes back the number they had
    number_article: str
    suspension_delay: Duration | None = None
