"""Sentences read aloud: the Italian of figures, conditions, terms and benefits, word for word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from mutua.rules import model as m
from mutua.wording import numbers
from mutua.wording.benefits import money_sentence
from mutua.wording.conditions import situation
from mutua.wording.describe import (
    arrears_sentence,
    benefit_sentence,
    benefit_table,
    change_sentence,
    contribution_sentences,
    exchange_sentence,
    gate_sentences,
    joining_sentence,
    payment_sentence,
    pot_sentence,
    procedure_sentence,
)
from mutua.wording.grammar import Noun, fused, noun, singular, the
from mutua.wording.terms import term
from mutua.wording.voice import Voice
from wording.samples import BENEFITS, EXCHANGES, POTS, PROTECTED, RULESET, between, days, euro, per, share, test_of

VOICE = Voice(RULESET)
ENGLISH = Voice(RULESET, "en")


def plain(text: str) -> str:
    """Without no-break spaces, so that expectations can be typed."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("cents", "italian", "english"),
    [
        (123456, "1.234,56 €", "€1,234.56"),
        (70000, "700 €", "€700"),
        (50, "0,50 €", "€0.50"),
        (0, "0 €", "€0"),
    ],
)
def test_money(cents: int, italian: str, english: str) -> None:
    assert plain(numbers.money(cents, "it")) == italian
    assert numbers.money(cents, "en") == english


def test_the_space_before_the_euro_does_not_break() -> None:
    assert numbers.money(700, "it") == "7\u00a0€"


def test_a_decision_always_writes_two_decimals_and_a_part_of_a_cent_is_said_to_be_about() -> None:
    assert plain(numbers.amount(18000, "it")) == "180,00 €"
    assert plain(numbers.amount(Fraction(20000, 3), "it")) == "circa 66,67 €"
    assert plain(numbers.amount(Fraction(-1935, 2), "it")) == "circa −9,68 €"
    assert numbers.amount(Fraction(1, 3), "en") == "about €0.00"


@pytest.mark.parametrize(
    ("figure", "expected"),
    [("80 %", "l'80 %"), ("8 %", "l'8 %"), ("11 %", "l'11 %"), ("1 %", "l'1 %"), ("75 %", "il 75 %"),
     ("18 %", "il 18 %"), ("0 %", "lo 0 %"), ("1° gennaio", "il 1° gennaio"), ("8 marzo", "l'8 marzo"),
     ("800 €", "l'800 €"), ("1.000 €", "il 1.000 €")],
)
def test_a_figure_elides_as_it_is_said(figure: str, expected: str) -> None:
    assert the(Noun(figure)) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [("fattura", "dalla fattura"), ("iscrizione", "dall'iscrizione"), ("certificato", "dal certificato"),
     ("radiografie prima della cura", "dalle radiografie prima della cura"), ("stato di famiglia",
      "dallo stato di famiglia"), ("referti", "dai referti"), ("analisi", "dall'analisi"), ("zaino", "dallo zaino")],
)
def test_a_noun_takes_its_article(title: str, expected: str) -> None:
    assert fused("da", noun(title)) == expected


@pytest.mark.parametrize(
    ("many", "one"), [("impianti", "impianto"), ("sedute", "seduta"), ("mesi", "mese"), ("diottrie", "diottria")]
)
def test_one_of_many(many: str, one: str) -> None:
    assert singular(many) == one


