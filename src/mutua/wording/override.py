"""An exception told as one: what the rules give, what the office decided instead, why and by what right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from mutua.rules.model import Ruleset, Unit
from mutua.wording.explain import Told
from mutua.wording.grammar import sentence
from mutua.wording.numbers import Language, amount, exact_quantity
from mutua.wording.roles import called
from mutua.wording.voice import Voice


class Drawn(NamedTuple):
    """What an exception takes of a ceiling, in its unit, of the period that begins on the day."""

    pot: str
    period: date
    amount: int
    unit: Unit


class Exceptional(NamedTuple):
    """A line decided otherwise: how much by the rules, as decided and asked (in `unit`, euros in cents), why, by which
    article or resolution."""

    by_rules: int
    decided: int
    asked: int
    motive: str
    basis: str
    drawn: tuple[Drawn, ...] = ()
    unit: Unit = Unit.EURO


def exception_sentence(title: str, one: Exceptional, language: Language = "it") -> str:
    """«Visita: le regole danno 120,00 €; l'ufficio ha deciso 150,00 € perché … (delibera n. 4/2026)»."""
    why, by = one.motive.strip().rstrip("."), one.basis.strip().rstrip(".")
    rules, decided = (exact_quantity(count, one.unit, language) for count in (one.by_rules, one.decided))
    money = one.unit is Unit.EURO
    if language == "en":
        given = f"the rules give {rules}" if one.by_rules else "the rules give nothing"
        nothing = "the office decided to pay nothing" if money else "the office decided to give nothing"
        instead = f"the office decided {decided}" if one.decided else nothing
        return sentence(f"{title}: {given}; {instead} because {why} ({by})")
    given = f"le regole danno {rules}" if one.by_rules else "le regole non danno nulla"
    nothing = "l'ufficio ha deciso di non pagare nulla" if money else "l'ufficio ha deciso di non concedere nulla"
    instead = f"l'ufficio ha deciso {decided}" if one.decided else nothing
    return sentence(f"{title}: {given}; {instead} perché {why} ({by})")


def told_as_exception(
    told: Told, one: Exceptional, title: str, ruleset: Ruleset, language: Language = "it"
) -> Told:
    """A line in words with the exception first; then what the rules say, what is drawn and what stays, as decided."""
    voice = Voice(ruleset, language)
    lead = voice.say("Che cosa dicono le regole: ", "What the rules say: ")
    limits = [_drawn_sentence(voice, each) for each in one.drawn]
    rest = one.asked - one.decided
    figure = exact_quantity(rest, one.unit, language)
    stays = sentence(voice.say(f"In tutto restano a suo carico {figure}", f"In all {figure} stays with you"))
    if one.unit is not Unit.EURO:
        stays = sentence(voice.say(f"Di quanto ha chiesto non è riconosciuto: {figure}",
                                   f"Of what you asked for, not granted: {figure}"))  # fmt: skip
    return Told(
        exception_sentence(title, one, language), (f"{lead}{told.outcome}", *told.reasons), (), told.lead, told.steps,
        tuple(limits), (stays,) if rest > 0 else (),
    )


def _drawn_sentence(voice: Voice, one: Drawn) -> str:
    figure = exact_quantity(one.amount, one.unit, voice.language)
    return sentence(voice.say(f"{called(voice, one.pot)} {one.period.year}: questa domanda ne prende {figure}",
                              f"{called(voice, one.pot)} {one.period.year}: this request takes {figure}"))  # fmt: skip


def exceptions_left_sentence(numbers: Sequence[str], language: Language = "it") -> str:
    """That decisions which are exceptions stay as they are, named."""
    told = ", ".join(numbers)
    return (f"Restano com'erano, perché decise dall'ufficio in eccezione alle regole: {told}." if language == "it"
            else f"Left as they were, being exceptions that the office decided: {told}.")  # fmt: skip


def all_in_all(cents: int, language: Language = "it") -> str:
    """The sum of several lines, some of them exceptions."""
    return f"In tutto: {amount(cents, 'it')}." if language == "it" else f"In all: {amount(cents, language)}."
