"""Reads a cell as people write: a day, an amount, tax codes, a kinship. Never guesses between two meanings.

Each reader gives the value, or a `Fault` that says why there is none; "" and None are an empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from mutua.domain.faults import Fault, plain
from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code
from mutua.domain.italian import FIRST_YEAR, LAST_YEAR
from mutua.intake.marks import unmarked
from mutua.intake.sheet import serial_day
from mutua.intake.tabular import Cell, CellKind

NOTHING_SAID = frozenset(
    ("-", "--", "---", "/", "//", "\\", ".", "..", "...", "…", "?", "??", "???", "n.d.", "nd", "n.d", "n/d",
     "n/a", "na", "n.p.", "np", "nn", "n.n.", "xxx", "boh", "#", "*", "_", "00/00/0000", "nessuno", "nessuna",
     "no-cf", "null", "none")
)  # fmt: skip
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), "")


def cleaned(text: str) -> str:
    """A text on one line, without the signs nobody sees, the blanks around it and the mark against formulas."""
    if text.isascii() and not text.lstrip().startswith("'"):
        return " ".join(text.split())
    return " ".join(unmarked(text.strip()).translate(_INVISIBLE).replace("\u00a0", " ").split())


def said(cell: Cell) -> str:
    """What a cell says, "" also where somebody wrote only that nothing is known."""
    text = cleaned(cell.text)
    return "" if text.lower() in NOTHING_SAID else text


# ---------------------------------------------------------------- days

_MONTHS = ("gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic")
_ENGLISH = {"jan": 1, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "dec": 12}
_ISO = re.compile(r"(?<!\d)([12]\d{3})[-/.]([01]?\d)[-/.]([0-3]?\d)(?!\d)")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4}|\d{2})(?!\d)")
_WORDS = re.compile(r"(?<!\d)(\d{1,2})[°º]?[-/. ]*([A-Za-zà-ù]{3,10})\.?[-/. ]*(\d{4}|\d{2})(?!\d)")
_TOGETHER = re.compile(r"\d{8}")
_HOUR = re.compile(r"[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:Z|$)")
_INCOMPLETE = re.compile(
    r"[A-Za-z]{3,10}\.?[-/. ']+\d{2}|(?:(?:[A-Za-z]{3,10}|\d{1,2})[-/. ])?(?:anno )?(?:19|20)\d{2}"
)


@dataclass(slots=True)
class DayOrder:
    """What a column tells about the order of its days: whether some can only be day first, some only month first."""

    day_first: bool = False
    month_first: bool = False

    def look(self, text: str) -> None:
        match = _FIGURES.fullmatch(_HOUR.sub("", text.strip()))
        if match:
            self.day_first = self.day_first or int(match[1]) > 12 >= int(match[2])
            self.month_first = self.month_first or int(match[2]) > 12 >= int(match[1])


ITALIAN = DayOrder(day_first=True)


def read_day(
    cell: Cell, *, from_1904: bool = False, order: DayOrder = ITALIAN, first: date | None = None,
    last: date | None = None, among: Iterable[date] = (),
) -> date | Fault | None:  # fmt: skip
    """The day a cell says. `first` and `last` bound what it can be; `among`: the only days it can be, where known."""
    text = said(cell)
    if not text:
        return None
    found = days_in(cell, from_1904, order)
    if isinstance(found, Fault):
        return found
    known = set(among)
    possible = {day for day in found if (first is None or day >= first) and (last is None or day <= last)}
    if len(possible) > 1 and possible & known:
        possible &= known
    if len(possible) == 1:
        return possible.pop()
    if possible:
        return Fault("day_ambiguous", text, {"days": ", ".join(f"{day:%d/%m/%Y}" for day in sorted(possible))})
    if len(found) == 1:
        return next(iter(found))  # too early or too late: whoever asked says so
    return Fault("day_ambiguous", text, {"days": ", ".join(f"{day:%d/%m/%Y}" for day in sorted(found))})


def days_in(cell: Cell, from_1904: bool, order: DayOrder) -> set[date] | Fault:
    """Every day that a cell may mean, at least one."""
    text = said(cell)
    if cell.kind is CellKind.DAY:
        return {date.fromisoformat(text)}
    if cell.kind is CellKind.NUMBER or (text.isdigit() and len(text) == 5):
        if text.isdigit() and len(text) == 8:
            return _together(text)
        if text.isdigit() and len(text) <= 4:
            return Fault("day_incomplete", text)
        found = serial_day(text.partition(".")[0], from_1904)
        return found if isinstance(found, Fault) else {found}
    bare = _without_roman(_HOUR.sub("", text).strip()) if cell.kind is CellKind.TEXT else text.split()[0]
    if _TOGETHER.fullmatch(bare):
        return _together(bare)
    if _INCOMPLETE.fullmatch(bare):
        return Fault("day_incomplete", text)
    return _written(bare, text, order)


_BETWEEN_DAYS = re.compile(
    r"\s+[-–—]\s+|\s*[;&+|]\s*|\s+(?:e|ed)\s+|\s+/\s+|,\s+|\s*/\s*(?=\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})"
)


def days_apart(cell: Cell) -> list[Cell]:
    """The days of several people in one cell, each as a cell of its own; one where they cannot be told apart."""
    text = " ".join(cell.text.replace("\n", " ; ").split())
    if cell.kind is not CellKind.TEXT or _DOUBT.search(text):
        return [cell]
    parts = [part for part in _BETWEEN_DAYS.split(text) if part]
    if len(parts) == 1 and len(found := [match[0] for match in _FIGURES.finditer(text)]) > 1:
        parts = found if not re.sub(r"[\s,;]", "", _FIGURES.sub("", text)) else parts
    return [Cell(part) for part in parts]


_DOUBT = re.compile(r"\?|\b(?:o|oppure|forse)\b", re.IGNORECASE)


def month_first(cell: Cell, day: date) -> bool:
    """Whether a day was written with its month first."""
    match = _FIGURES.fullmatch(_HOUR.sub("", said(cell)))
    return match is not None and (int(match[1]), int(match[2])) == (day.month, day.day) and day.day != day.month


def _written(bare: str, text: str, order: DayOrder) -> set[date] | Fault:
    matches = [(pattern, match) for pattern in (_ISO, _FIGURES, _WORDS) for match in pattern.finditer(bare)]
    if not matches:
        return Fault("day_unreadable", text)
    pattern, match = matches[0]
    if any(one.start() >= match.end() for other, one in matches if other is pattern):
        return Fault("days_several", text)
    if _DOUBT.search(bare[: match.start()]) or _DOUBT.search(bare[match.end() :]):
        return Fault("day_unreadable", text)  # «18/12/58 o 59»
    if pattern is _ISO:
        return _real({(int(match[1]), int(match[2]), int(match[3]))}, text)
    if pattern is _WORDS:
        month = _month(match[2])
        if not month:
            return Fault("day_unreadable", text)
        return _real({(year, month, int(match[1])) for year in _years(match[3])}, text)
    one, other = int(match[1]), int(match[2])
    pairs = {(other, one)}
    if order.month_first:  # in this column somebody wrote the month first: either may be meant
        pairs.add((one, other))
    return _real({(year, month, day) for year in _years(match[3]) for month, day in pairs}, text)


def _years(figures: str) -> tuple[int, ...]:
    return (int(figures),) if len(figures) == 4 else (1900 + int(figures), 2000 + int(figures))


def _month(word: str) -> int:
    start = plain(word)[:3]
    return _MONTHS.index(start) + 1 if start in _MONTHS else _ENGLISH.get(start, 0)


_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN = {numeral: at for at, numeral in enumerate(_NUMERALS, 1)}
_WITH_ROMAN = re.compile(r"(?<!\d)(\d{1,2})[-/. ]+([IVX]{1,4})[-/. ]+(\d{4}|\d{2})(?!\d)")


def _without_roman(text: str) -> str:
    """`3 X 1952` with its month in words, as only a month can stand there."""
    return _WITH_ROMAN.sub(
        lambda match: f"{match[1]} {_MONTHS[_ROMAN[match[2]] - 1]} {match[3]}" if match[2] in _ROMAN else match[0], text
    )


def _together(digits: str) -> set[date] | Fault:
    """`17051980` or `19800517`."""
    two = {(int(digits[4:]), int(digits[2:4]), int(digits[:2])), (int(digits[:4]), int(digits[4:6]), int(digits[6:]))}
    return _real({one for one in two if 1900 <= one[0] <= 2100}, digits)


def _real(parts: set[tuple[int, int, int]], text: str) -> set[date] | Fault:
    found = set()
    for year, month, day in parts:
        try:
            one = date(year, month, day)
        except ValueError:
            continue
        if FIRST_YEAR <= year <= LAST_YEAR:
            found.add(one)
    if found:
        return found
    turned = {(year, day, month) for year, month, day in parts if 12 < month <= 31 and day <= 12}
    if turned and len(turned) == 1:
        year, month, day = turned.pop()
        return Fault("day_turned", text, suggestion=f"{day:02d}/{month:02d}/{year}")
    return Fault("date_unreal", text)


# ---------------------------------------------------------------- amounts

_MONEY_WORDS = re.compile(r"(?:€|euro|eur\b|£)", re.IGNORECASE)
_TAIL = re.compile(r"[.,](?:-|--|=|–|—)$")
_ITALIAN_MONEY = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2}")
_ENGLISH_MONEY = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{1,2}")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:'\d{3})+")
_EITHER = re.compile(r"\d{1,3}[.,]\d{3}")


def read_money(cell: Cell) -> int | Fault | None:
    """Cents; below nought for a reversal. `1.234` may be a thousand or one and a bit: nobody guesses."""
    text = said(cell)
    if not text:
        return None
    if cell.kind is CellKind.NUMBER:
        return _cents_of(text, text)
    if cell.kind is not CellKind.TEXT:
        return Fault("money_unreadable", text)
    bare = _TAIL.sub("", _MONEY_WORDS.sub("", text).replace(" ", "").strip()).rstrip(".")
    sign = -1 if bare.startswith(("-", "−", "(")) or bare.endswith("-") else 1
    bare = bare.strip("-−()+")
    if _EITHER.fullmatch(bare):
        thousand = bare.replace(",", "").replace(".", "")
        return Fault("money_ambiguous", text, suggestion=f"{thousand},00")
    if _ITALIAN_MONEY.fullmatch(bare.replace("'", ".")):
        digits = bare.replace("'", "").replace(".", "").replace(",", ".")
    elif _ENGLISH_MONEY.fullmatch(bare.replace("'", ",")):
        digits = bare.replace("'", "").replace(",", "")
    elif _THOUSANDS.fullmatch(bare):
        digits = re.sub(r"[.,']", "", bare)
    elif bare.isascii() and bare.isdigit():
        digits = bare
    else:
        return Fault("money_unreadable", text)
    found = _cents_of(digits, text)
    return found if isinstance(found, Fault) else sign * found


def _cents_of(digits: str, text: str) -> int | Fault:
    """Cents of a plain number; what a spreadsheet reckons wrong beyond the sixth decimal is no decimal."""
    try:
        exact = Decimal(digits) * 100
    except InvalidOperation:
        return Fault("money_unreadable", text)
    if not exact.is_finite() or abs(exact) >= Decimal(10) ** 9:
        return Fault("money_too_big", text)
    cents = int(exact.to_integral_value())
    return cents if abs(exact - cents) < Decimal("0.0001") else Fault("money_decimals", text)


# ---------------------------------------------------------------- tax codes

_BETWEEN = re.compile(r"[^A-Za-z0-9]+")
_ANY = re.compile(r"(?=([A-Z]{6}[0-9A-Z]{2}[A-Z][0-9A-Z]{2}[A-Z][0-9A-Z]{3}[A-Z]))")
_DOUBTED = re.compile(r"[\s?!*()]*[?!*][\s?!*()]*$")  # «RSSMRA80A01H501X ?»: whoever wrote it was not sure
_NO_NOISE = re.compile(r"C\.?F\.?|COD(?:ICE)?\.?|FISC(?:ALE)?\.?|[^A-Z0-9]", re.IGNORECASE)


def codes_in(cell: Cell) -> list[FiscalCode] | list[Fault]:
    """The tax codes in a cell, one after the other; none where it says nothing; faults where one of them is wrong."""
    text = said(cell)
    if not text or cell.kind not in (CellKind.TEXT, CellKind.NUMBER):
        return [] if not text else [Fault("fiscal_code", text, {"count": str(len(text))})]
    whole = read_fiscal_code(text)
    if isinstance(whole, FiscalCode):
        return [whole]
    found: list[FiscalCode] = []
    together, rest = "".join(_BETWEEN.split(text)).upper(), text
    at = 0
    for match in _ANY.finditer(together):
        code = read_fiscal_code(match[1])
        if match.start() >= at and isinstance(code, FiscalCode):
            found.append(code)
            at = match.start() + 16
    for one in found:
        rest = re.sub(r"[\W_]*".join(one.text), " ", rest, count=1, flags=re.IGNORECASE)
    if found and len(_NO_NOISE.sub("", rest)) < 6:
        return found
    if found:
        return [Fault("fiscal_code_several", text)]
    bare = read_fiscal_code(_DOUBTED.sub("", text) or text)
    return [_of_code(one, text) for one in (whole if isinstance(bare, FiscalCode) else bare)]


def _of_code(fault: Fault, text: str) -> Fault:
    """A sign that no number has, told as a mistake of the tax code, among which it is counted; with all of it."""
    if fault.code == "identifier_too_long":
        return Fault("fiscal_code", fault.found, {"count": fault.values["count"]})
    if fault.code not in ("identifier_sign", "identifier_alphabet", "identifier_hidden"):
        return fault
    return Fault("fiscal_code_sign", text, {"at": fault.values["at"], "sign": fault.found})


def name_beside_code(cell: Cell) -> tuple[str, FiscalCode] | None:
    """«Irene BLMRNI08H47G674C»: a name and the one code in its cell; None where the cell is anything else."""
    words = re.split(r"[\s:;,()/-]+", said(cell))
    codes = [code for word in words if isinstance(code := read_fiscal_code(word), FiscalCode) and len(word) == 16]
    name = " ".join(word for word in words if word.upper() not in ("", "CF", "C.F.", *[code.text for code in codes]))
    plain_words = bool(name) and not any(sign.isdigit() for sign in name)
    return (name, codes[0]) if len(codes) == 1 and plain_words else None


# ---------------------------------------------------------------- words of a closed list

_KINSHIPS = {
    "titolare": "titolare capofamiglia capofam capof capo socio socia iscritto iscritta intestatario intestataria"
    " principale tit",
    "coniuge": "coniuge moglie marito consorte sposo sposa",
    "convivente": "convivente compagno compagna conv",
    "figlio": "figlio figlia figli figlie fig minore minori figlia/o figlio/a",
    "genitore": "genitore genitori padre madre papa mamma",
    "fratello": "fratello sorella fratelli sorelle",
    "altro": "altro altra nipote nonno nonna suocero suocera genero nuora zio zia cognato cognata cugino cugina affine"
    " altri altre nipoti nonni suoceri",
}
_KINSHIP_OF = {word: kin for kin, words in _KINSHIPS.items() for word in words.split()}


def read_kinship(text: str) -> str | Fault:
    """The kinship that a word means; words nobody knows, and two that disagree, are told."""
    words = [word for word in re.split(r"[^a-z/]+", plain(text)) if word]
    kins = {_KINSHIP_OF[word] for word in words if word in _KINSHIP_OF}
    strange = [
        word for word in words if word not in _KINSHIP_OF and word not in ("di", "famiglia", "a", "carico", "del")
    ]
    if len(kins) == 1 and not strange:
        return kins.pop()
    return Fault("kinship_unknown", text)


_COUPLES = ({"titolare"}, {"titolare", "coniuge"}, {"titolare", "convivente"})
_OF_ONE = frozenset(("titolare", "coniuge", "convivente"))


def kinship_of_all(text: str) -> str | Fault:
    """What one cell says of all the people of its row; "" where it only says that they are a couple, or nothing."""
    words = [word for word in re.split(r"[^a-z/]+", plain(text)) if word not in ("", "e", "ed")]
    if not words or words == ["coniugi"] or {_KINSHIP_OF.get(word, "") for word in words} in _COUPLES:
        return ""
    found = read_kinship(text)
    return Fault("kinship_of_several", text) if isinstance(found, Fault) or found in _OF_ONE else found


def read_sex(text: str) -> str | Fault:
    low = plain(text).strip(".")
    if low in ("f", "femmina", "femm", "donna", "female"):
        return "F"
    return "M" if low in ("m", "maschio", "masc", "uomo", "male") else Fault("sex_unknown", text)


DITTO = frozenset(
    {'"', "''", "“", "”", "„", "»", "«", "idem", "id", "id.", "idem.", "ibidem", "come sopra", "c.s.", "cs"}
)


def is_ditto(cell: Cell) -> bool:
    """Whether a cell says «as above»."""
    return cell.kind is CellKind.TEXT and cell.text.strip().lower() in DITTO


_DAY_ONLY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}")
_DATA = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]|\d{4}-\d{2}-\d{2}|\d+[.,]\d\d?"
)


def looks_like_data(text: str) -> bool:
    """Whether a cell is a day, a tax code, an amount: no title of a column is."""
    return _DATA.fullmatch(text.strip().upper()) is not None


def looks_like_day(text: str) -> bool:
    """Whether a cell is a day and nothing else."""
    return _DAY_ONLY.fullmatch(text.strip()) is not None
