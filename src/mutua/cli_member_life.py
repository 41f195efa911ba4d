"""What happens to members and households, at the terminal: each command says what it recorded and what to see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, print_paragraph, say
from mutua.cli_claim_life import agreed, desktop, today_or
from mutua.cli_decide import refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from mutua.rules.statute import Statute
    from mutua.services.decide_claim import Refusal
    from mutua.services.household_moves import Moved
    from mutua.services.member_desk import MembersDesk, Told
    from mutua.store.members import ResolutionTold

By = tuple[str, str, date]
Who = tuple[str, str, date | None]


@contextmanager
def members_desk(database: str | None) -> Iterator[MembersDesk]:
    """Who does something now, on which archive, by which statute; stops where there is none that can be used."""
    from mutua.services.member_desk import MembersDesk

    with opened(database) as archive:
        at = desktop(archive)
        with archive.reader.begin() as connection:
            statute = the_statute(connection)
        yield MembersDesk(at, statute)


def the_statute(connection: Connection) -> Statute:
    """The statute of the archive's society; its mistakes one by one where it has some."""
    from mutua.boot import settings
    from mutua.rules.reading.problems import sentence
    from mutua.services.statutes import StatuteMissing, statute_of

    try:
        return statute_of(connection, settings().rulesets)
    except StatuteMissing as missing:
        told = [sentence(one, language()) for one in missing.problems]
        raise Stop("\n".join(told or [say(f"Manca {missing.path}.", f"There is no {missing.path}.")])) from None


def on_person(
    database: str | None, number: str, do: Callable[[MembersDesk, int], Told | Refusal], ask: str = ""
) -> int:
    """Does something with the person who has the number, and tells it; with a question, only if the answer is yes."""
    from mutua.services.decide_claim import Refusal
    from mutua.services.member_desk import person_numbered

    with members_desk(database) as desk:
        with desk.at.archive.reader.begin() as connection:
            person_id = person_numbered(connection, number)
        if isinstance(person_id, Refusal):
            raise refused(person_id)
        if ask:
            _print_standing(desk, person_id, number)
            if not agreed(ask):
                return 1
        print_told(do(desk, person_id), number)
    return 0


def _print_standing(desk: MembersDesk, person_id: int, number: str) -> None:
    """Who it is and where they stand today, before something is done that nobody takes back."""
    from mutua.cli_member_show import standing_in_words
    from mutua.services.show_member import show_member

    with desk.at.archive.reader.begin() as connection:
        shown = show_member(connection, desk.statute, person_id, desk.today)
    print_paragraph(standing_in_words(shown, number, desk.today))


def print_told(found: Told | Refusal, number: str) -> None:
    """«Tessera 12: ammissione dal 01/02/2026; n. 3 del libro soci, riga 7.»"""
    from mutua.services.decide_claim import Refusal
    from mutua.wording.member_life import event_sentence

    if isinstance(found, Refusal):
        raise refused(found)
    said = event_sentence(found.event, language(), number=found.member_number, line=found.line)
    print_paragraph(f"{number}: {said}.")
    print_notices(found.notices)


def print_notices(notices: Sequence[tuple[str, str]]) -> None:
    from mutua.wording.member_life import notice_sentence

    for code, about in notices:
        print_paragraph(f"{say('avviso', 'notice')}: {notice_sentence(code, about, language())}")


def _by(told: By) -> ResolutionTold:
    from mutua.store.members import ResolutionTold

    return ResolutionTold(*told)


# ---------------------------------------------------------------- coming in


def apply_for_membership(
    database: str | None, person: str, kind: str, on: date | None, household: str | None, who: Who
) -> int:
    """An application, of somebody known or of somebody new."""
    from mutua.domain.member_life import MemberKind
    from mutua.services.member_life import register_member

    day, as_what = today_or(on), MemberKind(kind)
    if household is None:
        return on_person(database, person, lambda desk, id_: register_member(desk, id_, on=day, kind=as_what))
    return _new_applicant(database, person, as_what.value, day, household, who)


def _new_applicant(database: str | None, number: str, kind: str, day: date, household: str, who: Who) -> int:
    from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code
    from mutua.domain.member_life import MemberKind
    from mutua.domain.records import Identity
    from mutua.services.member_life import register_applicant

    surname, given_name, born_on = who
    if not surname.strip():
        raise click.UsageError(say("Con --new-household serve --surname.", "--new-household needs --surname."))
    code = read_fiscal_code(number)
    known = code.text if isinstance(code, FiscalCode) else ""
    told = Identity(
        surname.strip(), given_name.strip(), fiscal_code=known, card_number="" if known else number.strip(),
        born_on=born_on,
    )  # fmt: skip
    with members_desk(database) as desk:
        print_told(register_applicant(desk, household, told, on=day, kind=MemberKind(kind)), number)
    return 0


def take_application_back(database: str | None, person: str, on: date | None) -> int:
    from mutua.services.member_life import withdraw_application

    day = today_or(on)
    return on_person(database, person, lambda desk, id_: withdraw_application(desk, id_, on=day))


def decide(database: str | None, person: str, admitted: bool, by: By, communicated: date | None, motive: str) -> int:
    from mutua.services.member_life import decide_application

    return on_person(
        database, person,
        lambda desk, id_: decide_application(
            desk, id_, admit=admitted, by=_by(by), communicated_on=communicated, motive=motive
        ),
    )  # fmt: skip


def file_appeal(database: str | None, person: str, on: date | None) -> int:
    from mutua.services.member_life import appeal

    day = today_or(on)
    return on_person(database, person, lambda desk, id_: appeal(desk, id_, on=day))


