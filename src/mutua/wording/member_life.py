"""Lives of members in words: what happened, where somebody stands, why not, what to look at now."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.domain.italian import written_day
from mutua.domain.member_life import Event, LifeEvent, MemberKind, State
from mutua.wording.numbers import Language

Sentences = Mapping[str, tuple[str, str]]

# Why nothing was recorded of a member or a household.
LIFE_REFUSALS: Sentences = {
    "life_not_allowed": (
        "Da dove la persona si trova oggi questo passo non è possibile: mutua members show.",
        "This step cannot follow from where the person stands today: mutua members show.",
    ),
    "life_out_of_order": (
        "Il giorno viene prima di ciò che è già registrato: mutua members show.",
        "The day comes before what is recorded already: mutua members show.",
    ),
    "life_effect_before_deed": (
        "Non può avere effetto, né essere comunicato, prima di essere deciso.",
        "It cannot take effect, or be communicated, before it is decided.",
    ),
    "life_in_future": ("Ciò che non è ancora accaduto non si registra.", "What has not happened yet is not recorded."),
    "life_reason": (
        "Lo statuto non ammette questo motivo: mutua members statute. L'età e la salute non sono mai un motivo.",
        "The statute does not know this reason: mutua members statute. Age and health are never a reason.",
    ),
    "life_same_kind": (
        "È già di quella categoria: mutua members show.", "The member is of that kind already: mutua members show."
    ),
    "late_no_more": ("Nel frattempo non è più il caso.", "Meanwhile it is no longer so."),
    "motive_missing": (
        "Un rifiuto e un'esclusione dicono il perché: --motive.", "A refusal and an exclusion say why: --motive."
    ),
    "resolution_missing": (
        "Serve la delibera: --resolution e --decided-on.", "A resolution is needed: --resolution and --decided-on."
    ),
    "resolution_differs": (
        "Con quel numero è già registrata, per lo stesso anno, la delibera {found}: se è quella, scrivete quel giorno.",
        "A resolution of that number is recorded for the same year: {found}. If it is that one, write that day.",
    ),
    "appeal_too_late": ("Il termine per ricorrere era il {found}.", "The last day for an appeal was {found}."),
    "appeal_unknown": (
        "Lo statuto non prevede ricorso contro l'esclusione.", "The statute knows no appeal against an exclusion."
    ),
    "appeal_decided": ("Sul ricorso si è già deciso.", "The appeal was decided already."),
    "never_a_member": (
        "Non è mai stato socio: mutua members apply.", "This person never was a member: mutua members apply."
    ),
    "person_died": ("La persona è morta il {found}.", "The person died on {found}."),
    "death_before_birth": ("È nata il {found}: il giorno viene prima.", "Born on {found}: the day comes before."),
    "death_before_household": (
        "È in un nucleo dal {found}: il giorno viene prima. Se il giorno è giusto, è sbagliato quello.",
        "In a household since {found}: the day comes before. If the day is right, that one is wrong.",
    ),
    "death_before_membership": (
        "È socio dal {found}: il giorno viene prima. Se il giorno è giusto, annullare prima quell'ammissione.",
        "A member since {found}: the day comes before. If the day is right, take that admission back first.",
    ),
    "leaving_unanswered": (
        "Per sapere da quando si può uscire manca: {found}.", "To know from when one may leave, {found} is missing."
    ),
    "leaving_refused": ("Il piano non lascia uscire: {found}", "The plan does not let go: {found}"),
    "household_just_made": (
        "Il nucleo {found} è appena cambiato: ripetere.", "Household {found} changed just now: try again."
    ),
    "person_in_no_household": (
        "Il {found} la persona non è in nessun nucleo.", "On {found} the person is in no household."
    ),
    "two_households": (
        "Dal {found} la persona è già in un altro nucleo: nello stesso giorno si è in uno solo.",
        "From {found} on the person is in another household already: on a day one is in a single one.",
    ),
    "household_left_without_member": (
        "Nel nucleo resterebbe qualcuno senza titolare: prima un altro prende il suo posto.",
        "Somebody would be left in the household without its member: first another takes over.",
    ),
    "new_household_needs_member": (
        "Il nucleo {found} non c'è: chi lo comincia ne è il titolare.",
        "There is no household {found}: who begins it is its member.",
    ),
    "already_in_household": ("È già così nel nucleo {found}.", "It is so already in household {found}."),
    "household_has_member": ("Il nucleo {found} ha già un titolare.", "Household {found} has its member already."),
    "household_has_partner": (
        "Nel nucleo {found} in quel giorno c'è già un coniuge o convivente, e ce n'è uno solo: prima esce chi c'è, "
        "o la parentela è un'altra.",
        "Household {found} has a spouse or partner on that day already, and there is only one: first that person "
        "leaves, or the kinship is another.",
    ),
    "kin_of_nobody": (
        "Nel nucleo {found} non c'è nessun altro, e nessuno è parente di sé stesso: chi vi sta da solo è il titolare.",
        "Nobody else is in household {found}, and nobody is kin to themselves: who is there alone holds it.",
    ),
    "child_before_parent": (
        "Un figlio nasce dopo il genitore, e qui no (nucleo; parente; titolare: {found}). Se la parentela è un'altra, "
        "scegliere «altro»; se una nascita è sbagliata, correggerla prima.",
        "A child is born after the parent, and here not (household; relative; holder: {found}). If the kinship is "
        "another, choose “altro”; if a birth is wrong, put it right first.",
    ),
    "birth_missing": ("Serve il giorno di nascita.", "The day of birth is needed."),
    "asked_before_birth": ("È nato il {found}: la domanda viene prima.", "Born on {found}: it was asked before."),
    "number_missing": (
        "Serve la tessera o il codice fiscale.", "The card number or the fiscal code is needed."
    ),
    "newborn_of_age": (
        "Nato il {found}: è maggiorenne, non un nuovo nato. Chi è maggiorenne fa domanda, o entra con l'elenco.",
        "Born on {found}: of age, no newborn. Who is of age applies, or comes in with the list.",
    ),
    "newborn_there": (
        "{found} è già nel nucleo, con lo stesso giorno di nascita o lo stesso codice.",
        "{found} is in the household already, with the same day of birth or the same code.",
    ),
    "name_missing": ("Manca il nome: scriverlo.", "There is no name: write it."),
    "name_too_long": (
        "Il nome ha {found} caratteri: sono troppi. Controllarlo.",
        "The name has {found} characters: too many. Check it.",
    ),
    "name_without_letters": (
        "«{found}»: un nome ha almeno una lettera.", "“{found}”: a name has at least one letter."
    ),
    "cell_formula": (
        "«{found}» comincia con «=» come una formula: scrivere il nome.",
        "“{found}” begins with “=” like a formula: write the name.",
    ),
    "character_newline": (
        "Il nome va a capo: scriverlo su una riga sola.", "The name has a new line: write it on one.",
    ),
    "character_hidden": (
        "Nel nome c'è un carattere che non si vede ({found}): riscriverlo a mano.",
        "The name has a character nobody sees ({found}): type it again.",
    ),
    "household_taken": ("Il nucleo {found} c'è già.", "There is a household {found} already."),
    "number_taken": (
        "Il numero {found} è già di qualcuno: controllarlo.", "Number {found} is somebody's already: check it."
    ),
    "details_changed": (
        "Qualcuno ha cambiato questi dati nel frattempo: guardateli di nuovo.",
        "Somebody changed these details meanwhile: look at them again.",
    ),
    "nothing_changed": ("È già così: non c'è nulla da registrare.", "It is so already: there is nothing to record."),
}

# What is wrong with lives and book.
LIFE_FINDINGS: Sentences = {
    "book_gap": (
        "Libro soci: dopo la riga attesa {place} viene la {found}.",
        "Members' book: line {place} was expected and {found} comes.",
    ),
    "book_event": (
        "Libro soci, riga {place}: annota ciò che il libro non annota ({found}).",
        "Members' book, line {place}: it notes what the book does not note ({found}).",
    ),
    "book_number_gap": (
        "Libro soci, riga {place}: il numero di socio {found} non è quello che segue.",
        "Members' book, line {place}: member number {found} is not the next one.",
    ),
    "book_number_of_two": (
        "Libro soci, riga {place}: il numero {found} è già di un'altra persona.",
        "Members' book, line {place}: number {found} is another person's already.",
    ),
    "book_line_missing": (
        "Il libro soci non annota l'evento registrato in {place}.",
        "The members' book does not note the event recorded at {place}.",
    ),
    "member_code_unknown": (
        "In {place} c'è «{found}», che non è fra le voci ammesse.",
        "At {place} stands “{found}”, which is none of its codes.",
    ),
    "life_not_as_allowed": (
        "Persona {place}: «{found}» non può venire dopo ciò che è registrato.",
        "Person {place}: “{found}” cannot follow what is recorded.",
    ),
    "life_without_resolution": (
        "L'evento «{found}» registrato in {place} non ha la sua delibera.",
        "The event “{found}” recorded at {place} has no resolution.",
    ),
    "two_households_on_a_day": (
        "Persona {place}: il {found} è in due nuclei.", "Person {place} is in two households on {found}."
    ),
}

# What whoever recorded something should look at now.
NOTICES: Sentences = {
    "decided_late": (
        "Comunicata dopo il termine, che era il {found}.", "Communicated after the last day, which was {found}."
    ),
    "covers_ended": ("Coperture chiuse: {found}.", "Covers ended: {found}."),
    "told_again": (
        "Rimesse com'erano (coperture e posti nei nuclei): {found}.",
        "Told again as they were (covers, places): {found}.",
    ),
    "covers_stay": (
        "Altre persone del nucleo restano coperte: {found}. Decidere per loro.",
        "Other people of the household stay covered: {found}. Decide about them.",
    ),
    "covers_without_member": (
        "Nel nuovo nucleo nessuno è socio: decidere della copertura di {found} (mutua members apply, mutua covers "
        "leave).",
        "Nobody of the new household is a member: decide about the cover of {found} (mutua members apply, mutua covers "
        "leave).",
    ),
    "proxy_given_stays": (
        "C'è una delega aperta data a {found}: resta finché non la toglie chi l'ha data.",
        "There is an open proxy given to {found}: it stays until whoever gave it takes it back.",
    ),
    "proxy_got_stays": (
        "C'è una delega aperta ricevuta da {found}: resta finché non la toglie chi l'ha data.",
        "There is an open proxy got from {found}: it stays until whoever gave it takes it back.",
    ),
    "proxy_given_over": (
        "La delega data a {found} da quel giorno non fa più vedere nulla.",
        "The proxy given to {found} shows nothing any more from that day.",
    ),
    "proxy_got_over": (
        "La delega ricevuta da {found} non la usa più nessuno: chi l'ha data può darne un'altra.",
        "Nobody uses the proxy got from {found} any more: whoever gave it may give another one.",
    ),
    "services_after_end": (
        "Domande con prestazioni dopo la fine: {found}. Guardarle: mutua readjudicate.",
        "Requests with services after the end: {found}. Look at them: mutua readjudicate.",
    ),
    "newborn_plan_unknown": (
        "Il piano {found} non è fra i regolamenti: la copertura del neonato è da dire a parte.",
        "Plan {found} is not among the regulations: the newborn's cover is to be told apart.",
    ),
    "newborn_unanswered": (
        "Per coprire il neonato manca una risposta: {found}.", "To cover the newborn an answer is missing: {found}."
    ),
    "newborn_refused": ("Il neonato non è coperto: {found}", "The newborn is not covered: {found}"),
}

EVENTS: Mapping[Event, tuple[str, str]] = {
    Event.APPLIED: ("domanda di ammissione", "application"),
    Event.APPLICATION_WITHDRAWN: ("domanda ritirata", "application withdrawn"),
    Event.ADMITTED: ("ammissione", "admission"),
    Event.REFUSED: ("rifiuto", "refusal"),
    Event.APPEALED: ("ricorso", "appeal"),
    Event.APPEAL_UPHELD: ("ricorso accolto", "appeal upheld"),
    Event.APPEAL_REJECTED: ("ricorso respinto", "appeal rejected"),
    Event.SUSPENDED: ("sospensione", "suspension"),
    Event.REINSTATED: ("fine della sospensione", "reinstatement"),
    Event.WITHDRAWN: ("recesso", "withdrawal"),
    Event.LAPSED: ("decadenza", "lapse"),
    Event.EXCLUDED: ("esclusione", "exclusion"),
    Event.DIED: ("morte", "death"),
    Event.READMITTED: ("riammissione", "readmission"),
    Event.CARRIED_OVER: ("da archivio precedente", "carried over"),
    Event.KIND_CHANGED: ("cambio di categoria", "change of kind"),
    Event.TAKEN_BACK: ("annullamento dell'ultima annotazione", "last event taken back"),
}
STATES: Mapping[State, tuple[str, str]] = {
    State.OUTSIDER: ("non è socio", "not a member"),
    State.APPLICANT: ("ha chiesto di entrare", "applied"),
    State.REFUSED: ("domanda rifiutata", "application refused"),
    State.APPEALING: ("rifiutato, ha fatto ricorso", "refused, has appealed"),
    State.MEMBER: ("socio", "member"),
    State.SUSPENDED: ("socio sospeso", "suspended member"),
    State.WITHDRAWN: ("uscito per recesso", "left by withdrawal"),
    State.LAPSED: ("decaduto", "lapsed"),
    State.EXCLUDED: ("escluso", "excluded"),
    State.CONTESTING: ("escluso, ha fatto ricorso", "excluded, has appealed"),
    State.DEAD: ("morto da socio", "died a member"),
}
KINDS: Mapping[MemberKind, tuple[str, str]] = {
    MemberKind.ORDINARY: ("ordinario", "ordinary"),
    MemberKind.SUPPORTING: ("sostenitore", "supporting"),
    MemberKind.GROUP: ("collettivo", "group"),
}
BODIES: Sentences = {"board": ("consiglio", "board"), "assembly": ("assemblea", "assembly")}
REASONS: Sentences = {
    "arrears": ("morosità", "arrears"),
    "disciplinary": ("provvedimento disciplinare", "disciplinary measure"),
    "body_dissolved": ("ente cessato", "body dissolved"),
    "serious_breach": ("gravi inadempienze", "serious breach"),
    "false_statements": ("dichiarazioni false", "false statements"),
    "harm_to_society": ("danno alla società", "harm to the society"),
}


def told(pair: tuple[str, str], language: Language = "it") -> str:
    """One of the two, by the language."""
    return pair[1 if language == "en" else 0]


def notice_sentence(code: str, found: str, language: Language = "it") -> str:
    return told(NOTICES[code], language).format(found=found)


def event_sentence(
    event: LifeEvent, language: Language = "it", *, number: int | None = None, line: int | None = None
) -> str:
    """«ammissione dal 01/02/2026; libro soci: socio n. 3, riga 7», with the last day for what must follow."""
    english = language == "en"
    since = "from" if english else "dal"
    parts = [f"{told(EVENTS[event.event], language)} {since} {written_day(event.effective_on)}"]
    if event.due_on is not None:
        what = ("ricorrere", "an appeal")
        if event.event is Event.APPLIED:
            what = ("decidere e comunicarlo", "the decision and its communication")
        parts.append(f"{'last day for' if english else 'ultimo giorno per'} {told(what, language)}: "
                     f"{written_day(event.due_on)}")  # fmt: skip
    if line is not None:
        parts.append(told((f"libro soci: socio n. {number}, riga {line}",
                           f"members' book: member no. {number}, line {line}"), language))  # fmt: skip
    return "; ".join(parts)
