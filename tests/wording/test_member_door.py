"""What the pages of a member say in a headline."""

from __future__ import annotations

from datetime import date

from mutua.domain.newborns import Clock
from mutua.wording.come_back import Back, back_headline
from mutua.wording.member_door import newborn_sentence


def said(*lines: Back, certain: bool = False) -> str:
    return back_headline(lines, certain=certain).replace("\xa0", " ")


def test_a_headline_never_says_nothing_comes_back_while_something_is_missing() -> None:
    assert said(Back(7000), Back(500)) == "Tornerebbero 75,00 €"
    assert said(Back(0)) == "Tornerebbero 0,00 €", "refused: it is so"
    assert said(Back(7000), certain=True) == "Dovrebbero tornare 70,00 €"
    assert said(Back(7500, waits=True, answers=1)) == "Circa 75,00 €, se tutto è in regola"
    assert said(Back(2500), Back(5000, waits=True)) == "Circa 75,00 €, se tutto è in regola"
    assert said(Back(None, waits=True, answers=1)) == "Manca una risposta: poi si può dire"
    assert said(Back(None, waits=True, answers=2)) == "Mancano risposte: poi si può dire"
    some = [said(Back(2500), one) for one in (Back(None, True, answers=2), Back(None, True, looked_up=True))]
    assert some == [
        "Almeno 25,00 €; il resto dipende da che cosa rispondi", "Almeno 25,00 €; il resto lo guarda l'ufficio",
    ]  # fmt: skip
    assert said(Back(None, waits=True)) == "Non si può ancora dire: lo guardiamo noi"
    looked_up = "Quanto torna lo guarda l'ufficio, quando arriva la domanda"
    assert said(Back(None, waits=True, looked_up=True)) == looked_up
    assert said(Back(None, waits=True, answers=1, looked_up=True)) == looked_up, "one more answer would not tell it"
    assert said(Back(9000, later=True)) == "Tornerebbero 90,00 €, non tutti subito"
    assert said(Back(0, in_kind=True)) == "Che cosa ti spetterebbe"
    assert back_headline([Back(7500, waits=True)], "en") == "About €75.00, if all is in order"


def test_the_clock_of_a_newborn_is_a_sentence() -> None:
    born, told, by = date(2026, 6, 25), date(2026, 6, 30), date(2026, 7, 25)
    at_once = Clock("a/b", "Piano", told, True, by)
    assert newborn_sentence(at_once, born, "it") == (
        "Ha la copertura dal giorno in cui lo dici, se lo dici entro il 25 luglio 2026: prima è, meglio è."
    )
    assert newborn_sentence(at_once, born, "en") == "Covered from the day you tell it, if that is by 25 July 2026."
