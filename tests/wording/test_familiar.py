"""A member is called «tu»: what letters and the office's pages say in the polite form or the plural, said to them."""

from __future__ import annotations

import re

from mutua.wording.familiar import familiar, to_one_alone
from mutua.wording.member_door import MEMBER_DOOR_REFUSALS
from mutua.wording.new_claim import MISTAKES, REFUSALS
from mutua.wording.web import FIELD_MISTAKES, PAGE_PROBLEMS

# A verb in the plural imperative, with or without a pronoun; nouns that only look so.
PLURAL = re.compile(r"\b\w+(?:ate|ete)(?:lo|la|li|le|ne|ci)?\b")
NOUNS = {"date", "rate"}


def test_a_decision_is_said_as_to_a_friend() -> None:
    told = {
        "Visita: le rimborsiamo 70,00 €": "Visita: ti rimborsiamo 70,00 €",
        "Resta a lei il maggiore": "Resta a te il maggiore",
        "In tutto restano a suo carico 30,00 €.": "In tutto restano a tuo carico 30,00 €.",
        "Ci dica: «Perché?»": "Dicci: «Perché?»",
        "Se tutto è in regola le riconosceremo 8 ore.": "Se tutto è in regola ti riconosceremo 8 ore.",
        "Con lo scambio «ore in casa» ha avuto 8 ore cedendo 40 ore": (
            "Con lo scambio «ore in casa» hai avuto 8 ore cedendo 40 ore"
        ),
        "le prestazioni a lei dovute": "le prestazioni a te dovute", "Ecco le regole": "Ecco le regole",
    }  # fmt: skip
    assert {one: familiar(one) for one in told} == told


def test_no_sentence_beside_a_field_speaks_to_many() -> None:
    said = [italian for italian, _ in (*FIELD_MISTAKES.values(), *MISTAKES.values(), *REFUSALS.values())]
    said += [italian for italian, _ in MEMBER_DOOR_REFUSALS.values()]
    said += [italian for _, _, (italian, _) in PAGE_PROBLEMS.values()]
    assert len(said) > 60
    left = {one: word for one in said for word in PLURAL.findall(to_one_alone(one).lower()) if word not in NOUNS}
    assert not left, left
    assert to_one_alone("Manca: scrivetelo.") == "Manca: scrivilo."
    assert to_one_alone("Scegliete una delle voci.") == "Scegli una delle voci."
