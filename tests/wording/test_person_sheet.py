"""The sheet of a person in words: covered or not and why, what is left, what is read to the member."""

from __future__ import annotations

from datetime import date

import pytest

from mutua.domain.decisions import Missing
from mutua.domain.member_life import Event, MemberKind, Standing, State
from mutua.domain.person_sheet import CoverApart, CoverToday, RequestNow
from mutua.rules.library import load, shipped_path
from mutua.rules.model import PeriodCases, Ruleset
from mutua.rules.pots_left import AtOther, PotLeft
from mutua.wording.person_sheet import (
    Whole,
    covered_today,
    kinship_word,
    main_pots,
    mark_word,
    request_sentence,
    standing_sentence,
    task_sentence,
    to_read,
)
from mutua.wording.pots_left import pot_row
from mutua.wording.voice import Voice
from small_plan import plan_folder

YEAR = date(2026, 1, 1)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    plans, problems = load(plan_folder(tmp_path_factory.mktemp("plan")))
    assert plans, problems
    return plans[0].versions[0]


def pot(rules: Ruleset, name: str = "visite", used: int = 0, reserved: int = 0, **changes: object) -> PotLeft:
    model = rules.pots[name]
    size = {"visite": 40_000, "ospedale": 240 * 60, "casa": 12 * 60}[name]
    made = PotLeft(
        name, model.title, model.article, model.unit, model.counts, model.holders, ("VIS",), "1", YEAR, size, used,
        reserved, max(0, size - used - reserved), YEAR, date(2026, 12, 31),
    )  # fmt: skip
    return made._replace(**changes)  # type: ignore[arg-type]  # fields of the pot


def cover(**changes: object) -> CoverToday:
    return CoverToday("m/p", "Piano famiglia", "base", YEAR, None, YEAR)._replace(**changes)  # type: ignore[arg-type]  # fields


def request(*states: str, **changes: object) -> RequestNow:
    made = RequestNow(7, "x", "12/A", date(2026, 5, 8), ("Visita",), states, 10_000, 7_000, 7_000)
    return made._replace(**changes)  # type: ignore[arg-type]  # fields of the request


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_covered_or_not_and_why() -> None:
    open_, waits = cover(), cover(waits=((date(2026, 7, 1), ("Visita", "Ricovero")), (None, ("Parto",))))
    late = cover(stops_on=date(2026, 4, 11))
    told = [
        (Whole((open_,)), "good", "Sì, oggi la copertura c'è.",
         ("Piano famiglia, base: dal 1° gennaio 2026, senza scadenza.",)),
        (Whole((waits,)), "wait", "Sì, con carenze ancora in corso.",
         ("Piano famiglia, base: dal 1° gennaio 2026, senza scadenza. In carenza fino al 30 giugno 2026: Visita e "
          "Ricovero. In carenza, secondo il caso: Parto.",)),
        (Whole((cover(until=date(2026, 8, 8)),)), "good", "Sì, oggi la copertura c'è.",
         ("Piano famiglia, base: dal 1° gennaio 2026 all'8 agosto 2026.",)),
        (Whole((late,)), "bad", "No, la copertura è sospesa per morosità.",
         ("Piano famiglia, base: dal 1° gennaio 2026, senza scadenza. Sospesa per morosità dall'11 aprile 2026: "
          "riprende dopo il pagamento.",)),
        (Whole((late._replace(resumes_on=date(2026, 7, 1)),)), "bad", "No, la copertura è sospesa per morosità.",
         ("Piano famiglia, base: dal 1° gennaio 2026, senza scadenza. Sospesa per morosità dall'11 aprile 2026: "
          "riprende il 1° luglio 2026.",)),
        (Whole((late._replace(put_off=True),)), "wait", "Sì, ma i rimborsi aspettano i contributi.",
         ("Piano famiglia, base: dal 1° gennaio 2026, senza scadenza. Contributi non pagati: le domande per "
          "prestazioni dall'11 aprile 2026 aspettano il pagamento.",)),
        (Whole((), CoverApart("Piano famiglia", "base", date(2026, 9, 1), None)), "bad", "No, oggi non c'è copertura.",
         ("Piano famiglia, base: comincia il 1° settembre 2026.",)),
        (Whole((), None, CoverApart("Piano famiglia", "base", YEAR, date(2026, 3, 31))), "bad",
         "No, oggi non c'è copertura.", ("Piano famiglia, base: finita il 31 marzo 2026.",)),
        (Whole(()), "bad", "No, oggi non c'è copertura.", ("Non risulta nessuna copertura.",)),
        (Whole((open_,), died_on=date(2026, 3, 8)), "bad", "La persona è morta l'8 marzo 2026.", ()),
        (Whole((), erased_on=date(2026, 3, 8)), "bad", "I dati di questa persona sono stati cancellati l'8 marzo 2026.",
         ("Restano le decisioni e gli importi, senza nome.",)),
    ]  # fmt: skip
    for whole, light, headline, details in told:
        assert covered_today(whole) == (light, headline, details)
        english = covered_today(whole, "en")
        assert english.light == light
        assert english.headline != headline
    both = covered_today(Whole((open_, late)))
    assert (both.light, both.headline) == ("wait", "In parte: una copertura è sospesa.")


