"""Each bad input that lists, front, exports, payments and surroundings must stand has a test that names its number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module

from house.sources import ROOT

# Sections of the list of bad inputs and the numbers of each; of two others only some concern the front.
WANTED = {
    "a": range(1, 26), "b": range(26, 35), "c": range(35, 43), "f": range(59, 67), "g": range(67, 79),
    "h": range(79, 84), "i": range(84, 90), "j": range(90, 93), "k": range(93, 98), "d": (51,), "e": (53, 58),
}  # fmt: skip
_NAMED = re.compile(r"^def (test_(?:[a-k][0-9]{1,2}_)+\w*)\(", re.MULTILINE)
_NUMBER = re.compile(r"(?<=_)([a-k])([0-9]{1,2})(?=_)")


def numbers_in(name: str) -> set[tuple[str, int]]:
    """The numbers at the beginning of a test's name: `test_a1_a2_…`."""
    start = re.match(r"test_(?:[a-k][0-9]{1,2}_)+", name)
    return {(section, int(number)) for section, number in _NUMBER.findall(start[0])} if start else set()


def named_tests() -> Iterable[tuple[str, str]]:
    """Module and name of each test that names a number."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for name in _NAMED.findall(path.read_text(encoding="utf-8")):
            yield ".".join(path.relative_to(ROOT / "tests").with_suffix("").parts), name


def missing(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted({(section, number) for section, numbers in WANTED.items() for number in numbers} - set(found))


def test_each_bad_input_has_a_test_that_names_it() -> None:
    found = {one for _, name in named_tests() for one in numbers_in(name)}
    assert missing(found) == []
    assert missing(found - {("k", 97)}) == [("k", 97)], "one without a test is noticed"


def test_a_table_of_bad_inputs_holds_what_the_name_of_its_test_says() -> None:
    seen = 0
    for module, name in named_tests():
        for mark in getattr(getattr(import_module(module), name), "pytestmark", []):
            names = mark.args[0] if mark.name == "parametrize" else ()
            if "number" in names:
                at = list(names).index("number")
                assert {row[at] for row in mark.args[1]} == {number for _, number in numbers_in(name)}, name
                seen += 1
    assert seen
