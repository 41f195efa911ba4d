"""The figures of the demonstration at the terminal: tables that hold at 80 columns, decisions read aloud."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import click

from mutua.cli_base import language, print_paragraph, say

if TYPE_CHECKING:
    from rich.table import Table

    from mutua.rules.model import Plan, Ruleset
    from mutua.services.benefit_figures import BenefitFigures
    from mutua.services.decision_samples import CeilingReached, Sample

_WIDE = 100  # columns from which the headings are whole words
_TITLES = (
    "prestazione|chieste|pagate|ridotte|rinviate|respinte|sospese|riconosciuto",
    "benefit|asked|paid|reduced|deferred|refused|suspended|granted",
)
_SHORT_TITLES = (
    "prestazione|chies.|pag.|rid.|rinv.|resp.|sosp.|riconosciuto",
    "benefit|asked|paid|red.|def.|ref.|susp.|granted",
)


def whole(number: int) -> str:
    """A whole number as it is written in the language asked for: 1.234 or 1,234."""
    from mutua.wording.numbers import whole as written

    return written(number, language())


def _heading(text: str) -> None:
    from mutua.demo import LABEL

    click.echo()
    click.secho(text, bold=True, nl=False)
    click.echo(f" ({say(*LABEL)})")


def _table(*titles: str) -> Table:
    """A table whose first column folds and whose others stay whole, to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(titles[0])
    for title in titles[1:]:
        table.add_column(title, justify="right", no_wrap=True)
    return table


def _print(table: Table) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    with console.capture() as caught:
        console.print(table)
    for line in caught.get().splitlines():
        click.echo(line.rstrip())


# ---------------------------------------------------------------- the year by benefit


def print_figures(
    figures: Sequence[BenefitFigures], plans: Mapping[str, Plan], since: date, until: date
) -> None:
    """One row for each benefit, under the name of its plan: lines by outcome, and what was granted."""
    from mutua.domain.decisions import Outcome

    _heading(say(f"12 mesi di domande, dal {since:%d/%m/%Y} al {until:%d/%m/%Y}",
                 f"12 months of requests, from {since:%d/%m/%Y} to {until:%d/%m/%Y}"))  # fmt: skip
    table = _table(*_titles())
    plan_code = ""
    for one in figures:
        plan = plans[one.plan_code]
        if one.plan_code != plan_code:
            plan_code = one.plan_code
            table.add_section()
            table.add_row(f"[bold]{plan.head.title.partition(' – ')[0]}[/bold]")
        table.add_row(_title(plan, one.benefit), *map(_count, _counts(one)), _granted(plan, one))
    table.add_section()
    totals = [sum(column) for column in zip(*(_counts(one) for one in figures), strict=True)]
    euros = sum(one.granted_cents for one in figures)
    table.add_row(say("in tutto", "in all"), *map(_count, totals), _euros(euros))
    _print(table)
    _legend()
    deferred = sum(one.lines.get(Outcome.DEFERRED, 0) for one in figures)
    click.echo(say("Si contano le righe delle domande, ciascuna con il suo esito.",
                   "Lines of requests are counted, each with its outcome."))  # fmt: skip
    if deferred:
        later = _euros(sum(one.deferred_cents for one in figures))
        click.echo(say(f"Messi in conto ad anni dopo quello della spesa: {later}.",
                       f"Charged to years after that of the expense: {later}."))


def _titles() -> tuple[str, ...]:
    if _is_wide():
        return tuple(say(*_TITLES).split("|"))
    return tuple(say(*_SHORT_TITLES).split("|"))


def _is_wide() -> bool:
    return shutil.get_terminal_size().columns >= _WIDE


def _legend() -> None:
    """What the shortened headings stand for; nothing where they are whole words."""
    if _is_wide():
        return
    pairs = zip(say(*_SHORT_TITLES).split("|"), say(*_TITLES).split("|"), strict=True)
    print_paragraph(", ".join(f"{short} = {title}" for short, title in pairs if short != title) + ".")


def _counts(one: BenefitFigures) -> list[int]:
    from mutua.domain.decisions import Outcome

    order = (Outcome.PAID, Outcome.REDUCED, Outcome.DEFERRED, Outcome.REFUSED, Outcome.SUSPENDED)
    return [one.asked, *(one.lines.get(outcome, 0) for outcome in order)]


