"""What the year's certificate, the household's statement and the firm's list say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from mutua.letters.papers import (
    CertifiedPayment,
    FirmYearList,
    HouseholdStatement,
    RefundLine,
    SharedCeiling,
    YearCertificate,
)
from mutua.letters.pieces import Piece, framed, heading, pairs, signed, small, table, texts
from mutua.letters.readable import day, euro, long_day

Content = Mapping[str, Any]


def certificate(paper: YearCertificate) -> Content:
    """Own contributions, those paid in ways that leave a trace apart from the others; refunds by year of expense."""
    running = paper.issued_on.year <= paper.year
    title = f"Attestazione {'provvisoria ' if running else ''}per l'anno {paper.year}"
    traceable = [one for one in paper.payments if one.traceable]
    others = [one for one in paper.payments if not one.traceable]
    pieces = [
        *([framed(texts(f"Provvisoria, perché il {paper.year} non è finito: dice quello che risulta al "
                        f"{long_day(paper.issued_on)}. Quella per la dichiarazione dei redditi si chiede dal "
                        f"{long_day(date(paper.year + 1, 1, 1))}."))] if running else []),
        texts(f"Si attesta che nel {paper.year} risultano i versamenti e i rimborsi che seguono, per la posizione "
              "della sola persona qui indicata:"),
        pairs(("Persona", paper.person), ("Codice fiscale", paper.fiscal_code), ("Tessera", paper.card_number)),
        heading("Contributi versati con mezzi tracciabili"),
        _payments(traceable, "Nessun contributo versato con mezzi tracciabili."),
        *([heading("Contributi versati in altro modo (contanti)"), _payments(others, ""),
           small("I versamenti in contanti sono tenuti a parte, perché non lasciano traccia.")]
          if others else []),
        *([texts(f"Non sono compresi {euro(paper.by_employer_cents)} che il datore di lavoro ha versato o trattenuto "
                 "senza che concorressero al reddito: li certifica lui, nella Certificazione Unica.")]
          if paper.by_employer_cents else []),
        *([texts(_under_ceiling(paper.ceiling, paper.by_employer_cents, paper.year))] if paper.ceiling else []),
        *([texts(f"Non sono compresi {euro(paper.by_others_cents)} che altri hanno versato per la persona: la "
                 "detrazione spetta soltanto per ciò che si è versato.")]
          if paper.by_others_cents else []),
        heading("Rimborsi ricevuti nell'anno"),
        *_refunds(paper),
        *([heading("A che cosa serve"), texts(*paper.notes)] if paper.notes else []),
        signed("Per la società", paper.head.name),
    ]  # fmt: skip
    return {"template": "letter", "title": title, "subject": f"{title} · tessera {paper.card_number}", "pieces": pieces}


def _under_ceiling(told: SharedCeiling, here_cents: int, year: int) -> str:
    """What the person declared paid elsewhere, with what employers paid here, beside the ceiling that both share."""
    both = here_cents + told.elsewhere_cents
    over = both - told.limit_cents
    came = f"oltre il limite, per {euro(over)}" if over > 0 else f"entro il limite: ne restano {euro(-over)}"
    with_ours = f"; con quelli di cui sopra sono {euro(both)}" if here_cents else ""
    law = told.source.removesuffix(" [U]")
    return (f"La persona ha dichiarato il {day(told.declared_on)} che per il {year} altri {euro(told.elsewhere_cents)} "
            f"di contributi che non concorrono al reddito sono versati altrove{with_ours}. Il limite, uno solo per "
            f"tutti, è di {euro(told.limit_cents)} all'anno ({law}): sono {came}.")  # fmt: skip


def _payments(several: list[CertifiedPayment], empty: str) -> Piece:
    columns = (("Data", "l", "auto"), ("Contributo", "l", "1.4"), ("Versato da", "l", "1"), ("Mezzo", "l", "1"),
               ("Importo", "r", "auto"))  # fmt: skip
    rows = [(day(one.paid_on), one.item, one.payer, one.means, euro(one.amount_cents)) for one in several]
    total = ("Totale", "", "", "", euro(sum(one.amount_cents for one in several))) if rows else ()
    return table(columns, rows, total=total, empty=empty)


def _refunds(paper: YearCertificate) -> list[Piece]:
    """The refunds, then what they come to for each year of expense; those of earlier years are told apart."""
    columns = (("Anno della spesa", "l", "auto"), ("Rimborso del", "l", "auto"), ("Per", "l", "1"),
               ("Spesa", "r", "auto"), ("Rimborsato", "r", "auto"), ("Rimasto a carico", "r", "auto"))  # fmt: skip
    ordered = sorted(paper.refunds, key=lambda one: (one.spent_year, one.paid_on, one.family))
    rows = [(str(one.spent_year), day(one.paid_on), one.family, *_figures(one)) for one in ordered]
    refunded = sum(one.refunded_cents for one in ordered)
    total = ("Totale", "", "", "", euro(refunded), "") if rows else ()
    pieces = [table(columns, rows, total=total, empty="Nessun rimborso nell'anno.")]
    before = sum(one.refunded_cents for one in ordered if one.spent_year < paper.year)
    if before:
        pieces.append(small(f"Di questi, {euro(before)} sono rimborsi di spese di anni precedenti: vanno tenuti "
                            "distinti nella dichiarazione dei redditi."))  # fmt: skip
    return pieces


def _figures(one: RefundLine) -> tuple[str, str, str]:
    if one.spent_cents is None:
        return ("\N{EN DASH}", euro(one.refunded_cents), "\N{EN DASH}")
    return (
        euro(one.spent_cents),
        euro(one.refunded_cents),
        euro(max(0, one.spent_cents - one.before_cents - one.refunded_cents)),
    )


def statement(paper: HouseholdStatement) -> Content:
    """The account of a household: what it owed, what it paid, what is open after each movement."""
    title = f"Estratto conto {paper.year}"
    columns = (("Data", "l", "auto"), ("Movimento", "l", "1"), ("Dovuto", "r", "auto"), ("Versato", "r", "auto"),
               ("Saldo", "r", "auto"))  # fmt: skip
    balance = paper.before_cents
    rows = [("", "Saldo degli anni precedenti", "", "", euro(balance))] if balance else []
    for one in paper.lines:
        balance += one.due_cents - one.paid_cents
        rows.append((day(one.on), one.what, _or_blank(one.due_cents), _or_blank(one.paid_cents), euro(balance)))
    due, paid = (sum(one.due_cents for one in paper.lines), sum(one.paid_cents for one in paper.lines))
    total = ("Totale", "", euro(due), euro(paid), euro(balance)) if rows else ()
    pieces = [
        texts(f"Questi sono i contributi dovuti e versati nel {paper.year} dal nucleo {paper.household}. "
              "Un saldo senza segno è ancora da versare; uno preceduto dal meno è a vostro favore."),
        table(columns, rows, total=total, empty="Nell'anno non c'è alcun movimento."),
        texts(_closing(balance)),
    ]  # fmt: skip
    return {"template": "letter", "title": title, "subject": f"{title} · nucleo {paper.household}", "pieces": pieces}


def _or_blank(cents: int) -> str:
    return euro(cents) if cents else ""


def _closing(balance: int) -> str:
    if balance > 0:
        return f"Restano da versare {euro(balance)}."
    if balance < 0:
        return f"Sono a vostro favore {euro(-balance)}."
    return "Non resta nulla da versare."


def _still_open(paper: FirmYearList) -> list[Piece]:
    """What the lines leave out, so that nobody takes them for all that was asked for."""
    if not paper.open_cents:
        return []
    told = "restano da versare" if paper.open_cents > 0 else "sono a vostro favore"
    return [texts(f"Conta ciò che è arrivato entro l'anno, quale che sia il mese a cui si riferisce. Al "
                  f"{day(paper.issued_on)} degli estratti per il {paper.year} {told} {euro(abs(paper.open_cents))}, "
                  "che non sono in questo elenco: saranno in quello dell'anno in cui arrivano.")]  # fmt: skip


def firm_list(paper: FirmYearList) -> Content:
    """The contributions of the firm's people: amounts and nothing else."""
    title = f"Contributi {paper.year} per la Certificazione Unica"
    columns = [("Persona", "l", "1"), ("Codice fiscale", "l", "auto"), ("A carico azienda", "r", "auto"),
               ("A carico lavoratore", "r", "auto")]  # fmt: skip
    bonus = any(one.bonus_cents for one in paper.lines)
    if bonus:
        columns.append(("Da premio", "r", "auto"))
    rows = []
    sums = [0, 0, 0]
    for one in paper.lines:
        figures = (one.firm_cents, one.worker_cents, one.bonus_cents)
        sums = [before + now for before, now in zip(sums, figures, strict=True)]
        rows.append((one.person, one.fiscal_code, *[euro(cents) for cents in figures[: 3 if bonus else 2]]))
    total = ("Totale", "", *[euro(cents) for cents in sums[: 3 if bonus else 2]]) if rows else ()
    pieces = [
        texts(f"Contributi versati nel {paper.year} per le persone iscritte attraverso la vostra azienda, persona per "
              "persona, da riportare nelle Certificazioni Uniche. L'elenco contiene soltanto importi."),
        *_still_open(paper),
        pairs(("Azienda", paper.firm), ("Partita IVA", paper.vat_number)),
        texts(""),
        table(columns, rows, total=total, empty="Nell'anno non c'è alcun contributo."),
        signed("Per la società", paper.head.name),
    ]  # fmt: skip
    return {"template": "letter", "title": title, "subject": title, "pieces": pieces}
