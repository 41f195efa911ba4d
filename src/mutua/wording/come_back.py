"""How much would come back: the headline of a trial or of a refund, and what it hangs on, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mutua.wording.numbers import Language, amount


class Back(NamedTuple):
    """What one expense would bring back: `cents` None where that depends on what is missing; `waits`: it is not
    decided yet; `answers`: how many are missing; `later`: not all at once; `in_kind`: hours or days, no money;
    `looked_up`: it depends on what only the society knows; `least`, `most`: between what it lies, where that hangs on
    what is answered.
    """

    cents: int | None
    waits: bool = False
    answers: int = 0
    later: bool = False
    in_kind: bool = False
    looked_up: bool = False
    least: int | None = None
    most: int | None = None


def back_headline(
    lines: Sequence[Back], language: Language = "it", *, certain: bool = False, helps: bool = False,
    between: tuple[int, int] | None = None,
) -> str:  # fmt: skip
    """«Tornerebbero 70,00 €»; «Circa 75,00 €, se tutto è in regola» while something is missing; from where to where, or
    why it is not known, where it hangs on answers.

    `certain`: the request itself, about to be sent, and no trial; `helps`: for help to come, of which no money comes
    back where whoever helps is of the society. `between`: where all lines together lie, in cents.
    """
    english = language == "en"
    hanging = [one for one in lines if one.least is not None]
    if hanging and between is not None and between[0] < between[1]:
        return _between(hanging, between, language)
    unknown = [one for one in lines if one.waits and one.cents is None and not one.in_kind]
    if unknown and between is None:
        known = sum((one.least if one.cents is None else one.cents) or 0 for one in lines)
        return _not_all_known(unknown, amount(known, language) if known else "", english, sure=not hanging)
    total = between[0] if unknown and between is not None else sum(one.cents or 0 for one in lines)
    if not total and (helps or any(one.in_kind for one in lines)):
        return "What would be due" if english else "Che cosa ti spetterebbe"
    cents = amount(total, language)
    if hanging and between is None:
        return f"About {cents}, if all is in order: it depends on the answers too" if english else (
            f"Circa {cents}, se tutto è in regola: dipende anche dalle risposte"
        )  # fmt: skip
    if any(one.waits for one in lines):
        return f"About {cents}, if all is in order" if english else f"Circa {cents}, se tutto è in regola"
    if any(one.later for one in lines):
        return f"{cents} would come back, not all at once" if english else f"Tornerebbero {cents}, non tutti subito"
    if certain:
        return f"{cents} should come back" if english else f"Dovrebbero tornare {cents}"
    return f"{cents} would come back" if english else f"Tornerebbero {cents}"


def _between(hanging: Sequence[Back], between: tuple[int, int], language: Language) -> str:
    """«Da 50,00 € a 60,00 €: dipende da una risposta»; «Fino a 75,00 €, o nulla: dipende dalle risposte»."""
    english = language == "en"
    if all(one.looked_up for one in hanging):
        why = "the office looks up which" if english else "lo guarda l'ufficio"
    elif len(hanging) == 1 and hanging[0].answers == 1:
        why = "it depends on an answer" if english else "dipende da una risposta"
    else:
        why = "it depends on the answers" if english else "dipende dalle risposte"
    return f"{_range(*between, language)}: {why}"


def _range(least: int, most: int, language: Language) -> str:
    first, last = amount(least, language), amount(most, language)
    if not least:
        return f"Up to {last}, or nothing" if language == "en" else f"Fino a {last}, o nulla"
    return f"From {first} to {last}" if language == "en" else f"Da {first} a {last}"


def with_answer(label: str, answer: str, least: int, most: int, language: Language = "it") -> str:
    """«Se «Fascia» è «A»: 60,00 €», of an answer that is not known yet; in cents."""
    english = language == "en"
    if least < most:
        told = _range(least, most, language)
        told = told[:1].lower() + told[1:]
    else:
        told = amount(most, language) if most else "nothing" if english else "nulla"
    if english:
        return f"If the answer to “{label}” is “{answer}”: {told}" if label.endswith("?") else (
            f"If “{label}” is “{answer}”: {told}"
        )  # fmt: skip
    return f"Se la risposta a «{label}» è «{answer}»: {told}" if label.endswith("?") else (
        f"Se «{label}» è «{answer}»: {told}"
    )  # fmt: skip


_ASKS = {"Dicci: ": "Per decidere servirà sapere: ", "Please tell us: ": "To decide it will have to be known: "}


def asked_later(needed: Sequence[str]) -> tuple[str, ...]:
    """What a decision will need, in a trial: nobody is asked for it now. «Per decidere servirà sapere: «…»»."""
    found = list(needed)
    for now, later in _ASKS.items():
        found = [later + one.removeprefix(now) if one.startswith(now) else one for one in found]
    return tuple(found)


def _not_all_known(unknown: Sequence[Back], known: str, english: bool, *, sure: bool) -> str:
    """Why it cannot be said of these what comes back; `known`: what does of the others, "" where nothing is known;
    `sure`: whatever is answered."""
    answers = sum(one.answers for one in unknown)
    if known:
        least = f"At least {known}" if english else f"Almeno {known}"
        if not sure:
            least = f"About {known}, if all is in order" if english else f"Circa {known}, se tutto è in regola"
        if answers:
            return f"{least}; the rest depends on what you answer" if english else (
                f"{least}; il resto dipende da che cosa rispondi"
            )
        return f"{least}; the office looks at the rest" if english else f"{least}; il resto lo guarda l'ufficio"
    if any(one.looked_up for one in unknown):
        return ("The office looks the sum up when the request arrives" if english else
                "Quanto torna lo guarda l'ufficio, quando arriva la domanda")  # fmt: skip
    if answers == 1:
        return "One answer is missing: then it can be told" if english else "Manca una risposta: poi si può dire"
    if answers:
        return "Some answers are missing: then it can be told" if english else "Mancano risposte: poi si può dire"
    return "It cannot be told yet: we look at it" if english else "Non si può ancora dire: lo guardiamo noi"