def test_who_somebody_is_to_the_society() -> None:
    member = Standing(State.MEMBER, date(2026, 2, 1), MemberKind.ORDINARY)
    assert standing_sentence(member, number=12, vote=True) == "Socio ordinario (n. 12) dal 1° febbraio 2026, con voto."
    outsider = Standing(State.OUTSIDER, None, None)
    assert standing_sentence(outsider, beneficiary=True) == "Familiare assistito nel nucleo di un socio."
    applied = standing_sentence(
        Standing(State.APPLICANT, date(2026, 5, 8), MemberKind.ORDINARY), event=Event.APPLIED, due_on=date(2026, 8, 6)
    )
    assert applied == "Ha chiesto di entrare dall'8 maggio 2026, da decidere entro il 6 agosto 2026."
    left = standing_sentence(Standing(State.WITHDRAWN, date(2026, 1, 1), MemberKind.ORDINARY), "en", number=3)
    assert left == "Left by withdrawal (no. 3) since 1 January 2026."


def test_what_is_left_in_a_row_and_in_a_sentence(rules: Ruleset) -> None:
    voice = Voice(rules)
    told = [
        (pot(rules), "400 €", "", "Per «visite» c'è ancora tutto: 400 €, fino al 31 dicembre 2026."),
        (pot(rules, used=17_050), "229,50 €", "",
         "Per «visite» le restano 229,50 € su 400 €, fino al 31 dicembre 2026."),
        (pot(rules, used=30_000, reserved=5_000), "50 €", "low",
         "Per «visite» le restano 50 € su 400 €, fino al 31 dicembre 2026 (50 € già messi da parte per "
         "autorizzazioni)."),
        (pot(rules, used=45_000), "esaurito", "none",
         "Per «visite» non resta niente; si ricomincia il 1° gennaio 2027."),
        (pot(rules, "casa", used=11 * 60), "1 ora", "low",
         "Per «ore a casa» resta al nucleo 1 ora su 12 ore, fino al 31 dicembre 2026."),
        (pot(rules, "ospedale"), "240 ore", "",
         "Per «ore in ospedale» c'è ancora tutto: 240 ore per tutto il nucleo, fino al 31 dicembre 2026."),
        (pot(rules, size=None, left=None, missing=(Missing("fact", "nascita"),)), "non si sa", "",
         "Per «visite» non si può ancora dire quanto resta. Dipende da: data di nascita."),
        (pot(rules, used=40_000, again_on=date(2027, 3, 8), last_day=YEAR), "esaurito", "none",
         "Per «visite» non resta niente; si ricomincia l'8 marzo 2027."),
    ]  # fmt: skip
    for one, left, level, sentence in told:
        row = pot_row(voice, one)
        assert (plain(row.left), row.level, plain(row.sentence)) == (left, level, sentence)
        english = pot_row(Voice(rules, "en"), one)
        assert english.sentence.startswith("For “")
    row = pot_row(voice, pot(rules, used=17_050))
    assert (row.percent, row.period, row.whose) == (57, "anno 2026", "della persona")
    assert row.benefits == "Visita specialistica"
    assert row.rule.startswith("Limite «visite»: fino a 400\u00a0€ l'anno a persona (art. 2)")
    assert pot_row(voice, pot(rules, last_day=date(2026, 6, 30))).period == "dal 01/01/2026 al 30/06/2026"


