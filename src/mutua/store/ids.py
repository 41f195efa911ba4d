"""New names for people, households and requests: random, so that they tell nothing, and short."""

from __future__ import annotations

import base64
import random


class Ids:
    """A source of new names: the machine's own randomness, or a seeded one for a demonstration that repeats itself."""

    def __init__(self, source: random.Random | None = None) -> None:
        self._source = source if source is not None else random.SystemRandom()

    def number(self) -> int:
        """A number between 1 and 2**53 - 1, by which the archive names a person without telling when they came."""
        return self._source.randrange(1, 1 << 53)

    def public(self) -> str:
        """128 random bits as 26 letters and digits, by which the outside may name something."""
        return base64.b32encode(self._source.getrandbits(128).to_bytes(16, "big")).decode().rstrip("=").lower()

    def salt(self) -> bytes:
        """128 random bits."""
        return self._source.getrandbits(128).to_bytes(16, "big")