def test_hours_dates_and_parts() -> None:
    assert [numbers.hours(minutes, "it") for minutes in (720, 60, 90, 45)] == [
        "12 ore", "1 ora", "1 ora e 30 minuti", "45 minuti",
    ]
    assert numbers.calendar_date(date(2026, 1, 1), "it") == "1° gennaio 2026"
    assert numbers.calendar_date(date(2026, 1, 31), "en") == "31 January 2026"
    assert [numbers.part(part, "it") for part in (Fraction(1, 3), Fraction(2, 3), Fraction(1, 2), Fraction(3, 7))] == [
        "un terzo", "due terzi", "metà", "3/7",
    ]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (between("età", 3, 17), "da 3 a 17 anni"),
        (between("età", None, 17), "sotto i 18 anni"),
        (between("età", None, 79), "sotto gli 80 anni"),
        (between("età", 18, None), "da 18 anni in su"),
        (test_of("grado", "coniuge", "figlio"), "per il coniuge o per i figli"),
        (between("componenti", 1, 2), "per i nuclei di 1 o 2 persone"),
        (between("componenti", 2, 5), "per i nuclei da 2 a 5 persone"),
        (test_of("componenti", 1), "per chi è solo"),
        (between("impianti", 3, None), "con almeno 3 impianti"),
        (between("impianti", 1, None), "con almeno un impianto"),
        (between("variazione", 401, None), "con una variazione di più di 4 diottrie"),
        (between("variazione", None, 499), "con una variazione di meno di 5 diottrie"),
        (between("preventivo", 30000, None), "con preventivo di almeno 300 €"),
        (between("inizio_cura", None, date(2022, 12, 31)), "per le cure iniziate prima del 1° gennaio 2023"),
        (between("fattura", date(2021, 12, 28), date(2021, 12, 31)),
         "per le fatture dal 28 dicembre 2021 al 31 dicembre 2021"),
        (m.Test("servizio", m.Window(days(10), "dimissione")), "nei 10 giorni dopo la dimissione"),
        (m.Test("servizio", m.Window(days(8), "ricovero", before=True)), "negli 8 giorni prima del ricovero"),
        (m.Test("certificato", m.Present()), "con certificato del medico"),
        (m.Test("prescrizione", m.Against(m.DayOrder.NOT_AFTER, "fattura")),
         "con data della prescrizione del medico non dopo la fattura"),
        (m.Test("ore_lavorate", m.SumInWindow(600, None, m.Duration(12, m.DurationUnit.MONTHS), "evento_del")),
         "con almeno 600 ore lavorate nei 12 mesi prima dell'evento"),
        (between("mesi_di_iscrizione", 6, None, m.FactDay("richiesta")),
         "con almeno 6 mesi d'iscrizione al momento della domanda"),
        (m.Not(test_of("rete", True)), "fuori convenzione"),
        (m.Not(test_of("grado", "titolare")), "tranne per il titolare"),
        (m.All((test_of("rete", True), m.AnyOf((test_of("gravidanza", True), between("età", None, 1))))),
         "nelle strutture convenzionate, purché in gravidanza o sotto i 2 anni"),
        (m.AnyOf((m.All((test_of("rete", True), between("età", 65, None))), test_of("gravidanza", True))),
         "nelle strutture convenzionate e da 65 anni in su, oppure in gravidanza"),
        (m.All((m.Test("dimissione", m.Present()), m.Test("servizio", m.Against(m.DayOrder.AFTER, "dimissione")))),
         "per le prestazioni dopo la dimissione"),
        (m.AnyOf((test_of("rete", False), test_of("gravidanza", True), between("età", 65, None)), 2),
         "quando valgono almeno 2 di queste: fuori convenzione, in gravidanza e da 65 anni in su"),
    ],
)
def test_a_condition_as_a_phrase(condition: m.Condition, expected: str) -> None:
    assert plain(situation(VOICE, condition)) == expected


def test_a_phrase_written_by_hand_stands_alone_when_it_has_every_number() -> None:
    assert situation(VOICE, PROTECTED) == "in gravidanza o per bambini sotto i 2 anni"


def test_a_phrase_used_for_something_else_than_it_means_is_completed() -> None:
    changed = m.Named("visita_protetta", m.AnyOf((test_of("gravidanza", True), between("età", None, 8))))
    assert situation(VOICE, changed) == (
        "in gravidanza o per bambini sotto i 2 anni (in gravidanza o sotto i 9 anni)"
    )


@pytest.mark.parametrize(
    ("value", "use", "expected"),
    [
        (m.After(days(60), "fattura"), "by", "entro 60 giorni dalla fattura"),
        (m.After(days(10), "ricovero", before=True), "by", "almeno 10 giorni prima del ricovero"),
        (m.Earliest((m.After(days(60), "fattura"), m.DayOfYear(1, 31, 1, "fattura"))), "by",
         "entro 60 giorni dalla fattura e comunque entro il 31 gennaio dell'anno successivo alla fattura"),
        (m.EndOf(m.CalendarSpan.QUARTER, 1, "fattura"), "by", "entro la fine del trimestre successivo alla fattura"),
        (m.After(days(60), "iscrizione"), "start", "dal 60° giorno dopo l'iscrizione"),
        (m.After(days(60), "iscrizione", exceeding=True), "start",
         "dal giorno dopo che sono passati 60 giorni dall'iscrizione"),
        (m.FirstOfMonth(4, "iscrizione"), "start", "dal 1° giorno del 4° mese successivo all'iscrizione"),
        (m.AnchorDay("pagamento"), "start", "dal giorno del pagamento"),
        (m.DayOfYear(7, 1, 0, "fattura"), "not_before", "non prima del 1° luglio dell'anno della fattura"),
        (m.FixedDay(date(2022, 2, 28)), "by", "entro il 28 febbraio 2022"),
    ],
)
def test_a_term(value: m.Term, use: str, expected: str) -> None:
    assert term(VOICE, value, use) == expected  # type: ignore[arg-type]


