"""Ceilings as limits of a benefit: «fino a 700 € l'anno in tutto il nucleo», «al massimo 1 volta ogni 2 anni»."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mutua.rules import model as m
from mutua.rules.model import Counts, Holder, Pot, Unit
from mutua.wording.conditions import situation
from mutua.wording.grammar import Noun, fused, led, listed, titles
from mutua.wording.numbers import calendar_date, day_of_year, duration, quantity
from mutua.wording.roles import called, role, taken_of
from mutua.wording.roles import draws_of as draws_of
from mutua.wording.values import Each, phrase, unit_format
from mutua.wording.voice import Voice

_HOLDERS: dict[Holder, tuple[str, str]] = {
    Holder.LINE: ("per ogni voce di spesa", "for each item"),
    Holder.INVOICE: ("per ogni fattura", "for each invoice"),
    Holder.EVENT: ("per ogni evento", "for each event"),
    Holder.GROUP: ("per ogni piano di cura", "for each treatment plan"),
    Holder.PERSON: ("a persona", "per person"),
    Holder.MEMBER: ("per ogni titolare", "for each member"),
    Holder.HOUSEHOLD: ("in tutto il nucleo", "for the whole household"),
    Holder.FIRM: ("in tutta l'azienda", "for the whole firm"),
    Holder.SOCIETY: ("per tutti i soci insieme", "for all members together"),
    Holder.TOOTH: ("per ogni dente", "for each tooth"),
}
_MOMENTARY = frozenset({Holder.LINE, Holder.INVOICE, Holder.EVENT, Holder.GROUP})
_TAKEN = {
    "payment": ("Si toglie dal rimborso, non dalla spesa", "It is taken off the reimbursement, not off the expense"),
    "rest": ("Conta quel che rimane dopo ciò che viene prima, non tutta la spesa",
             "What is left after what comes before it counts, not the whole expense"),
}
_MONTHS = {1: ("al mese", "a month"), 3: ("al trimestre", "a quarter"), 6: ("al semestre", "a half-year")}
_ONE: dict[Unit, int] = {Unit.EURO: 100, Unit.HOURS: 60}


def period(voice: Voice, pot: Pot) -> str:
    """«l'anno», «al mese», «ogni 36 mesi da una fattura all'altra»; cases after «ma»."""
    if not isinstance(pot.period, m.PeriodCases):
        return _period(voice, pot, pot.period)
    cases = [
        f"{voice.say('ma', 'but')} {_period(voice, pot, other)} {situation(voice, condition)}"
        for condition, other in pot.period.cases
    ]
    return ", ".join([_period(voice, pot, pot.period.otherwise), *cases])


def _period(voice: Voice, pot: Pot, value: m.Period) -> str:
    match value:
        case m.Lifetime():
            return "" if _MOMENTARY & set(pot.holders) else voice.say("in tutta la vita", "over the whole life")
        case m.EachDay():
            return voice.say("al giorno", "a day")
        case m.EachMonth(count=count):
            words = _MONTHS.get(count, (f"ogni {count} mesi", f"every {count} months"))
            return voice.say(*words)
        case m.Run():
            return voice.say("di seguito", "in a row")
        case m.Years() as years:
            return _years(voice, years)
        case m.JoiningYears(count=1, anchor="iscrizione"):
            return voice.say("ogni anno d'iscrizione", "each year of membership")
        case m.JoiningYears(count=count, anchor="iscrizione"):
            return voice.say(f"ogni {count} anni d'iscrizione", f"every {count} years of membership")
        case m.JoiningYears(count=count, anchor=anchor):
            span = _one_less(duration(m.Duration(count, m.DurationUnit.YEARS), voice.language))
            return voice.say(f"ogni {span} {voice.at('da', anchor)}", f"every {span} {voice.at('da', anchor)}")
        case m.Rolling(duration=span):
            return _rolling(voice, pot, _one_less(duration(span, voice.language)))
        case m.FromFirstUse(duration=span):
            text = duration(span, voice.language)
            return voice.say(f"in {text} dal primo uso", f"in {text} from the first use")


def _one_less(span: str) -> str:
    """«ogni anno», not «ogni 1 anno»."""
    return span.removeprefix("1 ")


def _years(voice: Voice, years: m.Years) -> str:
    base = voice.say("l'anno", "a year") if years.count == 1 else (
        voice.say(f"ogni {years.count} anni", f"every {years.count} years")
    )
    notes = []
    if (years.month, years.day) != (1, 1):
        start = day_of_year(years.month, years.day, voice.language)
        notes.append(voice.say(fused("da", Noun(start)), f"from {start}"))
    if years.anchor_year is not None:
        notes.append(voice.say(f"a partire dal {years.anchor_year}", f"starting in {years.anchor_year}"))
    return f"{base} ({', '.join(notes)})" if notes else base


def _rolling(voice: Voice, pot: Pot, span: str) -> str:
    word = voice.anchor(pot.day)
    one, other = ("una", "all'altra") if word.feminine else ("un", "all'altro")
    text = word.text
    if word.feminine and text[:1] in "aeiou":
        one, text = "un'", text
    gap = f"{one}{text}" if one.endswith("'") else f"{one} {text}"
    english = voice.at("", pot.day).removeprefix("the ")
    return voice.say(f"ogni {span} da {gap} {other}", f"every {span} from one {english} to the next")


def holders(voice: Voice, pot: Pot, person: bool) -> str:
    """Who the limit is for; a lone person is said only where asked."""
    wanted: list[Holder | m.FactHolder] = [holder for holder in pot.holders if holder is not Holder.PERSON]
    if person and Holder.PERSON in pot.holders:
        wanted = [Holder.PERSON, *wanted]
    return ", ".join(_holder(voice, holder) for holder in wanted)


def _holder(voice: Voice, holder: Holder | m.FactHolder) -> str:
    if isinstance(holder, m.FactHolder):
        return voice.say(f"per ogni {voice.title(holder.fact)}", f"for each {voice.title(holder.fact)}")
    return voice.say(*_HOLDERS[holder])


def limit(
    voice: Voice, pot: Pot, person: bool = False, lead: str | None = None, of_expense: bool | None = None
) -> str:
    """«fino a 350 € l'anno per i nuclei da 1 a 2 persone, 500 € negli altri casi, in tutto il nucleo».

    `of_expense` says whether a deductible counts the expense itself where it stands; None = where it is first used.
    """
    if of_expense is None:
        of_expense = role(voice, pot.name) != "most" and taken_of(voice, pot.name) == "expense"
    told = pot.counts is Counts.EXPENSE and of_expense and lead != ""
    expense = voice.say("di spesa", "of expense") if told else ""
    suffix = " ".join(part for part in (expense, period(voice, pot)) if part)
    sizes = phrase(voice, pot.size, unit_format(voice, pot.unit), Each(suffix))
    first = sizes.split(f" {suffix}")[0] if suffix else sizes
    if suffix and pot.unit is Unit.EURO and not any(figure.isdigit() for figure in first):
        sizes = sizes.replace(f" {suffix}", _starting_again(voice, pot), 1)
    if lead is None:
        many = pot.counts is Counts.OCCURRENCES or pot.unit is Unit.TIMES
        lead = voice.say("al massimo", "at most") if many else voice.say("fino a", "up to")
    who = holders(voice, pot, person)
    gap = "" if not who else (" " if ", " not in sizes else ", ")
    return f"{led(lead, sizes)}{gap}{who}"


def _starting_again(voice: Voice, pot: Pot) -> str:
    """After a size that is no figure: «fino all'importo scelto, che ricomincia ogni anno», not «scelto ogni anno»."""
    said = period(voice, pot)
    if not isinstance(pot.period, m.Years | m.JoiningYears | m.EachMonth | m.EachDay):
        return f", {said}" if said else ""
    every = re.sub(r"^(l'|al )", "ogni ", said) if voice.italian else re.sub(r"^an? ", "every ", said)
    return voice.say(f", e il conto ricomincia {every}", f", and the count starts again {every}")


