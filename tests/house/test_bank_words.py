"""Every code that reading or writing a bank's file can give has its sentence in both languages; none is left over."""

from __future__ import annotations

import ast

from house.sources import dotted, in_rooms
from mutua.wording.bank import WHY
from mutua.wording.bank_files import TEXTS

MAKERS = {"refuse", "_refuse", "BankMistake", "Fault", "told"}


def codes_given() -> set[str]:
    """The codes written in the first argument of what makes a mistake, anywhere in the room of the bank."""
    return {
        inner.value
        for _, tree in in_rooms("bank")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in MAKERS and node.args
        for inner in ast.walk(node.args[0])
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and inner.value
    }


def test_every_code_of_a_banks_file_has_a_sentence_and_none_is_left_over() -> None:
    given = codes_given()
    assert given, "the search finds none: it looks for the wrong names"
    assert sorted(given) == sorted(TEXTS)


def test_every_sentence_about_a_banks_file_is_in_both_languages() -> None:
    assert [code for code, (italian, english) in TEXTS.items() if not italian or italian == english] == []


def test_every_reason_of_a_match_has_its_words_and_none_is_left_over() -> None:
    given = {
        inner.value
        for _, tree in in_rooms("bank")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and dotted(node.func) == "Why" and node.args
        for inner in ast.walk(node.args[0])
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
    } | {"return_too_early", "return_unknown"}  # told by a name
    assert sorted(given) == sorted(WHY)
    assert [code for code, (italian, english) in WHY.items() if italian == english] == []
