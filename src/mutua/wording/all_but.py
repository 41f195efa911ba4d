"""For whom a benefit is due, and where a demand can only be said by what it leaves out: «non spetta al titolare»."""

from __future__ import annotations

from mutua.rules.model import Condition, Named, Not, Test
from mutua.wording.conditions import situation
from mutua.wording.voice import Voice

_TO_WHOM = (("per il ", "al "), ("per i ", "ai "), ("per altri ", "ad altri "))


def due_only(voice: Voice, condition: Condition) -> str:
    """«La prestazione spetta solo sotto i 18 anni»; «La prestazione non spetta al titolare»."""
    phrase = situation(voice, condition)
    except_word = voice.say("tranne ", "except ")
    if not phrase.startswith(except_word):
        return voice.say(f"La prestazione spetta solo {phrase}", f"The benefit is due only {phrase}")
    while isinstance(condition, Named):
        condition = condition.condition
    if not isinstance(condition, Not):
        return voice.say(f"La prestazione spetta, {phrase}", f"The benefit is due, {phrase}")
    left_out = phrase.removeprefix(except_word)
    if voice.italian and isinstance(condition.condition, Test) and condition.condition.fact == "grado":
        for with_for, with_to in _TO_WHOM:
            left_out = left_out.replace(with_for, with_to)
    return voice.say(f"La prestazione non spetta {left_out}", f"The benefit is not due {left_out}")
