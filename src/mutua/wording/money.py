"""The money of one situation: «restano a lei 25 € per visita; paghiamo il resto, al massimo 60 € per visita»."""

from __future__ import annotations

from dataclasses import dataclass, field

from mutua.rules import model as m
from mutua.rules.model import PerKind, Value
from mutua.wording.builtin import EACH
from mutua.wording.grammar import Noun, fused, noun, the
from mutua.wording.numbers import UNITS, share
from mutua.wording.pots import limit, shared
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


@dataclass
class Telling:
    """The sentence in the making: what was taken off first, what is paid, and what follows it."""

    kept: list[str] = field(default_factory=list)
    head: str = ""  # what we pay now: «tutta la spesa»
    of: str = ""  # what a share is taken of: «della spesa»
    tail: list[str] = field(default_factory=list)
    shared_out: bool = False  # a share was already taken
    flat: bool = False  # the base is a sum, not the expense
    ready: bool = False  # the head has its verb already


@dataclass(frozen=True, slots=True)
class Setting:
    """What a step is said within."""

    voice: Voice
    benefit: m.Benefit
    article: str  # an article is repeated only where it differs from this one
    verb: bool  # «paghiamo» or the bare noun of a table


def payment(setting: Setting, steps: tuple[m.MoneyStep, ...]) -> str:
    """The money of a row: clauses joined by semicolons, in the order of the steps."""
    telling = Telling()
    for position, step in enumerate(steps):
        share_follows = any(isinstance(later, m.Share | m.Layers) for later in steps[position + 1:])
        _tell(setting, telling, step, share_follows)
    return _finish(setting, telling)


def _finish(setting: Setting, telling: Telling) -> str:
    clause = _clause(setting, telling)
    if not telling.kept:
        return clause
    before = ", ".join(telling.kept)
    return f"{before}{',' if ',' in before else ''}{setting.voice.say(' e ', ' and ')}{clause}"


def _clause(setting: Setting, telling: Telling) -> str:
    """«paghiamo il 75 % della spesa, al massimo 60 €», or the same without its verb."""
    text = ", ".join([telling.head, *telling.tail])
    if telling.ready or not (setting.verb or telling.kept):
        return text
    return f"{setting.voice.say('paghiamo', 'we pay')} {text}"


def _tell(setting: Setting, telling: Telling, step: m.MoneyStep, share_follows: bool) -> None:
    voice = setting.voice
    match step:
        case m.Expense():
            telling.head, telling.of = voice.say("tutta la spesa", "the whole expense"), voice.say(
                "della spesa", "of the expense"
            )
            telling.head += _brackets(setting, step.article)
        case m.Residue():
            rest = voice.say("ciò che la copertura precedente ha lasciato", "what the cover before left")
            telling.head, telling.of = voice.say(f"tutto {rest}", f"all {rest}"), voice.say(f"di {rest}", f"of {rest}")
            telling.head += _brackets(setting, step.article)
        case m.Flat():
            _flat(setting, telling, step)
        case m.Share():
            _share(setting, telling, step)
        case m.AtMost() if share_follows and not telling.shared_out and not telling.flat:
            _considered(setting, telling, step)
        case m.Layers():
            _layers(setting, telling, step)
        case m.AtMost() | m.Add():
            _append(setting, telling, step)
        case _:
            _take_off(setting, telling, step)


# ---------------------------------------------------------------- what we pay


def _flat(setting: Setting, telling: Telling, step: m.Flat) -> None:
    voice = setting.voice
    telling.flat = True
    telling.head = _amount(setting, step.amount, step.per)
    telling.of = voice.say("di questa somma", "of this sum")
    if not step.even_without_expense:
        telling.tail.append(voice.say("mai più della spesa", "never more than the expense"))
    telling.head += _brackets(setting, step.article)


