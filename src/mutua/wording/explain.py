"""The clerk's speech for a decision: what comes of it, why, the sums one by one, the limits before and after."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.domain.decisions import Assessment, CeilingRead, LineAssessment, Outcome
from mutua.rules.model import Benefit, Ruleset, Unit
from mutua.wording.grammar import fused, noun, sentence, the
from mutua.wording.numbers import Language, amount, calendar_date, exact_quantity
from mutua.wording.pots import is_deductible
from mutua.wording.reasons import reason_sentence
from mutua.wording.steps import step_sentence
from mutua.wording.voice import Voice

_ASKED = frozenset({"paper_asked", "answer_asked", "date_asked"})


def explain(line: LineAssessment, ruleset: Ruleset, language: Language = "it") -> list[str]:
    """The sentences of a line: outcome first, then the reasons, the steps, the limits, what stays with the member."""
    voice = Voice(ruleset, language)
    benefit = ruleset.benefits.get(line.benefit)
    said = [outcome_sentence(voice, line, benefit)]
    said += [reason_sentence(voice, one, benefit) for one in line.reasons if one.code not in _ASKED]
    said += _asked(voice, line)
    said += [step_sentence(voice, step) for step in line.steps if not _idle(voice, step.code, line)]
    said += ceiling_sentences(voice, line.ceilings)
    said += _stays(voice, line)
    return said


def explain_assessment(
    assessment: Assessment, rulesets: Mapping[str, Ruleset] | Ruleset, language: Language = "it"
) -> list[str]:
    """All lines of a request, then the total when there are several. `rulesets` by version, or the only one."""
    said: list[str] = []
    for line in assessment.lines:
        if isinstance(rulesets, Ruleset):
            ruleset = rulesets
        else:
            ruleset = rulesets.get(line.version) or next(iter(rulesets.values()))
        said += explain(line, ruleset, language)
    if len(assessment.lines) > 1:
        total = amount(assessment.granted_cents, language)
        said.append(f"In tutto le rimborsiamo {total}." if language == "it" else f"In all we pay you {total}.")
    return said


# ---------------------------------------------------------------- what comes of it


def outcome_sentence(voice: Voice, line: LineAssessment, benefit: Benefit | None) -> str:
    """The first sentence: what the member gets, in money or in kind."""
    title = voice.benefit(line.benefit)
    in_kind = benefit is not None and benefit.unit is not None and not any(row.steps for row in benefit.rows)
    match line.outcome:
        case Outcome.REFUSED:
            text = _refused(voice, line, in_kind)
        case Outcome.SUSPENDED:
            text = voice.say("non possiamo ancora decidere", "we cannot decide yet")
        case Outcome.DEFERRED:
            text = _deferred(voice, line)
        case _ if in_kind and benefit is not None and benefit.unit is not None:
            text = _in_kind(voice, line, benefit.unit)
        case _:
            text = _granted(voice, line)
    return sentence(f"{title}: {text}")


def _granted(voice: Voice, line: LineAssessment) -> str:
    due = amount(line.granted_cents, voice.language)
    if line.granted_cents == line.asked_cents:
        return voice.say(f"le rimborsiamo {due}", f"we pay you {due}")
    asked = amount(line.asked_cents, voice.language)
    return voice.say(f"le rimborsiamo {due} su {asked}", f"we pay you {due} of {asked}")


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


def _deferred(voice: Voice, line: LineAssessment) -> str:
    later = " e ".join if voice.italian else " and ".join
    parts = later(
        f"{amount(one.amount_cents, voice.language)} "
        + voice.say(f"nel {one.period.year}", f"in {one.period.year}")
        for one in line.deferrals
    )
    if not line.granted_cents:
        return voice.say(f"le rimborseremo {parts}", f"we shall pay you {parts}")
    now = amount(line.granted_cents, voice.language)
    return voice.say(f"le rimborsiamo {now} ora e {parts}", f"we pay you {now} now and {parts}")


# ---------------------------------------------------------------- what is still needed


def _asked(voice: Voice, line: LineAssessment) -> list[str]:
    """Everything missing in one message, then what would be paid if it were there."""
    if line.outcome is not Outcome.SUSPENDED:
        return []
    papers = [_paper(voice, one.name) for one in line.missing if one.kind == "paper"]
    dates = [_paper_date(voice, one.name) for one in line.missing if one.kind == "date"]
    questions = [voice.quoted(voice.question(one.name).strip("“”")) for one in line.missing if one.kind == "fact"]
    said = []
    if papers or dates:
        needed = [*papers, *dates]
        plural = len(needed) > 1 or any(needed[0].startswith(article) for article in ("le ", "i ", "gli "))
        lead = voice.say("Ci servono ancora" if plural else "Ci serve ancora", "We still need")
        said.append(sentence(f"{lead}: {'; '.join(needed)}"))
    if questions:
        said.append(sentence(f"{voice.say('Ci dica', 'Please tell us')}: {' '.join(questions)}"))
    if line.payable_if_complete_cents:
        due = amount(line.payable_if_complete_cents, voice.language)
        said.append(voice.say(f"Se tutto è in regola le rimborseremo {due}.",
                              f"If all is in order we shall pay {due}."))
    return said


def _paper(voice: Voice, name: str) -> str:
    return the(noun(voice.paper(name))) if voice.italian else voice.paper(name)


def _paper_date(voice: Voice, name: str) -> str:
    if voice.italian:
        return f"la data {fused('di', noun(voice.paper(name)))}"
    return f"the date of {voice.paper(name)}"


# ---------------------------------------------------------------- limits and what stays


def _idle(voice: Voice, code: str, line: LineAssessment) -> bool:
    """Steps that say nothing new: the whole quantity granted, the total of a single layer."""
    layers = sum(step.code == "layer" for step in line.steps)
    return (code == "quantity" and line.quantity_asked == line.quantity_granted) or (code == "layers" and layers < 2)


def ceiling_sentences(voice: Voice, ceilings: tuple[CeilingRead, ...]) -> list[str]:
    """What each limit had left before and after this line."""
    names = [one.pot for one in ceilings]
    said = []
    for one in ceilings:
        pot = voice.ruleset.pots.get(one.pot)
        exchange = voice.ruleset.exchanges.get(one.pot)
        unit = pot.unit if pot is not None else exchange.unit if exchange is not None else Unit.EURO
        before = max(0, one.size - one.used - one.reserved)
        figures = [exact_quantity(n, unit, voice.language) for n in (before, one.drawn, max(0, before - one.drawn))]
        title = voice.quoted(voice.pot(one.pot).strip("“”"))
        when = ""
        if names.count(one.pot) > 1:
            start = calendar_date(one.period, voice.language)
            when = voice.say(f" (periodo che comincia il {start})", f" (period that starts on {start})")
        article = voice.article(pot.article if pot is not None else exchange.article if exchange is not None else "")
        said.append(_ceiling(voice, title + when, figures, article, is_deductible(voice, one.pot)))
    return said


def _ceiling(voice: Voice, title: str, figures: list[str], article: str, deductible: bool) -> str:
    before, drawn, after = figures
    if deductible:
        return sentence(voice.say(f"Franchigia {title}: mancavano {before}, ora mancano {after}",
                                  f"Deductible {title}: {before} to go before, {after} now") + article)
    return sentence(voice.say(f"Limite {title}: prima c'erano {before}, questa domanda usa {drawn}, restano {after}",
                              f"Limit {title}: {before} before, this request uses {drawn}, {after} left") + article)


def _stays(voice: Voice, line: LineAssessment) -> list[str]:
    if line.outcome in (Outcome.REFUSED, Outcome.SUSPENDED) or line.refused_cents <= 0:
        return []
    rest = amount(line.refused_cents, voice.language)
    return [voice.say(f"Restano a lei {rest}.", f"{rest} stays with you.")]
