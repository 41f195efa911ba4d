"""An invented pact of the society of the tests: one price of the regulation, one of a resolution."""

from __future__ import annotations

from datetime import date

from mutua.rules.pact import Area, DeskKind, MonthlyPrice, Offered, Pact, PactDesk
from mutua.rules.paper_notes import PaperNote

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
    PaperNote(date(2010, 1, 1), date(2024, 12, 31), "Frase di ieri.", "legge di ieri"),
)
