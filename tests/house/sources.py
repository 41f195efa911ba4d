"""The project's own Python files, parsed once for the tests of the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "mutua"


@cache
def modules() -> tuple[tuple[str, ast.Module, int], ...]:
    """Every module of the package: its path below `src/mutua`, its tree and how many lines it has."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append((path.relative_to(PACKAGE).as_posix(), ast.parse(text), text.count("\n")))
    return tuple(found)


def in_rooms(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """The modules of some rooms of the house."""
    for name, tree, _ in modules():
        if name.split("/")[0] in rooms:
            yield name, tree


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def dotted(node: ast.AST) -> str:
    """`date.today` of an attribute or a name, "" of anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else node.attr
    return ""
