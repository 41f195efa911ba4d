"""Which payment run a movement that went out is: the whole run in one debit, or one transfer of it by its reference.

The amount is always the same to the cent. The reference of a transfer, or the name of a run in the text, makes it
certain; an amount and a day alone are likely where one run has them, possible where several do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from mutua.bank.match_values import Grade, MoneyLine, Proposal, Why, graded_by_day

DAYS = 5  # after the day of payment, within which a sum alone speaks for a run
_TRANSFER = re.compile(r"SCT-[0-9]{6,}-[0-9]{5,}")
_RUN = re.compile(r"SCT-[0-9]{6,}(?![0-9]|-[0-9])")


class SentLine(NamedTuple):
    """A transfer of a run; `debited`: its own debit was confirmed."""

    end_to_end: str
    cents: int
    debited: bool = False


class SentRun(NamedTuple):
    """A run whose file was made. `refused_cents`: of transfers that the bank refused; `debited`: the whole run was."""

    name: str
    execute_on: date
    cents: int
    lines: tuple[SentLine, ...]
    refused_cents: int = 0
    debited: bool = False

    @property
    def sums(self) -> tuple[int, ...]:
        """What the bank may book in one: all of it, or all but what it refused."""
        return tuple(dict.fromkeys(one for one in (self.cents, self.cents - self.refused_cents) if one > 0))


def propose_outgoing(line: MoneyLine, runs: Iterable[SentRun]) -> list[Proposal]:
    """What a movement that went out may be, the surest first; nothing where no run or transfer speaks for it."""
    if line.cents >= 0 or line.returned:
        return []
    said, known = f"{line.end_to_end} {line.text}", list(runs)
    names = dict.fromkeys(_TRANSFER.findall(said))
    if names:
        return _transfer(line, list(names), known)
    open_ = [one for one in known if not one.debited and not any(each.debited for each in one.lines)]
    fitting = [one for one in open_ if -line.cents in one.sums and line.booked_on >= one.execute_on]
    named = set(_RUN.findall(said))
    if named:
        return [_run(line, one, Grade.CERTAIN, Why("run_named", one.name)) for one in fitting if one.name in named]
    near = [one for one in fitting if (line.booked_on - one.execute_on).days <= DAYS]
    grade = Grade.LIKELY if len(near) == 1 else Grade.POSSIBLE
    more = () if len(near) == 1 else (Why("ambiguous"),)
    return [_run(line, one, grade, Why("run", one.name), *more) for one in near]


def _run(line: MoneyLine, one: SentRun, grade: Grade, *why: Why) -> Proposal:
    total = Why("run_sum", str(len(one.lines))) if len(one.lines) > 1 else Why("amount_sent")
    if -line.cents != one.cents:
        total = Why("run_sum_without_refused")
    return Proposal(line.line_id, grade, (why[0], total, *why[1:]), debits=one.name)


def _transfer(line: MoneyLine, names: Sequence[str], runs: Iterable[SentRun]) -> list[Proposal]:
    """The one transfer that the movement names, where it is of its amount and was not debited before."""
    for run in runs:
        for one in run.lines:
            if [one.end_to_end] != names:
                continue
            why = Why("payment", one.end_to_end)
            if one.debited or run.debited:
                return [Proposal(line.line_id, Grade.POSSIBLE, (why, Why("debited_before")))]
            if one.cents != -line.cents:
                differs = Why("payment_differs", str(-line.cents - one.cents))
                return [Proposal(line.line_id, Grade.POSSIBLE, (why, differs))]
            grade, early = graded_by_day(line, run.execute_on)
            return [Proposal(line.line_id, grade, (why, Why("amount_sent"), *early), debits=one.end_to_end)]
    return []
