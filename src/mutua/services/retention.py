"""By which terms a society keeps what it knows of people: those of its own folder of the rulesets, else the law's."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from mutua.rules.reading.problems import Problem
from mutua.rules.reading.reader_retention import RETENTION_FILE, load_retention
from mutua.rules.retention import Retention
from mutua.services.statutes import SOCIETY_FOLDER
from mutua.store.settings import read_setting


class RetentionMissing(Exception):
    """There are no terms that can be used: what is wrong with the file, or nothing where there is no file."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        super().__init__(str(path))
        self.path = path
        self.problems = problems


def retention_of(connection: Connection, rulesets: Path) -> Retention:
    """The terms of the archive's society. Refuses, as `RetentionMissing`, a file with mistakes or none at all."""
    society = read_setting(connection, SOCIETY_FOLDER)
    own = rulesets / society / RETENTION_FILE
    plain = society and "/" not in society and not society.startswith(".")
    path = own if plain and own.is_file() else rulesets / RETENTION_FILE
    found, problems = load_retention(path, path.as_posix())
    if found is None:
        raise RetentionMissing(path, problems if path.is_file() else [])
    return found
