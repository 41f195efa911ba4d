"""Names of payers as banks write them: in capitals, without accents, surname first or last, among other words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from mutua.domain.payment_text import payment_text

Key = TypeVar("Key")
_WORD = re.compile(r"[A-Z]+")
_WORD_OR_NUMBER = re.compile(r"[A-Z0-9]+")
WORDS_KEPT = 10_000  # texts whose words are remembered while movements are compared
MOST_JOINED = 4  # words of one surname: «de la Pierre» is three, or one
# What firms are by law, and small words: they tell no firm from another.
_LEGAL = frozenset(
    (
        "SRL", "SRLS", "SPA", "SNC", "SAS", "SAPA", "SCARL", "SCRL", "SOC", "SOCIETA", "COOP", "COOPERATIVA", "SOCIALE",
        "ETS", "ONLUS", "ASD", "APS", "ODV", "DI", "E", "IL", "LA",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may pay: `person_id` None where it is a firm, which has no given name."""

    surname: str
    given_name: str = ""
    person_id: int | None = None

    @property
    def full_name(self) -> str:
        return f"{self.surname} {self.given_name}".strip()


def written_words(text: str, *, keep_digits: bool = False) -> list[str]:
    """The words of a text in capitals, without accents; an apostrophe joins, any other sign parts."""
    if text.isascii() and text.isalpha():
        return [text.upper()]
    return list(_parted(text, keep_digits))


@lru_cache(maxsize=WORDS_KEPT)  # each movement is compared in several ways
def _parted(text: str, keep_digits: bool) -> tuple[str, ...]:
    plain = text.upper()
    if not plain.isascii():
        plain = payment_text(unicodedata.normalize("NFC", plain), len(plain) * 3).upper()
    joined = plain.replace("'", "")
    return tuple((_WORD_OR_NUMBER if keep_digits else _WORD).findall(joined))


def forget_words() -> None:
    """What movements and names said does not stay in memory once they were compared."""
    _parted.cache_clear()


def words_remembered() -> int:
    """Of how many texts the words are remembered now."""
    return _parted.cache_info().currsize


def words_of(text: str, *, keep_digits: bool = False) -> frozenset[str]:
    return frozenset(written_words(text, keep_digits=keep_digits))


def firm_words(name: str) -> list[str]:
    """The words that tell a firm from others."""
    words = written_words(re.sub(r"(?<=\b[A-Za-z])\.\s?(?=[A-Za-z]\b)", "", name), keep_digits=True)
    return [one for one in words if one not in _LEGAL] or words


@dataclass(slots=True)
class NamedPeople(Generic[Key]):
    """Payers by how their people are called."""

    told: Iterable[tuple[Key, tuple[Person, ...]]]
    _surnames: dict[str, list[tuple[Key, Person]]] = field(default_factory=dict)
    _firms: dict[str, list[tuple[Key, Person, list[str]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, people in self.told:
            for one in people:
                if one.person_id is None and not one.given_name:
                    words = firm_words(one.surname)
                    if words:
                        self._firms.setdefault(words[0], []).append((key, one, words))
                elif surname := "".join(written_words(one.surname)):
                    self._surnames.setdefault(surname, []).append((key, one))
        self.told = ()

    def named_in(self, name: str, text: str) -> dict[Key, tuple[Person, ...]]:
        """The payers one of whose people is named, surname beside given name, as who paid or in the text."""
        found: dict[Key, dict[Person, None]] = {}
        if not (self._surnames or self._firms):
            return {}
        for said in (name, text):
            words = written_words(said)
            for start, end, key, one in self._surnames_in(words):
                if _given_beside(words, start, end, one.given_name):
                    found.setdefault(key, {})[one] = None
        for said, fewest in ((name, 1), (text, 2)):
            words = written_words(said, keep_digits=True)
            for at, word in enumerate(words):
                for key, one, wanted in self._firms.get(word, ()):
                    if len(wanted) >= fewest and words[at : at + len(wanted)] == wanted:
                        found.setdefault(key, {})[one] = None
        return {key: tuple(people) for key, people in found.items()}

    def surnamed_in(self, name: str) -> dict[Key, tuple[Person, ...]]:
        """The payers one of whose people has a surname that stands in the name of who paid."""
        found: dict[Key, dict[Person, None]] = {}
        for _, _, key, one in self._surnames_in(written_words(name)):
            found.setdefault(key, {})[one] = None
        return {key: tuple(people) for key, people in found.items()}

    def _surnames_in(self, words: Sequence[str]) -> Iterator[tuple[int, int, Key, Person]]:
        for start in range(len(words)):
            for end in range(start + 1, min(start + MOST_JOINED, len(words)) + 1):
                for key, one in self._surnames.get("".join(words[start:end]), ()):
                    yield start, end, key, one


def _given_beside(words: Sequence[str], start: int, end: int, given_name: str) -> bool:
    """Whether the given name, or the first of several, stands right after the surname or right before it."""
    given = written_words(given_name)
    if not given:
        return False
    count = len(given)
    after, before = list(words[end : end + count]), list(words[max(0, start - count) : start])
    first_only = list(words[end : end + 1]) == given[:1] or (start > 0 and words[start - 1] == given[0])
    return after == given or before == given or first_only
