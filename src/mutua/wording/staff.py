"""Sentences about a firm's staff list: why a row is not done, and what to look at though it is."""

from __future__ import annotations

from collections.abc import Mapping

STAFF: Mapping[str, tuple[str, str]] = {
    "staff_title_unknown": (
        "nell'elenco non c'è una colonna con questo titolo: copiarlo com'è",
        "the list has no column with this title: copy it as it is",
    ),
    "staff_meaning_unknown": ("il significato è uno di questi: {known}", "the meaning is one of these: {known}"),
    "staff_code_column": (
        "non si trova la colonna del codice fiscale: dire quale è", "which column has the fiscal code? Say it",
    ),
    "staff_columns_unused": (
        "colonne lasciate da parte: {titles}; se una serve, dire che cosa contiene",
        "columns left aside: {titles}; if one is wanted, say what it holds",
    ),
    "staff_rows_above": (
        "è l'intestazione: delle righe che le stanno sopra ({rows}) non si legge nulla",
        "this is the header: nothing of the rows above it ({rows}) is read",
    ),
    "staff_totals_aside": (
        "righe che fanno solo il totale, lasciate da parte: {rows}", "rows that are only totals, left aside: {rows}",
    ),
    "staff_name_whole": (
        "non si capisce dove finisce il cognome: scrivere cognome e nome in due colonne",
        "where the surname ends cannot be told: write surname and name in two columns",
    ),
    "staff_other_firm": (
        "la riga è di un'altra azienda: ogni elenco è dell'azienda indicata, o delle aziende che hanno dato delega",
        "the row is of another firm: a list is of the firm named, or of the firms that delegated",
    ),
    "staff_not_delegated": (
        "la delega di quest'azienda non comprende le persone: chiedete all'azienda di ampliarla",
        "the delegation of this firm does not include its people: ask the firm to widen it",
    ),
    "staff_nothing_told": (
        "la riga non dice né quando è entrato né quando è uscito: compilare una delle due date",
        "the row tells neither when they came nor when they left: fill in one of the two dates",
    ),
    "staff_left_before_hired": (
        "esce prima di essere entrato: controllare le due date", "they leave before they came: check both dates",
    ),
    "staff_far_ahead": (
        "è più di un anno avanti: controllare la data", "it is more than a year ahead: check the date",
    ),
    "staff_too_early": (
        "in quel giorno non poteva ancora lavorare: controllare la data e il codice fiscale",
        "on that day they could not work yet: check the date and the fiscal code",
    ),
    "staff_still_here": (
        "risulta già in forza dal {hired}: se è uscito e rientrato dire prima l'uscita, se la data era sbagliata "
        "usare una correzione",
        "on the roster since {hired}: if they left and came back tell the leave first, if the date was wrong use a "
        "correction",
    ),
    "staff_overlaps": (
        "si sovrappone al periodo dal {hired} al {left}: controllare le date, o usare una correzione",
        "it overlaps the time from {hired} to {left}: check the dates, or use a correction",
    ),
    "staff_name_missing": (
        "per chi è nuovo servono cognome e nome", "for somebody new surname and name are needed",
    ),
    "staff_told_late": (
        "detto con più di 60 giorni di ritardo: i mesi passati vanno nel prossimo estratto come rettifiche",
        "told more than 60 days late: the months before come as adjustments of the next statement",
    ),
    "staff_corrected_late": (
        "la correzione tocca mesi di più di 60 giorni fa, da quel giorno: rifà la copertura, e la differenza va nel "
        "prossimo estratto come rettifica",
        "the correction reaches months of more than 60 days ago, from that day: it makes the cover anew, and the "
        "difference comes as an adjustment of the next statement",
    ),
    "staff_list_late": (
        "l'elenco è di un giorno di più di 60 giorni fa: chi manca risulta uscito da allora, e i mesi passati vanno "
        "nel prossimo estratto come rettifiche",
        "the list is of a day more than 60 days ago: who is missing left then, and the months before come as "
        "adjustments of the next statement",
    ),
    "staff_list_ahead": (
        "l'elenco è di un giorno fra più di due mesi: controllare l'anno", "the list is of a day more than two months "
        "ahead: check the year",
    ),
    "staff_ahead": ("è fra più di due mesi", "it is more than two months ahead"),
    "staff_age": (
        "per questo codice il primo giorno di lavoro ha {age} anni",
        "by this code they are {age} on the first day at work",
    ),
    "staff_age_of_plan": (
        "per questo codice entra a {age} anni, un'età a cui il piano non fa entrare",
        "by this code they join at {age}, an age at which the plan lets nobody in",
    ),
    "staff_age_told": (
        "con questa data di nascita il primo giorno di lavoro ha {age} anni",
        "with this date of birth they are {age} on the first day at work",
    ),
    "staff_age_of_plan_told": (
        "con questa data di nascita entra a {age} anni, un'età a cui il piano non fa entrare",
        "with this date of birth they join at {age}, an age at which the plan lets nobody in",
    ),
    "staff_left_otherwise": (
        "risulta già uscito il {left}: se la data era sbagliata usare una correzione",
        "already gone with {left}: if that date was wrong use a correction",
    ),
    "staff_not_here": (
        "in quel giorno non risulta in forza: controllare la data", "not on the roster that day: check the date",
    ),
    "staff_unknown": (
        "nell'elenco dell'azienda questa persona non c'è: controllare il codice, o dire quando è entrata",
        "the firm's roster does not have this person: check the code, or tell when they came",
    ),
    "staff_category_otherwise": (
        "risulta in un'altra categoria: se è cambiata usare una correzione",
        "on the roster in another category: if it changed use a correction",
    ),
    "staff_list_gone": (
        "è uscito prima del giorno dell'elenco: nell'elenco completo sta solo chi è in forza quel giorno",
        "gone before the day of the list: a full list has only who works there on that day",
    ),
    "staff_list_future": (
        "entra dopo il giorno dell'elenco: dirlo fra i movimenti", "they come after the day of the list: tell it as a "
        "movement",
    ),
    "staff_hired_otherwise": (
        "risulta assunto il {hired}: se la data era sbagliata usare una correzione",
        "on the roster since {hired}: if that date was wrong use a correction",
    ),
    "staff_hire_missing": (
        "è nuovo: serve la data di assunzione", "somebody new: the day they were hired is needed",
    ),
    "staff_ended_before": (
        "risulta uscito: se è ancora in forza usare una correzione (data di cessazione: nessuna)",
        "on record as gone: if they still work there use a correction (data di cessazione: nessuna)",
    ),
    "staff_code_of_another": (
        "il codice corretto è già di un'altra persona dell'elenco: controllarlo",
        "the right code is another person's of the roster already: check it",
    ),
    "staff_code_taken": (
        "con questo codice la correzione non si può registrare da un elenco: se ne occupa l'ufficio",
        "with this code the correction cannot be recorded from a list: the office sees to it",
    ),
    "staff_code_of_two": (
        "lo stesso codice fiscale con nomi diversi (righe {rows}): correggere il codice sbagliato",
        "the same fiscal code with different names (rows {rows}): mend the wrong code",
    ),
    "staff_twice": (
        "la stessa persona più volte con dati diversi (righe {rows}): lasciare la riga giusta",
        "the same person more than once with different data (rows {rows}): leave the right row",
    ),
    "staff_no_plan": (
        "nessun piano dell'azienda copre questa categoria in quel periodo: la persona resta in elenco senza copertura",
        "no plan of the firm covers this category at that time: the person is on the roster without cover",
    ),
    "staff_office": (
        "questa persona non si può registrare da un elenco: se ne occupa l'ufficio",
        "this person cannot be recorded from a list: the office sees to it",
    ),
    "staff_person_died": (
        "la persona risulta deceduta: controllare il codice", "this person is on record as dead: check the code",
    ),
}  # fmt: skip
