"""The ugly sheets agree with what is written about them; nothing here reads the software."""

import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from stdnum.it import codicefiscale

from . import kit

NAMES = sorted(path.stem for path in Path(__file__).parent.glob("[0-9][0-9]_*.py"))
MODULES = {name: import_module(f".{name}", __package__) for name in NAMES}
MEMBERS = [name for name in NAMES if MODULES[name].TRUTH["kind"] == "members"]
CLAIMS = [name for name in NAMES if MODULES[name].TRUTH["kind"] == "claims"]
ROLES = {"head", "spouse", "child", "other", "unknown"}
PROBLEMS = {
    "fiscal_code_wrong",
    "fiscal_code_shared",
    "fiscal_code_missing",
    "fiscal_code_two_in_cell",
    "fiscal_code_of_another",
    "date_unreadable",
    "date_impossible",
    "amount_unreadable",
    "person_twice",
    "household_unclear",
    "name_unreadable",
    "phone_damaged",
    "formula_error",
    "left_or_dead_in_note",
    "other",
}
FINDINGS = {
    "invoice_twice",
    "above_ceiling",
    "before_joining",
    "after_leaving",
    "waiting_ignored",
    "unknown_person",
    "fiscal_code_wrong",
    "fiscal_code_shared",
}
DIGIT = "[0-9LMNPQRSTUVO]"
FORMS = (kit.slash, kit.short, kit.dot, kit.dash, kit.words, kit.roman, kit.serial, kit.american)


def rows_of(module: ModuleType, folder: Path) -> list[list[Any]]:
    """The cells of the sheet that counts, row 1 first."""
    path = folder / module.TRUTH["file_name"]
    module.build(path)
    if path.suffix == ".csv":
        text = path.read_bytes().decode(module.BOOK.encoding)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=module.BOOK.delimiter))
    return CalamineWorkbook.from_path(path).get_sheet_by_name(module.TRUTH["sheet"]).to_python(skip_empty_area=False)


def texts(row: list[Any]) -> list[str]:
    """The cells as text, whole numbers without their point."""
    return [str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell) for cell in row]


def shows(row: list[Any], iso: str) -> bool:
    """Whether some cell, or the three columns of day, month and year, tell the day."""
    day = date.fromisoformat(iso)
    cells = texts(row)
    written = {str(form(iso).shown) for form in FORMS} | {
        iso,
        *(f"{day.day}{sign}{day.month}{sign}{day.year}" for sign in "/."),
    }
    parts = {str(day.day), str(day.year)} <= set(cells) or {str(day.day), f"{day:%y}"} <= set(cells)
    return parts or any(shown in cell for shown in written for cell in cells)


