"""What is told beside a proposal: possible copies, requests that came earlier, decisions that went otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from mutua.domain.case import FactValue
from mutua.domain.decisions import Outcome, Reason
from mutua.rules.model import FactKind, Ruleset, Unit
from mutua.wording.grammar import sentence
from mutua.wording.numbers import Language, amount, calendar_date, decimal, exact_quantity, whole
from mutua.wording.reasons import reason_sentence
from mutua.wording.voice import Voice

# How a line came out, in a word.
OUTCOMES = {
    Outcome.PAID: ("pagata", "paid"), Outcome.REDUCED: ("ridotta", "reduced"), Outcome.REFUSED: ("respinta", "refused"),
    Outcome.SUSPENDED: ("sospesa", "suspended"), Outcome.DEFERRED: ("rinviata", "put off"),
}  # fmt: skip


def outcome_word(outcome: Outcome, language: Language = "it") -> str:
    return OUTCOMES[outcome][language == "en"]


def copy_sentence(
    claim_id: int, line: int, other: int, other_line: int, *, same_person: bool, language: Language = "it"
) -> str:
    """«Attenzione: la riga 1 sembra un doppione della domanda 11 …»."""
    if language == "en":
        whose = "" if same_person else " of somebody else of the household"
        return (f"Beware: line {line} is possibly a copy of request {other}{whose} (line {other_line}): "
                "look at both invoices before deciding.")  # fmt: skip
    whose = "" if same_person else " di un'altra persona del nucleo"
    return (f"Attenzione: la riga {line} è un possibile doppione della domanda {other}{whose} (riga {other_line}): "
            "guardate le due fatture prima di decidere.")  # fmt: skip


def earlier_sentence(earlier: Sequence[tuple[int, date]], language: Language = "it") -> str:
    """Which requests come before this one to the ceilings: their numbers and the days on which they came."""
    days = [(claim_id, calendar_date(day, language)) for claim_id, day in earlier]
    one = len(days) == 1
    if language == "en":
        then = "deciding now lets it pass to the limits."
        if one:
            return f"Request {days[0][0]}, received on {days[0][1]}, waits before this one: {then}"
        told = ", ".join(f"{number} (received on {day})" for number, day in days)
        return f"Requests {told} wait before this one: {then}"
    then = "decidendola adesso passa avanti ai limiti."
    if one:
        return f"Prima di questa aspetta la domanda {days[0][0]}, arrivata il {days[0][1]}: {then}"
    told = ", ".join(f"{number} (arrivata il {day})" for number, day in days)
    return f"Prima di questa aspettano le domande {told}: {then}"


def why_otherwise(
    reasons: Sequence[Reason], benefit: str, ruleset: Ruleset, language: Language = "it"
) -> list[str]:
    """The reasons of another decision, as they were told there."""
    voice = Voice(ruleset, language)
    return [reason_sentence(voice, one, ruleset.benefits.get(benefit)) for one in reasons]


def differing_sentence(
    name: str, there: FactValue | None, here: FactValue | None, *, paper: bool, ruleset: Ruleset,
    language: Language = "it", unit: Unit | None = None,
) -> str:  # fmt: skip
    """«Ricovero: là sì, qui no.», «Quantità: là 5 ore, qui 27 ore.» (`unit`: in which the benefit counts)."""
    voice = Voice(ruleset, language)
    title = voice.paper(name) if paper else voice.title(name)
    if paper:
        values = [voice.say(*_PAPERS[bool(there), False]), voice.say(*_PAPERS[bool(here), True])]
    else:
        values = [_value(voice, name, one, unit) for one in (there, here)]
    return sentence(voice.say("{}: là {}, qui {}", "{}: there {}, here {}").format(title, *values))


# Whether the paper is there, and here.
_PAPERS = {
    (True, False): ("c'era", "it was there"), (False, False): ("mancava", "it was missing"),
    (True, True): ("c'è", "it is there"), (False, True): ("manca", "it is missing"),
}  # fmt: skip


def _value(voice: Voice, name: str, value: FactValue | None, unit: Unit | None) -> str:
    if value is None:
        return voice.say("non si sa", "not known")
    if isinstance(value, bool):
        return voice.say("sì", "yes") if value else "no"
    if isinstance(value, int):
        if name == "quantità" and unit is not None:
            return exact_quantity(value, unit, voice.language)
        fact = voice.fact(name)
        if fact is not None and fact.kind is FactKind.MONEY:
            return amount(value, voice.language)
        if fact is not None and fact.kind is FactKind.DECIMAL:
            return decimal(Fraction(value, 100), voice.language)
        return whole(value, voice.language)
    return str(value).replace("_", " ")
