"""What is left in a pot, in words: a row for the sheet of a person, and the sentence to say on the phone."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from mutua.domain.decisions import Missing
from mutua.domain.elision import elided
from mutua.domain.italian import written_day
from mutua.rules.model import Condition, Constant, FactHolder, FactOf, Holder, Run, Unit
from mutua.rules.pots_left import PotLeft
from mutua.rules.reading.reader_mentions import mentioned_facts
from mutua.rules.remembered import Remembered
from mutua.wording.conditions import situation
from mutua.wording.grammar import capital, listed
from mutua.wording.numbers import calendar_date, quantity
from mutua.wording.pots import exchange_text, pot_text
from mutua.wording.reasons import reason_sentence
from mutua.wording.roles import Role, role
from mutua.wording.values import value_branches
from mutua.wording.voice import Voice

Level = Literal["", "low", "none"]
LOW = 20  # of a hundred: from here the bar warns

_WHOSE: dict[Holder, tuple[str, str]] = {
    Holder.PERSON: ("della persona", "the person's own"),
    Holder.MEMBER: ("del titolare", "the member's"),
    Holder.HOUSEHOLD: ("del nucleo", "the household's"),
    Holder.FIRM: ("dell'azienda", "the firm's"),
    Holder.SOCIETY: ("di tutti i soci", "of all members together"),
    Holder.LINE: ("per ogni voce di spesa", "for each item"),
    Holder.INVOICE: ("per ogni fattura", "for each invoice"),
    Holder.EVENT: ("per ogni evento", "for each event"),
    Holder.GROUP: ("per ogni piano di cura", "for each treatment plan"),
    Holder.TOOTH: ("per ogni dente", "for each tooth"),
}
_OF_REQUEST = (FactOf.LINE, FactOf.EVENT, FactOf.REQUEST, FactOf.GROUP)
_ONE: dict[Unit, int] = {Unit.EURO: 100, Unit.HOURS: 60}


class PotRow(NamedTuple):
    """A pot as the sheet shows it. `left` says the words beside the bar; `aside` is "" where nothing is set aside.

    `why`: what is not known, "" where all is. `otherwise`: what is left where a request tells what makes
    the pot wider. `percent` and `level` are of the bar. `rule`: what the regulation says.
    """

    title: str
    article: str
    whose: str
    left: str
    of: str
    used: str
    aside: str
    period: str
    benefits: str
    why: str
    percent: int
    level: Level
    sentence: str
    rule: str
    shared: bool  # with everybody of the household
    otherwise: tuple[str, ...] = ()


def pot_row(voice: Voice, pot: PotLeft) -> PotRow:
    """The pot of the regulation whose voice it is."""
    kind = role(voice, pot.name)
    why = not_known(voice, pot)
    known = pot.left is not None
    left = _amount(voice, pot.left or 0, pot) if known else voice.say("non si sa", "not known")
    of = _amount(voice, pot.size, pot) if pot.size is not None else ""
    if known and not pot.left and kind == "limit":
        left = voice.say("esaurito", "used up")
    elif known and kind != "limit":
        left = voice.say(f"{left} ancora a carico", f"{left} still to be borne")
    return PotRow(
        _title(voice, pot), pot.article, whose(voice, pot), left, of,
        _amount(voice, pot.used, pot) if pot.used else "", _amount(voice, pot.reserved, pot) if pot.reserved else "",
        period(voice, pot), listed([voice.benefit(code) for code in pot.benefits], voice.say("e", "and")), why,
        pot.percent_left, _level(pot, kind), left_sentence(voice, pot), _rule(voice, pot),
        Holder.HOUSEHOLD in pot.holders, (*other_sizes(voice, pot), *other_periods(voice, pot)),
    )  # fmt: skip


def other_sizes(voice: Voice, pot: PotLeft) -> tuple[str, ...]:
    """«Con malattia parodontale certificata: ancora 1 volta su 2 volte», of a limit as wide as a request makes it.

    Only where all else is alike: the limit is one of the figures of the regulation, and what it depends on is told by
    the request alone.
    """
    model = None if pot.exchange else voice.ruleset.pots.get(pot.name)
    branches = value_branches(model.size) if model is not None else []
    sizes = [(when, inner.amount) for when, inner in branches if isinstance(inner, Constant)]
    if pot.left is None or pot.each or role(voice, pot.name) != "limit" or pot.size not in [size for _, size in sizes]:
        return ()
    return tuple(
        _otherwise(voice, pot, situation(voice, when), int(size)) for when, size in sizes
        if when is not None and size != pot.size and _told_by_request(voice, when)
    )


def other_periods(voice: Voice, pot: PotLeft) -> tuple[str, ...]:
    """«Se un occhio è cambiato: ancora 1 volta», of a limit that comes back sooner or later for who tells so."""
    if pot.left is None or pot.each or role(voice, pot.name) != "limit":
        return ()
    said = []
    for one in pot.others:
        if _told_by_request(voice, one.when) and (one.left, bool(one.left) or one.again_on) != (
            pot.left, bool(pot.left) or _comes_back(pot)
        ):  # fmt: skip
            still = _amount(voice, one.left, pot) if one.left else ""
            text = voice.say(f"ancora {still}", f"still {still}") if still else voice.say("esaurito", "used up")
            if not still and one.again_on is not None:
                text += ", " + _again(voice, one.again_on)
            said.append(capital(f"{situation(voice, one.when)}: {text}"))
    return tuple(said)


def _comes_back(pot: PotLeft) -> date | None:
    """The first day on which something is left again, as far as it can be told."""
    if pot.again_on is not None or pot.last_day is None or pot.last_day.year == 9999:
        return pot.again_on
    return date.fromordinal(pot.last_day.toordinal() + 1)


def _again(voice: Voice, on: date) -> str:
    return _say(voice, f"di nuovo dal {written_day(on)}", f"again from {written_day(on)}")


def _otherwise(voice: Voice, pot: PotLeft, when: str, size: int) -> str:
    left = max(0, size - pot.used - pot.reserved)
    of = _amount(voice, size, pot)
    still = voice.say(f"ancora {_amount(voice, left, pot)} su {of}", f"still {_amount(voice, left, pot)} of {of}")
    return capital(f"{when}: {still if left else voice.say('esaurito', 'used up')}")


def _told_by_request(voice: Voice, when: Condition) -> bool:
    facts = [voice.fact(name) for name in mentioned_facts(when)]
    return bool(facts) and all(one is not None and one.name != "prestazione" and one.of in _OF_REQUEST for one in facts)


def _level(pot: PotLeft, kind: Role) -> Level:
    """A limit that is nearly or quite used up warns; a deductible that is used up is good news."""
    if kind != "limit" or pot.left is None or not pot.size:
        return ""
    return "none" if pot.left == 0 else "low" if pot.percent_left < LOW else ""


def _title(voice: Voice, pot: PotLeft) -> str:
    return voice.pot(pot.name)


def _amount(voice: Voice, count: int, pot: PotLeft) -> str:
    return quantity(count, pot.unit, voice.language)


def _rule(voice: Voice, pot: PotLeft) -> str:
    """What the regulation says of it."""
    return _RULES.of(voice.ruleset, (pot.name, pot.exchange, voice.language), lambda: _in_full(voice, pot))


_RULES: Remembered[str] = Remembered()


def _in_full(voice: Voice, pot: PotLeft) -> str:
    rules = voice.ruleset
    return exchange_text(voice, rules.exchanges[pot.name]) if pot.exchange else pot_text(voice, rules.pots[pot.name])


def whose(voice: Voice, pot: PotLeft) -> str:
    """«del nucleo», «della persona, per ogni medico»."""
    said = []
    for one in pot.holders:
        if isinstance(one, FactHolder):
            said.append(voice.say(f"per ogni {voice.title(one.fact)}", f"for each {voice.title(one.fact)}"))
        else:
            said.append(voice.say(*_WHOSE[one]))
    return ", ".join(said)


def not_known(voice: Voice, pot: PotLeft) -> str:
    """Why it cannot be said how much is left; "" where it can."""
    if pot.refused is not None:
        return reason_sentence(voice, pot.refused)
    if not pot.missing:
        return ""
    asked = listed([_missing(voice, one) for one in pot.missing], voice.say("e", "and"))
    return voice.say(f"Dipende da: {asked}", f"It depends on: {asked}")


def _missing(voice: Voice, one: Missing) -> str:
    if one.name == "firm":
        return voice.say("l'azienda in cui lavora", "the firm one works for")
    if one.kind == "parameter":
        parameter = voice.ruleset.parameters.get(one.name)
        return voice.own(parameter.title) if parameter is not None and parameter.title else voice.title(one.name)
    return voice.paper(one.name) if one.kind in ("paper", "date") else voice.title(one.name)


def period(voice: Voice, pot: PotLeft) -> str:
    """«dal 01/01/2026 al 31/12/2026», «in tutta la vita», «per ogni richiesta»."""
    if pot.left is None:
        return ""
    if pot.each:
        return _each(voice, pot)
    if pot.again_on is not None and pot.left == 0:
        return _again(voice, pot.again_on)
    if pot.first_day is not None and pot.last_day is not None and pot.last_day.year < 9999:
        year = pot.first_day.year
        if (pot.first_day, pot.last_day) == (date(year, 1, 1), date(year, 12, 31)):
            return voice.say(f"anno {year}", f"year {year}")
        first, last = written_day(pot.first_day), written_day(pot.last_day)
        return _say(voice, f"dal {first} al {last}", f"from {first} to {last}")
    if pot.period == date.min:
        return voice.say("in tutta la vita", "over the whole life")
    return voice.say("comincia con il primo uso", "it begins with the first use") if pot.first_day is None else ""


def _each(voice: Voice, pot: PotLeft) -> str:
    if isinstance(getattr(voice.ruleset.pots.get(pot.name), "period", None), Run):
        return voice.say("giorni di seguito", "days in a row")
    return voice.say("ogni volta da capo", "each time anew")


def _say(voice: Voice, italian: str, english: str) -> str:
    return elided(italian) if voice.italian else english


# ---------------------------------------------------------------- on the phone


def left_sentence(voice: Voice, pot: PotLeft) -> str:
    """«Per «visite» le restano 230 € su 400 €, fino al 31 dicembre 2026.» and what a request may widen."""
    more = (*other_sizes(voice, pot), *other_periods(voice, pot))
    return " ".join([_left_sentence(voice, pot), *(f"{one}." for one in more)])


def _left_sentence(voice: Voice, pot: PotLeft) -> str:
    name = voice.quoted(_title(voice, pot).strip("“”"))
    if pot.left is None or pot.size is None:
        why = not_known(voice, pot).rstrip(".?")
        return _say(voice, f"Per {name} non si può ancora dire quanto resta. {why}.",
                    f"For {name} it cannot be said yet how much is left. {why}.")
    size, left = _amount(voice, pot.size, pot), _amount(voice, pot.left, pot)
    if role(voice, pot.name) != "limit":
        return _deductible(voice, pot, name, size, left)
    if pot.each:
        holder = whose(voice, pot)
        return _say(voice, f"Per {name} ci sono {size} ({holder}).", f"For {name} there is {size} ({holder}).")
    if pot.left == 0:
        return _used_up(voice, pot, name)
    if pot.left == pot.size:
        return _say(voice, f"Per {name} c'è ancora tutto: {size}{_of(voice, pot)}{_until(voice, pot)}.",
                    f"For {name} all is still there: {size}{_of(voice, pot)}{_until(voice, pot)}.")
    verb = "resta" if pot.left == _ONE.get(pot.unit, 1) else "restano"
    whom = "al nucleo" if Holder.HOUSEHOLD in pot.holders else ""
    verbs = f"{verb} {whom}" if whom else verb if Holder.PERSON not in pot.holders else f"le {verb}"
    aside = _aside(voice, pot)
    return _say(
        voice, f"Per {name} {verbs} {left} su {size}{_until(voice, pot)}{aside}.",
        f"For {name} {left} of {size} is left{_of(voice, pot)}{_until(voice, pot)}{aside}.",
    )  # fmt: skip


def _deductible(voice: Voice, pot: PotLeft, name: str, size: str, left: str) -> str:
    if pot.left == 0:
        return _say(voice, f"{name}: i {size} a suo carico sono già raggiunti{_until(voice, pot)}.",
                    f"{name}: the {size} that stay with you are reached already{_until(voice, pot)}.")
    return _say(voice, f"{name}: restano a suo carico al massimo {left} su {size}{_until(voice, pot)}.",
                f"{name}: at most {left} of {size} still stays with you{_until(voice, pot)}.")


def _used_up(voice: Voice, pot: PotLeft, name: str) -> str:
    if pot.exchange and pot.used + pot.reserved < (pot.size or 0):
        return _say(voice, f"Per {name} non resta niente: è finito ciò con cui si scambia.",
                    f"For {name} nothing is left: what it is exchanged for is used up.")
    again = _comes_back(pot)
    text = _say(voice, f"Per {name} non resta niente", f"For {name} nothing is left")
    if again is not None:
        day = calendar_date(again, voice.language)
        text += _say(voice, f"; si ricomincia il {day}", f"; it begins again on {day}")
    return f"{text}{_aside(voice, pot)}."


def _of(voice: Voice, pot: PotLeft) -> str:
    return voice.say(" per tutto il nucleo", " for the whole household") if Holder.HOUSEHOLD in pot.holders else ""


def _until(voice: Voice, pot: PotLeft) -> str:
    if pot.again_on is not None or pot.last_day is None or pot.first_day is None or pot.last_day.year == 9999:
        return ""
    if pot.last_day == pot.period:
        return ""  # a distance between two: it ends on no day
    day = calendar_date(pot.last_day, voice.language)
    return _say(voice, f", fino al {day}", f", until {day}")


def _aside(voice: Voice, pot: PotLeft) -> str:
    if not pot.reserved:
        return ""
    told = _amount(voice, pot.reserved, pot)
    return voice.say(f" ({told} già messi da parte per autorizzazioni)", f" ({told} set aside for authorisations)")
