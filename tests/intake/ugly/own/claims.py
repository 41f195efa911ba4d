"""Two lists of what was paid last year, as societies keep them, with what is true of each."""

from __future__ import annotations

from datetime import date

from intake.ugly.own.people import ANNA, BRUNO, DINA, ELIO, FLORA, book
from intake.ugly.truth import At, Ugly

AMOUNTS = Ugly(
    "amounts with comma and point, a reversal, an invoice twice, subtotals", "claims",
    book(Rimborsi=[
        [("merge", 7, "RIMBORSI EROGATI ANNO 2025")],
        ["Socio", "C.F.", "Prestazione", "Data fattura", "N. fatt.", "Spesa sostenuta", "Rimborsato"],
        [f"{ANNA.surname} {ANNA.given}", ANNA.code, "visita", date(2025, 2, 3), "12/A", "€ 120,00", "84,00"],
        [f"{BRUNO.surname} {BRUNO.given}", BRUNO.code, "visita", "03.02.2025", "12-a", "120.00", 84.0],
        ["Totale febbraio", None, None, None, None, 240, 168],
        [f"{DINA.surname} {DINA.given}", DINA.code, "denti", "10/03/2025", "77", "1.234", "500"],
        [f"{ELIO.surname} {ELIO.given}", ELIO.code, "visita", "11/03/2025", "8", "1.234,50", "250,00 euro"],
        [f"{ELIO.surname} {ELIO.given}", ELIO.code, "storno", "12/03/2025", "8", None, "-250,00"],
        [f"{FLORA.surname} {FLORA.given}", "non ha", "visita", "30/02/2025", "9", "60", "42,-"],
        [None, None, None, None, None, "TOT.", "694,00"],
    ]),
    paid={At(3): (ANNA.code, 8400), At(4): (BRUNO.code, 8400), At(7): (ELIO.code, 25000), At(8): (ELIO.code, -25000)},
    problems=frozenset({
        (At(6), "money_ambiguous"), (At(8), "reversal"), (At(9), "date_unreal"), (At(9), "fiscal_code"),
    }),
    not_data=frozenset({At(1), At(2), At(5), At(10)}), data_rows=6,
)  # fmt: skip

MONTHS = Ugly(
    "a sheet for each month, people by card number, «idem»", "claims",
    book(
        Gennaio=[
            ["Tess.", "Assistito", "Tipo prest.", "Data prest.", "Importo ft", "Liquidato", "Liquidato il"],
            [101, ANNA.surname, "VIS", "07/01/2025", 100, 70, "20/01/2025"],
            [102, BRUNO.surname, '"', '"', 100, 70, '"'],
        ],
        Febbraio=[
            ["Tess.", "Assistito", "Tipo prest.", "Data prest.", "Importo ft", "Liquidato", "Liquidato il"],
            [101, ANNA.surname, "VIS", 45695, "100,5", "70,35", "20/02/2025"],
            ["", "chiedere a Dina", "", "", "", "", ""],
        ],
        Note=[["Ricordarsi di chiedere le ricevute"]],
    ),
    paid={
        At(2, "Gennaio"): ("101", 7000), At(3, "Gennaio"): ("102", 7000), At(2, "Febbraio"): ("101", 7035),
    },
    problems=frozenset({(At(3, "Febbraio"), "row_almost_empty")}),
    not_data=frozenset({At(1, "Gennaio"), At(1, "Febbraio"), At(1, "Note")}), data_rows=4,
)  # fmt: skip

CLAIMS = (AMOUNTS, MONTHS)
