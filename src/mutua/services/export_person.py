"""Everything the society knows of one person, in one file to be handed over: readable, complete, with the files."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, or_, select

from mutua.domain.kinds import Looked
from mutua.services.accesses import accesses_of, look_at
from mutua.services.backup import in_one_go
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.explain_claim import explain_claim
from mutua.services.export_archive import tables_with
from mutua.services.export_names import Names, is_name_of
from mutua.services.export_person_money import money_tables
from mutua.services.plan_book import PlanBook
from mutua.services.table_writer import Kind, OutColumn, OutTable, csv_cell
from mutua.store.base import metadata
from mutua.store.database import ArchiveProblem
from mutua.store.tables import (
    attachment,
    claim,
    claim_paper,
    claim_place,
    debit,
    due,
    household,
    letter_file,
    mandate,
    mandate_account,
    paper,
    paper_issued,
    person,
    receipt,
)
from mutua.store.tables_firms import enrolment
from mutua.store.vault import Vault
from mutua.store.who import read_identities
from mutua.wording.rights import LEGGIMI, LOOKED, PAPERS, who_looked

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
# Keys and seals are of no use to anybody outside; what they hold is in the package in clear. What a firm may see, names
# before a list changed them and balances are copies of what is there.
_LEFT_OUT = frozenset({
    "person_key", "pending_claim", "claim_open", "claim_taken", "household_late", "household_year", "firm_roster",
    "firm_statement_row", "supplied_identity_before", "balance",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed over. `missing`: delivered files that could not be read."""

    files: int
    attachments: int
    missing: int


