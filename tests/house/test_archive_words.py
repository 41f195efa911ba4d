"""Every code that the archive can give has its sentence in both languages, and no sentence is left over."""

from __future__ import annotations

import ast
from collections.abc import Mapping

import pytest

from house.sources import dotted, in_rooms, modules
from mutua.domain.dues import Channel
from mutua.domain.four_eyes import FOUR_EYES_WHY_NOT
from mutua.domain.member_life import WHY_NOT
from mutua.domain.pact import PACT_WHY_NOT
from mutua.domain.written_names import NO_NAME
from mutua.store.database import FAILURES
from mutua.wording.archive import FINDINGS, PROBLEMS, REFUSALS
from mutua.wording.dues import CHANNELS, CHARGE_QUESTIONS

KINDS = [
    ({"ArchiveProblem"}, PROBLEMS, {code for _, code in FAILURES} | {"archive_unreachable", "archive_half_done"}),
    ({"Finding", "Broken"}, FINDINGS, set()),
    ({"Refusal"}, REFUSALS, {*WHY_NOT, *PACT_WHY_NOT, *FOUR_EYES_WHY_NOT, *NO_NAME}),
]


def codes_given(makers: set[str], at: int = 0) -> set[str]:
    """The codes written in the first argument (or another) of what makes a problem, a finding or a refusal."""
    trees = [
        *in_rooms("store", "services", "intake", "web"),
        *((name, tree) for name, tree, _ in modules() if "/" not in name),
    ]
    return {
        inner.value
        for _, tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in makers and len(node.args) > at
        for inner in ast.walk(node.args[at])
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and inner.value
    }


@pytest.mark.parametrize(("makers", "sentences", "others"), KINDS, ids=["problems", "findings", "refusals"])
def test_every_code_of_the_archive_has_a_sentence(
    makers: set[str], sentences: Mapping[str, tuple[str, str]], others: set[str]
) -> None:
    given = codes_given(makers)
    assert given, "the search finds none: it looks for the wrong names"
    assert sorted(given | others) == sorted(sentences)


def test_every_reason_why_nobody_is_charged_has_a_sentence() -> None:
    given = codes_given({"question"}) | codes_given({"Question"}, 3)
    assert sorted(given) == sorted(CHARGE_QUESTIONS)


def test_every_channel_has_a_word() -> None:
    assert sorted(CHANNELS) == sorted(Channel)


ALL = [PROBLEMS, FINDINGS, REFUSALS, CHARGE_QUESTIONS, CHANNELS]


@pytest.mark.parametrize("sentences", ALL, ids=["problems", "findings", "refusals", "questions", "channels"])
def test_every_sentence_of_the_archive_is_in_both_languages(sentences: Mapping[str, tuple[str, str]]) -> None:
    assert [code for code, (italian, english) in sentences.items() if not italian or italian == english] == []
