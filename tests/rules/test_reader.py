"""What a regulation written without mistakes becomes: every number in its smallest unit, every name known."""

# ruff: noqa: E501 - tables of examples read best with one example a line

from __future__ import annotations

from fractions import Fraction
from typing import Any

import jsonschema
import pytest
from reader_samples import PLAN, VERSION, ruleset_of, said, with_benefit, with_condition, with_pot, with_steps

from mutua.rules import model as m
from mutua.rules.library import shipped_path
from mutua.rules.reading.schema import json_schema, known_keys
from mutua.rules.reading.source import Node, read_file

ONCE = m.Per()


def pot_of(text: str) -> m.Pot:
    return ruleset_of(with_pot(text)).pots["nuovo"]


def benefit_of(*lines: str) -> m.Benefit:
    return ruleset_of(with_benefit(*lines)).benefits["NUOVA"]


def condition_of(check: str) -> m.Condition:
    return ruleset_of(with_condition(check)).benefits["NUOVA"].requires[0].condition


def step_of(step: str, *more: str) -> m.MoneyStep:
    lines = ["consuma: nessuno", f"passi: [spesa, {step}]", *more]
    return ruleset_of(with_benefit(*lines)).benefits["NUOVA"].rows[0].steps[1]


# ---------------------------------------------------------------- pots


def test_money_is_cents_hours_are_minutes_and_occurrences_are_counted() -> None:
    pots = ruleset_of(VERSION).pots
    assert (pots["visite"].unit, pots["visite"].size) == (m.Unit.EURO, m.Constant(700 * 100))
    assert (pots["ospedale"].unit, pots["ospedale"].size) == (m.Unit.HOURS, m.Constant(240 * 60))
    assert (pots["igiene"].unit, pots["igiene"].counts) == (m.Unit.TIMES, m.Counts.OCCURRENCES)
    assert pots["ospedale"].counts is m.Counts.QUANTITY
    assert pots["franchigia"].counts is m.Counts.EXPENSE
    assert pots["visite"].title == "visite"


def test_a_pot_of_an_event_adds_the_event_to_its_holder() -> None:
    pot = pot_of("{misura: 30 giorni, di: persona, ogni: evento, articolo: a}")
    assert pot.holders == (m.Holder.PERSON, m.Holder.EVENT)
    assert pot.period == m.Lifetime()


def test_a_rolling_pot_looks_at_the_date_it_names() -> None:
    pot = pot_of("{misura: 1 volta, conta: gruppo, di: persona + dente, ogni: 36 mesi dall'ultima fattura, articolo: a}")
    assert pot.day == "fattura"
    assert pot.holders == (m.Holder.PERSON, m.Holder.TOOTH)
    assert pot.occurrence is m.Scope.GROUP
    assert pot.period == m.Rolling(m.Duration(36, m.DurationUnit.MONTHS))


def test_one_user_of_a_pot_may_have_another_period_on_the_same_counter() -> None:
    pot = pot_of(
        "{misura: 1 volta, di: persona, articolo: a, ogni: [{quando: {diottrie: almeno 1.50}, "
        "vale: 12 mesi dall'ultima fattura}, {altrimenti: 36 mesi dall'ultima fattura}]}"
    )
    assert isinstance(pot.period, m.PeriodCases)
    assert pot.period.cases[0][0] == m.Test("diottrie", m.Between(150, None))
    assert pot.day == "fattura"


def test_the_word_year_is_what_the_header_says() -> None:
    assert ruleset_of(VERSION).pots["visite"].period == m.Years()
    schools = ruleset_of(VERSION.replace("anno: solare", "anno: scolastico"))
    assert schools.pots["visite"].period == m.Years(9, 1)


def test_bands_are_in_the_smallest_step_of_their_fact() -> None:
    pot = pot_of(
        "{misura: {secondo: diottrie, al massimo 4: 1 euro, più di 4: 2 euro}, di: persona, ogni: anno, articolo: a}"
    )
    assert pot.size == m.BandTable(
        "diottrie", (m.Band(None, 400, m.Constant(100)), m.Band(401, None, m.Constant(200)))
    )


