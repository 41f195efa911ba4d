"""What a staff list would change, how many and person by person, and what a firm's plan says: in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mutua.domain.firms import Terms
from mutua.domain.italian import written_day, written_money
from mutua.domain.staff_rows import Change, Worker
from mutua.intake.staff_columns import TITLES
from mutua.wording.firms import word

_VERBS = {"new": ("entra", "joins"), "rehired": ("rientra", "comes back"), "ended": ("esce", "leaves"),
          "changed": ("cambia", "changes")}  # fmt: skip

# What is counted of a list: (of one, of more), Italian and English.
COUNTED: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "new": (("persona entra", "persone entrano"), ("person joins", "people join")),
    "ended": (("persona esce", "persone escono"), ("person leaves", "people leave")),
    "changed": (("persona cambia", "persone cambiano"), ("person changes", "people change")),
    "unchanged": (("persona è già così", "persone sono già così"), ("person is so already", "people are so already")),
    "repeated": (("riga ripetuta nel file", "righe ripetute nel file"), ("row repeated in the file", "rows repeated "
                 "in the file")),
    "wrong": (("riga sbagliata", "righe sbagliate"), ("wrong row", "wrong rows")),
}  # fmt: skip
# What a column of a list may hold, as it is chosen from a menu.
MEANINGS: Mapping[str, tuple[str, str]] = {
    "fiscal_code": ("codice fiscale", "fiscal code"), "surname": ("cognome", "surname"), "given_name": ("nome", "name"),
    "full_name": ("cognome e nome insieme", "surname and name together"),
    "hired_on": ("data di assunzione", "first day of work"), "left_on": ("data di cessazione", "last day of work"),
    "category": ("categoria", "category"), "payroll_number": ("matricola", "payroll number"),
    "firm_vat": ("partita IVA dell'azienda", "the firm's VAT number"),
    "new_code": ("codice fiscale corretto", "corrected fiscal code"),
    "": ("nulla che serva qui", "nothing needed here"),
}  # fmt: skip


def counted(counts: Mapping[str, int], language: str = "it") -> list[tuple[int, str]]:
    """How many, and the words beside the figure: 1 «persona entra», 3 «persone entrano». That no row is repeated is not
    said."""
    found = []
    for what, many in counts.items():
        one, more = COUNTED[what][language == "en"]
        if many or what != "repeated":
            found.append((many, one if many == 1 else more))
    return found


def change_sentence(one: Change, language: str = "it") -> str:
    """«entra Rossi Anna, dal 25/05/2026»"""
    english = language == "en"
    after, before = one.after, one.before
    told = f"{_VERBS[one.kind][english]} {after.name}"
    if one.kind in ("new", "rehired"):
        told += f", {'from' if english else 'dal'} {written_day(after.hired_on)}"
    if after.left_on is not None and one.kind != "changed":
        told += f", {'until' if english else 'fino al'} {written_day(after.left_on)}"
    if one.kind in ("changed", "ended") and before is not None:
        ends = one.kind == "ended"
        differ = _differences(before._replace(left_on=after.left_on) if ends else before, after)
        told += ("; " if ends else ": ") + "; ".join(differ) if differ else ""
    return told


def _differences(before: Worker, after: Worker) -> list[str]:
    found = []
    for field in ("fiscal_code", "surname", "given_name", "payroll_number", "category", "hired_on", "left_on"):
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            texts = [written_day(one) if isinstance(one, date) else str(one or "—") for one in (was, now)]
            found.append(f"{TITLES[field]} {texts[0]} → {texts[1]}")
    return found


def terms_sentence(terms: Terms, language: str = "it") -> str:
    """«dipendente: base 10,00 € al mese; azienda 100 %, fondo 0 %; regolamento aziendale 10/01/2026; …»"""
    english = language == "en"
    rates = ", ".join(f"{one.assistance} {written_money(one.monthly_cents)} €".strip() for one in terms.rates)
    names = ("firm", "fund") if english else ("azienda", "fondo")
    split = f"{names[0]} {_percent(terms.firm_share)}, {names[1]} {_percent(terms.fund_share)}"
    signed = f" {written_day(terms.legal_basis_on)}" if terms.legal_basis_on else ""
    basis = word(terms.legal_basis.value, language) + signed
    rules = ", ".join(
        word(one, language) for one in (terms.entry_rule.value, terms.exit_rule.value, terms.cadence.value)
    )
    monthly = "a month" if english else "al mese"
    return f"{word(terms.category.value, language)}: {rates} {monthly}; {split}; {basis}; {rules}"


def _percent(hundredths: int) -> str:
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02d} %" if rest else f"{whole} %"
