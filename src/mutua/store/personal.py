"""Where the archive keeps what can be erased of a person, how it is taken away, and how one looks whether it is gone.

Every table that is not kept for ever stands in one of two lists: erased with the person, or not about a person, with
the reason. Who adds a table adds it here (a house test looks).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, Text, delete, func, or_, select, text, tuple_, update
from sqlalchemy.exc import OperationalError

from mutua.store.base import metadata
from mutua.store.database import Archive, explain_failure, failure_told
from mutua.store.tables import (
    allocation,
    appeal_addition_words,
    appeal_words,
    attachment,
    bank_line,
    birth_notice,
    claim,
    claim_draft,
    claim_place,
    decision,
    due,
    facts_seen,
    household_place,
    identity,
    mail_waiting,
    mandate,
    mandate_account,
    payment_file,
    payment_line,
    person_erased,
    person_key,
    person_mail,
    proposal_content,
    receipt,
    receipt_payer,
)
from mutua.store.tables_firms import enrolment, supplied_identity_before
from mutua.store.tables_roster import firm_roster, supplied_identity

Of = Callable[[int], ColumnElement[bool]]


def decisions_with_facts(connection: Connection, person_id: int) -> list[tuple[int, int]]:
    """The decisions about the person whose facts are still there: chain and position, in order."""
    about = decision.join(claim, claim.c.claim_id == decision.c.claim_id).join(
        facts_seen, (facts_seen.c.chain_id == decision.c.chain_id) & (facts_seen.c.position == decision.c.position)
    )
    query = select(decision.c.chain_id, decision.c.position).select_from(about).where(claim.c.person_id == person_id)
    return [(row[0], row[1]) for row in connection.execute(query.order_by(decision.c.chain_id, decision.c.position))]


def _facts_of(person_id: int) -> ColumnElement[bool]:
    about = select(decision.c.chain_id, decision.c.position).where(
        decision.c.claim_id.in_(select(claim.c.claim_id).where(claim.c.person_id == person_id))
    )
    return tuple_(facts_seen.c.chain_id, facts_seen.c.position).in_(about)


class Taken(NamedTuple):
    """Which rows of a table are a person's, and what is taken of them: the rows, or only what these columns say."""

    of: Of
    emptied: tuple[str, ...] = ()


def _rows_of(table: Table) -> Taken:
    return Taken(lambda person_id: table.c.person_id == person_id)


def _of_enrolments(table: Table, *emptied: str) -> Taken:
    """What a firm told of the person, by the enrolments they had."""

    def of(person_id: int) -> ColumnElement[bool]:
        theirs = select(enrolment.c.enrolment_id).where(enrolment.c.person_id == person_id)
        return table.c.enrolment_id.in_(theirs)

    return Taken(of, emptied)


def _places_of(person_id: int) -> ColumnElement[bool]:
    return claim_place.c.claim_id.in_(select(claim.c.claim_id).where(claim.c.person_id == person_id))


def _mandates_of(person_id: int) -> ColumnElement[bool]:
    theirs = select(mandate.c.mandate_id).where(mandate.c.person_id == person_id)
    return mandate_account.c.mandate_id.in_(theirs)


def _paid_for(person_id: int) -> ColumnElement[bool]:
    """Who outside paid for them, or for a household that they stood for: receipts, by number."""
    theirs = select(due.c.due_id).where(due.c.person_id == person_id)
    for_them = select(allocation.c.receipt_id).where(allocation.c.due_id.in_(theirs))
    homes = select(household_place.c.chain_id).where(
        (household_place.c.person_id == person_id) & (household_place.c.kinship == "titolare")
    )
    at_home = select(receipt.c.receipt_id).where(receipt.c.chain_id.in_(homes))
    return receipt_payer.c.receipt_id.in_(for_them) | receipt_payer.c.receipt_id.in_(at_home)


def _movements_of(person_id: int) -> ColumnElement[bool]:
    """The movements of the bank that they paid, that somebody outside paid for them, or from their account."""
    outside = select(receipt_payer.c.receipt_id).where(_paid_for(person_id))
    paid = select(receipt.c.bank_line_id).where(
        (receipt.c.payer_person_id == person_id) | receipt.c.receipt_id.in_(outside)
    )
    account = select(identity.c.iban).where((identity.c.person_id == person_id) & (identity.c.iban != ""))
    return bank_line.c.id.in_(paid) | bank_line.c.other_iban.in_(account)


def _payment_files_of(person_id: int) -> ColumnElement[bool]:
    """The files of the payment runs in which they stand: with the person the whole file goes, key and all."""
    theirs = select(payment_line.c.run_id).where(
        payment_line.c.claim_id.in_(select(claim.c.claim_id).where(claim.c.person_id == person_id))
    )
    return payment_file.c.run_id.in_(theirs)


_WRITTEN_BY_BANKS = ("text", "other_name", "other_iban", "bank_reference", "mandate")

