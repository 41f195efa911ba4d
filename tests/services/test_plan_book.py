"""What the archive must know of a regulation before it can lay out a request."""

from __future__ import annotations

from mutua.rules.library import shipped_path
from mutua.services.plan_book import book_of


def test_a_notice_in_hours_reads_the_hour_of_the_request() -> None:
    """«Si chiede almeno 24 ore prima dell'inizio» (Consorzio Mutue di Novara, Preavviso)."""
    book = book_of(shipped_path())
    assert "richiesta_ore" in book["consorzio-mutue-novara/ospedaliera"].facts_read
    assert "richiesta_ore" not in book["mutua-artieri/sia3"].facts_read
