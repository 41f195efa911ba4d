"""A member, the members' book and the statute at the terminal: tables that fit, sentences with their articles."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, print_paragraph, say
from mutua.cli_claim_life import desktop
from mutua.cli_decide import refused
from mutua.cli_member_life import the_statute

if TYPE_CHECKING:
    from rich.table import Table

    from mutua.rules.statute import Statute
    from mutua.services.members_book import Shown, Totals
    from mutua.services.show_member import MemberShown
    from mutua.store.members import ResolutionTold

WIDE = 110  # columns of a terminal that has room for everything


def _day(day: date | None) -> str:
    from mutua.domain.italian import written_day

    return "" if day is None else written_day(day)


def _today() -> date:
    from mutua.rules.engine.calendar import day_in_rome

    return day_in_rome(datetime.now(UTC))


def _table(*titles: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for title in titles:
        table.add_column(title, overflow="fold")
    return table


def resolution_in_words(by: ResolutionTold | None) -> str:
    """«consiglio 3/2026 del 01/02/2026»"""
    from mutua.wording.member_life import BODIES, told

    if by is None:
        return ""
    return f"{told(BODIES[by.body], language())} {by.reference} {say('del', 'of')} {_day(by.decided_on)}"


# ---------------------------------------------------------------- one member


def print_member(database: str | None, number: str, on: date | None) -> int:
    """Where a person stands, and everything that happened."""
    from mutua.services.decide_claim import Refusal
    from mutua.services.member_desk import person_numbered
    from mutua.services.show_member import show_member

    day = on or _today()
    with opened(database) as archive, archive.reader.begin() as connection:
        person_id = person_numbered(connection, number)
        if isinstance(person_id, Refusal):
            raise refused(person_id)
        shown = show_member(connection, the_statute(connection), person_id, day)
    print_paragraph(standing_in_words(shown, number, day))
    _print_life(shown)
    _print_places(shown)
    return 0


def standing_in_words(shown: MemberShown, number: str, day: date) -> str:
    """«Rossi Anna (N1-0), il 01/03/2026: socio ordinario dal 01/02/2026, n. 1, con voto.»"""
    from mutua.wording.member_life import KINDS, STATES, told

    lang, standing = language(), shown.standing
    name = f"{shown.who.surname} {shown.who.given_name}".strip() or say("(cancellato)", "(erased)")
    parts = [told(STATES[standing.state], lang)]
    if standing.kind is not None and standing.is_member:
        parts[0] += f", {told(KINDS[standing.kind], lang)}"
    if standing.since is not None:
        parts[0] += f" {say('dal', 'since')} {_day(standing.since)}"
    if shown.member_number is not None:
        parts.append(say(f"socio n. {shown.member_number}", f"member no. {shown.member_number}"))
    if shown.beneficiary:
        parts.append(say("assistito nel nucleo di un socio, senza voto",
                         "beneficiary in a member's household, without a vote"))  # fmt: skip
    elif standing.is_member:
        parts.append(say("con voto", "with a vote") if shown.vote else say("senza voto", "without a vote"))
    if shown.died_on is not None:
        parts.append(say(f"morte il {_day(shown.died_on)}", f"died on {_day(shown.died_on)}"))
    return f"{name} ({number}), {say('il', 'on')} {_day(day)}: {'; '.join(parts)}."


def _print_life(shown: MemberShown) -> None:
    from rich.console import Console

    from mutua.wording.member_life import EVENTS, KINDS, REASONS, told

    if not shown.happened:
        return
    lang = language()
    table = _table(
        say("evento", "event"), say("il", "on"), say("con effetto", "effective"), say("delibera", "resolution"),
        say("termine", "last day"), say("motivo", "reason"),
    )  # fmt: skip
    for one in shown.happened:
        kind = f" ({told(KINDS[one.kind], lang)})" if one.kind is not None else ""
        reason = told(REASONS[one.reason], lang) if one.reason else ""
        why = ": ".join(part for part in (reason, one.motive) if part)
        table.add_row(
            f"{told(EVENTS[one.event], lang)}{kind}", _day(one.happened_on), _day(one.effective_on),
            resolution_in_words(one.resolution), _day(one.due_on), why,
        )  # fmt: skip
    Console(highlight=False).print(table)


def _print_places(shown: MemberShown) -> None:
    from rich.console import Console

    table = _table(
        say("nucleo", "household"), say("parentela", "kinship"), say("a carico", "dependent"),
        say("convive", "cohabits"), say("dal", "from"), say("al", "to"),
    )  # fmt: skip
    yes, no = say("sì", "yes"), say("no", "no")
    for one in shown.places:
        living = "" if one.cohabiting is None else yes if one.cohabiting else no
        table.add_row(
            one.code, one.kinship, yes if one.fiscally_dependent else no, living, _day(one.effective_from),
            _day(one.ends_on),
        )  # fmt: skip
    Console(highlight=False).print(table)


# ---------------------------------------------------------------- the book


def print_book(database: str | None, on: date | None, csv: Path | None, xlsx: Path | None) -> int:
    """The book on the screen, or in a file for a spreadsheet."""
    from rich.console import Console

    from mutua.services.book_table import leave_trace
    from mutua.services.members_book import members_book
    from mutua.store.unit_of_work import unit_of_work

    day = on or _today()
    with opened(database) as archive:
        with archive.reader.begin() as connection:
            shown, totals = members_book(connection, the_statute(connection), day)
        if csv is not None or xlsx is not None:
            at = desktop(archive)
            unit_of_work(archive, [], lambda unit: leave_trace(unit, day), actor_id=at.actor_id, now=at.now)
            return _write_book(shown, csv, xlsx)
    console = Console(highlight=False)
    print_paragraph(say(f"Libro soci al {_day(day)}.", f"Members' book as of {_day(day)}."))
    pages: dict[int, list[Shown]] = {}
    for one in shown:
        pages.setdefault(one.page, []).append(one)
    for page, lines in pages.items():
        click.echo(say(f"Pagina {page}", f"Page {page}"))
        console.print(_page(lines, wide=console.width >= WIDE))
    print_paragraph(totals_in_words(totals))
    return 0


def _page(lines: list[Shown], *, wide: bool) -> Table:
    from mutua.wording.member_life import EVENTS, KINDS, REASONS, told

    lang = language()
    titles = [say("riga", "line"), say("n.", "no."), say("socio", "member"), say("evento", "event"), say("dal", "from")]
    titles += [say("nascita", "born"), say("motivo", "reason")] if wide else []
    titles += [say("categoria", "kind"), say("voto", "vote")] if wide else []
    table = _table(*titles, say("delibera", "resolution"))
    for one in lines:
        kind = told(KINDS[one.kind], lang) if one.kind is not None else ""
        row = [str(one.told.line), str(one.told.member_number), f"{one.who.surname} {one.who.given_name}".strip()]
        row += [told(EVENTS[one.told.event], lang), _day(one.told.effective_on)]
        if wide:
            reason = told(REASONS[one.told.reason], lang) if one.told.reason else ""
            row += [_day(one.who.born_on), reason, kind, say("sì", "yes") if one.vote else say("no", "no")]
        table.add_row(*row, resolution_in_words(one.told.resolution))
    return table


def totals_in_words(totals: Totals) -> str:
    """«Soci: 12 (ordinari 10, sostenitori 2); sospesi: 1; voti: 11.»"""
    from mutua.wording.member_life import KINDS, told

    lang = language()
    kinds = ", ".join(f"{told(KINDS[kind], lang)} {count}" for kind, count in totals.members.items() if count)
    count = sum(totals.members.values())
    told_kinds = f" ({kinds})" if kinds else ""
    return say(f"Soci: {count}{told_kinds}; sospesi: {totals.suspended}; voti: {totals.votes}.",
               f"Members: {count}{told_kinds}; suspended: {totals.suspended}; votes: {totals.votes}.")  # fmt: skip


def _write_book(shown: list[Shown], csv: Path | None, xlsx: Path | None) -> int:
    """The book as a table of the export, with the vote beside."""
    from mutua.services.book_table import book_table
    from mutua.services.table_writer import write_csv, write_workbook

    if csv is not None:
        click.echo(str(write_csv(csv.parent, book_table(shown, csv.name.removesuffix(".csv")))))
    if xlsx is not None:
        click.echo(str(write_workbook(xlsx, [book_table(shown)])))
    return 0


# ---------------------------------------------------------------- the statute


def print_statute(database: str | None, society: str | None) -> int:
    """What the statute says; with a folder, that society's from now on."""
    from mutua.boot import settings
    from mutua.services.statutes import SOCIETY_FOLDER, statute_path
    from mutua.store.settings import write_setting

    rulesets = settings().rulesets
    with opened(database) as archive:
        if society is not None:
            if statute_path(rulesets, society).parent.name != society:
                raise Stop(say(f"Nella cartella {society} dei regolamenti non c'è uno statuto.yaml.",
                               f"There is no statuto.yaml in the folder {society} of the rulesets."))  # fmt: skip
            with archive.writer.begin() as connection:
                write_setting(connection, SOCIETY_FOLDER, society)
        with archive.reader.begin() as connection:
            statute = the_statute(connection)
    for line in statute_in_words(statute):
        print_paragraph(line)
    return 0


def statute_in_words(statute: Statute) -> list[str]:
    """Every figure in a sentence, with its article."""
    from mutua.wording.statute import statute_sentences

    return statute_sentences(statute, language())
