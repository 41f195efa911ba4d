"""Reads account statements as banks send them in XML (camt.053), with or without the banks' own envelope (CBI).

Only what is booked in euro is read. A movement that gathers several payments becomes those payments where the bank
tells them and they add up. Every statement must add up: opening, plus movements, is closing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from xml.etree.ElementTree import Element

from mutua.bank.reading import MOST_LINES, NOTHING_MORE, Reading, sums
from mutua.bank.xml_reading import below, cents_of, child, children, day_of, local_name, namespace, open_xml, text_of
from mutua.domain.account_statement import Statement, StatementLine, numbered_copies
from mutua.domain.identifiers.iban import Iban, read_iban

_OURS = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(0[2-9]|1[0-3])")
_ENVELOPE = "urn:CBI:xsd:"
_OTHER_MESSAGE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:([a-z]{4}\.[0-9]{3})\.001\.[0-9]{2}")
_OPENING, _CLOSING = ("OPBD", "PRCD", "ITBD"), ("CLBD", "ITBD")
# Of a direct debit that was asked for: what the bank calls its going back.
_GOING_BACK = {"UPDD", "PRDD", "RRTN"}
_NOTHING_SAID = {"NOTPROVIDED", "NOTAVAILABLE", "NOT PROVIDED"}
_SIGNS = {"CRDT": 1, "DBIT": -1}
MOST_STATEMENTS = 1_000


def looks_like_xml(raw: bytes) -> bool:
    return raw[:1024].lstrip(b"\xef\xbb\xbf \r\n\t\xff\xfe").startswith((b"<", b"\0<"))


def read_camt(raw: bytes) -> Reading:
    """The statements of a file; every mistake in it, each with its place. Nothing raises, whatever the bytes."""
    reading = Reading()
    root = open_xml(raw, reading)
    if root is None or not _is_ours(root, reading):
        return reading
    found = list(below(root, "Stmt"))
    if not found:
        reading.refuse("bank_xml_no_statement", found=local_name(root))
    elif len(found) > MOST_STATEMENTS:
        reading.refuse("bank_statements_too_many", found=str(len(found)), values={"most": str(MOST_STATEMENTS)})
    else:
        for number, one in enumerate(found, 1):
            reading.statements.append(_Reader(reading, number, one).read())
        if sum(len(one.lines) for one in reading.statements) > MOST_LINES:
            reading.refuse("bank_lines_too_many", values={"most": f"{MOST_LINES:,}".replace(",", ".")})
    return reading


def _is_ours(root: Element, reading: Reading) -> bool:
    """Whether the file is a statement: by its namespace, or by one within the banks' envelope."""
    spaces = {namespace(one) for one in root.iter()}
    if any(_OURS.fullmatch(one) for one in spaces):
        return True
    if namespace(root).startswith(_ENVELOPE) and any(True for _ in below(root, "Stmt")):
        return True
    others = sorted({match[1] for one in spaces if (match := _OTHER_MESSAGE.fullmatch(one))})
    if others:
        reading.refuse("bank_xml_other_message", found=", ".join(others))
    else:
        reading.refuse("bank_xml_namespace", element=local_name(root)[:60], found=(namespace(root) or "-")[:120])
    return False


