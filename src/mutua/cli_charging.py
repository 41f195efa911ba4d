"""Charging a year at the terminal: what would be charged, a question, then exactly that."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, many_values, print_paragraph, say
from mutua.cli_claim_life import agreed, desktop, today_or
from mutua.cli_decide import refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from mutua.services.charge_contributions import Charged, ChargingPlan
    from mutua.services.charge_people import Question
    from mutua.services.claim_life import Desktop


def the_household(connection: Connection, member: str, household: str) -> tuple[int, int | None]:
    """The household that was named, and the person by whose number it was; stops where there is none."""
    from mutua.services.decide_claim import Refusal
    from mutua.services.member_desk import person_numbered
    from mutua.services.receive_money import home_on
    from mutua.store.who import household_ids

    if bool(member) == bool(household):
        raise click.UsageError(say("Dite --member oppure --household.", "Say --member or --household."))
    if household:
        found = household_ids(connection, [household.strip()]).get(household.strip())
        if found is None:
            raise refused(Refusal("household_unknown", household))
        return found, None
    person_id = person_numbered(connection, member)
    if isinstance(person_id, Refusal):
        raise refused(person_id)
    home = home_on(connection, person_id, today_or(None))
    if home is None:
        raise refused(Refusal("payer_in_no_household", member))
    return home, person_id


# ---------------------------------------------------------------- charging


def charge_everybody(
    database: str | None, year: int, plans: Sequence[str], due_days: Sequence[date], approve: str,
    households: Sequence[str] = (), *, dry_run: bool, yes: bool,
) -> int:  # fmt: skip
    """Charges who is covered in the year, and the members; 1 where somebody was not charged or nothing was done."""
    from mutua.cli_late import households_named
    from mutua.cli_progress import counting, progress
    from mutua.services.charge_contributions import charge_year, plan_year

    with opened(database, unchanged=False) as archive, many_values():
        at = desktop(archive)
        _known_plans(at, plans)
        last = today_or(None).year + 1
        if year > last:
            raise Stop(say(f"Il {year} è troppo lontano: si addebita al più il {last}.",
                           f"{year} is too far away: the last year that can be charged is {last}."))  # fmt: skip
        with archive.reader.begin() as connection:
            only = households_named(connection, households)
        with progress(say("Nuclei guardati", "Households looked at")) as told:
            plan = plan_year(at, year, plan_codes=plans, due_days=due_days, households=only, told=told)
        print_plan(at, plan)
        stale = approve not in ("", plan.fingerprint)
        if stale:
            text = say(f"Le rettifiche con l'impronta {approve} non sono quelle di oggi: non se ne registra nessuna.",
                       f"The adjustments with the fingerprint {approve} are not those of today: none is recorded.")
            click.echo(text, err=True)  # fmt: skip
            return 1
        if dry_run or not (plan.new or (approve and plan.adjusted)):
            return 1 if plan.questions else 0
        if not (yes or agreed(say("Addebitare?", "Charge?"))):
            return 1
        with progress(say("Nuclei addebitati", "Households charged")) as told:
            counted = counting(told, len(plan.households))
            done = charge_year(at, plan, approved=approve, told=counted, clock=time.perf_counter_ns)
        _print_done(at, done)
        return 1 if plan.questions or done.changed_meanwhile else 0


def _known_plans(at: Desktop, plans: Sequence[str]) -> None:
    from mutua.services.decide_claim import Refusal

    for one in plans:
        if at.plans.get(one) is None:
            raise refused(Refusal("plan_unknown", one))


def print_plan(at: Desktop, plan: ChargingPlan) -> None:
    """How many are charged how much, by plan; what waits for an answer; what would be adjusted."""
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.services.charge_shown import idle_days, past_days, sums_of
    from mutua.wording.dues import idle_days_sentence, past_days_sentence
    from mutua.wording.numbers import amount

    lang, totals = language(), sums_of(plan)
    for code, people, cents in totals:
        told = amount(cents, lang)
        many = people != 1
        click.echo(say(f"{code}: {people} {'persone' if many else 'persona'}, {told}.",
                       f"{code}: {people} {'people' if many else 'person'}, {told}."))  # fmt: skip
    if totals:
        _print_whole(plan, sum(cents for _, _, cents in totals))
    else:
        why = say("i nuclei da addebitare aspettano tutti, qui sotto perché", "those to be charged wait, see below why")
        done = say("è già tutto addebitato", "all is charged already")
        none = say("nell'anno nessuno ha una copertura, né una quota sociale", "nobody has a cover or a fee in it")
        told = why if plan.questions else done if plan.unchanged else none
        click.echo(say(f"Nessuno da addebitare: {told}.", f"Nobody is to be charged: {told}."))
    if plan.unchanged:
        click.echo(say(f"Già a posto: {plan.unchanged}.", f"Charged already: {plan.unchanged}."))
    past = past_days(plan, day_in_rome(at.now))
    if past:
        print_paragraph(past_days_sentence(past, lang))
    idle = idle_days(plan)
    if idle:
        print_paragraph(idle_days_sentence(idle, lang))
    with at.archive.reader.begin() as connection:
        tell_over_line(connection, plan.year, more_cents=sum(cents for _, _, cents in totals))
    if plan.questions:
        _print_questions(at, plan.questions)
    if plan.adjusted:
        _print_adjustments(at, plan)


def _print_whole(plan: ChargingPlan, cents: int) -> None:
    """«In tutto: 120 nuclei, 24.000,00 €.»"""
    from mutua.wording.numbers import amount, counted

    homes = counted(len(plan.new), ("nucleo", "nuclei", "household", "households"), language())
    told = amount(cents, language())
    click.echo(say(f"In tutto: {homes}, {told}.", f"In all: {homes}, {told}."))


def tell_over_line(connection: Connection, year: int, *, more_cents: int = 0) -> None:
    """Says that the contributions of a year, with those about to be charged, are above the line of the register."""
    from mutua.boot import settings
    from mutua.rules.reading.problems import sentence
    from mutua.services.outside_figures import over_the_line
    from mutua.services.retention import RetentionMissing
    from mutua.wording.dues import over_line_sentence

    try:
        over = over_the_line(connection, settings().rulesets, year, more_cents=more_cents)
    except RetentionMissing as missing:
        click.echo("\n".join(sentence(one, language()) for one in missing.problems), err=True)
        return
    if over is not None:
        print_paragraph(over_line_sentence(*over, language()))


def _print_questions(at: Desktop, questions: Sequence[Question]) -> None:
    """Every household that is not charged, with whom and what is missing."""
    from mutua.services.charge_shown import asked_in_words
    from mutua.store.who import household_codes, read_identities
    from mutua.wording.dues import CHARGE_QUESTIONS

    with at.archive.reader.begin() as connection:
        codes = household_codes(connection, {one.household_id for one in questions})
        who = read_identities(connection, {one.person_id for one in questions})
    homes = len({one.household_id for one in questions})
    click.echo(say(f"Non addebitati, nuclei: {homes}.", f"Not charged, households: {homes}."), err=True)
    for text, count in _reasons(at, questions):
        click.echo(f"  {count}: {text}", err=True)
    for one in sorted(questions, key=lambda one: (codes[one.household_id], one.person_id, one.found)):
        person = who.get(one.person_id)
        name = f"{person.surname} {person.given_name}".strip() if person is not None else ""
        text = CHARGE_QUESTIONS[one.code][language() != "it"].format(
            found=asked_in_words(at.plans, one, language())
        )
        click.echo(f"  {codes[one.household_id]} {name} ({one.plan_code}): {text}", err=True)


def _reasons(at: Desktop, questions: Sequence[Question]) -> list[tuple[str, int]]:
    """Why households are not charged, each reason with how many, the most frequent first; nothing of one alone."""
    from mutua.services.charge_shown import asked_in_words
    from mutua.wording.dues import CHARGE_QUESTIONS

    homes: dict[str, set[int]] = {}
    for one in questions:
        words = asked_in_words(at.plans, one, language())
        text = CHARGE_QUESTIONS[one.code][language() != "it"].format(found=words)
        homes.setdefault(f"{one.plan_code}, {text}", set()).add(one.household_id)
    told = sorted(((text, len(some)) for text, some in homes.items()), key=lambda pair: (-pair[1], pair[0]))
    return told if len({one.household_id for one in questions}) > 1 else []


def _print_adjustments(at: Desktop, plan: ChargingPlan) -> None:
    from mutua.cli_reopen import difference
    from mutua.store.who import household_codes

    with at.archive.reader.begin() as connection:
        codes = household_codes(connection, [one.household_id for one in plan.adjusted])
    click.echo(say("Rettifiche di ciò che fu addebitato:", "Adjustments of what was charged:"))
    for one in sorted(plan.adjusted, key=lambda one: codes[one.household_id]):
        for made in one.adjustments.charges:
            click.echo(f"  {codes[one.household_id]} {made.plan_code} {made.title}: {difference(made.amount_cents)}")
    print_paragraph(
        say(f"Per registrarle: gli stessi argomenti con --approve {plan.fingerprint}.",
            f"To record them: the same arguments with --approve {plan.fingerprint}.")
    )  # fmt: skip


def _print_done(at: Desktop, done: Charged) -> None:
    from mutua.store.who import household_codes
    from mutua.wording.numbers import amount

    told = amount(done.cents, language())
    click.echo(
        say(f"Persone addebitate: {done.people}; nuclei: {done.households}; {told}. Rettifiche: {done.adjustments}.",
            f"Charged {done.people} people in {done.households} households: {told}. Adjustments: {done.adjustments}.")
    )  # fmt: skip
    if done.changed_meanwhile:
        with at.archive.reader.begin() as connection:
            codes = ", ".join(sorted(household_codes(connection, done.changed_meanwhile).values()))
        left = say(f"Cambiati nel frattempo e lasciati com'erano: {codes}. Ripetere il comando.",
                   f"Changed meanwhile and left as they were: {codes}. Run the command again.")  # fmt: skip
        click.echo(left, err=True)


# ---------------------------------------------------------------- how a household pays


def choose_way_of_paying(
    database: str | None, member: str, household: str, plan: str, year: int, instalments: str, channel: str
) -> int:
    """Records how a household pays a plan from a year on."""
    from mutua.services.decide_claim import Refusal
    from mutua.services.payment_choices import choose, nobody_signed, ways_of_paying
    from mutua.wording.dues import unsigned_debit_sentence

    with opened(database) as archive:
        at = desktop(archive)
        with archive.reader.begin() as connection:
            home, _ = the_household(connection, member, household)
        found = choose(at, home, plan, year, instalments, channel)
        if isinstance(found, Refusal):
            if found.code == "instalments_unknown":
                ways = ", ".join(f"«{one}»" for one in ways_of_paying(at.plans, plan, year))
                raise Stop(say(f"Il piano non ha il modo di pagare «{instalments}»; ha: {ways}.",
                               f"The plan has no way of paying “{instalments}”; it has: {ways}."))  # fmt: skip
            raise refused(found)
        click.echo(say("Scelta registrata.", "Choice recorded."))
        with archive.reader.begin() as connection:
            unsigned = nobody_signed(connection, home, channel)
        if unsigned:
            print_paragraph(unsigned_debit_sentence(language(), "mutua bank mandate add"))
    return 0
