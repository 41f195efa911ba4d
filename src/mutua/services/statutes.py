"""The statute a society lives by: the one in its own folder of the rulesets, else what the law says for all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from mutua.rules.engine.calendar import shift
from mutua.rules.model import TimeRules
from mutua.rules.reading.problems import Problem
from mutua.rules.reading.reader_statute import STATUTE_FILE, load_statute
from mutua.rules.statute import Clock, Statute
from mutua.store.settings import read_setting

SOCIETY_FOLDER = "society_folder"


class StatuteMissing(Exception):
    """There is no statute that can be used: what is wrong with the file, or nothing where there is no file."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        super().__init__(str(path))
        self.path = path
        self.problems = problems


def statute_path(rulesets: Path, society: str) -> Path:
    """The file of a society's statute, "" for no society: its own where there is one, else the one of the law."""
    if society and "/" not in society and not society.startswith("."):
        own = rulesets / society / STATUTE_FILE
        if own.is_file():
            return own
    return rulesets / STATUTE_FILE


def statute_of(connection: Connection, rulesets: Path) -> Statute:
    """The statute of the society of an archive. Refuses, as `StatuteMissing`, a file with mistakes or none at all."""
    return statute_at(statute_path(rulesets, read_setting(connection, SOCIETY_FOLDER)))


def statute_at(path: Path) -> Statute:
    statute, problems = load_statute(path, path.as_posix())
    if statute is None:
        raise StatuteMissing(path, problems if path.is_file() else [])
    return statute


def last_day(clock: Clock, since: date) -> date:
    """The last day of a clock that runs from the day: the day itself is 0, the last one is included."""
    return shift(since, clock.within, 1, TimeRules())
