"""Every code that the engine can give has its sentence in both languages; every key of a ruleset stands in its page."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

import pytest

from house.sources import ROOT, dotted, in_rooms
from mutua.rules.reading.problem_sentences import TEXTS
from mutua.wording.reasons import REASONS
from mutua.wording.steps import STEPS

GUIDE = ROOT / "docs" / "rulesets.md"
MAKERS = {"reason": {"Reason", "reason", "_paper_reason"}, "step": {"Step"}}
# Never told: a marginal table has no single price, and says so to the step that asks.
UNTOLD = {"by_band"}


def codes_given(kind: str) -> set[str]:
    """The codes written as the first argument of what makes a reason or a step, anywhere in the rules."""
    return {
        node.args[0].value
        for _, tree in in_rooms("rules")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in MAKERS[kind] and node.args
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str) and node.args[0].value
    } - UNTOLD


def words_of_the_rules() -> set[str]:
    """Every text written anywhere in the rules."""
    return {
        node.value
        for _, tree in in_rooms("rules")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize(("kind", "sentences"), [("reason", REASONS), ("step", STEPS)])
def test_every_code_has_a_sentence(kind: str, sentences: Mapping[str, tuple[str, str]]) -> None:
    assert codes_given(kind), "the search finds none: it looks for the wrong names"
    assert sorted(codes_given(kind) - set(sentences)) == []


@pytest.mark.parametrize("sentences", [REASONS, STEPS, TEXTS], ids=["reasons", "steps", "problems"])
def test_every_sentence_is_in_both_languages(sentences: Mapping[str, tuple[str, str]]) -> None:
    assert [code for code, (italian, english) in sentences.items() if not italian or not english] == []
    same = [code for code, (italian, english) in sentences.items() if italian == english and _words(italian) > 1]
    assert same == []


def _words(text: str) -> int:
    return len(re.findall(r"[^\W\d]{2,}", re.sub(r"{[^}]*}", "", text)))


@pytest.mark.parametrize("sentences", [REASONS, TEXTS], ids=["reasons", "problems"])
def test_no_sentence_is_left_that_no_rule_can_give(sentences: Mapping[str, tuple[str, str]]) -> None:
    assert sorted(set(sentences) - words_of_the_rules()) == []


def test_every_key_of_a_ruleset_is_explained_in_its_page() -> None:
    from mutua.rules.reading.schema import known_keys

    words = set(re.findall(r"[\w]+", GUIDE.read_text(encoding="utf-8")))
    assert sorted(set(known_keys()) - words) == []


def test_every_key_of_a_case_is_explained_in_its_page() -> None:
    from mutua.rules.cases.case_expectations import KEYS
    from mutua.rules.cases.case_questions import MATTERS
    from mutua.rules.cases.casefile_reader import CASE_KEYS, FILE_KEYS, SHARED_KEYS

    expected = [key for form in MATTERS.values() for key in (*form.expected, *form.asked)]
    words = set(re.findall(r"[\w]+", GUIDE.read_text(encoding="utf-8")))
    assert sorted({*KEYS, *CASE_KEYS, *FILE_KEYS, *SHARED_KEYS, *expected} - words) == []
