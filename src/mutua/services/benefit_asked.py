"""What one benefit needs to be told: answers in the words of its regulation, papers, whether money was spent."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from mutua.domain.asked import BenefitAsked, FactAsked, PaperAsked, Question
from mutua.domain.kinds import FactKind
from mutua.rules.engine.compiled import compiled
from mutua.rules.engine.versions import version_on
from mutua.rules.facts import BUILTIN, DERIVED
from mutua.rules.model import Benefit, Counts, ExchangeDraw, Fact, FactOf, Ruleset, Scope, Unit
from mutua.rules.reading.reader_mentions import Mentions
from mutua.rules.remembered import Remembered
from mutua.services.plan_book import BookedPlan, inside, pots_of
from mutua.wording.builtin import HOURS
from mutua.wording.numbers import Language
from mutua.wording.voice import Voice

# What every request is asked, or the archive knows: a form has its own place for it, or none.
_OWN_PLACE = frozenset({
    "prestazione", "servizio", "spesa", "fattura", "numero_fattura", "richiesta", "richiesta_ore", "autorizzata",
    "integrazione_chiesta", "completata", "decisa", "scadenza", "pagamento", "residuo", "pagato_prima",
})  # fmt: skip
_OF_PEOPLE = (FactOf.PERSON, FactOf.HOUSEHOLD)
_FOR = re.compile(r"^(per (il |lo |la |l'|i |gli |le )?|for (an |a |the )?)")
_MOST_CHOICES = 400  # of a price list: a longer one is typed


def rules_for(booked: BookedPlan, day: date) -> Ruleset:
    """The version in force on the day, else the newest."""
    return version_on(booked.plan, day) or booked.plan.versions[-1]


def benefit_asked(booked: BookedPlan, code: str, day: date, language: Language) -> BenefitAsked | None:
    """What the benefit asks on the day of the service; None where no version of the plan has it."""
    with_it = [one for one in booked.plan.versions if code in one.benefits]
    if not with_it:
        return None
    rules = rules_for(booked, day)
    rules = rules if code in rules.benefits else with_it[-1]
    return _ASKED.of(rules, (code, language), lambda: _asked(rules, code, language))


_ASKED: Remembered[BenefitAsked] = Remembered()


def _asked(rules: Ruleset, code: str, language: Language) -> BenefitAsked:
    benefit, voice = rules.benefits[code], Voice(rules, language)
    names = facts_needed(rules, benefit)
    ready = compiled(rules).benefits[code]
    rows = [*ready.rows, *([ready.otherwise] if ready.otherwise is not None else [])]
    expense = "spesa" in names or any(row.needs_expense for row in rows)
    told = [rules.facts.get(name) or BUILTIN.get(name) for name in sorted(names)]
    asked = [fact for fact in told if fact is not None and _is_asked(fact, rules)]
    return BenefitAsked(
        code, benefit.title, benefit.area, tuple(question(voice, fact, benefit) for fact in _in_order(asked)),
        tuple(_papers(voice, benefit)), expense, expense or bool({"fattura", "numero_fattura"} & names),
    )  # fmt: skip


def question_of(booked: BookedPlan, code: str, name: str, day: date, language: Language) -> Question | None:
    """The question for one more answer, where a decision turned out to need it; None where no form asks for it."""
    rules = rules_for(booked, day)
    fact = rules.facts.get(name) or BUILTIN.get(name)
    if fact is None or code not in rules.benefits or not _is_asked(fact, rules):
        return None
    return question(Voice(rules, language), fact, rules.benefits[code])


def paper_title(booked: BookedPlan, name: str, day: date, language: Language) -> str:
    """How the rules call a paper of that name; "" where they have none."""
    rules = rules_for(booked, day)
    told = Voice(rules, language).paper(name) if name in rules.papers else ""
    return told[:1].upper() + told[1:]


def facts_needed(rules: Ruleset, benefit: Benefit) -> frozenset[str]:
    """The facts that deciding the benefit may look at: of its text, of the pots and exchanges that it draws on."""
    found = Mentions()
    pots = pots_of(benefit, rules)
    drawn = {one.exchange for one in inside(benefit) if isinstance(one, ExchangeDraw)}
    exchanges = [one for name, one in rules.exchanges.items() if name in drawn]
    found.add((benefit, [rules.pots[name] for name in pots], exchanges))
    found.facts.add(benefit.version_by or rules.plan.version_by)
    if benefit.counting is not None:
        found.facts.update(("inizio", "fine"))
    elif benefit.unit not in (None, Unit.EURO):
        found.facts.add("quantità")
    widest = [step.scope for row in compiled(rules).benefits[benefit.code].rows for step in row.steps]
    occurrences = [rules.pots[name].occurrence for name in pots if rules.pots[name].counts is Counts.OCCURRENCES]
    if Scope.GROUP in (*widest, *occurrences):
        found.facts.add("gruppo")
    waiting = set(found.facts)
    while waiting:
        name = waiting.pop()
        before = set(found.facts)
        found.facts.update(DERIVED.get(name, ()))
        fact = rules.facts.get(name)
        if fact is not None:
            found.add((fact.read_on, fact.term))
        waiting |= found.facts - before
    return frozenset(found.facts - DERIVED.keys())


def _is_asked(fact: Fact, rules: Ruleset) -> bool:
    """Whether somebody at the counter is asked for it: of the request, told in one field, not a paper's date."""
    if fact.name in _OWN_PLACE or fact.of in _OF_PEOPLE or fact.kind is FactKind.SERIES:
        return False
    computed = fact.name in DERIVED or fact.term is not None or fact.history is not None
    return not computed and not (fact.name in rules.papers and fact.name not in rules.facts)