@dataclass(slots=True)
class _Reader:
    """One statement, while it is read."""

    reading: Reading
    number: int
    element: Element

    def read(self) -> Statement:
        opening, closing, closing_on = self._balances()
        period = child(self.element, "FrToDt")
        lines = numbered_copies(self._lines())
        days = [line.booked_on for line in lines]
        to_on = day_of(text_of(period, "ToDtTm")) or closing_on or max(days, default=None)
        from_on = day_of(text_of(period, "FrDtTm")) or min(days, default=to_on)
        number = text_of(self.element, "Id")
        found = Statement("camt", self._account(), number, from_on, to_on, opening, closing, lines)
        if found.missing_cents:
            self._refuse("bank_statement_sum", values=sums(found))
        elif opening is None or closing is None:
            self._refuse("bank_balances_missing", warning=True)
        return found

    def _refuse(
        self, code: str, line: int = 0, element: str = "", found: str = "", *, warning: bool = False,
        values: Mapping[str, str] = NOTHING_MORE,
    ) -> None:  # fmt: skip
        self.reading.refuse(
            code, statement=self.number, line=line, element=element, found=found, warning=warning, values=values
        )

    def _account(self) -> str:
        """The account's IBAN, or what else the bank calls it."""
        written = text_of(self.element, "Acct", "Id", "IBAN")
        if not written:
            other = text_of(self.element, "Acct", "Id", "Othr", "Id")
            self._refuse("bank_account_missing", element="Acct", found=other, warning=bool(other))
            return other
        read = read_iban(written)
        if isinstance(read, Iban):
            return read.text
        self._refuse("bank_account_wrong", element="IBAN", warning=True)
        return written.replace(" ", "").upper()

    # ------------------------------------------------------------ balances

    def _balances(self) -> tuple[int | None, int | None, date | None]:
        """What there was before and after, and the day of the second; a page in the middle has balances of its own."""
        told: dict[str, list[tuple[int | None, date | None]]] = {}
        for balance in children(self.element, "Bal"):
            code = text_of(balance, "Tp", "CdOrPrtry", "Cd")
            if code in (*_OPENING, *_CLOSING):
                day = child(balance, "Dt")
                on = day_of(text_of(day, "Dt") or text_of(day, "DtTm"))
                told.setdefault(code, []).append((self._amount(balance, 0, "Bal"), on))
        inner = told.get("ITBD", [])
        opening = next((told[code][0] for code in ("OPBD", "PRCD") if code in told), None)
        closing = told["CLBD"][0] if "CLBD" in told else None
        if opening is None and (closing is not None or len(inner) > 1) and inner:
            opening = inner[0]
        if closing is None and inner:
            closing = inner[-1]
        first, last = opening or (None, None), closing or (None, None)
        return first[0], last[0], last[1]

    def _amount(self, element: Element, line: int, within: str) -> int | None:
        """Signed cents of a balance, a movement or a part of one; None where something about it is wrong."""
        amount, sign = child(element, "Amt"), text_of(element, "CdtDbtInd")
        currency = "" if amount is None else amount.get("Ccy", "")
        cents = cents_of(text_of(amount))
        if currency != "EUR":
            self._refuse("bank_currency", line, within, currency)
        elif cents is None:
            self._refuse("bank_amount", line, within, text_of(amount)[:40])
        elif sign not in _SIGNS:
            self._refuse("bank_sign", line, within, sign[:40])
        else:
            return cents * _SIGNS[sign]
        return None

    # ------------------------------------------------------------ movements

    def _lines(self) -> Iterator[StatementLine]:
        for number, entry in enumerate(children(self.element, "Ntry"), 1):
            status = text_of(entry, "Sts", "Cd") or text_of(entry, "Sts")
            if status not in ("BOOK", ""):
                self._refuse("bank_not_booked", number, "Sts", status[:40], warning=True)
                continue
            cents = self._amount(entry, number, "Ntry")
            booked, value = child(entry, "BookgDt"), child(entry, "ValDt")
            booked_on = day_of(text_of(booked, "Dt") or text_of(booked, "DtTm"))
            value_on = day_of(text_of(value, "Dt") or text_of(value, "DtTm"))
            if booked_on is None:
                self._refuse("bank_day", number, "BookgDt", text_of(booked, "Dt")[:40])
            elif cents == 0:
                self._refuse("bank_amount_zero", number, "Amt", warning=True)
            elif cents is not None:
                yield from self._parts(entry, StatementLine(number, booked_on, value_on, cents))

    def _parts(self, entry: Element, whole: StatementLine) -> Iterator[StatementLine]:
        """The payments a movement gathers, where they are told and add up; else the movement."""
        details = [one for group in children(entry, "NtryDtls") for one in children(group, "TxDtls")]
        if len(details) > 1:
            cents = [_own_cents(one, text_of(entry, "CdtDbtInd")) for one in details]
            told = [one for one in cents if one]
            if len(told) == len(details) and sum(told) == whole.amount_cents:
                for detail, amount in zip(details, told, strict=True):
                    yield _line(entry, detail, replace(whole, amount_cents=amount))
                return
            self._refuse("bank_details_sum", whole.place, "TxDtls", str(len(details)), warning=True)
            yield _line(entry, None, whole)
            return
        yield _line(entry, details[0] if details else None, whole)


