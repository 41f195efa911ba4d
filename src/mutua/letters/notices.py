"""What the notice of the year's contributions says, and what the reminder says of those still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from mutua.letters.papers import ContributionLine, Instalment, NoticeLetter, ReminderLetter
from mutua.letters.pieces import Piece, framed, heading, how_to_pay, small, table, texts
from mutua.letters.readable import day, euro, in_fours, long_day

_NTH = ("primo", "secondo", "terzo", "quarto", "quinto")


def notice(paper: NoticeLetter) -> Mapping[str, Any]:
    """The notice: for whom and how much, by when and how, what happens otherwise."""
    title = f"Contributi {paper.year}"
    asked = sum(one.amount_cents for one in paper.lines)
    pieces = [
        texts(f"Ecco i contributi del {paper.year} per il nucleo {paper.household}: per chi sono, entro quando vanno "
              f"versati e come. Se qualcosa non corrisponde, scriveteci o telefonateci prima della scadenza."),
        heading("Per chi e quanto"),
        _people(paper.lines, asked),
        *_payment(paper),
        *_afterwards(paper.late, paper.notes),
    ]  # fmt: skip
    return {"template": "letter", "title": title, "subject": f"{title} · nucleo {paper.household}", "pieces": pieces}


def _people(lines: Sequence[ContributionLine], asked: int) -> Piece:
    """Line by line, the name of a person once."""
    rows = []
    for person, theirs in groupby(lines, key=lambda one: one.person):
        for at, one in enumerate(theirs):
            item = f"{one.item} ({one.note})" if one.note else one.item
            rows.append((person if at == 0 else "", item, euro(one.amount_cents)))
    columns = (("Persona", "l", "1"), ("Contributo", "l", "1.6"), ("Importo", "r", "auto"))
    total = ("Totale", "", euro(asked)) if rows else ()
    return table(columns, rows, total=total, empty="Per quest'anno non è dovuto alcun contributo.")


def _payment(paper: NoticeLetter) -> list[Piece]:
    if not paper.instalments:
        return []
    one = len(paper.instalments) == 1
    inside = [_instalments(paper.instalments, surcharges=any(each.surcharge_cents for each in paper.instalments))]
    if paper.channel == "direct_debit":
        inside += [texts("Non serve fare nulla: addebiteremo "
                         f"{'l’importo' if one else 'ogni importo'} sul conto per cui avete firmato il mandato, "
                         "alla scadenza.")]  # fmt: skip
    elif paper.channel == "payroll":
        inside += [texts("Non serve fare nulla: gli importi sono trattenuti in busta paga e versati dall'azienda.")]
    else:
        inside += [how_to_pay(paper.head),
                   small("Nella causale del bonifico scrivete soltanto il riferimento della riga che pagate: così il "
                         "versamento è riconosciuto da solo. Ogni riga ha il suo.")]  # fmt: skip
    if paper.on_account_cents > 0:
        inside += [small(f"Abbiamo già vostri {euro(paper.on_account_cents)}, di cui gli importi qui sopra tengono "
                         "conto.")]  # fmt: skip
    title = "Entro quando e come si paga" if paper.channel == "transfer" else "Quando si paga"
    return [heading(title), framed(*inside, breakable=len(paper.instalments) > 6)]


def _instalments(several: Sequence[Instalment], *, surcharges: bool) -> Piece:
    columns = [("Scadenza", "l", "auto"), ("Importo", "r", "auto"), ("Riferimento da scrivere nella causale", "l", "1")]
    rows = [[day(one.due_on), euro(one.amount_cents), in_fours(one.reference)] for one in several]
    if surcharges:
        columns.insert(2, ("di cui maggiorazione", "r", "auto"))
        for row, one in zip(rows, several, strict=True):
            row.insert(2, euro(one.surcharge_cents))
    total: list[str] = []
    if len(several) > 1:
        total = ["In tutto", euro(sum(one.amount_cents for one in several)), ""]
        if surcharges:
            total.insert(2, euro(sum(one.surcharge_cents for one in several)))
    return table(columns, rows, total=total)


def _afterwards(late: Sequence[str], notes: Sequence[str]) -> list[Piece]:
    found = [heading("Se il versamento ritarda"), texts(*late)] if late else []
    return [*found, texts(*notes)] if notes else found


def reminder(paper: ReminderLetter) -> Mapping[str, Any]:
    """The reminder: what is open, how to pay it now, what happens otherwise."""
    title = f"Contributi {paper.year}: promemoria"
    nth = _NTH[paper.sequence - 1] if 1 <= paper.sequence <= len(_NTH) else f"{paper.sequence}°"
    received = f" Abbiamo ricevuto {euro(paper.paid_cents)}, grazie." if paper.paid_cents > 0 else ""
    opening = (
        f"Al {long_day(paper.issued_on)} ci risulta ancora da versare, dei contributi {paper.year} del nucleo "
        f"{paper.household}, quanto segue.{received} È il {nth} promemoria; se avete pagato in questi "
        f"giorni, non tenetene conto."
    )
    inside = [
        _instalments(paper.open, surcharges=any(one.surcharge_cents for one in paper.open)),
        how_to_pay(paper.head),
    ]
    pieces = [
        texts(opening),
        heading("Ancora da versare"),
        framed(*inside, breakable=len(paper.open) > 6)
        if paper.open
        else texts("Non risulta nulla da versare: la posizione è in regola."),
        *_afterwards(paper.late, paper.notes),
    ]
    return {"template": "letter", "title": title, "subject": f"{title} · nucleo {paper.household}", "pieces": pieces}
