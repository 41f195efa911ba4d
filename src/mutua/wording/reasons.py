"""Why something is not paid, or not yet, as it is said at the counter: one sentence per code, in two languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from mutua.domain.decisions import CeilingRead, Reason, ReasonValue
from mutua.rules import model as m
from mutua.wording.grammar import Noun, capital, fused, sentence, the
from mutua.wording.limits_reached import in_order_sentences
from mutua.wording.numbers import amount, calendar_date
from mutua.wording.reason_values import SPECIAL
from mutua.wording.reopening import again
from mutua.wording.voice import Voice

_POT_CUT = (
    "Il limite {pot} aveva ancora {left}: {rest_out}",
    "The limit {pot} had {left} left: {rest_out}",
)

# code -> (Italian, English). What stands in braces is filled from the values of the reason.
REASONS: Mapping[str, tuple[str, str]] = {
    "no_version": ("Nessun regolamento era in vigore {al_on}", "No rules were in force on {on}"),
    "unknown_benefit": ("Il piano non prevede questa prestazione", "The plan does not have this benefit"),
    "not_covered": ("Lei non aveva una copertura valida {al_on}", "You had no cover on {on}"),
    "requirement_not_met": ("{demand}", "{demand}"),
    "excluded": ("La prestazione non spetta {condition}", "The benefit is not due {condition}"),
    "situation_not_covered": (
        "In questa situazione la prestazione non spetta", "In this situation the benefit is not due",
    ),
    "too_late": (
        "La domanda è arrivata {il_arrived}, ma andava fatta entro {il_by}",
        "The request arrived on {arrived}, but it was due by {by}",
    ),
    "too_early": (
        "La domanda è arrivata {il_arrived}, ma si può fare solo {dal_from}",
        "The request arrived on {arrived}, but it may be made only from {from}",
    ),
    "short_notice": (
        "Andava chiesta almeno {needed} prima; l'anticipo è stato di {given_minutes}",
        "It had to be asked for at least {needed} before; the notice was {given_minutes}",
    ),
    "waiting": (
        "La copertura per questa prestazione comincia {il_first_day}: prima non si rimborsa",
        "The cover for this benefit starts on {first_day}: nothing is paid before",
    ),
    "arrears": (
        "Il contributo in scadenza {il_due_on} è stato pagato in ritardo: la copertura riprende {il_resumes}",
        "The contribution due on {due_on} was paid late: the cover resumes on {resumes}",
    ),
    "arrears_open": (
        "Il contributo in scadenza {il_due_on} non risulta pagato: decidiamo appena è pagato",
        "The contribution due on {due_on} is unpaid: we decide as soon as it is paid",
    ),
    "paper_missing": ("{Manca} {il_paper}", "{paper} is missing"),
    "paper_too_old": (
        "{Il_paper} {è} {del_dated}, ma la data non può essere prima {del_limit}",
        "{paper} is dated {dated}, but the date may not be before {limit}",
    ),
    "paper_too_late": (
        "{Il_paper} {è} {del_dated}, ma la data non può essere dopo {il_limit}",
        "{paper} is dated {dated}, but the date may not be after {limit}",
    ),
    "paper_too_early": (
        "{Il_paper} {è} {del_dated}: è troppo presto, la data può essere solo {dal_limit} in poi",
        "{paper} is dated {dated}: that is too early, the date may only be {limit} or later",
    ),
    "paper_expired": ("{Il_paper} {vale} fino {al_limit}", "{paper} was good until {limit}"),
    "paper_asked": ("Ci {serve} {il_paper}", "We need {paper}"),
    "answer_asked": ("Ci dica: {question}", "Please tell us: {question}"),
    "figure_asked": (
        "Manca nella tabella della mutua la cifra di {figure} per quella data: la inserisce l'ufficio",
        "The society's table has no figure of {figure} for that date: the office enters it",
    ),
    "date_asked": ("Ci serve la data {del_paper}", "We need the date of {paper}"),
    "trigger_not_met": (
        "Si paga solo {trigger}; qui {stay}",
        "Paid only {trigger}; here {stay}",
    ),
    "days_excluded": (
        "{paid_days}; i giorni contati sono {counted}", "{paid_days}; the counted days are {counted}",
    ),
    "nothing_asked": ("Non è stata chiesta nessuna quantità", "No quantity was asked for"),
    "code_not_in_tariff": (
        "Il codice {code} non ha un prezzo in vigore nel listino", "The code {code} has no price in force in the list",
    ),
    "value_not_foreseen": (
        "Il regolamento non prevede nulla per questo caso: {fact} {value}", "The rules have nothing for: {fact} {value}"
    ),
    "pot_exhausted": (
        "Il limite {pot} è esaurito ({used} su {size}{reserved})",
        "The limit {pot} is used up ({used} of {size}{reserved})",
    ),
    "quantity_cut": _POT_CUT,
    "expense_cut": _POT_CUT,
    "pot_cut": _POT_CUT,
    "layer_cut": (
        "Oltre il limite {pot} restano {cut} di spesa, che non si rimborsano",
        "Beyond the limit {pot} there is {cut} of expense, which is not paid",
    ),
    "carried": (
        "{amount} le spettano {dal_period}, quando si riapre il limite {pot}",
        "{amount} is due to you from {period}, when the limit {pot} opens again",
    ),
    "advanced": (
        "{amount} sono anticipati dal limite {pot} del periodo che comincia {il_period}",
        "{amount} is taken in advance from the limit {pot} of the period that starts on {period}",
    ),
    "exchanged": (
        "Con lo scambio {exchange} ha avuto {given} cedendo {taken} prese da {source}",
        "By the exchange {exchange} you had {given} giving up {taken} from {source}",
    ),
    "below_minimum": ("{below}", "{below}"),
    "below_deductible": ("{below}", "{below}"),
    "paid_by_others": (
        "Altri hanno già rimborsato {others_cents}: non resta nulla da pagare",
        "Others have already reimbursed {others_cents}: nothing is left to pay",
    ),
    "no_expense": ("Non c'è una spesa da rimborsare", "There is no expense to reimburse"),
    "nothing_due": ("Dal calcolo non risulta nulla da pagare", "The sum comes to nothing"),
    "joining_not_allowed": ("L'iscrizione è possibile solo {joining}", "One may join only {joining}"),
    "unknown_instalments": (
        "Il regolamento non prevede questo modo di pagare: {plan}", "The rules have no such way to pay: {plan}",
    ),
    "instalments_not_allowed": (
        "In questa situazione non si può pagare così: {plan}", "In this situation one may not pay so: {plan}",
    ),
    "minimum_stay": (
        "Non può avere effetto prima {del_first_day}; l'effetto sarebbe {il_effective}",
        "It may not take effect before {first_day}; it would on {effective}",
    ),
}

# Said instead when a value the full sentence needs is not there.
SHORTER: Mapping[str, tuple[str, str]] = {
    "no_version": ("Nessun regolamento era in vigore a quella data", "No rules were in force on that date"),
    "not_covered": ("Lei non aveva una copertura valida a quella data", "You had no cover on that date"),
    "requirement_not_met": (
        "Non c'è una condizione che il regolamento chiede", "A condition that the rules ask for is not met",
    ),
    "excluded": ("Il regolamento esclude questo caso", "The rules exclude this case"),
    "arrears": (
        "Il contributo in scadenza {il_due_on} non risulta pagato: la copertura è sospesa",
        "The contribution due on {due_on} is unpaid: the cover is suspended",
    ),
    "trigger_not_met": ("La durata non basta per averne diritto", "It is too short for the benefit to be due"),
    "days_excluded": ("I giorni chiesti non si pagano", "The days asked for are not paid"),
    "pot_exhausted": ("I limiti sono esauriti", "The limits are used up"),
    "below_minimum": ("Non si supera il minimo che resta a lei", "The minimum that stays with you is not exceeded"),
    "below_deductible": (
        "Non si supera la franchigia che resta a lei", "The deductible that stays with you is not exceeded",
    ),
    "paid_by_others": ("Altri hanno già rimborsato tutto", "Others have already reimbursed everything"),
    "joining_not_allowed": (
        "Non c'è una condizione che l'iscrizione chiede", "A condition for joining is not met",
    ),
}

# How an exclusive motive of a paper agrees with its number.
_AGREEING = {"Manca": ("Manca", "Mancano"), "è": ("è", "sono"), "serve": ("serve", "servono"),
             "vale": ("valeva", "valevano")}


def reason_sentence(
    voice: Voice, reason: Reason, benefit: m.Benefit | None = None, ceilings: Sequence[CeilingRead] = ()
) -> str:
    """The sentence of a reason, with its numbers and its article; `ceilings`: those that its line found, if at hand."""
    if (several := in_order_sentences(voice, reason, benefit, ceilings)) is not None:
        return several
    for table in (REASONS, SHORTER):
        template = _POT_CUT if _cuts_what_we_pay(voice, reason, benefit) else table.get(reason.code)
        if template is not None:
            filled = fill(voice, voice.say(*template), reason.values, reason.code, benefit)
            if filled is not None:
                return sentence(capital(filled) + again(voice, reason) + voice.article(reason.article))
    return sentence(voice.say("Il regolamento non lo consente", "The rules do not allow it") + voice.article(
        reason.article))


def _cuts_what_we_pay(voice: Voice, reason: Reason, benefit: m.Benefit | None) -> bool:
    """A layer cut is told in expense where the layers divide it, in money paid where each layer counts its own."""
    pot = voice.ruleset.pots.get(str(reason.values.get("pot", "")))
    if reason.code != "layer_cut" or benefit is None or pot is None or pot.counts is m.Counts.EXPENSE:
        return False
    layered = [step for row in benefit.rows for step in row.steps if isinstance(step, m.Layers)]
    return any(step.summed or not step.split for step in layered)


def fill(
    voice: Voice, template: str, values: Mapping[str, ReasonValue], code: str = "", benefit: m.Benefit | None = None
) -> str | None:
    """The template with its values in words; None when one it needs is missing."""
    said: dict[str, str] = {}
    for name in re.findall(r"\{(\w+)\}", template):
        text = _value(voice, name, values, code, benefit)
        if text is None:
            return None
        said[name] = text
    return re.sub(r"\{(\w+)\}", lambda found: said[found.group(1)], template)


def _value(
    voice: Voice, name: str, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None
) -> str | None:
    if name in _AGREEING or name.lower().endswith("_paper") or name == "paper":
        return _of_paper(voice, name, str(values.get("paper", "")))
    special = SPECIAL.get(name)
    if special is not None:
        return special(voice, values, code, benefit)
    article, _, bare = name.partition("_")
    if article in ("il", "al", "dal", "del") and bare in values:
        return _dated(voice, article, values[bare])
    value = values.get(name)
    if value is None:
        return None
    if name.endswith("_cents") and isinstance(value, int | Fraction):
        return amount(value, voice.language)
    if isinstance(value, date):
        return calendar_date(value, voice.language)
    return str(value)


def _dated(voice: Voice, article: str, value: ReasonValue) -> str | None:
    if not isinstance(value, date):
        return None
    word = Noun(calendar_date(value, "it"))
    return the(word) if article == "il" else fused({"al": "a", "dal": "da", "del": "di"}[article], word)


def _of_paper(voice: Voice, name: str, paper: str) -> str:
    word = voice.paper_noun(paper)
    if name in _AGREEING:
        return _AGREEING[name][word.plural]
    if name == "paper":
        return voice.paper(paper)
    if name == "Il_paper":
        return capital(the(word))
    return fused("di", word) if name == "del_paper" else the(word)
