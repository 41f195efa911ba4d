"""What is said about each mistake of a table, in Italian and in English."""

# ruff: noqa: E501 - a table of sentences reads best with one sentence a line

from __future__ import annotations

from collections.abc import Mapping

# Code -> what was expected, after "trovato «…»; atteso …" of `problems.sentence`.
TABLE_TEXTS: Mapping[str, tuple[str, str]] = {
    "table_quote": (
        "virgolette aperte e chiuse: una cella con un separatore o un a capo si scrive fra \"…\"",
        "quotes opened and closed: a cell with a separator or a line break is written between \"…\"",
    ),
    "table_too_many_rows": ("al massimo {most} righe", "at most {most} rows"),
    "table_too_wide": ("al massimo {most} colonne", "at most {most} columns"),
    "table_unknown_file": ("una delle tabelle {files}", "one of the tables {files}"),
    "table_column_unnamed": ("il nome della colonna: {columns}", "the name of the column: {columns}"),
    "table_unknown_column": ("una di queste colonne: {columns}", "one of these columns: {columns}"),
    "table_column_twice": ("ogni colonna una volta sola", "each column once"),
    "table_column_missing": ("la colonna «{column}» nella prima riga", "the column «{column}» in the first row"),
    "table_cells": (
        "{wanted} celle, come nella prima riga (un separatore di troppo o di meno? un testo che ne contiene uno va fra \"…\")",
        "{wanted} cells, as in the first row (a separator too many or too few? a text that holds one goes between \"…\")",
    ),
    "table_formula": (
        "un testo che non comincia per =, +, - o @: un foglio di calcolo lo prende per una formula",
        "a text that does not begin with =, +, - or @: a spreadsheet takes it for a formula",
    ),
    "table_rewritten": (
        "un testo che un foglio di calcolo non trasforma: date, ore, zeri iniziali, VERO e FALSO non restano come sono "
        "scritti (per esempio «art. 9.1», non «9.1»)",
        "a text that a spreadsheet leaves alone: dates, hours, leading zeros, TRUE and FALSE do not stay as written "
        "(for instance «art. 9.1», not «9.1»)",
    ),
    "table_missing_cell": ("qualcosa nella colonna «{column}»", "something in the column «{column}»"),
    "table_quota_missing": (
        "una quota (100% se si paga tutto): una cella vuota non paga",
        "a share (100% to pay all): an empty cell does not pay",
    ),
    "table_ceiling_missing": (
        "un «tetto_anno», un «plafond» o la parola nessuno: una cella vuota non vuol dire senza tetto",
        "a «tetto_anno», a «plafond» or the word nessuno: an empty cell does not mean no ceiling",
    ),
    "table_none_and_pot": (
        "«nessuno» da solo: l'altra colonna dice un tetto",
        "«nessuno» alone: the other column names a ceiling",
    ),
    "table_two_ceilings": (
        "un solo tetto annuo per {code}: una misura che cambia con la situazione si scrive in plafond.csv",
        "one yearly ceiling for {code}: a size that changes with the situation is written in plafond.csv",
    ),
    "table_one_value": (
        "un solo valore di «{column}» per {code}: le righe dicono {values}",
        "one «{column}» for {code}: its rows say {values}",
    ),
    "table_two_values": (
        "un valore: le altre righe ne hanno diversi ({values}), e non si sa quale valga qui",
        "a value: the other rows have different ones ({values}), and which holds here is not known",
    ),
    "table_row_without_situation": (
        "«chi», «regime», «rete» o «se» (anche «altrimenti») in ogni riga di una prestazione che ne ha più di una",
        "«chi», «regime», «rete» or «se» («altrimenti» too) in each row of a benefit that has several",
    ),
    "table_otherwise_alone": (
        "un'altra riga della stessa prestazione, con gli stessi «chi», «regime» e «rete», di cui questa sia il contrario",
        "another row of the same benefit, with the same «chi», «regime» and «rete», that this is the contrary of",
    ),
    "table_situation": (
        "una condizione con nome o «fatto: valore», uniti da « e », oppure altrimenti",
        "a named condition or «fatto: valore», joined by « e », or altrimenti",
    ),
    "table_fact_twice": ("ogni fatto una volta sola nella situazione", "each fact once in the situation"),
    "table_base": (
        "spesa, residuo, tariffa NOME, in natura, o un importo come 50,00 al giorno",
        "spesa, residuo, tariffa NOME, in natura, or an amount like 50,00 al giorno",
    ),
    "table_in_kind": (
        "una cella vuota: la prestazione è in natura e qui non c'è denaro",
        "an empty cell: the benefit is in kind and there is no money here",
    ),
    "table_amount": (
        "un importo come 25,00, oppure 25,00 per visita o 50,00 al giorno",
        "an amount like 25,00, or 25,00 per visita or 50,00 al giorno",
    ),
    "table_coinsurance": (
        "uno scoperto come 20%, 20% almeno 100,00 per ciclo, 20% almeno 50,00 al massimo 500,00",
        "a coinsurance like 20%, 20% almeno 100,00 per ciclo, 20% almeno 50,00 al massimo 500,00",
    ),
    "table_share": (
        "una percentuale col segno %, come 75% o 12,5%",
        "a percentage with its sign %, like 75% or 12,5%",
    ),
    "table_number": ("un numero come 25 (o 1,5)", "a number like 25 (or 1,5)"),
    "table_number_ambiguous": (
        "un numero senza punto: 1.500 può voler dire millecinquecento o uno e mezzo (si scriva 1500 o 1,5)",
        "a number without a point: 1.500 may mean fifteen hundred or one and a half (write 1500 or 1,5)",
    ),
    "table_unit": (
        "un'unità: euro, ore, giorni, mesi, volte, atti, pezzi, sedute, denti, paia, chilometri",
        "a unit: euro, ore, giorni, mesi, volte, atti, pezzi, sedute, denti, paia, chilometri",
    ),
    "table_unknown_term": ("un termine di «termini» in regole.yaml", "a term of «termini» in regole.yaml"),
    "table_unknown_waiting": ("una carenza di «carenze» in regole.yaml", "a wait of «carenze» in regole.yaml"),
    "table_name_unused": (
        "qualche cella che nomini questa voce di «{where}»",
        "some cell that names this entry of «{where}»",
    ),
    "table_name_twice": ("ogni nome una volta sola, in regole.yaml o nella tabella", "each name once, in regole.yaml or in the table"),
    "table_size_without_situation": (
        "«se» in ogni riga di un plafond che ne ha più di una (una con altrimenti)",
        "«se» in each row of a pot that has several (one with altrimenti)",
    ),
    "table_size_without_otherwise": (
        "una riga «altrimenti» con la misura di tutti gli altri casi",
        "a row «altrimenti» with the size of all other cases",
    ),
    "table_order": ("in «ordine» tutti e soli questi passi, con base per prima: {steps}", "all and only these steps, base first: {steps}"),
    "table_both_surfaces": (
        "il denaro di una prestazione in un posto solo: questa è già nella tabella ({where})",
        "the money of a benefit in one place only: this one is in the table already ({where})",
    ),
    "table_and_rules": (
        "questa chiave in un posto solo: la tabella la dice già ({where})",
        "this key in one place only: the table says it already ({where})",
    ),
    "table_both_items": (
        "le voci dei contributi in un posto solo: ci sono già in contributi.csv",
        "the items of contributions in one place only: they are in contributi.csv already",
    ),
}
