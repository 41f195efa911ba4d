"""Bad input, list D: what is seen on a request when it arrives, number by number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from intake.files import csv
from mutua.domain.case import Cover, FactValue
from mutua.domain.records import ClaimTold, LineTold
from mutua.services.check_claim import (
    MOST_CENTS_OF_A_LINE,
    MOST_LINES,
    ClaimFinding,
    check_claim,
    invoice_key,
    surroundings,
)
from mutua.services.claim_life import Desktop, Done, pay, returned, reverse, withdraw
from mutua.services.decide_claim import Refusal
from mutua.services.digest import digest
from mutua.services.import_claims import preview
from mutua.services.member_endings import record_death
from mutua.services.plan_book import book_of
from mutua.services.register import receive_claims
from mutua.store.claims import pending_claims
from mutua.store.database import Archive
from mutua.store.ledger import balances_of_claim
from mutua.store.people import Place, read_people, tell_cover, tell_place
from mutua.store.tables import provider
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.wording.intake import TEXTS
from services.societies import JOINED, Society, small_society
from small_plan import VERSION, plan_folder

SERVED = date(2026, 5, 4)


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    made.household("N2", "Carla")
    with archive.writer.begin() as connection:
        connection.execute(
            insert(provider).values(public_id="p1", name="Studio Chiuso", closed_on=date(2026, 4, 30))
        )
    return made


def looked(
    society: Society, *lines: LineTold, name: str = "Anna", received: datetime | None = None, authorises: bool = False
) -> list[ClaimFinding]:
    told = ClaimTold(
        "nuova", society.people[name], society.plan_code, received or society.now, tuple(lines), authorises=authorises
    )
    household_id = society.households[society.people[name]]
    with society.archive.reader.begin() as connection:
        people = read_people(connection, [household_id])
        around = surroundings(connection, people, [household_id], [line.provider for line in lines])
    return check_claim(told, household_id, around, society.plans[society.plan_code], society.now)


def line(benefit: str = "VIS", provider: str = "", **facts: FactValue) -> LineTold:
    return LineTold(benefit, {"servizio": SERVED, "fattura": SERVED, "spesa": 10000, **facts}, provider=provider)


ONE_LINE: Sequence[tuple[int, Mapping[str, object], str, str]] = [
    (43, {"spesa": 0}, "amount_zero", "spesa"),
    (43, {"spesa": -1}, "amount_negative", "spesa"),
    (43, {"spesa": MOST_CENTS_OF_A_LINE + 1}, "amount_too_big", "spesa"),
    (44, {"servizio": date(2026, 6, 2)}, "day_in_future", "servizio"),
    (44, {"servizio": date(1980, 5, 16)}, "before_birth", "servizio"),
    (44, {"servizio": JOINED - timedelta(days=1)}, "before_joining", "servizio"),
    (44, {"fattura": date(2026, 6, 2)}, "day_in_future", "fattura"),
    (46, {"benefit": "VISITA"}, "benefit_unknown", "prestazione"),
    (46, {"benefit": "VIS "}, "benefit_unknown", "prestazione"),
    (47, {"provider": "Studio Chiuso"}, "provider_closed", "struttura"),
    (48, {"altri_rimborsi": 10001}, "others_above_expense", "altri_rimborsi"),
    (48, {"altri_rimborsi": -1}, "amount_negative", "altri_rimborsi"),
]


@pytest.mark.parametrize(("number", "changes", "code", "fact"), ONE_LINE)
def test_a_line_that_cannot_be_is_told(
    society: Society, number: int, changes: Mapping[str, object], code: str, fact: str
) -> None:
    found = looked(society, line(**changes))  # type: ignore[arg-type]
    assert [(one.code, one.line, one.fact) for one in found] == [(code, 1, fact)]
    assert TEXTS[code][0]


@pytest.mark.parametrize(
    "changes",
    [
        {"spesa": MOST_CENTS_OF_A_LINE}, {"spesa": 1}, {"servizio": date(2026, 6, 1)}, {"servizio": JOINED},
        {"altri_rimborsi": 10000}, {"provider": "Studio Aperto"},
        {"provider": "Studio Chiuso", "servizio": date(2026, 4, 30)},
    ],
)  # fmt: skip
def test_the_other_side_of_each_edge_is_well(society: Society, changes: Mapping[str, object]) -> None:
    assert looked(society, line(**changes)) == []  # type: ignore[arg-type]


def test_44_a_service_after_leaving_is_told(society: Society) -> None:
    anna, household_id = society.people["Anna"], society.households[society.people["Anna"]]

    def leave(unit: UnitOfWork) -> None:
        place = Place(anna, household_id, "titolare", False, JOINED, date(2026, 5, 3))
        tell_place(unit.entry(household_id, "people"), 1, place)

    unit_of_work(society.archive, [household_id], leave, actor_id=society.actor_id, now=society.now)
    assert [one.code for one in looked(society, line())] == ["after_leaving"]
    assert looked(society, line(servizio=date(2026, 5, 3))) == []


def test_44_a_service_after_death_is_told(society: Society) -> None:
    from services.member_helpers import desk

    record_death(desk(society, society.now.date()), society.people["Anna"], died_on=date(2026, 5, 3))
    assert [(one.code, one.warning) for one in looked(society, line())] == [("after_death", False)]
    assert looked(society, line(servizio=date(2026, 5, 3))) == []


def test_44_a_request_from_the_future_is_told(society: Society) -> None:
    tomorrow = society.now + timedelta(days=1)
    assert [one.code for one in looked(society, line(), received=tomorrow)] == ["received_in_future"]


def test_45_a_thousand_lines_are_the_most_and_none_is_told_twice(society: Society) -> None:
    many = [line(spesa=at) for at in range(1, MOST_LINES + 1)]
    assert looked(society, *many) == []
    assert [one.code for one in looked(society, *many, line(spesa=5))] == ["lines_too_many"]
    twice = looked(society, line(), line(spesa=1), line())
    assert [(one.code, one.line, one.values["first"]) for one in twice] == [("line_twice", 3, "1")]
    assert [one.code for one in looked(society)] == ["claim_without_lines"]


def test_46_a_code_with_a_space_is_told_with_what_was_meant(society: Society) -> None:
    (found,) = looked(society, line("VIS "))
    assert (found.suggestion, found.values["title"]) == ("VIS", "Visita specialistica")


def test_46_a_day_that_no_version_holds_on_is_left_to_the_rules(society: Society) -> None:
    assert looked(society, line(servizio=date(2025, 5, 4))) == []


@pytest.mark.parametrize(
    ("benefit", "served", "warned"),
    [
        ("CICLO", date(2026, 4, 30), False), ("CICLO", date(2026, 5, 1), True),  # withdrawn on 1 May
        ("NUOVA", date(2026, 4, 30), True), ("NUOVA", date(2026, 5, 1), False),  # not valid before 1 May
    ],
)  # fmt: skip
def test_46_a_benefit_withdrawn_or_not_valid_yet_is_a_warning(
    society: Society, tmp_path: Path, benefit: str, served: date, warned: bool
) -> None:
    folder = plan_folder(tmp_path / "two", version=VERSION.replace("dal 2026-01-01", "dal 2026-01-01 al 2026-04-30"))
    later = VERSION.replace("dal 2026-01-01", "dal 2026-05-01").replace("  CICLO:", "  NUOVA:")
    (folder / "2026-05-01.yaml").write_text(later, encoding="utf-8")
    society.plans = book_of(tmp_path / "two")
    found = looked(society, line(benefit, servizio=served, fattura=served))
    assert [(one.code, one.warning) for one in found] == ([("benefit_not_in_force", True)] if warned else [])


ODD: Sequence[tuple[str, Mapping[str, object], datetime | None, str]] = [
    ("received before the service", {"servizio": date(2026, 5, 30)}, datetime(2026, 5, 29, tzinfo=UTC),
     "received_before_service"),
    ("received in 1850", {"servizio": date(1850, 1, 1)}, datetime(1850, 1, 2, tzinfo=UTC), "received_long_ago"),
    ("a stay that ends tomorrow", {"fine": date(2026, 6, 2)}, None, "stay_ends_in_future"),
    ("a quantity of nought", {"quantità": 0}, None, "quantity_zero"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "changes", "received", "code"), ODD, ids=[one[0] for one in ODD])
def test_44_what_is_odd_is_a_warning(
    society: Society, what: str, changes: Mapping[str, object], received: datetime | None, code: str
) -> None:
    found = looked(society, line(**changes), received=received)  # type: ignore[arg-type]
    assert code in [one.code for one in found if one.warning]
    assert TEXTS[code][0]


def test_44_an_authorisation_is_asked_for_what_is_still_to_come(society: Society) -> None:
    told = line("CASA", servizio=date(2026, 7, 1), fattura=SERVED)
    assert [one.code for one in looked(society, told)] == ["day_in_future"]
    assert looked(society, told, authorises=True) == []


COPIES: Sequence[tuple[str, str, Mapping[str, object], bool]] = [
    ("the same invoice", "Anna", {}, True),
    ("one cent off", "Anna", {"spesa": 10001}, True),
    ("two cents off", "Anna", {"spesa": 10002}, False),
    ("accents and signs removed", "Anna", {"numero_fattura": "12a"}, True),
    ("noughts after a letter", "Anna", {"numero_fattura": "0012/A"}, True),
    ("by another of the household", "Bruno", {}, True),
    ("of another day", "Anna", {"fattura": date(2026, 5, 5)}, False),
    ("with another number", "Anna", {"numero_fattura": "13/À"}, False),
    ("by another household", "Carla", {}, False),
    ("without number, the same day", "Anna", {"numero_fattura": ""}, True),
]


@pytest.mark.parametrize(("what", "name", "changes", "noticed"), COPIES)
def test_49_the_same_invoice_again_is_a_warning_that_says_where(
    society: Society, what: str, name: str, changes: Mapping[str, object], noticed: bool
) -> None:
    society.claim("Anna", "VIS", 10000, public_id="prima", numero_fattura="012/À")
    found = looked(society, line(**{"numero_fattura": "12/À", **changes}), name=name)  # type: ignore[arg-type]
    told = [(one.code, one.values["where"], one.values["person"], one.warning) for one in found]
    person = "same" if name == "Anna" else "other"
    assert told == ([("possible_copy", "prima", person, True)] if noticed else [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("F12", "F 012", True), ("F12", "f-0012", True), ("FPR 12/26", "FPR 012/26", True),
        ("2026/7", "2026-007", True),
        ("0", "", True), ("F12", "F13", False), ("F12", "G12", False), ("F12", "F120", False), ("F12", "F102", False),
    ],
)  # fmt: skip
def test_49_noughts_before_figures_make_no_other_invoice(one: str, other: str, same: bool) -> None:
    assert (invoice_key(one) == invoice_key(other)) == same


FIGURES = st.tuples(st.sampled_from(["", "F", "fpr", "É"]), st.integers(1, 99999))


@given(st.lists(FIGURES, min_size=1, max_size=3), st.data())
def test_49_however_an_invoice_number_is_padded_and_parted_it_is_the_same(
    parts: list[tuple[str, int]], data: st.DataObject
) -> None:
    def written() -> str:
        signs, noughts = st.sampled_from(["/", "-", " ", "_", " - "]), st.text("0", max_size=4)
        one = [letters + data.draw(st.sampled_from(["", " ", "."])) + data.draw(noughts) + str(number)
               for letters, number in parts]  # fmt: skip
        said = one[0] + "".join(data.draw(signs) + each for each in one[1:])
        return said.upper() if data.draw(st.booleans()) else said

    assert invoice_key(written()) == invoice_key(written())


@given(FIGURES, st.integers(1, 99999))
def test_49_another_number_is_another_invoice(first: tuple[str, int], other: int) -> None:
    letters, number = first
    assert (invoice_key(f"{letters}{number}") == invoice_key(f"{letters} {other}")) == (number == other)


def test_47_a_person_of_another_household_keeps_their_own_chain(society: Society) -> None:
    society.claim("Carla", "VIS", 10000)
    with society.archive.reader.begin() as connection:
        assert [id_ for _, id_ in pending_claims(connection)] == [society.households[society.people["Carla"]]]


def test_51_a_request_told_twice_is_one(society: Society) -> None:
    received = datetime(2026, 5, 11, 9, tzinfo=UTC)
    first = society.claim("Anna", "VIS", 10000, public_id="stessa", received_at=received)
    assert society.claim("Anna", "VIS", 10000, public_id="stessa", received_at=received) == first


# ---------------------------------------------------------------- the same, from a file


COLUMNS = ("pratica", "tessera", "piano", "prestazione", "ricevuta il", "data prestazione", "importo", "altri rimborsi",
           "documenti")  # fmt: skip
ROW = ("1", "N1-0", "mutua-di-prova/prova", "VIS", "11/05/2026", "04/05/2026", "100,00", "", "fattura")
CELLS = [
    (43, "importo", "0,001", "money_italian"),
    (43, "importo", "0,00", "amount_zero"),
    (43, "importo", "-5,00", "amount_negative"),
    (43, "importo", "200.000,01", "amount_too_big"),
    (43, "importo", "1.234", "money_ambiguous"),
    (44, "data prestazione", "02/06/2026", "day_in_future"),
    (44, "data prestazione", "31/02/2026", "date_unreal"),
    (44, "ricevuta il", "02/06/2026", "received_in_future"),
    (46, "prestazione", "VISITA", "benefit_unknown"),
    (46, "piano", "mutua-di-prova/altro", "plan_unknown"),
    (47, "tessera", "N9-9", "person_unknown"),
    (48, "altri rimborsi", "100,01", "others_above_expense"),
    (52, "documenti", "fattura di un altro", "paper_unknown"),
]


@pytest.mark.parametrize(("number", "column", "text", "code"), CELLS)
def test_a_row_of_a_file_that_cannot_be_is_told_and_does_not_come_in(
    society: Society, number: int, column: str, text: str, code: str
) -> None:
    row = [text if title == column else cell for title, cell in zip(COLUMNS, ROW, strict=True)]
    with society.archive.reader.begin() as connection:
        plan = preview(connection, society.plans, csv(";".join(COLUMNS), ";".join(row)), now=society.now)
    assert [(one.code, one.column) for one in plan.mistakes if not one.warning] == [(code, column)]
    assert (plan.new_rows, plan.wrong_rows) == ((), (2,))


def test_46_blanks_around_a_code_of_a_file_are_taken_away(society: Society) -> None:
    row = ";".join("VIS " if cell == "VIS" else cell for cell in ROW)
    with society.archive.reader.begin() as connection:
        plan = preview(connection, society.plans, csv(";".join(COLUMNS), row), now=society.now)
    assert (plan.mistakes, plan.requests[0][1].lines[0].benefit) == ((), "VIS")


# ---------------------------------------------------------------- what happens to a request afterwards


def test_50_a_person_who_moves_before_the_decision_is_decided_where_they_were_on_the_day(society: Society) -> None:
    bruno = society.people["Bruno"]
    first, second = society.households[bruno], society.households[society.people["Carla"]]
    before, after = society.claim("Bruno", "OSPEDALE", quantità=60), society.claim(
        "Bruno", "OSPEDALE", quantità=120, on=date(2026, 5, 20)
    )  # fmt: skip

    def move(unit: UnitOfWork) -> None:
        leaves = Place(bruno, first, "coniuge", True, JOINED, date(2026, 5, 10))
        tell_place(unit.entry(first, "people"), 1, leaves)
        tell_place(unit.entry(second, "people"), 1, Place(bruno, second, "figlio", True, date(2026, 5, 11), None))

    unit_of_work(society.archive, [first, second], move, actor_id=society.actor_id, now=society.now)
    assert society.decide(before).draft.household_id == first
    assert society.decide(after).draft.household_id == second


def test_50_a_household_that_ended_before_the_decision_is_decided_by_its_covers(society: Society) -> None:
    anna = society.people["Anna"]
    covered, gone = society.claim("Anna", "VIS", 10000), society.claim("Anna", "VIS", 9000, on=date(2026, 5, 20))

    def end(unit: UnitOfWork) -> None:
        cover = Cover("base", JOINED, date(2026, 5, 10), JOINED)
        tell_cover(unit.entry(society.households[anna], "people"), 1, anna, society.plan_code, cover)

    unit_of_work(society.archive, [society.households[anna]], end, actor_id=society.actor_id, now=society.now)
    outcomes = [society.decide(one).draft.answer.lines[0].outcome.value for one in (covered, gone)]
    assert outcomes == ["paid", "refused"]


DAY = date(2026, 6, 1)
STEPS: Mapping[str, Callable[[Desktop, int], Done | Refusal]] = {
    "withdraw": lambda at, claim: withdraw(at, claim, "x"),
    "reverse": lambda at, claim: reverse(at, claim, "x"),
    "pay": lambda at, claim: pay(at, claim, on=DAY, reference="x"),
    "return": lambda at, claim: returned(at, claim, on=DAY, reference="x"),
}
AFTERWARDS = [
    (51, "a paid request is withdrawn", "decide pay", "withdraw", "claim_decided"),
    (51, "a decided request is withdrawn", "decide", "withdraw", "claim_decided"),
    (51, "withdrawn twice", "withdraw", "withdraw", "claim_withdrawn"),
    (51, "reversed twice", "decide reverse", "reverse", "claim_not_decided"),
    (51, "paid twice", "decide pay", "pay", "nothing_owed"),
    (51, "come back twice", "decide pay return", "return", "nothing_paid"),
    (51, "paid after it was reversed", "decide reverse", "pay", "nothing_owed"),
    (53, "paid before it is decided", "", "pay", "nothing_owed"),
    (53, "reversed before it is decided", "", "reverse", "claim_not_decided"),
    (53, "come back before it is paid", "decide", "return", "nothing_paid"),
    (53, "reversed after it was withdrawn", "withdraw", "reverse", "claim_not_decided"),
]


@pytest.mark.parametrize(
    ("number", "what", "steps", "then", "code"), AFTERWARDS, ids=[f"{one[0]}-{one[1]}" for one in AFTERWARDS]
)
def test_what_cannot_happen_to_a_request_is_refused_and_changes_nothing(
    society: Society, number: int, what: str, steps: str, then: str, code: str
) -> None:
    at = Desktop(society.archive, society.plans, society.actor_id, society.now, society.ids)
    claim = society.claim("Anna", "VIS", 10000)
    for step in steps.split():
        if step == "decide":
            society.decide(claim)
        else:
            assert isinstance(STEPS[step](at, claim), Done)
    before = digest(society.archive)
    assert STEPS[then](at, claim) == Refusal(code, str(claim))
    assert digest(society.archive) == before


def test_51_a_paid_request_that_is_reversed_is_to_be_recovered(society: Society) -> None:
    at = Desktop(society.archive, society.plans, society.actor_id, society.now, society.ids)
    claim = society.claim("Anna", "VIS", 10000)
    society.decide(claim)
    assert (pay(at, claim, on=DAY, reference="x"), reverse(at, claim, "x")) == (Done(claim, 7000), Done(claim, 7000))
    with society.archive.reader.begin() as connection:
        assert balances_of_claim(connection, claim) == {"bank": -7000, "recoverable:generale": 7000}


@pytest.mark.parametrize("channel", ["counter", "post", "web", "import"])
def test_49_a_copy_is_noticed_by_whatever_way_the_first_one_came(society: Society, channel: str) -> None:
    anna = society.people["Anna"]
    first = ClaimTold("prima", anna, society.plan_code, society.now, (line(numero_fattura="12"),), channel=channel)
    home = society.households[anna]

    def work(unit: UnitOfWork) -> list[int]:
        return receive_claims(unit, [first], society.households, society.ids)

    unit_of_work(society.archive, [home], work, actor_id=society.actor_id, now=society.now)
    assert [one.code for one in looked(society, line(numero_fattura="12"))] == ["possible_copy"]
