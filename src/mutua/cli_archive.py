"""The archive at the terminal: which one is meant, how it is opened, one clear message when it cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mutua.cli_base import Stop, language, say

if TYPE_CHECKING:
    from mutua.store.database import Archive, ArchiveProblem

F = TypeVar("F", bound=Callable[..., Any])


class ArchiveStop(Stop):
    """The archive cannot be used as it is: one message, exit status 2, nothing changed."""

    exit_code = 2


def database_option(command: F) -> F:
    """`--database URL`, given to the command as `database`; None where nobody named one."""
    return click.option(
        "--database", metavar="URL",
        help="L'archivio: un file, o postgresql://…; altrimenti MUTUA_DATABASE_URL, altrimenti mutua.db.",
    )(command)  # fmt: skip


def address(database: str | None) -> str:
    """The archive that is meant: the one named by the option, else by the environment, else `mutua.db` here."""
    from mutua.boot import database_address

    if database is not None and not database.strip():
        raise click.UsageError(say("--database è vuoto: scriverlo.", "--database is empty: write it."))
    return database or database_address()


@contextmanager
def opened(database: str | None = None, *, unchanged: bool = True) -> Iterator[Archive]:
    """The archive, checked and open; what goes wrong with it becomes one message and exit status 2.

    `unchanged`: whatever goes wrong, nothing has been written (a command that commits more than once says False).
    """
    from mutua.store.database import open_archive
    from mutua.store.migrate import newest_version

    with explained():
        archive = open_archive(address(database), newest=newest_version())
    with archive, explained(archive, unchanged=unchanged):
        _tell_demo(archive)
        yield archive


def _tell_demo(archive: Archive) -> None:
    """At a demonstration, which day a command takes for today: not the one of its pages."""
    import sys
    from datetime import UTC, datetime

    from mutua.demo import TODAY
    from mutua.domain.italian import written_day
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.services.load_demo import is_demo

    if sys.stderr.isatty() and is_demo(archive):
        here, there = written_day(day_in_rome(datetime.now(UTC))), written_day(TODAY)
        click.echo(say(f"Dimostrazione: per i comandi oggi è il {here}; le pagine partono dal {there}.",
                       f"Demonstration: for commands today is {here}; its pages begin on {there}."),
                   err=True)  # fmt: skip


@contextmanager
def unopened(database: str | None = None) -> Iterator[Archive]:
    """The archive as it is, not looked at yet: for those who make one or bring an old one up to date."""
    from mutua.store.database import Archive

    with explained():
        archive = Archive(address(database))
    with archive, explained(archive):
        yield archive


@contextmanager
def explained(archive: Archive | None = None, *, unchanged: bool = True) -> Iterator[None]:
    """Turns what is wrong with the archive itself into a message. A mistake of the program goes on as it is."""
    from sqlalchemy.exc import DBAPIError, OperationalError

    from mutua.store.database import ArchiveProblem, explain_failure, known_failure

    try:
        yield
    except ArchiveProblem as problem:
        raise stop(problem, unchanged=unchanged) from None
    except DBAPIError as error:
        if archive is None:
            raise
        known = known_failure(error, archive)
        if known is None and isinstance(error, OperationalError):
            known = explain_failure(error, archive)  # the server went away
        if known is None:
            raise
        raise stop(ArchiveProblem(*known), unchanged=unchanged) from None


def stop(problem: ArchiveProblem, *, unchanged: bool = True) -> ArchiveStop:
    """The message of a problem, in the language asked for."""
    from mutua.wording.archive import UNCHANGED, problem_sentence

    lang = language()
    told = problem_sentence(problem.code, problem.found, lang)
    return ArchiveStop(f"{told} {UNCHANGED[lang == 'en']}" if unchanged else told)
