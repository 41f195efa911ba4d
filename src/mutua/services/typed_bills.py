"""The invoices of a request being typed: which lines are of which, and what the files that came are of.

A form of a single invoice calls its cells `invoice`, `invoiced`, `issuer`, `dated-…`, and its files by their paper. One
with several says of each line which it is of (`bill-2` is `3`), and calls the cells of another invoice `invoice-b3`,
`dated-b3-…`, its files `b3-…`; `b0-…` is of all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from mutua.domain.case import FactValue
from mutua.domain.records import ClaimTold

FIRST, ALL = "1", "0"
_OF_BILL = re.compile(r"b([0-9]{1,2})-(.+)")


class Bill(NamedTuple):
    """An invoice: the key by which cells call it, and the numbers of its lines."""

    key: str
    lines: tuple[int, ...]

    def cell(self, name: str) -> str:
        """How the cell of that name is called for this invoice."""
        return name if self.key == FIRST else f"{name}-b{self.key}"

    def paper(self, name: str) -> str:
        """How a file of that paper is called for this invoice."""
        return name if self.key == FIRST else f"b{self.key}-{name}"


EVERY = Bill(ALL, ())  # what is of all of them


def bills_of(cells: Mapping[str, str], lines: Iterable[int]) -> tuple[Bill, ...]:
    """The invoices in the order of their first lines."""
    found: dict[str, list[int]] = {}
    for number in lines:
        said = cells.get(f"bill-{number}", FIRST)
        key = said if re.fullmatch(r"[1-9][0-9]?", said) else FIRST
        found.setdefault(key, []).append(number)
    return tuple(Bill(key, tuple(numbers)) for key, numbers in found.items())


def paper_of_all(name: str) -> str:
    """How a file of that paper is called that is of all invoices."""
    return f"b{ALL}-{name}"


def split_paper(called: str) -> tuple[str, str]:
    """Of which invoice a file is, and which paper."""
    match = _OF_BILL.fullmatch(called)
    return (match[1], match[2]) if match else (FIRST, called)


def is_there(bill: Bill, name: str, with_file: Iterable[str], *, alone: bool) -> bool:
    """Whether a file of that paper came with the invoice. `alone`: it is the only one, so all files are its own."""
    places = {split_paper(one) for one in with_file}
    return any(paper == name and (alone or key in (bill.key, ALL)) for key, paper in places)


def places_of(bills: tuple[Bill, ...], told: ClaimTold, called: str) -> list[tuple[int, str]]:
    """The lines (0: the whole request) that a file is delivered with, each with the paper it is."""
    key, name = split_paper(called)
    bill = next((one for one in bills if one.key == key), None)
    if len(bills) < 2 or bill is None:
        return [(0, name)]
    return [(number, name) for number in bill.lines if name in told.lines[number - 1].papers]


def day_of_invoice(name: str, invoiced: FactValue | None) -> date | None:
    """The day that the paper bears by itself: the invoice its own."""
    return invoiced if name == "fattura" and isinstance(invoiced, date) else None
