"""The refunds of 2025 of the «Setaiole e Tessitori» (members: 05): refunds are formulas, some payments reversed."""

from importlib import import_module
from pathlib import Path
from typing import Any

from .kit import (
    Asked,
    Book,
    Formula,
    Sheet,
    Tick,
    american,
    asked,
    broken,
    comma,
    dot,
    euro_sign,
    invent,
    real,
    serial,
    short,
    slash,
    vague,
    words,
)

MEMBERS = import_module(".05_setaiole_soci", __package__)
COLUMNS = (
    "tess",
    "surname",
    "given",
    "code",
    "number",
    "invoiced",
    "service",
    "benefit",
    "expense",
    "refund",
    "mark",
    "note",
    "note2",
)
TABLE = """
|Bertone Massimo|14/25|2025-01-13|=|100|60|visita
|Cuccolo Antonella|15/25|2025-01-13|=|75.50|45.30|esami
gone|Mattalia Gregorio|3|2025-01-21|2025-01-20|120|72|visita
wait|Costabel Nicoletta|28|2025-02-03|2025-02-01|90|54|visita
alive|Giay Ottavio|41|2025-02-11|2025-02-10|60|36|ticket
|Rossetti Amalia|FE 12|2025-02-20|=|200|120|occhiali
|Genero Elisa|FE 13|2025-02-20|=|180|108|occhiali
b1|Brun Edmondo|101|2025-03-04|=|500|300|dentista
n1|Nonis Carlo|55|2025-03-11|=|400|240|dentista
|Roccia Tullio|70|2025-03-20|=|48|28.80|ticket
t1|Barbero Ilario|1005|2025-03-27|=|150|90|fisioterapia
n2|Nonis Carlo|55|2025-03-11|=|-400|-240|storno fatt. 55
|Serafino Loredana|1006|2025-03-27|=|150|90|fisioterapia
wrong|Chiavazza Rita|19|2025-04-08|=|66|39.60|esami
dead|Giay Ottavio|77|2025-04-22|2025-04-20|250|150|assistenza
shared|Vigna Dario|204|2025-05-05|=|70|42|visita
twin|Vigna Diego|203|2025-05-05|=|70|42|visita
before|Pavarin Stella|31|2025-05-13|2025-05-12|110|66|visita
b2|Brun Edmondo|166|2025-05-29|=|250|150|occhiali
|Allais Vittoria|88|2025-06-10|=|38|22.80|ticket
n3|Nonis Carlo|91|2025-06-18|=|700|420|dentista
|Fenoglio Rinaldo|27|2025-06-25|=|95|57|visita
t2|Barbero Ilario|1005/25|2025-03-27|=|150.01|90.01|fisioterapia
wait2|Pavarin Stella|64|2025-07-21|2025-07-20|80|48|esami
|Luporini Sandro|9|2025-08-28|=|130|78|visita
unknown|Bosio Ernestina|12|2025-09-09|=|100|60|visita
b3|Brun Edmondo|240|2025-09-30|=|183.33|110|fisioterapia
amer|Sacchetto Dino|52|2025-10-04|=|45|27|ticket
x1|Armand Roberto|81|2025-10-14|=|160|96|visita
x2|Armand Teo|82|2025-10-14|=|160|96|visita
|Bianco Rosanna|35|2025-11-06|=|85|51|esami
swap|Popescu Ana Maria|61|2025-11-18|=|55|33|ticket
t3|Roccia Tullia|7/B|2025-11-20|=|210|126|visita
t4|Roccia Tullio|7B|2025-11-20|=|210|126|visita
ref|Vallory Claire|18|2025-12-09|=|72|43.20|visita
"""


def _compose() -> Book:
    book = Book(
        "claims",
        "Rimborsi_Setaiole_25.xlsx",
        "Rimborsi25",
        widths=(8, 16, 16, 20, 10, 14, 14, 16, 11, 11, 4, 26, 20),
        hidden_columns=(13,),
    )
    book.rules = {
        "ceiling_cents": 50000,
        "per": "person",
        "benefit": "",
        "waiting_days": 90,
        "members": MEMBERS.TRUTH["file_name"],
    }
    book.line("Setaiole e Tessitori – rimborsi 60 % – anno", 2025)
    book.line("tetto annuo € 500,00 a testa (delibera 4/2023); carenza gg. 90", style="grey")
    book.skip()
    book.line(
        "tess.",
        "Cognome",
        "Nome",
        "Cod. Fiscale",
        "Fatt.",
        "data fatt.",
        "data cura",
        "voce",
        "importo",
        "60%",
        None,
        "Note",
        "Note",
        style="head",
    )
    rows = _rows(book)
    book.line(
        None,
        "TOTALE",
        None,
        None,
        None,
        None,
        None,
        None,
        Formula("=SUM(I5:I41)", 4863.84),
        Formula("=SUM(J5:J41)", 2798.51),
        style="total",
    )
    book.line(None, "di cui storni", None, None, None, None, None, None, -400, -240)
    book.skip()
    book.line("il Presidente", None, None, None, "il Segretario")
    summary = Sheet("riepilogo x voce")
    summary.line("voce", "rimborsi", style="head")
    for benefit, amount in (("visita", 700), ("dentista", 720), ("ticket", 120)):
        summary.line(benefit, amount)
    book.before.append(summary)
    _find(book, rows)
    return book


