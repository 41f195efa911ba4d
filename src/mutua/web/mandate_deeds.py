"""What is done with a household's mandates, as data: one that was signed is added, one that was revoked ends."""

from __future__ import annotations

from mutua.web.deeds import Ask, Deed

MANDATE_DEEDS = (
    Deed("add_mandate", ("Nuovo mandato SDD", "New SDD mandate"),
         ("La famiglia ha firmato: da qui in poi i suoi contributi si possono addebitare sul conto.",
          "The household signed: from now on its contributions may be debited from the account."),
         (Ask("iban", ("IBAN da addebitare", "IBAN to be debited")),
          Ask("holder", ("Intestatario del conto, se è un altro", "Holder of the account, if somebody else"),
              required=False),
          Ask("signed_on", ("Firmato il", "Signed on"), "day",
              hint=("Il giorno scritto sul foglio firmato, che conservate.",
                    "The day on the signed sheet, which you keep.")),
          Ask("one_off", ("Vale per un solo addebito", "For one debit alone"), "tick", required=False),
          Ask("meant", ("È proprio un altro mandato, anche se ce n'è già uno uguale",
                        "It is another mandate, though one like it is there"), "tick", required=False)),
         to="dues"),
    Deed("end_mandate", ("Mandato revocato", "Mandate revoked"),
         ("Da quel giorno non si chiede più nulla a quel conto; ciò che la banca ha già in mano va avanti.",
          "From that day on nothing is asked of that account; what the bank has in hand goes on."),
         (Ask("mandate", ("Mandato", "Mandate")), Ask("on", ("Revocato il", "Revoked on"), "day", value="today")),
         grave=True, to="dues"),
)  # fmt: skip
