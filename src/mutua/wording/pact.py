"""The public pact in words: kinds of desks, how far an application is, why one was not taken."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.rules.pact import DeskKind

Sentences = Mapping[str, tuple[str, str]]

DESKS: Mapping[DeskKind, tuple[str, str]] = {
    DeskKind.FIXED: ("sportello fisso", "fixed desk"),
    DeskKind.ITINERANT: ("sportello itinerante", "itinerant desk"),
    DeskKind.HUB: ("polo", "hub"),
    DeskKind.POINT: ("punto del patto", "point of the pact"),
}

# An application, before an adhesion began.
APPLICATION_STATES: Sentences = {
    "received": ("ricevuta", "received"),
    "to_complete": ("da completare", "to be completed"),
    "taken": ("presa in esame", "taken on"),
    "set_aside": ("accantonata", "set aside"),
}

# How far it is, for whoever sent it: by its own state, then by the adhesion that began with it.
HOW_FAR: Sentences = {
    "received": (
        "L'abbiamo ricevuta. Firmate la domanda e mandatela: poi la guarda l'ufficio.",
        "We received it. Sign the application and send it: then the office looks at it.",
    ),
    "signed": ("È arrivata, firmata: ora la guarda l'ufficio.", "It came, signed: now the office looks at it."),
    "to_complete": ("Manca ancora qualcosa.", "Something is still missing."),
    "set_aside": ("Non è andata avanti.", "It did not go on."),
    "outside": ("L'ufficio l'ha presa in esame.", "The office has taken it on."),
    "lead": ("L'ufficio l'ha presa in esame.", "The office has taken it on."),
    "applied": ("L'ufficio l'ha presa in esame.", "The office has taken it on."),
    "under_review": (
        "I documenti ci sono tutti: aspetta la delibera.", "All papers are in: it waits for the resolution.",
    ),
    "active": ("La vostra organizzazione aderisce al patto.", "Your organisation is in the pact."),
    "refused": ("La delibera non ha accolto la domanda.", "The resolution did not admit it."),
    "leaving": ("La vostra organizzazione sta uscendo dal patto.", "Your organisation is leaving the pact."),
    "left": ("La vostra organizzazione è uscita dal patto.", "Your organisation has left the pact."),
    "suspended": ("L'adesione è sospesa.", "The adhesion is suspended."),
    "excluded": (
        "La vostra organizzazione è stata esclusa dal patto.", "Your organisation was excluded from the pact.",
    ),
    "lapsed": (
        "L'adesione è decaduta: il nuovo testo non è stato confermato in tempo.",
        "The adhesion has lapsed: the new text was not confirmed in time.",
    ),
}

# Why nothing was done with an application.
APPLICATION_REFUSALS: Sentences = {
    "adhesion_too_often": (
        "Da questo indirizzo sono arrivate troppe domande: riprovate fra un'ora, o telefonate.",
        "Too many applications came from this address: try again in an hour, or telephone.",
    ),
    "adhesion_no_file": ("Scegliete il file firmato, uno solo.", "Choose the signed file, one only."),
    "adhesion_file_big": (
        "Il file è troppo grande: al più 5 MB. Una scansione in bianco e nero basta.",
        "The file is too big: 5 MB at most. A scan in black and white is enough.",
    ),
    "adhesion_file_kind": (
        "Il file non è un PDF, un .p7m né una fotografia (JPEG, PNG, HEIC).",
        "The file is no PDF, no .p7m and no photograph.",
    ),
    "adhesion_sent_before": (
        "Da questa pagina una domanda è già partita, ed è firmata o in esame: per cambiarla scriveteci; per farne "
        "un'altra aprite da capo «Aderire al patto».",
        "From this page an application has gone out, and is signed or looked at: write to us to change it; for another "
        "one open “Join the pact” anew.",
    ),
    "adhesion_settled": (
        "Questa domanda non aspetta più nulla.", "This application waits for nothing any more.",
    ),
    "adhesion_nothing_said": (
        "Scrivete che cosa manca, o il perché: chi ha fatto domanda lo leggerà.",
        "Write what is missing, or why: whoever applied will read it.",
    ),
}  # fmt: skip
