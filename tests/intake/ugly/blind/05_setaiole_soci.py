"""The members of the «Setaiole e Tessitori»: family number, town and phone in cells merged over the family."""

from pathlib import Path
from typing import Any

from .kit import As, Book, Euro, Formula, P, Sheet, Tick, broken, dash, dot, invent, serial, short, slash, vague, words

COLUMNS = ("house", "town", "tel", "tess", "full", "code", "born", "joined", "q23", "q24", "q25", "note", "full2")


def _compose() -> Book:
    book = Book(
        "members",
        "SETAIOLE soci+quote.xlsx",
        "Soci",
        widths=(6, 18, 16, 8, 28, 20, 14, 13, 9, 9, 9, 34, 20),
        hidden_columns=(13,),
    )
    book.line("SOCIETÀ FRA SETAIOLE E TESSITORI (sodalizio inventato) – LIBRO SOCI in uso dal 2004", style="title")
    book.merge(1, 1, 12)
    book.line("agg. al", 46022, None, "giallo = da sentire; barrato = non più socio (vedi note)")
    book.skip()
    book.line(
        "Nucleo",
        "Comune",
        "tel/cell",
        "N. tess.",
        "Cognome e Nome",
        "Cod.Fisc.",
        "nato il",
        "Data amm.",
        "quota pagata",
        "quota pagata",
        "quota pagata",
        "Note",
        "Cognome e Nome",
        style="head",
    )
    book.line(None, None, None, None, None, None, None, None, 2023, 2024, 2025, None, "(vecchio)", style="head")
    book.merge(4, 1, 1, 1)
    _families(book)
    book.line(
        None,
        None,
        None,
        None,
        "Subtotale",
        None,
        None,
        None,
        Formula("=SUM(I6:I30)", 1740),
        Formula("=SUM(J6:J30)", 1740),
        Formula("=SUM(K6:K30)", 1770.5),
        style="total",
    )
    book.skip()
    book.line("soci singoli", style="head")
    book.merge(len(book.lines), 1, 12)
    _singles(book)
    book.skip(2)
    book.line(
        None,
        None,
        None,
        None,
        "TOTALE",
        None,
        None,
        None,
        Formula("=SUM(I6:I55)", 3480),
        Formula("=SUM(J6:J55)", 3480),
        Formula("=#REF!+K31", "#REF!"),
        style="total",
    )
    book.problem(len(book.lines), "formula_error", "", "the total of 2025 is #REF!")
    book.line("firma del Presidente", None, None, None, None, "firma del Segretario")
    dead = Sheet("defunti")
    dead.line("Cognome e Nome", "data", style="head")
    dead.line("Bermond Celestina", "12/01/2018")
    dead.line("Giay Ottavio", "deceduto 3/2025")
    book.after.append(dead)
    return book


def _family(book: Book, house: Any, town: str, tel: Any, rows: list[tuple[str, P, dict[str, Any]]]) -> list[int]:
    """The rows of one family; house, town and phone are merged over all of them."""
    numbers = []
    for index, (role, p, more) in enumerate(rows):
        top = {"house": house, "town": town, "tel": tel} if index == 0 else {"house": None, "town": None, "tel": None}
        told = {"municipality": town} | more.pop("truth", {})
        if index == 0 and "phone" not in told:
            told["phone"] = "".join(sign for sign in str(tel or "") if sign.isdigit())
        more.setdefault("q23", 120 if role == "head" else 60 if role == "spouse" else 30)
        more.setdefault("q24", more["q23"])
        more.setdefault("q25", more["q23"])
        label = f"nucleo {house}" if isinstance(house, int) else p.who
        numbers.append(book.member(COLUMNS, p, more.pop("household", label), role, truth=told, **top, **more))
    if len(rows) > 1:
        for column in (1, 2, 3):
            book.merge(numbers[0], column, column, len(rows) - 1)
    return numbers


