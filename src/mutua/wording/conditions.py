"""Conditions as phrases: «per il titolare, nelle strutture convenzionate», «tranne in gravidanza»."""

from __future__ import annotations

from mutua.rules.model import All, AnyOf, Condition, Named, Not, Present, Test
from mutua.wording.checks import negated, test_phrase
from mutua.wording.grammar import listed, numbers_in
from mutua.wording.voice import Voice


def situation(voice: Voice, condition: Condition) -> str:
    """The phrase of a condition; every number of the condition is in it."""
    match condition:
        case Test() as test:
            return test_phrase(voice, test)
        case Named() as named:
            return named_phrase(voice, named)
        case Not(condition=inner):
            return _without(voice, inner)
        case All(conditions=parts):
            return _together(voice, parts)
        case AnyOf(conditions=parts, at_least=1):
            return _either(voice, parts)
        case AnyOf(conditions=parts, at_least=count):
            said = listed((situation(voice, part) for part in parts), voice.say("e", "and"))
            return voice.say(f"quando valgono almeno {count} di queste: {said}",
                             f"when at least {count} of these hold: {said}")


def named_phrase(voice: Voice, named: Named) -> str:
    """The phrase written by hand, with what it forgets to say in brackets."""
    declared = voice.ruleset.conditions.get(named.name)
    body = situation(voice, named.condition)
    phrase = declared.phrase if declared is not None else ""
    if not phrase or not voice.italian:
        return body
    known = numbers_in(phrase) | _said_by_facts(voice, named.condition)
    return phrase if numbers_in(body) <= known else f"{phrase} ({body})"


def _said_by_facts(voice: Voice, condition: Condition) -> set[str]:
    """Figures inside the phrases of the facts themselves («legge 104»): not figures of the condition."""
    match condition:
        case Test(fact=fact):
            return {figure for text in voice.phrases(fact).values() for figure in numbers_in(text)}
        case All(conditions=parts) | AnyOf(conditions=parts):
            return {figure for part in parts for figure in _said_by_facts(voice, part)}
        case Not(condition=inner) | Named(condition=inner):
            return _said_by_facts(voice, inner)


def _without(voice: Voice, inner: Condition) -> str:
    if isinstance(inner, Not):
        return situation(voice, inner.condition)
    if isinstance(inner, Test):
        contrary = negated(inner)
        if contrary is not None:
            return test_phrase(voice, contrary)
    return f"{voice.say('tranne', 'except')} {situation(voice, inner)}"


def _together(voice: Voice, parts: tuple[Condition, ...]) -> str:
    """All of them: the plain ones by commas, then each alternative after «purché»."""
    parts = tuple(part for part in parts if not _implied(part, parts))
    plain: list[Condition] = [part for part in parts if not isinstance(part, AnyOf)]
    choices: list[Condition] = [part for part in parts if isinstance(part, AnyOf)]
    if not plain:
        plain, choices = choices[:1], choices[1:]
    said = ", ".join(situation(voice, part) for part in plain)
    return said + "".join(f", {voice.say('purché', 'provided that')} {situation(voice, part)}" for part in choices)


def _implied(part: Condition, parts: tuple[Condition, ...]) -> bool:
    """«È presente» goes without saying where another test of the same group reads that very fact."""
    if not isinstance(part, Test) or part.check != Present():
        return False
    others = [one for one in parts if isinstance(one, Test) and one is not part]
    return any(part.fact in (one.fact, getattr(one.check, "anchor", "")) for one in others)


def _inside(voice: Voice, parts: tuple[Condition, ...]) -> str:
    """What must hold together inside one alternative: by «e», by «purché» after alternatives of its own."""
    said = [situation(voice, part) for part in parts if not _implied(part, parts)]
    if any(voice.say(" o ", " or ") in phrase for phrase in said):
        return voice.say(", purché ", ", provided that ").join(said)
    return listed(said, voice.say("e", "and"))


def _either(voice: Voice, parts: tuple[Condition, ...]) -> str:
    """One of them: what must hold together inside one alternative is joined by «e», not by commas."""
    said = [_inside(voice, part.conditions) if isinstance(part, All) else situation(voice, part) for part in parts]
    if any(isinstance(part, All) or " o " in phrase or "," in phrase for part, phrase in zip(parts, said, strict=True)):
        return voice.say(", oppure ", ", or ").join(said)
    return listed(said, voice.say("o", "or"))
