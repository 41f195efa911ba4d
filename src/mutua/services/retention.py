"""Terms of keeping, notes of papers, the pact, agreements: of the society's own folder of rulesets, else the law's."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from mutua.rules.near import Affiliates
from mutua.rules.pact import Pact
from mutua.rules.paper_notes import PaperNote
from mutua.rules.reading.problems import Problem
from mutua.rules.reading.reader_near import NEAR_FILE, load_near
from mutua.rules.reading.reader_notes import FIRMS_TAX_FILE, NOTES_FILE, load_notes
from mutua.rules.reading.reader_pact import PACT_FILE, load_pact
from mutua.rules.reading.reader_retention import RETENTION_FILE, load_retention
from mutua.rules.retention import Retention
from mutua.services.statutes import SOCIETY_FOLDER
from mutua.store.settings import read_setting


class RetentionMissing(Exception):
    """The file cannot be used: what is wrong with it, or nothing where there is no file."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        super().__init__(str(path))
        self.path = path
        self.problems = problems


def retention_of(connection: Connection, rulesets: Path) -> Retention:
    """The terms of the archive's society. Refuses, as `RetentionMissing`, a file with mistakes or none at all."""
    path = own_or_law(connection, rulesets, RETENTION_FILE)
    found, problems = load_retention(path, path.as_posix())
    if found is None:
        raise RetentionMissing(path, problems if path.is_file() else [])
    return found


def notes_of(connection: Connection, rulesets: Path) -> tuple[PaperNote, ...]:
    """The notes of the yearly certificate; none where there is no file. Refuses one with mistakes, as above."""
    return _notes(own_or_law(connection, rulesets, NOTES_FILE))


def tax_notes_of(connection: Connection, rulesets: Path) -> tuple[PaperNote, ...]:
    """What the law says of contributions paid by firms, for those who think of paying some. As above."""
    return _notes(own_or_law(connection, rulesets, FIRMS_TAX_FILE))


def _notes(path: Path) -> tuple[PaperNote, ...]:
    if not path.is_file():
        return ()
    found, problems = load_notes(path, path.as_posix())
    if found is None:
        raise RetentionMissing(path, problems)
    return found


def pact_of(connection: Connection, rulesets: Path) -> Pact | None:
    """The pact of the archive's society; None where it has none. Refuses a file with mistakes, as above."""
    path = own_or_law(connection, rulesets, PACT_FILE)
    if not path.is_file():
        return None
    found, problems = load_pact(path, path.as_posix())
    if found is None:
        raise RetentionMissing(path, problems)
    return found


def affiliates_of(connection: Connection, rulesets: Path) -> Affiliates | None:
    """Who has an agreement with the archive's society; None where it keeps no list. As above."""
    path = own_or_law(connection, rulesets, NEAR_FILE)
    if not path.is_file():
        return None
    found, problems = load_near(path, path.as_posix())
    if found is None:
        raise RetentionMissing(path, problems)
    return found


def own_or_law(connection: Connection, rulesets: Path, file: str) -> Path:
    """The file in the folder of the archive's society where there is one, else the one beside the folders."""
    society = read_setting(connection, SOCIETY_FOLDER)
    own = rulesets / society / file
    plain = society and "/" not in society and not society.startswith(".")
    return own if plain and own.is_file() else rulesets / file
