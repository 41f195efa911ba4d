"""How far a long piece of work is: a bar at a terminal, nothing in a file or for a program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Gives what is to be told how many are done, of how many."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def counting(told: Callable[[int, int], None], total: int) -> Callable[[int], None]:
    """Counts what is done, for a bar that wants to know how many of how many."""
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        told(done, total)

    return count
