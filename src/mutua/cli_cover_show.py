"""Covers at the terminal: one person's, who should have joined, who is moved to a senior plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import language, print_paragraph, say
from mutua.cli_claim_life import today_or
from mutua.cli_cover_life import cover_desk, name_of, print_found
from mutua.cli_decide import plan_book, refused

if TYPE_CHECKING:
    from mutua.services.show_covers import CoverShown
    from mutua.store.covers import ChangeTold, Exemption


def _day(day: date) -> str:
    from mutua.domain.italian import written_day

    return written_day(day)


def print_covers(database: str | None, member: str, on: date | None) -> int:
    """Each cover of a person in sentences, then the exemptions."""
    from mutua.services.show_covers import show_covers

    with cover_desk(database, member) as (at, person_id), at.archive.reader.begin() as connection:
        day = on or today_or(None)
        shown = show_covers(connection, at.plans, person_id, day)
        print_paragraph(f"{name_of(connection, person_id)}, {say('il', 'on')} {_day(day)}:")
        for one in shown.covers:
            print_paragraph(f"- {_cover(one)}")
        if not shown.covers:
            print_paragraph(say("Nessuna copertura.", "No cover."))
        for told in shown.never:
            print_paragraph(f"- {_never(told)}")
        for exemption in shown.exemptions:
            print_paragraph(f"- {_exemption(exemption)}")
    return 0


def _cover(one: CoverShown) -> str:
    """«società/piano base, dal 01/04/2026; anzianità dal 01/04/2026; …»"""
    from mutua.wording.covers import REASONS
    from mutua.wording.describe import goes_on_sentence

    cover, lang = one.held.cover, 1 if language() == "en" else 0
    parts = [
        f"{one.held.plan_code} {cover.assistance}".strip() + f", {say('dal', 'from')} {_day(cover.effective_from)}"
    ]
    if cover.ends_on is not None:
        parts[0] += f" {say('al', 'to')} {_day(cover.ends_on)}"
    parts.append(f"{say('anzianità dal', 'seniority from')} {_day(cover.seniority_from)}")
    for wait in one.waits:
        titles = ", ".join(wait.benefits)
        parts.append(
            say(f"carenza, secondo la richiesta: {titles}", f"waiting, depending on the request: {titles}")
            if wait.first_day is None else
            say(f"dal {_day(wait.first_day)}: {titles}", f"from {_day(wait.first_day)}: {titles}")
        )  # fmt: skip
    if one.first_year_months is not None:
        parts.append(say(f"primo anno: {one.first_year_months}/12 dei plafond in proporzione",
                         f"first year: {one.first_year_months}/12 of ceilings in proportion"))  # fmt: skip
    parts += [f"{REASONS[change.reason][lang]} ({_day(change.asked_on)})" for change in one.why]
    kept = [goes_on_sentence(each.title, each.last_day, each.rules, language(), senior=each.senior,
                             same_plan=each.same_plan) for each in one.goes_on]  # fmt: skip
    return " ".join(["; ".join(parts) + ".", *kept])


def _never(one: ChangeTold) -> str:
    """«società/piano base dal 01/04/2026: non c'è mai stata, annullata il 05/04/2026.»"""
    assert one.from_since is not None  # there was one
    name = f"{one.from_plan} {one.from_assistance}".strip()
    since, day = _day(one.from_since), _day(one.asked_on)
    return say(f"{name} dal {since}: non c'è mai stata, annullata il {day}.",
               f"{name} from {since}: it never was, taken back on {day}.")  # fmt: skip


def _exemption(one: Exemption) -> str:
    from mutua.wording.covers import EVIDENCE

    evidence = EVIDENCE[one.evidence][1 if language() == "en" else 0]
    until = f" {say('al', 'to')} {_day(one.ends_on)}" if one.ends_on is not None else ""
    what = say("non deve aderire a", "need not join")
    return f"{what} {one.plan_code}, {say('dal', 'from')} {_day(one.effective_from)}{until} ({evidence})."


# ---------------------------------------------------------------- everybody


def print_owed(database: str | None, on: date | None) -> int:
    """Who should have joined, with the household, and whose use is still to be carried; 1 where there is somebody."""
    from mutua.services.show_covers import check_carried_use, check_covers
    from mutua.store.who import household_codes
    from mutua.wording.covers import block_sentence

    day = on or today_or(None)
    with opened(database) as archive, archive.reader.begin() as connection:
        found = list(check_covers(connection, plan_book(), day))
        codes = household_codes(connection, [one.household_id for one in found])
        for one in found:
            code = "household_unanswered" if one.missing else "household_must_join"
            told = block_sentence(code, "", one.rules, (), one.missing, language())
            where = f"{say('nucleo', 'household')} {codes.get(one.household_id, '')}, {one.plan_code}"
            print_paragraph(f"{where}: {name_of(connection, one.person_id)}. {told}")
        left = list(check_carried_use(connection, plan_book(), day))
        for each in left:
            name, pots = name_of(connection, each.person_id), ", ".join(each.pots)
            print_paragraph(say(
                f"{name}: uso di plafond da portare da {each.from_plan} a {each.to_plan} ({pots}): mutua covers carry.",
                f"{name}: use to carry from {each.from_plan} to {each.to_plan} ({pots}): mutua covers carry.",
            ))  # fmt: skip
    if not found:
        click.echo(say("Nessuno manca.", "Nobody is missing."))
    return 1 if found or left else 0


def print_seniors(database: str | None, on: date | None) -> int:
    """Who is moved to another plan by the day, and with which command."""
    from mutua.services.show_covers import list_seniors

    day = on or today_or(None)
    with opened(database) as archive, archive.reader.begin() as connection:
        found = list(list_seniors(connection, plan_book(), day))
        for one in found:
            name, first = name_of(connection, one.person_id), _day(one.effective_on)
            print_paragraph(say(f"{name}: da {one.plan_code} a {one.to_plan}, dal {first}.",
                                f"{name}: from {one.plan_code} to {one.to_plan}, from {first}."))  # fmt: skip
    click.echo(
        say("Per registrare un passaggio: mutua covers senior --move TESSERA.",
            "To record a move: mutua covers senior --move CARD.")
        if found else say("Nessuno deve passare a un altro piano.", "Nobody is to be moved to another plan.")
    )  # fmt: skip
    return 0


def move_senior(database: str | None, member: str, plan: str | None, on: date | None) -> int:
    """Moves one person; the plan need not be named where only one moves them."""
    from mutua.services.cover_senior import move_to_senior
    from mutua.services.decide_claim import Refusal
    from mutua.services.show_covers import list_seniors

    day = today_or(on)
    with cover_desk(database, member) as (at, person_id):
        if plan is None:
            with at.archive.reader.begin() as connection:
                due = [one.plan_code for one in list_seniors(connection, at.plans, day) if one.person_id == person_id]
            if len(due) != 1:
                raise refused(Refusal("which_senior", ", ".join(due) or "–"))
            plan = due[0]
        print_found(at, move_to_senior(at, person_id, plan, on=day))
    return 0
