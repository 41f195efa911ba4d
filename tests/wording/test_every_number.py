"""Change any number of the rules and some sentence changes: what no sentence says, nobody can check."""

from __future__ import annotations

import pytest

from mutua.wording.describe import ruleset_sentences
from mutua.wording.numbers import Language
from wording.mutations import mutations
from wording.samples import RULESET


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_figure_of_the_model_stands_in_a_sentence(language: Language) -> None:
    before = ruleset_sentences(RULESET, language)
    found = list(mutations(RULESET))
    mute = [path for path, changed in found if ruleset_sentences(changed, language) == before]
    assert mute == []
    assert len(found) > 150
