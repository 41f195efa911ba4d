"""Invented papers, to be printed by the tests."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from pypdf import PdfReader

from mutua.letters.papers import Addressee, ContributionLine, Instalment, Letterhead, NoticeLetter, ReminderLetter

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
