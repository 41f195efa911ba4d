"""The three answers of a rule: it holds, it does not, or somebody must be asked; and the two ways a sum can stop."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Union

from mutua.domain.decisions import Missing, Reason


@dataclass(frozen=True)
class Unknown:
    """What must be asked before the answer is known."""

    missing: tuple[Missing, ...]


Answer = Union[bool, Unknown]


def once(things: Iterable[Missing]) -> tuple[Missing, ...]:
    return tuple(dict.fromkeys(things))


def gather(answers: Iterable[Any]) -> Unknown | None:
    """All that the unknown among these answers lack, or None when none is unknown."""
    found = [name for answer in answers if isinstance(answer, Unknown) for name in answer.missing]
    return Unknown(once(found)) if found else None


def fact_missing(name: str) -> Unknown:
    return Unknown((Missing("fact", name),))


class NeedsAnswer(Exception):
    """The sum needs something nobody answered."""

    def __init__(self, unknown: Unknown) -> None:
        super().__init__(unknown)
        self.missing = unknown.missing


class Refused(Exception):
    """The sum ends with a refusal."""

    def __init__(self, code: str, article: str = "", /, **values: Any) -> None:
        super().__init__(code)
        self.reason = Reason(code, values, article)


def known(answer: Any) -> Any:
    if isinstance(answer, Unknown):
        raise NeedsAnswer(answer)
    return answer


def half_up(amount: Fraction | int) -> int:
    return (2 * Fraction(amount) + 1).__floor__() // 2
