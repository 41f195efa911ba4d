"""Names of the tables and columns that leave the society, and the words for what the archive keeps as codes."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.rules.model import Unit
from mutua.wording.export_titles import BANK_TABLES, FIRM_TABLES, LIFE_TABLES, MONEY_TABLES, PAYMENT_TABLES
from mutua.wording.numbers import UNITS

# name of the table -> its columns, in the order in which they are written
TABLES: Mapping[str, tuple[str, ...]] = {
    "nuclei": ("nucleo", "titolare", "tessera", "componenti", "dal"),
    "soci": (
        "nucleo", "tessera", "cognome", "nome", "codice fiscale", "nascita", "sesso", "parentela", "a carico", "dal",
        "al", "azienda", "partita iva azienda", "indirizzo", "cap", "comune", "telefono", "email", "iban",
    ),
    "coperture": (
        "nucleo", "tessera", "cognome", "nome", "codice fiscale", "parentela", "piano", "assistenza", "decorrenza",
        "cessazione", "anzianità dal",
    ),
    "cambi di copertura": (
        "nucleo", "tessera", "cognome", "nome", "codice fiscale", "perché", "chiesto il", "con effetto dal",
        "dal piano", "dall'assistenza", "al piano", "all'assistenza",
    ),
    "esoneri": (
        "nucleo", "tessera", "cognome", "nome", "codice fiscale", "piano", "perché", "prova", "dal", "al",
    ),
    "deleghe dei soci": (
        "nucleo", "tessera", "cognome", "nome", "codice fiscale", "tessera di chi agisce", "come", "dal", "al",
    ),
    "versati altrove": (
        "nucleo", "tessera", "cognome", "nome", "codice fiscale", "anno", "versato altrove", "dichiarato il", "come",
    ),
    "informative ricevute": (
        "nucleo", "tessera", "cognome", "nome", "codice fiscale", "informativa n.", "ricevuta il", "come",
    ),
    "informative": ("informativa n.", "dal", "testo"),
    "richieste": (
        "pratica", "nucleo", "tessera", "cognome", "nome", "piano", "ricevuta il", "arrivata da",
        "autorizzazione", "autorizzata da", "scade il", "integra la pratica", "stato",
    ),
    "righe": (
        "pratica", "riga", "prestazione", "data prestazione", "importo", "quantità", "fattura n.", "fattura del",
        "gruppo", "struttura", "altri dati", "documenti",
    ),
    "decisioni": (
        "pratica", "decisione", "tipo", "decisa il", "riga", "esito", "regolamento", "chiesto", "calcolato",
        "riconosciuto", "sospeso", "rinviato", "quantità chiesta", "quantità riconosciuta", "motivi",
    ),
    "movimenti dei plafond": (
        "pratica", "riga", "piano", "plafond", "di chi", "periodo dal", "consumato", "impegnato", "unità",
        "occorrenza", "registrato il",
    ),
    "scritture": ("libro", "data", "causale", "conto", "importo", "pratica", "registrata il"),
    "pagamenti": ("pratica", "tipo", "data", "importo", "riferimento", "registrato il"),
    "contributi": ("nucleo", "piano", "scadenza", "importo", "pagato il"),
    "libro soci": (
        "pagina", "riga", "socio n.", "cognome", "nome", "codice fiscale", "nascita", "categoria", "evento", "il",
        "con effetto dal", "motivo", "organo", "delibera n.", "delibera del",
    ),
    **MONEY_TABLES, **BANK_TABLES, **PAYMENT_TABLES, **FIRM_TABLES, **LIFE_TABLES,
}  # fmt: skip

# what the archive keeps as a code -> what a person reads
WORDS: Mapping[str, str] = {
    "paid": "pagata", "reduced": "ridotta", "refused": "respinta", "suspended": "sospesa", "deferred": "rinviata",
    "decision": "decisione", "correction": "correzione", "reversal": "annullamento",
    "counter": "sportello", "post": "posta", "web": "web", "import": "file", "demo": "dimostrazione",
    "waiting": "in attesa", "decided": "decisa", "withdrawn": "ritirata",
    "payment": "pagamento", "return": "storno",
    "benefits": "prestazioni", "contributions": "contributi", "funds": "fondi",
    "cost": "costo", "payable": "da pagare", "recoverable": "da recuperare", "bank": "banca",
    "receivable": "da riscuotere", "income": "entrate", "restricted": "vincolato",
    "due": "dovuto",
    "person": "persona", "member": "titolare", "household": "nucleo", "firm": "azienda", "society": "società",
}  # fmt: skip

# The same code says different things of an entry and of an account.
ENTRIES: Mapping[str, str] = {"paid": "pagato", "due": "dovuto"}
ACCOUNTS: Mapping[str, str] = {"deferred": "rinviato"}


def word(code: str) -> str:
    """What a person reads for a code; a name of somebody's regulation stays as it is."""
    return WORDS.get(code, code)


def account(code: str) -> str:
    """«costo:generale» for `cost:generale`."""
    kind, colon, detail = code.partition(":")
    return f"{ACCOUNTS.get(kind) or word(kind)}{colon}{detail}"


def unit_word(unit: Unit | None) -> str | None:
    """What a count is counted in: «euro», «ore», «volte»; None where no plan says it."""
    return None if unit is None else "euro" if unit is Unit.EURO else UNITS[unit][1]
