"""The letters about a request as values: what was decided and why, what is still missing, what happened to it since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mutua.letters.addressing import Addressee, Letterhead


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """What was decided of one thing that was asked, in sentences: what comes of it, why, the sums, the limits."""

    outcome: str
    reasons: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    lead: str = ""
    steps: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionLetter:
    """A decision and why, to whom it is about. `person`: whose request, where the letter goes to somebody else.

    `money`: when and how it is paid; `objection`: how to object and until when. Whole sentences, with their articles.
    `lead`: which objection it answers.
    """

    head: Letterhead
    to: Addressee
    number: str
    person: str
    received_on: date
    decided_on: date
    issued_on: date
    lines: tuple[DecidedLine, ...]
    total: str = ""
    money: tuple[str, ...] = ()
    objection: tuple[str, ...] = ()
    rules: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class PapersAskedLetter:
    """Everything that a request still lacks, in one letter. `complete_by`: None where the rules set no day."""

    head: Letterhead
    to: Addressee
    number: str
    person: str
    received_on: date
    issued_on: date
    things: tuple[str, ...]
    then: tuple[str, ...] = ()
    complete_by: date | None = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class RequestNews:
    """Something that happened to a request, told to whom it is about: a decision taken back, an objection answered.

    `title`: what, in two words. `said`: what comes of it, large; `why`; `then`: what follows, of limits and money.
    Whole sentences; `person`: whose request, where the letter goes to somebody else.
    """

    head: Letterhead
    to: Addressee
    number: str
    person: str
    received_on: date
    issued_on: date
    title: str
    said: tuple[str, ...]
    why: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    objection: tuple[str, ...] = ()
