"""Mandates: who let an account be debited for the contributions of a household, and until when."""

from __future__ import annotations

from datetime import date

from mutua.domain.identifiers.iban import Iban, masked
from mutua.domain.identifiers.iban_forms import EURO_PAYMENTS_AREA
from mutua.domain.italian import written_day
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.society import own_accounts
from mutua.store.claims import next_numbers
from mutua.store.debits import Mandate, mandate_like, mandate_with_reference, tell_mandate, tell_mandate_end
from mutua.store.people import households_of, read_people
from mutua.store.unit_of_work import UnitOfWork, unit_of_work


def add_mandate(
    at: Desktop, person_id: int, iban: Iban, *, signed_on: date, holder: str = "", one_off: bool = False,
    b2b: bool = False, meant: bool = False,
) -> Mandate | Refusal:  # fmt: skip
    """A mandate signed for the contributions of the person's household; the account is the person's unless `holder`.

    Refuses a day that has not come, an account that no debit reaches or that is the society's own, somebody in no
    household; and, unless it is `meant`, the person's second mandate of one day for one account, which a clerk may have
    typed twice.
    """
    if signed_on > day_in_rome(at.now):
        return Refusal("mandate_in_future", written_day(signed_on))
    if iban.country not in EURO_PAYMENTS_AREA:
        return Refusal("mandate_account_outside", iban.country)

    def work(unit: UnitOfWork) -> Mandate | Refusal:
        if iban.text in own_accounts(unit.connection):
            return Refusal("mandate_account_ours", masked(iban.text))
        homes = households_of(unit.connection, [person_id]).get(person_id, set())
        unit.lock(homes)
        people = read_people(unit.connection, homes)
        today = day_in_rome(unit.now)
        home = next((one.household_id for one in people.places.get(person_id, ()) if one.holds_on(today)), None)
        if home is None:
            return Refusal("payer_in_no_household", str(person_id))
        twin = None if meant else mandate_like(unit.connection, person_id, iban.text, signed_on)
        if twin is not None:
            return Refusal("mandate_twice", twin.reference)
        number = next_numbers(unit, "mandate")
        made = Mandate(
            number, home, person_id, f"M-{number:06d}", "B2B" if b2b else "CORE", "one_off" if one_off else "recurrent",
            signed_on, holder.strip(), iban.text, None, "",
        )  # fmt: skip
        tell_mandate(unit, made)
        return made

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def revoke_mandate(at: Desktop, reference: str, on: date, motive: str = "revoked") -> Mandate | Refusal:
    """A mandate that is over from a day on. Refuses one that is unknown or over, and a day before it was signed."""

    def work(unit: UnitOfWork) -> Mandate | Refusal:
        found = mandate_with_reference(unit.connection, reference)
        if found is None:
            return Refusal("mandate_unknown", reference)
        unit.lock([found.household_id])
        found = mandate_with_reference(unit.connection, reference) or found
        if found.ended_on is not None:
            return Refusal("mandate_over", reference)
        if on < found.signed_on or on > day_in_rome(unit.now):
            return Refusal("mandate_end_day", written_day(on))
        tell_mandate_end(unit, found.household_id, found.mandate_id, on, motive)
        return found._replace(ended_on=on, end_motive=motive)

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)
