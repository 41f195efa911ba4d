"""What a trial and a refund ask: only what changes what comes back, and the sum with its condition in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mutua.domain.case import FactValue
from mutua.domain.records import CoverTold
from mutua.services.member_estimate import Tried, try_out
from mutua.services.member_refund import show_refund
from mutua.services.typed_claim import Typed
from mutua.store.database import Archive
from mutua.wording.come_back import back_headline
from services.societies import NOW, Society, small_society
from small_plan import HEAD, VERSION

FACTS = """\
  fascia: {tipo: scelta, di: riga, scelte: [a, b], chiede: "In che fascia è la struttura?", risponde: società}
  prezzo: {tipo: importo, di: riga, chiede: "Quanto dà il tariffario?", risponde: società}
  in_rete: {tipo: sì/no, di: riga, chiede: "La struttura è convenzionata?"}
  prima_volta: {tipo: sì/no, di: riga, chiede: "È la prima volta?"}
"""
BENEFITS = """\
  ATTESA:
    titolo: Attesa secondo la causa
    articolo: art. 20
    carenza: {infortunio: nessuna, altre: 6 mesi}
    passi: [spesa, quota: 50%]
    consuma: nessuno
  LISTINO:
    titolo: Secondo il listino
    articolo: art. 21
    carenza: {infortunio: nessuna, altre: 6 mesi}
    passi: [importo: {misura: {fatto: prezzo}, per: prestazione}]
    consuma: nessuno
  RETE:
    titolo: Solo in rete
    articolo: art. 22
    spetta: [{in_rete: sì, motivo: fuori_rete}]
    passi: [spesa, franchigia: {misura: {secondo: fascia, a: 20.00, b: 30.00}, per: prestazione}]
    consuma: nessuno
  PRIMA:
    titolo: La prima volta di più
    articolo: art. 23
    spetta: [{grado: titolare, motivo: solo_titolare}]
    passi: [spesa, quota: {secondo: prima_volta, sì: 80%, no: 50%}]
    consuma: nessuno
adesione:
"""
NEW = date(2026, 4, 1)  # somebody who came in two months ago


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path, version=VERSION.replace("adesione:\n", BENEFITS, 1), head=HEAD + FACTS)
    made.household("N1", "Anna", "Bruno")
    made.household("N2", "Nora", covers=[CoverTold(made.plan_code, "base", NEW)])
    return made


def _cell(name: str) -> str:
    return name if name.startswith("fact-") else name.replace("_", "-")


def typed(society: Society, benefit: str, name: str = "Anna", **cells: str) -> Typed:
    told = {"lines": "1", "benefit-1": benefit, **{_cell(one): cell for one, cell in cells.items()}}
    return Typed(society.people[name], told, frozenset(), NOW, channel="web")


def tried(society: Society, benefit: str, name: str = "Anna", **cells: str) -> Tried:
    told = {"served_1": "04/05/2026", "amount_1": "100,00", **cells}
    with society.archive.reader.begin() as connection:
        return try_out(connection, society.plans, typed(society, benefit, name, **told))


def asked(found: Tried) -> list[str]:
    """What the member is asked beside the day and the sum."""
    (line,) = found.typed.lines
    assert line.asked is not None
    return [one.name for one in line.asked.questions if not one.of_society]


def refund_asks(society: Society, benefit: str, name: str = "Anna", **cells: str) -> list[str]:
    with society.archive.reader.begin() as connection:
        shown = show_refund(connection, society.plans, typed(society, benefit, name, **cells), "a" * 26, [])
    (line,) = shown.typed.lines
    assert line.asked is not None
    return [one.name for one in line.asked.questions if not one.of_society]


def headline(found: Tried) -> str:
    assert found.lines is not None
    return back_headline([one.back for one in found.lines], between=found.between).replace("\xa0", " ")


def test_a_cause_is_asked_only_of_who_still_waits(society: Society) -> None:
    assert asked(tried(society, "ATTESA", "Nora")) == ["causa"]
    assert asked(tried(society, "ATTESA")) == [], "two years in: whatever the cause, half comes back"
    assert headline(tried(society, "ATTESA")) == "Circa 50,00 €, se tutto è in regola"
    assert asked(tried(society, "ATTESA", "Nora", served_1="", amount_1="")) == ["causa"], "before the sum is told too"
    assert asked(tried(society, "ATTESA", served_1="", amount_1="")) == []


def test_where_the_office_looks_the_price_up_nothing_else_is_asked_in_vain(society: Society) -> None:
    found = tried(society, "LISTINO")
    assert asked(found) == []
    assert headline(found) == "Quanto torna lo guarda l'ufficio, quando arriva la domanda"
    assert found.lines is not None
    (line,) = found.lines
    assert "prezzo" in line.depends[0], "what the regulation pays, in its words"
    assert asked(tried(society, "LISTINO", "Nora")) == ["causa"], "it decides whether anything comes back"


def test_a_refund_asks_what_its_decision_needs(society: Society) -> None:
    assert refund_asks(society, "RETE", served_1="04/05/2026") == ["in_rete"]
    assert asked(tried(society, "RETE")) == ["in_rete"]
    assert refund_asks(society, "PRIMA", served_1="04/05/2026", amount_1="100") == ["prima_volta"]
    assert refund_asks(society, "PRIMA", "Bruno", served_1="04/05/2026") == [], "it is for the member alone: none comes"
    assert refund_asks(society, "ATTESA", served_1="04/05/2026") == ["causa"], "without it the request would wait"


def test_the_sum_is_told_with_its_condition(society: Society) -> None:
    found = tried(society, "RETE", **{"fact-1-in_rete": "sì"})
    assert headline(found) == "Da 70,00 € a 80,00 €: lo guarda l'ufficio"
    assert found.lines is not None
    assert [one.replace("\xa0", " ") for one in found.lines[0].depends] == [
        "Se «Fascia» è «a»: 80,00 €", "Se «Fascia» è «b»: 70,00 €",
    ]  # fmt: skip
    found = tried(society, "PRIMA")
    assert found.lines is not None
    assert found.lines[0].told.needed[0].startswith("Per decidere servirà sapere: «È la prima volta")
    assert headline(found) == "Da 50,00 € a 80,00 €: dipende da una risposta"
    assert headline(tried(society, "PRIMA", **{"fact-1-prima_volta": "sì"})) == "Tornerebbero 80,00 €"


@pytest.mark.parametrize("name", ["Anna", "Bruno", "Nora"])
@pytest.mark.parametrize("benefit", ["ATTESA", "LISTINO", "RETE", "PRIMA"])
def test_what_is_not_asked_changes_nothing(society: Society, benefit: str, name: str) -> None:
    """Every answer given to a question that a refund does not ask: the request is decided alike, and as without it."""
    on = date(2026, 5, 4)
    known: dict[str, FactValue] = {"fascia": "a", "prezzo": 4000}
    every: dict[str, tuple[FactValue, ...]] = {
        "causa": ("malattia", "infortunio", "gravidanza", "preesistente"), "in_rete": (True, False),
        "prima_volta": (True, False),
    }  # fmt: skip
    wanted = refund_asks(society, benefit, name, served_1="04/05/2026", amount_1="100")
    known |= {one: every[one][0] for one in wanted}
    told = [known, *({**known, one: value} for one in every if one not in wanted for value in every[one])]
    decided = [society.decide(society.claim(name, benefit, 10000, on=on, **one)).draft.answer.lines[0] for one in told]
    assert len(decided) > 2
    assert len({(one.outcome, one.granted_cents) for one in decided}) == 1
