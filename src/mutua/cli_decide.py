"""Deciding at the terminal: one request, shown and confirmed, or everything that waits; and a decision explained."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_archive_commands import print_differences
from mutua.cli_base import Stop, language, print_paragraph, say
from mutua.cli_beside import print_beside, print_copies

if TYPE_CHECKING:
    from mutua.services.benefit_figures import BenefitFigures
    from mutua.services.calendar_work import Begun
    from mutua.services.decide_batch import BatchResult
    from mutua.services.decide_claim import Proposal, Refusal
    from mutua.services.plan_book import PlanBook
    from mutua.store.database import Archive

WITH_TITLES = 100  # columns of a terminal that has room for the titles of benefits
# How outcomes are headed where there is less room.
SHORT: Mapping[str, tuple[str, str]] = {
    "paid": ("pag.", "paid"), "reduced": ("rid.", "red."), "refused": ("resp.", "ref."),
    "suspended": ("sosp.", "susp."), "deferred": ("rinv.", "def."),
}  # fmt: skip
YES = frozenset({"s", "si", "sì", "y", "yes"})


def plan_book() -> PlanBook:
    """The regulations by which this society decides."""
    from mutua.boot import settings
    from mutua.services.plan_book import book_of

    return book_of(settings().rulesets)


def claim_number(archive: Archive, name: str) -> int:
    """The request that is meant, by number or public name. Stops where there is none."""
    from mutua.services.decide_claim import Refusal
    from mutua.services.explain_claim import find_claim

    if not name.strip():
        raise click.UsageError(say("Scrivere il numero della domanda.", "Write the number of the request."))
    found = find_claim(archive, name.strip())
    if found is None:
        raise refused(Refusal("claim_unknown", name))
    return found


def look_at_request(archive: Archive, claim_id: int) -> None:
    """Writes down that somebody looks at the file of whoever made the request, before anything of it is shown."""
    from mutua.domain.kinds import Looked
    from mutua.services.accesses import look_at, person_of_claim
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids

    with archive.reader.begin() as connection:
        person_id = person_of_claim(connection, claim_id)
    if person_id is not None:
        actor_id = the_program(archive, Ids())
        look_at(archive, [person_id], Looked.REQUEST, actor_id=actor_id, now=datetime.now(UTC))


def print_heading(archive: Archive, claim_id: int) -> None:
    """Whose request it is: number, the office's own number, name, card, invoices."""
    from mutua.services.explain_claim import heading
    from mutua.wording.numbers import calendar_date

    look_at_request(archive, claim_id)
    told = heading(archive, claim_id)
    if told is None:
        return
    lang = language()
    parts = [say(f"Domanda {told.claim_id}", f"Request {told.claim_id}")]
    if told.reference:
        parts[0] += say(f" (n. {told.reference} dell'ufficio)", f" (file {told.reference})")
    if told.surname or told.given_name:
        parts[0] += say(" di ", " of ") + f"{told.surname} {told.given_name}".strip()
    if told.card_number:
        parts.append(say(f"tessera {told.card_number}", f"card {told.card_number}"))
    for number, day in told.invoices:
        said = calendar_date(day, lang) if day is not None else ""
        parts.append(say(f"fattura {number}", f"invoice {number}") + (said and say(f" del {said}", f" of {said}")))
    click.secho(", ".join(parts) + ".", bold=True)


def refused(refusal: Refusal) -> Stop:
    from mutua.wording.archive import refusal_sentence

    return Stop(refusal_sentence(refusal.code, refusal.found, language()))


def suspended(archive: Archive, claim_id: int) -> Stop | None:
    """What a suspended request waits for, which is why it does not wait for a decision; None for any other."""
    from mutua.services.explain_claim import awaited_by

    things = awaited_by(archive, claim_id, language())
    if things is None:
        return None
    told = "; ".join(things) or say("qualcosa che non si legge più", "something that cannot be read any more")
    return Stop(
        say(f"La domanda {claim_id} è sospesa: aspetta {told}.", f"Request {claim_id} is suspended: it awaits {told}.")
    )


# ---------------------------------------------------------------- one request


def decide_one(database: str | None, name: str, *, yes: bool) -> int:
    """Shows what would be decided, asks, decides. 1 where nobody agreed, or where it changed meanwhile."""
    from mutua.services.decide_claim import Changed, Recorded, Refusal, decide, propose
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids

    ids = Ids()
    with opened(database) as archive:
        plans = plan_book()
        claim_id = claim_number(archive, name)
        print_heading(archive, claim_id)
        proposal = propose(archive, plans, claim_id)
        while True:
            if isinstance(proposal, Refusal):
                waits = suspended(archive, claim_id) if proposal.code == "claim_not_pending" else None
                raise waits or refused(proposal)
            print_proposal(proposal)
            print_beside(archive, claim_id)
            if not (yes or agreed()):
                click.echo(say("Non è stato deciso nulla.", "Nothing was decided."))
                return 1
            done = decide(
                archive, plans, claim_id, seen=proposal.stamp, actor_id=the_program(archive, ids),
                now=datetime.now(UTC), ids=ids,
            )  # fmt: skip
            if isinstance(done, Recorded):
                break
            proposal = done.proposal if isinstance(done, Changed) else done
            if isinstance(done, Changed):
                click.echo(_changed())
                if yes:
                    return 1
    number = done.sequence
    click.echo(
        say(f"Registrata la decisione {number} della domanda {claim_id}.", f"Decision {number} of {claim_id} recorded.")
    )
    return 0


