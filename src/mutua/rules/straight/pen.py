"""The pen that writes a benefit out as Python: lines, the things that they name, and what is known so far on the page.

Nothing of a regulation's text enters the page. Whole numbers are written as they are; everything else (names, days,
shares, reasons) is a thing that the page calls by a name of ours: `pot3`, `reason7`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from mutua.rules.engine.compiled import CompiledBenefit, CompiledRuleset

_DEEPEST = 60  # Python reads a hundred levels
_LONGEST = 5_000  # lines of a page


class NotWritten(Exception):
    """A form that the straight road does not take: whoever meets it is decided on the general one."""


class Pen:
    """One page: the function of one benefit of one version."""

    def __init__(self, ready: CompiledRuleset, benefit: CompiledBenefit) -> None:
        self.ready = ready
        self.ruleset = ready.ruleset
        self.benefit = benefit
        self.lines: list[str] = []
        self.things: dict[str, Any] = {}
        self._depth = 1
        self._known: list[dict[Hashable, str]] = [{}]
        self._names: dict[Hashable, str] = {}
        self._number = 0

    def say(self, line: str) -> None:
        """One line at the present depth."""
        if len(self.lines) > _LONGEST:
            raise NotWritten
        self.lines.append("    " * self._depth + line)

    def leave_if(self, unusual: str) -> None:
        """Where this is so, the general road decides."""
        self.say(f"if {unusual}:")
        self.lines.append("    " * (self._depth + 1) + "return None")

    def local(self, hint: str) -> str:
        """A name not used before on the page."""
        self._number += 1
        return f"{hint}{self._number}"

    def thing(self, value: Any, hint: str) -> str:
        """How the page names a value: a whole number by itself, anything else by a name of ours."""
        if value is None or value.__class__ in (int, bool):
            return repr(value)
        key = (hint, value.__class__, value if isinstance(value, Hashable) and _hashes(value) else id(value))
        if key not in self._names:
            self._names[key] = name = self.local(hint)
            self.things[name] = value
        return self._names[key]

    def block(self, head: str, body: Callable[[], None]) -> bool:
        """The lines of `body` under `head`; where they cannot be written, the general road. Whether they could be."""
        if self._depth > _DEEPEST:
            raise NotWritten
        self.say(head)
        start, written = len(self.lines), True
        self._depth += 1
        self._known.append({})
        try:
            body()
        except NotWritten:
            del self.lines[start:]
            self.say("return None")
            written = False
        finally:
            if len(self.lines) == start:
                self.say("pass")
            self._known.pop()
            self._depth -= 1
        return written

    def once(self, key: Hashable, write: Callable[[], str]) -> str:
        """What `write` names, written once for all lines of the page that see it."""
        for known in self._known:
            if key in known:
                return known[key]
        found = self._known[-1][key] = write()
        return found


def _hashes(value: Any) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True
