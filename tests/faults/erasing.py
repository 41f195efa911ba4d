"""What the worker does that is stopped while it erases somebody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from faults.jobs import stopping_at
from mutua.services.claim_life import Desktop
from mutua.services.erase_person import Erased, erase_person, wipe
from mutua.services.plan_book import book_of
from mutua.store.database import Archive
from mutua.store.ids import Ids
from services.rights_helpers import FREE, desk, shipped_retention
from services.societies import Society


def erase(begun: Path, url: str, rulesets: str, person_id: int, actor_id: int, files: str, stop_at: int = 0) -> str:
    """Erases the person, or ends at the call of the database with the number; says what came of it."""
    with Archive(url) as archive:
        at = the_desk(archive, rulesets, actor_id)
        begun.touch()
        with stopping_at(stop_at, "exit"):
            done = erase_person(at, person_id, retention=shipped_retention(), motive="richiesta", files=Path(files))
        wipe(at)
    return "erased" if isinstance(done, Erased) else getattr(done, "code", "not yet")


def the_desk(archive: Archive, rulesets: str, actor_id: int) -> Desktop:
    society = Society(archive, book_of(Path(rulesets)), "", ids=Ids(), actor_id=actor_id)
    return desk(society, FREE)


JOBS: dict[str, Callable[..., Any]] = {"erase": erase}