def _count(number: int) -> str:
    return whole(number) if number else "·"


def _title(plan: Plan, benefit: str) -> str:
    """As the plan calls it; a code that no version knows stays as it is."""
    known = (version.benefits[benefit].title for version in reversed(plan.versions) if benefit in version.benefits)
    return next(known, benefit)


def _granted(plan: Plan, one: BenefitFigures) -> str:
    """Euros; where a benefit is given in hours or days, those too."""
    from mutua.rules.model import Unit
    from mutua.wording.numbers import decimal, exact_quantity

    unit = next((version.benefits[one.benefit].unit for version in reversed(plan.versions)
                 if one.benefit in version.benefits), None)  # fmt: skip
    parts = []
    if unit is Unit.HOURS and one.quantity_granted:
        hours = decimal(Fraction(one.quantity_granted, 60), language(), most=1)
        parts.append(f"{hours} {say('ore', 'hours')}")
    elif unit and one.quantity_granted:
        parts.append(exact_quantity(one.quantity_granted, unit, language()))
    if one.granted_cents or not parts:
        parts.append(_euros(one.granted_cents))
    return "\n".join(parts)


def _euros(cents: int) -> str:
    from mutua.wording.numbers import amount

    return amount(cents, language())


# ---------------------------------------------------------------- what is owed, ceilings, decisions


def print_owed(owed: Mapping[str, tuple[int, int]], since: date, until: date) -> None:
    """What the society owes to members for each area of benefits: by the last day, and after it."""
    from mutua.services.recording import NO_AREA

    months = (until.year - since.year) * 12 + until.month - since.month + 1
    _heading(say("Da pagare ai soci", "Owed to members"))
    click.echo(say(f"Per {months} mesi di domande, dal {since:%d/%m/%Y} al {until:%d/%m/%Y}.",
                   f"For {months} months of requests, from {since:%d/%m/%Y} to {until:%d/%m/%Y}."))  # fmt: skip
    table = _table(say("area", "area"), say("subito", "at once"), say("negli anni dopo", "in later years"))
    for area, (now, later) in owed.items():
        name = say("altre prestazioni", "other benefits") if area == NO_AREA else area
        table.add_row(name, _euros(now), _euros(later) if later else "·")
    table.add_section()
    totals = [sum(pair[at] for pair in owed.values()) for at in (0, 1)]
    table.add_row(say("in tutto", "in all"), *map(_euros, totals))
    _print(table)
    click.echo(say("Nella dimostrazione non si è ancora pagato niente.", "In the demonstration nothing was paid yet."))


def print_ceilings(reached: Sequence[CeilingReached]) -> None:
    """Ceilings used up: who, for what, and what the ceiling had before and has now."""
    from mutua.wording.explain import ceiling_sentences
    from mutua.wording.voice import Voice

    if not reached:
        return
    _heading(say("Limiti raggiunti", "Limits reached"))
    for one in reached:
        voice = Voice(one.sample.rules_of(one.line), language())
        only = one.line._replace(ceilings=tuple(read for read in one.line.ceilings if read.pot == one.pot))
        said = " ".join(ceiling_sentences(voice, only))
        print_paragraph(f"- {_who(one.sample)} {voice.benefit(one.line.benefit)}. {said}")


def print_sample(title: str, sample: Sample | None) -> None:
    """A decision as the member would read it, line by line."""
    from mutua.wording.explain import explain_assessment

    if sample is None:
        return
    _heading(title)
    rules: dict[str, Ruleset] = {line.version: sample.rules_of(line) for line in sample.answer.lines}
    print_paragraph(f"{_who(sample)} {sample.plan.head.title}.")
    for sentence in explain_assessment(sample.answer, rules, language(), sample.case, sample.decided_on):
        print_paragraph(f"- {sentence}")


def _who(sample: Sample) -> str:
    day = f"{sample.received_at:%d/%m/%Y}"
    return say(
        f"{sample.name}, tessera {sample.card_number} (persona inventata), domanda {sample.claim_id} del {day}.",
        f"{sample.name}, card {sample.card_number} (an invented person), request {sample.claim_id} of {day}.",
    )
