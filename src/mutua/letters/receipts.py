"""What the receipt for money at the counter says: how much, from whom, by which means, what it paid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mutua.letters.papers import ReceiptLetter
from mutua.letters.pieces import heading, pairs, signed, small, table, texts
from mutua.letters.readable import day, euro


def receipt(paper: ReceiptLetter) -> Mapping[str, Any]:
    """Of money received, or of money given back."""
    title = f"Ricevuta n. {paper.number}"
    back = paper.returned_of is not None
    opening = (
        f"La società ha restituito {euro(paper.amount_cents)}, il {day(paper.received_on)}, della ricevuta n. "
        f"{paper.returned_of}." if back else
        f"La società ha ricevuto {euro(paper.amount_cents)}, il {day(paper.received_on)}."
    )  # fmt: skip
    columns = (("Per che cosa", "l", "1"), ("Scadenza", "l", "auto"), ("Importo", "r", "auto"))
    rows = [(one.what, day(one.due_on) if one.due_on else "", euro(one.amount_cents)) for one in paper.parts]
    pieces = [
        texts(opening),
        pairs(("Versata da" if not back else "A", paper.payer), ("Nucleo", paper.household), ("Mezzo", paper.means)),
        heading("Che cosa ha pagato" if not back else "Che cosa è di nuovo aperto"),
        table(columns, rows, total=("Totale", "", euro(paper.amount_cents)) if rows else ()),
        small("Questa ricevuta dice che il denaro è arrivato; per la dichiarazione dei redditi vale l'attestazione "
              "annuale."),
        signed("Per la società", paper.head.name),
    ]  # fmt: skip
    return {"template": "letter", "title": title, "subject": f"{title} · nucleo {paper.household}", "pieces": pieces}
