"""Reads what a bank answers to a file of debits or payments (pain.002): which were refused, and by which code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from mutua.bank.reading import BankMistake, Reading
from mutua.bank.xml_reading import below, cents_of, child, children, local_name, namespace, open_xml, text_of

_OURS = re.compile(r"urn:iso:std:iso:20022:tech:xsd:pain\.002\.001\.(0[3-9]|1[0-9])")
_ENVELOPE = "urn:CBI:xsd:"
REFUSED = ("RJCT", "CANC")  # the debit will not be collected
MOST_ANSWERS = 100_000


@dataclass(frozen=True, slots=True)
class DebitAnswer:
    """What became of one debit: its own reference, the status (`RJCT`: refused), the reason's code, the amount."""

    end_to_end: str
    status: str
    reason: str
    amount_cents: int | None  # None where the answer does not say

    @property
    def refused(self) -> bool:
        return self.status in REFUSED


@dataclass(slots=True)
class Answers:
    """An answer to one file of ours. `status`: of the whole file, "" where it speaks of single debits alone.

    `debtors`, `creditors`: the accounts of both sides, where it says them.
    """

    message_id: str = ""
    status: str = ""
    reason: str = ""
    answers: list[DebitAnswer] = field(default_factory=list)
    mistakes: list[BankMistake] = field(default_factory=list)
    debtors: list[str] = field(default_factory=list)
    creditors: list[str] = field(default_factory=list)


def read_status_report(raw: bytes) -> Answers:
    """The answers in a file; every mistake in it. Nothing raises, whatever the bytes."""
    reading, found = Reading(), Answers()
    found.mistakes = reading.mistakes
    root = open_xml(raw, reading)
    if root is None:
        return found
    spaces = {namespace(one) for one in root.iter()}
    heads = list(below(root, "OrgnlGrpInfAndSts"))
    ours = any(_OURS.fullmatch(one) for one in spaces) or namespace(root).startswith(_ENVELOPE)
    if not ours or not heads:
        reading.refuse("bank_answer_namespace", element=local_name(root)[:60], found=(namespace(root) or "-")[:120])
        return found
    found.message_id = text_of(heads[0], "OrgnlMsgId")
    found.status, found.reason = text_of(heads[0], "GrpSts"), _reason(heads[0])
    for number, one in enumerate(below(root, "TxInfAndSts"), 1):
        if number > MOST_ANSWERS:
            reading.refuse("bank_lines_too_many", values={"most": f"{MOST_ANSWERS:,}".replace(",", ".")})
            break
        _read_answer(found, reading, number, one)
    found.debtors, found.creditors = _accounts(root, "DbtrAcct"), _accounts(root, "CdtrAcct")
    return found


def _accounts(root: Element, name: str) -> list[str]:
    found = {text_of(one, "Id", "IBAN").replace(" ", "").upper() for one in below(root, name)}
    return sorted(found - {""})


def _read_answer(found: Answers, reading: Reading, number: int, one: Element) -> None:
    end_to_end = text_of(one, "OrgnlEndToEndId")
    if not end_to_end:
        reading.refuse("bank_answer_without_reference", line=number, element="OrgnlEndToEndId")
        return
    amount = child(one, "OrgnlTxRef", "Amt", "InstdAmt")
    if amount is None:
        amount = child(one, "OrgnlTxRef", "IntrBkSttlmAmt")
    cents = cents_of(text_of(amount))
    found.answers.append(DebitAnswer(end_to_end, text_of(one, "TxSts"), _reason(one), cents))


def _reason(element: Element) -> str:
    for told in children(element, "StsRsnInf"):
        code = text_of(told, "Rsn", "Cd") or text_of(told, "Rsn", "Prtry")
        if code:
            return code[:35]
    return ""
