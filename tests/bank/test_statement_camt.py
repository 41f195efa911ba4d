"""Statements in XML: what a bank tells comes out as it is, and every mistake of a file is told with its place."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bank.statements import ACCOUNT, ISO, Move, balance, camt, details, document, entry, euro, one_statement
from mutua.bank.reading import Reading
from mutua.bank.statement_camt import looks_like_xml, read_camt
from mutua.domain.account_statement import StatementLine
from mutua.wording.bank_files import bank_mistake_sentence

PAYER = "IT89O0300203280429513916296"
DAYS = ("2026-03-01", "2026-03-31")


def codes(reading: Reading) -> list[str]:
    for one in reading.mistakes:  # every mistake can be told in both languages
        assert bank_mistake_sentence(one) != bank_mistake_sentence(one, "en")
    return [one.code for one in reading.mistakes]


def the_line(raw: bytes) -> StatementLine:
    reading = read_camt(raw)
    assert codes(reading) == []
    ((line,),) = [one.lines for one in reading.statements]
    return line


@pytest.mark.parametrize("version", ["02", "04", "06", "08", "10", "13"])
def test_each_version_tells_who_paid_what_and_why(version: str) -> None:
    move = Move(12_050, text="RF18 5390 Quota", name="Rossi Anna", iban=PAYER, reference="B77", end_to_end="E1")
    assert the_line(camt(move, version=version)) == StatementLine(
        1, date(2026, 3, 2), date(2026, 3, 2), 12_050, "RF18 5390 Quota", "Rossi Anna", PAYER, "B77", "E1"
    )


def test_account_days_and_balances_are_those_of_the_statement() -> None:
    reading = read_camt(camt(Move(500), Move(-200), opening=-1000))
    (found,) = reading.statements
    assert (found.account, found.number, found.form) == (ACCOUNT, "1", "camt")
    assert (found.from_on, found.to_on) == (date(2026, 3, 1), date(2026, 3, 31))
    assert (found.opening_cents, found.closing_cents, found.sum_cents) == (-1000, -1000 + 500 - 200, 300)


def test_the_banks_own_envelope_is_let_be() -> None:
    inner = one_statement(entry(Move(500)), 0, 500, DAYS)
    raw = (
        "<CBIBdyBkToCstmrStmt xmlns='urn:CBI:xsd:CBIBdyBkToCstmrStmt.00.01.02'><CBIEnvel>"
        f"<BkToCstmrStmt xmlns='{ISO}'>{inner}</BkToCstmrStmt></CBIEnvel></CBIBdyBkToCstmrStmt>"
    ).encode()
    assert [one.sum_cents for one in read_camt(raw).statements] == [500]
    own = raw.replace(f" xmlns='{ISO}'".encode(), b"")  # everything in a namespace of the banks' own
    assert [one.sum_cents for one in read_camt(own).statements] == [500]


def test_a_debit_that_went_back_names_who_was_to_pay_and_the_reason() -> None:
    line = the_line(camt(Move(-3000, name="Rossi Anna", iban=PAYER, end_to_end="SDD-1", reason="AM04", mandate="M1")))
    assert (line.returned, line.return_reason, line.amount_cents) == (True, "AM04", -3000)
    assert (line.other_name, line.other_iban, line.end_to_end, line.mandate) == ("Rossi Anna", PAYER, "SDD-1", "M1")


def test_a_debit_that_went_back_is_known_by_the_banks_family_too() -> None:
    raw = camt(Move(-3000)).replace(
        b"</Ntry>",
        b"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>UPDD</SubFmlyCd></Fmly></Domn></BkTxCd></Ntry>",
    )
    assert the_line(raw).returned


def gathered(parts: list[int], whole: int, *, amounts: bool = True) -> bytes:
    inner = "".join(details(Move(one, text=f"n. {at}"), amount=amounts) for at, one in enumerate(parts))
    ntry = re.sub(r"<TxDtls>.*</TxDtls>", inner, entry(Move(whole, reference="B1")))
    return document(one_statement(ntry, 0, whole, DAYS))


def test_a_movement_that_gathers_payments_becomes_those_payments() -> None:
    reading = read_camt(gathered([1000, 2000, 500], 3500))
    assert [(one.amount_cents, one.text) for one in reading.statements[0].lines] == [
        (1000, "n. 0"), (2000, "n. 1"), (500, "n. 2"),
    ]  # fmt: skip


@pytest.mark.parametrize(("parts", "amounts"), [([1000, 2000], True), ([1000, 2500], False)])
def test_payments_that_do_not_add_up_stay_one_movement(parts: list[int], amounts: bool) -> None:
    reading = read_camt(gathered(parts, 3500, amounts=amounts))
    assert codes(reading) == ["bank_details_sum"]
    assert reading.usable
    assert [one.amount_cents for one in reading.statements[0].lines] == [3500]


def test_two_equal_transfers_of_one_day_stay_two_and_have_keys_of_their_own() -> None:
    lines = read_camt(camt(Move(5000, name="Rossi"), Move(5000, name="Rossi"))).statements[0].lines
    assert [one.copy for one in lines] == [1, 2]
    assert len({one.key(ACCOUNT) for one in lines}) == 2


def test_what_is_not_booked_yet_does_not_come_in_and_is_told() -> None:
    reading = read_camt(camt(Move(500), Move(700, status="PDNG")))
    assert codes(reading) == ["bank_not_booked"]
    assert reading.usable
    assert [one.amount_cents for one in reading.statements[0].lines] == [500]


def test_pages_in_the_middle_have_balances_of_their_own() -> None:
    first = one_statement(entry(Move(500)), 0, 500, DAYS).replace("CLBD", "ITBD")
    second = one_statement(entry(Move(300)), 500, 800, DAYS).replace("OPBD", "ITBD")
    found = read_camt(document(first + second)).statements
    assert [(one.opening_cents, one.closing_cents) for one in found] == [(0, 500), (500, 800)]
    middle = one_statement(entry(Move(500)), 0, 500, DAYS).replace("CLBD", "ITBD").replace("OPBD", "ITBD")
    (found_middle,) = read_camt(document(middle)).statements
    assert (found_middle.opening_cents, found_middle.closing_cents) == (0, 500)


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (("CRDT</CdtDbtInd><Sts>", "PLUS</CdtDbtInd><Sts>"), "bank_sign", "movimento 1, Ntry"),
        (("<Ntry><Amt Ccy='EUR'>5.00", "<Ntry><Amt Ccy='CHF'>5.00"), "bank_currency", "movimento 1, Ntry"),
        (("<Ntry><Amt Ccy='EUR'>5.00", "<Ntry><Amt Ccy='EUR'>5.001"), "bank_amount", "movimento 1, Ntry"),
        (("<Ntry><Amt Ccy='EUR'>5.00", "<Ntry><Amt Ccy='EUR'>-5.00"), "bank_amount", "movimento 1, Ntry"),
        (("<Ntry><Amt Ccy='EUR'>5.00", "<Ntry><Amt Ccy='EUR'>1e2"), "bank_amount", "movimento 1, Ntry"),
        (("<BookgDt><Dt>2026-03-02", "<BookgDt><Dt>2026-02-30"), "bank_day", "movimento 1, BookgDt"),
        (("<BookgDt><Dt>2026-03-02", "<BookgDt><Dt>02/03/2026"), "bank_day", "movimento 1, BookgDt"),
        (("</Stmt>", entry(Move(1)) + "</Stmt>"), "bank_statement_sum", "saldo iniziale"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_place(change: tuple[str, str], code: str, place: str) -> None:
    raw = camt(Move(500)).decode()
    assert change[0] in raw
    reading = read_camt(raw.replace(*change).encode())
    assert code in codes(reading)
    assert not reading.usable
    told = next(one for one in reading.mistakes if one.code == code)
    assert bank_mistake_sentence(told).startswith(place)


def test_trailing_noughts_of_an_amount_are_no_parts_of_a_cent() -> None:
    assert (
        the_line(camt(Move(500)).replace(b"<Ntry><Amt Ccy='EUR'>5.00", b"<Ntry><Amt Ccy='EUR'>5.00000")).amount_cents
        == 500
    )


def test_a_sum_off_by_a_cent_stops_the_file_and_says_by_how_much() -> None:
    reading = read_camt(camt(Move(500), off=1))
    assert codes(reading) == ["bank_statement_sum"]
    assert "differenza 0,01" in bank_mistake_sentence(reading.mistakes[0])


def test_without_balances_the_file_is_read_with_a_warning() -> None:
    raw = camt(Move(500)).decode().replace(balance("OPBD", 100_000, "2026-03-01"), "")
    reading = read_camt(raw.encode())
    assert (codes(reading), reading.usable) == (["bank_balances_missing"], True)


def test_an_account_that_is_no_iban_is_read_with_a_warning() -> None:
    raw = camt(Move(500)).decode().replace(f"<IBAN>{ACCOUNT}</IBAN>", "<Othr><Id>12345</Id></Othr>")
    reading = read_camt(raw.encode())
    assert (codes(reading), reading.statements[0].account) == (["bank_account_missing"], "12345")


# ---------------------------------------------------------------- bad input, list J


def nested(levels: int) -> bytes:
    return b"<a>" * levels + b"</a>" * levels


PLAIN = camt(Move(500)).decode()
DOCTYPE = PLAIN.replace("?>", '?><!DOCTYPE Document SYSTEM "http://example.org/x.dtd">', 1)
EXTERNAL = PLAIN.replace("?>", '?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', 1)
LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'
J90 = {
    "doctype": (DOCTYPE.encode(), "bank_xml_doctype"),
    "external entity": (EXTERNAL.encode(), "bank_xml_doctype"),
    "entities within entities": (LAUGHS.encode(), "bank_xml_doctype"),
    "undefined entity": (PLAIN.replace("<Nm></Nm>", "<Nm>&x;</Nm>").encode(), "bank_xml_broken"),
    "a million levels": (nested(1_000_000), "bank_xml_deep"),
    "thirty-three levels": (nested(33), "bank_xml_deep"),
    "thirty-two levels": (nested(32), "bank_xml_namespace"),
    "wrong namespace": (PLAIN.replace("iso:20022", "iso:20023").encode(), "bank_xml_namespace"),
    "no namespace": (PLAIN.replace(f' xmlns="{ISO}"', "").encode(), "bank_xml_namespace"),
    "a version to come": (PLAIN.replace("001.08", "001.14").encode(), "bank_xml_other_message"),
    "movements of the day": (PLAIN.replace("camt.053", "camt.052").encode(), "bank_xml_other_message"),
    "UTF-16": (PLAIN.replace("UTF-8", "UTF-16").encode("utf-16"), "bank_xml_utf16"),
    "UTF-16 without mark": (PLAIN.encode("utf-16-le"), "bank_xml_utf16"),
    "UTF-7": (PLAIN.replace("UTF-8", "UTF-7").encode(), "bank_xml_alphabet"),
    "bytes that are no UTF-8": (PLAIN.replace("<Nm></Nm>", "<Nm>\xe9</Nm>").encode("latin-1"), "bank_xml_broken"),
    "cut": (PLAIN[:-40].encode(), "bank_xml_broken"),
    "two roots": ((PLAIN + "<a/>").encode(), "bank_xml_broken"),
    "empty": (b" \n", "bank_file_empty"),
    "too big": (b"<" + b"a" * (20 * 1024 * 1024), "bank_file_too_big"),
    "no statement": (re.sub("<Stmt>.*</Stmt>", "", PLAIN).encode(), "bank_xml_no_statement"),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "code"), J90.values(), ids=J90.keys())
def test_j90_a_file_that_is_no_banks_is_refused_by_name(raw: bytes, code: str) -> None:
    reading = read_camt(raw)
    assert codes(reading) == [code]
    assert not reading.usable
    assert reading.statements == []
    assert "passwd" not in bank_mistake_sentence(reading.mistakes[0])


def test_j90_other_alphabets_that_say_so_are_read() -> None:
    raw = camt(Move(500, name="Nicolò"), version="08").decode().replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert the_line(raw).other_name == "Nicolò"
    assert the_line(b"\xef\xbb\xbf" + camt(Move(500, name="Nicolò"))).other_name == "Nicolò"


def test_xml_is_told_from_a_table_by_its_content() -> None:
    assert [looks_like_xml(one) for one in (PLAIN.encode(), PLAIN.encode("utf-16"), b"Data;Importo\n")] == [
        True, True, False,
    ]  # fmt: skip


def test_a_thousand_movements_add_up() -> None:
    moves = [Move(at, reference=str(at)) for at in range(1, 1001)]
    (found,) = read_camt(camt(*moves)).statements
    assert found.sum_cents == 1000 * 1001 // 2
    assert euro(found.sum_cents) == "5005.00"
