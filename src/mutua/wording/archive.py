"""What is said about the archive: why it cannot be used, why nothing was done, what is not as it should be."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.wording.access import ACCESS_REFUSALS
from mutua.wording.archive_problems import PROBLEMS
from mutua.wording.bank import BANK_FINDINGS, BANK_REFUSALS
from mutua.wording.covers import COVER_FINDINGS, COVER_REFUSALS
from mutua.wording.declared import DECLARED_REFUSALS
from mutua.wording.dues import DUE_FINDINGS, DUE_REFUSALS
from mutua.wording.firm_door import FIRM_DOOR_REFUSALS
from mutua.wording.firms import FIRM_FINDINGS, FIRM_REFUSALS, NAMING, WORDS
from mutua.wording.four_eyes import FOUR_EYES_FINDINGS, FOUR_EYES_REFUSALS
from mutua.wording.member_door import MEMBER_DOOR_REFUSALS
from mutua.wording.member_life import LIFE_FINDINGS, LIFE_REFUSALS
from mutua.wording.numbers import Language
from mutua.wording.override_refusals import DECIDED_FINDINGS, DECIDED_REFUSALS
from mutua.wording.pact import APPLICATION_REFUSALS
from mutua.wording.payments import PAYMENT_FINDINGS, PAYMENT_REFUSALS
from mutua.wording.rights import RIGHTS_FINDINGS, RIGHTS_REFUSALS

Sentences = Mapping[str, tuple[str, str]]

UNCHANGED = ("Non è stato cambiato nulla.", "Nothing was changed.")

# Why a service did nothing.
REFUSALS: Sentences = {
    **LIFE_REFUSALS,
    **FOUR_EYES_REFUSALS,
    **DECIDED_REFUSALS,
    **PAYMENT_REFUSALS,
    **DECLARED_REFUSALS,
    **COVER_REFUSALS,
    **DUE_REFUSALS,
    **FIRM_REFUSALS, **FIRM_DOOR_REFUSALS, **APPLICATION_REFUSALS, **MEMBER_DOOR_REFUSALS,
    **BANK_REFUSALS,
    **RIGHTS_REFUSALS,
    **ACCESS_REFUSALS,
    "claim_unknown": ("La domanda {found} non c'è.", "There is no request {found}."),
    "member_unknown": (
        "Nessuno ha la tessera o il codice fiscale {found}.",
        "Nobody has the card number or fiscal code {found}.",
    ),
    "household_unknown": ("Nessun nucleo ha il codice {found}.", "No household has the code {found}."),
    "household_not_parked": (
        "Il nucleo {found} non è fra quelli messi da parte.",
        "Household {found} is not among those set aside.",
    ),
    "topped_up_undecided": (
        "Aspetta la domanda {found}, che questa integra: decidete prima quella.",
        "It waits for request {found}, which this one tops up: decide that one first.",
    ),
    "claim_not_pending": (
        "La domanda {found} non aspetta una decisione.",
        "Request {found} does not wait for a decision.",
    ),
    "claim_not_decided": (
        "Per la domanda {found} non c'è una decisione in vigore.",
        "There is no decision in force of request {found}.",
    ),
    "not_taken_back": (
        "La decisione della domanda {found} non è stata annullata.",
        "The decision of request {found} was not taken back.",
    ),
    "claim_decided": (
        "La domanda {found} è già decisa: si può soltanto annullare la decisione.",
        "Request {found} is decided already: only the decision can be taken back.",
    ),
    "claim_withdrawn": ("La domanda {found} è stata ritirata.", "Request {found} was withdrawn."),
    "claim_reversed": (
        "La decisione della domanda {found} è stata annullata.",
        "The decision of request {found} was taken back.",
    ),
    "line_unknown": ("La domanda non ha la riga {found}.", "The request has no line {found}."),
    "authorisation_used": (
        "L'autorizzazione {found} è già stata usata da una domanda.",
        "Authorisation {found} was used by a request already.",
    ),
    "not_an_authorisation": (
        "La domanda {found} non è un'autorizzazione.",
        "Request {found} is not an authorisation.",
    ),
    "nothing_owed": ("Per la domanda {found} non c'è nulla da pagare.", "Nothing is owed for request {found}."),
    "nothing_paid": (
        "Per la domanda {found} non c'è un pagamento che possa tornare indietro.",
        "There is no payment of request {found} that could come back.",
    ),
    "paid_before_received": (
        "Il giorno del pagamento viene prima di quello in cui la domanda è arrivata: {found}.",
        "The day of the payment is before the one on which the request arrived: {found}.",
    ),
    "paid_before_decided": (
        "Il giorno del pagamento viene prima della decisione che lo riconosce: {found}.",
        "The day of the payment is before the decision that grants it: {found}.",
    ),
    "returned_before_paid": (
        "Il giorno del ritorno viene prima del pagamento: {found}.",
        "The day on which it came back is before the payment: {found}.",
    ),
    "too_many_files": ("Ci sono già {found} allegati, il massimo di una domanda: unitene alcuni in un PDF.",
                       "There are {found} attachments already, the most of a request: join some in a PDF."),
    "too_many_files_in_all": (
        "Nelle vostre bozze ci sono già {found} allegati, il massimo: registratene o buttatene qualcuna.",
        "Your drafts hold {found} attachments already, the most there may be: record some of them, or drop them.",
    ),
    "too_many_drafts": ("Avete già {found} bozze: registratene o buttatene qualcuna. Questa non è stata salvata.",
                        "You have {found} drafts already: register some or throw some away. This one was not saved."),
    "too_many_begun": (
        "Hai già {found} domande cominciate e non mandate: mandane o buttane qualcuna, le trovi in «Domande». Questa "
        "non è ancora salvata, ma quello che hai scritto è qui sotto.",
        "You have {found} requests begun and not sent: send some or throw some away, under “Requests”. This one is not "
        "saved yet, but what you wrote is below.",
    ),
    "file_empty": ("Il file è vuoto.", "The file is empty."),
    "file_too_big": ("Il file è troppo grande: {found} byte.", "The file is too big: {found} bytes."),
    "file_of_another_kind": (
        "Il file non è ciò che dice di essere ({found}): servono PDF, JPEG, PNG o HEIC.",
        "The file is not what it says ({found}): PDF, JPEG, PNG or HEIC is needed.",
    ),
    "file_unknown": ("L'allegato {found} non c'è.", "There is no attachment {found}."),
    "plan_not_begun": (
        "Per quel giorno il piano non ha ancora regole: le prime valgono dal {found}.",
        "The plan has no rules for that day yet: the first ones hold from {found}.",
    ),
    "plan_unknown": (
        "Il piano {found} non è fra i regolamenti, oppure contiene errori: mutua rules check.",
        "Plan {found} is not among the regulations, or has mistakes: mutua rules check.",
    ),
}

# What `verify` finds. {place} says where, {found} what was met.
FINDINGS: Sentences = {
    **LIFE_FINDINGS,
    **COVER_FINDINGS,
    **DUE_FINDINGS,
    **FIRM_FINDINGS,
    **BANK_FINDINGS,
    **RIGHTS_FINDINGS,
    **FOUR_EYES_FINDINGS,
    **DECIDED_FINDINGS,
    **PAYMENT_FINDINGS,
    "database_damaged": ("Il file dell'archivio è rovinato: {found}.", "The archive's file is damaged: {found}."),
    "reference_broken": (
        "Tabella {place}, riga {found}: rimanda a qualcosa che non c'è.",
        "Table {place}, row {found}: it points to something that is not there.",
    ),
    "schema_unknown": (
        "L'archivio non dice di quale versione è: alembic_version contiene {found} righe invece di una.",
        "The archive does not say of which version it is: alembic_version holds {found} rows instead of one.",
    ),
    "schema_older": (
        "L'archivio è di una versione precedente (schema {found}): mutua db upgrade, dopo una copia.",
        "The archive belongs to an earlier version (schema {found}): mutua db upgrade, after a backup.",
    ),
    "schema_newer": (
        "L'archivio è di una versione più recente del programma (schema {found}): aggiornate mutua.",
        "The archive belongs to a newer version of the program (schema {found}): update mutua.",
    ),
    "guard_missing": (
        "Manca una difesa della storia: {place}.",
        "A guard of history is missing: {place}.",
    ),
    "rows_unreadable": (
        "Il controllo «{place}» ha trovato righe che il programma non può aver scritto ({found}).",
        "The check “{place}” met rows that the program cannot have written ({found}).",
    ),
    "table_missing": (
        "Manca la tabella {place}: il controllo «{found}» non si può fare. Ripristinate l'ultima copia.",
        "The table {place} is missing: the check “{found}” cannot be made. Restore the last backup.",
    ),
    "seal_broken": (
        "Registrazione {place} ({found}): non è più quella che fu sigillata.",
        "Entry {place} ({found}): it is no longer the one that was sealed.",
    ),
    "entry_missing": ("Manca la registrazione {place}.", "Entry {place} is missing."),
    "entry_without_chain": (
        "La registrazione {place} non appartiene a nessuna catena.",
        "Entry {place} belongs to no chain.",
    ),
    "row_without_entry": (
        "Righe senza registrazione in {place}: {found}.",
        "Rows without an entry at {place}: {found}.",
    ),
    "chain_end_differs": (
        "La catena non finisce dove dovrebbe ({place}): le sue registrazioni arrivano a {found}.",
        "The chain does not end where it should ({place}): its entries go up to {found}.",
    ),
    "head_differs": (
        "Registrazione {place}: il sigillo non è quello annotato fuori dall'archivio.",
        "Entry {place}: the seal is not the one noted outside the archive.",
    ),
    "chain_shortened": (
        "Registrazione {place}: annotata fuori dall'archivio, qui non c'è più.",
        "Entry {place}: noted outside the archive, here it is gone.",
    ),
    "entry_unbalanced": (
        "La scrittura contabile {place} non pareggia.",
        "The ledger entry {place} does not balance.",
    ),
    "book_unbalanced": (
        "Il libro «{place}» non pareggia: avanzano {found} centesimi.",
        "The book “{place}” does not balance: {found} cents are left over.",
    ),
    "account_wrong_side": (
        "Domanda e conto {place}: il saldo sta dalla parte sbagliata ({found} centesimi).",
        "Request and account {place}: the balance stands on the wrong side ({found} cents).",
    ),
    "balance_differs": (
        "Limite {place}: il saldo non è quello che danno i movimenti.",
        "Ceiling {place}: the balance is not the one that the movements make.",
    ),
    "balance_negative": ("Limite {place}: il saldo è sotto zero.", "Ceiling {place}: the balance is below nought."),
    "facts_missing": (
        "Decisione {place}: mancano i fatti su cui si decise, e nessuno li ha cancellati secondo le regole.",
        "Decision {place}: the facts it was taken on are missing, and nobody erased them by the book.",
    ),
    "facts_differ": (
        "Decisione {place}: i fatti non sono più quelli su cui si decise.",
        "Decision {place}: the facts are no longer those it was taken on.",
    ),
    "total_differs": (
        "Decisione {place}: il totale non è la somma delle righe.",
        "Decision {place}: the total is not the sum of the lines.",
    ),
    "rules_differ": (
        "Il regolamento conservato n. {place} non è più quello della sua impronta.",
        "The regulation kept as no. {place} is no longer the one of its digest.",
    ),
    "rules_missing": (
        "Manca il regolamento conservato n. {place}, con cui si è deciso.",
        "The regulation kept as no. {place}, by which decisions were taken, is missing.",
    ),
    "facts_without_decision": (
        "Fatti conservati in {place} senza la decisione a cui appartengono.",
        "Facts kept at {place} without the decision they belong to.",
    ),
    "claim_forgotten": (
        "La domanda {place} aspetta una decisione ma non è nell'elenco di chi aspetta.",
        "Request {place} waits for a decision but is not on the list of those that wait.",
    ),
    "household_owed_differs": (
        "Del nucleo {place} gli elenchi di chi deve e di chi è in ritardo dicono altro che i contributi e i pagamenti.",
        "The lists of who owes and who is late say of household {place} something else than its dues and payments.",
    ),
    "claim_open_differs": (
        "Della domanda {place} l'elenco di ciò che è aperto dice altro che i suoi libri o la sua ultima decisione.",
        "The list of what is open says of request {place} something else than its books or its last decision.",
    ),
}


def problem_sentence(code: str, found: str, language: Language = "it") -> str:
    """Why the archive cannot be used, and what to do."""
    return _told(PROBLEMS, code, language).format(found=found)


def refusal_sentence(code: str, found: str, language: Language = "it") -> str:
    """Why nothing was done."""
    told = WORDS[found][language == "en"] if code in NAMING else found
    return _told(REFUSALS, code, language).format(found=told)


def finding_sentence(code: str, place: str, found: str, language: Language = "it") -> str:
    """What is not as it should be, and where."""
    return _told(FINDINGS, code, language).format(place=place, found=found)


def _told(sentences: Sentences, code: str, language: Language) -> str:
    return sentences[code][1 if language == "en" else 0]
