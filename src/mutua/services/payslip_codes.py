"""The pay-slip codes of a firm (its «voci paga»): under which its payroll takes in what is withheld, and its own share.

They are the firm's own way of calling things, like the titles of its columns, and are kept beside those.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.services.decide_claim import Refusal
from mutua.store.bulk import among, insert_rows
from mutua.store.database import Archive
from mutua.store.tables_firms import staff_mapping

_KEPT_AS = "payslip codes"  # no header of a list has such a mark
_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ./_-]{0,18}[A-Za-z0-9])?")


class PayslipCodes(NamedTuple):
    """The code of what is withheld from the worker, and of what the firm pays for them; "" where none was said."""

    worker: str = ""
    firm: str = ""


NO_CODES = PayslipCodes()


def faults_of(codes: PayslipCodes) -> list[str]:
    """Which of the codes cannot be one: more than twenty signs, or others than letters, figures, blanks and . / _ -"""
    return [name for name, code in codes._asdict().items() if code and not _CODE.fullmatch(code)]


def read_codes(connection: Connection, firm_ids: Iterable[int]) -> dict[int, PayslipCodes]:
    """The codes of these firms; who said none is left out."""
    c = staff_mapping.c
    query = select(c.firm_id, c.content).where(among(c.firm_id) & (c.signature == _KEPT_AS))
    rows = connection.execute(query, {"ids": sorted(set(firm_ids))})
    return {firm_id: PayslipCodes(**json.loads(content)) for firm_id, content in rows}


def keep_codes(archive: Archive, firm_ids: Iterable[int], codes: PayslipCodes) -> Refusal | None:
    """Keeps the codes for these firms, instead of those of before."""
    if faults_of(codes):
        return Refusal("payslip_code", ", ".join(faults_of(codes)))
    ids = sorted(set(firm_ids))
    c = staff_mapping.c
    with archive.writer.begin() as connection:
        connection.execute(staff_mapping.delete().where(among(c.firm_id) & (c.signature == _KEPT_AS)), {"ids": ids})
        if any(codes):
            insert_rows(connection, staff_mapping, [(id_, _KEPT_AS, json.dumps(codes._asdict())) for id_ in ids])
    return None