def _changed() -> str:
    return say(
        "Nel frattempo qualcosa è cambiato: non è stato deciso nulla.",
        "Something changed meanwhile: nothing was decided.",
    )


def print_proposal(proposal: Proposal) -> None:
    """The proposal, told as the decision would be."""
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.wording.explain import explain_assessment

    draft = proposal.draft
    versions = {one.version: one for one in draft.booked.plan.versions}
    click.echo(say(f"Proposta per la domanda {draft.record.claim_id}:", f"Proposal for {draft.record.claim_id}:"))
    today = day_in_rome(datetime.now(UTC))
    for sentence in explain_assessment(draft.answer, versions, language(), draft.case, today):
        print_paragraph(sentence)


def agreed() -> bool:
    """Whether the person says yes; anything else is no."""
    answer = click.prompt(say("Decidere così? [s/N]", "Decide so? [y/N]"), default="", show_default=False)
    return str(answer).strip().casefold() in YES


# ---------------------------------------------------------------- everything that waits


def decide_all(database: str | None) -> int:
    """Books what begins to be owed, then decides what waits; 1 where something had to be left."""
    from mutua.cli_progress import progress
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.services.benefit_figures import figures_decided_at
    from mutua.services.beside import copies_among
    from mutua.services.calendar_work import fall_due
    from mutua.services.claim_life import Desktop
    from mutua.services.decide_batch import decide_pending
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids
    from mutua.store.who import household_codes

    ids, now = Ids(), datetime.now(UTC)
    with opened(database, unchanged=False) as archive:
        plans = plan_book()
        actor_id = the_program(archive, ids)
        begun = fall_due(Desktop(archive, plans, actor_id, now, ids), day_in_rome(now))
        with progress(say("Domande decise", "Requests decided")) as told:
            result = decide_pending(
                archive, plans, actor_id=actor_id, now=now, ids=ids, told=told, clock=time.perf_counter_ns
            )
        with archive.reader.begin() as connection:
            totals = figures_decided_at(connection, now)
            codes = household_codes(connection, [one.household_id for one in result.parked])
        copies = copies_among(archive, list(result.claims))
    print_begun(begun)
    click.echo(decided_sentence(result))
    if totals:
        print_totals(totals, plans)
    print_copies(copies)
    return print_left(result, codes)


def print_begun(begun: Sequence[Begun]) -> None:
    """What had been put off to a period that has now begun; silent where there is none."""
    from mutua.wording.numbers import amount

    if begun:
        total = amount(sum(one.cents for one in begun), language())
        print_paragraph(
            say(
                f"Importi rinviati che ora sono dovuti: {total}, domande: {len(begun)}.",
                f"Amounts put off that are now due: {total}, requests: {len(begun)}.",
            )
        )


def decided_sentence(result: BatchResult) -> str:
    """«Domande decise: 7; sospese: 2.»: the suspended are not among the decided."""
    from mutua.wording.numbers import whole

    decided, waiting = result.decided - len(result.suspended), len(result.suspended)
    figures = (whole(decided, language()), whole(waiting, language()))
    if not waiting:
        return say("Domande decise: {}.", "Requests decided: {}.").format(*figures)
    return say("Domande decise: {}; sospese: {}.", "Requests decided: {}; suspended: {}.").format(*figures)


