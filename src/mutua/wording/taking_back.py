"""What comes back when a decision is taken back, in sentences: for the page, and for the letter to the member."""

from __future__ import annotations

from datetime import date

from mutua.rules.model import Ruleset, Unit
from mutua.wording.grammar import sentence
from mutua.wording.numbers import Language, amount, exact_quantity
from mutua.wording.roles import called, role
from mutua.wording.voice import Voice


def pot_back_sentence(
    pot: str, count: int, unit: Unit, period: date, rules: Ruleset, language: Language = "it"
) -> str:
    """«Limite «visite» 2026: tornano liberi 126,00 €»; of a deductible it is to be absorbed again."""
    voice = Voice(rules, language)
    figure = exact_quantity(count, unit, language)
    year = f" {period.year}"
    if role(voice, pot) == "limit":
        return sentence(voice.say(f"{called(voice, pot)}{year}: tornano liberi {figure}",
                                  f"{called(voice, pot)}{year}: {figure} are free again"))  # fmt: skip
    return sentence(voice.say(f"{called(voice, pot)}{year}: tornano come prima {figure}",
                              f"{called(voice, pot)}{year}: {figure} are as before"))  # fmt: skip


def paid_back_sentence(cents: int, language: Language = "it") -> str:
    """Of the page: what the member will owe."""
    told = amount(cents, language)
    return (f"{told} sono già stati pagati: restano un debito del socio." if language == "it"
            else f"{told} are paid already: the member owes them back.")  # fmt: skip


def unpaid_sentence(cents: int, language: Language = "it") -> str:
    told = amount(cents, language)
    return (f"{told} non ancora pagati non si pagano più." if language == "it"
            else f"{told} not paid yet are not paid any more.")  # fmt: skip


def letter_money_sentences(unpaid_cents: int, paid_cents: int) -> tuple[str, ...]:
    """Of the letter: what is no longer paid, what is to be given back and how."""
    found = []
    if unpaid_cents:
        found.append(f"Non le paghiamo quindi {amount(unpaid_cents, 'it')} che le avevamo riconosciuto.")
    if paid_cents:
        found.append(
            f"Le avevamo già pagato {amount(paid_cents, 'it')}: le chiediamo di restituirli. Ci telefoni, o passi da "
            "noi: vediamo insieme come e quando."
        )
    return tuple(found)
