"""S10: whatever six people try, in whatever order, no IBAN changes and no money leaves with fewer than two of them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from archives import DIALECTS, Ready
from faults.conftest import Told
from faults.sizes import SEED, sized
from mutua.domain import four_eyes as rules
from mutua.domain.access import Role
from mutua.domain.four_eyes import Act, Matter, Someone, Why
from mutua.domain.four_eyes import Told as Acted
from mutua.domain.identifiers.iban import Iban
from mutua.services import accounts, approve_account, four_eyes
from mutua.services.accounts import change_roles, disable_user, reset_user
from mutua.services.approve_account import Changed, ask_for_account, live_account
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.four_eyes import Asked, digest_of_shown
from mutua.services.verify_archive import verify
from mutua.store.approvals import Proposal, read_proposal
from mutua.store.database import Archive
from mutua.store.tables import identity
from mutua.store.unit_of_work import unit_of_work
from services.login_helpers import login
from services.societies import NOW, Society, small_society

BOTH = frozenset({Role.CLERK, Role.APPROVER})
# Six logins of five people: the first two are one member. What each may do, as it is written here and nowhere else.
PEOPLE = {"anna": "A", "anna.due": "A", "bruno": "B", "carla": "C", "dora": "D", "elio": "E"}
ROLES = {
    "anna": BOTH, "anna.due": BOTH, "bruno": BOTH, "carla": frozenset({Role.APPROVER}),
    "dora": frozenset({Role.CLERK}), "elio": frozenset({Role.AUDITOR}),
}  # fmt: skip
IBANS = ("IT60X0542811101000000123456", "IT89O0300203280429513916296", "IT24D0542811101000000654321")


@dataclass
class Pencil:
    """What should happen, kept by counting people: nothing of the program is asked."""

    live: str = ""
    proposed: str | None = None  # what was proposed, while it holds
    live_then: str = ""  # what there was then
    maker: str = ""
    people: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)  # logins that are shut

    def propose(self, who: str, what: str) -> bool:
        if who in self.closed or who == "elio" or what == self.live:
            return False
        if (self.proposed, self.live_then) == (what, self.live):
            return True
        self.proposed, self.live_then, self.maker, self.people = what, self.live, who, {PEOPLE[who]}
        return True

    def approve(self, who: str, what: str | None) -> bool:
        """Whether it is done by this: `what` they saw is still what is proposed, and they are another person."""
        if self.proposed is None or who in self.closed or Role.APPROVER not in ROLES[who]:
            return False
        if PEOPLE[who] in self.people:
            return False
        if self.live != self.live_then:
            self.proposed = None
            return False
        if what != self.proposed:
            return False
        if self.maker in self.closed:
            self.proposed = None
            return False
        self.people.add(PEOPLE[who])
        self.live, self.proposed = self.proposed, None
        return len(self.people) >= 2


def test_five_thousand_sequences_of_acts_never_let_one_person_do_it(told: Told) -> None:
    """The rules alone: acts at random by six logins of five people, carried out only where two looked at the same."""
    chance, done, sequences = random.Random(SEED), 0, sized(5_000, 100_000)
    for _ in range(sequences):
        done += _one_sequence(chance)
    assert done > sequences // 20, "the model gets there often enough to prove something"
    told("S10 four eyes", "the rules alone", f"{sequences:,} sequences of 12 acts", f"{done:,} carried out, 0 by one")


def _one_sequence(chance: random.Random) -> int:
    someone = {name: Someone(at, ord(PEOPLE[name]), name, True, ROLES[name]) for at, name in enumerate(PEOPLE, 1)}
    acts: list[Acted] = []
    live, shown, looked, done = "a" * 64, "", set(), 0
    for _ in range(12):
        name = chance.choice(list(PEOPLE))
        who = someone[name]
        match chance.choice(("propose", "approve", "approve", "edit", "close", "do", "do")):
            case "propose":
                if rules.why_not_propose(who) is None:
                    acts, shown, looked = [Acted(Act.PROPOSED, live, who)], live, {PEOPLE[name]}
            case "approve":
                if rules.why_not_approve(acts, who, seen=shown, live=live) is None:
                    acts.append(Acted(Act.APPROVED, shown, who))
                    looked.add(PEOPLE[name])
            case "edit":
                live = chance.choice("ab") * 64
            case "close":
                someone[name] = replace(who, enabled=not who.enabled)
            case _:
                if rules.why_not_done(acts, someone.values(), live) is None:
                    assert len(looked) >= 2, [(one.act.value, one.by.name) for one in acts]
                    assert shown == live
                    acts.append(Acted(Act.DONE, live, who))
                    looked, done = set(), done + 1
    return done


class Town:
    """A society with six logins, a person whose IBAN they are after, and a pencil beside it."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        self.society: Society = small_society(archive, folder)
        self.archive = archive
        self.society.household("N1", "Anna")
        self.society.household("N2", "Ugo")
        self.person = self.society.people["Ugo"]
        self.actors = {
            name: login(self.society, name, *roles, person="Anna" if PEOPLE[name] == "A" else "")
            for name, roles in ROLES.items()
        }
        self.begin()

    def begin(self) -> None:
        """A new sequence: nobody is shut out, no IBAN is there, nothing waits."""
        for name in getattr(self, "pencil", Pencil()).closed:
            self.shut(name, opened=True)
        self.pencil = Pencil()
        self._edit("")
        with self.archive.reader.begin() as connection:
            left = [one.id for one in four_eyes.waiting(connection)]
        if left:
            program = self.society.actor_id
            unit_of_work(
                self.archive, [], lambda unit: four_eyes.drop_proposals(unit, Matter.ACCOUNT, str(self.person)),
                actor_id=program, now=NOW,
            )  # fmt: skip
        self.waiting: Proposal | None = None

    def at(self, name: str) -> Desktop:
        return Desktop(self.archive, self.society.plans, self.actors[name], NOW, self.society.ids)

    def _edit(self, iban: str) -> None:
        with self.archive.writer.begin() as connection:
            connection.execute(update(identity).where(identity.c.person_id == self.person).values(iban=iban))

    def shut(self, name: str, *, opened: bool) -> None:
        told = {"actor_id": self.society.actor_id, "now": NOW}
        if opened:
            reset_user(self.archive, name, **told)  # type: ignore[arg-type]  # these two
            change_roles(self.archive, name, ROLES[name], **told)  # type: ignore[arg-type]
        else:
            disable_user(self.archive, name, **told)  # type: ignore[arg-type]

    def step(self, chance: random.Random, moves: tuple[str, ...]) -> bool:
        """One thing that somebody tries; whether the IBAN changed by it."""
        name, what = chance.choice(list(PEOPLE)), chance.choice(IBANS)
        before, pencil = self.pencil.live, self.pencil  # the archive said the same after the act before
        match chance.choice(moves):
            case "propose":
                found = ask_for_account(self.at(name), self.person, Iban(what))
                assert not isinstance(found, Changed), "one person changed it"
                self.waiting = found if isinstance(found, Proposal) else self.waiting
                if not isinstance(found, Refusal) or found.code != "approval_waiting":
                    assert pencil.propose(name, what) == isinstance(found, Proposal), (name, found)
            case "approve" | "stale" as how:
                if self.waiting is not None:
                    live = live_account(self.at(name), self.waiting)
                    seen = live.digest if how == "approve" else self.waiting.digest[::-1]
                    found = approve_account.approve_account(self.at(name), self.waiting, seen=seen)  # type: ignore[assignment]
                    expected = pencil.approve(name, pencil.proposed if how == "approve" else None)
                    assert expected == isinstance(found, Changed), (name, how, found)
            case "edit":
                pencil.live = what
                self._edit(what)
            case "shut":
                if name not in pencil.closed and len(pencil.closed) < 2:
                    pencil.closed.add(name)
                    self.shut(name, opened=False)
            case _:
                if self.waiting is not None:
                    found = unit_of_work(  # type: ignore[assignment]
                        self.archive, [], lambda unit: four_eyes.withdraw(unit, self.waiting.id),  # type: ignore[union-attr]
                        actor_id=self.actors[name], now=NOW,
                    )  # fmt: skip
                    mine = PEOPLE.get(pencil.maker) == PEOPLE[name] and name not in pencil.closed
                    assert isinstance(found, Proposal) == (mine and pencil.proposed is not None), (name, found)
                    pencil.proposed = None if isinstance(found, Proposal) else pencil.proposed
        assert self.iban() == pencil.live
        return pencil.live != before

    def iban(self) -> str:
        with self.archive.reader.begin() as connection:
            return str(connection.scalar(select(identity.c.iban).where(identity.c.person_id == self.person)))


