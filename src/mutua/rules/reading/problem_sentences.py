"""What each mistake of a ruleset says to its author, in Italian and in English: what is expected and what to do."""

# ruff: noqa: E501 - a table of sentences reads best with one sentence a line

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mutua.rules.cases.case_sentences import CASE_TEXTS
from mutua.rules.checks.checks_sentences import CHECK_TEXTS
from mutua.rules.reading.tables_sentences import TABLE_TEXTS


class Frame(NamedTuple):
    found: str
    expected: str
    meant: str
    warning: str


FRAME: Mapping[str, Frame] = {
    "it": Frame("trovato «{}»", "atteso {}", "forse intendevi «{}»", "avviso: "),
    "en": Frame("found «{}»", "expected {}", "did you mean «{}»?", "notice: "),
}

_FILES: Mapping[str, tuple[str, str]] = {
    "path_missing": ("un file o una cartella che esiste", "a file or folder that exists"),
    "no_plans": (
        "una cartella con un piano.yaml (società/piano/piano.yaml)", "a folder with a piano.yaml (society/plan/piano.yaml)"
    ),
    "no_versions": (
        "nella cartella almeno una versione, che manca: un file come 2026-01-01.yaml", "a version in the folder: it is missing (a file as 2026-01-01.yaml)"
    ),
    "plan_file_missing": ("nella cartella un file piano.yaml, che manca", "a file piano.yaml in the folder: it is missing"),
    "rules_file_missing": ("un file regole.yaml accanto alle tabelle", "a file regole.yaml beside the tables"),
    "folder_name": ("un nome di cartella minuscolo con trattini, come mutua-artieri", "a lower-case folder name with hyphens"),
    "version_name": ("un nome di versione fatto del giorno, come 2026-01-01.yaml", "a version named by its day, as 2026-01-01.yaml"),
    "version_name_date": (
        "la data del nome del file ({file}): rinomina il file o correggi «in_vigore»",
        "the date of the file's name ({file}): rename the file or correct «in_vigore»",
    ),
    "file_and_folder": (
        "una versione scritta una volta sola: il file o la cartella di tabelle", "a version written once: the file or the folder of tables"
    ),
    "versions_overlap": ("un inizio dopo la fine della versione {other}", "a start after the end of version {other}"),
    "versions_gap": (
        "un inizio il giorno dopo la fine della versione {other}: così restano giorni senza regolamento",
        "a start the day after the end of version {other}: some days have no regulation",
    ),
    "pact_duty_share": ("«onere» e «quota» stanno insieme: come si chiama e quanto è", "`onere` and `quota` belong together"),
    "end_before_start": ("una fine non prima dell'inizio", "an end not before the start"),
    "file_unreadable": ("un file che si possa leggere", "a file that can be read"),
    "file_empty": ("un file con qualcosa dentro", "a file with something in it"),
    "file_too_long": ("un file fino a 1024 KiB: dividilo", "a file up to 1024 KiB: split it"),
    "table_too_long": ("una tabella fino a 8 MiB e 100.000 righe: dividila", "a table up to 8 MiB and 100,000 rows: split it"),
    "not_utf8": ("un file di testo UTF-8: salvalo di nuovo con quella codifica", "a UTF-8 text file: save it again so"),
    "read_as_windows": ("un file UTF-8 (questo è stato letto come Windows-1252)", "a UTF-8 file (read as Windows-1252)"),
    "control_character": ("soltanto caratteri visibili: cancella questo", "visible characters only: delete this one"),
    "too_deep": ("meno livelli uno dentro l'altro (al massimo 20)", "fewer levels of nesting (20 at most)"),
    "too_many_nodes": ("un file più piccolo (al massimo 50.000 valori)", "a smaller file (50,000 values at most)"),
    "several_documents": ("un solo documento: togli la riga «---»", "one document: remove the «---» line"),
    "duplicate_key": ("ogni chiave una volta sola", "each key once"),
    "yaml_alias": ("il valore scritto per esteso, senza richiami YAML", "the value in full, without YAML aliases"),
    "yaml_anchor": ("il valore scritto per esteso, senza ancore YAML", "the value in full, without YAML anchors"),
    "yaml_tag": ("il valore senza etichette YAML", "the value without YAML tags"),
    "yaml_merge": ("le chiavi scritte per esteso, senza «<<»", "the keys in full, without «<<»"),
    "key_not_text": ("una parola come chiave", "a word as a key"),
    "yaml_colon": (
        "un solo «: » in questa riga: metti il testo tra virgolette, o controlla la rientranza",
        "one «: » in this line: quote the text, or check the indentation",
    ),
    "yaml_start": ("un testo tra virgolette, e spazi invece di tabulazioni", "quoted text, and spaces instead of tabs"),
    "yaml_bracket": ("la parentesi chiusa e una virgola tra un elemento e l'altro", "the bracket closed and commas between items"),
    "yaml_quote": ("le virgolette chiuse", "the quotes closed"),
    "yaml_no_colon": ("«chiave: valore», con uno spazio dopo i due punti", "«key: value», with a space after the colon"),
    "yaml_indent": ("la stessa rientranza delle righe sorelle", "the same indentation as the sibling lines"),
    "yaml_syntax": ("un file YAML ben scritto", "a well-formed YAML file"),
}