def _share(setting: Setting, telling: Telling, step: m.Share) -> None:
    voice = setting.voice
    if telling.shared_out or (telling.flat and telling.tail) or telling.tail:
        before = [telling.head, *telling.tail]
        telling.kept.append(voice.say("si calcola ", "what is worked out is ") + ", ".join(before))
        telling.tail, telling.of, telling.ready = [], voice.say("di ciò che risulta", "of the result"), False
    plain = isinstance(step.share, m.Constant)
    if plain and isinstance(step.share, m.Constant) and step.share.amount == 1 and not telling.kept:
        telling.shared_out = True
        return
    form = (lambda number: the(Noun(share(number, voice.language)))) if voice.italian else (
        lambda number: share(number, voice.language)
    )
    if telling.kept:
        said = phrase(voice, step.share, form)
        telling.head = voice.say(f"{telling.of} paghiamo {said}", f"{telling.of} we pay {said}")
        telling.ready = True
    else:
        telling.head = phrase(voice, step.share, form, Each(telling.of))
    telling.head += _brackets(setting, step.article)
    telling.shared_out = True


def _considered(setting: Setting, telling: Telling, step: m.AtMost) -> None:
    """A cap that comes before a share limits the expense that counts."""
    voice = setting.voice
    most = _amount(setting, step.amount, step.per)
    telling.kept.append(
        voice.say(f"{telling.head} conta per al massimo {most}", f"{telling.head} counts for at most {most}")
        + _brackets(setting, step.article)
    )
    telling.head, telling.of = voice.say("questa parte", "this part"), voice.say("di questa parte", "of this part")


def _append(setting: Setting, telling: Telling, step: m.AtMost | m.Add) -> None:
    voice = setting.voice
    said = _amount(setting, step.amount, step.per)
    word = voice.say("più", "plus") if isinstance(step, m.Add) else voice.say("al massimo", "at most")
    telling.tail.append(f"{word} {said}" + _brackets(setting, step.article))


def _layers(setting: Setting, telling: Telling, step: m.Layers) -> None:
    voice = setting.voice
    if telling.tail:
        telling.kept.append(", ".join([telling.head, *telling.tail]))
        telling.head, telling.of, telling.tail = voice.say("tutto", "all"), voice.say("di ciò", "of that"), []
    said = []
    for layer in step.layers:
        inner = Telling(head=telling.head, of=telling.of)
        for position, part in enumerate(layer.steps):
            follows = any(isinstance(later, m.Share) for later in layer.steps[position + 1:])
            _tell(setting, inner, part, follows)
        pot = voice.ruleset.pots.get(layer.pot)
        cap = limit(voice, pot) + shared(voice, layer.pot, setting.benefit) if pot is not None else layer.pot
        bare = Setting(voice, setting.benefit, setting.article, verb=False)
        said.append(f"{_finish(bare, inner)}, {cap}{_brackets(setting, layer.article)}")
    across = (
        voice.say("una spesa a cavallo si divide fra le due parti", "an expense across the two is divided")
        if step.split
        else voice.say("una spesa a cavallo resta nella parte in cui comincia", "an expense across the two stays in "
                       "the part where it starts")
    )
    telling.head = voice.say(", poi, esaurita questa parte, ", ", then, once this is used up, ").join(said)
    telling.head += f" ({across})"
    telling.tail = []
    telling.shared_out = True


# ---------------------------------------------------------------- what stays with the member


def _take_off(setting: Setting, telling: Telling, step: m.MoneyStep) -> None:
    """Straight from the expense: a clause of its own, then «il resto». Later: «meno …»."""
    voice = setting.voice
    if telling.shared_out or telling.flat or telling.tail:
        telling.tail.append(_minus(setting, step))
        return
    telling.kept.append(_stays(setting, step, telling.of))
    telling.head, telling.of = voice.say("il resto", "the rest"), voice.say("del resto", "of the rest")


