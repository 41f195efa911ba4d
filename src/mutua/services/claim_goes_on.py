"""What the cover that a request is decided by keeps of the one it goes on from: told beside the decision."""

from __future__ import annotations

from mutua.services.plan_book import PlanBook
from mutua.services.show_covers import gone_on_from
from mutua.store.claims import read_claims
from mutua.store.covers import read_changes, standing_changes
from mutua.store.database import Archive
from mutua.store.people import households_of, read_people
from mutua.wording.describe import goes_on_sentence
from mutua.wording.numbers import Language


def claim_goes_on(archive: Archive, plans: PlanBook, claim_id: int, language: Language) -> tuple[str, ...]:
    """One sentence for each cover that was left for the one that holds on the day of the service, with the article of
    the rules left; none where the person never changed plan."""
    with archive.reader.begin() as connection:
        record = next(iter(read_claims(connection, [claim_id])), None)
        days = [line.service_on for line in record.lines if line.service_on is not None] if record else []
        if record is None or not days:
            return ()
        changes = standing_changes(read_changes(connection, [record.person_id]).get(record.person_id, ()))
        changes = [one for one in changes if one.before and one.to_plan == record.plan_code]
        if not changes:
            return ()
        people = read_people(connection, households_of(connection, [record.person_id])[record.person_id])
        holding = {
            (plan, cover.assistance, cover.effective_from) for plan, cover in people.covers.get(record.person_id, ())
            if cover.holds_on(min(days))
        }  # fmt: skip
        found = [gone_on_from(people, plans, one) for one in changes if one.after in holding]
    return tuple(dict.fromkeys(
        goes_on_sentence(one.title, one.last_day, one.rules, language, senior=one.senior, same_plan=one.same_plan)
        for one in found if one is not None
    ))  # fmt: skip