MOVES = ("propose", "propose", "approve", "approve", "approve", "stale", "edit", "shut", "take")


def play(
    town: Town, seconds: float, at_least: int, moves: tuple[str, ...] = MOVES, seed: int = SEED
) -> tuple[int, int]:
    """Sequences for so long, or so many: how many there were, and how often the IBAN changed."""
    chance, until, count, changed = random.Random(seed), time.monotonic() + seconds, 0, 0
    while count < at_least or time.monotonic() < until:
        town.begin()
        changed += sum(town.step(chance, moves) for _ in range(10))
        count += 1
    return count, changed


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody enters here: the password of a login that is opened again need not be dear to guess."""
    monkeypatch.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.mark.parametrize("stretch", range(sized(1, 10)))
@pytest.mark.parametrize("dialect", DIALECTS)
def test_in_the_archive_nobody_changes_an_iban_alone(
    ready: Ready, dialect: str, stretch: int, tmp_path: Path, quick_passwords: None, told: Told
) -> None:
    with ready.fresh(dialect, tmp_path) as url, Archive(url) as archive:
        town = Town(archive, tmp_path)
        count, changed = play(town, 0.2, sized(8, 500), seed=SEED + stretch)
        assert verify(archive) == []
    assert changed
    told("S10 four eyes", dialect, f"{count:,} sequences of 10 acts by six logins", f"{changed:,} changes, 0 by one")


def test_who_may_propose_nothing_is_not_given_what_a_colleague_proposed(ready: Ready, tmp_path: Path) -> None:
    """Found by the five thousand: the same IBAN again, by a login that is shut or only reads."""
    with ready.fresh("sqlite", tmp_path) as url, Archive(url) as archive:
        town = Town(archive, tmp_path)

        def asks(name: str) -> object:
            return ask_for_account(town.at(name), town.person, Iban(IBANS[0]))

        found = [asks(name) for name in ("anna", "anna", "bruno")]
        assert {one.id for one in found if isinstance(one, Proposal)} == {1}, "the same once more is the same"
        assert all(isinstance(one, Proposal) for one in found)
        town.shut("dora", opened=False)
        assert asks("dora") == Refusal("approval_disabled")
        assert asks("elio") == Refusal("approval_without_role")
        town.shut("anna", opened=False)
        assert asks("anna") == Refusal("approval_disabled"), "of their own proposal too"


Taken = Callable[[pytest.MonkeyPatch], None]


def _by_login(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "same_person", lambda one, other: one.account_id == other.account_id)


def _old_pages(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(approve_account, "_digest", lambda person_id, told, salt: digest_of_shown(told.after, salt.hex()))


@pytest.mark.parametrize("taken", [_by_login, _old_pages], ids=["people told by login", "old pages count"])
def test_a_precaution_taken_away_is_noticed(
    ready: Ready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: Taken, told: Told
) -> None:
    with ready.fresh("sqlite", tmp_path) as url, Archive(url) as archive:
        town = Town(archive, tmp_path)
        taken(monkeypatch)
        with pytest.raises(AssertionError):
            play(town, 0, 300, ("propose", "approve", "approve", "edit"))
    told("S10 four eyes", "sqlite", "", "a change that the model forbids", planted=taken.__name__.strip("_"))


def test_a_run_released_by_two_browsers_leaves_once(ready: Ready, tmp_path: Path) -> None:
    """An approval serves once, whatever the day; the limits of a day are told apart by matter."""
    with ready.fresh("sqlite", tmp_path) as url, Archive(url) as archive:
        town = Town(archive, tmp_path)
        shown = digest_of_shown("una distinta")

        def does(name: str, work, days: int = 0):  # type: ignore[no-untyped-def]
            now = NOW + timedelta(days=days)
            return unit_of_work(archive, [], work, actor_id=town.actors[name], now=now)

        asked = Asked(Matter.PAYMENT_RUN, "1", shown, (Why.ALWAYS,), cents=10)
        number = does("dora", lambda unit: four_eyes.propose(unit, asked)).id
        does("bruno", lambda unit: four_eyes.approve(unit, number, seen=shown, live=shown))
        answers = [
            does(name, lambda unit: four_eyes.require_approval(unit, Matter.PAYMENT_RUN, "1", shown), days)
            for days, name in enumerate(("carla", "dora", "bruno"))
        ]
        assert [isinstance(one, Proposal) for one in answers] == [True, False, False]
        with archive.reader.begin() as connection:
            found = read_proposal(connection, number)
        assert found is not None
        assert found.acts[-1].act is Act.DONE
