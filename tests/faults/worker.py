"""The process that makes workers: it loads everything once, then forks a child for each job it is told of."""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from faults import erasing, jobs, paying, side_by_side
from faults.worlds import PLAN, book

JOBS = {**jobs.JOBS, **side_by_side.JOBS, **erasing.JOBS, **paying.JOBS}


def main() -> None:
    """Reads one order a line, answers each with one line, until nobody orders any more."""
    for line in sys.stdin:
        told = json.loads(line)
        answer = _forked(told) if told["do"] == "start" else _ended(told["pid"], told["seconds"])
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _loaded(args: Mapping[str, Any]) -> None:
    """Reads what every worker of a society would read, so that those forked from here begin with their work."""
    import psycopg  # noqa: F401  # loaded by the first connection otherwise

    if "rulesets" in args:
        book(args["rulesets"])[PLAN].facts_read  # noqa: B018  # kept once it was looked for


def _forked(told: Mapping[str, Any]) -> int:
    _loaded(told["args"])
    pid = os.fork()
    if pid:
        return pid
    out = Path(told["out"])
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    status = 1
    try:
        answer = JOBS[told["job"]](begun=Path(told["begun"]), **told["args"])
        out.write_text(json.dumps(answer), encoding="utf-8")
        status = 0
    except BaseException:
        out.with_suffix(".err").write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        os._exit(status)


def _ended(pid: int, seconds: float) -> int | None:
    last = time.monotonic() + seconds
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > last:
            return None
        time.sleep(0.001)


if __name__ == "__main__":
    main()
