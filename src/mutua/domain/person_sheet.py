"""What the sheet of a person says beyond names: covers as they stand today, requests as far as they are."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class CoverToday(NamedTuple):
    """A cover that holds today, by titles. `waits`: benefits still waiting, by their first day (None: it depends).

    `stops_on`: since when nothing is covered because a contribution was not paid; `resumes_on`: the first day covered
    again, None where it is not paid yet. `put_off`: services wait for the payment instead of being lost.
    """

    plan_code: str
    plan: str
    assistance: str
    since: date
    until: date | None
    seniority_from: date
    waits: tuple[tuple[date | None, tuple[str, ...]], ...] = ()
    stops_on: date | None = None
    resumes_on: date | None = None
    put_off: bool = False
    known: bool = True  # its plan is among the regulations


class CoverApart(NamedTuple):
    """A cover that begins later, or that ended. `waits`: of one that begins, the benefits that wait on its first day
    (None: it depends); `asked_still`: of one that ended, whether something may still be asked for, and until when at
    the latest (None: the rules set no term that can be told). `beside`: other plans that begin on the same day."""

    plan: str
    assistance: str
    since: date
    until: date | None
    waits: tuple[tuple[date | None, tuple[str, ...]], ...] = ()
    asked_still: bool = False
    ask_by: date | None = None
    beside: tuple[str, ...] = ()


class RequestNow(NamedTuple):
    """A request of the person: what it asks, how far it is, what it was granted. `awaited`: what is missing, in words.

    `granted_cents`: what was due by the decision, later periods that had begun included. `paid_on`, `paid_cents`: the
    money that went out, returns taken off; `on_its_way`: it stands in a file for the bank, and no statement says yet
    that it left. `by`: the day promised for what comes next; `pays_on`: of what is to be paid, the next day on
    which the society pays, where it says its days and the rules promise none that is still to come.
    """

    claim_id: int
    public_id: str
    reference: str
    received_on: date
    benefits: tuple[str, ...]
    states: tuple[str, ...]
    asked_cents: int
    granted_cents: int | None
    owed_cents: int
    decided_on: date | None = None
    paid_on: date | None = None
    paid_cents: int = 0
    by: date | None = None
    awaited: tuple[str, ...] = ()
    in_kind: str = ""  # hours and the like that were granted, in words
    back_on: date | None = None  # when the payment came back, where it is owed again
    back_reason: str = ""  # the bank's code
    on_its_way: bool = False
    pays_on: date | None = None
    asked_in_kind: str = ""  # hours and the like that are asked for, in words

    @property
    def number(self) -> str:
        return self.reference or str(self.claim_id)
