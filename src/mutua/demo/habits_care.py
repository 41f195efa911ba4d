"""Requests for visits, tickets, examinations, glasses, aids and days in hospital."""

from __future__ import annotations

from datetime import date, timedelta

from mutua.demo.asking import Asking
from mutua.demo.people import Someone
from mutua.domain.records import CoverTold

_TICKETS = (1290, 1850, 2300, 2500, 3000, 3600, 3615, 4615, 6615)
_CAUSES = (("malattia", 860), ("infortunio", 80), ("gravidanza", 30), ("congenita", 30))


def health_service_fee(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    """A ticket; now and then several examinations on one sheet, or the emergency room, which is excluded."""
    dice = asking.dice
    cents = dice.one_of(_TICKETS) * dice.weighed(((1, 780), (2, 150), (5, 50), (14, 20)))
    draft = asking.expense(
        one, cover, "A1-TICKET", day, cents, ("impegnativa", "ricevuta_ticket"), asking.providers.clinics,
        pronto_soccorso=dice.chance(30),
    )  # fmt: skip
    draft.answers = ("pronto_soccorso",)
    asking.add(draft)


def visit_in_network(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    dice = asking.dice
    draft = asking.expense(
        one, cover, "SPEC-NET", day, dice.middling(6000, 14000, 500), ("fattura",), asking.providers.clinics,
        rete=not dice.chance(20), fascia_rete="A" if dice.chance(700) else "B",
    )  # fmt: skip
    draft.answers = ("fascia_rete",)
    asking.add(draft)


def visit_by_choice(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    cents = asking.dice.middling(7000, 18000, 1000)
    asking.add(asking.expense(one, cover, "SPEC-PRIV", day, cents, ("fattura",), asking.providers.clinics))


def after_an_accident_at_work(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    cents = asking.dice.middling(20000, 250000, 5000)
    asking.add(asking.expense(one, cover, "INV", day, cents, ("fattura",), asking.providers.clinics))


def specialist(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    """A visit of the office plan: in the network, or elsewhere with a specialist of the illness or a gynaecologist."""
    dice = asking.dice
    network = dice.chance(600)
    speciality = "ginecologia" if one.sex == "F" and dice.chance(200) else "attinente"
    if dice.chance(20):
        speciality = "non_attinente"
    draft = asking.expense(
        one, cover, "VIS", day, dice.middling(7000, 20000, 500), ("prescrizione", "fattura"), asking.providers.clinics,
        rete=network, specialità=speciality,
    )  # fmt: skip
    draft.answers, draft.wrong = ("rete",), "TICKET"
    asking.add(draft)


def fee_of_the_office_plan(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    cents = asking.dice.one_of(_TICKETS) * asking.dice.weighed(((1, 700), (2, 200), (6, 100)))
    papers = ("ricevuta_ticket",)
    asking.add(asking.expense(one, cover, "TICKET", day, cents, papers, asking.providers.clinics, regime="ticket"))


def glasses(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    dice = asking.dice
    draft = asking.expense(
        one, cover, "OCCHIALI", day, dice.middling(6000, 42000, 1000), ("fattura", "prescrizione"),
        asking.providers.opticians, solo_montatura=dice.chance(40), fine_estetico=False,
        variazione_sfera=dice.weighed(((25, 600), (75, 300), (175, 100))),
    )  # fmt: skip
    draft.dated, draft.wrong, draft.answers = "prescrizione", "OCCHIALI-FIGLI", ("solo_montatura",)
    asking.add(draft)


def glasses_of_children(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    draft = asking.expense(
        one, cover, "OCCHIALI-FIGLI", day, asking.dice.middling(5000, 25000, 1000), ("fattura", "prescrizione"),
        asking.providers.opticians, solo_montatura=False,
    )  # fmt: skip
    draft.dated = "prescrizione"
    asking.add(draft)


def aids(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    """Glasses, hearing aids, insoles: half is paid, what exceeds the year goes to the next."""
    cents = asking.dice.weighed(((25000, 500), (60000, 250), (180000, 170), (320000, 80)))
    cents += asking.dice.middling(0, 9000, 100)
    asking.add(asking.expense(one, cover, "PROTESI", day, cents, ("fattura",), asking.providers.opticians))


def _at_tariff(asking: Asking, one: Someone, cover: CoverTold, benefit: str, day: date, cents: int) -> None:
    dice = asking.dice
    cause = dice.weighed(_CAUSES)
    if cause == "gravidanza" and not (one.sex == "F" and 20 <= one.age_on(day) <= 44):
        cause = "malattia"
    papers = ("fattura", "verbale_pronto_soccorso") if cause == "infortunio" else ("fattura",)
    draft = asking.expense(
        one, cover, benefit, day, cents, papers, asking.providers.clinics, causa=cause,
        importo_di_tariffa=cents * dice.between(35, 80) // 10000 * 100,
    )  # fmt: skip
    if cause == "congenita":
        draft.facts["congenita_nota_prima"] = dice.chance(500)
    draft.answers = ("importo_di_tariffa",)
    asking.add(draft)


def visit_at_tariff(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    _at_tariff(asking, one, cover, "VISITA", day, asking.dice.middling(7000, 18000, 500))


def examination(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    _at_tariff(asking, one, cover, "ESAME", day, asking.dice.middling(4000, 32000, 500))


def stay_at_tariff(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    _at_tariff(asking, one, cover, "RICOVERO", day, asking.dice.middling(90000, 620000, 10000))


def days_in_hospital(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    """So much a day: no invoice, the certificate says from when to when."""
    nights = asking.dice.weighed(((1, 120), (3, 300), (6, 300), (12, 180), (30, 80), (75, 20)))
    ends = day + timedelta(days=nights)
    draft = asking.expense(one, cover, "RICOVERO", day, 0, ("certificato_di_ricovero",), asking.providers.clinics)
    draft.facts = {"inizio": day, "fine": ends, "riabilitazione": asking.dice.chance(60)}
    draft.papers = {"certificato_di_ricovero": ends}
    draft.received_at, draft.answers = asking.arrival(ends), ("riabilitazione",)
    asking.add(draft)


def what_others_paid_too(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    """At the price of the list, less what another fund or insurance has paid."""
    dice = asking.dice
    others = dice.middling(1000, 13000, 500) if dice.chance(450) else 0
    draft = asking.expense(
        one, cover, "TARIFFA-E-ALTRI", day, dice.middling(9000, 16000, 500), (), asking.providers.clinics,
        codice="P110", altri_rimborsi=others,
    )  # fmt: skip
    draft.flaw = "other_payers" if others else ""
    draft.spoilable = not others
    asking.add(draft)


def visit_of_the_examples(asking: Asking, one: Someone, cover: CoverTold, day: date) -> None:
    dice = asking.dice
    draft = asking.expense(
        one, cover, "VISITA-IN-RETE", day, dice.middling(6000, 15000, 500), (), asking.providers.clinics,
        rete=not dice.chance(40), fascia_rete="cooperativa" if dice.chance(400) else "altra",
    )  # fmt: skip
    draft.answers, draft.wrong = ("fascia_rete",), "DENTI"
    asking.add(draft)
