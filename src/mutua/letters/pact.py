"""What the papers of the pact's public page say: the quote, the model regulation, the application to be signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mutua.domain.firms import Part
from mutua.letters.pact_papers import AdhesionApplication, CompanyRegulation, FirmQuote
from mutua.letters.pieces import Piece, framed, heading, numbered, pairs, signed, small, table, texts
from mutua.letters.readable import euro, long_day

Content = Mapping[str, Any]
_BLANK = "____________________"
_NO_ADVICE = "Questo foglio non è una consulenza fiscale o del lavoro: fatelo vedere a chi segue la vostra azienda."


def quote(paper: FirmQuote) -> Content:
    """What it costs, for a person and for all, whose part is which; then what the law says of it."""
    title = "Preventivo per un piano aziendale"
    columns = [("Assistenza", "l", "1.3"), ("Contributo", "r", "auto"), ("Azienda", "r", "auto"),
               ("Lavoratore", "r", "auto"), ("Fondo", "r", "auto")]  # fmt: skip
    rows = [[f"{one.title} ({one.source})" if one.source else one.title, *_cents(one.part)] for one in paper.lines]
    pieces = [
        texts("Non impegna nessuno: vale per quante persone dite, con i contributi in vigore il "
              f"{long_day(paper.issued_on)}, giorno di questo foglio."),
        pairs(("Patto", paper.pact), ("Persone", str(paper.heads)), ("Ripartizione", paper.split),
              ("Fondo del patto", paper.fund)),
        heading("A persona, al mese"),
        table(columns, rows, total=["Totale", *_cents(paper.person_month)] if rows else (), empty="Nessuna copertura."),
        heading("Per tutte le persone"),
        framed(
            pairs(("L'azienda spende in un anno", euro(paper.year.firm + paper.year.fund)),
                  ("di cui contributi", euro(paper.year.firm)), ("di cui fondo del patto", euro(paper.year.fund)),
                  *[(f"in più, {name}", euro(cents)) for name, cents in paper.duties],
                  ("I lavoratori, insieme, in un anno", euro(paper.year.worker)),
                  ("Estratto di un mese, in tutto", euro(paper.month.total)))
        ),
        *_law(paper.notes),
    ]  # fmt: skip
    return {"template": "sheet", "title": title, "subject": "Preventivo", "pieces": pieces}


def _cents(part: Part) -> list[str]:
    return [euro(part.contribution), euro(part.firm), euro(part.worker), euro(part.fund)]


def _law(notes: tuple[str, ...]) -> list[Piece]:
    return [heading("Che cosa dice la legge"), numbered(*notes), small(_NO_ADVICE)] if notes else [small(_NO_ADVICE)]


def _shared(split: str) -> str:
    """«ripartito così: 80 % l'azienda, 20 % il lavoratore», «per intero a carico dell'azienda»."""
    return split if split.startswith("per intero") else f"ripartito così: {split}"


def regulation(paper: CompanyRegulation) -> Content:
    """A model regulation: for whom, what, who pays, from when, the law; with blanks where the firm writes."""
    title = "Regolamento aziendale (modello)"
    pieces = [
        texts(f"L'azienda {_BLANK}{_BLANK}, partita IVA {_BLANK}, con sede a {_BLANK}, adotta questo regolamento per "
              "offrire alle sue persone un'assistenza sanitaria mutualistica."),
        heading("Per chi e che cosa"),
        numbered(
            "Il piano riguarda tutte le persone di una categoria omogenea, senza distinzione di età, sesso o salute: "
            f"{_BLANK}{_BLANK} (per esempio: tutti i dipendenti).",
            f"Le coperture sono: {'; '.join(paper.assistances) or _BLANK}. Valgono i regolamenti di {paper.head.name}, "
            "che l'azienda mette a disposizione di tutti.",
            "Chi è assunto dopo entra nel piano dal primo giorno del mese seguente, o il giorno stesso se è il "
            "primo del mese; chi cessa resta coperto fino alla fine del mese, e può continuare da solo.",
        ),
        heading("Chi paga"),
        numbered(
            f"Il contributo è {_shared(paper.split)}.",
            f"Oltre al contributo l'azienda versa la quota per il fondo del patto: {paper.fund}.",
            "L'azienda versa entro il termine scritto nell'estratto di ogni mese, con la causale indicata.",
        ),
        heading("Riservatezza"),
        texts("L'azienda comunica solo nomi, codici fiscali e date di chi entra e di chi esce. Non riceve, né chiede, "
              "notizie sulla salute o sulle domande di nessuno."),
        heading("Durata"),
        texts(f"Il regolamento vale dal {_BLANK} e si rinnova di anno in anno; le modifiche si comunicano per iscritto "
              f"a tutti. {paper.pact}: l'adesione al patto è una scelta a parte."),
        *_law(paper.notes),
        texts(""),
        signed(f"{_BLANK}, il {_BLANK}", "Per l'azienda"),
    ]  # fmt: skip
    return {"template": "sheet", "title": title, "subject": "Modello di regolamento aziendale", "pieces": pieces}


def application(paper: AdhesionApplication) -> Content:
    """Who applies, what they choose, and where they sign."""
    title = f"Domanda di adesione {paper.reference}"
    who = f"{paper.signatory}, {paper.signatory_role}" if paper.signatory_role else paper.signatory
    pieces = [
        texts(f"L'organizzazione qui indicata chiede di aderire a: {paper.pact}, testo versione {paper.text_version}."),
        pairs(("Organizzazione", paper.organisation), ("Partita IVA", paper.vat_number), ("Sede", paper.seat),
              ("Firma per essa", who), ("E-mail", paper.email), ("Telefono", paper.phone),
              ("Temi scelti", ", ".join(paper.themes)), ("Nota", paper.note),
              ("Ricevuta il", long_day(paper.received_on))),
        texts("Chi firma dichiara di averne i poteri e di aver letto il testo del patto. L'adesione non apre un piano "
              "e non iscrive nessuno: la decide una delibera, di cui si riceve notizia.",
              "Consente di comparire per nome nell'elenco pubblico degli aderenti." if paper.listed
              else "Non consente di comparire per nome nell'elenco pubblico degli aderenti."),
        texts(""),
        signed(f"{_BLANK}, il {_BLANK}", paper.signatory),
    ]  # fmt: skip
    return {"template": "sheet", "title": title, "subject": "Adesione al patto", "pieces": pieces}
