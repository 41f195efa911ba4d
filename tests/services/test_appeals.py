"""Objections: filed against a decision, with their clocks, answered by somebody else, upheld or rejected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from mutua.domain.access import Role
from mutua.domain.four_eyes import Rule
from mutua.services.appeals import (
    AppealTold,
    answer_appeal,
    appeals_of,
    file_appeal,
    show_appeals,
    withdraw_appeal,
)
from mutua.services.approve_decision import approve_decision, open_decision, propose_decision
from mutua.services.claim_file import claim_file
from mutua.services.claim_life import Desktop, Done, complete, pay
from mutua.services.claim_states import states_of
from mutua.services.decide_claim import Changed, Proposal, Refusal, decide, propose
from mutua.services.four_eyes import change_rules
from mutua.services.override_claim import (
    ByRules,
    Override,
    approve_override,
    by_rules,
    propose_override,
    waiting_override,
)
from mutua.services.replay import replay
from mutua.services.reverse_claim import reverse
from mutua.services.to_approve import approve_one
from mutua.services.verify_archive import verify
from mutua.store.approvals import Proposal as Asked
from mutua.store.database import Archive
from mutua.store.decisions import decisions_of
from mutua.store.ledger import balances_of_claim
from services.login_helpers import login
from services.societies import NOW, Society, small_society
from small_plan import VERSION

CLOCKS = VERSION.replace(
    "procedura: {completamento: 30 giorni da integrazione_chiesta, articolo: art. 14}",
    "procedura: {completamento: 30 giorni da integrazione_chiesta, decisione: 30 giorni da completata, "
    "reclamo: 60 giorni da decisa, articolo: art. 14}",
)
FIRST = "1-0"  # the first objection, with nothing added
WORDS = "La prescrizione c'era: l'avevo lasciata allo sportello."


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Iterator[Society]:
    made = small_society(archive, tmp_path, version=CLOCKS)
    made.household("N1", "Anna", "Bruno")
    yield made
    assert verify(archive) == []
    assert replay(archive).different == []


def decided_as(society: Society, claim_id: int, actor_id: int) -> None:
    found = propose(society.archive, society.plans, claim_id)
    assert isinstance(found, Proposal), found
    done = decide(society.archive, society.plans, claim_id, seen=found.stamp, actor_id=actor_id, now=society.now,
                  ids=society.ids)  # fmt: skip
    assert not isinstance(done, (Refusal, Changed))


def test_an_objection_has_its_clocks_and_is_answered_by_somebody_else(society: Society) -> None:
    one, two = login(society, "uno", Role.CLERK), login(society, "due", Role.CLERK, Role.APPROVER)
    at, other = (Desktop(society.archive, society.plans, who, society.now + timedelta(days=9), society.ids)
                 for who in (one, two))  # fmt: skip
    claim_id, waiting = society.claim("Bruno", "VIS", 5000), society.claim("Anna", "VIS", 5000)
    decided_as(society, claim_id, one)
    told = AppealTold(date(2026, 6, 4), "post", WORDS)
    assert file_appeal(at, waiting, told) == Refusal("claim_not_decided", str(waiting))
    for wrong, code in (
        (told._replace(words=" "), "appeal_without_words"),
        (told._replace(words="x"), "appeal_too_short"),
        (told._replace(words="123 !! abcdefghi 456"), "appeal_too_short"),
        (told._replace(filed_on=date(2026, 6, 11)), "appeal_in_future"),
        (told._replace(filed_on=date(2026, 5, 31)), "appeal_before_decision"),
    ):
        found = file_appeal(at, claim_id, wrong)
        assert isinstance(found, Refusal)
        assert found.code == code
    assert isinstance(file_appeal(at, claim_id, told), Done)
    assert file_appeal(at, claim_id, told) == Refusal("appeal_there")
    shown = show_appeals(society.archive, claim_id, one)
    [found] = shown.every
    assert (found.sequence, found.until, found.answer_by) == (1, date(2026, 7, 31), date(2026, 7, 4))
    assert (found.words, found.by, found.late, shown.own) == (WORDS, "uno", False, True)
    assert not show_appeals(society.archive, claim_id, two).own
    with society.archive.reader.begin() as connection:
        assert "appealed" in states_of(connection, claim_id, NOW.date())
    assert answer_appeal(at, claim_id, "rejected", "confermata", seen=FIRST) == Refusal("appeal_own")
    assert answer_appeal(other, claim_id, "rejected", " ", seen=FIRST) == Refusal("appeal_without_motive")
    assert answer_appeal(other, waiting, "rejected", "no", seen=FIRST) == Refusal("appeal_unknown")
    assert isinstance(answer_appeal(other, claim_id, "rejected", "spetta solo al titolare", seen=FIRST), Done)
    assert answer_appeal(other, claim_id, "upheld", "anzi", seen=FIRST) == Refusal("appeal_unknown"), "once"
    with society.archive.reader.begin() as connection:
        assert states_of(connection, claim_id, NOW.date()) == ("refused",)
    assert file_appeal(at, claim_id, told) == Refusal("appeal_there"), "one to each decision"


def test_upheld_the_request_is_decided_anew_and_a_later_decision_may_be_objected_to(society: Society) -> None:
    one, two = login(society, "uno", Role.CLERK), login(society, "due", Role.APPROVER)
    late = Desktop(society.archive, society.plans, two, society.now + timedelta(days=90), society.ids)
    claim_id = society.claim("Anna", "VIS", 5000)
    decided_as(society, claim_id, one)
    assert isinstance(file_appeal(late, claim_id, AppealTold(date(2026, 8, 1), "email", WORDS)), Done)
    assert show_appeals(society.archive, claim_id, two).every[0].late
    assert isinstance(answer_appeal(late, claim_id, "upheld", "la spesa era un'altra", seen=FIRST), Done)
    with society.archive.reader.begin() as connection:
        assert states_of(connection, claim_id, NOW.date())[0] == "waiting"
    decided_as(society, claim_id, two)
    assert isinstance(file_appeal(late, claim_id, AppealTold(date(2026, 8, 20), "counter", WORDS)), Done)
    assert answer_appeal(late, claim_id, "withdrawn", "ci ripensa", seen="2-0") == Refusal("appeal_own")
    at = Desktop(society.archive, society.plans, one, late.now, society.ids)
    assert isinstance(answer_appeal(at, claim_id, "withdrawn", "ci ripensa", seen="2-0"), Done)
    # One taken back may be objected to as well; upheld, the request is decided anew.
    assert isinstance(reverse(late, claim_id, "errore"), Done)
    assert isinstance(file_appeal(late, claim_id, AppealTold(late.now.date(), "counter", WORDS)), Done)
    assert isinstance(answer_appeal(at, claim_id, "upheld", "sbagliato annullare", seen="3-0"), Done)
    with society.archive.reader.begin() as connection:
        assert states_of(connection, claim_id, NOW.date())[0] == "waiting"
        assert [one.sequence for one in appeals_of(connection, claim_id)] == [1, 2, 3]


def test_a_decision_is_not_taken_back_while_an_objection_to_it_is_open(society: Society) -> None:
    one, two = login(society, "uno", Role.CLERK), login(society, "due", Role.CLERK)
    at, other = (Desktop(society.archive, society.plans, who, society.now, society.ids) for who in (one, two))
    claim_id = society.claim("Anna", "VIS", 5000)
    decided_as(society, claim_id, one)
    assert isinstance(file_appeal(at, claim_id, AppealTold(society.now.date(), "counter", WORDS)), Done)
    assert reverse(at, claim_id, "errore") == Refusal("appeal_open")
    assert reverse(other, claim_id, "errore") == Refusal("appeal_open")
    assert isinstance(answer_appeal(other, claim_id, "rejected", "confermata", seen=FIRST), Done)
    assert isinstance(reverse(at, claim_id, "errore"), Done)


def test_upheld_what_was_taken_back_meanwhile_is_decided_anew(
    society: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in archives of before: the decision was taken back, though already paid, while the objection was open."""
    one, two = login(society, "uno", Role.CLERK), login(society, "due", Role.CLERK)
    at, other = (Desktop(society.archive, society.plans, who, society.now, society.ids) for who in (one, two))
    claim_id, today = society.claim("Anna", "VIS", 5000), society.now.date()
    decided_as(society, claim_id, one)
    granted = pay(at, claim_id, on=today, reference="b1")
    assert isinstance(granted, Done)
    with monkeypatch.context() as before:
        before.setattr("mutua.services.reverse_claim.open_appeals", lambda connection, claim_ids: {})
        assert isinstance(file_appeal(at, claim_id, AppealTold(today, "counter", WORDS)), Done)
        assert isinstance(reverse(at, claim_id, "errore"), Done)
    assert isinstance(answer_appeal(other, claim_id, "upheld", "ha ragione", seen=FIRST), Done)
    assert isinstance(complete(at, claim_id, papers={"fattura": today}), Done), "papers are taken again"
    with society.archive.reader.begin() as connection:
        assert "waiting" in states_of(connection, claim_id, today)
    assert not claim_file(society.archive, society.plans, claim_id, today).reversed
    decided_as(society, claim_id, two)
    with society.archive.reader.begin() as connection:
        assert "paid" in states_of(connection, claim_id, today)
        assert [one.kind for one in decisions_of(connection, claim_id)] == ["decision", "reversal", "correction"]
        assert balances_of_claim(connection, claim_id).get("recoverable:VIS", 0) == 0


