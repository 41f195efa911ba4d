"""Every event, state, kind, reason and notice of a member's life has words in both languages."""

from __future__ import annotations

import re

import pytest

from house.sources import PACKAGE
from mutua.domain import member_life as life
from mutua.rules.reading.reader_statute import KINDS as KIND_WORDS
from mutua.rules.reading.reader_statute import REASON_WORDS
from mutua.wording import member_life as words
from mutua.wording.covers import COVER_NOTICES


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (words.EVENTS, set(life.Event)), (words.STATES, set(life.State)), (words.KINDS, set(life.MemberKind)),
        (words.BODIES, set(life.BODIES)), (words.REASONS, {one for some in life.REASONS.values() for one in some}),
    ],
    ids=["events", "states", "kinds", "bodies", "reasons"],
)  # fmt: skip
def test_every_code_has_words_in_both_languages(table: dict[str, tuple[str, str]], codes: set[str]) -> None:
    assert set(table) == codes
    assert [code for code, (italian, english) in table.items() if not italian or italian == english] == []


def test_every_notice_has_a_sentence() -> None:
    """Notices are pairs put on a list: `notices.append(("code", …))`."""
    rooms = [path.read_text(encoding="utf-8") for path in (PACKAGE / "services").glob("*.py")]
    given = {code for text in rooms for code in re.findall(r'notices\.append\(\("(\w+)"', text)}
    told = {**words.NOTICES, **COVER_NOTICES}
    assert given == set(told)
    assert [code for code, (italian, english) in told.items() if italian == english] == []


def test_the_words_of_a_statute_are_those_that_are_printed() -> None:
    assert {word: code for code, (word, _) in words.REASONS.items()} == dict(REASON_WORDS)
    assert {word: kind for kind, (word, _) in words.KINDS.items()} == dict(KIND_WORDS)
