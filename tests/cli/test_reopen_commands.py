"""Old decisions anew and households set aside, from the terminal: the plan first, then exactly that plan."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from cli.conftest import Mutua
from cli.test_archive_commands import without_guards
from mutua.domain.access import Role
from mutua.domain.case import Arrears
from mutua.store.database import Archive
from mutua.store.decisions import decisions_of
from mutua.store.ledger import balances_of_claim
from mutua.store.owed import keep_owed
from mutua.store.people import Place, tell_contribution, tell_place
from mutua.store.tables import claim, household_place, parked_household
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.login_helpers import login
from services.societies import JOINED, Society, small_society


@pytest.fixture
def made(archive: Archive, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Society:
    """Two households; of the first two visits were paid that a late fact would refuse."""
    monkeypatch.setenv("MUTUA_DATABASE_URL", url)
    monkeypatch.setenv("MUTUA_RULESETS", str(tmp_path / "rulesets"))
    monkeypatch.setenv("COLUMNS", "140")
    society = small_society(archive, tmp_path)
    society.household("N1", "Anna", "Bruno")
    society.household("N2", "Dora")
    for name, spesa in (("Anna", 10000), ("Anna", 20000), ("Dora", 30000)):
        society.decide(society.claim(name, "VIS", spesa))
    return society


def in_arrears(made: Society, name: str = "Anna") -> None:
    """Told late: a contribution of January was never paid, so that nothing was due."""
    home = made.households[made.people[name]]

    def work(unit: UnitOfWork) -> None:
        tell_contribution(unit.entry(home, "contribution"), 1, made.plan_code, 10000, Arrears(date(2026, 1, 31), None))
        unit.when_done(keep_owed, home)

    unit_of_work(made.archive, [home], work, actor_id=made.actor_id, now=made.now)


def fingerprint(out: str) -> str:
    [found] = re.findall(r"--approve ([0-9a-f]{16})", out)
    return str(found)


def test_without_anything_new_no_decision_would_change(made: Society, mutua: Mutua) -> None:
    ran = mutua("readjudicate", "--all")
    assert (ran.status, ran.out) == (0, "Nessuna decisione cambierebbe.\n")


def test_the_plan_is_shown_and_nothing_is_written(made: Society, mutua: Mutua) -> None:
    in_arrears(made)
    ran = mutua("readjudicate", "--household", "N1")
    assert ran.status == 0
    assert re.search(r"1\s+Rossi Anna\s+pagata → respinta\s+70,00 €\s+0,00 €\s+−70,00 €", ran.out)
    assert re.search(r"in tutto\s+210,00 €\s+0,00 €\s+−210,00 €", ran.out)
    assert "Nessuna decisione è stata toccata." in ran.out
    with made.archive.reader.begin() as connection:
        assert len(decisions_of(connection, 1)) == 1
    told = json.loads(mutua("readjudicate", "--all", "--json").out)
    assert [(one["claim_id"], one["before_cents"], one["after_cents"]) for one in told["changes"]] == [
        (1, 7000, 0), (2, 14000, 0),
    ]  # fmt: skip
    assert (told["difference_cents"], told["left"]) == (-21000, [])


@pytest.mark.parametrize("columns", [80, 140])
def test_the_plan_fits_the_terminal(
    made: Society, mutua: Mutua, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    in_arrears(made)
    table = mutua("readjudicate", "--all").out.partition("Nessuna decisione")[0]
    assert max(map(len, table.splitlines())) <= columns
    assert "respinta" in table
    assert "Rossi Anna" in table


def test_an_approved_plan_is_recorded_as_corrections_and_then_nothing_is_left(made: Society, mutua: Mutua) -> None:
    in_arrears(made)
    seen = fingerprint(mutua("readjudicate", "--member", "N1-0").out)
    ran = mutua("readjudicate", "--member", "N1-0", "--approve", seen, "--motive", "contributo non versato")
    assert (ran.status, ran.out) == (0, "Decisioni corrette: 2; differenza: −210,00 €.\n")
    with made.archive.reader.begin() as connection:
        assert [(one.kind, one.granted_cents) for one in decisions_of(connection, 1)] == [
            ("decision", 7000), ("correction", 0),
        ]  # fmt: skip
        assert balances_of_claim(connection, 1) == {}
    assert mutua("readjudicate", "--all").out == "Nessuna decisione cambierebbe.\n"
    assert mutua("replay").status == 0


def test_corrections_for_the_staff_wait_for_two_people(made: Society, mutua: Mutua) -> None:
    in_arrears(made)
    in_arrears(made, "Dora")
    login(made, "anna", Role.CLERK, person="Anna")
    shown = mutua("readjudicate", "--all").out
    assert "Queste le approvano due persone; fino ad allora restano come sono:" in shown
    assert re.search(r"in tutto\s+210,00 €\s+0,00 €\s+−210,00 €", shown)
    ran = mutua("readjudicate", "--all", "--approve", fingerprint(shown), "--motive", "contributo non versato")
    assert ran.out.splitlines() == [
        "Decisioni corrette: 1; differenza: −210,00 €.",
        "Da approvare da due persone, e ferme fino ad allora: 2. Si trovano in «Da approvare».",
    ]
    assert mutua("four-eyes", "list").out.count("Decisione") == 2
    with made.archive.reader.begin() as connection:
        assert [len(decisions_of(connection, claim_id)) for claim_id in (1, 2, 3)] == [1, 1, 2]


def test_a_plan_that_is_no_longer_the_one_shown_is_not_recorded(made: Society, mutua: Mutua) -> None:
    in_arrears(made)
    seen = fingerprint(mutua("readjudicate", "--all").out)
    in_arrears(made, "Dora")
    ran = mutua("readjudicate", "--all", "--approve", seen, "--motive", "contributo non versato")
    assert ran.status == 1
    assert "non è quello di oggi: non è stato corretto nulla. Guardate di nuovo il piano" in ran.err
    assert fingerprint(ran.out) != seen
    with made.archive.reader.begin() as connection:
        assert [len(decisions_of(connection, claim_id)) for claim_id in (1, 2, 3)] == [1, 1, 1]


def test_households_that_somebody_moved_between_are_decided_anew_together(made: Society, mutua: Mutua) -> None:
    bruno, home = made.people["Bruno"], made.households[made.people["Dora"]]
    old = made.households[bruno]

    def move(unit: UnitOfWork) -> None:
        tell_place(unit.entry(old, "people"), 1, Place(bruno, old, "coniuge", True, JOINED, date(2026, 5, 31)))
        tell_place(unit.entry(home, "people"), 1, Place(bruno, home, "figlio", True, date(2026, 6, 1), None))

    unit_of_work(made.archive, [old, home], move, actor_id=made.actor_id, now=made.now)
    in_arrears(made)
    alone = json.loads(mutua("readjudicate", "--household", "N2", "--json").out)
    both = json.loads(mutua("readjudicate", "--all", "--json").out)
    assert [one["claim_id"] for one in alone["changes"]] == [1, 2]
    assert alone == both
    with made.archive.reader.begin() as connection:
        homes = select(household_place.c.chain_id).where(household_place.c.person_id == bruno)
        assert len(set(connection.scalars(homes))) == 2


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 2, "Serve una cosa fra --household, --member e --all."),
        (["--all", "--household", "N1"], 2, "Serve una cosa"),
        (["--all", "--approve", "0123456789abcdef"], 2, "Con --approve serve --motive."),
        (["--household", "N9"], 1, "Nessun nucleo ha il codice N9."),
        (["--member", "N9-9"], 1, "Nessuno ha la tessera o il codice fiscale N9-9."),
        (["--all", "--approve", "0123456789abcdef", "--motive", "x"], 1, "non è stato corretto nulla"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told(
    made: Society, mutua: Mutua, arguments: list[str], status: int, said: str
) -> None:
    ran = mutua("readjudicate", *arguments)
    assert (ran.status, said in ran.err) == (status, True), ran.err


# ---------------------------------------------------------------- households set aside


def set_aside(made: Society, cause: str = "DamagedChain") -> None:
    made.claim("Dora", "VIS", 1000)
    home = made.households[made.people["Dora"]]
    with made.archive.writer.begin() as connection:
        connection.execute(insert(parked_household).values(household_id=home, parked_at=made.now, cause=cause))


def test_households_set_aside_are_listed_with_the_reason_and_let_go(made: Society, mutua: Mutua) -> None:
    assert mutua("parked").out == "Nessun nucleo è messo da parte.\n"
    set_aside(made)
    ran = mutua("parked")
    assert re.search(r"N2\s+01/06/2026\s+1\s+la storia non finisce dove dovrebbe", ran.out)
    assert "DamagedChain" not in ran.out
    assert json.loads(mutua("parked", "--json").out) == [
        {"household": "N2", "parked_on": "2026-06-01", "cause": "DamagedChain", "waiting": 1}
    ]
    assert "Domande decise: 0." in mutua("decide", "--all").out
    released = mutua("parked", "--release", "N2")
    assert (released.status, "le sue domande in attesa (1)" in released.out) == (0, True)
    assert mutua("parked", "--release", "N2").err.strip() == "Il nucleo N2 non è fra quelli messi da parte."
    assert "Domande decise: 1." in mutua("decide", "--all").out


def test_a_household_set_aside_is_left_out_of_the_plan_and_named(made: Society, mutua: Mutua) -> None:
    set_aside(made, "ContentError")
    in_arrears(made)
    ran = mutua("readjudicate", "--all")
    assert ran.status == 1
    assert ran.err.strip().endswith("perché i loro dati sono rovinati: N2.")
    assert "Rossi Anna" in ran.out


@pytest.mark.tampered
def test_a_damaged_household_does_not_stop_the_plan_of_the_others(made: Society, mutua: Mutua) -> None:
    in_arrears(made)
    home = made.households[made.people["Dora"]]
    without_guards(made.archive, claim.update().where(claim.c.chain_id == home).values(facts="{"))
    ran = mutua("readjudicate", "--all")
    assert ran.status == 1
    assert "N2" in ran.err
    assert "Rossi Anna" in ran.out


# ---------------------------------------------------------------- the version of the archive


def version(archive: Archive, *statements: str) -> None:
    with archive.writer.begin() as connection:
        for one in statements:
            connection.execute(text(one))


@pytest.mark.tampered
@pytest.mark.parametrize(
    ("statement", "status", "said"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", 2, "è di una versione più recente"),
        ("UPDATE alembic_version SET version_num = '0000'", 2, "è di una versione precedente"),
        ("DELETE FROM alembic_version", 2, "non dice più di quale versione è"),
        ("DROP TABLE alembic_version", 2, "non dice più di quale versione è"),
        ("INSERT INTO alembic_version VALUES ('0000')", 1, "contiene 2 righe invece di una"),
    ],
)  # fmt: skip
def test_verify_says_when_the_version_is_not_the_programs(
    made: Society, mutua: Mutua, statement: str, status: int, said: str
) -> None:
    version(made.archive, statement)
    ran = mutua("verify")
    assert (ran.status, said in ran.out + ran.err) == (status, True), ran