def test_bands_may_be_written_in_any_order() -> None:
    pot = pot_of(
        "{misura: {secondo: componenti, al: 1 luglio, 3 o più: 500 euro, da 1 a 2: 350 euro},"
        " di: nucleo, ogni: anno, articolo: a}"
    )
    assert isinstance(pot.size, m.BandTable)
    assert [(band.low, band.high) for band in pot.size.bands] == [(1, 2), (3, None)]
    assert pot.size.read_on == m.CalendarDay(7, 1)


def test_carry_advance_and_first_year() -> None:
    carry = pot_of("{misura: 7 euro, di: persona, ogni: anno, oltre: {rinvia_entro: visite}, articolo: a}")
    ahead = pot_of(
        "{misura: 7 euro, di: persona, ogni: anno, oltre: {anticipa: 2, quando: {rete: sì}}, articolo: a,"
        " primo_anno: {mese_di_iscrizione: compreso, arrotonda: per difetto}}"
    )
    assert carry.overflow == m.Carry("visite")
    assert ahead.overflow == m.Advance(2, m.Test("rete", m.OneOf((True,))))
    assert ahead.first_year == m.FirstYear(True, m.RoundingMode.DOWN)


@pytest.mark.parametrize(
    ("unit", "ratio", "expected"),
    [("ore", "5 per 1", Fraction(5)), ("giorni", "8 per 1", Fraction(480)), ("ore", "1 per 2", Fraction(1, 2))],
)
def test_the_ratio_of_an_exchange_is_in_smallest_units(unit: str, ratio: str, expected: Fraction) -> None:
    version = VERSION.replace("unità: ore, rapporto: 5 per 1", f"unità: {unit}, rapporto: {ratio}, al_massimo: 48 {unit}")
    exchange = ruleset_of(version).exchanges["a_casa"]
    assert exchange.ratio == expected
    assert exchange.cap == m.Constant(48 * (60 if unit == "ore" else 1))


# ---------------------------------------------------------------- conditions


@pytest.mark.parametrize(
    ("check", "condition"),
    [
        ("grado: [coniuge, figlio]", m.Test("grado", m.OneOf(("coniuge", "figlio")))),
        ("non: {rete: sì}", m.Not(m.Test("rete", m.OneOf((True,))))),
        ("rete: sì, età: 3", m.All((m.Test("rete", m.OneOf((True,))), m.Test("età", m.OneOf((3,)))))),
        ("almeno_una: [{rete: sì}, {età: 3}]",
         m.AnyOf((m.Test("rete", m.OneOf((True,))), m.Test("età", m.OneOf((3,)))))),
        ("almeno: {quante: 2, tra: [{rete: sì}, {età: 3}]}",
         m.AnyOf((m.Test("rete", m.OneOf((True,))), m.Test("età", m.OneOf((3,)))), 2)),
        ("giovane: sì", m.Named("giovane", m.Test("età", m.Between(None, 17)))),
        ("giovane: no", m.Not(m.Named("giovane", m.Test("età", m.Between(None, 17))))),
        ("prescrizione: assente", m.Test("prescrizione", m.Present(absent=True))),
        ("paga: almeno 10.50", m.Test("paga", m.Between(1050, None))),
        ("diottrie: più di 4", m.Test("diottrie", m.Between(401, None))),
        ("mesi_di_iscrizione: almeno 6 al richiesta",
         m.Test("mesi_di_iscrizione", m.Between(6, None), m.FactDay("richiesta"))),
        ("copertura: denti", m.Test("copertura", m.OneOf(("denti",)))),
        ("prestazione: [VISITA, NUOVA]", m.Test("prestazione", m.OneOf(("VISITA", "NUOVA")))),
    ],
)  # fmt: skip
def test_a_condition_means_what_it_says(check: str, condition: m.Condition) -> None:
    assert condition_of(check) == condition


def test_quantities_of_a_benefit_in_hours_are_compared_in_minutes() -> None:
    benefit = benefit_of("unità: ore", "spetta: [{quantità: almeno 1.5 ore}]")
    assert benefit.requires[0].condition == m.Test("quantità", m.Between(90, None))


