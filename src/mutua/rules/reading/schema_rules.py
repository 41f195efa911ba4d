"""The keys of the header and of what is not a claim: joining, contributions, arrears, changes, payments."""

from __future__ import annotations

from mutua.rules.reading import schema_words as words
from mutua.rules.reading.shapes import TEXT, YES_NO, Either, Key, ListOf, MapOf, Ref, Shape, Words

_VALUE = Either((TEXT, Ref("valore"), ListOf(Ref("caso"))))
_TERM = Either((TEXT, ListOf(Either((TEXT, Ref("ultimo"), Ref("caso_di_termine")))), Ref("ultimo")))
_CONDITION = Ref("condizione")
_ARTICLE = Key("articolo", TEXT, "l'articolo del regolamento che lo dice")
_NOTE = Key("nota", TEXT, "un'annotazione, senza effetto")

APPROVAL = Shape("approvato", "Chi ha approvato la versione", (
    Key("da", TEXT, "l'organo", required=True),
    Key("delibera", TEXT, "il numero della delibera", required=True),
    Key("il", TEXT, "il giorno, se è pubblicato"),
))
ROUNDING = Shape("arrotondamento", "Come si arrotonda", (
    Key("modo", Words(tuple(words.ROUNDING_MODES)), "in che verso"),
    Key("per", Words(tuple(words.ROUNDING_PER)), "una volta per riga o a ogni passo"),
    Key("a", TEXT, "a quanto, come 0.01"),
))
TIME = Shape("tempo", "Le convenzioni sulle date", (
    Key("compleanno_29_febbraio", Words(tuple(words.LEAP_BIRTHDAY)), "il compleanno negli anni comuni"),
    Key("fine_mese", Words(tuple(words.MONTH_END)), "il 31 di un mese che non l'ha"),
    Key("primo_giorno", Words(tuple(words.DAY_ZERO)), "il numero del giorno da cui si conta"),
))
JOINING = Shape("adesione", "Chi può aderire", (
    _ARTICLE,
    Key("chi", ListOf(Ref("requisito")), "le condizioni"),
    Key("nucleo", Words(tuple(words.HOUSEHOLD)), "se deve aderire tutto il nucleo"),
    Key("esenti", _CONDITION, "chi del nucleo può non aderire"),
    Key("decorrenza", _TERM, "il primo giorno della copertura", required=True),
    _NOTE,
))
CONTRIBUTIONS = Shape("contributi", "I contributi", (
    _ARTICLE,
    Key("voci", ListOf(Ref("voce")), "le voci", required=True),
    Key("rate", ListOf(Ref("piano_di_rate")), "i modi di pagare a rate"),
    Key("chi_esce", Words(tuple(words.LEAVING_PAYS)), "quanto paga chi esce in corso d'anno"),
    _NOTE,
))
ITEM = Shape("voce", "Una voce di contributo", (
    Key("nome", TEXT, "il nome breve", required=True),
    Key("titolo", TEXT, "il nome da mostrare"),
    Key("misura", _VALUE, "quanto", required=True),
    Key("per", Words(tuple(words.CONTRIBUTION_PER)), "ogni quanto", required=True),
    Key("quando", _CONDITION, "dovuta soltanto se"),
    Key("in_proporzione", YES_NO, "per i mesi rimasti"),
    Key("quota_azienda", TEXT, "la parte dell'azienda"),
    Key("sconto", _VALUE, "la parte tolta"),
    _ARTICLE,
))
PLAN_OF_PARTS = Shape("piano_di_rate", "Un modo di pagare a rate", (
    Key("nome", TEXT, "come si chiama", required=True),
    Key("quando", _CONDITION, "ammesso soltanto se"),
    Key("parti", ListOf(Ref("rata")), "le rate", required=True),
    _ARTICLE,
))
PART = Shape("rata", "Una rata", (
    Key("parte", TEXT, "la parte, come 1/3", required=True),
    Key("più", TEXT, "la maggiorazione, come 2%"),
    Key("entro", _TERM, "l'ultimo giorno"),
))
ARREARS = Shape("morosità", "Che cosa accade a chi è in ritardo", (
    _ARTICLE,
    Key("esito", Words(tuple(words.ARREARS)), "le prestazioni nel ritardo", required=True),
    Key("tolleranza", TEXT, "quanto si aspetta"),
    Key("riprende", _TERM, "da quando si è di nuovo coperti"),
    _NOTE,
))
_CHANGE = (
    _ARTICLE,
    Key("domanda", _TERM, "entro quando si chiede"),
    Key("effetto", _TERM, "da quando", required=True),
    Key("non_prima", _TERM, "il primo giorno possibile"),
)
CHANGE = Shape("cambio_piano", "Il cambio di piano", (
    *_CHANGE,
    Key("porta", MapOf(TEXT), "i plafond il cui uso continua, e con che nome"),
    Key("anzianità", Words(tuple(words.SENIORITY)), "se l'anzianità resta"),
    _NOTE,
))
SENIOR = Shape("passaggio", "Il passaggio a un altro piano di chi raggiunge un'età", (
    _ARTICLE,
    Key("piano", TEXT, "il piano in cui si passa, come società/piano", required=True),
    Key("decorrenza", _TERM, "il primo giorno nel nuovo piano", required=True),
    Key("porta", MapOf(TEXT), "i plafond il cui uso continua, e con che nome"),
    Key("anzianità", Words(tuple(words.SENIORITY)), "se l'anzianità resta"),
    _NOTE,
))
LEAVING = Shape("recesso", "Il recesso", (*_CHANGE, _NOTE))
PAYMENTS = Shape("pagamenti", "Quando si paga", (
    _ARTICLE,
    Key("sopra", TEXT, "si paga solo sopra questa somma", required=True),
    Key("da", TEXT, "dal mese (numero)", required=True),
    Key("a", TEXT, "al mese (numero)", required=True),
    _NOTE,
))

PROCEDURE = Shape("procedura", "I termini di una pratica", (
    Key("completamento", _TERM, "l'ultimo giorno per completarla"),
    Key("decisione", _TERM, "il giorno promesso per decidere"),
    Key("pagamento", _TERM, "il giorno promesso per pagare"),
    Key("reclamo", _TERM, "l'ultimo giorno per reclamare"),
    _ARTICLE, _NOTE,
))

RULE_SHAPES = (
    APPROVAL, ROUNDING, TIME, JOINING, CONTRIBUTIONS, ITEM, PLAN_OF_PARTS, PART, ARREARS, CHANGE, SENIOR, LEAVING,
    PAYMENTS, PROCEDURE,
)
