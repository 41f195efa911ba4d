"""Firms and the pact in words: why nothing was done, what is not as it should be, states, roles and rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from mutua.domain.italian import written_day

Sentences = Mapping[str, tuple[str, str]]

# Why nothing was recorded of a firm.
FIRM_REFUSALS: Sentences = {
    "firm_unknown": (
        "Nessuna organizzazione ha questa partita IVA, codice o nome: {found}. Aggiungerla: mutua firms add.",
        "No organisation has this VAT number, code or name: {found}. Add it: mutua firms add.",
    ),
    "firm_ambiguous": (
        "Più organizzazioni si chiamano {found}: usare la partita IVA.",
        "Several organisations are called {found}: use the VAT number.",
    ),
    "firm_there_already": (
        "L'organizzazione {found} c'è già: mutua firms show.",
        "Organisation {found} is there already: mutua firms show.",
    ),
    "role_not_held": ("Non ha il ruolo {found} in quel giorno.", "It does not have the role {found} on that day."),
    "role_held_already": ("Ha già il ruolo {found}.", "It has the role {found} already."),
    "delegation_to_itself": ("Nessuno delega sé stesso.", "Nobody delegates to themselves."),
    "not_an_intermediary": (
        "Chi riceve la delega deve avere il ruolo intermediary: mutua firms role.",
        "Who is delegated to must have the role intermediary: mutua firms role.",
    ),
    "delegation_without_paper": (
        "Serve la delega firmata: --paper FILE (se ne conserva l'impronta).",
        "The signed delegation is needed: --paper FILE (its mark is kept).",
    ),
    "delegation_there_already": ("La delega c'è già.", "The delegation is there already."),
    "delegation_unknown": ("Questa delega non c'è.", "There is no such delegation."),
    "firm_plan_code": (
        "Il piano {found} non è fra i regolamenti: scriverlo come società/piano.",
        "Plan {found} is not among the regulations: write it as society/plan.",
    ),
    "firm_plan_assistance": (
        "Il piano non ha queste assistenze (a destra quelle che ha; «=12,34» è il prezzo di un piano senza): {found}.",
        "The plan has no such assistances (on the right those it has; “=12,34” prices a plan without any): {found}.",
    ),
    "firm_plan_unknown": ("Il piano aziendale {found} non c'è.", "There is no firm plan {found}."),
    "firm_without_plan": ("L'azienda non ha nessun piano.", "The firm has no plan."),
    "plan_step_not_allowed": (
        "Da dove il piano si trova ({found}) questo passo non è possibile: mutua firms show.",
        "This step cannot follow from where the plan stands ({found}): mutua firms show.",
    ),
    "plan_without_basis": (
        "La base è «{found}»: servono la data e il documento, perché valga l'art. 51. Offrite di nuovo il piano con "
        "tutti e due, o come volontario.",
        "The basis is “{found}”: its day and its document are needed for art. 51 to hold. Offer the plan anew with "
        "both, or as a voluntary one.",
    ),
    "plan_before_terms": (
        "Le condizioni valgono dal {found}: il piano non può cominciare prima.",
        "The terms hold from {found}: the plan cannot begin before.",
    ),
    "plan_end_before_start": (
        "Il piano vale dal {found}: non può finire prima. Per toglierlo del tutto, il giorno prima.",
        "The plan is in force from {found}: it cannot end before. To take it away, the day before.",
    ),
    "renewal_day": (
        "Le nuove condizioni valgono dal primo giorno di un mese, dopo il {found}.",
        "New terms hold from the first day of a month, after {found}.",
    ),
    "list_unreadable": (
        "Il file non si può leggere: vedere i messaggi sopra.",
        "The file cannot be read: see the messages above.",
    ),
    "list_with_wrong_rows": (
        "Righe sbagliate: {found}. Nulla è stato registrato: correggerle, o registrare le sole righe giuste con "
        "--good-rows.",
        "Wrong rows: {found}. Nothing was recorded: mend them, or record the right rows alone with --good-rows.",
    ),
    "full_list_with_wrong_rows": (
        "Righe sbagliate: {found}. Un elenco completo si registra intero o per niente: chi manca verrebbe chiuso.",
        "Wrong rows: {found}. A full list is recorded whole or not at all: who is missing would end.",
    ),
    "endings_not_confirmed": (
        "Persone in forza che non sono nell'elenco: {found}. Leggere i nomi e ripetere con --confirm-endings CODICE.",
        "Workers who are not in the list: {found}. Read the names and repeat with --confirm-endings CODE.",
    ),
    "list_unknown": ("L'elenco {found} non c'è.", "There is no list {found}."),
    "list_is_an_undo": ("{found} è già l'annullamento di un elenco.", "{found} is itself the undoing of a list."),
    "list_taken_back": ("L'elenco {found} è già stato annullato.", "List {found} was taken back already."),
    "list_changed_since": (
        "Qualcosa di quell'elenco è cambiato dopo (iscrizione {found}): annullare prima quello, o correggere.",
        "Something of that list changed since (enrolment {found}): take that back first, or use a correction.",
    ),
    "list_undone_since": (
        "L'elenco era stato registrato e poi annullato, anche se solo in parte: se adesso è giusto va rimandato.",
        "The list was recorded and then taken back, if only in part: if it is right now, send it again.",
    ),
    "worker_unknown": ("Fra le persone dell'azienda non c'è {found}.", "{found} is not among the people of the firm."),
    "relatives_not_covered": (
        "Il piano dell'azienda non copre i familiari in quel giorno (--family).",
        "The plan of the firm covers no relatives on that day (--family).",
    ),
    "relative_days": (
        "Il giorno sta dentro il rapporto di lavoro, e la fine dopo l'inizio: {found}.",
        "The day lies within the employment, and the end after the beginning: {found}.",
    ),
    "relative_not_at_home": (
        "Il familiare e chi lavora non sono nello stesso nucleo il {found}: prima il nucleo (mutua members).",
        "The relative and who works there are not in one household on {found}: the household first (mutua members).",
    ),
    "relative_enrolled_already": (
        "È già iscritto attraverso questa azienda, o ci lavora.",
        "They are enrolled through this firm already, or work there.",
    ),
    "relative_unknown": (
        "L'iscrizione {found} non è di un familiare: mutua firms relatives.",
        "Enrolment {found} is no relative's: mutua firms relatives.",
    ),
    "cover_of_firm": (
        "Questa copertura la dà il piano di un'azienda: cambia con ciò che l'azienda dice (mutua firms).",
        "This cover is given by the plan of a firm: it changes with what the firm tells (mutua firms).",
    ),
    "covered_already": (
        "Qualcuno ha già una copertura propria per la stessa assistenza: finisca prima quella (mutua covers).",
        "Somebody has a cover of their own under the same assistance: that one ends first (mutua covers).",
    ),
    "absence_days": (
        "L'assenza sta dentro il rapporto di lavoro e finisce dopo l'inizio: {found}.",
        "A leave lies within the employment and ends after it begins: {found}.",
    ),
    "offer_unknown": ("Nessuna offerta per l'iscrizione {found}.", "There is no offer for enrolment {found}."),
    "offer_answered": ("All'offerta si è già risposto.", "The offer was answered already."),
    "offer_over": (
        "L'offerta valeva fino al {found}: si entra come chiunque altro.",
        "The offer stood until {found}: one joins like anybody else.",
    ),
    "statement_too_early": (
        "Il mese comincia il {found}: l'estratto si emette da allora.",
        "The month begins on {found}: its statement is issued from then on.",
    ),
    "statement_after_later": (
        "C'è già l'estratto dal {found}: ciò che manca vi entra, o entra nel prossimo, come rettifica.",
        "There is a statement from {found} already: what is missing comes with the next one, as an adjustment.",
    ),
    "nothing_to_offset": (
        "Non c'è nulla da compensare: servono somme da pagare, e altre a credito o un acconto che le copra tutte.",
        "There is nothing to offset: sums owed are needed, and others owed back or money on account for all of them.",
    ),
    "statement_unknown": ("L'estratto {found} non c'è.", "There is no statement {found}."),
    "pact_in_future": (
        "Ciò che non è ancora accaduto ({found}) non si registra.",
        "What has not happened yet ({found}) is not recorded.",
    ),
    "pact_resolution_missing": (
        "Serve la delibera della cabina di regia o del consiglio: --resolution e --body.",
        "A resolution of the steering committee or the board is needed: --resolution and --body.",
    ),
    "pact_motive_missing": (
        "Un rifiuto, una sospensione e un'esclusione dicono il perché: --motive.",
        "A refusal, a suspension and an exclusion say why: --motive.",
    ),
    "pact_theme_unknown": ("Il patto non ha questi temi: {found}.", "The pact has no such themes: {found}."),
    "pact_effect_before_deed": ("Non può avere effetto prima di accadere.", "It cannot take effect before it happens."),
    "pact_out_of_order": (
        "Il giorno viene prima di ciò che è già registrato: mutua pact show.",
        "The day comes before what is recorded already: mutua pact show.",
    ),
    "pact_not_allowed": (
        "Da dove l'adesione si trova ({found}) questo passo non è possibile: mutua pact show.",
        "This step cannot follow from where the adhesion stands ({found}): mutua pact show.",
    ),
}

# What `verify` finds of firms.
FIRM_FINDINGS: Sentences = {
    "firm_code_unknown": (
        "{place} dice «{found}», che non significa nulla.",
        "{place} says “{found}”, which means nothing.",
    ),
    "firm_plan_not_as_allowed": (
        "Piano aziendale {place}: {found} non può seguire ciò che c'è prima.",
        "Firm plan {place}: {found} cannot follow what comes before.",
    ),
    "firm_cover_differs": (
        "La copertura {place} non è quella che segue dalle iscrizioni in azienda.",
        "Cover {place} is not the one that follows from the enrolments at firms.",
    ),
    "firm_roster_differs": (
        "Iscrizione {place}: ciò che l'azienda vede non è ciò che i fatti dicono.",
        "Enrolment {place}: what the firm sees is not what the facts say.",
    ),
    "statement_sum_differs": (
        "Estratto {place}: la somma delle righe non è quella dell'estratto.",
        "Statement {place}: the sum of its lines is not the statement's.",
    ),
    "firm_statement_differs": (
        "Estratto {place}: ciò che l'azienda vede non è ciò che fu emesso.",
        "Statement {place}: what the firm sees is not what was issued.",
    ),
    "firm_delegation_differs": (
        "Delega {place}: ciò che l'intermediario può vedere non è ciò che fu delegato.",
        "Delegation {place}: what the intermediary may see is not what was delegated.",
    ),
}

# Codes in the reader's words.
WORDS: Sentences = {
    "adherent": ("aderente", "adherent"), "firm": ("azienda", "firm"), "provider": ("fornitore", "provider"),
    "intermediary": ("intermediario", "intermediary"), "referrer": ("segnalatore", "referrer"),
    "facility": ("struttura", "facility"),
    "enrol": ("iscrizioni", "enrolments"), "statements": ("estratti", "statements"), "both": ("tutto", "everything"),
    "contract": ("contratto", "contract"), "agreement": ("accordo", "agreement"),
    "company_regulation": ("regolamento aziendale", "company regulation"), "voluntary": ("volontà", "voluntary"),
    "employee": ("dipendente", "employee"), "executive": ("dirigente", "executive"),
    "director": ("amministratore", "director"),
    "family_collaborator": ("collaboratore familiare", "family collaborator"),
    "other": ("altro", "other"),
    "optional": ("facoltativo", "optional"),
    "whole_household": ("tutto il nucleo", "whole household"),
    "same_day": ("dal giorno stesso", "the same day"),
    "first_of_next_month": ("dal primo del mese dopo", "from the first of the next month"),
    "end_of_month": ("fino a fine mese", "to the end of the month"),
    "end_of_paid_period": ("fino a fine periodo pagato", "to the end of the paid period"),
    "monthly": ("mensile", "monthly"), "quarterly": ("trimestrale", "quarterly"), "yearly": ("annuale", "yearly"),
    "parental": ("congedo parentale", "parental leave"), "unpaid": ("aspettativa non retribuita", "unpaid leave"),
    "own_cover": ("lasciato a una copertura sua", "left to a cover of their own"),
    "outside": ("fuori dal patto", "outside"),
    "lead": ("contatto", "lead"),
    "applied": ("domanda presentata", "applied"),
    "to_complete": ("da completare", "to complete"), "under_review": ("in esame", "under review"),
    "active": ("attiva", "active"), "refused": ("rifiutata", "refused"), "leaving": ("in uscita", "leaving"),
    "left": ("uscita", "left"), "suspended": ("sospesa", "suspended"), "excluded": ("esclusa", "excluded"),
    "lapsed": ("decaduta", "lapsed"),
    "none": ("nessuno", "none"), "quote": ("preventivo", "quote"), "offered": ("offerto", "offered"),
    "signed": ("firmato", "signed"), "renewing": ("in rinnovo", "in renewal"), "ended": ("chiuso", "ended"),
    "regular": ("in regola", "regular"), "grace": ("in ritardo, nella tolleranza", "late, in grace"),
    "restoring": ("pagato, in ripresa", "paid, being restored"),
    "papers": ("documenti mancanti", "papers missing"),
    "reconfirm": ("conferma del nuovo testo", "new text to confirm"),
    "renewal": ("rinnovo del piano", "renewal of the plan"),
    "accepted": ("accettata", "accepted"), "declined": ("rifiutata", "declined"), "": ("aperta", "open"),
    "new": ("entra", "joins"), "rehired": ("rientra", "comes back"), "changed": ("cambia", "changes"),
}  # fmt: skip


# Refusals that name a role or a state.
NAMING = frozenset(
    {"role_not_held", "role_held_already", "plan_step_not_allowed", "pact_not_allowed", "plan_without_basis"}
)


def word(code: str, language: str = "it") -> str:
    """A code in the reader's words."""
    return WORDS[code][language == "en"]


