"""The words by which societies call the columns of their sheets, and what each of them means to the importer.

A header is compared word by word, without capitals, accents and signs, with its abbreviations written out: «Cod. Fisc.»
is «codice fiscale». Words that say nothing (di, del, e) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from mutua.domain.faults import plain
from mutua.intake.rough.staff_words import SHORT, STAFF

_SHARE = re.compile(r"\d+(?:[.,]\d+)?\s*%")
_FAMILY_OF = re.compile(r"\b(?:fam|famiglia|famigliare|nucleo)\b\.?\s+(?:di|del socio|della socia)\s*$")  # by name
_SPLIT = re.compile(r"[^a-z0-9]+")
_EMPTY_WORDS = frozenset(
    ("di", "della", "dello", "dei", "degli", "delle", "d", "la", "lo", "i", "gli", "le", "e", "ed", "a", "alla", "in",
     "o", "per")
)  # fmt: skip
_WRITTEN_OUT: Mapping[str, str] = {
    "cod": "codice", "fisc": "fiscale", "cf": "codice fiscale", "codfisc": "codice fiscale", "c": "c", "f": "f",
    "taxcode": "codice fiscale", "codicefiscale": "codice fiscale",
    "n": "numero", "nr": "numero", "num": "numero", "no": "numero", "nro": "numero", "tess": "tessera",
    "nasc": "nascita", "nato": "nascita", "nata": "nascita", "nati": "nascita", "iscr": "iscrizione",
    "parent": "parentela", "capofam": "capofamiglia", "fam": "famiglia", "cell": "cellulare", "tel": "telefono",
    "ind": "indirizzo", "indir": "indirizzo", "dt": "data", "decorr": "decorrenza", "prest": "prestazione",
    "ft": "fattura",
    "fatt": "fattura", "imp": "importo", "rimb": "rimborso", "liq": "liquidato", "cogn": "cognome", "nom": "nominativo",
    "p": "p", "piva": "partita iva", "mail": "email", "capofam.": "capofamiglia", "adesione": "iscrizione",
    "ingresso": "iscrizione", "entrata": "iscrizione", "socia": "socio",
    "prov": "provincia", "res": "residenza", "dom": "domicilio", "doc": "documento", "ric": "ricevuta",
    "pag": "pagamento", "tot": "totale", "amm": "ammissione", "ammiss": "ammissione", "iscritta": "iscritto",
    "ammessa": "ammesso", "naz": "nazionalita", "loc": "localita", "capo": "capo", "dob": "nascita",
    "ass": "assistito",
    "coniug": "coniuge", "sogg": "soggetto", "rim": "rimborso", "erog": "erogato", "benef": "beneficiario",
    "cess": "cessazione", "usc": "uscita", "scad": "scadenza", "rimborsi": "rimborso", "importi": "importo",
    "fatture": "fattura",
    "prestazioni": "prestazione", "liquidati": "liquidato", "residente": "residenza", "nominativi": "nominativo",
    "rec": "recesso", "rel": "relazione", "par": "parentela",
}  # fmt: skip

# What a column may mean, and how it may be called. The first names that match whole win; then those contained.
MEMBERS: Mapping[str, tuple[str, ...]] = {
    "card_number": (
        "tessera", "numero tessera", "numero socio", "matricola", "codice socio", "libretto", "numero libretto",
        "tessera socio", "numero iscrizione", "codice iscritto", "card", "numero matricola", "id socio", "numero soci",
    ),
    "surname": ("cognome", "surname", "last name"),
    "given_name": ("nome", "name", "first name", "nome proprio"),
    "surname_first": ("cognome nome", "cognome nome socio", "cognome nome assistito"),
    "given_first": ("nome cognome",),
    "full_name": (
        "nominativo", "socio", "nominativo socio", "assistito", "iscritto", "intestatario", "beneficiario", "persona",
        "soggetto", "denominazione", "paziente", "familiare", "componente", "soci", "nome socio", "avente diritto",
    ),
    "fiscal_code": (
        "codice fiscale", "c f", "codice fiscale socio", "tax code", "codice fiscale assistito", "fiscal code",
    ),
    "born_on": (
        "nascita", "data nascita", "nascita il", "nascita nascita il", "nascita nascita", "luogo data nascita",
        "luogo nascita data", "birth date", "date birth",
        "nascita data", "born", "birthday",
    ),
    "sex": ("sesso", "sex", "m f", "genere", "gender"),
    "kinship": ("parentela", "grado parentela", "grado", "rapporto", "relazione", "qualifica", "ruolo", "vincolo",
                "tipo", "legame", "rapporto con il socio", "rapporto parentela", "relationship", "tipologia",
                "tipo socio", "posizione"),
    "fiscally_dependent": ("carico", "fiscalmente carico", "familiare carico"),
    "household_code": ("nucleo", "famiglia", "numero famiglia", "codice nucleo", "numero nucleo", "codice famiglia",
                       "nucleo familiare", "family", "household", "id famiglia", "id nucleo", "stato famiglia"),
    "head_number": (
        "tessera capofamiglia", "capofamiglia", "codice fiscale capofamiglia", "tessera capo famiglia", "capo famiglia",
        "tessera titolare", "titolare", "codice fiscale titolare", "numero tessera capofamiglia", "rif capofamiglia",
        "socio riferimento", "tessera riferimento", "capogruppo", "capo nucleo", "capo", "numero capofamiglia",
        "numero tessera titolare", "codice fiscale capo famiglia", "familiare tessera", "head", "head card",
        "nome capofamiglia",
        "famiglia numero capo", "numero capo",
        "nominativo capofamiglia", "cognome nome capofamiglia", "familiare di",
    ),
    "effective_from": (
        "dal", "iscritto dal", "iscritto il", "iscrizione", "data iscrizione", "decorrenza iscrizione",
        "decorrenza", "data decorrenza", "joined", "iscrizione dal", "data inizio", "inizio", "iscr",
        "data iscritto", "valida dal", "anno iscrizione",
    ),
    "ends_on": ("al", "uscito il", "data uscita", "uscita", "cessato il", "cessato", "cessazione", "data cessazione",
                "dimesso il", "dimissioni", "data dimissioni", "recesso", "data recesso", "fine", "data fine", "left",
                "cancellato il", "cancellazione", "socio fino al", "fino al", "decesso", "data decesso", "deceduto il"),
    "plan_code": ("piano", "piano sanitario", "formula", "plan"),
    "assistance": ("assistenza", "copertura", "tipo copertura", "tipo assistenza"),
    "joined_on": ("anzianita", "anzianita dal"),
    # Only where the title says so: this writes the members' book.
    "member_since": ("socio dal", "socio da", "ammesso il", "ammesso dal", "data ammissione", "ammissione",
                     "ammissione il"),
    "firm_name": ("azienda", "nome azienda", "ragione sociale", "ditta", "datore lavoro", "societa lavoro", "impresa"),
    "firm_vat_number": ("partita iva azienda", "partita iva", "p iva"),
    "address": ("indirizzo", "via", "residenza", "indirizzo residenza", "domicilio", "address", "via numero"),
    "postal_code": ("cap", "codice postale", "c a p"),
    "municipality": ("comune", "paese", "citta", "localita", "comune residenza", "luogo residenza", "citta residenza"),
    "phone": ("telefono", "cellulare", "telefono cellulare", "recapito", "recapito telefonico", "numero telefono",
              "phone", "telefono fisso", "contatto"),
    "email": ("email", "e mail", "posta elettronica", "indirizzo email", "indirizzo e mail"),
    "iban": ("iban", "codice iban", "conto corrente", "coordinate bancarie", "cc"),
    "unused": ("numero", "numero ordine", "progressivo", "numero progressivo", "note", "annotazioni", "osservazioni",
               "luogo nascita", "comune nascita", "provincia", "eta", "quota", "nazionalita", "professione",
               "nascita luogo", "anno nascita", "tessera sanitaria",
               "numero tessera sanitaria", "intestatario conto", "intestatario iban", "intestatario cc",
               "riga origine", "problema", "segno mutua", "firma"),
}  # fmt: skip

CLAIMS: Mapping[str, tuple[str, ...]] = {
    "key": (
        "pratica", "numero pratica", "protocollo", "numero protocollo", "domanda", "numero domanda", "codice pratica",
    ),
    "card_number": MEMBERS["card_number"],
    "surname": MEMBERS["surname"],
    "given_name": MEMBERS["given_name"],
    "surname_first": MEMBERS["surname_first"],
    "given_first": MEMBERS["given_first"],
    "full_name": (*MEMBERS["full_name"], "richiedente", "nome"),
    "fiscal_code": MEMBERS["fiscal_code"],
    "plan_code": MEMBERS["plan_code"],
    "benefit": ("prestazione", "tipo prestazione", "codice prestazione", "descrizione prestazione", "voce", "tipo",
                "descrizione", "causale", "motivo", "natura", "specialita", "prestazione richiesta", "tipologia",
                "tipo spesa",
                "tipo rimborso", "servizio", "benefit", "oggetto", "titolo"),
    "received_at": ("ricevuta il", "data richiesta", "data domanda", "presentata il", "data presentazione",
                    "data arrivo", "pervenuta il", "richiesta il", "data ricevimento", "data protocollo"),
    "service_on": ("data prestazione", "prestazione del", "data visita", "data servizio", "data", "eseguita il",
                   "service date", "data erogazione"),
    "starts_on": ("dal", "inizio", "data inizio"),
    "ends_on": ("al", "fine", "data fine"),
    "expense": ("importo", "spesa", "importo fattura", "spesa sostenuta", "totale fattura", "importo speso", "costo",
                "importo richiesto", "fattura importo", "euro fattura", "importo documento", "totale spesa", "speso",
                "importo spesa", "importo euro fattura", "amount", "totale documento", "euro"),
    "paid_cents": ("rimborsato", "rimborso", "liquidato", "importo rimborsato", "importo liquidato", "pagato",
                   "rimborso erogato", "importo rimborso", "erogato", "importo erogato", "importo pagato", "refund",
                   "rimborso euro", "euro rimborsato", "euro rimborso", "netto rimborsato", "rimborso liquidato",
                   "paid", "sussidio", "sussidio erogato", "contributo erogato", "quota rimborsata", "concesso"),
    "paid_on": ("data pagamento", "pagato il", "pagamento il", "pagamento del", "liquidato il", "data liquidazione",
                "rimborsato il", "data rimborso",
                "data bonifico", "data mandato", "bonifico del", "valuta", "erogato il", "data erogazione rimborso"),
    "quantity": ("quantita", "ore", "numero sedute", "giorni", "sedute", "qta", "numero giorni"),
    "invoice_number": ("fattura numero", "numero fattura", "fattura", "documento", "numero documento", "ricevuta",
                       "numero ricevuta", "estremi fattura", "invoice", "fattura ricevuta", "numero fattura ricevuta"),
    "invoiced_on": ("fattura del", "data fattura", "fattura data", "data documento", "data ricevuta", "del"),
    "other_payers": ("altri rimborsi", "altro rimborso", "rimborso altri"),
    "regime": ("regime",),
    "papers": ("documenti", "allegati"),
    "provider": ("struttura", "medico", "fornitore", "studio", "emittente", "professionista", "provider", "ente"),
    "unused": ("numero", "numero ordine", "progressivo", "note", "annotazioni", "osservazioni", "riga origine",
               "problema", "segno mutua", "mese", "anno", "iban", "firma", "quota", "percentuale"),
}  # fmt: skip

# People told in columns of somebody else's row.
RELATIVES: Mapping[str, str] = {
    "coniuge": "coniuge", "moglie": "coniuge", "marito": "coniuge", "consorte": "coniuge", "spouse": "coniuge",
    "convivente": "convivente", "compagno": "convivente", "compagna": "convivente",
    "figlio": "figlio", "figlia": "figlio", "figli": "figlio", "figlie": "figlio", "child": "figlio",
    "genitore": "genitore", "padre": "genitore", "madre": "genitore",
}  # fmt: skip
# Words that turn what a header would mean into something else: «% rimborso», «cognome da nubile».
TURNING = frozenset(
    ("non", "spettante", "percentuale", "perc", "residuo", "massimale", "rimanente", "differenza", "eccedenza",
    "componenti",
    "persone",
     "membri", "nubile", "delegato", "referente", "vecchio", "vecchia", "precedente", "ex")
)  # fmt: skip
NOT_RELATIVES = frozenset({"numero", "quota"})  # «N. figli» counts them


_SHORTEST_CUT = 4
KNOWN_WORDS = frozenset(
    word for names in (MEMBERS, CLAIMS) for called in names.values() for name in called for word in name.split()
)


@lru_cache(maxsize=4096)
def words_of(header: str) -> tuple[str, ...]:
    """The words of a header, written out, those that say nothing left out."""
    low = _SHARE.sub(" ", plain(header))  # «Rimborso 70%» is a refund, «% rimborso» is not
    for sign, word in (("%", " percentuale "), ("€", " euro "), ("c.f.", "cf "), ("n.", "n "), ("n°", "n "), ("nº",
    "n ")):
        low = low.replace(sign, word)
    low = _FAMILY_OF.sub(" capofamiglia ", low)
    found: list[str] = []
    for word in _SPLIT.split(low):
        if word and word not in _EMPTY_WORDS:
            found += (_WRITTEN_OUT.get(word) or _whole(word)).split()
    if found[:2] == ["c", "f"]:
        found[:2] = ["codice", "fiscale"]
    if found and found[0] == "al" and len(found) > 1:
        found = found[1:]
    return tuple(found)


def _whole(word: str) -> str:
    """The word that a word cut short must be: «iscriz» begins one alone of those we know."""
    if len(word) < _SHORTEST_CUT or word in KNOWN_WORDS:
        return word
    begun = {known for known in KNOWN_WORDS if known.startswith(word)}
    return begun.pop() if len(begun) == 1 else word


_ASIDE = re.compile(r"\([^()]*\)")


def _words(header: str, kind: str) -> tuple[str, ...]:
    """The words of a header in a file of that kind; a list of workers has short words of its own, and asides."""
    if kind != "staff":
        return words_of(header)
    return tuple([SHORT.get(word, word) for word in words_of(_ASIDE.sub(" ", header))])


def _table(names: Mapping[str, tuple[str, ...]], kind: str) -> dict[tuple[str, ...], str]:
    return {_words(name, kind): key for key, all_names in names.items() for name in all_names}


_TABLES = {kind: _table(names, kind) for kind, names in (("members", MEMBERS), ("claims", CLAIMS), ("staff", STAFF))}
# Names of the columns of workers written as one word, «DataAssunzione», «codfis».
_AS_ONE = {"".join(plain(name).split()): key for key, names in STAFF.items() for name in names}


def meaning(header: str, kind: str) -> str:
    """What a header means in a file of that kind, "" where no name of ours is it or is in it."""
    words, table = _words(header, kind), _TABLES[kind]
    if not words:
        return ""
    if words in table:
        return table[words]
    told = set(words)
    if told & TURNING or ("totale" in told and kind == "members"):
        return "unused"
    inside = [name for name in table if set(name) <= told]
    best = max((len(name) for name in inside), default=0)
    meant = {table[name] for name in inside if len(name) == best}
    meant -= {"unused"} if len(meant) > 1 else set()
    return meant.pop() if len(meant) == 1 else ""


def exact_meaning(header: str, kind: str) -> str:
    """What a header means that is, whole, a name of ours; "" otherwise."""
    words = _words(header, kind)
    found = _TABLES[kind].get(words, "")
    return found or (_AS_ONE.get("".join(words), "") if kind == "staff" else "")


def relative(header: str) -> tuple[str, str]:
    """The kinship of the person that a header speaks of, and which one (`figlio 2`); "" where it is the row's own."""
    words = words_of(header)
    kin = next((word for word in words if word in RELATIVES), "")
    if not kin or NOT_RELATIVES & set(words):
        return "", ""
    number = next((word for word in words if word.isdigit()), "")
    return RELATIVES[kin], number


def without_relative(header: str) -> str:
    """The header of a relative's column as if it were the relative's own sheet: «C.F. figlio 1» is «codice fiscale»."""
    return " ".join(word for word in words_of(header) if word not in RELATIVES and not word.isdigit())
