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
        "Nell'elenco mancano {found} persone in forza: leggete i nomi e mettete il segno che li conferma.",
        "{found} people who work there are missing: read the names and tick that you confirm them.",
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
