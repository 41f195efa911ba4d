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
    from mutua.wording.year import finding_sentence, finding_title

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
                click.echo(say(f"  … e altri {count - at}", f"  … and {count - at} more"))
                break
            sheet, row = file.grid.place(one.row)
            place = f"{say('riga', 'row')} {row}" + (f" ({sheet})" if sheet else "")
            euros = f" {written_money(one.cents)} €" if one.cents else ""
            click.echo(f"  {one.name or '—'}{euros}: {finding_sentence(kind.value, one.values, language())} — {place}")
    _print_not_looked_at(year)


def _print_not_looked_at(year: Year) -> None:
    """What the findings do not say, so that nobody takes silence for order."""
    limits = year.limits
    if not year.members_known:
        click.echo(say("L'archivio è vuoto: importare i soci per vedere iscrizioni, uscite e massimali.",
                       "The archive is empty: import the members to see joining, leaving, ceilings."))  # fmt: skip
    if year.seen.by_expense:
        click.echo(say("La lista non dice quanto fu rimborsato: gli euro sono quelli spesi.",
                       "The list does not say what was refunded: the euros are those spent."))  # fmt: skip
    if year.by_name:
        click.echo(say(f"{year.by_name} pagamenti sono attribuiti dal solo nome: controllarli.",
                       f"{year.by_name} payments are attributed by name alone: check them."))  # fmt: skip
    for word, taken in limits.words.items():
        click.echo(say(f"«{word}» è stata letta come {taken}.", f"«{word}» was taken for {taken}."))
    if limits.unknown_words:
        words = ", ".join(f"{word} ({count})" for word, count in limits.unknown_words.most_common(10))
        click.echo(say(f"Prestazioni che il piano non ha con questo nome, non guardate: {words}",
                       f"Benefits that the plan does not call so, not looked at: {words}"))  # fmt: skip
    if limits.not_whole:
        words = ", ".join(f"{code} ({count})" for code, count in limits.not_whole.most_common(10))
        click.echo(say(f"Massimali guardati solo in parte, per dati che mancano: {words}",
                       f"Ceilings looked at only in part, for want of facts: {words}"))  # fmt: skip
    if year.members_known and not limits.looked_at:
        click.echo(say("Massimali e carenze non sono stati guardati: indicare il piano con --plan società/piano.",
                       "Ceilings and waits were not looked at: name the plan with --plan society/plan."))  # fmt: skip
