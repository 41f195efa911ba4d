"""Tries a file that nobody vouches for in a process of its own, which can take little with it, before it is read here.

That process has a few seconds, little memory, and may write nothing; all it tells is whether it came to an end. What
it read is thrown away: a file that came through it is read again where its rows are wanted, and costs no more there.
"""

from __future__ import annotations

import os
import subprocess
import sys
from enum import StrEnum

from mutua.bank.statement_camt import looks_like_xml, read_camt
from mutua.intake.rough.grid import read_grid
from mutua.intake.tabular import read_table

MOST_SECONDS = 5  # of the processor
MOST_WAITED = 60  # seconds by the clock, on a machine that is busy otherwise
MOST_MEMORY = 256 * 1024 * 1024
_SMALL = 64 * 1024  # bytes; a text of this size harms nobody


class Reader(StrEnum):
    """What a file is to be read as."""

    TABLE = "table"
    STATEMENT = "statement"


def reads_safely(raw: bytes, reader: Reader) -> bool:
    """Whether reading the file comes to an end, with or without mistakes, within what it may take."""
    if len(raw) <= _SMALL and not raw.startswith(b"PK"):
        return True
    command = [sys.executable, "-P", "-m", "mutua.services.trial_reading", reader.value]
    try:
        done = subprocess.run(
            command, input=raw, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=MOST_WAITED, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _read(raw: bytes, reader: Reader) -> None:
    if reader is Reader.TABLE:
        read_table(raw)
    elif looks_like_xml(raw):
        read_camt(raw)
    else:
        read_grid(raw)


def _confine() -> None:
    """From here on this process may take little, write nothing and start nothing."""
    if os.name == "nt":  # it has no such limits; the time by the clock holds there too
        return
    import resource

    for what, most in (
        (resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_DATA, MOST_MEMORY), (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    _confine()
    _read(sys.stdin.buffer.read(), Reader(sys.argv[1]))
