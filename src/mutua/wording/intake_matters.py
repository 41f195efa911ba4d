"""Sentences about the people and the requests that a file tells: what does not go together, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

MEMBERS: Mapping[str, tuple[str, str]] = {
    "person_without_number": (
        "serve la tessera o il codice fiscale, per distinguere una persona dall'altra",
        "the card number or the fiscal code is needed, to tell people apart",
    ),
    "cover_without_plan": (
        "è di un'assistenza, ma la colonna «piano» è vuota: compilarla",
        "it belongs to a cover, but «piano» is empty: fill it in",
    ),
    "assistance_not_there": (
        "il piano «{plan}» non ha assistenze: lasciare vuota la cella",
        "the plan «{plan}» names no covers: leave the cell empty",
    ),
    "plan_unknown": (
        "il piano non è fra i regolamenti: scriverlo come società/piano",
        "the plan is not among the rulesets: write it as society/plan",
    ),
    "people_mixed": (
        "tessera e codice fiscale sono di due persone diverse: controllarli entrambi",
        "card number and fiscal code belong to two people: check both",
    ),
    "person_differs": (
        "la stessa persona è alla riga {row} con «{before}»: lasciare il valore giusto su tutte le righe",
        "the same person is in row {row} with «{before}»: leave the right value in all rows",
    ),
    "row_twice": ("la riga ripete la {row}: eliminarne una", "the row repeats row {row}: delete one"),
    "household_differs": (
        "vale per tutto il nucleo, ma la riga {row} dice altro: scrivere lo stesso valore",
        "it holds for the whole household, but row {row} says otherwise: write the same value",
    ),
    "number_of_another": (
        "nell'archivio questo numero è di un'altra persona (cognome, nome e nascita diversi): correggere il numero",
        "in the archive this number is another person's (surname, name and birth differ): correct the number",
    ),
    "person_elsewhere": (
        "la persona è nel nucleo «{household}»: il passaggio da un nucleo all'altro si fa allo sportello",
        "the person is in household «{household}»: a change of household is made at the counter",
    ),
    "place_overlaps": (
        "la persona è già nel nucleo dal {first}: chiudere prima quel periodo («al») o scrivere quella data",
        "the person is in the household since {first}: end that period first («al») or write that date",
    ),
    "cover_overlaps": (
        "l'assistenza «{assistance}» c'è già dal {first}: chiuderla prima («cessazione») o scrivere quella decorrenza",
        "the cover «{assistance}» is there since {first}: end it first («cessazione») or write that day",
    ),
    "plan_overlaps": (
        "la copertura c'è già dal {first}: chiuderla prima («cessazione») o scrivere quella decorrenza",
        "the cover is there since {first}: end it first («cessazione») or write that day",
    ),
    "household_without_member": (
        "il nucleo «{household}» non ha un titolare: indicare chi lo è",
        "household «{household}» has no member who holds it: say who does",
    ),
    "household_two_members": (
        "il nucleo «{household}» avrebbe due titolari negli stessi giorni: lasciarne uno",
        "household «{household}» would have two holders on the same days: leave one",
    ),
    "household_two_partners": (
        "il nucleo «{household}» avrebbe due coniugi o conviventi negli stessi giorni: lasciarne uno",
        "household «{household}» would have two partners on the same days: leave one",
    ),
    "child_before_parent": (
        "non può essere «{kinship}» del titolare, nato il {first}: una delle nascite è sbagliata, o si scrive «altro»",
        "cannot be «{kinship}» of the holder, born on {first}: one of the births is wrong, or write «altro»",
    ),
}

CLAIMS: Mapping[str, tuple[str, str]] = {
    "person_missing": (
        "serve la tessera o il codice fiscale di chi ha avuto la prestazione",
        "the card number or fiscal code of who was treated is needed",
    ),
    "person_unknown": (
        "nessun assistito ha questo numero: controllarlo, o importare prima i soci",
        "nobody has this number: check it, or import the members first",
    ),
    "person_without_household": (
        "la persona non è in alcun nucleo: importarla prima con i soci",
        "the person is in no household: import them first",
    ),
    "request_differs": (
        "la stessa pratica alla riga {row} dice altro: una pratica, una persona e un piano",
        "the same request says otherwise in row {row}: one request, one person and one plan",
    ),
    "request_told_otherwise": (
        "la pratica è già arrivata con altri dati e non si cambia: ritirarla allo sportello o darle un altro numero",
        "the request arrived before with other data and does not change: withdraw it, or give it another number",
    ),
    "answer_not_asked": (
        "il piano «{plan}» non chiede questo dato: lasciare vuota la cella",
        "the plan «{plan}» does not ask this: leave the cell empty",
    ),
    "paper_unknown": ("il piano conosce questi documenti: {known}", "the plan knows these papers: {known}"),
    "received_in_future": (
        "la richiesta sarebbe arrivata in futuro: controllare la data",
        "the request would have arrived in the future: check the date",
    ),
    "claim_without_lines": (
        "la richiesta non ha righe: aggiungere almeno una prestazione",
        "the request has no lines: add at least one",
    ),
    "lines_too_many": (
        "{found} righe, al massimo {most} per pratica: dividerla",
        "{found} lines, {most} at most for a request: split it",
    ),
    "line_twice": (
        "ripete in tutto la riga {first}: eliminarla o scrivere la quantità",
        "it repeats line {first} in everything: delete it or write the quantity",
    ),
    "line_alike": (
        "le spese {first} e {line} sono uguali in tutto, anche nell'importo. Se sono due, va bene così; se è la "
        "stessa, togline una",
        "expenses {first} and {line} are the same in everything, amount included. If these are two, all is well; if it "
        "is the same one, take one away",
    ),
    "benefit_unknown": (
        "il piano non ha questa prestazione: usare il codice del nomenclatore",
        "the plan has no such benefit: use the code of the price list",
    ),
    "benefit_not_in_force": (
        "la prestazione non è nel regolamento in vigore il {day}: sarà decisa così, se la data è giusta",
        "the benefit is not in the rules in force on {day}: it will be decided so, if the date is right",
    ),
    "code_unknown": ("il codice non è in alcun tariffario del piano", "the code is in no price list of the plan"),
    "amount_zero": (
        "l'importo è zero: scrivere quanto è stato speso, o lasciare vuoto",
        "the amount is nought: write what was spent, or leave it empty",
    ),
    "amount_negative": (
        "l'importo è sotto zero: una nota di credito non si rimborsa",
        "the amount is below nought: a credit note is not reimbursed",
    ),
    "amount_too_big": (
        "l'importo supera {most}: forse manca una virgola",
        "the amount is over {most}: perhaps a comma is missing",
    ),
    "others_above_expense": (
        "gli altri rimborsi superano la spesa di {expense}: controllare i due importi",
        "what others paid is above the expense of {expense}: check both",
    ),
    "birth_day_missing": (
        "manca il giorno della nascita, oppure il codice fiscale", "the day of birth is missing, or the fiscal code"
    ),
    "birth_long_ago": (
        "è passato più di un anno dalla nascita: chiama o passa allo sportello",
        "the birth is more than a year ago: call or come to the counter",
    ),
    "birth_of_code_long_ago": (
        "nel codice fiscale l'anno di nascita è {year} (posti 7 e 8): scrivere il giorno della nascita, e ricopiare il "
        "codice dalla tessera",
        "the fiscal code has {year} for the year of birth (places 7 and 8): write the day of birth, and copy the code "
        "from the card",
    ),
    "day_in_future": ("la data è nel futuro: controllarla", "the date is in the future: check it"),
    "before_birth": (
        "prima della nascita ({born}): controllare la data o la persona",
        "before the birth ({born}): check the date or the person",
    ),
    "before_joining": (
        "prima dell'iscrizione ({joined}): sarà respinta, se la data è giusta",
        "before joining ({joined}): it will be refused, if the date is right",
    ),
    "after_leaving": (
        "dopo l'uscita dal nucleo ({left}): controllare la data o la persona",
        "after leaving ({left}): check the date or the person",
    ),
    "member_since_differs": (
        "nell'archivio la sua storia di socio è un'altra (entrata: {first}): guardare mutua members show",
        "in the archive this member's life is another one (came in: {first}): see mutua members show",
    ),
    "after_death": (
        "dopo la morte della persona ({died}): controllare la data o la persona",
        "after the person's death ({died}): check the date or the person",
    ),
    "provider_closed": (
        "la struttura era chiusa dal {day}: controllare la data o la struttura",
        "the provider was closed since {day}: check the date or the provider",
    ),
    "possible_copy": (
        "possibile doppione della pratica {where}: guardare le due fatture prima di decidere",
        "possibly a copy of request {where}: look at both invoices before deciding",
    ),
    "authorisation_unknown": (
        "nessuna autorizzazione ha questo numero, nell'archivio o più in alto nel file: controllarlo",
        "no authorisation has this number, in the archive or above in the file: check it",
    ),
    "authorisation_not_one": (
        "quella pratica non è un'autorizzazione: controllare il numero",
        "that request is no authorisation: check the number",
    ),
    "authorisation_of_another": (
        "l'autorizzazione è di un'altra persona o di un altro piano: controllare il numero",
        "the authorisation is another person's or another plan's: check the number",
    ),
    "authorisation_first": (
        "l'autorizzazione entrerebbe dopo, in un altro nucleo: importarla prima, in un file suo",
        "the authorisation would come in later, in another household: import it first, in a file of its own",
    ),
    "authorisation_of_itself": (
        "chi chiede un'autorizzazione non ne usa un'altra: lasciare vuota una delle due celle",
        "who asks for an authorisation uses no other: leave one of the two cells empty",
    ),
    "topped_up_unknown": (
        "nessuna pratica ha questo numero, nell'archivio o più in alto nel file: controllarlo",
        "no request has this number, in the archive or above in the file: check it",
    ),
    "topped_up_of_another": (
        "quella pratica è di un'altra persona: controllare il numero",
        "that request is another person's: check the number",
    ),
    "topped_up_plan": (
        "quella pratica non è del piano che questo integra ({plan}): controllare numero e piano",
        "that request is not of the plan that this one tops up ({plan}): check number and plan",
    ),
    "topped_up_authorisation": (
        "un'autorizzazione non paga nulla e non lascia nulla: togliere il numero",
        "an authorisation pays nothing and leaves nothing: take the number away",
    ),
    "topped_up_lines": (
        "quella pratica ha un altro numero di righe: le righe si seguono una per una, nello stesso ordine",
        "that request has another number of lines: lines follow each other one by one, in the same order",
    ),
    "topped_up_later": (
        "quella pratica è arrivata dopo di questa: controllare «ricevuta il» di entrambe",
        "that request arrived after this one: check «ricevuta il» of both",
    ),
    "topped_up_first": (
        "quella pratica entrerebbe dopo, in un altro nucleo: importarla prima, in un file suo",
        "that request would come in later, in another household: import it first, in a file of its own",
    ),
    "expiry_without_authorisation": (
        "scade soltanto un'autorizzazione: scrivere sì in «autorizzazione», o lasciare vuoto",
        "only an authorisation expires: write sì under «autorizzazione», or leave it empty",
    ),
    "received_before_service": (
        "la richiesta sarebbe arrivata prima, il {received}: controllare le due date",
        "the request would have arrived before, on {received}: check both dates",
    ),
    "received_long_ago": (
        "la richiesta sarebbe arrivata più di {years} anni fa: controllare l'anno",
        "the request would have arrived more than {years} years ago: check the year",
    ),
    "stay_ends_in_future": (
        "l'ultimo giorno è nel futuro: controllarlo, se il periodo è già finito",
        "the last day is in the future: check it, if the stay is over",
    ),
    "quantity_zero": (
        "la quantità è zero: scrivere quante ne sono state fatte, o lasciare vuoto",
        "the quantity is nought: write how many there were, or leave it empty",
    ),
    "paper_in_future": (
        "il documento porterebbe una data futura: controllarla",
        "the paper would bear a date in the future: check it",
    ),
}

LATER: Mapping[str, tuple[str, str]] = {
    "request_unknown": (
        "nessuna pratica ha questo numero, o ne hanno più d'una: controllarlo, o importarla prima",
        "no request has this number, or several have: check it, or import it first",
    ),
    "request_withdrawn": (
        "la pratica è stata ritirata: non riceve più nulla",
        "the request was withdrawn: it takes nothing more",
    ),
    "request_reversed": (
        "la decisione della pratica è stata annullata: serve una pratica nuova",
        "the decision of the request was taken back: a new request is needed",
    ),
    "request_used": (
        "l'autorizzazione è già stata usata: non riceve più nulla",
        "the authorisation was used already: it takes nothing more",
    ),
    "line_number": ("le righe si contano da 1", "lines are counted from 1"),
    "line_not_there": ("righe della pratica: {lines}", "lines of the request: {lines}"),
    "answer_of_a_line": (
        "la riga {line} ha già una sua risposta: dire di quale riga è questa",
        "line {line} has an answer of its own: say of which line this one is",
    ),
    "nothing_told": (
        "la riga non dice nulla: scrivere un documento o una risposta",
        "the row says nothing: write a paper or an answer",
    ),
}

CONTRIBUTIONS: Mapping[str, tuple[str, str]] = {
    "household_unknown": (
        "nessun nucleo ha questo codice: controllarlo, o importare prima i soci",
        "no household has this code: check it, or import the members first",
    ),
    "contribution_twice": (
        "lo stesso contributo è alla riga {row}: lasciarne uno",
        "the same contribution is in row {row}: leave one",
    ),
    "contribution_differs": (
        "nell'archivio è {before}: un elenco non lo cambia; controllare quale dei due è giusto",
        "the archive has {before}: a list does not change it; see which of the two is right",
    ),
    "contribution_charged": (
        "questo contributo l'ha addebitato mutua: l'incasso si registra con mutua contributions receive",
        "mutua charged this contribution itself: record the money with mutua contributions receive",
    ),
    "paid_in_future": (
        "il pagamento sarebbe nel futuro: scrivere il giorno in cui è arrivato, o lasciare vuoto",
        "the payment would be in the future: write the day it arrived, or leave it empty",
    ),
}
