"""What the pages say of themselves: why something was not done, which field is wrong and how, what was done."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.wording.access import ACCESS_REFUSALS

Sentences = Mapping[str, tuple[str, str]]

# Why there is no page: code, status, title, and what to do.
PAGE_PROBLEMS: Mapping[str, tuple[int, tuple[str, str], tuple[str, str]]] = {
    "not_there": (
        404, ("Non c'è", "Not there"),
        ("Questa pagina non c'è: controllate l'indirizzo, o tornate all'inizio.",
         "There is no such page: check the address, or go back to the beginning."),
    ),
    "settled": (
        404, ("Non aspetta più", "It waits no more"),
        ("Un collega ha già deciso, chi l'ha proposta l'ha ritirata, o intanto è cambiato qualcosa.",
         "A colleague settled it, whoever proposed it took it back, or something changed meanwhile."),
    ),
    "own_family": (
        403, ("La tratta un collega", "A colleague handles it"),
        ACCESS_REFUSALS["own_family"],
    ),
    "not_allowed": (
        403, ("Non è tra i vostri compiti", "Not among your tasks"),
        ("Il vostro ruolo non comprende questa pagina. Chi amministra può aggiungerlo.",
         "Your role does not include this page. The administrator may add it."),
    ),
    "no_door": (
        403, ("Questo accesso non apre più", "This login opens nothing any more"),
        ("Chi ha meno di 18 anni non entra con un accesso suo: entra chi lo rappresenta, e vede anche le sue cose. Se "
         "non è il vostro caso, ditelo allo sportello.",
         "Whoever is under 18 has no login of their own: whoever stands for them enters, and sees their matters too. "
         "If this is not your case, tell the counter."),
    ),
    "button_old": (
        400, ("La pagina era vecchia", "The page was old"),
        ("Questa pagina era rimasta aperta da prima dell'ultimo ingresso: tornate indietro, ricaricatela e ripetete. "
         "Nulla è stato registrato.",
         "This page had been open since before the last sign-in: go back, reload it and repeat. Nothing was recorded."),
    ),
    "entry_over": (
        401, ("Bisogna entrare di nuovo", "Sign in again"),
        ("Siete usciti, o è passata mezz'ora dall'ultima pagina. Entrate di nuovo: nulla è stato registrato.",
         "You are out, or half an hour has passed since the last page. Sign in again: nothing was recorded."),
    ),
    "code_wanted": (
        403, ("Serve di nuovo il codice", "The code is needed again"),
        ("Per questa operazione scrivete di nuovo il codice di sei cifre.",
         "For this operation write the code of six figures again."),
    ),
    "too_big": (
        413, ("È troppo grande", "Too big"),
        ("Quello che è stato mandato è troppo grande: al più 20 MB. Nulla è stato registrato.",
         "What was sent is too big: 20 MB at most. Nothing was recorded."),
    ),
    "too_often": (
        429, ("Troppe volte", "Too often"),
        ("Da qui si è chiesto molto in pochi minuti: riprovate fra poco.",
         "Much was asked from here within minutes: try again shortly."),
    ),
    "not_understood": (
        400, ("Non si capisce", "Not understood"),
        ("Quello che è arrivato non si capisce: tornate indietro e ripetete. Nulla è stato registrato.",
         "What arrived cannot be understood: go back and repeat. Nothing was recorded."),
    ),
    "not_so": (
        405, ("Non si fa così", "Not that way"),
        ("Questo indirizzo non si usa in questo modo.", "This address is not used in this way."),
    ),
    "no_room": (
        503, ("Non si può scrivere", "It cannot be written"),
        ("Dove stanno gli allegati non c'è più posto, o non è permesso scrivere: chi vi assiste liberi il disco o "
         "sistemi i permessi. Nulla è stato registrato.",
         "Where attachments are kept there is no room left, or writing is not allowed: whoever supports you should "
         "free the disk or mend the permissions. Nothing was recorded."),
    ),
    "busy": (
        503, ("Un momento", "One moment"),
        ("L'archivio è occupato o non si può scrivere: riprovate fra qualche secondo. Nulla è stato registrato.",
         "The archive is busy or cannot be written: try again in a few seconds. Nothing was recorded."),
    ),
    "failed": (
        500, ("Qualcosa non ha funzionato", "Something went wrong"),
        ("È un errore del programma, non vostro: nulla è stato registrato. Chi vi assiste lo trova nel registro con "
         "questo numero:",
         "This is a mistake of the program, not yours: nothing was recorded. Who supports you finds it in the log "
         "under this number:"),
    ),
}  # fmt: skip

# Why a program is answered nothing: code, title, what to do. A code never changes its meaning.
API_PROBLEMS: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "key_wanted": (
        ("Serve una chiave", "A key is wanted"),
        ("Mandate «Authorization: Bearer …» con una chiave che vale: si fa dal profilo o con mutua users key.",
         "Send “Authorization: Bearer …” with a key that holds: made on the profile page or by mutua users key."),
    ),
    "not_allowed": (
        ("Non è tra i compiti della chiave", "Not among the key's tasks"),
        ("La chiave fa quello che può fare chi l'ha creata, e il suo ruolo non comprende questo.",
         "The key does what whoever made it may do, and their role does not include this."),
    ),
    "json_wanted": (
        ("Serve JSON", "JSON is wanted"),
        ("Mandate il corpo come application/json.", "Send the body as application/json."),
    ),
    "body_wrong": (
        ("Il corpo non va bene", "The body will not do"),
        ("Non è stato registrato nulla: errors dice che cosa correggere, campo per campo.",
         "Nothing was recorded: errors says what to mend, field by field."),
    ),
    "claim_wrong": (
        ("La richiesta va corretta", "The request is to be mended"),
        ("Non è stato registrato nulla: errors dice che cosa correggere, campo per campo.",
         "Nothing was recorded: errors says what to mend, field by field."),
    ),
    "claim_to_look_at": (
        ("C'è qualcosa da guardare prima", "There is something to look at first"),
        ("Non è stato registrato nulla: errors dice che cosa è strano. Se va bene, rimandatela con il segno «seen» "
         "della stima.",
         "Nothing was recorded: errors says what is odd. If all is well, send it again with the mark `seen` of the "
         "estimate."),
    ),
    "effect_key_wanted": (
        ("Serve Idempotency-Key", "Idempotency-Key is wanted"),
        ("Scegliete una chiave nuova per ogni operazione, da 8 a 100 segni senza spazi: ripetuta, non raddoppia nulla.",
         "Choose a new key for each operation, 8 to 100 signs without blanks: told again it doubles nothing."),
    ),
    "key_used": (
        ("Chiave già usata", "Key used before"),
        ("Con questa Idempotency-Key era arrivato altro: non è stato registrato nulla.",
         "With this Idempotency-Key something else had come: nothing was recorded."),
    ),
    "query_unknown": (
        ("L'indirizzo non si capisce", "The address is not understood"),
        ("Dopo il punto interrogativo può stare solo «page», da 1 in su, nelle liste.",
         "After the question mark only `page` may stand, from 1 on, in lists."),
    ),
    "proposal_changed": (
        ("Nel frattempo è cambiato qualcosa", "Something changed meanwhile"),
        ("Non è stato deciso nulla: leggete di nuovo la proposta e il suo segno.",
         "Nothing was decided: read the proposal and its stamp again."),
    ),
    "refused": (("Non si può", "It cannot be done"), ("", "")),
    "not_there": (("Non c'è", "Not there"), ("Non c'è, o non è per voi.", "It is not there, or not for you.")),
    "not_so": (
        ("Non si fa così", "Not that way"),
        ("Questo indirizzo non si usa in questo modo.", "This address is not used in this way."),
    ),
    "too_big": (
        ("È troppo grande", "Too big"), ("Al più un milione di byte.", "One million bytes at most."),
    ),
    "not_understood": (
        ("Non si capisce", "Not understood"),
        ("Quello che è arrivato non si capisce. Nulla è stato registrato.",
         "What arrived cannot be understood. Nothing was recorded."),
    ),
    "no_room": (
        ("Non si può scrivere", "It cannot be written"),
        ("Sul disco della società non c'è più posto, o non è permesso scrivere. Nulla è stato registrato.",
         "On the society's disk there is no room left, or writing is not allowed. Nothing was recorded."),
    ),
    "busy": (
        ("Un momento", "One moment"),
        ("L'archivio è occupato o non si può scrivere: riprovate fra qualche secondo. Nulla è stato registrato.",
         "The archive is busy or cannot be written: try again in a few seconds. Nothing was recorded."),
    ),
    "failed": (
        ("Qualcosa non ha funzionato", "Something went wrong"),
        ("È un errore del programma: nulla è stato registrato. Nel registro ha questo numero:",
         "This is a mistake of the program: nothing was recorded. In the log it has this number:"),
    ),
}  # fmt: skip

# What is wrong with a field.
FIELD_MISTAKES: Sentences = {
    "typed_before": ("Ecco quello che avevate scritto: controllatelo e premete di nuovo (i file vanno scelti un'altra "
                     "volta).",
                     "Here is what you had typed: check it and press again (files are to be chosen once more)."),
    "missing": ("Manca: scrivetelo.", "Missing: write it."),
    "too_long": ("È troppo lungo.", "Too long."),
    "not_asked": ("È arrivato un campo che la pagina non ha: ricaricatela.",
                  "A field arrived that the page has not: reload it."),
    "twice": ("È arrivato due volte: ricaricate la pagina.", "It arrived twice: reload the page."),
    "too_many": ("Sono arrivati troppi campi.", "Too many fields arrived."),
    "not_a_day": ("Non è una data: scrivetela come 31/12/2026.", "Not a date: write it as 31/12/2026."),
    "day_unreal": ("Questo giorno non esiste: controllatelo.", "There is no such day: check it."),
    "money_two_ways": ("Il punto si legge in due modi: scrivete gli euro senza punto, poi la virgola e i centesimi, "
                       "per esempio 1000,00.",
                       "The point reads in two ways: write the euros without it, then the comma and the cents, for "
                       "instance 1000,00."),
    "not_a_month": ("Non è un mese: scrivetelo come 08/2026.", "Not a month: write it as 08/2026."),
    "days_reversed": ("Viene prima del primo giorno: scrivete i due giorni in ordine.",
                      "It comes before the first day: write the two days in order."),
    "in_future": ("Questo giorno deve ancora venire.", "This day is still to come."),
    "not_euro": ("Non è un importo: solo cifre e la virgola, per esempio 1.234,56.",
                 "Not an amount: figures and the comma only, for instance 1.234,56."),
    "hidden_sign": ("Contiene segni che non si vedono: riscrivetelo a mano.",
                    "It holds signs that cannot be seen: write it by hand."),
    "not_text": ("Non è un testo.", "Not a text."),
    "not_offered": ("Scegliete una delle voci.", "Choose one of those offered."),
    "not_a_count": ("Scrivetelo in cifre, senza segni: per esempio 12.",
                    "Write it in figures, no signs: for instance 12."),
    "not_days": ("Scrivete quanti giorni, in cifre: per esempio 90.",
                 "Write how many days, in figures: for instance 90."),
    "too_much": ("È troppo.", "Too much."),
    "too_little": ("È troppo poco.", "Too little."),
    "not_iban": ("Non è un IBAN: controllate le cifre.", "Not an IBAN: check the figures."),
    "not_taken": ("Non va bene.", "It will not do."),
    "one_file": ("Scegliete un file, uno solo.", "Choose one file, and only one."),
    "file_gone": ("Il file non è più qui: sono passate ore, o il programma è ripartito. Mandatelo di nuovo.",
                  "The file is no longer here: hours have passed, or the program was started again. Send it again."),
    "heads_none": ("Scrivete quante persone, in cifre: almeno una.", "Write how many people, in figures, from one on."),
    "heads_many": ("Fino a 5.000 persone: per un'azienda più grande scriveteci.",
                   "Up to 5,000 people: for a larger firm write to us."),
    "not_a_percent": ("Una percentuale intera, da 0 a 100.", "A whole percentage, from 0 to 100."),
    "none_chosen": ("Scegliete almeno una copertura.", "Choose one cover at least."),
    "municipality_unknown": ("Non conosciamo questo comune: scrivete il suo codice catastale, come G674.",
                             "We do not know this municipality: write its cadastral code, as G674."),
    "some_number": ("Serve la partita IVA o il codice fiscale.", "The VAT number or the tax code is needed."),
    "to_be_ticked": ("Serve il segno, per mandarla.", "It is to be ticked, for you to send it."),
    "some_contact": ("Lasciate un'e-mail o un telefono.", "Leave an e-mail or a telephone."),
    "not_an_email": ("Non è un indirizzo e-mail.", "Not an e-mail address."),
    "not_a_phone": ("Non è un numero di telefono: sei cifre almeno.", "No telephone number: six digits at least."),
    "leave_empty": ("Questo campo resta vuoto.", "This field stays empty."),
    "not_the_same": ("Le due password sono diverse: riscrivetele.", "The two passwords differ: write them again."),
}  # fmt: skip

# A line that the rules grant uncut.
GRANTED = ("riconosciuta", "granted")

# What was done, said on the page one lands on.
MESSAGES: Sentences = {
    "adhesion_sent": ("Domanda ricevuta: conservate l'indirizzo di questa pagina, è la vostra ricevuta.",
                      "Application received: keep the address of this page, it is your receipt."),
    "adhesion_signed": ("File ricevuto.", "File received."),
    "adhesion_taken": ("L'adesione è cominciata: i passi si registrano qui.",
                       "The adhesion has begun: its steps are recorded here."),
    "adhesion_asked": ("Chi ha fatto domanda lo legge alla sua pagina.", "Whoever applied reads it on their page."),
    "adhesion_aside": ("Accantonata: chi ha fatto domanda ne legge il perché.",
                       "Set aside: whoever applied reads why."),
    "user_closed": ("Accesso chiuso: da subito non entra più.", "Login closed: it no longer opens, from now on."),
    "roles_changed": ("Ruoli cambiati: valgono dalla prossima pagina che apre.",
                      "Roles changed: they count from the next page they open."),
    "password_changed": ("Password cambiata; gli altri ingressi aperti sono chiusi.",
                         "Password changed; other open sessions are closed."),
    "statement_was_in": ("Era già fatto: la prima volta che avete premuto è entrato tutto. Non serve altro.",
                         "It was done already: all came in when you pressed first. Nothing else is needed."),
    "sheet_was_in": ("Era già fatto: il foglio è entrato la prima volta che avete premuto.",
                     "It was done already: the sheet came in when you pressed first."),
    "list_was_in": ("Era già fatto: l'elenco è stato registrato la prima volta che avete premuto. Non serve altro.",
                    "It was done already: the list was recorded when you pressed first. Nothing else is needed."),
    "mail_again": ("Riparte al prossimo invio.", "It goes with the next ones."),
    "mail_dropped": ("Tolto: non parte più.", "Dropped: it never goes."),
    "mail_chosen": ("Segnato: da adesso gli avvisi vanno lì.", "Noted: notices go there from now on."),
    "mail_stopped": ("Segnato: da adesso nessun avviso per posta elettronica.",
                     "Noted: no notices by mail from now on."),
    "key_taken_back": ("Chiave tolta: da adesso non apre più nulla.", "Key taken back: it opens nothing from now on."),
    "door_unchanged": ("Segnato: questo mese non è cambiato nulla. Grazie, è tutto.",
                       "Noted: nothing changed this month. Thank you, that is all."),
    "door_all_unchanged": ("Segnato: per queste aziende non è cambiato nulla questo mese.",
                        "Noted: nothing changed this month at these firms."),
    "door_said_already": ("Era già segnato: non serve altro.", "It was noted already: nothing else is needed."),
    "door_joined": ("Registrato: ecco da quando vale la copertura.", "Recorded: this is when the cover begins."),
    "door_left": ("Registrato: ecco che cosa succede alla copertura.", "Recorded: this is what happens to the cover."),
    "door_known_already": ("Lo sapevamo già: non è cambiato nulla.", "That was known already: nothing changed."),
    "door_undone": ("Annullato: è tutto come prima.", "Taken back: all is as before."),
    "door_list_done": ("Elenco registrato, esattamente come mostrato.", "List recorded, exactly as shown."),
    "proved": ("Codice giusto: per dieci minuti non serve più.",
               "The code is right: not needed again for ten minutes."),
    "left": ("Siete usciti.", "You are out."),
    "entered_first": ("Tutto pronto: d'ora in poi si entra con questa password e con il codice.",
                      "All set: from now on you enter with this password and the code."),
    "entered_plainly": ("Tutto pronto: d'ora in poi entri con questa password.",
                        "All set: from now on you enter with this password."),
    "my_claim_sent": ("Mandata: il numero qui sotto è la tua ricevuta. Ora la guarda l'ufficio.",
                      "Sent: the number below is your receipt. Now the office looks at it."),
    "session_ended": ("Uscita fatta da quel dispositivo.", "That device is signed out."),
    "notice_read": ("Annotato: hai letto l'informativa.", "Noted: you read the notice."),
    "my_birth_told": ("Detto, auguri! L'ufficio lo registra: qui sotto vedi a che punto è.",
                      "Told, congratulations! The office records it: below you see how far it is."),
    "birth_recorded": ("Chiusa: il bambino è nel nucleo.", "Closed: the child is of the household."),
    "birth_aside": ("Messa da parte: chi l'ha detta ne legge il motivo.",
                    "Set aside: whoever told it reads why."),
    "my_proxy_given": ("Delega data: vale da oggi, e la togli quando vuoi.",
                       "Proxy given: it holds from today, and you take it back whenever you like."),
    "my_proxy_ended": ("Delega tolta: da adesso non vede più nulla di tuo.",
                       "Proxy taken back: nothing of yours is seen from now on."),
    "my_objection": ("Reclamo mandato: ti risponde qualcuno che non ha preso la decisione.",
                     "Objection sent: somebody who did not take the decision answers you."),
    "my_objection_withdrawn": ("Reclamo ritirato: la decisione resta quella che era.",
                               "Objection withdrawn: the decision stays as it was."),
    "my_paper": ("Arrivato, grazie: la domanda torna in mano all'ufficio.",
                 "It came, thank you: the request is back with the office."),
    "sheet_left": ("Foglio lasciato: qui non ne resta nulla.", "Sheet left: nothing of it is kept here."),
    "sheet_gone": ("Quel foglio non è più qui: sono passate ore, il programma è ripartito o c'è un altro foglio.",
                   "That sheet is no longer here: hours have passed, the program was restarted, or another is here."),
    "answer_taken": ("Esito registrato: ciò che la banca ha respinto è di nuovo da pagare.",
                     "Answer recorded: what the bank refused is owed again."),
    "answer_taken_debits": ("Esito registrato: gli addebiti respinti restano da incassare.",
                            "Answer recorded: the debits that were refused are still to be collected."),
    "statement_in": ("Estratto conto importato: i movimenti aspettano una conferma.",
                     "Statement brought in: its movements wait to be confirmed."),
    "bank_confirmed": ("Movimento confermato.", "Movement confirmed."),
    "bank_aside": ("Movimento messo da parte.", "Movement set aside."),
    "bank_undone": ("Il movimento è di nuovo in attesa.", "The movement waits again."),
    "statement_made": ("Estratto emesso: è qui sotto, da stampare.", "Statement issued: it is below, to be printed."),
    "statement_there": ("Era già emesso: è qui sotto, uguale.", "It was issued before: it is below, the same."),
    "statement_none": ("Non c'è nulla da chiedere per quel mese.", "There is nothing to ask for that month."),
    "firm_added": ("Ditta aggiunta: ora il piano, l'adesione, le deleghe.",
                   "Firm added: now its plan, adhesion, delegations."),
    "role_told": ("Ruolo registrato.", "Role recorded."),
    "delegation_given": ("Delega registrata.", "Delegation recorded."),
    "delegation_ended": ("La delega non vale più da quel giorno.", "The delegation holds no longer from that day."),
    "plan_quoted": ("Preventivo registrato.", "Quote recorded."),
    "plan_offered": ("Piano offerto: ora aspetta la firma.", "Plan offered: now it waits to be signed."),
    "plan_signed": ("Firma registrata: manca il giorno da cui vale.", "Signed: its first day is missing."),
    "plan_activated": ("Il piano è in vigore: copre chi è in elenco.", "The plan is in force: it covers the roster."),
    "plan_renewal_opened": ("Rinnovo aperto.", "Renewal open."),
    "plan_renewed": ("Nuove condizioni registrate.", "New terms recorded."),
    "plan_ended": ("Il piano finisce con quel giorno.", "The plan ends with that day."),
    "offer_accepted": ("Continua da sé, senza nuova carenza e con l'anzianità di prima.",
                       "Goes on alone, with no new waiting and the seniority of before."),
    "offer_declined": ("Registrato: non continua.", "Recorded: does not go on."),
    "firm_offset": ("Compensato, senza movimenti di denaro.", "Offset, without any money moving."),
    "firm_unchanged": ("Annotato: nessuno è entrato né uscito.", "Noted: nobody came or went."),
    "adhesion_told": ("Adesione aggiornata.", "Adhesion brought up to date."),
    "list_nothing": ("Non c'era nulla da registrare: era già tutto così.",
                     "There was nothing to record: all of it was so already."),
    "list_recorded": ("Registrato, tutto. Si può annullare da qui sotto.",
                      "Recorded, all of it. It can be undone from below."),
    "list_undone": ("Elenco annullato: tutto è come prima.", "List taken back: all is as before."),
    "claim_kept": ("La domanda è registrata e aspetta la decisione.",
                   "The request is registered and awaits its decision."),
    "draft_dropped": ("La bozza è stata buttata.", "The draft was thrown away."),
    "decided": ("Decisione registrata.", "Decision recorded."),
    "decided_next": ("Decisione registrata: ecco la prossima.", "Decision recorded: here is the next one."),
    "decided_last": ("Decisione registrata: non ce ne sono altre.", "Decision recorded: there are no others."),
    "taken": ("Ora la domanda l'avete voi: è fra le vostre.", "The request is yours now: it is among your own."),
    "left_free": ("La domanda è libera: la prende chi vuole.", "The request is free: whoever wants takes it."),
    "completed": ("Registrato: la domanda è di nuovo da decidere.", "Recorded: the request is to be decided again."),
    "override_proposed": ("Eccezione proposta: vale quando un altro responsabile l'approva.",
                          "Exception proposed: it holds once another approver agrees."),
    "override_decided": ("Eccezione approvata: la decisione è registrata.",
                         "Exception approved: the decision is recorded."),
    "override_refused": ("Eccezione rifiutata: non è cambiato nulla.", "Exception refused: nothing changed."),
    "override_withdrawn": ("Proposta ritirata: non è cambiato nulla.", "Proposal taken back: nothing changed."),
    "appeal_filed": ("Reclamo registrato: gli risponde chi non ha preso la decisione.",
                     "Objection recorded: somebody who did not take the decision answers it."),
    "appeal_upheld": ("Reclamo accolto: la domanda si decide di nuovo.",
                      "Objection upheld: the request is decided anew."),
    "appeal_rejected": ("Reclamo respinto: stampate la lettera al socio.",
                        "Objection rejected: print the letter to the member."),
    "appeal_withdrawn": ("Reclamo ritirato.", "Objection withdrawn."),
    "completed_known": (
        "Registrato: è di nuovo da decidere. Attenzione: lo stesso file era già stato consegnato.",
        "Recorded: to be decided again. Beware: the very same file was delivered before.",
    ),
    "withdrawn": ("Domanda ritirata.", "Request withdrawn."),
    "proposed": ("Proposta registrata: la decisione vale quando un'altra persona la approva.",
                 "Proposal recorded: the decision counts once another person approves it."),
    "proposed_next": ("Proposta registrata, da approvare: ecco la prossima.",
                      "Proposal recorded, to be approved: here is the next one."),
    "proposed_last": ("Proposta registrata, da approvare: non ce ne sono altre.",
                      "Proposal recorded, to be approved: there are no others."),
    "approved": ("Approvata e registrata.", "Approved and recorded."),
    "approved_first": ("Approvata: manca un'altra persona.", "Approved: it waits for another person."),
    "refused": ("Rifiutata: chi l'ha proposta legge il motivo.", "Refused: whoever proposed it reads why."),
    "taken_back": ("Proposta ritirata.", "Proposal taken back."),
    "rules_proposed": ("Regolamento proposto: decide quando un'altra persona lo approva.",
                       "Rules proposed: they decide once another person approves them."),
    "two_people_told": ("Registrato: vale da oggi.", "Recorded: it counts from today."),
    "two_people_proposed": ("Proposto: finché un'altra persona non lo approva vale quello di prima.",
                            "Proposed: until another person approves it, what was said before counts."),
    "two_people_both": ("Quello che chiede di più vale da oggi; quello che chiede di meno quando un altro lo approva.",
                        "What asks more counts from today; what asks less once another person approves it."),
    "account_proposed": ("IBAN nuovo proposto: finché un'altra persona non lo approva vale quello di prima.",
                         "New IBAN proposed: until another person approves it the old one counts."),
    "account_changed": ("IBAN cambiato.", "IBAN changed."),
    "recorded": ("Registrato.", "Recorded."),
    "run_prepared": ("Distinta preparata: guardatela, poi la approva un'altra persona.",
                     "Run prepared: look at it, then another person approves it."),
    "run_approved": ("Distinta approvata.", "Run approved."),
    "run_released": ("Pagamenti registrati: scaricate il file e caricatelo nel sito della banca.",
                     "Payments recorded: fetch the file and load it at the bank's site."),
    "run_dropped": ("Distinta annullata: quello che conteneva si può pagare con un'altra.",
                    "Run dropped: what it held can be paid by another one."),
    "reversed": ("Decisione annullata: i limiti tornano liberi.", "Decision taken back: the limits are free again."),
}  # fmt: skip

# Why a request was left when several were decided together, where no refusal says it.
LEFT: Sentences = {
    "changed_meanwhile": (
        "È cambiata nel frattempo: guardatela da sola.", "It changed meanwhile: look at it by itself.",
    ),
    "claim_not_pending": ("È già stata decisa.", "It is decided already."),
    "not_there": ("Non c'è.", "It is not there."),
}  # fmt: skip

# A colleague was quicker.
DECIDED_BY_OTHERS = (
    "Nel frattempo l'ha decisa {name}: qui sotto c'è la sua decisione. La vostra non è stata registrata.",
    "Meanwhile {name} decided it: below is that decision. Yours was not recorded.",
)

# What happened to a request, by the code of the service.
HAPPENED: Sentences = {
    "received": ("arrivata", "received"), "decision": ("decisa", "decided"), "correction": ("corretta", "corrected"),
    "suspended": ("sospesa: manca qualcosa", "suspended: something is missing"), "refused": ("respinta", "refused"),
    "reversal": ("decisione annullata", "decision taken back"), "withdrawal": ("ritirata", "withdrawn"),
    "payment": ("pagata", "paid"), "in_payment": ("nel pagamento di questo giorno", "in the payment of this day"),
    "return": ("pagamento tornato indietro", "payment came back"),
    "completion": ("arrivati documenti o risposte", "papers or answers came"),
    "decision_letter": ("stampata la lettera con la decisione", "letter of decision printed"),
    "payment_advice": ("stampato l'avviso di pagamento", "payment advice printed"),
    "papers_asked": ("chiesti i documenti mancanti", "missing papers asked for"),
    "appeal_letter": ("stampata la lettera: risposta al reclamo", "letter printed: answer to the objection"),
    "appeal": ("arrivato un reclamo", "an objection came"),
    "appeal_upheld": ("reclamo accolto: si decide di nuovo", "objection upheld: it is decided anew"),
    "appeal_rejected": ("reclamo respinto", "objection rejected"),
    "appeal_withdrawn": ("reclamo ritirato", "objection withdrawn"),
    "override": ("decisa dall'ufficio in eccezione alle regole", "decided by the office as an exception"),
    "reversal_letter": ("stampata la lettera: decisione annullata", "letter printed: decision taken back"),
}  # fmt: skip
