"""A process that writes a known number of times, for the kernel to count how often it waits for the disk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from faults import planted
from faults.worlds import ask, opened, request
from mutua.store.database import Archive


def main(url: str, rulesets: str, count: str, fault: str) -> None:
    """Receives that many requests, one transaction each."""
    with planted.fault(fault), Archive(url) as archive:
        society = opened(archive, Path(rulesets))
        person = min(society.households)
        for at in range(int(count)):
            ask(society, [request(f"f{at}", person, "VIS", date(2026, 3, 3), {"spesa": 1000})])
