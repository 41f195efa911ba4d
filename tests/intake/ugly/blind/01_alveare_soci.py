"""The members of «L'Alveare»: one row a person, a family number, quotas of two years, red rows that mean "left"."""

from functools import partial
from pathlib import Path
from typing import Any

from .kit import (
    As,
    Book,
    Euro,
    Formula,
    P,
    Sheet,
    Tick,
    american,
    broken,
    dash,
    dot,
    roman,
    serial,
    short,
    slash,
    spaced,
    vague,
    words,
)

COLUMNS = (
    "tess",
    "fam",
    "par",
    "surname",
    "given",
    "born",
    "place",
    "code",
    "joined",
    "town",
    "tel",
    "q25",
    "q26",
    "mark",
    "note",
    "old",
)


def _compose() -> Book:
    book = Book(
        "members",
        "Elenco soci L'Alveare DEFINITIVO (2).xlsx",
        "SOCI 26",
        widths=(7, 5, 8, 16, 16, 14, 14, 20, 12, 16, 16, 9, 9, 5, 34, 6),
        hidden_columns=(16,),
    )
    book.before.append(_statute())
    book.after.extend([_old_list(), Sheet("Foglio3")])
    top = book.line(
        "SOCIETÀ DI MUTUO SOCCORSO «L'ALVEARE» fra lavoranti e valligiani – fond. 1871 (sodalizio inventato)",
        style="title",
    )
    book.merge(top, 1, 15)
    second = book.line("Elenco dei soci al 15/01/2026 – in ROSSO chi ha disdetto – agg. Piera", style="title")
    book.merge(second, 1, 15)
    book.skip()
    first = book.line(
        "N.",
        "fam.",
        "par.",
        "SOCIO",
        None,
        "NASCITA",
        None,
        "Cod.Fisc.",
        "Data",
        "residenza",
        "Recapito",
        "QUOTE",
        None,
        None,
        "Note",
        "vecchio",
        style="head",
    )
    for left, right in ((4, 5), (6, 7), (12, 13)):
        book.merge(first, left, right)
    book.line(
        "tess.",
        None,
        None,
        "Cognome",
        "Nome",
        "data",
        "luogo",
        None,
        "amm.",
        None,
        "tel/cell",
        "2025",
        "2026",
        None,
        None,
        "n.",
        style="head",
    )
    _first_page(book)
    _second_page(book)
    _pairs(book)
    _foot(book)
    return book


def _m(
    book: Book,
    tess: Any,
    fam: Any,
    par: str,
    p: P,
    joined: As | str | None,
    town: str,
    tel: Any,
    q25: Any,
    q26: Any,
    note: str = "",
    **more: Any,
) -> int:
    role = {
        "capof.": "head",
        "capo": "head",
        "moglie": "spouse",
        "marito": "spouse",
        "figlio": "child",
        "figlia": "child",
        "f.": "child",
        "suocera": "other",
        "madre": "other",
        "": "head",
    }[par]
    role = more.pop("role", role)
    household = more.pop("household", f"fam {fam}")
    return book.member(
        COLUMNS,
        p,
        household,
        role,
        joined=joined,
        tess=tess,
        fam=fam,
        par=par,
        town=town,
        tel=tel,
        q25=q25,
        q26=q26,
        note=note or None,
        **more,
    )


