"""What needs two people: who proposed it, who looked at it again, and whether it may be done.

An approval is of a person, in a role, for exactly what was shown: whatever changed since makes it worth nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mutua.domain.access import Role


class Matter(StrEnum):
    """What is proposed."""

    DECISION = "decision"  # of a request; its number
    OVERRIDE = "override"  # a decision other than the rules give; the number of the request
    REVERSAL = "reversal"  # taking a decision back; the number of the request
    ACCOUNT = "account"  # another IBAN of a person; the number of the person
    RULES = "rules"  # another content of a plan; the code of the plan
    PAYMENT_RUN = "payment_run"  # a list of payments; its number
    SOCIETY_ACCOUNT = "society_account"  # another account of the society
    TWO_PEOPLE = "two_people"  # that something takes two people no more, or less often; the code of the rule


class Why(StrEnum):
    """Why somebody else has to look at it."""

    LIMIT = "limit"  # an amount above the limit of the society
    STAFF = "staff"  # somebody of the staff, or of their family
    ALWAYS = "always"  # this is never done by one person alone


class Act(StrEnum):
    """What somebody did with a proposal."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"  # what was shown is no more what there is
    DONE = "done"  # what was approved was carried out
    TAKEN = "taken"  # it was so already when the society began to ask for two people


class State(StrEnum):
    """How far a proposal is."""

    NONE = "none"
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"
    DONE = "done"


OF_REQUESTS = frozenset({Matter.DECISION, Matter.OVERRIDE, Matter.REVERSAL})  # whose subject is one
PROPOSING, APPROVING = frozenset({Role.CLERK, Role.APPROVER}), frozenset({Role.APPROVER})
PEOPLE = 2  # who must have looked, in all


@dataclass(frozen=True, slots=True)
class Someone:
    """Who acts, as the archive knows them now. `account_id`: None of the program, which is nobody.

    `person_id`: as whom the society knows them; `name` is compared where it does not, "" is nobody's.
    """

    account_id: int | None
    person_id: int | None = None
    name: str = ""
    enabled: bool = True
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """One act, as it was recorded: by whom, and of what (the digest of what they were shown)."""

    act: Act
    digest: str
    by: Someone


@dataclass(frozen=True, slots=True)
class Day:
    """What somebody may approve in a day: how much they did already, and up to how much; None: as much as they want."""

    approved_cents: int = 0
    limit_cents: int | None = None


FOUR_EYES_WHY_NOT = (
    "approval_unknown", "approval_settled", "approval_by_maker", "approval_twice", "approval_disabled",
    "approval_without_role", "approval_own_family", "approval_outdated", "approval_day_limit", "approval_missing",
    "approval_people", "approval_waiting", "approval_of_others",
)  # fmt: skip


def same_person(one: Someone, other: Someone) -> bool:
    """Whether they are one person: the same login, the same member, or the same name. The program is nobody."""
    if one.account_id is None or other.account_id is None:
        return False
    if one.account_id == other.account_id:
        return True
    if one.person_id is not None and other.person_id is not None:
        return one.person_id == other.person_id
    return bool(one.name) and one.name == other.name


def state_of(acts: Sequence[Told]) -> State:
    """How far a proposal is, by what was done with it, in order."""
    if len(acts) == 1 and acts[0].act is Act.TAKEN:
        return State.DONE
    if not acts or acts[0].act is not Act.PROPOSED:
        return State.NONE
    last = acts[-1].act
    ended = {
        Act.REFUSED: State.REFUSED, Act.WITHDRAWN: State.WITHDRAWN, Act.VOIDED: State.VOIDED, Act.DONE: State.DONE,
    }  # fmt: skip
    if last in ended:
        return ended[last]
    return State.APPROVED if len(_people(acts)) >= PEOPLE and last is Act.APPROVED else State.WAITING


def _people(acts: Sequence[Told]) -> list[Someone]:
    """The different people who proposed or approved what was proposed."""
    found: list[Someone] = []
    for one in acts:
        looked = one.act in (Act.PROPOSED, Act.APPROVED) and one.digest == acts[0].digest
        if looked and one.by.account_id is not None and not any(same_person(one.by, other) for other in found):
            found.append(one.by)
    return found


def looked_by(acts: Sequence[Told], who: Someone) -> bool:
    """Whether the person proposed it or approved it already, with whichever login."""
    return any(one.act in (Act.PROPOSED, Act.APPROVED) and same_person(one.by, who) for one in acts)


def still_wanted(acts: Sequence[Told]) -> int:
    """How many more people have to look at it."""
    return max(0, PEOPLE - len(_people(acts)))


def why_not_propose(who: Someone, *, family: bool = False) -> str | None:
    """Why somebody may not propose it; None: they may. The program may: two people look at it then."""
    if who.account_id is None:
        return None
    if not who.enabled:
        return "approval_disabled"
    if not who.roles & PROPOSING:
        return "approval_without_role"
    return "approval_own_family" if family else None


def why_not_approve(
    acts: Sequence[Told], who: Someone, *, seen: str, live: str, cents: int = 0, day: Day = Day(), family: bool = False,
    maker: Someone | None = None,
) -> str | None:  # fmt: skip
    """Why somebody may not approve what they were shown (`seen`); None: they may. `live`: what there is now.

    `maker`: who proposed it, as they are now, where that is somebody.
    """
    found = _why_not_settle(acts, who, family=family)
    if found is not None:
        return found
    if acts[0].by.account_id is not None and same_person(acts[0].by, who):
        return "approval_by_maker"
    if any(one.act is Act.APPROVED and same_person(one.by, who) for one in acts):
        return "approval_twice"
    if not seen == live == acts[0].digest:
        return "approval_outdated"
    if day.limit_cents is not None and day.approved_cents + cents > day.limit_cents:
        return "approval_day_limit"
    if maker is not None and not (maker.enabled and maker.roles & PROPOSING):
        return "approval_people"
    return None


