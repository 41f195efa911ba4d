"""Sentences that a stranger read aloud and stumbled on, as they are said now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from mutua.domain.decisions import CeilingRead, LineAssessment, Missing, Outcome, Reason, Step
from mutua.domain.membership import JoiningAnswer
from mutua.rules import model as m
from mutua.rules.joining import may_join
from mutua.wording.benefits import money_sentence
from mutua.wording.describe import benefit_sentence, gate_sentences, keyed_sentences, pot_sentence, procedure_sentence
from mutua.wording.explain import ceiling_sentences, explain, explain_joining
from mutua.wording.grammar import bare, fused, led, noun, the, titles
from mutua.wording.nomenclatore import printed
from mutua.wording.reasons import reason_sentence
from mutua.wording.steps import is_idle, step_sentence
from mutua.wording.voice import Voice
from wording.samples import (
    BENEFITS,
    FACTS,
    MONTHS,
    POTS,
    PROTECTED,
    RULESET,
    YEARS,
    between,
    days,
    euro,
    per,
    share,
    test_of,
)

VOICE = Voice(RULESET)
ENGLISH = Voice(RULESET, "en")
DAY = date(2026, 3, 10)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def money(*steps: m.MoneyStep, rules: m.Ruleset = RULESET, language: Any = "it", **row: Any) -> str:
    """The money of a benefit with these steps, without its title."""
    benefit = replace(BENEFITS["CICLO"], rows=(m.Row(steps, **row),), unit=m.Unit.PIECES)
    said = money_sentence(Voice(replace(rules, benefits={**rules.benefits, "CICLO": benefit}), language), benefit)
    return plain(said).split(": ", 1)[1]


def with_facts(**facts: m.Fact) -> m.Ruleset:
    return replace(RULESET, facts={**FACTS, **facts})


def computed(name: str, title: str, term: m.Term) -> m.Fact:
    return m.Fact(name, m.FactKind.DAY, m.FactOf.PERSON, title=title, term=term)


# ---------------------------------------------------------------- 1 · titles with their article


@pytest.mark.parametrize(
    ("title", "said"),
    [("il 65° compleanno", "del 65° compleanno"), ("l'80° compleanno", "dell'80° compleanno"),
     ("il primo giorno del mese", "del primo giorno del mese"), ("gli occhiali", "degli occhiali"),
     ("La scadenza", "della scadenza"), ("le analisi", "delle analisi"), ("indennità", "dell'indennità")],
)
def test_a_title_written_with_its_article(title: str, said: str) -> None:
    assert fused("di", noun(title)) == said


def test_titles_with_an_article_everywhere_they_are_used() -> None:
    rules = with_facts(compie_65=computed("compie_65", "il 65° compleanno", m.After(m.Duration(65, YEARS), "nascita")))
    rules = replace(rules, papers={**RULESET.papers, "verbale": m.Paper("verbale", "il verbale del pronto soccorso")})
    voice = Voice(rules)
    assert voice.at("di", "compie_65") == "del 65° compleanno"
    assert voice.title("compie_65") == "65° compleanno"
    assert voice.paper("verbale") == "verbale del pronto soccorso"
    assert Voice(rules, "en").at("da", "compie_65") == "from the “65° compleanno”"
    line = LineAssessment("1", "VISITA", Outcome.SUSPENDED, missing=(Missing("paper", "verbale"),))
    assert explain(line, rules)[1] == "Ci serve ancora il verbale del pronto soccorso."
    assert keyed_sentences(rules)["fact compie_65"] == "«65° compleanno»: 65 anni dopo la nascita."


def test_a_figure_that_is_a_title_with_its_article() -> None:
    assert [led("fino a", "il saldo"), led("non più di", "la franchigia"), led("fino a", "700 €")] == [
        "fino al saldo", "non più della franchigia", "fino a 700 €",
    ]
    assert bare("i nati") == "nati"
    assert bare("I trimestre") == "I trimestre"
    assert the(noun("gli occhiali")) == "gli occhiali"


# ---------------------------------------------------------------- 2 · a sum, then a share of it


BY_RANK = m.ChoiceTable("grado", (("coniuge", share(50)),), share(100))


def test_a_sum_and_then_a_share_by_cases() -> None:
    assert money(m.Flat(euro(65), per("unità")), m.Share(BY_RANK), consumes=(m.PotDraw("annuo"),)) == (
        "65 € per pezzo, mai più della spesa; di ciò che risulta paghiamo il 50 % per il coniuge, tutto negli altri "
        "casi; fino a 625 € l'anno."
    )


def test_a_sum_and_two_shares_one_after_the_other() -> None:
    steps = m.BandTable("impianti", (m.Band(None, 2, share(50)), m.Band(3, None, share(100))))
    assert money(m.Flat(euro(65), per("unità")), m.Share(BY_RANK), m.Share(steps)) == (
        "65 € per pezzo, mai più della spesa; se ne conta il 50 % per il coniuge, tutto negli altri casi; di ciò che "
        "risulta paghiamo il 50 % con al massimo 2 impianti, tutto con almeno 3 impianti."
    )


def test_a_share_by_cases_and_a_share_of_it() -> None:
    assert money(m.Expense(), m.Share(BY_RANK)) == (
        "paghiamo il 50 % della spesa per il coniuge, tutto negli altri casi."
    )
    whole_first = m.ChoiceTable("fascia", (("A", share(100)), ("B", share(50))))
    assert money(m.Expense(), m.Share(whole_first), m.Share(share(70))) == (
        "conta tutta la spesa in fascia A, il 50 % in fascia B; di ciò che risulta paghiamo il 70 %."
    )
    assert money(m.Expense(), m.Share(share(50)), m.Share(share(70)), m.AtMost(euro(60), per("visita"))) == (
        "conta il 50 % della spesa e di ciò che risulta paghiamo il 70 %, al massimo 60 € per visita."
    )


def test_a_sum_without_expense_is_still_said_when_a_share_follows() -> None:
    assert money(m.Flat(euro(100), per("giorno"), True), m.Share(share(50))) == (
        "100 € al giorno e di ciò che risulta paghiamo il 50 %."
    )


def test_a_cap_on_the_expense_that_is_another_cost() -> None:
    cheaper = m.ValueCases(((test_of("rete", True), m.FactAmount("preventivo")),), m.FactAmount("spesa"))
    assert money(m.Expense(), m.AtMost(cheaper, per()), m.DeductiblePot("franchigia"), m.Share(share(80))) == (
        "della spesa conta al massimo il preventivo nelle strutture convenzionate, tutta la spesa negli altri casi; "
        "poi si consuma la franchigia (fino a 200 € di spesa ogni 2 anni d'iscrizione), che resta a lei, e del resto "
        "paghiamo l'80 %."
    )


def test_situations_with_semicolons_are_sentences_of_their_own() -> None:
    rows = tuple(
        m.Row((m.Flat(euro(amount), per("unità")), m.Share(BY_RANK)), (), when)
        for amount, when in [(65, test_of("rete", True)), (80, test_of("rete", False))]
    )
    said = plain(money_sentence(VOICE, replace(BENEFITS["CICLO"], rows=rows, unit=m.Unit.PIECES)))
    assert said.startswith("Cure fisiche. Nelle strutture convenzionate: 65 € per pezzo, mai più della spesa; di ciò ")
    assert ". Fuori convenzione: 80 € per pezzo, " in said


# ---------------------------------------------------------------- 3, 4, 6 · explanations


def step(code: str, before: int, after: int, **values: Any) -> Step:
    return Step(code, Fraction(before), Fraction(after), values)


def test_a_group_decided_over_several_requests() -> None:
    steps = (
        step("group_share", 20500, 20500, scope="invoice", total_before=Fraction(80500), total_after=Fraction(80500)),
        step("already_computed", 80500, 20500, total_cents=80500, already_cents=60000),
    )
    line = LineAssessment("1", "CICLO", Outcome.PAID, asked_cents=20500, granted_cents=20500, steps=steps)
    assert plain(explain(line, RULESET)[2]) == (
        "In tutto per la fattura: 805,00 €; 600,00 € sono già stati calcolati nelle richieste precedenti, restano "
        "205,00 €."
    )
    assert plain(step_sentence(VOICE, steps[1])).startswith("In tutto per il piano di cura: 805,00 €; 600,00 € sono")
    assert step_sentence(ENGLISH, replace_step(steps[1], after=0)) == (
        "In all for the treatment plan: €805.00; €600.00 was already worked out in earlier requests, nothing is left."
    )


def replace_step(one: Step, after: int) -> Step:
    return one._replace(after=Fraction(after))


@pytest.mark.parametrize(
    ("own", "said"),
    [(0, "Limite «massimo dell'anno»: prima 250,00 €, questa domanda 210,00 €, dopo 40,00 € (art. 12)."),
     (21000, "Limite «massimo dell'anno»: prima 250,00 €, questa domanda 210,00 €, dopo 40,00 € (art. 12)."),
     (24000, "Limite «massimo dell'anno»: prima 250,00 €, questa domanda 210,00 €, dopo 10,00 €; l'autorizzazione "
             "tiene ancora da parte 30,00 € (art. 12).")],
)
def test_what_an_authorisation_still_holds(own: int, said: str) -> None:
    read = CeilingRead("annuo", "p", date(2026, 1, 1), 62500, 37500, 0, 21000, own)
    line = LineAssessment("1", "CICLO", Outcome.PAID, granted_cents=21000, ceilings=(read,))
    assert [plain(text) for text in ceiling_sentences(VOICE, line)] == [said]


def test_a_deductible_already_met_and_a_maximum_that_is_the_same_figure_are_silent() -> None:
    assert is_idle(step("deductible_pot", 10000, 10000, pot="franchigia", left=0, absorbed=Fraction(0)))
    assert is_idle(step("at_most", 17500, 17500, unit_cents=Fraction(17500), count=Fraction(1)))
    assert not is_idle(step("at_most", 17400, 17400, unit_cents=Fraction(17500), count=Fraction(1)))
    met = CeilingRead("franchigia", "p", date(2026, 1, 1), 20000, 20000, 0, 0)
    line = LineAssessment("1", "CICLO", Outcome.PAID, granted_cents=1, ceilings=(met,))
    assert ceiling_sentences(VOICE, line) == []


# ---------------------------------------------------------------- 5, 9 · ceilings


def test_a_pot_of_the_whole_society_by_quarter_and_half_year() -> None:
    assert plain(pot_sentence(RULESET, POTS["cassa"])) == (
        "Limite «onere della cassa»: fino a 3.500 € al trimestre per tutti i soci insieme. Vale per: Cure private. Per "
        "il periodo conta la data della domanda."
    )
    half = replace(POTS["cassa"], period=m.EachMonth(6))
    assert "fino a 3.500 € al semestre per tutti i soci insieme" in plain(pot_sentence(RULESET, half))
    assert "up to €3,500 a half-year for all members together" in pot_sentence(RULESET, half, "en")


def test_several_pots_with_conditions_are_apart() -> None:
    draws = (
        m.PotDraw("annuo"), m.PotDraw("cassa", m.Test("richiesta", m.Season(1, 1, 6, 30))),
        m.PotDraw("quadriennio", m.Test("richiesta", m.Season(7, 1, 12, 31))),
    )
    assert money(m.Expense(), consumes=draws) == (
        "paghiamo tutta la spesa, fino a 625 € l'anno; per le domande dal 1° gennaio al 30 giugno di ogni anno, fino a "
        "3.500 € al trimestre per tutti i soci insieme (insieme con: Cure private); per le domande dal 1° luglio al 31 "
        "dicembre di ogni anno, fino a 2.500 € ogni 4 anni (a partire dal 2025)."
    )
    assert money(m.Expense(), consumes=(m.PotDraw("annuo"), m.PotDraw("occhiali"))).startswith(
        "paghiamo tutta la spesa, fino a 625 € l'anno; al massimo 1 volta"
    )


def test_every_year_not_every_one_year() -> None:
    pot = replace(POTS["denti"], period=m.Rolling(m.Duration(1, YEARS)))
    assert "al massimo 1 volta ogni anno da una prestazione all'altra" in pot_sentence(RULESET, pot)
    pot = replace(POTS["denti"], period=m.Rolling(m.Duration(1, MONTHS)))
    assert "once every month from one service to the next" in pot_sentence(RULESET, pot, "en")
    assert "ogni anno dall'inizio del triennio" in pot_sentence(
        RULESET, replace(POTS["denti"], period=m.JoiningYears(1, "inizio_triennio"))
    )


# ---------------------------------------------------------------- 7, 15 · what stays with the member


def test_a_deductible_pot_after_a_share_absorbs_the_reimbursement() -> None:
    assert money(m.Expense(), m.Share(share(40)), m.DeductiblePot("libera"), rules=with_free_pot()) == (
        "paghiamo il 40 % della spesa, meno la franchigia (fino a 500 € l'anno)."
    )
    benefit = replace(BENEFITS["CICLO"], rows=(m.Row((m.Expense(), m.Share(share(40)), m.DeductiblePot("libera"))),))
    rules = with_free_pot()
    rules = replace(rules, benefits={"CICLO": benefit})
    assert plain(pot_sentence(rules, rules.pots["libera"])) == (
        "Franchigia annua: fino a 500 € l'anno a persona. Si toglie dal rimborso, non dalla spesa. Vale per: Cure "
        "fisiche."
    )


def with_free_pot() -> m.Ruleset:
    free = replace(POTS["di_persona"], name="libera", title="franchigia annua", size=euro(500))
    return replace(RULESET, pots={**POTS, "libera": free})


def test_layers_that_are_added() -> None:
    assert plain(money_sentence(VOICE, BENEFITS["IMPIANTO"])) == (
        "Impianto: paghiamo il 30 % della spesa, fino a 250 € l'anno; in più, sulla stessa spesa, prima si consuma la "
        "franchigia (fino a 200 € di spesa ogni 2 anni d'iscrizione), che resta a lei, e del resto paghiamo il 40 %, "
        "fino a 2.600 € l'anno (le parti si sommano, mai oltre la spesa)."
    )
    assert "; besides, on the same expense, the deductible" in money_sentence(ENGLISH, BENEFITS["IMPIANTO"])


def test_deductibles_of_person_and_family_and_the_most_that_stays() -> None:
    assert plain(money_sentence(VOICE, BENEFITS["PRIVATA"])) == (
        "Cure private: prima si consuma la franchigia (fino a 150 € di spesa l'anno a persona e 275 € l'anno in tutto "
        "il nucleo: basta raggiungerne una), che resta a lei; resta a lei il 22 % del resto (almeno 21 € per visita; "
        "non più di 1.150 € al semestre), e paghiamo il resto; fino a 3.500 € al trimestre per tutti i soci insieme."
    )
    assert plain(pot_sentence(RULESET, POTS["a_carico"])) == (
        "Massimo a suo carico «a carico di ciascuno»: non più di 1.150 € al semestre a persona. Vale per: Cure private."
    )


def test_deductibles_that_absorb_together_and_the_most_that_is_reached() -> None:
    reads = tuple(CeilingRead(name, "p", date(2026, 1, 1), 15000, 0, 0, 3000) for name in ("di_persona", "di_nucleo"))
    steps = (
        step("deductible_pot", 10000, 7000, pots=("di_persona", "di_nucleo"), left=3000, absorbed=Fraction(3000)),
        step("coinsurance", 7000, 6500, share=Fraction(22, 100), share_cents=Fraction(1540),
             minimum_cents=Fraction(2100), maximum_cents=None, kept=Fraction(500), expense_cents=Fraction(7000)),
    )
    line = LineAssessment("1", "PRIVATA", Outcome.PAID, asked_cents=6500, granted_cents=6500, steps=steps,
                          ceilings=reads)
    assert [plain(text) for text in explain(line, RULESET)[1:4]] == [
        "Le franchigie «franchigia di ciascuno» e «franchigia della famiglia», di cui mancavano 30,00 € alla più "
        "vicina, assorbono 30,00 €: rimangono 70,00 €.",
        "Resta a lei il maggiore fra il 22 % (15,40 €) e 21,00 €, ma solo quanto manca al massimo a suo carico, cioè "
        "5,00 €: rimangono 65,00 €.",
        "Franchigia di ciascuno: prima mancavano 150,00 €, ora 120,00 €.",
    ]


def test_a_layer_says_what_enters_and_what_it_pays() -> None:
    values = {"pot": "primo", "left": Fraction(70000), "expense": Fraction(1000), "paid": Fraction(750)}
    assert plain(step_sentence(VOICE, step("layer", 1000, 750, **values))) == (
        "Nel limite «ticket», che aveva ancora 700,00 €, entrano 10,00 € di spesa: paghiamo 7,50 € (il limite "
        "conta ciò che si paga: restano 692,50 €)."
    )
    assert step_sentence(VOICE, step("layer", 1000, 0, **{**values, "paid": Fraction(0)})).endswith(
        "di spesa: non paghiamo nulla."
    )


def test_what_a_layer_cuts_is_expense_where_it_divides_and_money_where_it_adds() -> None:
    divided = Reason("layer_cut", {"pot": "secondo", "left": 0, "cut": Fraction(5000)})
    assert plain(reason_sentence(VOICE, divided, BENEFITS["TICKET"])) == (
        "Oltre il limite «ticket, seconda parte» restano 50,00 € di spesa, che non si rimborsano."
    )
    added = Reason("layer_cut", {"pot": "massimale_primo", "left": 25000, "cut": Fraction(5000)})
    assert plain(reason_sentence(VOICE, added, BENEFITS["IMPIANTO"])) == (
        "Il limite «primo massimale» aveva ancora 250,00 €: gli altri 50,00 € restano fuori."
    )


def test_a_demand_that_only_leaves_out_says_to_whom_it_is_not_due() -> None:
    holder, pregnant = test_of("grado", "titolare"), test_of("gravidanza", True)

    def said(condition: m.Condition) -> str:
        benefit = replace(BENEFITS["TICKET"], requires=(m.Requirement(condition, "solo_familiari"),))
        return reason_sentence(VOICE, Reason("requirement_not_met", {"index": 0}, "art. 9"), benefit)

    assert said(holder) == "La prestazione spetta solo per il titolare (art. 9)."
    assert said(m.Not(holder)) == "La prestazione non spetta al titolare (art. 9)."
    assert said(m.Not(test_of("grado", "coniuge", "figlio"))) == (
        "La prestazione non spetta al coniuge o ai figli (art. 9)."
    )
    both = said(m.All((m.Not(holder), pregnant)))
    assert both == "La prestazione spetta, tranne per il titolare, in gravidanza (art. 9)."


@pytest.mark.parametrize(
    ("code", "values", "italian", "english"),
    [
        ("figure_asked", {"parameter": "indennità"},
         "Manca nella tabella della mutua la cifra di «indennità di accompagnamento INPS, al mese» per quella data: la "
         "inserisce l'ufficio.",
         "The society's table has no figure of “indennità di accompagnamento INPS, al mese” for that date: the office "
         "enters it."),
        ("paper_too_early", {"paper": "certificato", "dated": DAY, "limit": date(2026, 3, 11)},
         "Il certificato del medico è del 10 marzo 2026: è troppo presto, la data può essere solo dall'11 marzo 2026 "
         "in poi.",
         "“certificato del medico” is dated 10 March 2026: that is too early, the date may only be 11 March 2026 or "
         "later."),
        ("joining_not_allowed", {"motive": "età", "index": 0}, "L'iscrizione è possibile solo sotto i 75 anni.",
         "One may join only under 75 years of age."),
        ("unknown_instalments", {"plan": "in_due_rate"},
         "Il regolamento non prevede questo modo di pagare: «in due rate».",
         "The rules have no such way to pay: “in due rate”."),
        ("instalments_not_allowed", {"plan": "in_tre_rate"},
         "In questa situazione non si può pagare così: «in tre rate».",
         "In this situation one may not pay so: “in tre rate”."),
        ("minimum_stay", {"first_day": DAY, "effective": date(2026, 1, 1)},
         "Non può avere effetto prima del 10 marzo 2026; l'effetto sarebbe il 1° gennaio 2026.",
         "It may not take effect before 10 March 2026; it would on 1 January 2026."),
    ],
)
def test_a_reason_in_both_languages(code: str, values: dict[str, Any], italian: str, english: str) -> None:
    assert reason_sentence(VOICE, Reason(code, values)) == italian
    assert reason_sentence(ENGLISH, Reason(code, values)) == english


# ---------------------------------------------------------------- 8 · questions


@pytest.mark.parametrize(
    ("unit", "italian", "english"),
    [(m.Unit.PIECES, "Quanti pezzi?", "How many pieces?"), (m.Unit.HOURS, "Quante ore?", "How many hours?"),
     (m.Unit.SITTINGS, "Quante sedute?", "How many sittings?"), (m.Unit.PAIRS, "Quante paia?", "How many pairs?"),
     (m.Unit.MONTHS, "Quanti mesi?", "How many months?")],
)
def test_a_quantity_is_asked_in_its_unit(unit: m.Unit, italian: str, english: str) -> None:
    benefit = replace(BENEFITS["CICLO"], unit=unit)
    rules = replace(RULESET, benefits={**BENEFITS, "CICLO": benefit})
    line = LineAssessment("1", "CICLO", Outcome.SUSPENDED, missing=(Missing("fact", "quantità"),))
    assert explain(line, rules)[1] == f"Ci dica: «{italian}»"
    asked = Reason("answer_asked", {"fact": "quantità"})
    assert reason_sentence(Voice(rules, "en"), asked, benefit) == f"Please tell us: “{english}”"


# ---------------------------------------------------------------- 10 · clocks by cases


def test_a_clock_that_says_no_term_for_the_other_benefits() -> None:
    ticket = m.All((test_of("prestazione", "TICKET"), test_of("rete", True)))
    cases = m.TermCases(((ticket, m.After(days(60), "decisa")),), m.NoTerm())
    assert procedure_sentence(replace(RULESET, procedure=m.Procedure(payment=cases, article="art. 40"))) == (
        "Paghiamo: per «Ticket del servizio sanitario», nelle strutture convenzionate, entro 60 giorni dalla decisione "
        "(art. 40). Per le altre prestazioni il regolamento non dice un termine."
    )
    other = m.TermCases(((test_of("rete", True), m.After(days(60), "decisa")),), m.NoTerm())
    assert procedure_sentence(replace(RULESET, procedure=m.Procedure(decision=other)), "en") == (
        "We decide: at partner providers, within 60 days from the decision. Otherwise the rules set no term."
    )


# ---------------------------------------------------------------- 11, 12, 13 · titles, definitions, head


def test_titles_with_commas_are_apart_by_semicolons() -> None:
    assert titles(["Cure", "Protesi, primo massimale", "Ortodonzia"], "e") == (
        "Cure; Protesi, primo massimale; Ortodonzia"
    )
    assert titles(["Cure", "Protesi"], "e") == "Cure e Protesi"
    assert titles(["Esami e visite", "Protesi"], "e") == "Esami e visite; Protesi"


def test_a_definition_that_says_nothing_is_left_out() -> None:
    rules = with_facts(
        mese=computed("mese", "primo giorno del mese della fattura", m.FirstOfMonth(0, "fattura")),
        dopo=computed("dopo", "il primo giorno utile", m.FirstOfMonth(1, "fattura")),
    )
    told = keyed_sentences(rules)
    assert "fact mese" not in told
    assert told["fact dopo"] == "«primo giorno utile»: il 1° giorno del mese successivo alla fattura."


def test_the_head_of_the_printed_plan() -> None:
    head = m.PlanHead("x/y", "Piano di prova", "mutua di prova", "fattura", "www.prova.it", "Lettura nostra del testo")
    text = printed(replace(RULESET, plan=head, note="Una nota", source="www.prova.it/regole"))
    top = text.split("\n\n## ")[0]
    assert top.count("Piano di prova") == 1
    assert top.splitlines()[2].startswith("Mutua di prova. In vigore dal 1° gennaio 2026 al 31 dicembre 2026. Approv")
    assert top.splitlines()[4:] == [
        "Nota: Lettura nostra del testo.", "", "Nota: Una nota.", "", "Fonte: www.prova.it/regole",
    ]


def test_computed_dates_are_not_among_the_questions() -> None:
    text = printed(RULESET)
    derived, asked = text.split("## Date e dati ricavati")[1].split("## Che cosa chiediamo")
    assert "- «inizio del triennio»: il 4 marzo del 3° anno successivo all'iscrizione." in derived
    assert "«igiene fatta» si legge nell'archivio: quante volte è stato rimborsato nell'anno prima «Visita" in derived
    assert "inizio del triennio" not in asked.split("## ")[0]
    assert "- È in gravidanza? Se nessuno risponde vale «no»." in asked


# ---------------------------------------------------------------- 14 · conditions


def test_conditions_that_must_hold_together_are_one_list() -> None:
    wanted = (
        m.Requirement(test_of("grado", "titolare", "coniuge")), m.Requirement(test_of("rete", True), "", "art. 3"),
        m.Requirement(between("età", 18, None), "", "art. 3"),
    )
    benefit = replace(BENEFITS["TICKET"], requires=wanted)
    assert gate_sentences(RULESET, benefit) == [
        "Spetta solo a queste condizioni, tutte insieme: nelle strutture convenzionate; da 18 anni in su (art. 3); per "
        "il titolare o per il coniuge."
    ]
    assert gate_sentences(RULESET, benefit, "en")[0].startswith("Due only on all these conditions: at partner")


def test_a_benefit_treated_like_another_does_not_repeat_its_note() -> None:
    row = m.Row((m.Expense(),), note="nota della prima")
    first = m.Benefit("PRIMA", "Prima", "art. 1", note="nota della prima", rows=(row,))
    second = m.Benefit("SECONDA", "Seconda", "art. 1", note="nota sua", rows=(row,))
    rules = replace(RULESET, benefits={"PRIMA": first, "SECONDA": second})
    assert benefit_sentence(rules, first).count("nota della prima") == 1
    assert "nota della prima" not in benefit_sentence(rules, second)


def test_a_named_condition_says_its_meaning_once() -> None:
    row = m.Row((m.Expense(),), when=PROTECTED)
    benefit = m.Benefit("B", "Visita", "art. 1", requires=(m.Requirement(PROTECTED),), rows=(row,))
    named = replace(RULESET.conditions["visita_protetta"], phrase="per le visite protette")
    rules = replace(RULESET, benefits={"B": benefit}, conditions={"visita_protetta": named})
    assert benefit_sentence(rules, benefit) == (
        "Visita: per le visite protette, paghiamo tutta la spesa. Spetta solo per le visite protette (art. 1). «per le "
        "visite protette» significa: in gravidanza o sotto i 2 anni (Visite)."
    )
    assert printed(rules).count("sotto i 2 anni") == 1


# ---------------------------------------------------------------- 16 · joining


def test_an_answer_on_joining() -> None:
    young = {"richiesta": date(2026, 2, 10), "nascita": date(1980, 1, 1)}
    assert explain_joining(may_join(RULESET, young), RULESET) == [
        "Può iscriversi: la copertura comincia il 1° marzo 2026."
    ]
    old = {**young, "nascita": date(1940, 1, 1)}
    assert explain_joining(may_join(RULESET, old), RULESET) == [
        "L'iscrizione non è possibile.", "L'iscrizione è possibile solo sotto i 75 anni (art. 2).",
    ]
    assert explain_joining(JoiningAnswer(None, None, missing=(Missing("fact", "nascita"),)), RULESET, "en") == [
        "We cannot answer yet.", "Please tell us: “When was the person born?”",
    ]


def several(*steps: m.MoneyStep) -> m.Ruleset:
    titles = {"di_persona": "contributo per il trasporto", "di_nucleo": "rischio proprio"}
    own = {name: replace(POTS[name], title=title) for name, title in titles.items()}
    chosen = replace(POTS["franchigia"], name="scelta", size=m.FactAmount("paga"), title="rischio scelto")
    ride = m.Benefit("TRASPORTO", "Trasporto", "art. 1", rows=(m.Row((m.Expense(), *steps)),))
    return replace(RULESET, pots={**own, "scelta": chosen}, benefits={"TRASPORTO": ride}, exchanges={})


def test_several_deductibles_follow_each_other_by_their_titles() -> None:
    rules = several(m.DeductiblePot("di_persona"), m.DeductiblePot("di_nucleo"), m.DeductiblePot("scelta"))
    assert plain(money_sentence(Voice(rules, "it"), rules.benefits["TRASPORTO"])) == (
        "Trasporto: prima si consuma la franchigia «contributo per il trasporto» (fino a 150 € di spesa l'anno), che "
        "resta a lei; poi si consuma la franchigia «rischio proprio» (fino a 275 € l'anno in tutto il nucleo), che "
        "resta a lei; poi si consuma la franchigia «rischio scelto» (fino alla paga giornaliera, e il conto ricomincia "
        "ogni 2 anni d'iscrizione), che resta a lei, e paghiamo il resto."
    )
    assert plain(money_sentence(Voice(rules, "en"), rules.benefits["TRASPORTO"])).startswith(
        "“Trasporto”: the deductible “contributo per il trasporto” (up to €150 of expense a year) comes first and "
        "stays with you; the deductible “rischio proprio” (up to €275 a year for the whole household) comes next and"
    )


def test_a_deductible_after_what_others_pay_does_not_sound_as_if_it_came_first() -> None:
    rules = several(m.Subtract("altri_rimborsi"), m.DeductiblePot("di_persona"))
    assert plain(money_sentence(Voice(rules, "it"), rules.benefits["TRASPORTO"])) == (
        "Trasporto: si toglie quanto rimborsano altri; poi si consuma la franchigia (fino a 150 € l'anno), che resta a "
        "lei, e paghiamo il resto."
    )
    assert "Conta quel che rimane dopo ciò che viene prima, non tutta la spesa." in plain(
        pot_sentence(rules, rules.pots["di_persona"])
    )


def test_a_fixed_sum_with_its_ceiling_and_sums_taken_off() -> None:
    rules = several(
        m.Deductible(euro(2), per("visita"), pots=("di_persona",)),
        m.AtMost(m.TariffPrice("listino", "rete", Fraction(3, 2)), per()),
        m.Subtract("", amount=m.TariffPrice("listino", "rete", Fraction(7, 10))),
    )
    assert plain(money_sentence(Voice(rules, "it"), rules.benefits["TRASPORTO"])) == (
        "Trasporto: restano a lei 2 € per visita (non più di 150 € l'anno) e paghiamo il resto, al massimo il 150 % "
        "del prezzo della tariffa odontoiatrica (colonna «rete»), meno il 70 % del prezzo della tariffa odontoiatrica "
        "(colonna «rete»)."
    )
    english = plain(money_sentence(Voice(rules, "en"), rules.benefits["TRASPORTO"]))
    assert "€2 per visit (no more than €150 a year) stay with you and we pay the rest" in english
    assert "at most 150% of the price in “tariffa odontoiatrica”" in english


def test_pots_held_by_whom_a_fact_names() -> None:
    held = replace(POTS["di_persona"], holders=(m.Holder.PERSON, m.FactHolder("fascia")))
    rules = replace(RULESET, pots={**POTS, "di_persona": held})
    assert "a persona, per ogni fascia" in plain(pot_sentence(rules, held))
    assert "per person, for each fascia" in plain(pot_sentence(rules, held, "en")).replace("“fascia”", "fascia")
