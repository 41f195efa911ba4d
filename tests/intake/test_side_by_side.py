"""Two lists side by side in one sheet are read as two lists; a spouse's columns beside a member's are not."""

from __future__ import annotations

from datetime import date

from intake.files import xlsx
from mutua.intake.rough.families import Archived
from mutua.intake.rough.grid import read_grid
from mutua.intake.rough.strict import MembersSeen, RoughFile, see_members, understand
from mutua.intake.tabular import MOST_ROWS

HEADER = ("N. tessera", "Cognome", "Nome", "Nato il", "Comune", "Socio dal", None)
LEFT = [
    (1, "Rossi", "Anna", "17/05/1980", "Pinerolo", "01/01/2020", None),
    (2, "Bianchi", "Bruno", "02/03/1971", "Cavour", "01/01/2019", None),
    (3, "Verdi", "Carla", "29/02/1952", "None", "01/01/2018", None),
]
RIGHT = [
    (4, "Neri", "Dario", "11/11/1961", "Porte", "01/01/2017", None),
    (5, "Gallo", "Elsa", "01/01/1990", "Roure", "01/01/2016", None),
]


def seen(*rows: tuple[object, ...], kind: str = "members") -> MembersSeen:
    file = opened(*rows, kind=kind)
    return see_members(file, date(2026, 6, 1), known=lambda people: Archived(), answers={})


def opened(*rows: tuple[object, ...], kind: str = "members") -> RoughFile:
    return understand(read_grid(xlsx(*rows)), kind, {})


def both(at: int) -> tuple[object, ...]:
    return (*LEFT[at], *(RIGHT[at] if at < len(RIGHT) else [None] * 7))


def test_both_lists_are_read_and_each_person_has_a_place() -> None:
    found = seen(("Elenco dei soci",), (*HEADER, *HEADER), *[both(at) for at in range(3)])
    assert [(one.card, one.surname) for one in found.people] == [
        ("1", "Rossi"), ("2", "Bianchi"), ("3", "Verdi"), ("4", "Neri"), ("5", "Gallo"),
    ]  # fmt: skip
    grid = found.file.grid
    assert [grid.place(one.row) for one in found.people] == [
        ("Foglio1", 3), ("Foglio1", 4), ("Foglio1", 5),
        ("Foglio1 elenco a destra", 3), ("Foglio1 elenco a destra", 4),
    ]  # fmt: skip
    assert [one for one in found.mistakes if not one.warning] == []


def test_what_is_wrong_on_the_right_leaves_the_left_as_it_is() -> None:
    wrong = (4, "Neri", "Dario", "31/02/1961", "Porte", "01/01/2017")
    found = seen((*HEADER, *HEADER), (*LEFT[0], *wrong))
    assert [(one.code, *found.file.grid.place(one.row)) for one in found.mistakes if not one.warning] == [
        ("date_unreal", "Foglio1 elenco a destra", 2)
    ]


def test_no_cell_is_lost() -> None:
    rows = [("Elenco dei soci", None, None, None, None, None, None, None, "dicembre"), (*HEADER, *HEADER),
            *[both(at) for at in range(3)], (None,) * 9 + ("Totale", 5)]  # fmt: skip
    filled = [str(cell) for row in rows for cell in row if cell is not None]
    file = opened(*rows)
    kept = [cell.text for sheet in file.grid.sheets for row in sheet.rows for cell in row.cells if cell.text]
    assert sorted(kept) == sorted(filled)


def test_three_lists_are_three() -> None:
    found = seen((*HEADER, *HEADER, *HEADER), (*LEFT[0], *RIGHT[0], *LEFT[1]))
    assert [one.card for one in found.people] == ["1", "4", "2"]


def test_a_spouse_in_the_row_of_the_member_stays_there() -> None:
    person = ("Cognome", "Nome", "C.F.", "Nato il", "Sesso")
    assert len(opened((*person, *person), ("Rossi", "Anna", "", "17/05/1980", "F", "Bo", "Ugo", "", "", "M"))
               .grid.sheets) == 1  # fmt: skip
    group = ("Socio", None, None, None, None, None, None, "Coniuge")
    assert len(opened(group, (*HEADER, *HEADER), both(0)).grid.sheets) == 1


def test_sheets_after_one_with_two_lists_keep_their_own_rows() -> None:
    raw = xlsx((*HEADER, *HEADER), both(0), altro=[HEADER[:6], LEFT[2][:6]])
    grid = understand(read_grid(raw), "members", {}).grid
    assert [(sheet.name, [grid.place(row.number) for row in sheet.rows]) for sheet in grid.sheets] == [
        ("Foglio1", [("Foglio1", 1), ("Foglio1", 2)]),
        ("Foglio1 elenco a destra", [("Foglio1 elenco a destra", 1), ("Foglio1 elenco a destra", 2)]),
        ("altro", [("altro", 1), ("altro", 2)]),
    ]


def test_titles_are_not_among_the_hundred_thousand_rows_of_a_list() -> None:
    rows = ["Elenco dei soci;", "Cognome;Nome", *[f"Rossi;{at}" for at in range(MOST_ROWS)]]
    assert read_grid("\n".join(rows).encode()).mistakes == []
    rows += ["Rossi;Anna"] * 1_000
    assert [one.code for one in read_grid("\n".join(rows).encode()).mistakes] == ["too_many_rows"]
