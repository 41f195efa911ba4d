"""One box for everything: what each kind of words finds, who is marked, who is not found any more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import event, insert

from mutua.domain.member_life import Event
from mutua.domain.records import Identity
from mutua.services.member_endings import end_membership, record_death
from mutua.services.search import Found, Mark, search
from mutua.store.database import Archive
from mutua.store.people import change_identity
from mutua.store.personal import erase_rows
from mutua.store.tables import firm
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.member_helpers import desk, member, told
from services.societies import Society, small_society

WHO = {
    "Anna": Identity("Rossi", "Maria Anna", "RSSMRA80E57L219Z", "N1-0", date(1980, 5, 17), phone="0121 55.66/77"),
    "Bruno": Identity("D'Ambròs", "Mario", "DMBMRA79E18H501X", "N1-1", date(1979, 5, 18), phone="+39 333 1234567"),
    "Carla": Identity("Rosso", "Carla", "", "N1-2", date(2010, 5, 19)),
}


def society_with_names(archive: Archive, folder: Path) -> Society:
    """Three people with names that are hard to find, a firm, two requests; Bruno is a member who left."""
    made = small_society(archive, folder)
    made.household("N1", *WHO)

    def names(unit: UnitOfWork) -> None:
        for name, who in WHO.items():
            change_identity(unit, made.people[name], who)
        unit.connection.execute(
            insert(firm).values(id=7, public_id="firm7", name="Fonderie Pinzolo 100%", vat_number="01234567897")
        )

    unit_of_work(archive, [], names, actor_id=made.actor_id, now=made.now)
    member(made, "Bruno", date(2026, 1, 10))
    return made


def found(society: Society, words: str) -> Found:
    with society.archive.reader.begin() as connection:
        return search(connection, words, date(2027, 6, 1))


def surnames(society: Society, words: str) -> list[str]:
    return [one.surname for one in found(society, words).people]


def test_every_kind_of_words_finds_what_it_means(archive: Archive, tmp_path: Path) -> None:
    society = society_with_names(archive, tmp_path)
    number = society.claim("Anna", "VIS", 10_000, numero_fattura="FT/12")
    for words in ("ross ma", "Rossi Maria", "maria ROSSI", "anna rossi", "rss mra 80", "RSSMRA80E57L219Z", "N1-0",
                  "0121556677", "0121 55 66 77", "556677"):  # fmt: skip
        assert surnames(society, words)[:1] == ["Rossi"], words
    phones = ("3331234567", "0039 333 1234567", "+39 333/1234567")
    for words in ("d'ambros", "dambros mario", "ambros", "DMBMRA79", *phones):
        assert surnames(society, words) == ["D'Ambròs"], words
    assert surnames(society, "ros") == ["Rossi", "Rosso"]
    assert {"D'Ambròs", "Rossi"} <= set(surnames(society, "n1")), "everybody of the household"
    for words in (str(number), "FT/12", " ft / 12", f"/{number}", "/FT/12"):
        assert [one.claim_id for one in found(society, words).claims] == [number], words
    assert found(society, "FT/12").claims[0].invoice == "FT/12"
    assert found(society, f"0{number}").claims == (), "the beginning of a phone number is no request"
    for words in ("pinzolo", "100%", "01234567897"):
        assert [one.public_id for one in found(society, words).firms] == ["firm7"], words
    for words in ("", " ", "r", "%", "__", "zzz", "ft", "0" * 400, "'; --"):
        nothing = found(society, words)
        assert (nothing.people, nothing.claims, nothing.firms) == ((), (), ()), words


def test_a_firm_that_bears_a_surname_hides_nobody_who_does(archive: Archive, tmp_path: Path) -> None:
    society = society_with_names(archive, tmp_path)
    with archive.writer.begin() as connection:
        connection.execute(
            insert(firm).values(id=8, public_id="firm8", name="Libreria Ambros-Mari", vat_number="00743110157")
        )
    for words, people in (("ambros", ["D'Ambròs"]), ("mari", ["D'Ambròs", "Rossi"]), ("libreria", []), ("bros", [])):
        told = found(society, words)
        assert ([one.surname for one in told.people], [one.public_id for one in told.firms]) == (people, ["firm8"])


def test_who_left_or_died_is_marked_and_who_was_erased_is_not_found(archive: Archive, tmp_path: Path) -> None:
    society = society_with_names(archive, tmp_path)
    number = society.claim("Carla", "VIS", 10_000)
    at = desk(society, date(2027, 5, 1))
    told(end_membership(at, society.people["Bruno"], Event.WITHDRAWN, on=date(2027, 4, 1)))
    assert [one.mark for one in found(society, "ambros").people] == [Mark.NONE], "a member until the end of the year"
    with archive.reader.begin() as connection:
        assert search(connection, "ambros", date(2028, 1, 1)).people[0].mark is Mark.LEFT
    told(record_death(at, society.people["Anna"], died_on=date(2027, 4, 20)))
    marks = [(one.surname, one.mark) for one in found(society, "ros").people]
    assert marks == [("Rossi", Mark.DEAD), ("Rosso", Mark.NONE)]
    erase = lambda unit: erase_rows(unit.connection, society.people["Carla"])  # noqa: E731
    unit_of_work(archive, [], erase, actor_id=society.actor_id, now=society.now)
    assert surnames(society, "ros") == ["Rossi"]
    assert surnames(society, "N1-2") == []
    assert [one.surname for one in found(society, str(number)).claims] == [""], "the request stays, nameless"


def test_the_beginning_of_a_name_goes_by_its_index(archive: Archive, tmp_path: Path) -> None:
    society = society_with_names(archive, tmp_path)
    seen: list[tuple[str, object]] = []
    event.listen(
        archive.reader, "before_cursor_execute", lambda c, cursor, text, values, *more: seen.append((text, values))
    )
    found(society, "ross ma")
    assert len(seen) <= 12
    if archive.dialect == "sqlite":
        text, values = next(one for one in seen if "search_name >=" in one[0])
        with archive.reader.begin() as connection:
            plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values).all())  # type: ignore[arg-type]
        assert "ix_identity_search_name (search_name>? AND search_name<?)" in plan