_FORMS: Mapping[str, tuple[str, str]] = {
    "expected_text": ("un testo", "a text"),
    "expected_list": ("un elenco: [ … ] o righe con il trattino", "a list: [ … ] or lines with a dash"),
    "expected_map": ("chiavi e valori: {keys}", "keys and values: {keys}"),
    "expected_keys": ("chiavi e valori in «{key}»", "keys and values in «{key}»"),
    "expected_form": ("un'altra forma per «{key}»: vedi la guida del linguaggio", "another form for «{key}»: see the language guide"),
    "expected_check": ("un confronto per «{fact}», come «almeno 3» o un elenco di valori", "a check for «{fact}», as «almeno 3» or a list"),
    "unknown_key": ("in {shape}: {keys}", "in {shape}: {keys}"),
    "missing_key": ("la chiave «{key}» in {shape}: aggiungila", "the key «{key}» in {shape}: add it"),
    "empty_value": ("un valore per «{key}»", "a value for «{key}»"),
    "empty_list": ("un elenco con qualcosa dentro", "a list with something in it"),
    "word": ("una di queste parole: {words}", "one of these words: {words}"),
    "twice": ("ogni nome una volta sola", "each name once"),
    "missing_article": ("un «articolo» per {what}: ogni numero ne vuole uno", "an «articolo» for {what}: every number needs one"),
}

