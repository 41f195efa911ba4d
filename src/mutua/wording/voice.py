"""The regulation and the language a sentence is said in, with the names it gives to facts, papers and benefits."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mutua.rules.model import Benefit, Fact, Ruleset, Unit
from mutua.wording import numbers
from mutua.wording.builtin import ANCHORS, PHRASES_EN, PHRASES_IT, QUESTIONS_EN, TITLES_EN
from mutua.wording.grammar import Noun, bare, fused, noun, the
from mutua.wording.numbers import Language

_ENGLISH_PREPOSITIONS = {"di": "of", "a": "to", "da": "from", "in": "in", "su": "on"}


@dataclass(frozen=True, slots=True)
class Voice:
    """What every phrase needs: the ruleset whose names it says, and the language.

    In English the regulation's own words (titles, questions, phrases) stay Italian, between quotation marks.
    """

    ruleset: Ruleset
    language: Language = "it"

    @property
    def italian(self) -> bool:
        return self.language == "it"

    def say(self, italian: str, english: str) -> str:
        return italian if self.italian else english

    def own(self, text: str) -> str:
        """Words of the regulation itself."""
        return text if self.italian else f"“{text}”"

    def note(self, text: str) -> str:
        """A note of the regulation, without the mark [U] by which its author finds uncertain readings again."""
        return self.own(" ".join(text.replace("[U]", " ").split()))

    def quoted(self, text: str) -> str:
        return f"«{text}»" if self.italian else f"“{text}”"

    def article(self, article: str) -> str:
        """The article in brackets exactly as the regulation names it; nothing when there is none."""
        return f" ({article})" if article else ""

    def money(self, cents: int) -> str:
        return numbers.money(cents, self.language)

    def quantity(self, count: int, unit: Unit) -> str:
        return numbers.quantity(count, unit, self.language)

    def fact(self, name: str) -> Fact | None:
        return self.ruleset.facts.get(name)

    def title(self, name: str) -> str:
        """The noun for a fact or a paper, without article."""
        fact = self.fact(name)
        if not self.italian and name in TITLES_EN and (fact is None or fact.builtin):
            return TITLES_EN[name]
        paper = self.ruleset.papers.get(name)
        if paper is not None and fact is None:
            return self.own(bare(paper.title))
        text = fact.title if fact is not None and fact.title else name.replace("_", " ")
        return self.own(bare(text))

    def question(self, name: str, benefit: Benefit | None = None) -> str:
        """The question that asks for a fact; a quantity is asked in the unit of the benefit."""
        fact = self.fact(name)
        if name == "quantità" and benefit is not None and benefit.unit is not None:
            many, many_en = numbers.UNITS[benefit.unit][1], numbers.UNITS[benefit.unit][3]
            return self.say(f"{'Quante' if many.endswith(('e', 'ia')) else 'Quanti'} {many}?", f"How many {many_en}?")
        if not self.italian and (fact is None or fact.builtin) and name in QUESTIONS_EN:
            return QUESTIONS_EN[name]
        if fact is not None and fact.question:
            return self.own(fact.question)
        return self.say(f"{self.title(name)}?", f"{self.title(name)}?")

    def phrases(self, name: str) -> dict[str, str]:
        """How a sentence says the values of a fact, by value ("" for a figure)."""
        fact = self.fact(name)
        if fact is None:
            return {}
        if self.italian:
            return dict(fact.phrases or (PHRASES_IT.get(name, {}) if fact.builtin else {}))
        english = PHRASES_EN.get(name, {}) if fact.builtin else {}
        said = {key: self.own(text) for key, text in fact.phrases.items() if key not in ("", "1")}
        return {**said, **english}

    def anchor(self, name: str) -> Noun:
        """The Italian noun of a date that a term is counted from."""
        if name in ANCHORS:
            return ANCHORS[name][0]
        paper = self.ruleset.papers.get(name)
        if paper is not None and name not in self.ruleset.facts:
            return noun(self._short(paper.title))
        fact = self.fact(name)
        return noun(fact.title if fact is not None and fact.title else name.replace("_", " "))

    def _short(self, title: str) -> str:
        """The title of a paper as an anchor: up to its first specification, unless another paper starts alike."""
        short = re.split(r" con | \(|,", title)[0]
        alike = [paper for paper in self.ruleset.papers.values() if re.split(r" con | \(|,", paper.title)[0] == short]
        return title if len(alike) > 1 or short == "fattura" else short

    def at(self, preposition: str, name: str) -> str:
        """An anchor after di, a, da, in, su, or with its bare article where the preposition is empty."""
        if self.italian:
            word = self.anchor(name)
            return fused(preposition, word) if preposition else the(word)
        english = ANCHORS[name][1] if name in ANCHORS else f"the {self.own(self.anchor(name).text)}"
        return f"{_ENGLISH_PREPOSITIONS[preposition]} {english}" if preposition else english

    def paper(self, name: str) -> str:
        paper = self.ruleset.papers.get(name)
        return self.own(bare(paper.title) if paper is not None else name.replace("_", " "))

    def paper_noun(self, name: str) -> Noun:
        """The Italian noun of a paper, with the gender and number its title tells."""
        paper = self.ruleset.papers.get(name)
        return noun(paper.title if paper is not None else self.title(name).strip("“”"))

    def benefit(self, code: str) -> str:
        benefit = self.ruleset.benefits.get(code)
        return self.own(benefit.title if benefit is not None else code)

    def cover(self, name: str) -> str:
        """The title of an assistance."""
        assistance = self.ruleset.assistances.get(name)
        return assistance.title if assistance is not None and assistance.title else name.replace("_", " ")

    def pot(self, name: str) -> str:
        """The title of a pot or an exchange."""
        pot = self.ruleset.pots.get(name)
        if pot is not None:
            return self.own(pot.title or name.replace("_", " "))
        exchange = self.ruleset.exchanges.get(name)
        return self.own(exchange.title or name.replace("_", " ") if exchange is not None else name.replace("_", " "))
