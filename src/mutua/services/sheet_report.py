"""What a society's own sheet holds, as workbooks: the mess by kind, the questions, the rows to put right.

The rows to put right are a workbook of their own, with their cells as they stood: corrected, it is imported like any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mutua.intake.marks import unmarked
from mutua.intake.mistakes import Mistake
from mutua.intake.rough.grid import RoughRow
from mutua.intake.rough.header import Heading, NotData
from mutua.intake.rough.proposals import Answer, Proposed
from mutua.intake.rough.set_aside import ASIDE, HEAD, ORIGIN, UNTOUCHED, marks_for, our_cell, ours_from
from mutua.intake.rough.strict import RoughFile
from mutua.intake.rough.titles_over import says_left
from mutua.intake.sheet import plain_header
from mutua.intake.tabular import Cell
from mutua.services.bring_claims import ClaimsSheetPlan
from mutua.services.bring_members import RowsEnded, SheetPlan
from mutua.services.table_writer import Kind, OutColumn, OutTable, write_workbook
from mutua.services.year_findings import Year, YearKind
from mutua.wording.intake import shown
from mutua.wording.intake_sheets import KINDS, NOT_DATA, kind_of
from mutua.wording.year import finding_sentence, finding_title

Looked = SheetPlan | ClaimsSheetPlan
Say = Callable[[Mistake, str], str]
_QUESTIONS = ("proposta", "riga", "persona", "con", "codice fiscale", "tessera", "parentela", "conferma")


def of_terminal(one: Mistake, language: str) -> str:
    """What to do about a mistake, in the words of the terminal."""
    return shown(Mistake(one.code, values=one.values, suggestion=one.suggestion), language)


def write_report(path: Path, looked: Looked, language: str = "it", say: Say = of_terminal) -> Path:
    """The workbook to work through: how many rows ended where, each problem with its row, questions, columns.

    `say`: what to do about a mistake, in the words of where the workbook is asked for.
    """
    proposed = looked.proposed if isinstance(looked, SheetPlan) else []
    return write_workbook(path, [
        _summary(looked.file, looked.ended, looked.mistakes, language),
        _problems(looked.file, looked.mistakes, looked.names, language, say),
        *([_questions(looked.file, proposed)] if proposed else []),
        _not_data(looked.file, looked.ended, language), _columns(looked.file),
    ])  # fmt: skip


def write_aside(path: Path, looked: Looked, language: str = "it") -> Path:
    """The rows that were set aside, with their cells as they stood, where they came from and what to put right."""
    heads = looked.heads if isinstance(looked, SheetPlan) else {}
    return write_workbook(
        path, aside_tables(looked.file, looked.ended, looked.mistakes, looked.resolved, heads, language)
    )


# ---------------------------------------------------------------- the mess


def by_kind(mistakes: Iterable[Mistake]) -> dict[str, list[Mistake]]:
    """The mistakes kind by kind, in the order in which one works through them."""
    found: dict[str, list[Mistake]] = {kind: [] for kind in KINDS}
    for one in mistakes:
        if one.row:
            found[kind_of(one.code)].append(one)
    return {kind: some for kind, some in found.items() if some}


def _summary(file: RoughFile, ended: RowsEnded, mistakes: Sequence[Mistake], language: str) -> OutTable:
    english = language == "en"
    rows: list[tuple[str, int]] = [
        ("rows with something" if english else "righe con qualcosa", len(file.grid.rows)),
        ("read" if english else "lette", len(ended.read)),
        ("set aside" if english else "da sistemare", len(ended.set_aside)),
        ("no data" if english else "senza dati", len(ended.not_data)),
    ]
    rows += [(KINDS[kind][english], len({one.row for one in some})) for kind, some in by_kind(mistakes).items()]
    return OutTable("riepilogo", (OutColumn("che cosa"), OutColumn("righe", Kind.WHOLE)), rows)


def write_problems(path: Path, mistakes: Sequence[Mistake], language: str, say: Say) -> Path:
    """What is wrong with a list with our columns, row by row."""
    return write_workbook(path, [_problems(None, mistakes, {}, language, say)])


def _problems(
    file: RoughFile | None, mistakes: Sequence[Mistake], names: Mapping[int, str], language: str,
    say: Say = of_terminal,
) -> OutTable:  # fmt: skip
    columns = ("genere", "foglio", "riga", "chi", "colonna", "trovato", "che cosa fare", "avviso")
    kinds = {"riga": Kind.WHOLE, "avviso": Kind.YES_NO}
    rows = []
    for kind, some in by_kind(mistakes).items():
        for one in some:
            sheet, row = file.grid.place(one.row) if file is not None else ("", one.row)
            rows.append((KINDS[kind][language == "en"], sheet, row, names.get(one.row, ""), one.column, one.found,
                         say(one, language), one.warning))  # fmt: skip
    return OutTable("problemi", tuple(OutColumn(one, kinds.get(one, Kind.TEXT)) for one in columns), rows)


def _not_data(file: RoughFile, ended: RowsEnded, language: str) -> OutTable:
    rows = []
    texts = {row.number: " | ".join(row.cells[at].text.strip() for at in row.filled) for row in file.grid.rows}
    for number, why in sorted(ended.not_data.items()):
        sheet, row = file.grid.place(number)
        rows.append((sheet, row, NOT_DATA[why.value][language == "en"], texts.get(number, "")))
    columns = (OutColumn("foglio"), OutColumn("riga", Kind.WHOLE), OutColumn("che cos'è"), OutColumn("testo"))
    return OutTable("senza dati", columns, rows)


def _columns(file: RoughFile) -> OutTable:
    rows = [
        (number, " ".join(one.title.split()), one.written)
        for mapping in file.mappings for number, one in enumerate(mapping.columns, 1)
    ]  # fmt: skip
    return OutTable("colonne", (OutColumn("colonna", Kind.WHOLE), OutColumn("titolo"), OutColumn("significato")), rows)


# ---------------------------------------------------------------- rows to put right


def aside_tables(
    file: RoughFile, ended: RowsEnded, mistakes: Sequence[Mistake], resolved: Mapping[int, tuple[Cell, ...]],
    heads: Mapping[int, str], language: str,
) -> list[OutTable]:  # fmt: skip
    """A table for each sheet with rows to put right; «as above» is written out, for the row above is not with them.

    The titles above rows of people who left stand above them here too.
    """
    told: dict[int, list[Mistake]] = {}
    for one in mistakes:
        if not one.warning:
            told.setdefault(one.row, []).append(one)
    tables: list[OutTable] = []
    for part in _parts(file):
        own, rows = part.titles[: ours_from(part.titles)], []
        for row, title in _with_titles(file, part, ended.set_aside):
            if title is not None:
                rows.append((*_texts(title.cells, len(own)), None, _origin(file, part, title), None, None))
            cells = _as_it_stood(row, resolved.get(row.number, row.cells))[: len(own)]
            some = told.get(row.number, [])
            head = heads.get(row.number) or our_cell(row, part.titles, HEAD) or None
            said = "; ".join([_said(one, language) for one in some])
            marks = marks_for(own, cells, some)
            rows.append((*_texts(cells, len(own)), head, _origin(file, part, row), said, marks or None))
        if rows:
            columns = tuple(OutColumn(title) for title in (*own, *ASIDE))
            tables.append(OutTable(_sheet_name(part.name, tables), columns, rows))
    return tables


def _said(one: Mistake, language: str) -> str:
    if one.code == UNTOUCHED:
        return one.found  # what was said before
    return (f"{one.column}: " if one.column else "") + shown(one, language)


def _as_it_stood(row: RoughRow, resolved: Sequence[Cell]) -> list[Cell]:
    """The cells with «as above» written out, and as they were where that could not be."""
    cells = [*resolved, *row.cells[len(resolved) :]]
    return [cell if cell.text.strip() else old for cell, old in zip(cells, row.cells, strict=True)]


def _texts(cells: Sequence[Cell], width: int) -> list[str | None]:
    """Cells as texts that read back as they were: days as 2026-01-31, which means one thing in any column."""
    return [unmarked(cell.text) or None for cell in [*cells, *[Cell("")] * width][:width]]


def _origin(file: RoughFile, part: _Part, row: RoughRow) -> str:
    return our_cell(row, part.titles, ORIGIN) or _place(file, row.number)


def _with_titles(file: RoughFile, part: _Part, some: Container[int]) -> Iterator[tuple[RoughRow, RoughRow | None]]:
    """These rows, each with the title to be written above it: one of those who left, or the one that ends it."""
    title, left = None, says_left(part.name)
    for row in part.rows:
        if file.not_data.get(row.number) in (NotData.TITLE, NotData.NOTE) and row.number > part.first:
            title = row
        elif row.number in some:
            over = title if title is not None and (left or says_left(_first_text(title))) else None
            left = says_left(_first_text(over)) if over is not None else left
            if len([at for at in row.filled if at < ours_from(part.titles)]) == 1:
                left = says_left(_first_text(row))  # perhaps a title, set aside
            title = None
            yield row, over


def _first_text(row: RoughRow) -> str:
    return row.cells[row.filled[0]].text


class _Part(NamedTuple):
    """A sheet as far as one header goes: its name, the number of the header, the titles of its columns, its rows."""

    name: str
    first: int
    titles: list[str]
    rows: list[RoughRow]


def _parts(file: RoughFile) -> Iterator[_Part]:
    for sheet in file.grid.sheets:
        numbers = {row.number for row in sheet.rows}
        headings: list[Heading | None] = [heading for heading, _ in file.sheets if heading.row in numbers]
        starts = [heading.row for heading in headings[1:] if heading] + [max(numbers, default=0) + 1]
        first = 0
        for heading, last in zip(headings or [None], starts, strict=True):
            own = list(heading.titles) if heading is not None else []
            titles = [*own, *[""] * sheet.width][: sheet.width]
            rows = [row for row in sheet.rows if first <= row.number < last]
            yield _Part(sheet.name, heading.row if heading is not None else 0, titles, rows)
            first = last


def _sheet_name(name: str, before: Sequence[OutTable]) -> str:
    short = "".join(sign for sign in name if sign not in "[]:*?/\\")[:28] or "da sistemare"
    return short if short not in {one.name for one in before} else f"{short[:25]} {len(before) + 1}"


# ---------------------------------------------------------------- questions and answers


def _place(file: RoughFile, number: int) -> str:
    return " ".join(str(part) for part in file.grid.place(number) if part)


def _questions(file: RoughFile, proposed: Sequence[Proposed]) -> OutTable:
    rows = [
        (one.family, _place(file, one.person.row), one.person.name, one.others, one.person.code, one.person.card,
         one.kinship, "")
        for one in proposed
    ]  # fmt: skip
    columns = tuple(OutColumn(title, Kind.WHOLE if title == "proposta" else Kind.TEXT) for title in _QUESTIONS)
    return OutTable("da confermare", columns, rows)


def read_answers(path: Path) -> dict[str, Answer] | None:
    """What somebody wrote under «conferma», by number of the person; None where the file holds no such table.

    The report itself, with its sheet filled in, or that sheet saved alone.
    """
    from mutua.intake.rough.grid import read_grid

    with path.open("rb") as stream:
        grid = read_grid(stream.read())
    for sheet in grid.sheets:
        titles = [plain_header(cell.text) for cell in sheet.rows[0].cells] if sheet.rows else []
        if {"codicefiscale", "tessera", "conferma"} <= set(titles):
            places = {title: at for at, title in enumerate(titles)}
            return _answers(sheet.rows[1:], places)
    return None


def _answers(rows: Sequence[Any], places: Mapping[str, int]) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for row in rows:
        text = {title: row.cells[at].text.strip() for title, at in places.items()}
        low = text["conferma"].lower()
        if low in ("sì", "si", "s", "x", "yes", "vero", "no", "n", "falso"):
            answer = Answer(low not in ("no", "n", "falso"), text.get("parentela", ""))
            for number in {text["codicefiscale"], text["tessera"]} - {""}:
                found[number] = answer
    return found


# ---------------------------------------------------------------- the year


def write_year(
    path: Path, file: RoughFile, year: Year, language: str = "it", say: Say = of_terminal
) -> Path:  # fmt: skip
    """«Il vostro anno» as a workbook: euros by kind, then every finding with row and name, then what was not read."""
    ended = RowsEnded(year.seen.read, year.seen.set_aside, file.not_data)
    return write_workbook(path, [
        _year_summary(year, language), _year_findings(file, year, language),
        _summary(file, ended, year.seen.mistakes, language),
        _problems(file, year.seen.mistakes, year.seen.names, language, say), _not_data(file, ended, language),
        _columns(file),
        *aside_tables(file, ended, year.seen.mistakes, year.seen.resolved, {}, language),
    ])  # fmt: skip


def year_rows(year: Year) -> list[tuple[YearKind, int, int]]:
    """Each kind with its number of findings and its cents."""
    counts = Counter(one.kind for one in year.findings)
    return [(kind, counts[kind], year.cents_of(kind)) for kind in YearKind]


def _year_summary(year: Year, language: str) -> OutTable:
    rows: list[tuple[str, int, int]] = [
        (finding_title(kind.value, language), count, cents) for kind, count, cents in year_rows(year)
    ]
    rows.append(("pagamenti letti", len(year.seen.payments), year.paid_cents))
    columns = (OutColumn("il vostro anno"), OutColumn("quanti", Kind.WHOLE), OutColumn("euro", Kind.MONEY))
    return OutTable("il vostro anno", columns, rows)


def _year_findings(file: RoughFile, year: Year, language: str) -> OutTable:
    rows = []
    for one in year.findings:
        sheet, row = file.grid.place(one.row)
        rows.append((finding_title(one.kind.value, language), sheet, row, one.name, one.cents,
                     finding_sentence(one.kind.value, one.values, language)))  # fmt: skip
    columns = (OutColumn("che cosa"), OutColumn("foglio"), OutColumn("riga", Kind.WHOLE), OutColumn("chi"),
               OutColumn("euro", Kind.MONEY), OutColumn("perché"))  # fmt: skip
    return OutTable("nomi ed euro", columns, rows)
