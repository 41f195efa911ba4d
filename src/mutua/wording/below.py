"""Why nothing is left after what stays with the member: the expense, or what was left of it, does not go beyond it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from mutua.domain.decisions import ReasonValue
from mutua.wording.grammar import Noun, listed, the
from mutua.wording.numbers import amount
from mutua.wording.voice import Voice

Values = Mapping[str, ReasonValue]


def below(voice: Voice, values: Values) -> str | None:
    """«Quel che rimane, 107,00 €, non supera la franchigia «…», di cui mancavano 385,00 €»; None where not known."""
    subject, bound = _subject(voice, values), _bound(voice, values)
    if subject is None or bound is None:
        return None
    comma, all_of_it = (",", "tutto") if "rest_cents" in values else ("", "tutta")
    if not bound:
        return voice.say(f"{subject}{comma} resta {all_of_it} a lei", f"{subject}{comma} stays with you entirely")
    return voice.say(f"{subject}{comma} non supera {bound}", f"{subject}{comma} is not above {bound}")


def _subject(voice: Voice, values: Values) -> str | None:
    whole, rest = _cents(values, "expense_cents"), _cents(values, "rest_cents")
    if rest is not None:
        said = amount(rest, voice.language)
        return voice.say(f"Quel che rimane, {said}", f"What remains, {said}")
    if whole is None:
        return None
    said = amount(whole, voice.language)
    return voice.say(f"La spesa di {said}", f"The expense of {said}")


def _bound(voice: Voice, values: Values) -> str | None:
    """What is not exceeded; "" where a share leaves everything with the member."""
    pots = values.get("pots")
    if isinstance(pots, tuple):
        return _of_pots(voice, pots, _cents(values, "left"))
    minimum, fixed = _cents(values, "minimum_cents"), _cents(values, "deductible_cents")
    if minimum is not None:
        amount_before = _cents(values, "rest_cents") or _cents(values, "expense_cents")
        if amount_before is not None and minimum < amount_before:
            return ""
        said = amount(minimum, voice.language)
        return voice.say(f"il minimo che resta a lei, {said}", f"the minimum that stays with you, {said}")
    if fixed is None:
        return None
    said = amount(fixed, voice.language)
    return voice.say(f"la franchigia che resta a lei, {said}", f"the deductible that stays with you, {said}")


def _of_pots(voice: Voice, pots: tuple[str, ...], left: Fraction | None) -> str | None:
    if left is None:
        return None
    said = amount(left, voice.language)
    if len(pots) > 1:
        titles = deductible_titles(voice, pots)
        return voice.say(f"le franchigie {titles}, di cui mancavano {said} alla più vicina",
                         f"the deductibles {titles}, of which the nearest had {said} to go")
    return voice.say(f"{the_deductible(voice, pots[0])}, di cui mancavano {said}",
                     f"{the_deductible(voice, pots[0])}, of which {said} was left")


def the_deductible(voice: Voice, pot: str) -> str:
    """«la franchigia «annua»», or the title alone where it says so itself: «la franchigia annua»."""
    title = voice.pot(pot)
    if voice.italian and title.startswith("franchigia"):
        return the(Noun(title, feminine=True))
    quoted = voice.quoted(title.strip("“”"))
    return voice.say(f"la franchigia {quoted}", f"the deductible {quoted}")


def deductible_titles(voice: Voice, pots: tuple[str, ...]) -> str:
    """The titles of deductibles that are used up together, quoted."""
    return listed((voice.quoted(voice.pot(name).strip("“”")) for name in pots), voice.say("e", "and"))


def _cents(values: Values, name: str) -> Fraction | None:
    value = values.get(name)
    return Fraction(value) if isinstance(value, int | Fraction) else None