# ---------------------------------------------------------------- who draws on what


def users(voice: Voice, pot: str) -> list[str]:
    """Codes of the benefits that draw on a pot."""
    benefits = voice.ruleset.benefits
    return [code for code, benefit in benefits.items() if any(pot in draws_of(row) for row in benefit.rows)]


def shared(voice: Voice, pot: str, benefit: m.Benefit) -> str:
    """« insieme con: ticket, esami», or nothing when the benefit has the pot for itself."""
    others = [code for code in users(voice, pot) if code != benefit.code]
    if not others:
        return ""
    if len(others) > 3:
        title = voice.quoted(voice.pot(pot).strip("“”"))
        return voice.say(f" (limite comune {title})", f" (common limit {title})")
    said = titles((voice.benefit(code) for code in others), voice.say("e", "and"))
    return voice.say(f" (insieme con: {said})", f" (together with: {said})")


def draws(voice: Voice, consumes: Iterable[m.Draw], benefit: m.Benefit) -> str:
    """All the ceilings of a row, said together; nothing when there is none."""
    said = []
    for draw in consumes:
        if isinstance(draw, m.InOrder):
            steps = [_single(voice, single, benefit) for single in draw.draws]
            said.append(voice.say(", poi, esaurito questo, ", ", then, once this is used up, ").join(steps))
        else:
            said.append(_single(voice, draw, benefit))
    return "; ".join(said) if any(", " in text for text in said) else listed(said, voice.say("e", "and"))


