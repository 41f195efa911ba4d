"""What was read of a bank's file: its statements, and everything that is wrong with it, each mistake with its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from mutua.domain.account_statement import Statement
from mutua.domain.identifiers.iban import masked
from mutua.domain.italian import written_day, written_money

MOST_LINES = 100_000
NOTHING_MORE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class BankMistake:
    """What is wrong with a bank's file: in which statement and movement, or in which row and column.

    Counted from 1, 0 for the whole file; `element` is how the file calls it. A `warning` stops nothing.
    """

    code: str
    statement: int = 0
    line: int = 0
    row: int = 0
    element: str = ""
    found: str = ""
    values: tuple[tuple[str, str], ...] = ()
    warning: bool = False


@dataclass(slots=True)
class Reading:
    """What was read of a file. Where `mistakes` says more than warnings, nothing of it can be used."""

    statements: list[Statement] = field(default_factory=list)
    mistakes: list[BankMistake] = field(default_factory=list)

    @property
    def usable(self) -> bool:
        return all(one.warning for one in self.mistakes)

    def refuse(
        self, code: str, *, statement: int = 0, line: int = 0, row: int = 0, element: str = "", found: str = "",
        values: Mapping[str, str] = NOTHING_MORE, warning: bool = False,
    ) -> None:  # fmt: skip
        self.mistakes.append(
            BankMistake(code, statement, line, row, element, found, tuple(sorted(values.items())), warning)
        )


def doubt_strange_accounts(reading: Reading, known: Collection[str]) -> None:
    """A statement of an account that is none of those known may be another society's. Nothing known: no doubt."""
    for ordinal, one in enumerate(reading.statements, 1):
        if known and one.account not in known:
            reading.refuse("bank_account_strange", statement=ordinal, found=masked(one.account), warning=True)


def sums(statement: Statement) -> dict[str, str]:
    """The sums of a statement that does not add up, as they are told."""
    return {
        "opening": written_money(statement.opening_cents or 0), "movements": written_money(statement.sum_cents),
        "closing": written_money(statement.closing_cents or 0), "missing": written_money(statement.missing_cents),
    }  # fmt: skip


def refuse_days_ahead(reading: Reading, today: date) -> None:
    """A bank tells what happened: movements of days to come are another year, or another thing. Told once."""
    ahead = [line for one in reading.statements for line in one.lines if line.booked_on > today]
    if ahead:
        first = ahead[0]
        table = any(one.form == "table" for one in reading.statements)
        reading.refuse(
            "bank_days_ahead", row=first.place if table else 0, line=0 if table else first.place,
            found=written_day(first.booked_on), values={"count": str(len(ahead)), "today": written_day(today)},
        )  # fmt: skip
