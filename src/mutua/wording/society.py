"""What a society says of itself, part by part: how each is called, what it is for, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.domain.contact import PartChange
from mutua.domain.italian import written_money
from mutua.wording.numbers import Language

Sentences = Mapping[str, tuple[str, str]]

SOCIETY_TITLES: Sentences = {
    "name": ("Nome", "Name"), "address": ("Via e numero", "Street and number"), "postal_code": ("CAP", "Postal code"),
    "municipality": ("Comune", "Municipality"), "fiscal_code": ("Codice fiscale", "Fiscal code"),
    "registers": ("Registri", "Registers"), "phone": ("Telefono", "Telephone"),
    "email": ("Posta elettronica", "Mail"), "website": ("Sito", "Website"),
    "bank": ("Banca del conto", "Bank of the account"), "hours": ("Orari dell'ufficio", "Office hours"),
    "payment_days": ("Giorni in cui si pagano i rimborsi", "Days on which refunds are paid"),
    "creditor_identifier": ("Codice identificativo del creditore (SDD)", "Creditor identifier (SDD)"),
    "cuc": ("Codice CUC (CBI)", "CUC code (CBI)"),
    "notice_days": ("Giorni di preavviso degli addebiti", "Days of notice of debits"),
    "name_clerks": ("A chi chiede chi ha guardato i suoi dati si dice il nome dell'operatore",
                    "Whoever asks who looked at their data is told the clerk's name"),
    "iban": ("IBAN", "IBAN"),
    "plain_limit": ("Fino a quanto le domande semplici si decidono insieme",
                    "Up to how much plain requests are decided together"),
    "payment_minimum": ("Il bonifico più piccolo", "The smallest transfer"),
}  # fmt: skip
_MONEY = ("plain_limit", "payment_minimum")

SOCIETY_HINTS: Sentences = {
    "name": ("Sta in testa ai documenti e nei file per la banca; nelle pagine si vede dopo che sono riaperte.",
             "At the head of papers and in the bank's files; on the pages once they are opened again."),
    "fiscal_code": ("Undici cifre.", "Eleven digits."),
    "registers": ("Uno per riga, col numero.", "One a line, with its number."),
    "phone": ("Lo leggono i soci in fondo alle loro pagine.", "Members read it at the foot of their pages."),
    "hours": ("Come si dicono al telefono: lunedì-venerdì 9-12.30.", "As they are said: Monday to Friday 9 to 12:30."),
    "payment_days": ("Del mese, come 15, 31 (31: l'ultimo). Li leggono i soci.",
                     "Of the month, as 15, 31 (31: the last). Members read them."),
    "creditor_identifier": ("È nel contratto con la banca per gli incassi SDD.",
                            "In the contract with the bank for direct debits."),
    "cuc": ("È nel contratto di home banking (CBI).", "In the home banking contract (CBI)."),
    "notice_days": ("14, se nei mandati non è scritto altro.", "14, unless the mandates say otherwise."),
}  # fmt: skip

SOCIETY_FAULTS: Sentences = {
    "society_name_missing": ("Il nome non può mancare: sta in testa a ogni documento.",
                             "The name cannot be missing: it heads every paper."),
    "society_cuc": ("Il CUC è di sole lettere e cifre, di solito otto.",
                    "A CUC is of letters and digits, usually eight."),
    "society_payment_days": ("I giorni del mese sono numeri da 1 a 31, come 15, 31.",
                             "Days of the month are numbers from 1 to 31, as 15, 31."),
    "society_notice_days": ("Un numero di giorni da 1 a 90.", "A number of days from 1 to 90."),
}  # fmt: skip


def society_change_sentence(change: PartChange, language: Language = "it") -> str:
    """«Telefono: da «0121 000 000» a «0121 111 111».»"""
    (part, before, after), english = change, language == "en"
    title = SOCIETY_TITLES[part][english]
    was, becomes = (society_text(part, told, language) for told in (before, after))
    if part == "name_clerks":
        return f"{title}: {becomes}"
    if not after:
        return f"{title}: “{was}” is taken out." if english else f"{title}: si toglie «{was}»."
    if not before:
        return f"{title}: “{becomes}”." if english else f"{title}: «{becomes}»."
    return f"{title}: from “{was}” to “{becomes}”." if english else f"{title}: da «{was}» a «{becomes}»."


def society_text(part: str, text: str, language: Language = "it") -> str:
    """What a part says, as a person reads it, in one line."""
    if part == "name_clerks":
        return (("no", "sì"), ("no", "yes"))[language == "en"][bool(text)]
    if part in _MONEY and text.isdigit():
        return f"{written_money(int(text))} €"
    return " · ".join(text.split("\n"))
