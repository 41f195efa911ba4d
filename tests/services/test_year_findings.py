"""«Il vostro anno»: what a list of payments already made shows, with names and euros; nothing is decided again."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from intake.ugly.own.people import ANNA, BRUNO, CARLO, DINA, ELIO, FLORA, GINO, MARA, NINO, Somebody, book
from mutua.domain.records import CoverTold, Identity, PersonTold
from mutua.services.register import register_household
from mutua.services.sheet_mappings import open_rough
from mutua.services.sheet_report import write_year
from mutua.services.year_findings import Year, YearKind, your_year
from mutua.store.database import Archive
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.wording.year import finding_sentence
from services.societies import Society, small_society

TODAY = date(2026, 6, 1)
HEADER = ["Socio", "C.F.", "Prestazione", "Data visita", "N. fattura", "Data fattura", "Spesa", "Rimborsato"]


def told(one: Somebody, household: str, kinship: str, since: date, until: date | None = None) -> PersonTold:
    cover = CoverTold("mutua-di-prova/prova", "base", since, until)
    who = Identity(one.surname, one.given, fiscal_code=one.code, born_on=one.born)
    return PersonTold(household, who, kinship, since, until, covers=(cover,))


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    """Anna and Bruno since 2020; Dina since March 2026; Elio until January 2026; Flora since February 2026."""
    made = small_society(archive, tmp_path)
    households = [
        [told(ANNA, "A", "titolare", date(2020, 1, 1)), told(BRUNO, "A", "coniuge", date(2020, 1, 1))],
        [told(DINA, "D", "titolare", date(2026, 3, 1))],
        [told(ELIO, "E", "titolare", date(2020, 1, 1), date(2026, 1, 31))],
        [told(FLORA, "F", "titolare", date(2026, 2, 1))],
        [told(NINO, "I", "titolare", date(2026, 3, 1), date(2026, 4, 30))._replace(covers=())],
    ]

    def work(unit: UnitOfWork) -> None:
        for people in households:
            register_household(unit, people, made.ids)

    unit_of_work(archive, [], work, actor_id=made.actor_id, now=made.now)
    return made


def row(one: Somebody, day: date, number: str, spent: float, paid: float, *, code: str | None = None) -> list[Any]:
    return [f"{one.surname} {one.given}", code or one.code, "visita specialistica", day, number, day, spent, paid]


def look(society: Society, *rows: Sequence[Any], plan: bool = True) -> Year:
    with society.archive.reader.begin() as connection:
        file = open_rough(connection, book(Rimborsi=[HEADER, *rows]), "claims")
        booked = society.plans[society.plan_code] if plan else None
        return your_year(connection, society.plans, file, plan=booked, today=TODAY)


def found(year: Year) -> list[tuple[YearKind, int, int]]:
    return [(one.kind, one.row, one.cents) for one in year.findings]


def test_an_invoice_paid_twice_to_one_household_is_told_once_with_its_euros(society: Society) -> None:
    year = look(
        society, row(ANNA, date(2026, 4, 1), "12/A", 100, 70), row(BRUNO, date(2026, 4, 1), "12-a", 100, 70),
        row(ANNA, date(2026, 4, 2), "13", 100, 70), row(ANNA, date(2026, 4, 2), "14", 100, 70),
    )  # fmt: skip
    assert found(year) == [(YearKind.PAID_TWICE, 3, 7000)]
    assert (year.findings[0].values["row"], year.findings[0].name) == ("2", "Provetti Bruno")


def test_what_was_taken_back_was_not_paid_twice(society: Society) -> None:
    year = look(
        society, row(ANNA, date(2026, 4, 1), "12", 100, 70), row(ANNA, date(2026, 4, 1), "12", 100, 70),
        row(ANNA, date(2026, 4, 9), "12", 100, -70),
    )  # fmt: skip
    assert found(year) == []
    assert year.paid_cents == 7000


def test_two_members_may_have_invoices_with_one_number(society: Society) -> None:
    assert (
        found(look(society, row(ANNA, date(2026, 4, 1), "1", 100, 70), row(FLORA, date(2026, 4, 1), "1", 100, 70)))
        == []
    )


@pytest.mark.parametrize(
    ("one", "day", "kinds"),
    [
        (DINA, date(2026, 2, 28), [YearKind.BEFORE_JOINING]),
        (DINA, date(2026, 3, 31), []),
        (ELIO, date(2026, 1, 31), []),
        (ELIO, date(2026, 2, 1), [YearKind.AFTER_LEAVING]),
    ],
)
def test_who_was_paid_before_joining_or_after_leaving(
    society: Society, one: Somebody, day: date, kinds: list[YearKind]
) -> None:
    assert [kind for kind, _, _ in found(look(society, row(one, day, "5", 100, 70)))] == kinds


def test_nobody_without_a_cover_is_called_covered(society: Society) -> None:
    def told(who: Somebody, day: date) -> str:
        (one,) = look(society, row(who, day, "5", 100, 70)).findings
        return finding_sentence(one.kind, one.values)

    assert told(DINA, date(2026, 2, 28)) == "28/02/2026, ma è coperto dal 01/03/2026"
    assert told(NINO, date(2026, 2, 28)) == (
        "28/02/2026, ma è iscritto dal 01/03/2026 (nell'archivio non ha una copertura)"
    )  # fmt: skip
    assert told(NINO, date(2026, 5, 1)) == (
        "01/05/2026, ma era iscritto fino al 30/04/2026 (nell'archivio non ha una copertura)"
    )  # fmt: skip


@pytest.mark.parametrize(("day", "early"), [(date(2026, 3, 2), True), (date(2026, 3, 3), False)])
def test_a_waiting_period_is_the_one_of_the_ruleset(society: Society, day: date, early: bool) -> None:
    """30 days from 1 February 2026 (art. 5): the first covered day is 3 March."""
    year = look(society, row(FLORA, day, "5", 100, 70))
    assert (found(year) == [(YearKind.WAITING, 2, 7000)]) is early
    assert not early or year.findings[0].values["first"] == "03/03/2026"
    assert found(look(society, row(FLORA, day, "5", 100, 70), plan=False)) == []


def test_only_what_is_above_the_ceiling_of_the_year_counts(society: Society) -> None:
    """400.00 a year for each person: 350.00 + 70.00 is 20.00 too much; Bruno's are his own."""
    year = look(
        society, row(ANNA, date(2026, 4, 1), "1", 500, 350), row(ANNA, date(2026, 4, 20), "2", 100, 70),
        row(BRUNO, date(2026, 4, 20), "3", 100, 70), row(ANNA, date(2026, 5, 20), "4", 100, 50),
    )  # fmt: skip
    assert found(year) == [(YearKind.ABOVE_CEILING, 3, 2000), (YearKind.ABOVE_CEILING, 5, 5000)]
    values = year.findings[0].values
    assert (values["size"], values["total"], values["year"]) == ("400,00", "420,00", "2026")


