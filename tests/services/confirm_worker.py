"""A process that confirms all that is certain, to be killed: it says when it begins and when it is done."""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime
from pathlib import Path

from mutua.services.claim_life import Desktop
from mutua.services.confirm_lines import confirm_all_certain
from mutua.services.plan_book import book_of
from mutua.store.database import Archive
from mutua.store.ids import Ids


def main(url: str, rulesets: str, actor_id: str) -> None:
    plans = book_of(Path(rulesets))
    with Archive(url) as archive:
        desk = Desktop(archive, plans, int(actor_id), datetime(2027, 6, 1, 10, tzinfo=UTC), Ids(random.Random(7)))
        print("begun", flush=True)
        done = confirm_all_certain(desk, lambda count: print(count, flush=True))
        print("done", len(done.confirmed), len(done.left), flush=True)


main(*sys.argv[1:])
