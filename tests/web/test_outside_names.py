"""What the house numbers is called outside by a name that tells no number, cannot be made up, and stays the same."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mutua.services.outside_key import outside_key
from mutua.store.database import Archive
from mutua.web.outside_names import LIST, STATEMENT, WORKER, OutsideNames
from web.counter import CALLED
from web.outside import JUNE, outside_of

NUMBERS = st.integers(min_value=1, max_value=10**18 - 1)
KINDS = st.sampled_from((WORKER, STATEMENT, LIST))


@given(KINDS, NUMBERS)
def test_a_name_is_read_back_by_its_kind_and_its_archive_alone(kind: str, number: int) -> None:
    name = CALLED.of(kind, number)
    assert re.fullmatch(r"[a-z2-7]{26}", name)
    assert CALLED.read(kind, name) == str(number)
    assert {CALLED.read(other, name) for other in (WORKER, STATEMENT, LIST) if other != kind} == {""}
    assert OutsideNames(b"another archive!").read(kind, name) == ""


@given(KINDS, st.one_of(st.text(max_size=30), st.from_regex(r"[a-z2-7]{26}", fullmatch=True), NUMBERS.map(str)))
def test_what_nobody_gave_out_names_nothing(kind: str, name: str) -> None:
    assert CALLED.read(kind, name) == ""


def test_numbers_beside_each_other_have_names_that_have_nothing_in_common() -> None:
    names = [CALLED.of(WORKER, number) for number in range(1, 200)]
    assert len({name[:4] for name in names}) > 190


def test_the_key_of_an_archive_is_made_once(archive: Archive) -> None:
    assert len(outside_key(archive)) == 16
    assert outside_key(archive) == outside_key(archive)


def test_no_page_of_a_firm_says_a_number_of_the_house_in_an_address(archive: Archive, tmp_path: Path) -> None:
    """D14: addresses of workers, statements and lists; the number itself opens nothing, its own firm's neither."""
    outside = outside_of(archive, tmp_path)
    told = outside.issue("Alfa", JUNE)
    browser = outside.inside("Alfa")
    firm = f"/azienda/{outside.name('Alfa')}"
    pages = [browser.get(path).text for path in (firm, f"{firm}/esce", f"{firm}/estratti", "/azienda/da-versare")]
    addresses = {one for page in pages for one in re.findall(r'(?:href|action|value)="([^"]+)"', page)}
    numbers = {one.enrolment_id for one in outside.firms.roster("Alfa")} | {told.statement_id}
    assert len([one for one in addresses if one.startswith(("/dipendenti/", "/estratti/"))]) == 5
    assert [one for one in addresses for part in re.split(r"[/=?&]", one) if part in map(str, numbers)] == []
    for path in (f"/estratti/{told.statement_id}", f"/dipendenti/{min(numbers)}"):
        assert browser.get(path).status_code == 404, path
    assert browser.get(f"/estratti/{CALLED.of(STATEMENT, told.statement_id)}").status_code == 200


def test_nobody_has_a_number_turned_into_a_name(archive: Archive, tmp_path: Path) -> None:
    """Whoever could would count with it: number after number, until the name of somebody of theirs comes out."""
    outside = outside_of(archive, tmp_path)
    browser, number = outside.inside("Alfa"), outside.firms.roster("Alfa")[0].enrolment_id
    name = CALLED.of(WORKER, number)
    kept = browser.post("/lingua", {"language": "en", "back": f"door_worker/{name}"})
    assert kept.location == f"/dipendenti/{name}", "the way back from a page of theirs"
    told = browser.post("/lingua", {"language": "en", "back": f"door_worker/{number}"})
    assert name not in str(told.location)
    assert name not in browser.get(f"/dipendenti/{number}").text
