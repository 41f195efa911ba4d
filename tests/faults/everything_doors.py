"""A proxy that was given, for the archive in which every table has a row."""

from __future__ import annotations

from mutua.services.claim_life import Desktop
from mutua.services.proxies import give_proxy
from mutua.store.proxies import Proxy
from services.societies import NOW, Society


def proxies(society: Society) -> None:
    at = Desktop(society.archive, society.plans, society.actor_id, NOW, society.ids)
    given = give_proxy(at, society.people["Anna"], society.people["Elsa"], "paper")
    assert isinstance(given, Proxy), given
