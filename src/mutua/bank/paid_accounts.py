"""To which account each transfer of our own payment file goes: read in the file as it was made."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.bank.reading import Reading
from mutua.bank.xml_reading import below, open_xml, text_of

TRANSFER = "CdtTrfTxInf"


def accounts_in(content: bytes) -> Mapping[str, str]:
    """The account number of each transfer by its reference; empty where the file cannot be read."""
    root = open_xml(content, Reading())
    if root is None:
        return {}
    found = {}
    for one in below(root, TRANSFER):
        reference, account = text_of(one, "PmtId", "EndToEndId"), text_of(one, "CdtrAcct", "Id", "IBAN")
        if reference and account:
            found[reference] = account
    return found
