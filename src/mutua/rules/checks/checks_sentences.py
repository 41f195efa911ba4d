"""What is said about each thing that deserves a second look, in Italian and in English."""

# ruff: noqa: E501 - a table of sentences reads best with one sentence a line

from __future__ import annotations

from collections.abc import Mapping

# Code -> what was expected, after "trovato «…»; atteso …" of `problems.sentence`.
CHECK_TEXTS: Mapping[str, tuple[str, str]] = {
    "fact_unused": ("una regola che legga questo fatto (o nessuna dichiarazione)", "a rule that reads this fact (or no declaration)"),
    "date_unused": ("una regola che legga questa data (o nessuna dichiarazione)", "a rule that reads this date (or no declaration)"),
    "paper_unused": ("una prestazione che chieda questo documento (o nessuna dichiarazione)", "a benefit that asks for this paper (or no declaration)"),
    "condition_unused": ("una regola che usi questa condizione (o nessuna dichiarazione)", "a rule that uses this condition (or no declaration)"),
    "pot_unused": ("una prestazione che consumi questo plafond (o nessuna dichiarazione)", "a benefit that draws on this pot (or no declaration)"),
    "exchange_unused": ("una prestazione che usi questo scambio (o nessuna dichiarazione)", "a benefit that uses this exchange (or no declaration)"),
    "tariff_unused": ("una prestazione che usi questo tariffario (o nessuna dichiarazione)", "a benefit that uses this price list (or no declaration)"),
    "motive_twice": (
        "un motivo con un solo significato: qui riguarda altri fatti che in {first} ({facts})",
        "a motive with one meaning: here it is about other facts than at {first} ({facts})",
    ),
    "condition_impossible": (
        "una condizione che possa valere: le sue parti si contraddicono", "a condition that can hold: its parts contradict each other"
    ),
    "case_impossible": ("casi che possano valere: le parti di uno si contraddicono", "cases that can hold: the parts of one contradict each other"),
    "benefit_unreachable": (
        "una prestazione che possa spettare a qualcuno: «spetta» ed «escluso», con quelli comuni, si contraddicono",
        "a benefit that somebody can have: «spetta» and «escluso», with the common ones, contradict each other",
    ),
    "row_unreachable": (
        "una situazione che possa darsi: questa contraddice «spetta» o «escluso» della prestazione, o le altre righe la coprono già",
        "a situation that can be: this one contradicts «spetta» or «escluso», or the other rows cover it already",
    ),
    "draw_unreachable": (
        "un plafond che {benefit} possa consumare: la sua condizione contraddice la situazione",
        "a pot that {benefit} can draw on: its condition contradicts the situation",
    ),
    "step_without_effect": (
        "un passo che cambi qualcosa: questo, in {benefit}, lascia sempre la somma com'è",
        "a step that changes something: this one, in {benefit}, always leaves the amount as it is",
    ),
    "step_pays_nothing": (
        "un passo che lasci qualcosa: questo, in {benefit}, porta sempre a zero (si scriva «altrimenti: non spetta»)",
        "a step that leaves something: this one, in {benefit}, always brings to zero (write «altrimenti: non spetta»)",
    ),
    "step_never_runs": ("nessun passo qui: il passo prima, in {benefit}, porta sempre a zero", "no step here: the one before, in {benefit}, always brings to zero"),
    "at_most_never_bites": (
        "un limite che possa farsi sentire: in {benefit} il plafond «{pot}» è sempre raggiunto prima",
        "a limit that can be felt: in {benefit} the pot «{pot}» is always reached first",
    ),
    "pot_never_bites": (
        "un plafond che possa farsi sentire: «{other}» è consumato sempre insieme e non è mai più grande",
        "a pot that can be felt: «{other}» is always drawn together and never larger",
    ),
    "benefit_without_cases": ("in casi/ un caso che paga questa prestazione e uno che la nega", "in casi/ a case that pays this benefit and one that does not"),
    "benefit_never_paid": ("in casi/ un caso che paga questa prestazione", "in casi/ a case that pays this benefit"),
    "benefit_never_refused": ("in casi/ un caso che nega o sospende questa prestazione", "in casi/ a case that refuses or suspends this benefit"),
    "version_changed": (
        "la versione com'era quando è entrata in vigore: una regola nuova è un file nuovo, con la sua data",
        "the version as it was when it came into force: a new rule is a new file, with its own date",
    ),
}
