"""Figures with what they are multiplied by: «per visita», «al giorno», «per ogni familiare a carico»."""

from __future__ import annotations

from dataclasses import dataclass

from mutua.rules import model as m
from mutua.rules.model import PerKind, Value
from mutua.wording.builtin import EACH
from mutua.wording.grammar import fused, noun
from mutua.wording.numbers import UNITS
from mutua.wording.values import Each, money_format, phrase
from mutua.wording.voice import Voice

# The words a file may write after «per», in English; in Italian they stand as written.
_WORDS_EN = {
    "visita": "visit", "prestazione": "service", "fattura": "invoice", "richiesta": "request",
    "gruppo": "treatment plan", "ciclo": "cycle", "piano di cura": "treatment plan", "seduta": "sitting",
    "atto": "act", "pezzo": "piece", "dente": "tooth", "paio": "pair", "chilometro": "kilometre", "unità": "unit",
    "giorno": "day", "ora": "hour", "mese": "month",
}
_SHORT = {"giorno": "al giorno", "ora": "all'ora", "mese": "al mese"}
_KIND_WORDS = {PerKind.DAY: "giorno", PerKind.HOUR: "ora", PerKind.MONTH: "mese", PerKind.UNIT: "unità"}
_SCOPE_WORDS = {m.Scope.INVOICE: "fattura", m.Scope.REQUEST: "richiesta", m.Scope.GROUP: "piano di cura"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a step is said within."""

    voice: Voice
    benefit: m.Benefit
    article: str  # an article is repeated only where it differs from this one
    verb: bool  # «paghiamo» or the bare noun of a table


def each(setting: Setting, per: m.Per) -> Each:
    """«per visita», «al giorno», «per ogni familiare a carico», with the proration of a month."""
    voice = setting.voice
    if per.kind is PerKind.FACT:
        if per.fact in EACH:
            return Each(voice.say(*EACH[per.fact]))
        title = voice.title(per.fact)
        word_of = noun(title)
        one = "ognuna" if word_of.feminine else "ognuno"
        many = f"per {one} {fused('di', word_of)}" if word_of.plural else f"per {title}"
        return Each(voice.say(many, f"for each of {title}"))
    word = per.word or _KIND_WORDS.get(per.kind, _SCOPE_WORDS.get(per.scope, ""))
    if word in ("", "riga"):
        return Each()
    suffix = _suffix(setting, word)
    if per.proration is m.Proration.DAYS_OF_MONTH:
        suffix += voice.say(", in proporzione ai giorni del mese", ", in proportion to the days of the month")
    elif per.proration is m.Proration.THIRTIETHS:
        suffix += voice.say(", in trentesimi", ", by thirtieths of a month")
    return Each(suffix, word)


def _suffix(setting: Setting, word: str) -> str:
    voice, unit = setting.voice, setting.benefit.unit
    if word == "unità" and unit is not None:
        word = UNITS[unit][0]
    if not voice.italian:
        return f"per {_WORDS_EN.get(word, word)}"
    if word == "richiesta":
        word = "domanda"
    return _SHORT.get(word, f"per {'piano di cura' if word == 'gruppo' else word}")


def measured(setting: Setting, value: Value, per: m.Per) -> str:
    """A sum of money with its «per»."""
    return phrase(setting.voice, value, money_format(setting.voice), each(setting, per))


def brackets(setting: Setting, article: str) -> str:
    """The article of a step, where it is not the one already known."""
    return setting.voice.article(article) if article != setting.article else ""
