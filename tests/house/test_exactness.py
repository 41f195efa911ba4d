"""No float between the door and the archive, and no hidden clock: the two ways a sum could come out otherwise."""

from __future__ import annotations

import ast

from house.sources import dotted, functions, in_rooms, modules

CLOCKS = {
    "date.today", "datetime.now", "datetime.today", "datetime.utcnow", "datetime.date.today",
    "datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow",
    "time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.monotonic", "time.perf_counter",
}  # fmt: skip
WITH_A_CLOCK = ("cli", "web")  # files or rooms whose name begins so
# How alike two words are ("forse intendevi …") is no sum of money.
GUESSES_AT_WORDS = {"domain/faults.py"}
PATHS = {"folder", "path", "above", "child", "only", "package", "Path"}
INEXACT_MODULES = {"math", "decimal", "statistics", "random", "numpy"}


def inexact(tree: ast.AST) -> list[tuple[int, str]]:
    """Each place where a float is written or made, or where a true division could give one.

    A division is let through in a function that speaks of `Fraction`: elsewhere nobody can tell from the text what is
    divided, so rooms that must be exact write `Fraction(a, b)` or `a // b`.
    """
    exact = {id(node) for function in functions(tree) if _speaks_of_fractions(function) for node in ast.walk(function)}
    found = [(node.lineno, what) for node in ast.walk(tree) if (what := _inexact(node, id(node) in exact))]
    return sorted(found)


def _inexact(node: ast.AST, among_fractions: bool) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, (float, complex)):
        return f"float {node.value}"
    if isinstance(node, ast.Name) and node.id == "float":
        return "float"
    divides = isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.Div)
    if divides and not among_fractions and not _joins_a_path(node):
        return f"true division {ast.unparse(node)}"
    if isinstance(node, ast.Call) and dotted(node.func) == "round":
        return f"rounding to even {ast.unparse(node)}"
    names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
    names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    return next((f"import {name}" for name in names if name.split(".")[0] in INEXACT_MODULES), "")


def _joins_a_path(node: ast.AST) -> bool:
    """`folder / NAME`: the first name of the left side is one that paths are called by."""
    while isinstance(node, (ast.BinOp, ast.Attribute, ast.Call)):
        node = node.left if isinstance(node, ast.BinOp) else node.func if isinstance(node, ast.Call) else node.value
    return isinstance(node, ast.Name) and node.id in PATHS


def _speaks_of_fractions(function: ast.AST) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "Fraction" for node in ast.walk(function))


def test_rules_and_values_hold_no_float() -> None:
    found = [
        f"{name}:{line}: {what}"
        for name, tree in in_rooms("domain", "rules")
        if name not in GUESSES_AT_WORDS
        for line, what in inexact(tree)
    ]
    assert found == []


def test_the_check_for_floats_sees_each_kind() -> None:
    seen = "x = 0.7\ny = float(3)\nz = a / b\nz /= 2\nround(a)\nimport math\nfrom decimal import Decimal\n"
    assert [line for line, _ in inexact(ast.parse(seen))] == [1, 2, 3, 4, 5, 6, 7]
    fine = "def half(a: Fraction) -> Fraction:\n    return a / 2\nb = a // 2\nc = folder.parent / 'x'\n"
    assert inexact(ast.parse(fine)) == []


def _clocks(tree: ast.AST) -> list[tuple[int, str]]:
    return [
        (node.lineno, dotted(node.func))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and dotted(node.func) in CLOCKS
    ]


def test_only_the_edge_looks_at_a_clock() -> None:
    found = [
        f"{name}:{line}: {call}"
        for name, tree, _ in modules()
        if not name.startswith(WITH_A_CLOCK)
        for line, call in _clocks(tree)
    ]
    assert found == []


def test_the_check_for_clocks_sees_one() -> None:
    assert _clocks(ast.parse("from datetime import date\nx = date.today()\n")) == [(2, "date.today")]
