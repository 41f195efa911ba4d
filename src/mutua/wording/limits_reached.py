"""What a limit that was reached says: what it had left, what stays out, and which of several in order bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from mutua.domain.decisions import CeilingRead, Reason, ReasonValue
from mutua.rules import model as m
from mutua.rules.model import Unit
from mutua.wording.conditions import situation
from mutua.wording.grammar import capital, listed, sentence
from mutua.wording.numbers import FEMININE_UNITS, amount, exact_quantity
from mutua.wording.reopening import reopening
from mutua.wording.voice import Voice

_CUTS = ("pot_exhausted", "pot_cut", "quantity_cut", "expense_cut")


def unit_of(voice: Voice, name: str) -> Unit:
    """The unit of a pot or an exchange; euro where there is none of that name."""
    found = voice.ruleset.pots.get(name) or voice.ruleset.exchanges.get(name)
    return found.unit if found is not None else Unit.EURO


def pot_figure(voice: Voice, values: Mapping[str, ReasonValue], name: str) -> str | None:
    """A figure of a reason in the unit of the pot it names; None where it has none."""
    value = values.get(name)
    if not isinstance(value, int | Fraction):
        return None
    unit = unit_of(voice, str(values.get("pot", "")))
    if name == "size" and unit is Unit.TIMES:
        return str(value)
    return amount(value, voice.language) if unit is Unit.EURO else exact_quantity(int(value), unit, voice.language)


def rest_out(voice: Voice, values: Mapping[str, ReasonValue]) -> str | None:
    """«gli altri 30,00 € restano fuori», «le altre 2 volte restano fuori», «1 ora resta fuori»."""
    cut, unit = values.get("cut"), unit_of(voice, str(values.get("pot", "")))
    said = pot_figure(voice, values, "cut")
    if said is None or not isinstance(cut, int | Fraction):
        return None
    whole_hours = unit is not Unit.HOURS or not cut % 60
    one = unit is not Unit.EURO and cut == (60 if unit is Unit.HOURS else 1)
    if one or not values.get("left") or not whole_hours:
        return voice.say(f"{said} {'resta' if one else 'restano'} fuori", f"{said} {'is' if one else 'are'} left out")
    if not voice.italian:
        return f"the other {said.replace('twice', '2 times')} {'is' if unit is Unit.EURO else 'are'} left out"
    article = "le altre" if unit in FEMININE_UNITS | {Unit.PAIRS} else "gli altri"
    return f"{article} {said} restano fuori"


# ---------------------------------------------------------------- several in order


class _InOrder(NamedTuple):
    """What gave one after the other, as the line found it.

    `shut`: the exchange that was asked last and not open. `given`: what the exchange asked last gave, where it gave
    less than its own limit because its source had no more; None for any other.
    """

    giving: tuple[str, ...]
    shut: m.Exchange | None = None
    given: int | None = None


def in_order_sentences(
    voice: Voice, reason: Reason, benefit: m.Benefit | None, ceilings: Sequence[CeilingRead] = ()
) -> str | None:
    """The reason of a cut where limits give one after the other: how much they had together, and which exchange was
    not open and why. None where the reason's own words are true: it names the last of them, with what all had.

    `ceilings`: those that the line found, where they are at hand.
    """
    found = _in_order(voice, reason, benefit, ceilings)
    if found is None:
        return None
    one = len(found.giving) == 1
    names = listed((_named(voice, name) for name in found.giving), voice.say("e", "and"))
    had = pot_figure(voice, reason.values, "left") if reason.values.get("left") else None
    if had is None:
        text = voice.say(f"{names} {'è esaurito' if one else 'sono esauriti'}",
                         f"{names} {'is' if one else 'are'} used up")
        text += _again(voice, found.giving[0], ceilings) if one else ""
    else:
        together = "" if one else voice.say(" insieme", " together")
        text = voice.say(f"{names} {'aveva' if one else 'avevano'} ancora{together} {had}",
                         f"{names} had {had} left{together}") + f": {rest_out(voice, reason.values)}"
    said = [sentence(capital(text) + voice.article(_article(voice, found.giving[0]) if one else reason.article))]
    if found.shut is not None:
        said.append(_not_open(voice, found.shut))
    elif found.given is not None:
        said.append(_no_more_to_exchange(voice, reason, found.given, ceilings))
    return " ".join(said)


def _in_order(
    voice: Voice, reason: Reason, benefit: m.Benefit | None, ceilings: Sequence[CeilingRead]
) -> _InOrder | None:
    name, left = str(reason.values.get("pot", "")), reason.values.get("left")
    if reason.code not in _CUTS or benefit is None or not isinstance(left, int):
        return None
    before = [one for one in _before(benefit, name) if not ceilings or any(one == met.pot for met in ceilings)]
    if not before:
        return None
    exchange, own = voice.ruleset.exchanges.get(name), _left(reason.values)
    if exchange is not None and exchange.when is not None and not reason.values.get("size"):
        return _InOrder(tuple(before), exchange)  # one that is not open is read as one of nothing
    if exchange is not None and ceilings:
        given = max(0, left - sum(_left(one._asdict()) for one in ceilings if one.pot in before))
        if given < own:
            return _InOrder((*before, name) if given else tuple(before), None, given)
    return _InOrder((*before, name)) if left != own else None


def _left(values: Mapping[str, Any]) -> int:
    size, used, reserved = (int(values.get(name) or 0) for name in ("size", "used", "reserved"))
    return max(0, size - used - reserved)


def _before(benefit: m.Benefit, name: str) -> tuple[str, ...]:
    """What gives before the one of that name, in order, wherever the benefit draws on it so."""
    for row in benefit.rows:
        for draw in row.consumes:
            names = [_name(one) for one in draw.draws] if isinstance(draw, m.InOrder) else []
            if name in names:
                return tuple(names[: names.index(name)])
    return ()


def _name(draw: m.PotDraw | m.ExchangeDraw) -> str:
    return draw.exchange if isinstance(draw, m.ExchangeDraw) else draw.pot


def _named(voice: Voice, name: str) -> str:
    title = voice.quoted(voice.pot(name).strip("“”"))
    if name in voice.ruleset.exchanges:
        return voice.say(f"lo scambio {title}", f"the exchange {title}")
    return voice.say(f"il limite {title}", f"the limit {title}")


def _article(voice: Voice, name: str) -> str:
    found = voice.ruleset.pots.get(name) or voice.ruleset.exchanges.get(name)
    return found.article if found is not None else ""


def _again(voice: Voice, name: str, ceilings: Sequence[CeilingRead]) -> str:
    for one in ceilings:
        if one.pot == name and one.size and (said := reopening(voice, name, one.period)):
            return f"; {said}"
    return ""


def _not_open(voice: Voice, exchange: m.Exchange) -> str:
    assert exchange.when is not None
    title, when = _named(voice, exchange.name), situation(voice, exchange.when)
    text = voice.say(
        f"{title} qui non si può usare: vale solo {when}", f"{title} is of no use here: it holds only {when}"
    )
    return sentence(capital(text) + voice.article(exchange.article))


def _no_more_to_exchange(voice: Voice, reason: Reason, given: int, ceilings: Sequence[CeilingRead]) -> str:
    """That the exchange gave less than its own limit, since its source had no more to give up."""
    exchange = voice.ruleset.exchanges[str(reason.values.get("pot"))]
    left = sum(_left(one._asdict()) for one in ceilings if one.pot == exchange.source)
    had = exact_quantity(left, unit_of(voice, exchange.source), voice.language)
    gave = exact_quantity(given, exchange.unit, voice.language)
    source, title = voice.quoted(voice.pot(exchange.source).strip("“”")), _named(voice, exchange.name)
    gives = voice.say(f"dà solo {gave}", f"gives only {gave}") if given else voice.say("non dà nulla", "gives nothing")
    why = voice.say(f"al limite {source} restavano {had}", f"the limit {source} had {had} left") if left else voice.say(
        f"il limite {source} è esaurito", f"the limit {source} is used up")
    text = f"{title} {gives}, {voice.say('perché', 'because')} {why}"
    return sentence(capital(text) + voice.article(exchange.article))
