"""The list of a whole payment run for a spreadsheet, with accounts masked."""

from __future__ import annotations

from mutua.domain.kinds import Looked
from mutua.services.accesses import look_at
from mutua.services.payment_advice import accounts_used
from mutua.services.run_whole import run_table
from mutua.services.show_payments import people_of_run
from mutua.services.table_writer import bytes_of, write_workbook
from mutua.web.pages import problem
from mutua.web.site import Answer, File, Visit

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def fetch(visit: Visit) -> Answer:
    """Whose requests are in it were looked at, which is noted before anything is shown."""
    archive, actor_id = visit.site.archive, visit.account.actor_id
    table = run_table(archive, actor_id, visit.subject, accounts_used(archive, visit.site.vault, visit.subject))
    if table is None:
        return problem(visit, "not_there")
    people = people_of_run(archive, visit.subject)
    look_at(archive, people, Looked.EXPORT, actor_id=actor_id, now=visit.now)
    content = bytes_of(lambda path: write_workbook(path, [table]), f"{table.name}.xlsx")
    return File(content, _XLSX, f"{table.name}.xlsx")
