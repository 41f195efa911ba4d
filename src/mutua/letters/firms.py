"""What the papers of firms say: the certificate of adhesion, the statement of a period, the offer to who left.

Names and shares, days and sums: nothing of anybody's health ever comes here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from mutua.letters.papers import AdhesionCertificate, FirmStatement, FirmStatementLine, OfferLetter
from mutua.letters.pieces import Piece, framed, heading, how_to_pay, pairs, signed, small, table, texts
from mutua.letters.readable import day, euro, in_fours, long_day

Content = Mapping[str, Any]
ONE_DAY = timedelta(days=1)
_MONTHS = ("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
           "novembre", "dicembre")  # fmt: skip


# ---------------------------------------------------------------- adhesion to the pact


def adhesion(paper: AdhesionCertificate) -> Content:
    """That the organisation is in the pact, by which resolution and since when."""
    title = "Attestazione di adesione al patto territoriale di welfare"
    numbered = f"{paper.body} n. {paper.resolution} del {long_day(paper.resolved_on)}"
    pieces = [
        texts(f"Si attesta che l'organizzazione qui indicata aderisce al patto territoriale di welfare dal "
              f"{long_day(paper.since)}."),
        pairs(("Organizzazione", paper.organisation), ("Partita IVA", paper.vat_number), ("Sede", paper.seat),
              ("Aderisce dal", long_day(paper.since)), ("Delibera", numbered), ("Testo del patto", paper.text_version),
              ("Temi scelti", ", ".join(paper.themes))),
        texts(""),
        texts("L'adesione al patto non comporta di per sé un piano per i lavoratori né l'iscrizione alla società: sono "
              "tre cose distinte, e ciascuna resta anche quando un'altra finisce."),
        signed("Per la società", paper.head.name),
    ]  # fmt: skip
    return {"template": "letter", "title": title, "subject": "Adesione al patto", "pieces": pieces}


# ---------------------------------------------------------------- the statement


def statement(paper: FirmStatement) -> Content:
    """For whom, for which months, whose share; then what is to be paid, by when and with which reference."""
    period = _period(paper.first_day, paper.last_day)
    title = f"Estratto contributi, {period}"
    ordinary = [one for one in paper.lines if not one.adjustment]
    adjustments = [one for one in paper.lines if one.adjustment]
    fund = any(one.fund_cents for one in paper.lines)
    pieces = [
        texts(f"Ecco i contributi per le persone iscritte attraverso la vostra azienda ({period}). L'elenco contiene "
              "soltanto nomi, mesi e importi."),
        pairs(("Azienda", paper.firm), ("Partita IVA", paper.vat_number),
              ("Estratto", f"n. {paper.number} del {long_day(paper.stated_on)}")),
        heading("Contributi del periodo"),
        _lines(ordinary, "Per questo periodo non è dovuto nulla.", fund=fund),
        *([small("Un mese coperto anche un giorno solo si chiede intero e una volta sola: se nel mese la stessa "
                 "assistenza passa da un'azienda a un'altra, lo paga quella che ne copre il primo giorno.")]
          if ordinary else []),
        *([heading("Rettifiche di mesi precedenti"), _lines(adjustments, "", fund=fund),
           small("Sono mesi che un estratto precedente non aveva chiesto, o aveva chiesto in più (col segno meno).")]
          if adjustments else []),
        *_sum(paper, fund=fund),
    ]  # fmt: skip
    return {
        "template": "letter", "title": title, "subject": title, "pieces": pieces,
        "place_and_day": f"stampato il {long_day(paper.issued_on)}",  # the statement's own day stands within
    }  # fmt: skip


def _period(first: date, last: date) -> str:
    """«agosto 2026», «da luglio a settembre 2026»."""
    end = f"{_MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    year = "" if first.year == last.year else f" {first.year}"
    return f"da {_MONTHS[first.month - 1]}{year} a {end}"


def _lines(several: Sequence[FirmStatementLine], empty: str, *, fund: bool) -> Piece:
    columns = [("Persona", "l", "1.5"), ("Assistenza", "l", "1"), ("Mese", "l", "auto"), ("Azienda", "r", "auto"),
               ("Lavoratore", "r", "auto"), ("Fondo", "r", "auto"), ("Totale", "r", "auto")]  # fmt: skip
    rows = [
        [one.person or "(cancellato)", _what(one), f"{one.month.month:02d}/{one.month.year}",
         *map(euro, (one.firm_cents, one.worker_cents, one.fund_cents, one.total_cents))]
        for one in several
    ]  # fmt: skip
    sums = [
        sum(one.firm_cents for one in several), sum(one.worker_cents for one in several),
        sum(one.fund_cents for one in several), sum(one.total_cents for one in several),
    ]  # fmt: skip
    total = ["Totale", "", "", *map(euro, sums)] if rows else []
    if not fund:
        del columns[5]
        for row in (*rows, total):
            del row[5:6]
    return table(columns, rows, total=total, empty=empty)


def _what(one: FirmStatementLine) -> str:
    return one.assistance if one.people == 1 else f"{one.assistance} ({one.people} persone)"


def _sum(paper: FirmStatement, *, fund: bool) -> list[Piece]:
    """What it comes to, and how it is paid; or that it is, or that nothing is to be paid."""
    firm, worker, for_fund = (
        sum(one.firm_cents for one in paper.lines), sum(one.worker_cents for one in paper.lines),
        sum(one.fund_cents for one in paper.lines),
    )  # fmt: skip
    total = paper.total_cents
    shares = [
        ("A carico dell'azienda", euro(firm)), ("Trattenuto ai lavoratori", euro(worker)),
        *([("Quota per il fondo del patto", euro(for_fund))] if fund else []),
    ]  # fmt: skip
    if paper.paid_on is not None and total > 0:
        return [heading("Quanto"), framed(pairs(*shares, ("Totale", euro(total)))),
                texts(f"Risulta saldato il {long_day(paper.paid_on)}: non c'è altro da versare.")]  # fmt: skip
    if total <= 0:
        end = (
            "Non c'è nulla da versare." if not total or paper.paid_on is not None
            else f"Sono a vostro credito {euro(-total)}: si tolgono da ciò che dovete per altri estratti."
        )  # fmt: skip
        return [heading("Quanto"), framed(pairs(*shares, ("Totale", euro(total)))), texts(end)]
    return [
        heading("Entro quando e come si paga"),
        framed(
            pairs(*shares, ("Totale da versare", euro(total)), ("Entro il", day(paper.due_on)),
                  ("Causale", in_fours(paper.reference))),
            how_to_pay(paper.head),
            small("Nella causale del bonifico scrivete soltanto il riferimento qui sopra, e versate il totale esatto: "
                  "così il versamento è riconosciuto da solo."),
        ),
    ]  # fmt: skip


# ---------------------------------------------------------------- the offer to who left


def offer(paper: OfferLetter) -> Content:
    """That the person may go on alone: until when they say so, from when it holds, what it costs, how to answer."""
    title = "La vostra copertura può continuare"
    first = paper.cover_until + ONE_DAY
    pieces = [
        texts(f"La copertura che avevate attraverso {paper.firm} vale fino al {long_day(paper.cover_until)} compreso. "
              f"Potete continuarla per conto vostro dal {long_day(first)}: senza interruzione, senza ricominciare "
              "alcuna attesa e con l'anzianità maturata fin qui. Nessuno vi chiederà altro che di dirci di sì."),
        heading("Che cosa continua"),
        texts(*paper.covers) if paper.covers else texts("Le stesse assistenze di prima."),
        heading("Quanto costa"),
        *_prices(paper),
        heading("Entro quando e come si risponde"),
        framed(
            pairs(("Rispondere entro il", long_day(paper.answer_by)),
                  *[("Numero da indicare", in_fours(one)) for one in (paper.number,) if one],
                  ("Per telefono", paper.head.phone), ("Per email", paper.head.email),
                  ("Di persona o per posta", _place(paper))),
            small("Basta la tessera, o il codice fiscale, e dire «continuo» oppure «non continuo». Chi non risponde "
                  "entro quel giorno non perde nulla di ciò che ha avuto, ma poi entra come chiunque altro."),
        ),
        signed("Per la società", paper.head.name),
    ]  # fmt: skip
    return {"template": "letter", "title": title, "subject": f"{title} · n. {paper.number}", "pieces": pieces}


def _prices(paper: OfferLetter) -> list[Piece]:
    if not paper.prices:
        return [texts("Il contributo è quello del regolamento per chi si iscrive da sé. Per dirvelo ci serve qualche "
                      "risposta: scriveteci o telefonateci, e ve lo diciamo prima che decidiate.")]  # fmt: skip
    rows = [(one.item, one.note, euro(one.amount_cents)) for one in paper.prices]
    columns = (("Contributo", "l", "1.4"), ("Per", "l", "1"), ("Importo", "r", "auto"))
    total = ("Totale", "", euro(sum(one.amount_cents for one in paper.prices)))
    return [table(columns, rows, total=total),
            small("Da quel giorno lo pagate voi, per intero.")]  # fmt: skip


def _place(paper: OfferLetter) -> str:
    town = " ".join(one for one in (paper.head.postal_code, paper.head.municipality) if one)
    return ", ".join(one for one in (paper.head.address, town) if one)
