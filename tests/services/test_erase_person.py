"""Erasing a person: refused while a term runs, whole or not at all, and then no byte of them is left."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from mutua.domain.identifiers.iban import Iban, read_iban
from mutua.domain.member_life import Event
from mutua.rules.retention import Keeping
from mutua.services.claim_drafts import Written, save_draft
from mutua.services.decide_claim import Refusal
from mutua.services.erase_person import Erased, NotYet, erase_again, erase_person, read_erasures, wipe, write_erasures
from mutua.services.erasure_terms import terms_of
from mutua.services.keep_claim import keep_claim
from mutua.services.mandates import add_mandate
from mutua.services.member_endings import end_membership
from mutua.services.member_life import decide_application, register_member, withdraw_application
from mutua.services.receive_money import give_back, receive
from mutua.services.replay import replay
from mutua.services.typed_claim import Typed
from mutua.services.verify_archive import verify
from mutua.store.base import metadata
from mutua.store.database import Archive
from mutua.store.people import identity_columns
from mutua.store.personal import BUSY
from mutua.store.tables import entry, identity, paper_issued, person, person_erased, person_key
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.dues_helpers import SECOND, at, charged, received, transfer
from services.member_helpers import board, member, told
from services.member_helpers import desk as members_desk
from services.rights_helpers import (
    ANNA,
    FREE,
    NEEDLES,
    PDF,
    code_of,
    desk,
    left_long_ago,
    shipped_retention,
)
from services.societies import Society
from services.test_typed_claim import writing_of

RETENTION = shipped_retention()


def erase(society: Society, day: date, files: Path | None, name: str = "Anna") -> object:
    return erase_person(desk(society, day), society.people[name], retention=RETENTION, motive="richiesta", files=files)


def whole(answer: object) -> Erased:
    assert isinstance(answer, Erased), answer
    return answer


def bytes_of(archive: Archive) -> bytes:
    """Every byte of the files of an embedded archive; every row of one on a server, as text."""
    if archive.file is not None:
        beside = [archive.file, *archive.file.parent.glob(f"{archive.file.name}-*")]
        return b"".join(path.read_bytes() for path in beside)
    with archive.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        told = [
            row for table in metadata.sorted_tables
            for row in connection.scalars(text(f"SELECT t::text FROM {table.name} AS t"))
        ]  # fmt: skip
        pages = [
            connection.scalar(text("SELECT pg_read_binary_file(pg_relation_filepath(:name))"), {"name": name})
            for name in ("identity", "facts_seen", "ix_identity_search_name")
        ]
    return "\n".join(told).encode() + b"".join(bytes(page) for page in pages if page)


def test_nobody_is_erased_before_the_last_term_is_over(archive: Archive, tmp_path: Path) -> None:
    """Art. 2220 c.c.: ten years from the last entry, 1 June 2026; the day after, it is possible."""
    society, vault = left_long_ago(archive, tmp_path)
    answer = erase(society, date(2036, 6, 1), vault.folder)
    assert isinstance(answer, NotYet)
    assert (answer.possible_from, answer.bound.until) == (FREE, date(2036, 6, 1))
    assert "2220" in answer.bound.source or "2946" in answer.bound.source
    with archive.reader.begin() as connection:
        assert connection.scalar(select(identity.c.surname).where(identity.c.surname == "Rossignolo"))
    assert isinstance(erase(society, FREE, vault.folder), Erased)


def test_after_erasing_no_byte_of_the_person_is_left_and_all_is_still_proven(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    before = bytes_of(archive)
    assert all(one.encode() in before for one in NEEDLES), "the test looks in the wrong place"
    ahead = replay(archive)
    done = whole(erase(society, FREE, vault.folder))
    assert (done.decisions, done.files, done.left_in, done.not_wiped) == (2, 1, (), "")
    after = bytes_of(archive)
    assert [one for one in NEEDLES if one.encode() in after] == []
    assert [path for path in vault.folder.rglob("*") if path.is_file()] == []
    assert verify(archive, files=vault.folder) == []
    again = replay(archive)
    assert (again.decisions, again.erased, again.different) == (ahead.decisions - 2, 2, [])
    with archive.reader.begin() as connection:
        assert connection.scalars(select(person_key.c.person_id)).all() == []
        assert connection.scalars(select(identity.c.surname)).all() == ["Rossi", "Rossi"]
        told = connection.execute(
            select(entry.c.kind, person_erased.c.erased_on, person_erased.c.motive).join(
                person_erased,
                (person_erased.c.chain_id == entry.c.chain_id) & (person_erased.c.position == entry.c.position),
            )
        ).all()
        assert told == [("erasure", FREE, "richiesta")]


def test_the_key_is_gone_and_a_copy_of_the_file_cannot_be_read(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    (kept,) = [path for path in vault.folder.rglob("*") if path.is_file()]
    copy = kept.read_bytes()
    assert PDF not in copy
    whole(erase(society, FREE, vault.folder))
    with archive.reader.begin() as connection:
        assert connection.scalars(select(person_key.c.wrapped)).all() == []
    assert not kept.exists()


def test_a_text_written_by_hand_where_history_keeps_it_is_told(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    with archive.writer.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO parked_household"
                " VALUES (:home, '2026-01-01T00:00:00.000000Z', 'per Rossignolo Annunziata')"
            ),
            {"home": society.households[society.people["Bruno"]]},
        )
    assert whole(erase(society, FREE, vault.folder)).left_in == ("parked_household.cause",)


def test_who_is_covered_waits_or_was_erased_already_is_refused(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    assert code_of(erase(society, FREE, None, "Bruno")) == "erase_covered"
    assert code_of(erase(society, FREE, None, "Carla")) == "erase_covered"
    waiting = society.claim("Anna", "VIS", 1000)
    assert code_of(erase(society, date(2090, 1, 1), vault.folder)) == "erase_open_request"
    society.decide(waiting)
    assert code_of(erase(society, date(2090, 1, 1), vault.folder)) in ("erase_open_request",)


def test_who_only_asked_to_join_is_kept_until_the_application_is_settled_and_no_longer(
    archive: Archive, tmp_path: Path
) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    society.household("N3", "Dora", covers=[])
    society.household("N4", "Elsa", covers=[])
    for name in ("Dora", "Elsa"):
        told(register_member(members_desk(society), society.people[name], on=date(2026, 1, 10)))
        assert code_of(erase(society, date(2026, 6, 1), vault.folder, name)) == "erase_applicant"
    told(withdraw_application(members_desk(society), society.people["Dora"], on=date(2026, 1, 12)))
    assert isinstance(erase(society, date(2026, 6, 1), vault.folder, "Dora"), Erased)
    no = decide_application(
        members_desk(society), society.people["Elsa"], admit=False, by=board("12", date(2026, 2, 1)), motive="fuori"
    )
    appeal_by = told(no).event.due_on
    assert appeal_by == date(2026, 4, 2)  # sixty days from the communication
    assert code_of(erase(society, appeal_by, vault.folder, "Elsa")) == "erase_applicant"
    assert isinstance(erase(society, appeal_by + timedelta(days=1), vault.folder, "Elsa"), Erased)


def test_who_was_a_member_is_kept_for_the_term_of_the_book(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    society.household("N3", "Dora", covers=[])
    member(society, "Dora", date(2026, 1, 10))
    assert code_of(erase(society, date(2026, 6, 1), vault.folder, "Dora")) == "erase_member"
    assert kept_of(society, "Dora", date(2026, 6, 1)) == set(), "a member's term has not begun, least of all on joining"
    told(end_membership(members_desk(society), society.people["Dora"], Event.WITHDRAWN, on=date(2026, 3, 1)))
    answer = erase(society, date(2036, 3, 1), vault.folder, "Dora")
    assert isinstance(answer, NotYet)
    assert answer.bound.what is Keeping.MEMBERSHIP
    assert answer.bound.happened_on == date(2026, 3, 1)


def kept_of(society: Society, name: str, on: date) -> set[Keeping]:
    with society.archive.reader.begin() as connection:
        return {one.what for one in terms_of(connection, society.people[name], RETENTION, on).bounds}


def test_a_contribution_that_is_open_and_the_last_payment_hold_the_data(archive: Archive, tmp_path: Path) -> None:
    """Ten years from the last entry in the books, which is now a payment of 2027."""
    society, vault = left_long_ago(archive, tmp_path)
    charged(society, "Anna", (SECOND, 10000))
    assert code_of(erase(society, date(2090, 1, 1), vault.folder)) == "erase_open_due"
    received(receive(at(society), transfer(society, "Anna", 10000, date(2027, 3, 1))))
    answer = erase(society, date(2037, 3, 1), vault.folder)
    assert isinstance(answer, NotYet)
    assert answer.possible_from == date(2037, 3, 2)
    assert isinstance(erase(society, date(2037, 3, 2), vault.folder), Erased)


def test_money_on_account_is_used_or_given_back_before_its_payer_is_erased(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    number = received(receive(at(society), transfer(society, "Anna", 2000, date(2026, 3, 1)))).receipt.receipt_id
    assert erase(society, date(2090, 1, 1), vault.folder) == Refusal("erase_on_account", str(number))
    received(give_back(at(society), number, on=date(2027, 3, 1)))
    assert isinstance(erase(society, date(2037, 3, 2), vault.folder), Erased)


def test_who_was_erased_is_not_erased_twice(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    whole(erase(society, FREE, vault.folder))
    assert code_of(erase(society, FREE, vault.folder)) == "erased_already"


def test_nothing_is_told_of_who_was_erased(archive: Archive, tmp_path: Path) -> None:
    """Their number stays known: an address kept from before, or a page that was open, brings no data back."""
    society, vault = left_long_ago(archive, tmp_path)
    whole(erase(society, FREE, vault.folder))
    made, writing = writing_of(society)
    made, person_id = replace(made, now=desk(society, FREE).now), society.people["Anna"]
    typed, iban = Typed(person_id, {}, frozenset(), made.now), read_iban("IT60X0542811101000000123456")
    written = Written({"benefit": "VIS"}, "a" * 16)
    assert isinstance(iban, Iban)
    for answer in (
        add_mandate(made, person_id, iban, signed_on=FREE, holder="Annunziata Rossignolo"),
        save_draft(made, writing, written),
        keep_claim(made, writing, typed, written, ticked=""),
        keep_claim(made, writing, typed, written, ticked="", drafted=False),
    ):
        assert code_of(answer) == "erased_already"
    assert verify(archive) == []


def test_an_older_copy_that_comes_back_is_erased_again_from_the_list(archive: Archive, tmp_path: Path) -> None:
    """A backup of before the erasure brings the person back; the list kept outside names nobody."""
    society, vault = left_long_ago(archive, tmp_path)
    listed = tmp_path / "cancellati.json"
    with archive.reader.begin() as connection:
        public_id = connection.scalar(select(person.c.public_id).where(person.c.id == society.people["Anna"]))
    told = [{"person": public_id, "on": "2036-06-02"}, {"person": "nobody", "on": ""}]
    listed.write_text(json.dumps({"form": "mutua erasures 1", "erased": told}))
    assert erase_again(desk(society, FREE), read_erasures(listed), files=vault.folder) == (1, ["nobody"])
    after = bytes_of(archive)
    assert [one for one in NEEDLES if one.encode() in after] == []
    assert erase_again(desk(society, FREE), read_erasures(listed), files=vault.folder) == (0, ["nobody"])
    with archive.reader.begin() as connection:
        assert write_erasures(connection, tmp_path / "again.json") == 1
    assert read_erasures(tmp_path / "again.json") == [public_id]
    assert b"Rossignolo" not in (tmp_path / "again.json").read_bytes()


@pytest.mark.parametrize(
    "told",
    ["{}", "[]", '{"form": "mutua erasures 1", "erased": 3}', '{"form": "mutua erasures 1", "erased": [3]}', "no"],
)
def test_what_is_no_list_of_erasures_is_refused(told: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(told)
    with pytest.raises(ValueError, match=r"erasures|Expecting"):
        read_erasures(tmp_path / "x.json")


def test_the_look_at_the_bytes_finds_what_was_not_wiped(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without writing the database anew, old pages in the journal, or dead rows, still hold the name."""
    monkeypatch.setattr("mutua.services.erase_person.wipe_free_space", lambda archive: BUSY)
    society, vault = left_long_ago(archive, tmp_path)
    assert whole(erase(society, FREE, vault.folder)).not_wiped == BUSY
    assert b"Rossignolo" in bytes_of(archive)
    monkeypatch.undo()
    assert wipe(desk(society, FREE)) == ""
    assert b"Rossignolo" not in bytes_of(archive)


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_somebody_who_reads_meanwhile_keeps_the_old_pages_and_that_is_told(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    with archive.snapshot() as connection:
        connection.execute(select(identity.c.surname)).all()
        assert whole(erase(society, FREE, vault.folder)).not_wiped == BUSY
    assert wipe(desk(society, FREE)) == ""
    assert b"Rossignolo" not in bytes_of(archive)


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_somebody_who_writes_meanwhile_is_not_disturbed_and_that_is_told(archive: Archive, tmp_path: Path) -> None:
    society, _ = left_long_ago(archive, tmp_path)
    with archive.writer.connect() as connection, connection.begin():
        connection.execute(text("UPDATE setting SET value = value"))
        assert wipe(desk(society, FREE)) == BUSY
    assert wipe(desk(society, FREE)) == ""


@pytest.mark.tampered
def test_who_was_erased_and_is_there_again_is_found(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    whole(erase(society, FREE, vault.folder))
    assert verify(archive) == []
    with archive.writer.begin() as connection:
        new = {"person_id": society.people["Anna"], **identity_columns(ANNA)}
        connection.execute(identity.insert().values(**new))
    assert [(one.code, one.place) for one in verify(archive)] == [("erased_still_there", "identity")]


@pytest.mark.tampered
def test_a_paper_of_no_known_kind_is_found(archive: Archive, tmp_path: Path) -> None:
    society, _ = left_long_ago(archive, tmp_path)
    home = society.households[society.people["Anna"]]

    def work(unit: UnitOfWork) -> None:
        unit.entry(home, "paper").add(paper_issued, "boh", None, None, 2026, "2026-05-04", "cd" * 32, 1)

    unit_of_work(archive, [home], work, actor_id=society.actor_id, now=society.now)
    assert [(one.code, one.found) for one in verify(archive)] == [("paper_kind_unknown", "boh")]
