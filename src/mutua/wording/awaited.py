"""What a request waits for, in the clerk's words: papers, dates of papers, answers; what the office looks up itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mutua.domain.decisions import Assessment, LineAssessment, Missing, Outcome
from mutua.rules.model import Benefit, Ruleset
from mutua.wording.grammar import fused, the
from mutua.wording.numbers import Language
from mutua.wording.voice import Voice


def missing(
    voice: Voice, line: LineAssessment, benefit: Benefit | None
) -> tuple[list[str], list[str], list[str]]:
    """Papers, dates of papers and questions that a suspended line waits for."""
    papers = [_paper(voice, one.name) for one in line.missing if one.kind == "paper"]
    dates = [_paper_date(voice, one.name) for one in line.missing if one.kind == "date"]
    questions = [
        voice.quoted(voice.question(one.name, benefit).strip("“”")) for one in line.missing
        if one.kind == "fact" and not is_ours(voice, one)
    ]
    return papers, dates, questions


def awaited(assessment: Assessment, rulesets: Mapping[str, Ruleset], language: Language = "it") -> list[str]:
    """What a suspended request waits for, each thing once: papers, dates of papers, answers. Empty for any other."""
    found: list[str] = []
    for line in assessment.lines:
        if line.outcome is Outcome.SUSPENDED:
            ruleset = rulesets.get(line.version) or next(iter(rulesets.values()))
            voice = Voice(ruleset, language)
            papers, dates, questions = missing(voice, line, ruleset.benefits.get(line.benefit))
            found += [*papers, *dates]
            found += [voice.say(f"la risposta a {one}", f"the answer to {one}") for one in questions]
            found += [_looked_up(voice, one.name) for one in line.missing if is_ours(voice, one)]
    return list(dict.fromkeys(found))


_OURS = (" (lo guardiamo noi)", " (we look it up)")


def theirs(things: Iterable[str]) -> tuple[str, ...]:
    """Of what a request waits for, what is the member's to give."""
    return tuple(one for one in things if not one.endswith(_OURS))


def is_ours(voice: Voice, one: Missing) -> bool:
    fact = voice.fact(one.name)
    return one.kind == "fact" and fact is not None and fact.of_society


def _looked_up(voice: Voice, name: str) -> str:
    return f"{named(voice, name)}{voice.say(*_OURS)}"


def named(voice: Voice, name: str) -> str:
    """The noun for an answer in quotes, of which words that are not of the language have their own already."""
    return voice.quoted(voice.title(name).strip("“”"))


def _paper(voice: Voice, name: str) -> str:
    return the(voice.paper_noun(name)) if voice.italian else voice.paper(name)


def _paper_date(voice: Voice, name: str) -> str:
    if voice.italian:
        return f"la data {fused('di', voice.paper_noun(name))}"
    return f"the date of {voice.paper(name)}"