def print_totals(totals: list[BenefitFigures], plans: PlanBook) -> None:
    """A table by benefit: lines, the outcomes that there are, euro asked and granted; titles where there is room."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from mutua.domain.decisions import Outcome
    from mutua.rules.cases.case_answers import OUTCOME_WORDS

    console = Console(highlight=False)
    wide = console.width > WITH_TITLES
    outcomes = [one for one in Outcome if any(one in total.lines for total in totals)]
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, int(wide), 0, 0))
    table.add_column(say("prestazione", "benefit"), overflow="fold")
    names = [say(OUTCOME_WORDS[one], one.value) if wide else say(*SHORT[one.value]) for one in outcomes]
    told = [say("righe", "lines"), *names]
    for title in (*told, say("chiesti", "asked"), say("riconosciuti", "granted")):
        table.add_column(title, justify="right", no_wrap=True)

    def row(title: str, some: list[BenefitFigures]) -> None:
        counts = [sum(one.lines.get(outcome, 0) for one in some) for outcome in outcomes]
        figures = [str(sum(counts)), *(str(count or "") for count in counts)]
        table.add_row(title, *figures, *asked_and_granted(some, plans))

    for one in totals:
        row(benefit_title(one, plans) if wide else one.benefit, [one])
    if len(totals) > 1:
        table.add_section()
        row(say("in tutto", "in all"), totals)
    console.print(table)


def asked_and_granted(some: Sequence[BenefitFigures], plans: PlanBook) -> tuple[str, str]:
    """What was asked and granted: euros; of a single benefit that is given in kind alone its hours, days or times."""
    from mutua.wording.numbers import amount, exact_quantity

    lang = language()
    booked = plans.get(some[0].plan_code)
    unit = booked.unit_of(some[0].benefit) if booked is not None and len(some) == 1 else None
    asked, granted = sum(one.asked_cents for one in some), sum(one.granted_cents for one in some)
    if unit is not None and not asked and not granted:
        return exact_quantity(some[0].quantity_asked, unit, lang), exact_quantity(some[0].quantity_granted, unit, lang)
    return amount(asked, lang), amount(granted, lang)


def benefit_title(one: BenefitFigures, plans: PlanBook) -> str:
    """The benefit's code and title; the code alone where the regulations no longer have it."""
    booked = plans.get(one.plan_code)
    for version in reversed(booked.plan.versions if booked is not None else ()):
        if one.benefit in version.benefits:
            return f"{one.benefit} {version.benefits[one.benefit].title}"
    return one.benefit


def print_left(result: BatchResult, codes: Mapping[int, str]) -> int:
    """What could not be decided; the status of it. What was found in a damaged record is not told: it may be health."""
    for home in result.parked:
        code = codes.get(home.household_id, str(home.household_id))
        print_paragraph(
            say(
                f"Nucleo {code} messo da parte: i suoi dati sono rovinati. Cercate il guasto con mutua verify.",
                f"Household {code} set aside: its records are damaged. Look for the fault with mutua verify.",
            )
        )
    for numbers, italian, english in (
        (result.behind, "Domande che aspettano quella che integrano: {told}.",
         "Requests that wait for the one that they top up: {told}."),
        (result.closed, "Domande il cui regolamento è cambiato e non è ancora approvato da due persone: {told}.",
         "Requests whose rules changed and are not approved by two people yet: {told}."),
        (result.aside, "Domande da decidere in due, dalle pagine: {told}.",
         "Requests to be decided by two people, on the pages: {told}."),
        (result.excepted, "Domande decise dall'ufficio in eccezione alle regole, che restano così: {told}. Le "
         "conferma o le cambia un responsabile, dalla pagina della domanda.",
         "Requests that the office decided as exceptions, left as they are: {told}. An approver keeps or changes them, "
         "from the page of the request."),
        (result.without_plan, "Domande di un piano che non è fra i regolamenti: {told}.",
         "Requests of a plan that is not among the regulations: {told}."),
    ):  # fmt: skip
        if numbers:
            print_paragraph(say(italian, english).format(told=_counted_numbers(numbers)))
    return 1 if result.parked or result.without_plan or result.closed else 0


def _counted_numbers(claim_ids: Sequence[int]) -> str:
    """«12 (3, 4, …)»: how many, and the first ten."""
    more = ", …" if len(claim_ids) > 10 else ""
    return f"{len(claim_ids)} ({', '.join(map(str, claim_ids[:10]))}{more})"


# ---------------------------------------------------------------- explain


def explain_decision(database: str | None, name: str) -> int:
    """The decision in force in words; 1 where it does not come out as it was recorded."""
    from mutua.cli_claim_life import money_sentence
    from mutua.services.claim_goes_on import claim_goes_on
    from mutua.services.decide_claim import Refusal
    from mutua.services.explain_claim import explain_claim
    from mutua.wording.numbers import amount, calendar_date

    lang = language()
    with opened(database) as archive:
        claim_id = claim_number(archive, name)
        print_heading(archive, claim_id)
        told = explain_claim(archive, claim_id, lang)
        kept = claim_goes_on(archive, plan_book(), claim_id, lang)
        money = money_sentence(archive, plan_book(), claim_id)
    if isinstance(told, Refusal):
        raise refused(told)
    day = calendar_date(told.decided_on, lang)
    click.echo(
        say(
            f"Domanda {told.claim_id}, decisione {told.sequence} del {day}:",
            f"Request {told.claim_id}, decision {told.sequence} of {day}:",
        )
    )
    if told.erased:
        granted = amount(told.granted_cents, lang)
        print_paragraph(
            say(
                f"I fatti su cui si decise sono stati cancellati: resta l'importo riconosciuto, {granted}.",
                f"The facts it was taken on were erased: what remains is the amount granted, {granted}.",
            )
        )
    for sentence in (*told.sentences, *kept, *money):
        print_paragraph(sentence)
    if told.differences:
        print_paragraph(
            say(
                "Attenzione: la decisione, rifatta, non è quella registrata.",
                "Beware: the decision, taken again, is not the one that was recorded.",
            )
        )
        print_differences(told.differences)
    return 1 if told.differences else 0