# What goes with the person. Who they are goes last: others are found by it.
ERASED: Mapping[Table, Taken] = {
    facts_seen: Taken(_facts_of),
    attachment: _rows_of(attachment),
    person_key: _rows_of(person_key),
    supplied_identity: _of_enrolments(supplied_identity),
    supplied_identity_before: _of_enrolments(supplied_identity_before),
    firm_roster: _of_enrolments(firm_roster, "surname", "given_name", "fiscal_code", "payroll_number"),
    mandate_account: Taken(_mandates_of),
    bank_line: Taken(_movements_of, _WRITTEN_BY_BANKS),
    receipt_payer: Taken(_paid_for, ("name",)),
    birth_notice: _rows_of(birth_notice),
    claim_draft: _rows_of(claim_draft),
    claim_place: Taken(_places_of),
    mail_waiting: _rows_of(mail_waiting),
    person_mail: _rows_of(person_mail),
    appeal_words: _rows_of(appeal_words),
    appeal_addition_words: _rows_of(appeal_addition_words),
    payment_file: Taken(_payment_files_of),
    proposal_content: _rows_of(proposal_content),
    identity: _rows_of(identity),
}

# What stays, and why it names nobody.
STAYS: Mapping[str, str] = {
    "access_key": "digests of keys, and what each is for",
    "account_firm": "which firm a login is of",
    "account": "logins; a member's is closed with them, under a name that says nothing",
    "account_role": "roles of logins",
    "actor": "those who acted; a member's name goes with them",
    "adhesion_paper": "files that organisations signed, encrypted; they go with what they belong to",
    "adhesion_request": "organisations that apply, and whom one writes to there; it goes when it is set aside",
    "audit": "numbers of things and who did what",
    "balance": "figures by random number",
    "bank_header": "titles of columns, never cells",
    "bank_statement": "the society's own accounts",
    "chain": "random numbers, codes of households",
    "counter": "numbers to be given next",
    "entry": "seals",
    "entry_link": "digests of links; they go with their day",
    "given_password": "when a password for a first entry was given; gone once it was used",
    "failed_entry": "digests; they go after a day",
    "file_access": "random numbers; it goes when its own time is over",
    "firm": "firms",
    "firm_card": "firms",
    "firm_contact": "firms, and whom one writes to there",
    "firm_delegate": "firms",
    "firm_mail": "firms, and numbers of what is written to them",
    "firm_statement": "firms and cents",
    "firm_statement_row": "numbers and cents",
    "household": "codes of households",
    "household_late": "numbers, days and cents",
    "household_year": "numbers, days and cents",
    "idempotency": "digests and numbers",
    "job": "how far work came",
    "parked_household": "random numbers",
    "claim_open": "numbers, and what is open of each",
    "claim_taken": "numbers, and which login has each",
    "pending_claim": "numbers",
    "person": "a random number and a random name",
    "provider": "doctors and other providers",
    "rules_snapshot": "regulations",
    "setting": "the society itself",
    "sheet_mapping": "titles of columns, never cells",
    "staff_mapping": "titles of columns, never cells",
    "web_session": "digests of tokens",
}


def erase_rows(connection: Connection, person_id: int) -> None:
    """Takes away all that can be erased of the person. What was decided about them stays, without them."""
    for table, taken in ERASED.items():
        if taken.emptied:
            connection.execute(update(table).where(taken.of(person_id)).values(dict.fromkeys(taken.emptied, "")))
        else:
            connection.execute(delete(table).where(taken.of(person_id)))


def what_is_left(connection: Connection, person_id: int) -> list[str]:
    """The tables in which something that is erased with a person stands."""
    found = []
    for table, taken in ERASED.items():
        wanted = taken.of(person_id)
        if taken.emptied:
            wanted &= or_(*[table.c[name] != "" for name in taken.emptied])
        if connection.execute(select(*table.primary_key.columns).where(wanted).limit(1)).first() is not None:
            found.append(table.name)
    return found


def was_erased(connection: Connection, person_id: int) -> bool:
    found = select(person_erased.c.person_id).where(person_erased.c.person_id == person_id).limit(1)
    return connection.scalar(found) is not None


def still_there(connection: Connection, needles: Iterable[str]) -> list[str]:
    """Where any of the texts still stands, as `table.column`, without regard to capitals. Texts under 5 signs are not
    looked for: they would be found everywhere."""
    wanted = sorted({one.lower() for one in needles if len(one) > 4})
    found: list[str] = []
    if not wanted:
        return found
    for table in metadata.sorted_tables:
        for column in table.columns:
            if type(column.type) is Text:
                seen = or_(*[func.lower(column).contains(one, autoescape=True) for one in wanted])
                if connection.scalar(select(column).where(seen).limit(1)) is not None:
                    found.append(f"{table.name}.{column.name}")
    return sorted(found)


BUSY = "archive_busy"


def wipe_free_space(archive: Archive) -> str:
    """Makes the database write itself anew, so that nothing erased is left in unused places of its files.

    "" when that is done; else why not, by its code: `BUSY` where somebody who works with it keeps the old pages in
    use, "disk_full" where there is no room to write it anew. Then again later. Copies, and what a server's own journal
    and backups hold, are not reached from here.
    """
    if archive.dialect == "postgresql":
        with archive.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            try:
                for table in ERASED:
                    connection.execute(text(f"VACUUM (FULL, ANALYZE) {table.name}"))
            except OperationalError as error:
                return explain_failure(error, archive)[0]
        return ""
    wrapped = archive.writer.raw_connection()
    try:
        cursor = wrapped.cursor()
        cursor.execute("VACUUM")
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return BUSY if busy else ""
    except sqlite3.OperationalError as error:
        return failure_told(str(error), archive) or "disk_error"
    finally:
        wrapped.close()