def _first_page(book: Book) -> None:
    m = partial(_m, book)
    m(
        Tick("0001"),
        1,
        "capof.",
        P("Balmas", "Ernesto", "M", "1948-11-02", "Villar Perosa"),
        "1975-03-01",
        "Villar Perosa",
        "0121 000111",
        120,
        120,
        "socio onorario",
        old=14,
    )
    m(
        Tick("0002"),
        1,
        "moglie",
        P("Ribet", "Lidia", "F", "1951-05-03", "Pramollo"),
        "1975-03-01",
        "Villar Perosa",
        "0121 000111",
        60,
        60,
        born=short("1951-05-03"),
        old=15,
    )
    m(
        Tick("0003"),
        2,
        "capof.",
        P("Charbonnier", "Renato", "M", "1963-07-21", "Luserna San Giovanni"),
        dot("1990-01-01"),
        "Perosa Argentina",
        "339/0100123",
        "120,-",
        "120,-",
        born=dot("1963-07-21"),
        old=22,
    )
    m(
        Tick("0004"),
        2,
        "moglie",
        P("Griglio", "Mariangela", "F", "1965-12-08", "Pinerolo"),
        dot("1990-01-01"),
        "Perosa Argentina",
        "339 0100124",
        "60,-",
        "60,-",
        born=words("1965-12-08"),
    )
    m(
        Tick("0005"),
        2,
        "figlio",
        P("Charbonnier", "Davide", "M", "1994-02-28", "Pinerolo"),
        dot("1994-06-01"),
        "Perosa Argentina",
        None,
        30,
        "esente",
        "studente fuori sede",
    )
    m(
        Tick("0006"),
        2,
        "figlia",
        P("Charbonnier", "Sara", "F", "1998-09-15", "Pinerolo"),
        dot("1999-01-01"),
        "Perosa Argentina",
        None,
        30,
        30,
        code=P("Charbonnier", "Sara", "F", "1998-09-15", "Pinerolo").code.lower(),
    )
    m(
        7,
        3,
        "capof.",
        P("D'Agostino", "Calogero", "M", "1957-03-19", "Torino"),
        slash("2001-04-01"),
        "Pomaretto",
        "347.0100200",
        "€ 120",
        "€ 120",
        born=slash("1957-03-19"),
    )
    m(
        8,
        3,
        "moglie",
        P("Micol", "Elda", "F", "1959-10-30", "Massello"),
        slash("2001-04-01"),
        "Pomaretto",
        "347.0100200",
        "€ 60",
        "€ 60",
        code=spaced(P("Micol", "Elda", "F", "1959-10-30", "Massello").code),
    )
    m(
        9,
        4,
        "capof.",
        P("Peyronel", "Guido", "M", "1940-01-17", "Perrero"),
        words("1961-02-01"),
        "Perrero",
        "0121 000204",
        120,
        None,
        "deceduto 3/2025",
        style="red",
        truth={"ended_month": "2025-03"},
        bad=[("left_or_dead_in_note", "died in March 2025, still in the list; the day is not told")],
    )
    m(
        10,
        4,
        "moglie",
        P("Tron", "Ines", "F", "1944-06-06", "Prali"),
        words("1961-02-01"),
        "Perrero",
        "0121 000204",
        60,
        60,
        "ved. Peyronel - ora paga la figlia",
    )
    m(
        11,
        5,
        "capof.",
        P("Bruera", "Marco", "M", "1979-04-12", "Pinerolo"),
        "2012-05-01",
        "None",
        "3.39E+09",
        120,
        120,
        bad=[("phone_damaged", "the number became 3.39E+09")],
        truth={"phone": ""},
    )
    m(12, 5, "moglie", P("Ionescu", "Mihaela", "F", "1982-08-24", "Romania"), "2012-05-01", "None", 3390100301, 60, 60)
    m(
        13,
        5,
        "figlia",
        P("Bruera", "Giada", "F", "2013-03-03", "Pinerolo"),
        "2013-04-01",
        "None",
        None,
        30,
        30,
        born=serial("2013-03-03"),
    )
    m(
        14,
        5,
        "figlio",
        P("Bruera", "Nicolò", "M", "2016-11-11", "Pinerolo"),
        "2016-12-01",
        "None",
        None,
        30,
        30,
        given="NicolÃ²",
        born=serial("2016-11-11"),
        bad=[("name_unreadable", "the accent is broken: «NicolÃ²»")],
    )
    book.skip()
    m(
        "15",
        6,
        "capof.",
        P("Long", "Emanuele", "M", "1971-01-31", "Torre Pellice"),
        slash("2003-01-01"),
        "San Germano Chisone",
        "338 0100415",
        "120",
        "120",
        born=vague("31/02/1971"),
        bad=[("date_impossible", "31/02/1971 is no day; the tax code says 31 January")],
        truth={"born_from": "code"},
    )
    m(
        "16",
        6,
        "moglie",
        P("Sappé", "Daniela", "F", "1974-07-09", "Pinerolo"),
        slash("2003-01-01"),
        "San Germano Chisone",
        "338 0100416",
        "60",
        "60",
        surname="Sappe'",
    )
    m(
        "17",
        7,
        "",
        P("Vinay", "Ottavia", "F", "1938-12-25", "Pomaretto"),
        vague("1958"),
        "Pomaretto",
        "0121 000317",
        120,
        120,
        born=vague("1938"),
        truth={"born_from": "code"},
        bad=[("date_unreadable", "only the year of admission"), ("date_unreadable", "only the year of birth")],
    )
    m(
        "18",
        8,
        "capof.",
        P("Ughetto", "Piergiorgio", "M", "1966-04-07", "Pinasca"),
        slash("1998-09-01"),
        "Pinasca",
        "335 0100518",
        120,
        120,
        born=american("1966-04-07"),
        truth={"unsure": ["born_on"]},
        bad=[("other", "04/07/1966 is written the American way: the tax code says 7 April")],
    )
    m(
        "19",
        8,
        "figlio",
        P("Ughetto", "Luca", "M", "1999-12-21", "Pinerolo"),
        slash("2000-01-01"),
        "Pinasca",
        None,
        30,
        30,
        born=american("1999-12-21"),
        bad=[("other", "12/21/1999 can only be the American order")],
    )


