"""Figures of a condition inside the phrase of their fact: «da 3 a 17 anni», «con almeno 3 impianti»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from mutua.rules.model import FactKind
from mutua.wording.grammar import Noun, figures, fused, noun, singular, the
from mutua.wording.numbers import decimal, money, whole
from mutua.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Bounds:
    """A figure between two bounds, both included, in the smallest step of its kind."""

    low: int | None
    high: int | None
    kind: FactKind = FactKind.NUMBER

    @property
    def exact(self) -> bool:
        return self.low is not None and self.low == self.high


def figure(voice: Voice, number: int, kind: FactKind) -> str:
    """One figure: money, hundredths or a whole number."""
    if kind is FactKind.MONEY:
        return money(number, voice.language)
    if kind is FactKind.DECIMAL:
        return decimal(Fraction(number, 100), voice.language)
    return whole(number, voice.language)


def _lowest(voice: Voice, low: int, kind: FactKind) -> str:
    if kind in (FactKind.MONEY, FactKind.DECIMAL) and low % 100 == 1:
        return voice.say("più di ", "more than ") + figure(voice, low - 1, kind)
    return voice.say("almeno ", "at least ") + figure(voice, low, kind)


def _highest(voice: Voice, high: int, kind: FactKind) -> str:
    if kind in (FactKind.MONEY, FactKind.DECIMAL) and high % 100 == 99:
        return voice.say("meno di ", "less than ") + figure(voice, high + 1, kind)
    return voice.say("al massimo ", "at most ") + figure(voice, high, kind)


def said(voice: Voice, bounds: Bounds) -> str:
    """The bare figures: «almeno 3», «3 o 4», «almeno 3 e al massimo 6»."""
    low, high, kind = bounds.low, bounds.high, bounds.kind
    if low is None and high is None:
        return voice.say("qualunque numero di", "any number of")
    if low is None or high is None:
        return _lowest(voice, low, kind) if low is not None else _highest(voice, high or 0, kind)
    if low == high:
        return figure(voice, low, kind)
    if high == low + 1 and kind is FactKind.NUMBER:
        return f"{figure(voice, low, kind)} {voice.say('o', 'or')} {figure(voice, high, kind)}"
    return f"{_lowest(voice, low, kind)} {voice.say('e', 'and')} {_highest(voice, high, kind)}"


def _between(voice: Voice, bounds: Bounds) -> str | None:
    """«da 3 a 6» where both bounds are plain and apart."""
    low, high, kind = bounds.low, bounds.high, bounds.kind
    if low is None or high is None or high <= low + 1:
        return None
    if kind is not FactKind.NUMBER and (low % 100 == 1 or high % 100 == 99):
        return None
    return (
        f"{voice.say('da', 'from')} {figure(voice, low, kind)} {voice.say('a', 'to')} {figure(voice, high, kind)}"
    )


def in_phrase(voice: Voice, template: str, one: str, bounds: Bounds) -> str:
    """The figures in the phrase of a fact (`{}` marks their place; `one` is the phrase for exactly one)."""
    if template.startswith(voice.say("a {}", "at {}")):
        return _age(voice, template, one, bounds)
    only_bound = bounds.low if bounds.high is None else bounds.high
    unit_of_one = 100 if bounds.kind is FactKind.DECIMAL else 1
    if one and only_bound == unit_of_one and (bounds.exact or None in (bounds.low, bounds.high)):
        return _around_one(voice, one, bounds)
    ranged = _between(voice, bounds)
    if ranged is not None and voice.italian and re.search(r"\bdi \{\}", template):
        return template.replace("di {}", ranged, 1)
    if ranged is not None and not voice.italian:
        return template.replace("{}", f"{bounds.low} to {bounds.high}", 1)
    if bounds.exact and voice.italian and only_bound == unit_of_one:
        return re.sub(r"\{\} (\w+)", lambda found: f"1 {singular(found.group(1))}", template, count=1)
    return insert(template, said(voice, bounds))


def insert(template: str, figures_said: str) -> str:
    """The figures where `{}` stands; «del {}» becomes «dell'80», «di almeno 80»."""
    found = re.search(r"\b(del|al|dal|nel) \{\}", template)
    if found is None:
        return template.replace("{}", figures_said, 1)
    bare = {"del": "di", "al": "a", "dal": "da", "nel": "in"}[found.group(1)]
    said_so = fused(bare, Noun(figures_said)) if figures_said[:1].isdigit() else f"{bare} {figures_said}"
    return template.replace(found.group(), said_so, 1)


def _around_one(voice: Voice, one: str, bounds: Bounds) -> str:
    if bounds.exact:
        return one
    prefix = voice.say("almeno", "at least") if bounds.high is None else voice.say("al massimo", "at most")
    marked, found = re.subn(r"\b(un'|uno?\b|una\b|1\b)", rf"{prefix} \1", one, count=1)
    return marked if found else f"{one} ({prefix} 1)"


def _age(voice: Voice, template: str, one: str, bounds: Bounds) -> str:
    """Ages read their own way: «da 18 anni in su», «sotto i 18 anni», «da 3 a 17 anni»."""
    low, high = bounds.low, bounds.high
    rest = template[len(voice.say("a {}", "at {}")):]
    if bounds.exact:
        return one if one and low == 1 else template.replace("{}", str(low), 1)
    if low is not None and high is not None:
        return voice.say(f"da {low} a {high}{rest}", f"from {low} to {high}{rest}")
    if low is not None:
        return voice.say(f"da {low}{rest} in su", f"from {low}{rest}")
    limit = (high or 0) + 1
    if limit == 1:
        return voice.say("prima di compiere un anno", "before the first birthday")
    return voice.say(f"sotto {the(figures(f'{limit}'))}{rest}", f"under {limit}{rest}")


def with_title(voice: Voice, title: str, bounds: Bounds) -> str:
    """Figures of a fact without a phrase: «con preventivo di almeno 300 €», «con almeno 3 impianti»."""
    ranged = _between(voice, bounds)
    if not voice.italian:
        return f"with {title} {ranged}" if ranged else f"with {title} of {said(voice, bounds)}"
    if noun(title).plural and bounds.kind is FactKind.NUMBER and bounds.low != 1 and bounds.high != 1:
        return f"con {said(voice, bounds)} {title}"
    return f"con {title} {ranged}" if ranged else f"con {title} di {said(voice, bounds)}"


def in_span(voice: Voice, span: str, feminine: bool) -> str:
    """«nei 10 giorni», «negli 8 mesi», «nelle 24 ore», «nell'anno»; «in the 10 days»."""
    if voice.italian:
        return fused("in", figures(span, feminine=feminine))
    return f"in the {span.removeprefix('1 ')}"