# ---------------------------------------------------------------- cases that exclude each other

EXCLUDE = [
    ("{età: meno di 5}", "{età: 5}"),
    ("{diottrie: fino a 4}", "{diottrie: più di 4}"),
    ("{rete: sì}", "{rete: no}"),
    ("{fascia: A}", "{fascia: B}"),
    ("{fascia: A}", "{non: {fascia: A}}"),
    ("{grado: [coniuge, figlio]}", "{grado: titolare, rete: sì}"),
    ("{rete: sì, età: 3}", "{almeno_una: [{rete: no}, {età: 4}]}"),
    ("{giovane: sì}", "{giovane: no}"),
    ("{giovane: sì}", "{età: 18}"),
    ("{fattura: dal 2023-01-01 al 2023-12-31}", "{fattura: dal 2024-01-01}"),
    ("{fattura: prima del 2023-01-01}", "{fattura: 2023-01-01}"),
    ("{fattura: dal 28 dicembre al 6 gennaio}", "{fattura: dal 7 gennaio al 27 dicembre}"),
    ("{fattura: prima di ricovero}", "{fattura: non prima di ricovero}"),
    ("{fattura: nei 10 giorni dopo ricovero}", "{non: {fattura: nei 10 giorni dopo ricovero}}"),
    ("{inizio_cura: presente}", "{inizio_cura: assente}"),
    ("{inizio_cura: assente}", "{inizio_cura: dal 2023-01-01}"),
    ("{ore_lavorate: almeno 600 nei 12 mesi prima di ricovero}", "{non: {ore_lavorate: almeno 600 nei 12 mesi prima di ricovero}}"),
    ("{codice: E1}", "{codice: [E2, E3]}"),
    ("{codice: E1}", "{non: {codice: [E1, E3]}}"),
    ("{almeno: {quante: 2, tra: [{rete: sì}, {età: 3}, {fascia: A}]}}", "{rete: no, età: 4}"),
    ("{non: {almeno: {quante: 2, tra: [{rete: sì}, {età: 3}, {fascia: A}]}}}", "{rete: sì, età: 3}"),
    ("{età: almeno 5 al 1 gennaio}", "{età: meno di 5 al 1 gennaio}"),
]  # fmt: skip
TOGETHER = [
    ("{età: fino a 5}", "{età: 5}"),
    ("{rete: sì}", "{età: 5}"),
    ("{fascia: A}", "{non: {fascia: B}}"),
    ("{rete: sì, età: 3}", "{almeno_una: [{rete: sì}, {età: 4}]}"),
    ("{fattura: dal 2023-01-01 al 2023-12-31}", "{fattura: dal 2023-12-31}"),
    ("{fattura: dal 28 dicembre al 6 gennaio}", "{fattura: dal 6 gennaio al 27 dicembre}"),
    ("{fattura: non dopo ricovero}", "{fattura: lo stesso giorno di ricovero}"),
    ("{fattura: nei 10 giorni dopo ricovero}", "{non: {fattura: nei 11 giorni dopo ricovero}}"),
    ("{estetica: assente}", "{estetica: no}"),
    ("{codice: E1}", "{non: {codice: E3}}"),
    ("{almeno: {quante: 2, tra: [{rete: sì}, {età: 3}, {fascia: A}]}}", "{rete: no}"),
    ("{età: almeno 5 al 1 gennaio}", "{età: meno di 5 al richiesta}"),
]


def two_rows(first: str, second: str) -> str:
    return with_benefit(
        "calcolo:",
        f"  - {{quando: {first}, passi: [spesa], consuma: nessuno}}",
        f"  - {{quando: {second}, passi: [spesa, quota: 50%], consuma: nessuno}}",
        "  - altrimenti: non spetta",
    )


@pytest.mark.parametrize(("first", "second"), EXCLUDE)
def test_these_situations_exclude_each_other(first: str, second: str) -> None:
    assert said(two_rows(first, second)) == []
    assert said(two_rows(second, first)) == []


