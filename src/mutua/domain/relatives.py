"""Relatives of who works at a firm: how long one is covered with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mutua.domain.firms import Enrolment


def following(one: Enrolment, workers: Iterable[Enrolment]) -> Enrolment | None:
    """The enrolment of a relative as it stands with those of who works there from the same household, after they
    changed: it lasts as long as one of them does, and no longer than it was wanted; None where it never was."""
    theirs = [told for told in workers if told.firm_id == one.firm_id and told.category.of_relative is one.category]
    if not theirs:
        return None
    ends = [told.left_on for told in theirs if told.left_on is not None]
    last = max(ends) if len(ends) == len(theirs) else None
    since = max(one.hired_on, min(told.hired_on for told in theirs))
    if last is not None and last < since:
        return None
    if one.reason == "leave" and one.left_on is not None and (last is None or one.left_on <= last):
        return replace(one, hired_on=since) if one.left_on >= since else None
    return replace(one, hired_on=since, left_on=last, reason="" if last is None else "worker")
