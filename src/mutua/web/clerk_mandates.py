"""A household's mandates to debit an account: one that was signed, one that was revoked."""

from __future__ import annotations

from mutua.domain.identifiers.iban import Iban, masked, read_iban
from mutua.domain.italian import written_day
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.mandates import add_mandate, revoke_mandate
from mutua.store.debits import Mandate, read_mandates
from mutua.web import dues_forms as forms
from mutua.web.clerk_account import account_step
from mutua.web.deeds import Deed, Outcome, Shown, Stop
from mutua.web.forms import Refused, Wrong
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, Visit
from mutua.wording.counter import fault_sentence

_FIELDS = {
    "mandate_in_future": "signed_on", "mandate_account_outside": "iban", "mandate_account_ours": "iban",
    "mandate_unknown": "mandate", "mandate_over": "mandate", "mandate_end_day": "on", "mandate_twice": "meant",
}  # fmt: skip


def add(visit: Visit, form: forms.AddMandate | Refused) -> Answer:
    def attempt(deed: Deed, at: Desktop, home: int, told: forms.AddMandate) -> Outcome:
        iban = read_iban(told.iban)
        if not isinstance(iban, Iban):
            return Stop((), (Wrong("iban", "not_taken", {"told": fault_sentence(iban[0], visit.language)}),))
        made = add_mandate(
            at, visit.subject, iban, signed_on=told.signed_on, holder=told.holder, one_off=bool(told.one_off),
            meant=bool(told.meant),
        )  # fmt: skip
        if isinstance(made, Refusal):
            return _stopped(visit, made)
        return Shown((_said(visit, made),), _others(visit, at, home, made))

    return account_step(visit, "add_mandate", form, attempt)


def end(visit: Visit, form: forms.EndMandate | Refused) -> Answer:
    """Only a mandate of this household; of another one it is not there."""

    def attempt(deed: Deed, at: Desktop, home: int, told: forms.EndMandate) -> Outcome:
        reference = told.mandate.strip().upper()
        with at.archive.reader.begin() as connection:
            theirs = {one.reference for one in read_mandates(connection, household_id=home)}
        found = revoke_mandate(at, reference, told.on) if reference in theirs else Refusal("mandate_unknown", reference)
        if isinstance(found, Refusal):
            return _stopped(visit, found)
        return Shown((visit.say(
            "Il mandato {reference} sul conto {iban} finisce il {day}.",
            "Mandate {reference} on account {iban} is over since {day}.", reference=found.reference,
            iban=masked(found.iban) if found.iban else "–", day=written_day(told.on)),))  # fmt: skip

    return account_step(visit, "end_mandate", form, attempt)


def _said(visit: Visit, one: Mandate) -> str:
    """The account is read back whole: it is what was just typed, to be compared with the sheet."""
    fours = " ".join(one.iban[at : at + 4] for at in range(0, len(one.iban), 4))
    told = visit.say("Mandato {reference}, firmato il {day}: conto {iban}", "Mandate {reference}, signed on {day}: "
                     "account {iban}", reference=one.reference, day=written_day(one.signed_on), iban=fours)
    if one.holder:
        told += visit.say(", intestato a {who}", ", held by {who}", who=one.holder)
    return told + visit.say(
        "; vale per un solo addebito." if one.kind == "one_off" else ".",
        "; for one debit alone." if one.kind == "one_off" else ".",
    )


def _others(visit: Visit, at: Desktop, home: int, made: Mandate) -> tuple[str, ...]:
    """Mandates that stand beside it: of several the newest is used."""
    with at.archive.reader.begin() as connection:
        every = read_mandates(connection, live=True, household_id=home)
    others = [one.reference for one in every if one.reference != made.reference]
    if not others:
        return ()
    return (visit.say("C'è già {others}: da ora si usa quello nuovo.", "There is {others} already: the new one is used "
                      "from now on.", others=", ".join(others)),)  # fmt: skip


def _stopped(visit: Visit, refusal: Refusal) -> Stop:
    told = refused_sentence(visit, refusal.code, refusal.found)
    field = _FIELDS.get(refusal.code)
    return Stop((), (Wrong(field, "not_taken", {"told": told}),)) if field else Stop((told,))
