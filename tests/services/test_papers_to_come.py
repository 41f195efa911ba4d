"""Help is authorised before its papers: which are still to come is what the rules answer, and it stays in the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mutua.domain.access import Role
from mutua.services.claim_life import Desktop, Done, complete, release
from mutua.services.claim_states import states_of
from mutua.services.papers_to_come import papers_to_come_of
from mutua.services.replay import replay
from mutua.services.reverse_claim import reverse
from mutua.services.verify_archive import verify
from mutua.services.work_queue import Queue, counts, queue_page
from mutua.store.accounts import Account, find_account
from mutua.store.database import Archive
from mutua.store.tables import account
from services.login_helpers import login
from services.societies import NOW, Society, small_society
from small_plan import VERSION

CERTIFIED = VERSION.replace(
    "  prescrizione: prescrizione del medico\n",
    "  prescrizione: prescrizione del medico\n  certificato: certificato del medico curante\n",
).replace(
    "    titolo: Assistenza a casa\n    articolo: art. 3\n    unità: ore\n",
    "    titolo: Assistenza a casa\n    articolo: art. 3\n    unità: ore\n    documenti: [certificato]\n",
)
TODAY = NOW.date()
DAY = date(2026, 7, 3)


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Iterator[Society]:
    made = small_society(archive, tmp_path, version=CERTIFIED)
    made.household("N1", "Anna", "Bruno")
    login(made, "uno", Role.CLERK)
    yield made
    assert verify(archive) == []
    assert replay(archive).different == []


@pytest.fixture
def at(society: Society) -> Desktop:
    return Desktop(society.archive, society.plans, society.actor_id, society.now, society.ids)


def help_asked(
    society: Society, *, minutes: int = 360, public_id: str = "", expires_on: date | None = None
) -> int:  # fmt: skip
    return society.claim("Anna", "CASA", on=DAY, received_at=NOW, papers={}, authorises=True, public_id=public_id,
                         expires_on=expires_on, quantità=minutes)


def clerk(society: Society) -> Account:
    with society.archive.reader.begin() as connection:
        found = find_account(connection, account.c.login == "uno")
    assert found is not None
    return found


def states(society: Society, claim_id: int, on: date = TODAY) -> tuple[str, ...]:
    with society.archive.reader.begin() as connection:
        return states_of(connection, claim_id, on)


def listed(society: Society, on: date = TODAY) -> list[int]:
    page = queue_page(society.archive, society.plans, clerk(society), Queue.BRING, 1, on)
    found = [one.listed.claim_id for one in page.waiting]
    assert counts(society.archive, clerk(society), on)[Queue.BRING].number == len(found)
    return found


def test_what_was_authorised_without_its_paper_waits_in_the_list_until_it_comes(society: Society, at: Desktop) -> None:
    claim_id = help_asked(society)
    assert (states(society, claim_id), listed(society)) == (("waiting",), [])
    draft = society.decide(claim_id).draft
    assert (draft.answer.lines[0].quantity_granted, draft.answer.lines[0].missing) == (360, ())
    assert states(society, claim_id) == ("authorised", "to-bring")
    assert listed(society) == [claim_id]
    page = queue_page(society.archive, society.plans, clerk(society), Queue.BRING, 1, TODAY)
    assert page.waiting[0].missing == ("il certificato del medico curante",)
    with society.archive.reader.begin() as connection:
        assert papers_to_come_of(connection, [claim_id], "it") == {claim_id: ("il certificato del medico curante",)}
    assert isinstance(complete(at, claim_id, papers={"certificato": TODAY}), Done)
    assert (states(society, claim_id), listed(society)) == (("waiting",), [])
    society.decide(claim_id)
    assert (states(society, claim_id), listed(society)) == (("authorised",), [])


def test_what_came_with_its_paper_waits_for_none(society: Society) -> None:
    claim_id = society.claim("Anna", "CASA", on=DAY, received_at=NOW, papers={"certificato": TODAY}, authorises=True,
                             quantità=360)  # fmt: skip
    society.decide(claim_id)
    assert (states(society, claim_id), listed(society)) == (("authorised",), [])
    other = society.claim("Anna", "VIS", 5000, papers={})  # no authorisation: it waits at once, as it always did
    assert society.decide(other).draft.answer.suspended
    assert (states(society, other), listed(society)) == (("suspended",), [])


def test_what_is_used_given_back_taken_back_or_over_waits_for_no_paper(society: Society, at: Desktop) -> None:
    used, given, back, over = (
        help_asked(society, minutes=60, public_id="abcd"[n] * 26, expires_on=date(2026, 7, 10) if n == 3 else None)
        for n in range(4)
    )
    for claim_id in (used, given, back, over):
        society.decide(claim_id)
    assert listed(society) == [used, given, back, over]
    asks = society.claim("Anna", "CASA", on=DAY, received_at=NOW, papers={}, authorised_by="a" * 26, quantità=60)
    draft = society.decide(asks).draft
    assert [one.name for one in draft.answer.lines[0].missing] == ["certificato"], "now the request wants it"
    assert listed(society) == [given, back, over]
    assert isinstance(release(at, given), Done)
    assert isinstance(reverse(at, back, "errore"), Done)
    assert listed(society) == [over]
    assert listed(society, date(2026, 7, 10)) == [over]
    assert listed(society, date(2026, 7, 11)) == []