def test_layers() -> None:
    assert plain(money_sentence(VOICE, BENEFITS["TICKET"])) == (
        "Ticket del servizio sanitario: paghiamo il 75 % della spesa, fino a 700 € l'anno, poi, esaurita questa parte, "
        "tutta la spesa, fino a 1.000 € l'anno (una spesa a cavallo si divide fra le due parti)."
    )


def test_what_stays_with_the_member_comes_before_the_share_of_the_rest() -> None:
    assert plain(money_sentence(VOICE, BENEFITS["CICLO"])) == (
        "Cure fisiche: resta a lei il 20 % della spesa (almeno 100 € per ciclo) e del resto paghiamo il 55 % in fascia "
        "A, il 60 % in fascia B, il 71 % negli altri casi, fino a 2.500 € ogni 4 anni (a partire dal 2025); con "
        "almeno 3 impianti, fino a 625 € l'anno."
    )


def test_two_situations_under_one_ceiling() -> None:
    assert plain(money_sentence(VOICE, BENEFITS["VISITA"])) == (
        "Visita specialistica: nelle strutture convenzionate: restano a lei 25 € per visita e paghiamo il resto; fuori "
        "convenzione: resta a lei il 50 % della spesa (almeno 60 € e al massimo 500 € per visita) e paghiamo il resto; "
        "in ogni caso fino a 350 € l'anno per i nuclei di 1 o 2 persone, 500 € per i nuclei di 3 o 4 persone, 600 € "
        "per i nuclei di almeno 5 persone, in tutto il nucleo."
    )


def test_the_order_of_the_steps_is_heard() -> None:
    before = (m.Expense(), m.Subtract("altri_rimborsi"), m.Share(share(70)))
    after = (m.Expense(), m.Share(share(70)), m.Subtract("altri_rimborsi"))
    capped = (m.Expense(), m.AtMost(euro(60), per("seduta")), m.Share(share(70)))
    said = [
        plain(money_sentence(VOICE, replace(BENEFITS["VISITA"], rows=(m.Row(steps),))))
        for steps in (before, after, capped)
    ]
    assert said == [
        "Visita specialistica: si toglie quanto rimborsano altri e del resto paghiamo il 70 %.",
        "Visita specialistica: paghiamo il 70 % della spesa, meno quanto rimborsano altri.",
        "Visita specialistica: della spesa contano al massimo 60 € per seduta e di questa parte paghiamo il 70 %.",
    ]


def test_hours_in_kind_with_an_exchange() -> None:
    assert plain(benefit_sentence(RULESET, BENEFITS["CASA-DOPO"])) == (
        "Aiuto in casa dopo un ricovero: nelle strutture convenzionate: il servizio è a nostro carico, lei non spende "
        "nulla; fuori convenzione: paghiamo tutta la spesa, al massimo 10 € all'ora; in ogni caso fino a 12 ore l'anno "
        "in tutto il nucleo, poi, esaurito questo, al massimo 48 ore, cedendo 5 ore prese da «ore in ospedale» per ogni"
        " ora, con autorizzazione. Spetta solo nei 30 giorni dopo la dimissione (art. 4)."
    )


def test_above_three_situations_a_small_table() -> None:
    table = benefit_table(RULESET, BENEFITS["OCCHIALI"])
    assert table[0] == ("Quando", "Paghiamo", "Fino a")
    assert [plain(row[1]) for row in table[1:]] == [
        "l'80 % della spesa, al massimo 80 € per paio", "l'80 % della spesa, al massimo 160 € per paio",
        "l'80 % della spesa, al massimo 240 € per paio", "l'80 % della spesa, al massimo 320 € per paio",
    ]
    assert benefit_sentence(RULESET, BENEFITS["OCCHIALI"]).startswith("Lenti da vista (Lenti):\n| Quando |")


