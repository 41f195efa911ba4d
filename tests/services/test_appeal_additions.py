"""More words for an objection: dated, read by whoever answers, never after the answer; two at once are told apart."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from mutua.domain.access import Role
from mutua.services.appeal_additions import MOST, add_to_appeal
from mutua.services.appeals import AppealTold, answer_appeal, appeals_of, file_appeal, withdraw_appeal
from mutua.services.claim_life import Desktop, Done
from mutua.services.decide_claim import Refusal
from mutua.services.erase_person import Erased, erase_person
from mutua.services.export_archive import every_table
from mutua.services.export_person import readable_tables
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.tables import appeal_addition_words, chain
from mutua.store.unit_of_work import UnitOfWork
from services.login_helpers import login
from services.rights_helpers import FREE, NEEDLES, desk, left_long_ago, shipped_retention
from services.societies import Society, small_society

ROUNDS = 5
OBJECTION = AppealTold(date(2026, 6, 2), "post", "La prescrizione c'era, allo sportello.")
MORE = AppealTold(date(2026, 6, 4), "phone", "E c'era anche la ricevuta.")


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    return made


class Office:
    """Two of the house; a request of Anna, decided by the program."""

    def __init__(self, society: Society) -> None:
        self.society = society
        now = society.now + timedelta(days=9)
        self.one, self.two = (
            Desktop(society.archive, society.plans, login(society, name, Role.CLERK), now, society.ids)
            for name in ("uno", "due")
        )

    def objected(self) -> int:
        claim_id = self.society.claim("Anna", "VIS", 5000)
        self.society.decide(claim_id)
        assert isinstance(file_appeal(self.one, claim_id, OBJECTION), Done)
        return claim_id

    def words(self, claim_id: int) -> list[tuple[date, str, str | None, str]]:
        with self.society.archive.reader.begin() as connection:
            return [tuple(one) for one in appeals_of(connection, claim_id)[-1].added]  # type: ignore[misc]


@pytest.fixture
def office(society: Society) -> Office:
    return Office(society)


def test_words_are_added_while_nobody_answered_and_whoever_answers_has_read_them(office: Office) -> None:
    claim_id = office.objected()
    for wrong, code in (
        (MORE._replace(words=" "), "appeal_without_words"),
        (MORE._replace(words="123 !! abcdefghi"), "appeal_too_short"),
        (MORE._replace(filed_on=date(2026, 6, 1)), "addition_before_appeal"),
        (MORE._replace(filed_on=date(2026, 6, 11)), "appeal_in_future"),
    ):
        found = add_to_appeal(office.one, claim_id, wrong)
        assert isinstance(found, Refusal)
        assert found.code == code
    last = MORE._replace(words="E la fattura era del quattro.")
    for told in (OBJECTION, MORE, MORE, last, last):  # told twice, it is said once
        assert isinstance(add_to_appeal(office.one, claim_id, told), Done)
    assert office.words(claim_id) == [
        (MORE.filed_on, "phone", MORE.words, "uno"), (MORE.filed_on, "phone", last.words, "uno"),
    ]  # fmt: skip
    with office.society.archive.reader.begin() as connection:
        [appeal] = appeals_of(connection, claim_id)
    assert (appeal.words, appeal.answer, appeal.seen) == (OBJECTION.words, None, "1-2"), "what was said first stays"
    for seen in ("1-0", "1-1", "1-3", ""):
        assert answer_appeal(office.two, claim_id, "rejected", "no", seen=seen) == Refusal("appeal_added")
    assert isinstance(answer_appeal(office.two, claim_id, "rejected", "no", seen=appeal.seen), Done)
    assert add_to_appeal(office.one, claim_id, MORE) == Refusal("appeal_closed")
    assert verify(office.society.archive) == []


def test_one_taken_back_is_added_to_no_more_and_no_objection_never(office: Office) -> None:
    claim_id = office.objected()
    assert isinstance(add_to_appeal(office.one, claim_id, MORE), Done)
    assert isinstance(withdraw_appeal(office.one, claim_id), Done)
    assert add_to_appeal(office.one, claim_id, MORE._replace(words="Ci ripenso un'altra volta.")) == (
        Refusal("appeal_closed")
    )
    waiting = office.society.claim("Bruno", "VIS", 5000)
    assert add_to_appeal(office.one, waiting, MORE) == Refusal("appeal_closed")
    assert add_to_appeal(office.one, 999_999, MORE) == Refusal("claim_unknown", "999999")


def test_there_is_an_end_to_what_is_added(office: Office) -> None:
    claim_id = office.objected()
    for number in range(MOST):
        told = MORE._replace(words=f"Un'altra cosa da dire: la numero {number}.")
        assert isinstance(add_to_appeal(office.one, claim_id, told), Done)
    assert add_to_appeal(office.one, claim_id, MORE) == Refusal("additions_full", str(MOST))


@pytest.mark.tampered
@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_words_that_are_others_or_gone_are_found(office: Office) -> None:
    claim_id, archive = office.objected(), office.society.archive
    assert isinstance(add_to_appeal(office.one, claim_id, MORE), Done)
    with archive.writer.begin() as connection:
        connection.execute(text("DROP TRIGGER guard_appeal_addition_words_update"))
    for change in (update(appeal_addition_words).values(content="Tutto bene così."), delete(appeal_addition_words)):
        with archive.writer.begin() as connection:
            connection.execute(change)
        assert "appeal_words_differ" in {one.code for one in verify(archive)}


# ---------------------------------------------------------------- handed over and erased


def test_what_was_added_is_handed_over_exported_and_erased_with_the_person(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    person_id = society.people["Anna"]
    with archive.reader.begin() as connection:
        for tables in (every_table(connection, society.plans), readable_tables(connection, society.plans, person_id)):
            [row] = [tuple(row) for one in tables if one.name == "aggiunte ai reclami" for row in one.rows]
            assert (row[1], row[3], "manca la ricevuta di maggio" in row[4]) == (1, "telefono", True)
        assert connection.scalar(select(appeal_addition_words.c.person_id)) == person_id
    done = erase_person(
        desk(society, FREE), person_id, retention=shipped_retention(), motive="richiesta", files=vault.folder
    )
    assert isinstance(done, Erased), done
    with archive.reader.begin() as connection:
        assert connection.scalar(select(appeal_addition_words.c.content)) is None
        told = [row for one in every_table(connection, society.plans) if one.name == "aggiunte ai reclami"
                for row in one.rows]  # fmt: skip
    assert [row[4] for row in told] == [None], "that something was added stays, its words do not"
    assert not any(needle in str(told) for needle in NEEDLES)
    assert verify(archive) == []


# ---------------------------------------------------------------- two at once


def at_once(office: Office, claim_id: int) -> tuple[object, object]:
    """The member adds words while a colleague answers what they read before."""
    barrier = threading.Barrier(2, timeout=20)

    def one(work: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return work()
        except DBAPIError as error:
            return error

    with ThreadPoolExecutor(2) as both:
        added, answered = both.map(one, [
            lambda: add_to_appeal(office.one, claim_id, MORE),
            lambda: answer_appeal(office.two, claim_id, "rejected", "no", seen="1-0"),
        ])  # fmt: skip
    return added, answered


def lost(office: Office) -> list[str]:
    """What went wrong in one round: words that nobody read before they answered, or an error."""
    claim_id = office.objected()
    found = at_once(office, claim_id)
    right = [(Done(claim_id), Refusal("appeal_added")), (Refusal("appeal_closed"), Done(claim_id))]
    return [] if found in right else [repr(found)]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pause between what is read and what is written, so that the other one reads meanwhile if it can."""
    pause = threading.Event()
    monkeypatch.setattr(UnitOfWork, "between_read_and_write", lambda unit: pause.wait(0.05))


def test_words_are_never_added_beside_an_answer_that_did_not_read_them(office: Office, slow: None) -> None:
    assert [told for _ in range(ROUNDS) for told in lost(office)] == []
    assert verify(office.society.archive) == []


@pytest.mark.tampered
@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_without_the_lock_the_race_is_lost(office: Office, slow: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite whoever writes is alone from the first reading on; there is no lock to take away."""
    claims = [office.objected() for _ in range(ROUNDS)]
    monkeypatch.setattr(UnitOfWork, "lock", _reads_ends_only)
    assert any(isinstance(one, DBAPIError) for claim_id in claims for one in at_once(office, claim_id))


def _reads_ends_only(unit: UnitOfWork, chain_ids: Sequence[int]) -> None:
    for id_, position, head in unit.connection.execute(
        select(chain.c.id, chain.c.position, chain.c.head).where(chain.c.id.in_(list(chain_ids)))
    ):
        unit._ends.setdefault(id_, (position, bytes(head)))
