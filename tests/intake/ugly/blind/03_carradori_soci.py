"""The members of the «Unione Carradori»: a family in one row, husband or wife and children in columns to the right."""

from pathlib import Path
from typing import Any

from .kit import As, Book, P, american, broken, dash, short, slash, spaced, vague, words

HEADER = (
    "Tessera",
    "Cognome",
    "Nome",
    "Cod.Fisc.",
    "nato il",
    "Comune",
    "Cell",
    "Data amm.",
    "coniuge",
    "CF coniuge",
    "figlio 1",
    "CF figlio 1",
    "nato",
    "figlio 2",
    "CF figlio 2",
    "nato",
    "Altri",
    "Note",
    "Note",
)


class Family:
    """One row: the head, then the others as they stand in the columns."""

    def __init__(
        self,
        book: Book,
        number: str,
        head: P,
        town: str,
        tel: str,
        joined: As,
        *,
        code: str | None = None,
        born: As | None = None,
        name: tuple[str, str] | None = None,
        others: str = "",
        note: str = "",
        second_note: str = "",
    ) -> None:
        self.book, self.head, self.town, self.joined = book, head, town, joined
        self.cells: list[str] = [""] * len(HEADER)
        surname, given = name or (head.surname, head.given)
        day = born or slash(head.born)
        self.cells[:8] = [
            number,
            surname,
            given,
            head.code if code is None else code,
            str(day.shown),
            town,
            tel,
            str(joined.shown),
        ]
        self.cells[16:19] = [others, note, second_note]
        self.tel = tel
        self.kin: list[tuple[P, str, list[tuple[str, str]], dict[str, Any]]] = []

    def wife(
        self,
        p: P,
        shown: str | None = None,
        code: str | None = None,
        *,
        role: str = "spouse",
        bad: tuple[tuple[str, str], ...] = (),
        **truth: Any,
    ) -> "Family":
        """The columns «coniuge»; no birthday there, the tax code tells it."""
        self.cells[8:10] = [shown or p.who, p.code if code is None else code]
        self.kin.append((p, role, list(bad), {"born_from": "code"} | truth))
        return self

    def child(
        self,
        place: int,
        p: P,
        shown: str | None = None,
        code: str | None = None,
        born: As | None = None,
        bad: tuple[tuple[str, str], ...] = (),
        **truth: Any,
    ) -> "Family":
        """The columns «figlio 1» or «figlio 2»: usually the given name alone."""
        start = 7 + 3 * place
        day = born or slash(p.born)
        self.cells[start : start + 3] = [shown or p.given, p.code if code is None else code, str(day.shown)]
        self.kin.append((p, "child", list(bad), truth))
        return self

    def more(self, p: P, bad: tuple[tuple[str, str], ...] = (), role: str = "child", **truth: Any) -> "Family":
        """Somebody named in the column «Altri»."""
        self.kin.append((p, role, list(bad), truth))
        return self

    def done(self, bad: tuple[tuple[str, str], ...] = (), **truth: Any) -> int:
        """Write the row; `truth` is about the head."""
        row = self.book.data(*self.cells)
        house = f"t. {self.cells[0]}"
        self.book.person(
            row, self.head, house, "head", joined=self.joined, town=self.town, tel=self.tel, bad=bad, truth=truth
        )
        for p, role, problems, told in self.kin:
            self.book.person(
                row, p, house, role, joined=None, town=self.town, bad=problems, truth={"unsure": ["joined_on"]} | told
            )
        return row


def _compose() -> Book:
    book = Book(
        "members", "Unione Carradori - soci (copia di Luca) - Foglio1.csv", "", encoding="utf-8-sig", delimiter=","
    )
    book.line("Unione Carradori e Mulattieri, mutuo soccorso (sodalizio inventato)")
    book.line("una riga = una famiglia; i figli portano il cognome del capofamiglia se non scritto")
    book.line(*HEADER)
    _first(book)
    book.line(*HEADER)
    _second(book)
    book.skip()
    book.line("TOT famiglie", "26", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "=SUM(#REF!)")
    book.problem(len(book.lines), "formula_error", "", "a formula with #REF! left as text under the list")
    book.line("stampato da Luca il 12/1/26", "", "", "", "", "", "", "", "(*) data presunta")
    return book


