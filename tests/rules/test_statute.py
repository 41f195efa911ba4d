"""The statute's file: read strictly, each figure with its article; nobody is let go for age or health."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from house.sources import ROOT
from mutua.domain.member_life import REASONS, Event, MemberKind
from mutua.rules.library import load, shipped_path
from mutua.rules.model.terms import Duration
from mutua.rules.model.vocabulary import DurationUnit
from mutua.rules.reading.problems import sentence
from mutua.rules.reading.reader_statute import (
    NEVER,
    REASON_WORDS,
    STATUTE_FILE,
    STATUTE_SHAPES,
    load_statute,
    read_statute,
)
from mutua.rules.reading.source import read_bytes
from mutua.rules.statute import Statute
from mutua.wording.statute import statute_sentences
from small_plan import plan_folder

SHIPPED = shipped_path() / STATUTE_FILE
TEXT = SHIPPED.read_text(encoding="utf-8")


def read(text: str) -> tuple[Statute | None, list[str]]:
    node, problems = read_bytes(text.encode(), "statuto.yaml")
    assert node is not None
    assert problems == []
    statute, more = read_statute(node)
    return statute, [sentence(one) for one in more]


def test_the_law_stands_where_no_statute_does() -> None:
    """Art. 23 CTS: sixty days to decide and tell, sixty days to appeal."""
    statute, problems = load_statute(SHIPPED, "statuto.yaml")
    assert problems == []
    assert statute is not None
    sixty = Duration(60, DurationUnit.DAYS)
    assert (statute.decision.within, statute.appeal.within) == (sixty, sixty)
    assert "art. 23" in statute.decision.article
    assert statute.votes == dict.fromkeys(MemberKind, True)
    assert set(statute.lapse.reasons) <= set(REASONS[Event.LAPSED])


@pytest.mark.parametrize("word", NEVER)
@pytest.mark.parametrize("before", ["per: [morosità, provv", "per: [morosità, ente", "per: [gravi inad"])
def test_age_and_health_are_no_reason(word: str, before: str) -> None:
    statute, told = read(TEXT.replace(before, f"per: [{word}, " + before[6:], 1))
    assert statute is None
    assert [word in one and "per quelle la società non lascia nessuno" in one for one in told] == [True]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("decisione: 60 giorni", "decisione: 60 ore", "un termine in giorni, mesi o anni"),
        ("decisione: 60 giorni", "decisione: sessanta giorni", "sessanta giorni"),
        ("  articolo: art. 24 c.c.\n", "", "articolo"),
        ("numero: nuovo", "numero: altro", "nuovo, precedente"),
        ("  sostenitore: {voto: sì}\n", "", "sostenitore"),
        ("  collettivo: {voto: sì}", "  colletivo: {voto: sì}", "forse intendevi «collettivo»"),
        ("voto: no", "voto: forse", "forse"),
        ("voto: no", "voto: no, ritardo: 24 ore", "un termine in giorni, mesi o anni"),
        ("ente cessato", "gravi inadempienze", "ente cessato"),  # a reason of exclusions, not of lapses
        ("titolo: Regole", "età_massima: 75\ntitolo: Regole", "età_massima"),
    ],
)
def test_a_mistake_is_told_and_no_statute_comes_of_it(before: str, after: str, words: str) -> None:
    assert before in TEXT
    statute, told = read(TEXT.replace(before, after, 1))
    assert statute is None
    assert len(told) == 1
    assert words in told[0]


def test_checking_a_society_checks_its_statute_too(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path)
    assert load(plan.parent)[1] == []
    (plan.parent / STATUTE_FILE).write_text(TEXT.replace("60 giorni", "60 ore", 1), encoding="utf-8")
    for path in (plan, plan.parent, plan.parent / STATUTE_FILE, tmp_path):
        assert [one.code for one in load(path)[1]] == ["statute_hours"], path


def test_every_key_of_a_statute_stands_in_its_page() -> None:
    words = set(re.findall(r"\w+", (ROOT / "docs" / "members.md").read_text(encoding="utf-8")))
    assert sorted({key.name for shape in STATUTE_SHAPES for key in shape.keys} - words) == []
    assert sorted({word for text in REASON_WORDS for word in text.split()} - words) == []


def test_every_figure_and_every_reason_of_the_statute_is_said_with_its_article() -> None:
    statute, _ = read(TEXT.replace("decisione: 60", "decisione: 45").replace("ricorso: 60", "ricorso: 30"))
    assert statute is not None
    told = " ".join(statute_sentences(statute)).replace("\xa0", " ")
    for wanted in ("45 giorni", "30 giorni", "6 mesi", "morosità", "ente cessato", "danno alla società", "numero nuovo",
                   "non vota", "art. 24 c.c.", statute.decision.article, "Nessuno esce per età o salute."):  # fmt: skip
        assert wanted in told
    delayed, _ = read(TEXT.replace("voto: no}", "voto: no, ritardo: 3 mesi}"))
    assert delayed is not None
    assert "la morosità sospende dopo 3 mesi di ritardo" in " ".join(statute_sentences(delayed)).replace("\xa0", " ")
    english = " ".join(statute_sentences(statute, "en"))
    assert "within 45" in english.replace("\xa0", " ")