def plan_word(state: str, language: str = "it") -> str:
    """How a firm's plan stands: «in vigore», where an organisation that adheres is «attiva»."""
    return ("in vigore", "in force")[language == "en"] if state == "active" else word(state, language)


# What is still missing of somebody enrolled through a firm.
TO_CONFIRM: Sentences = {
    "notice": ("l'informativa sulla privacy", "the notice on their data"),
    "iban": ("l'IBAN", "the IBAN"),
    "contact": ("un telefono o un'email", "a telephone or an e-mail"),
    "relatives": ("i familiari, che il piano copre tutti", "the relatives, all of whom the plan covers"),
    "own_cover": (
        "quale copertura vale: ne ha già una sua, finita quella comincia quella dell'azienda",
        "which cover counts: they have one of their own; once it has ended the firm's begins",
    ),
}


def overlap_sentence(plan_id: int, title: str, category: str, since: date, language: str = "it") -> str:
    """That another plan of the firm covers the same people."""
    if language == "en":
        return (
            f"Beware: firm plan {plan_id} ({title}) covers the same people ({word(category, 'en')}) since "
            f"{written_day(since)}. See that nothing is paid for twice."
        )
    return (
        f"Attenzione: le stesse persone ({word(category)}) sono già nel piano aziendale {plan_id} ({title}) dal "
        f"{written_day(since)}. Guardate che non si paghi due volte la stessa cosa."
    )


