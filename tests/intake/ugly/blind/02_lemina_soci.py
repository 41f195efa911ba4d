"""The members of the «Fratellanza del Lemina»: one name cell, the head's name or «idem» beside it, page headings."""

from functools import partial
from pathlib import Path
from typing import Any

from .kit import As, Book, P, Tick, american, broken, dash, dot, short, slash, spaced, vague, words

COLUMNS = ("tess", "full", "head", "born", "code", "town", "tel", "joined", "paid", "mark", "note")
HEADER = (
    "N. tess.",
    "Cognome e Nome",
    "Capofamiglia",
    "nato il",
    "Cod.Fisc.",
    "Comune",
    "tel/cell",
    "Data amm.",
    "quota pagata",
    "",
    "Note",
)


def _compose() -> Book:
    book = Book("members", "soci_lemina_2026.csv", "", encoding="cp1252", delimiter=";")
    book.line("FRATELLANZA DEL LEMINA – Mutuo soccorso (sodalizio inventato)")
    book.line("ELENCO SOCI PER LA STAMPA", "", "", "", "", "", "", "", "pag. 1")
    book.skip()
    book.line(*HEADER)
    _page_one(book)
    book.line("", "", "", "", "", "", "", "riporto", "1.110,00")
    book.line("", style="empty")
    book.line("FRATELLANZA DEL LEMINA – Mutuo soccorso (sodalizio inventato)", "", "", "", "", "", "", "", "pag. 2")
    book.line(*HEADER)
    _page_two(book)
    book.line("", "", "", "", "", "", "", "riporto", "2.415,50")
    book.line("FRATELLANZA DEL LEMINA – Mutuo soccorso (sodalizio inventato)", "", "", "", "", "", "", "", "pag. 3")
    book.line(*HEADER)
    _page_three(book)
    book.skip()
    book.line("", "TOTALE SOCI 41", "", "", "", "", "", "TOTALE", "€ 3.480,50")
    book.line("", "", "", "", "", "", "", "", "")
    book.line("", "San Pietro V.L., 10/01/2026", "", "", "il cassiere", "", "il segretario")
    return book


def _m(
    book: Book,
    tess: Any,
    p: P,
    head: str,
    house: str,
    role: str,
    born: As | str,
    town: str,
    tel: str,
    joined: As | None,
    paid: str,
    note: str = "",
    **more: Any,
) -> int:
    return book.member(
        COLUMNS,
        p,
        house,
        role,
        joined=joined,
        tess=tess,
        head=head,
        town=town,
        tel=tel,
        paid=paid,
        note=note,
        born=born,
        **more,
    )