def test_gates() -> None:
    assert [plain(text) for text in gate_sentences(RULESET, BENEFITS["VISITA"])][2:] == [
        "Spetta solo per il titolare (art. 3).",
        "Non spetta per malattia preesistente.",
        "La domanda va fatta: per le fatture dal 28 dicembre al 31 dicembre di ogni anno, entro 60 giorni dalla "
        "fattura e comunque entro il 28 febbraio dell'anno successivo alla fattura; negli altri casi, entro 60 giorni "
        "dalla fattura e comunque entro il 31 gennaio dell'anno successivo alla fattura (art. 20).",
        "La domanda si fa non prima del 2 luglio dell'anno della fattura (art. 20).",
        "Si chiede almeno 24 ore prima dell'inizio: dopo non si può accogliere (art. 20).",
        "Vale: per infortunio, subito; per gravidanza, dal giorno dopo che sono passati 300 giorni dall'iscrizione; "
        "negli altri casi, dal 1° giorno del 4° mese successivo all'iscrizione (art. 8).",
        "Servono: fattura con ogni voce di cura; prescrizione del medico (in regime privato), non più vecchia di 12 "
        "mesi alla data della fattura, di data non successiva alla fattura, con la fattura entro il 31 dicembre "
        "dell'anno della prescrizione del medico, altrimenti ne chiediamo una nuova; certificato del medico, non più "
        "vecchio di 30 giorni alla data della domanda, se manca non rimborsiamo.",
    ]


def test_pots() -> None:
    assert plain(pot_sentence(RULESET, POTS["occhiali"])) == (
        "Limite «occhiali»: al massimo 1 volta ogni 36 mesi da una fattura all'altra, ma ogni 12 mesi da una fattura "
        "all'altra con una variazione di almeno 1,5 diottrie, a persona (Lenti). Vale per: Lenti da vista."
    )
    assert plain(pot_sentence(RULESET, POTS["visite"])) == (
        "Limite «visite specialistiche»: fino a 350 € l'anno per i nuclei di 1 o 2 persone, 500 € per i nuclei di 3 o 4"
        " persone, 600 € per i nuclei di almeno 5 persone, in tutto il nucleo (art. 9). Vale per: Visita specialistica."
        " Nel periodo in cui ci si iscrive vale un dodicesimo per ogni mese che resta, compreso quello d'iscrizione, "
        "arrotondato al più vicino."
    )


def test_exchange() -> None:
    assert exchange_sentence(RULESET, EXCHANGES["ospedale_in_casa"]) == (
        "Scambio «ore d'ospedale in casa»: al massimo 48 ore, cedendo 5 ore prese da «ore in ospedale» per ogni ora, "
        "con autorizzazione (art. 4)."
    )


def test_what_is_not_a_claim() -> None:
    assert plain(joining_sentence(RULESET)) == (
        "L'iscrizione è possibile solo sotto i 75 anni (art. 2). Si iscrive tutto il nucleo, tranne in gravidanza (art."
        " 2). La copertura comincia dal 1° giorno del mese successivo alla domanda (art. 2)."
    )
    assert [plain(text) for text in contribution_sentences(RULESET)][1:] == [
        "Contributo del titolare: 174 € all'anno, per il titolare; sconto: 10 %; chi entra in corso d'anno paga un "
        "dodicesimo per ogni mese che resta, compreso quello d'ingresso; l'azienda paga il 50 % (art. 6).",
        "Si può pagare in tre rate, per i nuclei di almeno 4 persone: un terzo entro il 31 gennaio dell'anno, un terzo "
        "con il 2 % in più entro la fine del 2° trimestre successivo all'inizio dell'anno e un terzo con il 3 % in più "
        "entro il 30 settembre 2026 (art. 7).",
    ]
    assert arrears_sentence(RULESET) == (
        "Se un contributo non è pagato entro 30 giorni dalla scadenza, dal giorno dopo le prestazioni non sono coperte "
        "(art. 9). La copertura riprende: con almeno 4 mesi di ritardo, dal 60° giorno dopo il pagamento; negli altri "
        "casi, dal 30° giorno dopo il pagamento (art. 9)."
    )
    assert change_sentence(RULESET).startswith(
        "Il cambio di piano si chiede entro il 31 gennaio dell'anno della domanda e ha effetto dal 1° gennaio dell'"
        "anno della domanda, ma non prima che passino 3 anni dall'iscrizione (art. 4)."
    )
    assert plain(payment_sentence(RULESET)) == (
        "Da gennaio a novembre il bonifico si fa solo quando la somma dovuta supera 50 € (art. 30)."
    )
    assert procedure_sentence(RULESET).startswith(
        "I documenti che mancano si portano entro 60 giorni dalla richiesta dei documenti mancanti, poi la domanda "
        "decade (art. 40)."
    )


def test_the_english_twin_quotes_the_words_of_the_regulation() -> None:
    assert money_sentence(ENGLISH, BENEFITS["TICKET"]) == (
        "“Ticket del servizio sanitario”: we pay 75% of the expense, up to €700 a year, then, once this is used up, the"
        " whole expense, up to €1,000 a year (an expense across the two is divided)."
    )