def _second_page(book: Book) -> None:
    m = partial(_m, book)
    book.line(
        None,
        None,
        None,
        "subtotale pag. 1",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        Formula("=SUM(L6:L25)", 1080),
        Formula("=SUM(M6:M25)", 1020),
        style="total",
    )
    book.skip()
    book.line(
        "tess.",
        "fam.",
        "par.",
        "Cognome",
        "Nome",
        "data",
        "luogo",
        "Cod.Fisc.",
        "amm.",
        None,
        "tel/cell",
        "2025",
        "2026",
        None,
        "Note",
        style="head",
    )
    viotti = P("Viotti", "Gianfranco", "M", "1955-02-10", "Cavour")
    m(
        20,
        9,
        "capof.",
        viotti,
        "1989-01-01",
        "Pinerolo",
        "0121 000420",
        120,
        120,
        code=viotti.code.replace("0", "O"),
        bad=[("fiscal_code_wrong", "letter O written for zero; the code can be read")],
    )
    short_code = P("Losano", "Bruna", "F", "1957-09-29", "Frossasco")
    m(
        21,
        9,
        "moglie",
        short_code,
        "1989-01-01",
        "Pinerolo",
        "0121 000420",
        60,
        60,
        code=short_code.code[:15],
        truth={"fiscal_code": ""},
        bad=[("fiscal_code_wrong", "one sign short: 15 signs")],
    )
    m(
        22,
        10,
        "capof.",
        P("Dell'Acqua", "Ivo", "M", "1969-08-18", "Pinerolo"),
        dash("2005-10-01"),
        "Roletto",
        "340 0100622",
        "1.234,50",
        120,
        "versato anche arretrato 2016-2024",
        surname="DELL'ACQUA",
        given="IVO",
    )
    m(
        23,
        10,
        "moglie",
        P("Fornero", "Noemi", "F", "1973-04-04", "Roletto"),
        dash("2005-10-01"),
        "Roletto",
        "340 0100623",
        60,
        60,
        surname="FORNERO",
        given="NOEMI",
        code=broken(P("Fornero", "Noemi", "F", "1973-04-04", "Roletto").code),
        truth={"fiscal_code": ""},
        bad=[("fiscal_code_wrong", "the last letter does not match")],
    )
    m(
        24,
        10,
        "figlio",
        P("Dell'Acqua", "Elia", "M", "2004-01-20", "Pinerolo"),
        dash("2005-10-01"),
        "Roletto",
        None,
        30,
        30,
        surname="DELL'ACQUA",
        given="ELIA",
    )
    m(
        25,
        11,
        "",
        P("Suino", "Marisa", "F", "1962-03-16", "None"),
        "1995-01-01",
        "None",
        "0121 000525",
        120,
        None,
        "uscito dic. 24",
        style="red",
        truth={"ended_month": "2024-12"},
        bad=[("left_or_dead_in_note", "left in December 2024, though a quota stands under 2025")],
    )
    m(
        26,
        12,
        "capof.",
        P("Jahier", "Stefano", "M", "1976-06-02", "Pinerolo"),
        "2009-02-01",
        "Inverso Pinasca",
        "333 0100726",
        120,
        120,
        code=P("Jahier", "Stefano", "M", "1976-06-02", "Pinerolo").omocode(14),
        truth={"fiscal_code": P("Jahier", "Stefano", "M", "1976-06-02", "Pinerolo").omocode(14)},
        mark="RID",
    )
    m(
        27,
        12,
        "moglie",
        P("Bertalot", "Miriam", "F", "1978-10-10", "Pinerolo"),
        "2009-02-01",
        "Inverso Pinasca",
        "333 0100727",
        60,
        60,
        mark="RID",
    )
    m(
        28,
        12,
        "suocera",
        P("Bounous", "Adelina", "F", "1946-02-14", "San Germano Chisone"),
        "2014-01-01",
        "Inverso Pinasca",
        None,
        120,
        120,
        "vive con loro",
        mark="RID",
    )
    m(
        29,
        13,
        "capof.",
        P("Morero", "Tiziano", "M", "1981-05-27", "Pinerolo"),
        "2024-11-01",
        "Porte",
        "348 0100829",
        120,
        120,
        "nuovo",
    )
    m(
        30,
        13,
        "moglie",
        P("Salvai", "Chiara", "F", "1984-01-09", "Pinerolo"),
        "2024-11-01",
        "Porte",
        "348 0100830",
        60,
        60,
        "nuova",
    )
    gone = m(
        31,
        14,
        "",
        P("Rostan", "Valdo", "M", "1959-09-01", "Torre Pellice"),
        "1999-06-01",
        "Villar Perosa",
        "0121 000631",
        120,
        0,
        "DISDETTO con lettera del 30/06/2025",
        style="red",
        truth={"ended_on": "2025-06-30"},
    )
    book.problem(gone, "left_or_dead_in_note", "Rostan Valdo", "resigned by letter of 30 June 2025")
    m(
        32,
        15,
        "capof.",
        P("Turina", "Alessio", "M", "1988-03-22", "Pinerolo"),
        "2025-03-01",
        "Porte",
        "349 0100932",
        100,
        120,
        "amm. delib. 2/25",
    )
    hidden = m(
        33,
        16,
        "",
        P("Godino", "Silvana", "F", "1949-07-07", "Bibiana"),
        "1980-01-01",
        "Pinerolo",
        None,
        None,
        None,
        "trasferita a Cuneo - NON PIÙ SOCIA dal 2023",
        hidden=True,
        style="red",
        truth={"ended_month": "2023"},
    )
    book.problem(hidden, "left_or_dead_in_note", "Godino Silvana", "no member since 2023; the row is hidden")


