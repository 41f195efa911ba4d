"""The members of «La Vetta»: two lists side by side for the printer, birthdays in three columns, families «v. n.»."""

from pathlib import Path
from typing import Any

from .kit import Book, P, Sheet, Tick, broken

HEADER = ("n.", "cognome", "nome", "gg", "mm", "aaaa", "C.F.", "comune", "amm.", None)
LEFT = """
1|Allemand|Desiderio|M|1950-01-15|Fenestrelle|Fenestrelle|1/1/1974||
2|Challier|Ermelinda|F|1952-06-30|Usseaux|Fenestrelle|1/1/1974|mogl. n. 1|
3|Jourdan|Ferruccio|M|1948-08-22|Pragelato|Pragelato|1/1/1970||uscito dic. 24
4|Guiot|Mario|M|1966-02-02|Roure|Roure|5/6/1991||
5|Guiot|Maria|F|1996-02-02|Pinerolo|Roure|1/1/1997|figlia n. 4|
6|Perron|Carolina|F|1959-11-07|Pinerolo|None|1/3/1988||
7|Heritier|Giacomo|M|1971-03-12|Pinerolo|Porte|1/1/2002||
8|Talmon|Luisella|F|1974-05-27|Pinerolo|Porte|1/1/2002|mogl. n. 7|
9|Heritier|Sofia|F|2005-07-19|Pinerolo|Porte|1/8/2005|figlia n. 7|
10|Heritier|Filippo|M|2008-12-24|Pinerolo|Porte|1/1/2009|c.s.|
11|Raviol|Celeste|M|1944-10-10|Perosa Argentina|Pomaretto|1/1/1969||nome da uomo
12|Toye|Bernardino|M|1937-05-20|Massello|Perrero|1958||deceduto 3/2025
13|Pastre|Vilma|F|1941-09-03|Prali|Perrero|1958|mogl. n. 12|paga la figlia
14|Lageard|Tommaso|M|1983-04-01|Pinerolo|Inverso Pinasca|1/1/2011||
15|Barral|Martina|F|1985-08-29|Pinerolo|Inverso Pinasca|1/1/2011|convive n. 14|
16|Lageard|Nina|F|2018-06-12|Pinerolo|Inverso Pinasca|1/7/2018|figlia n. 14|
17|Bleynat|Edoardo|M|1962-12-05|Pramollo|San Germano Chisone|1/1/1990||
18|Sallen|Ginetta|F|1963-07-18|Pinerolo|San Germano Chisone|1/1/1990|idem|
19|Micellone|Rocco|M|1969-01-21|Torino|Villar Perosa|1/9/2004||
20|Paschetto|Alba|F|1955-05-05|Torre Pellice|Torre Pellice|1/1/1980||
21|Paschetto|Alba|F|1985-05-25|Pinerolo|Torre Pellice|1/1/2010||nipote della 20
22|Calliero|Oscar|M|1978-02-14|Pinerolo|Bibiana|1/5/2012||
23|Berger|Liliane|F|1967-03-03|Svizzera|Angrogna|1/1/2015||
24|Danna|Ettorina|F|1934-12-12|Cavour|Cavour|1/1/1960||esente
48|Fantone|Gemma|F|1991-02-11|Pinerolo|Pinerolo|1/10/2025||aggiunta a mano
49|Fantone|Emma|F|1991-11-02|Pinerolo|Pinerolo|1/10/2025||aggiunta a mano
"""
RIGHT = """
25|Vaschetto|Gualtiero|M|1957-04-16|Garzigliana|Garzigliana|1/1/1983||
26|Ballari|Irma|F|1960-10-26|Vigone|Garzigliana|1/1/1983|mogl. n. 25|
27|Ostorero|Nello|M|1964-09-01|Cumiana|Cumiana|1/1/1994||disdetto 30/09/2025
28|Mollar|Giuseppina|F|1949-03-19|Cumiana|Cumiana|1/1/1975||
29|Sordello|Amos|M|1972-07-31|Pinerolo|Lusernetta|1/1/2000||
30|Sordello|Jole|F|2002-01-01|Pinerolo|Lusernetta|1/2/2002|figlia n. 29|
31|Canonico|Tea|F|1980-06-15|Torino|None|1/4/2013||
32|Canonico|Zaira|F|2014-10-02|Pinerolo|None|1/11/2014|figlia n. 31|
33|De Santis|Orlando|M|1953-08-08|Torino|Osasco|1/1/1981||
34|L'Abbate|Concetta|F|1956-02-17|Torino|Osasco|1/1/1981|mogl. n. 33|
35|Clapier|Rodolfo|M|1976-11-11|Pinerolo|Pinerolo|1/1/2006||
36|Clapier|Rodolfo|M|1976-11-11|Pinerolo|Pinerolo|1/1/2006||già al 35?
37|Garnier|Mafalda|F|1939-06-24|Villar Pellice|Villar Pellice|1/1/1962||
38|Bonetto|Ciro|M|1987-09-30|Pinerolo|Piscina|1/1/2019||
39|Nasi|Ludovica|F|1989-12-31|Pinerolo|Piscina|1/1/2019|mogl. n. 38|
40|Bonetto|Isotta|F|2021-02-28|Pinerolo|Piscina|1/3/2021|figlia|
41|Aglì|Teodoro|M|1961-05-09|Macello|Macello|1/1/1989||
42|Gontier|Armida|F|1946-01-06|Angrogna|Angrogna|1/1/1971||
43|Michialino|Berto|M|1958-08-18|Bricherasio|Bricherasio|1/1/1986||
44|Rivoiro|Olga|F|1970-04-25|Pinerolo|Prarostino|1/1/1998||
45|Godin|Ermes|M|1979-10-03|Pinerolo|Scalenghe|1/1/2009||
46|Vacchieri|Lara|F|1982-03-08|Pinerolo|Scalenghe|1/1/2009|mogl. n. 45|
47|Godin|Pablo|M|2013-05-17|Argentina|Scalenghe|1/6/2013|figlio n. 45|
"""
ROLES = {
    "mogl.": "spouse",
    "figlia": "child",
    "figlio": "child",
    "c.s.": "child",
    "convive": "spouse",
    "idem": "unknown",
}
HOUSES = {10: "7", 18: "?18", 40: "?40"}


