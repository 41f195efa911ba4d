"""The refunds of 2025 of the «Fratellanza del Lemina» (members: 02): a text file by months, amounts in every form."""

from importlib import import_module
from pathlib import Path
from typing import Any

from .kit import Asked, Book, P, asked, broken, comma, dash, dot, euro_sign, point, short, slash, stroke, vague, words

MEMBERS = import_module(".02_lemina_soci", __package__)
COLUMNS = ("number", "invoiced", "issuer", "full", "code", "benefit", "service", "expense", "refund", "note")
HEADER = (
    "fatt. n.",
    "del",
    "Ditta/medico",
    "Cognome e Nome",
    "Cod.Fisc.",
    "causale",
    "data prest.",
    "spesa",
    "rimb.",
    "Note",
)
TABLE = """
|Priotto Aldo|4|2025-01-09|=|100|60|visita
dead|Chiappero Domenico|7/25|2025-01-10|2025-01-08|90|54|visita
|Camusso Irene|FPR 12|2025-01-21|=|50|30|ticket
m1|Manavella Carlo Alberto|31|2025-01-30|=|500|300|dentista
gone|Vottero Assunta|15|2025-02-04|2025-02-02|80|48|visita
|Coïsson Enrico|66|2025-02-12|=|45.50|27.30|esami
t1|Cravero Luigi|FT 77/2025|2025-02-19|=|210|126|fisioterapia
wait|Odin Lea|9|2025-03-03|2025-03-01|70|42|visita
|Merlo Anna|102|2025-03-10|=|60|36|esami
|Cravero Luigia|FT 78/2025|2025-02-19|=|210|126|fisioterapia
t2|Cravero Luigi|77-25|2025-02-19|=|210.01|126|fisioterapia
wrong|Gardiol Nora|41|2025-03-27|=|35|21|ticket
|Falco Sergio|55|2025-04-02|=|80|48|visita
|Druetta Ivana|56|2025-04-02|=|80|48|visita
unknown|Pettinati Ugo|3/A|2025-04-15|=|120|72|occhiali
m2|Manavella Tobia|88|2025-04-29|=|250|150|occhiali
|Bessone Mattia|204|2025-05-06|=|30|18|ticket
shared|Depetris Marco|18|2025-05-20|=|110|66|visita
|Depetris Mario|19|2025-05-20|=|40|24|esami
d1|Ferrero Maria Grazia|500|2025-06-03|=|1234.50|370.35|ricovero
neg|Priotto Aldo|4|2025-01-09|=|-100|-60|storno visita
d2|Galliano Kevin|140|2025-06-19|=|65|39|visita
d3|Boaglio Fabrizio|140|2025-06-19|=|65|39|visita
m3|Tourn Erica|91|2025-07-01|=|300|180|dentista
|Lo Presti Salvatore|25|2025-07-15|=|48|28.80|esami
before|Griglio Federica|71|2025-08-21|2025-08-20|90|54|visita
wait2|Griglio Federica|80|2025-10-11|2025-10-10|100|60|visita
|Rivoira Ezio|64|2025-10-24|=|75|45|ticket
|D'Amico Niccolò|31|2025-11-05|=|150|90|occhiali
later|Vottero Assunta|211|2025-01-07|2024-12-19|50|30|esami
|El Amrani Salma|77|2025-12-02|=|40|24|ticket
|Prato Giustina|12/bis|2025-12-12|=|66|39.60|visita
"""
MONTHS = {
    0: "GENNAIO",
    4: "FEBBRAIO",
    7: "MARZO",
    12: "APRILE",
    16: "MAGGIO",
    19: "GIUGNO",
    23: "LUGLIO-AGOSTO",
    26: "AUTUNNO",
}


