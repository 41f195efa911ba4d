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


def test_the_button_of_a_file_speaks_our_language_and_not_the_browser_s() -> None:
    """The browser's own field says «Choose File» in its language: there is one macro for all of them."""
    with_one = [path.name for path in sorted(PAGES.glob("*.html")) if 'type="file"' in path.read_text("utf-8")]
    assert with_one == ["fields.html"]
