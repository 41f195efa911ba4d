"""Why a program was not answered: each code that stays, with a title and what to do, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

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
    "run_wrong": (
        ("La distinta non si può fare", "The run cannot be made"),
        ("Non è stato preparato nulla: errors dice che cosa correggere.",
         "Nothing was prepared: errors says what to mend."),
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
        ("Dopo il punto interrogativo può stare solo «page», da 1 in su, nelle liste, e «day» (2026-12-31) dove una "
         "lista è di un giorno.",
         "After the question mark only `page` may stand, from 1 on, in lists, and `day` (2026-12-31) where a list is "
         "of one day."),
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