_SCALARS: Mapping[str, tuple[str, str]] = {
    "money": ("un importo come 140.00 (punto, al massimo due decimali)", "an amount as 140.00 (point, at most two decimals)"),
    "money_italian": ("un importo come 1.300,00", "an amount as 1.300,00"),
    "money_ambiguous": (
        "un importo come 1.300,00 o 400,00: nelle tabelle il punto separa le migliaia e la virgola i decimali",
        "an amount as 1.300,00 or 400,00: in tables the point is for thousands and the comma for decimals",
    ),
    "money_too_big": ("un importo fino a 9 999 999.99", "an amount up to 9,999,999.99"),
    "decimal_comma": ("il punto: i decimali si scrivono col punto, come 70.00", "a point: decimals are written with a point, as 70.00"),
    "share": ("una percentuale come 70%, da 0% a 100%", "a percentage as 70%, from 0% to 100%"),
    "share_too_big": ("una percentuale da 0% a 100%", "a percentage from 0% to 100%"),
    "share_of_price": ("una percentuale da 0% a 1000% del prezzo", "a percentage from 0% to 1000% of the price"),
    "number": ("un numero intero", "a whole number"),
    "number_too_big": ("un numero fino a 1 000 000", "a number up to 1,000,000"),
    "decimal": ("un numero con al massimo due decimali, come 1.50", "a number with at most two decimals, as 1.50"),
    "measure": ("una misura con la sua unità: 700 euro, 240 ore, 1 volta", "a measure with its unit: 700 euro, 240 ore, 1 volta"),
    "hours_not_minutes": ("ore che facciano minuti interi, come 1.5 ore", "hours that make whole minutes, as 1.5 ore"),
    "unit_differs": ("una misura in {unit}, come le altre", "a measure in {unit}, as the others"),
    "duration": ("una durata come 60 giorni, 12 mesi, 2 anni, 24 ore", "a duration as 60 giorni, 12 mesi, 2 anni, 24 ore"),
    "duration_too_long": ("una durata fino a 200 anni", "a duration up to 200 years"),
    "date": ("una data come 2026-01-31", "a date as 2026-01-31"),
    "date_unreal": ("una data che esiste", "a date that exists"),
    "date_far": ("una data tra il 1850 e il 2200", "a date between 1850 and 2200"),
    "day_of_year": ("un giorno dell'anno come 31 gennaio", "a day of the year as 31 gennaio"),
    "instant": ("un giorno e un'ora come 2026-03-11 09:00", "a day and hour as 2026-03-11 09:00"),
    "instant_missing": (
        "un'ora che esiste: quella notte l'orologio va avanti e quest'ora non c'è", "an hour that exists: clocks go forward that night"
    ),
    "instant_twice": (
        "un'ora che viene una volta sola: quella notte l'orologio torna indietro", "an hour that comes once: clocks go back that night"
    ),
    "yes_no": ("sì oppure no", "sì or no"),
    "fraction": ("una frazione come 1/3, non sopra 1", "a fraction as 1/3, not above 1"),
    "name": ("un nome minuscolo senza spazi, come cure_dentali", "a lower-case name without spaces, as cure_dentali"),
    "code": ("un codice di lettere, cifre, punto o trattino, senza spazi", "a code of letters, digits, dots or hyphens"),
    "choice_name": ("una scelta di una parola sola", "a choice of one word"),
    "in_force": ("«dal 2026-01-01» oppure «dal 2026-01-01 al 2026-12-31»", "«dal 2026-01-01» or «dal 2026-01-01 al 2026-12-31»"),
    "month": ("il numero di un mese, da 1 a 12", "the number of a month, from 1 to 12"),
    "ratio": ("un rapporto come 5 per 1", "a ratio as 5 per 1"),
}

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "term": (
        "un termine come «60 giorni da fattura», «31 gennaio dell'anno dopo fattura», «fine del mese di fattura», una data o nessuno",
        "a term as «60 giorni da fattura», «31 gennaio dell'anno dopo fattura», «fine del mese di fattura», a date or nessuno",
    ),
    "waiting": (
        "un'attesa come «60 giorni», «oltre 60 giorni», «3 mesi», «primo giorno del 4° mese dopo» o nessuna",
        "a wait as «60 giorni», «oltre 60 giorni», «3 mesi», «primo giorno del 4° mese dopo» or nessuna",
    ),
    "term_in_hours": ("giorni, mesi o anni: le ore stanno soltanto nel preavviso", "days, months or years: hours are for notice only"),
    "anniversary_unit": ("anni o mesi tra una scadenza e l'altra", "years or months between one term and the next"),
    "notice": ("un preavviso come «24 ore prima di inizio_ore»", "a notice as «24 ore prima di inizio_ore»"),
    "read_day": ("un giorno come «1 gennaio» o il nome di una data, come richiesta", "a day as «1 gennaio» or the name of a date"),
    "period": (
        "un periodo: anno, mese, giorno, evento, vita, di seguito, 2 anni solari dal 2025, 2 anni di iscrizione, "
        "36 mesi dall'ultima fattura, 24 mesi dal primo uso, anno da una data",
        "a period: anno, mese, giorno, evento, vita, di seguito, 2 anni solari dal 2025, 2 anni di iscrizione, "
        "36 mesi dall'ultima fattura, 24 mesi dal primo uso",
    ),
    "year": ("solare, scolastico, di iscrizione o dal 1 agosto", "solare, scolastico, di iscrizione or dal 1 agosto"),
    "year_not_said": (
        "«anno: solare» (o altro) in testa alla versione, oppure «anno solare» qui",
        "«anno: solare» (or other) at the head of the version, or «anno solare» here",
    ),
    "block_start": ("l'anno da cui si conta, come «2 anni solari dal 2025»", "the year counted from, as «2 anni solari dal 2025»"),
    "bounds": (
        "una fascia: 3, da 1 a 2, 5 o più, fino a 4, più di 4, almeno 3, meno di 3", "a band: 3, da 1 a 2, 5 o più, fino a 4, più di 4"
    ),
    "bounds_reversed": ("il secondo limite non sotto il primo", "the second bound not below the first"),
    "nothing_below": ("un limite sopra lo zero: sotto zero non c'è nulla", "a bound above zero: nothing is below zero"),
    "figure_unit": ("una cifra nell'unità della prestazione", "a figure in the benefit's unit"),
    "figure_in_hours": ("la cifra con le sue ore, come «2 ore»", "the figure with its hours, as «2 ore»"),
    "figure_without_unit": ("la sola cifra: {number}", "the figure alone: {number}"),
    "number_check": (
        "un confronto: 3, almeno 3, più di 3, meno di 3, al massimo 3, da 3 a 5, presente, assente", "a check: 3, almeno 3, da 3 a 5…"
    ),
    "money_check": ("un confronto di importi: almeno 100.00, fino a 500.00, presente", "a check of amounts: almeno 100.00, fino a 500.00"),
    "day_check": (
        "un confronto di date: dal 2023-01-01, prima del 2023-01-01, dopo ricovero, nei 10 giorni dopo dimissione, "
        "dal 28 dicembre al 31 dicembre, presente",
        "a check of dates: dal 2023-01-01, prima del 2023-01-01, dopo ricovero, nei 10 giorni dopo dimissione, "
        "dal 28 dicembre al 31 dicembre, presente",
    ),
    "series_check": ("come «almeno 600 nei 12 mesi prima di evento_del»", "as «almeno 600 nei 12 mesi prima di evento_del»"),
    "choice_check": ("una scelta, presente o assente", "a choice, presente or assente"),
    "text_check": ("un testo, presente o assente", "a text, presente or assente"),
    "presence_check": ("presente o assente", "presente or assente"),
    "choice": ("una delle scelte di {fact}: {choices}", "one of the choices of {fact}: {choices}"),
    "list_of_values": ("un elenco di soli valori di {fact}", "a list of values of {fact} only"),
    "reading_not_dated": (
        "un giorno di lettura soltanto per fatti della persona o del nucleo («{fact}» non cambia col tempo)",
        "a day of reading only for facts of person or household («{fact}» does not change with time)",
    ),
}

