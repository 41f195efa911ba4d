"""What the archive must know of a regulation before it can lay out a request."""

from __future__ import annotations

from pathlib import Path

import pytest

from mutua.rules.library import shipped_path
from mutua.services.plan_book import book_of
from small_plan import plan_folder


def test_a_notice_in_hours_reads_the_hour_of_the_request() -> None:
    """«Si chiede almeno 24 ore prima dell'inizio» (Consorzio Mutue di Novara, Preavviso)."""
    book = book_of(shipped_path())
    assert "richiesta_ore" in book["consorzio-mutue-novara/ospedaliera"].facts_read
    assert "richiesta_ore" not in book["mutua-artieri/sia3"].facts_read


@pytest.mark.parametrize(
    "code", ["/", "/tmp", "prova/", "../prova", "mutua-di-prova/..", "mutua-di-prova/.", "a\\b/c", "a/" + "b" * 300,
             "Mutua/prova", "a\0/b", "C:/prova", "altra/prova"],
)  # fmt: skip
def test_what_a_browser_sends_as_the_name_of_a_plan_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    """With a slash before it a name would be an address of the whole machine, and a plan that lay there one to decide
    by; and what is sent is not kept for ever.
    """
    plan_folder(tmp_path / "rulesets")
    monkeypatch.setattr("mutua.rules.library.load", lambda path: pytest.fail(f"{path} is looked at"))
    book = book_of(tmp_path / "rulesets")
    assert book.get(code) is None
    assert not book.has(code)
    assert code not in book._known
