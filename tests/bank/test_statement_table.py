"""Statements as tables, as Italian banks give them: headings above, titles of all kinds, balances that must add up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bank.statements import ACCOUNT, rows
from mutua.bank.reading import Reading
from mutua.bank.statement_table import read_table_statement
from mutua.bank.table_cells import decimal_sign, table_cents, table_day
from mutua.bank.table_header import TableRow
from mutua.domain.account_statement import Statement
from mutua.domain.faults import Fault
from mutua.domain.italian import written_money
from mutua.wording.bank_files import bank_mistake_sentence


def read(table: Sequence[TableRow], **how: object) -> Reading:
    return read_table_statement(table, account=ACCOUNT, **how)[0]  # type: ignore[arg-type]  # options of the reader


def codes(reading: Reading) -> list[str]:
    for one in reading.mistakes:
        assert bank_mistake_sentence(one) != bank_mistake_sentence(one, "en")
    return [one.code for one in reading.mistakes]


def told(reading: Reading) -> list[tuple[str, int, str]]:
    assert reading.usable, [bank_mistake_sentence(one) for one in reading.mistakes]
    return [(one.booked_on.isoformat(), one.amount_cents, one.text) for one in reading.statements[0].lines]


def the_statement(reading: Reading) -> Statement:
    assert reading.usable, [bank_mistake_sentence(one) for one in reading.mistakes]
    return reading.statements[0]


def test_debit_and_credit_with_a_heading_and_balances_below() -> None:
    reading = read_table_statement(
        rows(
            "Banca di Prova;;;;",
            f"Conto corrente IBAN {ACCOUNT} intestato a Società di Prova;;;;",
            "Movimenti dal 01/03/2026 al 31/03/2026;;;;",
            "Saldo iniziale;;;;1.000,00",
            "",
            "Data contabile;Valuta;Dare;Avere;Descrizione",
            "02/03/2026;02/03/2026;;120,50;BONIFICO DA ROSSI ANNA",
            ";;;;RIF RF18 5390 0754",
            "03/03/2026;05/03/2026;1.015,25;;COMMISSIONI",
            "Totale;;1.015,25;120,50;",
            "Saldo finale;;;;105,25",
        )
    )[0]
    assert codes(reading) == []
    assert told(reading) == [
        ("2026-03-02", 12_050, "BONIFICO DA ROSSI ANNA RIF RF18 5390 0754"),
        ("2026-03-03", -101_525, "COMMISSIONI"),
    ]
    found = the_statement(reading)
    assert (found.account, found.opening_cents, found.closing_cents) == (ACCOUNT, 100_000, 10_525)
    assert (found.from_on, found.to_on, found.form) == (date(2026, 3, 1), date(2026, 3, 31), "table")
    assert found.lines[1].value_on == date(2026, 3, 5)


@pytest.mark.parametrize(
    "table",
    [
        rows("Data;Importo;Causale", "02/03/2026;120,50;QUOTA", "03/03/2026;-15,25;SPESE"),
        rows("DATA OPERAZIONE,DESCRIZIONE,IMPORTO (EUR)", "2026-03-02,QUOTA,120.50", "2026-03-03,SPESE,-15.25",
             separator=","),
        rows("Data mov.;Segno;Importo;Descrizione", "02.03.26;A;120,50;QUOTA", "03.03.26;D;15,25;SPESE"),
        rows("Data;Entrate;Uscite;Descrizione", "02/03/2026;+120,50 €;;QUOTA", "03/03/2026;;-15,25 €;SPESE"),
        rows("Data;Importo;Descrizione", "02/03/2026 10:15;EUR 120,50;QUOTA", "03/03/2026 00:00:00;15,25-;SPESE"),
        rows("Data contabile;Data valuta;Importo;Divisa;Descrizione", "02-03-2026;02-03-2026;120,50;EUR;QUOTA",
             "03-03-2026;03-03-2026;-15,25;EUR;SPESE"),
        rows("Data contabile;Importo;Valuta;Descrizione", "02/03/2026;120,50;EUR;QUOTA", "03/03/2026;-15,25;EUR;SPESE"),
        rows("Data;Dare;Avere;Descrizione", "03/03/2026;15,25;0,00;SPESE", "02/03/2026;0,00;120,50;QUOTA"),
    ],
    ids=["signed", "comma and point", "sign apart", "in and out", "hours", "currency", "valuta", "newest first"],
)  # fmt: skip
def test_each_shape_tells_the_same(table: Sequence[TableRow]) -> None:
    assert told(read(table)) == [("2026-03-02", 12_050, "QUOTA"), ("2026-03-03", -1_525, "SPESE")]


def test_the_better_known_of_two_days_counts_and_texts_are_joined() -> None:
    reading = read(
        rows("Data operazione;Data contabile;Causale;Descrizione;Importo", "01/03/2026;02/03/2026;BON;X;5,00")
    )
    assert told(reading) == [("2026-03-02", 500, "BON X")]


def test_who_paid_is_read_where_the_bank_tells_it() -> None:
    table = rows("Data;Importo;Ordinante;IBAN ordinante;CRO", f"02/03/2026;5,00;Rossi Anna;{ACCOUNT};77")
    (line,) = the_statement(read(table)).lines
    assert (line.other_name, line.other_iban, line.bank_reference) == ("Rossi Anna", ACCOUNT, "77")


def test_a_balance_after_each_movement_is_followed_in_either_direction() -> None:
    header = "Data;Importo;Saldo;Descrizione"
    steps = ["01/03/2026;100,00;100,00;a", "01/03/2026;-30,00;70,00;b", "02/03/2026;5,00;75,00;c"]
    for table in (rows(header, *steps), rows(header, *steps[::-1])):
        found = the_statement(read(table))
        assert [one.text for one in found.lines] == ["a", "b", "c"]
        assert (found.opening_cents, found.closing_cents) == (0, 7_500)
    one_day = rows(header, steps[1], steps[0])  # only the balances tell which came first
    assert [one.text for one in the_statement(read(one_day)).lines] == ["a", "b"]
    missing = read(rows(header, steps[0], steps[2]))
    assert codes(missing) == ["bank_balance_step"]
    assert "riga 3" in bank_mistake_sentence(missing.mistakes[0])


def test_who_pays_may_write_saldo_too() -> None:
    header = "Data;Importo;Descrizione"
    table = rows(header, "01/03/2026;100,00;SALDO CONTRIBUTI 2026 ROSSI", "31/03/2026;100,00;Saldo finale")
    found = the_statement(read(table))
    assert [one.amount_cents for one in found.lines] == [10_000]
    assert found.closing_cents == 10_000


@pytest.mark.parametrize(
    ("table", "code", "place"),
    [
        (rows("Giorno;Euro", "01/03/2026;5,00"), "bank_header_missing", ""),
        (rows("Data;Importo", "01/03/2026;1.500"), "bank_amount_ambiguous", "riga 2, colonna «Importo»"),
        (rows("Data;Importo", "01/03/2026;abc"), "bank_amount", "riga 2, colonna «Importo»"),
        (rows("Data;Importo", "01/03/2026;1,00", "02/03/2026;1.00", "02/03/2026;3,00"), "bank_amount", "riga 3"),
        (rows("Data;Importo", "31/02/2026;5,00"), "bank_day", "riga 2, colonna «Data»"),
        (rows("Data;Importo", "03/13/2026;5,00"), "bank_day", "riga 2"),
        (rows("Data;Importo;Descrizione", ";5,00;X"), "bank_day_missing", "riga 2"),
        (rows("Data;Dare;Avere", "01/03/2026;5,00;6,00"), "bank_two_amounts", "riga 2"),
        (rows("Data;Segno;Importo", "01/03/2026;Z;6,00"), "bank_sign", "riga 2, colonna «Segno»"),
        (rows("Data;Importo;Divisa", "01/03/2026;5,00;CHF"), "bank_currency", "riga 2, colonna «Divisa»"),
        (rows("Data;Valuta;Importo", "01/03/2026;oggi;5,00"), "bank_day", "riga 2, colonna «Valuta»"),
        (rows("Data;Importo"), "bank_table_empty", ""),
        (rows("Saldo iniziale;1,00", "Data;Importo", "01/03/2026;5,00", "Saldo finale;7,00"), "bank_statement_sum", ""),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_row(table: Sequence[TableRow], code: str, place: str) -> None:
    reading = read(table)
    assert code in codes(reading)
    assert not reading.usable
    assert bank_mistake_sentence(reading.mistakes[0]).startswith(place)


def test_a_row_that_is_no_movement_is_told_and_stops_nothing() -> None:
    reading = read(rows("Data;Importo;Descrizione;Note", "01/03/2026;5,00;a;", ";;;avviso: vedi retro"))
    assert codes(reading) == ["bank_balances_missing"]  # a note is the description going on
    reading = read(rows("Data;Importo;Altro", "01/03/2026;5,00;", ";;avviso: vedi retro"))
    assert codes(reading) == ["bank_row_not_read", "bank_balances_missing"]
    assert reading.usable


def test_a_table_that_does_not_say_its_account_needs_it_said() -> None:
    reading = read_table_statement(rows("Data;Importo", "01/03/2026;5,00"))[0]
    assert "bank_account_missing" in codes(reading)
    assert not reading.usable


def test_columns_said_once_are_remembered_by_the_header() -> None:
    table = rows("titolo;;", "Giorno;Euro;Perché", "01/03/2026;5,00;quota")
    said = {"data": "Giorno", "importo": "euro", "descrizione": "Perché"}
    reading, header = read_table_statement(table, said=said, account=ACCOUNT)
    assert told(reading) == [("2026-03-01", 500, "quota")]
    assert header is not None
    again, _ = read_table_statement(table, remembered={header.signature: header.written()}, account=ACCOUNT)
    assert told(again) == told(reading)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"data": "Giorno", "importo": "Soldi"}, "bank_columns_not_found"),
        ({"data": "Giorno", "quattrini": "Euro"}, "bank_column_meaning"),
        ({"data": "Giorno"}, "bank_columns_not_found"),
    ],
)
def test_columns_said_wrongly_are_told(said: dict[str, str], code: str) -> None:
    assert codes(read(rows("Giorno;Euro", "01/03/2026;5,00"), said=said)) == [code]


def test_a_remembered_mapping_that_was_spoilt_is_as_none() -> None:
    reading, _ = read_table_statement(
        rows("Data;Importo", "01/03/2026;5,00"), remembered={"data\timporto": "{"}, account=ACCOUNT
    )
    assert told(reading) == [("2026-03-01", 500, "")]


# ---------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("text", "decimal", "cents"),
    [
        ("1.234,56", ",", 123_456), ("1,234.56", ".", 123_456), ("-1.234,5", ",", -123_450), ("(12,00)", ",", -1_200),
        ("12,00-", ",", -1_200), ("+12,00", ",", 1_200), ("€ 12,00", ",", 1_200), ("12,00 EUR", ",", 1_200),
        ("− 12,00", ",", -1_200), ("1'234,56", ",", 123_456), ("1.500", ",", 150_000), ("1,500", ".", 150_000),
        ("1500", "", 150_000), ("- € 3,00", ",", -300),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_its_column_is_written(text: str, decimal: str, cents: int) -> None:
    assert table_cents(text, decimal) == cents


@pytest.mark.parametrize(("text", "decimal"), [("1.500", ""), ("1,500", ""), ("12.50", ","), ("12,50", "."), ("", ","),
                                               ("1.23.4", ","), ("12,345", ","), ("9" * 14, ",")])  # fmt: skip
def test_an_amount_that_could_be_another_is_refused(text: str, decimal: str) -> None:
    assert isinstance(table_cents(text, decimal), Fault)


@given(st.integers(-(10**12), 10**12))
def test_what_italians_write_is_read_back(cents: int) -> None:
    text = written_money(cents)
    assert decimal_sign([text]) == ","
    assert table_cents(text, ",") == cents


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/01/2026", date(2026, 1, 31)), ("31-01-26", date(2026, 1, 31)), ("31.1.2026", date(2026, 1, 31)),
        ("2026-01-31", date(2026, 1, 31)), ("2026-01-31T10:11:12.5+01:00", date(2026, 1, 31)),
        ("31/01/2026 10.11", date(2026, 1, 31)), ("01/31/2026", None), ("31/01", None), ("gennaio", None), ("", None),
    ],
)  # fmt: skip
def test_days_are_read_as_banks_write_them(text: str, day: date | None) -> None:
    assert table_day(text) == day
