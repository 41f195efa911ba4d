"""More that the member says of an objection that nobody answered yet: dated, added to what was said, never instead."""

from __future__ import annotations

from datetime import date

from mutua.rules.engine.calendar import day_in_rome
from mutua.services.appeals import Appeal, AppealTold, keep_words, open_appeal, too_few_words
from mutua.services.claim_life import Desktop, Done
from mutua.services.decide_claim import Refusal
from mutua.services.locks import Locked, locked_work
from mutua.services.recording import commitment
from mutua.store.tables import appeal_addition, appeal_addition_words
from mutua.store.unit_of_work import UnitOfWork

MOST = 20  # of one objection


def add_to_appeal(at: Desktop, claim_id: int, told: AppealTold) -> Done | Refusal:
    """Adds words to the open objection of the request; the very words that came last, told again, are there already.

    Refuses one of fewer letters than an objection, a day before the objection or to come, more than `MOST`, and where
    the objection was answered meanwhile.
    """

    def work(unit: UnitOfWork, locked: Locked) -> Done | Refusal:
        found = open_appeal(unit.connection, claim_id)
        if isinstance(found, Refusal):
            return Refusal("appeal_closed") if found.code == "appeal_unknown" else found
        record, one = found
        last = one.added[-1] if one.added else one
        if last.words is not None and last.words.strip() == told.words.strip():
            return Done(claim_id)
        refusal = _not_taken(one, told, day_in_rome(unit.now))
        if refusal is not None:
            return refusal
        salt = at.ids.salt()
        made = unit.entry(record.household_id, "appeal_addition")
        made.add(
            appeal_addition, claim_id, one.sequence, told.filed_on.isoformat(), told.channel,
            commitment(salt, told.words.encode()),
        )  # fmt: skip
        keep_words(unit, made, appeal_addition_words, record.person_id, salt, told.words)
        return Done(claim_id)

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)


def _not_taken(one: Appeal, told: AppealTold, today: date) -> Refusal | None:
    refusal = too_few_words(told.words)
    if refusal is not None:
        return refusal
    if told.filed_on > today:
        return Refusal("appeal_in_future")
    if told.filed_on < one.filed_on:
        return Refusal("addition_before_appeal", one.filed_on.strftime("%d/%m/%Y"))
    return Refusal("additions_full", str(MOST)) if len(one.added) >= MOST else None
