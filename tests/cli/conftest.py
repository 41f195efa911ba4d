"""What the tests of commands share: the command line run in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from mutua.cli import cli
from mutua.cli_base import run


@dataclass(frozen=True, slots=True)
class Ran:
    status: int
    out: str
    err: str


Mutua = Callable[..., Ran]


@pytest.fixture
def mutua(capsys: pytest.CaptureFixture[str]) -> Mutua:
    """Runs the command line; spaces that may not be broken come out as plain ones."""

    def command(*arguments: object) -> Ran:
        status = run(cli, [str(one) for one in arguments])
        captured = capsys.readouterr()
        return Ran(status, captured.out.replace("\xa0", " "), captured.err.replace("\xa0", " "))

    return command
