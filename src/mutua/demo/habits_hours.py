"""Requests for hours of help: beside a hospital bed, then at home, asked a day before, authorised when many."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from mutua.demo.asking import Asking, Draft
from mutua.demo.people import Someone
from mutua.domain.case import FactValue
from mutua.domain.records import CoverTold

_HOUR = 60
_WAGE = (900, 1500)  # cents an hour of who is paid by the family
_BY_WHOM = (("convenzionato", 840), ("qualificato", 120), ("parente", 25), ("altro", 15))


def illness(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    """Some nights in hospital with somebody at the bed, then perhaps hours of help at home."""
    dice = asking.dice
    home_on = day + timedelta(days=dice.weighed(((3, 350), (6, 350), (11, 220), (25, 80))))
    if dice.chance(800):
        hours = dice.weighed(((12, 350), (24, 300), (40, 200), (90, 100), (180, 50)))
        draft = _help(asking, one, cover, "OSPEDALE", day + timedelta(days=1), hours, home_on)
        draft.facts["notturna"] = dice.chance(450)
        asking.add(draft)
    if dice.chance(700):
        _at_home(asking, one, cover, home_on)


def _at_home(asking: Asking, one: Someone, cover: CoverTold, home_on: date) -> None:
    dice = asking.dice
    start = home_on + timedelta(days=dice.between(2, 5))
    if dice.chance(480):
        asking.add(_help(asking, one, cover, "CASA-DOPO", start, dice.middling(3, 11), home_on))
    elif dice.chance(800):
        _authorised(asking, one, cover, start, home_on)
    else:  # more than the year gives, and nobody asked for the authorisation
        asking.add(_help(asking, one, cover, "CASA-DOPO", start, dice.middling(14, 30), home_on))


def _authorised(asking: Asking, one: Someone, cover: CoverTold, start: date, home_on: date) -> None:
    """The doctor calls before the patient leaves: the hours are set aside, then used at once or in two parts."""
    dice = asking.dice
    hours = dice.middling(14, 40, 2)
    asked = _help(asking, one, cover, "CASA-DOPO", start, hours, home_on, "convenzionato")
    asked.authorises, asked.spoilable = True, False
    asked.expires_on = start + timedelta(days=60)
    asked.received_at = asking.instant(start - timedelta(days=dice.between(3, 4)))
    asking.add(asked)
    if asked.received_at.date() > asking.today or dice.chance(60):  # set aside and never used
        return
    parts = [hours] if dice.chance(500) else [hours // 2, hours - hours // 2]
    for part in parts:
        used = _help(asking, one, cover, "CASA-DOPO", start, part, home_on, "convenzionato")
        used.authorised_by, used.spoilable = asked.public_id, False
        asking.add(used)
        start += timedelta(days=dice.between(5, 12))


def _help(
    asking: Asking, one: Someone, cover: CoverTold, benefit: str, start: date, hours: int, home_on: date, whom: str = ""
) -> Draft:
    """Hours from nine in the morning, asked for at least a day before; who pays the carer brings the receipt."""
    dice = asking.dice
    by = whom or dice.weighed(_BY_WHOM)
    begins = datetime(start.year, start.month, start.day, 7, tzinfo=UTC)
    facts: dict[str, FactValue] = {
        "servizio": start, "inizio_ore": begins, "quantità": hours * _HOUR, "assistente": by, "notturna": False,
        "causa": dice.weighed((("malattia", 800), ("infortunio", 150), ("preesistente", 50))), "dimissione": home_on,
    }  # fmt: skip
    papers: dict[str, date | None] = {"certificato_medico": start - timedelta(days=2)}
    if by == "qualificato":
        facts["spesa"] = hours * dice.middling(*_WAGE, 50)
        papers["fattura_quietanzata"] = start
    received = asking.instant(start - timedelta(days=2))
    provider = dice.one_of(asking.providers.helpers) if by == "convenzionato" else ""
    return Draft(
        asking.ids.public(), one, cover, benefit, start, received, facts, papers, provider, answers=("assistente",)
    )
