"""A file of the pages is read by a process apart: what it tells is what reading it here would give, or a clear no."""

from __future__ import annotations

import json
import time
import zlib
from hashlib import sha256
from typing import Any

import pytest

from bank.statements import ACCOUNT, Move, camt
from bank.test_status_report import answer, transaction
from intake.ugly.own.claims import AMOUNTS
from mutua.intake.rough.grid import read_grid
from mutua.intake.tabular import read_table
from mutua.services.apart import ReadAs, from_bank, memory_for, read_apart, seconds_for
from mutua.services.apart_values import NOT_TOLD, opened
from web.hostile_files import quadratic

OURS = "nucleo;tessera;cognome;nome;parentela\nN1;1;Però;Anna;titolare\n".encode("cp1252")


@pytest.mark.parametrize(("raw", "kind"), [(AMOUNTS.raw, "year"), (OURS, "members")], ids=["workbook", "csv"])
def test_a_file_read_apart_is_the_file_read_here(raw: bytes, kind: str) -> None:
    """A workbook and a CSV of Windows: nothing is loaded once no file can be opened any more."""
    found = opened(read_apart(raw, kind))
    assert (found.own, found.ours) == ((read_grid(raw), None) if kind == "year" else (None, read_table(raw)))
    assert found.mistakes == []


@pytest.mark.parametrize(
    "raw",
    [
        camt(Move(5_000, text="due", name="Però", iban=ACCOUNT), Move(-100, reason="AC04"), off=1),
        answer(transaction("SCT-1-1"), transaction("SCT-1-2", "ACCP", "", "x"), transaction("")),
        b"<a/>", b"Data;Importo\n01/03/2026;5,00\n", quadratic(),
    ],
    ids=["statement", "answer", "neither", "table", "hostile"],
)
def test_what_a_bank_sent_is_read_apart_as_it_is_here(raw: bytes) -> None:
    found, here = opened(read_apart(raw, ReadAs.BANK)), from_bank(raw)
    assert found == here
    assert found.digest == sha256(raw).hexdigest()


def test_d15_a_small_file_gets_five_seconds_and_256_mib_and_a_big_one_more_only_by_its_size() -> None:
    assert (seconds_for(100_000), memory_for(8_000)) == (5, 256 * 1024**2)
    assert (seconds_for(5 * 1024**2), memory_for(5 * 1024**2)) == (25, 416 * 1024**2)
    assert (seconds_for(2**30), memory_for(2**30)) == (60, 1024**3)


def test_a_file_that_takes_too_long_ends_its_process_alone() -> None:
    began = time.monotonic()
    found = opened(read_apart(b"a;b\n" + b"1;2\n" * 90_000, "members", waited=0))
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
        {"faults": [], "statements": [["camt", "", "", None, None, 1.5, 0, []]]},
        {"faults": [], "answers": ["", "", 1, []]},
        {"faults": [], "statements": [["camt", "", "", None, "ieri", 1, 0, []]]},
        {"faults": [["code"]], "statements": []},
    ):  # fmt: skip
        with pytest.raises(NOT_TOLD):
            opened(told(**odd))
    for bytes_ in (b"", b"rotto", told()[:-5], zlib.compress(b"[" * 9000)):
        with pytest.raises(NOT_TOLD):
            opened(bytes_)