_STATUTES: Mapping[str, tuple[str, str]] = {
    "statute_never": (
        "un motivo che non sia l'età o la salute: per quelle la società non lascia nessuno",
        "a reason that is neither age nor health: for those the society lets nobody go",
    ),
    "pact_benefits": ("al più {most} prestazioni: la pagina ne racconta poche", "{most} benefits at most: the page tells of few"),
    "statute_hours": ("un termine in giorni, mesi o anni", "a term in days, months or years"),
}

_NAMES: Mapping[str, tuple[str, str]] = {
    "unknown_day": ("una data conosciuta, un fatto di tipo data o un documento dichiarato", "a known date, a date fact or a declared paper"),
    "not_a_day": ("una data: questo fatto non lo è", "a date: this fact is not one"),
    "unknown_instant": ("un fatto di tipo istante, come inizio_ore", "an instant, as inizio_ore"),
    "unknown_fact": ("un fatto conosciuto o dichiarato in «fatti», o una condizione con nome", "a known or declared fact, or a named condition"),
    "uncertain_mark": (
        "questo segno in un commento (# [U]) o in «nota»: qui lo leggerebbero i soci",
        "this mark in a comment (# [U]) or in «nota»: here members would read it",
    ),
    "unknown_paper": ("un documento dichiarato in «documenti» della versione", "a paper declared in the version's «documenti»"),
    "unknown_pot": ("un plafond dichiarato", "a declared pot"),
    "unknown_exchange": ("uno scambio dichiarato", "a declared exchange"),
    "unknown_tariff": ("un tariffario dichiarato in «tariffe»", "a price list declared in «tariffe»"),
    "unknown_column": ("una colonna del tariffario: {columns}", "a column of the price list: {columns}"),
    "column_missing": ("la «colonna» del tariffario: {columns}", "the «colonna» of the price list: {columns}"),
    "unknown_value": ("un valore di «valori»", "a value of «valori»"),
    "unknown_parameter": ("una cifra di parametri.yaml", "a figure of parametri.yaml"),
    "unknown_benefit_code": ("il codice di una prestazione", "the code of a benefit"),
    "unknown_cover": ("una delle «coperture» di piano.yaml", "one of the «coperture» of piano.yaml"),
    "unknown_step": ("un passo: {steps}", "a step: {steps}"),
    "unknown_per": ("per che cosa si moltiplica: {words}, o un fatto numerico", "what to multiply by: {words}, or a numeric fact"),
    "holder": ("chi tiene il conto: {words} (o una coppia come persona + dente)", "who holds the count: {words} (or a pair)"),
    "name_taken": ("un altro nome: questo è già {what}", "another name: this one is taken"),
    "declared_twice": ("un fatto dichiarato una volta sola (già in {first})", "a fact declared once (already at {first})"),
    "builtin_fact": (
        "un altro nome: questo fatto esiste sempre (a una scelta si possono solo aggiungere «scelte» e «detto»)",
        "another name: this fact always exists (only choices may be added to it)",
    ),
    "tops_up_nothing": ("«integra: società/piano» in piano.yaml, perché questa prestazione ne segue altre", "«integra: society/plan» in piano.yaml, because this benefit follows others"),
    "tops_up_unknown": ("il codice di una prestazione di {plan}", "the code of a benefit of {plan}"),
    "circular": ("condizioni o prestazioni che non si richiamano in cerchio ({circle})", "no circular references ({circle})"),
    "names_too_deep": (
        "nomi che si richiamano per meno livelli: scritto per esteso questo supera i {most} livelli",
        "names that refer to each other through fewer levels: written out this one is deeper than {most} levels",
    ),
    "names_too_big": (
        "qualcosa di più breve: questo si ripete ovunque è richiamato, e per esteso supera le {most} voci",
        "something shorter: this is repeated wherever it is used, and written out comes to more than {most} items",
    ),
    "area_unused": ("il nome dell'area di qualche prestazione", "the area of some benefit"),
    "area_misspelt": ("il nome di un'area dichiarata in «aree»", "the name of an area declared in «aree»"),
    "tariff_file_missing": ("il file {file} accanto a piano.yaml", "the file {file} beside piano.yaml"),
    "continues_unknown": ("un plafond di una versione precedente", "a pot of an earlier version"),
    "continues_other_unit": (
        "la stessa unità e lo stesso conto di prima ({version}): cambia nome o scrivi «da_capo: sì»",
        "the same unit and counting as before ({version}): rename it or write «da_capo: sì»",
    ),
    "choices_without_choice": ("«scelte» soltanto in un fatto di tipo scelta", "«scelte» only in a fact of type scelta"),
    "answerer_unsaid": (
        "«risponde: società» se la risposta sta in una tabella della società, o «risponde: chi chiede»",
        "«risponde: società» if the answer stands in a list of the society, or «risponde: chi chiede»",
    ),
    "no_default": ("nessuna risposta presunta per un fatto di questo tipo", "no default for a fact of this type"),
    "history_alone": ("accanto a «storia» soltanto titolo, se_manca e detto", "beside «storia» only titolo, se_manca and detto"),
    "phrase_of_choices": ("una frase per ogni scelta: {{A: …, B: …}}", "a phrase for each choice: {{A: …, B: …}}"),
    "phrase_figure": ("una frase con un solo {{}}, al posto della cifra", "a phrase with one {{}} at most, for the figure"),
    "phrase_keys": ("\"\" per la frase con la cifra e \"1\" per quella di uno", "\"\" for the phrase with the figure, \"1\" for one"),
    "tariff_header": ("la colonna «{column}» nella prima riga", "the column «{column}» in the first row"),
    "tariff_column": ("il nome di una colonna di prezzi, minuscolo e senza spazi", "a lower-case name of a price column"),
    "row_length": ("{columns} celle in questa riga", "{columns} cells in this row"),
    "price_nought": ("un prezzo sopra lo zero, o niente", "a price above nought, or nothing"),
    "price_missing": ("almeno un prezzo in questa riga", "at least one price in this row"),
    "dates_overlap": ("un inizio dopo la fine della riga prima ({until})", "a start after the end of the row before ({until})"),
    "dates_open": (
        "una fine («al») nella riga prima, quella dal {until}, che vale ancora",
        "an end («al») in the row before, that from {until}, which is still in force",
    ),
    "dates_gap": ("un inizio il giorno dopo la fine della riga prima ({until})", "a start the day after the row before ({until})"),
}