def _own_cents(detail: Element, of_entry: str) -> int | None:
    """Signed cents of one payment of several; None where it does not say, or not in euro."""
    for place in ((), ("AmtDtls", "TxAmt")):
        within = child(detail, *place) if place else detail
        amount = child(within, "Amt")
        if amount is not None and amount.get("Ccy") == "EUR":
            cents = cents_of(text_of(amount))
            sign = _SIGNS.get(text_of(detail, "CdtDbtInd") or of_entry)
            return None if cents is None or sign is None else cents * sign
    return None


def _line(entry: Element, detail: Element | None, bare: StatementLine) -> StatementLine:
    """A movement with who, why and by which references; what one payment says goes before what the entry says."""
    references = child(detail, "Refs")
    reason = text_of(detail, "RtrInf", "Rsn", "Cd") or text_of(detail, "RtrInf", "Rsn", "Prtry")
    families = {text_of(one, "BkTxCd", "Domn", "Fmly", "SubFmlyCd") for one in (entry, detail)}
    returned = bool(reason or families & _GOING_BACK or text_of(entry, "RvslInd").lower() in ("true", "1"))
    # Who is at the other end: of what came in the payer; of our debit that went back the payer too.
    party = "Dbtr" if (bare.amount_cents > 0) != returned else "Cdtr"
    name, iban, ultimate = _party(child(detail, "RltdPties"), party)
    texts = [*_remittance(detail), ultimate, text_of(detail, "AddtlTxInf"), text_of(entry, "AddtlNtryInf")]
    bank = [text_of(references, "AcctSvcrRef") or text_of(references, "TxId"), text_of(entry, "AcctSvcrRef")]
    return replace(
        bare, text=" ".join(dict.fromkeys(one for one in texts if one)), other_name=name, other_iban=iban,
        bank_reference=" ".join(dict.fromkeys(_said(one) for one in bank if _said(one))),
        end_to_end=_said(text_of(references, "EndToEndId")), mandate=_said(text_of(references, "MndtId")),
        returned=returned, return_reason=reason[:35],
    )  # fmt: skip


def _said(text: str) -> str:
    return "" if text.upper() in _NOTHING_SAID else text


def _party(parties: Element | None, role: str) -> tuple[str, str, str]:
    """Name and IBAN of one end of a payment, and for whom it was made where that is somebody else."""
    party, ultimate = child(parties, role), child(parties, f"Ultmt{role}")
    name = text_of(party, "Nm") or text_of(party, "Pty", "Nm")
    behind = text_of(ultimate, "Nm") or text_of(ultimate, "Pty", "Nm")
    iban = text_of(parties, f"{role}Acct", "Id", "IBAN").replace(" ", "").upper()
    return name, iban, behind if behind != name else ""


def _remittance(detail: Element | None) -> list[str]:
    """What the payer wrote, and the references that the payer's bank kept apart."""
    found = child(detail, "RmtInf")
    free = [text_of(one) for one in children(found, "Ustrd")]
    apart = [text_of(one, "CdtrRefInf", "Ref") for one in children(found, "Strd")]
    return [*free, *apart, *[text_of(one, "AddtlRmtInf") for one in children(found, "Strd")]]
