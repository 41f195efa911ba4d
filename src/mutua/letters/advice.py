"""The advice of a payment: when, how much, to which account, for which requests; never what ailed anybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mutua.letters.advice_papers import PaymentAdvice
from mutua.letters.pieces import framed, heading, table, texts
from mutua.letters.readable import day, euro, long_day


def advice(paper: PaymentAdvice) -> Mapping[str, Any]:
    """The sum large, then each request with its own."""
    total = euro(paper.total_cents)
    accounts = sorted({one.account for one in paper.lines if one.account})
    where = f" sul conto con IBAN {accounts[0]}" if len(accounts) == 1 else ""
    on = long_day(paper.paid_on)
    said = (
        f"Riceverà {total}{where}, con il pagamento del {on}." if paper.on_its_way
        else f"Il {on} le abbiamo pagato {total}{where}."
    )  # fmt: skip
    several = len(accounts) > 1
    persons = any(one.person for one in paper.lines)
    columns = [("Domanda", "l", "auto"), *([("Per", "l", "1")] if persons else []), ("Arrivata il", "l", "auto"),
               *([("Sul conto", "l", "auto")] if several else []), ("Importo", "r", "auto")]  # fmt: skip
    rows = [
        [f"n. {one.number}", *([one.person] if persons else []), day(one.received_on),
         *([one.account] if several else []), euro(one.amount_cents)]
        for one in paper.lines
    ]  # fmt: skip
    pieces = [
        framed(texts(said)), heading("Che cosa paghiamo" if paper.on_its_way else "Che cosa abbiamo pagato"),
        table(columns, rows, total=["In tutto", *[""] * (len(columns) - 2), total] if len(rows) > 1 else ()),
        texts("Perché è questa la somma lo dice, passo per passo, la decisione di ogni domanda.",
              "Se il conto non è più il suo, o la somma non arriva, ci telefoni."),
    ]  # fmt: skip
    return {"template": "letter", "title": "Avviso di pagamento", "subject": "Avviso di pagamento", "pieces": pieces}