def _compose() -> Book:
    book = Book("claims", "rimborsi_lemina_2025.csv", "", encoding="cp1252", delimiter=";")
    book.rules = {
        "ceiling_cents": 60000,
        "per": "household",
        "benefit": "",
        "waiting_days": 60,
        "members": MEMBERS.TRUTH["file_name"],
    }
    book.line("Fratellanza del Lemina – sussidi e rimborsi 2025 (60% – massimo 600 € per famiglia – dopo 60 giorni)")
    book.line("", style="empty")
    book.line(*HEADER)
    rows: dict[str, int] = {}
    forms = (slash, short, dot, dash, words)
    amounts = (comma, euro_sign, stroke, point)
    for index, line in enumerate(asked(TABLE)):
        if index in MONTHS:
            book.line(MONTHS[index])
        form, amount = forms[index % 5], amounts[index % 4]
        person = MEMBERS.PERSONS.get(line.who) or P("Pettinati", "Ugo", "M", "1957-10-10", "Pinerolo")
        shown: dict[str, Any] = {"expense": amount(line.expense), "refund": amount(line.refund), "issuer": "studio"}
        rows[line.tag or f"row{index}"] = book.claim(
            COLUMNS,
            person,
            line.number,
            form(line.invoiced),
            form(line.service),
            line.expense,
            line.refund,
            line.benefit,
            **(shown | _oddities(line)),
        )
    book.line("", "", "", "TOTALE ANNO", "", "", "", "", "€ 2.223,05")
    book.line("il segretario")
    _find(book, rows)
    return book


def _oddities(line: Asked) -> dict[str, Any]:
    persons = MEMBERS.PERSONS
    changed: dict[str, dict[str, Any]] = {
        "dead": {"note": "alla figlia"},
        "t2": {"expense": "210,01", "note": "fatt. n. 77"},
        "wrong": {"code": broken(persons["Gardiol Nora"].code), "truth": {"fiscal_code": ""}},
        "shared": {"code": persons["Depetris Mario"].code, "truth": {"fiscal_code": ""}},
        "d1": {"expense": "1.234,50", "refund": "370.35"},
        "neg": {"expense": "-100,00", "refund": "- 60,00"},
        "later": {"note": "prest. del 2024", "service": vague("19 dic. 24")},
        "m1": {"full": "Manavella C. A."},
        "m3": {"code": "", "full": "Erica Tourn Manavella"},
        "d3": {"note": "stesso n. di Kevin ma altro medico", "issuer": "laboratorio"},
    }
    names = {"Coïsson Enrico": "Coisson Enrico", "D'Amico Niccolò": "D\u2019Amico Niccolò", "Merlo Anna": "MERLO ANNA"}
    more = dict(changed.get(line.tag, {}))
    if line.who in names:
        more.setdefault("full", names[line.who])
    if line.who == "Boaglio Fabrizio":
        more |= {"code": "", "truth": {"fiscal_code": ""}}
    if line.who == "El Amrani Salma":
        more |= {"code": persons["El Amrani Salma"].code.lower()}
    return more


def _find(book: Book, row: dict[str, int]) -> None:
    find = book.finding
    find("invoice_twice", [row["t1"], row["t2"]], "Cravero Luigi", 12600, "FT 77/2025 and 77-25, a cent more")
    find(
        "above_ceiling",
        [row["m1"], row["m2"], row["m3"]],
        "Manavella Carlo Alberto",
        3000,
        "the family received 630, ceiling 600 a family",
    )
    find("before_joining", [row["before"]], "Griglio Federica", 5400, "20 August, member from 1 September 2025")
    find("waiting_ignored", [row["wait2"]], "Griglio Federica", 6000, "the 39th day of 60")
    find("waiting_ignored", [row["wait"]], "Odin Lea", 4200, "the 14th day of 60")
    find("after_leaving", [row["dead"]], "Chiappero Domenico", 5400, "died in November 2024")
    find("after_leaving", [row["gone"]], "Vottero Assunta", 4800, "left on 31 December 2024")
    find("unknown_person", [row["unknown"]], "Pettinati Ugo", 7200, "not in the member sheet")
    find("fiscal_code_wrong", [row["wrong"]], "Gardiol Nora", 2100, "the last letter does not match")
    find("fiscal_code_shared", [row["shared"]], "Depetris Marco", 6600, "Mario's tax code")
    book.problem(row["neg"], "other", "Priotto Aldo", "a reversal of invoice 4, not a second payment")
    book.problem(
        row["later"], "other", "Vottero Assunta", "paid after she left, for a service while she was a member: right"
    )
    book.problem(
        row["d3"],
        "other",
        "Boaglio Fabrizio",
        "number, day and amount of Kevin Galliano's invoice, another issuer: not a second payment",
    )


BOOK = _compose()
TRUTH: dict[str, Any] = BOOK.truth()


def build(path: Path) -> None:
    """Write the file at `path`."""
    BOOK.save(path)
