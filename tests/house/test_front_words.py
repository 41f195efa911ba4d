"""One word for one thing on the pages: what a member asks is a «domanda», there and in letters and explanations."""

from __future__ import annotations

import re

from house.sources import ROOT

PAGES = ROOT / "src" / "mutua" / "web" / "templates"
SAID = re.compile(r"""say\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
# «richiesta di documenti» is another thing: what the society asks of the member.
OTHER_WORD = re.compile(r"\bpratic(?:a|he)\b|\brichiest[ae]\b(?! di documenti)", re.IGNORECASE)


def test_a_request_is_called_a_domanda_on_every_page() -> None:
    pages = sorted(PAGES.glob("*.html"))
    texts = [(path.name, told) for path in pages for told in SAID.findall(path.read_text("utf-8"))]
    assert len(texts) > 100, "the search finds none: it looks for the wrong texts"
    assert [(name, told) for name, told in texts if OTHER_WORD.search(told)] == []
