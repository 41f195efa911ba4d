"""What the pages of a firm say of themselves: why nothing was recorded, how something was said, what a day means."""

from __future__ import annotations

from collections.abc import Mapping

Sentences = Mapping[str, tuple[str, str]]

# Why a firm's page recorded nothing.
FIRM_DOOR_REFUSALS: Sentences = {
    "not_delegated": (
        "La delega di quest'azienda non comprende le persone: chiedete all'azienda di ampliarla.",
        "The delegation of this firm does not include its people: ask the firm to widen it.",
    ),
    "none_ticked": ("Segnate almeno un'azienda.", "Tick one firm at least."),
    "one_file": ("Scegliete un file, uno solo.", "Choose one file, one only."),
    "correction_of_old": (
        "Questo è un periodo di lavoro passato: da qui si corregge soltanto l'ultimo. Aprite quello più recente, "
        "o scriveteci che cosa è sbagliato.",
        "This is an earlier time at work: only the last one is put right from here. Open the newest one, or write "
        "to us what is wrong.",
    ),
    "payslip_code": (
        "Una voce paga non è scritta come si deve ({found}): al massimo 20 segni, lettere e cifre.",
        "A pay-slip code is not written as it should be ({found}): 20 signs at most, letters and figures.",
    ),
    "nothing_put_right": (
        "È già così: non è cambiato nulla. Riscrivete il campo sbagliato, o tornate alla persona.",
        "It is so already: nothing changed. Write the wrong field anew, or go back to the person.",
    ),
    "list_of_others": (
        "Non agite per tutte le aziende di questo elenco: annullatelo azienda per azienda, o chiamate l'ufficio.",
        "You do not act for all the firms of this list: take it back firm by firm, or call the office.",
    ),
    "list_undone_since": (
        "Questo elenco era stato registrato e poi annullato, anche se solo in parte: non è in vigore. Se adesso è "
        "giusto, mandate di nuovo il file.",
        "This list was recorded and then taken back, if only in part: it is not in force. If it is right now, send the "
        "file again.",
    ),
    "list_not_checked": (
        "Avvisi da leggere: {found}. Non è stato registrato nulla: se è tutto giusto, mettete il segno qui sotto.",
        "Notices to be read: {found}. Nothing was recorded: if all is right, tick below.",
    ),
    "list_otherwise": (
        "Nel frattempo è cambiato qualcosa: non è stato registrato nulla. Questo è ciò che si farebbe adesso.",
        "Something changed meanwhile: nothing was recorded. This is what would be done now.",
    ),
}

# Other refusals, as a firm is told them: what is of the office is not named.
TOLD_TO_FIRMS: Sentences = {
    **FIRM_DOOR_REFUSALS,
    "covered_already": (
        "Questa persona non si può registrare da qui: se ne occupa l'ufficio.",
        "This person cannot be recorded from here: the office sees to it.",
    ),
    "list_unknown": ("Questo elenco non c'è.", "There is no such list."),
    "list_taken_back": ("Era già annullato.", "It was taken back already."),
    "list_changed_since": (
        "Dopo è cambiato altro per una di queste persone: annullate prima quello, o correggete dalla pagina della "
        "persona.",
        "Something else changed later for one of these people: take that back first, or mend it on the person's page.",
    ),
    "list_unreadable": (
        "Il file non si può leggere: qui sotto c'è il perché.", "The file cannot be read: the reason is below.",
    ),
    "list_with_wrong_rows": (
        "Righe sbagliate: {found}. Non è stato registrato nulla: correggetele, o segnate che bastano le righe giuste.",
        "Wrong rows: {found}. Nothing was recorded: mend them, or mark that the right rows are enough.",
    ),
    "full_list_with_wrong_rows": (
        "Righe sbagliate: {found}. Un elenco completo si registra intero o per niente: chi manca risulterebbe uscito.",
        "Wrong rows: {found}. A full list is recorded whole or not at all: who is missing would have left.",
    ),
    "endings_not_confirmed": (
        "Persone in forza che non sono nell'elenco: {found}. Leggete i nomi e confermate che sono uscite.",
        "Workers who are not in the list: {found}. Read the names and confirm that they left.",
    ),
}

# How something was said, by the mode of its list.
SAID: Sentences = {
    "unchanged": ("nessun cambiamento", "nothing changed"),
    "form": ("una persona", "one person"),
    "movements": ("elenco di chi entra ed esce", "list of who joins and leaves"),
    "full": ("elenco completo", "full list"),
    "correction": ("correzione", "correction"),
}

# How a list may be meant, never guessed: the name and what it does.
MODES: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "movements": (
        ("Solo chi entra e chi esce", "Only who joins and who leaves"),
        ("Chi non è nel file resta com'è.", "Who is not in the file stays as they are."),
    ),
    "full": (
        ("Tutte le persone, a un giorno", "Everybody, on a day"),
        ("Chi manca dal file risulterebbe uscito: i nomi si confermano prima.",
         "Who is missing from the file would have left: the names are confirmed first."),
    ),
    "correction": (
        ("Correzione", "Correction"),
        ("Rimedia a qualcosa detto male: date, nomi, codici fiscali.",
         "Mends something told wrong: days, names, fiscal codes."),
    ),
}  # fmt: skip

# As what somebody works, where it is not as an employee.
CATEGORIES: Sentences = {
    "employee": ("dipendente", "employee"),
    "executive": ("dirigente", "executive"),
    "director": ("amministratore", "director"),
    "family_collaborator": ("collaboratore familiare", "family collaborator"),
    "other": ("altro", "other"),
}


def assistance_told(code: str) -> str:
    """An assistance as statements and payroll files name it: «tutto il piano» where it is the whole plan."""
    return code.replace("_", " ") or "tutto il piano"
