"""The money of one situation: «restano a lei 25 € per visita; paghiamo il resto, al massimo 60 € per visita»."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mutua.rules import model as m
from mutua.wording.grammar import Noun, the
from mutua.wording.kept import Standing, minus, stays
from mutua.wording.numbers import share
from mutua.wording.per import Setting, brackets, measured
from mutua.wording.pots import limit, shared
from mutua.wording.values import Each, Format, phrase
from mutua.wording.voice import Voice


@dataclass
class Telling:
    """The sentence in the making: what was said first, what is paid, and what follows it."""

    kept: list[str] = field(default_factory=list)  # clauses already closed
    head: str = ""  # what we pay now: «tutta la spesa»
    of: str = ""  # what a share is taken of: «della spesa»
    whole: str = ""  # a share of all of it: «tutta la spesa»
    portion: str = ""  # a share said after its `of`: «del resto paghiamo il 40 %»
    tail: list[str] = field(default_factory=list)
    shared_out: bool = False  # a share was already taken
    flat: bool = False  # the base is a sum, not the expense
    taken: bool = False  # something was taken off the expense
    named: bool = False  # several deductibles with a pot: each is called by its title
    worked_out: bool = False  # what comes now is taken of a result: «di ciò che risulta»


def payment(setting: Setting, steps: tuple[m.MoneyStep, ...]) -> str:
    """The money of a row, in the order of the steps."""
    telling = Telling(named=sum(isinstance(step, m.DeductiblePot) for step in steps) > 1)
    for position, step in enumerate(steps):
        share_follows = any(isinstance(later, m.Share | m.Layers) for later in steps[position + 1:])
        _tell(setting, telling, step, share_follows)
    return _finish(setting, telling)


def _finish(setting: Setting, telling: Telling) -> str:
    clause = _clause(setting, telling)
    if not telling.kept:
        return clause
    several = len(telling.kept) > 1 and any(", " in kept for kept in telling.kept)
    before = ("; " if several else ", ").join(telling.kept)
    if telling.worked_out and ", " in before:
        return f"{before}; {clause}"
    return f"{before}{',' if ', ' in before else ''}{setting.voice.say(' e ', ' and ')}{clause}"


def _clause(setting: Setting, telling: Telling) -> str:
    """«paghiamo il 75 % della spesa, al massimo 60 €», or the same without its verb."""
    pay = setting.voice.say("paghiamo", "we pay")
    if telling.portion:
        head = setting.voice.say(f"{telling.of} {pay} {telling.portion}", f"{telling.of} {pay} {telling.portion}")
        return ", ".join([head, *telling.tail])
    text = ", ".join([telling.head, *telling.tail])
    return f"{pay} {text}" if setting.verb or telling.kept else text


def _tell(setting: Setting, telling: Telling, step: m.MoneyStep, share_follows: bool) -> None:
    voice = setting.voice
    match step:
        case m.Expense():
            _base(telling, voice.say("tutta la spesa", "the whole expense"), voice.say("della spesa", "of the expense"))
            telling.head += brackets(setting, step.article)
        case m.Residue():
            rest = voice.say("ciò che la copertura precedente ha lasciato", "what the cover before left")
            _base(telling, voice.say(f"tutto {rest}", f"all {rest}"), voice.say(f"di {rest}", f"of {rest}"))
            telling.head += brackets(setting, step.article)
        case m.Flat():
            _flat(setting, telling, step)
        case m.Share():
            _share(setting, telling, step)
        case m.AtMost() if share_follows and not telling.shared_out and not telling.flat and not telling.tail:
            _considered(setting, telling, step)
        case m.Layers():
            _layers(setting, telling, step)
        case m.AtMost() | m.Add():
            _append(setting, telling, step)
        case _:
            _take_off(setting, telling, step)


def _base(telling: Telling, whole: str, of: str) -> None:
    telling.head = telling.whole = whole
    telling.of = of


# ---------------------------------------------------------------- what we pay


def _flat(setting: Setting, telling: Telling, step: m.Flat) -> None:
    telling.flat = True
    telling.head = measured(setting, step.amount, step.per)
    if not step.even_without_expense:
        telling.tail.append(setting.voice.say("mai più della spesa", "never more than the expense"))
    telling.head += brackets(setting, step.article)


def shares(voice: Voice) -> Format:
    """«il 75 %», «tutto»; «75%», «all»."""
    whole = voice.say("tutto", "all")
    return lambda part: whole if part == 1 else (
        the(Noun(share(part, "it"))) if voice.italian else share(part, voice.language)
    )


def _share(setting: Setting, telling: Telling, step: m.Share) -> None:
    telling_all = isinstance(step.share, m.Constant) and step.share.amount == 1
    if not telling_all:
        if telling.shared_out or telling.flat or telling.tail:
            _set_aside(setting, telling)
        form = shares(setting.voice)
        if telling.kept:
            telling.portion = phrase(setting.voice, step.share, form) + brackets(setting, step.article)
        else:
            said = phrase(setting.voice, step.share, form, Each(telling.of))
            said = re.sub(rf"^(tutto|all) {re.escape(telling.of)}", telling.whole, said)
            telling.head = said + brackets(setting, step.article)
    telling.shared_out = True


def _set_aside(setting: Setting, telling: Telling) -> None:
    """Closes what was said so far: what comes next is taken of its result."""
    voice = setting.voice
    base = telling.head
    if telling.portion:
        counted = voice.say(f"{telling.of} conta {telling.portion}", f"{telling.of} {telling.portion} counts")
        again = voice.say(f"se ne conta {telling.portion}", f"{telling.portion} of it counts")
        base = again if telling.worked_out else counted
    elif telling.shared_out and not telling.flat:
        base = voice.say(f"conta {telling.head}", f"what counts is {telling.head}")
    telling.kept.append(", ".join([base, *telling.tail]))
    telling.tail, telling.portion, telling.worked_out = [], "", True
    _base(telling, voice.say("tutto", "all"), voice.say("di ciò che risulta", "of the result"))
    telling.flat = False


def _considered(setting: Setting, telling: Telling, step: m.AtMost) -> None:
    """A cap that comes before a share limits the expense that counts."""
    voice = setting.voice
    most = measured(setting, step.amount, step.per)
    verb = "contano" if re.match(r"\d", most) and not re.match(r"1\s", most) else "conta"
    telling.kept.append(
        voice.say(f"{telling.of} {verb} al massimo {most}",
                  f"{telling.of.removeprefix('of ')} counts for at most {most}")
        + brackets(setting, step.article)
    )
    _base(telling, voice.say("questa parte", "this part"), voice.say("di questa parte", "of this part"))


def _append(setting: Setting, telling: Telling, step: m.AtMost | m.Add) -> None:
    said = measured(setting, step.amount, step.per)
    voice = setting.voice
    word = voice.say("più", "plus") if isinstance(step, m.Add) else voice.say("al massimo", "at most")
    telling.tail.append(f"{word} {said}" + brackets(setting, step.article))


# ---------------------------------------------------------------- layers


def _layers(setting: Setting, telling: Telling, step: m.Layers) -> None:
    voice = setting.voice
    if telling.tail or telling.portion or telling.flat:
        _set_aside(setting, telling)
    said = [_layer(setting, telling, layer) for layer in step.layers]
    between = voice.say(", poi, esaurita questa parte, ", ", then, once this is used up, ")
    if step.summed:
        between = voice.say("; in più, sulla stessa spesa, ", "; besides, on the same expense, ")
    telling.head = between.join(said) + f" ({_across(voice, step)})" + brackets(setting, step.article)
    telling.shared_out = True


def _layer(setting: Setting, telling: Telling, layer: m.Layer) -> str:
    voice = setting.voice
    inner = Telling(head=telling.head, of=telling.of, whole=telling.whole)
    for position, part in enumerate(layer.steps):
        follows = any(isinstance(later, m.Share) for later in layer.steps[position + 1:])
        _tell(setting, inner, part, follows)
    pot = voice.ruleset.pots.get(layer.pot)
    cap = limit(voice, pot) + shared(voice, layer.pot, setting.benefit) if pot is not None else layer.pot
    bare = Setting(voice, setting.benefit, setting.article, verb=False)
    return f"{_finish(bare, inner)}, {cap}{brackets(setting, layer.article)}"


def _across(voice: Voice, step: m.Layers) -> str:
    if step.summed:
        return voice.say("le parti si sommano, mai oltre la spesa", "the parts are added, never above the expense")
    if step.split:
        return voice.say("una spesa a cavallo si divide fra le due parti", "an expense across the two is divided")
    return voice.say("una spesa a cavallo resta nella parte in cui comincia",
                     "an expense across the two stays in the part where it starts")


# ---------------------------------------------------------------- what stays with the member


def _take_off(setting: Setting, telling: Telling, step: m.MoneyStep) -> None:
    """Straight from the expense: a clause of its own, then «il resto». Later: «meno …»."""
    voice = setting.voice
    if telling.shared_out or telling.flat or telling.tail:
        telling.tail.append(minus(setting, step, Standing(named=telling.named)))
        return
    telling.kept.append(stays(setting, step, telling.of, Standing(not telling.kept, not telling.taken, telling.named)))
    telling.taken = True
    _base(telling, voice.say("il resto", "the rest"), voice.say("del resto", "of the rest"))
