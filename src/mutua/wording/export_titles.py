"""Names and columns of the exported tables of money, of the bank, of firms and of what happened to people."""

from __future__ import annotations

from collections.abc import Mapping

Titles = Mapping[str, tuple[str, ...]]

MONEY_TABLES: Titles = {
    "addebiti": (
        "addebito n.", "nucleo", "tessera", "cognome", "nome", "piano", "anno", "voce", "titolo", "importo", "azienda",
        "dal", "al", "regolamento", "articolo", "corregge il n.", "registrato il",
    ),
    "scadenze": (
        "scadenza n.", "nucleo", "tessera", "cognome", "nome", "piano", "anno", "parte", "scadenza", "importo",
        "di cui maggiorazione", "versato", "resta", "azienda", "estratto n.", "regime fiscale", "tipo", "riferimento",
    ),
    "ricevute": (
        "ricevuta n.", "data", "canale", "tracciabile", "importo", "nucleo", "tessera", "cognome", "nome", "azienda",
        "riferimento", "movimento n.", "torna la ricevuta n.", "registrata il", "pagata da fuori da", "regime fiscale",
    ),
    "ripartizioni": (
        "ricevuta n.", "data", "scadenza n.", "nucleo", "tessera", "cognome", "nome", "piano", "anno di competenza",
        "importo",
    ),
    "scelte di pagamento": ("nucleo", "piano", "dall'anno", "rate", "canale", "scelta il"),
    "avvisi": ("nucleo", "anno", "tipo", "n.", "emesso il", "riferimento", "da pagare", "sha-256"),
}  # fmt: skip

BANK_TABLES: Titles = {
    "estratti conto": (
        "conto", "formato", "numero", "dal", "al", "saldo iniziale", "saldo finale", "importato il", "sha-256",
    ),
    "movimenti bancari": (
        "movimento n.", "conto", "data", "valuta", "importo", "causale", "controparte", "iban controparte",
        "riferimento della banca", "riferimento di chi paga", "mandato", "insoluto", "motivo dell'insoluto", "stato",
        "perché", "ricevute",
    ),
    "mandati": (
        "mandato", "nucleo", "tessera", "cognome", "nome", "schema", "tipo", "firmato il", "intestatario", "iban",
        "finito il", "perché",
    ),
    "incassi sdd": (
        "incasso n.", "formato", "schema", "addebito il", "annunciato il", "addebiti", "totale", "sha-256",
    ),
    "addebiti sdd": ("addebito", "incasso n.", "addebito il", "mandato", "nucleo", "turno", "importo"),
    "parti degli addebiti sdd": ("addebito", "scadenza n.", "importo"),
    "esiti degli addebiti sdd": ("addebito", "esito", "il", "motivo", "ricevuta n.", "annullato"),
}  # fmt: skip

PAYMENT_TABLES: Titles = {
    "distinte": ("distinta n.", "formato", "pagamento il", "bonifici", "totale", "esito", "il", "sha-256"),
    "righe delle distinte": (
        "bonifico", "distinta n.", "pratica", "importo", "pagamento il", "esito della distinta", "che cosa ne è stato",
        "il", "motivo",
    ),
    "addebiti delle distinte": ("distinta n.", "bonifico", "movimento", "addebitato il", "importo", "ritirato"),
}  # fmt: skip

