"""What may still be told of a request: the papers and answers that it waits for first, then the others of its plan."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mutua.domain.asked import FactAsked
from mutua.domain.case import FactValue
from mutua.domain.decisions import Missing
from mutua.intake.answer_cell import answer_of
from mutua.intake.mistakes import Mistake
from mutua.rules.engine.versions import version_on
from mutua.rules.model import FactKind, Ruleset, Unit
from mutua.services.benefit_asked import choice_words
from mutua.services.claim_drafts import forget_files
from mutua.services.claim_file import ClaimFile
from mutua.services.claim_life import Desktop, Done, complete
from mutua.services.decide_claim import Refusal
from mutua.services.papers import KeptFile, keep_file
from mutua.services.plan_book import PlanBook
from mutua.store.vault import Vault
from mutua.wording.numbers import Language
from mutua.wording.voice import Voice

MINUTES = 60  # of an hour
QUANTITY = "quantità"


class PaperToTell(NamedTuple):
    name: str
    title: str
    missing: bool


class AnswerToTell(NamedTuple):
    """A question that the request waits for; `choices`: what may be answered, empty for figures, days and texts.

    `of_society`: only the society knows the answer. `words`: each choice as one says it.
    """

    name: str
    question: str
    kind: FactKind
    choices: tuple[str, ...]
    of_society: bool = False
    words: tuple[tuple[str, str], ...] = ()


class PaperTold(NamedTuple):
    """The paper was recorded; `known`: one of its files was delivered before, for this or another request; `here`: for
    this one."""

    claim_id: int
    known: bool
    here: bool = False


@dataclass(frozen=True, slots=True)
class ToTell:
    papers: tuple[PaperToTell, ...] = ()
    answers: tuple[AnswerToTell, ...] = ()


def to_tell(plans: PlanBook, file: ClaimFile, missing: Iterable[Missing], language: Language) -> ToTell:
    """What may be told of the request; nothing where its plan is not among the rules."""
    ruleset = _rules(plans, file)
    if ruleset is None:
        return ToTell()
    voice = Voice(ruleset, language)
    wanted = list(missing)
    first = dict.fromkeys(one.name for one in wanted if one.kind in ("paper", "date"))
    names = [*first, *(name for name in ruleset.papers if name not in first)]
    papers = tuple(PaperToTell(name, voice.paper(name), name in first) for name in names)
    facts = dict.fromkeys(one.name for one in wanted if one.kind == "fact")
    answers = []
    for name in facts:
        asked = _asked(ruleset, name)
        if asked is not None:
            choices = ("sì", "no") if asked.kind is FactKind.YES_NO else asked.choices
            answers.append(AnswerToTell(
                name, voice.question(name), asked.kind, choices, ruleset.facts[name].of_society,
                choice_words(voice, ruleset.facts[name]) or tuple((one, one) for one in choices),
            ))  # fmt: skip
    return ToTell(papers, tuple(answers))


def _rules(plans: PlanBook, file: ClaimFile) -> Ruleset | None:
    booked = plans.get(file.plan_code)
    if booked is None:
        return None
    return version_on(booked.plan, file.received_on) or booked.plan.versions[-1]


def _asked(ruleset: Ruleset, name: str) -> FactAsked | None:
    fact = ruleset.facts.get(name)
    return None if fact is None else FactAsked(fact.name, fact.kind, fact.choices)


class PaperCame(NamedTuple):
    """A paper that came later, with its files as they were sent (none where it was only seen)."""

    name: str
    dated_on: date | None
    line: int = 0
    contents: Sequence[bytes] = ()


def tell_paper_later(
    at: Desktop, file: ClaimFile, came: PaperCame, *, vault: Vault | None, key: str
) -> PaperTold | Refusal:
    """A paper that came later, its files kept encrypted and never opened.

    Refuses one that the rules of the request do not know, and a file that is empty, too big or of another kind: then
    nothing at all is recorded.
    """
    ruleset = _rules(at.plans, file)
    if ruleset is None or came.name not in ruleset.papers:
        return Refusal("not_asked_here", came.name)
    if came.contents and vault is None:
        return Refusal("no_vault")
    kept: list[KeptFile] = []
    done: Done | Refusal | None = None
    for content in came.contents:
        assert vault is not None  # refused above
        found = keep_file(at, vault, file.person_id, content)
        if isinstance(found, Refusal):
            done = found
            break
        kept.append(found)
    if done is None:
        done = complete(
            at, file.claim_id, papers={came.name: came.dated_on}, line=came.line, key=key,
            files=[one.sha256 for one in kept], marks=[hashlib.sha256(one).hexdigest() for one in came.contents],
        )  # fmt: skip
    forget_files(at, vault, file.person_id, [one.sha256 for one in kept])  # those that became no paper of a request
    if isinstance(done, Refusal):
        return done
    here = any(file.claim_id in one.also_in for one in kept)
    return PaperTold(done.claim_id, any(one.also_in for one in kept), here)


def tell_answer_later(
    at: Desktop, file: ClaimFile, name: str, text: str, *, line: int, key: str
) -> Done | Refusal | Mistake:
    """An answer that came later, read as a cell of a file is read; hours are told in hours."""
    ruleset = _rules(at.plans, file)
    asked = None if ruleset is None else _asked(ruleset, name)
    if ruleset is None or asked is None:
        return Refusal("not_asked_here", name)
    found = answer_of(asked, text)
    if isinstance(found, Mistake):
        return found
    value: FactValue = found
    if name == QUANTITY and isinstance(found, int) and _in_hours(ruleset, file, line):
        value = found * MINUTES
    return complete(at, file.claim_id, facts={name: value}, line=line, key=key)


def _in_hours(ruleset: Ruleset, file: ClaimFile, line: int) -> bool:
    """Whether what the line (or the first) asks for is counted in hours."""
    found = ruleset.benefits.get(file.lines[max(line, 1) - 1].benefit)
    return found is not None and found.unit is Unit.HOURS
