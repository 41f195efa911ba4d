"""What the pages of a member say in a headline."""

from __future__ import annotations

from mutua.wording.member_door import Back, back_headline


def said(*lines: Back, certain: bool = False) -> str:
    return back_headline(lines, certain=certain).replace("\xa0", " ")


def test_a_headline_never_says_nothing_comes_back_while_something_is_missing() -> None:
    assert said(Back(7000), Back(500)) == "Tornerebbero 75,00 €"
    assert said(Back(0)) == "Tornerebbero 0,00 €", "refused: it is so"
    assert said(Back(7000), certain=True) == "Dovrebbero tornare 70,00 €"
    assert said(Back(7500, waits=True, answers=1)) == "Circa 75,00 €, se tutto è in regola"
    assert said(Back(2500), Back(5000, waits=True)) == "Circa 75,00 €, se tutto è in regola"
    assert said(Back(None, waits=True, answers=1)) == "Manca una risposta: poi si può dire"
    assert said(Back(2500), Back(None, waits=True, answers=2)) == "Mancano risposte: poi si può dire"
    assert said(Back(None, waits=True)) == "Non si può ancora dire: lo guardiamo noi"
    looked_up = "Quanto torna lo cerca l'ufficio, quando arriva la domanda"
    assert said(Back(None, waits=True, looked_up=True)) == looked_up
    assert said(Back(None, waits=True, answers=1, looked_up=True)) == looked_up, "one more answer would not tell it"
    assert said(Back(9000, later=True)) == "Tornerebbero 90,00 €, non tutti subito"
    assert said(Back(0, in_kind=True)) == "Che cosa ti spetterebbe"
    assert back_headline([Back(7500, waits=True)], "en") == "About €75.00, if all is in order"
