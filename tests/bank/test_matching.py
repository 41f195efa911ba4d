"""Whose money a movement is: each reason and its grade, both sides of each edge, and what holds whatever comes in."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutua.bank.match_values import (
    AskedDebit,
    CollectedDebit,
    Grade,
    Known,
    MoneyLine,
    PaidOut,
    Payer,
    PayerKey,
    PayerKind,
    Proposal,
    Why,
)
from mutua.bank.matching import propose
from mutua.bank.names import WORDS_KEPT, NamedPeople, Person, words_remembered, written_words
from mutua.bank.outgoing import SentLine, SentRun, propose_outgoing
from mutua.domain.dues import Allocation, Due, DueStanding, misfit
from mutua.wording.bank import why_sentence

MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)
DAY = date(2026, 4, 2)
ROSSI, BIANCHI, FIRM = PayerKey(PayerKind.HOUSEHOLD, 1), PayerKey(PayerKind.HOUSEHOLD, 2), PayerKey(PayerKind.FIRM, 9)
OURS, OTHER = "IT60X0542811101000000123456", "IT89O0300203280429513916296"


def due(id_: int, cents: int, on: date = MARCH, reference: str = "", household: int = 1, paid: int = 0) -> DueStanding:
    firm = 9 if household == 0 else None
    told = Due(id_, "s/p", 2026, 1, on, cents, firm_id=firm, reference=reference or f"RF-{household}-{on}", due_id=id_)
    return DueStanding(household or 3, told, paid)


def payer(
    key: PayerKey, *dues: DueStanding, people: tuple[Person, ...] = (), iban: str = "", also: tuple[str, ...] = ()
) -> Payer:
    references = frozenset({one.due.reference for one in dues} | set(also))
    return Payer(key, people, frozenset({iban} - {""}), references, dues)


ANNA = Person("Rossi", "Anna", 11)
UGO = Person("Rossi", "Ugo", 12)
THE_ROSSI = payer(ROSSI, due(1, 5000), due(2, 3000), due(3, 8000, JUNE), people=(ANNA, UGO), iban=OURS)
THE_BIANCHI = payer(BIANCHI, due(4, 8000, household=2), people=(Person("D'Aì Bianchi", "Maria Pia", 21),), iban=OTHER)
THE_FIRM = payer(
    FIRM, due(5, 20000, reference="RF-F1", household=0), due(6, 30000, JUNE, "RF-F2", household=0),
    people=(Person("Fonderie Alfa S.r.l."),), iban="F",
)  # fmt: skip
KNOWN = Known([THE_ROSSI, THE_BIANCHI, THE_FIRM])
R = "RF-1-2026-03-31"


def line(cents: int, **told: object) -> MoneyLine:
    return MoneyLine(1, DAY, cents, **told)  # type: ignore[arg-type]  # fields of a line


def only(cents: int, known: Known = KNOWN, **told: object) -> list[Proposal]:
    return propose([line(cents, **told)], known)[1]


def said(proposals: list[Proposal]) -> list[tuple[str, PayerKey, list[str]]]:
    return [(one.grade.name, one.payers[0], [why.code for why in one.reasons]) for one in proposals]


def parts(proposal: Proposal) -> list[tuple[int | None, int]]:
    return [(part.due_id, part.amount_cents) for share in proposal.shares for part in share.parts]


@pytest.mark.parametrize(
    ("cents", "told", "expected", "pays"),
    [
        (8000, {"references": (R,)}, ("CERTAIN", ROSSI, ["reference", "amount"]), [(1, 5000), (2, 3000)]),
        (7999, {"references": (R,)}, ("LIKELY", ROSSI, ["reference", "amount_less"]), [(1, 5000), (2, 2999)]),
        (8001, {"references": (R,)}, ("LIKELY", ROSSI, ["reference", "amount_more"]), [(1, 5000), (2, 3000), (3, 1)]),
        (16000, {"references": (R,)}, ("CERTAIN", ROSSI, ["reference", "household_sum"]),
         [(1, 5000), (2, 3000), (3, 8000)]),
        (16001, {"references": (R,)}, ("LIKELY", ROSSI, ["reference", "amount_more"]),
         [(1, 5000), (2, 3000), (3, 8000), (None, 1)]),
        (8000, {"iban": OURS}, ("CERTAIN", ROSSI, ["iban", "amount"]), [(1, 5000), (2, 3000)]),
        (16000, {"iban": OURS}, ("CERTAIN", ROSSI, ["iban", "household_sum"]), [(1, 5000), (2, 3000), (3, 8000)]),
        (500, {"iban": OURS}, ("POSSIBLE", ROSSI, ["iban", "amount_less"]), [(1, 500)]),
        (8000, {"name": "ROSSI ANNA"}, ("LIKELY", ROSSI, ["name", "amount"]), [(1, 5000), (2, 3000)]),
        (8000, {"text": "quota di anna rossi"}, ("LIKELY", ROSSI, ["name", "amount"]), [(1, 5000), (2, 3000)]),
        (100, {"name": "ROSSI ANNA"}, ("POSSIBLE", ROSSI, ["name", "amount_less"]), [(1, 100)]),
        (8000, {"name": "ROSSI G."}, ("POSSIBLE", ROSSI, ["surname", "amount"]), [(1, 5000), (2, 3000)]),
        (8000, {"name": "DAI BIANCHI MARIA"}, ("LIKELY", BIANCHI, ["name", "amount"]), [(4, 8000)]),
        (20000, {"references": ("RF-F1",)}, ("CERTAIN", FIRM, ["reference", "statement"]), [(5, 20000)]),
        (50000, {"references": ("RF-F1", "RF-F2")}, ("CERTAIN", FIRM, ["reference", "reference", "statement"]),
         [(5, 20000), (6, 30000)]),
        (19999, {"references": ("RF-F1",)}, ("POSSIBLE", FIRM, ["reference", "statement_differs"]), [(None, 19999)]),
        (20500, {"references": ("RF-F1",)}, ("POSSIBLE", FIRM, ["reference", "statement_more"]),
         [(5, 20000), (None, 500)]),
        (20000, {"name": "FONDERIE ALFA SRL"}, ("LIKELY", FIRM, ["name", "statement"]), [(5, 20000)]),
        (30000, {"iban": "F"}, ("CERTAIN", FIRM, ["iban", "statement"]), [(6, 30000)]),
        (50000, {"iban": "F"}, ("CERTAIN", FIRM, ["iban", "statements_sum"]), [(5, 20000), (6, 30000)]),
        (123, {"iban": "F"}, ("POSSIBLE", FIRM, ["iban", "no_statement"]), [(None, 123)]),
    ],
)  # fmt: skip
def test_each_reason_has_its_grade_and_pays_what_it_says(
    cents: int, told: dict[str, object], expected: tuple[str, PayerKey, list[str]], pays: list[tuple[int | None, int]]
) -> None:
    found = only(cents, **told)
    assert said(found) == [expected]
    assert parts(found[0]) == pays


@pytest.mark.parametrize(
    "told",
    [{}, {"name": "VERDI ANNA"}, {"text": "quota sociale"}, {"text": "ROSSI"}, {"name": "ANNA"}, {"iban": "IT00"},
     {"references": ("RF-unknown",)}, {"text": "fonderie"}],
)  # fmt: skip
def test_an_amount_alone_matches_nobody(told: dict[str, object]) -> None:
    assert only(8000, **told) == []


def test_a_surname_with_another_sum_says_nothing() -> None:
    assert only(8001, name="ROSSI G.") == []


def test_one_day_that_is_not_the_oldest_is_paid_where_the_sum_says_so() -> None:
    known = Known([payer(ROSSI, due(1, 5000), due(3, 8000, JUNE), iban=OURS)])
    (found,) = only(8000, known, iban=OURS)
    assert (said([found])[0][2], parts(found)) == (["iban", "amount_of_day"], [(3, 8000)])


def test_three_equal_instalments_are_paid_oldest_first() -> None:
    dues = [due(at, 5000, date(2026, at, 28)) for at in (1, 2, 3)]
    known = Known([payer(ROSSI, *dues, iban=OURS)])
    lines = [MoneyLine(at, DAY, 5000, iban=OURS) for at in (1, 2, 3, 4)]
    found = propose(lines, known)
    assert [parts(found[at][0]) for at in (1, 2, 3, 4)] == [[(1, 5000)], [(2, 5000)], [(3, 5000)], [(None, 5000)]]
    assert [found[at][0].grade for at in (1, 2, 3, 4)] == [Grade.CERTAIN] * 3 + [Grade.POSSIBLE]


def test_dues_that_another_movement_takes_are_told_as_reserved_and_not_as_paid() -> None:
    first, second = (MoneyLine(at, DAY, 16000, iban=OURS) for at in (7, 8))
    (found,) = propose([first, second], KNOWN)[8]
    assert said([found]) == [("POSSIBLE", ROSSI, ["iban", "nothing_else_owed", "reserved"])]
    assert found.reasons[-1] == Why("reserved", "16000", 7)
    assert why_sentence(found.reasons[-1]) == (
        "160,00 € del dovuto sono già per il movimento 7, che aspetta conferma"
    )  # fmt: skip
    assert "nothing is owed" not in " ".join(why_sentence(why, "en") for why in found.reasons)


def test_what_is_left_beside_reserved_dues_is_told_with_them() -> None:
    first, second = MoneyLine(7, DAY, 8000, references=(R,)), MoneyLine(8, DAY, 8001, iban=OURS)
    (found,) = propose([first, second], KNOWN)[8]
    assert [*found.reasons] == [Why("iban"), Why("amount_more", "1"), Why("reserved", "8000", 7)]
    (whole,) = propose([first, MoneyLine(8, DAY, 8000, iban=OURS)], KNOWN)[8]
    assert said([whole]) == [("CERTAIN", ROSSI, ["iban", "amount"])]


def test_a_firms_statement_that_another_movement_takes_is_told_as_reserved() -> None:
    first, second = (MoneyLine(at, DAY, 20000, references=("RF-F1",)) for at in (7, 8))
    (found,) = propose([first, second], KNOWN)[8]
    assert [*found.reasons] == [Why("reference", "RF-F1"), Why("no_statement"), Why("reserved", "20000", 7)]


def test_a_debit_whose_due_another_movement_takes_is_not_told_as_paid() -> None:
    first = MoneyLine(7, DAY, 8000, references=(R,))
    (one,) = propose([first, MoneyLine(8, DAY, 8000, end_to_end="SDD-1-1")], WITH_DEBITS)[8]
    assert [*one.reasons] == [Why("debit", "SDD-1-1"), Why("reserved", "8000", 7)]
    (whole,) = propose([first, MoneyLine(8, DAY, 16000, text="INCASSO SDD-000001")], WITH_DEBITS)[8]
    assert whole.reasons[-1] == Why("reserved", "8000", 7)
    assert "debit_paid_before" not in [why.code for why in whole.reasons]


def test_a_reference_paid_before_is_told_and_never_paid_again() -> None:
    known = Known([payer(ROSSI, due(1, 5000, paid=5000), iban=OURS)])
    (found,) = only(5000, known, references=(R,))
    assert said([found]) == [("POSSIBLE", ROSSI, ["reference", "nothing_owed"])]
    assert parts(found) == [(None, 5000)]


def test_what_is_owed_back_is_taken_off_the_sum() -> None:
    known = Known([payer(ROSSI, due(1, 5000), due(2, -1000))])
    (found,) = only(4000, known, references=(R,))
    assert found.grade is Grade.CERTAIN
    assert parts(found) == [(1, 5000), (2, -1000)]


def test_who_paid_is_known_where_one_person_is_named() -> None:
    (found,) = only(8000, name="ROSSI ANNA", references=(R,))
    assert found.shares[0].person_id == 11
    (found,) = only(8000, name="ROSSI ANNA E ROSSI UGO", references=(R,))
    assert found.shares[0].person_id is None


def test_two_households_with_one_account_are_never_certain() -> None:
    known = Known([payer(ROSSI, due(1, 5000), iban=OURS), payer(BIANCHI, due(2, 5000, household=2), iban=OURS)])
    assert said(only(5000, known, iban=OURS)) == [
        ("LIKELY", ROSSI, ["iban_shared", "amount"]), ("LIKELY", BIANCHI, ["iban_shared", "amount"]),
    ]  # fmt: skip


def test_two_certain_answers_are_both_told_and_neither_is_certain() -> None:
    known = Known([payer(ROSSI, due(1, 5000)), payer(BIANCHI, due(2, 5000, household=2), iban=OURS)])
    found = only(5000, known, references=(R,), iban=OURS)
    assert [(one[0], one[1], one[2][-1]) for one in said(found)] == [
        ("LIKELY", ROSSI, "ambiguous"), ("LIKELY", BIANCHI, "ambiguous"),
    ]  # fmt: skip


def test_two_statements_of_one_sum_are_both_told() -> None:
    known = Known(
        [payer(FIRM, due(5, 100, reference="A", household=0), due(6, 100, JUNE, "B", household=0), iban="F")]
    )
    assert said(only(100, known, iban="F")) == [("POSSIBLE", FIRM, ["iban", "ambiguous", "statement"])] * 2


def test_one_transfer_for_two_households_is_shared_where_it_is_their_sum() -> None:
    both = (R, "RF-2-2026-03-31")
    found = only(16000, references=both)
    assert (found[0].grade, found[0].payers) == (Grade.LIKELY, (ROSSI, BIANCHI))
    assert [one.cents for one in found[0].shares] == [8000, 8000]
    assert all(one.grade is not Grade.CERTAIN for one in only(15999, references=both))


# ---------------------------------------------------------------- debits

ASKED = (
    AskedDebit("SDD-1-1", "SDD-000001", MARCH, ROSSI, 8000, (Allocation(1, 5000), Allocation(2, 3000))),
    AskedDebit("SDD-1-2", "SDD-000001", MARCH, BIANCHI, 8000, (Allocation(4, 8000),)),
)
WITH_DEBITS = Known([THE_ROSSI, THE_BIANCHI], ASKED, [CollectedDebit("SDD-0-1", 77, ROSSI, 5000, MARCH)])


def test_a_debit_is_known_by_its_own_reference() -> None:
    (found,) = only(8000, WITH_DEBITS, end_to_end="SDD-1-1")
    assert (found.grade, parts(found), found.shares[0].end_to_end) == (
        Grade.CERTAIN, [(1, 5000), (2, 3000)], "SDD-1-1",
    )  # fmt: skip
    (found,) = only(7999, WITH_DEBITS, end_to_end="SDD-1-1")
    assert (found.grade, parts(found)) == (Grade.POSSIBLE, [(None, 7999)])


def test_a_whole_collection_in_one_credit_pays_each_debit() -> None:
    (found,) = only(16000, WITH_DEBITS, text="INCASSO SDD-000001-RCUR")
    assert (found.grade, found.payers) == (Grade.CERTAIN, (ROSSI, BIANCHI))
    (found,) = only(16000, WITH_DEBITS, text="INCASSO SDD")
    assert found.grade is Grade.POSSIBLE
    assert only(16001, WITH_DEBITS, text="INCASSO SDD-000001") == []


@pytest.mark.parametrize(
    ("cents", "end_to_end", "expected"),
    [
        (-5000, "SDD-0-1", [("CERTAIN", 77, ["debit", "amount"])]),
        (-5001, "SDD-0-1", [("POSSIBLE", None, ["debit", "return_differs"])]),
        (-4999, "SDD-0-1", [("POSSIBLE", None, ["debit", "return_differs"])]),
        (-8000, "SDD-1-1", [("POSSIBLE", None, ["return_too_early"])]),
        (-5000, "SDD-9-9", [("POSSIBLE", None, ["return_unknown"])]),
        (-5000, "", [("POSSIBLE", None, ["return_unknown"])]),
    ],
)
def test_j91_a_return_takes_back_only_what_it_is_exactly(
    cents: int, end_to_end: str, expected: list[tuple[str, int | None, list[str]]]
) -> None:
    found = only(cents, WITH_DEBITS, end_to_end=end_to_end, returned=True)
    assert [(one.grade.name, one.returns, [why.code for why in one.reasons]) for one in found] == expected


def test_j91_the_same_return_twice_takes_back_once() -> None:
    lines = [MoneyLine(at, DAY, -5000, end_to_end="SDD-0-1", returned=True) for at in (1, 2)]
    found = propose(lines, WITH_DEBITS)
    assert [found[at][0].returns for at in (1, 2)] == [77, None]
    assert found[2][0].reasons[-1].code == "return_twice"


def test_no_word_of_a_movement_stays_in_memory_once_the_proposals_are_made() -> None:
    texts = [f"bonifico di Nicolò n. {at}" for at in range(WORDS_KEPT + 10)]
    for one in texts:
        written_words(one)
    assert words_remembered() == WORDS_KEPT, "no more than so many while they are compared"
    only(8000, name="ROSSI ANNA", text="contributo di Niccolò")
    assert words_remembered() == 0


BEFORE = date(2026, 3, 30)


@pytest.mark.parametrize(
    ("cents", "end_to_end", "returned"), [(-5000, "SDD-0-1", True), (7000, "SCT-000001-00001", False)]
)
def test_money_that_comes_back_before_the_day_on_which_it_moves_is_never_certain(
    cents: int, end_to_end: str, returned: bool
) -> None:
    known = Known([THE_ROSSI], (), [CollectedDebit("SDD-0-1", 77, ROSSI, 5000, MARCH)],
                  [PaidOut("SCT-000001-00001", 7000, MARCH)])  # fmt: skip
    for day, grade, last in ((BEFORE, "LIKELY", Why("before_its_day", "2026-03-31")), (MARCH, "CERTAIN", None)):
        [found] = propose([MoneyLine(1, day, cents, end_to_end=end_to_end, returned=returned)], known)[1]
        assert (found.grade.name, found.usable) == (grade, True)
        assert (found.returns, found.pays_back) == ((77, "") if returned else (None, end_to_end))
        told = [one for one in found.reasons if one.code == "before_its_day"]
        assert told == ([] if last is None else [last])


def test_what_is_doubtful_by_its_day_leaves_the_next_one_certain() -> None:
    known = Known([], (), (), [PaidOut("SCT-000001-00001", 7000, MARCH)])
    lines = [MoneyLine(at, day, 7000, end_to_end="SCT-000001-00001") for at, day in ((1, BEFORE), (2, DAY))]
    found = propose(lines, known)
    assert [found[at][0].grade.name for at in (1, 2)] == ["LIKELY", "CERTAIN"]


def test_a_transfer_that_leaves_the_account_before_its_day_is_never_certain() -> None:
    run = SentRun("SCT-000001", MARCH, 7000, (SentLine("SCT-000001-00001", 7000),))
    for day, grade in ((BEFORE, "LIKELY"), (MARCH, "CERTAIN")):
        [found] = propose_outgoing(MoneyLine(1, day, -7000, end_to_end="SCT-000001-00001"), [run])
        assert (found.grade.name, found.debits) == (grade, "SCT-000001-00001")


def test_money_that_went_out_otherwise_is_nobodys() -> None:
    assert only(-8000, references=(R,), iban=OURS) == []


# ---------------------------------------------------------------- whatever comes in

NAMES = ["ROSSI ANNA", "ANNA ROSSI", "BIANCHI", "FONDERIE ALFA", "VERDI", ""]
LINES = st.lists(
    st.builds(
        MoneyLine,
        st.integers(1, 40),
        st.sampled_from([MARCH, DAY, JUNE]),
        st.sampled_from([1, 3000, 5000, 7999, 8000, 8001, 16000, 20000, 30000, 50000, -5000]),
        st.sampled_from(NAMES),
        st.sampled_from(["", OURS, OTHER, "F", "X"]),
        st.sampled_from(NAMES),
        st.lists(st.sampled_from([R, "RF-1-2026-06-30", "RF-2-2026-03-31", "RF-F1", "RF-F2", "RF-x"]), max_size=3,
                 unique=True).map(tuple),
        st.sampled_from(["", "SDD-1-1", "SDD-1-2", "SDD-0-1"]),
        st.booleans(),
    ),
    max_size=12, unique_by=lambda one: one.line_id,
)  # fmt: skip
ALL = Known([THE_ROSSI, THE_BIANCHI, THE_FIRM], ASKED, [CollectedDebit("SDD-0-1", 77, ROSSI, 5000, MARCH)])
EVERY_DUE = [*THE_ROSSI.dues, *THE_BIANCHI.dues, *THE_FIRM.dues]


@given(LINES, st.randoms())
@settings(max_examples=300, deadline=None)
def test_what_is_proposed_is_the_same_in_any_order(lines: list[MoneyLine], chance: random.Random) -> None:
    first = propose(lines, ALL)
    payers = list(ALL.payers.values())
    chance.shuffle(payers)
    chance.shuffle(lines)
    assert propose(lines, Known(payers, ASKED[::-1], ALL.collected.values())) == first


@given(LINES)
@settings(max_examples=300, deadline=None)
def test_every_proposal_shares_out_the_money_and_pays_nothing_twice(lines: list[MoneyLine]) -> None:
    by_id = {one.line_id: one for one in lines}
    paid: dict[int | None, int] = {}
    for line_id, proposals in propose(lines, ALL).items():
        for one in proposals:
            told = parts(one)
            assert one.reasons
            assert {why.code for why in one.reasons} != {"amount"}
            if one.shares:
                assert sum(cents for _, cents in told) == by_id[line_id].cents
                for share in one.shares:
                    assert misfit(share.parts, share.cents, EVERY_DUE) is None
        if proposals and proposals[0].grade is Grade.CERTAIN:
            assert len([one for one in proposals if one.grade is Grade.CERTAIN]) == 1
            for due_id, cents in parts(proposals[0]):
                paid[due_id] = paid.get(due_id, 0) + cents
    for one in EVERY_DUE:
        assert paid.get(one.due.due_id, 0) in (0, one.due.amount_cents)  # what is certain pays a due whole, once


@given(LINES)
@settings(max_examples=200, deadline=None)
def test_without_reference_account_or_name_nothing_is_proposed(lines: list[MoneyLine]) -> None:
    bare = [MoneyLine(one.line_id, one.booked_on, one.cents) for one in lines if one.cents > 0]
    none_asked = Known([THE_ROSSI, THE_BIANCHI, THE_FIRM])
    assert all(found == [] for found in propose(bare, none_asked).values())


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("surname", "given_name", "written", "named"),
    [
        ("Rossi", "Anna", "BONIFICO DA ROSSI ANNA", True),
        ("Rossi", "Anna", "ANNA ROSSI", True),
        ("Rossi", "Anna", "ROSSI ANNA MARIA", True),
        ("Rossi", "Anna Maria", "ROSSI ANNA", True),
        ("Rossi", "Anna Maria", "ANNA MARIA ROSSI", True),
        ("De Angelis", "Pia", "DEANGELIS PIA", True),
        ("D'Angelo", "Pia", "D ANGELO PIA", True),
        ("Nicolò", "Pia", "NICOLO' PIA", True),
        ("Rossi", "Anna", "ROSSI MARIA BIANCHI ANNA", False),
        ("Rossi", "Anna", "ROSSINI ANNA", False),
        ("Rossi", "Anna", "ROSSI ANNALISA", False),
        ("Rossi", "", "ROSSI", False),
    ],
)
def test_people_are_named_by_surname_and_given_name(surname: str, given_name: str, written: str, named: bool) -> None:
    people = NamedPeople([("x", (Person(surname, given_name, 1),))])
    assert bool(people.named_in(written, "")) == named
    assert bool(people.named_in("", written)) == named
