"""Work that takes longer than anybody waits for a page: it goes on beside the pages, which say how far it is.

What it does is done piece by piece in the archive, so that a stopped machine loses nothing: looked at again, the rest
is done. Only how far it is, and what was looked at, is kept here.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy.exc import DBAPIError

from mutua.store.database import ArchiveProblem

LOG = logging.getLogger("mutua.work")
Told = Callable[[int, int], None]


STOPPED = "stopped"


class _NotWanted(Exception):
    """The work ends here: somebody stopped it."""


@dataclass
class Work:
    """One piece of work: of which kind, about what, who began it when, how far it is, what came of it.

    `over`: it does not run any more; then `result` is there, or it failed (`failed`: a code, "" where nobody knows).
    `stopping`: somebody does not want it any more: it ends where it next says how far it is, as `STOPPED`.
    """

    kind: str
    about: Any
    by: str
    began: datetime
    done: int = 0
    of: int = 0
    result: Any = None
    over: bool = False
    failed: str | None = None
    stopping: bool = False

    def told(self, done: int, of: int) -> None:
        self.done, self.of = done, of
        if self.stopping:
            raise _NotWanted

    @property
    def percent(self) -> int:
        return 100 * self.done // self.of if self.of else 0


@dataclass
class Works:
    """The work that runs, or was done last, by name: one at a time for each."""

    _named: dict[str, Work] = field(default_factory=dict)
    _threads: dict[str, threading.Thread] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, name: str) -> Work | None:
        return self._named.get(name)

    def begin(self, name: str, work: Work, do: Callable[[Told], Any]) -> bool:
        """Begins the work, unless some of that name runs already."""
        with self._lock:
            running = self._named.get(name)
            if running is not None and not running.over:
                return False
            self._named[name] = work
            self._threads[name] = threading.Thread(target=_run, args=(work, do), name=name, daemon=True)
            self._threads[name].start()
        return True

    def forget(self, name: str) -> None:
        """What was looked at is put away; work that runs is not stopped."""
        with self._lock:
            work = self._named.get(name)
            if work is not None and work.over:
                del self._named[name]

    def forget_before(self, start: str, moment: datetime) -> None:
        """Puts away the work over whose name begins so, where it began before the moment."""
        with self._lock:
            for name in [name for name in self._named if name.startswith(start)]:
                work = self._named[name]
                if work.over and work.began < moment:
                    del self._named[name]

    def wait(self, name: str, seconds: float) -> None:
        """Waits until the work is over, at most so long."""
        thread = self._threads.get(name)
        if thread is not None:
            thread.join(seconds)


class _Edge:
    """Where work ends that nobody waits for: a mistake of the program is told by its place, nothing of what it read."""

    def __enter__(self) -> None:
        return

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, place: TracebackType | None
    ) -> bool:  # fmt: skip
        if kind is None:
            return False
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place is not None else "?"
        LOG.error("work failed %s at %s", kind.__name__, where)
        return True


def _run(work: Work, do: Callable[[Told], Any]) -> None:
    with _Edge():
        _done(work, do)


def _done(work: Work, do: Callable[[Told], Any]) -> None:
    work.failed = ""
    try:
        work.result = do(work.told)
        work.failed = None
    except _NotWanted:
        work.failed = STOPPED
    except ArchiveProblem as problem:
        work.failed = problem.code
    except DBAPIError:
        work.failed = "busy"
    finally:
        work.over = True