def _single(voice: Voice, draw: m.PotDraw | m.ExchangeDraw, benefit: m.Benefit) -> str:
    if isinstance(draw, m.ExchangeDraw):
        exchange = voice.ruleset.exchanges.get(draw.exchange)
        return exchange_limit(voice, exchange) if exchange is not None else draw.exchange
    pot = voice.ruleset.pots.get(draw.pot)
    if pot is None:
        return draw.pot
    said = limit(voice, pot) + shared(voice, draw.pot, benefit)
    return said if draw.when is None else f"{situation(voice, draw.when)}, {said}"


# ---------------------------------------------------------------- exchanges


def exchange_limit(voice: Voice, exchange: m.Exchange) -> str:
    """«48 ore al massimo, cedendo 5 ore di «ospedale» per ogni ora, con autorizzazione»."""
    cap = (
        f"{voice.say('al massimo', 'at most')} "
        + phrase(voice, exchange.cap, unit_format(voice, exchange.unit))
        if exchange.cap is not None
        else voice.say("altre", "more") + f" {quantity(0, exchange.unit, voice.language)[2:]}"
    )
    given, taken = _ratio(voice, exchange)
    source = voice.quoted(voice.pot(exchange.source).strip("“”"))
    when = f", {situation(voice, exchange.when)}" if exchange.when is not None else ""
    return voice.say(
        f"{cap}, cedendo {given} prese da {source} per ogni {taken}{when}",
        f"{cap}, giving up {given} from {source} for each {taken}{when}",
    )


def _ratio(voice: Voice, exchange: m.Exchange) -> tuple[str, str]:
    """How much is given up for how much, in whole units."""
    source = voice.ruleset.pots.get(exchange.source)
    unit = source.unit if source is not None else exchange.unit
    one = _ONE.get(exchange.unit, 1)
    needed = exchange.ratio * one
    taken = quantity(one * needed.denominator, exchange.unit, voice.language)
    given = quantity(needed.numerator, unit, voice.language)
    return given, taken.removeprefix("1 ")


def exchange_text(voice: Voice, exchange: m.Exchange) -> str:
    """The sentence of an exchange."""
    title = voice.quoted(voice.pot(exchange.name).strip("“”"))
    return f"{voice.say('Scambio', 'Exchange')} {title}: {exchange_limit(voice, exchange)}" + _closing(
        voice, exchange.article, exchange.note
    )


def _closing(voice: Voice, article: str, note: str) -> str:
    remark = f" {voice.say('Nota', 'Note')}: {voice.note(note)}" if note else ""
    return f"{voice.article(article)}.{remark}"


# ---------------------------------------------------------------- the sentence of a pot