def _minus(setting: Setting, step: m.MoneyStep) -> str:
    voice = setting.voice
    match step:
        case m.Deductible():
            figure = _amount(setting, step.amount, step.per)
            return voice.say(f"meno {figure} a suo carico", f"less {figure} that stay with you") + _brackets(
                setting, step.article
            )
        case m.Coinsurance():
            return voice.say(f"meno {_coinsurance(setting, step, '')} a suo carico",
                             f"less {_coinsurance(setting, step, '')} that stays with you")
        case m.DeductiblePot():
            return voice.say(f"meno la franchigia ({_pot_limit(setting, step)})",
                             f"less the deductible ({_pot_limit(setting, step)})") + _brackets(setting, step.article)
        case m.Subtract():
            return voice.say(f"meno {_payers(voice, step.fact)}", f"less {_payers(voice, step.fact)}") + _brackets(
                setting, step.article
            )
    return ""


def _stays(setting: Setting, step: m.MoneyStep, of: str) -> str:
    voice = setting.voice
    match step:
        case m.Deductible():
            figure = _amount(setting, step.amount, step.per)
            verb = "resta" if isinstance(step.amount, m.Constant) and step.amount.amount == 100 else "restano"
            return voice.say(f"{verb} a lei {figure}", f"{figure} stay with you") + _brackets(setting, step.article)
        case m.Coinsurance():
            kept = _coinsurance(setting, step, of)
            return voice.say(f"resta a lei {kept}", f"{kept} stays with you")
        case m.DeductiblePot():
            return voice.say(f"prima si consuma la franchigia ({_pot_limit(setting, step)}), che resta a lei",
                             f"the deductible ({_pot_limit(setting, step)}) comes first and stays with you"
                             ) + _brackets(setting, step.article)
        case m.Subtract():
            return voice.say(f"si toglie {_payers(voice, step.fact)}", f"{_payers(voice, step.fact)} is taken off"
                             ) + _brackets(setting, step.article)
    return ""


def _coinsurance(setting: Setting, step: m.Coinsurance, of: str) -> str:
    """«il 20 % della spesa, almeno 100 € e al massimo 500 € per ciclo»."""
    voice = setting.voice
    form = (lambda number: the(Noun(share(number, voice.language)))) if voice.italian else (
        lambda number: share(number, voice.language)
    )
    said = phrase(voice, step.share, form, Each(of))
    bounds = []
    if step.minimum is not None:
        both = step.maximum is not None and isinstance(step.minimum, m.Constant)
        minimum = voice.money(int(step.minimum.amount)) if both and isinstance(step.minimum, m.Constant) else _amount(
            setting, step.minimum, step.per
        )
        bounds.append(f"{voice.say('almeno', 'at least')} {minimum}")
    if step.maximum is not None:
        bounds.append(f"{voice.say('al massimo', 'at most')} {_amount(setting, step.maximum, step.per)}")
    text = voice.say(" e ", " and ").join(bounds)
    if step.pots:
        text = f"{text}{', ' if text else ''}{_limits(voice, step.pots)}"
    return f"{said}{f' ({text})' if text else ''}{_brackets(setting, step.article)}"


def _pot_limit(setting: Setting, step: m.DeductiblePot) -> str:
    return _limits(setting.voice, (step.pot, *step.others))


def _limits(voice: Voice, names: tuple[str, ...]) -> str:
    """«fino a 100 € l'anno, e fino a 250 € l'anno in tutto il nucleo»."""
    pots = [voice.ruleset.pots.get(name) for name in names]
    said = [limit(voice, pot) if pot is not None else name for pot, name in zip(pots, names, strict=True)]
    return voice.say(", e ", ", and ").join(said)


def _payers(voice: Voice, fact: str) -> str:
    if fact == "altri_rimborsi":
        return voice.say("quanto rimborsano altri", "what others reimburse")
    if fact == "pagato_prima":
        return voice.say("quanto ha già pagato la copertura precedente", "what the cover before already paid")
    return voice.say(the(noun(voice.title(fact))), voice.title(fact))


# ---------------------------------------------------------------- figures with their «per»


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


def _amount(setting: Setting, value: Value, per: m.Per) -> str:
    return phrase(setting.voice, value, money_format(setting.voice), each(setting, per))


def _brackets(setting: Setting, article: str) -> str:
    return f" ({article})" if article and article != setting.article else ""