_CASES: Mapping[str, tuple[str, str]] = {
    "empty_condition": ("una condizione con qualcosa dentro: vuota varrebbe sempre", "a condition with something in it"),
    "case_incomplete": ("«quando» e «{word}», oppure «altrimenti»", "«quando» and «{word}», or «altrimenti»"),
    "case_and_otherwise": ("«altrimenti» da solo, senza «quando»", "«altrimenti» alone, without «quando»"),
    "otherwise_missing": ("un ultimo caso «altrimenti»", "a last case «altrimenti»"),
    "rows_uncovered": (
        "righe che coprono ogni situazione: aggiungi «- altrimenti: non spetta» (o «- {{altrimenti: sì, passi: …}}»)",
        "rows that cover every situation: add «- altrimenti: non spetta» (or «- {{altrimenti: sì, passi: …}}»)",
    ),
    "choices_uncovered": (
        "ogni scelta, oppure «altrimenti» (mancano: {missing})", "every choice, or «altrimenti» (missing: {missing})"
    ),
    "otherwise_twice": ("un solo «altrimenti»", "one «altrimenti»"),
    "otherwise_never": ("nessun «altrimenti»: tutte le scelte sono già scritte", "no «altrimenti»: all choices are written"),
    "same_situation": ("una situazione diversa da quella della riga {line}", "a situation other than that of line {line}"),
    "not_exclusive": (
        "casi che si escludono: questo e quello della riga {line} possono valere insieme",
        "cases that exclude each other: this one and that of line {line} may hold together",
    ),
    "situation_too_complex": ("una condizione più semplice: ha troppe alternative", "a simpler condition: too many alternatives"),
    "at_least_of": ("un numero da 1 a {size}, quante sono le condizioni", "a number from 1 to {size}, as many as the conditions"),
    "date_without_day": ("un termine che dia un giorno", "a term that gives a day"),
    "too_many_terms": ("al massimo 10 000 termini", "at most 10,000 terms"),
    "value_form": ("un valore: una costante, «secondo», «parametro», «tariffa», «fatto» o casi", "a value: a constant, «secondo»… or cases"),
    "money_value_only": ("una costante o una tabella: qui non si tratta di euro", "a constant or a table: this is not about money"),
    "fact_not_money": ("un fatto di tipo importo", "a fact of type importo"),
    "deductible_by_line": (
        "per: una parola che conta la riga o le sue unità (visita, giorno…): il plafond si consuma riga per riga",
        "per: a word that counts the line or its units (visita, giorno…): the pot is used up line by line",
    ),
    "table_by": ("un fatto numerico, una scelta, un sì/no o una condizione con nome", "a numeric fact, a choice, a yes/no or a named condition"),
    "empty_table": ("almeno una fascia o una scelta", "at least one band or choice"),
    "bands_overlap": ("fasce che non si sovrappongono (la precedente arriva a {reaches})", "bands that do not overlap (reaches {reaches})"),
    "bands_gap": ("fasce senza buchi (manca da {first} a {last})", "bands without gaps ({first} to {last} missing)"),
    "beside_measure": ("questa chiave accanto a «misura»: {{misura: {{…}}, per: …}}", "this key beside «misura»: {{misura: {{…}}, per: …}}"),
    "marginal_per": ("una tabella per {word} soltanto accanto a «per: {word}» (o una sua unità)", "a table by {word} only beside «per: {word}»"),
    "marginal_from_one": ("fasce che cominciano da 1", "bands that begin at 1"),
}