def test_a_ceiling_just_reached_is_not_passed(society: Society) -> None:
    assert found(look(society, row(ANNA, date(2026, 4, 1), "1", 600, 400))) == []


def test_codes_that_are_wrong_shared_or_of_another(society: Society) -> None:
    wrong = ANNA.code[:-1] + ("A" if ANNA.code[-1] != "A" else "B")
    year = look(
        society, row(ANNA, date(2026, 4, 1), "1", 100, 70, code=wrong),
        row(MARA, date(2026, 4, 1), "2", 100, 70, code=BRUNO.code),
        row(GINO, date(2026, 4, 1), "3", 100, 70), row(CARLO, date(2026, 4, 2), "4", 100, 70, code=GINO.code),
    )  # fmt: skip
    assert found(year) == [
        (YearKind.CODE_WRONG, 2, 7000), (YearKind.CODE_SHARED, 5, 7000), (YearKind.CODE_OF_ANOTHER, 3, 7000),
        (YearKind.NOBODY, 4, 7000), (YearKind.NOBODY, 5, 7000),
    ]  # fmt: skip
    assert year.seen.set_aside == set()
    assert year.by_name == 1  # Anna, whose code is wrong


def test_a_wrong_code_that_somebody_marked_with_a_question_is_among_the_wrong_codes(society: Society) -> None:
    year = look(society, row(ANNA, date(2026, 4, 1), "1", 100, 70, code=f"{ANNA.code[:15]} ?"))
    assert found(year) == [(YearKind.CODE_WRONG, 2, 7000)]


def test_each_euro_in_doubt_is_counted_once(society: Society) -> None:
    year = look(society, row(DINA, date(2026, 2, 1), "1", 100, 70), row(DINA, date(2026, 2, 1), "1", 100, 70))
    assert [kind for kind, _, _ in found(year)] == [
        YearKind.PAID_TWICE,
        YearKind.BEFORE_JOINING,
        YearKind.BEFORE_JOINING,
    ]
    assert year.cents_in_doubt == 14000


