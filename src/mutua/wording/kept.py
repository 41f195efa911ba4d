"""What stays with the member before or after we pay: deductibles, coinsurance, what others pay, and their pots."""

from __future__ import annotations

from mutua.rules import model as m
from mutua.wording.grammar import Noun, listed, noun, the
from mutua.wording.numbers import share
from mutua.wording.per import Setting, brackets, measured
from mutua.wording.pots import limit
from mutua.wording.values import Each, phrase
from mutua.wording.voice import Voice


def minus(setting: Setting, step: m.MoneyStep) -> str:
    """After a share or a sum: «meno 25 € a suo carico»."""
    voice = setting.voice
    match step:
        case m.Deductible():
            figure = measured(setting, step.amount, step.per)
            return voice.say(f"meno {figure} a suo carico", f"less {figure} that stay with you") + brackets(
                setting, step.article
            )
        case m.Coinsurance():
            return voice.say(f"meno {_coinsurance(setting, step, '')} a suo carico",
                             f"less {_coinsurance(setting, step, '')} that stays with you")
        case m.DeductiblePot():
            return voice.say(f"meno la franchigia ({_pot_limit(voice, step)})",
                             f"less the deductible ({_pot_limit(voice, step)})") + brackets(setting, step.article)
        case m.Subtract():
            return voice.say(f"meno {_payers(voice, step.fact)}", f"less {_payers(voice, step.fact)}") + brackets(
                setting, step.article
            )
    return ""


def stays(setting: Setting, step: m.MoneyStep, of: str) -> str:
    """Straight from the expense: «restano a lei 25 € per visita»."""
    voice = setting.voice
    match step:
        case m.Deductible():
            figure = measured(setting, step.amount, step.per)
            verb = "resta" if isinstance(step.amount, m.Constant) and step.amount.amount == 100 else "restano"
            return voice.say(f"{verb} a lei {figure}", f"{figure} stay with you") + brackets(setting, step.article)
        case m.Coinsurance():
            kept = _coinsurance(setting, step, of)
            return voice.say(f"resta a lei {kept}", f"{kept} stays with you")
        case m.DeductiblePot():
            return voice.say(f"prima si consuma la franchigia ({_pot_limit(voice, step)}), che resta a lei",
                             f"the deductible ({_pot_limit(voice, step)}) comes first and stays with you"
                             ) + brackets(setting, step.article)
        case m.Subtract():
            return voice.say(f"si toglie {_payers(voice, step.fact)}", f"{_payers(voice, step.fact)} is taken off"
                             ) + brackets(setting, step.article)
    return ""


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


def _pot_limit(voice: Voice, step: m.DeductiblePot) -> str:
    said = _limits(voice, (step.pot, *step.others), voice.say("fino a", "up to"))
    if not step.others:
        return said
    return said + voice.say(": basta raggiungerne una", ": reaching one of them is enough")


def _limits(voice: Voice, names: tuple[str, ...], lead: str) -> str:
    """«fino a 100 € l'anno a persona e 250 € l'anno in tutto il nucleo»."""
    pots = [voice.ruleset.pots.get(name) for name in names]
    said = [
        limit(voice, pot, person=len(names) > 1, lead=lead if number == 0 else "") if pot is not None else name
        for number, (pot, name) in enumerate(zip(pots, names, strict=True))
    ]
    return listed(said, voice.say("e", "and")) if not any(", " in text for text in said) else "; ".join(said)


def _payers(voice: Voice, fact: str) -> str:
    if fact == "altri_rimborsi":
        return voice.say("quanto rimborsano altri", "what others reimburse")
    if fact == "pagato_prima":
        return voice.say("quanto ha già pagato la copertura precedente", "what the cover before already paid")
    return voice.say(the(noun(voice.title(fact))), voice.title(fact))