_FIRST = {name: at for at, name in enumerate((
    "codice", "regime", "rete", "causa", "inizio", "fine", "inizio_ore", "fine_ore", "quantità", "altri_rimborsi",
))}  # fmt: skip


def _in_order(facts: list[Fact]) -> list[Fact]:
    """As people tell them: what is built in first, then what the plan declared, in its order."""
    return sorted(facts, key=lambda fact: _FIRST.get(fact.name, len(_FIRST)))


def question(voice: Voice, fact: Fact, benefit: Benefit) -> Question:
    label, asked = voice.title(fact.name), voice.question(fact.name, benefit).strip("“”")
    proof = f" {voice.say('Lo prova', 'Proof')}: {voice.paper(fact.proof)}." if fact.proof else ""
    hint = "" if asked.rstrip("?").casefold() == label.casefold() else asked
    return Question(
        FactAsked(fact.name, fact.kind, fact.choices), label[:1].upper() + label[1:], f"{hint}{proof}".strip(),
        _choices(voice, fact), fact.name == "quantità" and benefit.unit is Unit.HOURS, fact.default is not None,
        fact.of_society, asked[:1].upper() + asked[1:], proof.strip(), choice_words(voice, fact),
    )  # fmt: skip


def as_member_is_asked(
    questions: tuple[Question, ...], language: Language, *, hours: Collection[str]
) -> tuple[Question, ...]:
    """The same in the words for a member; `hours`: those of which the hour alone is wanted."""
    said = {name: told[language == "en"] for name, told in HOURS.items() if name in hours}
    return tuple(one.to_member(said.get(one.name, "")) for one in questions)


def choice_words(voice: Voice, fact: Fact) -> tuple[tuple[str, str], ...]:
    """Each choice of a fact as one says it: «malattia congenita» where a sentence says «per malattia congenita»."""
    if fact.kind is not FactKind.CHOICE:
        return ()
    phrases = voice.phrases(fact.name)
    return tuple((one, _FOR.sub("", phrases.get(one, "")) or one.replace("_", " ")) for one in fact.choices)


def _choices(voice: Voice, fact: Fact) -> tuple[tuple[str, str], ...]:
    if fact.kind is FactKind.YES_NO:
        return (("sì", voice.say("sì", "yes")), ("no", "no"))
    if fact.kind is FactKind.CHOICE:
        return tuple((one, one.replace("_", " ")) for one in fact.choices)
    if fact.name == "codice":
        rows = [row for tariff in voice.ruleset.tariffs.values() for row in tariff.rows]
        found = {row.code: row.title for row in rows}
        return tuple(found.items()) if len(found) <= _MOST_CHOICES else ()
    return ()


def _papers(voice: Voice, benefit: Benefit) -> list[PaperAsked]:
    found: dict[str, PaperAsked] = {}
    for rule in benefit.papers:
        paper = voice.ruleset.papers.get(rule.paper)
        title = voice.paper(rule.paper)
        always = rule.when is None or (rule.paper in found and found[rule.paper].always)
        note = voice.note(paper.note) if paper is not None and paper.note else ""
        found[rule.paper] = PaperAsked(rule.paper, title[:1].upper() + title[1:], note, always)
    return list(found.values())