def _page_one(book: Book) -> None:
    m = partial(_m, book)
    p = P("Priotto", "Aldo", "M", "1946-03-09", "San Pietro Val Lemina")
    m(
        Tick("0001"),
        p,
        "sé",
        "Priotto",
        "head",
        short(p.born),
        "San Pietro Val Lemina",
        "0121/000501",
        slash("1970-01-01"),
        "120",
    )
    p = P("Barotto", "Teresina", "F", "1949-08-14", "Pinerolo")
    m(
        Tick("0002"),
        p,
        "Priotto Aldo",
        "Priotto",
        "spouse",
        short(p.born),
        "San Pietro Val Lemina",
        "0121/000501",
        slash("1970-01-01"),
        "60",
        truth={"unsure": ["role"]},
    )
    p = P("Camusso", "Livio", "M", "1968-05-23", "Pinerolo")
    m(
        Tick("0003"),
        p,
        "sé",
        "Camusso",
        "head",
        slash(p.born),
        "Pinerolo",
        "3,39E+09",
        slash("1996-04-01"),
        "€ 120",
        bad=[("phone_damaged", "3,39E+09")],
        truth={"phone": ""},
    )
    p = P("Avondet", "Graziella", "F", "1970-01-12", "Pramollo")
    m(
        Tick("0004"),
        p,
        "Camusso Livio",
        "Camusso",
        "spouse",
        slash(p.born),
        "Pinerolo",
        "338 0100504",
        slash("1996-04-01"),
        "€ 60",
        truth={"unsure": ["role"]},
    )
    p = P("Camusso", "Irene", "F", "2001-10-02", "Pinerolo")
    m(Tick("0005"), p, "idem", "Camusso", "child", slash(p.born), "Pinerolo", "", slash("2002-01-01"), "€ 30", "figlia")
    p = P("Camusso", "Pietro", "M", "2005-06-30", "Pinerolo")
    m(Tick("0006"), p, '"', "Camusso", "child", slash(p.born), "Pinerolo", "", slash("2006-01-01"), "€ 30", "figlio")
    p = P("De Filippi", "Oreste", "M", "1953-12-01", "Cumiana")
    m(
        "7",
        p,
        "",
        "De Filippi",
        "head",
        dot(p.born),
        "Frossasco",
        "0121 000507",
        dot("1988-02-15"),
        "120,00",
        full="Oreste De Filippi",
        code=spaced(p.code),
    )
    p = P("Manavella", "Carlo Alberto", "M", "1975-09-17", "Pinerolo")
    m("8", p, "sé", "Manavella", "head", dash(p.born), "Bibiana", "347-0100508", dash("2006-03-01"), "120,-")
    p = P("Tourn", "Erica", "F", "1977-11-29", "Rorà")
    m(
        "9",
        p,
        "Manavella C.A.",
        "Manavella",
        "spouse",
        dash(p.born),
        "Bibiana",
        "347-0100509",
        dash("2006-03-01"),
        "60,-",
        "moglie",
        full="TOURN ERICA",
    )
    p = P("Manavella", "Tobia", "M", "2009-02-07", "Pinerolo")
    m("10", p, "c.s.", "Manavella", "child", dash(p.born), "Bibiana", "", dash("2009-03-01"), "30,-", "figlio")
    p = P("Manavella", "Zoe", "F", "2012-07-18", "Pinerolo")
    m("11", p, "c.s.", "Manavella", "child", dash(p.born), "Bibiana", "", dash("2012-08-01"), "30,-", "figlia")
    p = P("Chiappero", "Domenico", "M", "1936-04-05", "None")
    m(
        "12",
        p,
        "",
        "Chiappero",
        "head",
        words(p.born),
        "None",
        "011 0000512",
        vague("prima del '60"),
        "120",
        "deceduto 11/2024 - paga la figlia?",
        bad=[("left_or_dead_in_note", "died in November 2024"), ("date_unreadable", "admitted «before 1960»")],
        truth={"ended_month": "2024-11"},
    )
    p = P("Ferrero", "Maria Grazia", "F", "1961-02-11", "None")
    m(
        "13",
        p,
        "",
        "Ferrero",
        "head",
        words(p.born),
        "None",
        "011 0000513",
        words("1994-10-01"),
        "120",
        code=p.code.replace("0", "o").lower() if "0" in p.code else p.code,
    )
    p = P("Bessone", "Walter", "M", "1980-08-25", "Pinerolo")
    m("14", p, "sé", "Bessone", "head", short(p.born), "Roletto", "333.0100514", short("2015-05-02"), "120")
    p = P("Rus", "Elena Daniela", "F", "1983-03-31", "Romania")
    m(
        "15",
        p,
        "v. n. 14",
        "Bessone",
        "spouse",
        short(p.born),
        "Roletto",
        "333.0100515",
        short("2015-05-02"),
        "60",
        truth={"unsure": ["role"]},
    )
    p = P("Bessone", "Mattia", "M", "2019-04-12", "Pinerolo")
    m("16", p, "v. n. 14", "Bessone", "child", short(p.born), "Roletto", "", short("2019-05-01"), "30", "minore")


