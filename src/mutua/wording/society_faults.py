"""What is wrong with something that a society says of itself."""

from __future__ import annotations

from mutua.domain.faults import Fault
from mutua.wording.counter import fault_sentence
from mutua.wording.mails import mail_fault
from mutua.wording.numbers import Language
from mutua.wording.society import SOCIETY_FAULTS


def society_fault(fault: Fault, language: Language = "it") -> str:
    if fault.code in SOCIETY_FAULTS:
        return SOCIETY_FAULTS[fault.code][language == "en"]
    if fault.code.startswith("mail_"):
        return mail_fault(fault.code, fault.found, fault.values, language)
    return fault_sentence(fault, language)
