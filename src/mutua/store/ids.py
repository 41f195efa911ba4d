"""New names for people, households and requests: random, so that they tell nothing, and short."""

from __future__ import annotations

import random

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [one + other for one in _LETTERS for other in _LETTERS]  # ten bits each
_SHIFTS = range(120, -1, -10)


class Ids:
    """A source of new names: the machine's own randomness, or a seeded one for a demonstration that repeats itself."""

    def __init__(self, source: random.Random | None = None) -> None:
        self._source = source if source is not None else random.SystemRandom()

    def number(self) -> int:
        """A number between 1 and 2**53 - 1, by which the archive names a person without telling when they came."""
        return self._source.randrange(1, 1 << 53)

    def public(self) -> str:
        """128 random bits as 26 letters and digits, by which the outside may name something."""
        bits = self._source.getrandbits(128) << 2  # as base 32 pads them
        return "".join([_PAIRS[bits >> shift & 1023] for shift in _SHIFTS])

    def salt(self) -> bytes:
        """128 random bits."""
        return self._source.getrandbits(128).to_bytes(16, "big")
