"""What of a request is not paid: what of it stays with the member, where others paid too."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from mutua.domain.case import FactValue
from mutua.domain.decisions import LineAssessment, Outcome
from mutua.rules.model import Benefit, Residue, Subtract
from mutua.wording.numbers import amount
from mutua.wording.price_lists import above_the_price
from mutua.wording.roles import every_step
from mutua.wording.steps import is_idle
from mutua.wording.voice import Voice

# Facts with what somebody else has already paid of the expense.
PAID_BY_OTHERS = frozenset({"altri_rimborsi", "pagato_prima"})
NO_FACTS: Mapping[str, FactValue] = MappingProxyType({})


def unpaid(
    voice: Voice, line: LineAssessment, benefit: Benefit | None, facts: Mapping[str, FactValue] = NO_FACTS
) -> list[str]:
    """What stays with the member; only what we do not pay, where others paid a part that the steps do not tell."""
    if line.outcome in (Outcome.REFUSED, Outcome.SUSPENDED) or line.refused_cents <= 0:
        return []
    told = facts.get("altri_rimborsi")
    if isinstance(told, int) and told > 0 and benefit is not None and not _looks_at_others(benefit):
        paid, rest = amount(told, voice.language), amount(line.refused_cents, voice.language)
        return [
            voice.say(f"Altri le hanno già rimborsato {paid}: questo regolamento non ne tiene conto.",
                      f"Others have already reimbursed you {paid}: these rules take no account of it."),
            voice.say(f"Di questa domanda non rimborsiamo {rest}.", f"Of this request we do not pay {rest}."),
        ]
    others = _paid_by_others(line, benefit)
    if others is None:
        rest = amount(line.refused_cents, voice.language)
        return [voice.say(f"Di questa domanda non rimborsiamo {rest}.", f"Of this request we do not pay {rest}.")]
    if line.refused_cents <= others:
        return []
    rest, why = amount(line.refused_cents - others, voice.language), above_the_price(voice, line, benefit)
    return [voice.say(f"In tutto restano a suo carico {rest}{why}.", f"In all {rest} stays with you{why}.")]


def _paid_by_others(line: LineAssessment, benefit: Benefit | None) -> Fraction | None:
    """Cents that others paid, as the steps tell it; None where the benefit looks at it and the steps do not say."""
    taken = [step for step in line.steps if step.code == "subtract" and not is_idle(step)]
    if any(step.values.get("fact") not in PAID_BY_OTHERS for step in taken):
        return None  # whose payment it is the rules do not say
    told = [step for step in line.steps if step.code == "subtract" and step.values.get("fact") in PAID_BY_OTHERS]
    residues = [step for step in line.steps if step.code == "residue"]
    if not told and not residues:
        return None if benefit is not None and _looks_at_others(benefit) else Fraction(0)
    before = {str(step.values["fact"]) for step in told}
    if residues and "pagato_prima" in before:  # the same payment, told twice
        return None
    paid = sum((Fraction(cents) for step in told if isinstance(cents := step.values.get("cents"), int)), Fraction(0))
    return paid + sum((max(Fraction(0), line.asked_cents - step.after) for step in residues), Fraction(0))


def _looks_at_others(benefit: Benefit) -> bool:
    steps = [step for row in benefit.rows for step in every_step(row.steps)]
    return any(isinstance(one, Residue) or (isinstance(one, Subtract) and one.fact in PAID_BY_OTHERS) for one in steps)
