"""Pages of the movements that wait: each as if all had been looked at, though only those shown are compared by name."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bank.statements import Move
from mutua.bank.match_values import Grade
from mutua.domain.identifiers.creditor_reference import written_reference
from mutua.services.bank_desk import AT_ONCE, LineShown, count_certain, stamp_of, waiting_page
from mutua.services.bank_matches import matches
from mutua.store.database import Archive
from services.bank_helpers import moves
from services.dues_helpers import FIRST, SECOND, charged
from services.societies import Society, small_society

NAMES = ("Anna", "Bruno", "Carla", "Dario", "Elio", "Fabio")


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    for number, name in enumerate(NAMES):
        made.household(f"N{number}", name)
    return made


def told(one: LineShown) -> tuple[int, list[tuple[str, Grade]]]:
    return one.kept.line_id, [(each.stamp, each.grade) for each in one.proposals]


@pytest.mark.parametrize("seed", range(3))
def test_the_pages_together_are_what_comes_of_looking_at_all_of_them(society: Society, seed: int) -> None:
    """References written twice, names in the text or beside it, sums too small: what one takes the next has not."""
    chance, dues = random.Random(seed), {}
    for name in NAMES:
        dues[name] = charged(society, name, (FIRST, 12_000), (SECOND, 12_000))
    some = []
    for number in range(2 * AT_ONCE + 7):
        name, cents = chance.choice(NAMES), chance.choice([12_000, 12_000, 24_000, 5_000])
        reference = written_reference(chance.choice(dues[name]).reference) if chance.random() < 0.4 else "CONTRIBUTO"
        who = chance.choice(["", f"ROSSI {name.upper()}", f"{name.upper()} ROSSI", "ALTRI SPA"])
        text = f"{reference} DA {name} ROSSI" if chance.random() < 0.3 else reference
        some.append(Move(cents, f"2026-03-{number % 28 + 1:02d}", text=text, name=who, reference=f"R{number}"))
    moves(society, *some)
    with society.archive.reader.begin() as connection:
        whole = [
            (one.kept.line_id, [(stamp_of(each), each.grade) for each in one.proposals][:5])
            for one in matches(connection)
        ]  # fmt: skip
        pages = {
            certain: [waiting_page(connection, number, "it", certain=certain) for number in (1, 2, 3)]
            for certain in (True, False)
        }
        sure = count_certain(connection)
    is_sure = [bool(proposals) and proposals[0][1] is Grade.CERTAIN for _, proposals in whole]
    assert 0 < sum(is_sure) == sure < len(whole)
    for certain, shown in pages.items():
        assert [told(one) for page in shown for one in page.lines] == [
            one for one, is_ in zip(whole, is_sure, strict=True) if is_ is certain
        ]
        assert {(page.total, page.certain) for page in shown} == {(len(whole), sure)}