_POTS: Mapping[str, tuple[str, str]] = {
    "run_in_days": ("una misura in giorni: «di seguito» conta giorni", "a measure in days: «di seguito» counts days"),
    "anew_and_continues": ("«da_capo» oppure «continua», non entrambi", "«da_capo» or «continua», not both"),
    "overflow_needs_blocks": (
        "«rinvia_entro» e «anticipa» soltanto per plafond di rimborso in euro, per anno o mese",
        "«rinvia_entro» and «anticipa» only for benefit pots in euro, by year or month",
    ),
    "overflow_one": ("«rinvia_entro» oppure «anticipa»", "«rinvia_entro» or «anticipa»"),
    "carry_within_blocks": ("un altro plafond, di più anni", "another pot, of several years"),
    "carry_without_condition": ("«quando» soltanto accanto ad «anticipa»", "«quando» only beside «anticipa»"),
    "number_of_periods": ("quanti periodi, da 1 a 200", "how many periods, from 1 to 200"),
    "first_year_needs_years": ("«primo_anno» soltanto con un periodo di anni", "«primo_anno» only with a period of years"),
    "periods_of_one_kind": ("periodi dello stesso genere in tutti i casi", "periods of one kind in all cases"),
    "day_of_rolling": ("la data dell'ultima volta: {day}", "the date of the last time: {day}"),
    "counts_for_unit": ("per un plafond in {unit}: {words}", "for a pot in {unit}: {words}"),
    "counts_not_needed": ("nessun «conta» per un plafond in {unit}: conta la quantità", "no «conta» for a pot in {unit}"),
    "exchange_of_quantities": ("un plafond di quantità (ore, giorni, atti…)", "a pot of quantities"),
    "exchange_alone": ("uno scambio soltanto dentro «in_ordine», come {{scambio: nome}}", "an exchange only in «in_ordine»"),
    "draws": ("un elenco di plafond, oppure nessuno", "a list of pots, or nessuno"),
    "draws_missing": (
        "«consuma» (un elenco di plafond, o nessuno): questa prestazione non finisce con «al_massimo»",
        "«consuma» (a list of pots, or nessuno): this benefit does not end in «al_massimo»",
    ),
    "pot_unit": (
        "un plafond nell'unità della prestazione ({has}), in euro o in volte: questo è in {unit}",
        "a pot in the benefit's unit ({has}), in euro or times: this is in {unit}",
    ),
    "one_carrying": ("un solo plafond con «rinvia_entro» insieme", "one pot with «rinvia_entro» at a time"),
    "in_order_alone": ("«in_ordine» da solo", "«in_ordine» alone"),
    "in_order_two": ("almeno due plafond in ordine", "at least two pots in order"),
    "in_order_units": ("plafond della stessa unità e dello stesso conto", "pots of one unit and counting"),
    "in_order_occurrences": ("plafond di euro o di quantità: le volte si consumano insieme", "pots of euro or quantities"),
}

