"""The clerk's speech for a decision: what comes of it, why, the sums one by one, the limits before and after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from mutua.domain.case import Case, FactValue
from mutua.domain.decisions import Assessment, CeilingRead, Deferral, LineAssessment, Outcome, Step
from mutua.domain.membership import JoiningAnswer
from mutua.rules.model import (
    Benefit,
    Counts,
    Expense,
    Flat,
    Layers,
    MoneyStep,
    Residue,
    RoundingMode,
    Ruleset,
    Share,
    Unit,
)
from mutua.wording.awaited import is_ours, missing, named
from mutua.wording.grammar import Noun, fused, sentence, the
from mutua.wording.numbers import Language, amount, calendar_date, exact_quantity
from mutua.wording.price_lists import price_named
from mutua.wording.reasons import reason_sentence
from mutua.wording.reference import rounded
from mutua.wording.reopening import reopening
from mutua.wording.roles import called, role
from mutua.wording.steps import is_idle, step_sentence
from mutua.wording.unpaid import NO_FACTS, unpaid
from mutua.wording.voice import Voice

_ASKED = frozenset({"paper_asked", "answer_asked", "date_asked"})


class Told(NamedTuple):
    """A line in words, part by part: what comes of it; why; what is still needed; the sums; the limits; what stays.

    `lead` announces the sums of a line that is not decided yet, "" for any other.
    """

    outcome: str
    reasons: tuple[str, ...]
    needed: tuple[str, ...]
    lead: str
    steps: tuple[str, ...]
    limits: tuple[str, ...]
    stays: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        lead = [self.lead] if self.lead else []
        return [self.outcome, *self.reasons, *self.needed, *lead, *self.steps, *self.limits, *self.stays]


def explain(
    line: LineAssessment, ruleset: Ruleset, language: Language = "it", facts: Mapping[str, FactValue] = NO_FACTS,
    decided_on: date | None = None,
) -> list[str]:  # fmt: skip
    """The sentences of a line: outcome first, then the reasons, the steps, the limits, what stays with the member.

    `facts`: those of the line and of its request, where they are at hand; they tell what others paid. `decided_on`
    tells which later periods had begun by the decision; None where that is not known.
    The article of the line stands in the first sentence; the others name theirs where it is another.
    """
    return told_in_parts(line, ruleset, language, facts, decided_on).sentences


def told_in_parts(
    line: LineAssessment, ruleset: Ruleset, language: Language = "it", facts: Mapping[str, FactValue] = NO_FACTS,
    decided_on: date | None = None,
) -> Told:  # fmt: skip
    """The same sentences, kept apart by what they say: for a page that sets each in its place."""
    voice = Voice(ruleset, language)
    benefit = ruleset.benefits.get(line.benefit)
    price = price_named(voice, benefit)
    steps = [
        step_sentence(voice, step, line.article)
        for step in (_completed(step, line, price, benefit) for step in line.steps if not _idle(step, line))
    ]
    suspended = line.outcome is Outcome.SUSPENDED
    return Told(
        outcome_sentence(voice, line, benefit, decided_on),
        tuple(reason_sentence(voice, one, benefit, line.ceilings) for one in line.reasons if one.code not in _ASKED),
        tuple(_asked(voice, line, benefit)),
        voice.say("Il conto sarebbe questo.", "The sum would be this.") if steps and suspended else "",
        (*steps, *(_to_the_cent(voice, line) if steps else ())),
        tuple(ceiling_sentences(voice, line) if steps or not suspended else []),
        () if is_subsidy(benefit) else tuple(unpaid(voice, line, benefit, facts)),
    )


def explain_assessment(
    assessment: Assessment, rulesets: Mapping[str, Ruleset] | Ruleset, language: Language = "it",
    case: Case | None = None, decided_on: date | None = None,
) -> list[str]:  # fmt: skip
    """All lines of a request, then the total when there are several. `rulesets` by version, or the only one.

    `case`: the request itself, where it is at hand. With the day of the decision, what is charged to a period that had
    begun by then is due at once.
    """
    facts = {one.id: {**case.facts, **one.facts} for one in case.lines} if case is not None else {}
    said: list[str] = []
    kinds: list[bool] = []
    for line in assessment.lines:
        if isinstance(rulesets, Ruleset):
            ruleset = rulesets
        else:
            ruleset = rulesets.get(line.version) or next(iter(rulesets.values()))
        kinds.append(is_subsidy(ruleset.benefits.get(line.benefit)))
        said += explain(line, ruleset, language, facts.get(line.line_id, NO_FACTS), decided_on)
    if len(assessment.lines) > 1:
        total = amount(assessment.granted_cents + begun_cents(assessment, decided_on), language)
        verb = {frozenset({False}): "rimborsiamo", frozenset({True}): "riconosciamo"}.get(frozenset(kinds), "paghiamo")
        said.append(f"In tutto le {verb} {total}." if language == "it" else f"In all we pay you {total}.")
    return said


def explain_joining(answer: JoiningAnswer, ruleset: Ruleset, language: Language = "it") -> list[str]:
    """Whether one may join and from when; why not; or what is still to be told."""
    voice = Voice(ruleset, language)
    if answer.allowed is None:
        questions = [voice.quoted(voice.question(one.name).strip("“”")) for one in answer.missing]
        return [voice.say("Non possiamo ancora rispondere.", "We cannot answer yet."),
                sentence(f"{voice.say('Ci dica', 'Please tell us')}: {' '.join(questions)}")]
    if not answer.allowed:
        return [voice.say("L'iscrizione non è possibile.", "Joining is not possible."),
                *(reason_sentence(voice, one) for one in answer.reasons)]
    if answer.starts_on is None:
        return [voice.say("Può iscriversi.", "You may join.")]
    day = calendar_date(answer.starts_on, language)
    return [voice.say(f"Può iscriversi: la copertura comincia {the(Noun(day))}.",
                      f"You may join: the cover starts on {day}.")]


# ---------------------------------------------------------------- what comes of it


def is_subsidy(benefit: Benefit | None) -> bool:
    """Whether it is a sum for something that happened, whatever it cost: no row of it starts from an expense."""
    rows = [row for row in benefit.rows if row.steps] if benefit is not None else []
    return bool(rows) and all(_without_expense(row.steps) for row in rows)


def _without_expense(steps: tuple[MoneyStep, ...]) -> bool:
    first = steps[0]
    return (
        isinstance(first, Flat)
        and all(step.even_without_expense for step in steps if isinstance(step, Flat))
        and not any(isinstance(step, (Expense, Residue)) for step in steps)
    )


def outcome_sentence(
    voice: Voice, line: LineAssessment, benefit: Benefit | None, decided_on: date | None = None
) -> str:
    """The first sentence: what the member gets, in money or in kind."""
    title = voice.benefit(line.benefit)
    served = benefit is not None and any(not row.steps and not row.not_due for row in benefit.rows)
    in_kind = served and not line.computed_cents and line.quantity_asked > 0
    subsidy = is_subsidy(benefit)
    match line.outcome:
        case Outcome.REFUSED:
            text = _refused(voice, line, in_kind or subsidy)
        case Outcome.SUSPENDED:
            text = voice.say("non possiamo ancora decidere", "we cannot decide yet")
        case Outcome.DEFERRED:
            text = _deferred(voice, line, subsidy, decided_on)
        case _ if in_kind and benefit is not None and benefit.unit is not None:
            text = _in_kind(voice, line, benefit.unit)
        case _ if subsidy:
            text = _recognised(voice, line)
        case _:
            text = _granted(voice, line)
    return sentence(f"{title}: {text}{voice.article(line.article)}")


def _granted(voice: Voice, line: LineAssessment) -> str:
    due = amount(line.granted_cents, voice.language)
    if line.granted_cents == line.asked_cents:
        return voice.say(f"le rimborsiamo {due}", f"we pay you {due}")
    asked = amount(line.asked_cents, voice.language)
    return voice.say(f"le rimborsiamo {due} su {asked}", f"we pay you {due} of {asked}")


def _recognised(voice: Voice, line: LineAssessment) -> str:
    """A subsidy: a sum that the rules give for something that happened, and not for what it cost."""
    due = amount(line.granted_cents, voice.language)
    if line.granted_cents == line.computed_cents:
        return voice.say(f"le riconosciamo {due}", f"we grant you {due}")
    foreseen = amount(line.computed_cents, voice.language)
    return voice.say(f"le riconosciamo {due} su {foreseen}", f"we grant you {due} of {foreseen}")


def _in_kind(voice: Voice, line: LineAssessment, unit: Unit) -> str:
    granted = exact_quantity(line.quantity_granted, unit, voice.language)
    if line.quantity_granted == line.quantity_asked:
        return voice.say(f"le riconosciamo {granted}", f"we grant you {granted}")
    asked = exact_quantity(line.quantity_asked, unit, voice.language)
    return voice.say(f"le riconosciamo {granted} su {asked}", f"we grant you {granted} of {asked}")


def _refused(voice: Voice, line: LineAssessment, in_kind: bool) -> str:
    if in_kind or not line.asked_cents:
        return voice.say("la domanda non si può accogliere", "the request cannot be granted")
    asked = amount(line.asked_cents, voice.language)
    return voice.say(f"di {asked} non possiamo rimborsare nulla", f"of {asked} we can pay nothing")


def begun_cents(assessment: Assessment, decided_on: date | None) -> int:
    """What is charged to later periods that had begun by the day of the decision: it is due at once."""
    every = [one for line in assessment.lines for one in line.deferrals]
    return sum(one.amount_cents for one in every if decided_on is not None and one.period <= decided_on)


def _deferred(voice: Voice, line: LineAssessment, subsidy: bool, decided_on: date | None) -> str:
    """What is paid at once, with what of it is out of a later period that has begun; what in periods still to come."""
    begun = [one for one in line.deferrals if decided_on is not None and one.period <= decided_on]
    later = [_in_year(voice, one) for one in line.deferrals if one not in begun]
    verb = voice.say("riconosciamo" if subsidy else "rimborsiamo", "grant" if subsidy else "pay")
    at_once = line.granted_cents + sum(one.amount_cents for one in begun)
    if not at_once:
        future = voice.say("riconosceremo" if subsidy else "rimborseremo", f"shall {verb}")
        return voice.say(f"le {future} {_listed(voice, later)}", f"we {future} you {_listed(voice, later)}")
    now = f"{amount(at_once, voice.language)} {voice.say('ora', 'now')}"
    if begun:
        of = _listed(voice, [_within(voice, one, of_more=bool(line.granted_cents) or len(begun) > 1) for one in begun])
        now += f" ({of})"
    parts = _listed(voice, [now, *later])
    return voice.say(f"le {verb} {parts}", f"we {verb} you {parts}")


def _within(voice: Voice, one: Deferral, *, of_more: bool) -> str:
    """«di cui 625,00 € nei limiti del 2026»"""
    cents = amount(one.amount_cents, voice.language)
    of = voice.say(f"di cui {cents} ", f"{cents} of it ") if of_more else ""
    return of + voice.say(f"nei limiti del {one.period.year}", f"within the limits of {one.period.year}")


def _listed(voice: Voice, parts: list[str]) -> str:
    last = voice.say(" e ", " and ")
    return f"{', '.join(parts[:-1])}{last}{parts[-1]}" if len(parts) > 1 else "".join(parts)


def _in_year(voice: Voice, one: Deferral) -> str:
    cents, year = amount(one.amount_cents, voice.language), one.period.year
    return voice.say(f"{cents} nel {year}", f"{cents} in {year}")


# ---------------------------------------------------------------- what is still needed


def _asked(voice: Voice, line: LineAssessment, benefit: Benefit | None) -> list[str]:
    """Everything missing in one message, then what would be paid if it were there."""
    if line.outcome is not Outcome.SUSPENDED:
        return []
    papers, dates, questions = missing(voice, line, benefit)
    said = []
    if papers or dates:
        needed = [*papers, *dates]
        plural = len(needed) > 1 or any(needed[0].startswith(article) for article in ("le ", "i ", "gli "))
        lead = voice.say("Ci servono ancora" if plural else "Ci serve ancora", "We still need")
        said.append(sentence(f"{lead}{':' if len(needed) > 1 else ''} {'; '.join(needed)}"))
    if questions:
        said.append(sentence(f"{voice.say('Ci dica', 'Please tell us')}: {' '.join(questions)}"))
    ours = [named(voice, one.name) for one in line.missing if is_ours(voice, one)]
    if ours:
        said.append(sentence(f"{voice.say('Lo guardiamo noi', 'We look it up')}: {', '.join(ours)}"))
    if line.payable_if_complete_cents:
        due = amount(line.payable_if_complete_cents, voice.language)
        verb = "riconosceremo" if is_subsidy(benefit) else "rimborseremo"
        said.append(voice.say(f"Se tutto è in regola le {verb} {due}.", f"If all is in order we shall pay {due}."))
    elif line.quantity_if_complete and benefit is not None and benefit.unit is not None:
        granted = exact_quantity(line.quantity_if_complete, benefit.unit, voice.language)
        said.append(voice.say(f"Se tutto è in regola le riconosceremo {granted}.",
                              f"If all is in order we shall grant {granted}."))
    return said


# ---------------------------------------------------------------- limits and what stays


def _completed(step: Step, line: LineAssessment, price: str, benefit: Benefit | None) -> Step:
    """The step with what only its neighbours know: the scope of a group's sum, the list that a fixed sum is read in,
    whether what a layer pays is a plain share of what enters it."""
    values = dict(step.values)
    if step.code == "flat" and price:
        values["price"] = price
    if step.code == "layer" and benefit is not None:
        values["by_share"] = _by_share(benefit, step)
    if step.code == "already_computed":
        scopes = {str(one.values["scope"]) for one in line.steps if "scope" in one.values}
        values["scope"] = next((scope for scope in ("group", "request", "invoice") if scope in scopes), "group")
    return step._replace(values=values)


def _by_share(benefit: Benefit, step: Step) -> bool:
    """Whether what a layer pays is a share of what enters it: only shares are reckoned in it, and its pot cut nothing
    (a layer that divides the expense takes in what its pot can pay)."""
    layers = [
        (one, each.steps) for row in benefit.rows for one in row.steps if isinstance(one, Layers)
        for each in one.layers if each.pot == step.values.get("pot")
    ]  # fmt: skip
    cut = step.values.get("paid") == step.values.get("left")
    return bool(layers) and all(
        not one.summed and (one.split or not cut) and all(isinstance(each, Share) for each in steps)
        for one, steps in layers
    )


def _idle(step: Step, line: LineAssessment) -> bool:
    """Steps that say nothing new; the total of a single layer is one of them."""
    return is_idle(step) or (step.code == "layers" and sum(one.code == "layer" for one in line.steps) < 2)


def _to_the_cent(voice: Voice, line: LineAssessment) -> list[str]:
    """Where the last sum is no whole number of cents: what it is rounded to."""
    sums = [step.after for step in line.steps if step.code != "quantity"]
    if not sums or sums[-1].denominator == 1 or abs(sums[-1] - line.computed_cents) >= 1:
        return []
    due, rule = amount(line.computed_cents, voice.language), voice.ruleset.rounding
    to, way = rounded(voice, rule)
    how = to if rule.mode is RoundingMode.HALF_UP else f"{to}, {way}"
    return [voice.say(f"Si arrotonda {how}: {due}.", f"Rounded {how}: {due}.")]


def ceiling_sentences(voice: Voice, line: LineAssessment) -> list[str]:
    """What each limit had left before, what this line drew and what is left; unused ones only if they were used up."""
    names = [one.pot for one in line.ceilings if one.drawn]
    said = []
    for one in line.ceilings:
        pot = voice.ruleset.pots.get(one.pot)
        times = pot is not None and pot.counts is Counts.OCCURRENCES
        before = max(0, one.size - one.used - one.reserved)
        silent = before or times or line.outcome is Outcome.REFUSED or one.pot in names
        if not one.drawn and (silent or role(voice, one.pot) != "limit"):
            continue
        said.append(_ceiling(voice, one, before, names.count(one.pot) > 1, line.article))
    return said


def _ceiling(voice: Voice, one: CeilingRead, before: int, several: bool, known: str) -> str:
    source = voice.ruleset.pots.get(one.pot) or voice.ruleset.exchanges.get(one.pot)
    unit, article = (source.unit, source.article) if source is not None else (Unit.EURO, "")
    after = max(0, before - max(one.drawn, one.own))
    figures = [exact_quantity(n, unit, voice.language) for n in (before, one.drawn, after)]
    title = called(voice, one.pot)
    if several:
        start = calendar_date(one.period, voice.language)
        title += voice.say(f" {fused('da', Noun(start))}", f" from {start}")
    cite = voice.article(article) if article != known else ""
    if role(voice, one.pot) == "deductible":
        return sentence(voice.say(f"{title}: prima mancavano {figures[0]}, ora {figures[2]}",
                                  f"{title}: {figures[0]} to go before, {figures[2]} now") + cite)
    reopens = reopening(voice, one.pot, one.period) if not after and one.size else ""
    again = f"; {reopens}" if reopens else ""
    if not one.drawn:
        return sentence(voice.say(f"{title}: era già esaurito", f"{title}: already used up") + again + cite)
    still = ""
    if one.own > one.drawn:
        kept = exact_quantity(one.own - one.drawn, unit, voice.language)
        still = voice.say(f"; l'autorizzazione tiene ancora da parte {kept}",
                          f"; another {kept} is still set aside by the authorisation")
    return sentence(voice.say(
        f"{title}: prima {figures[0]}, questa domanda {figures[1]}, dopo {figures[2]}",
        f"{title}: before {figures[0]}, this request {figures[1]}, after {figures[2]}",
    ) + still + again + cite)