def _first(book: Book) -> None:
    head = P("Ricca", "Bartolomeo", "M", "1956-03-02", "Pinerolo")
    wife = P("Martinat", "Luciana", "F", "1958-09-20", "Perrero")
    Family(book, "001", head, "Pinerolo", "335 0100601", slash("1981-01-01")).wife(wife, "Martinat Luciana").done()
    head = P("Constantin", "Paolo", "M", "1972-07-07", "Luserna San Giovanni")
    Family(book, "002", head, "Luserna San Giovanni", "339.0100602", slash("2002-01-01")).wife(
        P("Rostagno", "Silvia", "F", "1975-01-14", "Pinerolo")
    ).child(1, P("Constantin", "Anna", "F", "2004-02-02", "Pinerolo")).child(
        2, P("Constantin", "Michele", "M", "2007-10-21", "Pinerolo")
    ).done()
    head = P("Gaydou", "Valter", "M", "1963-11-30", "Villar Pellice")
    Family(
        book,
        "003",
        head,
        "Bobbio Pellice",
        "+39 340 0100603",
        dash("1995-04-01"),
        born=dash(head.born),
        others="Ester n. 12/8/2001 " + P("Gaydou", "Ester", "F", "2001-08-12", "Pinerolo").code,
    ).wife(P("Catalin", "Edith", "F", "1966-05-05", "Bobbio Pellice")).child(
        1, P("Gaydou", "Daniele", "M", "1993-03-17", "Pinerolo"), born=dash("1993-03-17")
    ).child(2, P("Gaydou", "Marta", "F", "1996-06-28", "Pinerolo"), born=dash("1996-06-28")).more(
        P("Gaydou", "Ester", "F", "2001-08-12", "Pinerolo")
    ).done()
    head = P("Marchetti", "Ornella", "F", "1951-02-19", "Torino")
    Family(
        book,
        "004",
        head,
        "None",
        "011/0000604",
        words("1984-10-01"),
        born=words(head.born),
        note="vedova, nessun familiare",
    ).done()
    head = P("Costantino", "Angelo", "M", "1969-04-30", "Torino")
    wife = P("Raviol", "Piera", "F", "1971-12-13", "Pinerolo")
    Family(book, "005", head, "Cumiana", "347 0100605", slash("2000-03-01"), code=f"{head.code}/{wife.code}").wife(
        wife,
        "Piera",
        code="",
        bad=(("other", "no surname: given name alone"),),
        surname="",
        unsure=["surname", "joined_on"],
    ).done(bad=(("fiscal_code_two_in_cell", "the wife's code stands in the head's cell"),))
    head = P("Bernard", "Gilbert", "M", "1977-08-09", "Francia")
    Family(book, "006", head, "Fenestrelle", "3,31E+09", american("2011-06-15"), born=american(head.born)).wife(
        P("Pascal", "Ilenia", "F", "1980-10-02", "Pinerolo"), "Ilenia Pascal"
    ).child(1, P("Bernard", "Noè", "M", "2012-12-25", "Pinerolo"), born=american("2012-12-25")).done(
        bad=(
            ("phone_damaged", "3,31E+09"),
            ("other", "the row has American dates: 08/09/1977 is 9 August (tax code), 12/25/2012 leaves no doubt"),
        ),
        phone="",
        unsure=["born_on", "joined_on"],
    )
    head = P("Prochet", "Jolanda", "F", "1945-05-09", "Pomaretto")
    Family(book, "007", head, "Pomaretto", "0121 000607", vague("1967"), note="coniuge deceduto 2/2025").wife(
        P("Clot", "Aurelio", "M", "1941-09-10", "Massello"),
        ended_month="2025-02",
        bad=(("left_or_dead_in_note", "the husband died in February 2025"),),
    ).done(bad=(("date_unreadable", "only the year of admission"),))
    head = P("Santiano", "Gabriele", "M", "1983-01-25", "Pinerolo")
    Family(
        book,
        "008",
        head,
        "Frossasco",
        "328 0100608",
        slash("2013-01-01"),
        note="separati dal 2024,\nil figlio sta con lei",
    ).wife(P("Fassi", "Monica", "F", "1985-07-16", "Torino")).child(
        1, P("Santiano", "Leonardo", "M", "2014-04-04", "Pinerolo")
    ).done(
        bad=(("household_unclear", "separated since 2024, the child lives with her; still one row"),),
        unsure=["household"],
    )
    head = P("Gai", "Matteo", "M", "1990-06-11", "Pinerolo")
    Family(book, "009", head, "Piscina", "345 0100609", slash("2021-09-01")).wife(
        P("Sola", "Elisabetta", "F", "1992-02-23", "Pinerolo"),
        role="spouse",
        code=P("Sola", "Elisabetta", "F", "1992-02-23", "Pinerolo").code.lower(),
    ).child(1, P("Gai", "Bianca", "F", "2022-03-08", "Pinerolo")).done()
    head = P("Peyran", "Elvira", "F", "1948-10-31", "Prarostino")
    Family(book, "010", head, "San Secondo di Pinerolo", "0121.000610", slash("1975-01-01"), note="esente quota").done()
    head = P("Peyran", "Elvio", "M", "1948-10-13", "Prarostino")
    other = Family(book, "011", head, "San Secondo di Pinerolo", "0121.000611", slash("1976-01-01")).done()
    book.alike((other - 1, "Peyran Elvira"), (other, "Peyran Elvio"), "a woman and a man, near names and near days")
    head = P("Vinçon", "Erminio", "M", "1966-09-22", "Pramollo")
    Family(
        book,
        "012",
        head,
        "Pramollo",
        "0121 000612",
        slash("1994-01-01"),
        name=("VinÃ§on", "Erminio"),
        code=head.code.replace("0", "O"),
    ).wife(
        P("Beux", "Carmen", "F", "1968-03-03", "Pramollo"),
        code=broken(P("Beux", "Carmen", "F", "1968-03-03", "Pramollo").code),
        fiscal_code="",
        born_on=None,
        born_from="",
        bad=(("fiscal_code_wrong", "the last letter does not match"),),
        unsure=["born_on", "joined_on"],
    ).done(
        bad=(("name_unreadable", "broken accent: «VinÃ§on»"),)
        + ((("fiscal_code_wrong", "letter O for zero; the code can be read"),) if "0" in head.code else ())
    )