def by_two(society: Society, claim_id: int, first: int, second: int, *, at: datetime) -> None:
    """A decision above the limit: proposed by one, approved by the other."""
    found = propose(society.archive, society.plans, claim_id)
    assert isinstance(found, Proposal), found
    one, two = (Desktop(society.archive, society.plans, who, at, society.ids) for who in (first, second))
    assert not isinstance(propose_decision(one, claim_id, seen=found.stamp), (Refusal, Changed))
    waiting = open_decision(society.archive, claim_id)
    assert waiting is not None
    assert not isinstance(approve_decision(two, waiting, seen=waiting.digest), Refusal)


def test_whoever_took_part_in_the_decision_does_not_answer(society: Society) -> None:
    logins = [login(society, name, Role.CLERK, Role.APPROVER) for name in ("uno", "due", "tre", "quattro")]
    one, two, three, four = logins
    limits, today = [(Rule.DECISION_LIMIT, 10000)], society.now.date()
    assert change_rules(society.archive, limits, since=today, actor_id=society.actor_id, now=society.now) is None
    proposed, otherwise, back = (society.claim("Anna", "VIS", cents) for cents in (20000, 5000, 6000))
    by_two(society, proposed, one, two, at=society.now)

    rules = by_rules(society.archive, society.plans, otherwise)
    assert isinstance(rules, ByRules)
    at = {who: Desktop(society.archive, society.plans, who, society.now, society.ids) for who in logins}
    told = Override({1: 4000}, "accordo", "art. 9")
    assert not isinstance(propose_override(at[one], otherwise, told, seen=rules.stamp), Refusal)
    waiting = waiting_override(society.archive, society.plans, otherwise)
    assert waiting is not None
    assert not isinstance(approve_override(at[two], otherwise, seen=waiting.proposal.digest), Refusal)

    decided_as(society, back, one)
    assert isinstance(reverse(at[two], back, "errore"), Done)

    makers = {proposed: (one, two), otherwise: (one, two), back: (two,)}
    for claim_id, those in makers.items():
        assert isinstance(file_appeal(at[four], claim_id, AppealTold(today, "counter", WORDS)), Done)
        for who in logins:
            assert show_appeals(society.archive, claim_id, who).own is (who in those), (claim_id, who)
        seen = show_appeals(society.archive, claim_id, four).every[-1].seen
        for who in those:
            assert answer_appeal(at[who], claim_id, "rejected", "confermata", seen=seen) == Refusal("appeal_own"), who
        assert isinstance(answer_appeal(at[three], claim_id, "rejected", "confermata", seen=seen), Done)