def export_person(at: Desktop, vault: Vault | None, person_id: int, target: Path, *, society: str) -> Handed:
    """Writes the package, readable by its owner alone. That it was made is written down first.

    Refuses (FileExistsError) a target that is there.
    """
    look_at(at.archive, [person_id], Looked.EXPORT, actor_id=at.actor_id, now=at.now)
    if target.exists():
        raise FileExistsError(target)
    with in_one_go(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as package:
        return _fill(at, vault, person_id, package, society)


def _fill(at: Desktop, vault: Vault | None, person_id: int, package: zipfile.ZipFile, society: str) -> Handed:
    count = 0

    def put(name: str, content: bytes) -> None:
        nonlocal count
        count += 1
        told = zipfile.ZipInfo(name, at.now.timetuple()[:6])
        told.external_attr = 0o600 << 16
        told.compress_type = zipfile.ZIP_DEFLATED
        package.writestr(told, content)

    put("LEGGIMI.txt", LEGGIMI.format(society=society or "la società", day=at.now.strftime("%d/%m/%Y")).encode())
    with at.archive.snapshot() as connection:
        for table in readable_tables(connection, at.plans, person_id):
            put(f"tabelle/{table.name}.csv", as_csv(table))
        put("dati.json", json.dumps(raw_rows(connection, person_id), ensure_ascii=False, indent=1).encode())
        requests = list(connection.scalars(
            select(claim.c.claim_id).where(claim.c.person_id == person_id).order_by(claim.c.claim_id)
        ))  # fmt: skip
        delivered = _delivered(connection, person_id)
    for claim_id in requests:
        told = explain_claim(at.archive, claim_id, "it")
        if not isinstance(told, Refusal) and told.sentences:
            put(f"spiegazioni/richiesta-{claim_id}.txt", "\n".join(told.sentences).encode())
    read = 0
    for number, (sha256, media_type, claim_id, _) in enumerate(delivered, 1):
        content = _plain(at, vault, person_id, sha256)
        if content is not None:
            read += 1
            put(f"allegati/{number:03d}-richiesta-{claim_id}.{ENDINGS.get(media_type, 'bin')}", content)
    return Handed(count, read, len(delivered) - read)


def _plain(at: Desktop, vault: Vault | None, person_id: int, sha256: str) -> bytes | None:
    """A delivered file in clear; None where it, or its key, is not there."""
    if vault is None:
        return None
    try:
        with at.archive.reader.begin() as connection:
            return vault.get(sha256, vault.key_of(connection, person_id))
    except ArchiveProblem:
        return None


def _delivered(connection: Connection, person_id: int) -> list[tuple[str, str, int, str]]:
    """The person's delivered files, then the letters that were sent: stored name, kind, request, as what."""
    query = (
        select(attachment.c.sha256, attachment.c.media_type, paper.c.claim_id, paper.c.name)
        .join(paper, paper.c.attachment_sha256 == attachment.c.sha256)
        .where(attachment.c.person_id == person_id)
        .order_by(paper.c.claim_id, paper.c.position, paper.c.number)
    )
    letters = (
        select(attachment.c.sha256, attachment.c.media_type, claim_paper.c.claim_id, paper_issued.c.kind)
        .join(letter_file, letter_file.c.attachment_sha256 == attachment.c.sha256)
        .join(claim_paper, (claim_paper.c.chain_id == letter_file.c.chain_id)
              & (claim_paper.c.position == letter_file.c.position))
        .join(paper_issued, (paper_issued.c.chain_id == letter_file.c.chain_id)
              & (paper_issued.c.position == letter_file.c.position))
        .where(attachment.c.person_id == person_id)
        .order_by(claim_paper.c.claim_id, letter_file.c.position)
    )  # fmt: skip
    delivered = [(row[0], row[1], row[2], row[3]) for row in connection.execute(query)]
    return [*delivered, *((row[0], row[1], row[2], PAPERS[row[3]][0]) for row in connection.execute(letters))]


# ---------------------------------------------------------------- tables


def readable_tables(connection: Connection, plans: PlanBook, person_id: int) -> Iterator[OutTable]:
    """The tables of the export, of this person alone; then the files, the papers that were issued, who looked."""
    names = Names(connection, plans, person_id)
    yield from tables_with(connection, names)
    yield from money_tables(connection, names)
    files = enumerate(_delivered(connection, person_id), 1)
    yield OutTable(
        "allegati", (OutColumn("file"), OutColumn("richiesta", Kind.WHOLE), OutColumn("documento")),
        ((f"{number:03d}", claim_id, name) for number, (_, _, claim_id, name) in files),
    )  # fmt: skip
    same = (claim_paper.c.chain_id == paper_issued.c.chain_id) & (claim_paper.c.position == paper_issued.c.position)
    issued = select(
        paper_issued.c.kind, paper_issued.c.year, paper_issued.c.issued_on, paper_issued.c.sha256,
        claim_paper.c.claim_id, claim_paper.c.complete_by, claim_paper.c.motive,
    ).select_from(paper_issued.outerjoin(claim_paper, same))  # fmt: skip
    rows = connection.execute(issued.where(paper_issued.c.person_id == person_id).order_by(paper_issued.c.issued_on))
    yield OutTable(
        "documenti emessi",
        (OutColumn("documento"), OutColumn("anno", Kind.WHOLE), OutColumn("emesso il", Kind.DAY), OutColumn("sha-256"),
         OutColumn("richiesta", Kind.WHOLE), OutColumn("da completare entro", Kind.DAY), OutColumn("motivo")),
        ((PAPERS[kind][0], *row, why or None) for kind, *row, why in rows),
    )  # fmt: skip
    where = select(claim_place).join(claim, claim.c.claim_id == claim_place.c.claim_id)
    yield OutTable(
        "dove serve l'aiuto", (OutColumn("richiesta", Kind.WHOLE), OutColumn("dove"), OutColumn("chi chiamare")),
        connection.execute(where.where(claim.c.person_id == person_id).order_by(claim_place.c.claim_id)),
    )
    yield OutTable(
        "accessi", (OutColumn("quando", Kind.INSTANT), OutColumn("chi"), OutColumn("che cosa"), OutColumn("perché")),
        ((one.at, who_looked(one.by, one.member, "it"), LOOKED[one.what][0], one.motive)
         for one in accesses_of(connection, person_id)),
    )  # fmt: skip


def as_csv(table: OutTable) -> bytes:
    """The table as it is written for spreadsheets everywhere: semicolons, UTF-8 with its mark."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.title for column in table.columns])
    for row in table.rows:
        writer.writerow([csv_cell(column.kind, value) for column, value in zip(table.columns, row, strict=True)])
    return stream.getvalue().encode("utf-8-sig")


# ---------------------------------------------------------------- every row


def raw_rows(connection: Connection, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that names the person or one of their requests, as it is kept; no empty table.

    Tables that come later are in it by themselves, as long as they name the person or the request.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    numbers = _numbers_of(person_id)
    for table in metadata.sorted_tables:
        wanted = [column == person_id for column in table.columns if column.references(person.c.id)]
        wanted += [table.c[name].in_(theirs) for name, theirs in numbers.items() if not wanted and name in table.c]
        if "owner_id" in table.c:
            wanted.append(table.c.owner_id == person_id)
        if not wanted or table.name in _LEFT_OUT:
            continue
        names = _told(table)
        query = select(*[table.c[name] for name in names]).where(or_(*wanted)).order_by(*table.primary_key.columns)
        rows = [
            {name: _plain_value(value) for name, value in zip(names, row, strict=True)}
            for row in connection.execute(query)
        ]
        if table is mandate_account:
            who = read_identities(connection, [person_id]).get(person_id)
            rows = [row for row in rows if not row["holder"] or (who and is_name_of(who, row["holder"]))]
        if rows:
            found[table.name] = rows
    return found


def _numbers_of(person_id: int) -> dict[str, Select[Any]]:
    """The numbers under which other tables speak of the person, by the name of the column that holds them."""
    mandates = select(mandate.c.mandate_id).where(mandate.c.person_id == person_id)
    return {
        "claim_id": select(claim.c.claim_id).where(claim.c.person_id == person_id),
        "due_id": select(due.c.due_id).where(due.c.person_id == person_id),
        "receipt_id": select(receipt.c.receipt_id).where(receipt.c.payer_person_id == person_id),
        "mandate_id": mandates,
        "debit_id": select(debit.c.debit_id).where(debit.c.mandate_id.in_(mandates)),
        "enrolment_id": select(enrolment.c.enrolment_id).where(enrolment.c.person_id == person_id),
    }


def _told(table: Table) -> list[str]:
    """The columns that say something: inner numbers of people and of the chain stay in the house."""
    hidden = {"chain_id", "position", "number", "actor_id", "household_id", "leg", "owner_id", "firm_id"}
    return [
        column.name
        for column in table.columns
        if column.name not in hidden and not _is_bytes(column)
        and not column.references(person.c.id) and not column.references(household.c.id)
    ]


def _is_bytes(column: Column[Any]) -> bool:
    return column.type.python_type is bytes


def _plain_value(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value
