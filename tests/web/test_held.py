"""Files that wait for a yes: what a killed program left goes, what a living one keeps stays."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mutua.web.held import Holding, sweep

NOW = datetime(2026, 8, 2, 9, tzinfo=UTC)
PROGRAM = """
import sys
from datetime import UTC, datetime
from mutua.web.held import Holding
here = Holding()
here.keep(1, "sheet", b"Provetti Anna", datetime.now(UTC))
print(here._folder, flush=True)
sys.stdin.read()
"""


def program(stack: ExitStack, folder: Path) -> tuple[subprocess.Popen[str], Path]:
    """A program that keeps a file in there until its input ends, and where the file lies."""
    one = stack.enter_context(subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={"TMPDIR": str(folder), "PYTHONPATH": str(Path(sys.modules["mutua"].__path__[0]).parent)},
    ))  # fmt: skip
    assert one.stdout is not None
    return one, Path(one.stdout.readline().strip())


def test_what_a_killed_program_left_goes_and_what_a_living_one_keeps_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    stranger = tmp_path / "mutua-held-altro"
    stranger.symlink_to(tmp_path)
    with ExitStack() as stack:
        (killed, left), (_, kept), (again, left_too) = [program(stack, tmp_path) for _ in range(3)]
        assert [len(list(one.iterdir())) for one in (left, kept, left_too)] == [1, 1, 1]
        assert sweep() == 0, "all of them live"
        killed.kill()
        killed.wait()
        assert left.is_dir(), "nobody was there to take it away"
        mine = Holding()
        name = mine.keep(7, "sheet", b"righe", NOW)
        assert not left.exists()
        assert [len(list(kept.iterdir())), stranger.is_symlink()] == [1, True]
        found = mine.find(7, "sheet", name, NOW)
        assert found is not None
        assert found.content == b"righe"
        again.kill()
        again.wait()
        assert sweep() == 1, "as when the pages are served again"
        assert not left_too.exists()
    assert not kept.exists(), "who ends by itself leaves nothing"