@pytest.mark.parametrize(("first", "second"), TOGETHER)
def test_these_situations_may_hold_together(first: str, second: str) -> None:
    for version in (two_rows(first, second), two_rows(second, first)):
        sentences = said(version)
        assert len(sentences) == 1
        assert "possono valere insieme" in sentences[0]


def test_a_condition_with_too_many_alternatives_is_refused_politely() -> None:
    many = ", ".join(f"{{almeno_una: [{{età: {n}}}, {{componenti: {n}}}]}}" for n in range(1, 12))
    sentences = said(two_rows(f"{{tutte: [{many}]}}", "{rete: sì}"))
    assert "troppe alternative" in sentences[0]


# ---------------------------------------------------------------- steps


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("quota: 70%", m.Share(m.Constant(Fraction(7, 10)))),
        ("meno: altri_rimborsi", m.Subtract("altri_rimborsi")),
        ("meno: {fatto: altri_rimborsi, articolo: b}", m.Subtract("altri_rimborsi", "b")),
        ("al_massimo: 60.00 per visita", m.AtMost(m.Constant(6000), m.Per(word="visita"))),
        ("al_massimo: 60", m.AtMost(m.Constant(6000), ONCE)),
        ("franchigia: 15.00 per fattura",
         m.Deductible(m.Constant(1500), m.Per(scope=m.Scope.INVOICE, word="fattura"))),
        ("franchigia: 15.00 per piano di cura",
         m.Deductible(m.Constant(1500), m.Per(scope=m.Scope.GROUP, word="piano di cura"))),
        ("franchigia: {plafond: franchigia, articolo: b}", m.DeductiblePot("franchigia", "b")),
        ("scoperto: 20%", m.Coinsurance(m.Constant(Fraction(1, 5)), None, None, ONCE)),
        ("scoperto: {quota: 20%, minimo: 100.00, massimo: 500.00, per: gruppo}",
         m.Coinsurance(m.Constant(Fraction(1, 5)), m.Constant(10_000), m.Constant(50_000),
                       m.Per(scope=m.Scope.GROUP, word="gruppo"))),
        ("più: {misura: 103.00, per: familiari_a_carico}",
         m.Add(m.Constant(10_300), m.Per(m.PerKind.FACT, fact="familiari_a_carico", word="familiari_a_carico"))),
        ("al_massimo: {misura: 90.00, per: mese, in_proporzione: giorni del mese, articolo: b}",
         m.AtMost(m.Constant(9000), m.Per(m.PerKind.MONTH, word="mese", proration=m.Proration.DAYS_OF_MONTH), "b")),
        ("quota: {secondo: fascia, A: 80%, B: 60%}",
         m.Share(m.ChoiceTable("fascia", (("A", m.Constant(Fraction(4, 5))), ("B", m.Constant(Fraction(3, 5))))))),
        ("quota: {misura: {secondo: rete, sì: 80%, no: 60%}, articolo: b}",
         m.Share(m.ChoiceTable("rete", ((True, m.Constant(Fraction(4, 5))), (False, m.Constant(Fraction(3, 5))))), "b")),
        ("al_massimo: {fatto: paga, quota: 70%}", m.AtMost(m.FactAmount("paga", Fraction(7, 10)), ONCE)),
        ("al_massimo: {tariffa: listino, colonna: fuori}", m.AtMost(m.TariffPrice("listino", "fuori"), ONCE)),
        ("al_massimo: [{quando: {rete: sì}, vale: 5.00}, {altrimenti: 4.00}]",
         m.AtMost(m.ValueCases(((m.Test("rete", m.OneOf((True,))), m.Constant(500)),), m.Constant(400)), ONCE)),
    ],
)  # fmt: skip
def test_a_step_means_what_it_says(step: str, expected: m.MoneyStep) -> None:
    assert step_of(step) == expected


