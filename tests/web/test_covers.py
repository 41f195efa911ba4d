"""Covers and papers at the counter: refusals with all that is asked, answered on the form; a change, an end, papers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from mutua.domain.access import Role
from mutua.domain.records import CoverTold
from mutua.services.cover_desk import CoversTold
from mutua.services.cover_join import Joining, join
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.wording.counter import COUNTER_NOTICES, COUNTER_REFUSALS, SAID
from services.cover_helpers import FAMILY_RULES
from services.member_helpers import desk, member
from services.societies import JOINED
from web.counter import Counter, counter_of
from web.test_members import done
from web.test_person import words


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Counter:
    """A society whose plan takes whole households and asks who is covered elsewhere; nobody covered yet."""
    rules = re.sub(r"passaggio:\n(?:  .*\n)+", "", FAMILY_RULES)  # the plan for seniors is not there
    made = counter_of(archive, tmp_path, version=rules)
    made.society.household("N1", "Anna", "Bruno", "Carla", covers=[])
    member(made.society, "Anna")
    return made


def test_the_cover_and_the_request_say_from_which_cover_it_goes_on(families: Counter) -> None:
    society, plan = families.society, families.society.plan_code
    society.household("N2", "Dora", covers=[CoverTold(plan, "base", JOINED, date(2026, 5, 31))])
    told = join(desk(society).at, society.people["Dora"], Joining(plan, date(2026, 5, 20), continues=True))
    assert isinstance(told, CoversTold), told
    clerk = families.inside(Role.CLERK)
    said = "Continua la copertura di «Piano di prova», finita il 31/05/2026. L'anzianità d'iscrizione resta (art. 4)."
    assert said in words(clerk.get(f"/persone/{families.public_id('Dora')}/coperture").text)
    for on, there in ((date(2026, 6, 1), True), (date(2026, 5, 30), False)):
        public_id = society.ids.public()
        society.claim("Dora", "VIS", 10000, on=on, public_id=public_id, received_at=society.now)
        page = clerk.get(f"/pratiche/{public_id}")
        assert page.status_code == 200
        assert (said in words(page.text)) is there


def test_who_must_join_too_is_asked_and_a_whole_household_joins_and_leaves(families: Counter) -> None:
    clerk, plan = families.inside(Role.CLERK), families.society.plan_code
    path = f"/persone/{families.public_id('Anna')}/coperture"
    empty = words(clerk.get(path).text)
    assert "Nessuna copertura." in empty
    assert "Adesione a un piano" in empty
    told = {"plan": plan, "on": "01/06/2026", "household": ""}
    alone = clerk.post(f"{path}/adesione", told)
    said = words(alone.text)
    assert alone.status_code == 422
    for told_so in ("Rossi Bruno: Per sapere se deve aderire anche questa persona manca una risposta",
                    "Il regolamento chiede", "Rossi Carla: È coperto altrove?"):  # fmt: skip
        assert told_so in said, said
    whose = re.findall(r'name="whose" value="([a-z2-7]{26})"', alone.text)
    facts = re.findall(r'name="fact" value="([^"]+)"', alone.text)
    assert facts == ["copertura_altrove", "copertura_altrove"]
    answered = {**told, "whose": whose, "fact": facts, "answer": ["no", "sì"]}
    said = words(clerk.post(f"{path}/adesione", answered).text)
    assert "Deve aderire anche questa persona: con «tutto il nucleo»" in said
    assert "art. 9" in said
    assert "Rossi Carla: Deve" not in said
    wrong = clerk.post(f"{path}/adesione", {**answered, "answer": ["forse", "sì"]})
    assert wrong.status_code == 422
    together = {**answered, "household": "sì"}
    shown = clerk.post(f"{path}/adesione", together)
    main = shown.text.partition("</main>")[0]
    assert main.count('name="answer"') == 2, "the answers are sent along with the confirmation"
    said = done(clerk, f"{path}/adesione", together)
    assert "Rossi Bruno: Piano di prova base dal 01/07/2026: a domanda." in said
    page = words(clerk.get(path).text)
    for told_so in ("Piano di prova base deve cominciare 01/07/2026 senza scadenza 01/07/2026", "a domanda 01/06/2026",
                    "Che cosa dice il regolamento", "31 gennaio"):  # fmt: skip
        assert told_so in page, page
    again = clerk.post(f"{path}/adesione", {**together, "household": ""})
    assert again.status_code == 422
    families.clock.pass_by(timedelta(days=60))
    clerk = families.inside(Role.CLERK)
    held = f"{plan}|base|2026-07-01"
    leave = {"held": held, "reason": "request", "on": "30/07/2026"}
    assert "Il nucleo deve restare nel piano per intero" in words(clerk.post(f"{path}/uscita", leave).text)
    said = done(clerk, f"{path}/uscita", {**leave, "household": "sì"})
    assert "Rossi Anna: Piano di prova base fino al 31/12/2026: a domanda." in said
    said = done(clerk, f"/persone/{families.public_id('Bruno')}/coperture/annulla", {"held": held})
    assert "non c'è mai stata" in said
    assert "Annullate: non ci sono mai state" in words(
        clerk.get(f"/persone/{families.public_id('Bruno')}/coperture").text)  # fmt: skip
    assert "Esonero" in words(clerk.get(f"/persone/{families.public_id('Bruno')}/coperture").text)
    exempt = {"plan": plan, "evidence": "declaration", "on": "30/07/2026"}
    for name, why in (("Bruno", "non conosce un esonero per questa persona (art. 9)"), ("Carla", "non obbliga già")):
        refused = clerk.post(f"/persone/{families.public_id(name)}/coperture/esonero", exempt)
        assert why in words(refused.text)
    family = families.inside(Role.CLERK, person="Carla")
    assert family.get(path).status_code == 403
    assert family.post(f"{path}/adesione", told).status_code == 403
    assert verify(families.archive) == []


def test_papers_of_one_person_are_printed_and_noted(counter: Counter) -> None:
    clerk = counter.inside(Role.CLERK)
    path = f"/persone/{counter.public_id('Anna')}/documenti"
    assert "Nessuno finora" in words(clerk.get(path).text)
    none = clerk.post(path, {"kind": "card", "year": "2026"})
    assert none.status_code == 409
    assert clerk.post(path, {"kind": "certificate", "year": "2027"}).status_code == 409
    member(counter.society, "Anna")
    for kind, file in (("card", "tessera-N1-0"), ("certificate", "attestazione-2025-N1-0"),
                       ("statement", "estratto-2025-N1-0")):  # fmt: skip
        paper = clerk.post(path, {"kind": kind, "year": "2025"})
        assert paper.mimetype == "application/pdf", words(paper.text)
        assert f'filename="{file}.pdf"' in paper.headers["Content-Disposition"]
    said = words(clerk.get(path).text)
    for told_so in ("attestazione annuale 2025 01/06/2026", "estratto conto 2025", "tessera"):
        assert told_so in said, said


def test_no_sentence_of_the_counter_names_a_command() -> None:
    told = [*SAID.values(), COUNTER_REFUSALS, COUNTER_NOTICES]
    wrong = [one for some in told for pair in some.values() for one in pair if "mutua " in one or "--" in one]
    assert wrong == []
