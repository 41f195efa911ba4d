"""The papers of one person at the counter: yearly certificate, statement of the household, card; which were issued."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from sqlalchemy import Connection, select

from mutua.rules.paper_notes import CertificateLaw
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.issue_papers import NotIssued, Printed, Wanted, print_and_note
from mutua.services.papers_wanted import cards, certificates, statements
from mutua.services.receive_money import home_on
from mutua.store.tables import due, paper_issued, receipt

Kind = Literal["certificate", "statement", "card"]


class IssuedBefore(NamedTuple):
    """A paper that went out; `year`: the year it is about, None where it is about none."""

    kind: str
    year: int | None
    issued_on: date


class PapersShown(NamedTuple):
    """What may be printed: years of certificates and statements, the newest first; and what went out before."""

    years: tuple[int, ...]
    issued: tuple[IssuedBefore, ...]


_OF_YEARS = ("certificate", "statement")
_THEIRS = ("certificate", "statement", "card", "receipt")


def papers_shown(connection: Connection, person_id: int, today: date) -> PapersShown:
    """The years that money went between the person's household and the society in, with this and the last one."""
    home = home_on(connection, person_id, today)
    years = {today.year, today.year - 1}
    if home is not None:
        years |= set(connection.scalars(select(due.c.year).where(due.c.chain_id == home).distinct()))
        years |= {day.year for day in connection.scalars(select(receipt.c.received_on).where(
            receipt.c.chain_id == home))}  # fmt: skip
    query = select(paper_issued.c.kind, paper_issued.c.year, paper_issued.c.issued_on).where(
        (paper_issued.c.person_id == person_id)
        | ((paper_issued.c.kind == "statement") & (paper_issued.c.chain_id == (home or 0)))
    ).order_by(paper_issued.c.issued_on.desc(), paper_issued.c.position.desc())  # fmt: skip
    issued = tuple(
        IssuedBefore(kind, year if kind in _OF_YEARS else None, day)
        for kind, year, day in connection.execute(query) if kind in _THEIRS
    )
    return PapersShown(tuple(sorted((one for one in years if one <= today.year), reverse=True)), issued)


def print_paper(
    at: Desktop, law: CertificateLaw, person_id: int, kind: Kind, year: int, today: date
) -> Printed | Refusal:
    """Prints one paper of the person, noted as issued. Refuses one of nobody, and a year that has not begun."""
    if kind != "card" and year > today.year:
        return Refusal("paper_of_future_year", str(year))
    with at.archive.reader.begin() as connection:
        wanted = _wanted(connection, at, law, person_id, kind, year, today)
    if not wanted:
        return Refusal("payer_in_no_household", "")
    (printed,) = print_and_note(at, wanted[:1])
    return printed.refusal if isinstance(printed, NotIssued) else printed


def _wanted(
    connection: Connection, at: Desktop, law: CertificateLaw, person_id: int, kind: Kind, year: int, today: date
) -> list[Wanted]:
    if kind == "certificate":
        return certificates(connection, at.plans, law, year, [person_id])
    if kind == "card":
        return cards(connection, today, [person_id])
    home = home_on(connection, person_id, today)
    return [] if home is None else statements(connection, at.plans, year, [home])
