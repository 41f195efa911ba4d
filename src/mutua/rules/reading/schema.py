"""The keys of a version file, map by map: what may be written where, and what it means."""

from __future__ import annotations

from typing import Any

from mutua.rules.reading import schema_words as words
from mutua.rules.reading.schema_rules import RULE_SHAPES
from mutua.rules.reading.shapes import (
    TEXT,
    YES_NO,
    Either,
    Key,
    ListOf,
    MapOf,
    Ref,
    Shape,
    Words,
    schema_of_shapes,
)

VALUE = Either((TEXT, Ref("valore"), ListOf(Ref("caso"))))
TERM = Either((TEXT, ListOf(Either((TEXT, Ref("ultimo"), Ref("caso_di_termine")))), Ref("ultimo")))
CONDITION = Ref("condizione")
CHECK = Either((TEXT, ListOf(TEXT)))
ARTICLE = Key("articolo", TEXT, "l'articolo del regolamento che lo dice")
NOTE = Key("nota", TEXT, "un'annotazione, senza effetto")
TITLE = Key("titolo", TEXT, "il nome da mostrare")
WHEN = Key("quando", CONDITION, "vale soltanto se questa condizione è vera")


def _words(mapping: object) -> Words:
    return Words(tuple(mapping))  # type: ignore[arg-type]