# The themes of the pact, and who resolves in it.
THEMES: Sentences = {
    "urban_commons": ("beni comuni", "urban commons"),
    "circular_economy": ("economia circolare", "circular economy"),
    "inclusive_education": ("educazione inclusiva", "inclusive education"),
    "social_inclusion": ("inclusione sociale", "social inclusion"),
    "health": ("diritto alla salute (art. 32 della Costituzione)", "right to health (art. 32 of the Constitution)"),
    "mutualism": ("mutualismo", "mutual aid"),
    "network_nodes": ("nodi della rete", "nodes of the network"),
    "sustainable_development": ("sviluppo sostenibile", "sustainable development"),
    "social_capital": ("capitale sociale delle imprese", "social capital of firms"),
    "work": ("lavoro", "work"),
}
PACT_BODIES: Sentences = {
    "steering_committee": ("Cabina di regia", "Steering committee"),
    "board": ("Consiglio", "Board"), "assembly": ("Assemblea", "Assembly"),
}  # fmt: skip

# What happened in an adhesion.
EVENTS: Sentences = {
    "contacted": ("primo contatto", "first contact"),
    "applied": ("domanda di adesione", "application"),
    "papers_asked": ("documenti chiesti", "papers asked for"),
    "completed": ("documenti completi", "papers complete"),
    "admitted": ("ammissione", "admission"),
    "refused": ("rifiuto", "refusal"),
    "withdrawn": ("recesso", "withdrawal"),
    "suspended": ("sospensione", "suspension"),
    "reinstated": ("fine della sospensione", "end of the suspension"),
    "excluded": ("esclusione", "exclusion"),
    "new_text": ("nuovo testo da confermare", "new text to be confirmed"),
    "reconfirmed": ("testo confermato", "text confirmed"),
}


