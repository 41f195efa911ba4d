"""Sentences of the form for a new request: what is wrong with a field, what looks like a copy, which channels."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.domain.elision import elided
from mutua.intake.mistakes import Mistake
from mutua.wording.intake import mistake_sentence
from mutua.wording.numbers import Language

MISTAKES: Mapping[str, tuple[str, str]] = {
    "field_missing": ("Manca: scrivetelo.", "Missing: write it."),
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
}  # fmt: skip

CHANNELS: Mapping[str, tuple[str, str]] = {
    "counter": ("allo sportello", "at the counter"),
    "post": ("per posta o e-mail", "by post or e-mail"),
}

# Why a file or a draft was not taken.
REFUSALS: Mapping[str, tuple[str, str]] = {
    "file_empty": ("Il file è vuoto: mandatelo di nuovo.", "The file is empty: send it again."),
    "file_too_big": ("Il file supera i 20 MB: fotografatelo o scansionatelo più piccolo.",
                     "The file is over 20 MB: take a smaller photograph or scan."),
    "file_of_another_kind": (
        "Il file non è un PDF né una fotografia JPEG, PNG o HEIC, comunque si chiami: non è stato preso.",
        "The file is neither a PDF nor a JPEG, PNG or HEIC picture, whatever its name: it was not taken.",
    ),
    "too_many_files": ("Ci sono già {found} allegati, il massimo di una pratica: unitene alcuni in un PDF.",
                       "There are {found} attachments already, the most of a request: join some in a PDF."),
    "too_many_drafts": ("Avete già {found} bozze: registratene o buttatene qualcuna. Questa non è stata salvata.",
                        "You have {found} drafts already: register some or throw some away. This one was not saved."),
    "no_vault": ("Qui gli allegati non si possono conservare: chi amministra deve indicare la cartella.",
                 "Attachments cannot be kept here: the administrator must name the folder."),
}  # fmt: skip


def typed_mistake(mistake: Mistake, language: Language) -> str:
    """What is wrong with a field and what to do, as a sentence that stands beside it."""
    english = language == "en"
    if mistake.code in MISTAKES:
        told = MISTAKES[mistake.code][english].format_map({**mistake.values, "found": mistake.found})
        return told if english else elided(told)
    bare = Mistake(mistake.code, 0, "", mistake.found, mistake.values, mistake.suggestion)
    told = mistake_sentence(bare, language)
    return f"{told[:1].upper()}{told[1:]}{'' if told.endswith('.') else '.'}"


def refused(code: str, found: str, language: Language) -> str:
    return REFUSALS[code][language == "en"].format(found=found)
