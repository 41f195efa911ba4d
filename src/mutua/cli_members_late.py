"""Members late with contributions, at the terminal: who is due to be suspended or reinstated, then all in one go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from mutua.cli_base import language, print_paragraph, say
from mutua.cli_claim_life import agreed, today_or
from mutua.cli_decide import refused
from mutua.cli_member_life import By, members_desk

if TYPE_CHECKING:
    from mutua.services.member_desk import MembersDesk
    from mutua.services.members_late import Done, LateMember, Looked, MembersLate


def suspend_and_reinstate(
    database: str | None, on: date | None, days: int | None, without: Sequence[str], by: By | None, motive: str, *,
    dry_run: bool, yes: bool,
) -> int:  # fmt: skip
    """Shows who is due on the day; after a yes records exactly these. 1 where somebody was left out meanwhile."""
    from mutua.rules.model.terms import Duration
    from mutua.rules.model.vocabulary import DurationUnit
    from mutua.services.members_late import Looked, delay_of, members_late, reinstate_paid, suspend_late
    from mutua.store.members import ResolutionTold

    delay = None if days is None else Duration(days, DurationUnit.DAYS)
    with members_desk(database) as desk:
        looked = Looked(today_or(on), delay_of(desk.statute, delay))
        with desk.at.archive.reader.begin() as connection:
            found = _left(members_late(connection, desk.statute, looked), _numbered(desk, without))
        _print_late(desk, found, looked)
        if dry_run or not (found.to_suspend or found.to_reinstate):
            return 0
        if not (yes or agreed(say("Registrare?", "Record this?"))):
            return 1
        told = None if by is None else ResolutionTold(*by)
        left = _print_done(desk, suspend_late(desk, found.to_suspend, looked, by=told, motive=motive), SUSPENDED)
        left += _print_done(desk, reinstate_paid(desk, found.to_reinstate, looked, motive=motive), REINSTATED)
    return 1 if left else 0


SUSPENDED = ("Sospesi", "Suspended")
REINSTATED = ("Sospensioni finite", "Suspensions ended")


def _numbered(desk: MembersDesk, numbers: Sequence[str]) -> set[int]:
    """The people who are left out; stops at a number that nobody has."""
    from mutua.services.decide_claim import Refusal
    from mutua.services.member_desk import person_numbered

    found = set()
    with desk.at.archive.reader.begin() as connection:
        for number in numbers:
            person_id = person_numbered(connection, number)
            if isinstance(person_id, Refusal):
                raise refused(person_id)
            found.add(person_id)
    return found


def _left(found: MembersLate, without: Collection[int]) -> MembersLate:
    from dataclasses import replace

    def some(members: Sequence[LateMember]) -> tuple[LateMember, ...]:
        return tuple(one for one in members if one.person_id not in without)

    return replace(found, to_suspend=some(found.to_suspend), to_reinstate=some(found.to_reinstate))


def _print_late(desk: MembersDesk, found: MembersLate, looked: Looked) -> None:
    """Each by name, household, what is late and since when; what could not be said comes last."""
    from mutua.wording.numbers import duration

    names = _names(desk)
    article = desk.statute.suspension.article
    if looked.delay is None:
        click.echo(say("Lo statuto non dice dopo quanto ritardo la morosità sospende: dirlo con --after GIORNI.",
                       "The statute does not say after how long arrears suspend: say it with --after DAYS."))
    else:
        after = duration(looked.delay, language())
        _print_some(say(f"Da sospendere, in ritardo da più di {after} ({article})",
                        f"To be suspended, late for more than {after} ({article})"), found.to_suspend, names)
    _print_some(say("Sospesi per morosità che non devono più nulla: la sospensione finisce",
                    "Suspended for arrears who owe nothing any more: the suspension ends"),
                found.to_reinstate, names)  # fmt: skip
    if found.on_account:
        _print_some(say("Hanno di che pagare in acconto: mutua contributions settle",
                        "Have the money on account: mutua contributions settle"), found.on_account, names)  # fmt: skip
    if found.still:
        click.echo(say(f"Già sospesi e ancora in ritardo: {found.still}.",
                       f"Suspended already and still late: {found.still}."))  # fmt: skip


def _print_some(title: str, some: Sequence[LateMember], names: Callable[[LateMember], str]) -> None:
    from mutua.domain.italian import written_day
    from mutua.wording.numbers import amount

    click.echo(f"{title}: {len(some)}.")
    for one in some:
        owed = "" if one.since is None else say(
            f": {amount(one.open_cents, 'it')} dal {written_day(one.since)}",
            f": {amount(one.open_cents, 'en')} since {written_day(one.since)}",
        )  # fmt: skip
        print_paragraph(f"  {one.household_code}, {names(one)}{owed}.")


def _names(desk: MembersDesk) -> Callable[[LateMember], str]:
    """«D'Angelo Niccolò, tessera 12»"""
    from mutua.store.who import read_identities

    def name(one: LateMember) -> str:
        with desk.at.archive.reader.begin() as connection:
            who = read_identities(connection, [one.person_id]).get(one.person_id)
        if who is None:
            return "–"
        card = say(f", tessera {who.card_number}", f", card {who.card_number}") if who.card_number else ""
        return f"{who.surname} {who.given_name}".strip() + card

    return name


def _print_done(desk: MembersDesk, done: Done, title: tuple[str, str]) -> int:
    """How many were recorded; who was left out, with the reason. Gives how many were left out."""
    from mutua.services.decide_claim import Refusal
    from mutua.wording.archive import refusal_sentence

    if not done:
        return 0
    names, left = _names(desk), [(one, told) for one, told in done if isinstance(told, Refusal)]
    click.echo(f"{say(*title)}: {len(done) - len(left)}.")
    for one, why in left:
        print_paragraph(f"  {one.household_code}, {names(one)}: {refusal_sentence(why.code, why.found, language())}")
    return len(left)
