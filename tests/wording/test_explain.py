"""What the clerk says of a decision, word for word, on decisions made by the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mutua.domain.case import Arrears, Balance, Case, Cover, Line
from mutua.domain.decisions import Assessment, LineAssessment, Missing, Outcome, Reason, Step
from mutua.rules import model as m
from mutua.rules.assess import assess
from mutua.wording.awaited import awaited, theirs
from mutua.wording.beside import differing_sentence
from mutua.wording.explain import explain, explain_assessment
from mutua.wording.numbers import Language
from mutua.wording.reasons import REASONS, SHORTER, reason_sentence
from mutua.wording.steps import STEPS, step_sentence
from mutua.wording.voice import Voice
from wording.samples import RULESET, between, days, euro, per, share, test_of

DAY = date(2026, 3, 10)
FACTS: dict[str, Any] = {"servizio": DAY, "fattura": DAY, "richiesta": date(2026, 3, 20), "spesa": 18000}


def test_a_sum_of_the_societys_own_list_is_not_asked_of_the_member() -> None:
    listed = m.Fact("tariffa", m.FactKind.MONEY, m.FactOf.LINE, "importo del tariffario",
                    "Quale importo dà il tariffario della società?", of_society=True)  # fmt: skip
    rules = replace(ruleset(), facts={**RULESET.facts, "tariffa": listed})
    line = LineAssessment("1", "VISITA", Outcome.SUSPENDED, missing=(Missing("fact", "tariffa"),))
    said = " ".join(explain(line, rules))
    assert "Lo guardiamo noi: «importo del tariffario»." in said
    assert "Ci dica" not in said
    held = Assessment((line,), {}, "1")
    assert awaited(held, {"": rules}) == ["«importo del tariffario» (lo guardiamo noi)"]
    assert theirs(["il preventivo", *awaited(held, {"": rules})]) == ("il preventivo",)
    assert awaited(held, {"": rules}, "en") == ["“importo del tariffario” (we look it up)"], "quoted once"
    assert "We look it up: “importo del tariffario”." in " ".join(explain(line, rules, "en"))


def pot(name: str = "visite", cents: int = 38000, **more: Any) -> m.Pot:
    return m.Pot(name, "visite specialistiche", m.Unit.EURO, (m.Holder.PERSON,), m.Years(), m.Constant(cents),
                 m.Counts.BENEFIT, article="art. 9", **more)


def ruleset(*steps: m.MoneyStep, pots: tuple[m.Pot, ...] = (), **benefit: Any) -> m.Ruleset:
    rows = benefit.pop("rows", (m.Row(steps, tuple(m.PotDraw(one.name) for one in pots)),))
    visit = m.Benefit("VISITA", "Visita specialistica", "Visite", rows=rows, **benefit)
    return replace(RULESET, benefits={"VISITA": visit}, pots={one.name: one for one in pots}, exchanges={},
                   arrears=None, rounding=m.Rounding(), time=m.TimeRules())


def said(
    rules: m.Ruleset, facts: Mapping[str, Any] | None = None, language: Language = "it", **case: Any
) -> list[str]:
    case.setdefault("covers", (Cover("base", date(2020, 1, 1)),))
    case.setdefault("holders", {"person": "p", "household": "h"})
    line = Line("1", "VISITA", {**FACTS, **(facts or {})}, case.pop("papers", {}))
    answer = assess(Case(lines=(line,), **case), rules, explain=True)
    return [text.replace("\u00a0", " ") for text in explain_assessment(answer, rules, language, Case(lines=(line,)))]


KEEPS = (m.Expense(), m.Coinsurance(share(30), euro(60), None, per("visita")))


def test_a_share_with_a_minimum_shows_both_figures_and_the_limit_before_and_after() -> None:
    assert said(ruleset(*KEEPS, pots=(pot(),))) == [
        "Visita specialistica: le rimborsiamo 120,00 € su 180,00 € (Visite).",
        "Spesa ammessa: 180,00 €.",
        "Resta a lei il maggiore fra il 30 % (54,00 €) e 60,00 €, cioè 60,00 €: rimangono 120,00 € (Visite).",
        "Limite «visite specialistiche»: prima 380,00 €, questa domanda 120,00 €, dopo 260,00 € (art. 9).",
        "In tutto restano a suo carico 60,00 €.",
    ]


def test_the_minimum_above_the_expense() -> None:
    assert said(ruleset(*KEEPS, pots=(pot(),)), {"spesa": 5000}) == [
        "Visita specialistica: di 50,00 € non possiamo rimborsare nulla (Visite).",
        "La spesa di 50,00 € non supera il minimo che resta a lei, 60,00 € (Visite).",
        "Spesa ammessa: 50,00 €.",
        "Resta a lei il maggiore fra il 30 % (15,00 €) e 60,00 €, cioè l'intera somma di 50,00 €: non rimane nulla "
        "(Visite).",
    ]


@pytest.mark.parametrize("less", [m.Share(share(50)), m.AtMost(euro(90), per()),
                                  m.Subtract("", amount=euro(90), per=per()),
                                  m.Deductible(euro(90), per()), m.Coinsurance(share(50), None, None, per())])
def test_each_step_that_takes_money_away_names_its_article(less: m.MoneyStep) -> None:
    """Of 180.00 there remain 90.00: the article of the benefit, or its own, and nothing where all remains."""
    for article, told in (("", "(Visite)."), ("art. 7", "(art. 7).")):
        first, cut = said(ruleset(m.Expense(), replace(less, article=article)))[1:-1]
        assert first == "Spesa ammessa: 180,00 €."
        assert "90,00 €" in cut
        assert cut.endswith(told)
    assert said(ruleset(m.Expense(), m.AtMost(euro(500), per())))[2] == "Il massimo di 500,00 € non è superato."


def test_a_limit_that_cuts() -> None:
    used = {("visite", "p"): {date(2026, 1, 1): Balance(used=20500)}}
    assert said(ruleset(m.Expense(), m.Share(share(90)), pots=(pot(),)), {"spesa": 30000}, pots=used) == [
        "Visita specialistica: le rimborsiamo 175,00 € su 300,00 € (Visite).",
        "Il limite «visite specialistiche» aveva ancora 175,00 €: gli altri 95,00 € restano fuori (art. 9).",
        "Spesa ammessa: 300,00 €.",
        "Il 90 % di 300,00 €: 270,00 € (Visite).",
        "Limite «visite specialistiche»: prima 175,00 €, questa domanda 175,00 €, dopo 0,00 € (art. 9).",
        "In tutto restano a suo carico 125,00 €.",
    ]


def test_the_sum_of_a_suspended_line_has_its_limit_too() -> None:
    used = {("visite", "p"): {date(2026, 1, 1): Balance(used=35000)}}
    rules = ruleset(m.Expense(), m.Share(share(50)), pots=(pot(),), papers=(m.PaperRule("prescrizione"),))
    assert said(rules, {"spesa": 10000}, pots=used)[2:] == [
        "Se tutto è in regola le rimborseremo 30,00 €.",
        "Il conto sarebbe questo.",
        "Spesa ammessa: 100,00 €.",
        "Il 50 % di 100,00 €: 50,00 € (Visite).",
        "Limite «visite specialistiche»: prima 30,00 €, questa domanda 30,00 €, dopo 0,00 € (art. 9).",
    ]


@pytest.mark.parametrize(
    ("unit", "left", "cut", "italian", "english"),
    [
        (m.Unit.EURO, 3000, 3000, "30,00 €: gli altri 30,00 € restano fuori", "€30.00 left: the other €30.00 is left"),
        (m.Unit.HOURS, 60, 120, "1 ora: le altre 2 ore restano fuori", "1 hour left: the other 2 hours are left out"),
        (m.Unit.HOURS, 60, 90, "1 ora: 1 ora e 30 minuti restano fuori", "1 hour left: 1 hour and 30 minutes are left"),
        (m.Unit.DAYS, 2, 1, "2 giorni: 1 giorno resta fuori", "2 days left: 1 day is left out"),
        (m.Unit.TIMES, 1, 2, "1 volta: le altre 2 volte restano fuori", "once left: the other 2 times are left out"),
    ],
)
def test_what_a_limit_leaves_out(unit: m.Unit, left: int, cut: int, italian: str, english: str) -> None:
    rules = ruleset(m.Expense(), pots=(replace(pot(), unit=unit),))
    reason = Reason("pot_cut", {"pot": "visite", "left": left, "cut": cut})
    for language, told in (("it", italian), ("en", english)):
        text = reason_sentence(Voice(rules, language), reason).replace("\u00a0", " ")  # type: ignore[arg-type]
        assert told in text


def test_a_limit_used_up() -> None:
    used = {("visite", "p"): {date(2026, 1, 1): Balance(used=38000)}}
    assert said(ruleset(m.Expense(), pots=(pot(),)), pots=used)[:2] == [
        "Visita specialistica: di 180,00 € non possiamo rimborsare nulla (Visite).",
        "Il limite «visite specialistiche» è esaurito (380,00 € su 380,00 €) (art. 9).",
    ]


def test_what_exceeds_the_year_is_due_later() -> None:
    block = pot("quadriennio", 250000)
    block = replace(block, title="quadriennio", period=m.Years(count=4, anchor_year=2025))
    yearly = replace(pot("annuo", 10000), title="annuo", overflow=m.Carry("quadriennio"))
    assert said(ruleset(m.Expense(), pots=(block, yearly))) == [
        "Visita specialistica: le rimborsiamo 100,00 € ora e 80,00 € nel 2027 (Visite).",
        "80,00 € le spettano dal 1° gennaio 2027, quando si riapre il limite «annuo» (art. 9).",
        "Spesa ammessa: 180,00 €.",
        "Limite «quadriennio»: prima 2.500,00 €, questa domanda 180,00 €, dopo 2.320,00 € (art. 9).",
        "Limite «annuo» dal 1° gennaio 2026: prima 100,00 €, questa domanda 100,00 €, dopo 0,00 € (art. 9).",
        "Limite «annuo» dal 1° gennaio 2027: prima 100,00 €, questa domanda 80,00 €, dopo 20,00 € (art. 9).",
    ]


def test_everything_missing_is_asked_at_once() -> None:
    rows = (m.Row((m.Expense(), m.Deductible(m.ChoiceTable("fascia", (("A", euro(20)), ("B", euro(30)))), per()))),)
    rules = ruleset(rows=rows, papers=(m.PaperRule("prescrizione"), m.PaperRule("fattura_dettagliata")))
    assert said(rules) == [
        "Visita specialistica: non possiamo ancora decidere (Visite).",
        "Ci servono ancora: la prescrizione del medico; la fattura con ogni voce di cura.",
        "Ci dica: «In quale fascia?»",
    ]


def test_what_would_be_paid_if_the_paper_came() -> None:
    assert said(ruleset(m.Expense(), m.Share(share(70)), papers=(m.PaperRule("prescrizione"),)))[1:3] == [
        "Ci serve ancora la prescrizione del medico.",
        "Se tutto è in regola le rimborseremo 126,00 €.",
    ]


def test_too_late_and_not_yet_covered() -> None:
    late = ruleset(m.Expense(), deadline=m.Deadline(m.After(days(5), "fattura"), article="art. 20"))
    assert said(late) == [
        "Visita specialistica: di 180,00 € non possiamo rimborsare nulla (Visite).",
        "La domanda è arrivata il 20 marzo 2026, ma andava fatta entro il 15 marzo 2026 (art. 20).",
    ]
    waiting = ruleset(m.Expense(), waiting=m.Waiting(m.After(m.Duration(8, m.DurationUnit.YEARS), "iscrizione")))
    assert said(waiting)[1] == (
        "La copertura per questa prestazione comincia il 1° gennaio 2028: prima non si rimborsa (Visite)."
    )


def test_short_notice() -> None:
    rules = ruleset(m.Expense(), deadline=m.Deadline(notice=m.Notice(m.Duration(24, m.DurationUnit.HOURS),
                                                                     "inizio_ore")))
    rome = ZoneInfo("Europe/Rome")
    asked, start = datetime(2026, 3, 10, 18, tzinfo=rome), datetime(2026, 3, 11, 9, tzinfo=rome)
    facts = {"richiesta_ore": asked, "inizio_ore": start}
    assert said(rules, facts)[1] == "Andava chiesta almeno 24 ore prima; l'anticipo è stato di 15 ore (Visite)."


def test_requirements_and_exclusions_say_what_they_ask() -> None:
    rules = ruleset(m.Expense(), requires=(m.Requirement(test_of("grado", "titolare"), "solo_iscritto", "art. 3"),))
    assert said(rules, {"grado": "figlio"})[1] == "La prestazione spetta solo per il titolare (art. 3)."
    rules = ruleset(m.Expense(), excludes=(m.Requirement(test_of("causa", "preesistente")),))
    assert said(rules, {"causa": "preesistente"})[1] == (
        "La prestazione non spetta per malattia preesistente (Visite)."
    )


def test_arrears() -> None:
    rules = replace(ruleset(m.Expense()), arrears=m.ArrearsRule(m.After(days(30), "pagamento"), False, None, "art. 9"))
    assert said(rules, arrears=(Arrears(date(2026, 1, 31), date(2026, 2, 20)),))[1] == (
        "Il contributo in scadenza il 31 gennaio 2026 è stato pagato in ritardo: la copertura riprende il 22 marzo "
        "2026 (art. 9)."
    )
    assert said(rules, arrears=(Arrears(date(2026, 1, 31)),))[1] == (
        "Il contributo in scadenza il 31 gennaio 2026 non risulta pagato: la copertura è sospesa (art. 9)."
    )


def test_days_that_do_not_reach_the_trigger() -> None:
    counting = m.Counting(m.DayCount.ALL, between("notti", 2, None))
    rules = ruleset(m.Flat(m.Constant(1300), per("giorno"), True), unit=m.Unit.DAYS, counting=counting)
    stay = {"inizio": date(2026, 3, 2), "fine": date(2026, 3, 3)}
    assert said(rules, stay)[1] == "Si paga solo per almeno 2 notti; qui la notte è una (Visite)."
    assert said(rules, {**stay, "fine": date(2026, 3, 6), "spesa": 0}) == [
        "Visita specialistica: le riconosciamo 65,00 € (Visite).",
        "Somma prevista: 13,00 € × 5 giorni = 65,00 €.",
    ]


HOURS = {
    "ospedale": m.Pot("ospedale", "ore in ospedale", m.Unit.HOURS, (m.Holder.HOUSEHOLD,), m.Years(),
                      m.Constant(240 * 60), m.Counts.QUANTITY, article="art. 4"),
    "casa_dopo": m.Pot("casa_dopo", "ore in casa", m.Unit.HOURS, (m.Holder.HOUSEHOLD,), m.Years(),
                       m.Constant(12 * 60), m.Counts.QUANTITY, article="art. 4"),
}  # fmt: skip
def test_a_sum_of_a_price_list_names_the_list_its_article_and_what_of_the_expense_is_above_it() -> None:
    own = m.Fact("prezzo", m.FactKind.MONEY, m.FactOf.LINE, title="importo del tariffario", of_society=True)
    rules = ruleset(m.Flat(m.FactAmount("prezzo"), per(), article="Visite"))
    rules = replace(rules, facts={**rules.facts, "prezzo": own})
    assert said(rules, {"spesa": 9500, "prezzo": 5300}) == [
        "Visita specialistica: le rimborsiamo 53,00 € su 95,00 € (Visite).",
        "Somma prevista: 53,00 €, l'importo del tariffario (Visite).",
        "In tutto restano a suo carico 42,00 €: la spesa è di 95,00 €, l'importo del tariffario di 53,00 €.",
    ]
    [_, _, english] = said(rules, {"spesa": 9500, "prezzo": 5300}, "en")
    assert english.startswith("In all €42.00 stays with you: the expense is €95.00")


@pytest.mark.parametrize(
    ("name", "there", "here", "paper", "told"),
    [
        ("quantità", 300, 1620, False, "là 5 ore, qui 27 ore."),
        ("prescrizione", True, None, True, "là c'era, qui manca."),
        ("prescrizione", None, True, True, "là mancava, qui c'è."),
        ("autorizzata", True, None, False, "là sì, qui non si sa."),
    ],
)  # fmt: skip
def test_what_was_otherwise_is_told_in_hours_and_from_here(
    name: str, there: Any, here: Any, paper: bool, told: str
) -> None:
    text = differing_sentence(name, there, here, paper=paper, ruleset=ruleset(), unit=m.Unit.HOURS)
    assert text.replace("\u00a0", " ").endswith(told)


IN_ORDER = m.InOrder((m.PotDraw("casa_dopo"), m.ExchangeDraw("ospedale_in_casa")))


@pytest.mark.parametrize(
    ("hospital", "home", "exchanged", "authorised", "italian", "english"),
    [
        (0, 0, 0, False,
         "Il limite «ore in casa» aveva ancora 12 ore: le altre 88 ore restano fuori (art. 4). Lo scambio «ore "
         "d'ospedale in casa» qui non si può usare: vale solo con autorizzazione (art. 4).",
         "The limit “ore in casa” had 12 hours left: the other 88 hours are left out (art. 4). The exchange “ore "
         "d'ospedale in casa” is of no use here: it holds only with authorisation (art. 4)."),
        (0, 12, 0, False,
         "Il limite «ore in casa» è esaurito (art. 4). Lo scambio «ore d'ospedale in "
         "casa» qui non si può usare: vale solo con autorizzazione (art. 4).", ""),
        (0, 0, 40, True,
         "Il limite «ore in casa» e lo scambio «ore d'ospedale in casa» avevano ancora insieme 20 ore: le altre 80 ore "
         "restano fuori (art. 4).",
         "The limit “ore in casa” and the exchange “ore d'ospedale in casa” had 20 hours left together: the other 80 "
         "hours are left out (art. 4)."),
        (230, 0, 0, True,
         "Il limite «ore in casa» e lo scambio «ore d'ospedale in casa» avevano ancora insieme 14 ore: le altre 86 ore "
         "restano fuori (art. 4). Lo scambio «ore d'ospedale in casa» dà solo 2 ore, perché al limite «ore in "
         "ospedale» restavano 10 ore (art. 4).", ""),
        (240, 12, 0, True,
         "Il limite «ore in casa» è esaurito (art. 4). Lo scambio «ore d'ospedale in "
         "casa» non dà nulla, perché il limite «ore in ospedale» è esaurito (art. 4).", ""),
        (0, 12, 48, True,
         "Il limite «ore d'ospedale in casa» è esaurito (48 ore su 48 ore) (art. 4).", ""),
        (0, 12, 40, True,
         "Il limite «ore d'ospedale in casa» aveva ancora 8 ore: le altre 92 ore restano fuori (art. 4).", ""),
    ],
)  # fmt: skip
def test_where_limits_give_in_order_the_one_that_bound_is_named(
    hospital: int, home: int, exchanged: int, authorised: bool, italian: str, english: str
) -> None:
    rules = replace(ruleset(rows=(m.Row((), (IN_ORDER,)),), unit=m.Unit.HOURS), pots=HOURS, exchanges=RULESET.exchanges)
    found = {"ospedale": hospital, "casa_dopo": home, "ospedale_in_casa": exchanged}
    pots = {(name, "h"): {date(2026, 1, 1): Balance(used=60 * hours)} for name, hours in found.items()}
    facts = {"quantità": 100 * 60, "autorizzata": authorised, "spesa": 0}
    assert italian in said(rules, facts, pots=pots)
    assert english in ["", *said(rules, facts, "en", pots=pots)]


def test_hours_given_by_exchange() -> None:
    rules = replace(ruleset(rows=(m.Row((), (IN_ORDER,)),), unit=m.Unit.HOURS), pots=HOURS, exchanges=RULESET.exchanges)
    facts = {"quantità": 20 * 60, "autorizzata": True, "spesa": 0}
    assert said(rules, facts) == [
        "Visita specialistica: le riconosciamo 20 ore (Visite).",
        "Con lo scambio «ore d'ospedale in casa» ha avuto 8 ore cedendo 40 ore prese da «ore in ospedale» (art. 4).",
        "Limite «ore in casa»: prima 12 ore, questa domanda 12 ore, dopo 0 ore (art. 4).",
        "Limite «ore in ospedale»: prima 240 ore, questa domanda 40 ore, dopo 200 ore (art. 4).",
        "Limite «ore d'ospedale in casa»: prima 48 ore, questa domanda 8 ore, dopo 40 ore (art. 4).",
    ]


def test_the_same_in_english() -> None:
    assert said(ruleset(*KEEPS, pots=(pot(),)), language="en") == [
        "“Visita specialistica”: we pay you €120.00 of €180.00 (Visite).",
        "Admitted expense: €180.00.",
        "The larger of 30% (€54.00) and €60.00, that is €60.00 stays with you: there remains €120.00 (Visite).",
        "Limit “visite specialistiche”: before €380.00, this request €120.00, after €260.00 (art. 9).",
        "In all €60.00 stays with you.",
    ]


def test_several_lines_end_with_their_total() -> None:
    rules = ruleset(m.Expense(), m.Share(share(50)))
    lines = tuple(Line(str(number), "VISITA", FACTS) for number in (1, 2))
    answer = assess(Case(lines=lines, covers=(Cover("base", date(2020, 1, 1)),)), rules, explain=True)
    assert explain_assessment(answer, rules)[-1] == "In tutto le rimborsiamo 180,00\u00a0€."


# ---------------------------------------------------------------- every code has its words

VALUES: dict[str, Any] = {
    "by": DAY, "from": DAY, "arrived": DAY, "needed": "24 hours", "given_minutes": 90, "first_day": DAY, "due_on": DAY,
    "resumes": DAY, "index": 0, "motive": "età", "paper": "prescrizione", "dated": DAY, "limit": DAY,
    "fact": "variazione", "counted": 3, "pot": "visite", "size": 38000, "used": 100, "reserved": 50, "left": 37850,
    "cut": 10, "period": DAY, "amount": 20, "exchange": "ospedale_in_casa", "given": 60, "taken": 300,
    "share_cents": Fraction(1), "minimum_cents": 6000, "expense_cents": 5000, "deductible_cents": 2500,
    "others_cents": 100, "value": 425, "code": "E12", "on": DAY, "plan": "in_tre_rate", "effective": DAY,
    "unit_cents": Fraction(1300), "count": Fraction(5), "per": "giorno", "cents": 100, "absorbed": Fraction(5),
    "share": Fraction(1, 2), "maximum_cents": None, "kept": Fraction(6000), "expense": Fraction(1), "paid": Fraction(1),
    "scope": "group", "total_before": Fraction(2), "total_after": Fraction(1), "asked": 120, "granted": 60,
    "unit": "hours",
}


def test_every_reason_is_said_in_full_and_in_short() -> None:
    benefit = RULESET.benefits["DIARIA"]
    benefit = replace(benefit, excludes=benefit.requires)
    for language in ("it", "en"):
        voice = Voice(RULESET, language)
        for code in REASONS:
            text = reason_sentence(voice, Reason(code, VALUES, "art. 1"), benefit)
            assert "{" not in text
            assert "None" not in text
            assert text.endswith("(art. 1).")
        for code in SHORTER:
            assert "{" not in reason_sentence(voice, Reason(code, {"due_on": DAY}), None)


def test_every_step_is_said() -> None:
    for language in ("it", "en"):
        for code in STEPS:
            text = step_sentence(Voice(RULESET, language), Step(code, Fraction(18000), Fraction(12000), VALUES))
            assert "{" not in text
            assert "None" not in text


def test_italian_has_no_english_left() -> None:
    words = {word for table in (REASONS, SHORTER, STEPS) for italian, _ in table.values() for word in italian.split()}
    assert not words & {"the", "of", "is", "are", "request", "limit", "paper"}


def test_a_date_that_a_paper_lacks_is_asked_for() -> None:
    line = LineAssessment("1", "VISITA", Outcome.SUSPENDED, missing=(Missing("date", "prescrizione"),))
    assert explain(line, RULESET)[1] == "Ci serve ancora la data della prescrizione del medico."
