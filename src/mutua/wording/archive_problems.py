"""Why an archive cannot be used as it is, in words."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.wording.four_eyes import FOUR_EYES_REFUSALS

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
