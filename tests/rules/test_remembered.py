"""What is remembered of a regulation belongs to that regulation alone."""

from __future__ import annotations

from dataclasses import replace

from mutua.rules import remembered
from mutua.rules.remembered import Remembered
from rules.reader_samples import VERSION, ruleset_of

A_RULESET = ruleset_of(VERSION)


def test_a_value_is_made_once_for_each_name() -> None:
    memory: Remembered[int] = Remembered()
    made: list[str] = []

    def value(name: str) -> int:
        made.append(name)
        return len(made)

    assert [memory.of(A_RULESET, name, lambda name=name: value(name)) for name in "aba"] == [1, 2, 1]
    assert made == ["a", "b"]


def test_an_equal_regulation_that_is_another_one_has_its_own_values() -> None:
    memory: Remembered[str] = Remembered()
    assert memory.of(A_RULESET, "a", lambda: "first") == "first"
    assert memory.of(replace(A_RULESET), "a", lambda: "second") == "second"
    assert memory.of(A_RULESET, "a", lambda: "third") == "first"


def test_only_the_last_few_hundred_regulations_are_remembered() -> None:
    memory: Remembered[str] = Remembered()
    memory.of(A_RULESET, "a", lambda: "first")
    others = [replace(A_RULESET) for _ in range(remembered.KEPT)]
    for one in others:
        memory.of(one, "a", lambda: "other")
    assert memory.of(A_RULESET, "a", lambda: "anew") == "anew"