PLAN_HEAD = Shape("piano", "Ciò che sta fuori dalle versioni", (
    Key("titolo", TEXT, "il nome del piano", required=True),
    Key("società", TEXT, "la società di mutuo soccorso", required=True),
    Key("versione_secondo", TEXT, "la data che sceglie la versione", required=True),
    Key("coperture", Either((ListOf(TEXT), MapOf(Ref("assistenza")))), "le assistenze del piano"),
    Key("fonte", TEXT, "dove è pubblicato il regolamento"),
    NOTE,
    Key("integra", TEXT, "il piano di cui questo valuta il residuo: società/piano"),
    Key("fatti", MapOf(Ref("fatto")), "i fatti dichiarati"),
))
ASSISTANCE = Shape("assistenza", "Un'assistenza del piano", (Key("titolo", TEXT, "il nome da mostrare"), ARTICLE))
FACT = Shape("fatto", "Un fatto dichiarato", (
    Key("tipo", _words(words.FACT_KINDS), "il tipo della risposta"),
    Key("di", _words(words.FACT_OF), "di chi è il fatto"),
    Key("chiede", TEXT, "la domanda del modulo"),
    TITLE,
    Key("prova", TEXT, "il documento che lo prova"),
    Key("se_manca", TEXT, "la risposta presa quando nessuno risponde"),
    Key("risponde", _words(words.ANSWERERS), "chi sa la risposta: chi chiede, o soltanto la società"),
    Key("detto", Either((TEXT, MapOf(TEXT))), "come lo dice una frase"),
    Key("scelte", ListOf(TEXT), "le risposte possibili"),
    Key("al", TEXT, "il giorno in cui si legge"),
    Key("storia", Ref("storia"), "una domanda all'archivio"),
))
HISTORY = Shape("storia", "Una domanda al passato", (
    Key("domanda", _words(words.HISTORY_KINDS), "che cosa si chiede", required=True),
    Key("prestazioni", ListOf(TEXT), "di quali prestazioni", required=True),
    Key("nel", _words(words.HISTORY_SPANS), "in quale tempo"),
    Key("quando", CONDITION, "soltanto le righe passate per cui vale"),
))
CONDITION_SHAPE = Shape("condizione", "Una condizione: tutte le sue chiavi devono valere", (
    Key("non", CONDITION, "vale se questa non vale"),
    Key("almeno_una", ListOf(CONDITION), "vale se ne vale almeno una"),
    Key("tutte", ListOf(CONDITION), "vale se valgono tutte"),
    Key("almeno", Ref("almeno"), "vale se ne valgono tante"),
), others=CHECK)
AT_LEAST = Shape("almeno", "Tante condizioni tra queste", (
    Key("quante", TEXT, "quante devono valere", required=True),
    Key("tra", ListOf(CONDITION), "le condizioni", required=True),
))
COMPUTED_DATE = Shape("data", "Una data calcolata da altre", (
    Key("il", TERM, "il termine che la calcola", required=True), TITLE, ARTICLE,
))
NAMED_VALUE = Shape("valore_con_nome", "Un valore scritto una volta sola", (
    Key("misura", VALUE, "il valore", required=True), TITLE, ARTICLE, NOTE,
))
NAMED_CONDITION = Shape("condizione_con_nome", "Una condizione con un nome", (
    Key("quando", CONDITION, "la condizione", required=True),
    Key("detto", Either((TEXT, MapOf(TEXT))), "come la dice una frase; o come dice sì e come dice no"),
    ARTICLE,
))
GATED = CONDITION_SHAPE.with_keys(
    "requisito", "Una condizione che deve valere (spetta) o non valere (escluso)",
    Key("motivo", TEXT, "il codice del motivo"), ARTICLE,
)
CASE = Shape("caso", "Un caso di un valore", (
    WHEN,
    Key("vale", VALUE, "il valore in questo caso"),
    Key("altrimenti", VALUE, "il valore in ogni altro caso"),
))
TERM_CASE = Shape("caso_di_termine", "Un caso di un termine", (
    WHEN,
    Key("il", TERM, "il termine in questo caso"),
    Key("altrimenti", TERM, "il termine in ogni altro caso"),
))
LATEST = Shape("ultimo", "L'ultimo di più termini", (Key("ultimo", ListOf(TERM), "i termini", required=True),))
VALUE_SHAPE = Shape("valore", "Un valore che non è una costante: tabella, parametro, tariffa o fatto", (
    Key("secondo", TEXT, "il fatto (o giorno, ora, unità) che sceglie la riga"),
    Key("al", TEXT, "il giorno in cui il fatto si legge"),
    Key("altrimenti", VALUE, "il valore per tutto il resto"),
    Key("parametro", TEXT, "una cifra di parametri.yaml"),
    Key("tariffa", TEXT, "il prezzo di un tariffario"),
    Key("colonna", TEXT, "la colonna del tariffario"),
    Key("fatto", TEXT, "l'importo che un fatto dichiara"),
    Key("quota", TEXT, "la parte che se ne prende; di un prezzo anche oltre il 100%"),
    Key("valore", TEXT, "un valore di «valori»"),
), others=VALUE)
PAPER = Shape("documento", "Un documento che le prestazioni chiedono", (
    Key("titolo", TEXT, "il nome del documento", required=True), NOTE,
))
POT = Shape("plafond", "Un tetto, una franchigia o un numero di volte", (
    TITLE,
    Key("misura", VALUE, "quanto, con la sua unità", required=True),
    Key("di", TEXT, "chi tiene il conto", required=True),
    Key("ogni", Either((TEXT, ListOf(Ref("caso")))), "il periodo", required=True),
    Key("conta", Words((*words.COUNTS, *words.OCCURRENCES)), "che cosa si conta"),
    Key("data", TEXT, "la data che sceglie il periodo"),
    Key("oltre", Either((Words(("perso",)), Ref("oltre"))), "che ne è di ciò che eccede"),
    Key("primo_anno", Ref("primo_anno"), "la misura nel primo anno"),
    Key("continua", ListOf(TEXT), "i plafond della versione prima il cui uso conta qui"),
    Key("da_capo", YES_NO, "l'uso della versione prima non conta"),
    ARTICLE, NOTE,
))
OVERFLOW = Shape("oltre", "Che ne è di ciò che eccede il plafond", (
    Key("rinvia_entro", TEXT, "dovuto nei periodi che seguono, finché dura questo plafond"),
    Key("anticipa", TEXT, "preso ora da tanti periodi che seguono"),
    WHEN,
))
FIRST_YEAR = Shape("primo_anno", "La misura × i mesi rimasti / 12", (
    Key("mese_di_iscrizione", _words(words.JOINING_MONTH), "se il mese d'iscrizione conta", required=True),
    Key("arrotonda", _words(words.ROUNDING_MODES), "come si arrotonda", required=True),
))
EXCHANGE = Shape("scambio", "Unità di un plafond date in cambio di altre", (
    TITLE,
    Key("da", TEXT, "il plafond che dà", required=True),
    Key("unità", TEXT, "l'unità che si riceve", required=True),
    Key("rapporto", TEXT, "5 per 1: cinque del plafond per una ricevuta", required=True),
    Key("al_massimo", VALUE, "quanto se ne può ricevere"),
    WHEN, ARTICLE, NOTE,
))
GATES = (
    Key("copertura", TEXT, "l'assistenza che deve essere in vigore"),
    Key("spetta", ListOf(Ref("requisito")), "devono valere tutte"),
    Key("escluso", ListOf(Ref("requisito")), "non deve valerne nessuna"),
    Key("domanda", Ref("domanda"), "entro quando si chiede"),
    Key("carenza", Either((TEXT, Ref("carenza"), ListOf(Either((TEXT, Ref("caso_di_termine")))))), "l'attesa"),
    Key("documenti", ListOf(Either((TEXT, MapOf(Ref("regola_documento"))))), "i documenti da allegare"),
)
COMMONS = Shape("comuni", "Ciò che vale per tutte le prestazioni, o per quelle di un'area", (
    ARTICLE, *GATES, Key("salvo", ListOf(TEXT), "le prestazioni che non toccano"),
))
DEADLINE = Shape("domanda", "Entro quando si chiede", (
    Key("entro", TERM, "l'ultimo giorno"),
    Key("non_prima", TERM, "il primo giorno"),
    Key("preavviso", Either((TEXT, ListOf(Ref("caso")))), "quanto prima, come 24 ore prima di inizio_ore"),
    ARTICLE,
))
WAITING = Shape("carenza", "L'attesa secondo la causa", (
    Key("altre", TERM, "per ogni altra causa"), ARTICLE,
), others=TERM)
PAPER_RULE = Shape("regola_documento", "Come deve essere un documento", (
    WHEN,
    Key("non_più_vecchia_di", TEXT, "quanto può essere vecchio"),
    Key("rispetto_a", TEXT, "a quale data si guarda (la fattura, se non è detto)"),
    Key("non_dopo", TEXT, "la data che non deve passare"),
    Key("non_prima", TEXT, "la data prima della quale non vale"),
    Key("vale_fino_a", TERM, "fino a quando vale"),
    Key("se_manca", _words(words.PAPER_FAULTS), "che cosa accade se manca"),
    Key("se_vecchia", _words(words.PAPER_FAULTS), "che cosa accade se non vale"),
    ARTICLE,
))
COUNTING = Shape("conta", "Come si contano i giorni da inizio a fine", (
    Key("giorni", _words(words.DAY_COUNTS), "quali giorni contano", required=True),
    Key("solo_se", CONDITION, "si paga solo se"),
    Key("dal_giorno", TEXT, "il primo giorno pagato"),
    Key("al_giorno", TEXT, "l'ultimo giorno pagato"),
    Key("esclusi_contano", YES_NO, "i giorni esclusi consumano il plafond"),
    Key("giorno_per_giorno", YES_NO, "ogni giorno nel periodo della sua data"),
    ARTICLE,
))
STEPS_LIST = ListOf(Either((Words(words.STEPS), Ref("passo"))))
DRAWS = Either((Words(("nessuno",)), ListOf(Either((TEXT, Ref("prelievo"))))))
BENEFIT = Shape("prestazione", "Una prestazione", (
    TITLE, ARTICLE,
    Key("area", TEXT, "l'area del regolamento"), NOTE,
    Key("versione_secondo", TEXT, "la data che ne sceglie la versione"),
    Key("come", TEXT, "trattata in tutto come quest'altra"),
    Key("integra", ListOf(TEXT), "le prestazioni dell'altro piano che segue"),
    *GATES,
    Key("unità", TEXT, "che cosa conta la quantità"),
    Key("conta", Ref("conta"), "come si contano i giorni"),
    Key("passi", STEPS_LIST, "il calcolo, passo per passo"),
    Key("consuma", DRAWS, "i plafond che consuma"),
    Key("calcolo", ListOf(Ref("riga")), "il calcolo per situazioni"),
))
ROW = Shape("riga", "Una situazione di una prestazione", (
    WHEN,
    Key("altrimenti", Words(("non spetta", "sì")), "ogni altra situazione"),
    Key("passi", STEPS_LIST, "il calcolo, passo per passo"),
    Key("consuma", DRAWS, "i plafond che consuma"),
    ARTICLE, NOTE,
))
DRAW = Shape("prelievo", "Un plafond a certe condizioni, o più in ordine", (
    Key("plafond", TEXT, "il plafond"), WHEN,
    Key("in_ordine", ListOf(Either((TEXT, Ref("prelievo")))), "uno dopo l'altro"),
    Key("scambio", TEXT, "uno scambio (solo in ordine)"),
))
STEP_VALUE = Either((TEXT, Ref("misura_del_passo"), ListOf(Ref("caso"))))
STEP = Shape("passo", "Un passo del calcolo", (
    Key("spesa", Ref("solo_articolo"), "la spesa"),
    Key("importo", STEP_VALUE, "una somma fissa o un tariffario"),
    Key("più", STEP_VALUE, "aggiunge"),
    Key("meno", STEP_VALUE, "toglie un fatto, o una somma"),
    Key("franchigia", STEP_VALUE, "una somma che resta al socio"),
    Key("scoperto", Either((TEXT, Ref("scoperto"))), "una parte che resta al socio"),
    Key("quota", STEP_VALUE, "la parte pagata"),
    Key("al_massimo", STEP_VALUE, "non oltre"),
    Key("scaglioni", Ref("scaglioni"), "a strati"),
    Key("residuo", Ref("solo_articolo"), "ciò che ha lasciato la copertura prima"),
))
ONLY_ARTICLE = Shape("solo_articolo", "L'articolo di un passo", (ARTICLE,))
STEP_MEASURE = VALUE_SHAPE.with_keys(
    "misura_del_passo", "La misura di un passo",
    Key("misura", VALUE, "quanto"),
    Key("per", TEXT, "per che cosa si moltiplica"),
    Key("anche_senza_spesa", YES_NO, "anche oltre la spesa"),
    Key("in_proporzione", _words(words.PRORATIONS), "le parti di mese"),
    Key("plafond", Either((TEXT, ListOf(TEXT))),
        "la franchigia che si consuma, o più insieme; con «misura» il più che resta nel periodo"), ARTICLE,
)
COINSURANCE = Shape("scoperto", "La parte che resta al socio", (
    Key("quota", VALUE, "la parte", required=True),
    Key("minimo", VALUE, "almeno"),
    Key("massimo", VALUE, "al più"),
    Key("plafond", Either((TEXT, ListOf(TEXT))), "ciò che resta al socio non supera questi, che lo contano"),
    Key("per", TEXT, "per che cosa"), ARTICLE,
))
LAYERS = Shape("scaglioni", "Finito uno strato si passa al seguente", (
    Key("a_cavallo", _words(words.STRADDLING), "una spesa a cavallo di due strati", required=True),
    Key("fasce", ListOf(Ref("fascia")), "gli strati", required=True), ARTICLE,
))
LAYER = Shape("fascia", "Uno strato", (
    Key("fino_a", TEXT, "il plafond che lo chiude", required=True),
    Key("passi", STEPS_LIST, "i passi dello strato", required=True), ARTICLE,
))
TARIFF = Shape("tariffario", "Un tariffario", (TITLE, ARTICLE))
PARAMETER = Shape("parametro", "Una cifra esterna con le sue date", (
    Key("titolo", TEXT, "il nome da mostrare", required=True),
    Key("valori", ListOf(Ref("cifra")), "le cifre, data per data", required=True),
))
FIGURE = Shape("cifra", "Una cifra in vigore da un giorno", (
    Key("dal", TEXT, "il primo giorno", required=True), Key("al", TEXT, "l'ultimo giorno"),
    Key("importo", TEXT, "la cifra", required=True), Key("fonte", TEXT, "chi la dice", required=True),
))
VERSION = Shape("versione", "Una versione di un regolamento", (
    Key("in_vigore", TEXT, "dal 2026-01-01, o dal … al …", required=True),
    Key("approvato", Ref("approvato"), "chi l'ha approvata", required=True),
    Key("fonte", TEXT, "dove è pubblicata"), NOTE,
    Key("arrotondamento", Ref("arrotondamento"), "come si arrotonda"),
    Key("anno", TEXT, "che cosa vuol dire «ogni: anno»"),
    Key("tempo", Ref("tempo"), "le convenzioni sulle date"),
    Key("fatti", MapOf(Ref("fatto")), "i fatti dichiarati"),
    Key("condizioni", MapOf(Ref("condizione_con_nome")), "le condizioni con un nome"),
    Key("date", MapOf(Ref("data")), "le date calcolate"),
    Key("valori", MapOf(Ref("valore_con_nome")), "i valori con un nome"),
    Key("documenti", MapOf(Either((TEXT, Ref("documento")))), "i documenti"),
    Key("plafond", MapOf(Ref("plafond")), "i plafond"),
    Key("scambi", MapOf(Ref("scambio")), "gli scambi"),
    Key("comuni", Ref("comuni"), "ciò che vale per tutte le prestazioni"),
    Key("aree", MapOf(Ref("comuni")), "ciò che vale per le prestazioni di un'area"),
    Key("prestazioni", MapOf(Ref("prestazione")), "le prestazioni"),
    Key("adesione", Ref("adesione"), "chi può aderire"),
    Key("contributi", Ref("contributi"), "i contributi"),
    Key("morosità", Ref("morosità"), "chi è in ritardo"),
    Key("cambio_piano", Ref("cambio_piano"), "il cambio di piano"),
    Key("passaggio", Ref("passaggio"), "il passaggio al piano degli anziani"),
    Key("recesso", Ref("recesso"), "il recesso"),
    Key("pagamenti", Ref("pagamenti"), "quando si paga"),
    Key("procedura", Ref("procedura"), "i termini della pratica"),
    Key("tariffe", MapOf(Ref("tariffario")), "i tariffari"),
))

SHAPES: tuple[Shape, ...] = (
    PLAN_HEAD, VERSION, ASSISTANCE, FACT, HISTORY, CONDITION_SHAPE, AT_LEAST, COMPUTED_DATE, NAMED_VALUE,
    NAMED_CONDITION, GATED, CASE, TERM_CASE, LATEST, VALUE_SHAPE,
    PAPER, POT, OVERFLOW, FIRST_YEAR, EXCHANGE, COMMONS, DEADLINE, WAITING, PAPER_RULE, COUNTING, BENEFIT, ROW, DRAW,
    STEP, ONLY_ARTICLE, STEP_MEASURE, COINSURANCE, LAYERS, LAYER, TARIFF, PARAMETER, FIGURE, *RULE_SHAPES,
)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `piano.yaml` and of version files, for editors. It knows keys, not names or sentences."""
    return schema_of_shapes((PLAN_HEAD.name, VERSION.name), SHAPES)


def known_keys() -> frozenset[str]:
    """Every key of the language."""
    return frozenset(key.name for shape in SHAPES for key in shape.keys)
