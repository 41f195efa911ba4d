"""«Il vostro anno» at the terminal: euros by kind, then names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mutua.cli_base import language, say

if TYPE_CHECKING:
    from mutua.intake.rough.strict import RoughFile
    from mutua.services.year_findings import Year

MOST_SHOWN = 20


def print_year(file: RoughFile, year: Year) -> None:
    """The table of the year, the findings by name, and what could not be looked at."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table

    from mutua.domain.italian import written_money
    from mutua.services.sheet_report import year_rows
    from mutua.wording.year import finding_sentence, finding_title, not_looked_at_sentence

    table = Table(box=SIMPLE, title=say("Il vostro anno", "Your year"), title_justify="left")
    table.add_column("")
    table.add_column(say("quanti", "how many"), justify="right")
    table.add_column("euro", justify="right")
    for kind, count, cents in year_rows(year):
        if count:
            table.add_row(finding_title(kind.value, language()), str(count), written_money(cents) if cents else "")
    table.add_row(say("Pagamenti letti", "Payments read"), str(len(year.seen.payments)), written_money(year.paid_cents))
    table.add_row(say("Da guardare, ogni riga una volta", "To look at, each row once"), "",
                  written_money(year.cents_in_doubt))  # fmt: skip
    Console().print(table)
    shown = ""
    for kind, count, _ in year_rows(year):
        for at, one in enumerate(one for one in year.findings if one.kind is kind):
            if at == 0:
                shown = finding_title(kind.value, language())
                click.echo(shown)
            if at == MOST_SHOWN:
                left = count - at
                click.echo(say("  … e un altro" if left == 1 else f"  … e altri {left}", f"  … and {left} more"))
                break
            sheet, row = file.grid.place(one.row)
            place = f"{say('riga', 'row')} {row}" + (f" ({sheet})" if sheet else "")
            euros = f" {written_money(one.cents)} €" if one.cents else ""
            click.echo(f"  {one.name or '—'}{euros}: {finding_sentence(kind.value, one.values, language())} — {place}")
    for code, values in year.not_looked_at():
        click.echo(not_looked_at_sentence(code, values, language(), at_terminal=True))
