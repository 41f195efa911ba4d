"""The peer of P1b: one specialist visit in OpenFisca-Core: waiting, deadline, papers, two formulas, three ceilings.

The nearest honest equivalent: what is left in the three ceilings is given as an input, because OpenFisca keeps no
books; only the outcome and the cents are asked for, without any reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from mutua.domain.case import Case

CLAIM: Any = build_entity(key="pratica", plural="pratiche", label="Una richiesta", is_person=True)
SINCE = "2024-01-01"
FIGURES = {
    "entro_giorni": 90,
    "carenza_giorni": 60,
    "carenza_gravidanza_giorni": 300,
    "ricetta_giorni": 365,
    "franchigia": 2_000,
    "scoperto_quota": 0.3,
    "scoperto_minimo": 4_000,
    "massimo": 14_000,
}


def _variable(name: str, kind: type, formula: Any = None) -> type[Variable]:
    body: dict[str, Any] = {"value_type": kind, "entity": CLAIM, "definition_period": DateUnit.MONTH, "label": name}
    if formula is not None:
        body["formula"] = formula
    return type(name, (Variable,), body)


def _days(span: Any) -> Any:
    return span.astype("timedelta64[D]").astype(int)


def _in_time(claim: Any, period: Any, parameters: Any) -> Any:
    late = _days(claim("richiesta", period) - claim("fattura", period))
    return late <= parameters(period).visita.entro_giorni


def _waited(claim: Any, period: Any, parameters: Any) -> Any:
    rules = parameters(period).visita
    since = _days(claim("servizio", period) - claim("iscrizione", period))
    birth = claim("causa", period) == "gravidanza"
    needed = np.where(birth, rules.carenza_gravidanza_giorni, rules.carenza_giorni)
    return (claim("causa", period) == "infortunio") | (since >= needed)


def _papers(claim: Any, period: Any, parameters: Any) -> Any:
    age = _days(claim("fattura", period) - claim("prescrizione", period))
    return age <= parameters(period).visita.ricetta_giorni


def _computed(claim: Any, period: Any, parameters: Any) -> Any:
    rules = parameters(period).visita
    expense = claim("spesa", period)
    inside = np.maximum(0, expense - rules.franchigia)
    kept = np.maximum(expense * rules.scoperto_quota, rules.scoperto_minimo)
    outside = np.minimum(np.maximum(0, expense - kept), rules.massimo)
    return np.floor(np.where(claim("rete", period), inside, outside) + 0.5)


def _granted(claim: Any, period: Any) -> Any:
    due = claim("in_tempo", period) & claim("carenza_finita", period) & claim("documenti_validi", period)
    amount = claim("calcolato", period)
    for name in ("visite_residuo", "area_residuo", "nucleo_residuo"):
        amount = np.minimum(amount, claim(name, period))
    return np.where(due, amount, 0)


def system() -> TaxBenefitSystem:
    """The plan's visit as a country package would write it: figures in the parameter tree, formulas as variables."""
    rules = TaxBenefitSystem([CLAIM])
    tree = {name: {"values": {SINCE: {"value": value}}} for name, value in FIGURES.items()}
    rules.parameters = ParameterNode("", data={"visita": tree})
    for name in ("servizio", "fattura", "richiesta", "iscrizione", "prescrizione"):
        rules.add_variable(_variable(name, date))
    rules.add_variable(_variable("causa", str))
    rules.add_variable(_variable("rete", bool))
    for name in ("spesa", "visite_residuo", "area_residuo", "nucleo_residuo"):
        rules.add_variable(_variable(name, int))
    rules.add_variable(_variable("in_tempo", bool, _in_time))
    rules.add_variable(_variable("carenza_finita", bool, _waited))
    rules.add_variable(_variable("documenti_validi", bool, _papers))
    rules.add_variable(_variable("calcolato", int, _computed))
    rules.add_variable(_variable("concesso", int, _granted))
    return rules


Situation = Mapping[str, Any]


def situation(case: Case, left: tuple[int, int, int]) -> Situation:
    """A visit as OpenFisca is told of it: `left` is what remains in the ceilings of visits, area and household."""
    facts, line = case.facts, case.lines[0].facts
    month = line["servizio"].strftime("%Y-%m")  # type: ignore[union-attr]
    told: dict[str, Any] = {
        "servizio": str(line["servizio"]),
        "fattura": str(facts["fattura"]),
        "richiesta": str(facts["richiesta"]),
        "iscrizione": str(case.covers[0].seniority_from),
        "prescrizione": str(case.papers["prescrizione"]),
        "causa": facts["causa"],
        "rete": line["rete"],
        "spesa": line["spesa"],
        **dict(zip(("visite_residuo", "area_residuo", "nucleo_residuo"), left, strict=True)),
    }
    return {"pratiche": {"p": {name: {month: value} for name, value in told.items()}}}


def month_of(told: Situation) -> str:
    return str(next(iter(told["pratiche"]["p"]["spesa"])))


def built(rules: TaxBenefitSystem, told: Situation) -> Simulation:
    return SimulationBuilder().build_from_entities(rules, dict(told))


def granted(simulation: Simulation, month: str) -> int:
    return int(simulation.calculate("concesso", month)[0])


def build_and_calculate(rules: TaxBenefitSystem, told: Situation) -> int:
    """As a service would: the simulation is built from what was sent, then asked."""
    return granted(built(rules, told), month_of(told))