def _page_two(book: Book) -> None:
    m = partial(_m, book)
    p = P("Coïsson", "Enrico", "M", "1959-06-19", "Angrogna")
    m(
        "17",
        p,
        "sé",
        "Coïsson",
        "head",
        slash(p.born),
        "San Secondo di Pinerolo",
        "0121 000517",
        slash("1987-01-01"),
        "120",
        full="Co?sson Enrico",
        bad=[("name_unreadable", "a sign of the surname was lost: «Co?sson»")],
        truth={"unsure": ["surname"]},
    )
    p = P("Gardiol", "Nora", "F", "1962-09-09", "Prarostino")
    m(
        "18",
        p,
        "idem",
        "Coïsson",
        "spouse",
        slash(p.born),
        "San Secondo di Pinerolo",
        "0121 000517",
        slash("1987-01-01"),
        "60",
        "moglie",
        code=broken(p.code),
        truth={"fiscal_code": ""},
        bad=[("fiscal_code_wrong", "the last letter does not match")],
    )
    twice = P("Cravero", "Luigi", "M", "1955-05-15", "Vigone")
    a = m(
        "19", twice, "", "Cravero", "head", slash(twice.born), "Buriasco", "335 0100519", slash("1982-01-01"), "120,00"
    )
    p = P("Cravero", "Luigia", "F", "1955-05-15", "Vigone")
    b = m(
        "20",
        p,
        "Cravero Luigi",
        "Cravero",
        "other",
        slash(p.born),
        "Buriasco",
        "",
        slash("1982-01-01"),
        "120,00",
        "gemella",
    )
    book.alike((a, twice.who), (b, p.who), "twins born the same day: Luigi and Luigia, codes differ by the day + 40")
    p = P("Dal Pozzo", "Ginevra", "F", "1990-01-06", "Torino")
    m(
        "21",
        p,
        "",
        "Dal Pozzo",
        "head",
        slash(p.born),
        "Pinerolo",
        "",
        vague("31/11/2020"),
        "120",
        "mail ginevra@esempio.invalid",
        bad=[("date_impossible", "31 November 2020")],
    )
    two = P("Falco", "Sergio", "M", "1964-10-28", "Macello")
    wife = P("Druetta", "Ivana", "F", "1967-04-04", "Pinerolo")
    row = book.data(
        "22",
        "Falco Sergio e Druetta Ivana",
        "sé",
        "28/10/64 - 4/4/67",
        f"{two.code} {wife.code}",
        "Macello",
        "0121 000522",
        "1/2/1999",
        "180",
        "",
        "coniugi",
    )
    joined = short("1999-02-01")
    book.person(
        row,
        two,
        "Falco",
        "head",
        joined=joined,
        town="Macello",
        tel="0121 000522",
        bad=[("fiscal_code_two_in_cell", "two people and two tax codes in one row")],
    )
    book.person(row, wife, "Falco", "spouse", joined=joined, town="Macello", tel="0121 000522")
    p = P("Falco", "Greta", "F", "1997-12-12", "Pinerolo")
    m("23", p, "idem", "Falco", "child", short(p.born), "Macello", "", short("1999-02-01"), "30", "figlia")
    p = P("Lo Presti", "Salvatore", "M", "1951-07-01", "Torino")
    m(
        "24",
        p,
        "",
        "Lo Presti",
        "head",
        american(p.born),
        "Piscina",
        "0121 000524",
        slash("1990-06-01"),
        "esente",
        "oltre 50 anni di lavoro",
        bad=[("other", "07/01/1951 is the American order: the tax code says 1 July")],
        truth={"unsure": ["born_on"]},
    )
    p = P("Vottero", "Assunta", "F", "1943-11-16", "Usseaux")
    m(
        "25",
        p,
        "",
        "Vottero",
        "head",
        slash(p.born),
        "Perosa Argentina",
        "0121 000525",
        slash("1968-01-01"),
        "120",
        "USCITA 31.12.2024",
        truth={"ended_on": "2024-12-31"},
        bad=[("left_or_dead_in_note", "left on 31 December 2024")],
    )
    p = P("Boaglio", "Fabrizio", "M", "1972-02-20", "Pinerolo")
    short_code = p.code[:7] + p.code[8:]
    m(
        "26",
        p,
        "sé",
        "Boaglio",
        "head",
        slash(p.born),
        "Airasca",
        "339 0100526",
        slash("2010-01-01"),
        "120",
        code=short_code,
        truth={"fiscal_code": ""},
        bad=[("fiscal_code_wrong", "a digit is missing: 15 signs")],
    )
    p = P("Galliano", "Samantha", "F", "1976-06-06", "Torino")
    m(
        "27",
        p,
        "Boaglio F.",
        "Boaglio",
        "spouse",
        slash(p.born),
        "Airasca",
        "339 0100527",
        slash("2010-01-01"),
        "60,50",
        "convivente",
        truth={"unsure": ["role"]},
    )
    p = P("Galliano", "Kevin", "M", "2003-03-13", "Torino")
    m("28", p, '"', "Boaglio", "child", slash(p.born), "Airasca", "", slash("2010-01-01"), "30", "figlio di lei")
    p = P("Odin", "Lea", "F", "1987-10-10", "Pinerolo")
    m(
        "29",
        p,
        "?",
        "?29",
        "unknown",
        slash(p.born),
        "Torre Pellice",
        "346 0100529",
        slash("2025-02-15"),
        "100",
        "chiedere con chi sta",
        bad=[("household_unclear", "the head is «?»")],
    )