def _rows(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.strip().splitlines()]


def _oddities(number: int, p: P) -> tuple[dict[int, Any], dict[str, Any], list[tuple[str, str]]]:
    """What the cells of person `number` hold instead, what is true then, and what a clerk would tell."""
    table: dict[int, tuple[dict[int, Any], dict[str, Any], list[tuple[str, str]]]] = {
        3: ({}, {"ended_month": "2024-12"}, [("left_or_dead_in_note", "left in December 2024")]),
        4: ({0: Tick("0004")}, {}, []),
        5: (
            {0: Tick("0005"), 6: P("Guiot", "Mario", "M", "1966-02-02", "Roure").code},
            {"fiscal_code": ""},
            [("fiscal_code_shared", "her father's code"), ("fiscal_code_of_another", "the code is Mario's, n. 4")],
        ),
        6: (
            {3: 31, 4: 2, 5: 1959},
            {"born_from": "code"},
            [("date_impossible", "31/2/1959; the code says 7 November")],
        ),
        11: ({6: p.code.lower()}, {}, []),
        12: (
            {5: 37, 8: 1958},
            {"ended_month": "2025-03"},
            [("left_or_dead_in_note", "died in March 2025"), ("date_unreadable", "admission: only the year 1958")],
        ),
        13: ({5: 41, 8: 1958}, {}, [("date_unreadable", "admission: only the year 1958")]),
        14: ({4: "aprile"}, {}, []),
        15: ({4: "agosto"}, {}, []),
        16: ({4: "VI"}, {}, []),
        17: ({6: p.code.replace("0", "O")}, {}, [("fiscal_code_wrong", "letter O for zero; readable")]),
        18: (
            {},
            {"unsure": ["household", "role"]},
            [("household_unclear", "«idem» under a head: his wife? his house?")],
        ),
        19: ({6: p.code[:9] + p.code[10:]}, {"fiscal_code": ""}, [("fiscal_code_wrong", "one sign short")]),
        22: (
            {3: 2, 4: 14},
            {"unsure": ["born_on"]},
            [("other", "day and month stand in each other's column: month 14")],
        ),
        23: ({1: "Berger - Rol"}, {"unsure": ["surname"]}, []),
        24: ({3: None, 4: None}, {"born_from": "code"}, [("date_unreadable", "only the year of birth")]),
        27: ({}, {"ended_on": "2025-09-30"}, [("left_or_dead_in_note", "resigned on 30 September 2025")]),
        28: ({6: None}, {"fiscal_code": ""}, [("fiscal_code_missing", "no tax code")]),
        29: ({6: broken(p.code)}, {"fiscal_code": ""}, [("fiscal_code_wrong", "the last letter does not match")]),
        33: ({1: "DE SANTIS", 2: "ORLANDO"}, {}, []),
        34: ({1: "L`ABBATE", 2: "CONCETTA"}, {}, []),
        36: (
            {0: Tick("036"), 6: p.code[:6] + " " + p.code[6:]},
            {"unsure": ["household"]},
            [("person_twice", "the same man as n. 35")],
        ),
        38: ({6: p.omocode(6)}, {"fiscal_code": p.omocode(6)}, []),
        40: (
            {},
            {"unsure": ["household"]},
            [("household_unclear", "«figlia», of whom? the two rows above are a couple")],
        ),
        41: ({1: "AGLI'"}, {}, []),
        44: ({1: "Olga", 2: "Rivoiro"}, {}, [("other", "surname and given name stand in each other's column")]),
        47: ({8: "31/6/2013"}, {"joined_on": None}, [("date_impossible", "31 June 2013")]),
    }
    return table.get(number, ({}, {}, []))