def _pairs(book: Book) -> None:
    m = partial(_m, book)
    old = P("Pons", "Giovanni", "M", "1950-06-24", "Angrogna")
    young = P("Pons", "Giovanni", "M", "1985-06-24", "Pinerolo")
    a = m(34, 17, "capof.", old, "1978-01-01", "Porte", "0121 000734", 120, 120, "senior")
    b = m(35, 17, "figlio", young, "1986-01-01", "Porte", "346 0100035", 120, 120, "junior")
    book.alike((a, old.who), (b, young.who), "father and son with one name: born 1950 and 1985")
    maiden = P("Menusan", "Fiorella", "F", "1960-02-29", "Pragelato")
    first = m(
        36,
        18,
        "capof.",
        P("Caffaratti", "Silvio", "M", "1958-08-08", "Pinerolo"),
        "1992-01-01",
        "Pinerolo",
        "0121 000836",
        120,
        120,
    )
    twin = m(37, 18, "moglie", maiden, "1992-01-01", "Pinerolo", "0121 000836", 60, 60)
    again = m(
        Tick("0088"),
        None,
        "",
        maiden,
        "2019-01-01",
        "Pinerolo",
        "0121/000836",
        120,
        120,
        "rientrata 2019?",
        surname="Menusan in Caffaratti",
        code=maiden.code.lower(),
        household="fam 18",
        role="unknown",
        bad=[
            ("person_twice", "Fiorella Menusan stands in two rows, once with her husband's surname"),
            ("household_unclear", "no family number in this row; the other one has 18"),
        ],
        truth={"unsure": ["household", "role", "joined_on", "surname"]},
    )
    book.alike((twin, maiden.who), (again, maiden.who), "same tax code and phone", same=True)
    shared = P("Issoglio", "Paola", "F", "1970-05-05", "Vigone")
    sister = P("Issoglio", "Carla", "F", "1972-11-19", "Vigone")
    s = m(38, 19, "", shared, "2000-01-01", "Pinerolo", "320 0100038", 120, 120)
    t = m(
        39,
        20,
        "",
        sister,
        "2000-01-01",
        "Pinerolo",
        "320 0100039",
        120,
        120,
        code=shared.code,
        truth={"fiscal_code": ""},
        bad=[
            ("fiscal_code_shared", "has the code of her sister Paola"),
            ("fiscal_code_of_another", "the code is Paola's"),
        ],
    )
    book.alike((s, shared.who), (t, sister.who), "two sisters; one code was copied")
    book.problem(s, "fiscal_code_shared", shared.who, "her code stands also in her sister's row")
    m(
        40,
        21,
        "",
        P("Bonansea", "Ugo", "M", "1952-10-03", "Macello"),
        roman("1985-05-01"),
        "Macello",
        "0121 000940",
        "esente",
        "esente",
        "over 70",
        born=roman("1952-10-03"),
    )
    m(
        41,
        22,
        "",
        P("Sanmartino", "Rosa", "F", "1947-04-25", "Scalenghe"),
        "1983-01-01",
        "None",
        "011 0000041",
        "-60",
        120,
        "storno quota doppia",
        code=None,
        truth={"fiscal_code": ""},
        bad=[("fiscal_code_missing", "no tax code")],
    )
    book.problem(first, "other", "Caffaratti Silvio", "his wife has a second row without family number")


