"""Sentences of the form for a new request: what is wrong with a field, what looks like a copy, which channels."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.domain.elision import elided
from mutua.intake.mistakes import Mistake
from mutua.wording.archive import refusal_sentence
from mutua.wording.intake import TEXTS, mistake_sentence
from mutua.wording.numbers import Language

MISTAKES: Mapping[str, tuple[str, str]] = {
    "field_missing": ("Manca: scrivetelo.", "Missing: write it."),
    # As sentences of files say it, but short: they stand under a narrow field.
    "money_ambiguous": ("Punto o virgola? Scrivete «{suggestion}», se è così.",
                        "Point or comma? Write «{suggestion}», if so."),
    "money_italian": ("Non è un importo: 1.234,56 o 60,00.", "Not an amount: 1.234,56 or 60,00."),
    "money_too_big": ("{found} euro? Un importo si scrive come 60,00, fino a 9.999.999,99: controllate la virgola.",
                      "{found} euro? An amount is written as 60,00, up to 9.999.999,99: check the comma."),
    "day_italian": ("Scrivete la data come 31/12/2026.", "Write the date as 31/12/2026."),
    "day_turned": ("Questo mese non esiste: giorno/mese/anno.", "There is no such month: day/month/year."),
    "date_unreal": ("Questo giorno non esiste.", "There is no such day."),
    "date_far": ("L'anno è fuori da 1850–2200.", "The year is outside 1850–2200."),
    "instant_italian": ("Scrivete 31/12/2026 09:30.", "Write 31/12/2026 09:30."),
    "choice_unknown": ("Scegliete una delle voci.", "Choose one of those offered."),
    "character_hidden": ("C'è un segno che non si vede ({found}): riscrivetelo a mano.",
                         "There is a sign nobody sees ({found}): write it by hand."),
    "character_newline": ("Va scritto su una riga sola.", "Write it on one line."),
    "cell_too_long": ("Troppo lungo: {found} segni, al più {most}.", "Too long: {found} signs, {most} at most."),
    "cell_formula": ("Comincia con «=»: scrivete il valore.", "It begins with «=»: write the value."),
    "plan_not_theirs": (
        "La persona non ha né aveva questo piano: sceglietene uno dell'elenco.",
        "The person neither has nor had this plan: choose one of the list.",
    ),
    "benefit_which": ("Può essere più d'una: {known}. Scrivete qualche lettera in più.",
                      "It may be more than one: {known}. Write a few letters more."),
    "benefit_not_theirs": (
        "Nelle coperture di questa persona non c'è una prestazione che si chiami così: sceglietela dall'elenco.",
        "The covers of this person have no benefit of that name: choose one of the list.",
    ),
    "benefit_other_cover": (
        "È di un'altra copertura, e questa domanda è per «{plan}»: togli la spesa e mettila in un'altra.",
        "It is of another cover, and this request is for “{plan}”: take the expense away and put it into another.",
    ),
    "hour_unknown": (
        "{found} non è un'ora: scrivete da 0 a 23, per esempio 9 oppure 9:30.",
        "{found} is no hour: write 0 to 23, for instance 9 or 9:30.",
    ),
    "hours_of_a_year": (
        "Sono più ore di quante ne ha un anno: controllate.", "These are more hours than a year has: check.",
    ),
    "help_in_past": (
        "Questo giorno è già passato. Per quello che hai già pagato usa «Chiedi un rimborso».",
        "This day is over. For what you have paid already use “Ask for a refund”.",
    ),
    "try_no_rules_yet": (
        "Per il {found} non ci sono ancora regole: quanto tornerebbe si può provare fino al {last}.",
        "There are no rules for {found} yet: what would come back can be tried until {last}.",
    ),
    "try_no_rules": (
        "Per il {found} qui non ci sono regole: le prime che conosciamo valgono dal {first}. La data è giusta?",
        "There are no rules here for {found}: the first ones known hold from {first}. Is the date right?",
    ),
    "invoice_twice": (
        "È lo stesso numero della fattura {first}. Se sono davvero due fatture, mandane una con un'altra domanda.",
        "The same number as invoice {first}. If these are really two, send one with another request.",
    ),
}  # fmt: skip

CHANNELS: Mapping[str, tuple[str, str]] = {
    "counter": ("allo sportello", "at the counter"),
    "post": ("per posta o e-mail", "by post or e-mail"),
}

_LONG = 24  # signs

# Why a file was not taken, said beside the place for files.
REFUSALS: Mapping[str, tuple[str, str]] = {
    "file_empty": ("Il file è vuoto: mandatelo di nuovo.", "The file is empty: send it again."),
    "file_too_big": ("Il file supera i 20 MB: fotografatelo o scansionatelo più piccolo.",
                     "The file is over 20 MB: take a smaller photograph or scan."),
    "file_of_another_kind": (
        "Il file non è un PDF né una fotografia JPEG, PNG o HEIC, comunque si chiami: non è stato preso.",
        "The file is neither a PDF nor a JPEG, PNG or HEIC picture, whatever its name: it was not taken.",
    ),
}  # fmt: skip


def typed_mistake(mistake: Mistake, language: Language) -> str:
    """What is wrong with a field and what to do, as a sentence that stands beside it."""
    english = language == "en"
    if mistake.code in MISTAKES:
        values = {**mistake.values, "found": _short(mistake.found), "suggestion": mistake.suggestion}
        told = MISTAKES[mistake.code][english].format_map(values)
        return told if english else elided(told)
    # What was found stands in the field itself; a paper's name does not.
    told_anyway = "{found}" in TEXTS[mistake.code][english] or mistake.code == "paper_in_future"
    bare = Mistake(mistake.code, 0, "", mistake.found if told_anyway else "", mistake.values, mistake.suggestion)
    told = mistake_sentence(bare, language)
    return f"{told[:1].upper()}{told[1:]}{'' if told.endswith('.') else '.'}"


def _short(found: str) -> str:
    """What was typed, where it is long its beginning: it stands under a narrow field."""
    return found if len(found) <= _LONG else f"{found[:_LONG]}…"


def refused(code: str, found: str, language: Language) -> str:
    """Why a file or a draft was not taken."""
    if code in REFUSALS:
        return REFUSALS[code][language == "en"].format(found=found)
    return refusal_sentence(code, found, language)