def _page_three(book: Book) -> None:
    m = partial(_m, book)
    p = P("Travers", "Gino", "M", "1947-01-27", "Roure")
    m(
        "30",
        p,
        "",
        "Travers",
        "head",
        vague("1947"),
        "Roure",
        "",
        slash("1972-01-01"),
        "120",
        bad=[("date_unreadable", "only the year of birth")],
        truth={"born_from": "code"},
    )
    p = P("Merlo", "Anna", "F", "1956-04-18", "Pinerolo")
    a = m("31", p, "", "Merlo a", "head", slash(p.born), "Pinerolo", "0121 000531", slash("1991-01-01"), "120")
    q = P("Merlo", "Anna", "F", "1965-04-18", "Torino")
    b = m(
        "32",
        q,
        "",
        "Merlo b",
        "head",
        slash(q.born),
        "Pinerolo",
        "320 0100532",
        slash("2004-01-01"),
        "120",
        "non è la n. 31!",
    )
    book.alike((a, p.who), (b, q.who), "two women of one name, years of birth with swapped digits")
    p = P("Rivoira", "Ezio", "M", "1961-08-03", "Bricherasio")
    first = m("33", p, "", "Rivoira", "head", slash(p.born), "Bricherasio", "0121 000533", slash("1993-05-01"), "120")
    again = m(
        "48",
        p,
        "",
        "Rivoira",
        "head",
        slash(p.born),
        "Bricherasio",
        "0121000533",
        slash("1993-05-01"),
        "120",
        "doppione? tessera rifatta",
        full="Ezio Rivoira",
        bad=[("person_twice", "the same man under card 33 and 48")],
    )
    book.alike((first, p.who), (again, p.who), "same code, names in the other order", same=True)
    p = P("Depetris", "Mario", "M", "1974-12-24", "Pinerolo")
    other = P("Depetris", "Marco", "M", "1978-02-02", "Pinerolo")
    a = m("34", p, "sé", "Depetris M.", "head", slash(p.born), "Cavour", "", slash("2008-01-01"), "120")
    b = m(
        "35",
        other,
        "",
        "Depetris b",
        "head",
        slash(other.born),
        "Cavour",
        "",
        slash("2008-01-01"),
        "120",
        code=p.code,
        truth={"fiscal_code": ""},
        bad=[("fiscal_code_shared", "Mario's code again"), ("fiscal_code_of_another", "the code is Mario's")],
    )
    book.problem(a, "fiscal_code_shared", p.who, "his code stands also in Marco's row")
    book.alike((a, p.who), (b, other.who), "Mario and Marco have one code written twice")
    p = P("Griglio", "Federica", "F", "1991-05-21", "Pinerolo")
    m("36", p, "", "Griglio", "head", slash(p.born), "Garzigliana", "349 0100536", slash("2025-09-01"), "40", "dal 1/9")
    p = P("D'Amico", "Niccolò", "M", "1989-09-03", "Torino")
    m(
        "37",
        p,
        "",
        "D'Amico",
        "head",
        slash(p.born),
        "Volvera",
        "328 0100537",
        slash("2018-01-01"),
        "1.200",
        "per errore 10 anni? (rimborsare)",
        full="D\u2019Amico Niccolo'",
        bad=[("other", "«1.200»: 1200 euros or 1.20?")],
    )
    p = P("Bouchard", "Wilma", "F", "1944-07-19", "Villar Pellice")
    m(
        "38",
        p,
        "",
        "Bouchard",
        "head",
        slash(p.born),
        "Villar Pellice",
        "0121 000538",
        slash("1966-01-01"),
        "vedi sotto",
        code="",
        truth={"fiscal_code": ""},
        bad=[("fiscal_code_missing", "no tax code"), ("amount_unreadable", "«see below»")],
    )
    p = P("El Amrani", "Youssef", "M", "1986-01-01", "Marocco")
    m(
        "39",
        p,
        "sé",
        "El Amrani",
        "head",
        slash(p.born),
        "None",
        "327 0100539",
        slash("2020-03-01"),
        "120",
        code=p.omocode(13, 14),
        truth={"fiscal_code": p.omocode(13, 14)},
    )
    q = P("El Amrani", "Salma", "F", "2017-05-05", "Pinerolo")
    m(
        "40",
        q,
        "El Amrani Youssef",
        "El Amrani",
        "child",
        slash(q.born),
        "None",
        "",
        slash("2020-03-01"),
        "-30",
        "storno: figlia gratis",
    )
    p = P("Prato", "Giustina", "F", "1950-02-28", "Osasco")
    m(
        "41",
        p,
        "",
        "Prato",
        "head",
        slash(p.born),
        "Osasco",
        "0121 000541; 338 0100541",
        slash("1985-01-01"),
        "120",
        truth={"phone": "0121000541 / 3380100541"},
    )


BOOK = _compose()
PERSONS = BOOK.persons
TRUTH: dict[str, Any] = BOOK.truth()


def build(path: Path) -> None:
    """Write the file at `path`."""
    BOOK.save(path)
