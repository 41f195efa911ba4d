"""The one road from a paper as a value to its PDF: A4, Italian, tagged, PDF/A-2a and PDF/UA-1, same paper same bytes.

Names and texts go in as data, never as markup. The date of a document is the day of its paper: no clock is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from mutua.letters import advice, certificates, firms, membership, notices, pact, receipts, requests
from mutua.letters.advice_papers import PaymentAdvice
from mutua.letters.pact_papers import AdhesionApplication, CompanyRegulation, FirmQuote
from mutua.letters.papers import (
    AdhesionCertificate,
    BookOfMembers,
    FirmStatement,
    FirmYearList,
    HouseholdStatement,
    MembershipCard,
    NoticeLetter,
    OfferLetter,
    Paper,
    ReceiptLetter,
    ReminderLetter,
    YearCertificate,
)
from mutua.letters.pieces import head_content, place_and_day, printable_content, to_content
from mutua.letters.request_papers import DecisionLetter, PapersAskedLetter, RequestNews

TEMPLATES = Path(__file__).resolve().parent / "templates"
STANDARDS: tuple[typst.PDFStandard, ...] = ("a-2a", "ua-1")

_CONTENT: Mapping[type[Any], Callable[[Any], Mapping[str, Any]]] = {
    NoticeLetter: notices.notice,
    ReminderLetter: notices.reminder,
    YearCertificate: certificates.certificate,
    HouseholdStatement: certificates.statement,
    FirmYearList: certificates.firm_list,
    MembershipCard: membership.card,
    BookOfMembers: membership.book,
    AdhesionCertificate: firms.adhesion,
    FirmStatement: firms.statement,
    OfferLetter: firms.offer,
    DecisionLetter: requests.decision,
    PapersAskedLetter: requests.papers_asked,
    RequestNews: requests.news,
    ReceiptLetter: receipts.receipt,
    PaymentAdvice: advice.advice,
    FirmQuote: pact.quote,
    CompanyRegulation: pact.regulation,
    AdhesionApplication: pact.application,
}


class Press:
    """Prints papers one after the other with one compiler, which is what makes thousands of them quick."""

    def __init__(self) -> None:
        self._compiler = typst.Compiler(root=TEMPLATES, ignore_system_fonts=True)

    def print(self, paper: Paper) -> bytes:
        """The PDF of a paper. Equal papers give equal bytes, with the same version of mutua and of typst."""
        return self._pdf(*filled(paper), paper)

    def print_together(self, letters: Sequence[Paper], title: str) -> bytes:
        """One PDF of several letters, each from a page of its own, for the printer."""
        return self._pdf(*filled_together(letters, title), letters[0])

    def _pdf(self, template: Path, inputs: dict[str, str], paper: Paper) -> bytes:
        made = self._compiler.compile(
            input=template, sys_inputs=inputs, pdf_standards=list(STANDARDS),
            timestamp=datetime.combine(paper.issued_on, time(12), UTC),
        )  # fmt: skip
        if not isinstance(made, bytes):
            raise AssertionError("a PDF is one file")
        return made

    def pictures(self, paper: Paper, ppi: float = 110) -> list[bytes]:
        """The pages of a paper as PNG pictures, to be looked at."""
        template, inputs = filled(paper)
        made = self._compiler.compile(input=template, sys_inputs=inputs, format="png", ppi=ppi)
        return [made] if isinstance(made, bytes) else list(made or ())


def filled(paper: Paper) -> tuple[Path, dict[str, str]]:
    """The template of a paper and what is given to it."""
    content = _content(paper)
    return TEMPLATES / f"{content['template']}.typ", _inputs(content)


def filled_together(letters: Sequence[Paper], title: str) -> tuple[Path, dict[str, str]]:
    """The same of several letters of one society."""
    contents = [_content(one) for one in letters]
    content = {"title": title, "head": contents[0]["head"], "issued_on": contents[0]["issued_on"], "letters": contents}
    return TEMPLATES / "letters.typ", _inputs(content)


def _content(paper: Paper) -> dict[str, Any]:
    content = dict(_CONTENT[type(paper)](paper))
    content |= {"head": head_content(paper.head), "issued_on": paper.issued_on.isoformat()}
    to = getattr(paper, "to", None)
    if to is not None:
        content["to"] = to_content(to)
        content.setdefault("place_and_day", place_and_day(paper.head, paper.issued_on))
    return content


def _inputs(content: Mapping[str, Any]) -> dict[str, str]:
    return {"data": json.dumps(printable_content(content), ensure_ascii=False, sort_keys=True)}
