"""A regulation as sentences a member can read: every number, date and term of the rules stands in one of them."""

from __future__ import annotations

from datetime import date

from mutua.domain.italian import written_day
from mutua.rules import model as m
from mutua.rules.model import Ruleset
from mutua.wording import benefits, membership, pots, reference
from mutua.wording.benefits import Situation
from mutua.wording.gates import gate_sentences as _gates
from mutua.wording.grammar import sentence
from mutua.wording.numbers import Language
from mutua.wording.voice import Voice


def benefit_sentence(ruleset: Ruleset, benefit: m.Benefit, language: Language = "it") -> str:
    """All that a benefit says to the member, in one paragraph (above three situations with a small table inside)."""
    return benefits.benefit_text(Voice(ruleset, language), benefit)


def benefit_table(ruleset: Ruleset, benefit: m.Benefit, language: Language = "it") -> list[Situation]:
    """Head and rows of the situations of a benefit: when, we pay, up to."""
    voice = Voice(ruleset, language)
    return [benefits.table_head(voice), *benefits.table_rows(voice, benefit)]


def gate_sentences(ruleset: Ruleset, benefit: m.Benefit, language: Language = "it") -> list[str]:
    """For whom, by when, after how long, with which papers: one sentence each."""
    return [text for _, text in _gates(Voice(ruleset, language), benefit)]


def pot_sentence(ruleset: Ruleset, pot: m.Pot, language: Language = "it") -> str:
    """What a ceiling or a deductible is worth, for whom, for how long, and what draws on it."""
    return pots.pot_text(Voice(ruleset, language), pot)


def exchange_sentence(ruleset: Ruleset, exchange: m.Exchange, language: Language = "it") -> str:
    """What is given up for what, and how much of it at most."""
    return pots.exchange_text(Voice(ruleset, language), exchange)


def joining_sentence(ruleset: Ruleset, language: Language = "it") -> str:
    """Who may join and from when; "" when the ruleset does not say."""
    rule = ruleset.joining
    return _joined(membership.joining(Voice(ruleset, language), rule)) if rule is not None else ""


def contribution_sentences(ruleset: Ruleset, language: Language = "it") -> list[str]:
    """Each fee, each contribution and each way to pay."""
    rule = ruleset.contributions
    return [text for _, text in membership.contributions(Voice(ruleset, language), rule)] if rule is not None else []


def arrears_sentence(ruleset: Ruleset, language: Language = "it") -> str:
    """What a late contribution does; "" when the ruleset does not say."""
    return _joined(membership.arrears(Voice(ruleset, language), ruleset.arrears)) if ruleset.arrears else ""


def change_sentence(ruleset: Ruleset, language: Language = "it") -> str:
    """How one changes plan and how one leaves; "" when the ruleset does not say."""
    voice = Voice(ruleset, language)
    told: membership.Told = []
    if ruleset.plan_change is not None:
        told += membership.change(voice, ruleset.plan_change, leaving=False)
    if ruleset.leaving is not None:
        told += membership.change(voice, ruleset.leaving, leaving=True)
    if ruleset.senior is not None:
        told += membership.senior(voice, ruleset.senior)
    return _joined(told)


def goes_on_sentence(
    title: str, last_day: date | None, ruleset: Ruleset, language: Language = "it", *, senior: bool = False,
    same_plan: bool = False,
) -> str:  # fmt: skip
    """What a cover that goes on from another one keeps, by the rules of the plan left, with their article.

    `senior`: one moved at an age. `same_plan`: another assistance, of which no ceiling is carried.
    """
    voice = Voice(ruleset, language)
    told: membership.Told = []
    if senior and ruleset.senior is not None:
        told = membership.senior(voice, ruleset.senior)
    elif not senior and ruleset.plan_change is not None:
        told = membership.change(voice, ruleset.plan_change, leaving=False)
    kept = [one for one in told if one[0].endswith(" seniority") or (" carries " in one[0] and not same_plan)]
    over = written_day(last_day) if last_day is not None else ""
    day = voice.say(f", finita il {over}", f", over on {over}") if over else ""
    name = voice.quoted(title)
    head = voice.say(f"Continua la copertura di {name}{day}.", f"Goes on from the cover of {name}{day}.")
    if not told:
        silent = voice.say("Il regolamento che si è lasciato non dice altro: l'anzianità resta.",
                           "The rules left say nothing else: seniority is kept.")  # fmt: skip
        return f"{head} {silent}"
    return f"{head} {_joined(kept)}"


def payment_sentence(ruleset: Ruleset, language: Language = "it") -> str:
    """When small sums are transferred; "" when the ruleset does not say."""
    return _joined(membership.payments(Voice(ruleset, language), ruleset.payments)) if ruleset.payments else ""


def procedure_sentence(ruleset: Ruleset, language: Language = "it") -> str:
    """The clocks of a request; "" when the ruleset does not say."""
    rule = ruleset.procedure
    return _joined(membership.procedure(Voice(ruleset, language), rule)) if rule is not None else ""


def _joined(told: membership.Told) -> str:
    return " ".join(text for _, text in told)


def keyed_sentences(ruleset: Ruleset, language: Language = "it") -> dict[str, str]:
    """Every sentence of the ruleset under a key that stays when the sentence changes (for comparing two versions)."""
    voice = Voice(ruleset, language)
    found: dict[str, str] = {}
    _add(found, "", reference.head(voice))
    for code, benefit in ruleset.benefits.items():
        article = [("article", sentence(f"{voice.benefit(code)}: {benefit.article}"))] if benefit.article else []
        _add(found, f"benefit {code}", [*benefits.benefit_parts(voice, benefit), *article])
    _add(found, "", [(f"pot {name}", pots.pot_text(voice, pot)) for name, pot in ruleset.pots.items()])
    exchanges = ruleset.exchanges.items()
    _add(found, "", [(f"exchange {name}", pots.exchange_text(voice, one)) for name, one in exchanges])
    _add(found, "", reference.conditions(voice) + _facts(voice) + reference.papers(voice))
    _add(found, "", _not_claims(voice))
    _add(found, "", reference.tariffs(voice) + reference.parameters(voice))
    return found


def _facts(voice: Voice) -> membership.Told:
    return reference.asked(voice) + reference.derived(voice)


def _not_claims(voice: Voice) -> membership.Told:
    rules, told = voice.ruleset, []
    if rules.joining is not None:
        told += membership.joining(voice, rules.joining)
    if rules.contributions is not None:
        told += membership.contributions(voice, rules.contributions)
    if rules.arrears is not None:
        told += membership.arrears(voice, rules.arrears)
    if rules.plan_change is not None:
        told += membership.change(voice, rules.plan_change, leaving=False)
    if rules.leaving is not None:
        told += membership.change(voice, rules.leaving, leaving=True)
    if rules.senior is not None:
        told += membership.senior(voice, rules.senior)
    if rules.payments is not None:
        told += membership.payments(voice, rules.payments)
    if rules.procedure is not None:
        told += membership.procedure(voice, rules.procedure)
    return told


def _add(found: dict[str, str], prefix: str, told: list[tuple[str, str]]) -> None:
    for topic, text in told:
        key = base = f"{prefix} {topic}".strip()
        number = 1
        while key in found:
            number += 1
            key = f"{base} {number}"
        found[key] = text


def ruleset_sentences(ruleset: Ruleset, language: Language = "it") -> list[str]:
    """All the sentences of a ruleset; change any number, date, share or term of it and one of them changes."""
    return list(keyed_sentences(ruleset, language).values())
