"""A request under a second cover asks for what the first one left: it sees what that one paid, and follows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from intake.files import csv
from mutua.domain.records import CoverTold
from mutua.services import import_claims
from mutua.services.beside import beside, copies_among
from mutua.services.claim_life import Desktop, complete
from mutua.services.decide_batch import BatchResult, decide_pending
from mutua.services.decide_claim import Refusal, propose
from mutua.services.import_claims import ClaimsPlan
from mutua.services.readjudicate import approve_readjudication, plan_readjudication
from mutua.services.replay import replay
from mutua.services.reverse_claim import reverse
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.decisions import decision_in_force
from services.societies import JOINED, Society, small_society

SECOND, THIRD = "mutua-di-prova/integrativo", "mutua-di-prova/terzo"
HEAD = """\
titolo: Piano {name}
società: Mutua di Prova
versione_secondo: servizio
coperture: [base]
fonte: inventato
integra: mutua-di-prova/{over}
"""
VERSION = """\
in_vigore: dal 2026-01-01
approvato: {{da: Consiglio, delibera: 1/2025, il: 2025-11-28}}
fonte: inventato
anno: solare
documenti: {{fattura: fattura}}
prestazioni:
  {benefit}:
    titolo: Quanto resta
    articolo: art. 1
    copertura: base
    integra: [{over}]
    passi: [residuo, quota: {share}]
    consuma: nessuno
