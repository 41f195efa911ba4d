"""Why nothing was done, as pages say it where the terminal would name a command."""

from __future__ import annotations

from collections.abc import Mapping

ON_PAGES: Mapping[str, tuple[str, str]] = {
    "bank_line_without_proposal": (
        "Per il movimento {found} non c'è una proposta: ripartitelo, o mettetelo da parte.",
        "There is no proposal for movement {found}: share it out, or set it aside.",
    ),
    "bank_line_not_usable": (
        "Del movimento {found} non si può fare questo: riaprite la pagina.",
        "This cannot be done with movement {found}: open the page again.",
    ),
    "mandate_twice": (
        "Nello stesso giorno la stessa persona ha già firmato il mandato {found} per quel conto. Se è un altro "
        "davvero, mettete il segno in fondo.",
        "On the same day the same person signed mandate {found} for that account. If it is another one, tick below.",
    ),
    "erase_member": ("È socio: prima finisce il rapporto.", "A member: first the membership ends."),
    "erased_already": ("È già stato cancellato.", "Erased already."),
    "list_unreadable": (
        "Il file non si può leggere: che cosa non va è scritto qui sotto.",
        "The file cannot be read: what is wrong stands below.",
    ),
    "list_with_wrong_rows": (
        "Righe sbagliate: {found}. Nulla è stato registrato: correggetele, o segnate che volete le sole righe giuste.",
        "Wrong rows: {found}. Nothing was recorded: mend them, or tick that you want the right rows alone.",
    ),
    "endings_not_confirmed": (
        "Persone in forza che non sono nell'elenco: {found}. Leggete i nomi e mettete il segno che li conferma.",
        "Workers who are not in the list: {found}. Read the names and tick that you confirm them.",
    ),
    "firm_there_already": (
        "Una ditta con questo numero ({found}) c'è già: cercatela.", "A firm with this number ({found}) is there.",
    ),
    "delegation_without_paper": (
        "Serve la delega firmata: scegliete il file (se ne conserva l'impronta).",
        "The signed delegation is needed: choose the file (its mark is kept).",
    ),
    "not_an_intermediary": (
        "Chi riceve la delega deve avere il ruolo «intermediario» in quel giorno.",
        "Who is delegated to must have the role “intermediary” on that day.",
    ),
    "firm_plan_code": ("Il piano {found} non è fra i regolamenti.", "Plan {found} is not among the regulations."),
    "firm_plan_assistance": (
        "Serve almeno un prezzo, e solo per assistenze del piano. {found}",
        "At least one price is needed, for assistances of the plan alone. {found}",
    ),
    "plan_step_not_allowed": (
        "Il piano ora è «{found}»: questo passo non può seguire.",
        "The plan is “{found}” now: this step cannot follow.",
    ),
    "covered_already": (
        "Qualcuno ha già una copertura propria per la stessa assistenza: finisca prima quella, dal suo foglio.",
        "Somebody has a cover of their own under the same assistance: that one ends first, on their sheet.",
    ),
    "pact_resolution_missing": (
        "Serve la delibera: il numero, e chi ha deliberato.", "The resolution is needed: its number, and who resolved.",
    ),
    "pact_motive_missing": (
        "Un rifiuto, una sospensione e un'esclusione dicono il perché.",
        "A refusal, a suspension and an exclusion say why.",
    ),
    "pact_out_of_order": (
        "Il giorno viene prima di ciò che è già registrato.", "The day comes before what is recorded already.",
    ),
    "pact_not_allowed": (
        "Da dove l'adesione si trova ({found}) questo passo non è possibile.",
        "This step cannot follow from where the adhesion stands ({found}).",
    ),
}