def test_nothing_is_written_and_the_workbook_tells_the_same(society: Society, tmp_path: Path) -> None:
    rows = [
        row(ANNA, date(2026, 4, 1), "1", 100, 70),
        row(ANNA, date(2026, 4, 1), "1", 100, 70),
        ["Totale", None, None, None, None, None, 200, 140],
    ]
    year = look(society, *rows)
    with society.archive.reader.begin() as connection:
        file = open_rough(connection, book(Rimborsi=[HEADER, *rows]), "claims")
    path = write_year(tmp_path / "anno.xlsx", file, year)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    assert workbook.get_sheet_by_name("il vostro anno").to_python()[1] == ["Fatture pagate due volte", 1, 70]
    names = workbook.get_sheet_by_name("nomi ed euro").to_python()
    assert names[1:] == [["Fatture pagate due volte", "", 3, "Provetti Anna", 70, "come la riga 2 (Provetti Anna)"]]
    assert workbook.get_sheet_by_name("senza dati").to_python()[2][2] == "totale"


def test_without_members_only_the_list_itself_speaks(archive: Archive, tmp_path: Path) -> None:
    empty = small_society(archive, tmp_path)
    year = look(empty, row(ANNA, date(2026, 4, 1), "1", 100, 70), row(ANNA, date(2026, 4, 1), "1", 100, 70))
    assert (found(year), year.members_known) == ([(YearKind.PAID_TWICE, 3, 7000)], False)


CARDS = ["Tess.", "Socio", "Data fatt.", "n° fattura", "Tipo", "Rimborsato", "pagato il"]


def by_card(society: Society, *rows: tuple[object, str, str]) -> list[tuple[YearKind, int, int]]:
    """What a list by card and name shows: card, name and invoice of each row."""
    on = date(2026, 4, 1)
    sheet = book(Rimborsi=[CARDS, *[[card, name, on, number, "visita", 48, on] for card, name, number in rows]])
    with society.archive.reader.begin() as connection:
        file = open_rough(connection, sheet, "claims")
        return found(your_year(connection, society.plans, file, plan=None, today=TODAY))


def with_cards(society: Society) -> None:
    def work(unit: UnitOfWork) -> None:
        for household, people in (("G", [(GINO, "1"), (MARA, "2")]), ("C", [(CARLO, "7")])):
            told_of = [PersonTold(household, Identity(one.surname, one.given, card_number=card, born_on=one.born),
                                  "titolare" if not at else "coniuge", date(2020, 1, 1))
                       for at, (one, card) in enumerate(people)]  # fmt: skip
            register_household(unit, told_of, society.ids)

    unit_of_work(society.archive, [], work, actor_id=society.actor_id, now=society.now)


def test_a_card_of_somebody_else_than_the_one_named_is_told_with_both_names(society: Society) -> None:
    with_cards(society)
    assert by_card(society, ("1", "Esempi Mara", "5"), ("2", "Finti Flora", "6"), ("2", "Mara E.", "7"),
                   ("1", "Gino Provetti", "8"), ("1", "Provetti", "9")) == [
        (YearKind.CARD_OF_ANOTHER, 2, 4800), (YearKind.CARD_OF_ANOTHER, 3, 4800),
    ]  # fmt: skip
    with society.archive.reader.begin() as connection:
        sheet = book(Rimborsi=[CARDS, ["2", "Finti Flora", TODAY, "6", "visita", 48, TODAY]])
        year = your_year(connection, society.plans, open_rough(connection, sheet, "claims"), plan=None, today=TODAY)
    assert finding_sentence("card_of_another", year.findings[0].values) == (
        "la tessera 2 è di Esempi Mara, la riga dice Finti Flora"
    )


def test_one_invoice_under_two_cards_of_one_name_is_paid_twice(society: Society) -> None:
    with_cards(society)
    assert by_card(society, ("2", "Provetti Carlo", "98"), ("7", "Provetti Carlo", "98")) == [
        (YearKind.PAID_TWICE, 3, 4800), (YearKind.CARD_OF_ANOTHER, 2, 4800),
    ]  # fmt: skip
    unknown = by_card(society, ("51", "Nessuno Ugo", "98"), ("52", "Nessuno Ugo", "98"), ("53", "Altro Pio", "98"))
    assert [one for one in unknown if one[0] is YearKind.PAID_TWICE] == [(YearKind.PAID_TWICE, 3, 4800)]
