"""A counted noun has its singular: no page says «1 addebiti»."""

from __future__ import annotations

import re

import pytest

from house.sources import ROOT

MANY = (
    "nuclei|addebiti|persone|domande|righe|movimenti|bonifici|avvisi|estratti|mandati|giorni|ricevute|pratiche|"
    "richieste|documenti|firme|rettifiche|scadenze|possibilità|aziende|coperture|soci|file|volte|lettere|incassi"
)
_COUNTED = re.compile(r'"[^"{}]*\{\w+\} (?:' + MANY + r')\b[^"]*", "')
_ASKED = re.compile(r"== 1\b|== most \+ 1\b|!= 1\b|> 1\b")
# What is never one: the most that a file holds, the days of a choice or of a setting, the firms of a list of several.
NEVER_ONE = ("{most}", "al massimo {n}", "al più {n}", "da meno di {after} giorni", "da almeno {n} giorni",
             "Annulla per tutte le {n} aziende")  # fmt: skip


def without_a_singular(text: str) -> list[str]:
    """The sentences of a template that count something in the plural, where nothing beside asks whether it is one."""
    return [
        found[0][1:60]
        for line in text.splitlines()
        for found in _COUNTED.finditer(line)
        if not _ASKED.search(line) and not any(one in found[0] for one in NEVER_ONE)
    ]


def test_every_page_that_counts_has_words_for_one() -> None:
    pages = sorted((ROOT / "src/mutua/web/templates").rglob("*.html"))
    assert pages
    assert {page.name: told for page in pages if (told := without_a_singular(page.read_text(encoding="utf-8")))} == {}


@pytest.mark.parametrize(
    ("line", "amiss"),
    [
        ('{{ say("{n} addebiti, {cents}", "{n} debits, {cents}", n=3) }}', 1),
        ('{{ say("In tutto, {n} nuclei", "In all, {n} households", n=3) }}', 1),
        ('{{ say("1 nucleo", "1 household") if n == 1 else say("{n} nuclei", "{n} households", n=n) }}', 0),
        ('{{ say("Nuclei: {n}", "Households: {n}", n=n) }}', 0),
    ],
)
def test_a_sentence_without_its_singular_is_noticed(line: str, amiss: int) -> None:
    assert len(without_a_singular(line)) == amiss
