"""The members of «La Campana»: blocks by municipality, wife and children indented below the head without a surname."""

from pathlib import Path
from typing import Any

from .kit import (
    As,
    Book,
    Formula,
    Indent,
    P,
    Sheet,
    broken,
    dash,
    dot,
    invent,
    serial,
    short,
    slash,
    spaced,
    vague,
    words,
)

COLUMNS = ("n", "name", "born", "code", "tel", "joined", "q24", "q25", "mark", "tel2", "note")


def _compose() -> Book:
    book = Book("members", "Campana_soci_per_comune.xlsx", "Foglio1", widths=(5, 30, 14, 20, 14, 12, 8, 8, 4, 14, 30))
    cover = Sheet("Copertina")
    cover.line("S.M.S. «La Campana» (sodalizio inventato)", style="title")
    cover.line("Elenco dei soci e dei familiari – nel Foglio1")
    book.before.append(cover)
    book.after.append(_fees())
    title = book.line("LA CAMPANA – soci e familiari per comune", style="title")
    book.merge(title, 1, 11, 1)
    book.line()
    book.line(
        None, "Soci e familiari", "nascita", "C.F.", "tel", "iscr.", "QUOTE", None, None, "tel", "Note", style="head"
    )
    book.line(
        None, "(capofamiglia in maiuscolo)", None, None, "casa", None, "2024", "2025", None, "cell.", None, style="head"
    )
    book.merge(3, 7, 8)
    _none(book)
    _pinerolo(book)
    _valley(book)
    book.skip()
    book.line(
        None,
        "TOTALE GENERALE",
        None,
        None,
        None,
        None,
        Formula("=G19+G42+G66", 3930),
        Formula("=H19+#REF!", "#REF!"),
        style="total",
    )
    book.problem(len(book.lines), "formula_error", "", "the total of 2025 is #REF!")
    book.line("(1) data ricavata dal libretto", style="grey")
    book.line("(2) battesimo, non nascita", style="grey")
    book.line(None, "Visto, i revisori: ______________   ______________")
    return book


class _Block:
    """The families of one municipality; children and wives inherit surname and household from the head above."""

    def __init__(self, book: Book, heading: str, town: str) -> None:
        self.book, self.town = book, town
        row = book.line(heading, style="yellow")
        book.merge(row, 1, 11)
        self.house = ""
        self.first = row + 1

    def head(
        self,
        n: Any,
        p: P,
        joined: As | str | None,
        q: Any = 120,
        *,
        tel: Any = None,
        tel2: Any = None,
        note: str = "",
        **more: Any,
    ) -> int:
        """A head of family, in capitals."""
        self.house = more.pop("household", f"{p.who}, n. {n}")
        phone = " / ".join(str(value) for value in (tel, tel2) if value)
        truth = {"municipality": self.town, "phone": _digits(phone)} | more.pop("truth", {})
        more.setdefault("name", p.who.upper())
        return self.book.member(
            COLUMNS,
            p,
            self.house,
            "head",
            joined=joined,
            n=n,
            q24=q,
            q25=q,
            tel=tel,
            tel2=tel2,
            note=note or None,
            truth=truth,
            **more,
        )

    def kin(
        self, role: str, p: P, name: Any, q: Any = 30, *, joined: As | str | None = None, note: str = "", **more: Any
    ) -> int:
        """Somebody below the head."""
        truth = {"municipality": self.town} | ({} if joined else {"unsure": ["joined_on"]}) | more.pop("truth", {})
        return self.book.member(
            COLUMNS, p, self.house, role, joined=joined, name=name, q24=q, q25=q, note=note or None, truth=truth, **more
        )

    def close(self, label: str, total24: int, total25: int) -> None:
        """The subtotal of the block and a blank row."""
        last = len(self.book.lines)
        self.book.line(
            None,
            label,
            None,
            None,
            None,
            None,
            Formula(f"=SUM(G{self.first}:G{last})", total24),
            Formula(f"=SUM(H{self.first}:H{last})", total25),
            style="total",
        )
        self.book.skip()


