"""What a whole column tells of its rows: in which order it writes names, whether nearly everybody bears a tax code."""

from __future__ import annotations

from mutua.domain.identifiers.fiscal_code import FiscalCode
from mutua.intake.rough.grid import column_texts
from mutua.intake.rough.header import Heading
from mutua.intake.rough.mapping import SheetMapping
from mutua.intake.rough.names import NameOrder, order_of
from mutua.intake.rough.readings import cleaned, codes_in, said
from mutua.intake.rough.seen_row import WHOLE_NAMES
from mutua.intake.tabular import Cell


def mostly_coded(heading: Heading, mapping: SheetMapping) -> bool:
    """Whether most rows bear a tax code, so that one without is worth a word."""
    at = next(iter(mapping.at("fiscal_code")), None)
    if at is None:
        return False
    texts = column_texts(heading.data, at)
    return sum([(len(text) == 16 and text.isalnum()) or bool(said(Cell(text))) for text in texts]) * 2 > len(texts)


def name_order(heading: Heading, mapping: SheetMapping) -> NameOrder:
    """What the codes tell about the order of whole names, else what the header says."""
    column = next((at for key in WHOLE_NAMES for at in mapping.at(key)), None)
    codes = mapping.at("fiscal_code")
    if column is None:
        return NameOrder.UNKNOWN
    names = []
    for row in heading.data[:2000] if codes else []:
        read = codes_in(row.cells[codes[0]])
        if len(read) == 1 and isinstance(read[0], FiscalCode):
            names.append((cleaned(row.cells[column].text), read[0]))
    told = order_of(names)
    return NameOrder(mapping.columns[column].key) if told is NameOrder.UNKNOWN else told
