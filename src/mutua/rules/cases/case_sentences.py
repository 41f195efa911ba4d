"""What is said about each mistake of a case file, in Italian and in English."""

from __future__ import annotations

from collections.abc import Mapping

# Code -> what was expected, after "trovato «…»; atteso …" of `problems.sentence`.
CASE_TEXTS: Mapping[str, tuple[str, str]] = {
    "case_not_text": ("un valore solo", "a single value"),
    "case_not_map": ("una mappa «chiave: valore»", "a map of keys and values"),
    "case_not_list": ("{wanted}", "a list"),
    "case_unknown_key": ("una di queste chiavi: {known}", "one of these keys: {known}"),
    "case_missing_key": ("la chiave «{key}»", "the key «{key}»"),
    "case_empty": ("almeno una richiesta o una domanda", "at least one request or question"),
    "case_line_key": ("«{key}» soltanto nella richiesta o in una riga", "«{key}» in a request or a line only"),
    "case_paper_as_fact": (
        "un fatto; la data di un documento si scrive in «documenti: [{{{name}: …}}]»",
        "a fact; the date of a paper is written in «documenti: [{{{name}: …}}]»",
    ),
    "case_derived_fact": (
        "i fatti da cui questo si calcola: {needs}",
        "the facts that this one is computed from: {needs}",
    ),
    "case_computed_date": (
        "le date da cui questa si calcola", "the dates that this one is computed from"
    ),
    "case_unknown_fact": ("un fatto conosciuto o dichiarato dal piano", "a fact known or declared by the plan"),
    "case_unknown_choice": ("una delle scelte: {known}", "one of the choices: {known}"),
    "case_unknown_outcome": ("un esito: {known}", "an outcome: {known}"),
    "case_unknown_benefit": ("una prestazione del piano", "a benefit of the plan"),
    "case_unknown_cover": ("una copertura del piano: {known}", "an assistance of the plan: {known}"),
    "case_unknown_paper": ("un documento del piano: {known}", "a paper of the plan: {known}"),
    "case_unknown_pot": ("un plafond o uno scambio del piano: {known}", "a pot or an exchange of the plan: {known}"),
    "case_unknown_missing": ("un documento o un fatto del piano", "a paper or a fact of the plan"),
    "case_plan_before": (
        "in piano.yaml «integra: società/piano», di un piano che si legge: «prima» chiede che cosa ha dato quello",
        "«integra: society/plan» in piano.yaml, of a plan that can be read: «prima» asks what that one gave",
    ),
    "case_other_unit": ("una misura in {unit}", "a measure in {unit}"),
    "case_series": (
        "le cifre per data, come «{fact}: {{2026-01-31: 160}}»",
        "figures by date, like «{fact}: {{2026-01-31: 160}}»",
    ),
    "case_not_dated": (
        "un valore solo: cambiano nel tempo soltanto i fatti della persona e del nucleo",
        "a single value: only facts of the person and the household change with time",
    ),
    "case_unknown_plan_of_instalments": ("un modo di pagare: {known}", "a way to pay: {known}"),
}