def why_not_refuse(acts: Sequence[Told], who: Someone, *, family: bool = False) -> str | None:
    """Why somebody may not refuse it. Whoever proposed it withdraws it instead."""
    found = _why_not_settle(acts, who, family=family)
    if found is None and same_person(acts[0].by, who):
        return "approval_by_maker"
    return found


def _why_not_settle(acts: Sequence[Told], who: Someone, *, family: bool) -> str | None:
    state = state_of(acts)
    if state is State.NONE:
        return "approval_unknown"
    if state is not State.WAITING:
        return "approval_settled"
    if who.account_id is None or not who.roles & APPROVING:
        return "approval_without_role" if who.enabled else "approval_disabled"
    if not who.enabled:
        return "approval_disabled"
    return "approval_own_family" if family else None


def why_not_withdraw(acts: Sequence[Told], who: Someone) -> str | None:
    """Why somebody may not take it back: only who proposed it may, until it is carried out."""
    state = state_of(acts)
    if state is State.NONE:
        return "approval_unknown"
    if state not in (State.WAITING, State.APPROVED):
        return "approval_settled"
    if not who.enabled:
        return "approval_disabled"
    return None if same_person(acts[0].by, who) else "approval_of_others"


def why_not_done(acts: Sequence[Told], now: Iterable[Someone], live: str) -> str | None:
    """Why what was approved may not be carried out. `now`: who proposed and approved, as they stand now."""
    state = state_of(acts)
    if state in (State.NONE, State.WAITING):
        return "approval_missing"
    if state is not State.APPROVED:
        return "approval_settled"
    if acts[0].digest != live:
        return "approval_outdated"
    standing = {one.account_id: one for one in now}
    for one in acts:
        if one.by.account_id is None:
            continue
        there = standing.get(one.by.account_id)
        roles = APPROVING if one.act is Act.APPROVED else PROPOSING
        if there is None or not there.enabled or not there.roles & roles:
            return "approval_people"
    return None


# ---------------------------------------------------------------- what the society says


class Rule(StrEnum):
    """What a society says of itself: an amount, or whether (1, 0)."""

    DECISION_LIMIT = "decision_limit"  # cents: a decision that grants more needs two people
    PAYMENT_LIMIT = "payment_limit"  # cents: a list of payments of more needs two people; not told: always
    DAY_LIMIT = "day_limit"  # cents that one person may approve in a day, of each matter
    STAFF = "staff"  # decisions for the staff and their families
    ACCOUNTS = "accounts"  # changes of IBAN
    RULES = "rules"  # contents of plans


SWITCHES = (Rule.STAFF, Rule.ACCOUNTS, Rule.RULES)


@dataclass(frozen=True, slots=True)
class RuleTold:
    """A rule from a day on; `value` None: there is none any more. What was told last counts."""

    rule: Rule
    effective_from: date
    value: int | None


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a day, by what was told; `people`: whether anybody has a login at all."""

    told: tuple[RuleTold, ...] = ()
    people: bool = True

    def value(self, rule: Rule, on: date) -> int | None:
        """What counts on the day: of what has begun the latest day, and of one day what was told last."""
        begun = [(one.effective_from, at) for at, one in enumerate(self.told) if one.rule is rule]
        begun = [one for one in begun if one[0] <= on]
        return self.told[max(begun)[1]].value if begun else None

    def holds(self, rule: Rule, on: date) -> bool:
        """Whether a switch is on. Not told: on as soon as somebody has a login, save for the contents of plans."""
        value = self.value(rule, on)
        return self.people and rule is not Rule.RULES if value is None else bool(value)

    def counts(self, rule: Rule, on: date) -> int | None:
        """What counts on the day, told or not: of a switch 1 or 0, of a limit its cents or None."""
        return int(self.holds(rule, on)) if rule in SWITCHES else self.value(rule, on)

    def above(self, rule: Rule, cents: int, on: date) -> bool:
        """Whether an amount is above a limit that there is."""
        limit = self.value(rule, on)
        return limit is not None and cents > limit


def loosens(rule: Rule, before: int | None, after: int | None) -> bool:
    """Whether with `after` less takes two people than with `before`: that itself takes two people."""
    if rule in SWITCHES:
        return bool(before) and not after
    if before == after or (before is None) == (after is None):
        return before is not None and after is not None and after > before
    return before is None if rule is Rule.PAYMENT_LIMIT else after is None  # no limit: always two; or never


def reasons_for_decision(rules: Rules, on: date, cents: int, *, staff: bool) -> tuple[Why, ...]:
    """Why a decision that grants so much needs two people; nothing: it does not."""
    found = [Why.LIMIT] if rules.above(Rule.DECISION_LIMIT, cents, on) else []
    return (*found, *([Why.STAFF] if staff and rules.holds(Rule.STAFF, on) else []))


def reasons_for_account(rules: Rules, on: date, *, staff: bool) -> tuple[Why, ...]:
    """Why another IBAN needs two people."""
    if not rules.holds(Rule.ACCOUNTS, on):
        return ()
    return (Why.ALWAYS, *([Why.STAFF] if staff and rules.holds(Rule.STAFF, on) else []))


def reasons_for_payment(rules: Rules, on: date, cents: int) -> tuple[Why, ...]:
    """Why a list of payments needs two people: it always does, or from a limit on where the society says one."""
    limit = rules.value(Rule.PAYMENT_LIMIT, on)
    if limit is None:
        return (Why.ALWAYS,) if rules.people else ()
    return (Why.LIMIT,) if cents > limit else ()
