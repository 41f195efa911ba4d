"""Papers at the terminal: which are wanted, how far the printing is, what was printed and what was not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, say
from mutua.cli_claim_life import desktop, today_or
from mutua.cli_decide import refused
from mutua.cli_progress import progress
from mutua.cli_rights_commands import the_person

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from mutua.rules.near import Affiliates
    from mutua.rules.pact import Pact
    from mutua.rules.paper_notes import CertificateLaw, PaperNote
    from mutua.services.claim_life import Desktop
    from mutua.services.issue_papers import Wanted


def certificate_law(connection: Connection) -> CertificateLaw:
    """What the law says for the certificate; the mistakes of its files one by one where they have some."""
    from mutua.boot import settings
    from mutua.rules.paper_notes import CertificateLaw
    from mutua.rules.reading.problems import sentence
    from mutua.services.retention import RetentionMissing, notes_of
    from mutua.services.tax_ceiling import ceilings_of

    rulesets = settings().rulesets
    try:
        return CertificateLaw(notes_of(connection, rulesets), ceilings_of(connection, rulesets))
    except RetentionMissing as missing:
        raise Stop("\n".join(sentence(one, language()) for one in missing.problems)) from None


def the_pact(connection: Connection) -> tuple[Pact | None, tuple[PaperNote, ...]]:
    """The pact of the society, and what the law says to firms; the mistakes of their files, as above."""
    from mutua.boot import settings
    from mutua.rules.reading.problems import sentence
    from mutua.services.retention import RetentionMissing, pact_of, tax_notes_of

    try:
        return pact_of(connection, settings().rulesets), tax_notes_of(connection, settings().rulesets)
    except RetentionMissing as missing:
        raise Stop("\n".join(sentence(one, language()) for one in missing.problems)) from None


def the_affiliates(connection: Connection) -> Affiliates | None:
    """Who has an agreement with the society; the mistakes of the file, as above."""
    from mutua.boot import settings
    from mutua.rules.reading.problems import sentence
    from mutua.services.retention import RetentionMissing, affiliates_of

    try:
        return affiliates_of(connection, settings().rulesets)
    except RetentionMissing as missing:
        raise Stop("\n".join(sentence(one, language()) for one in missing.problems)) from None


def print_certificates(database: str | None, year: int, number: str | None, folder: Path) -> int:
    from mutua.services.papers_wanted import certificates

    with opened(database, unchanged=False) as archive:
        at = desktop(archive)
        only = None if number is None else [the_person(archive, number)]
        with archive.reader.begin() as connection:
            wanted = certificates(connection, at.plans, certificate_law(connection), year, only)
        return print_wanted(at, wanted, folder)


def print_statements(database: str | None, year: int, code: str | None, folder: Path) -> int:
    from mutua.services.decide_claim import Refusal
    from mutua.services.papers_wanted import statements
    from mutua.store.who import household_ids

    with opened(database, unchanged=False) as archive:
        at = desktop(archive)
        with archive.reader.begin() as connection:
            only = None
            if code is not None:
                only = list(household_ids(connection, [code]).values())
                if not only:
                    raise refused(Refusal("household_unknown", code))
            wanted = statements(connection, at.plans, year, only)
        return print_wanted(at, wanted, folder)


def print_cards(database: str | None, number: str | None, folder: Path) -> int:
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.services.papers_wanted import cards

    with opened(database, unchanged=False) as archive:
        at = desktop(archive)
        only = None if number is None else [the_person(archive, number)]
        with archive.reader.begin() as connection:
            wanted = cards(connection, day_in_rome(at.now), only)
        return print_wanted(at, wanted, folder)


def print_firm_lists(database: str | None, year: int, vat_number: str | None, folder: Path) -> int:
    from mutua.services.decide_claim import Refusal
    from mutua.services.papers_wanted import firm_lists, firm_numbered

    with opened(database, unchanged=False) as archive:
        at = desktop(archive)
        with archive.reader.begin() as connection:
            only = None
            if vat_number is not None:
                firm_id = firm_numbered(connection, vat_number)
                if firm_id is None:
                    raise refused(Refusal("firm_unknown", vat_number))
                only = [firm_id]
            wanted = firm_lists(connection, year, only)
        return print_wanted(at, wanted, folder)


def print_members_book(database: str | None, on: date | None, folder: Path) -> int:
    from mutua.cli_member_life import the_statute
    from mutua.services.papers_wanted import members_book

    with opened(database, unchanged=False) as archive:
        at = desktop(archive)
        with archive.reader.begin() as connection:
            statute = the_statute(connection)
        return print_wanted(at, members_book(statute, today_or(on)), folder)


def print_letters(database: str | None, on: date | None, folder: Path, *, asking: bool = False) -> int:
    """The letters of the decisions of a day; those that wait for papers as a whole have theirs with `asking`."""
    from mutua.services.request_letters import wanted_asking_of, wanted_letters_of

    with opened(database, unchanged=False) as archive:
        at = desktop(archive)
        with archive.reader.begin() as connection:
            wanted = (wanted_asking_of if asking else wanted_letters_of)(connection, at.plans, today_or(on))
        return print_wanted(at, wanted, folder)


def print_payment_advice(database: str | None, run_id: int | None, claim: str | None, folder: Path) -> int:
    """The advice of payment of a run, or of the last payment of a request."""
    from mutua.boot import vault_of
    from mutua.services.decide_claim import Refusal
    from mutua.services.explain_claim import find_claim
    from mutua.services.payment_advice import wanted_of_claim, wanted_of_run

    with opened(database, unchanged=False) as archive:
        at, vault = desktop(archive), vault_of(archive.file)
        claim_id = None if claim is None else find_claim(archive, claim)
        if claim is not None and claim_id is None:
            raise refused(Refusal("claim_unknown", claim))
        with archive.snapshot() as connection:
            found = (
                wanted_of_claim(connection, vault, claim_id) if claim_id is not None
                else wanted_of_run(connection, vault, run_id or 0)
            )  # fmt: skip
        if isinstance(found, Refusal):
            raise refused(found)
        return print_wanted(at, found, folder)


def print_wanted(at: Desktop, wanted: Sequence[Wanted], folder: Path) -> int:
    """Prints what is wanted; 1 where something could not be printed, each told."""
    from mutua.services.issue_papers import Issued, issue
    from mutua.wording.archive import refusal_sentence

    if not wanted:
        click.echo(say("Non c'è nulla da stampare.", "There is nothing to print."))
        return 0
    printed: list[Issued] = []
    left_out = []
    with progress(say("Documenti", "Papers")) as told:
        for one in issue(at, wanted, folder, told):
            if isinstance(one, Issued):
                printed.append(one)
            else:
                left_out.append(one.refusal)
    again = sum(one.again for one in printed)
    if len(printed) == 1:
        click.echo(str(printed[0].path))
    elif printed:
        click.echo(say(f"{folder}: {len(printed)} documenti.", f"{folder}: {len(printed)} papers."))
    if again:
        click.echo(say(f"Uguali a quelli già emessi: {again}.", f"The same as those issued before: {again}."))
    for refusal in left_out:
        click.echo(refusal_sentence(refusal.code, refusal.found, language()), err=True)
    return 1 if left_out else 0