def _digits(phone: str) -> str:
    return " / ".join("".join(sign for sign in part if sign.isdigit()) for part in phone.split(" / ")) if phone else ""


def _none(book: Book) -> None:
    b = _Block(book, "COMUNE DI NONE", "None")
    p = invent("Mourglia|Osvaldo|M|1958-05-03|None")
    b.head(1, p, slash("1985-01-01"), tel="011 0000701", born=short(p.born))
    b.kin("spouse", invent("Bertin|Rosalba|F|1960-07-12|Pinerolo"), "   moglie Bertin Rosalba", 60)
    b.kin("child", invent("Mourglia|Omar|M|1989-09-09|Pinerolo"), "   Omar", born=short("1989-09-09"))
    b.kin(
        "child",
        invent("Mourglia|Deborah|F|1992-02-11|Pinerolo"),
        "   Deborah",
        note="sposata, abita a Volvera",
        born=short("1992-02-11"),
    )
    p = invent("Cogno|Emilia|F|1941-12-30|Airasca")
    b.head(
        2,
        p,
        vague("(1)"),
        "120,-",
        tel="011 0000702",
        born=vague("1941 (2)"),
        bad=[
            ("date_unreadable", "the date of admission is the mark of a footnote: (1)"),
            ("date_unreadable", "«1941 (2)»: a year and a footnote"),
        ],
        truth={"born_from": "code"},
    )
    p = invent("Tavella|Franco|M|1973-08-17|Torino")
    b.head(3, p, serial("2008-01-01"), tel2=3330100703, born=serial(p.born))
    b.kin(
        "spouse",
        invent("Lentini|Assunta|F|1976-03-06|Torino"),
        Indent("Assunta (moglie)"),
        60,
        born=serial("1976-03-06"),
        truth={"surname": "", "unsure": ["surname", "joined_on"]},
        bad=[("other", "no surname of her own: the head's or, by the tax code, another")],
    )
    b.kin("child", invent("Tavella|Giulia|F|2006-06-16|Pinerolo"), Indent("Giulia"), born=serial("2006-06-16"))
    b.kin("child", invent("Tavella|Andrea|M|2009-01-27|Pinerolo"), Indent("Andrea"), born=serial("2009-01-27"))
    p = invent("Scalerandi|Pia|F|1935-02-02|None")
    b.head(
        4,
        p,
        slash("1955-01-01"),
        tel="0110000704",
        note="deceduta gen. 2025",
        style="red",
        truth={"ended_month": "2025-01"},
        bad=[("left_or_dead_in_note", "died in January 2025")],
    )
    p = invent("Hu|Li|F|1987-07-08|Torino")
    b.head(5, p, slash("2022-03-01"), tel2="389 0100705", code=p.code.lower())
    b.kin("child", invent("Zhou|Marco|M|2018-10-18|Pinerolo"), Indent("Zhou Marco (figlio)"))
    b.close("Totale None", 900, 900)


