"""R8: whatever is done in whatever order, the books balance, ceilings follow history, the sums are right."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from faults.conftest import Told, dialect_of
from faults.model import Asked, Pencil
from faults.sizes import sized
from faults.worlds import World
from mutua.domain.records import ContributionTold
from mutua.services import calendar_work, claim_life, decide_claim
from mutua.services.decide_batch import decide_pending
from mutua.services.decide_claim import Changed, Recorded, Refusal, decide, propose
from mutua.services.readjudicate import approve_readjudication, plan_readjudication
from mutua.services.register import register_contribution
from mutua.services.replay import replay
from mutua.services.reverse_claim import reverse
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.decisions import decision_in_force
from mutua.store.ledger import trial_balance
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.societies import JOINED, Society, small_society

Copied = Callable[[World], AbstractContextManager[str]]
BENEFITS = ("VIS", "OSPEDALE", "CASA", "CICLO")
DUE = date(2026, 1, 31)
PAID, RETURNED = date(2026, 7, 1), date(2027, 7, 9)  # a request that arrives later is paid on the day it arrives


class Books(RuleBasedStateMachine):
    """A society and its pencil model, side by side. `made` gives a fresh society each time."""

    made: Callable[[], Society]
    fault = 0  # cents by which the pencil is wrong, to show that it is looked at

    def __init__(self) -> None:
        super().__init__()
        self.society = type(self).made()
        self.prefix = self.society.ids.public()
        self.pencil = Pencil()
        self.due, self.paid, self.count = 0, 0, 0
        self.proposals: dict[int, str] = {}
        self.known = self.pencil.known
        self.names: dict[int, str] = {}  # of authorisations
        one = self.society
        self.desktop = claim_life.Desktop(one.archive, one.plans, one.actor_id, one.now, one.ids)
        self.register()

    # ------------------------------------------------ what people do

    @rule()
    def register(self) -> None:
        self.count += 1
        code = f"{self.prefix}{self.count}"
        names = [f"{name}{code}" for name in ("a", "b")]
        self.society.household(code, *names)
        self.pencil.homes.update(dict.fromkeys(names, code))
        self.pencil.members.add(names[0])

    @rule(
        at=st.integers(0, 9), benefit=st.sampled_from(BENEFITS), amount=st.integers(1, 40000), month=st.integers(2, 5),
        year=st.sampled_from([2026, 2027]), complete=st.booleans(), group=st.sampled_from("xy"),
    )  # fmt: skip
    def ask(
        self, at: int, benefit: str, amount: int, month: int, year: int, complete: bool, group: str
    ) -> None:
        people = sorted(self.pencil.homes)
        person = people[at % len(people)]
        on = date(year, month, 4)
        papers = {"fattura": on, "prescrizione": on} if complete else {"fattura": on}
        if benefit in ("OSPEDALE", "CASA"):
            claim_id = self.society.claim(person, benefit, on=on, papers=papers, quantità=amount)
        else:
            more = {"gruppo": group} if benefit == "CICLO" else {}
            claim_id = self.society.claim(person, benefit, amount, on=on, papers=papers, **more)
        self._asked(claim_id, Asked(claim_id, person, benefit, amount, year, (0, 0), complete, group, on))

    @rule(
        at=st.integers(0, 9), benefit=st.sampled_from(["VIS", "OSPEDALE"]), amount=st.integers(1, 40000),
        year=st.sampled_from([2026, 2027]), complete=st.booleans(), expires=st.sampled_from([0, 3, 4]),
    )  # fmt: skip
    def authorise(self, at: int, benefit: str, amount: int, year: int, complete: bool, expires: int) -> None:
        """A request to set something aside, good until the fourth of March, of April, or without end."""
        people = sorted(self.pencil.homes)
        person, on = people[at % len(people)], date(year, 2, 3)
        papers = {"fattura": on, "prescrizione": on} if complete else {"fattura": on}
        until = date(year, expires, 4) if expires else None
        name = self.society.ids.public()
        spent, facts = (amount, {}) if benefit == "VIS" else (None, {"quantità": amount})
        claim_id = self.society.claim(
            person, benefit, spent, on=on, papers=papers, public_id=name, authorises=True, expires_on=until, **facts
        )  # fmt: skip
        self.names[claim_id] = name
        asked = Asked(claim_id, person, benefit, amount, year, (0, 0), complete, "", on, True, expires_on=until)
        self._asked(claim_id, asked)

    @precondition(lambda self: self.names)
    @rule(at=st.integers(0, 9), share=st.integers(1, 150), month=st.integers(2, 5), other=st.booleans())
    def use_authorisation(self, at: int, share: int, month: int, other: bool) -> None:
        """A request that names one: for part of what was set aside, or for more; now and then of somebody else."""
        given = self.known[sorted(self.names)[at % len(self.names)]]
        people = sorted(self.pencil.homes)
        person = people[at % len(people)] if other else given.person
        on, amount = date(given.year, month, 4), max(1, given.amount * share // 100)
        spent, facts = (amount, {}) if given.benefit == "VIS" else (None, {"quantità": amount})
        claim_id = self.society.claim(
            person, given.benefit, spent, on=on, authorised_by=self.names[given.claim_id], **facts
        )
        self._asked(
            claim_id, Asked(claim_id, person, given.benefit, amount, on.year, (0, 0), on=on, names=given.claim_id)
        )

    def _asked(self, claim_id: int, asked: Asked) -> None:
        asked.received = ((asked.on + timedelta(days=7)).toordinal(), claim_id)
        self.pencil.waiting[claim_id] = self.known[claim_id] = asked

    @precondition(lambda self: self.known)
    @rule(at=st.integers(0, 20))
    def release(self, at: int) -> None:
        """An authorisation's rest is given back; whatever else is none."""
        claim_id = sorted(self.names or self.known)[at % len(self.names or self.known)]
        done = claim_life.release(self.desktop, claim_id)
        if self.known[claim_id].authorises:
            assert done == claim_life.Done(claim_id)
            self.pencil.release(claim_id)
        else:
            assert done == Refusal("not_an_authorisation", str(claim_id))

    @precondition(lambda self: self.names)
    @rule(on=st.sampled_from([date(2026, 3, 4), date(2026, 3, 5), date(2026, 4, 5), date(2027, 4, 5)]))
    def expire(self, on: date) -> None:
        """What authorisations whose last day is over still have set aside is given back."""
        over = [
            claim_id for claim_id in sorted(self.names)
            if (last := self.known[claim_id].expires_on) and last < on and self.pencil.still_sets_aside(claim_id)
        ]  # fmt: skip
        assert calendar_work.release_expired(self.desktop, on) == over
        for claim_id in over:
            self.pencil.release(claim_id)

    @precondition(lambda self: self.pencil.waiting)
    @rule(at=st.integers(0, 9))
    def look(self, at: int) -> None:
        claim_id = self._waiting(at)
        seen = propose(self.society.archive, self.society.plans, claim_id)
        if self.pencil.closed(claim_id):
            assert seen == Refusal("authorisation_used", str(claim_id))
            return
        assert not isinstance(seen, Refusal)
        self.proposals[claim_id] = seen.stamp

    @precondition(lambda self: self.proposals)
    @rule(at=st.integers(0, 9))
    def decide_what_was_seen(self, at: int) -> None:
        claim_id = sorted(self.proposals)[at % len(self.proposals)]
        done = self._decide(claim_id, self.proposals.pop(claim_id))
        if isinstance(done, Recorded):
            self.pencil.decide(claim_id)
        elif isinstance(done, Refusal):
            used = claim_id in self.pencil.waiting and self.pencil.closed(claim_id)
            assert done == Refusal("authorisation_used" if used else "claim_not_pending", str(claim_id))
            assert used or claim_id not in self.pencil.waiting
        else:
            self.proposals[claim_id] = done.proposal.stamp

    @precondition(lambda self: self.pencil.waiting)
    @rule(at=st.integers(0, 9))
    def decide_now(self, at: int) -> None:
        claim_id = self._waiting(at)
        if self.pencil.closed(claim_id):
            return
        self.society.decide(claim_id)
        self.pencil.decide(claim_id)

    @precondition(lambda self: set(self.pencil.granted) - set(self.pencil.waiting))
    @rule(at=st.integers(0, 9))
    def decide_again(self, at: int) -> None:
        decided = sorted(set(self.pencil.granted) - set(self.pencil.waiting))
        claim_id = decided[at % len(decided)]
        refused = propose(self.society.archive, self.society.plans, claim_id)
        assert refused == Refusal("claim_not_pending", str(claim_id))

    @precondition(lambda self: self.known)
    @rule(at=st.integers(0, 20))
    def complete(self, at: int) -> None:
        claim_id = self._known(at)
        asked = self.known[claim_id]
        on = date(asked.year, 2, 1)
        done = claim_life.complete(self.desktop, claim_id, papers={"prescrizione": on})
        used = asked.authorises and self.pencil.is_used(claim_id)
        if used or claim_id in self.pencil.withdrawn | self.pencil.reversed:
            assert isinstance(done, Refusal)
            return
        assert isinstance(done, claim_life.Done)
        asked.complete = True
        self.pencil.waiting[claim_id] = asked

    @precondition(lambda self: self.known)
    @rule(at=st.integers(0, 20))
    def withdraw(self, at: int) -> None:
        claim_id = self._known(at)
        done = claim_life.withdraw(self.desktop, claim_id, "ripensamento")
        if claim_id in self.pencil.granted or claim_id in self.pencil.withdrawn:
            assert isinstance(done, Refusal)
            return
        assert isinstance(done, claim_life.Done)
        del self.pencil.waiting[claim_id]
        self.pencil.withdrawn.add(claim_id)

    @precondition(lambda self: self.known)
    @rule(at=st.integers(0, 20))
    def reverse(self, at: int) -> None:
        claim_id = self._known(at)
        done = reverse(self.desktop, claim_id, "errore")
        if claim_id in self.pencil.decided and self.pencil.closed(claim_id):
            assert done == Refusal("authorisation_used", str(claim_id))
        elif claim_id in self.pencil.decided:
            assert isinstance(done, claim_life.Done)
            self.pencil.reverse(claim_id)
        else:
            assert done == Refusal("claim_not_decided", str(claim_id))

    @precondition(lambda self: self.pencil.granted)
    @rule(at=st.integers(0, 20))
    def pay(self, at: int) -> None:
        claim_id = sorted(self.pencil.granted)[at % len(self.pencil.granted)]
        arrived = date.fromordinal(self.known[claim_id].received[0])
        if arrived > PAID:
            early = claim_life.pay(self.desktop, claim_id, on=PAID, reference=f"p{at}")
            assert isinstance(early, Refusal)
            assert early.code in ("nothing_owed", "paid_before_received")
        done = claim_life.pay(self.desktop, claim_id, on=max(PAID, arrived), reference=f"p{at}")
        cents = self.pencil.pay(claim_id)
        expected = claim_life.Done(claim_id, cents) if cents else Refusal("nothing_owed", str(claim_id))
        assert done == expected

    @precondition(lambda self: self.pencil.granted)
    @rule(at=st.integers(0, 20))
    def bounce(self, at: int) -> None:
        claim_id = sorted(self.pencil.granted)[at % len(self.pencil.granted)]
        done = claim_life.returned(self.desktop, claim_id, on=RETURNED, reference=f"r{at}")
        if self.pencil.payments.get(claim_id):
            assert isinstance(done, claim_life.Done)
            self.pencil.bounce(claim_id)
        else:
            assert done == Refusal("nothing_paid", str(claim_id))

    @precondition(lambda self: self.pencil.decided and not set(self.pencil.decided) & set(self.pencil.waiting))
    @rule(at=st.integers(0, 9))
    def readjudicate(self, at: int) -> None:
        people = sorted({one.person for one in self.pencil.decided.values()})
        person = people[at % len(people)]
        homes = [self.society.households[self.society.people[person]]]
        plan = plan_readjudication(self.desktop, homes)
        _, approved = approve_readjudication(self.desktop, homes, seen=plan.stamp, motive="prova")
        assert approved
        before = sum(self.pencil.granted.values())
        self.pencil.readjudicate(self.pencil.homes[person])
        assert plan.difference_cents == sum(self.pencil.granted.values()) - before

    @rule()
    def decide_everybody(self) -> None:
        one = self.society
        decide_pending(one.archive, one.plans, actor_id=one.actor_id, now=one.now, ids=one.ids, first_lines=5)
        self.pencil.batch()

    @rule(cents=st.integers(0, 50000), paid=st.booleans(), at=st.integers(0, 9))
    def owe_a_contribution(self, cents: int, paid: bool, at: int) -> None:
        people = sorted(self.pencil.homes)
        home = self.society.households[self.society.people[people[at % len(people)]]]
        day = DUE + timedelta(days=self.count)
        self.count += 1
        told = ContributionTold("", "altro/piano", day, cents, day if paid else None)

        def work(unit: UnitOfWork) -> None:
            register_contribution(unit, home, told)

        unit_of_work(self.society.archive, [home], work, actor_id=self.society.actor_id, now=self.society.now)
        self.due += cents
        self.paid += cents if paid else 0

    # ------------------------------------------------ what must always be so

    @invariant()
    def every_request_is_granted_what_the_pencil_says(self) -> None:
        found: dict[int, tuple[int, int]] = {}
        with self.society.archive.reader.begin() as connection:
            for claim_id in self.pencil.granted:
                kept = decision_in_force(connection, claim_id)
                lines = kept.lines if kept is not None else []
                hours = sum(line.quantity_granted for line in lines) if self.known[claim_id].hours else 0
                found[claim_id] = (sum(line.granted_cents for line in lines) + self.fault, hours)
        assert found == {
            claim_id: (cents, self.pencil.minutes[claim_id]) for claim_id, cents in self.pencil.granted.items()
        }

    @invariant()
    def the_books_balance_and_say_what_is_owed(self) -> None:
        with self.society.archive.reader.begin() as connection:
            told = trial_balance(connection)
        books: dict[str, int] = {}
        for (book, _), cents in told.items():
            books[book] = books.get(book, 0) + cents
        assert set(books.values()) <= {0}
        benefits = {account: cents for (book, account), cents in told.items() if book == "benefits" and cents}
        assert benefits == self.pencil.books()
        assert told.get(("contributions", "receivable"), 0) == self.due - self.paid
        assert told.get(("contributions", "bank"), 0) == self.paid

    @invariant()
    def all_is_well(self) -> None:
        assert verify(self.society.archive) == []

    def teardown(self) -> None:
        assert replay(self.society.archive).different == []
        self.society.archive.close()

    def _waiting(self, at: int) -> int:
        return sorted(self.pencil.waiting)[at % len(self.pencil.waiting)]

    def _known(self, at: int) -> int:
        return sorted(self.known)[at % len(self.known)]

    def _decide(self, claim_id: int, seen: str) -> Recorded | Changed | Refusal:
        one = self.society
        return decide(
            one.archive, one.plans, claim_id, seen=seen, actor_id=one.actor_id, now=one.now, ids=one.ids
        )


