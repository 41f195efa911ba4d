"""The refunds of 2025 of «L'Alveare» (members: 01): one row an invoice, rules on another sheet and in a footnote."""

from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from .kit import (
    Asked,
    Book,
    Formula,
    P,
    Sheet,
    Tick,
    asked,
    broken,
    comma,
    dot,
    euro_sign,
    real,
    serial,
    short,
    slash,
    stroke,
    vague,
    words,
)

MEMBERS = import_module(".01_alveare_soci", __package__)
COLUMNS = (
    "n",
    "arrived",
    "full",
    "code",
    "benefit",
    "number",
    "invoiced",
    "service",
    "expense",
    "refund",
    "paid",
    "note",
)
TABLE = """
|Balmas Ernesto|12|2025-01-14|2025-01-10|80|40|visita specialistica
wait|Morero Tiziano|27/25|2025-01-22|2025-01-20|150|75|visita specialistica
suino|Suino Marisa|8|2025-01-16|2025-01-15|62|31|esami
|Micol Elda|FE/103|2025-01-28|=|120|60|occhiali
|Charbonnier Renato|45|2025-02-03|=|90|45|ticket
twice1|Ribet Lidia|2025/0071|2025-02-10|=|140|70|visita specialistica
before|Turina Alessio|33|2025-02-24|2025-02-20|110|55|visita specialistica
|Fornero Noemi|19|2025-02-27|=|66|33|esami
cap1|Viotti Gianfranco|201|2025-03-05|=|400|200|dentista
a1|Charbonnier Renato|118/A|2025-03-12|=|180|90|visita specialistica
jahier|Jahier Stefano|61|2025-03-14|2025-03-10|85.50|42.75|fisioterapia
|Bertalot Miriam|62|2025-03-14|2025-03-10|85.50|42.75|fisioterapia
a2|Charbonnier Renato|118 A|2025-03-12|=|180.01|90|visita specialistica
swap|Micol Elda|77|2025-03-31|=|50|25|ticket
wait2|Turina Alessio|88|2025-04-16|2025-04-15|70|35|esami
|Pons Giovanni|301|2025-04-22|=|200|100|occhiali
|D'Agostino Calogero|FE/240|2025-04-28|=|36.15|18.08|ticket
twice2|Ribet Lidia|2025/0071|2025-02-10|=|140|70|visita specialistica
dead|Peyronel Guido|5/P|2025-05-12|2025-05-10|220|110|assistenza domiciliare
cap2|Viotti Gianfranco|355|2025-05-20|=|300|150|dentista
|Sappé Daniela|90|2025-05-23|=|95|47.50|visita specialistica
unknown|Marangoni Tito|17|2025-05-30|=|130|65|visita specialistica
|Bruera Giada|412|2025-06-06|2025-06-03|60|30|visita specialistica
|Bruera Marco|411|2025-06-06|2025-06-03|60|30|visita specialistica
big|Caffaratti Silvio|1001|2025-06-18|=|2469|400|dentista
wrong|Long Emanuele|14|2025-06-26|=|75|37.50|esami
gone|Rostan Valdo|640|2025-08-06|2025-08-05|100|50|visita specialistica
before_end|Rostan Valdo|611|2025-06-20|2025-06-19|44|22|esami
shared|Issoglio Carla|29|2025-09-09|=|160|80|fisioterapia
|Issoglio Paola|30|2025-09-09|=|90|45|ticket
|Menusan Fiorella|71|2025-09-18|=|58|29|esami
cap3|Viotti Gianfranco|512|2025-10-02|=|240|120|occhiali
odd|Tron Ines|9/2025|2025-10-13|=|70|35|visita specialistica
|Ughetto Piergiorgio|83|2025-10-29|=|124|62|visita specialistica
|Charbonnier Sara|1180|2025-11-04|=|180|90|visita specialistica
|Bonansea Ugo|55|2025-11-11|=|30|15|ticket
nodate|Vinay Ottavia|s.n.|2025-11-20|=|88|44|diaria
|Dell'Acqua Ivo|91|2025-12-05|=|110|55|visita specialistica
"""


def _compose() -> Book:
    book = Book("claims", "rimborsi 2025 ALVEARE.xlsx", "2025", widths=(5, 11, 24, 20, 22, 12, 14, 14, 11, 11, 11, 30))
    book.rules = {
        "ceiling_cents": 40000,
        "per": "person",
        "benefit": "",
        "waiting_days": 90,
        "members": MEMBERS.TRUTH["file_name"],
    }
    rules = Sheet("regole")
    for text in (
        "Rimborso 50% della spesa",
        "Massimale € 400 l'anno a persona, tutte le prestazioni insieme",
        "Carenza 90 giorni dalla data di ammissione",
        "Il rimborso spetta per prestazioni avute da socio",
    ):
        rules.line(text)
    book.before.append(rules)
    old = Sheet("2024")
    old.line("n.", "socio", "rimborso", style="head")
    old.line(1, "Balmas Ernesto", 35)
    book.after.append(old)
    book.merge(book.line("RIMBORSI LIQUIDATI NEL 2025", style="title"), 1, 12)
    book.skip()
    book.line(
        "n.",
        "arrivo",
        "Socio",
        "C.F.",
        "Prestazione",
        "FATTURA",
        None,
        "data prest.",
        "spesa",
        "rimborso",
        "pagato",
        "Note",
        style="head",
    )
    book.merge(3, 6, 7)
    book.line(None, None, None, None, None, "n.", "del", None, None, None, "il", None, style="head")
    rows = _rows(book)
    book.line(
        None,
        None,
        "TOTALE",
        None,
        None,
        None,
        None,
        None,
        Formula("=SUM(I5:I46)", 6817.17),
        Formula("=SUM(J5:J46)", 2523.58),
        style="total",
    )
    book.line("N.B. massimale 400 euro/anno a socio – v. foglio regole")
    _find(book, rows)
    return book


