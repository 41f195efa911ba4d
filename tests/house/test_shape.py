"""The shape of the house: small rooms, each with a sentence on the door, and imports that only go down."""

from __future__ import annotations

import ast

from importlinter.cli import lint_imports

from house.sources import ROOT, functions, modules

MOST_LINES_OF_A_FUNCTION = 60
MOST_LINES_OF_A_MODULE = 420


def test_imports_go_down_only_and_values_know_no_outside_world() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_every_module_says_in_one_sentence_what_it_is() -> None:
    silent = []
    for name, tree, lines in modules():
        sentence = (ast.get_docstring(tree) or "").split("\n")[0]
        if lines and not (sentence.endswith(".") and len(sentence) > 15):
            silent.append(f"{name}: {sentence!r}")
    assert silent == []


def test_a_function_fits_on_a_screen() -> None:
    long = [
        f"{name}: {function.name} has {length} lines"
        for name, tree, _ in modules()
        for function in functions(tree)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_a_module_is_one_room() -> None:
    long = [
        f"{name}: {lines} lines"
        for name, _, lines in modules()
        if lines > MOST_LINES_OF_A_MODULE
    ]
    assert long == []
