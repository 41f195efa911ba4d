"""The commands of who runs the archive: make it, bring it up to date, look whether all is well, copy and restore it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from mutua.cli_archive import explained, opened, unopened
from mutua.cli_base import language, print_json, print_paragraph, say

FIRST = 20  # how many differences are told one by one


def now() -> datetime:
    """The instant at which a command does its work."""
    return datetime.now(UTC)


# ---------------------------------------------------------------- making it, bringing it up to date


def init_archive(database: str | None, name: str) -> int:
    from mutua.services.new_archive import start_archive
    from mutua.store.ids import Ids

    with unopened(database) as archive:
        version = start_archive(archive, name, Ids())
        click.echo(
            say(f"Archivio pronto: {archive.name} (schema {version}).", f"Archive ready: {archive.name} ({version}).")
        )
    return 0


def upgrade_archive(database: str | None) -> int:
    from mutua.store.database import ArchiveProblem, schema_version
    from mutua.store.migrate import upgrade

    with unopened(database) as archive:
        if schema_version(archive) is None:
            raise ArchiveProblem("archive_empty", archive.name)
        before, after = upgrade(archive)
        if before == after:
            click.echo(say(f"L'archivio è già allo schema {after}.", f"The archive is at schema {after} already."))
        else:
            click.echo(
                say(
                    f"Archivio aggiornato dallo schema {before} allo schema {after}.",
                    f"Archive brought from schema {before} to schema {after}.",
                )
            )
    return 0


def print_version(database: str | None) -> int:
    from mutua.store.database import ArchiveProblem, schema_version
    from mutua.store.migrate import newest_version

    with unopened(database) as archive:
        found = schema_version(archive)
        if found is None:
            raise ArchiveProblem("archive_empty", archive.name)
        newest = newest_version()
        click.echo(
            say(
                f"Schema dell'archivio: {found}; di questo programma: {newest}.",
                f"Schema of the archive: {found}; of this program: {newest}.",
            )
        )
    return 0


# ---------------------------------------------------------------- is all well?


def verify_archive(database: str | None, heads_file: Path | None) -> int:
    """Silent and 0 when all is well; otherwise one sentence for each finding, and 1."""
    from mutua.boot import vault_of
    from mutua.services.heads import expect_same_archive, read_heads
    from mutua.services.verify_archive import verify
    from mutua.wording.archive import finding_sentence

    noted = None
    if heads_file is not None:
        with explained():
            noted = read_heads(heads_file)
    with opened(database) as archive:
        if noted is not None:
            expect_same_archive(archive, noted, str(heads_file))
        vault = vault_of(archive.file)
        found = verify(archive, noted.ends if noted else (), vault.folder if vault else None)
    for one in found:
        print_paragraph(finding_sentence(one.code, one.place, one.found, language()))
    return 1 if found else 0


def expect_new(target: Path) -> None:
    """Refuses, as an `ArchiveProblem`, to write where there is something already."""
    from mutua.store.database import ArchiveProblem

    if target.exists():
        raise ArchiveProblem("file_exists", str(target))


def write_heads(database: str | None, target: Path) -> int:
    from mutua.services.backup import in_one_go
    from mutua.services.heads import encode_heads, note_heads

    with opened(database) as archive:
        expect_new(target)
        noted = note_heads(archive, now())
        with in_one_go(target) as part:
            part.write_bytes(encode_heads(noted))
    click.echo(
        say(
            f"Annotati i sigilli di {len(noted.ends)} catene in {target}: conservate il file fuori dall'archivio.",
            f"The seals of {len(noted.ends)} chains are noted in {target}: keep the file outside the archive.",
        )
    )
    return 0


def replay_decisions(database: str | None, *, as_json: bool) -> int:
    """Every decision again; 1 if any comes out otherwise."""
    from mutua.cli_progress import progress
    from mutua.services.replay import replay

    with opened(database) as archive, progress(say("Decisioni rifatte", "Decisions replayed")) as told:
        result = replay(archive, told)
    different = {(one.claim_id, one.sequence) for one in result.different}
    if as_json:
        print_json({"decisions": result.decisions, "different": len(different), "erased": result.erased,
                    "overridden": result.overridden})  # fmt: skip
        return 1 if different else 0
    click.echo(
        say(
            f"Decisioni rifatte: {result.decisions}; diverse: {len(different)}; con i fatti cancellati: "
            f"{result.erased}.",
            f"Decisions replayed: {result.decisions}; different: {len(different)}; with facts erased: {result.erased}.",
        )
    )
    if result.overridden:
        click.echo(
            say(f"Fra queste, decise dall'ufficio in eccezione alle regole: {result.overridden}.",
                f"Among these, exceptions that the office decided: {result.overridden}.")
        )  # fmt: skip
    print_differences(result.different)
    return 1 if different else 0


def print_differences(differences: Sequence[tuple[int, int, str, str, str]]) -> None:
    """The first differences, one a line: request, decision, what, as recorded and as found.

    Of a record that cannot be read only the kind of fault is told: what was found there may say of somebody's health.
    """
    for claim_id, sequence, what, recorded, found in differences[:FIRST]:
        found = found.partition(":")[0] if what == "record" else found
        click.echo(
            say(
                f"  domanda {claim_id}, decisione {sequence}, {what}: registrato «{recorded}», rifatto «{found}»",
                f"  request {claim_id}, decision {sequence}, {what}: recorded “{recorded}”, found “{found}”",
            )
        )
    if len(differences) > FIRST:
        rest = len(differences) - FIRST
        click.echo(say(f"  … e altre {rest} differenze", f"  … and {rest} more differences"))


def print_digest(database: str | None) -> int:
    from mutua.services.digest import digest

    with opened(database) as archive:
        click.echo(digest(archive))
    return 0


# ---------------------------------------------------------------- copies


def make_backup(database: str | None, target: Path) -> int:
    from mutua.boot import vault_of
    from mutua.services.backup import back_up, how_many_files

    with opened(database) as archive:
        vault = vault_of(archive.file)
        made = back_up(archive, target, now=now(), files=vault.folder if vault else None)
        files = how_many_files(archive)
    click.echo(
        say(
            f"Copia fatta: {target}. Impronta dell'archivio: {made.digest}.",
            f"Backup made: {target}. Digest of the archive: {made.digest}.",
        )
    )
    if files:
        print_paragraph(
            say(
                f"Contiene gli allegati ({files}), cifrati. La chiave principale non c'è: va conservata altrove, "
                "perché senza di essa nessuno li legge più.",
                f"It holds the attachments ({files}), encrypted. The master key is not in it: keep it elsewhere, since "
                "nobody can read them without it.",
            )
        )
    return 0


def restore_backup(database: str | None, source: Path) -> int:
    from mutua.boot import vault_of
    from mutua.domain.italian import ROME
    from mutua.services.restore import restore
    from mutua.wording.numbers import calendar_date

    with unopened(database) as archive:
        vault = vault_of(archive.file)
        manifest = restore(source, archive, vault.folder if vault else None)
        name = archive.name
    local = manifest.made_at.astimezone(ROME)
    day, hour = calendar_date(local.date(), language()), f"{local:%H:%M}"
    click.echo(
        say(
            f"Archivio ripristinato in {name}, com'era il {day} alle {hour}. Controllato: è tutto a posto.",
            f"Archive restored into {name}, as it was on {day} at {hour}, Italian time. Checked: all is well.",
        )
    )
    print_paragraph(
        say(
            "Chi è stato cancellato dopo quel giorno qui c'è di nuovo: va cancellato un'altra volta.",
            "Whoever was erased after that day is here again: they must be erased once more.",
        )
    )
    return 0


def export_ledger(database: str | None, target: Path) -> int:
    from mutua.services.backup import in_one_go
    from mutua.services.export_ledger import journal

    with opened(database) as archive:
        expect_new(target)
        with archive.snapshot() as connection, in_one_go(target) as part:
            part.write_text("".join(line + "\n" for line in journal(connection)), encoding="utf-8")
    click.echo(say(f"Libri scritti in {target}.", f"Books written to {target}."))
    return 0