def _rows(book: Book) -> dict[str, int]:
    rows: dict[str, int] = {}
    dates = (slash, real, short, dot, words, real, serial)
    for index, line in enumerate(asked(TABLE)):
        if index == 20:
            book.line(None, None, "riporto 1° semestre", None, None, None, None, None, None, None, style="total")
            book.skip()
        form = dates[index % len(dates)]
        day = date.fromisoformat(line.invoiced)
        more = _oddities(line) | {
            "arrived": f"{day.day}/{day.month}",
            "paid": "BB" if index % 3 else f"BB {day.month % 12 + 1}/25",
            "n": Tick(f"{index + 1:03d}") if index < 9 else index + 1,
        }
        person = MEMBERS.PERSONS.get(line.who) or P("Marangoni", "Tito", "M", "1965-03-15", "Pinerolo")
        row = book.claim(
            COLUMNS,
            person,
            line.number,
            form(line.invoiced),
            form(line.service),
            line.expense,
            line.refund,
            line.benefit,
            **more,
        )
        rows[line.tag or f"row{index}"] = row
    return rows


def _oddities(line: Asked) -> dict[str, Any]:
    persons = MEMBERS.PERSONS
    shown: dict[str, dict[str, Any]] = {
        "twice2": {"note": "2° invio?"},
        "a2": {"expense": "180,01", "refund": "€ 90"},
        "swap": {"code": persons["D'Agostino Calogero"].code},
        "suino": {"refund": "31,-", "full": "SUINO MARISA"},
        "dead": {"note": "pagato alla figlia", "full": "eredi Peyronel Guido"},
        "cap1": {"code": None, "expense": stroke(40000), "refund": stroke(20000)},
        "cap2": {
            "expense": comma(30000),
            "refund": euro_sign(15000),
            "code": persons["Viotti Gianfranco"].code.lower(),
        },
        "cap3": {"full": "Gianfranco Viotti"},
        "big": {"expense": "2.469,00", "refund": "400", "note": "al massimale"},
        "wrong": {"code": broken(persons["Long Emanuele"].code)},
        "shared": {"code": persons["Issoglio Paola"].code, "truth": {"fiscal_code": ""}},
        "odd": {"refund": "vedi ricev.", "truth": {"refund_cents": None}},
        "nodate": {
            "invoiced": "30/02/2025",
            "service": vague("novembre"),
            "truth": {"invoiced_on": None, "service_on": None, "invoice_number": ""},
        },
        "unknown": {"note": "chi è?"},
    }
    more = dict(shown.get(line.tag, {}))
    if line.who == "Fornero Noemi":
        more |= {"code": None, "truth": {"fiscal_code": ""}}
    if line.who == "Menusan Fiorella":
        more |= {"full": "Caffaratti Menusan Fiorella"}
    if line.who == "Pons Giovanni":
        more |= {
            "full": "Pons Giovanni",
            "code": P("Pons", "Giovanni", "M", "1985-06-24", "Pinerolo").code,
            "truth": {"fiscal_code": P("Pons", "Giovanni", "M", "1985-06-24", "Pinerolo").code},
            "note": "il giovane",
        }
    return more


def _find(book: Book, row: dict[str, int]) -> None:
    find = book.finding
    find("invoice_twice", [row["a1"], row["a2"]], "Charbonnier Renato", 9000, "118/A and «118 A», a cent more")
    find("invoice_twice", [row["twice1"], row["twice2"]], "Ribet Lidia", 7000, "the same invoice paid two times")
    find("above_ceiling", [row["cap1"], row["cap2"], row["cap3"]], "Viotti Gianfranco", 7000, "470 paid, ceiling 400")
    find("before_joining", [row["before"]], "Turina Alessio", 5500, "20 February, member from 1 March 2025")
    find("waiting_ignored", [row["wait2"]], "Turina Alessio", 3500, "the 45th day of 90")
    find("waiting_ignored", [row["wait"]], "Morero Tiziano", 7500, "the 80th day of 90")
    find("after_leaving", [row["suino"]], "Suino Marisa", 3100, "left in December 2024")
    find("after_leaving", [row["dead"]], "Peyronel Guido", 11000, "died in March 2025, service of May")
    find("after_leaving", [row["gone"]], "Rostan Valdo", 5000, "resigned on 30 June, service of August")
    find("unknown_person", [row["unknown"]], "Marangoni Tito", 6500, "not in the member sheet")
    find("fiscal_code_wrong", [row["swap"]], "Micol Elda", 2500, "her husband's tax code")
    find("fiscal_code_wrong", [row["wrong"]], "Long Emanuele", 3750, "the last letter does not match")
    find("fiscal_code_shared", [row["shared"]], "Issoglio Carla", 8000, "her sister Paola's tax code")
    book.problem(row["odd"], "amount_unreadable", "Tron Ines", "«vedi ricev.»")
    book.problem(
        row["jahier"], "other", "Jahier Stefano", "the code without the letter of the member sheet: both are his"
    )
    book.problem(row["nodate"], "date_impossible", "Vinay Ottavia", "invoice of 30/02/2025, service «novembre»")


BOOK = _compose()
TRUTH: dict[str, Any] = BOOK.truth()


def build(path: Path) -> None:
    """Write the workbook at `path`."""
    BOOK.save(path)
