"""A file that came by the pages is opened by a process of its own, with little time, little memory and no files.

Tables, sheets, statements and answers of the bank alike: nothing of them is read in the process of the pages, which
takes the values that come back (`apart_values`). A file that does harm, or takes too long, ends that process alone.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from threading import Thread, Timer
from typing import IO

from mutua.bank.statement_camt import looks_like_xml, read_camt
from mutua.bank.status_report import read_status_report
from mutua.intake.mistakes import Mistake
from mutua.intake.our_columns import has_our_columns, is_beyond_reading
from mutua.intake.rough.grid import read_grid
from mutua.intake.staff_table import read_staff_table
from mutua.intake.tabular import Table, read_table
from mutua.services.apart_values import MOST_TOLD, NOT_TOLD, FileRead, opened, told_of

# What a file may take: little where it is small, more only as it is bigger, up to a limit. A MiB takes at most 1.4 s of
# the processor (XLSX; XML 0.8, CSV 0.2) and 60 MiB of memory beyond 30: the widest list of 100,000 rows 6 s, 350 MiB.
SECONDS, SECONDS_EACH, MOST_SECONDS = 5, 4, 60  # of the processor; for each MiB more
MEMORY, MEMORY_EACH, MOST_MEMORY = 256, 32, 1024  # MiB; for each MiB more
WAITED = 12  # times as many seconds by the clock, on a machine that is busy otherwise
_MIB = 1024 * 1024
_BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); from mutua.services.apart import open_here; open_here(*sys.argv[2:])"
)
_ROOT = str(Path(__file__).parents[2])


class ReadAs(StrEnum):
    """What a file is said to hold, where it is not a society's own sheet (`sheet_desk.SheetKind`)."""

    STAFF = "staff"
    BANK = "bank"


def seconds_for(size: int) -> int:
    """How much of the processor a file of so many bytes may take."""
    return min(MOST_SECONDS, SECONDS + size * SECONDS_EACH // _MIB)


def memory_for(size: int) -> int:
    """How many bytes of memory it may take."""
    return min(MOST_MEMORY, MEMORY + size * MEMORY_EACH // _MIB) * _MIB


def read_apart(raw: bytes, kind: str, *, waited: float | None = None) -> bytes:
    """What the file holds, as bytes that may be kept; `opened` reads them. `kind`: what it is said to be a list of.

    One that cannot be opened within the limits is told as a mistake. `waited`: seconds by the clock, if not the usual.
    """
    command = [sys.executable, "-I", "-c", _BEGIN, _ROOT, kind, str(seconds_for(len(raw))), str(memory_for(len(raw)))]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=None if sys.platform == "win32" else {},
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    late = Timer(WAITED * seconds_for(len(raw)) if waited is None else waited, child.kill)
    giving = Thread(target=_give, args=(child.stdin, raw), daemon=True)
    late.start()
    giving.start()
    try:
        told = child.stdout.read(MOST_TOLD + 1)
    finally:
        late.cancel()
        child.kill()
        child.stdout.close()
        giving.join()
        child.wait()
    try:
        opened(told)
    except NOT_TOLD:
        digest = hashlib.sha256(raw).hexdigest()
        return told_of(FileRead(ours=Table(mistakes=[Mistake("file_too_hard")], digest=digest)))
    return told


def _give(place: IO[bytes], raw: bytes) -> None:
    try:
        with place:
            place.write(raw)
    except OSError:  # it ended before it had read everything
        return


# ---------------------------------------------------------------- in the process apart


def open_here(kind: str, seconds: str, memory: str) -> None:
    """Opens what comes in and tells what it holds; called in the process apart alone."""
    import encodings.cp437  # of the names in a workbook; nothing can be loaded once the limits are set
    import encodings.cp1252  # noqa: F401

    import mutua.intake.rough.rough_workbook
    import mutua.intake.workbook  # noqa: F401

    for small in ("\ufeffa;b\r\n1;2\r\n", '<?xml version="1.0" encoding="iso-8859-15"?><a>1</a>'):
        told_of(_read(small.encode(), kind))
    raw = sys.stdin.buffer.read()
    _limit(int(seconds), int(memory))
    sys.stdout.buffer.write(told_of(_read(raw, kind)))
    sys.stdout.buffer.flush()


def _limit(seconds: int, memory: int) -> None:
    """No more time and memory than these; no file, no connection, no process."""
    if sys.platform == "win32":
        return  # time alone is limited there, from outside
    import resource

    begun = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))  # before there was anything to read
    for what, most in (
        (resource.RLIMIT_CPU, begun + seconds), (resource.RLIMIT_AS, memory), (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NPROC, 0), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        _, ceiling = resource.getrlimit(what)
        wanted = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(what, (wanted, wanted))


def _read(raw: bytes, kind: str) -> FileRead:
    if kind == ReadAs.BANK:
        return from_bank(raw)
    if kind == "year":
        return FileRead(own=read_grid(raw))
    table = read_staff_table(raw) if kind == ReadAs.STAFF else read_table(raw)
    if kind not in ("members", "claims") or is_beyond_reading(table) or has_our_columns(table):
        return FileRead(ours=table)
    return FileRead(own=read_grid(raw))


def from_bank(raw: bytes) -> FileRead:
    """What a bank sent: its statements, in XML or as a table, or its answer to a file of ours."""
    digest = hashlib.sha256(raw).hexdigest()
    if not looks_like_xml(raw):
        return FileRead(own=read_grid(raw), digest=digest)
    found = read_camt(raw)
    if any(one.code in ("bank_xml_other_message", "bank_xml_namespace") for one in found.mistakes):
        answers = read_status_report(raw)
        if all(one.code != "bank_answer_namespace" for one in answers.mistakes):
            return FileRead(answers=answers, digest=digest)
    return FileRead(statement=found, digest=digest)
