"""The printed list of a plan, and what changes between two versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mutua.rules import model as m
from mutua.wording.diff import diff_lines, ruleset_diff
from mutua.wording.nomenclatore import printed
from wording.samples import POTS, RULESET, euro, per, share


def test_the_printed_plan_has_every_benefit_by_area() -> None:
    text = printed(RULESET)
    assert "## Medica" in text
    assert "| Prestazione | Quando | Paghiamo | Fino a | Documenti | Art. |" in text
    row = next(line for line in text.splitlines() if line.startswith("| Visita specialistica"))
    assert row.replace("\u00a0", " ") == (
        "| Visita specialistica | nelle strutture convenzionate | restano a lei 25 € per visita e paghiamo il resto | "
        "fino a 350 € l'anno per i nuclei di 1 o 2 persone, 500 € per i nuclei di 3 o 4 persone, 600 € per i nuclei di "
        "almeno 5 persone, in tutto il nucleo | fattura con ogni voce di cura; prescrizione del medico (in certi casi)"
        "; certificato del medico | art. 12 |"
    )
    for title in ("Limiti", "Scambi", "Iscrizione", "Contributi", "Ritardi nei pagamenti", "Tempi e pagamenti"):
        assert f"## {title}" in text


def test_every_benefit_stands_in_the_english_print_too() -> None:
    text = printed(RULESET, "en")
    assert all(benefit.title in text for benefit in RULESET.benefits.values())
    assert "## Limits" in text


def test_two_equal_versions_have_no_difference() -> None:
    assert ruleset_diff(RULESET, replace(RULESET, source="altrove")) == []


def test_a_changed_figure_is_marked_in_both_sentences() -> None:
    other = replace(RULESET, pots={**POTS, "primo": replace(POTS["primo"], size=euro(750))})
    found = ruleset_diff(RULESET, other)
    assert [one.key for one in found] == ["benefit TICKET money", "pot primo"]
    assert [text.replace("\u00a0", " ") for text in diff_lines(found)] == [
        "Ticket del servizio sanitario:",
        "- Ticket del servizio sanitario: paghiamo il 75 % della spesa, fino a [-700 €-] l'anno, poi, esaurita questa "
        "parte, tutta la spesa, fino a 1.000 € l'anno (una spesa a cavallo si divide fra le due parti).",
        "+ Ticket del servizio sanitario: paghiamo il 75 % della spesa, fino a {+750 €+} l'anno, poi, esaurita questa "
        "parte, tutta la spesa, fino a 1.000 € l'anno (una spesa a cavallo si divide fra le due parti).",
        "",
        "- Limite «ticket»: fino a [-700 €-] l'anno a persona. Vale per: Ticket del servizio sanitario.",
        "+ Limite «ticket»: fino a {+750 €+} l'anno a persona. Vale per: Ticket del servizio sanitario.",
    ]


def test_changed_then_added_then_removed() -> None:
    new = m.Benefit("NUOVA", "Nuova prestazione", "art. 99", rows=(m.Row((m.Expense(), m.Share(share(50)))),))
    benefits = {code: benefit for code, benefit in RULESET.benefits.items() if code != "CICLO"}
    found = ruleset_diff(RULESET, replace(RULESET, benefits={**benefits, "NUOVA": new}, in_force_from=date(2027, 1, 1)))
    assert [one.kind for one in found] == sorted(
        (one.kind for one in found), key=lambda kind: ["changed", "added", "removed"].index(kind)
    )
    assert {"Nuova prestazione", "Cure fisiche"} <= {one.about for one in found}


def test_a_flat_sum_by_unit_is_said_with_its_unit() -> None:
    benefit = replace(RULESET.benefits["OCCHIALI"], rows=(m.Row((m.Flat(euro(80), per("unità")),), (), None),))
    rules = replace(RULESET, benefits={"OCCHIALI": benefit})
    assert "paghiamo 80\u00a0€ per paio, mai più della spesa" in "\n".join(
        text for text in (one.new for one in ruleset_diff(replace(rules, benefits={}), rules))
    )


def test_a_benefit_that_comes_or_goes_is_one_sentence_signed_with_its_article() -> None:
    fewer = replace(RULESET, benefits={code: one for code, one in RULESET.benefits.items() if code != "TICKET"})
    gone = [text.replace("\u00a0", " ") for text in diff_lines(ruleset_diff(RULESET, fewer)) if "Ticket" in text]
    assert gone[-1] == (
        "- Ticket del servizio sanitario: paghiamo il 75 % della spesa, fino a 700 € l'anno, poi, esaurita questa "
        "parte, tutta la spesa, fino a 1.000 € l'anno (una spesa a cavallo si divide fra le due parti) (A.1)."
    )
    assert not [text for text in gone if text.endswith("Ticket del servizio sanitario: A.1.")]
    come = [one.new for one in ruleset_diff(fewer, RULESET) if one.key == "benefit TICKET"]
    assert [text.replace("\u00a0", " ") for text in come] == [gone[-1].removeprefix("- ")]


def test_the_mark_of_an_uncertain_reading_is_not_printed() -> None:
    marked = replace(RULESET, note="[U] Gli anni sono quelli della fattura.  [U] I 26 anni si guardano quel giorno.")
    text = printed(marked)
    assert "[U]" not in text
    assert "Nota: Gli anni sono quelli della fattura. I 26 anni si guardano quel giorno." in text
