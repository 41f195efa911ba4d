"""What stays with the member before or after we pay: deductibles, coinsurance, what others pay, and their pots."""

from __future__ import annotations

from dataclasses import dataclass

from mutua.rules import model as m
from mutua.wording.below import deductible_titles, the_deductible
from mutua.wording.grammar import Noun, listed, noun, the
from mutua.wording.numbers import share
from mutua.wording.per import Setting, brackets, measured
from mutua.wording.pots import limit
from mutua.wording.values import Each, phrase
from mutua.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a step stands among those that leave something with the member."""

    first: bool = True  # nothing was said before it
    whole: bool = False  # nothing was taken off before it: it works on the expense
    named: bool = False  # other deductibles with a pot stand in the same row: each by its title


def minus(setting: Setting, step: m.MoneyStep, standing: Standing) -> str:
    """After a share or a sum: «meno 25 € a suo carico»."""
    voice = setting.voice
    match step:
        case m.Deductible():
            figure = measured(setting, step.amount, step.per) + _most(voice, step)
            return voice.say(f"meno {figure} a suo carico", f"less {figure} that stay with you") + brackets(
                setting, step.article
            )
        case m.Coinsurance():
            return voice.say(f"meno {_coinsurance(setting, step, '')} a suo carico",
                             f"less {_coinsurance(setting, step, '')} that stays with you")
        case m.DeductiblePot():
            which = _deductible(voice, step, standing)
            return voice.say(f"meno {which}", f"less {which}") + brackets(setting, step.article)
        case m.Subtract():
            less = _taken_off(setting, step)
            return voice.say(f"meno {less}", f"less {less}") + brackets(setting, step.article)
    return ""


def stays(setting: Setting, step: m.MoneyStep, of: str, standing: Standing) -> str:
    """Straight from the expense: «restano a lei 25 € per visita»."""
    voice = setting.voice
    match step:
        case m.Deductible():
            figure = measured(setting, step.amount, step.per) + _most(voice, step)
            verb = "resta" if isinstance(step.amount, m.Constant) and step.amount.amount == 100 else "restano"
            return voice.say(f"{verb} a lei {figure}", f"{figure} stay with you") + brackets(setting, step.article)
        case m.Coinsurance():
            kept = _coinsurance(setting, step, of)
            return voice.say(f"resta a lei {kept}", f"{kept} stays with you")
        case m.DeductiblePot():
            return _comes(voice, step, standing) + brackets(setting, step.article)
        case m.Subtract():
            less = _taken_off(setting, step)
            verb = "si tolgono" if less[:1].isdigit() else "si toglie"
            return voice.say(f"{verb} {less}", f"{less} is taken off") + brackets(setting, step.article)
    return ""


def _comes(voice: Voice, step: m.DeductiblePot, standing: Standing) -> str:
    """«prima si consuma la franchigia (…), che resta a lei»; «poi» after something else."""
    which = _deductible(voice, step, standing)
    many = bool(step.others) and standing.named
    when = voice.say("prima", "first") if standing.first else voice.say("poi", "next")
    if many:
        return voice.say(f"{when} si consumano {which}, che restano a lei",
                         f"{which} come {when} and stay with you")
    return voice.say(f"{when} si consuma {which}, che resta a lei", f"{which} comes {when} and stays with you")


def _deductible(voice: Voice, step: m.DeductiblePot, standing: Standing) -> str:
    """«la franchigia (fino a 200 € di spesa l'anno)», with its title where the row has several."""
    cap = f"({_pot_limit(voice, step, standing)})"
    if not standing.named:
        return voice.say(f"la franchigia {cap}", f"the deductible {cap}")
    if step.others:
        titles = deductible_titles(voice, (step.pot, *step.others))
        return voice.say(f"le franchigie {titles} {cap}", f"the deductibles {titles} {cap}")
    return f"{the_deductible(voice, step.pot)} {cap}"


def _coinsurance(setting: Setting, step: m.Coinsurance, of: str) -> str:
    """«il 20 % della spesa, almeno 100 € e al massimo 500 € per ciclo; non più di 250 € l'anno»."""
    voice = setting.voice
    said = phrase(voice, step.share, lambda part: the(Noun(share(part, "it"))) if voice.italian
                  else share(part, voice.language), Each(of))
    bounds = []
    if step.minimum is not None:
        both = step.maximum is not None and isinstance(step.minimum, m.Constant)
        minimum = voice.money(int(step.minimum.amount)) if both and isinstance(step.minimum, m.Constant) else measured(
            setting, step.minimum, step.per
        )
        bounds.append(f"{voice.say('almeno', 'at least')} {minimum}")
    if step.maximum is not None:
        bounds.append(f"{voice.say('al massimo', 'at most')} {measured(setting, step.maximum, step.per)}")
    notes = [voice.say(" e ", " and ").join(bounds)] if bounds else []
    if step.pots:
        notes.append(_limits(voice, step.pots, voice.say("non più di", "no more than")))
    text = "; ".join(notes)
    return f"{said}{f' ({text})' if text else ''}{brackets(setting, step.article)}"


def _pot_limit(voice: Voice, step: m.DeductiblePot, standing: Standing) -> str:
    said = _limits(voice, (step.pot, *step.others), voice.say("fino a", "up to"), standing.whole)
    if not step.others:
        return said
    return said + voice.say(": basta raggiungerne una", ": reaching one of them is enough")


def _limits(voice: Voice, names: tuple[str, ...], lead: str, whole: bool = False) -> str:
    """«fino a 100 € l'anno a persona e 250 € l'anno in tutto il nucleo»."""
    pots = [voice.ruleset.pots.get(name) for name in names]
    said = [
        limit(voice, pot, len(names) > 1, lead if number == 0 else "", whole) if pot is not None else name
        for number, (pot, name) in enumerate(zip(pots, names, strict=True))
    ]
    return listed(said, voice.say("e", "and")) if not any(", " in text for text in said) else "; ".join(said)


def _most(voice: Voice, step: m.Deductible) -> str:
    """« (non più di 50 € l'anno)», where the sum that stays has a ceiling in its period."""
    return f" ({_limits(voice, step.pots, voice.say('non più di', 'no more than'))})" if step.pots else ""


def _taken_off(setting: Setting, step: m.Subtract) -> str:
    return measured(setting, step.amount, step.per) if step.amount is not None else _payers(setting.voice, step.fact)


def _payers(voice: Voice, fact: str) -> str:
    if fact == "altri_rimborsi":
        return voice.say("quanto rimborsano altri", "what others reimburse")
    if fact == "pagato_prima":
        return voice.say("quanto ha già pagato la copertura precedente", "what the cover before already paid")
    return voice.say(the(noun(voice.title(fact))), voice.title(fact))
