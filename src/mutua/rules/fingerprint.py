"""The fingerprint of a regulation: equal content, equal fingerprint."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import lru_cache

from mutua.rules.model import Ruleset


@lru_cache(maxsize=256)
def _of(identity: int, text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


_known: dict[int, tuple[Ruleset, str]] = {}


def fingerprint(ruleset: Ruleset, on: date | None = None) -> str:
    """SHA-256 of the ruleset's content."""
    known = _known.get(id(ruleset))
    if known is None or known[0] is not ruleset:
        known = _known[id(ruleset)] = (ruleset, hashlib.sha256(repr(ruleset).encode()).hexdigest())
    return known[1]
