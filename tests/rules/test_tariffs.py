"""Price lists: what a spreadsheet would take for a formula, and characters nobody sees, are refused as in tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from mutua.rules.reading.reader_tariffs import read_tariff

HEAD = "codice;descrizione;dal;al;prezzo\n"


def codes(tmp_path: Path, row: str) -> list[tuple[str, str]]:
    path = tmp_path / "listino.csv"
    path.write_text(HEAD + row + "\n", encoding="utf-8")
    return [(one.code, one.found) for one in read_tariff(path, "listino.csv")[1]]


@pytest.mark.parametrize("cell", ["=A1", "+A1", "@A1", "-A1", "\t=A1", " =A1", '"\t=A1"'])
@pytest.mark.parametrize("form", ["E12;{};2026-01-01;;45,00", "{};Estrazione;2026-01-01;;45,00"])
def test_a_formula_is_refused_in_every_column_of_words(tmp_path: Path, form: str, cell: str) -> None:
    assert codes(tmp_path, form.format(cell)) == [("table_formula", cell.strip('"').strip())]


@pytest.mark.parametrize("price", ["=1+1", "+45,00", "@A1", "-45,00"])
def test_a_formula_or_a_sign_is_no_price(tmp_path: Path, price: str) -> None:
    assert len(codes(tmp_path, f"E12;Estrazione;2026-01-01;;{price}")) == 1


@pytest.mark.parametrize("char", ["\u202e", "\u200b", "\u2066", "\x07", "\ufe0f"])
def test_a_character_that_nobody_sees_is_refused(tmp_path: Path, char: str) -> None:
    assert codes(tmp_path, f"E12;Estra{char}zione;2026-01-01;;45,00") == [("control_character", f"U+{ord(char):04X}")]


def test_an_ordinary_row_is_read(tmp_path: Path) -> None:
    assert codes(tmp_path, "E12;Estrazione semplice - arcata;2026-01-01;;45,00") == []


J92 = [
    ("E12;Estrazione;2026-01-01;;0,00", ("price_nought", "0,00")),
    ("E12;Estrazione;2026-01-01;;45,00\nE12;Altra;2026-01-01;;50,00", ("dates_open", "2026-01-01")),
    ("E12;Estrazione;2026-01-01;2026-12-31;45,00\nE12;Altra;2026-06-01;;50,00", ("dates_overlap", "2026-06-01")),
]


@pytest.mark.parametrize(("rows", "found"), J92)
def test_j92_a_price_of_nought_and_a_code_told_twice(tmp_path: Path, rows: str, found: tuple[str, str]) -> None:
    assert codes(tmp_path, rows) == [found]
