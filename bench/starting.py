"""P10: how long the command line takes to say its help, beside the two libraries that it cannot do without."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from bench.measuring import Ratio, Tick, of_pairs

BARE = (sys.executable, "-c", "import click, rich")
HELP = (str(Path(sys.executable).parent / "mutua"), "--help")


def start(rounds: int, tick: Tick) -> Ratio:
    """Whole processes, in turn; the processor's time of each, its own and the system's for it."""
    pairs = []
    for number in range(rounds + 1):
        pair = (_seconds(BARE), _seconds(HELP)) if number % 2 else (_seconds(HELP), _seconds(BARE))[::-1]
        if number:
            pairs.append(pair)
        tick()
    return of_pairs(pairs)


def _seconds(command: tuple[str, ...]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