def test_a_limit_that_a_request_may_widen_tells_both_sizes(rules: Ruleset) -> None:
    """One cleaning a year, two with a certificate: after the first, one is still there for who brings it."""
    pots = [one for plan in load(shipped_path())[0] for one in plan.versions if plan.head.code.endswith("/sia3")]
    version = max(pots, key=lambda one: one.in_force_from)
    one = _whole(version, "igiene")._replace(size=1, left=1)
    once = pot_row(Voice(version), one._replace(used=1, left=0))
    assert (once.left, once.otherwise) == ("esaurito", (
        "Con malattia parodontale certificata: ancora 1 volta su 2 volte",
    ))  # fmt: skip
    assert once.sentence.endswith(f" {once.otherwise[0]}.")
    twice = pot_row(Voice(version), one._replace(used=2, left=0))
    assert [text.split(": ")[1] for text in twice.otherwise] == ["esaurito"]
    assert pot_row(Voice(rules), pot(rules)).otherwise == ()
    wide = pot_row(Voice(version), one._replace(size=2, left=1, used=1))
    assert wide.otherwise == (), "a size that the request already told needs no other"


def test_a_limit_that_comes_back_sooner_for_who_tells_so_says_both_days() -> None:
    """New glasses every three years, every year for whose eyesight changed: one line says each."""
    found = [one for plan in load(shipped_path())[0] for one in plan.versions if plan.head.code.endswith("/occhiali")]
    version = max(found, key=lambda one: one.in_force_from)
    model = version.pots["occhiali"]
    periods = model.period
    assert isinstance(periods, PeriodCases)
    [(when, _)] = periods.cases
    one = _whole(version, "occhiali")._replace(
        size=1, used=1, left=0, again_on=date(2028, 6, 12), others=(AtOther(when, 1, date(2027, 6, 30)),)
    )
    row = pot_row(Voice(version), one)
    changed = "Se un occhio è cambiato di almeno 1,5 diottrie, sferiche o cilindriche ma non sommate"
    assert (row.left, row.period) == ("esaurito", "di nuovo dal 12/06/2028")
    assert tuple(plain(text) for text in row.otherwise) == (f"{changed}: ancora 1 volta",)
    assert row.sentence.endswith(f" {row.otherwise[0]}.")
    later = pot_row(Voice(version), one._replace(others=(AtOther(when, 0, date(2026, 12, 8)),)))
    assert plain(later.otherwise[0]) == f"{changed}: esaurito, di nuovo dall'8/12/2026".replace("8/12", "08/12")
    assert pot_row(Voice(version), one._replace(left=1, used=0, others=(AtOther(when, 1, None),))).otherwise == ()


def test_how_a_request_stands_is_said_in_a_sentence_and_as_a_task() -> None:
    name = "La domanda 12/A dell'8 maggio 2026"
    told = [
        (request("waiting", by=date(2026, 6, 8)), "aspetta la decisione, al più tardi l'8 giugno 2026.",
         "da decidere entro l'8 giugno 2026"),
        (request("waiting"), "aspetta la decisione.", "da decidere"),
        (request("parked"), "aspetta la decisione.", "messa da parte: da guardare"),
        (request("suspended", awaited=("la fattura", "la prescrizione")),
         "è ferma: aspettiamo la fattura e la prescrizione.", "aspettiamo la fattura e la prescrizione"),
        (request("suspended"), "è ferma: aspettiamo quello che manca.", "aspettiamo quello che manca"),
        (request("to-pay"), "è approvata: 70,00 €, con il prossimo pagamento.", "da pagare 70,00 €"),
        (request("to-pay", by=date(2026, 7, 7)), "è approvata: 70,00 €, che paghiamo entro il 7 luglio 2026.",
         "da pagare 70,00 €, entro il 7 luglio 2026"),
        (request("to-pay", by=date(2025, 7, 7), pays_on=date(2026, 7, 10)),
         "è approvata: 70,00 €, con il pagamento del 10 luglio 2026.", "da pagare 70,00 €, entro il 7 luglio 2025"),
        (request("paid", paid_on=date(2026, 6, 1), paid_cents=7_000), "è pagata: 70,00 € il 1° giugno 2026.", ""),
        (request("appealed", "to-pay"), "è approvata: 70,00 €. C'è un reclamo: si paga dopo la risposta.",
         "da pagare 70,00 €"),
        (request("paid", paid_on=date(2026, 7, 1), paid_cents=7_000, on_its_way=True),
         "è approvata: 70,00 €, con il pagamento del 1° luglio 2026.", ""),
        (request("refused"), "è stata respinta: il perché è nella decisione.", ""),
        (request("withdrawn"), "è stata ritirata.", ""),
        (request("reversed", "to-recover"), "è stata annullata.", "da recuperare dal socio"),
        (request("deferred"), "è approvata, ma si paga più avanti.", ""),
        (request("granted"), "è approvata.", ""),
        (request(), "è decisa.", ""),
    ]  # fmt: skip
    for one, sentence, task in told:
        assert plain(request_sentence(one)) == f"{name} {sentence}"
        assert plain(task_sentence(one)) == task
        assert request_sentence(one, "en").startswith("Request 12/A of 8 May 2026 ")