def amount_forms(cents: int) -> set[str]:
    """The ways an amount is written in these sheets."""
    plain = {form(cents) for form in (kit.comma, kit.euro_sign, kit.stroke, kit.point)}
    return plain | {
        str(cents // 100) if cents % 100 == 0 else str(cents / 100),
        f"€ {cents / 100:g}",
        str(cents / 100),
        f"{cents / 100:.2f}",
        "- " + kit.comma(-cents),
    }


@pytest.fixture(params=NAMES)
def module(request: pytest.FixtureRequest) -> ModuleType:
    return MODULES[request.param]


@pytest.fixture(params=MEMBERS)
def members(request: pytest.FixtureRequest) -> ModuleType:
    return MODULES[request.param]


@pytest.fixture(params=CLAIMS)
def claims(request: pytest.FixtureRequest) -> ModuleType:
    return MODULES[request.param]


def test_there_are_six_sheets_of_members_and_four_of_claims() -> None:
    assert (len(MEMBERS), len(CLAIMS)) == (6, 4)
    assert Counter(MODULES[name].BOOK.encoding for name in MEMBERS) == {"": 4, "cp1252": 1, "utf-8-sig": 1}


def test_a_file_is_the_same_each_time(module: ModuleType, tmp_path: Path) -> None:
    module.build(tmp_path / "a")
    module.build(tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_every_row_is_data_or_not(module: ModuleType, tmp_path: Path) -> None:
    truth = module.TRUTH
    rows = rows_of(module, tmp_path)
    assert sorted(truth["rows_with_content"] + truth["rows_not_data"]) == list(range(1, len(rows) + 1))
    assert 25 <= len(truth["rows_with_content"]) <= 120
    entries = truth["people"] if truth["kind"] == "members" else truth["claims"]
    assert sorted({entry["row"] for entry in entries}) == truth["rows_with_content"]


def test_truth_is_plain(module: ModuleType) -> None:
    assert json.loads(json.dumps(module.TRUTH)) == module.TRUTH


def test_problems_and_pairs_stand_on_rows_that_exist(module: ModuleType) -> None:
    truth = module.TRUTH
    known = set(truth["rows_with_content"])
    for problem in truth["problems"]:
        assert problem["kind"] in PROBLEMS
        assert problem["row"] in known or (not problem["who"] and problem["row"] in truth["rows_not_data"])
    for pair in truth.get("must_not_merge", []) + truth.get("same_person", []):
        for side in (pair["a"], pair["b"]):
            assert side["row"] in known
            names = {f"{p['surname']} {p['given_name']}" for p in truth["people"] if p["row"] == side["row"]}
            assert side["who"] in names, (side, names)


def test_right_codes_are_right_and_stand_in_their_row(members: ModuleType, tmp_path: Path) -> None:
    rows = rows_of(members, tmp_path)
    for person in members.TRUTH["people"]:
        code = person["fiscal_code"]
        if not code:
            continue
        codicefiscale.validate(code)
        assert code[15] == kit.check_letter(code[:15])
        packed = re.sub(r"\s", "", " ".join(texts(rows[person["row"] - 1]))).upper()
        assert code.replace("0", "O") in packed.replace("0", "O"), person
        if person["born_on"]:
            # The library takes two digits of the year for a child when they could be a grandparent's.
            assert f"{codicefiscale.get_birth_date(code):%y%m%d}" == f"{date.fromisoformat(person['born_on']):%y%m%d}"


def test_people_stand_in_their_row(members: ModuleType, tmp_path: Path) -> None:
    rows = rows_of(members, tmp_path)
    unreadable = {(p["row"], p["who"]) for p in members.TRUTH["problems"] if p["kind"] == "name_unreadable"}
    for person in members.TRUTH["people"]:
        row = rows[person["row"] - 1]
        assert person["role"] in ROLES
        assert person["household"]
        here = kit.letters(" ".join(texts(row)))
        above = kit.letters(" ".join(" ".join(texts(line)) for line in rows[: person["row"]]))
        unsure = person.get("unsure", [])
        if (person["row"], f"{person['surname']} {person['given_name']}") not in unreadable:
            assert kit.letters(person["given_name"]) in here, person
            # Children and wives may take the surname from the head, above or in the same row.
            assert "surname" in unsure or kit.letters(person["surname"]) in above, person
        assert kit.letters(person["municipality"]) in above
        digits = re.sub(r"\D", "", " ".join(texts(row)))
        assert all(part in digits for part in person["phone"].split(" / ")), person


def test_days_stand_in_their_row(members: ModuleType, tmp_path: Path) -> None:
    rows = rows_of(members, tmp_path)
    for person in members.TRUTH["people"]:
        row, unsure = rows[person["row"] - 1], person.get("unsure", [])
        for key in ("born_on", "joined_on"):
            if person[key] and key not in unsure and not (key == "born_on" and person.get("born_from") == "code"):
                assert shows(row, person[key]), (person, row)
        if person["ended_on"]:
            assert re.search(r"\d\d?[./]\d\d?[./](20)?2\d", " ".join(texts(row)))


def codes_in(row: list[Any]) -> Iterator[str]:
    """What looks like a tax code, whole or damaged."""
    for cell in texts(row):
        packed = re.sub(r"\s", "", cell).upper()
        yield from re.findall(f"[A-Z]{{6}}{DIGIT}{{2}}[A-Z]{DIGIT}{{2}}[A-Z]{DIGIT}{{3}}[A-Z]", packed)


def test_a_code_that_is_wrong_or_stands_twice_is_told(module: ModuleType, tmp_path: Path) -> None:
    truth = module.TRUTH
    rows = rows_of(module, tmp_path)
    told = defaultdict(set)
    for problem in truth["problems"]:
        told[problem["row"]].add(problem["kind"])
    for finding in truth.get("findings", []):
        for number in finding["rows"]:
            told[number].add(finding["kind"])
    where = defaultdict(set)
    for number in truth["rows_with_content"]:
        for code in codes_in(rows[number - 1]):
            where[code].add(number)
            if not codicefiscale.is_valid(code):
                assert "fiscal_code_wrong" in told[number], (number, code)
    if truth["kind"] == "members":
        for code, numbers in where.items():
            if len(numbers) > 1:
                assert any(told[number] & {"person_twice", "fiscal_code_shared"} for number in numbers), (code, numbers)


def test_claims_stand_in_their_row(claims: ModuleType, tmp_path: Path) -> None:
    rows = rows_of(claims, tmp_path)
    for claim in claims.TRUTH["claims"]:
        row, unsure = rows[claim["row"] - 1], claim.get("unsure", [])
        cells = set(texts(row))
        assert claim["invoice_number"] in cells
        assert claim["benefit_text"] in cells
        for key in ("expense_cents", "refund_cents"):
            if claim[key] is not None and key not in unsure:
                assert cells & amount_forms(claim[key]), (claim, row)
        for key in ("invoiced_on", "service_on"):
            if claim[key] and key not in unsure:
                assert shows(row, claim[key]) or "dic. 24" in " ".join(cells), (claim, row)


def member_facts(claims: ModuleType) -> dict[str, list[dict[str, Any]]]:
    """The people of the member sheet that the claims belong to, by name."""
    people = defaultdict(list)
    for person in claims.MEMBERS.TRUTH["people"]:
        people[f"{person['surname']} {person['given_name']}"].append(person)
        people[f" {person['given_name']}"].append(person)
    return people


def expected(claims: ModuleType) -> set[tuple[str, tuple[int, ...]]]:
    """The findings that follow from the dates, names and sums of TRUTH alone."""
    found: set[tuple[str, tuple[int, ...]]] = set()
    people, rules = member_facts(claims), claims.TRUTH["rules"]
    pots: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for claim in claims.TRUTH["claims"]:
        listed = people.get(claim["who"], [])
        if not listed:
            found.add(("unknown_person", (claim["row"],)))
            continue
        if not rules["benefit"] or claim["benefit_text"] == rules["benefit"]:
            pots[listed[0]["household"] if rules["per"] == "household" else claim["who"]].append(claim)
        service = claim["service_on"]
        joined = min((person["joined_on"] for person in listed if person["joined_on"]), default=None)
        ended = [person.get("ended_on") or person.get("ended_month") for person in listed]
        if service and joined and service < joined:
            found.add(("before_joining", (claim["row"],)))
        elif (
            service
            and joined
            and date.fromisoformat(service) < date.fromisoformat(joined) + timedelta(days=rules["waiting_days"])
        ):
            found.add(("waiting_ignored", (claim["row"],)))
        if service and ended[0] and service[: len(ended[0])] > ended[0]:
            found.add(("after_leaving", (claim["row"],)))
    for pot in pots.values():
        if sum(claim["refund_cents"] or 0 for claim in pot) > rules["ceiling_cents"]:
            found.add(("above_ceiling", tuple(claim["row"] for claim in pot)))
    return found


def test_findings_follow_from_the_facts(claims: ModuleType) -> None:
    kinds = {"unknown_person", "before_joining", "waiting_ignored", "after_leaving", "above_ceiling"}
    typed = {(f["kind"], tuple(f["rows"])) for f in claims.TRUTH["findings"] if f["kind"] in kinds}
    assert typed == expected(claims)
    assert {finding["kind"] for finding in claims.TRUTH["findings"]} <= FINDINGS


def test_codes_of_claims_are_those_of_the_member_sheet(claims: ModuleType) -> None:
    people = member_facts(claims)
    for claim in claims.TRUTH["claims"]:
        known = {person["fiscal_code"] for person in people.get(claim["who"], [])}
        plain = {claims.MEMBERS.PERSONS[claim["who"]].code} if known and "" not in known else {claim["fiscal_code"]}
        assert claim["fiscal_code"] in known | plain, claim


def test_findings_are_worth_what_they_say(claims: ModuleType) -> None:
    paid = {claim["row"]: claim["refund_cents"] or 0 for claim in claims.TRUTH["claims"]}
    for finding in claims.TRUTH["findings"]:
        total = sum(paid[row] for row in finding["rows"])
        if finding["kind"] == "above_ceiling":
            total -= claims.TRUTH["rules"]["ceiling_cents"]
        if finding["kind"] == "invoice_twice":
            total = paid[finding["rows"][-1]]
        assert finding["euros_cents"] == total, finding


def test_only_the_same_invoice_is_called_twice(claims: ModuleType) -> None:
    people = member_facts(claims)
    seen: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for claim in claims.TRUTH["claims"]:
        if claim["who"] in people and (claim["refund_cents"] or 0) > 0 and "altro medico" not in str(claim):
            number = re.sub(r"^0+|25$", "", re.sub(r"\D", "", re.sub("20?25", "", claim["invoice_number"])))
            seen[people[claim["who"]][0]["household"], number, claim["invoiced_on"] or ""].append(claim)
    pairs = {
        tuple(claim["row"] for claim in group)
        for group in seen.values()
        if len(group) > 1 and abs(group[0]["expense_cents"] - group[1]["expense_cents"]) <= 1
    }
    typed = {tuple(f["rows"]) for f in claims.TRUTH["findings"] if f["kind"] == "invoice_twice"}
    traps = {tuple(rows) for rows in pairs - typed}
    other_issuer = {problem["row"] for problem in claims.TRUTH["problems"] if "another issuer" in problem["note"]}
    assert typed <= pairs
    assert all(set(rows) & other_issuer for rows in traps), traps
