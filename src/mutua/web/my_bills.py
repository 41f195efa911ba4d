"""The invoices of a refund being asked for: one more, an expense less, how each is called on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mutua.domain.asked import PaperAsked
from mutua.services.claim_cells import line_count
from mutua.services.typed_bills import FIRST, Bill, bills_of, paper_of_all, split_paper
from mutua.services.typed_claim import ClaimTyped, LineTyped
from mutua.web.clerk_claim_forms import with_a_line_more, without_line
from mutua.web.site import Shown

_OF_THE_WHOLE = ("invoice", "invoiced", "issuer")


class BillShown(NamedTuple):
    """An invoice on the page. `name`: «Fattura 2», "" where it is alone; `invoice`: whether it bears a number.

    `of`: how the labels of its fields end.
    """

    bill: Bill
    name: str
    lines: tuple[LineTyped, ...]
    papers: tuple[PaperAsked, ...]
    invoice: bool
    of: str


class FileChoice(NamedTuple):
    """What may be photographed, under the name of its invoice."""

    under: str
    papers: tuple[tuple[str, str], ...]


def bills_shown(visit: Shown, typed: ClaimTyped) -> list[BillShown]:
    several = len(typed.bills) > 1
    return [
        BillShown(
            bill, called(visit, at) if several else "", tuple(one for one in typed.lines if one.number in bill.lines),
            tuple(typed.papers_of(bill.lines)), typed.invoice_of(bill.lines),
            ending(visit, at) if several else "",
        )
        for at, bill in enumerate(typed.bills, 1)
    ]  # fmt: skip


def called(visit: Shown, at: int) -> str:
    return visit.say("Fattura {n}", "Invoice {n}", n=at)


def ending(visit: Shown, at: int) -> str:
    """How the label of a field of that invoice ends, where there are several."""
    return visit.say(" (fattura {n})", " (invoice {n})", n=at)


def dated_for_all(typed: ClaimTyped, files: Iterable[str]) -> list[PaperAsked]:
    """The papers of which a file came that is of all invoices: their date is asked for once."""
    there = set(files) if len(typed.bills) > 1 else set()
    return [one for one in typed.papers if paper_of_all(one.name) in there]


def file_choices(visit: Shown, typed: ClaimTyped) -> list[FileChoice]:
    """What a file may be, invoice by invoice; other papers may be of all of them."""
    invoice = ("fattura", visit.say("Fattura", "Invoice"))
    found = []
    for one in bills_shown(visit, typed):
        papers = [(paper.name, paper.title) for paper in one.papers] or ([invoice] if one.invoice else [])
        found.append(FileChoice(one.name, tuple((one.bill.paper(name), title) for name, title in papers)))
    of_all = [(one.name, one.title) for one in typed.papers if one.name != "fattura"]
    if len(typed.bills) > 1 and of_all:
        every = tuple((paper_of_all(name), title) for name, title in of_all)
        found.append(FileChoice(visit.say("Per tutte le fatture", "For all invoices"), every))
    return found


def file_title(choices: Iterable[FileChoice], name: str) -> str:
    """How a file that came is called: which paper, of which invoice; "" where nothing there asks for that paper."""
    for one in choices:
        for value, title in one.papers:
            if value == name:
                return f"{one.under}: {title}" if one.under else title
    return ""


def with_another_expense(cells: Mapping[str, str]) -> dict[str, str]:
    """One expense more of the last invoice."""
    found = with_a_line_more(cells)
    last = line_count(found)
    key = cells.get(f"bill-{last - 1}", FIRST)
    return found if key == FIRST else {**found, f"bill-{last}": key}


def with_another_bill(cells: Mapping[str, str]) -> dict[str, str]:
    """One expense more, of an invoice of its own; the day is still to be told."""
    keys = [int(one.key) for one in bills_of(cells, range(1, line_count(cells) + 1))]
    found = with_a_line_more(cells)
    last = line_count(found)
    return {**found, f"served-{last}": "", f"bill-{last}": str(max(keys) + 1)}


def without_expense(cells: Mapping[str, str], number: int) -> tuple[dict[str, str], tuple[Bill, ...]]:
    """Without that expense, and without what was told of an invoice that has no other; which invoices went."""
    before = bills_of(cells, range(1, line_count(cells) + 1))
    found = without_line(cells, number)
    left = {one.key for one in bills_of(found, range(1, line_count(found) + 1))}
    gone = tuple(one for one in before if one.key not in left) if line_count(cells) > 1 else ()
    return {name: value for name, value in found.items() if not any(_is_of(one, name) for one in gone)}, gone


def _is_of(bill: Bill, name: str) -> bool:
    """Whether a cell is told of that invoice."""
    if name.startswith("dated-"):
        return split_paper(name.removeprefix("dated-"))[0] == bill.key
    return name in [bill.cell(one) for one in _OF_THE_WHOLE]
