"""Old decisions anew, and households set aside, at the terminal: the plan first, then exactly that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, print_json, print_paragraph, say
from mutua.cli_claim_life import desktop
from mutua.cli_decide import refused

if TYPE_CHECKING:
    from mutua.services.readjudicate import Change
    from mutua.services.readjudicate_all import WholePlan
    from mutua.store.database import Archive


# ---------------------------------------------------------------- old decisions anew


def readjudicate_households(
    database: str | None, codes: Sequence[str], member: str, approve: str | None, motive: str, *, as_json: bool
) -> int:
    """Shows what would change, or records the plan with that fingerprint; 1 where it is no longer that one."""
    from mutua.cli_progress import progress
    from mutua.services.readjudicate_all import approve_all, households_wanted, plan_all
    from mutua.store.who import household_codes

    with opened(database, unchanged=approve is None) as archive:
        at = desktop(archive)
        with archive.reader.begin() as connection:
            wanted = households_wanted(connection, codes, member)
        if isinstance(wanted, str):
            raise unknown(wanted, member)
        with progress(say("Nuclei rifatti", "Households decided anew")) as told:
            plan = plan_all(at, wanted, told)
        if approve is None or approve.strip() != plan.fingerprint:
            with archive.reader.begin() as connection:
                names = household_codes(connection, plan.left)
            print_plan(archive, plan, list(names.values()), as_json=as_json)
            if approve is not None:
                click.echo(
                    say(f"Il piano con l'impronta {approve.strip()} non è quello di oggi: non è stato corretto nulla. "
                        "Guardate di nuovo il piano, qui sopra, e approvate la sua impronta.",
                        f"The plan with the fingerprint {approve.strip()} is not the one of today: nothing was "
                        "corrected. Look at the plan above again and approve its fingerprint."), err=True,
                )  # fmt: skip
            return 1 if approve is not None or plan.left else 0
        with progress(say("Correzioni", "Corrections")) as told:
            done = approve_all(at, plan, motive=motive, told=told)
        with archive.reader.begin() as connection:
            behind = household_codes(connection, [id_ for homes in done.changed_meanwhile for id_ in homes])
    figure = difference(done.difference_cents)
    click.echo(
        say(f"Decisioni corrette: {done.corrections}; differenza: {figure}.",
            f"Decisions corrected: {done.corrections}; difference: {figure}.")
    )  # fmt: skip
    if done.waiting:
        print_paragraph(
            say(f"Da approvare da due persone, e ferme fino ad allora: {done.waiting}. Si trovano in «Da approvare».",
                f"To be approved by two people, and standing until then: {done.waiting}. They are under “To approve”.")
        )  # fmt: skip
    if behind:
        told_codes = ", ".join(sorted(behind.values()))
        left_alone = say(f"Cambiati nel frattempo e lasciati com'erano: {told_codes}. Rifate il piano.",
                         f"Changed meanwhile and left as they were: {told_codes}. Make the plan again.")  # fmt: skip
        click.echo(left_alone, err=True)
    return 1 if behind else 0


def unknown(found: str, member: str) -> Stop:
    """A household or a person that is not there."""
    from mutua.services.decide_claim import Refusal

    return refused(Refusal("member_unknown", found) if member else Refusal("household_unknown", found))


def difference(cents: int) -> str:
    """An amount with its sign; a plus too, for it says that the society owes more."""
    from mutua.wording.numbers import amount

    return f"+{amount(cents, language())}" if cents > 0 else amount(cents, language())


def print_plan(archive: Archive, plan: WholePlan, left: Sequence[str], *, as_json: bool) -> None:
    """What would change, and how to do it."""
    if as_json:
        print_json({
            "fingerprint": plan.fingerprint, "difference_cents": plan.difference_cents, "left": sorted(left),
            "changes": [one._asdict() for one in plan.changes],
            "waiting": [one._asdict() for one in plan.waiting], "excepted": list(plan.excepted),
        })  # fmt: skip
        return
    if plan.changes or plan.waiting:
        print_changes(archive, plan.changes)
        if plan.waiting:
            print_paragraph(say("Queste le approvano due persone; fino ad allora restano come sono:",
                                "These are approved by two people; until then they stay as they are:"))  # fmt: skip
            print_changes(archive, plan.waiting)
        print_paragraph(
            say(
                f"Nessuna decisione è stata toccata. Per correggerle così: gli stessi argomenti con --approve "
                f"{plan.fingerprint} --motive «perché».",
                f"No decision was touched. To correct them so: the same arguments with --approve {plan.fingerprint} "
                "--motive “why”.",
            )
        )
    else:
        click.echo(say("Nessuna decisione cambierebbe.", "No decision would change."))
    if plan.excepted:
        from mutua.wording.override import exceptions_left_sentence

        print_paragraph(exceptions_left_sentence([str(one) for one in plan.excepted], language()))
    if left:
        told = ", ".join(sorted(left))
        damaged = say(f"Nuclei che non si possono rifare, perché i loro dati sono rovinati: {told}.",
                      f"Households that cannot be decided anew, their records being damaged: {told}.")  # fmt: skip
        click.echo(damaged, err=True)


def print_changes(archive: Archive, changes: Sequence[Change]) -> None:
    """A row for each decision: whose, what becomes of its lines, how much now and then, the difference."""
    if not changes:
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from mutua.services.explain_claim import heading
    from mutua.wording.numbers import amount

    console = Console(highlight=False)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(say("domanda", "request"), justify="right", no_wrap=True)
    table.add_column(say("di", "of"), overflow="fold")
    table.add_column(say("esiti", "outcomes"), overflow="fold")
    for title in (say("adesso", "now"), say("diverrebbe", "it would be"), say("differenza", "difference")):
        table.add_column(title, justify="right", no_wrap=True)
    lang = language()
    for one in changes:
        who = heading(archive, one.claim_id)
        name = f"{who.surname} {who.given_name}".strip() if who is not None else ""
        figures = (amount(one.before_cents, lang), amount(one.after_cents, lang))
        cents = one.after_cents - one.before_cents
        table.add_row(str(one.claim_id), name, outcomes_in_words(one), *figures, difference(cents))
    if len(changes) > 1:
        table.add_section()
        before, after = (sum(getattr(one, name) for one in changes) for name in ("before_cents", "after_cents"))
        figures = (amount(before, lang), amount(after, lang))
        table.add_row("", say("in tutto", "in all"), "", *figures, difference(after - before))
    console.print(table)


def outcomes_in_words(change: Change) -> str:
    """«pagata → respinta», «ridotta (17 ore e mezza) → pagata (30 ore)»; of several lines each."""
    from mutua.domain.decisions import Outcome
    from mutua.rules.cases.case_answers import OUTCOME_WORDS
    from mutua.rules.model import Unit
    from mutua.wording.numbers import exact_quantity

    def word(code: str, unit: str, quantity: int) -> str:
        told = say(OUTCOME_WORDS[Outcome(code)], code)
        return f"{told} ({exact_quantity(quantity, Unit(unit), language())})" if unit and quantity else told

    quantities = change.quantities or (("", 0, 0),) * len(change.before)
    lines = [
        (word(old, unit, had), word(new, unit, would))
        for old, new, (unit, had, would) in zip(change.before, change.after, quantities, strict=True)
    ]
    return ", ".join(old if old == new else f"{old} → {new}" for old, new in lines)


# ---------------------------------------------------------------- households set aside


def print_parked(database: str | None, *, as_json: bool) -> int:
    """The households set aside, since when, why, and how many requests of theirs wait."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from mutua.domain.italian import written_day
    from mutua.services.parked import parked_households
    from mutua.wording.claim_states import cause_in_words

    with opened(database) as archive:
        found = parked_households(archive)
    if as_json:
        print_json([
            {"household": one.code, "parked_on": one.parked_on.isoformat(), "cause": one.cause, "waiting": one.waiting}
            for one in found
        ])  # fmt: skip
        return 0
    if not found:
        click.echo(say("Nessun nucleo è messo da parte.", "No household is set aside."))
        return 0
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(say("nucleo", "household"), overflow="fold")
    table.add_column(say("dal", "since"), no_wrap=True)
    table.add_column(say("in attesa", "waiting"), justify="right", no_wrap=True)
    table.add_column(say("perché", "why"), overflow="fold")
    for one in found:
        why = cause_in_words(one.cause, language())
        table.add_row(one.code, written_day(one.parked_on), str(one.waiting), why)
    Console(highlight=False).print(table)
    print_paragraph(
        say("Cercate il guasto con mutua verify; quando un nucleo è a posto: mutua parked --release NUCLEO.",
            "Look for the fault with mutua verify; when a household is mended: mutua parked --release HOUSEHOLD.")
    )  # fmt: skip
    return 0


def release_parked(database: str | None, code: str) -> int:
    """Takes a household off the list: what waits of it is decided in the next run."""
    from mutua.services.decide_claim import Refusal
    from mutua.services.parked import release_parked_household

    with opened(database) as archive:
        at = desktop(archive)
        found = release_parked_household(archive, code, actor_id=at.actor_id, now=at.now)
    if isinstance(found, Refusal):
        raise refused(found)
    print_paragraph(
        say(
            f"Il nucleo {code} non è più messo da parte: le sue domande in attesa ({found.waiting}) si decidono con "
            "mutua decide --all. Se i dati sono ancora rovinati, vi torna.",
            f"Household {code} is no longer set aside: {found.waiting} requests of it wait, to be decided by mutua "
            "decide --all. If its records are still damaged, it comes back here.",
        )
    )
    return 0