def test_a_flat_sum_and_a_marginal_table() -> None:
    benefit = benefit_of(
        "conta: {giorni: notti, dal_giorno: 2, al_giorno: 7, solo_se: {notti: almeno 2}}",
        "consuma: nessuno",
        "passi: [importo: {misura: {secondo: giorno, da 1 a 15: 230.00, 16 o più: 100.00}, per: giorno,"
        " anche_senza_spesa: sì}]",
    )
    bands = (m.Band(1, 15, m.Constant(23_000)), m.Band(16, None, m.Constant(10_000)))
    per = m.Per(m.PerKind.DAY, word="giorno")
    assert benefit.rows[0].steps == (m.Flat(m.MarginalTable(bands), per, even_without_expense=True),)
    assert benefit.unit is m.Unit.DAYS
    assert benefit.counting == m.Counting(m.DayCount.NIGHTS, m.Test("notti", m.Between(2, None)), 2, 7)


def test_layers_close_with_their_pots_and_need_no_consuma() -> None:
    version = with_benefit(
        "passi: [spesa, scaglioni: {a_cavallo: si divide, fasce: [{fino_a: visite, passi: [quota: 75%]},"
        " {fino_a: altro, passi: [quota: 100%]}]}]"
    ).replace("plafond:\n", "plafond:\n  altro: {misura: 9 euro, di: persona, ogni: anno, articolo: a}\n")
    layers = ruleset_of(version).benefits["NUOVA"].rows[0].steps[1]
    assert isinstance(layers, m.Layers)
    assert layers.split
    assert [layer.pot for layer in layers.layers] == ["visite", "altro"]


def test_a_named_value_is_what_each_place_makes_of_it() -> None:
    version = "valori: {tetto: {misura: 60.00, articolo: b}}\n" + with_steps("spesa", "al_massimo: {valore: tetto}")
    assert ruleset_of(version).benefits["NUOVA"].rows[0].steps[1] == m.AtMost(m.Constant(6000), ONCE)


def test_draws_together_under_a_condition_and_in_order() -> None:
    benefit = benefit_of(
        "unità: ore",
        "consuma: [{plafond: igiene, quando: {rete: sì}}, {in_ordine: [casa, {scambio: a_casa}]}]",
    )
    assert benefit.rows[0].consumes == (
        m.PotDraw("igiene", m.Test("rete", m.OneOf((True,)))),
        m.InOrder((m.PotDraw("casa"), m.ExchangeDraw("a_casa"))),
    )


# ---------------------------------------------------------------- benefits

COMMONS = """\
comuni:
  articolo: art. 5
  salvo: [ESENTE]
  documenti: [fattura]
  carenza: 30 giorni
  spetta: [{rete: sì, motivo: rete}]
aree:
  Denti: {articolo: art. 8, carenza: 90 giorni, escluso: [{estetica: sì, motivo: estetica}]}
"""


def merged() -> dict[str, m.Benefit]:
    version = with_benefit("area: Denti", "unità: pezzi", "spetta: [{età: 3}]", "documenti: [prescrizione]")
    start, end = version.index("comuni:"), version.index("prestazioni:")
    version = version[:start] + COMMONS + version[end:]
    version += "  ESENTE:\n    titolo: e\n    articolo: art. 9\n    unità: pezzi\n"
    version += "  COME:\n    titolo: c\n    articolo: art. 10\n    come: NUOVA\n"
    return dict(ruleset_of(version).benefits)


def after_days(count: int) -> m.Term:
    return m.After(m.Duration(count, m.DurationUnit.DAYS), "iscrizione")


def test_commons_are_replaced_or_added_to_by_the_area_and_the_benefit() -> None:
    benefits = merged()
    own = benefits["NUOVA"]
    assert own.waiting == m.Waiting(after_days(90), "art. 8")
    assert [one.condition for one in own.requires] == [m.Test("rete", m.OneOf((True,))), m.Test("età", m.OneOf((3,)))]
    assert [one.article for one in own.requires] == ["art. 5", ""]
    assert [one.reason for one in own.excludes] == ["estetica"]
    assert [one.paper for one in own.papers] == ["fattura", "prescrizione"]
    assert benefits["VISITA"].waiting == m.Waiting(after_days(30), "art. 5")
    assert benefits["ESENTE"].papers == ()


def test_a_benefit_like_another_keeps_only_its_own_title_and_article() -> None:
    benefits = merged()
    assert benefits["COME"].title == "c"
    assert benefits["COME"].article == "art. 10"
    assert benefits["COME"].requires == benefits["NUOVA"].requires
    assert list(benefits) == ["VISITA", "NUOVA", "ESENTE", "COME"]


