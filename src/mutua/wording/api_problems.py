"""Why a program was not answered: each code that stays, with a title and what to do, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.wording.numbers import Language

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

# What is wrong with one field of a body, by the library's word for it. Others are told as `_ANY_FIELD`.
_FIELDS: Mapping[str, tuple[str, str]] = {
    "missing": ("Manca.", "Missing."),
    "extra_forbidden": ("Questo campo non è previsto: toglietelo.", "There is no such field: take it away."),
    "string_too_long": ("È troppo lungo: al massimo {max_length} segni.", "Too long: at most {max_length} signs."),
    "string_too_short": ("È vuoto o troppo corto: almeno {min_length} segni.",
                         "Empty or too short: at least {min_length} signs."),
    "too_long": ("Sono troppi: al massimo {max_length}.", "Too many: at most {max_length}."),
    "too_short": ("Sono troppo pochi: almeno {min_length}.", "Too few: at least {min_length}."),
    "greater_than_equal": ("È troppo poco: almeno {ge}.", "Too little: at least {ge}."),
    "less_than_equal": ("È troppo: al massimo {le}.", "Too much: at most {le}."),
    "literal_error": ("Dev'essere uno di questi: {expected}.", "It must be one of these: {expected}."),
    "string_type": ("Dev'essere un testo, fra virgolette.", "It must be a text, in quotation marks."),
    "int_type": ("Dev'essere un numero intero, senza virgolette.",
                 "It must be a whole number, without quotation marks."),
    "bool_type": ("Dev'essere true o false.", "It must be true or false."),
    "list_type": ("Dev'essere un elenco.", "It must be a list."),
    "dict_type": ("Dev'essere un oggetto, fra parentesi graffe.", "It must be an object, in braces."),
    "model_type": ("Dev'essere un oggetto, fra parentesi graffe.", "It must be an object, in braces."),
    "model_attributes_type": ("Dev'essere un oggetto, fra parentesi graffe.", "It must be an object, in braces."),
    "date_type": ("Dev'essere una data come 2026-12-31, fra virgolette.",
                  "It must be a date as 2026-12-31, in quotation marks."),
    "date_parsing": ("Non è una data: scrivetela come 2026-12-31.", "Not a date: write it as 2026-12-31."),
    "date_from_datetime_parsing": (
        "Non è una data: scrivetela come 2026-12-31.", "Not a date: write it as 2026-12-31."
    ),
    "date_from_datetime_inexact": (
        "Serve un giorno senza ora, come 2026-12-31.", "A day without an hour, as 2026-12-31."
    ),
    "string_pattern_mismatch": ("Non è scritto come serve: {pattern}.", "Not written as it must be: {pattern}."),
    "json_invalid": ("Non è JSON: {error}.", "Not JSON: {error}."),
    "name_twice": ("Un nome sta due volte nello stesso oggetto.", "A name stands twice in one object."),
    "hidden_sign": ("Contiene segni che non si vedono.", "It holds signs that cannot be seen."),
    "far_day": ("La data dev'essere fra il 1850 e il 2200.", "The date must be between 1850 and 2200."),
}  # fmt: skip
_ANY_FIELD = ("Non è il valore che serve qui: si veda /api.", "Not the value that is wanted here: see /api.")


def field_wrong(code: str, values: Mapping[str, object], language: Language) -> str:
    """What is wrong with a field of a body, with what the library tells of it."""
    said = _FIELDS.get(code, _ANY_FIELD)[language == "en"]
    try:
        return said.format_map(values)
    except KeyError:
        return _ANY_FIELD[language == "en"]
