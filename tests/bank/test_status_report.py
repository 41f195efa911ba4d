"""The bank's answer to a file of debits, and a file beside the bank's own schema."""

from __future__ import annotations

from pathlib import Path

import pytest
import sepaxml

from bank.test_direct_debit import COLLECTION
from mutua.bank.direct_debit import write_iso
from mutua.bank.schema_check import SchemaUnusableError, faults_by_schema, validator_is_there
from mutua.bank.status_report import DebitAnswer, read_status_report

SPACE = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"


def answer(*transactions: str, space: str = SPACE, group: str = "PART") -> bytes:
    inside = "".join(transactions)
    return (
        f'<Document xmlns="{space}"><CstmrPmtStsRpt><GrpHdr><MsgId>X</MsgId></GrpHdr><OrgnlGrpInfAndSts>'
        f"<OrgnlMsgId>SDD-000001</OrgnlMsgId><GrpSts>{group}</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>"
        f"<OrgnlPmtInfId>SDD-000001-RCUR</OrgnlPmtInfId>{inside}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    ).encode()


def transaction(end_to_end: str, status: str = "RJCT", reason: str = "AC04", amount: str = "50.00") -> str:
    return (
        f"<TxInfAndSts><OrgnlEndToEndId>{end_to_end}</OrgnlEndToEndId><TxSts>{status}</TxSts><StsRsnInf><Rsn>"
        f"<Cd>{reason}</Cd></Rsn></StsRsnInf><OrgnlTxRef><Amt><InstdAmt Ccy='EUR'>{amount}</InstdAmt></Amt>"
        "</OrgnlTxRef></TxInfAndSts>"
    )


@pytest.mark.parametrize("space", [SPACE, SPACE.replace("10", "03"), "urn:CBI:xsd:CBIBdySDDStsRpt.00.01.01"])
def test_an_answer_tells_which_debits_were_refused(space: str) -> None:
    found = read_status_report(answer(transaction("SDD-1-1"), transaction("SDD-1-2", "ACCP", ""), space=space))
    assert found.mistakes == []
    assert (found.message_id, found.status) == ("SDD-000001", "PART")
    assert found.answers == [DebitAnswer("SDD-1-1", "RJCT", "AC04", 5000), DebitAnswer("SDD-1-2", "ACCP", "", 5000)]
    assert [one.refused for one in found.answers] == [True, False]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (answer(transaction("")), "bank_answer_without_reference"),
        (answer(space="urn:x"), "bank_answer_namespace"),
        (b"<Document xmlns='%s'/>" % SPACE.encode(), "bank_answer_namespace"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]>' + answer(), "bank_xml_doctype"),
        (answer()[:-9], "bank_xml_broken"),
        (answer().decode().encode("utf-16"), "bank_xml_utf16"),
    ],
)
def test_j90_an_answer_that_is_none_is_refused_by_name(raw: bytes, code: str) -> None:
    assert [one.code for one in read_status_report(raw).mistakes] == [code]


# ---------------------------------------------------------------- beside a schema


SCHEMA = Path(sepaxml.__file__).parent / "schemas" / "pain.008.001.08.xsd"


def test_a_file_is_checked_beside_the_schema_of_the_bank(tmp_path: Path) -> None:
    assert validator_is_there()
    file = tmp_path / "incassi.xml"
    file.write_bytes(write_iso(COLLECTION))
    assert list(faults_by_schema(file, SCHEMA)) == []
    file.write_bytes(write_iso(COLLECTION).replace(b"RCUR", b"SOME"))
    (fault,) = faults_by_schema(file, SCHEMA)
    assert "SeqTp" in fault.place
    assert "FRST" in fault.reason  # what may stand there
    file.write_bytes(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    assert len(list(faults_by_schema(file, SCHEMA))) == 1


def test_a_schema_that_is_none_is_told(tmp_path: Path) -> None:
    schema = tmp_path / "x.xsd"
    schema.write_text("<x/>")
    with pytest.raises(SchemaUnusableError):
        list(faults_by_schema(schema, schema))
