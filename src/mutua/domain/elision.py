"""Italian articles before a figure that is read with a vowel first: «l'8 marzo», «dell'11 maggio», «dall'80 %»."""

from __future__ import annotations

import re

_QUOTED = r"«[^«»]*»"
_BEFORE_VOWEL = re.compile(rf"{_QUOTED}|\b(il|(?:da|de|a|ne|su)l) (?=0?8|11(?![0-9]))", re.IGNORECASE)


def elided(text: str) -> str:
    """An Italian sentence with its articles as they are read; what stands between quotation marks stays as it is."""
    return _BEFORE_VOWEL.sub(_joined, text)


def _joined(found: re.Match[str]) -> str:
    article = found[1]
    if article is None:
        return found[0]
    if article.lower() == "il":
        return f"{article[0].replace('i', 'l').replace('I', 'L')}'"
    return f"{article}l'"
