"""The mistakes an author of rulesets can make: where, what was found, what is expected, what was perhaps meant.

Codes are English; the sentences, in Italian and English, are in `problem_sentences`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mutua.domain.faults import Fault, suggest
from mutua.rules.model import Place

__all__ = ["Fault", "Problem", "in_order", "sentence", "suggest"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake of a file at its place; a warning does not stop the ruleset from being used."""

    place: Place
    code: str
    found: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    suggestion: str = ""
    warning: bool = False


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """All of them by file and place, each once."""
    kept: dict[tuple[Place, str, str], Problem] = {}
    for problem in problems:
        kept.setdefault((problem.place, problem.code, problem.found), problem)
    return sorted(kept.values(), key=lambda p: (p.place.file, p.place.line, p.place.column, p.place.cell, p.code))


def sentence(problem: Problem, language: str = "it") -> str:
    """One line for the author: `file:line:column: trovato «X»; atteso Y; forse intendevi «Z»`."""
    from mutua.rules.reading.problem_sentences import FRAME, TEXTS

    frame, text = FRAME[language], TEXTS[problem.code][0 if language == "it" else 1]
    found = problem.found if len(problem.found) <= 80 else problem.found[:77] + "…"
    parts = [frame.found.format(found)] if found else []
    parts.append(frame.expected.format(text.format_map(_Said(problem.values))))
    if problem.suggestion:
        parts.append(frame.meant.format(problem.suggestion))
    notice = frame.warning if problem.warning else ""
    return f"{problem.place}: {notice}{'; '.join(parts)}"


class _Said(dict[str, str]):
    """Values of a sentence; a value that was not given shows as nothing."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(values)

    def __missing__(self, key: str) -> str:
        return ""
