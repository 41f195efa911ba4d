"""Every code that an import or an arriving request can give has its sentence in both languages; none is left over."""

from __future__ import annotations

import ast
import re

from house.sources import in_rooms, modules
from mutua.wording.intake import TEXTS

SERVICES = (
    "apart", "asked", "births", "check_claim", "compare_members", "household_kin", "import_claims",
    "import_contributions",
    "requests_named",
    "import_later", "import_members",
    "bring_claims", "bring_members", "newcomers", "staff_lists", "staff_list_refused",
)  # fmt: skip


def codes_given() -> set[str]:
    """The codes that are written anywhere in what reads files and looks at requests."""
    trees = [tree for _, tree in in_rooms("intake")]
    trees += [tree for name, tree, _ in modules() if name.startswith("domain/identifiers/")]
    rooms = [f"services/{one}.py" for one in SERVICES]
    named = ("domain/italian.py", "domain/staff_list.py", "domain/written_names.py", *rooms)
    trees += [tree for name, tree, _ in modules() if name in named]
    written = {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return written & _codes()


def _codes() -> set[str]:
    """What looks like a code: those with a sentence, and those given by what makes a mistake."""
    found = set(TEXTS)
    for name, tree, _ in modules():
        read_in = ("intake/", "domain/italian", "domain/identifiers/", "domain/written_names")
        if name.startswith(read_in) or name in [f"services/{one}.py" for one in SERVICES]:
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and _maker(node) and node.args:
                    found |= {
                        one.value
                        for one in ast.walk(node.args[1 if _maker(node) == "refuse_person" else 0])
                        if isinstance(one, ast.Constant) and isinstance(one.value, str)
                        if re.fullmatch(r"[a-z][a-z_0-9]+", one.value)
                    }
    return found


def _maker(node: ast.Call) -> str:
    """How the call makes a mistake: its code comes first, or after the person it is about."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name == "refuse" and node.args and isinstance(node.args[0], ast.Name) and node.args[0].id == "one":
        return "refuse_person" if len(node.args) > 1 else ""
    return name if name in ("Mistake", "Fault", "ClaimFinding", "report", "refuse", "warn") else ""


def test_every_code_of_an_import_has_a_sentence() -> None:
    assert codes_given(), "the search finds none: it looks for the wrong names"
    assert sorted(codes_given() - set(TEXTS)) == []


def test_no_sentence_about_imports_is_left_over() -> None:
    assert sorted(set(TEXTS) - codes_given()) == []


def test_every_sentence_about_imports_is_in_both_languages() -> None:
    assert [code for code, (italian, english) in TEXTS.items() if not italian or italian == english] == []
