"""Somebody outside paid for a household: who, as it was told at the counter or of a movement of the bank."""

from __future__ import annotations

from mutua.domain.dues import OUTSIDE_REGIMES, Outsider, Receipt, Regime
from mutua.domain.written_names import name_fault
from mutua.services.decide_claim import Refusal


def outsider_told(name: str, regime: str) -> Outsider | Refusal | None:
    """Who paid, from what was typed; None where nothing was. Without a regime: somebody else, for the member.

    Refuses a regime without a name, a text that is no name, a regime that nobody outside pays as.
    """
    if not name.strip():
        return Refusal("outsider_unnamed") if regime else None
    fault = name_fault(name)
    if fault is not None:
        return Refusal(fault.code, fault.found)
    if regime and regime not in OUTSIDE_REGIMES:
        return Refusal("outsider_regime", regime)
    return Outsider(name.strip(), Regime(regime or Regime.THIRD_PARTY))


def why_not_outside(told: Receipt) -> Refusal | None:
    """Why the money cannot be of the one outside who is said to have paid it; None where it can, or nobody is.

    Refuses the money of a firm. A person of the archive told beside is a mistake of the program: ValueError.
    """
    if told.outsider is None:
        return None
    if told.payer_person_id is not None:
        raise ValueError("whoever paid is of the archive or outside of it")
    if told.payer_firm_id is not None:
        return Refusal("outsider_of_firm")
    return None
