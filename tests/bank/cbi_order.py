"""An independent reader of the banks' direct debit file: it knows the order of elements from the format's description.

It shares nothing with the writer: no list, no function, no namespace constant.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

BODY = "{urn:CBI:xsd:CBIBdySDDReq.00.01.01}"
MESSAGE = "{urn:CBI:xsd:CBISDDReqLogMsg.00.01.01}"

# parent -> children in order; a mark behind the name: ? at most one, * any number, none exactly one, + at least one.
ORDER = {
    "CBIBdySDDReq": "PhyMsgInf CBIEnvelSDDReqLogMsg+",
    "PhyMsgInf": "PhyMsgTpCd NbOfLogMsg",
    "CBIEnvelSDDReqLogMsg": "CBISDDReqLogMsg",
    "CBISDDReqLogMsg": "GrpHdr PmtInf+",
    "GrpHdr": "MsgId CreDtTm NbOfTxs CtrlSum InitgPty",
    "InitgPty": "Nm? Id",
    "PmtInf": "PmtInfId PmtMtd BtchBookg? PmtTpInf ReqdColltnDt Cdtr CdtrAcct CdtrAgt UltmtCdtr? ChrgBr? ChrgsAcct? "
    "CdtrSchmeId DrctDbtTxInf+",
    "PmtTpInf": "SvcLvl LclInstrm SeqTp CtgyPurp?",
    "CdtrSchmeId": "Nm? PstlAdr? Id",
    "CdtrAgt": "FinInstnId",
    "ClrSysMmbId": "MmbId",
    "DrctDbtTxInf": "PmtId PmtTpInf? InstdAmt ChrgBr? DrctDbtTx UltmtCdtr? DbtrAgt? Dbtr DbtrAcct UltmtDbtr? "
    "InstrForCdtrAgt? Purp? RgltryRptg* RmtInf?",
    "PmtId": "InstrId EndToEndId UETR?",
    "DrctDbtTx": "MndtRltdInf PreNtfctnId? PreNtfctnDt?",
    "MndtRltdInf": "MndtId DtOfSgntr AmdmntInd? AmdmntInfDtls? ElctrncSgntr? FrstColltnDt? FnlColltnDt? Frqcy? Rsn? "
    "TrckgDays?",
    "Dbtr": "Nm PstlAdr? Id? CtryOfRes?",
    "Cdtr": "Nm PstlAdr? Id?",
    "PstlAdr": "AdrTp? Dept? SubDept? StrtNm? BldgNb? BldgNm? Flr? PstBx? Room? PstCd? TwnNm? TwnLctnNm? DstrctNm? "
    "CtrySubDvsn? Ctry?",
    "RmtInf": "Ustrd",
}
LENGTHS = {
    "MsgId": 35, "PmtInfId": 35, "EndToEndId": 35, "InstrId": 35, "MndtId": 35, "Nm": 70, "Ustrd": 140, "TwnNm": 35,
}  # fmt: skip
VALUES = {
    "PmtMtd": "DD", "SeqTp": "FRST|RCUR|FNAL|OOFF", "BtchBookg": "true|false", "ChrgBr": "SLEV", "MmbId": "[0-9]{5}",
    "NbOfTxs": "[0-9]{1,15}", "CtrlSum": r"[0-9]{1,16}\.[0-9]{2}", "InstdAmt": r"[0-9]{1,16}\.[0-9]{2}",
    "ReqdColltnDt": "[0-9]{4}-[0-9]{2}-[0-9]{2}", "DtOfSgntr": "[0-9]{4}-[0-9]{2}-[0-9]{2}", "NbOfLogMsg": "1",
    "CreDtTm": "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}", "PhyMsgTpCd": "INC-SDD[CB]-01",
    "IBAN": "[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}", "Ctry": "[A-Z]{2}",
}  # fmt: skip


def wrong_places(raw: bytes) -> list[str]:
    """Everything about a file that is not as the format says, in words."""
    root = ET.fromstring(raw)
    return _wrong(root, inside=False) + _wrong_sums(root)


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _wrong(element: ET.Element, *, inside: bool) -> list[str]:
    name = _local(element)
    inside = inside or name in ("GrpHdr", "PmtInf")
    found = [] if element.tag == (MESSAGE if inside else BODY) + name else [f"{name}: namespace of {element.tag}"]
    children = [_local(one) for one in element]
    if name in ORDER:
        pattern = "".join(f"(?:{re.sub('[?*+]$', '', one)} ){_mark(one)}" for one in ORDER[name].split())
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
    if name == "InstdAmt" and element.attrib != {"Ccy": "EUR"}:
        found.append(f"InstdAmt: {element.attrib}")
    return found + [one for child in element for one in _wrong(child, inside=inside)]


def _mark(name: str) -> str:
    return name[-1] if name[-1] in "?*+" else ""


def _wrong_sums(root: ET.Element) -> list[str]:
    amounts = [one.text or "" for one in root.iter(f"{MESSAGE}InstdAmt")]
    count, total = root.find(f".//{MESSAGE}NbOfTxs"), root.find(f".//{MESSAGE}CtrlSum")
    cents = sum(int(one.replace(".", "")) for one in amounts)
    found = [] if count is not None and count.text == str(len(amounts)) else ["NbOfTxs"]
    return found + ([] if total is not None and total.text == f"{cents // 100}.{cents % 100:02d}" else ["CtrlSum"])