def test_what_is_read_is_short_and_says_nothing_of_who_died_or_was_erased(rules: Ruleset) -> None:
    voice = Voice(rules)
    pots = [pot(rules), pot(rules, "ospedale", used=60), pot(rules, "casa", each=True)]
    assert [one.name for _, one in main_pots([(voice, pots)])] == ["ospedale", "visite"]
    assert len(main_pots([(voice, pots)] * 5)) == 4
    said = to_read(Whole((cover(),)), [(voice, pots)], request("refused"))
    assert [text.split(" ")[0] for text in said] == ["Sì,", "Piano", "Per", "Per", "La"]
    depends = cover()._replace(waits=((None, ("Ricovero",)),))
    said = [plain(text) for text in to_read(Whole((depends,)), [], None, owed_cents=1000)]
    assert "In carenza" not in " ".join(said)
    assert said[-1] == "C'è un contributo in ritardo: 10,00 €. Pagandolo subito la copertura non si ferma."
    stopped = cover()._replace(stops_on=YEAR)
    assert plain(to_read(Whole((stopped,)), [], None, owed_cents=1000)[-1]) == "C'è un contributo in ritardo: 10,00 €."
    died = to_read(Whole((), died_on=YEAR), [(voice, pots)], request("paid"))
    assert died == ["La persona è morta il 1° gennaio 2026."]
    assert len(to_read(Whole(()), [(voice, pots)], None)) == 2
    assert (kinship_word("figlio"), kinship_word("figlio", "en"), kinship_word("zio")) == ("figlio/a", "child", "zio")
    assert (mark_word("dead"), mark_word("left", "en"), mark_word("")) == ("deceduto", "no longer a member", "")


def test_a_deductible_is_told_as_what_still_stays_with_the_member() -> None:
    """Of the shipped plans, every pot and exchange of which can be said: a pot that absorbs, not one that gives."""
    plans, _ = load(shipped_path())
    found = []
    for version in (one for plan in plans for one in plan.versions):
        for name in version.pots:
            if pot_row(Voice(version), _whole(version, name)).left.endswith("ancora a carico"):
                found.append((version, name))
            assert pot_row(Voice(version, "en"), _whole(version, name)).sentence.endswith(".")
        for name, one in version.exchanges.items():
            given = _whole(version, one.source)._replace(name=name, exchange=True, unit=one.unit, left=0)
            assert "è finito ciò con cui si scambia" in pot_row(Voice(version), given).sentence
    assert found
    version, name = found[0]
    row = pot_row(Voice(version), _whole(version, name))
    assert "restano a suo carico al massimo" in row.sentence
    assert row.level == ""


def _whole(version: Ruleset, name: str) -> PotLeft:
    model = version.pots[name]
    return PotLeft(
        name, model.title, model.article, model.unit, model.counts, model.holders, (), "1", YEAR, 100, 0, 0, 100, YEAR,
        date(2026, 12, 31),
    )  # fmt: skip
