"""What else the language can say: tables by a named condition, conditions with words for yes and for no."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from mutua.rules import model as m
from mutua.rules.fingerprint import canonical
from mutua.rules.model import Constant, Named, ValueCases
from mutua.wording.describe import benefit_sentence
from mutua.wording.narrowing import holds, narrowed
from rules.reader_samples import VERSION, ruleset_of, said, with_steps

YOUNG = "  giovane: {quando: {età: meno di 18}, articolo: art. 1}"


def steps_of(*steps: str) -> tuple[m.MoneyStep, ...]:
    return ruleset_of(with_steps(*steps)).benefits["NUOVA"].rows[0].steps


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_table_by_a_named_condition_is_a_value_for_yes_and_one_for_no() -> None:
    share = steps_of("spesa", "quota: {secondo: giovane, sì: 90%, no: 70%}")[1]
    assert isinstance(share, m.Share)
    assert isinstance(share.share, ValueCases)
    ((condition, yes),) = share.share.cases
    assert isinstance(condition, Named)
    assert (condition.name, yes, share.share.otherwise) == (
        "giovane", Constant(Fraction(9, 10)), Constant(Fraction(7, 10)),
    )
    assert steps_of("spesa", "quota: {secondo: giovane, sì: 90%, altrimenti: 70%}")[1] == share


def test_a_table_by_a_named_condition_answers_both() -> None:
    assert "(mancano: no)" in said(with_steps("spesa", "quota: {secondo: giovane, sì: 90%}"))[0]
    assert "«maybe»" in said(with_steps("spesa", "quota: {secondo: giovane, maybe: 90%, altrimenti: 70%}"))[0]


def test_a_named_condition_may_have_words_for_yes_and_for_no() -> None:
    both = '{quando: {età: meno di 18, rete: sì}, detto: {sì: per i minori in rete, no: per gli altri}, articolo: a}'
    text = VERSION.replace(YOUNG, f"  giovane: {both}") + (
        "  NUOVA:\n    titolo: Nuova\n    articolo: art. 7\n    calcolo:\n"
        "      - {quando: {giovane: sì}, passi: [spesa], consuma: nessuno}\n"
        "      - {quando: {giovane: no}, passi: [spesa, quota: 50%], consuma: nessuno}\n"
    )
    rules = ruleset_of(text)
    assert plain(benefit_sentence(rules, rules.benefits["NUOVA"])).startswith(
        "Nuova: per i minori in rete: paghiamo tutta la spesa; per gli altri: paghiamo il 50 % della spesa"
    )
    assert [text for text in said(text.replace("no: per gli altri", "forse: mah")) if "forse" in text]


def test_a_contrary_without_words_of_its_own_is_said_by_its_figures() -> None:
    text = VERSION.replace(YOUNG, '  giovane: {quando: {età: meno di 18}, detto: "fino a 17 anni", articolo: a}') + (
        "  NUOVA:\n    titolo: Nuova\n    articolo: art. 7\n    consuma: nessuno\n    passi: [spesa]\n"
        "    spetta: [{giovane: no}]\n"
    )
    rules = ruleset_of(text)
    assert "Spetta solo da 18 anni in su" in plain(benefit_sentence(rules, rules.benefits["NUOVA"]))


def test_words_for_no_are_in_the_fingerprint_only_where_they_are_written() -> None:
    rules = ruleset_of(VERSION)
    assert "contrary" not in str(canonical(rules, None))
    named = {name: replace(one, contrary="da 18 anni in su") for name, one in rules.conditions.items()}
    assert "contrary" in str(canonical(replace(rules, conditions=named), None))


# ---------------------------------------------------------------- a row says only what can happen in it


def test_a_row_leaves_out_the_branches_that_its_own_condition_rules_out() -> None:
    table = "{secondo: età, meno di 19: 350.00, da 19 a 64: 700.00, 65 o più: 900.00}"
    other = "{secondo: fascia, A: 90%, B: 80%}"
    text = VERSION + (
        "  NUOVA:\n    titolo: Nuova\n    articolo: art. 7\n    calcolo:\n"
        f"      - {{quando: {{giovane: sì}}, passi: [spesa, al_massimo: {table}], consuma: nessuno}}\n"
        f"      - {{quando: {{giovane: no, fascia: A}}, passi: [spesa, quota: {other}, al_massimo: {table}]}}\n"
        f"      - {{quando: {{giovane: no, fascia: B}}, passi: [spesa, quota: {other}, al_massimo: {table}]}}\n"
    )
    rules = ruleset_of(text)
    said_of = plain(benefit_sentence(rules, rules.benefits["NUOVA"]))
    assert said_of.startswith("Nuova: sotto i 18 anni: paghiamo tutta la spesa, al massimo 350 €; ")
    assert "paghiamo il 90 % della spesa, al massimo 350 € sotto i 19 anni, 700 € da 19 a 64 anni" in said_of
    assert "paghiamo l'80 % della spesa" in said_of


def given(**checks: Any) -> tuple[m.Test, ...]:
    return tuple(m.Test(fact, check) for fact, check in checks.items())


def test_a_band_that_the_condition_includes_is_the_only_one_said() -> None:
    bands = m.BandTable("età", (m.Band(None, 18, Constant(1)), m.Band(19, None, Constant(2))))
    assert narrowed(bands, given(età=m.Between(19, None))) == Constant(2)
    assert narrowed(bands, given(età=m.OneOf((3, 18)))) == Constant(1)
    assert narrowed(bands, given(età=m.Between(17, 30))) == bands
    assert narrowed(bands, given(altro=m.Between(17, 30))) == bands
    some = m.BandTable("età", (m.Band(10, 18, Constant(1)),), Constant(3))
    assert narrowed(some, given(età=m.Between(19, None))) == Constant(3)
    assert narrowed(some, given(età=m.Between(12, 30))) == some
    choice = m.ChoiceTable("fascia", (("A", Constant(1)),), Constant(2))
    assert narrowed(choice, given(fascia=m.OneOf(("B", "C")))) == Constant(2)
    assert narrowed(choice, given(fascia=m.OneOf(("A", "C")))) == choice
    asked = m.Test("rete", m.OneOf((True,)))
    cases = ValueCases(((asked, Constant(1)),), Constant(2))
    assert narrowed(cases, given(rete=m.OneOf((False,)))) == Constant(2)
    assert narrowed(cases, given(rete=m.OneOf((True,)))) == Constant(1)
    assert holds(m.All((asked, m.Not(asked))), given(rete=m.OneOf((True,)))) is False


# ---------------------------------------------------------------- a fixed sum with a ceiling, any value after «meno»


def test_a_fixed_sum_may_have_a_ceiling_in_its_period() -> None:
    step = steps_of("spesa", "franchigia: {misura: 1.00, per: visita, plafond: franchigia}")[1]
    assert step == m.Deductible(Constant(100), m.Per(word="visita"), "", ("franchigia",))
    both = steps_of("spesa", "franchigia: {misura: 1.00, plafond: [franchigia], articolo: art. 9}")[1]
    assert both == m.Deductible(Constant(100), m.Per(), "art. 9", ("franchigia",))
    assert steps_of("spesa", "franchigia: {plafond: franchigia}")[1] == m.DeductiblePot("franchigia")
    assert "la riga o le sue unità" in said(
        with_steps("spesa", "franchigia: {misura: 1.00, per: fattura, plafond: franchigia}")
    )[0]
    assert "«visite»" in said(with_steps("spesa", "franchigia: {misura: 1.00, plafond: visite}"))[0]


def test_less_takes_any_value() -> None:
    def less(text: str) -> m.MoneyStep:
        return steps_of("spesa", f"meno: {text}")[1]

    assert less("altri_rimborsi") == m.Subtract("altri_rimborsi")
    assert less("{fatto: paga, articolo: art. 9}") == m.Subtract("paga", "art. 9")
    assert less("5.00") == m.Subtract("", "", Constant(500))
    assert less("{misura: 5.00, per: visita}") == m.Subtract("", "", Constant(500), m.Per(word="visita"))
    assert less("{tariffa: listino, colonna: rete, articolo: art. 9}") == m.Subtract(
        "", "art. 9", m.TariffPrice("listino", "rete")
    )
    half = m.FactAmount("paga", Fraction(1, 2))
    assert less("{fatto: paga, quota: 50%}") == m.Subtract("", "", half)
    assert isinstance(less("{secondo: fascia, A: 5.00, B: 6.00}"), m.Subtract)
    assert "un fatto di tipo importo" in said(with_steps("spesa", "meno: giovane"))[0]


def test_a_share_of_a_price_may_be_above_the_whole() -> None:
    def price(share: str) -> m.MoneyStep:
        return steps_of("spesa", f"al_massimo: {{tariffa: listino, colonna: rete, quota: {share}}}")[1]

    assert price("150%") == m.AtMost(m.TariffPrice("listino", "rete", Fraction(3, 2)), m.Per())
    assert price("100%") == m.AtMost(m.TariffPrice("listino", "rete"), m.Per())
    too_much = said(with_steps("spesa", "al_massimo: {tariffa: listino, colonna: rete, quota: 1001%}"))
    assert "da 0% a 1000% del prezzo" in too_much[0]
    assert "da 0% a 100%" in said(with_steps("spesa", "al_massimo: {fatto: paga, quota: 150%}"))[0]


def test_whom_a_declared_fact_names_may_hold_a_pot() -> None:
    named = VERSION.replace("fatti:\n", "fatti:\n  medico: {tipo: testo, di: riga, chiede: Chi?}\n")

    def holders(words: str) -> str:
        return named.replace(
            "  visite: {misura: 700 euro, di: persona,", f"  visite: {{misura: 700 euro, di: {words},"
        )

    assert ruleset_of(holders("persona + medico")).pots["visite"].holders == (m.Holder.PERSON, m.FactHolder("medico"))
    assert ruleset_of(holders("fascia")).pots["visite"].holders == (m.FactHolder("fascia"),)
    assert said(holders("persona + paga"))
    assert "forse intendevi «medico»" in said(holders("persona + medici"))[0]
    assert said(holders("medico + medico"))


def test_what_is_new_moves_no_fingerprint_while_it_is_not_used() -> None:
    price = "al_massimo: {tariffa: listino, colonna: rete}"
    text = with_steps("spesa", "meno: altri_rimborsi", "franchigia: 1.00", price)
    steps = str(canonical(ruleset_of(text), None)["benefits"]["NUOVA"])
    assert "'Subtract', 'fact': 'altri_rimborsi', 'article': ''}" in steps
    assert "pots" not in steps
    assert "'column': 'rete'}" in steps