def _rows(book: Book) -> dict[str, int]:
    rows: dict[str, int] = {}
    dates = (real, slash, serial, short, words, dot)
    for index, line in enumerate(asked(TABLE)):
        if index in (10, 21):
            book.line(None, "Subtotale", None, None, None, None, None, None, None, None, style="total")
        form = dates[index % 6]
        person = MEMBERS.PERSONS.get(line.who) or invent("Bosio|Ernestina|F|1953-03-03|Torino")
        row = len(book.lines) + 1
        shown: dict[str, Any] = {"refund": Formula(f"=ROUND(I{row}*0.6,2)", line.refund / 100)}
        if index % 4 == 1:
            shown["expense"] = comma(line.expense)
        if index % 7 == 3:
            shown |= {"expense": euro_sign(line.expense), "refund": euro_sign(line.refund)}
        if index % 5 == 2:
            shown["number"] = Tick(line.number)
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
        "gone": {"note": "ex socio?"},
        "dead": {"note": "pagato alla vedova", "style": "yellow"},
        "n2": {"style": "red", "note": "stornata: paga l'assicurazione"},
        "t2": {"refund": 90.01},
        "wrong": {"code": broken(persons["Chiavazza Rita"].code), "truth": {"fiscal_code": ""}},
        "shared": {"code": persons["Vigna Diego"].code, "truth": {"fiscal_code": ""}},
        "amer": {
            "invoiced": american("2025-10-04"),
            "service": vague("4 ott."),
            "note": "data fatt. come da mail del medico",
            "truth": {"service_on": None, "unsure": ["invoiced_on", "service_on"]},
        },
        "swap": {"code": persons["Vigna Gaspare"].code},
        "b3": {"surname": "BRUN", "given": "EDMONDO E."},
        "ref": {"refund": Formula("=ROUND(#REF!*0.6,2)", "#REF!"), "truth": {"refund_cents": None}},
        "b2": {"code": persons["Brun Edmondo"].code.lower()},
        "unknown": {"tess": 99},
    }
    more = dict(changed.get(line.tag, {}))
    if line.who == "Bianco Rosanna":
        more |= {"surname": "Depetris Bianco"}
    if line.who == "Fenoglio Rinaldo":
        code = persons["Fenoglio Rinaldo"].omocode(12, 13)
        more |= {"code": code, "truth": {"fiscal_code": code}}
    return more


def _find(book: Book, row: dict[str, int]) -> None:
    find = book.finding
    find("invoice_twice", [row["t1"], row["t2"]], "Barbero Ilario", 9001, "1005 and 1005/25, a cent more")
    find(
        "invoice_twice",
        [row["t3"], row["t4"]],
        "Roccia Tullio",
        12600,
        "7/B under the daughter's name and 7B under his",
    )
    find("above_ceiling", [row["b1"], row["b2"], row["b3"]], "Brun Edmondo", 6000, "560 paid, ceiling 500")
    find("before_joining", [row["before"]], "Pavarin Stella", 6600, "12 May, member from 1 June 2025")
    find("waiting_ignored", [row["wait2"]], "Pavarin Stella", 4800, "the 49th day of 90")
    find("waiting_ignored", [row["wait"]], "Costabel Nicoletta", 5400, "the 62nd day of 90")
    find("after_leaving", [row["gone"]], "Mattalia Gregorio", 7200, "left in December 2024")
    find("after_leaving", [row["dead"]], "Giay Ottavio", 15000, "died in March 2025, service of April")
    find("unknown_person", [row["unknown"]], "Bosio Ernestina", 6000, "not in the member sheet")
    find("fiscal_code_wrong", [row["wrong"]], "Chiavazza Rita", 3960, "the last letter does not match")
    find("fiscal_code_wrong", [row["swap"]], "Popescu Ana Maria", 3300, "her husband's tax code")
    find("fiscal_code_shared", [row["shared"]], "Vigna Dario", 4200, "his twin Diego's tax code")
    book.problem(
        row["n2"], "other", "Nonis Carlo", "a reversal: 240 - 240 + 420 stays below the ceiling, nothing paid twice"
    )
    book.problem(
        row["amer"], "other", "Sacchetto Dino", "10/04/2025 is the American order; «4 ott.» in the next cell says so"
    )
    book.problem(row["x2"], "other", "Armand Teo", "father and son, two invoices of one day: not the same invoice")
    book.problem(row["ref"], "formula_error", "Vallory Claire", "the refund is #REF!")


BOOK = _compose()
TRUTH: dict[str, Any] = BOOK.truth()


def build(path: Path) -> None:
    """Write the workbook at `path`."""
    BOOK.save(path)
