"""How sentences name the facts every regulation has: as an anchor of a term, as a topic of a date, and in English."""

from __future__ import annotations

from mutua.wording.grammar import Noun

# The word for a date in «60 giorni dalla …»: Italian noun, English with its article.
ANCHORS: dict[str, tuple[Noun, str]] = {
    "servizio": (Noun("prestazione", feminine=True), "the service"),
    "inizio": (Noun("primo giorno"), "the first day"),
    "fine": (Noun("ultimo giorno"), "the last day"),
    "inizio_ore": (Noun("inizio"), "the start"),
    "fine_ore": (Noun("fine", feminine=True), "the end"),
    "fattura": (Noun("fattura", feminine=True), "the invoice"),
    "richiesta": (Noun("domanda", feminine=True), "the request"),
    "richiesta_ore": (Noun("domanda", feminine=True), "the request"),
    "evento_del": (Noun("evento"), "the event"),
    "ricovero": (Noun("ricovero"), "the admission"),
    "dimissione": (Noun("dimissione", feminine=True), "the discharge"),
    "nascita": (Noun("nascita", feminine=True), "the birth"),
    "iscrizione": (Noun("iscrizione", feminine=True), "joining"),
    "decorrenza": (Noun("decorrenza della copertura", feminine=True), "the start of the cover"),
    "prima_fattura_del_gruppo": (Noun("prima fattura del piano di cura", feminine=True), "the plan's first invoice"),
    "ultima_fattura_del_gruppo": (Noun("ultima fattura del piano di cura", feminine=True), "the plan's last invoice"),
    "scadenza": (Noun("scadenza", feminine=True), "the due date"),
    "pagamento": (Noun("pagamento"), "the payment"),
    "inizio_anno": (Noun("inizio dell'anno"), "the start of the year"),
    "integrazione_chiesta": (Noun("richiesta dei documenti mancanti", feminine=True), "the request for papers"),
    "completata": (Noun("domanda completa", feminine=True), "the completed request"),
    "decisa": (Noun("decisione", feminine=True), "the decision"),
}

# What a test on a date speaks of: «per le fatture dal 28 dicembre».
TOPICS: dict[str, tuple[str, str]] = {
    "servizio": ("per le prestazioni", "for services"),
    "inizio": ("con primo giorno", "with the first day"),
    "fine": ("con ultimo giorno", "with the last day"),
    "fattura": ("per le fatture", "for invoices"),
    "richiesta": ("per le domande", "for requests"),
    "evento_del": ("per gli eventi", "for events"),
    "ricovero": ("per i ricoveri", "for admissions"),
    "dimissione": ("per le dimissioni", "for discharges"),
    "nascita": ("per i nati", "for those born"),
    "iscrizione": ("per gli iscritti", "for those who joined"),
    "decorrenza": ("per le coperture con decorrenza", "for covers that start"),
    "prima_fattura_del_gruppo": ("per i piani di cura con prima fattura", "for plans with the first invoice"),
    "ultima_fattura_del_gruppo": ("per i piani di cura con ultima fattura", "for plans with the last invoice"),
    "scadenza": ("per i contributi con scadenza", "for contributions due"),
    "pagamento": ("per i pagamenti", "for payments"),
}

# Multipliers: «103 € per ogni familiare a carico».
EACH: dict[str, tuple[str, str]] = {
    "familiari_a_carico": ("per ogni familiare a carico", "for each dependant"),
    "componenti": ("per ogni componente del nucleo", "for each person of the household"),
    "giorni": ("al giorno", "a day"),
    "notti": ("per ogni notte", "a night"),
    "anni_di_iscrizione": ("per ogni anno d'iscrizione", "for each year of membership"),
}

TITLES_EN: dict[str, str] = {
    "prestazione": "benefit", "codice": "service code", "spesa": "expense", "altri_rimborsi": "what others reimbursed",
    "quantità": "quantity", "servizio": "date of the service", "inizio": "first day", "fine": "last day",
    "inizio_ore": "start", "fine_ore": "end", "regime": "regime", "rete": "partner provider", "causa": "cause",
    "dente": "tooth", "fattura": "date of the invoice", "numero_fattura": "invoice number",
    "preventivo": "estimate", "autorizzata": "authorisation", "richiesta": "date of the request",
    "richiesta_ore": "time of the request", "evento": "event", "evento_del": "date of the event",
    "ricovero": "date of admission", "dimissione": "date of discharge", "gruppo": "treatment plan",
    "nascita": "date of birth", "grado": "relationship", "iscrizione": "date of joining",
    "decorrenza": "start of the cover", "componenti": "people in the household",
    "familiari_a_carico": "dependants", "età": "age", "anni_di_iscrizione": "years of membership",
    "mesi_di_iscrizione": "months of membership", "giorni": "days", "notti": "nights",
    "quantità_del_gruppo": "quantity of the whole treatment plan",
    "spesa_del_gruppo": "expense of the whole treatment plan",
    "prima_fattura_del_gruppo": "first invoice of the treatment plan",
    "ultima_fattura_del_gruppo": "last invoice of the treatment plan", "residuo": "expense left",
    "pagato_prima": "already reimbursed", "ritardo_giorni": "days late", "ritardo_mesi": "months late",
    "scadenza": "due date of the contribution", "pagamento": "payment", "inizio_anno": "first day of the year",
    "assistenza": "assistance", "integrazione_chiesta": "request for papers", "completata": "completion of the request",
    "decisa": "decision",
}

