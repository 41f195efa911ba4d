"""Plans that have everything to say about covers: assistances, windows, households, ages, a plan for seniors."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mutua.services.claim_life import Desktop
from mutua.services.cover_desk import Blocked, CoversTold, Found
from mutua.services.decide_claim import Refusal
from mutua.store.database import Archive
from mutua.store.people import read_people
from services.member_helpers import desk
from services.societies import RememberedBook, Society, small_society
from small_plan import HEAD, VERSION

FAMILY, WIDE, SENIOR = "mutua-di-prova/famiglia", "mutua-di-prova/larga", "mutua-di-prova/anziani"

_JOINING = """adesione:
  articolo: art. 9
  chi: [{età: meno di 75, motivo: età}]
  nucleo: facoltativo
  decorrenza: primo giorno del mese dopo richiesta
"""
_POTS = """  visite: {titolo: visite, misura: 400 euro, di: persona, ogni: anno, articolo: art. 2}
"""
_LEAVING = "recesso: {articolo: art. 12, domanda: 30 settembre dell'anno di richiesta, effetto: 1 gennaio dell'anno "
_LEAVING += "dopo richiesta}\n"
_ALONE = "    spetta: [{grado: titolare, motivo: solo_titolare, articolo: art. 1}]\n"

# The whole household joins; who is covered elsewhere need not; changes are asked for by 31 January, after a year.
_WHOLE = """adesione:
  articolo: art. 9
  chi: [{età: meno di 70, motivo: età}, {residente: sì, motivo: residenza, articolo: art. 9 bis}]
  nucleo: intero
  esenti: {copertura_altrove: sì}
  decorrenza:
    - {quando: {richiesta: nei 30 giorni dopo nascita}, il: nascita}
    - altrimenti: primo giorno del mese dopo richiesta
"""
_FACTS = """fatti:
  residente: {di: persona, tipo: sì/no, chiede: "Risiede in Italia?", detto: {sì: chi vive in Italia}, se_manca: sì}
  copertura_altrove: {di: persona, tipo: sì/no, chiede: "È coperto altrove?", detto: {sì: chi è coperto altrove}}
date:
  compie_65: {il: 65 anni da nascita, titolo: sessantacinquesimo compleanno, articolo: art. 8}
documenti:
"""
_WINDOW = """  articolo: art. 4
  domanda: 31 gennaio dell'anno di richiesta
  effetto: 1 gennaio dell'anno di richiesta
"""
_CHANGE = f"""cambio_piano:
{_WINDOW}  non_prima: 1 anno da iscrizione
  porta: {{visite: visite_larghe, ospedale: manca}}
  anzianità: mantenuta
"""
_SENIOR = f"""passaggio:
  articolo: art. 8
  piano: {SENIOR}
  decorrenza: 1 gennaio dell'anno dopo compie_65
  porta: {{visite: visite}}
"""
FAMILY_RULES = (
    VERSION.replace(_ALONE, "").replace(_JOINING, _WHOLE).replace("documenti:\n", _FACTS, 1)
    .replace(_LEAVING, f"{_CHANGE}{_LEAVING}{_SENIOR}")
)  # fmt: skip
# Another plan of two assistances, with a ceiling in proportion in the first year, that anybody joins alone.
_PROPORTION = """  visite_larghe:
    titolo: visite
    misura: 480 euro
    di: persona
    ogni: anno
    primo_anno: {mese_di_iscrizione: compreso, arrotonda: mezzo in su}
    articolo: art. 2
"""
_HOSPITAL = "  OSPEDALE:\n    titolo: Assistenza in ospedale\n"
WIDE_RULES = (
    VERSION.replace(_POTS, _PROPORTION).replace("consuma: [visite]", "consuma: [visite_larghe]").replace(_ALONE, "")
    .replace(_HOSPITAL, f"{_HOSPITAL}    copertura: casa\n").replace(_LEAVING, f"cambio_piano:\n{_WINDOW}{_LEAVING}")
)  # fmt: skip
SENIOR_RULES = VERSION.replace(_ALONE, "").replace(
    "  chi: [{età: meno di 75, motivo: età}]\n", "  chi: [{età: almeno 65, motivo: età}]\n"
)


def covered_society(archive: Archive, folder: Path) -> Society:
    """The small society with three more plans: for whole families, a wide one of two assistances, for seniors."""
    made = small_society(archive, folder)
    for name, rules, head in (
        ("famiglia", FAMILY_RULES, HEAD), ("larga", WIDE_RULES, HEAD.replace("[base]", "[base, casa]")),
        ("anziani", SENIOR_RULES, HEAD),
    ):  # fmt: skip
        plan = folder / "rulesets" / "mutua-di-prova" / name
        plan.mkdir(parents=True)
        (plan / "piano.yaml").write_text(head, encoding="utf-8")
        early = rules.replace("in_vigore: dal 2026-01-01", "in_vigore: dal 2020-01-01").replace(", il: 2025-11-28", "")
        (plan / "2020-01-01.yaml").write_text(early, encoding="utf-8")
    made.plans = RememberedBook(folder / "rulesets")
    return made


def at(society: Society, today: date = date(2027, 6, 1)) -> Desktop:
    return desk(society, today).at


def told(found: Found) -> CoversTold:
    assert isinstance(found, CoversTold), [getattr(one, "code", one) for one in getattr(found, "blocks", [found])]
    return found


def refused(found: Found) -> str:
    assert isinstance(found, Refusal), type(found)
    return found.code


def blocks(society: Society, found: Found) -> list[tuple[str, str]]:
    """What stands against it, by code and name."""
    assert isinstance(found, Blocked), found if isinstance(found, Refusal) else type(found)
    names = {id_: name for name, id_ in society.people.items()}
    return [(one.code, names[one.person_id]) for one in found.blocks]


def covers(society: Society, name: str) -> list[tuple[str, str, date, date | None, date]]:
    """The covers of a person: plan, assistance, first and last day, seniority."""
    person = society.people[name]
    with society.archive.reader.begin() as connection:
        found = read_people(connection, [society.households[person]]).covers.get(person, [])
    ordered = sorted(found, key=lambda pair: (pair[1].effective_from, pair[0], pair[1].assistance))
    return [
        (plan.split("/")[1], one.assistance, one.effective_from, one.ends_on, one.seniority_from)
        for plan, one in ordered
    ]
