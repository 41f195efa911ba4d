"""New names for people, households and requests: random, so that they tell nothing, and short."""

from __future__ import annotations

import os
import random
from array import array
from itertools import product

_SIGNS = "abcdefghijklmnopqrstuvwxyz234567"  # of RFC 4648
_PAIRS = ["".join(two) for two in product(_SIGNS, repeat=2)]
_PLACES = tuple(range(120, -1, -10))
_MOST = (1 << 53) - 1


def _signs(drawn: bytes) -> str:
    """Of every 32 bytes the last 160 bits, five by five, as 32 signs: of those that stand for 128 bits 26 are used.

    The bits of all names are moved apart together, as one whole number: halves from halves, down to five of eight bits.
    """
    bits = int.from_bytes(drawn, "big") & int.from_bytes(_DRAWN * (len(drawn) // 32), "big")
    for width in (80, 40, 20, 10, 5):
        upper, lower = (int.from_bytes(one * (len(drawn) // 32), "big") for one in _HALVES[width])
        bits = (bits & upper) << (width * 8 // 5 - width) | bits & lower
    return bits.to_bytes(len(drawn), "big").translate(_AS_SIGNS).decode("ascii")


def _half(width: int, upper: bool) -> bytes:
    """In 32 bytes the upper (or lower) halves of what lies there in pieces of two `width`s, each moved apart before."""
    step, half = width * 16 // 5, ((1 << width) - 1) << (width if upper else 0)
    return sum(half << at for at in range(0, 256, step)).to_bytes(32, "big")


_DRAWN = ((1 << 160) - (1 << 32)).to_bytes(32, "big")  # 128 bits, and nothing in the two that would be left over
_HALVES = {width: (_half(width, True), _half(width, False)) for width in (80, 40, 20, 10, 5)}
_AS_SIGNS = bytes(ord(_SIGNS[at % 32]) for at in range(256))


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
        # The machine is asked once, and all names are written at once: to do it for each costs more than all the rest.
        drawn, texts = array("Q", os.urandom(8 * count)), _signs(os.urandom(32 * count))
        numbers = [number + 1 if (number := one >> 11) < _MOST else self.number() for one in drawn]  # of 64 bits 53
        publics = [texts[at : at + 26] for at in range(0, 32 * count, 32)]
        return list(zip(numbers, publics, strict=True))

    def salt(self) -> bytes:
        """128 random bits."""
        return self._source.getrandbits(128).to_bytes(16, "big")
