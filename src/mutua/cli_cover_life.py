"""What happens to covers, at the terminal: each command says what it recorded, or everything that stands against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, print_paragraph, say
from mutua.cli_claim_life import desktop, today_or
from mutua.cli_decide import refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from mutua.domain.case import FactValue
    from mutua.intake.mistakes import Mistake
    from mutua.services.claim_life import Desktop
    from mutua.services.cover_desk import Blocked, CoversTold, Found


@contextmanager
def cover_desk(database: str | None, member: str) -> Iterator[tuple[Desktop, int]]:
    """Who does something now, and the person it is about."""
    from mutua.services.decide_claim import Refusal
    from mutua.services.member_desk import person_numbered

    with opened(database) as archive:
        with archive.reader.begin() as connection:
            person_id = person_numbered(connection, member)
        if isinstance(person_id, Refusal):
            raise refused(person_id)
        yield desktop(archive), person_id


def print_found(at: Desktop, found: Found) -> None:
    """What was recorded; a refusal stops."""
    from mutua.services.cover_desk import Blocked
    from mutua.services.decide_claim import Refusal

    if isinstance(found, Refusal):
        raise refused(found)
    with at.archive.reader.begin() as connection:
        if isinstance(found, Blocked):
            raise Stop("\n".join(_blocks(connection, found)))
        for line in _told(connection, found):
            print_paragraph(line)


def name_of(connection: Connection, person_id: int) -> str:
    """«Rossi Anna (1001)»"""
    from mutua.store.people import who_is

    surname, given_name, card = who_is(connection, person_id)
    name = f"{surname} {given_name}".strip() or say("(cancellato)", "(erased)")
    return f"{name} ({card})" if card else name


def _blocks(connection: Connection, found: Blocked) -> Iterator[str]:
    from mutua.wording.covers import block_sentence

    for one in found.blocks:
        told = block_sentence(one.code, one.found, one.rules, one.reasons, one.missing, language())
        yield f"{name_of(connection, one.person_id)}, {one.plan_code}: {told}"


def _told(connection: Connection, found: CoversTold) -> Iterator[str]:
    from mutua.wording.covers import cover_change_sentence, cover_notice

    for one in found.changes:
        yield f"{name_of(connection, one.person_id)}: {cover_change_sentence(one, language())}"
    if not found.changes:
        yield say("Registrato.", "Recorded.")
    for code, about in found.notices:
        yield f"{say('avviso', 'notice')}: {cover_notice(code, about, language())}"


# ---------------------------------------------------------------- answers


def read_answers(
    at: Desktop, plans: Sequence[str], person_id: int, told: Sequence[str]
) -> dict[int, dict[str, FactValue]]:
    """The answers as they were typed, by person; a name or a value that no plan asks for stops with what is wrong."""
    from mutua.services import cover_answers
    from mutua.services.decide_claim import Refusal
    from mutua.services.member_desk import person_numbered

    asked = cover_answers.facts_asked(at.plans, plans)
    typed = []
    for text in told:
        name, equals, value = text.partition("=")
        number, colon, after = name.partition(":")
        name, whose = (after.strip(), number) if colon else (name.strip(), "")
        if not equals or name not in asked:
            raise click.UsageError(
                say(f"--answer: «{name}» non è fra ciò che il piano chiede ({', '.join(sorted(asked)) or '–'}).",
                    f"--answer: “{name}” is not among what the plan asks ({', '.join(sorted(asked)) or '–'}).")
            )  # fmt: skip
        id_: int | Refusal = person_id
        if whose:
            with at.archive.reader.begin() as connection:
                id_ = person_numbered(connection, whose)
        if isinstance(id_, Refusal):
            raise refused(id_)
        typed.append(cover_answers.Typed(id_, name, value))
    found = cover_answers.read_answers(at.plans, plans, typed)
    if isinstance(found, cover_answers.WrongAnswer):
        raise click.UsageError(f"--answer {found.typed.name}: {_what(found.mistake)}")
    return found


def _what(mistake: Mistake | None) -> str:
    from mutua.wording.intake import mistake_sentence

    assert mistake is not None  # the names were looked at
    return mistake_sentence(mistake, language())


# ---------------------------------------------------------------- what somebody does


def join_plan(
    database: str | None, member: str, plan: str, assistances: tuple[str, ...], answers: Sequence[str],
    on: date | None, *, household: bool, continues: bool,
) -> int:  # fmt: skip
    from mutua.services.cover_join import Joining, join

    day = today_or(on)
    with cover_desk(database, member) as (at, person_id):
        told = read_answers(at, [plan], person_id, answers)
        print_found(at, join(at, person_id, Joining(plan, day, assistances, household, continues, told)))
    return 0


def exempt_person(
    database: str | None, member: str, plan: str, evidence: str, days: tuple[date | None, date | None], *,
    take_back: bool,
) -> int:  # fmt: skip
    from mutua.services.cover_exempt import end_exemption, exempt

    since, until = days
    with cover_desk(database, member) as (at, person_id):
        if take_back:
            print_found(at, end_exemption(at, person_id, plan, last_day=until))
        else:
            day = today_or(since)
            print_found(at, exempt(at, person_id, plan, since=day, until=until, evidence=evidence))
    return 0


def change_plan(
    database: str | None, member: str, names: tuple[str, str | None, str | None, str | None], reason: str,
    effective: date | None, answers: Sequence[str], on: date | None, *, household: bool,
) -> int:  # fmt: skip
    """A change to another plan, or leaving where none is named."""
    from mutua.domain.cover_life import CoverReason
    from mutua.services.cover_changes import Changing, change

    before, from_assistance, after, to_assistance = names
    day = today_or(on)
    with cover_desk(database, member) as (at, person_id):
        told = read_answers(at, [plan for plan in (before, after) if plan], person_id, answers)
        asked = Changing(
            before, day, after, CoverReason(reason), from_assistance, to_assistance, household, effective, told
        )  # fmt: skip
        print_found(at, change(at, person_id, asked))
    return 0


def on_covers_of(database: str | None, member: str, do: Callable[[Desktop, int], Found]) -> int:
    with cover_desk(database, member) as (at, person_id):
        print_found(at, do(at, person_id))
    return 0


def carry_again(database: str | None, member: str) -> int:
    from mutua.services.cover_carry import carry_again as again

    return on_covers_of(database, member, again)


def take_cover_back(
    database: str | None, member: str, plan: str, assistance: str | None, since: date | None
) -> int:
    from mutua.services import cover_take_back as taking

    told = taking.TakingBack(plan, assistance, since)
    return on_covers_of(database, member, lambda at, person_id: taking.take_cover_back(at, person_id, told))
