"""What the pages of a member say in a headline."""

from __future__ import annotations

from datetime import date

from mutua.domain.newborns import Clock
from mutua.domain.person_sheet import CoverApart, CoverToday
from mutua.wording.member_door import About, Back, back_headline, covered, newborn_sentence
from mutua.wording.person_sheet import Whole


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


def test_a_cover_to_come_is_told_beneath_the_one_there_is_and_changes_no_light() -> None:
    now = CoverToday("p", "Piano", "base", date(2024, 1, 1), None, date(2024, 1, 1))
    later = CoverApart("Denti", "", date(2026, 7, 1), None, beside=("Ricoveri",))
    said = covered(Whole((now,), later), About(feminine=True))
    assert (said.light, said.sentence) == ("good", "Sei coperta, senza scadenza.")
    assert said.more == ("Dal 1° luglio 2026: «Denti» e «Ricoveri».",)
    assert covered(Whole((now,), later), About(), 0, "en").more == ("From 1 July 2026: “Denti” and “Ricoveri”.",)


def test_what_a_cover_that_ended_still_gives_is_told_with_its_last_day() -> None:
    over = CoverApart("Piano", "base", date(2024, 1, 1), date(2026, 3, 31), asked_still=True, ask_by=date(2026, 5, 30))
    said = covered(Whole((), None, over), About("Luca", False))
    assert said.sentence == "Luca non è più coperto: la copertura è finita il 31 marzo 2026."
    assert said.more == (
        "Per le spese fatte fino al 31 marzo 2026 si può ancora chiedere il rimborso, al più tardi entro il 30 maggio "
        "2026.",
    )
    assert covered(Whole((), None, over._replace(asked_still=False)), About()).more == ()


def test_the_clock_of_a_newborn_is_a_sentence() -> None:
    born, told, by = date(2026, 6, 25), date(2026, 6, 30), date(2026, 7, 25)
    at_once = Clock("a/b", "Piano", told, True, by)
    assert newborn_sentence(at_once, born, "it") == (
        "Ha la copertura dal giorno in cui lo dici, se lo dici entro il 25 luglio 2026: prima è, meglio è."
    )
    assert newborn_sentence(at_once, born, "en") == "Covered from the day you tell it, if that is by 25 July 2026."
