"""The list of requests at the terminal: a table that fits, a page at a time, or the same for a program."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import language, print_json, print_paragraph, say
from mutua.cli_decide import refused

if TYPE_CHECKING:
    from mutua.services.list_claims import Listed, Page
    from mutua.store.database import Archive

WITH_BENEFITS = 110  # columns of a terminal that has room for everything


def print_claims(
    database: str | None, member: str, state: str, since: date | None, until: date | None, page: int, *, as_json: bool
) -> int:
    """A page of the requests that are wanted."""
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.services.decide_claim import Refusal
    from mutua.services.list_claims import Wanted, list_claims

    with opened(database) as archive:
        today = day_in_rome(datetime.now(UTC))
        if member:
            look_at_requests(archive, member)
        found = list_claims(archive, Wanted(member, state, since, until), page, today=today)
    if isinstance(found, Refusal):
        raise refused(found)
    if as_json:
        print_json(for_a_program(found))
    elif found.claims:
        print_table(found)
    else:
        click.echo(nothing_there(found, bool(member or state or since or until)))
    return 0


def look_at_requests(archive: Archive, member: str) -> None:
    """Writes down that somebody looks at all requests of a person, before they are shown."""
    from mutua.domain.kinds import Looked
    from mutua.services.accesses import look_at
    from mutua.services.list_claims import person_ids
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids

    with archive.reader.begin() as connection:
        wanted = person_ids(connection, member)
    if wanted:
        look_at(archive, wanted, Looked.REQUESTS, actor_id=the_program(archive, Ids()), now=datetime.now(UTC))


def for_a_program(page: Page) -> dict[str, object]:
    """The page as JSON: amounts in cents, days written 2026-01-31."""
    claims = [
        {
            "claim": one.claim_id, "reference": one.reference, "card_number": one.card_number, "surname": one.surname,
            "given_name": one.given_name, "received_on": one.received_on.isoformat(), "benefits": list(one.benefits),
            "states": list(one.states), "asked_cents": one.asked_cents, "granted_cents": one.granted_cents,
            "owed_cents": one.owed_cents,
        }
        for one in page.claims
    ]  # fmt: skip
    return {"total": page.total, "page": page.number, "pages": page.pages, "claims": claims}


def nothing_there(page: Page, asked: bool) -> str:
    """Why the list is empty: nothing at all, nothing like that, or a page too far."""
    if page.pages == 1:
        return say("C'è una pagina sola.", "There is one page only.")
    if page.total:
        return say(
            f"Le pagine sono {page.pages}: la {page.number} non c'è.",
            f"There are {page.pages} pages: no page {page.number}.",
        )
    if asked:
        return say("Nessuna domanda così.", "There are no such requests.")
    return say(
        "Nell'archivio non ci sono ancora domande. Per portarle da un elenco: mutua import claims.",
        "There are no requests in the archive yet. To bring them from a list: mutua import claims.",
    )


def print_table(page: Page) -> None:
    """The table: number, the office's own, day, whose, how far, euro; benefits and amounts where there is room."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from mutua.domain.italian import written_day
    from mutua.wording.claim_states import states_in_words
    from mutua.wording.numbers import amount, whole

    console = Console(highlight=False)
    wide = console.width >= WITH_BENEFITS
    lang = language()
    named = any(one.reference for one in page.claims)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(say("domanda", "request"), justify="right", no_wrap=True)
    if named:
        table.add_column(say("pratica", "file"), overflow="fold")
    table.add_column(say("arrivata", "received"), no_wrap=True)
    table.add_column(say("di", "of"), overflow="fold")
    if wide:
        table.add_column(say("prestazioni", "benefits"), overflow="fold")
    table.add_column(say("stato", "state"), overflow="fold")
    for title in [*([say("chiesti", "asked"), say("riconosciuti", "granted")] if wide else []),
                  say("da pagare", "to pay")]:  # fmt: skip
        table.add_column(title, justify="right", no_wrap=True)

    def euro(cents: int | None) -> str:
        return amount(cents, lang) if cents else ""

    def row(one: Listed) -> list[str]:
        cells = [str(one.claim_id), *([one.reference] if named else []), written_day(one.received_on)]
        cells.append(f"{one.surname} {one.given_name}".strip())
        cells += [", ".join(one.benefits)] if wide else []
        cells.append(states_in_words(one.states, lang))
        return [*cells, *([euro(one.asked_cents), euro(one.granted_cents)] if wide else []), euro(one.owed_cents)]

    for one in page.claims:
        table.add_row(*row(one))
    console.print(table)
    count = whole(page.total, lang)
    if page.pages > 1:
        print_paragraph(
            say(f"Pagina {page.number} di {page.pages}; domande: {count}.",
                f"Page {page.number} of {page.pages}; requests: {count}.")
            + (say(f" La prossima: --page {page.number + 1}.", f" The next one: --page {page.number + 1}.")
               if page.number < page.pages else "")
        )  # fmt: skip
    else:
        click.echo(say(f"Domande: {count}.", f"Requests: {count}."))