def _pinerolo(book: Book) -> None:
    b = _Block(book, "PINEROLO e Abbadia", "Pinerolo")
    p = invent("Colomba|Ruggero|M|1964-06-14|Pinerolo")
    b.head(6, p, dot("1990-05-01"), tel="0121 000706", tel2="335 0100706", born=dot(p.born))
    b.kin(
        "spouse",
        invent("Bonnin|Marinella|F|1966-01-29|Pinerolo"),
        Indent("moglie: Bonnin Marinella"),
        60,
        born=dot("1966-01-29"),
    )
    b.kin("child", invent("Colomba|Federico|M|1995-12-05|Pinerolo"), Indent("Federico", 3), born=dot("1995-12-05"))
    first = b.kin(
        "child",
        invent("Colomba|Francesca|F|1999-04-21|Pinerolo"),
        Indent("Francesca", 3),
        born=dot("1999-04-21"),
        note="dal 2024 socia in proprio, v. n. 12",
    )
    p = invent("Di Napoli|Carmelo|M|1950-11-01|Torino")
    b.head(7, p, words("1979-03-01"), tel="0121 000707", born=words(p.born), code=spaced(p.code))
    b.kin(
        "spouse",
        invent("Artero|Margherita|F|1953-08-31|Pinerolo"),
        "  e Artero Margherita",
        60,
        born=words("1953-08-31"),
    )
    p = invent("Polliotto|Samuele|M|1982-02-28|Pinerolo")
    b.head(8, p, slash("2010-01-01"), tel2="3.4E+09", bad=[("phone_damaged", "3.4E+09")], truth={"phone": ""})
    b.kin("spouse", invent("Dema|Arta|F|1985-05-15|Romania"), "  Dema Arta (conv.)", 60)
    b.kin("child", invent("Polliotto|Noemi|F|2012-03-20|Pinerolo"), "  Noemi")
    b.kin(
        "child",
        invent("Polliotto|Ismaele|M|2015-09-30|Pinerolo"),
        "  Ismaele",
        code=None,
        truth={"fiscal_code": "", "unsure": ["joined_on"]},
        bad=[("fiscal_code_missing", "no tax code of the child")],
    )
    book.line(
        None, "Soci e familiari", "nascita", "C.F.", "tel", "iscr.", "2024", "2025", None, "tel", "Note", style="head"
    )
    p = invent("Carignano|Renza|F|1947-09-13|Cavour")
    b.head(
        9,
        p,
        slash("1970-01-01"),
        tel="0121 000709",
        code=broken(p.code),
        truth={"fiscal_code": ""},
        bad=[("fiscal_code_wrong", "the last letter does not match")],
    )
    p = invent("Odetto|Piero|M|1968-10-10|Pinerolo")
    b.head(
        10,
        p,
        slash("1997-07-01"),
        tel2="338 0100710",
        born=vague("30/02/1968"),
        truth={"born_from": "code"},
        bad=[("date_impossible", "30 February 1968; the tax code says 10 October")],
    )
    b.kin("spouse", invent("Lantelme|Ada|F|1970-04-22|Pragelato"), Indent("Lantelme Ada"), 60)
    b.kin("child", invent("Odetto|Irene|F|2001-05-05|Pinerolo"), Indent("Irene"))
    brother = invent("Odetto|Pietro|M|1968-10-10|Pinerolo")
    b.head(
        11,
        brother,
        slash("1997-07-01"),
        tel2="338 0100711",
        code=None,
        truth={"fiscal_code": ""},
        bad=[
            ("fiscal_code_missing", "no tax code"),
            ("other", "born the day n. 10's tax code tells: a twin, said the note"),
        ],
        note="gemello di Piero",
    )
    book.alike((len(book.lines) - 3, p.who), (len(book.lines), brother.who), "twin brothers Piero and Pietro")
    p = book.persons["Colomba Francesca"]
    again = b.head(
        12,
        p,
        slash("2024-01-01"),
        tel2="351 0100712",
        name="COLOMBA FRANCESCA",
        q=120,
        bad=[("person_twice", "also as a daughter under n. 6")],
        truth={"unsure": ["joined_on", "household"]},
    )
    book.alike((first, p.who), (again, p.who), "daughter below her father, then member by herself", same=True)
    p = invent("Sereno|Ottone|M|1954-01-05|Pinerolo")
    b.head(
        13,
        p,
        slash("1980-01-01"),
        "€ 120",
        tel="0121 000713",
        note="DISDETTO 31/12/2024",
        style="red",
        truth={"ended_on": "2024-12-31"},
        bad=[("left_or_dead_in_note", "resigned on 31 December 2024")],
    )
    b.close("Totale Pinerolo", 1470, 1350)


