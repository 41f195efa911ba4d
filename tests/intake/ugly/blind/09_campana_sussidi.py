"""The benefits of 2025 of «La Campana» (members: 04): blocks by person, the name only in the first row of each."""

from importlib import import_module
from pathlib import Path
from typing import Any

from .kit import (
    Asked,
    Book,
    Formula,
    Indent,
    P,
    Sheet,
    asked,
    broken,
    comma,
    dash,
    dot,
    euro_sign,
    invent,
    point,
    real,
    roman,
    short,
    slash,
    stroke,
)

MEMBERS = import_module(".04_campana_soci", __package__)
COLUMNS = ("full", "code", "patient", "benefit", "invoiced", "number", "service", "expense", "blank", "refund", "note")
TABLE = """
|Mourglia Osvaldo|11|2025-01-20|=|120|60|visita
|Mourglia Osvaldo|57|2025-04-03|2025-04-01|300|150|occhiali
|Bertin Rosalba|58|2025-04-03|2025-04-01|260|130|occhiali
|Cogno Emilia|A/9|2025-02-10|=|44|22|ticket
|Tavella Franco|2025-33|2025-03-05|=|70|35|esami
|Tavella Giulia|2025-34|2025-03-05|=|70|35|esami
|Tavella Andrea|2025-35|2025-03-06|=|40|20|ticket
dead|Scalerandi Pia|6|2025-03-18|2025-03-12|90|45|assistenza
|Zhou Marco|120|2025-05-21|=|36|18|ticket
t1|Colomba Ruggero|FT-0310|2025-02-17|=|180|90|visita
|Bonnin Marinella|44|2025-06-11|=|62.30|31.15|esami
t2|Colomba Ruggero|310|2025-02-17|=|180|90|visita
|Colomba Francesca|12|2025-09-02|=|110|55|dentista
o1|Di Napoli Carmelo|19|2025-01-30|=|220|110|occhiali
o2|Artero Margherita|20|2025-01-30|=|300|150|occhiali
o3|Di Napoli Carmelo|77|2025-10-15|=|200|100|occhiali
|Polliotto Samuele|8/2025|2025-04-16|2025-04-14|1250|125|dentista
|Polliotto Noemi|9/2025|2025-04-16|2025-04-14|80|40|visita
wrong|Carignano Renza|15|2025-06-05|=|54|27|esami
nocode|Odetto Pietro|31|2025-07-08|=|64|32|visita
|Odetto Piero|30|2025-07-08|=|64|32|visita
gone|Sereno Ottone|99|2025-02-06|2025-02-05|100|50|visita
before_end|Sereno Ottone|98|2024-12-20|2024-12-18|50|25|esami
|Ghigo Elio|201|2025-08-01|=|28.50|14.25|ticket
|Bertalmio Lorenzo|64|2025-10-07|=|90|45|visita
|Bertalmio Lucia|65|2025-10-07|=|90|45|visita
before|Baret Sonia|22|2025-03-11|2025-03-10|130|65|visita
wait|Neri Alice|150|2025-05-06|2025-05-05|60|30|visita
|Baret Sonia|61|2025-07-21|=|80|40|esami
shared|Massa Delfina|71|2025-11-03|=|100|50|visita
other|Massa Delfina|70|2025-11-03|=|100|50|visita
|Giai Nives|5|2025-11-12|=|48|24|ticket
wife|Tessitore Ugo|6|2025-11-12|=|48|24|ticket
unknown|Vercellis Ida|40|2025-12-01|=|84|42|visita
unreadable|Peirotti Livia|27|2025-12-15|=|39|19.50|esami
"""
HEADS = {3, 4, 7, 8, 9, 13, 16, 18, 21, 23, 26, 29}


def _compose() -> Book:
    book = Book(
        "claims", "CAMPANA sussidi anno 2025 def.xlsx", "sussidi", widths=(26, 20, 16, 12, 14, 11, 13, 11, 3, 11, 34)
    )
    book.rules = {
        "ceiling_cents": 15000,
        "per": "person",
        "benefit": "occhiali",
        "waiting_days": 60,
        "members": MEMBERS.TRUTH["file_name"],
    }
    book.merge(book.line("La Campana – sussidi pagati nell'anno 2025", style="title"), 1, 11)
    book.line("ATTENZIONE: occhiali max 150 € all'anno a persona; niente sussidi nei primi 60 giorni", style="yellow")
    book.line(
        "Socio",
        "Cod.Fisc.",
        "per chi",
        "titolo",
        "FATTURA",
        None,
        "prestazione",
        "EURO",
        None,
        None,
        "Note",
        style="head",
    )
    book.line(None, None, None, None, "data", "n.", "del", "spesa", None, "sussidio", None, style="head")
    book.merge(3, 5, 6)
    book.merge(3, 8, 10)
    rows = _rows(book)
    book.skip()
    book.line(
        "TOTALE SUSSIDI",
        None,
        None,
        None,
        None,
        None,
        None,
        Formula("=SUM(H5:H48)", 5003.8),
        None,
        Formula("=SUM(J5:J48)/#REF!", "#REF!"),
        style="total",
    )
    book.problem(len(book.lines), "formula_error", "", "the grand total is #REF!")
    book.line("I sindaci revisori", None, None, "visto")
    archive = Sheet("2024 chiuso")
    archive.line("Socio", "sussidio", style="head")
    archive.line("Mourglia Osvaldo", 60)
    book.after.append(archive)
    _find(book, rows)
    return book