def covered_elsewhere_sentence(others: Sequence[tuple[str, date]], since: date | None, language: str = "it") -> str:
    """«È già coperta da Officina Alfa (dal 01/01/2026): da questa azienda è coperta solo dal 01/07/2026.»"""
    if language == "en":
        told = ", ".join(f"{name} (from {written_day(day)})" for name, day in others)
        when = "not while that cover lasts" if since is None else f"only from {written_day(since)}"
        return f"Covered already by {told}: this firm covers them {when}."
    told = ", ".join(f"{name} (dal {written_day(day)})" for name, day in others)
    when = "non è coperta finché dura quella copertura" if since is None else f"è coperta solo dal {written_day(since)}"
    return f"È già coperta da {told}: da questa azienda {when}."


def reminder_text(firm: str, month: date, society: str) -> str:
    """What is written to a firm that said nothing of a month: no name of anybody is in it."""
    told = f"{month.month:02d}/{month.year}"
    return (
        f"Buongiorno,\n\nper {firm} non abbiamo ancora avuto notizie di {told}. È entrato o uscito qualcuno?\n"
        "Se non è cambiato nulla basta rispondere «nessun cambiamento»; altrimenti bastano codice fiscale,\n"
        "nome e giorno, oppure l'elenco del personale.\n\n"
        f"Grazie\n{society}\n"
    )
