"""Files of payments: both forms right by readers that are not ours, the same bytes again, mistakes told before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sepaxml
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st

from bank.cbi_payment_order import Paid, payments_in, wrong_places
from mutua.bank.credit_transfer import (
    MOST_CENTS,
    MOST_TRANSFERS,
    Order,
    Payer,
    Transfer,
    check_order,
    write_cbi,
    write_iso,
)
from mutua.wording.bank_files import transfer_mistake_sentence

SOCIETY = Payer("Società di Mutuo Soccorso Prova", "IT60X0542811101000000123456", "ABCD1234", "Pinerolo")
FIRST = Transfer("SCT-000001-00001", 12_050, "Nicolò Rossi", "IT89O0300203280429513916296", "Rimborso pratica 26-17")
SECOND = Transfer("SCT-000001-00002", 1, "Ana Muñoz & Łukasz", "IT48N0300203280543765183341", "Rimborso pratica 26-18")
# Made on Friday 2 January 2026, paid on the Monday.
ORDER = Order("SCT-000001", datetime(2026, 1, 2, 9, 30, tzinfo=UTC), date(2026, 1, 5), SOCIETY, (FIRST, SECOND))
SCHEMA = Path(sepaxml.__file__).parent / "schemas" / "pain.001.001.09.xsd"
GOLDEN = Path(__file__).parents[1] / "data" / "payments"


@pytest.fixture(scope="module")
def iso_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(SCHEMA))


def codes(order: Order, *, cbi: bool = True, on: date | None = None) -> list[str]:
    found = check_order(order, cbi=cbi, on=on)
    for one in found:
        assert transfer_mistake_sentence(one) != transfer_mistake_sentence(one, "en")
    return [one.code for one in found]


def of(*transfers: Transfer) -> Order:
    return replace(ORDER, transfers=transfers)


@pytest.mark.parametrize(("name", "write"), [("cbi.xml", write_cbi), ("iso.xml", write_iso)])
def test_a_file_is_the_one_looked_at_to_the_byte(name: str, write: object) -> None:
    assert callable(write)
    assert write(ORDER) == write(ORDER) == (GOLDEN / name).read_bytes()


def test_the_banks_own_form_is_right_by_an_independent_reader() -> None:
    for one in (ORDER, of(replace(FIRST, text="")), replace(ORDER, payer=replace(SOCIETY, town=""), one_debit=False)):
        assert wrong_places(write_cbi(one)) == []


def test_the_independent_reader_sees_what_is_wrong() -> None:
    raw = write_cbi(ORDER).decode()
    for before, after in [
        ("<ChrgBr>SLEV</ChrgBr>\n", "<ChrgBr>SHAR</ChrgBr>\n"),
        ("<InstrId>SCT-000001-00001</InstrId>\n", ""),
        ("Nicolo", "Nicolò"),
        ("<NbOfTxs>2<", "<NbOfTxs>1<"),
        ("120.50", "120.51"),
        ('PmtInf xmlns="urn:CBI:xsd:CBIPaymentRequest.00.04.01"', "PmtInf"),
        ("<Dt>2026-01-05</Dt>", "2026-01-05"),
        ("<DbtrAcct>", '<DbtrAcct Ccy="EUR">'),
        ("<TwnNm>Pinerolo</TwnNm>", "<AdrLine>via Roma 1</AdrLine>"),
        ("<Ustrd>", "<Ustrd></Ustrd><Ustrd>"),
    ]:
        assert before in raw
        assert wrong_places(raw.replace(before, after, 1).encode()) != [], before


def test_the_plain_form_is_right_by_the_published_schema(iso_schema: xmlschema.XMLSchema) -> None:
    for one in (ORDER, of(replace(FIRST, text="")), replace(ORDER, payer=replace(SOCIETY, town=""))):
        assert [str(error.reason) for error in iso_schema.iter_errors(write_iso(one).decode())] == []
    assert not iso_schema.is_valid(write_iso(ORDER).decode().replace("<MsgId>SCT-000001</MsgId>", ""))


def test_both_forms_say_who_gets_what_and_nothing_about_health() -> None:
    wanted = [
        Paid("SCT-000001-00001", 12_050, "Nicolo Rossi", FIRST.iban, "Rimborso pratica 26-17"),
        Paid("SCT-000001-00002", 1, "Ana Munoz + Lukasz", SECOND.iban, "Rimborso pratica 26-18"),
    ]
    for raw in (write_cbi(ORDER), write_iso(ORDER)):
        assert payments_in(raw) == wanted
        assert b"AdrLine" not in raw
        assert b"<CtrlSum>120.51</CtrlSum>" in raw
        assert b"HLT" not in raw  # the codes of health payments


NAMES = [  # no. 84: what is written, what the bank reads ("": refused)
    ("Rossi & figli", "Rossi + figli"),
    ("<Rossi>", "(Rossi)"),
    ("Muñoz", "Munoz"),
    ("Łukasz", "Lukasz"),
    ("R" * 80, "R" * 70),
    ("/Rossi", "Rossi"),
    ("Rossi//Bianchi", "Rossi/Bianchi"),
    ("///", ""),
]


@pytest.mark.parametrize(("name", "read"), NAMES)
def test_i84_a_holder_is_written_in_the_signs_of_banks(name: str, read: str) -> None:
    order = of(replace(FIRST, holder=name))
    if not read:
        assert codes(order) == ["transfer_holder"]
        return
    for raw in (write_cbi(order), write_iso(order)):
        assert [one.holder for one in payments_in(raw)] == [read]
    assert wrong_places(write_cbi(order)) == []


@given(st.text(min_size=1, max_size=100), st.text(max_size=200), st.integers(1, MOST_CENTS))
@settings(max_examples=60, deadline=None)
def test_whatever_a_holder_is_called_the_file_is_right_or_the_mistake_is_told(name: str, text: str, cents: int) -> None:
    order = of(replace(FIRST, holder=name, text=text, amount_cents=cents))
    if codes(order):
        assert codes(order) == ["transfer_holder"]
    else:
        assert wrong_places(write_cbi(order)) == []


def test_i85_sums_from_one_cent_to_the_limit_and_not_beyond() -> None:
    assert codes(of(replace(FIRST, amount_cents=1))) == []
    assert codes(of(replace(FIRST, amount_cents=MOST_CENTS))) == []
    assert codes(of(replace(FIRST, amount_cents=0))) == ["debit_amount"]
    assert codes(of(replace(FIRST, amount_cents=-1))) == ["debit_amount"]
    assert codes(of(replace(FIRST, amount_cents=MOST_CENTS), SECOND)) == ["transfer_sum"]
    assert codes(of(replace(FIRST, amount_cents=MOST_CENTS + 1))) == ["transfer_sum", "debit_amount"]
    assert codes(of(*[FIRST] * (MOST_TRANSFERS + 1))) == ["transfer_too_many"]


def test_i88_the_day_is_a_bank_day_neither_past_nor_far() -> None:
    for day, code in [
        (date(2026, 1, 1), "transfer_past"),
        (date(2026, 1, 3), "debit_no_bank_day"),
        (date(2028, 1, 1), "transfer_too_far"),  # closed too, but no advice leads to a day that is refused
        (date(2026, 4, 6), "transfer_too_far"),  # Easter Monday
        (date(2028, 1, 3), "transfer_too_far"),
        (date(2026, 2, 2), "transfer_too_far"),  # the thirty-first day
    ]:
        assert codes(replace(ORDER, execute_on=day)) == [code], day
    for day in (date(2026, 1, 2), date(2026, 1, 30)):
        assert codes(replace(ORDER, execute_on=day)) == []
    assert codes(ORDER, on=date(2026, 1, 5)) == []
    assert codes(ORDER, on=date(2026, 1, 6)) == ["transfer_past"]  # approved too late


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"transfers": ()}, "transfer_nothing"),
        ({"transfers": (FIRST, FIRST)}, "debit_reference_twice"),
        ({"transfers": (replace(FIRST, end_to_end="a//b"),)}, "debit_reference"),
        ({"transfers": (replace(FIRST, iban="IT90O0300203280429513916296"),)}, "transfer_iban"),
        ({"transfers": (replace(FIRST, iban="BR1800360305000010009795493C1"),)}, "debit_debtor_area"),
        ({"message_id": "a//b"}, "debit_reference"),
        ({"payer": replace(SOCIETY, name="")}, "debit_creditor_name"),
        ({"payer": replace(SOCIETY, iban="")}, "transfer_payer_iban"),
        ({"payer": replace(SOCIETY, iban="FR1420041010050500013M02606")}, "transfer_payer_iban"),
        ({"payer": replace(SOCIETY, cuc="")}, "debit_creditor_cuc"),
    ],
)  # fmt: skip
def test_each_mistake_of_an_order_is_told_and_nothing_is_written(change: dict[str, object], code: str) -> None:
    made = replace(ORDER, **change)  # type: ignore[arg-type]  # a field of the order
    assert code in codes(made)
    with pytest.raises(ValueError, match=code):
        write_cbi(made)