def _families(book: Book) -> None:
    p = invent("Giay|Ottavio|M|1943-10-08|Pinasca")
    q = invent("Bermond|Irma|F|1946-03-27|Fenestrelle")
    _family(
        book,
        1,
        "Pinasca",
        "0121 000801",
        [
            (
                "head",
                p,
                {
                    "tess": Tick("003"),
                    "joined": slash("1969-01-01"),
                    "note": "deceduto 3/2025",
                    "style": "strike",
                    "truth": {"ended_month": "2025-03"},
                    "bad": [("left_or_dead_in_note", "died in March 2025; the sheet «defunti» says the same")],
                },
            ),
            ("spouse", q, {"tess": Tick("004"), "joined": slash("1969-01-01"), "note": "paga la figlia Renata"}),
        ],
    )
    p = invent("Bertone|Massimo|M|1967-02-17|Pinerolo")
    _family(
        book,
        2,
        "None",
        "338/0100802",
        [
            ("head", p, {"tess": 11, "joined": dot("1999-03-01"), "born": dot(p.born)}),
            (
                "spouse",
                invent("Cuccolo|Antonella|F|1969-11-23|None"),
                {"tess": 12, "joined": dot("1999-03-01"), "born": dot("1969-11-23")},
            ),
            (
                "child",
                invent("Bertone|Fabiana|F|2000-08-19|Pinerolo"),
                {"tess": 13, "joined": dot("2000-09-01"), "born": dot("2000-08-19")},
            ),
            (
                "child",
                invent("Bertone|Christian|M|2004-12-03|Pinerolo"),
                {"tess": 14, "joined": dot("2005-01-01"), "born": dot("2004-12-03")},
            ),
        ],
    )
    p = invent("Rossetti|Amalia|F|1972-05-13|Torino")
    q = invent("Genero|Loris|M|1970-09-29|Villar Perosa")
    _family(
        book,
        3,
        "Villar Perosa",
        "3,47E+09",
        [
            (
                "head",
                p,
                {
                    "tess": 15,
                    "joined": words("2001-06-01"),
                    "born": words(p.born),
                    "full": "Amalia Rossetti",
                    "truth": {"phone": ""},
                    "bad": [("phone_damaged", "3,47E+09")],
                },
            ),
            ("spouse", q, {"tess": 16, "joined": words("2001-06-01"), "born": words(q.born), "note": "marito"}),
            (
                "child",
                invent("Genero|Elisa|F|2003-01-17|Pinerolo"),
                {"tess": 17, "joined": words("2003-02-01"), "born": words("2003-01-17")},
            ),
        ],
    )
    p = invent("Roccia|Tullio|M|1959-07-07|Bricherasio")
    q = invent("Roccia|Tullia|F|1992-07-07|Pinerolo")
    rows = _family(
        book,
        4,
        "Bricherasio",
        "0121 000804",
        [
            ("head", p, {"tess": 18, "joined": slash("1987-01-01")}),
            (
                "spouse",
                invent("Chiavazza|Rita|F|1961-09-14|Cavour"),
                {
                    "tess": 19,
                    "joined": slash("1987-01-01"),
                    "code": broken(invent("Chiavazza|Rita|F|1961-09-14|Cavour").code),
                    "truth": {"fiscal_code": ""},
                    "bad": [("fiscal_code_wrong", "last letter does not match")],
                },
            ),
            ("child", q, {"tess": 20, "joined": slash("1992-08-01"), "q25": "60,50"}),
        ],
    )
    book.alike((rows[0], p.who), (rows[2], q.who), "father Tullio and daughter Tullia, both born on 7 July")
    p = invent("Vigna|Gaspare|M|1981-01-30|Pinerolo")
    two = [invent("Vigna|Diego|M|2010-10-10|Pinerolo"), invent("Vigna|Dario|M|2010-10-10|Pinerolo")]
    rows = _family(
        book,
        5,
        "Volvera",
        "011 0000805",
        [
            ("head", p, {"tess": 21, "joined": serial("2009-01-01"), "born": serial(p.born)}),
            (
                "spouse",
                invent("Popescu|Ana Maria|F|1984-04-14|Romania"),
                {"tess": 22, "joined": serial("2009-01-01"), "born": serial("1984-04-14")},
            ),
            ("child", two[0], {"tess": 23, "joined": serial("2010-11-01"), "born": serial("2010-10-10")}),
            (
                "child",
                two[1],
                {
                    "tess": 24,
                    "joined": serial("2010-11-01"),
                    "born": serial("2010-10-10"),
                    "code": two[0].code,
                    "truth": {"fiscal_code": ""},
                    "bad": [
                        ("fiscal_code_shared", "his twin Diego's code"),
                        ("fiscal_code_of_another", "DGI is Diego: Dario would be DRA"),
                    ],
                },
            ),
        ],
    )
    book.problem(rows[2], "fiscal_code_shared", two[0].who, "his code stands also in his twin's row")
    book.alike((rows[2], two[0].who), (rows[3], two[1].who), "twins; one code was copied")
    p = invent("Armand|Roberto|M|1975-03-26|Pinerolo")
    q = invent("Costabel|Nicoletta|F|1977-06-09|Torre Pellice")
    _family(
        book,
        6,
        "Torre Pellice",
        "349 0100806",
        [
            ("head", p, {"tess": 25, "joined": slash("2024-12-01"), "q23": None, "q24": 10, "q25": 120}),
            ("spouse", q, {"tess": 26, "joined": slash("2024-12-01"), "q23": None, "q24": 5, "q25": 60}),
            (
                "child",
                invent("Armand|Teo|M|2012-02-29|Pinerolo"),
                {"tess": 27, "joined": slash("2024-12-01"), "q23": None, "q24": None},
            ),
        ],
    )
    p = invent("Caffaro|Domenica|F|1949-04-04|Macello")
    _family(
        book,
        7,
        "Macello",
        "0121 000807",
        [
            ("head", p, {"tess": 28, "joined": slash("1974-01-01"), "note": "ved."}),
            (
                "child",
                invent("Tealdi|Giorgio|M|1973-06-20|Pinerolo"),
                {"tess": 29, "joined": slash("1974-01-01"), "note": "figlio", "style": "yellow"},
            ),
        ],
    )
    p = invent("Barbero|Ilario|M|1963-11-11|Vigone")
    q = invent("Serafino|Loredana|F|1964-02-05|Vigone")
    row = _family(
        book,
        8,
        "Vigone",
        "0121 000808",
        [
            (
                "head",
                p,
                {
                    "tess": "30-31",
                    "joined": slash("1990-01-01"),
                    "full": "Barbero Ilario / Serafino Loredana",
                    "code": f"{p.code}\n{q.code}",
                    "born": "11/11/63\n5/2/64",
                    "q23": 180,
                    "bad": [("fiscal_code_two_in_cell", "husband and wife in one row, on two lines of the cells")],
                },
            ),
        ],
    )[0]
    book.person(row, q, "nucleo 8", "spouse", joined=slash("1990-01-01"), town="Vigone")


