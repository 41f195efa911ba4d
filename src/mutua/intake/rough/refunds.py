"""Which column of a list of payments holds what was paid, where its title does not say it in words.

A title that is a share («60%») over a column that is that share of the expense is the refund. Any other column of
amounts beside the expense is asked for: what was spent is never taken for what was paid.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from mutua.intake.rough.grid import RoughRow
from mutua.intake.rough.readings import read_money

_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")
ENOUGH = 3  # rows that show it
_A_CENT = 1


def refund_by_share(rows: Sequence[RoughRow], title: str, expense: int, at: int) -> bool:
    """Whether a column is the share of the expense that its title says, row by row."""
    told = _SHARE.search(title)
    if told is None:
        return False
    share = Decimal(told[1].replace(",", ".")) / 100
    pairs = _pairs(rows, expense, at)
    right = sum(abs(spent * share - paid) <= _A_CENT for spent, paid in pairs)
    return right >= ENOUGH and right * 10 >= len(pairs) * 9


def perhaps_refund(rows: Sequence[RoughRow], expense: int, at: int) -> bool:
    """Whether a column that nobody named may hold what was paid: amounts, mostly no more than was spent."""
    pairs = _pairs(rows, expense, at)
    below = sum(0 < paid <= spent for spent, paid in pairs)
    return bool(pairs) and below * 10 >= len(pairs) * 8 and len(pairs) * 2 >= len(rows)


def _pairs(rows: Sequence[RoughRow], expense: int, at: int) -> list[tuple[int, int]]:
    """Both amounts of each row that has them."""
    found = []
    for row in rows:
        spent, paid = read_money(row.cells[expense]), read_money(row.cells[at])
        if isinstance(spent, int) and isinstance(paid, int):
            found.append((spent, paid))
    return found
