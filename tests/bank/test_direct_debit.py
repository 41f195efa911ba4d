"""Files of direct debits: both forms right by readers that are not ours, the same bytes again, mistakes told before."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sepaxml
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st

from bank.cbi_order import MESSAGE, wrong_places
from mutua.bank.direct_debit import (
    MOST_CENTS,
    Collection,
    Creditor,
    Debit,
    Scheme,
    Turn,
    check_collection,
    first_day,
    write_cbi,
    write_iso,
)
from mutua.wording.bank_files import bank_mistake_sentence

SOCIETY = Creditor(
    "Società di Mutuo Soccorso Prova", "IT60X0542811101000000123456", "IT45ZZZ0000012345670017", "ABCD1234", "Pinerolo"
)
DEBIT = Debit(
    "SDD-1-1", "M-1", date(2025, 5, 1), Turn.RECURRENT, 12_050, "Nicolò Rossi", "IT89O0300203280429513916296",
    "Contributi 2026 RF18539007547034",
)  # fmt: skip
# Made on Friday 2 January 2026; notices went out on 30 December.
COLLECTION = Collection(
    "SDD-000001", datetime(2026, 1, 2, 9, 30, tzinfo=UTC), date(2026, 1, 15), date(2025, 12, 30), SOCIETY, (DEBIT,)
)
SCHEMA = Path(sepaxml.__file__).parent / "schemas" / "pain.008.001.08.xsd"


@pytest.fixture(scope="module")
def iso_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(SCHEMA))


def codes(collection: Collection, *, cbi: bool = True) -> list[str]:
    found = check_collection(collection, cbi=cbi)
    for one in found:
        assert bank_mistake_sentence(one) != bank_mistake_sentence(one, "en")
    return [one.code for one in found]


def of(*debits: Debit) -> Collection:
    return replace(COLLECTION, debits=debits)


def many() -> Collection:
    """Debits of every kind, mixed, so that there are several blocks."""
    turns = [Turn.RECURRENT, Turn.FIRST, Turn.ONE_OFF, Turn.FINAL, Turn.RECURRENT]
    made = [replace(DEBIT, end_to_end=f"SDD-1-{at}", amount_cents=100 + at, turn=one) for at, one in enumerate(turns)]
    return of(*made)


def test_the_banks_own_form_is_right_by_an_independent_reader() -> None:
    assert wrong_places(write_cbi(COLLECTION)) == []
    assert wrong_places(write_cbi(many())) == []
    assert wrong_places(write_cbi(replace(many(), scheme=Scheme.B2B, one_credit=True))) == []


def test_the_independent_reader_sees_what_is_wrong() -> None:
    raw = write_cbi(many()).decode()
    for before, after in [
        ("<MndtId>M-1</MndtId>\n", ""),
        ("FRST", "FIRST"),
        ("Nicolo", "Nicolò"),
        ("<NbOfTxs>5<", "<NbOfTxs>4<"),
        ('PmtInf xmlns="urn:CBI:xsd:CBISDDReqLogMsg.00.01.01"', "PmtInf"),
        ('Ccy="EUR"', 'Ccy="CHF"'),
        ("<Ustrd>", "<Ustrd></Ustrd><Ustrd>"),
    ]:
        assert before in raw
        assert wrong_places(raw.replace(before, after).encode()) != []
    assert wrong_places(write_cbi(of(replace(DEBIT, text="")))) == []  # a text may be missing, an empty one not


def test_the_plain_form_is_right_by_the_published_schema(iso_schema: xmlschema.XMLSchema) -> None:
    for one in (COLLECTION, many(), replace(many(), scheme=Scheme.B2B), of(replace(DEBIT, text=""))):
        assert [str(error.reason) for error in iso_schema.iter_errors(write_iso(one).decode())] == []


def test_the_schema_sees_what_is_wrong(iso_schema: xmlschema.XMLSchema) -> None:
    raw = write_iso(COLLECTION).decode()
    assert not iso_schema.is_valid(raw.replace("<MsgId>SDD-000001</MsgId>", ""))
    assert not iso_schema.is_valid(raw.replace("RCUR", "SOME"))


def test_the_same_collection_gives_the_same_bytes() -> None:
    assert write_cbi(many()) == write_cbi(many())
    assert write_iso(many()) == write_iso(many())


def text_at(raw: bytes, name: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(raw).iter(f"{MESSAGE}{name}")]


def test_the_file_says_who_collects_what_from_whom() -> None:
    raw = write_cbi(COLLECTION)
    assert text_at(raw, "Nm") == ["Societa di Mutuo Soccorso Prova"] * 2 + ["Nicolo Rossi"]
    assert text_at(raw, "InstdAmt") == ["120.50"]
    assert text_at(raw, "MmbId") == ["05428"]
    assert text_at(raw, "CreDtTm") == ["2026-01-02T10:30:00"]  # the hour of Italy
    assert text_at(raw, "PmtInfId") == ["SDD-000001-RCUR"]
    assert b"AdrLine" not in raw
    assert b"<TwnNm>Pinerolo</TwnNm>" in raw
    assert b"PstlAdr" not in write_cbi(replace(COLLECTION, creditor=replace(SOCIETY, town="")))


@given(st.text(min_size=1, max_size=100), st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_whatever_a_holder_is_called_the_file_is_right_or_the_mistake_is_told(name: str, text: str) -> None:
    made = of(replace(DEBIT, debtor_name=name, text=text))
    if codes(made):
        assert codes(made) == ["debit_debtor_name"]
    else:
        assert wrong_places(write_cbi(made)) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"collect_on": date(2026, 1, 2)}, "debit_too_early"),
        ({"collect_on": date(2026, 1, 17)}, "debit_no_bank_day"),
        ({"collect_on": date(2027, 1, 4)}, "debit_too_far"),
        ({"notified_on": None}, "debit_not_notified"),
        ({"notified_on": date(2026, 1, 2)}, "debit_notice_short"),
        ({"debits": ()}, "debit_nothing"),
        ({"debits": (DEBIT, DEBIT)}, "debit_reference_twice"),
        ({"message_id": "a//b"}, "debit_reference"),
        ({"creditor": replace(SOCIETY, name="")}, "debit_creditor_name"),
        ({"creditor": replace(SOCIETY, iban="IT60X")}, "debit_creditor_iban"),
        ({"creditor": replace(SOCIETY, iban="FR1420041010050500013M02606")}, "debit_creditor_iban"),
        ({"creditor": replace(SOCIETY, identifier="NOTPROVIDEDXXXXXXXXXXXX")}, "debit_creditor_identifier"),
        ({"creditor": replace(SOCIETY, cuc="")}, "debit_creditor_cuc"),
    ],
)  # fmt: skip
def test_each_mistake_of_a_collection_is_told_and_nothing_is_written(change: dict[str, object], code: str) -> None:
    made = replace(COLLECTION, **change)  # type: ignore[arg-type]  # a field of the collection
    assert code in codes(made)
    with pytest.raises(ValueError, match=code):
        write_cbi(made)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount_cents": 0}, "debit_amount"),
        ({"amount_cents": -1}, "debit_amount"),
        ({"amount_cents": MOST_CENTS + 1}, "debit_amount"),
        ({"end_to_end": ""}, "debit_reference"),
        ({"mandate": "è"}, "debit_reference"),
        ({"debtor_name": "///"}, "debit_debtor_name"),
        ({"debtor_iban": "IT90O0300203280429513916296"}, "debit_debtor_iban"),
        ({"debtor_iban": "BR1800360305000010009795493C1"}, "debit_debtor_area"),
        ({"signed_on": date(2026, 1, 3)}, "debit_signed_later"),
        ({"signed_on": date(2023, 1, 14)}, "debit_mandate_over"),
        ({"signed_on": date(2020, 1, 14), "last_used_on": date(2023, 1, 14)}, "debit_mandate_over"),
    ],
)
def test_each_mistake_of_a_debit_is_told_with_its_number(change: dict[str, object], code: str) -> None:
    made = of(DEBIT, replace(DEBIT, **{"end_to_end": "SDD-1-2", **change}))  # type: ignore[arg-type]  # a field of it
    found = [one for one in check_collection(made, cbi=False) if one.code == code]
    assert [one.line for one in found] == [2]
    assert codes(of(DEBIT)) == []


def test_both_sides_of_each_edge_of_time() -> None:
    assert first_day(date(2026, 4, 2)) == date(2026, 4, 7)  # Easter between
    assert codes(of(replace(DEBIT, signed_on=date(2023, 1, 15)))) == []  # thirty-six months to the day
    assert codes(of(replace(DEBIT, amount_cents=MOST_CENTS))) == []
    late = replace(COLLECTION, notified_on=date(2026, 1, 1))
    assert codes(late) == []  # fourteen days
    assert codes(replace(late, notified_on=date(2026, 1, 2), notice_days=13)) == []  # as the mandates say
