"""Releasing a payment run in a process that may end at any moment."""

from __future__ import annotations

import random
from pathlib import Path

from faults.jobs import stopping_at
from mutua.services.claim_life import Desktop
from mutua.services.payment_runs import Released, release
from mutua.services.plan_book import book_of
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.vault import Vault
from services.societies import NOW


def release_run(begun: Path, url: str, folder: str, actor_id: int, run_id: int, stop_at: int = 0) -> str:
    """Releases the run; `stop_at`: at which call of the database the machine stops. Gives the file, as text."""
    with Archive(url) as archive:
        at = Desktop(archive, book_of(Path(folder) / "rulesets"), actor_id, NOW, Ids(random.Random(7)))
        vault = Vault(Path(folder) / "files", Path(folder) / "keys" / "master.key")
        begun.touch()
        with stopping_at(stop_at, "exit"):
            made = release(at, vault, run_id)
    return made.content.decode() if isinstance(made, Released) else repr(made)


JOBS = {"release": release_run}