def play(made: Callable[[], Society], examples: int, steps: int, fault: int = 0) -> None:
    """Plays sequences of steps; one that fails by a planted fault is not made shorter."""
    machine = type("Machine", (Books,), {"made": staticmethod(made), "fault": fault})
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck), phases=[Phase.generate] if fault else [*Phase],
        ),
    )  # fmt: skip


@pytest.fixture
def fresh(ready, dialect, tmp_path):  # type: ignore[no-untyped-def]
    """Gives a new society each time; all of them go away afterwards."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        count = [0]

        def made() -> Society:
            count[0] += 1
            url = stack.enter_context(ready.fresh(dialect, tmp_path))
            return small_society(Archive(url), tmp_path / f"s{count[0]}")

        yield made


def test_whatever_is_done_the_books_balance_and_the_sums_are_those_of_the_pencil(
    fresh: Callable[[], Society], dialect: str, told: Told
) -> None:
    examples, steps = sized((4, 12), (100, 30))
    play(fresh, examples, steps)
    rules = sum(hasattr(getattr(Books, name), "hypothesis_stateful_rule") for name in dir(Books))
    what = f"{examples} sequences of {steps} steps, {rules} kinds of step, verify after each"
    told("R8 ledger", dialect, what, "0 findings, 0 cents otherwise")


def test_a_cent_too_much_is_noticed(fresh: Callable[[], Society], dialect: str, told: Told) -> None:
    if dialect != "sqlite":
        pytest.skip("once is enough")
    with pytest.raises(AssertionError):
        play(fresh, 5, 10, fault=1)
    told("R8 ledger", dialect, "5 sequences", "noticed", planted="a cent too much in a decision")


def test_hours_given_back_and_set_aside_again_are_noticed(
    fresh: Callable[[], Society], dialect: str, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    """Step by step: the whole year's hours authorised, given back, authorised anew by a paper; somebody else asks."""
    if dialect != "sqlite":
        pytest.skip("once is enough")

    def played() -> None:
        books = type("Machine", (Books,), {"made": staticmethod(fresh)})()
        year = {"year": 2026, "complete": True}
        books.authorise(at=0, benefit="OSPEDALE", amount=40000, expires=0, **year)
        books.decide_everybody()
        books.release(at=0)
        books.complete(at=0)
        books.decide_now(at=0)
        books.ask(at=1, benefit="OSPEDALE", amount=600, month=5, group="x", **year)
        books.decide_everybody()
        books.every_request_is_granted_what_the_pencil_says()
        books.teardown()

    played()
    monkeypatch.setattr(decide_claim, "keep_released", lambda *_: None)
    with pytest.raises(AssertionError):
        played()
    told("R8 ledger", dialect, "seven steps", "noticed", planted="hours given back that are set aside again")


__all__ = ["JOINED", "UTC", "datetime", "dialect_of"]
