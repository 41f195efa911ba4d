"""A test that asserts nothing is none: each reaches an assertion, in itself or in a helper that it calls."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from house.sources import ROOT

TESTS = ROOT / "tests"
# Of pytest, of the browser's, and of hypothesis, whose machines assert in each of their steps.
ASSERTING = {"raises", "fail", "expect", "run_state_machine_as_test"}
Name = tuple[str, str]  # a module of the tests ("" for a method, of whichever class) and a function in it


class Read(NamedTuple):
    """A function of the tests: whether it asserts by itself, and what it calls."""

    asserts: bool
    calls: frozenset[Name]


def read(module: str, tree: ast.Module) -> list[tuple[str, Read]]:
    """The functions of a module."""
    nodes = list(ast.walk(tree))
    known = {one.name: module for one in tree.body if isinstance(one, ast.FunctionDef)}
    for one in nodes:
        if isinstance(one, ast.ImportFrom):
            known |= {alias.asname or alias.name: one.module or "" for alias in one.names}
    found = []
    for function in (one for one in nodes if isinstance(one, ast.FunctionDef)):
        asserts, named = False, set()
        for node in ast.walk(function):
            if isinstance(node, ast.Assert):
                asserts = True
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                named.add((known.get(node.func.id, module), node.func.id))
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                named.add(("", node.func.attr))
        found.append((function.name, Read(asserts or bool(ASSERTING & {name for _, name in named}), frozenset(named))))
    return found


def idle(trees: Mapping[str, ast.Module]) -> list[str]:
    """The tests that reach no assertion; of several functions of one name all must reach one."""
    every: dict[Name, list[Read]] = {}
    for module, tree in trees.items():
        for name, one in read(module, tree):
            every.setdefault((module, name), []).append(one)
            every.setdefault(("", name), []).append(one)
    reached: set[Name] = set()
    while more := {
        name for name, some in every.items()
        if name not in reached and all(one.asserts or one.calls & reached for one in some)
    }:  # fmt: skip
        reached |= more
    tests = {name for name in every if name[1].startswith("test_") and name[0].rpartition(".")[2].startswith("test_")}
    return sorted("::".join(name) for name in tests - reached)


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(TESTS).with_suffix("").parts)


def test_each_test_reaches_an_assertion() -> None:
    trees = {module_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in TESTS.rglob("*.py")}
    assert len(trees) > 300
    assert idle(trees) == []


def test_a_test_without_an_assertion_is_noticed() -> None:
    asserts = "def seen(x): assert x\ndef look(x): seen(x)\n"
    told = f"{asserts}def test_a(): look(1)\ndef test_b(): print(1)\ndef test_c(it): it.look(1)\n"
    trees = {"test_x": ast.parse(told), "other": ast.parse("def look(x): return x")}
    assert idle(trees) == ["test_x::test_b", "test_x::test_c"]
    borrowed = {"test_y": ast.parse("from other import look\ndef test_a(): look(1)"), "other": ast.parse(asserts)}
    assert idle(borrowed) == []
    assert idle({**borrowed, "other": trees["other"]}) == ["test_y::test_a"]
