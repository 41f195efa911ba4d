"""An independent reader of the banks' payment file: it knows the order of elements from the format's description.

It shares nothing with the writer: no list, no function, no namespace constant.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import NamedTuple

BODY = "{urn:CBI:xsd:CBIBdyPaymentRequest.00.04.01}"
MESSAGE = "{urn:CBI:xsd:CBIPaymentRequest.00.04.01}"

# parent -> children in order; a mark behind the name: ? at most one, * any number, none exactly one, + at least one.
ORDER = {
    "CBIBdyPaymentRequest": "CBIEnvelPaymentRequest+",
    "CBIEnvelPaymentRequest": "CBIPaymentRequest",
    "CBIPaymentRequest": "GrpHdr PmtInf",
    "GrpHdr": "MsgId CreDtTm NbOfTxs CtrlSum InitgPty FwdgAgt?",
    "InitgPty": "Nm? Id",
    "OrgId": "Othr",
    "Othr": "Id Issr",
    "PmtInf": "PmtInfId PmtMtd BtchBookg? PmtTpInf? ReqdExctnDt Dbtr DbtrAcct DbtrAgt UltmtDbtr? ChrgBr? ChrgsAcct? "
    "CdtTrfTxInf+",
    "ReqdExctnDt": "Dt",
    "Dbtr": "Nm PstlAdr? CtryOfRes?",
    "DbtrAcct": "Id",
    "DbtrAgt": "FinInstnId",
    "FinInstnId": "BICFI? ClrSysMmbId",
    "ClrSysMmbId": "MmbId",
    "CdtTrfTxInf": "PmtId PmtTpInf? Amt UltmtDbtr? CdtrAgt? Cdtr CdtrAcct? UltmtCdtr? Purp? RgltryRptg* Tax? RmtInf?",
    "PmtId": "InstrId EndToEndId UETR?",
    "Amt": "InstdAmt",
    "Cdtr": "Nm PstlAdr? CtryOfRes?",
    "CdtrAcct": "Id",
    "PstlAdr": "StrtNm? BldgNb? PstCd? TwnNm Ctry",
    "RmtInf": "Ustrd",
}
LENGTHS = {"MsgId": 35, "PmtInfId": 35, "EndToEndId": 35, "InstrId": 35, "Nm": 70, "Ustrd": 140, "TwnNm": 35}
VALUES = {
    "PmtMtd": "TRF", "BtchBookg": "true|false", "ChrgBr": "SLEV", "MmbId": "[0-9]{5}", "Issr": "CBI",
    "NbOfTxs": "[0-9]{1,15}", "CtrlSum": r"[0-9]{1,16}\.[0-9]{2}", "InstdAmt": r"[0-9]{1,16}\.[0-9]{2}",
    "Dt": "[0-9]{4}-[0-9]{2}-[0-9]{2}", "CreDtTm": "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}",
    "IBAN": "[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}", "Ctry": "[A-Z]{2}", "Cd": "SEPA|SUPP",
}  # fmt: skip


class Paid(NamedTuple):
    """A transfer as a bank would read it."""

    end_to_end: str
    cents: int
    holder: str
    iban: str
    text: str


def payments_in(raw: bytes) -> list[Paid]:
    """The transfers of a file of either form, by their local names alone."""
    found = []
    for one in ET.fromstring(raw).iter():
        if _local(one) != "CdtTrfTxInf":
            continue
        said = {_local(part): (part.text or "") for part in one.iter() if not len(part)}
        amount = said["InstdAmt"]
        assert re.fullmatch(r"[0-9]+\.[0-9]{2}", amount)
        found.append(Paid(said["EndToEndId"], int(amount.replace(".", "")), said["Nm"], said["IBAN"],
                          said.get("Ustrd", "")))  # fmt: skip
    return found


def wrong_places(raw: bytes) -> list[str]:
    """Everything about a file that is not as the format says, in words."""
    root = ET.fromstring(raw)
    return _wrong(root, inside=False) + _wrong_sums(root, raw)


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _wrong(element: ET.Element, *, inside: bool) -> list[str]:
    name = _local(element)
    inside = inside or name in ("GrpHdr", "PmtInf")
    found = [] if element.tag == (MESSAGE if inside else BODY) + name else [f"{name}: namespace of {element.tag}"]
    children = [_local(one) for one in element]
    if name in ORDER:
        pattern = "".join(f"(?:{one.rstrip('?*+')} ){_mark(one)}" for one in ORDER[name].split())
        if not re.fullmatch(pattern, "".join(f"{one} " for one in children)):
            found.append(f"{name}: children {children}")
    text = element.text or ""
    if not children:
        if not text.strip():
            found.append(f"{name}: empty")
        if len(text) > LENGTHS.get(name, 2000):
            found.append(f"{name}: too long")
        if name in VALUES and not re.fullmatch(VALUES[name], text):
            found.append(f"{name}: {text}")
        if re.search(r"[^A-Za-z0-9/\-?:().,'+ ]", text):
            found.append(f"{name}: signs of {text}")
    if element.attrib != ({"Ccy": "EUR"} if name == "InstdAmt" else {}):
        found.append(f"{name}: {element.attrib}")
    return found + [one for child in element for one in _wrong(child, inside=inside)]


def _mark(name: str) -> str:
    return name[-1] if name[-1] in "?*+" else ""


def _wrong_sums(root: ET.Element, raw: bytes) -> list[str]:
    paid = payments_in(raw)
    count, total = root.find(f".//{MESSAGE}NbOfTxs"), root.find(f".//{MESSAGE}CtrlSum")
    cents = sum(one.cents for one in paid)
    found = [] if count is not None and count.text == str(len(paid)) else ["NbOfTxs"]
    return found + ([] if total is not None and total.text == f"{cents // 100}.{cents % 100:02d}" else ["CtrlSum"])