def _half(line: list[str]) -> tuple[P, list[Any], dict[str, Any], list[tuple[str, str]], str, str]:
    number, surname, given, sex, born, place, town, joined, relation, note = line
    p = P(surname, given, sex, born, place)
    cells: list[Any] = [
        int(number),
        surname,
        given,
        p.day.day,
        p.day.month,
        p.day.year,
        p.code,
        town,
        joined,
        " - ".join(text for text in (relation, note) if text) or None,
    ]
    changed, truth, bad = _oddities(int(number), p)
    for column, value in changed.items():
        cells[column] = value
    house = HOUSES.get(int(number)) or (relation.split("n. ")[1] if "n. " in relation else number)
    role = ROLES.get(relation.split(" ")[0], "head") if relation else "head"
    parts = joined.split("/")
    told = {
        "municipality": town,
        "joined_on": f"{parts[2]}-{int(parts[1]):02d}-{int(parts[0]):02d}" if len(parts) == 3 else None,
        "number": int(number),
    } | truth
    return p, cells, told, bad, f"n. {house}", role


def _compose() -> Book:
    book = Book(
        "members",
        "LA VETTA elenco x stampa A3.xlsx",
        "STAMPA A3",
        widths=(5, 14, 14, 4, 8, 6, 20, 18, 10, 22, 5, 14, 14, 4, 8, 6, 20, 18, 10, 22),
    )
    for text in (
        "«LA VETTA» mutuo soccorso di montagna",
        "(sodalizio inventato)",
        "Via dei Mulini 0 – Fenestrelle",
        "",
        "ELENCO DEI SOCI PER L'ASSEMBLEA",
    ):
        book.merge(book.line(text, style="title"), 1, 20)
    book.skip()
    book.line(*HEADER, *HEADER, style="head")
    left, right = _rows(LEFT), _rows(RIGHT)
    found: dict[int, int] = {}
    for index in range(max(len(left), len(right))):
        if index == 12:
            book.line("segue", None, None, None, None, None, None, None, None, None, "segue")
            book.line(*HEADER, *HEADER, style="head")
        halves = [_half(side[index]) if index < len(side) else None for side in (left, right)]
        cells = [cell for half in halves for cell in (half[1] if half else [None] * 10)]
        gone = any(half and "ended_on" in half[2] for half in halves)
        row = book.data(*cells, style="red" if gone else "")
        for half in halves:
            if half:
                book.person(row, half[0], half[4], half[5], bad=half[3], truth=half[2])
                found[half[2]["number"]] = row
    _pairs(book, found)
    book.line(None, "Totale soci", 49, style="total")
    book.skip()
    book.line("Fenestrelle, lì 10 gennaio 2026", None, None, None, None, None, None, "il Presidente")
    phones = Sheet("telefoni")
    phones.line("n.", "tel")
    for number, phone in ((1, "0121 000901"), (4, "335 0100904"), (7, "3.38E+09")):
        phones.line(number, phone)
    empty = Sheet("Foglio2")
    empty.state = "hidden"
    book.before.append(phones)
    book.after.append(empty)
    return book


def _pairs(book: Book, row: dict[int, int]) -> None:
    book.alike((row[4], "Guiot Mario"), (row[5], "Guiot Maria"), "father and daughter; one code was copied")
    book.problem(row[4], "fiscal_code_shared", "Guiot Mario", "his code stands also in his daughter's row")
    book.alike((row[20], "Paschetto Alba"), (row[21], "Paschetto Alba"), "aunt and niece, 1955 and 1985")
    book.alike((row[48], "Fantone Gemma"), (row[49], "Fantone Emma"), "Gemma 11/2 and Emma 2/11/1991 are two women")
    book.alike((row[35], "Clapier Rodolfo"), (row[36], "Clapier Rodolfo"), "one tax code under two numbers", same=True)


BOOK = _compose()
PERSONS = BOOK.persons
TRUTH: dict[str, Any] = BOOK.truth()


def build(path: Path) -> None:
    """Write the workbook at `path`."""
    BOOK.save(path)