def _valley(book: Book) -> None:
    b = _Block(book, "Valle (Villar Perosa)", "Villar Perosa")
    p = invent("Ghigo|Elio|M|1951-05-25|Villar Perosa")
    b.head(
        14,
        p,
        dash("1976-01-01"),
        tel="0121 000714",
        code=p.code.replace("0", "O"),
        bad=[("fiscal_code_wrong", "letter O for zero; the code can be read")],
    )
    b.kin("spouse", invent("Prot|Alda|F|1952-12-11|Pinasca"), "  Prot Alda", 60)
    p = invent("Bertalmio|Claudio|M|1979-03-03|Pinerolo")
    b.head(15, p, slash("2005-01-01"), tel2="347 0100715")
    b.kin("spouse", invent("Rossin|Sabrina|F|1980-06-26|Pinerolo"), "  Rossin Sabrina", 60)
    b.kin("child", invent("Bertalmio|Lorenzo|M|2008-08-08|Pinerolo"), "  Lorenzo")
    b.kin("child", invent("Bertalmio|Lucia|F|2011-11-12|Pinerolo"), "  Lucia")
    b.kin(
        "child", invent("Bertalmio|Lavinia|F|2014-02-13|Pinerolo"), "  Lavinia", note="esente terzo figlio", q="esente"
    )
    p = invent("Baret|Sonia|F|1988-10-27|Pinerolo")
    b.head(16, p, slash("2025-04-01"), tel2="340 0100716", q=90, note="nuova socia")
    b.kin("child", invent("Neri|Alice|F|2016-07-04|Pinerolo"), "  Neri Alice", joined=slash("2025-04-01"))
    p = invent("Massa|Delfina|F|1945-03-18|Perosa Argentina")
    a = b.head(17, p, slash("1968-01-01"), tel="0121 000717")
    q = invent("Massa|Delfina|F|1954-03-18|Pinerolo")
    c = b.head(
        18,
        q,
        slash("1988-01-01"),
        tel="0121 000718",
        code=p.code,
        truth={"fiscal_code": ""},
        bad=[
            ("fiscal_code_shared", "the code of the other Delfina Massa (n. 17)"),
            ("fiscal_code_of_another", "born 1954, the code says 1945"),
        ],
        note="omonima della 17, cugina",
    )
    book.problem(a, "fiscal_code_shared", p.who, "her code stands also under n. 18")
    book.alike((a, p.who), (c, q.who), "cousins of one name, 1945 and 1954")
    p = invent("Tessitore|Ugo|M|1962-12-12|Pinasca")
    b.head(19, p, slash("1992-06-01"), tel2="368 0100719")
    wife = invent("Giai|Nives|F|1965-01-31|Roure")
    row = b.kin(
        "spouse",
        wife,
        "  moglie e figlio: Giai Nives, Fabio",
        90,
        code=f"{wife.code} {invent('Tessitore|Fabio|M|1994-06-06|Pinerolo').code}",
        born="31/1/65; 6/6/94",
        bad=[("fiscal_code_two_in_cell", "mother and son in one row")],
    )
    book.person(
        row,
        invent("Tessitore|Fabio|M|1994-06-06|Pinerolo"),
        b.house,
        "child",
        truth={"municipality": "Villar Perosa", "unsure": ["joined_on"]},
    )
    p = invent("Peirotti|Livia|F|1957-04-17|Perrero")
    b.head(20, p, slash("1982-01-01"), "vedi ric.", tel="0121 000720", bad=[("amount_unreadable", "«vedi ric.»")])
    b.close("Totale valle", 1560, 1560)


def _fees() -> Sheet:
    sheet = Sheet("Quote")
    for cells in (("capofamiglia", 120), ("coniuge", 60), ("figli", 30), ("terzo figlio", "esente")):
        sheet.line(*cells)
    return sheet


BOOK = _compose()
PERSONS = BOOK.persons
TRUTH: dict[str, Any] = BOOK.truth()


def build(path: Path) -> None:
    """Write the workbook at `path`."""
    BOOK.save(path)
