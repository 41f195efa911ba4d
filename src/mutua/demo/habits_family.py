"""Requests of families: nursery, first year of life, accidents, an old mother who cannot care for herself."""

from __future__ import annotations

from datetime import date, timedelta

from mutua.demo.asking import Asking, Draft
from mutua.demo.people import Someone
from mutua.domain.records import CoverTold


def nursery(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    dice = asking.dice
    papers = ("stato_famiglia", "fatture_nido", "busta_paga")
    draft = asking.expense(
        one, cover, "NIDO", day, dice.middling(90000, 420000, 5000), papers, asking.providers.helpers,
        gruppo=asking.group("anno di nido"),
    )  # fmt: skip
    draft.wrong = "VIS"
    asking.add(draft)


def first_year(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    dice = asking.dice
    needed = dice.chance(300)
    papers = ("scontrini", "ricetta") if needed else ("scontrini",)
    draft = asking.expense(
        one, cover, "PED1", day, dice.middling(4000, 38000, 500), papers, asking.providers.clinics,
        ricetta_necessaria=needed,
    )  # fmt: skip
    asking.add(draft)


def _accident(
    asking: Asking, one: Someone, cover: CoverTold, day: date, benefit: str, days: int, paper: str
) -> None:
    ends = day + timedelta(days=days)
    draft = Draft(
        asking.ids.public(), one, cover, benefit, day, asking.arrival(ends),
        {"inizio": day, "fine": ends, "causa": "infortunio", "evento": asking.group("infortunio"), "evento_del": day},
        {"referto_pronto_soccorso": day, paper: ends}, answers=("causa",),
    )  # fmt: skip
    asking.add(draft)


def hospital_after_accident(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    nights = asking.dice.weighed(((2, 400), (5, 350), (14, 200), (36, 50)))
    _accident(asking, one, cover, day, "ACC-HOSP", nights, "lettera_dimissione")


def plaster(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    _accident(asking, one, cover, day, "ACC-CAST", asking.dice.middling(15, 45), "certificato_gesso")


def care_of_the_dependent(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    dice = asking.dice
    kind = dice.weighed((("badante", 600), ("infermiere", 200), ("ausili", 200)))
    papers = ("stato_famiglia", "verbale_asl", "giustificativi", *(("buste_paga",) if kind == "badante" else ()))
    draft = asking.expense(
        one, cover, "NSUFF-G", day, dice.middling(60000, 380000, 5000), papers, asking.providers.helpers,
        tipo_di_assistenza=kind, assiste_un_parente=dice.chance(60),
    )  # fmt: skip
    draft.answers = ("tipo_di_assistenza",)
    asking.add(draft)
