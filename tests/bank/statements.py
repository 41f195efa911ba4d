"""Statements made for the tests: camt.053 and tables, of an invented society with an invented account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from mutua.bank.table_header import TableRow

ACCOUNT = "IT60X0542811101000000123456"
ISO = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"


@dataclass(frozen=True)
class Move:
    """A movement to be written: cents signed, as a bank would tell it."""

    cents: int
    day: str = "2026-03-02"
    text: str = ""
    name: str = ""
    iban: str = ""
    reference: str = ""
    end_to_end: str = "NOTPROVIDED"
    reason: str = ""
    status: str = "BOOK"
    mandate: str = ""


def euro(cents: int) -> str:
    return f"{abs(cents) // 100}.{abs(cents) % 100:02d}"


def sign(cents: int) -> str:
    return "CRDT" if cents >= 0 else "DBIT"


def balance(code: str, cents: int, day: str) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{euro(cents)}</Amt>"
        f"<CdtDbtInd>{sign(cents)}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def details(move: Move, *, newest: bool = True, amount: bool = False) -> str:
    who = "Dbtr" if (move.cents > 0) != bool(move.reason) else "Cdtr"
    name = f"<Nm>{escape(move.name)}</Nm>"
    party = f"<{who}><Pty>{name}</Pty></{who}>" if newest else f"<{who}>{name}</{who}>"
    account = f"<{who}Acct><Id><IBAN>{move.iban}</IBAN></Id></{who}Acct>" if move.iban else ""
    mandate = f"<MndtId>{move.mandate}</MndtId>" if move.mandate else ""
    own = f"<Amt Ccy='EUR'>{euro(move.cents)}</Amt><CdtDbtInd>{sign(move.cents)}</CdtDbtInd>" if amount else ""
    back = f"<RtrInf><Rsn><Cd>{move.reason}</Cd></Rsn></RtrInf>" if move.reason else ""
    return (
        f"<TxDtls><Refs><EndToEndId>{move.end_to_end}</EndToEndId>{mandate}</Refs>{own}"
        f"<RltdPties>{party}{account}</RltdPties><RmtInf><Ustrd>{escape(move.text)}</Ustrd></RmtInf>{back}</TxDtls>"
    )


def entry(move: Move, *, newest: bool = True) -> str:
    status = f"<Sts><Cd>{move.status}</Cd></Sts>" if newest else f"<Sts>{move.status}</Sts>"
    reference = f"<AcctSvcrRef>{move.reference}</AcctSvcrRef>" if move.reference else ""
    return (
        f"<Ntry><Amt Ccy='EUR'>{euro(move.cents)}</Amt><CdtDbtInd>{sign(move.cents)}</CdtDbtInd>{status}"
        f"<BookgDt><Dt>{move.day}</Dt></BookgDt><ValDt><Dt>{move.day}</Dt></ValDt>{reference}"
        f"<NtryDtls>{details(move, newest=newest)}</NtryDtls></Ntry>"
    )


def one_statement(entries: str, opening: int, closing: int, days: tuple[str, str], number: str = "1") -> str:
    return (
        f"<Stmt><Id>{number}</Id><FrToDt><FrDtTm>{days[0]}T00:00:00</FrDtTm><ToDtTm>{days[1]}T23:59:59</ToDtTm></FrToDt>"
        f"<Acct><Id><IBAN>{ACCOUNT}</IBAN></Id></Acct>{balance('OPBD', opening, days[0])}"
        f"{balance('CLBD', closing, days[1])}{entries}</Stmt>"
    )


def document(statements: str, space: str = ISO) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{space}"><BkToCstmrStmt>{statements}'
        "</BkToCstmrStmt></Document>"
    ).encode()


def camt(
    *moves: Move, opening: int = 100_000, days: tuple[str, str] = ("2026-03-01", "2026-03-31"), off: int = 0,
    version: str = "08",
) -> bytes:  # fmt: skip
    """A file with one statement; `off`: cents by which its closing balance is wrong."""
    entries = "".join(entry(one, newest=int(version) >= 8) for one in moves)
    closing = opening + sum(one.cents for one in moves if one.status == "BOOK") + off
    return document(one_statement(entries, opening, closing, days), ISO[:-2] + version)


def rows(*lines: str, separator: str = ";") -> Sequence[TableRow]:
    """Rows of a table, numbered from 1; empty ones are left out, as they are when a file is read."""
    return [
        TableRow(at, tuple(line.split(separator))) for at, line in enumerate(lines, 1) if line.replace(separator, "")
    ]
