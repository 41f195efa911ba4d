"""What changes between two versions, as sentences: the old one, the new one, the changed words marked."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

from mutua.rules.model import Ruleset
from mutua.wording.describe import benefit_sentence, keyed_sentences
from mutua.wording.numbers import Language

Kind = Literal["changed", "added", "removed"]

_ORDER: dict[Kind, int] = {"changed": 0, "added": 1, "removed": 2}


@dataclass(frozen=True, slots=True)
class Difference:
    """One sentence that changed, came or went; `key` says what it is about («benefit VISITA money»).

    `marked_old` and `marked_new` carry the changed words between [- -] and {+ +}.
    """

    kind: Kind
    key: str
    about: str = ""  # title of the benefit, where the sentence belongs to one
    old: str = ""
    new: str = ""

    @property
    def marked_old(self) -> str:
        return _marked(self.old, self.new, "[-", "-]")

    @property
    def marked_new(self) -> str:
        return _marked(self.new, self.old, "{+", "+}")


def ruleset_diff(a: Ruleset, b: Ruleset, language: Language = "it") -> list[Difference]:
    """From `a` to `b`: changed sentences, then added ones, then removed ones. Empty if they say the same."""
    old, new = _one_by_one(a, b, language), _one_by_one(b, a, language)
    titles = {code: benefit.title for one in (a, b) for code, benefit in one.benefits.items()}
    found: list[Difference] = []
    for key, text in new.items():
        if key not in old:
            found.append(Difference("added", key, _about(key, titles), new=text))
        elif old[key] != text:
            found.append(Difference("changed", key, _about(key, titles), old[key], text))
    found += [Difference("removed", key, _about(key, titles), old=text) for key, text in old.items() if key not in new]
    return sorted(found, key=lambda one: _ORDER[one.kind])


def _one_by_one(rules: Ruleset, other: Ruleset, language: Language) -> dict[str, str]:
    """The sentences by key; a benefit that the other version lacks is one text, signed with its article."""
    said = keyed_sentences(rules, language)
    for code in rules.benefits.keys() - other.benefits.keys():
        said = {key: text for key, text in said.items() if not _is_of(key, code, rules)}
    for code, benefit in rules.benefits.items():
        if code not in other.benefits:
            said[f"benefit {code}"] = benefit_sentence(rules, benefit, language)
    return said


def _is_of(key: str, code: str, rules: Ruleset) -> bool:
    """Whether a sentence is of the benefit: of several codes that begin alike, the longest."""
    codes = [one for one in rules.benefits if key.startswith(f"benefit {one} ")]
    return bool(codes) and max(codes, key=len) == code


def _about(key: str, titles: dict[str, str]) -> str:
    """The title of the benefit a key belongs to: the longest code it can be."""
    rest = key.removeprefix("benefit ")
    codes = [code for code in titles if rest == code or rest.startswith(f"{code} ")] if rest != key else []
    return titles[max(codes, key=len)] if codes else ""


def diff_lines(differences: list[Difference]) -> list[str]:
    """The differences as text: `-` before what was, `+` before what is, under the title of their benefit."""
    lines: list[str] = []
    about = ""
    for one in differences:
        if one.about != about:
            about = one.about
            lines.append(f"{about}:" if about else "")
        if one.old:
            lines.append(f"- {one.marked_old if one.new else one.old}")
        if one.new:
            lines.append(f"+ {one.marked_new if one.old else one.new}")
    return lines


def _marked(text: str, other: str, opening: str, closing: str) -> str:
    """The words of the text that the other lacks, between marks."""
    words, others = _words(text), _words(other)
    matcher = difflib.SequenceMatcher(a=words, b=others, autojunk=False)
    said = []
    for tag, first, last, _, _ in matcher.get_opcodes():
        piece = "".join(words[first:last])
        if tag == "equal" or not piece.strip():
            said.append(piece)
        else:
            bare = piece.strip(" ")
            lead, tail = piece[: len(piece) - len(piece.lstrip(" "))], piece[len(piece.rstrip(" ")):]
            said.append(f"{lead}{opening}{bare}{closing}{tail}")
    return "".join(said).replace(f"{closing} {opening}", " ")


def _words(text: str) -> list[str]:
    """Words and the spaces between them; a figure and its sign are one word."""
    return re.findall(r" +|[^ ]+", text)
