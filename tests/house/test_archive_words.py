"""Every code that the archive can give has its sentence in both languages, and no sentence is left over."""

from __future__ import annotations

import ast
from collections.abc import Mapping

import pytest

from house.sources import dotted, in_rooms, modules
from mutua.domain.member_life import WHY_NOT
from mutua.domain.pact import PACT_WHY_NOT
from mutua.store.database import FAILURES
from mutua.wording.archive import FINDINGS, PROBLEMS, REFUSALS

KINDS = [
    ({"ArchiveProblem"}, PROBLEMS, {code for _, code in FAILURES} | {"archive_unreachable", "archive_half_done"}),
    ({"Finding", "Broken"}, FINDINGS, set()),
    ({"Refusal"}, REFUSALS, {*WHY_NOT, *PACT_WHY_NOT}),
]


def codes_given(makers: set[str]) -> set[str]:
    """The codes written in the first argument of what makes a problem, a finding or a refusal, anywhere."""
    trees = [
        *in_rooms("store", "services", "intake"),
        *((name, tree) for name, tree, _ in modules() if "/" not in name),
    ]
    return {
        inner.value
        for _, tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in makers and node.args
        for inner in ast.walk(node.args[0])
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and inner.value
    }


@pytest.mark.parametrize(("makers", "sentences", "others"), KINDS, ids=["problems", "findings", "refusals"])
def test_every_code_of_the_archive_has_a_sentence(
    makers: set[str], sentences: Mapping[str, tuple[str, str]], others: set[str]
) -> None:
    given = codes_given(makers)
    assert given, "the search finds none: it looks for the wrong names"
    assert sorted(given | others) == sorted(sentences)


@pytest.mark.parametrize("sentences", [PROBLEMS, FINDINGS, REFUSALS], ids=["problems", "findings", "refusals"])
def test_every_sentence_of_the_archive_is_in_both_languages(sentences: Mapping[str, tuple[str, str]]) -> None:
    assert [code for code, (italian, english) in sentences.items() if not italian or italian == english] == []