FIRM_TABLES: Titles = {
    "organizzazioni": (
        "organizzazione", "partita iva", "codice fiscale", "tipo", "dimensione", "comune", "referente", "email", "pec",
        "telefono", "iban", "codice sdi",
    ),
    "ruoli": ("organizzazione", "partita iva", "ruolo", "dal", "al"),
    "deleghe": ("azienda", "partita iva", "intermediario", "che cosa", "dal", "al", "documento sha-256"),
    "adesioni al patto": (
        "organizzazione", "partita iva", "n.", "evento", "il", "con effetto dal", "entro il", "da dove", "temi",
        "testo", "nell'elenco pubblico", "organo", "delibera n.", "motivo", "documento sha-256",
    ),
    "piani aziendali": (
        "piano aziendale n.", "condizioni n.", "azienda", "partita iva", "piano", "valide dal", "categoria",
        "base giuridica", "del", "quota azienda %", "quota fondo %", "familiari", "entrata", "uscita", "cadenza",
        "sospesa in aspettativa", "giorni per pagare", "giorni di tolleranza", "giorni di ripresa",
        "giorni per continuare", "giorni di anzianità", "documento sha-256",
    ),
    "tariffe dei piani aziendali": ("piano aziendale n.", "condizioni n.", "assistenza", "al mese"),
    "vicende dei piani aziendali": ("piano aziendale n.", "n.", "evento", "il", "con effetto dal", "motivo"),
    "elenchi del personale": (
        "elenco n.", "azienda", "partita iva", "inviato da", "modo", "del", "entrati", "usciti", "cambiati",
        "annulla il n.", "sha-256",
    ),
    "iscrizioni in azienda": (
        "iscrizione n.", "nucleo", "tessera", "cognome", "nome", "azienda", "partita iva", "categoria", "assunto il",
        "uscito il", "perché", "elenco n.", "cognome per l'azienda", "nome per l'azienda",
        "codice fiscale per l'azienda", "matricola",
    ),
    "assenze": ("iscrizione n.", "azienda", "tessera", "cognome", "nome", "perché", "dal", "al"),
    "offerte di continuare": ("iscrizione n.", "azienda", "tessera", "cognome", "nome", "evento", "il", "entro il"),
    "estratti alle aziende": (
        "estratto n.", "azienda", "partita iva", "piano aziendale n.", "dal", "al", "emesso il", "scadenza",
        "riferimento", "contributi", "quota fondo", "pagato",
    ),
    "righe degli estratti": (
        "estratto n.", "iscrizione n.", "tessera", "cognome", "nome", "assistenza", "mese", "rettifica", "contributo",
        "azienda", "lavoratore", "fondo",
    ),
    "incassi degli estratti": ("estratto n.", "data", "importo", "riferimento"),
}  # fmt: skip

LIFE_TABLES: Titles = {
    "vita dei soci": (
        "tessera", "cognome", "nome", "n.", "evento", "il", "con effetto dal", "comunicato il", "entro il", "categoria",
        "motivo", "perché", "organo", "delibera n.", "delibera del",
    ),
    "convivenze": ("nucleo", "tessera", "cognome", "nome", "vive con il nucleo", "prova", "dal", "al"),
    "decessi": ("nucleo", "tessera", "cognome", "nome", "il"),
    "spostamenti": ("tessera", "cognome", "nome", "dal nucleo", "al nucleo", "il", "perché"),
    "lavori": ("tessera", "cognome", "nome", "azienda", "partita iva", "dal", "al"),
    "risposte": ("nucleo", "tessera", "cognome", "nome", "dato", "risposta", "dal"),
    "dati delle richieste": ("pratica", "riga", "dato", "risposta", "registrato il"),
    "uso portato": (
        "di chi", "dal piano", "dal plafond", "al piano", "al plafond", "periodo dal", "quantità", "registrato il",
    ),
    "strutture": ("struttura", "partita iva", "chiusa il"),
    "documenti emessi": (
        "documento", "tessera", "cognome", "nome", "azienda", "anno", "emesso il", "sha-256", "richiesta",
        "da completare entro", "motivo",
    ),
    "cancellazioni": ("cancellazione del", "perché"),
    "avvisi per posta elettronica": ("tessera", "cognome", "nome", "indirizzo", "dal", "fino al"),
    "dati della società cambiati": ("quando", "chi", "dato", "prima", "dopo"),
    "eccezioni": (
        "domanda", "decisione", "decisa il", "riga", "esito per le regole", "importo per le regole", "esito deciso",
        "importo deciso", "perché", "articolo o delibera", "quantità per le regole", "quantità decisa",
    ),
    "reclami": (
        "domanda", "decisione", "arrivato il", "come", "entro il", "risposta entro il", "che cosa dice", "esito",
        "perché",
    ),
    "aggiunte ai reclami": ("domanda", "decisione", "aggiunta il", "come", "che cosa dice"),
}  # fmt: skip
