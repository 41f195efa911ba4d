"""The words of a short sentence, taken one after the other, and the parts that all sentences share.

An anchor must be a date that the ruleset knows: the caller's `known` says so, or what is wrong with the word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar, Union

from mutua.rules.model import Duration, FactKind, Unit
from mutua.rules.reading import scalars
from mutua.rules.reading.problems import Fault

Known = Callable[[str], "Fault | None"]  # None: the word is a known date
T = TypeVar("T")
P = ParamSpec("P")

FROM = ("da", "dal", "dalla", "dall'", "dallo")
OF = ("di", "del", "della", "dell'", "dello")
AT = ("al", "alla", "all'", "allo")
ARTICLES = ("il", "la", "l'", "lo")
WITHIN = ("nei", "nelle", "nel", "nell'", "nella")


class Refused(Exception):
    """Leaves a sentence half way; never leaves this module."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def total(parser: Callable[P, T]) -> Callable[P, Union[T, Fault]]:
    @wraps(parser)
    def run(*args: P.args, **kwargs: P.kwargs) -> Union[T, Fault]:
        try:
            return parser(*args, **kwargs)
        except Refused as refused:
            return refused.fault

    return run


class Words:
    """The words of a sentence, taken one after the other; an apostrophe ends a word (`dall'` `ultima`)."""

    def __init__(self, text: str, code: str) -> None:
        self.text = text
        self.code = code  # what to say when the sentence makes no sense
        straight = text.replace("’", "'")
        self.words = [(match[0], match.start()) for match in re.finditer(r"[^\s']+'?|'", straight)]
        self.at = 0

    def peek(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.words[at][0] if at < len(self.words) else ""

    @property
    def done(self) -> bool:
        return self.at >= len(self.words)

    @property
    def offset(self) -> int:
        return self.words[self.at][1] if not self.done else len(self.text)

    def next(self) -> str:
        if self.done:
            self.refuse()
        self.at += 1
        return self.words[self.at - 1][0]

    def take(self, *sequence: str) -> bool:
        """Takes these words if they come next."""
        if tuple(self.peek(i) for i in range(len(sequence))) != sequence:
            return False
        self.at += len(sequence)
        return True

    def any_of(self, words: Container[str]) -> str:
        """Takes the next word if it is one of these; else ""."""
        word = self.peek()
        if word and word in words:
            self.at += 1
            return word
        return ""

    def need_any(self, words: Container[str]) -> str:
        """Takes the next word, which must be one of these."""
        word = self.any_of(words)
        if not word:
            self.refuse()
        return word

    def need(self, *sequence: str) -> None:
        if not self.take(*sequence):
            self.refuse()

    def end(self, value: T) -> T:
        if not self.done:
            self.refuse()
        return value

    def refuse(self) -> NoReturn:
        raise Refused(Fault(self.code, self.text))

    def check(self, value: Union[T, Fault], offset: int) -> T:
        """The value, or the whole sentence refused with the fault of one of its words."""
        if isinstance(value, Fault):
            raise Refused(Fault(value.code, value.found, value.values, value.suggestion, offset))
        return value


# --------------------------------------------------------------- parts of sentences


def anchor(words: Words, known: Known, default: str = "") -> str:
    if words.done and default:
        return default
    offset, word = words.offset, words.next()
    fault = known(word)
    if fault is not None:
        words.check(fault, offset)
    return word


def after(words: Words) -> bool:
    """`dopo`, with or without an article."""
    if not words.take("dopo"):
        return False
    words.any_of(ARTICLES)
    return True


def duration(words: Words) -> Duration:
    offset = words.offset
    amount, unit = words.next(), words.peek()
    if not unit:
        words.refuse()
    return words.check(scalars.duration(f"{amount} {words.next()}"), offset)


def is_number(word: str) -> bool:
    return re.fullmatch(r"[0-9]+", word) is not None


def is_date(word: str) -> bool:
    return re.match(r"[0-9]{4}-", word) is not None


def date_of(words: Words) -> date:
    offset = words.offset
    return words.check(scalars.day(words.next()), offset)


def day_of_year(words: Words) -> tuple[int, int]:
    offset = words.offset
    return words.check(scalars.day_of_year(f"{words.next()} {words.next()}"), offset)


def ordinal(words: Words) -> int | None:
    """`4°` (or `4º`), at most the 1200th."""
    match = re.fullmatch(r"([1-9][0-9]{0,3})[°º]", words.peek())
    if not match or int(match[1]) > 1200:
        return None
    words.next()
    return int(match[1])


# --------------------------------------------------------------- bounds, as in checks and tables

@dataclass(frozen=True, slots=True)
class Figures:
    """How the figures of a fact are written: its kind and, for quantities, the unit they must carry."""

    kind: FactKind
    unit: Unit | None = None

    def parse(self, words: Words, unit_ahead: str = "") -> int:
        """The next figure; `unit_ahead` is the unit written after the second one (`da 1 a 2 ore`)."""
        offset, word = words.offset, words.next()
        unit = words.any_of(scalars.UNITS) or unit_ahead
        if self.kind is FactKind.MONEY:
            if unit not in ("", "euro"):
                words.refuse()
            return words.check(scalars.money(word), offset)
        if self.unit is not None:
            if unit and scalars.UNITS[unit] is not self.unit:
                words.check(Fault("figure_unit", f"{word} {unit}"), offset)
            if self.unit is Unit.HOURS and not unit:
                words.check(Fault("figure_in_hours", word), offset)
            if unit:
                return words.check(scalars.measure(f"{word} {unit}"), offset)[0]
        elif unit:
            words.check(Fault("figure_without_unit", f"{word} {unit}", {"number": word}), offset)
        if self.kind is FactKind.DECIMAL:
            return words.check(scalars.decimal(word), offset)
        return words.check(scalars.number(word), offset)


Bounds = tuple[Union[int, None], Union[int, None]]


@total
def bounds(text: str, figures: Figures) -> Bounds:
    """First and last figure, both included, in the fact's smallest step; None = open on that side."""
    words = Words(text, "bounds")
    return words.end(bounds_of(words, figures))


def bounds_of(words: Words, figures: Figures) -> Bounds:
    offset = words.offset
    low: int | None = None
    high: int | None = None
    if words.take("meno", "di"):
        high = figures.parse(words) - 1
        if high < 0:
            words.check(Fault("nothing_below", words.text), offset)
    elif words.take("più", "di"):
        low = figures.parse(words) + 1
    elif words.take("almeno"):
        low = figures.parse(words)
    elif words.take("al", "massimo") or words.take("fino", "a"):
        high = figures.parse(words)
    elif words.take("da"):
        low = figures.parse(words, words.peek(3) if words.peek(3) in scalars.UNITS else "")
        words.need("a")
        high = figures.parse(words)
        if high < low:
            words.check(Fault("bounds_reversed", words.text), offset)
    else:
        if not re.fullmatch(r"[0-9.,]+", words.peek()):
            words.refuse()
        low = high = figures.parse(words)
        if words.take("o", "più"):
            high = None
    return low, high