def decide_on_appeal(database: str | None, person: str, upheld: bool, by: By, motive: str) -> int:
    from mutua.services.member_life import decide_appeal

    return on_person(
        database, person, lambda desk, id_: decide_appeal(desk, id_, uphold=upheld, by=_by(by), motive=motive)
    )


def readmit_member(database: str | None, person: str, asked_on: date, by: By) -> int:
    from mutua.services.member_life import readmit

    return on_person(database, person, lambda desk, id_: readmit(desk, id_, asked_on=asked_on, by=_by(by)))


# ---------------------------------------------------------------- suspended, ended


def suspend_member(database: str | None, person: str, on: date | None, reason: str, motive: str) -> int:
    from mutua.services.member_life import suspend

    day = today_or(on)
    return on_person(
        database, person, lambda desk, id_: suspend(desk, id_, on=day, reason=reason, motive=motive)
    )


def change_kind_of(database: str | None, person: str, kind: str, by: By, since: date | None) -> int:
    from mutua.domain.member_life import MemberKind
    from mutua.services.member_life import change_kind

    return on_person(
        database, person,
        lambda desk, id_: change_kind(desk, id_, MemberKind(kind), by=_by(by), effective_on=since),
    )  # fmt: skip


def reinstate_member(database: str | None, person: str, on: date | None, motive: str) -> int:
    from mutua.services.member_life import reinstate

    day = today_or(on)
    return on_person(database, person, lambda desk, id_: reinstate(desk, id_, on=day, motive=motive))


def end_member(
    database: str | None, person: str, how: str, on: date | None, by: By | None, communicated: date | None,
    reason: str, motive: str, *, yes: bool,
) -> int:  # fmt: skip
    """An ending, asked first: it closes covers too, and history keeps it."""
    from mutua.domain.member_life import Event
    from mutua.services.member_endings import end_membership

    events = {
        "withdrawal": Event.WITHDRAWN, "lapse": Event.LAPSED, "exclusion": Event.EXCLUDED, "death": Event.DIED,
    }  # fmt: skip
    day = today_or(on)
    return on_person(
        database, person,
        lambda desk, id_: end_membership(
            desk, id_, events[how], on=day, by=None if by is None else _by(by), reason=reason, motive=motive,
            communicated_on=communicated,
        ),
        "" if yes else say("Registrarlo?", "Record it?"),
    )  # fmt: skip


def undo_last(database: str | None, person: str, motive: str, *, yes: bool) -> int:
    """What was recorded last was a mistake."""
    from mutua.services.member_corrections import take_back

    return on_person(
        database, person, lambda desk, id_: take_back(desk, id_, motive=motive),
        "" if yes else say("Annullare l'ultima cosa registrata?", "Take back what was recorded last?"),
    )  # fmt: skip


# ---------------------------------------------------------------- households


def move_person(
    database: str | None, person: str, to: str, kinship: str, motive: str, on: date | None, dependent: bool,
    living: tuple[bool | None, str],
) -> int:  # fmt: skip
    """Somebody comes into a household."""
    from mutua.services.household_moves import Move, move_household

    move = Move(to, kinship, today_or(on), motive, dependent, *living)
    return _on_household(database, person, lambda desk, id_: move_household(desk, id_, move))


def say_cohabiting(database: str | None, person: str, cohabiting: bool, evidence: str, on: date | None) -> int:
    from mutua.services.household_moves import declare_cohabitation

    day = today_or(on)
    return _on_household(
        database, person,
        lambda desk, id_: declare_cohabitation(desk, id_, cohabiting=cohabiting, on=day, evidence=evidence),
    )  # fmt: skip


def add_newborn(
    database: str | None, household: str, who: tuple[str, str, date], card: str, code: str, asked_on: date | None
) -> int:
    """A newborn comes into a household."""
    from mutua.domain.records import Identity
    from mutua.services.household_moves import register_newborn
    from mutua.services.newcomers import read_person
    from mutua.wording.counter import fault_sentence

    surname, given_name, born_on = who[0].strip(), who[1].strip(), who[2]
    day = today_or(asked_on)
    read = read_person(Identity(surname, given_name, code.strip(), card.strip(), born_on), today_or(None))
    if isinstance(read, list):
        raise Stop("\n".join(fault_sentence(one.fault, language()) for one in read))
    with members_desk(database) as desk:
        print_moved(register_newborn(desk, household, read.who, asked_on=day), f"{surname} {given_name}")
    for one in read.doubts:
        told = fault_sentence(one, language())
        click.echo(say(f"Da controllare: {told}", f"To be checked: {told}"))
    return 0


def _on_household(database: str | None, number: str, do: Callable[[MembersDesk, int], Moved | Refusal]) -> int:
    from mutua.services.decide_claim import Refusal
    from mutua.services.member_desk import person_numbered

    with members_desk(database) as desk:
        with desk.at.archive.reader.begin() as connection:
            person_id = person_numbered(connection, number)
        if isinstance(person_id, Refusal):
            raise refused(person_id)
        print_moved(do(desk, person_id), number)
    return 0


def print_moved(found: Moved | Refusal, name: str) -> None:
    """«Registrato: 12. Coperture: mutua/piano.»"""
    from mutua.services.decide_claim import Refusal

    if isinstance(found, Refusal):
        raise refused(found)
    covers = f" {say('Coperture', 'Covers')}: {', '.join(found.covers)}." if found.covers else ""
    print_paragraph(say(f"Registrato: {name}.{covers}", f"Recorded: {name}.{covers}"))
    print_notices(found.notices)