_BENEFITS: Mapping[str, tuple[str, str]] = {
    "first_step_base": ("un primo passo che dia una somma: spesa, importo o residuo", "a first step that gives a sum"),
    "base_not_first": ("questo passo soltanto per primo (non in uno strato)", "this step only first (not in a layer)"),
    "layer_in_layer": ("strati non dentro altri strati", "no layers in layers"),
    "layers_one_kind": ("plafond che contano tutti il rimborso o tutti la spesa", "pots that all count the benefit or all the expense"),
    "layers_two": ("almeno due strati", "at least two layers"),
    "layer_pot_euro": ("un plafond in euro (questo è in {unit})", "a pot in euro (this is in {unit})"),
    "split_only_shares": (
        "soltanto «quota» in uno strato che si divide e il cui plafond conta il rimborso",
        "only «quota» in a layer that splits and whose pot counts the benefit",
    ),
    "deductible_pot": ("un plafond con «conta: spesa», come vuole una franchigia", "a pot with «conta: spesa», as a deductible needs"),
    "no_steps": ("almeno un passo", "at least one step"),
    "one_step": ("un solo passo per voce dell'elenco", "one step for each item"),
    "step_without_value": ("un valore per il passo «{step}»", "a value for the step «{step}»"),
    "share_without_per": ("una quota senza «per»", "a share without «per»"),
    "proration_by_month": ("«in_proporzione» soltanto con «per: mese»", "«in_proporzione» only with «per: mese»"),
    "per_unit": ("una prestazione con «unità: {unit}» (questa ha: {has})", "a benefit with «unità: {unit}» (this has: {has})"),
    "per_giorno": ("una prestazione con «conta» o «unità: giorni» (questa ha: {has})", "a benefit that counts days"),
    "per_any_unit": ("una prestazione con una sua «unità»", "a benefit with an «unità»"),
    "maximum_below_minimum": ("un massimo non sotto il minimo", "a maximum not below the minimum"),
    "calcolo_alone": ("«calcolo» oppure «passi» e «consuma», non entrambi", "«calcolo» or «passi» and «consuma», not both"),
    "row_without_when": ("«quando» o «altrimenti» in ogni riga del calcolo", "«quando» or «altrimenti» in each row"),
    "not_due_alone": ("«non spetta» senza passi", "«non spetta» without steps"),
    "nothing_promised": ("«passi» (denaro) o «unità» (in natura)", "«passi» (money) or «unità» (in kind)"),
    "come_alone": ("accanto a «come» soltanto titolo, articolo e nota", "beside «come» only titolo, articolo and nota"),
    "counting_in_days": ("nessuna unità o «giorni»: «conta» conta giorni", "no unit or «giorni»: «conta» counts days"),
    "counted_from_one": ("un giorno da 1 in su", "a day from 1 up"),
    "empty_deadline": ("almeno uno tra entro, non_prima e preavviso", "at least one of entro, non_prima and preavviso"),
    "waiting_others": ("«altre» per le cause che mancano: {missing}", "«altre» for the missing causes: {missing}"),
    "one_paper": ("un documento per voce dell'elenco", "one paper for each item"),
    "senior_plan": ("un altro piano della stessa società, come {society}/anziani", "another plan of the same society, like {society}/seniors"),
    "senior_start": ("da che giorno si passa", "from which day one moves"),
    "senior_plan_unknown": ("un piano che c'è, con la sua cartella e piano.yaml", "a plan that there is, with its folder and piano.yaml"),
    "carried_of_all": (
        "un plafond delle persone o del nucleo: in quello dell'azienda o di tutti i soci c'è anche ciò che hanno usato gli altri",
        "a pot of persons or of the household: in the firm's or the society's stands what others used too",
    ),
    "parts_make_one": ("parti che insieme facciano 1", "parts that together make 1"),
    "leaving_not_prorated": (
        "«chi_esce» soltanto se una voce è «in_proporzione»", "«chi_esce» only where an item is «in_proporzione»"
    ),
    "prorated_by_year": ("«in_proporzione» soltanto con «per: anno»", "«in_proporzione» only with «per: anno»"),
    "round_to_something": ("almeno 0.01", "at least 0.01"),
}

# code -> (Italian, English), what follows "atteso" and "expected".
TEXTS: Mapping[str, tuple[str, str]] = {
    **_FILES, **_FORMS, **_SCALARS, **_SENTENCES, **_STATUTES, **_NAMES, **_CASES, **_POTS, **_BENEFITS,
    **CASE_TEXTS, **CHECK_TEXTS, **TABLE_TEXTS,
}
