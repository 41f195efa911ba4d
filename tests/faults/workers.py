"""Workers that may be killed: child processes forked, ready to work, from one that has loaded everything already.

The one that forks is not the test process, so that a kill never reaches the PostgreSQL server.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent
PATIENCE = 300.0  # seconds after which a worker is taken for lost


@dataclass
class Worker:
    """A child at work. Its answer, once it ended, is in `out`."""

    pid: int
    out: Path
    begun: Path  # exists once the work has begun

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def stop(self) -> None:
        os.kill(self.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def answer(self) -> Any:
        return json.loads(self.out.read_text(encoding="utf-8"))

    def complaint(self) -> str:
        """What it said on its way out, where something went wrong."""
        path = self.out.with_suffix(".err")
        return path.read_text(encoding="utf-8") if path.exists() else ""


@dataclass
class Workers:
    """The process that makes workers."""

    _folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="mutua-workers-")))
    _count: int = 0

    def __post_init__(self) -> None:
        self._maker = subprocess.Popen(
            [sys.executable, "-m", "faults.worker"], cwd=TESTS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, job: str, args: Mapping[str, Any]) -> Worker:
        """A new worker on a job of `faults.jobs`, with arguments that JSON can say."""
        self._count += 1
        out = self._folder / f"{self._count}.json"
        begun = self._folder / f"{self._count}.begun"
        told = {"do": "start", "job": job, "args": dict(args), "out": str(out), "begun": str(begun)}
        return Worker(int(self._ask(told)), out, begun)

    def wait(self, worker: Worker) -> int:
        """How it ended: 0, its exit status, or minus the signal that killed it."""
        status = self._ask({"do": "wait", "pid": worker.pid, "seconds": PATIENCE})
        if status is None:
            worker.kill()
            raise AssertionError(f"a worker does not end: {worker.complaint()}")
        return int(status)

    def do(self, job: str, args: Mapping[str, Any]) -> Any:
        """The answer of a worker that is left alone. Raises with its complaint where it fails."""
        worker = self.start(job, args)
        status = self.wait(worker)
        if status:
            raise AssertionError(f"{job} ended with {status}: {worker.complaint()}")
        return worker.answer()

    def close(self) -> None:
        assert self._maker.stdin is not None
        assert self._maker.stdout is not None
        self._maker.stdin.close()
        self._maker.wait()
        self._maker.stdout.close()

    def _ask(self, told: Mapping[str, Any]) -> Any:
        assert self._maker.stdin is not None
        assert self._maker.stdout is not None
        self._maker.stdin.write(json.dumps(told) + "\n")
        self._maker.stdin.flush()
        line = self._maker.stdout.readline()
        if not line:
            raise AssertionError("the maker of workers is gone")
        return json.loads(line)


def wait_for(path: Path, seconds: float = PATIENCE) -> None:
    """Until a file is there."""
    last = time.monotonic() + seconds
    while not path.exists():
        if time.monotonic() > last:
            raise AssertionError(f"{path} never came")
        time.sleep(0.001)