def test_whoever_made_only_an_earlier_decision_may_answer(society: Society) -> None:
    """Proposing and approving counts for the decision that came of it, not for the next one."""
    logins = [login(society, name, Role.CLERK, Role.APPROVER) for name in ("uno", "due", "tre", "quattro")]
    one, two, three, four = logins
    limits, today = [(Rule.DECISION_LIMIT, 10000)], society.now.date()
    assert change_rules(society.archive, limits, since=today, actor_id=society.actor_id, now=society.now) is None
    claim_id = society.claim("Anna", "VIS", 20000)
    by_two(society, claim_id, one, two, at=society.now)
    later = society.now + timedelta(hours=1)
    at, third, fourth = (
        Desktop(society.archive, society.plans, who, later, society.ids) for who in (one, three, four)
    )
    back = reverse(third, claim_id, "no")
    assert isinstance(back, Asked)
    assert isinstance(approve_one(fourth, back.public_id, seen=back.digest), Done)
    assert isinstance(file_appeal(at, claim_id, AppealTold(today, "counter", WORDS)), Done)
    for who in (third, fourth):
        assert answer_appeal(who, claim_id, "rejected", "confermata", seen="2-0") == Refusal("appeal_own")
    assert isinstance(answer_appeal(at, claim_id, "rejected", "annullata a ragione", seen="2-0"), Done)


def test_ten_letters_are_enough_and_it_is_withdrawn_once(society: Society) -> None:
    one, two = login(society, "uno", Role.CLERK, Role.APPROVER), login(society, "due", Role.APPROVER)
    at = Desktop(society.archive, society.plans, one, society.now, society.ids)
    claim_id = society.claim("Anna", "VIS", 5000)
    decided_as(society, claim_id, two)
    assert isinstance(file_appeal(at, claim_id, AppealTold(society.now.date(), "web", "abcde fghij")), Done)
    with society.archive.reader.begin() as connection:
        assert "appealed" in states_of(connection, claim_id, NOW.date())
    assert isinstance(withdraw_appeal(at, claim_id), Done)
    with society.archive.reader.begin() as connection:
        assert states_of(connection, claim_id, NOW.date()) == ("to-pay",), "it is paid"
        [appeal] = appeals_of(connection, claim_id)
    assert appeal.answer is not None
    assert (appeal.words, appeal.answer.outcome, appeal.answer.motive) == ("abcde fghij", "withdrawn", "")
    assert withdraw_appeal(at, claim_id) == Refusal("appeal_unknown")
