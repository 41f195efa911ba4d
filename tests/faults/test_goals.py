"""Each test of the campaigns belongs to one goal, so that `make faults` goal by goal leaves none out."""

from __future__ import annotations

import ast

from faults.__main__ import GOALS, HERE


def test_each_test_belongs_to_one_goal() -> None:
    astray = {}
    for file in sorted(HERE.glob("test_*.py")):
        if file.stem == "test_goals":
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for name in [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]:
            of = [
                goal for goal, one in GOALS.items()
                if one.file == file.stem and (not one.words or any(word in name for word in one.words))
            ]  # fmt: skip
            if name.startswith("test_") and len(of) != 1:
                astray[name] = of
    assert astray == {}
