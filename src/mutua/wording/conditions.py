"""Conditions as phrases: «per il titolare, nelle strutture convenzionate», «tranne in gravidanza»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from mutua.rules.model import All, AnyOf, Condition, Named, Not, Present, Test
from mutua.wording.checks import negated, test_phrase
from mutua.wording.grammar import listed, sentence
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
    """The phrase written by hand; what it means is said once, among the words of the regulation."""
    declared = voice.ruleset.conditions.get(named.name)
    if declared is None or not declared.phrase or not voice.italian:
        return situation(voice, named.condition)
    if declared.condition != named.condition:  # the words of the regulation would explain something else
        return f"{declared.phrase} ({situation(voice, named.condition)})"
    return declared.phrase


def _unnamed(voice: Voice, named: Named) -> str:
    """That a named condition does not hold: in its own words, else as the contrary of what it means."""
    declared = voice.ruleset.conditions.get(named.name)
    if declared is not None and declared.contrary and voice.italian:
        own = "" if declared.condition == named.condition else f" ({_without(voice, named.condition)})"
        return declared.contrary + own
    inner = named.condition
    contrary = negated(inner) if isinstance(inner, Test) else None
    if contrary is not None:
        return test_phrase(voice, contrary)
    return f"{voice.say('tranne', 'except')} {situation(voice, named)}"


def named_in(value: object) -> Iterator[str]:
    """Names of the conditions that a rule uses, wherever they stand."""
    if isinstance(value, Named):
        yield value.name
    if isinstance(value, tuple):
        for item in value:
            yield from named_in(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from named_in(getattr(value, one.name))


def names_tested(condition: Condition) -> set[str]:
    """Facts that a condition always reads, whatever the others say."""
    match condition:
        case Test(fact=fact):
            return {fact}
        case All(conditions=parts):
            return {name for part in parts for name in names_tested(part)}
        case Named(condition=inner):
            return names_tested(inner)
    return set()


def meaning(voice: Voice, name: str) -> str:
    """What the words of a named condition mean: «visita protetta» significa: in gravidanza o sotto i 2 anni."""
    named = voice.ruleset.conditions[name]
    phrase = named.phrase or name.replace("_", " ")
    body = situation(voice, named.condition)
    means = voice.say("significa", "means")
    return sentence(f"{voice.quoted(phrase)} {means}: {body}{voice.article(named.article)}")


def _without(voice: Voice, inner: Condition) -> str:
    if isinstance(inner, Not):
        return situation(voice, inner.condition)
    if isinstance(inner, Named):
        return _unnamed(voice, inner)
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