def test_waits_by_cause_and_deadlines_with_notice_by_cases() -> None:
    benefit = benefit_of(
        "unità: pezzi",
        "carenza: {malattia: 60 giorni, infortunio: nessuna, altre: 30 giorni}",
        "domanda: {entro: [60 giorni dalla fattura, 31 gennaio dell'anno dopo fattura],"
        " preavviso: [{quando: {rete: sì}, vale: nessuno}, {altrimenti: 24 ore prima di inizio_ore}]}",
    )
    causes = (
        (m.Test("causa", m.OneOf(("malattia",))), after_days(60)),
        (m.Test("causa", m.OneOf(("infortunio",))), m.NoTerm()),
    )
    assert benefit.waiting.first_day == m.TermCases(causes, after_days(30))
    assert isinstance(benefit.deadline.by, m.Earliest)
    notice = m.Notice(m.Duration(24, m.DurationUnit.HOURS), "inizio_ore")
    assert benefit.deadline.notice == m.NoticeCases(((m.Test("rete", m.OneOf((True,))), None),), notice)


def test_a_paper_may_be_old_late_early_or_expired() -> None:
    benefit = benefit_of(
        "unità: pezzi",
        "documenti: [prescrizione: {non_più_vecchia_di: 12 mesi, non_dopo: fattura, non_prima: inizio,"
        " vale_fino_a: 31 dicembre dell'anno di prescrizione, se_manca: respinge, se_vecchia: sospende}]",
    )
    assert benefit.papers[1] == m.PaperRule(
        "prescrizione", not_older_than=m.Duration(12, m.DurationUnit.MONTHS), not_after="fattura",
        not_before="inizio", valid_until=m.DayOfYear(12, 31, 0, "prescrizione"), missing=m.PaperFault.REFUSE,
        stale=m.PaperFault.SUSPEND,
    )  # fmt: skip


def test_a_computed_date_is_a_date_everywhere() -> None:
    version = (
        "date: {compie: {il: 65 anni da nascita, articolo: b}, passaggio: {il: 1 gennaio dell'anno dopo compie,"
        " articolo: b}}\n" + with_condition("fattura: dopo passaggio")
    )
    ruleset = ruleset_of(version)
    assert ruleset.facts["compie"].term == m.After(m.Duration(65, m.DurationUnit.YEARS), "nascita")
    assert ruleset.facts["passaggio"].term == m.DayOfYear(1, 1, 1, "compie")


# ---------------------------------------------------------------- facts


def fact_of(text: str, plan: str = PLAN) -> m.Fact:
    return ruleset_of(VERSION.replace("fatti:\n", f"fatti:\n  {text}\n"), plan).facts[text.split(":")[0]]


def test_facts_are_typed_with_their_default_and_reading_day() -> None:
    assert fact_of('dec: {tipo: decimale, di: riga, chiede: "?", se_manca: 1.5}').default == 150
    assert fact_of('due: {tipo: scelta, di: riga, scelte: [x, y], chiede: "?", se_manca: y}').default == "y"
    assert fact_of('tre: {tipo: numero, di: persona, al: richiesta, chiede: "?"}').read_on == m.FactDay("richiesta")
    assert fact_of("causa: {scelte: [alzheimer]}").choices[-1] == "alzheimer"
    assert fact_of('prezzo: {tipo: importo, di: riga, chiede: "?", risponde: società}').of_society
    assert not fact_of('prezzo: {tipo: importo, di: riga, chiede: "Il tariffario?", risponde: chi chiede}').of_society
    assert not fact_of('prezzo: {tipo: importo, di: riga, chiede: "?"}').of_society
    assert fact_of("grado: {scelte: [cugino], detto: {cugino: per i cugini}}").phrases["cugino"] == "per i cugini"


