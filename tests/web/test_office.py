"""The office: who did what when, told only to who may know; a person's data handed over, or erased."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from mutua.domain.access import Role
from mutua.services import traces
from mutua.services.decide_claim import Refusal
from mutua.services.household_moves import Move, move_household
from mutua.store.database import Archive
from mutua.store.tables import identity, person_erased
from mutua.web.site import Site
from services.dues_helpers import FIRST, charged
from services.member_helpers import LAW, desk
from services.rights_helpers import FREE, NEEDLES, left_long_ago
from services.societies import NOW
from web.claims_helpers import looks, page_of
from web.counter import Clock, Counter, front_of


def test_traces_say_who_did_what_and_whose_only_to_who_may_know(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    charged(counter.society, "Anna", (FIRST, 12000))
    move = Move("N9", "titolare", date(2026, 3, 1), "separation")
    assert not isinstance(move_household(desk(counter.society), counter.society.people["Carla"], move), Refusal)
    claim_id = counter.society.claim("Anna", "VIS", 10000)
    counter.society.decide(claim_id)
    auditor, admin = counter.inside(Role.AUDITOR), counter.inside(Role.ADMIN)
    days = {"since": "01/01/2025", "until": "31/12/2027"}
    text = auditor.post("/tracce", days).text
    assert "nucleo N1 (Rossi Anna)" in text
    assert "decisione" in text
    assert "VIS" not in text, "what it was for is in no line"
    link = f'href="{page_of(counter, claim_id)}">domanda {claim_id}</a>'
    assert text.count(link) == 2, "it came, and was decided"
    for told in (admin.post("/tracce", days).text, admin.post("/tracce", {**days, "words": "rossi"}).text):
        assert "Rossi" not in told
        assert "N1" not in told
        assert f"domanda {claim_id}" not in told
    assert "addebito di contributi" in auditor.post("/tracce", {**days, "kind": "charge"}).text
    assert "nucleo N" not in auditor.post("/tracce", {**days, "words": "nessuno"}).text
    assert "Niente in questi giorni" in auditor.post("/tracce", {"since": "01/01/1999", "until": "01/01/1999"}).text
    assert auditor.post("/tracce", {"since": "ieri"}).status_code == 422
    of_family = counter.inside(Role.AUDITOR, person="Bruno").post("/tracce", days).text
    assert "Rossi Anna)" not in of_family
    assert link not in of_family
    monkeypatch.setattr(traces, "AT_ONCE", 1)
    first = auditor.post("/tracce", days).text
    assert "Pagina 1 di" in first
    assert auditor.post("/tracce", {**days, "page": "2"}).text != first
    assert auditor.get("/tracce").status_code == 200


def test_a_persons_data_are_handed_over_and_not_erased_while_something_binds(counter: Counter) -> None:
    approver = counter.inside(Role.APPROVER)
    page = f"/persone/{counter.public_id('Anna')}/diritti"
    counter.inside(Role.CLERK).get(f"/persone/{counter.public_id('Anna')}")
    seen = looks(counter, "Anna")
    text = approver.get(page).text
    assert "la scheda" in text
    assert looks(counter, "Anna") == seen + 1
    package = approver.post(f"{page}/consegna")
    with zipfile.ZipFile(io.BytesIO(package.data)) as held:
        assert "LEGGIMI.txt" in held.namelist()
    assert "Anna" not in package.headers["Content-Disposition"]
    assert approver.post(f"{page}/cancella", {"motive": "lo chiede"}).status_code == 422, "not without being sure"
    told = approver.post(f"{page}/cancella", {"motive": "lo chiede", "sure": "yes"})
    assert told.status_code == 409
    with counter.archive.reader.begin() as connection:
        assert connection.execute(person_erased.select()).all() == []


def test_who_left_long_ago_is_erased_for_good_by_who_is_sure(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    clock = Clock(NOW + timedelta(days=(FREE - NOW.date()).days))
    site = Site(archive, society.plans, LAW, clock, society.actor_id, "Prova", False, society.ids, vault)
    counter = Counter(society, front_of(site), clock)
    approver = counter.inside(Role.APPROVER)
    page = f"/persone/{counter.public_id('Anna')}/diritti"
    text = approver.get(page).text
    assert "Cancella per sempre" in text
    assert "da verificare" in text
    assert "[U]" not in text, "a mark for whoever writes the terms"
    assert "/cancella" not in counter.inside(Role.AUDITOR).get(page).text
    told = approver.post(f"{page}/cancella", {"motive": "lo chiede", "sure": "yes"})
    assert told.status_code == 200
    assert "Cancellato: identità" in told.text
    assert not any(needle in told.text for needle in NEEDLES)
    with archive.reader.begin() as connection:
        gone = select(identity.c.person_id).where(identity.c.person_id == society.people["Anna"])
        assert connection.scalar(gone) is None
    assert approver.post(f"{page}/cancella", {"motive": "ancora", "sure": "yes"}).status_code == 409
