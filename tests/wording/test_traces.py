"""Every kind of entry that the archive may hold has a word for «Tracce»."""

from __future__ import annotations

import ast
import re

from house.sources import modules
from mutua.wording.traces import TRACES, trace_word

MAKERS = frozenset({"entry", "entries", "Entry"})


def kinds_written() -> set[str]:
    """The kinds that services and store give to entries, as they stand in the sources."""
    found = set()
    for name, tree, _ in modules():
        if not name.startswith(("services/", "store/")):
            continue
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in MAKERS:
                found |= {
                    one.value for told in [*call.args, *[word.value for word in call.keywords]]
                    for one in ast.walk(told)
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                    if re.fullmatch(r"[a-z_]+", one.value)
                }  # fmt: skip
    return found


def test_every_kind_of_entry_has_a_word() -> None:
    written = kinds_written()
    assert {"people", "claim", "payment_run", "take_over"} <= written, "the search finds too few"
    assert sorted(written - set(TRACES)) == []


def test_a_kind_of_a_newer_program_is_told_by_its_code() -> None:
    assert trace_word("something_new") == "something new"
    assert trace_word("claim", "en") == "request received"
