"""The rights of people over their data at the terminal: what was handed over, erased, or must still be kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, print_paragraph, say
from mutua.cli_claim_life import agreed, desktop
from mutua.cli_decide import refused
from mutua.domain.italian import written_day, written_instant

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from mutua.rules.retention import Retention
    from mutua.services.erase_person import Erased, NotYet
    from mutua.services.erasure_terms import Bound
    from mutua.store.database import Archive


def the_person(archive: Archive, number: str) -> int:
    """The person who has the number. Stops where there is none."""
    from mutua.services.decide_claim import Refusal
    from mutua.services.member_desk import person_numbered

    with archive.reader.begin() as connection:
        found = person_numbered(connection, number)
    if isinstance(found, Refusal):
        raise refused(found)
    return found


def the_retention(connection: Connection) -> Retention:
    """The terms by which this society keeps data; their mistakes one by one where they have some."""
    from mutua.boot import settings
    from mutua.rules.reading.problems import sentence
    from mutua.services.retention import RetentionMissing, retention_of

    try:
        return retention_of(connection, settings().rulesets)
    except RetentionMissing as missing:
        told = [sentence(one, language()) for one in missing.problems]
        raise Stop("\n".join(told or [say(f"Manca {missing.path}.", f"There is no {missing.path}.")])) from None


def export_data(database: str | None, number: str, target: Path) -> int:
    from mutua.boot import vault_of
    from mutua.services.export_person import export_person
    from mutua.store.settings import SOCIETY_NAME, read_setting

    with opened(database) as archive:
        person_id = the_person(archive, number)
        with archive.reader.begin() as connection:
            society = read_setting(connection, SOCIETY_NAME)
        try:
            done = export_person(desktop(archive), vault_of(archive.file), person_id, target, society=society)
        except FileExistsError:
            raise Stop(say(f"{target} c'è già: dire un altro nome.", f"{target} is there: say another name.")) from None
    click.echo(say(f"{target}: {done.files} file, di cui {done.attachments} allegati.",
                   f"{target}: {done.files} files, {done.attachments} of them attachments."))  # fmt: skip
    if done.missing:
        click.echo(say(f"Allegati che non si sono potuti leggere: {done.missing}.",
                       f"Attachments that could not be read: {done.missing}."), err=True)  # fmt: skip
        return 1
    return 0


def print_terms(database: str | None, number: str) -> int:
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.services.erasure_terms import terms_of, why_bound
    from mutua.wording.archive import refusal_sentence

    with opened(database) as archive:
        person_id, today = the_person(archive, number), day_in_rome(desktop(archive).now)
        with archive.reader.begin() as connection:
            terms = terms_of(connection, person_id, the_retention(connection), today)
            bound = why_bound(connection, person_id, today)
    if bound is not None:
        print_paragraph(refusal_sentence(bound.code, bound.found, language()))
    for one in terms.bounds:
        print_paragraph(say(
            f"{one.title}: dal {written_day(one.happened_on)} fino al {written_day(one.until)} ({_source(one)}).",
            f"{one.title}: from {written_day(one.happened_on)} until {written_day(one.until)} ({_source(one)}).",
        ))  # fmt: skip
    if not terms.bounds and bound is None:
        click.echo(say("Nessun termine impone di conservarne i dati.", "No term makes one keep the data."))
    return 0


def erase_data(database: str | None, number: str, motive: str, *, yes: bool) -> int:
    """Asks, erases, says what went; 1 where it is not possible yet, with the day from which it will be."""
    from mutua.boot import vault_of
    from mutua.services.decide_claim import Refusal
    from mutua.services.erase_person import NotYet, erase_person

    with opened(database, unchanged=False) as archive:
        person_id = the_person(archive, number)
        with archive.reader.begin() as connection:
            retention = the_retention(connection)
        if not (yes or agreed(say(f"Cancellare {number} per sempre?", f"Erase {number} for good?"))):
            return 1
        vault = vault_of(archive.file)
        done = erase_person(desktop(archive), person_id, retention=retention, motive=motive,
                            files=None if vault is None else vault.folder)  # fmt: skip
    if isinstance(done, Refusal):
        raise refused(done)
    if isinstance(done, NotYet):
        raise Stop(_not_yet(done))
    _print_erased(done)
    return 0


def _source(one: Bound) -> str:
    from mutua.wording.rights import source_told

    return source_told(one.source, language())


def _not_yet(answer: NotYet) -> str:
    bound, day = answer.bound, written_day(answer.possible_from)
    return say(
        f"Non si può ancora: si potrà dal {day}. {bound.title.capitalize()}: dal {written_day(bound.happened_on)} "
        f"fino al {written_day(bound.until)} ({_source(bound)}).",
        f"Not yet: it will be possible from {day}. {bound.title.capitalize()}: from {written_day(bound.happened_on)} "
        f"until {written_day(bound.until)} ({_source(bound)}).",
    )


def _print_erased(done: Erased) -> None:
    print_paragraph(say(
        f"Cancellato: identità, fatti di {done.decisions} decisioni, {done.files} allegati. Importi e conti restano, "
        "senza nome. Annotarlo fuori dall'archivio: mutua rights erased FILE.",
        f"Erased: the identity, the facts of {done.decisions} decisions, {done.files} attachments. Amounts and books "
        "stay, without a name. Note it outside the archive: mutua rights erased FILE.",
    ))  # fmt: skip
    if done.left_in:
        print_paragraph(say(
            "Un nome o un numero suo resta dove qualcuno lo scrisse a mano, in ciò che non si cambia: "
            f"{', '.join(done.left_in)}.",
            f"A name or number of theirs stays where somebody wrote it by hand, in what is never changed: "
            f"{', '.join(done.left_in)}.",
        ))  # fmt: skip
    _print_wiped(done.wiped)


def _print_wiped(wiped: bool) -> None:
    if not wiped:
        print_paragraph(say(
            "Qualcuno sta leggendo l'archivio: nei suoi file possono restare tracce, fino a mutua rights clean.",
            "Somebody is reading the archive: traces may stay in its files, until mutua rights clean.",
        ))  # fmt: skip


def clean_archive(database: str | None) -> int:
    from mutua.services.erase_person import wipe

    with opened(database) as archive:
        wiped = wipe(desktop(archive))
    _print_wiped(wiped)
    return 0 if wiped else 1


def list_erased(database: str | None, target: Path) -> int:
    from mutua.services.erase_person import write_erasures

    with opened(database) as archive, archive.reader.begin() as connection:
        count = write_erasures(connection, target)
    click.echo(say(f"{target}: cancellati {count}.", f"{target}: erased {count}."))
    return 0


def erase_listed(database: str | None, source: Path) -> int:
    from mutua.boot import vault_of
    from mutua.services.erase_person import erase_again, read_erasures

    try:
        listed = read_erasures(source)
    except ValueError:
        raise Stop(say(f"{source} non è un elenco fatto da mutua rights erased.",
                       f"{source} is no list made by mutua rights erased.")) from None  # fmt: skip
    with opened(database, unchanged=False) as archive:
        vault = vault_of(archive.file)
        count, unknown = erase_again(desktop(archive), listed, files=None if vault is None else vault.folder)
    click.echo(say(f"Cancellati di nuovo: {count}; già cancellati: {len(listed) - count - len(unknown)}.",
                   f"Erased again: {count}; erased already: {len(listed) - count - len(unknown)}."))  # fmt: skip
    if unknown:
        click.echo(say(f"Nell'archivio non ci sono: {len(unknown)}.", f"Not in the archive: {len(unknown)}."))
    return 0


def print_accesses(database: str | None, number: str) -> int:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from mutua.services.accesses import accesses_of
    from mutua.wording.rights import LOOKED, who_looked

    with opened(database) as archive:
        person_id = the_person(archive, number)
        with archive.reader.begin() as connection:
            found = accesses_of(connection, person_id)
    if not found:
        click.echo(say("Nessuno ha guardato il fascicolo.", "Nobody looked at the file."))
        return 0
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for title in (say("quando", "when"), say("chi", "who"), say("che cosa", "what"), say("perché", "why")):
        table.add_column(title, overflow="fold")
    for one in found:
        by = who_looked(one.by, one.member, language())
        table.add_row(written_instant(one.at), by, LOOKED[one.what][language() == "en"], one.motive)
    Console(highlight=False).print(table)
    return 0


def forget(database: str | None) -> int:
    from mutua.services.accesses import forget_accesses

    with opened(database) as archive:
        with archive.reader.begin() as connection:
            retention = the_retention(connection)
        count = forget_accesses(desktop(archive), retention)
    click.echo(say(f"Accessi tolti: {count}.", f"Accesses taken away: {count}."))
    return 0
