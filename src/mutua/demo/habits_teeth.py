"""Requests for teeth: check-ups, care, implants and braces, those of one treatment plan in several requests."""

from __future__ import annotations

from datetime import date, timedelta

from mutua.demo.asking import Asking
from mutua.demo.people import Someone
from mutua.domain.case import FactValue
from mutua.domain.records import CoverTold, LineTold


def _check_up(asking: Asking, one: Someone, cover: CoverTold, day: date, benefit: str, other: str) -> None:
    dice = asking.dice
    voice = dice.weighed((("igiene", 550), ("visita", 400), ("ablazione", 50)))
    ill = voice == "igiene" and dice.chance(250)
    papers = ("fattura", "certificato_parodontale") if ill else ("fattura",)
    draft = asking.expense(
        one, cover, benefit, day, dice.middling(4000, 9500, 500), papers, asking.providers.dentists, rete=True,
        voce=voice, parodontopatia=ill, descrizione_generica=False,
    )  # fmt: skip
    draft.answers, draft.wrong, draft.dated = ("voce",), other, "certificato_parodontale" if ill else ""
    asking.add(draft)


def check_up(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    _check_up(asking, one, cover, day, "D-PREV-W", "A4-PREV-F")


def check_up_of_relatives(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    _check_up(asking, one, cover, day, "A4-PREV-F", "D-PREV-W")


def care_in_network(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    """Care of the member; sometimes an advance, which wants the estimate."""
    dice = asking.dice
    cents = dice.middling(6000, 48000, 1000)
    advance = dice.chance(120)
    papers = ("fattura", "preventivo_di_cura") if advance else ("fattura",)
    draft = asking.expense(
        one, cover, "D-CARE-W", day, cents, papers, asking.providers.dentists, rete=not dice.chance(30),
        descrizione_generica=False, acconto=advance, tariffa_concordata=cents * dice.between(70, 105) // 10000 * 100,
    )  # fmt: skip
    draft.answers, draft.wrong = ("tariffa_concordata",), "A5-CARE-F"
    asking.add(draft)


def care_of_relatives(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    """One invoice with one or two treatments: two lines, decided together."""
    dice = asking.dice
    draft = asking.expense(
        one, cover, "A5-CARE-F", day, dice.middling(6000, 42000, 1000), ("fattura",), asking.providers.dentists,
        descrizione_generica=False,
    )  # fmt: skip
    if dice.chance(200):
        second = {**draft.facts, "spesa": dice.middling(5000, 20000, 1000)}
        draft.others.append(LineTold("A5-CARE-F", second, {}, draft.provider))
        draft.spoilable = False
    draft.wrong = "D-CARE-W"
    asking.add(draft)


def _in_parts(
    asking: Asking, one: Someone, cover: CoverTold, benefit: str, day: date, parts: list[int], papers: tuple[str, ...],
    plan: str, first: dict[str, FactValue], each: dict[str, FactValue],
) -> None:  # fmt: skip
    """Several requests of one treatment plan, weeks apart; what belongs to the plan is told with the first."""
    dentist = [asking.dice.one_of(asking.providers.dentists)]
    for number, cents in enumerate(parts):
        draft = asking.expense(one, cover, benefit, day, cents, papers, dentist, gruppo=plan, **each)
        draft.spoilable = False
        if number == 0:
            draft.facts.update(first)
            draft.spoilable = asking.dice.chance(300)
        asking.add(draft)
        day += timedelta(days=asking.dice.between(35, 75))
        if day > asking.today or (cover.ends_on is not None and day > cover.ends_on):
            break


def implants(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    """An advance, a second invoice and the balance of three implants, or of two, which are not enough."""
    dice = asking.dice
    total, count = dice.middling(240000, 480000, 10000), dice.weighed(((3, 700), (4, 150), (2, 150)))
    each: dict[str, FactValue] = {
        "rete": True, "descrizione_generica": False, "acconto": False, "tariffa_concordata": total,
    }  # fmt: skip
    _in_parts(
        asking, one, cover, "D-IMPL-W", day, [total // 4, total // 4, total - 2 * (total // 4)],
        ("fattura", "preventivo_di_cura", "radiografia_prima", "radiografia_dopo"), asking.group("piano di cura"),
        {"impianti": count, "acconto": True}, each,
    )  # fmt: skip


def braces(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    """Three instalments of a child's braces, within the year or across two."""
    dice = asking.dice
    begun = day - timedelta(days=dice.weighed(((20, 900), (1200, 100))))
    part = dice.middling(28000, 60000, 1000)
    _in_parts(
        asking, one, cover, "A6-ORTHO-F", day, [part, part, part], ("fattura", "dichiarazione_dentista"),
        asking.group("ortodonzia"), {"inizio_ortodonzia": begun}, {"descrizione_generica": False},
    )  # fmt: skip


def implants_in_parts(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    """The office plan pays a share of the whole treatment: advance and balance are counted together."""
    dice = asking.dice
    total = dice.middling(120000, 420000, 10000)
    _in_parts(
        asking, one, cover, "IMPL", day, [total // 2, total - total // 2],
        ("certificato_dentista", "piano_di_cura", "fatture_impianti"), asking.group("impianti"),
        {"impianti": dice.between(1, 3), "inizio_cura": day, "primo_pagamento": day}, {"rete": dice.chance(600)},
    )  # fmt: skip


def false_teeth(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    """So much a tooth, one line for each tooth of the invoice; nine of them exceed the year."""
    dice = asking.dice
    count = dice.weighed(((1, 450), (2, 300), (4, 170), (10, 80)))
    draft = asking.expense(
        one, cover, "DENTE", day, dice.middling(15000, 40000, 1000), ("fattura",), asking.providers.dentists, quantità=1
    )
    for _ in range(count - 1):
        line = {**draft.facts, "spesa": dice.middling(6000, 40000, 1000)}
        draft.others.append(LineTold("DENTE", line, {}, draft.provider))
    draft.spoilable = count == 1
    draft.wrong = "PROTESI"
    asking.add(draft)
