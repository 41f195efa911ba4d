"""Each mistake an author can make: a broken ruleset, and what our message must say so that a clerk can mend it."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_rulesets import BROKEN, expected, place_of, problems_of

from mutua.rules.reading.problem_sentences import TEXTS
from mutua.rules.reading.problems import sentence

FOLDERS = sorted(path for path in BROKEN.iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_one_mistake_is_said_once_at_its_place(folder: Path, tmp_path: Path) -> None:
    wanted = expected(folder)
    problems = problems_of(folder, tmp_path)
    assert [(one.code, place_of(one, folder, tmp_path)) for one in problems] == [(wanted.code, wanted.place)]
    said = sentence(problems[0])
    assert [words for words in wanted.words if words not in said] == [], said


def test_every_mistake_has_its_broken_ruleset() -> None:
    elsewhere = {code for code in TEXTS if code.startswith(("statute_", "pact_"))}  # in test_statute.py, test_pact.py
    assert sorted(set(TEXTS) - elsewhere - {expected(folder).code for folder in FOLDERS}) == []


def test_every_folder_says_what_to_find() -> None:
    assert [folder.name for folder in FOLDERS if not expected(folder).words] == []