def _singles(book: Book) -> None:
    def one(p: P, town: str, tel: Any, tess: Any, joined: As | str | None, **more: Any) -> int:
        return _family(book, None, town, tel, [("head", p, {"tess": tess, "joined": joined} | more)])[0]

    maiden = invent("Bianco|Rosanna|F|1968-08-02|Pinerolo")
    a = one(maiden, "Pinerolo", "0121 000832", 32, slash("1993-01-01"))
    b = one(
        maiden,
        "Pinerolo",
        "340 0100832",
        77,
        slash("2006-01-01"),
        full="Bianco Depetris Rosanna",
        note="tessera nuova col cognome del marito",
        truth={"unsure": ["joined_on", "surname"]},
        bad=[("person_twice", "card 32 too, under her own surname")],
    )
    book.alike((a, maiden.who), (b, maiden.who), "one tax code, maiden and double surname", same=True)
    one(invent("Nonis|Carlo|M|1956-01-16|None"), "None", "011 0000833", 33, slash("1984-01-01"))
    p = invent("Allais|Vittoria|F|1952-12-02|Luserna San Giovanni")
    one(
        p,
        "Luserna San Giovanni",
        "0121 000834",
        34,
        vague("1978?"),
        code=p.code.replace("0", "O"),
        bad=[("fiscal_code_wrong", "letter O for zero; readable"), ("date_unreadable", "«1978?»")],
    )
    p = invent("Fenoglio|Rinaldo|M|1961-06-21|Scalenghe")
    one(
        p,
        "Scalenghe",
        "333 0100835",
        35,
        slash("1995-01-01"),
        code=p.omocode(12, 13),
        truth={"fiscal_code": p.omocode(12, 13)},
    )
    p = invent("Usseglio|Oriana|F|1970-10-18|Pinerolo")
    one(
        p,
        "Pinerolo",
        None,
        36,
        slash("2003-01-01"),
        code=p.code[1:],
        truth={"fiscal_code": ""},
        bad=[("fiscal_code_wrong", "the first letter is missing")],
    )
    p = invent("Mattalia|Gregorio|M|1947-07-27|Piscina")
    one(
        p,
        "Piscina",
        "0121 000837",
        37,
        slash("1972-01-01"),
        note="uscito dic. 24",
        style="strike",
        q25=None,
        truth={"ended_month": "2024-12"},
        bad=[("left_or_dead_in_note", "left in December 2024")],
    )
    p = invent("Pavarin|Stella|F|1985-05-28|Torino")
    one(p, "Airasca", "328 0100838", 38, slash("2025-06-01"), q23=None, q24=None, q25=70, note="iscritta 1° giugno")
    p = invent("Luporini|Sandro|M|1978-09-09|Pinerolo")
    one(
        p,
        "Frossasco",
        "348 0100839",
        39,
        slash("2007-01-01"),
        born=dash("1979-09-09"),
        truth={"born_on": None, "unsure": ["born_on"]},
        bad=[("other", "the cell says 1979, the (formally right) tax code 1978")],
    )
    p = invent("Brun|Edmondo|M|1954-04-11|Usseaux")
    one(
        p,
        "Usseaux",
        "0121 000840",
        40,
        slash("1977-01-01"),
        born=short(p.born),
        q23="€ 120",
        q24="€ 120",
        q25="€ 120,00",
    )
    p = invent("Brun|Lucia|F|1957-08-16|Pinerolo")
    one(
        p,
        "Usseaux",
        "0121 000840",
        46,
        slash("1981-01-01"),
        household="?Brun Lucia",
        truth={"unsure": ["household", "role"]},
        bad=[("household_unclear", "surname, town and phone of the row above, but no family number: wife, sister?")],
    )
    p = invent("Simondi|Agnese|F|1990-03-09|Pinerolo")
    one(p, "Roletto", "346 0100841", 41, vague("32/1/2019"), bad=[("date_impossible", "32 January 2019")])
    p = invent("Granero|Walter|M|1966-06-06|Villafranca Piemonte")
    one(
        p,
        "Cavour",
        "0121 000842",
        42,
        slash("1996-01-01"),
        full="GranÃ¨ro Walter",
        style="yellow",
        bad=[("name_unreadable", "«GranÃ¨ro»: a broken accent the name never had")],
        truth={"unsure": ["surname"]},
    )
    p = invent("Turaglio|Mirella|F|1958-02-23|Osasco")
    one(
        p,
        "Osasco",
        "0121 000843",
        43,
        slash("1986-01-01"),
        code=None,
        truth={"fiscal_code": ""},
        bad=[("fiscal_code_missing", "no tax code")],
        note="portare CF!",
    )
    p = invent("Sacchetto|Dino|M|1950-05-05|Torino")
    one(p, "Pinerolo", "0121 000844", 44, slash("1975-01-01"), q25=-120, note="rimborso quota pagata 2 volte")
    p = invent("Vallory|Claire|F|1974-07-14|Francia")
    one(p, "Pragelato", "0122 000845", 45, slash("2014-01-01"), q25=Euro(120.0))


BOOK = _compose()
PERSONS = BOOK.persons
TRUTH: dict[str, Any] = BOOK.truth()


def build(path: Path) -> None:
    """Write the workbook at `path`."""
    BOOK.save(path)