def _foot(book: Book) -> None:
    book.skip()
    book.line(
        None,
        None,
        None,
        "TOTALE",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        Formula("=SUM(L6:L51)", 4324.5),
        Formula("=SUM(M6:M51)", 3450),
        style="total",
    )
    row = book.line(
        None,
        None,
        None,
        "N. soci",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        Formula("=COUNTA(D6:D51)", 43),
        Formula("=M53/#REF!", "#REF!"),
    )
    book.problem(row, "formula_error", "", "the mean quota is #REF!; nobody's data depend on it")
    book.skip()
    book.line("* le date in corsivo sono quelle del vecchio registro; la n. 17 risale al 1958 circa")
    book.line(None, None, None, "Il Presidente", None, None, None, None, "La Segretaria")
    book.line(None, None, None, "f.to E. Balmas", None, None, None, None, "f.to P. Ricca")


def _statute() -> Sheet:
    sheet = Sheet("promemoria")
    for text in (
        "Cose da fare",
        "telefonare a Vinay per codice fiscale",
        "mandare bollettini entro 31/1",
        "Quota capof. 120 - coniuge 60 - figli 30",
    ):
        sheet.line(text)
    return sheet


def _old_list() -> Sheet:
    sheet = Sheet("soci 2019 (vecchio)")
    sheet.line("ELENCO 2019 - NON USARE", style="title")
    sheet.line("N. tess.", "Cognome", "Nome", "quota", style="head")
    for number, (surname, given) in enumerate(
        (
            ("Balmas", "Ernesto"),
            ("Ribet", "Lidia"),
            ("Coucourde", "Ettore"),
            ("Peyronel", "Guido"),
            ("Godino", "Silvana"),
        ),
        1,
    ):
        sheet.line(number, surname, given, Euro(100.0))
    return sheet


BOOK = _compose()
PERSONS = BOOK.persons
TRUTH: dict[str, Any] = BOOK.truth()


def build(path: Path) -> None:
    """Write the workbook at `path`."""
    BOOK.save(path)
