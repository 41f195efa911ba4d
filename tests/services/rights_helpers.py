"""A person who left the society long ago, with a bit of everything: decisions, payments, a file, a membership."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from mutua.domain.records import ContributionTold, CoverTold, Identity
from mutua.rules.library import shipped_path
from mutua.rules.reading.reader_retention import RETENTION_FILE, load_retention
from mutua.rules.retention import Retention
from mutua.services.appeal_additions import add_to_appeal
from mutua.services.appeals import AppealTold, file_appeal
from mutua.services.claim_life import Desktop, Done, pay
from mutua.services.decide_claim import Refusal
from mutua.services.papers import Attached, Delivered, attach
from mutua.services.register import register_contribution
from mutua.store.database import Archive
from mutua.store.people import change_identity
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.vault import Vault
from services.societies import JOINED, Society, small_society

ANNA = Identity(
    "Rossignolo", "Annunziata", "RSSNNZ80E57G674Q", "TESSERA-77", date(1980, 5, 17), "F", "borgata Ciò Bello 12",
    "10060", "Rorà", "0121 998877", "annunziata@esempio.example", "IT60X0542811101000000123456",
)  # fmt: skip
NEEDLES = (
    "Rossignolo", "Annunziata", "RSSNNZ80E57G674Q", "TESSERA-77", "borgata Ciò Bello", "998877", "annunziata@esempio",
    "IT60X0542811101000000123456", "rossignolo",
)  # fmt: skip
PDF = b"%PDF-1.4 ANNUNZIATA HA MALE"
LAST = date(2026, 6, 1)  # the last thing that happened
FREE = date(2036, 6, 2)  # ten years later, and a day


def shipped_retention() -> Retention:
    found, problems = load_retention(shipped_path() / RETENTION_FILE, RETENTION_FILE)
    assert problems == []
    assert found is not None
    return found


def desk(society: Society, day: date) -> Desktop:
    now = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    return Desktop(society.archive, society.plans, society.actor_id, now, society.ids)


def left_long_ago(archive: Archive, folder: Path, *, ends_on: date | None = date(2026, 5, 31)) -> tuple[Society, Vault]:
    """Anna, covered until the end of May 2026, with two decided requests, one paid, and a file; and her neighbour."""
    society = small_society(archive, folder)
    covers = [CoverTold(society.plan_code, "base", JOINED, ends_on)]
    society.household("N1", "Anna", covers=covers)
    society.household("N2", "Bruno", "Carla")
    person_id, home = society.people["Anna"], society.households[society.people["Anna"]]

    def told(unit: UnitOfWork) -> None:
        change_identity(unit, person_id, ANNA)
        register_contribution(
            unit, home, ContributionTold("N1", society.plan_code, date(2026, 1, 31), 30000, date(2026, 1, 20))
        )

    unit_of_work(archive, [home], told, actor_id=society.actor_id, now=society.now)
    vault = Vault(folder / "files", folder / "key" / "master.key")
    paid = society.claim("Anna", "VIS", 50000)
    attached = attach(desk(society, LAST), vault, paid, "referto", Delivered(PDF, "application/pdf"))
    assert isinstance(attached, Attached)
    society.decide(paid)
    assert isinstance(pay(desk(society, LAST), paid, on=LAST, reference="E2E-1"), Done)
    society.decide(society.claim("Anna", "VIS", 500, papers={"fattura": date(2026, 5, 4)}))
    objection = AppealTold(LAST, "post", "Io, Annunziata Rossignolo, non sono d'accordo.")
    assert isinstance(file_appeal(desk(society, LAST), paid, objection), Done)
    more = objection._replace(channel="phone", words="Sono sempre Annunziata Rossignolo: manca la ricevuta di maggio.")
    assert isinstance(add_to_appeal(desk(society, LAST), paid, more), Done)
    society.decide(society.claim("Bruno", "VIS", 40000))
    return society, vault


def code_of(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.code


__all__ = [
    "ANNA", "FREE", "LAST", "NEEDLES", "PDF", "code_of", "desk", "left_long_ago", "shipped_retention",
]  # fmt: skip
