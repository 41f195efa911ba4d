"""New names: many at once are drawn as one by one, and written the same."""

from __future__ import annotations

import os
import random

from mutua.store.ids import Ids, _signs

SIGNS = "abcdefghijklmnopqrstuvwxyz234567"


def _slowly(bits: int) -> str:
    """128 bits as 26 signs, two noughts added."""
    return "".join(SIGNS[bits << 2 >> place & 31] for place in range(125, -1, -5))


def test_many_names_of_a_seeded_source_are_those_drawn_one_by_one() -> None:
    one, other = Ids(random.Random(5)), Ids(random.Random(5))
    assert one.pairs(50) == [(other.number(), other.public()) for _ in range(50)]


def test_names_written_together_are_those_written_one_by_one() -> None:
    drawn = b"".join([bytes(32), b"\xff" * 32, os.urandom(32 * 50)])
    written = _signs(drawn)
    for at in range(52):
        bits = int.from_bytes(drawn[32 * at + 12 : 32 * at + 28], "big")
        assert written[32 * at : 32 * at + 26] == _slowly(bits)
    assert Ids(random.Random(5)).public() == _slowly(random.Random(5).getrandbits(128))


def test_the_names_of_the_machine_are_all_different_and_well_formed() -> None:
    found = Ids().pairs(2000)
    assert len({number for number, _ in found}) == len({public for _, public in found}) == 2000
    assert all(0 < number < 1 << 53 for number, _ in found)
    assert all(len(public) == 26 and set(public) <= set(SIGNS) for _, public in found)
    assert Ids().pairs(0) == []
