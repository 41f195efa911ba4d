"""Every code that the engine can give has its sentence in both languages; every key of a ruleset stands in its page."""

from __future__ import annotations

import ast
import re

from house.sources import ROOT, dotted, in_rooms

GUIDE = ROOT / "docs" / "rulesets.md"


def codes_given(maker: str) -> set[str]:
    """The codes written as the first argument of `Reason(…)` or `Step(…)` anywhere in the rules."""
    found = set()
    for _, tree in in_rooms("rules"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] == maker and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
                    found.add(first.value)
    return found


def test_the_rules_give_reasons_and_steps() -> None:
    assert {"too_late", "waiting", "not_covered"} <= codes_given("Reason")


def test_every_key_of_a_ruleset_is_explained_in_its_page() -> None:
    from mutua.rules.schema import known_keys

    words = set(re.findall(r"[\w]+", GUIDE.read_text(encoding="utf-8")))
    assert sorted(set(known_keys()) - words) == []