def pot_text(voice: Voice, pot: Pot) -> str:
    """Everything a pot says, in sentences."""
    users_of = [voice.benefit(code) for code in users(voice, pot.name)]
    lead = voice.say("non più di", "no more than") if role(voice, pot.name) == "most" else None
    parts = [f"{called(voice, pot.name)}: {limit(voice, pot, person=True, lead=lead)}{voice.article(pot.article)}"]
    if (taken := _TAKEN.get(taken_of(voice, pot.name))) is not None:
        parts.append(voice.say(*taken))
    if users_of:
        parts.append(f"{voice.say('Vale per', 'It holds for')}: {'; '.join(users_of)}")
    parts += _counting(voice, pot) + beyond(voice, pot) + _inheritance(voice, pot)
    if pot.note:
        parts.append(f"{voice.say('Nota', 'Note')}: {voice.note(pot.note)}")
    return ". ".join(part.rstrip(".") for part in parts) + "."


def _counting(voice: Voice, pot: Pot) -> list[str]:
    said = []
    scopes = {
        m.Scope.INVOICE: ("Ogni fattura conta una volta", "Each invoice counts once"),
        m.Scope.REQUEST: ("Ogni domanda conta una volta", "Each request counts once"),
        m.Scope.GROUP: ("Ogni piano di cura conta una volta", "Each treatment plan counts once"),
    }
    if pot.counts is Counts.OCCURRENCES and pot.occurrence in scopes:
        said.append(voice.say(*scopes[pot.occurrence]))
    if pot.day != "servizio" and not isinstance(pot.period, m.Lifetime | m.Rolling | m.PeriodCases):
        said.append(voice.say(f"Per il periodo conta la data {voice.at('di', pot.day)}",
                              f"The period is that of the date {voice.at('di', pot.day)}"))
    if pot.first_year is not None:
        said.append(_first_year(voice, pot.first_year))
    return said


def _first_year(voice: Voice, rule: m.FirstYear) -> str:
    how = {
        m.RoundingMode.HALF_UP: ("arrotondato al più vicino", "rounded to the nearest"),
        m.RoundingMode.DOWN: ("arrotondato per difetto", "rounded down"),
        m.RoundingMode.UP: ("arrotondato per eccesso", "rounded up"),
    }[rule.rounding]
    month = voice.say(
        "compreso quello d'iscrizione" if rule.joining_month_counts else "escluso quello d'iscrizione",
        "the joining month included" if rule.joining_month_counts else "the joining month excluded",
    )
    return voice.say(
        f"Nel periodo in cui ci si iscrive vale un dodicesimo per ogni mese che resta, {month}, {how[0]}",
        f"In the period of joining it is worth one twelfth for each month left, {month}, {how[1]}",
    )


def beyond(voice: Voice, pot: Pot) -> list[str]:
    """What becomes of what the pot cannot give now: put off to its next periods, or drawn from them."""
    match pot.overflow:
        case m.Carry(within=within):
            block = voice.quoted(voice.pot(within).strip("“”"))
            return [
                voice.say(
                    f"Ciò che supera il limite è rinviato ai periodi seguenti, finché dura {block}",
                    f"What exceeds the limit is put off to the following periods, while {block} lasts",
                )
            ]
        case m.Advance(periods=periods, when=when):
            condition = f" {situation(voice, when)}" if when is not None else ""
            return [
                voice.say(
                    f"Si può anticipare quanto spetta "
                    f"{'nel periodo seguente' if periods == 1 else f'nei {periods} periodi seguenti'}{condition}",
                    f"What is due in the next {periods} periods may be drawn now{condition}",
                )
            ]
    return []


def _inheritance(voice: Voice, pot: Pot) -> list[str]:
    since = calendar_date(voice.ruleset.in_force_from, voice.language)
    if pot.anew:
        return [voice.say(f"Il conto riparte da zero {fused('da', Noun(since))}", f"The count starts anew on {since}")]
    if pot.continues:
        names = listed((voice.quoted(name.replace("_", " ")) for name in pot.continues), voice.say("e", "and"))
        return [
            voice.say(
                f"Conta anche quanto usato con {names} prima {fused('di', Noun(since))}",
                f"What was used of {names} before {since} counts too",
            )
        ]
    return []