def _rows(book: Book) -> dict[str, int]:
    rows: dict[str, int] = {}
    dates = (real, short, roman, slash, dot, dash)
    amounts = (None, comma, euro_sign, None, stroke, point)
    last = ""
    for index, line in enumerate(asked(TABLE)):
        if index in HEADS:
            book.line("totale", None, None, None, None, None, None, None, None, None, style="total")
        if index == 20:
            book.line(
                "Socio",
                "Cod.Fisc.",
                "per chi",
                "titolo",
                "data",
                "n.",
                "del",
                "spesa",
                None,
                "sussidio",
                "Note",
                style="head",
            )
        form, amount = dates[index % 6], amounts[index % 6]
        person = MEMBERS.PERSONS.get(line.who) or invent("Vercellis|Ida|F|1960-06-16|Pinerolo")
        if line.tag == "shared":
            person = P("Massa", "Delfina", "F", "1954-03-18", "Pinerolo")
        shown: dict[str, Any] = {"full": line.who.upper() if index % 3 else line.who}
        if amount:
            shown |= {"expense": amount(line.expense), "refund": amount(line.refund)}
        if last == line.who and index % 2:
            shown |= {"full": '"', "code": None}
        elif last == line.who:
            shown |= {"full": None, "code": None}
        last = line.who
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
    return rows


def _oddities(line: Asked) -> dict[str, Any]:
    persons = MEMBERS.PERSONS
    changed: dict[str, dict[str, Any]] = {
        "dead": {"note": "liquidato agli eredi"},
        "t2": {"note": "pervenuta via mail"},
        "wrong": {"code": broken(persons["Carignano Renza"].code), "truth": {"fiscal_code": ""}},
        "nocode": {"code": None, "truth": {"fiscal_code": ""}},
        "shared": {"code": persons["Massa Delfina"].code, "truth": {"fiscal_code": ""}, "note": "la n. 18"},
        "other": {"full": "MASSA DELFINA (17)", "code": persons["Massa Delfina"].code},
        "wife": {"code": persons["Giai Nives"].code},
        "unreadable": {"refund": "19,5O", "truth": {"refund_cents": 1950, "unsure": ["refund_cents"]}},
        "before_end": {"note": "presentata a gennaio"},
    }
    children = {
        "Zhou Marco": "HU LI",
        "Tavella Giulia": "TAVELLA FRANCO",
        "Tavella Andrea": "TAVELLA FRANCO",
        "Bertalmio Lorenzo": "BERTALMIO CLAUDIO",
        "Bertalmio Lucia": "BERTALMIO CLAUDIO",
        "Polliotto Noemi": "POLLIOTTO SAMUELE",
        "Neri Alice": "BARET SONIA",
    }
    if line.who in children:
        extra: dict[str, Any] = {"full": children[line.who], "patient": Indent("figl. " + persons[line.who].given, 1)}
        return extra | changed.get(line.tag, {})
    return changed.get(line.tag, {})


def _find(book: Book, row: dict[str, int]) -> None:
    find = book.finding
    find("invoice_twice", [row["t1"], row["t2"]], "Colomba Ruggero", 9000, "FT-0310 and 310 of the same day and amount")
    find("above_ceiling", [row["o1"], row["o3"]], "Di Napoli Carmelo", 6000, "210 for glasses, ceiling 150 a person")
    find("before_joining", [row["before"]], "Baret Sonia", 6500, "10 March, member from 1 April 2025")
    find("waiting_ignored", [row["wait"]], "Neri Alice", 3000, "the 34th day of 60")
    find("after_leaving", [row["dead"]], "Scalerandi Pia", 4500, "died in January 2025, service of March")
    find("after_leaving", [row["gone"]], "Sereno Ottone", 5000, "resigned on 31 December 2024")
    find("unknown_person", [row["unknown"]], "Vercellis Ida", 4200, "not in the member sheet")
    find("fiscal_code_wrong", [row["wrong"]], "Carignano Renza", 2700, "the last letter does not match")
    find("fiscal_code_wrong", [row["wife"]], "Tessitore Ugo", 2400, "his wife's tax code")
    find("fiscal_code_shared", [row["shared"]], "Massa Delfina", 5000, "the code of the other Delfina Massa")
    book.problem(
        row["before_end"], "other", "Sereno Ottone", "paid after he left, for a service while he was a member: right"
    )
    book.problem(row["unreadable"], "amount_unreadable", "Peirotti Livia", "«19,5O» with the letter O")


BOOK = _compose()
TRUTH: dict[str, Any] = BOOK.truth()


def build(path: Path) -> None:
    """Write the workbook at `path`."""
    BOOK.save(path)