def _second(book: Book) -> None:
    head = P("Mensa", "Riccardo", "M", "1974-05-14", "Vigone")
    son = P("Mensa", "Riccardo", "M", "2003-05-14", "Pinerolo")
    row = (
        Family(book, "13", head, "Vigone", "349 0100613", slash("1999-01-01"))
        .wife(P("Airaudo", "Laura", "F", "1976-11-11", "Vigone"))
        .child(1, son, "Riccardo jr.")
        .done()
    )
    book.alike((row, head.who), (row, son.who), "father and son with one name in one row, born 1974 and 2003")
    head = P("Bianciotto", "Dario", "M", "1958-12-18", "Pinerolo")
    Family(book, "14", head, "Porte", "338 0100614", slash("1986-01-01"), born=vague("18/12/58 o 59"), code="").done(
        bad=(("fiscal_code_missing", "no tax code"), ("date_unreadable", "«18/12/58 or 59»")),
        fiscal_code="",
        born_on=None,
        unsure=["born_on"],
    )
    head = P("Rol", "Natalina", "F", "1953-12-25", "Roure")
    short_code = head.code[:15]
    Family(book, "15", head, "Roure", "0121 000615", slash("1979-01-01"), code=short_code).done(
        bad=(("fiscal_code_wrong", "one sign short"),), fiscal_code=""
    )
    first = P("Ferrier", "Alma", "F", "1964-04-24", "Villar Perosa")
    a = Family(book, "16", first, "Villar Perosa", "333 0100616", slash("1989-01-01"), name=("Ferrier", "Alma")).done()
    head = P("Comba", "Ettore", "M", "1960-01-08", "Villar Perosa")
    b = (
        Family(book, "17", head, "Villar Perosa", "333 0100616", slash("1989-01-01"))
        .wife(
            first,
            "Comba Ferrier Alma",
            bad=(("person_twice", "also alone under card 16"),),
            unsure=["joined_on", "surname"],
        )
        .done()
    )
    book.problem(a, "person_twice", first.who, "also the wife under card 17")
    book.alike((a, first.who), (b, first.who), "one tax code, once with double surname", same=True)
    head = P("Grill", "Yvonne", "F", "1955-08-29", "Prali")
    Family(
        book,
        "18",
        head,
        "Prali",
        "0121 000618",
        slash("1980-01-01"),
        note="USCITA 30/9/24",
        second_note="restituita tessera",
    ).done(bad=(("left_or_dead_in_note", "left on 30 September 2024"),), ended_on="2024-09-30")
    head = P("Massel", "Franco", "M", "1967-06-17", "Inverso Pinasca")
    partner = P("Poët", "Nadia", "F", "1969-10-27", "Perosa Argentina")
    Family(book, "19", head, "Perosa Argentina", "320 0100619", slash("2005-01-01"), code=partner.code).wife(
        partner,
        "Poët Nadia",
        code=head.code,
        bad=(("fiscal_code_of_another", "husband's and wife's codes are swapped"),),
        unsure=["joined_on", "fiscal_code", "born_on"],
    ).done(bad=(("fiscal_code_of_another", "husband's and wife's codes are swapped"),), unsure=["fiscal_code"])
    head = P("Allasia", "Gianluca", "M", "1981-09-05", "Pinerolo")
    twins = [
        P("Allasia", "Viola", "F", "2015-01-30", "Pinerolo"),
        P("Allasia", "Virginia", "F", "2015-01-30", "Pinerolo"),
    ]
    row = (
        Family(book, "20", head, "Scalenghe", "346 0100620", slash("2016-01-01"))
        .wife(P("Nota", "Valentina", "F", "1983-12-09", "Pinerolo"))
        .child(1, twins[0])
        .child(2, twins[1])
        .done()
    )
    book.alike((row, twins[0].who), (row, twins[1].who), "twin sisters, same birthday")
    head = P("Bert", "Onorina", "F", "1939-03-29", "Torre Pellice")
    Family(book, "21", head, "Torre Pellice", "0121 000621", slash("1960-01-01"), code=spaced(head.code)).done()
    head = P("Barolin", "Italo", "M", "1962-07-23", "Argentina")
    Family(
        book,
        "22",
        head,
        "Luserna San Giovanni",
        "",
        slash("2008-05-01"),
        code=head.omocode(6, 14),
        others="suocera: Geymonat Livia 3.11.1940",
    ).wife(P("Revel", "Clelia", "F", "1965-02-06", "Torre Pellice")).more(
        P("Geymonat", "Livia", "F", "1940-11-03", "Torre Pellice"),
        role="other",
        fiscal_code="",
        bad=(("fiscal_code_missing", "the mother-in-law has no tax code"),),
    ).done(fiscal_code=head.omocode(6, 14))
    head = P("Genre", "Amedeo", "M", "1970-10-10", "Perrero")
    Family(book, "23", head, "None", "339 0100623 (moglie)", slash("2001-01-01"), born=short(head.born)).wife(
        P("Tessore", "Katia", "F", "1973-05-29", "None")
    ).child(1, P("Genre", "Simone", "M", "2000-02-29", "Pinerolo"), born=short("2000-02-29")).done(phone="3390100623")
    head = P("Sibille", "Arturo", "M", "1949-06-15", "Pragelato")
    Family(book, "24", head, "Pragelato", "0122 000624", slash("1971-01-01")).wife(
        P("Blanc", "Rina", "F", "1950-04-01", "Usseaux"), "nata Blanc Rina"
    ).done()
    head = P("Cardon", "Ivan", "M", "1986-03-18", "Pinerolo")
    Family(book, "25", head, "Bricherasio", "327 0100625", vague("30/02/2019")).wife(
        P("Cardon", "Ilaria", "F", "1988-08-18", "Pinerolo"),
        "Ilaria",
        surname="",
        unsure=["surname", "joined_on"],
        bad=(("other", "no surname: given name alone"),),
    ).child(1, P("Cardon", "Enea", "M", "2020-05-20", "Pinerolo")).done(bad=(("date_impossible", "30 February 2019"),))
    head = P("Bonjour", "Michela", "F", "1979-01-19", "Pinerolo")
    Family(
        book, "26", head, "Angrogna", "348 0100626", slash("2012-02-01"), note="madre sola; figli col cognome Rossetto"
    ).child(1, P("Rossetto", "Asia", "F", "2010-09-09", "Pinerolo"), "Rossetto Asia").child(
        2, P("Rossetto", "Thomas", "M", "2013-11-01", "Pinerolo"), "Rossetto Thomas"
    ).done()


BOOK = _compose()
PERSONS = BOOK.persons
TRUTH: dict[str, Any] = BOOK.truth()


def build(path: Path) -> None:
    """Write the file at `path`."""
    BOOK.save(path)
