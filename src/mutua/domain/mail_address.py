"""An address of electronic mail as one writes it, read strictly: what no mail could go to is refused at once."""

from __future__ import annotations

import re

from mutua.domain.faults import Fault

LONGEST, LONGEST_LOCAL, LONGEST_LABEL = 254, 64, 63
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def read_mail_address(text: str) -> str | Fault:
    """The address, its domain in small letters and in the signs that travel (`società.it`: `xn--societ-nta.it`).

    Refuses quotes, comments, numbers instead of a domain, and a name with signs that not every post office takes.
    """
    told = text.strip()
    if len(told) > LONGEST:
        return Fault("mail_too_long", "", {"most": str(LONGEST)})
    if not told.isprintable() or " " in told:
        return Fault("mail_hidden")
    local, at, domain = told.rpartition("@")
    if not at or not local or not domain:
        return Fault("mail_without_at", told)
    if len(local) > LONGEST_LOCAL or not _LOCAL.fullmatch(local):
        return Fault("mail_local", told)
    plain = plain_domain(domain)
    if plain is None or "." not in plain or plain.rpartition(".")[2].isdigit():
        return Fault("mail_domain", told)
    if len(local) + 1 + len(plain) > LONGEST:
        return Fault("mail_too_long", "", {"most": str(LONGEST)})
    return f"{local}@{plain}"


def plain_domain(domain: str) -> str | None:
    """The name of a machine in the signs that travel; None where it is none."""
    try:
        plain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = plain.split(".")
    return plain if all(len(one) <= LONGEST_LABEL and _LABEL.fullmatch(one) for one in labels) else None