def test_questions_to_history_are_facts() -> None:
    often = fact_of("volte: {storia: {domanda: quante_volte, prestazioni: [VISITA], nel: anno_prima}}")
    last = fact_of("ultima: {storia: {domanda: ultimo_pagamento, prestazioni: [VISITA], quando: {rete: sì}}}")
    assert often.kind is m.FactKind.NUMBER
    assert often.history == m.HistoryQuestion(m.HistoryKind.HOW_MANY, ("VISITA",), m.HistorySpan.YEAR_BEFORE)
    assert last.kind is m.FactKind.DAY
    assert last.history is not None
    assert last.history.when == m.Test("rete", m.OneOf((True,)))


def test_the_covers_of_a_plan_may_have_titles() -> None:
    plan = PLAN.replace("[base, denti]", "{base: {titolo: assistenza sanitaria, articolo: art. 2}, denti: {}}")
    ruleset = ruleset_of(VERSION, plan)
    assert ruleset.covers == ("base", "denti")
    assert ruleset.assistances["base"] == m.Assistance("base", "assistenza sanitaria", "art. 2")
    assert ruleset.facts["copertura"].choices == ("base", "denti")


# ---------------------------------------------------------------- what is not a claim


def test_the_rules_that_are_not_claims() -> None:
    ruleset = ruleset_of(
        VERSION
        + """\
adesione: {articolo: a, nucleo: tutti o nessuno, decorrenza: primo giorno del mese dopo richiesta, chi: [{età: 3}]}
contributi:
  articolo: b
  voci: [{nome: quota, misura: 174.00, per: anno, in_proporzione: sì, quota_azienda: 50%, sconto: 10%}]
  rate: [{nome: due, parti: [{parte: 1/2, entro: 31 gennaio dell'anno di inizio_anno}, {parte: 1/2, più: 2%}]}]
morosità: {articolo: c, esito: sospende, tolleranza: 30 giorni}
cambio_piano: {articolo: d, effetto: 1 gennaio dell'anno dopo richiesta, porta: {visite: viste}, anzianità: da capo}
pagamenti: {articolo: e, sopra: 50.00, da: 1, a: 11}
procedura: {articolo: f, decisione: 30 giorni da completata}
"""
    )
    assert ruleset.joining is not None
    assert (ruleset.joining.whole_household, ruleset.joining.relatives_together) == (False, True)
    assert ruleset.contributions is not None
    assert ruleset.contributions.items[0].amount == m.Constant(17_400)
    assert ruleset.contributions.items[0].article == "b"
    assert [part.surcharge for part in ruleset.contributions.plans[0].parts] == [0, Fraction(1, 50)]
    assert ruleset.arrears is not None
    assert ruleset.arrears.suspends
    assert ruleset.plan_change is not None
    assert ruleset.plan_change.carries == (("visite", "viste"),)
    assert not ruleset.plan_change.keeps_seniority
    assert ruleset.payments == m.PaymentRule(5000, 1, 11, "e")
    assert ruleset.procedure is not None


def test_an_approval_may_have_no_published_day() -> None:
    assert ruleset_of(VERSION.replace(", il: 2025-12-01", "")).approval.on is None


# ---------------------------------------------------------------- the schema for editors


def plain(node: Node) -> Any:
    if node.is_map:
        return {key.text: plain(value) for key, value in node.pairs}
    return [plain(item) for item in node.items] if node.is_list else node.text


def test_the_json_schema_is_a_schema_and_accepts_the_shipped_rulesets() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    files = [path for path in shipped_path().glob("*/*/*.yaml") if path.parent.name != "casi"]
    assert files
    for path in files:
        node, _ = read_file(path, path.name)
        assert node is not None
        root = "piano" if path.name == "piano.yaml" else "versione"
        chosen = {**schema, "anyOf": [{"$ref": f"#/$defs/{root}"}]}
        errors = [error.message for error in jsonschema.Draft202012Validator(chosen).iter_errors(plain(node))]
        assert errors == [], path


def test_the_json_schema_refuses_an_unknown_key() -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    assert not validator.is_valid({"in_vigore": "dal 2026-01-01", "approvato": {"da": "a", "delibera": "b"}, "boh": "c"})


def test_the_known_keys_are_those_of_the_guide() -> None:
    assert {"plafond", "al_massimo", "rinvia_entro", "non_più_vecchia_di", "quota_azienda"} <= known_keys()
