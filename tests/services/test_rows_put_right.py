"""The rows to put right given back as they are: nothing of what was set aside comes in, and no title is lost."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from intake.ugly.blind_score import NAMES
from intake.ugly.own.claims import CLAIMS
from intake.ugly.own.members import MEMBERS
from intake.ugly.own.people import (
    ANNA,
    BRUNO,
    CARLO,
    DINA,
    ELIO,
    FLORA,
    GINO,
    ILDA,
    PIO,
    REMO,
    SARA,
    Somebody,
    workbook,
)
from mutua.intake.rough.set_aside import ours_from
from mutua.intake.rough.strict import RoughFile
from mutua.services import import_claims, import_members
from mutua.services.bring_claims import ClaimsSheetPlan, look_at_claims
from mutua.services.bring_members import SheetPlan, look_at_members
from mutua.services.sheet_mappings import open_rough, remember
from mutua.services.sheet_report import write_aside
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.wording.intake import mistake_sentence
from services.societies import Society, small_society

HEADER = ("Tessera", "Cognome", "Nome", "Codice fiscale", "Nato il", "Fam. (n. capo)", "Grado", "Dal", "Indirizzo",
          "Note")  # fmt: skip


@dataclass(frozen=True)
class Given:
    """A file to be looked at; what is said once for all its rows."""

    kind: str
    raw: bytes
    choices: dict[str, str] = field(default_factory=dict)


def row(card: int, who: Somebody, head: object = "", kin: str = "titolare", **told: Any) -> list[Any]:
    """A row in which everything is right, but for what is told otherwise."""
    cells = {"Tessera": card, "Cognome": who.surname, "Nome": who.given, "Codice fiscale": who.code,
             "Nato il": who.born, "Fam. (n. capo)": head or card, "Grado": kin, "Dal": date(2010, 1, 1),
             "Indirizzo": f"Via Prova {card}", "Note": None}  # fmt: skip
    return list({**cells, **{key.replace("_", " "): one for key, one in told.items()}}.values())


def sheet(*rows: Sequence[Any], name: str = "Soci", header: Sequence[str] = HEADER) -> bytes:
    return workbook({name: [list(header), *rows]})


def look(society: Society, one: Given, raw: bytes) -> SheetPlan | ClaimsSheetPlan:
    """What a file would change, its columns confirmed."""
    with society.archive.reader.begin() as connection:
        file: RoughFile = open_rough(connection, raw, one.kind)
    for mapping in file.mappings:
        file.mapped(mapping.with_choices(one.choices))
    remember(society.archive, file.mappings, actor_id=society.actor_id, now=society.now)
    with society.archive.reader.begin() as connection:
        if one.kind == "claims":
            return look_at_claims(connection, society.plans, file, now=society.now)
        return look_at_members(connection, society.plans, file, now=society.now)


def bring(society: Society, looked: SheetPlan | ClaimsSheetPlan) -> None:
    """The rows that were read come in."""
    service = import_members if isinstance(looked, SheetPlan) else import_claims
    service.apply(
        society.archive, looked.plan, actor_id=society.actor_id, now=society.now,  # type: ignore[arg-type]
        ids=Ids(random.Random(1)), accept_good_rows=True,
    )  # fmt: skip


def put_aside(looked: SheetPlan | ClaimsSheetPlan, folder: Path) -> bytes:
    return write_aside(folder / "da-sistemare.xlsx", looked).read_bytes()


def texts(file: RoughFile) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in file.grid.rows]


def as_they_came(file: RoughFile) -> list[list[str]]:
    """The rows without what is wrong with them, which names rows by their number."""
    return [[cell.text for cell in row.cells[: ours_from(heading.titles) + 2]]
            for heading, _ in file.sheets for row in heading.sheet.rows]  # fmt: skip


def codes(looked: SheetPlan | ClaimsSheetPlan, number: int) -> set[str]:
    return {one.code for one in looked.mistakes if one.row == number and not one.warning}


GOOD = row(1, ANNA)
# One reason each, with a row that makes it and others that come in.
REASONS: dict[str, Given] = {
    "left_without_day": Given("members", sheet(GOOD, ["EX SOCI"], row(2, GINO))),
    "left_without_day, merged": Given("members", sheet(GOOD, [("merge", 6, "EX SOCI")], row(2, GINO))),
    "left_without_day, by the sheet": Given("members", workbook(
        {"Soci": [list(HEADER), GOOD], "Ex soci": [list(HEADER), row(2, GINO)]}
    )),
    "day_ambiguous": Given("members", sheet(
        row(1, ANNA, Dal="12/31/2014"), row(2, GINO, Dal="03/04/2015")
    )),
    "row_before_header": Given("members", workbook({"Soci": [row(2, GINO), list(HEADER), GOOD]})),
    "ditto_of_nothing": Given("members", sheet(row(2, GINO, Indirizzo="idem"), GOOD)),
    "ditto_of_number": Given("members", sheet(GOOD, row(2, GINO, Codice_fiscale="idem"))),
    "cell_formula": Given("members", sheet(GOOD, row(2, GINO, Indirizzo="'=1+1"))),
    "fiscal_code_letters": Given("members", sheet(GOOD, row(2, GINO, Codice_fiscale=GINO.code[:15] + "0"))),
    "date_unreal": Given("members", sheet(GOOD, row(2, GINO, Dal="31/02/2010"))),
    "number_shared": Given("members", sheet(GOOD, row(2, GINO), row(2, PIO))),
    "household_unknown": Given("members", sheet(
        ["A1", *row(1, ANNA)], ["A2", *row(2, ELIO)], ["", *row(3, GINO, kin="")], ["A3", *row(4, PIO)],
        header=("Nucleo", *HEADER[:5], "Mah", *HEADER[6:]),
    )),
    "head_unknown": Given("members", sheet(GOOD, row(2, GINO, head=99, kin="figlio"))),
    "household_waits": Given("members", sheet(GOOD, row(2, GINO, Dal="boh!"), row(3, PIO, head=2, kin="altro"))),
    "household_to_confirm": Given("members", sheet(
        GOOD, [2, BRUNO.surname, BRUNO.given, BRUNO.code, None, None, None, date(2010, 1, 1), "Via Roma 1"],
        [3, CARLO.surname, CARLO.given, CARLO.code, None, None, None, date(2010, 1, 1), "Via Roma 1"],
    )),
    "kinship_to_confirm": Given("members", sheet(GOOD, row(2, GINO, head=1, kin=""))),
    "row_almost_empty": Given("members", sheet(GOOD, ["chiedere a Dina"], row(2, GINO))),
    "name_missing": Given("members", sheet(GOOD, row(2, GINO, Cognome=None, Nome=None))),
    "surname_missing": Given("members", sheet(GOOD, row(2, ELIO, Cognome=None))),
    "cell_missing": Given("members", sheet(GOOD, row(2, GINO, Dal=None))),
    "plan_unknown": Given("members", sheet(GOOD), {"plan": "nessuna/nessuno"}),
    "kinship_unknown": Given("members", sheet(GOOD, row(2, GINO, kin="padrino"))),
    "codes_without_names": Given("members", sheet(GOOD, row(2, GINO, Codice_fiscale=f"{DINA.code} {ELIO.code}"))),
    "already_paid": Given("claims", sheet(
        ["1", "visita", date(2026, 5, 4), 100, 70, date(2026, 5, 20)],
        header=("Tessera", "Prestazione", "Data prestazione", "Importo", "Rimborsato", "Pagato il"),
    )),
    "money_ambiguous": Given("claims", sheet(
        ["1", "visita", date(2026, 5, 4), "1.234"], header=("Tessera", "Prestazione", "Data prestazione", "Importo"),
    )),
    "person_unknown": Given("claims", sheet(
        ["1", "visita", date(2026, 5, 4), 100], header=("Tessera", "Prestazione", "Data prestazione", "Importo"),
    )),
}  # fmt: skip


def every_file(folder: Path) -> dict[str, Given]:
    found = dict(REASONS)
    for ugly in (*MEMBERS, *CLAIMS):
        found[ugly.name] = Given(ugly.kind, ugly.raw, {"since": "01/01/2025"} if ugly.kind == "members" else {})
    for name in NAMES:
        module = import_module(f"intake.ugly.blind.{name}")
        path = folder / str(module.TRUTH["file_name"])
        module.build(path)
        kind = str(module.TRUTH["kind"])
        found[name] = Given(kind, path.read_bytes(), {"since": "01/01/2025"} if kind == "members" else {})
    return found


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Given]:
    return every_file(tmp_path_factory.mktemp("files"))


@pytest.mark.parametrize("name", [*REASONS, *[one.name for one in (*MEMBERS, *CLAIMS)], *NAMES])
def test_rows_to_put_right_given_back_untouched_stay_out(
    archive: Archive, dialect: str, tmp_path: Path, files: dict[str, Given], name: str
) -> None:
    if dialect != "sqlite" and name not in ("left_without_day", "already_paid"):
        pytest.skip("what a sheet says does not come from the database: one of each kind is enough on the second one")
    society, one = small_society(archive, tmp_path), files[name]
    first = look(society, one, one.raw)
    if name in REASONS:
        reason = name.split(",")[0]
        aside = {code for number in first.ended.set_aside for code in codes(first, number)}
        assert reason in aside, f"{reason} is not among {aside}"
    bring(society, first)
    if not first.ended.set_aside:
        return
    raw = put_aside(first, tmp_path)
    second = look(society, one, raw)
    assert sorted(second.ended.read) == []
    again = look(society, one, put_aside(second, tmp_path))
    assert as_they_came(again.file) == as_they_came(second.file), "given back twice they are the same"


def test_a_title_of_those_who_left_still_stands_above_a_row_that_was_only_half_put_right(
    archive: Archive, tmp_path: Path
) -> None:
    society = small_society(archive, tmp_path)
    for over in (["EX SOCI"], [("merge", 6, "EX SOCI")]):
        one = Given("members", sheet(row(1, ANNA), over, row(2, GINO), [("merge", 6, "SOCI")], row(3, PIO, Dal="boh!")))
        first = look(society, one, one.raw)
        rows = texts(look(society, one, put_aside(first, tmp_path)).file)
        told = [[text.replace("Via Prova", "Corso Prova") for text in cells] for cells in rows]
        told = [[text.replace("boh!", "01/01/2010") for text in cells] for cells in told]
        mended = look(society, one, workbook({"Soci": told}))
        gone = {one.found or one.values.get("title", "") for one in mended.mistakes if one.code == "left_without_day"}
        assert gone == {"EX SOCI"}
        assert mended.names[max(mended.ended.read)] == f"{PIO.surname} {PIO.given}"


def test_our_own_problem_is_no_note_of_the_society_and_a_problem_of_its_own_is(
    archive: Archive, tmp_path: Path
) -> None:
    society = small_society(archive, tmp_path)
    one = Given("members", sheet(row(1, ANNA), ["EX SOCI"], row(2, GINO)))
    back = look(society, one, put_aside(look(society, one, one.raw), tmp_path))
    assert "left_in_note" not in {told.code for told in back.mistakes}
    theirs = Given("members", sheet([*row(1, FLORA, Note=None)[:9], "deceduta"], header=(*HEADER[:9], "Problema")))
    assert "left_in_note" in {told.code for told in look(society, theirs, theirs.raw).mistakes}


def test_a_row_comes_in_once_it_is_mended_or_its_problem_is_cleared(archive: Archive, tmp_path: Path) -> None:
    society = small_society(archive, tmp_path)
    one = Given("members", sheet(row(1, ANNA, Dal="12/31/2014"), row(2, GINO, Dal="03/04/2015")))
    first = look(society, one, one.raw)
    bring(society, first)
    header, gino = texts(look(society, one, put_aside(first, tmp_path)).file)
    cleared = [text if title != "problema" else "" for title, text in zip(header, gino, strict=True)]
    phone = [text if title != "Indirizzo" else "Via Altra 5" for title, text in zip(header, gino, strict=True)]
    day = [text if title != "Dal" else "03/04/2015 " for title, text in zip(header, gino, strict=True)]
    written = [text if title != "Dal" else "4 marzo 2015" for title, text in zip(header, gino, strict=True)]
    comes = [len(look(society, one, workbook({"Soci": [header, cells]})).ended.read)
             for cells in (gino, phone, day, written, cleared)]  # fmt: skip
    assert comes == [0, 0, 0, 1, 1]


def test_a_child_below_its_parent_keeps_its_surname_among_the_rows_to_put_right(
    archive: Archive, tmp_path: Path
) -> None:
    society = small_society(archive, tmp_path)
    one = Given("members", sheet(
        row(1, ANNA), row(2, CARLO, kin="figlio", Cognome=None, Dal="boh!", **{"Fam._(n._capo)": ""}),
        row(3, ILDA, Dal="boh!"),
    ))  # fmt: skip
    first = look(society, one, one.raw)
    bring(society, first)
    header, anna, carlo, ilda = texts(look(society, one, put_aside(first, tmp_path)).file)
    assert carlo[1] == CARLO.surname
    mended = [["01/01/2015" if text == "boh!" else text for text in cells] for cells in (anna, ilda, carlo)]
    looked = look(society, one, workbook({"Soci": [header, *mended]}))
    homes = {one.code: len(one.new) for one in looked.plan.changes}  # type: ignore[union-attr]
    assert len(looked.ended.read) == 3
    assert sorted(homes.values()) == [1, 2]
    names = [{each.identity.given_name for each in one.new} for one in looked.plan.changes]  # type: ignore[union-attr]
    assert {CARLO.given, ANNA.given} in names, "the child is of its parent's household, not of whoever stands above it"


CLAIMS_HEADER = ("Tessera", "Socio", "Prestazione", "Data prestazione", "Importo", "Ricevuta il")


def test_a_request_whose_card_is_of_another_than_the_one_named_is_set_aside(archive: Archive, tmp_path: Path) -> None:
    society = small_society(archive, tmp_path)
    people = Given("members", sheet(row(1, ANNA), row(2, BRUNO, head=1, kin="coniuge"), row(3, ELIO)))
    bring(society, look(society, people, people.raw))
    named = {2: "Esempi Elio", 3: "Finti Flora", 4: "Provetti Bruno", 5: "Provetti Anna", 6: "anna provetti",
             7: "Provetti", 8: "Campioni Anna", 9: "", 10: "Provetti Anna Maria", 11: "Proveti Ana"}  # fmt: skip
    one = Given("claims", sheet(
        *[[1, name, "visita specialistica", date(2026, 5, 4), 40 + at, date(2026, 5, 10)]
          for at, name in named.items()],
        header=CLAIMS_HEADER,
    ), {"plan": society.plan_code})  # fmt: skip
    looked = look(society, one, one.raw)
    assert {at for at in named if "card_of_another" in codes(looked, at)} == {2, 3, 4}
    assert {2, 3, 4} == looked.ended.set_aside
    told = [mistake_sentence(each) for each in looked.mistakes if each.code == "card_of_another"]
    assert told[1] == (
        "riga 3, colonna «Tessera»: la tessera 1 è di Provetti Anna, la riga dice Finti Flora: correggere quello dei "
        "due che è sbagliato"
    )
    assert sorted(look(society, one, put_aside(looked, tmp_path)).ended.read) == []


def test_a_tax_code_of_another_than_the_one_named_is_told_too(archive: Archive, tmp_path: Path) -> None:
    society = small_society(archive, tmp_path)
    people = Given("members", sheet(row(1, ANNA)))
    bring(society, look(society, people, people.raw))
    one = Given("claims", sheet(
        [ANNA.code, "Finti Flora", "visita specialistica", date(2026, 5, 4), 40, date(2026, 5, 10)],
        [ANNA.code, "Sposati Anna", "visita specialistica", date(2026, 5, 5), 40, date(2026, 5, 10)],
        header=("Codice fiscale", *CLAIMS_HEADER[1:]),
    ), {"plan": society.plan_code})  # fmt: skip
    looked = look(society, one, one.raw)
    assert (codes(looked, 2), looked.ended.read) == ({"code_of_another"}, {3})


def test_a_birth_in_a_cell_of_two_that_its_code_does_not_say_is_told(archive: Archive, tmp_path: Path) -> None:
    society = small_society(archive, tmp_path)
    both = f"{REMO.surname} {REMO.given} / {SARA.surname} {SARA.given}"
    one = Given("members", sheet(
        ["1", f"{ANNA.surname} {ANNA.given}", ANNA.code, ANNA.born, "1", "titolare", date(2010, 1, 1)],
        ["", both, f"{REMO.code} {SARA.code}", "08/04/2001 - 04/11/2004", "1", "figli", date(2010, 1, 1)],
        header=("Tessera", "Cognome e nome", "Codice fiscale", "Nato il", "Fam. (n. capo)", "Grado", "Dal"),
    ))  # fmt: skip
    looked = look(society, one, one.raw)
    assert [(told.row, told.found) for told in looked.mistakes if told.code == "fiscal_code_birth"] == [(3, SARA.code)]
