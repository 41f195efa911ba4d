"""Invented papers, to be printed by the tests."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from pypdf import PdfReader

from mutua.domain.firms import NOTHING, Part
from mutua.letters.advice_papers import PaidRequest, PaymentAdvice
from mutua.letters.pact_papers import AdhesionApplication, CompanyRegulation, FirmQuote, QuotedLine
from mutua.letters.papers import (
    Addressee,
    AdhesionCertificate,
    BookOfMembers,
    BookPageLine,
    CertifiedPayment,
    ContributionLine,
    FirmStatement,
    FirmStatementLine,
    FirmYearLine,
    FirmYearList,
    HouseholdStatement,
    Instalment,
    Letterhead,
    MembershipCard,
    NoticeLetter,
    OfferLetter,
    Paper,
    RefundLine,
    ReminderLetter,
    StatementLine,
    YearCertificate,
)
from mutua.letters.request_papers import DecidedLine, DecisionLetter, PapersAskedLetter

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


LONG = "Maria Assunta Immacolata de' Lunghissimi-Precipitevolissimevolmente D'Àngelo"


def adhesion(**changed: Any) -> AdhesionCertificate:
    given: dict[str, Any] = {
        "head": HEAD, "to": Addressee("Officina", municipality="Pinerolo"), "organisation": "Officina",
        "vat_number": "01234567897", "seat": "Pinerolo", "issued_on": date(2026, 9, 2), "since": date(2026, 3, 10),
        "body": "Cabina di regia", "resolution": "4/2026", "resolved_on": date(2026, 3, 10), "text_version": "2",
        "themes": ("economia circolare", "lavoro"),
    }  # fmt: skip
    return AdhesionCertificate(**{**given, **changed})


def firm_statement(people: int, **changed: Any) -> FirmStatement:
    """So many lines for August, the third with a very long name; the firm's part 8.64, the worker's 3.70, fund 0.31."""
    told = tuple(
        FirmStatementLine(LONG if at == 2 else f"Benìgno Niccolò {at}", "base", date(2026, 8, 1), False, 864, 370, 31)
        for at in range(people)
    )
    given: dict[str, Any] = {
        "head": HEAD, "to": Addressee("Officina"), "firm": "Officina", "vat_number": "01234567897", "number": 12,
        "first_day": date(2026, 8, 1), "last_day": date(2026, 8, 31), "stated_on": date(2026, 9, 1),
        "issued_on": date(2026, 9, 2), "due_on": date(2026, 10, 1), "reference": "RF18539007547034", "paid_on": None,
        "lines": told,
    }  # fmt: skip
    return FirmStatement(**{**given, **changed})


def offer(**changed: Any) -> OfferLetter:
    given: dict[str, Any] = {
        "head": HEAD, "to": TO, "person": NAME, "firm": "Officina", "number": "k7q2m4x5w3e6r2t7y4u5o3p6a2",
        "issued_on": date(2026, 9, 2),
        "cover_until": date(2026, 8, 31), "answer_by": date(2026, 10, 30), "covers": ("Mutua base: base",),
        "prices": (ContributionLine("", "Contributo base", 12345, "dal 1° settembre al 31 dicembre 2026"),),
    }  # fmt: skip
    return OfferLetter(**{**given, **changed})


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


def paid() -> PaymentAdvice:
    lines = (PaidRequest("26/118", "", date(2026, 5, 11), "IT60…456", 12600),
             PaidRequest("26/119", "Ròssi Carla", date(2026, 5, 12), "IT89…296", 5000))  # fmt: skip
    return PaymentAdvice(HEAD, TO, date(2026, 6, 2), date(2026, 6, 3), True, lines)


def pact_papers() -> list[Paper]:
    """A quote for four people at 10 euro, a model regulation, an application to be signed."""
    part, notes = Part(1000, 700, 300, 25), ("Fino a 3.615,20 € non concorre al reddito (art. 51 del TUIR).",)
    day = date(2026, 9, 2)
    month, year = Part(4000, 2800, 1200, 100), Part(48000, 33600, 14400, 1200)
    return [
        FirmQuote(HEAD, day, 4, "70 % l'azienda, 30 % il lavoratore", "2,5 % dei contributi",
                  (QuotedLine("Base", "art. 10", part),), part, month, year, notes,
                  "Patto di prova"),
        CompanyRegulation(HEAD, day, "Patto di prova", ("Base (art. 10)",),
                          "per intero a carico dell'azienda", "2 %", notes),
        AdhesionApplication(HEAD, day, "Patto di prova", "2.1", "K3F9QX", day, LONG, "01234567897", "Porte", "Anna Bo",
                            "titolare", "a@esempio.invalid", "", ("lavoro",), "", True),
    ]  # fmt: skip


def every_paper() -> list[Paper]:
    card = MembershipCard(HEAD, TO, NAME, "1001", date(2026, 2, 1), "ordinario", 417, date(2019, 3, 1), None)
    firm = FirmYearList(
        HEAD, Addressee("Officina"), "Officina", "01234567897", 2026, date(2027, 2, 1),
        (FirmYearLine(NAME, "RSSMRA80A41G674X", 6000, 3000, 500),), 4000,
    )  # fmt: skip
    return [
        notice(), reminder(), certificate(), household_statement(), card, firm, book(30), adhesion(), firm_statement(3),
        offer(), decided(), papers_asked(), paid(), *pact_papers(),
    ]  # fmt: skip


def empty_papers() -> list[Paper]:
    """With nothing to tell, of a society that has said only its name."""
    head, to = Letterhead("Mutua"), Addressee("")
    day = date(2026, 1, 1)
    return [
        notice(0, head=head, to=to, instalments=(), late=()), reminder(head=head, to=to, open=(), late=()),
        YearCertificate(head, to, "", "", "", 2026, day, (), ()), HouseholdStatement(head, to, "", 2026, day, 0, ()),
        MembershipCard(head, to, "", "", day), FirmYearList(head, to, "", "", 2026, day, ()),
        BookOfMembers(head, day, day, ()), AdhesionCertificate(head, to, "", "", "", day, day, "", "", day),
        FirmStatement(head, to, "", "", 0, day, day, day, day, day, "", None, ()),
        OfferLetter(head, to, "", "", 0, day, day, day, ()),
        DecisionLetter(head, to, "", "", day, day, day, (DecidedLine(""),)),
        PapersAskedLetter(head, to, "", "", day, day, ()),
        FirmQuote(head, day, 0, "", "", (), NOTHING, NOTHING, NOTHING),
        CompanyRegulation(head, day, "", (), "", ""),
        AdhesionApplication(head, day, "", "", "", day, "", "", "", "", "", "", "", (), "", False),
    ]  # fmt: skip
