"""What the ten workbooks share: tax codes, ways to write a date, a sheet that remembers what is true about it."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

TOWNS = {
    "Airasca": "A109",
    "Angrogna": "A295",
    "Bibiana": "A853",
    "Bobbio Pellice": "A910",
    "Bricherasio": "B171",
    "Buriasco": "B278",
    "Cantalupa": "B628",
    "Cavour": "C404",
    "Cumiana": "D202",
    "Fenestrelle": "D532",
    "Frossasco": "D812",
    "Garzigliana": "D931",
    "Inverso Pinasca": "E311",
    "Luserna San Giovanni": "E758",
    "Lusernetta": "E759",
    "Macello": "E782",
    "Massello": "F041",
    "None": "F931",
    "Osasco": "G151",
    "Perosa Argentina": "G463",
    "Perrero": "G465",
    "Pinasca": "G672",
    "Pinerolo": "G674",
    "Piscina": "G705",
    "Pomaretto": "G805",
    "Porte": "G900",
    "Pragelato": "G973",
    "Prali": "G978",
    "Pramollo": "G982",
    "Prarostino": "G986",
    "Roletto": "H498",
    "Rorà": "H554",
    "Roure": "H555",
    "San Germano Chisone": "H862",
    "San Pietro Val Lemina": "I090",
    "San Secondo di Pinerolo": "I154",
    "Scalenghe": "I490",
    "Torre Pellice": "L277",
    "Usseaux": "L515",
    "Vigone": "L898",
    "Villafranca Piemonte": "L948",
    "Villar Pellice": "M013",
    "Villar Perosa": "M014",
    "Volvera": "M133",
    "Torino": "L219",
    "Romania": "Z129",
    "Francia": "Z110",
    "Svizzera": "Z133",
    "Marocco": "Z330",
    "Argentina": "Z600",
}
MONTH_LETTERS = "ABCDEHLMPRST"
MONTHS = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
]
ROMANS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
OMOCODE = "LMNPQRSTUV"
ODD = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (
            1,
            0,
            5,
            7,
            9,
            13,
            15,
            17,
            19,
            21,
            1,
            0,
            5,
            7,
            9,
            13,
            15,
            17,
            19,
            21,
            2,
            4,
            18,
            20,
            11,
            3,
            6,
            8,
            12,
            14,
            16,
            10,
            22,
            25,
            24,
            23,
        ),
        strict=True,
    )
)


def fold(text: str) -> str:
    """Capitals without accents, as a tax code sees a name."""
    plain = unicodedata.normalize("NFD", text.upper())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def letters(text: str) -> str:
    """Only the letters A to Z of a name."""
    return re.sub("[^A-Z]", "", fold(text))


def check_letter(fifteen: str) -> str:
    """The sixteenth sign of a tax code."""
    total = sum(
        ODD[sign] if index % 2 == 0 else (int(sign) if sign.isdigit() else ord(sign) - 65)
        for index, sign in enumerate(fifteen)
    )
    return chr(65 + total % 26)


@dataclass(frozen=True)
class P:
    """An invented person; `born` is an ISO date, `place` the municipality or country of birth."""

    surname: str
    given: str
    sex: str
    born: str
    place: str

    @property
    def who(self) -> str:
        """Surname and given name, the way TRUTH names people."""
        return f"{self.surname} {self.given}"

    @property
    def day(self) -> date:
        """The birthday."""
        return date.fromisoformat(self.born)

    @property
    def code(self) -> str:
        """The tax code, formally right."""
        vowels = [re.sub("[^AEIOU]", "", letters(name)) for name in (self.surname, self.given)]
        consonants = [re.sub("[AEIOU]", "", letters(name)) for name in (self.surname, self.given)]
        if len(consonants[1]) > 3:
            consonants[1] = consonants[1][0] + consonants[1][2:4]
        name = "".join((c + v + "XXX")[:3] for c, v in zip(consonants, vowels, strict=True))
        day = self.day.day + (40 if self.sex == "F" else 0)
        fifteen = f"{name}{self.day.year % 100:02d}{MONTH_LETTERS[self.day.month - 1]}{day:02d}{TOWNS[self.place]}"
        return fifteen + check_letter(fifteen)

    def omocode(self, *positions: int) -> str:
        """The code the Revenue gives when two people would have the same: digits at `positions` become letters."""
        signs = list(self.code[:15])
        for position in positions:
            signs[position] = OMOCODE[int(signs[position])]
        return "".join(signs) + check_letter("".join(signs))


def broken(code: str) -> str:
    """A code whose last letter does not match."""
    return code[:15] + ("A" if code[15] != "A" else "B")


def spaced(code: str) -> str:
    """A code in the groups of the card."""
    return f"{code[:3]} {code[3:6]} {code[6:11]} {code[11:]}"


class As(NamedTuple):
    """A date as the sheet shows it, and the day it means (None when it tells no day)."""

    shown: Any
    true: date | None


def real(iso: str) -> As:
    """A true date cell."""
    return As(date.fromisoformat(iso), date.fromisoformat(iso))


def slash(iso: str) -> As:
    """03/05/1958"""
    day = date.fromisoformat(iso)
    return As(f"{day:%d/%m/%Y}", day)


def short(iso: str) -> As:
    """3/5/58"""
    day = date.fromisoformat(iso)
    return As(f"{day.day}/{day.month}/{day:%y}", day)


def dot(iso: str) -> As:
    """03.05.1958"""
    day = date.fromisoformat(iso)
    return As(f"{day:%d.%m.%Y}", day)


def dash(iso: str) -> As:
    """3-5-1958"""
    day = date.fromisoformat(iso)
    return As(f"{day.day}-{day.month}-{day.year}", day)


def words(iso: str) -> As:
    """3 maggio 1958"""
    day = date.fromisoformat(iso)
    return As(f"{day.day}{'°' if day.day == 1 else ''} {MONTHS[day.month - 1]} {day.year}", day)


def roman(iso: str) -> As:
    """3 V 1958"""
    day = date.fromisoformat(iso)
    return As(f"{day.day} {ROMANS[day.month - 1]} {day.year}", day)


def serial(iso: str) -> As:
    """The number of days a spreadsheet keeps, without its date format."""
    day = date.fromisoformat(iso)
    return As((day - date(1899, 12, 30)).days, day)


def american(iso: str) -> As:
    """05/03/1958 meaning the third of May."""
    day = date.fromisoformat(iso)
    return As(f"{day:%m/%d/%Y}", day)


def vague(text: Any) -> As:
    """Something that names no day."""
    return As(text, None)


@dataclass(frozen=True)
class Formula:
    """A formula with the value the last program left beside it."""

    text: str
    cached: Any


@dataclass(frozen=True)
class Euro:
    """A number shown as euros."""

    value: float


@dataclass(frozen=True)
class Tick:
    """Digits kept as text by an apostrophe."""

    text: str


@dataclass(frozen=True)
class Indent:
    """Text pushed right by the format of the cell, not by blanks."""

    text: str
    by: int = 2


@dataclass(frozen=True)
class Line:
    """One row of a sheet."""

    cells: tuple[Any, ...]
    style: str
    hidden: bool


STYLES: dict[str, dict[str, Any]] = {
    "": {},
    "title": {"bold": True, "font_size": 14, "align": "center"},
    "head": {"bold": True, "bg_color": "#D9E1F2"},
    "total": {"bold": True, "top": 1},
    "red": {"bg_color": "#FF9999"},
    "yellow": {"bg_color": "#FFFF99"},
    "green": {"bg_color": "#CCFFCC"},
    "grey": {"bg_color": "#BFBFBF", "italic": True},
    "strike": {"font_strikeout": True},
}
STAMP = datetime(2026, 1, 15, 9, 0, 0)  # noqa: DTZ001 - the archive of a workbook keeps no time zone


class Sheet:
    """Rows of a sheet in order, with merged cells and hidden columns."""

    def __init__(self, name: str, *, widths: Sequence[int] = (), hidden_columns: Sequence[int] = ()) -> None:
        self.name, self.widths, self.hidden_columns = name, widths, hidden_columns
        self.lines: list[Line] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.state = "visible"

    def line(self, *cells: Any, style: str = "", hidden: bool = False) -> int:
        """Add a row that holds no data; its number, from 1."""
        self.lines.append(Line(cells, style, hidden))
        return len(self.lines)

    def skip(self, count: int = 1) -> None:
        """Add empty rows."""
        for _ in range(count):
            self.line()

    def merge(self, row: int, first: int, last: int, down: int = 0) -> None:
        """Merge columns `first` to `last` (from 1) of a row, and of `down` rows below."""
        self.merged.append((row, first, row + down, last))


class Book(Sheet):
    """The sheet that counts, its neighbours, and what is true about it."""

    def __init__(
        self,
        kind: str,
        file_name: str,
        sheet: str,
        *,
        encoding: str = "",
        delimiter: str = "",
        widths: Sequence[int] = (),
        hidden_columns: Sequence[int] = (),
    ) -> None:
        super().__init__(sheet, widths=widths, hidden_columns=hidden_columns)
        self.kind, self.file_name, self.encoding, self.delimiter = kind, file_name, encoding, delimiter
        self.before: list[Sheet] = []
        self.after: list[Sheet] = []
        self.content: list[int] = []
        self.persons: dict[str, P] = {}
        self.people: list[dict[str, Any]] = []
        self.problems: list[dict[str, Any]] = []
        self.different: list[dict[str, Any]] = []
        self.same: list[dict[str, Any]] = []
        self.claims: list[dict[str, Any]] = []
        self.findings: list[dict[str, Any]] = []
        self.rules: dict[str, Any] = {}

    def data(self, *cells: Any, style: str = "", hidden: bool = False) -> int:
        """Add a row that holds data about people or claims; its number."""
        row = self.line(*cells, style=style, hidden=hidden)
        self.content.append(row)
        return row

    def person(
        self,
        row: int,
        p: P,
        household: str,
        role: str,
        *,
        joined: As | str | None = None,
        town: Any = "",
        tel: Any = "",
        bad: Iterable[tuple[str, str]] = (),
        truth: Mapping[str, Any] | None = None,
    ) -> None:
        """Write down who stands in `row`. `truth` replaces what cannot be told from the other arguments."""
        joined = real(joined) if isinstance(joined, str) and joined else joined
        entry: dict[str, Any] = {
            "row": row,
            "surname": p.surname,
            "given_name": p.given,
            "fiscal_code": p.code,
            "born_on": p.born,
            "household": household,
            "role": role,
            "joined_on": joined.true.isoformat() if isinstance(joined, As) and joined.true else None,
            "ended_on": None,
            "municipality": str(town or ""),
            "phone": re.sub(r"\D", "", str(tel or "")),
        }
        entry.update(truth or {})
        self.people.append(entry)
        self.persons.setdefault(p.who, p)
        for kind, note in bad:
            self.problem(row, kind, p.who, note)

    def member(
        self,
        layout: Sequence[str],
        p: P,
        household: str,
        role: str,
        *,
        joined: As | str | None = None,
        style: str = "",
        hidden: bool = False,
        bad: Iterable[tuple[str, str]] = (),
        truth: Mapping[str, Any] | None = None,
        **shown: Any,
    ) -> int:
        """Add the row of one person: `layout` names the columns, `shown` what they hold instead of the plain truth."""
        joined = real(joined) if isinstance(joined, str) and joined else joined
        cells: dict[str, Any] = {
            "surname": p.surname,
            "given": p.given,
            "full": p.who,
            "born": p.day,
            "code": p.code,
            "place": p.place,
            "joined": joined.shown if isinstance(joined, As) else joined,
        }
        cells.update({key: value.shown if isinstance(value, As) else value for key, value in shown.items()})
        row = self.data(*[cells.get(key) for key in layout], style=style, hidden=hidden)
        self.person(
            row, p, household, role, joined=joined, town=shown.get("town"), tel=shown.get("tel"), bad=bad, truth=truth
        )
        return row

    def problem(self, row: int, kind: str, who: str, note: str) -> None:
        """Something a careful clerk would tell about a row."""
        self.problems.append({"row": row, "kind": kind, "who": who, "note": note})

    def alike(self, a: tuple[int, str], b: tuple[int, str], note: str, *, same: bool = False) -> None:
        """Two entries that look like one person: are they?"""
        pair = {"a": {"row": a[0], "who": a[1]}, "b": {"row": b[0], "who": b[1]}, "note": note}
        (self.same if same else self.different).append(pair)

    def claim(
        self,
        layout: Sequence[str],
        p: P,
        number: str,
        invoiced: As | str | None,
        service: As | str | None,
        expense: int | None,
        refund: int | None,
        benefit: str,
        /,
        *,
        style: str = "",
        truth: Mapping[str, Any] | None = None,
        **shown: Any,
    ) -> int:
        """Add the row of one claim; amounts in cents, shown as euros unless `shown` says otherwise."""
        invoiced = real(invoiced) if isinstance(invoiced, str) and invoiced else invoiced
        service = real(service) if isinstance(service, str) and service else service
        cells: dict[str, Any] = {
            "full": p.who,
            "surname": p.surname,
            "given": p.given,
            "code": p.code,
            "number": number,
            "invoiced": invoiced.shown if isinstance(invoiced, As) else None,
            "service": service.shown if isinstance(service, As) else None,
            "expense": None if expense is None else Euro(expense / 100),
            "refund": None if refund is None else Euro(refund / 100),
            "benefit": benefit,
        }
        cells.update({key: value.shown if isinstance(value, As) else value for key, value in shown.items()})
        row = self.data(*[cells.get(key) for key in layout], style=style)
        entry: dict[str, Any] = {
            "row": row,
            "who": p.who,
            "fiscal_code": p.code,
            "invoice_number": number,
            "invoiced_on": invoiced.true.isoformat() if isinstance(invoiced, As) and invoiced.true else None,
            "service_on": service.true.isoformat() if isinstance(service, As) and service.true else None,
            "expense_cents": expense,
            "refund_cents": refund,
            "benefit_text": benefit,
        }
        entry.update(truth or {})
        self.claims.append(entry)
        return row

    def finding(self, kind: str, rows: Sequence[int], who: str, euros_cents: int, note: str) -> None:
        """Money the society should look at."""
        self.findings.append({"kind": kind, "rows": list(rows), "who": who, "euros_cents": euros_cents, "note": note})

    def truth(self) -> dict[str, Any]:
        """All that is true about the workbook, as plain lists and dictionaries."""
        rest = [row for row in range(1, len(self.lines) + 1) if row not in self.content]
        found: dict[str, Any] = {
            "kind": self.kind,
            "file_name": self.file_name,
            "sheet": self.name,
            "rows_with_content": self.content,
            "rows_not_data": rest,
        }
        if self.kind == "members":
            return found | {
                "people": self.people,
                "problems": self.problems,
                "must_not_merge": self.different,
                "same_person": self.same,
            }
        return found | {
            "rules": self.rules,
            "claims": self.claims,
            "findings": self.findings,
            "problems": self.problems,
        }

    def save(self, path: Path) -> None:
        """Write the file, byte for byte the same each time."""
        if self.delimiter:
            path.write_bytes(self._comma_text().encode(self.encoding))
        else:
            self._workbook(path)

    def _comma_text(self) -> str:
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator="\r\n")
        width = max(len(line.cells) for line in self.lines)
        for line in self.lines:
            if line.style == "empty":
                out.write("\r\n")
                continue
            cells = [_as_text(cell) for cell in line.cells]
            writer.writerow(cells + [""] * (width - len(cells)))
        return out.getvalue()

    def _workbook(self, path: Path) -> None:
        book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"author": "segreteria", "created": STAMP})
        formats: dict[tuple[str, str, int, bool], Any] = {}
        for sheet in (*self.before, self, *self.after):
            _write_sheet(book, sheet, formats)
            if sheet is self:
                page = book.get_worksheet_by_name(sheet.name)
                page.activate()
        book.close()


def _as_text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, Euro):
        return f"{cell.value:.2f}".replace(".", ",")
    if isinstance(cell, Tick):
        return "'" + cell.text
    return str(cell)


def _write_sheet(book: Any, sheet: Sheet, formats: dict[tuple[str, str, int, bool], Any]) -> None:
    page = book.add_worksheet(sheet.name)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for column in sheet.hidden_columns:
        page.set_column(column - 1, column - 1, 8, None, {"hidden": True})
    if sheet.state != "visible":
        page.hide()
    for top, left, bottom, right in sheet.merged:
        style = _format(book, formats, sheet.lines[top - 1].style)
        page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", style)
    for index, line in enumerate(sheet.lines):
        if line.hidden:
            page.set_row(index, None, None, {"hidden": True})
        for column, cell in enumerate(line.cells):
            _write_cell(book, page, formats, (index, column), cell, line.style)


def _format(
    book: Any,
    formats: dict[tuple[str, str, int, bool], Any],
    style: str,
    number: str = "",
    indent: int = 0,
    tick: bool = False,
) -> Any:
    key = (style, number, indent, tick)
    if key not in formats:
        wish: dict[str, Any] = dict(STYLES[style])
        wish.update({"num_format": number} if number else {})
        wish.update({"indent": indent} if indent else {})
        wish.update({"quote_prefix": True, "num_format": "@"} if tick else {})
        formats[key] = book.add_format(wish)
    return formats[key]


def _write_cell(
    book: Any, page: Any, formats: dict[tuple[str, str, int, bool], Any], at: tuple[int, int], cell: Any, style: str
) -> None:
    plain = _format(book, formats, style)
    if cell is None:
        if style:
            page.write_blank(*at, None, plain)
    elif isinstance(cell, date):
        page.write_datetime(
            *at,
            datetime(cell.year, cell.month, cell.day),  # noqa: DTZ001 - a day, no instant
            _format(book, formats, style, "dd/mm/yyyy"),
        )
    elif isinstance(cell, Euro):
        page.write_number(*at, cell.value, _format(book, formats, style, '#,##0.00" €"'))
    elif isinstance(cell, Formula):
        page.write_formula(*at, cell.text, plain, cell.cached)
    elif isinstance(cell, Tick):
        page.write_string(*at, cell.text, _format(book, formats, style, tick=True))
    elif isinstance(cell, Indent):
        page.write_string(*at, cell.text, _format(book, formats, style, indent=cell.by))
    elif isinstance(cell, str):
        page.write_string(*at, cell, plain)
    else:
        page.write_number(*at, cell, plain)


def invent(text: str) -> P:
    """A person from «Surname|Given|F|1958-05-03|Pinerolo»."""
    surname, given, sex, born, place = text.split("|")
    return P(surname, given, sex, born, place)


@dataclass(frozen=True)
class Asked:
    """One line of a table of claims typed as text; amounts in cents."""

    tag: str
    who: str
    number: str
    invoiced: str
    service: str
    expense: int
    refund: int
    benefit: str


def asked(text: str) -> list[Asked]:
    """Lines «tag|Surname Given|number|invoiced|service|expense|refund|benefit»; service «=» is the invoice's day."""
    found = []
    for line in text.strip().splitlines():
        tag, who, number, invoiced, service, expense, refund, benefit = line.split("|")
        expense_cents, refund_cents = (round(float(amount) * 100) for amount in (expense, refund))
        day = invoiced if service == "=" else service
        found.append(Asked(tag, who, number, invoiced, day, expense_cents, refund_cents, benefit))
    return found


def comma(cents: int) -> str:
    """1.234,50"""
    return f"{cents / 100:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")


def euro_sign(cents: int) -> str:
    """€ 120 or € 120,50"""
    return "€ " + (comma(cents) if cents % 100 else comma(cents)[:-3])


def stroke(cents: int) -> str:
    """120,- when there are no cents."""
    return comma(cents) if cents % 100 else comma(cents)[:-2] + "-"


def point(cents: int) -> str:
    """1234.5"""
    return f"{cents / 100:.2f}".rstrip("0").rstrip(".") if cents % 100 else str(cents // 100)
