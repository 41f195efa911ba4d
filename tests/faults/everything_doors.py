"""A proxy that was given, what was declared and a notice that was got, for the archive with a row in every table."""

from __future__ import annotations

from datetime import date

from mutua.services.claim_life import Desktop
from mutua.services.declare import declare_elsewhere, give_notice, write_notice
from mutua.services.proxies import give_proxy
from mutua.store.declared import Elsewhere, Notice, NoticeGiven
from mutua.store.proxies import Proxy
from services.societies import NOW, Society


def proxies(society: Society) -> None:
    at = Desktop(society.archive, society.plans, society.actor_id, NOW, society.ids)
    given = give_proxy(at, society.people["Anna"], society.people["Elsa"], "paper")
    assert isinstance(given, Proxy), given


def declarations(society: Society) -> None:
    """Anna says what is paid elsewhere, twice; she gets the society's notice."""
    at, anna = Desktop(society.archive, society.plans, society.actor_id, NOW, society.ids), society.people["Anna"]
    for cents in (50000, 60000):
        told = declare_elsewhere(at, anna, NOW.year, cents, "paper", on=NOW.date())
        assert isinstance(told, Elsewhere), told
    assert isinstance(write_notice(at, "Come trattiamo i dati dei soci.", since=date(2026, 1, 1)), Notice)
    assert isinstance(give_notice(at, anna, "paper", on=NOW.date()), NoticeGiven)
