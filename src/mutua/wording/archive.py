"""What is said about the archive: why it cannot be used, why nothing was done, what is not as it should be."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.wording.access import ACCESS_REFUSALS
from mutua.wording.bank import BANK_FINDINGS, BANK_REFUSALS
from mutua.wording.covers import COVER_FINDINGS, COVER_REFUSALS
from mutua.wording.dues import DUE_FINDINGS, DUE_REFUSALS
from mutua.wording.firm_door import FIRM_DOOR_REFUSALS
from mutua.wording.firms import FIRM_FINDINGS, FIRM_REFUSALS, NAMING, WORDS
from mutua.wording.four_eyes import FOUR_EYES_FINDINGS, FOUR_EYES_REFUSALS
from mutua.wording.member_life import LIFE_FINDINGS, LIFE_REFUSALS
from mutua.wording.numbers import Language
from mutua.wording.rights import RIGHTS_FINDINGS, RIGHTS_REFUSALS

Sentences = Mapping[str, tuple[str, str]]

# Why an archive cannot be used: nothing was changed. {found} is what was met: a file, an address, a version.
PROBLEMS: Sentences = {
    "url_unreadable": (
        "L'indirizzo dell'archivio non si capisce. Scrivete il percorso di un file, oppure "
        "postgresql://utente@macchina/archivio.",
        "The address of the archive cannot be read. Write the path of a file, or postgresql://user@host/archive.",
    ),
    "url_other_database": (
        "Gli archivi stanno in un file SQLite o in PostgreSQL, non in «{found}».",
        "Archives live in an SQLite file or in PostgreSQL, not in “{found}”.",
    ),
    "url_without_file": (
        "L'indirizzo non dice in quale file sta l'archivio: scrivete, per esempio, sqlite:///mutua.db.",
        "The address does not say which file the archive is in: write, for instance, sqlite:///mutua.db.",
    ),
    "driver_missing": (
        "Per gli archivi in PostgreSQL serve un pacchetto che manca: pip install 'mutua[postgres]'.",
        "Archives in PostgreSQL need a package that is missing: pip install 'mutua[postgres]'.",
    ),
    "archive_missing": (
        "L'archivio {found} non c'è. Controllate l'indirizzo (--database o MUTUA_DATABASE_URL); per farne uno nuovo: "
        "mutua init.",
        "There is no archive {found}. Check the address (--database or MUTUA_DATABASE_URL); to make a new one: "
        "mutua init.",
    ),
    "archive_is_folder": (
        "{found} è una cartella: serve il file dell'archivio.",
        "{found} is a folder: name the file of the archive.",
    ),
    "archive_empty": (
        "{found} è vuoto: non contiene ancora un archivio. Per prepararlo: mutua init.",
        "{found} is empty: it holds no archive yet. To prepare it: mutua init.",
    ),
    "archive_of_others": (
        "{found} contiene altro, o un archivio lasciato a metà: mutua non lo tocca. Se era un archivio, ripristinate "
        "l'ultima copia: mutua restore.",
        "{found} holds something else, or an archive left half made: mutua leaves it alone. If it was an archive, "
        "restore the last backup: mutua restore.",
    ),
    "archive_without_version": (
        "L'archivio {found} non dice più di quale versione è (alembic_version): qualcuno l'ha toccato. Mettetelo da "
        "parte e ripristinate l'ultima copia: mutua restore.",
        "The archive {found} no longer says of which version it is (alembic_version): somebody touched it. Put it "
        "aside and restore the last backup: mutua restore.",
    ),
    "archive_not_a_demo": (
        "In {found} c'è qualcosa che non è una dimostrazione: resta com'è. Datene un altro con --database.",
        "{found} holds something that is not a demonstration: it stays as it is. Name another place: --database.",
    ),
    "archive_exists": (
        "In {found} c'è già un archivio.",
        "There is an archive in {found} already.",
    ),
    "archive_leftovers": (
        "Accanto a {found} ci sono i file di lavoro (-wal, -shm, -journal) di un altro archivio: metteteli da parte "
        "insieme a quello.",
        "Beside {found} there are the working files (-wal, -shm, -journal) of another archive: put them aside with it.",
    ),
    "rules_not_approved": FOUR_EYES_REFUSALS["rules_not_approved"],
    "folder_missing": ("La cartella {found} non c'è.", "There is no folder {found}."),
    "archive_not_a_database": (
        "{found} non è un archivio, oppure è rovinato dall'inizio. Controllate l'indirizzo; se era un archivio, "
        "ripristinate l'ultima copia: mutua restore.",
        "{found} is not an archive, or is damaged from its beginning. Check the address; if it was an archive, restore "
        "the last backup: mutua restore.",
    ),
    "archive_damaged": (
        "L'archivio {found} è rovinato. Non scriveteci più: mettetelo da parte e ripristinate l'ultima copia: "
        "mutua restore.",
        "The archive {found} is damaged. Do not write to it any more: put it aside and restore the last backup: "
        "mutua restore.",
    ),
    "archive_newer": (
        "L'archivio è di una versione più recente del programma (schema {found}): aggiornate mutua.",
        "The archive belongs to a newer version of the program (schema {found}): update mutua.",
    ),
    "archive_older": (
        "L'archivio è di una versione precedente (schema {found}). Fatene una copia con il programma di prima, oppure, "
        "mentre nessuno lavora, copiando il file; poi aggiornatelo: mutua db upgrade.",
        "The archive belongs to an earlier version (schema {found}). Make a backup with the former program or, while "
        "nobody works, by copying the file; then bring it up to date: mutua db upgrade.",
    ),
    "archive_read_only": (
        "Non si può scrivere in {found}: il disco, la cartella o il file sono di sola lettura.",
        "{found} cannot be written: the disk, the folder or the file is read-only.",
    ),
    "archive_half_done": (
        "L'archivio {found} è su un disco di sola lettura, e accanto c'è del lavoro da finire (-wal): copiatelo con "
        "quei file dove si può scrivere, e riprovate lì.",
        "The archive {found} is on a read-only disk, with work to be finished beside it (-wal): copy it with those "
        "files to where one can write, and try again there.",
    ),
    "archive_unreachable": (
        "Non si arriva all'archivio {found}. Controllate l'indirizzo e che il server sia acceso; per un file, che la "
        "cartella esista e si possa aprire.",
        "The archive {found} cannot be reached. Check the address and that the server is running; for a file, that the "
        "folder exists and can be opened.",
    ),
    "archive_refused": (
        "L'archivio {found} non vi lascia entrare: controllate utente e password.",
        "The archive {found} does not let you in: check user and password.",
    ),
    "archive_busy": (
        "L'archivio {found} è occupato da un altro lavoro. Riprovate fra poco.",
        "The archive {found} is busy with other work. Try again shortly.",
    ),
    "disk_full": (
        "Il disco è pieno ({found}): liberate spazio e riprovate.",
        "The disk is full ({found}): free some space and try again.",
    ),
    "disk_error": (
        "Il disco non risponde come dovrebbe ({found}). Controllatelo prima di riprovare.",
        "The disk does not answer as it should ({found}). Check it before you try again.",
    ),
    "file_unwritable": (
        "Non si può scrivere {found}: controllate la cartella e i permessi.",
        "{found} cannot be written: check the folder and the permissions.",
    ),
    "backup_exists": (
        "Il file {found} c'è già: per la copia scegliete un altro nome.",
        "The file {found} is there already: choose another name for the backup.",
    ),
    "backup_missing": ("La copia {found} non c'è.", "There is no backup {found}."),
    "backup_not_one": (
        "{found} non è una copia fatta con mutua backup, o è incompleta.",
        "{found} is not a backup made by mutua backup, or is incomplete.",
    ),
    "backup_altered": (
        "La copia {found} non è più come fu scritta: prendetene un'altra.",
        "The backup {found} is no longer as it was written: take another one.",
    ),
    "backup_unsound": (
        "La copia di un archivio che non era a posto non si ripristina: {found}.",
        "The backup of an archive that was not in order is not restored: {found}.",
    ),
    "file_exists": (
        "Il file {found} c'è già: scegliete un altro nome.",
        "The file {found} is there already: choose another name.",
    ),
    "heads_missing": ("Il file dei sigilli {found} non c'è.", "There is no file of seals {found}."),
    "heads_of_others": (
        "I sigilli in {found} sono di un altro archivio: qui non ce n'è nessuno. Date il file annotato da questo "
        "archivio; se è quello giusto, qualcuno ha messo un altro archivio al suo posto.",
        "The seals in {found} are of another archive: none of them is here. Give the file noted from this archive; if "
        "it is the right one, somebody put another archive in its place.",
    ),
    "heads_unreadable": (
        "{found} non è un file di sigilli fatto con mutua heads, o è stato cambiato.",
        "{found} is not a file of seals made by mutua heads, or was changed.",
    ),
    "files_folder_unknown": (
        "L'archivio ha allegati, ma non si sa in quale cartella: indicatela con MUTUA_FILES. Nulla è stato scritto.",
        "The archive has attachments, but nobody said in which folder: name it with MUTUA_FILES. Nothing was written.",
    ),
    "file_missing": (
        "Manca un allegato ({found}): cercatelo nelle copie della cartella degli allegati.",
        "An attachment is missing ({found}): look for it in the copies of the attachments' folder.",
    ),
    "file_damaged": (
        "Un allegato non è più com'era ({found}): riprendetelo dalle copie della cartella degli allegati.",
        "An attachment is no longer as it was ({found}): take it from the copies of the attachments' folder.",
    ),
    "master_key_missing": (
        "Manca la chiave principale degli allegati ({found}): rimettetela dov'era.",
        "The master key of the attachments is missing ({found}): put it back where it was.",
    ),
    "master_key_damaged": (
        "Il file {found} non contiene una chiave principale: rimettete quello giusto.",
        "The file {found} holds no master key: put the right one back.",
    ),
    "master_key_other": (
        "La chiave principale in {found} non è quella di questo archivio.",
        "The master key in {found} is not the one of this archive.",
    ),
    "key_destroyed": (
        "Gli allegati di questa persona sono stati cancellati: non si possono più leggere.",
        "The attachments of this person were erased: they can no longer be read.",
    ),
}

UNCHANGED = ("Non è stato cambiato nulla.", "Nothing was changed.")

# Why a service did nothing.
REFUSALS: Sentences = {
    **LIFE_REFUSALS,
    **FOUR_EYES_REFUSALS,
    **COVER_REFUSALS,
    **DUE_REFUSALS,
    **FIRM_REFUSALS, **FIRM_DOOR_REFUSALS,
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
    "too_many_files": ("Ci sono già {found} allegati, il massimo di una pratica: unitene alcuni in un PDF.",
                       "There are {found} attachments already, the most of a request: join some in a PDF."),
    "too_many_drafts": ("Avete già {found} bozze: registratene o buttatene qualcuna. Questa non è stata salvata.",
                        "You have {found} drafts already: register some or throw some away. This one was not saved."),
    "file_empty": ("Il file è vuoto.", "The file is empty."),
    "file_too_big": ("Il file è troppo grande: {found} byte.", "The file is too big: {found} bytes."),
    "file_of_another_kind": (
        "Il file non è ciò che dice di essere ({found}): servono PDF, JPEG, PNG o HEIC.",
        "The file is not what it says ({found}): PDF, JPEG, PNG or HEIC is needed.",
    ),
    "file_unknown": ("L'allegato {found} non c'è.", "There is no attachment {found}."),
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
