"""A file of the pages is read by a process apart: what it tells is what reading it here would give, or a clear no."""

from __future__ import annotations

import json
import time
import zlib
from typing import Any

import pytest

from intake.ugly.own.claims import AMOUNTS
from mutua.intake import apart
from mutua.intake.apart import opened, read_apart
from mutua.intake.rough.grid import read_grid
from mutua.intake.tabular import read_table

OURS = "nucleo;tessera;cognome;nome;parentela\nN1;1;Però;Anna;titolare\n".encode("cp1252")


@pytest.mark.parametrize(("raw", "kind"), [(AMOUNTS.raw, "year"), (OURS, "members")], ids=["workbook", "csv"])
def test_a_file_read_apart_is_the_file_read_here(raw: bytes, kind: str) -> None:
    """A workbook and a CSV of Windows: nothing is loaded once no file can be opened any more."""
    found = opened(read_apart(raw, kind))
    assert (found.own, found.ours) == ((read_grid(raw), None) if kind == "year" else (None, read_table(raw)))
    assert found.mistakes == []


def test_a_file_that_takes_too_long_ends_its_process_alone() -> None:
    began = time.monotonic()
    found = opened(read_apart(b"a;b\n" + b"1;2\n" * 90_000, "members", seconds=0))
    assert [one.code for one in found.mistakes] == ["file_too_hard"]
    assert time.monotonic() - began < 30


def told(**changed: Any) -> bytes:
    usual: dict[str, Any] = {
        "header": ["a"], "header_row": 1, "rows": [[2, ["x"]]], "mistakes": [], "from_1904": False, "digest": "d",
    }  # fmt: skip
    return zlib.compress(json.dumps({**usual, **changed}).encode())


def test_what_comes_back_is_texts_and_numbers_or_is_refused() -> None:
    assert opened(told()).mistakes == []
    for odd in (
        {"rows": [[-1, ["x"]]]}, {"rows": [[2, "x"]]}, {"rows": [[2, [["x", "script"]]]]}, {"digest": 7},
        {"rows": [[2, [{"a": 1}]]]}, {"rows": [[2, [[]]]]}, {"mistakes": [["code"]]}, {"header": None},
    ):  # fmt: skip
        with pytest.raises(apart._NOT_TOLD):
            opened(told(**odd))
    for bytes_ in (b"", b"rotto", told()[:-5], zlib.compress(b"[" * 9000)):
        with pytest.raises(apart._NOT_TOLD):
            opened(bytes_)
