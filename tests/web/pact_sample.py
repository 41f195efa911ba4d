"""An invented pact of the society of the tests: one price of the regulation, one of a resolution."""

from __future__ import annotations

from datetime import date

from mutua.rules.model import ParameterFigure
from mutua.rules.near import Affiliated, Affiliates
from mutua.rules.pact import Area, DeskKind, MonthlyPrice, Offered, Pact, PactDesk
from mutua.rules.paper_notes import CertificateLaw, PaperNote

PLAN = "mutua-di-prova/prova"
PACT = Pact(
    "Patto di prova", "Valle di prova", "Mutua di prova", "2.1", "1.3", date(2026, 1, 1), date(2027, 1, 31), "",
    "prova", 250, {"valle": Area("Valle alta", ("G900", "G805"))},
    (PactDesk("Sportello di Porte", DeskKind.ITINERANT, "valle", "Comune", "piazza 2", "mercoledì 9-12"),),
    (Offered("base", "Base", PLAN, "base", ("VIS",)),
     Offered("piccola", "Piccola", PLAN, "", ("CASA", "OSPEDALE"),
             (MonthlyPrice(date(2026, 1, 1), 1000, "delibera 7"),)),
     Offered("domani", "Domani", PLAN, "altra", ())),
)  # fmt: skip
TAX_NOTES = (
    PaperNote(date(2025, 1, 1), None, "Fino a 3.615,20 € non concorre al reddito.", "art. 51 del TUIR"),
    PaperNote(date(1991, 6, 1), None, "È dovuta la solidarietà.", "D.L. 103/1991", "Solidarietà", 1000),
    PaperNote(date(2010, 1, 1), date(2024, 12, 31), "Frase di ieri.", "legge di ieri"),
)
CERTIFICATES = CertificateLaw(
    (), (ParameterFigure(date(2025, 1, 1), None, 361520, "art. 51, comma 2, lett. a, del TUIR"),)
)
_SINCE = date(2026, 1, 1)
NEAR = Affiliates(date(2026, 5, 20), "inventato", "", (
    Affiliated("Studio di Pinerolo", "dentista", "G674", "via Inventata 1", "0121 000001", "igiene 60 €", _SINCE),
    Affiliated("Studio di Pomaretto", "dentista", "G805", "via Inventata 2", "0121 000002", "", _SINCE),
    Affiliated("Studio di ieri", "dentista", "G674", "via Inventata 3", "0121 000003", "", _SINCE, date(2026, 5, 31)),
    Affiliated("Laboratorio di Torino", "esami", "L219", "via Inventata 4", "011 000004", "", _SINCE),
))  # fmt: skip
