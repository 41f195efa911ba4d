"""Two people: every order of six acts, by a model that counts people in its own way; who is one person; the limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from mutua.domain.access import Role
from mutua.domain.four_eyes import (
    FOUR_EYES_WHY_NOT,
    SWITCHES,
    Act,
    Day,
    Rule,
    Rules,
    RuleTold,
    Someone,
    State,
    Told,
    Why,
    loosens,
    reasons_for_account,
    reasons_for_decision,
    reasons_for_payment,
    same_person,
    state_of,
    still_wanted,
    why_not_approve,
    why_not_done,
    why_not_propose,
    why_not_refuse,
    why_not_withdraw,
)

BOTH = frozenset({Role.CLERK, Role.APPROVER})
ANNA, BRUNO, CARLA = (Someone(at, name=name, roles=BOTH) for at, name in enumerate(("anna", "bruno", "carla"), 1))
PROGRAM = Someone(None)
A, B = "a" * 64, "b" * 64


def proposed(by: Someone = ANNA, *more: Told) -> list[Told]:
    return [Told(Act.PROPOSED, A, by), *more]


def approved(by: Someone = BRUNO, digest: str = A) -> Told:
    return Told(Act.APPROVED, digest, by)


def test_every_order_of_six_acts_is_carried_out_only_after_two_people() -> None:
    """S10: propose, approve as the maker, approve, change what there is, refuse, carry out: all 720 orders."""
    done = 0
    for order in permutations(("propose", "maker", "other", "edit", "refuse", "do")):
        acts: list[Told] = []
        live, people, alive = A, set(), False
        for one in order:
            if one == "propose":
                acts = [Told(Act.PROPOSED, live, ANNA)]
                people, alive = {"anna"}, True
                shown = live
            elif one in ("maker", "other"):
                who = ANNA if one == "maker" else BRUNO
                if why_not_approve(acts, who, seen=acts[0].digest if acts else A, live=live) is None:
                    acts.append(Told(Act.APPROVED, live, who))
                    people.add(who.name)
            elif one == "edit":
                live = B
            elif one == "refuse":
                if why_not_refuse(acts, CARLA) is None:
                    acts.append(Told(Act.REFUSED, acts[0].digest, CARLA))
                    alive = False
            else:
                allowed = why_not_done(acts, (ANNA, BRUNO, CARLA), live) is None
                assert allowed == (alive and people == {"anna", "bruno"} and shown == live), order
                done += allowed
        assert state_of(acts) is not State.DONE
    # Propose, other, do in this order; the edit before the proposal or after the doing; the refusal anywhere but
    # between proposal and approval: 8 orders of five, and the maker's attempt in any of 6 places.
    assert done == 8 * 6


def test_whoever_made_it_never_approves_it() -> None:
    """Bad input 89: by the maker, by another login of theirs, by a disabled user, on an outdated page; twice."""
    acts = proposed()
    for who, wanted in (
        (ANNA, "approval_by_maker"),
        (Someone(9, name="anna", roles=BOTH), "approval_by_maker"),
        (replace(BRUNO, enabled=False), "approval_disabled"),
        (replace(BRUNO, roles=frozenset({Role.CLERK, Role.ADMIN})), "approval_without_role"),
        (PROGRAM, "approval_without_role"),
        (BRUNO, None),
    ):
        assert why_not_approve(acts, who, seen=A, live=A) == wanted
    assert why_not_approve(acts, BRUNO, seen=B, live=A) == "approval_outdated"
    assert why_not_approve(acts, BRUNO, seen=A, live=B) == "approval_outdated"
    assert why_not_approve(acts, BRUNO, seen=B, live=B) == "approval_outdated", "it is not what was proposed"
    assert why_not_approve(acts, BRUNO, seen=A, live=A, family=True) == "approval_own_family"
    assert why_not_approve(proposed(ANNA, approved()), CARLA, seen=A, live=A) == "approval_settled"
    assert why_not_approve([], BRUNO, seen=A, live=A) == "approval_unknown"


def test_two_logins_of_one_member_are_one_person() -> None:
    one, other = Someone(1, 50, "anna verdi"), Someone(2, 50, "segreteria")
    assert same_person(one, other)
    assert not same_person(one, Someone(3, 51, "anna verdi")), "two members of one name are two"
    assert same_person(one, Someone(3, None, "anna verdi")), "an unlinked login of the same name is theirs"
    assert not same_person(Someone(1), Someone(2)), "nothing is known of them but that the logins are two"
    assert not same_person(PROGRAM, PROGRAM)


def test_what_the_program_proposes_is_approved_by_two() -> None:
    acts = proposed(PROGRAM, approved(BRUNO))
    assert (state_of(acts), still_wanted(acts)) == (State.WAITING, 1)
    assert why_not_approve(acts, BRUNO, seen=A, live=A) == "approval_twice"
    assert why_not_done(acts, (BRUNO,), A) == "approval_missing"
    acts.append(approved(CARLA))
    assert why_not_done(acts, (BRUNO, CARLA), A) is None


def test_an_approval_holds_only_while_both_are_let_in() -> None:
    acts = proposed(ANNA, approved())
    assert why_not_done(acts, (ANNA, BRUNO), A) is None
    assert why_not_done(acts, (ANNA, BRUNO), B) == "approval_outdated"
    for now in ((ANNA,), (replace(ANNA, enabled=False), BRUNO), (ANNA, replace(BRUNO, roles=frozenset({Role.CLERK})))):
        assert why_not_done(acts, now, A) == "approval_people"
    assert why_not_done([*acts, Told(Act.DONE, A, ANNA)], (ANNA, BRUNO), A) == "approval_settled", "it serves once"


def test_who_proposed_it_must_still_be_let_in_when_it_is_approved() -> None:
    for maker, wanted in ((ANNA, None), (replace(ANNA, enabled=False), "approval_people"), (None, None)):
        assert why_not_approve(proposed(), BRUNO, seen=A, live=A, maker=maker) == wanted


def test_only_the_maker_takes_it_back_and_only_another_refuses_it() -> None:
    acts = proposed()
    assert (why_not_withdraw(acts, ANNA), why_not_withdraw(acts, BRUNO)) == (None, "approval_of_others")
    assert (why_not_refuse(acts, ANNA), why_not_refuse(acts, BRUNO)) == ("approval_by_maker", None)
    assert why_not_propose(replace(ANNA, enabled=False)) == "approval_disabled"
    assert why_not_propose(replace(ANNA, roles=frozenset({Role.AUDITOR}))) == "approval_without_role"
    assert why_not_propose(ANNA, family=True) == "approval_own_family"
    assert why_not_propose(PROGRAM) is None


@pytest.mark.parametrize(
    ("before", "cents", "wanted"), [(0, 100, None), (1, 100, "approval_day_limit"), (100, 0, None)]
)
def test_nobody_approves_more_in_a_day_than_the_limit(before: int, cents: int, wanted: str | None) -> None:
    assert why_not_approve(proposed(), BRUNO, seen=A, live=A, cents=cents, day=Day(before, 100)) == wanted


def test_the_rules_of_a_day_are_those_told_last_before_it() -> None:
    days = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    told = (
        RuleTold(Rule.DECISION_LIMIT, days[1], 100), RuleTold(Rule.DECISION_LIMIT, days[1], 200),
        RuleTold(Rule.DECISION_LIMIT, days[2], None),
    )  # fmt: skip
    rules = Rules(told)
    assert [rules.value(Rule.DECISION_LIMIT, on) for on in days] == [None, 200, None]
    assert reasons_for_decision(rules, days[1], 200, staff=False) == ()
    assert reasons_for_decision(rules, days[1], 201, staff=True) == (Why.LIMIT, Why.STAFF)
    assert reasons_for_decision(rules, days[0], 10**9, staff=False) == ()


def test_without_a_login_nobody_is_second_and_nothing_is_asked() -> None:
    on = date(2026, 1, 1)
    nobody, somebody = Rules(people=False), Rules()
    assert reasons_for_account(nobody, on, staff=False) == reasons_for_payment(nobody, on, 1) == ()
    assert reasons_for_account(somebody, on, staff=False) == reasons_for_payment(somebody, on, 1) == (Why.ALWAYS,)
    off = Rules((RuleTold(Rule.ACCOUNTS, on, 0), RuleTold(Rule.PAYMENT_LIMIT, on, 100)))
    assert reasons_for_account(off, on, staff=True) == ()
    assert [reasons_for_payment(off, on, cents) for cents in (100, 101)] == [(), (Why.LIMIT,)]
    assert not somebody.holds(Rule.RULES, on)


def test_every_reason_why_not_is_one_of_the_list() -> None:
    import ast
    from pathlib import Path

    from mutua.domain import four_eyes

    tree = ast.parse(Path(four_eyes.__file__).read_text(encoding="utf-8"))
    given = {
        node.value for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("approval_")
    }  # fmt: skip
    assert given == set(FOUR_EYES_WHY_NOT)


def test_asking_less_by_two_is_told_from_asking_more() -> None:
    """No limit of decisions: never two; none of payment lists: always two; none of a day: as much as they want."""
    limits: tuple[int | None, ...] = (None, 0, 500, 1000)
    for rule, order in (
        (Rule.DECISION_LIMIT, (0, 500, 1000, None)), (Rule.DAY_LIMIT, (0, 500, 1000, None)),
        (Rule.PAYMENT_LIMIT, (None, 0, 500, 1000)),
    ):  # fmt: skip
        for before in limits:
            for after in limits:
                assert loosens(rule, before, after) == (order.index(before) < order.index(after)), (rule, before, after)
    for rule in SWITCHES:
        assert [loosens(rule, *pair) for pair in ((1, 0), (0, 1), (0, 0), (1, 1))] == [True, False, False, False]