QUESTIONS_EN: dict[str, str] = {
    "prestazione": "Which benefit is asked for?", "codice": "What is the service code?",
    "spesa": "How much was spent?", "altri_rimborsi": "How much did others reimburse?",
    "quantità": "How many units (hours, sittings, pieces…)?", "servizio": "On which day was the service given?",
    "inizio": "What is the first day?", "fine": "What is the last day?",
    "inizio_ore": "When does it start, day and hour?", "fine_ore": "When does it end, day and hour?",
    "regime": "Is it a public co-payment or a private expense?", "rete": "Is the provider a partner?",
    "causa": "What is the cause: illness, accident, pregnancy…?", "dente": "Which tooth is it?",
    "fattura": "What is the date of the invoice?", "numero_fattura": "What is the number of the invoice?",
    "preventivo": "What does the estimate come to?", "autorizzata": "Did the society authorise the service?",
    "richiesta": "When did the request arrive?", "richiesta_ore": "At what time did the request arrive?",
    "evento": "Which event does it belong to?", "evento_del": "When did the event happen?",
    "ricovero": "When was the admission?", "dimissione": "When was the discharge?",
    "gruppo": "Which treatment plan or cycle does it belong to?", "nascita": "When was the person born?",
    "grado": "How is the person related to the member?", "iscrizione": "From when does the membership count?",
    "decorrenza": "From when does the cover run?", "componenti": "How many people are in the household?",
    "familiari_a_carico": "How many dependants are there?", "residuo": "How much did the cover before leave?",
    "pagato_prima": "How much did the cover before pay?", "scadenza": "When was the contribution due?",
    "pagamento": "When was the contribution paid?", "inizio_anno": "Which year is charged?",
    "assistenza": "Which assistance is it?", "integrazione_chiesta": "When were the missing papers asked for?",
    "completata": "When was the request completed?", "decisa": "When was the request decided?",
}

# Where the day was told apart and only the hour is wanted.
HOURS: dict[str, tuple[str, str]] = {
    "inizio_ore": ("A che ora comincia?", "At what time does it start?"),
    "fine_ore": ("A che ora finisce?", "At what time does it end?"),
}

# For built-in figures that have no phrase of their own.
PHRASES_IT: dict[str, dict[str, str]] = {
    "quantità": {"": "con {} unità", "1": "con 1 unità"},
    "quantità_del_gruppo": {
        "": "con {} unità in tutto il piano di cura", "1": "con 1 unità in tutto il piano di cura",
    },
}

PHRASES_EN: dict[str, dict[str, str]] = {
    "regime": {"privato": "private", "ticket": "for public co-payments"},
    "rete": {"sì": "at partner providers", "no": "outside the network"},
    "causa": {
        "malattia": "for illness", "infortunio": "for an accident", "gravidanza": "for pregnancy",
        "preesistente": "for an illness that existed before",
    },
    "autorizzata": {"sì": "with authorisation", "no": "without authorisation"},
    "grado": {
        "titolare": "for the member", "coniuge": "for the spouse", "convivente": "for the partner",
        "figlio": "for children", "genitore": "for parents", "fratello": "for siblings", "altro": "for other relatives",
    },
    "componenti": {"": "for households of {} people", "1": "for those who live alone"},
    "familiari_a_carico": {"": "with {} dependants", "1": "with 1 dependant"},
    "età": {"": "at {} years of age", "1": "at 1 year of age"},
    "anni_di_iscrizione": {"": "with {} years of membership", "1": "with 1 year of membership"},
    "mesi_di_iscrizione": {"": "with {} months of membership", "1": "with 1 month of membership"},
    "giorni": {"": "for {} days", "1": "for 1 day"},
    "notti": {"": "for {} nights", "1": "for 1 night"},
    "ritardo_giorni": {"": "with {} days of delay", "1": "with 1 day of delay"},
    "ritardo_mesi": {"": "with {} months of delay", "1": "with 1 month of delay"},
    "quantità": {"": "with {} units", "1": "with 1 unit"},
    "quantità_del_gruppo": {
        "": "with {} units in the whole treatment plan", "1": "with 1 unit in the whole treatment plan",
    },
}
