"""Words of regulations that nobody says at home, each with what it means: they stand where a member reads them.

A regulation in force is quoted as it is; what the program says of itself uses none of these words on the pages of a
member.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from mutua.wording.numbers import Language


class PlainWord(NamedTuple):
    word: str
    meaning: str


_Meant = tuple[str, str, str, str]  # how it is found, the word, what it means in Italian and in English

_CEILING = ("il tetto: il massimo che la società paga", "the cap: the most the society pays")
_PRICES = ("l'elenco in cui la società dice quanto paga per ogni cura",
           "the list in which the society says what it pays for each treatment")  # fmt: skip
WORDS: tuple[_Meant, ...] = (
    (r"carenz[ae]", "carenza", "il tempo, dopo che ci si iscrive, in cui non si rimborsa ancora",
     "the time after joining in which nothing is refunded yet"),
    (r"convenzionat[aeio]", "convenzionato", "che ha un accordo con la società",
     "who has an agreement with the society"),
    (r"fascia (?:rete|[A-C]\b)", "fascia", "il gruppo di prezzo in cui la società mette una cura: lo guarda l'ufficio",
     "the price group into which the society puts a treatment: the office looks it up"),
    (r"forma diretta", "forma diretta", "la società paga chi ti cura: tu non anticipi nulla",
     "the society pays who treats you: you advance nothing"),
    (r"forma indiretta", "forma indiretta", "paghi tu, e la società ti rimborsa",
     "you pay, and the society refunds you"),
    (r"franchigi[ae]", "franchigia", "la parte della spesa che resta a te, prima che la società paghi",
     "the part of the expense that stays with you before the society pays"),
    (r"massimal[ei]", "massimale", *_CEILING),
    (r"morosità", "morosità", "contributi non pagati in tempo", "contributions that were not paid in time"),
    (r"nomenclator[ei]", "nomenclatore", *_PRICES),
    (r"plafond", "plafond", *_CEILING),
    (r"preesistent[ei]", "preesistente", "che c'era già prima di iscriversi", "that was there before joining"),
    (r"scaglion[ei]", "scaglione", "una parte del tetto: finita la prima comincia la seconda, con le sue regole",
     "a part of the cap: once the first is used up the second begins, with rules of its own"),
    (r"scopert[oi]", "scoperto", "la parte della spesa, in percentuale, che resta a te",
     "the percentage of the expense that stays with you"),
    (r"tariffari[oi]?", "tariffario", *_PRICES),
    (r"ticket", "ticket", "quello che si paga al servizio sanitario pubblico per una visita, un esame o una medicina",
     "what one pays to the public health service for a visit, a test or a medicine"),
)  # fmt: skip
_ANY = re.compile("|".join(rf"(?P<w{at}>\b{found}\b)" for at, (found, *_) in enumerate(WORDS)), re.IGNORECASE)


def words_explained(texts: Iterable[str], language: Language) -> tuple[PlainWord, ...]:
    """What of these texts wants to be explained, in the order of the alphabet."""
    found = sorted({at for text in texts for at in _in(text)})
    return tuple(PlainWord(WORDS[at][1], WORDS[at][3 if language == "en" else 2]) for at in found)


@lru_cache(maxsize=8192)
def _in(text: str) -> frozenset[int]:
    return frozenset(int(str(one.lastgroup)[1:]) for one in _ANY.finditer(text))