"""


def second_plan(folder: Path, name: str, over: str, benefit: str, topped: str, share: str) -> None:
    path = folder / "rulesets" / "mutua-di-prova" / name
    path.mkdir(parents=True)
    (path / "piano.yaml").write_text(HEAD.format(name=name, over=over), encoding="utf-8")
    text = VERSION.format(benefit=benefit, over=topped, share=share)
    (path / "2026-01-01.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Iterator[Society]:
    made = small_society(archive, tmp_path)
    second_plan(tmp_path, "integrativo", "prova", "RESTO", "VIS", "50%")
    second_plan(tmp_path, "terzo", "integrativo", "ULTIMO", "RESTO", "100%")
    covers = [CoverTold(code, "base", JOINED) for code in (made.plan_code, SECOND, THIRD)]
    made.household("N1", "Anna", "Bruno", covers=covers)
    yield made
    assert verify(archive) == []
    assert replay(archive).different == []


@pytest.fixture
def at(society: Society) -> Desktop:
    return Desktop(society.archive, society.plans, society.actor_id, society.now, society.ids)


def asked(society: Society, *, papers: dict[str, date | None] | None = None) -> tuple[int, int, int]:
    """A visit of 100.00 under three covers, each asking for what the ones before left."""
    cents = 10000
    first = society.claim("Anna", "VIS", cents, public_id="uno", papers=papers)
    second = society.claim("Anna", "RESTO", cents, plan_code=SECOND, tops_up="uno", public_id="due")
    return first, second, society.claim("Anna", "ULTIMO", cents, plan_code=THIRD, tops_up="due")


def granted(society: Society, claim: int) -> int | None:
    with society.archive.reader.begin() as connection:
        record = decision_in_force(connection, claim)
        return None if record is None else record.granted_cents


def decided_now(society: Society) -> BatchResult:
    return decide_pending(
        society.archive, society.plans, actor_id=society.actor_id, now=society.now, ids=society.ids
    )


def decide_all(society: Society) -> int:
    return decided_now(society).decided


def amounts(society: Society, claims: tuple[int, ...]) -> list[int | None]:
    return [granted(society, claim) for claim in claims]


WHOLE = [7000, 1500, 1500]  # of 100.00: 70 %; half of the 30.00 left; what is still left


def test_each_cover_starts_from_what_the_ones_before_left(society: Society) -> None:
    claims = asked(society)
    for claim in claims:
        society.decide(claim)
    assert amounts(society, claims) == WHOLE


def test_the_batch_decides_them_in_order(society: Society) -> None:
    claims = asked(society)
    assert decide_all(society) == 3
    assert amounts(society, claims) == WHOLE


def test_nobody_decides_a_request_before_the_one_that_it_tops_up(society: Society) -> None:
    claims = asked(society)
    for claim, over in zip(claims[1:], claims, strict=False):
        assert propose(society.archive, society.plans, claim) == Refusal("topped_up_undecided", str(over))
    society.decide(claims[0])
    assert decide_all(society) == 2
    assert amounts(society, claims) == WHOLE


def test_a_first_cover_that_waits_for_a_paper_makes_the_second_wait(society: Society, at: Desktop) -> None:
    claims = asked(society, papers={"fattura": date(2026, 5, 4)})
    result = decided_now(society)
    assert (result.decided, result.suspended, result.behind) == (1, [claims[0]], [*claims[1:]])
    complete(at, claims[0], papers={"prescrizione": date(2026, 5, 1)})
    result = decided_now(society)
    assert (result.decided, result.suspended, result.behind) == (3, [], [])
    assert amounts(society, claims) == WHOLE


def test_a_request_that_tops_up_another_is_no_copy_of_it(society: Society) -> None:
    claims = asked(society)
    assert beside(society.archive, claims[2]).copies == ()
    assert [one.other_claim_id for one in copies_among(society.archive, list(claims))] == []
    again = society.claim("Anna", "VIS", 10000)
    assert [one.other_claim_id for one in beside(society.archive, again).copies] == [claims[0]]


def test_a_correction_of_the_first_is_followed_by_the_others(society: Society, at: Desktop) -> None:
    claims = asked(society)
    decide_all(society)
    complete(at, claims[0], facts={"altra_cosa": 1})  # nothing that the plan reads: decided anew, nothing changes
    complete(at, claims[0], facts={"spesa": 5000}, line=1)
    assert decide_all(society) == 3  # all in one run
    assert amounts(society, claims) == [3500, (10000 - 3500) // 2, 10000 - 3500 - 3250]


def test_a_reversal_of_the_first_leaves_the_others_waiting(society: Society, at: Desktop) -> None:
    claims = asked(society)
    decide_all(society)
    reverse(at, claims[0], "errore")
    assert decide_all(society) == 2
    assert amounts(society, claims) == [None, 0, 0]


def test_a_readjudication_carries_through_all_covers(society: Society, at: Desktop) -> None:
    earlier = society.claim("Anna", "VIS", 55000)  # 385.00 of the 400.00 of the year
    claims = asked(society)
    decide_all(society)
    assert amounts(society, claims) == [1500, 4250, 4250]
    reverse(at, earlier, "errore")
    home = [society.households[society.people["Anna"]]]
    plan = plan_readjudication(at, home)
    assert [(one.before_cents, one.after_cents) for one in plan.changes] == [(1500, 7000), (4250, 1500), (4250, 1500)]
    assert approve_readjudication(at, home, seen=plan.stamp, motive="storno") == (plan, True)
    assert amounts(society, claims) == WHOLE
    assert decide_all(society) == 0


# ---------------------------------------------------------------- from a file


FILE = "pratica;tessera;piano;prestazione;ricevuta il;data prestazione;importo;fattura del;documenti;integra la pratica"
FIRST = "A1;N1-0;mutua-di-prova/prova;VIS;11/05/2026 09:00;04/05/2026;100,00;04/05/2026;fattura, prescrizione;"
REST = "A2;N1-0;mutua-di-prova/integrativo;RESTO;11/05/2026 09:00;04/05/2026;100,00;04/05/2026;fattura;A1"


def looked_at(society: Society, *rows: str) -> ClaimsPlan:
    with society.archive.reader.begin() as connection:
        return import_claims.preview(connection, society.plans, csv(FILE, *rows), now=society.now)


def bring(society: Society, *rows: str) -> int:
    plan = looked_at(society, *rows)
    return import_claims.apply(
        society.archive, plan, actor_id=society.actor_id, now=society.now, ids=society.ids
    ).done


def test_a_file_may_say_which_request_another_tops_up(society: Society) -> None:
    assert bring(society, FIRST, REST) == 2
    assert decide_all(society) == 2
    assert amounts(society, (1, 2)) == [7000, 1500]
    again = looked_at(society, FIRST, REST)
    assert (again.new_rows, again.unchanged_rows, again.mistakes) == ((), (2, 3), ())


def test_the_request_topped_up_may_have_come_before(society: Society) -> None:
    bring(society, FIRST)
    assert bring(society, REST) == 1
    changed = looked_at(society, REST.removesuffix("A1"))
    assert {one.code for one in changed.mistakes} == {"request_told_otherwise"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({";A1": ";A9"}, "topped_up_unknown"),
        ({"A2;N1-0": "A2;N1-1"}, "topped_up_of_another"),
        ({"integrativo;RESTO": "terzo;ULTIMO"}, "topped_up_plan"),
        ({"mutua-di-prova/integrativo;RESTO": "mutua-di-prova/prova;VIS"}, "topped_up_plan"),
        ({"11/05/2026 09:00": "11/05/2026 08:59"}, "topped_up_later"),
    ],
)
def test_a_request_that_cannot_be_topped_up_is_told(society: Society, change: dict[str, str], code: str) -> None:
    row = REST
    for old, new in change.items():
        row = row.replace(old, new)
    plan = looked_at(society, FIRST, row)
    assert [(one.code, one.row) for one in plan.mistakes if one.code.startswith("topped")] == [(code, 3)]


def test_lines_follow_each_other_one_by_one(society: Society) -> None:
    plan = looked_at(society, FIRST, REST, REST.replace("100,00", "50,00"))
    assert [one.code for one in plan.mistakes if one.code.startswith("topped")] == ["topped_up_lines"]
