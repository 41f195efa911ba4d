"""What is said to a member on their pages, who is called «tu»: «ti rimborsiamo», and in letters «le rimborsiamo»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from mutua.wording.explain import Told
from mutua.wording.numbers import Language

# What a letter says to one person, and what the pages say. Only what the program itself says: a regulation speaks so
# to nobody.
_TO_ONE: tuple[tuple[str, str], ...] = (
    (r"\ble (?=rimbors|riconosc|pagh|spett|avevamo|erano)", "ti "),
    (r"\bLe (?=rimbors|riconosc|pagh|spett|avevamo|erano)", "Ti "),
    (r"\blei non spende\b", "non spendi"), (r"\ble (?=chied)", "ti "), (r"\bLe (?=chied)", "Ti "),
    (r"\bLei non aveva\b", "Non avevi"), (r"\blei non aveva\b", "non avevi"), (r"\ba lei\b", "a te"),
    (r"(?<=Con lo scambio )(«[^»]*») ha avuto\b", r"\1 hai avuto"),
    (r"\ba suo carico\b", "a tuo carico"), (r"\bCi dica\b", "Dicci"), (r"\bci dica\b", "dicci"),
)  # fmt: skip
# What the office is told to do, «voi», and what a member is. A sentence may begin with any of them.
_TO_MANY: Mapping[str, str] = {
    "avete": "hai", "cercate": "cerca", "chiedete": "chiedi", "chiudete": "chiudi", "controllate": "controlla",
    "controllatelo": "controllalo", "correggete": "correggi", "entrate": "entra", "fotografatelo": "fotografalo",
    "fate": "fa'", "lasciate": "lascia", "mandatelo": "mandalo", "mandate": "manda", "passate": "passa",
    "provate": "prova", "ricaricate": "ricarica", "ricaricatela": "ricaricala", "ripetete": "ripeti",
    "riprovate": "riprova", "riscrivetele": "riscrivile", "riscrivetelo": "riscrivilo", "rispondete": "rispondi",
    "scansionatelo": "scansionalo", "scegliete": "scegli", "sceglietela": "sceglila", "sceglietene": "scegline",
    "scrivete": "scrivi", "scrivetela": "scrivila", "scrivetele": "scrivile", "scrivetelo": "scrivilo",
    "scriveteci": "scrivici", "telefonate": "telefona", "toglietelo": "toglilo", "toglieteli": "toglili",
    "toglietela": "toglila", "tornate": "torna", "vostri": "tuoi", "vostro": "tuo", "potete": "puoi",
    "aspettate": "aspetta", "guardate": "guarda", "portate": "porta", "premete": "premi", "avevate": "avevi",
    "usate": "usa", "scrivetene": "scrivine",
}  # fmt: skip
_EVERY = tuple(re.compile(letter) for letter, _ in _TO_ONE)
_VOI = re.compile(rf"\b({'|'.join(_TO_MANY)})\b", re.IGNORECASE)


def familiar(text: str) -> str:
    """The sentence as one says it to somebody whom one calls «tu»."""
    for letter, (_, pages) in zip(_EVERY, _TO_ONE, strict=True):
        text = letter.sub(pages, text)
    return text.replace("Siete usciti", "Sei fuori")


def to_one_alone(text: str) -> str:
    """The same of what the office is told in the plural: «scrivetelo» is «scrivilo»."""
    return _VOI.sub(_singular, familiar(text))


def _singular(found: re.Match[str]) -> str:
    said = found[1]
    told = _TO_MANY[said.lower()]
    return told.capitalize() if said[0].isupper() else told


def told_familiarly(told: Told, language: Language) -> Told:
    """The same, of every sentence about a line."""
    if language != "it":
        return told
    return Told(
        familiar(told.outcome), _all(told.reasons), _all(told.needed), familiar(told.lead), _all(told.steps),
        _all(told.limits), _all(told.stays),
    )  # fmt: skip


def to_them(said: str, language: Language) -> str:
    """The same, of one sentence that the program makes of a regulation."""
    return familiar(said) if language == "it" else said


def _all(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(familiar(one) for one in sentences)
