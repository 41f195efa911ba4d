"""Invented papers, to be printed by the tests."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from pypdf import PdfReader

from mutua.letters.papers import (
    Addressee,
    BookOfMembers,
    BookPageLine,
    CertifiedPayment,
    ContributionLine,
    DecidedLine,
    DecisionLetter,
    FirmYearLine,
    FirmYearList,
    HouseholdStatement,
    Instalment,
    Letterhead,
    MembershipCard,
    NoticeLetter,
    Paper,
    PapersAskedLetter,
    RefundLine,
    ReminderLetter,
    StatementLine,
    YearCertificate,
)

HEAD = Letterhead(
    "Società di Mutuo Soccorso «La Concordia»", "via Sommeiller 14", "10064", "Pinerolo", "85001230018",
    ("Registro imprese di Torino, REA TO-1234567",), "0121 000000", "posta@concordia.example", "concordia.example",
    "IT60X0542811101000000123456", "Banca Esempio",
)  # fmt: skip
TO = Addressee("Maria Ròssi D'Àngelo", "borgata Ciò 12/bis", "10060", "Rorà")
LATE = ("Dal 8 marzo la copertura è sospesa (art. 12).",)


def notice(lines: int = 2, **changed: Any) -> NoticeLetter:
    given: dict[str, Any] = {
        "head": HEAD, "to": TO, "household": "N-417", "year": 2026, "issued_on": date(2026, 1, 8),
        "lines": tuple(
            ContributionLine(f"Ròssi Persona{at}", "Mutua base", 123456, "10 dodicesimi") for at in range(lines)
        ),
        "instalments": (
            Instalment(date(2026, 1, 31), 100000, "RF18539007547034"),
            Instalment(date(2026, 6, 30), 146912 + 2000, "RF90000001", 2000),
        ),
        "late": LATE,
    }  # fmt: skip
    return NoticeLetter(**{**given, **changed})


def reminder(**changed: Any) -> ReminderLetter:
    given: dict[str, Any] = {
        "head": HEAD, "to": TO, "household": "N-417", "year": 2026, "issued_on": date(2026, 3, 8), "sequence": 1,
        "open": (Instalment(date(2026, 1, 31), 100000, "RF18539007547034"),), "paid_cents": 5000, "late": LATE,
    }  # fmt: skip
    return ReminderLetter(**{**given, **changed})


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """What a reader of the PDF finds, spaces made plain."""
    found = "\n".join(page.extract_text() for page in read(pdf).pages)
    return " ".join(found.replace("\N{NO-BREAK SPACE}", " ").split())


NAME = "Maria Assunta Ròssi D'Àngelo"


def certificate() -> YearCertificate:
    payments = (
        CertifiedPayment(date(2026, 1, 30), "Quota associativa", "la persona stessa", "bonifico", True, 1000),
        CertifiedPayment(date(2026, 1, 30), "Mutua base", "Ròssi Giovanni", "addebito diretto", True, 12345),
        CertifiedPayment(date(2026, 7, 1), "Mutua base", "la persona stessa", "contanti", False, 12345),
    )
    refunds = (
        RefundLine(2025, date(2026, 1, 15), "Odontoiatria", 100000, 43000),
        RefundLine(2026, date(2026, 5, 15), "Visite", 12000, 3600),
        RefundLine(2026, date(2026, 6, 15), "Sussidi", None, 30000),
    )
    return YearCertificate(
        HEAD, TO, NAME, "RSSMRA80A41G674X", "1001", 2026, date(2027, 2, 1), payments, refunds, 25000, ("Nota.",)
    )


def household_statement() -> HouseholdStatement:
    lines = (
        StatementLine(date(2026, 1, 30), "Versamento, bonifico", 0, 110000),
        StatementLine(date(2026, 1, 31), "Contributi 2026", 100000, 0),
    )
    return HouseholdStatement(HEAD, TO, "N-417", 2026, date(2027, 2, 1), 5000, lines)


def book(lines: int) -> BookOfMembers:
    told = tuple(
        BookPageLine(
            at // 25 + 1, at + 1, at + 1, f"Ròssi Maria {at}", date(1980, 1, 1), "RSSMRA80A41G674X", "ordinario",
            "ammissione", date(2026, 1, 1), "", "consiglio n. 3/2026 del 31/01/2026",
        )
        for at in range(lines)
    )  # fmt: skip
    return BookOfMembers(HEAD, date(2026, 2, 1), date(2026, 1, 31), told, ("Soci: 30.",))


def decided(lines: int = 1, number: str = "26/118") -> DecisionLetter:
    line = DecidedLine(
        "Visita: le rimborsiamo 126,00 € su 180,00 € (art. 5).", ("Il limite visite aveva ancora 126,00 €.",), (), "",
        ("Spesa ammessa: 180,00 €.", "70 % di 180,00 €: 126,00 €."), ("Visite: prima 400,00 €, dopo 274,00 €.",),
        ("In tutto restano a suo carico 54,00 €.",),
    )  # fmt: skip
    days = (date(2026, 5, 11), date(2026, 6, 1), date(2026, 6, 1))
    told = ("Può opporsi per iscritto entro il 31 luglio 2026 (art. 15).",)
    return DecisionLetter(HEAD, TO, number, "Ròssi Carla", *days, (line,) * lines, "In tutto.", ("Bonifico.",), told)


def papers_asked() -> PapersAskedLetter:
    things = ("la prescrizione del medico", "la risposta a «Quante ore?»")
    days = (date(2026, 5, 11), date(2026, 6, 1))
    return PapersAskedLetter(HEAD, TO, "26/119", "", *days, things, (), date(2026, 7, 8), "art. 14")


def every_paper() -> list[Paper]:
    card = MembershipCard(HEAD, TO, NAME, "1001", date(2026, 2, 1), "ordinario", 417, date(2019, 3, 1), None)
    firm = FirmYearList(
        HEAD, Addressee("Officina"), "Officina", "01234567897", 2026, date(2027, 2, 1),
        (FirmYearLine(NAME, "RSSMRA80A41G674X", 6000, 3000, 500),),
    )  # fmt: skip
    return [
        notice(), reminder(), certificate(), household_statement(), card, firm, book(30), decided(), papers_asked(),
    ]


def empty_papers() -> list[Paper]:
    """With nothing to tell, of a society that has said only its name."""
    head, to = Letterhead("Mutua"), Addressee("")
    day = date(2026, 1, 1)
    return [
        notice(0, head=head, to=to, instalments=(), late=()), reminder(head=head, to=to, open=(), late=()),
        YearCertificate(head, to, "", "", "", 2026, day, (), ()), HouseholdStatement(head, to, "", 2026, day, 0, ()),
        MembershipCard(head, to, "", "", day), FirmYearList(head, to, "", "", 2026, day, ()),
        BookOfMembers(head, day, day, ()), DecisionLetter(head, to, "", "", day, day, day, (DecidedLine(""),)),
        PapersAskedLetter(head, to, "", "", day, day, ()),
    ]  # fmt: skip
