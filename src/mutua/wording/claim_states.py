"""How far a request is, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mutua.wording.numbers import Language

# state -> (Italian, English)
STATES: Mapping[str, tuple[str, str]] = {
    "waiting": ("in attesa", "waiting"),
    "parked": ("messa da parte", "set aside"),
    "withdrawn": ("ritirata", "withdrawn"),
    "reversed": ("annullata", "reversed"),
    "suspended": ("sospesa", "suspended"),
    "to-bring": ("manca un documento", "a paper is missing"),
    "appealed": ("con un reclamo", "objected to"),
    "refused": ("respinta", "refused"),
    "authorised": ("autorizzata", "authorised"),
    "granted": ("riconosciuta", "granted"),
    "to-pay": ("da pagare", "to pay"),
    "paid": ("pagata", "paid"),
    "deferred": ("rinviata", "deferred"),
    "to-recover": ("da recuperare", "to recover"),
}
ON_ITS_WAY = ("in pagamento", "being paid")
# A decided request of which nothing else holds.
DECIDED = ("decisa", "decided")

# Why a household was set aside: the kind of fault, never what was found.
CAUSES: Mapping[str, tuple[str, str]] = {
    "DamagedChain": ("la storia non finisce dove dovrebbe", "its history does not end where it should"),
    "ContentError": ("un fatto conservato non si legge più", "a fact that was kept cannot be read any more"),
    "DamagedText": ("un testo conservato non si legge più", "a text that was kept cannot be read any more"),
}
OTHER_CAUSE = ("i dati non sono come il programma li scrive", "its records are not as the program writes them")


def states_in_words(states: Iterable[str], language: Language = "it", *, on_its_way: bool = False) -> str:
    """«sospesa, da pagare». `on_its_way`: its money is in a file for the bank, and no statement says that it left."""
    english = language == "en"
    told = (ON_ITS_WAY if on_its_way and one == "paid" else STATES[one] for one in states)
    return ", ".join(each[english] for each in told) or DECIDED[english]


def light_of(states: Iterable[str]) -> str:
    """The colour beside the words: good, wait or bad; "" for none of them."""
    held = set(states)
    if held & {"suspended", "to-bring", "parked", "to-recover", "appealed"}:
        return "wait"
    if held & {"refused", "reversed", "withdrawn"}:
        return "bad"
    return "good" if held & {"paid", "to-pay", "authorised", "granted", "deferred"} else ""


def cause_in_words(cause: str, language: Language = "it") -> str:
    """Why a household was set aside."""
    return CAUSES.get(cause, OTHER_CAUSE)[language == "en"]
