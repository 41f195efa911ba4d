"""What the clerk says of what stays with the member, where others paid too and where several deductibles follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from mutua.domain.case import Balance
from mutua.rules import model as m
from wording.samples import euro, per, share
from wording.test_explain import pot, ruleset, said

YEAR = date(2026, 1, 1)


def deductible(name: str, title: str, cents: int = 38500) -> m.Pot:
    return replace(pot(name, cents), title=title, counts=m.Counts.EXPENSE, article="")


def kept(
    *steps: m.MoneyStep, of: tuple[m.Pot, ...] = (), facts: dict[str, Any] | None = None, **more: Any
) -> list[str]:
    rules = replace(ruleset(rows=(m.Row(tuple(steps), ()),)), pots={one.name: one for one in of})
    return said(rules, facts, **more)


# ---------------------------------------------------------------- what stays, where others paid too


def test_what_others_paid_does_not_stay_with_the_member() -> None:
    """70.00 less 40.10 is 29.90; 80 % rounded up to five cents is 23.95: 5.95 stays with the patient."""
    steps = (m.Expense(), m.Subtract("altri_rimborsi"), m.Share(share(80)))
    rules = replace(ruleset(*steps), rounding=m.Rounding(m.RoundingMode.UP, to_cents=5))
    facts = {"spesa": 7000, "altri_rimborsi": 4010}
    assert said(rules, facts)[-1] == "In tutto restano a suo carico 5,95 €."
    assert said(rules, facts, "en")[-1] == "In all €5.95 stays with you."


def test_nothing_is_said_to_stay_where_others_paid_the_rest() -> None:
    facts = {"spesa": 10000, "altri_rimborsi": 3000}
    assert not [text for text in kept(m.Expense(), m.Subtract("altri_rimborsi"), facts=facts) if "carico" in text]
    shared = kept(m.Expense(), m.Share(share(60)), m.Subtract("altri_rimborsi"), facts=facts)
    assert shared[-1] == "In tutto restano a suo carico 40,00 €."


def test_the_cover_before_paid_what_it_did_not_leave() -> None:
    facts = {"spesa": 10000, "residuo": 3000, "pagato_prima": 7000}
    assert kept(m.Residue(), m.Share(share(50)), facts=facts)[-1] == "In tutto restano a suo carico 15,00 €."
    assert kept(m.Expense(), m.Share(share(90)), m.Subtract("pagato_prima"), facts=facts)[-1] == (
        "In tutto restano a suo carico 10,00 €."
    )


def test_where_it_is_not_known_what_others_paid_only_what_we_do_not_pay_is_said() -> None:
    layers = m.Layers(False, (
        m.Layer("visite", (m.Subtract("altri_rimborsi"),)), m.Layer("altro", (m.Subtract("altri_rimborsi"),)),
    ))
    pots = (pot(), pot("altro"))
    assert kept(m.Expense(), layers, of=pots, facts={"spesa": 10000, "altri_rimborsi": 4000})[-1] == (
        "Di questa domanda non rimborsiamo 40,00 €."
    )
    assert kept(m.Expense(), layers, of=pots, facts={"spesa": 10000, "altri_rimborsi": 4000}, language="en")[-1] == (
        "Of this request we do not pay €40.00."
    )


def test_what_others_paid_is_told_where_the_rules_do_not_look_at_it() -> None:
    facts = {"spesa": 100000, "altri_rimborsi": 90000}
    assert kept(m.Expense(), m.Share(share(50)), facts=facts)[-2:] == [
        "Altri le hanno già rimborsato 900,00 €: questo regolamento non ne tiene conto.",
        "Di questa domanda non rimborsiamo 500,00 €.",
    ]
    assert kept(m.Expense(), m.Share(share(50)), facts=facts, language="en")[-2:] == [
        "Others have already reimbursed you €900.00: these rules take no account of it.",
        "Of this request we do not pay €500.00.",
    ]


def test_a_sum_with_more_than_two_decimals_says_what_it_is_rounded_to() -> None:
    """75 % of 36.15 is 27.1125; 15 % of 64.50 is 9.675. Nobody writes a third decimal of a euro."""
    assert kept(m.Expense(), m.Share(share(75)), facts={"spesa": 3615})[2:4] == [
        "Il 75 % di 36,15 €: circa 27,11 € (Visite).", "Si arrotonda al centesimo: 27,11 €.",
    ]
    assert kept(m.Expense(), m.Share(share(15)), facts={"spesa": 6450})[2:4] == [
        "Il 15 % di 64,50 €: circa 9,68 € (Visite).", "Si arrotonda al centesimo: 9,68 €.",
    ]
    tenth = m.Coinsurance(share(10), None, None, per())
    assert kept(m.Expense(), m.Share(share(15)), tenth, facts={"spesa": 6450})[2:5] == [
        "Il 15 % di 64,50 €: circa 9,68 € (Visite).",
        "Resta a lei il 10 % (circa 0,97 €): rimangono circa 8,71 € (Visite).",
        "Si arrotonda al centesimo: 8,71 €.",
    ]
    down = replace(ruleset(m.Expense(), m.Share(share(15))), rounding=m.Rounding(m.RoundingMode.DOWN))
    assert said(down, {"spesa": 6450})[2:4] == [
        "Il 15 % di 64,50 €: circa 9,68 € (Visite).", "Si arrotonda al centesimo, per difetto: 9,67 €.",
    ]
    assert "Rounded to the cent: €27.11." in kept(
        m.Expense(), m.Share(share(75)), facts={"spesa": 3615}, language="en")
    assert not [text for text in kept(m.Expense(), m.Share(share(75)), facts={"spesa": 3600}) if "arrotonda" in text]


def test_a_layer_says_its_rate_and_no_sum_that_the_limits_contradict() -> None:
    """75 % of 36.50 is 27.375, paid as 27.38: of 550.75 there remain 523.37, and no 523.38."""
    layers = m.Layers(True, (m.Layer("visite", (m.Share(share(75)),)), m.Layer("altro", ())))
    pots = (pot(cents=55075), pot("altro"))
    told = kept(m.Expense(), layers, of=pots, facts={"spesa": 3650})
    assert [text for text in told if "visite" in text.casefold() and "550,75" in text] == [
        "Nel limite «visite specialistiche», che aveva ancora 550,75 €, entrano 36,50 € di spesa: paghiamo il 75 %, "
        "cioè circa 27,38 € (il limite conta ciò che si paga) (Visite).",
        "Limite «visite specialistiche»: prima 550,75 €, questa domanda 27,38 €, dopo 523,37 € (art. 9).",
    ]
    assert not [text for text in told if "523,38" in text]
    whole = kept(m.Expense(), layers, of=pots, facts={"spesa": 4000}, language="en")
    assert (
        "€40.00 of expense: we pay 75%, that is €30.00 (the limit counts what is paid: €520.75 is left) (Visite)."
    ) in " ".join(whole)


def test_a_layer_that_pays_all_or_by_more_than_a_share_tells_no_rate() -> None:
    pots = (pot(cents=55075), pot("altro"))
    for steps in ((), (m.Subtract("altri_rimborsi"), m.Share(share(75)))):
        layers = m.Layers(False, (m.Layer("visite", steps), m.Layer("altro", ())))
        told = " ".join(kept(m.Expense(), layers, of=pots, facts={"spesa": 4000, "altri_rimborsi": 1000}))
        assert "entrano" in told
        assert "%" not in told


# ---------------------------------------------------------------- a deductible that takes everything

FIRST = deductible("primo", "contributo per il trasporto", 11300)
SECOND = deductible("secondo", "rischio proprio", 38500)


def test_a_deductible_pot_that_takes_the_whole_expense_says_how_much_was_to_go() -> None:
    assert kept(m.Expense(), m.DeductiblePot("secondo"), of=(SECOND,), facts={"spesa": 9000})[1] == (
        "La spesa di 90,00 € non supera la franchigia «rischio proprio», di cui mancavano 385,00 € (Visite)."
    )
    used = {("secondo", "p"): {YEAR: Balance(used=28500)}}
    assert kept(m.Expense(), m.DeductiblePot("secondo"), of=(SECOND,), facts={"spesa": 9000}, language="en",
                pots=used)[1] == (
        "The expense of €90.00 is not above the deductible “rischio proprio”, of which €100.00 was left (Visite)."
    )


def test_of_two_deductibles_the_second_speaks_of_what_is_left() -> None:
    """220.00 of transport less 113.00 is 107.00; of the second deductible 385.00 are still to go."""
    steps = (m.Expense(), m.DeductiblePot("primo"), m.DeductiblePot("secondo"))
    assert kept(*steps, of=(FIRST, SECOND), facts={"spesa": 22000})[1] == (
        "Quel che rimane, 107,00 €, non supera la franchigia «rischio proprio», di cui mancavano 385,00 € (Visite)."
    )
    assert kept(*steps, of=(FIRST, SECOND), facts={"spesa": 22000}, language="en")[1] == (
        "What remains, €107.00, is not above the deductible “rischio proprio”, of which €385.00 was left (Visite)."
    )


def test_deductibles_used_up_together_and_one_whose_title_says_so() -> None:
    together = m.DeductiblePot("primo", others=("secondo",))
    assert kept(m.Expense(), together, of=(FIRST, SECOND), facts={"spesa": 5000})[1] == (
        "La spesa di 50,00 € non supera le franchigie «contributo per il trasporto» e «rischio proprio», di cui "
        "mancavano 113,00 € alla più vicina (Visite)."
    )
    yearly = deductible("annua", "franchigia annua")
    assert kept(m.Expense(), m.DeductiblePot("annua"), of=(yearly,), facts={"spesa": 5000})[1] == (
        "La spesa di 50,00 € non supera la franchigia annua, di cui mancavano 385,00 € (Visite)."
    )


def test_fixed_sums_and_shares_speak_of_what_is_left_too() -> None:
    steps = (m.Expense(), m.Share(share(50)), m.Deductible(euro(60), per("visita")))
    assert kept(*steps, facts={"spesa": 10000})[1] == (
        "Quel che rimane, 50,00 €, non supera la franchigia che resta a lei, 60,00 € (Visite)."
    )
    steps = (m.Expense(), m.Share(share(50)), m.Coinsurance(share(20), euro(60), None, per("visita")))
    assert kept(*steps, facts={"spesa": 10000})[1] == (
        "Quel che rimane, 50,00 €, non supera il minimo che resta a lei, 60,00 € (Visite)."
    )
    assert kept(m.Expense(), m.Coinsurance(share(100), None, None, per()), facts={"spesa": 10000})[1] == (
        "La spesa di 100,00 € resta tutta a lei (Visite)."
    )


# ---------------------------------------------------------------- rounding to something else than the cent


def test_a_rounding_that_is_not_to_the_nearest_cent_has_its_line() -> None:
    """80 % of 29.90 is 23.92, rounded up to five cents 23.95; 23.90 needs no line."""
    rules = replace(ruleset(m.Expense(), m.Share(share(80))), rounding=m.Rounding(m.RoundingMode.UP, to_cents=5))
    assert said(rules, {"spesa": 2990})[2:4] == [
        "L'80 % di 29,90 €: 23,92 € (Visite).", "Si arrotonda a multipli di 0,05 €, per eccesso: 23,95 €.",
    ]
    assert said(rules, {"spesa": 2990}, "en")[3] == "Rounded to multiples of €0.05, up: €23.95."
    assert not [text for text in said(rules, {"spesa": 5000}) if "arrotonda" in text]


def test_the_rounding_of_a_whole_invoice_has_its_line_too() -> None:
    """80 % of 29.90, less 1.00 an invoice, is 22.92: 22.95 for the invoice."""
    steps = (m.Expense(), m.Share(share(80)), m.Deductible(euro(1), per("fattura")))
    rules = replace(ruleset(*steps), rounding=m.Rounding(m.RoundingMode.UP, to_cents=5))
    told = said(rules, {"spesa": 2990, "numero_fattura": "1"})
    assert "Si arrotonda a multipli di 0,05 €, per eccesso: 22,95 €." in told
    each = replace(rules, rounding=m.Rounding(m.RoundingMode.UP, each_step=True, to_cents=50))
    assert len([text for text in said(each, {"spesa": 2990, "numero_fattura": "1"}) if "arrotonda" in text]) == 1


def test_after_each_step_each_rounding_has_its_line() -> None:
    each = m.Rounding(m.RoundingMode.DOWN, each_step=True, to_cents=10)
    rules = replace(ruleset(m.Expense(), m.Share(share(50)), m.Share(share(50))), rounding=each)
    assert [text for text in said(rules, {"spesa": 1030}) if "arrotonda" in text] == [
        "Si arrotonda a multipli di 0,10 €, per difetto: 5,10 €.",
        "Si arrotonda a multipli di 0,10 €, per difetto: 2,50 €.",
    ]


# ---------------------------------------------------------------- sums with a ceiling, sums taken off

VISIT = m.Deductible(euro(2), per("visita"), pots=("primo",))


def test_a_fixed_sum_that_stays_stops_at_its_ceiling() -> None:
    """Of 113.00 a year 112.00 were borne: of the 2.00 only 1.00 stays with the member; then nothing any more."""
    almost = {("primo", "p"): {YEAR: Balance(used=11200)}}
    assert kept(m.Expense(), VISIT, of=(FIRST,), facts={"spesa": 5000}, pots=almost) == [
        "Visita specialistica: le rimborsiamo 49,00 € su 50,00 € (Visite).",
        "Spesa ammessa: 50,00 €.",
        "Restano a lei 2,00 €, ma solo quanto manca al massimo a suo carico, cioè 1,00 €: rimangono 49,00 € "
        "(Visite).",
        "Massimo a suo carico «contributo per il trasporto»: prima 1,00 €, questa domanda 1,00 €, dopo 0,00 €.",
        "In tutto restano a suo carico 1,00 €.",
    ]
    reached = {("primo", "p"): {YEAR: Balance(used=11300)}}
    assert kept(m.Expense(), VISIT, of=(FIRST,), facts={"spesa": 5000}, pots=reached)[2] == (
        "Il massimo a suo carico è già raggiunto: rimangono 50,00 €."
    )
    assert kept(m.Expense(), VISIT, of=(FIRST,), facts={"spesa": 5000}, pots=almost, language="en")[2] == (
        "€2.00 stay with you, but only what is left of the most that stays with you, that is €1.00: there remains "
        "€49.00 (Visite)."
    )
    assert kept(m.Expense(), VISIT, of=(FIRST,), facts={"spesa": 150})[1] == (
        "La spesa di 1,50 € non supera la franchigia che resta a lei, 2,00 € (Visite)."
    )


def test_a_sum_that_is_taken_off_is_nobodys_in_particular() -> None:
    """100.00 less 15.00: whether somebody else pays it, or nobody, the rules do not say."""
    less = m.Subtract("", amount=m.Constant(1500), per=per("visita"))
    assert kept(m.Expense(), less, facts={"spesa": 10000}) == [
        "Visita specialistica: le rimborsiamo 85,00 € su 100,00 € (Visite).",
        "Spesa ammessa: 100,00 €.",
        "Si toglie 15,00 €: 85,00 € (Visite).",
        "Di questa domanda non rimborsiamo 15,00 €.",
    ]
    assert kept(m.Expense(), less, facts={"spesa": 1000})[1] == "Dal calcolo non risulta nulla da pagare (Visite)."
