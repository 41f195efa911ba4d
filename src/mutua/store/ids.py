"""New names for people, households and requests: random, so that they tell nothing, and short."""

from __future__ import annotations

import os
import random
from itertools import product

_SIGNS = "abcdefghijklmnopqrstuvwxyz234567"  # of RFC 4648
_PAIRS = ["".join(two) for two in product(_SIGNS, repeat=2)]
_PLACES = tuple(range(120, -1, -10))
_MOST = (1 << 53) - 1
_BYTES = 7 + 16  # of a number and a public name


class Ids:
    """A source of new names: the machine's own randomness, or a seeded one for a demonstration that repeats itself."""

    def __init__(self, source: random.Random | None = None) -> None:
        self._source = source if source is not None else random.SystemRandom()

    def number(self) -> int:
        """A number between 1 and 2**53 - 1, by which the archive names a person without telling when they came."""
        found = self._source.getrandbits(53)
        while found >= _MOST:
            found = self._source.getrandbits(53)
        return found + 1

    def public(self) -> str:
        """128 random bits as 26 letters and digits, by which the outside may name something."""
        bits = self._source.getrandbits(128) << 2
        return "".join([_PAIRS[bits >> place & 1023] for place in _PLACES])

    def pairs(self, count: int) -> list[tuple[int, str]]:
        """A number and a public name for each of many, as they are drawn one by one."""
        if type(self._source) is not random.SystemRandom:
            return [(self.number(), self.public()) for _ in range(count)]
        drawn = os.urandom(_BYTES * count)  # all at once: to ask the machine for each costs more than the name itself
        found = []
        for at in range(0, _BYTES * count, _BYTES):
            number = int.from_bytes(drawn[at : at + 7], "big") >> 3
            bits = int.from_bytes(drawn[at + 7 : at + _BYTES], "big") << 2
            public = "".join([_PAIRS[bits >> place & 1023] for place in _PLACES])
            found.append((number + 1 if number < _MOST else self.number(), public))
        return found

    def salt(self) -> bytes:
        """128 random bits."""
        return self._source.getrandbits(128).to_bytes(16, "big")
