"""What is said of declarations and of the notice on personal data; why one is not taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mutua.domain.italian import written_day, written_money
from mutua.wording.numbers import Language

Pair = tuple[str, str]

DECLARED_REFUSALS: Mapping[str, Pair] = {
    "declared_in_future": ("Il {found} deve ancora venire.", "{found} is still to come."),
    "declared_year_to_come": (
        "Il {found} deve ancora venire: si dichiara l'anno in corso o uno passato.",
        "{found} is still to come: one declares this year or an earlier one.",
    ),
    "notice_length": (
        "Il testo dell'informativa è vuoto, o ha più di {found} caratteri.",
        "The text of the notice is empty, or has more than {found} signs.",
    ),
    "notice_before_last": (
        "L'ultima informativa vale dal {found}: la nuova non può valere da prima.",
        "The last notice is given out from {found}: a new one cannot begin before.",
    ),
    "notice_changed": (
        "Intanto l'informativa è cambiata: leggi quella di adesso.",
        "The notice has changed meanwhile: read the one of now.",
    ),
    "notice_none": (
        "Al {found} la società non aveva ancora scritto un'informativa.",
        "On {found} the society had not written a notice yet.",
    ),
    "notice_got": ("L'informativa è già sua dal {found}.", "They got the notice on {found} already."),
    "notice_not_got": (
        "Nessuna informativa è annotata per questa persona.", "No notice is noted for this person.",
    ),
}  # fmt: skip

HOW: Mapping[str, Pair] = {"web": ("dalle sue pagine", "on their pages"), "paper": ("su carta", "on paper")}


def given_sentence(version: int, given_on: date, how: str, language: Language = "it") -> str:
    """«n. 1, ricevuta il 02/03/2026 su carta»"""
    if language == "en":
        return f"no. {version}, got on {written_day(given_on)} {HOW[how][1]}"
    return f"n. {version}, ricevuta il {written_day(given_on)} {HOW[how][0]}"


def notice_sentence(version: int, some: bool, newest: bool, language: Language = "it") -> str:
    """Whether somebody got the notice that is given out now, or an earlier one, or none."""
    english = language == "en"
    if newest:
        return "Got the notice." if english else "Ha ricevuto l'informativa."
    if some:
        return (f"Got an earlier notice; no. {version} is given out now." if english
                else f"Ha ricevuto un'informativa di prima: adesso si consegna la n. {version}.")  # fmt: skip
    return (f"Has not got the notice (no. {version}) yet." if english
            else f"Non ha ancora ricevuto l'informativa (n. {version}).")  # fmt: skip


def used_sentence(
    year: int, asked_cents: int, elsewhere: tuple[int, date] | None, left_cents: int | None, source: str,
    language: Language = "it",
) -> str:  # fmt: skip
    """«2026: 100,00 € attraverso aziende, 500,00 € versati altrove (dichiarati il 04/05/2026); restano 15,20 € (…).»"""
    asked = written_money(asked_cents)
    if language == "en":
        told = f"{year}: €{asked} through firms, " + (
            "nothing declared as paid elsewhere" if elsewhere is None
            else f"€{written_money(elsewhere[0])} paid elsewhere (declared on {written_day(elsewhere[1])})"
        )  # fmt: skip
    else:
        told = f"{year}: {asked} € attraverso aziende, " + (
            "nulla dichiarato come versato altrove" if elsewhere is None
            else f"{written_money(elsewhere[0])} € versati altrove (dichiarati il {written_day(elsewhere[1])})"
        )  # fmt: skip
    if left_cents is None:
        return f"{told}."
    return f"{told}; {left_sentence(left_cents, language)} ({source.removesuffix(' [U]')})."


def left_sentence(left_cents: int, language: Language = "it") -> str:
    """«restano 3.515,20 €», «oltre il tetto per 10,00 €»"""
    told = written_money(abs(left_cents))
    if left_cents < 0:
        return f"above it by €{told}" if language == "en" else f"oltre il tetto per {told} €"
    return f"€{told} left" if language == "en" else f"restano {told} €"
