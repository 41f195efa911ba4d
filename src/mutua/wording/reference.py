"""What sentences lean on: the version, declared facts, papers, named conditions, price lists, outside figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

from mutua.rules import model as m
from mutua.rules.model import FactKind, RoundingMode, Ruleset
from mutua.wording.checks import day_span, reading
from mutua.wording.conditions import meaning, situation
from mutua.wording.figures import figure
from mutua.wording.grammar import Noun, bare, capital, fused, listed, noun, sentence, the
from mutua.wording.numbers import calendar_date, money
from mutua.wording.terms import term
from mutua.wording.voice import Voice

Told = list[tuple[str, str]]  # (what it is about, the sentence)


def head(voice: Voice, titled: bool = True) -> Told:
    """Title, force, approval, rounding and the conventions of time that differ from the usual; then the notes."""
    rules = voice.ruleset
    span = day_span(voice, rules.in_force_from, None)
    if rules.in_force_to is not None:
        since = calendar_date(rules.in_force_from, voice.language)
        until = calendar_date(rules.in_force_to, voice.language)
        span = voice.say(f"{fused('da', Noun(since))} {fused('a', Noun(until))}", f"from {since} to {until}")
    title = f"{voice.own(rules.plan.title)}: " if titled else ""
    told: Told = [("head", sentence(title + voice.say(f"in vigore {span}", f"in force {span}")))]
    told.append(("approval", _approval(voice, rules.approval)))
    told.append(("rounding", _rounding(voice, rules.rounding)))
    told += [("time", text) for text in _time(voice, rules.time)]
    if rules.plan.version_by:
        anchor = voice.at("di", rules.plan.version_by)
        told.append(("version_by", sentence(voice.say(f"Valgono le regole in vigore alla data {anchor}",
                                                      f"The rules in force on the date {anchor} hold"))))
    if rules.assistances:
        told.append(("covers", _covers(voice)))
    return told + notes(voice)


def notes(voice: Voice) -> Told:
    """What the plan and the version add in their own words: where uncertain readings are explained."""
    rules = voice.ruleset
    found = {"note of the plan": "" if rules.plan.note in rules.note else rules.plan.note, "note": rules.note}
    word = voice.say("Nota", "Note")
    return [(topic, sentence(f"{word}: {voice.note(text)}")) for topic, text in found.items() if text]


def _covers(voice: Voice) -> str:
    covers = [voice.quoted(voice.cover(name)) + voice.article(one.article)
              for name, one in voice.ruleset.assistances.items()]
    many = len(covers) > 1
    offers = voice.say("Il piano offre " + ("queste coperture: " if many else "la copertura "),
                       "The plan offers " + ("these covers: " if many else "the cover "))
    return sentence(offers + "; ".join(covers))


def _approval(voice: Voice, approval: m.Approval) -> str:
    day = calendar_date(approval.on, voice.language) if approval.on is not None else ""
    body = capital(approval.body)
    return sentence(voice.say(
        f"Approvazione: {body}; delibera: {approval.resolution}" + (f", {day}" if day else ""),
        f"Approved by {voice.own(body)}, resolution {voice.own(approval.resolution)}" + (f", on {day}" if day else ""),
    ))


def _rounding(voice: Voice, rule: m.Rounding) -> str:
    to, how = rounded(voice, rule)
    when = voice.say("dopo ogni passo", "after each step") if rule.each_step else voice.say(
        "una volta sola, alla fine del calcolo", "once, at the end of the sum"
    )
    return sentence(voice.say(f"Gli importi si arrotondano {to}, {how}, {when}",
                              f"Amounts are rounded {to}, {how}, {when}"))


def rounded(voice: Voice, rule: m.Rounding) -> tuple[str, str]:
    """To what and in which direction: «al centesimo», «per eccesso»."""
    to = voice.say("al centesimo", "to the cent") if rule.to_cents == 1 else voice.say(
        f"a multipli di {money(rule.to_cents, 'it')}", f"to multiples of {money(rule.to_cents, 'en')}"
    )
    how = {
        RoundingMode.HALF_UP: ("il mezzo per eccesso", "half up"),
        RoundingMode.DOWN: ("per difetto", "down"),
        RoundingMode.UP: ("per eccesso", "up"),
    }[rule.mode]
    return to, voice.say(*how)


def _time(voice: Voice, rules: m.TimeRules) -> list[str]:
    said = []
    if not rules.leap_birthday_in_march:
        said.append(voice.say("Chi è nato il 29 febbraio compie gli anni il 28 febbraio negli anni comuni",
                              "Who was born on 29 February has a birthday on 28 February in common years"))
    if not rules.clamp_months:
        said.append(voice.say("Un termine in mesi che cade in un giorno che non c'è passa al primo del mese seguente",
                              "A term in months that falls on a missing day passes to the first of the next month"))
    if not rules.day_zero:
        said.append(voice.say("Nei termini in giorni il giorno di partenza conta come primo",
                              "In terms of days the starting day counts as the first"))
    return [sentence(text) for text in said]


# ---------------------------------------------------------------- facts, papers, conditions


def names_used(value: object) -> Iterator[str]:
    """Names of the facts a rule reads, wherever they stand; of outside figures too, after a %."""
    if isinstance(value, m.Test | m.BandTable | m.ChoiceTable | m.FactAmount | m.FactHolder):
        yield value.fact
    if isinstance(value, m.Subtract) and value.fact:
        yield value.fact
    if isinstance(value, m.ParameterValue):
        yield f"%{value.name}"
    if isinstance(value, m.Per) and value.fact:
        yield value.fact
    if isinstance(value, tuple):
        for item in value:
            yield from names_used(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from names_used(getattr(value, one.name))


def _used(rules: Ruleset) -> set[str]:
    parts = [
        *rules.benefits.values(), *rules.pots.values(), *rules.exchanges.values(), *rules.conditions.values(),
        rules.joining, rules.contributions, rules.arrears, rules.plan_change, rules.leaving,
        rules.senior,
    ]
    return {name for part in parts for name in names_used(part)}


def asked(voice: Voice) -> Told:
    """Declared facts that somebody is asked for."""
    facts = voice.ruleset.facts.items()
    return [(f"fact {name}", _fact(voice, fact)) for name, fact in facts if not fact.builtin and not _derived(fact)]


def _derived(fact: m.Fact) -> bool:
    return fact.term is not None or fact.history is not None


def derived(voice: Voice) -> Told:
    """What nobody is asked for: computed dates, questions to the archive, facts read on a day of their own."""
    used = _used(voice.ruleset)
    told: Told = []
    for name, fact in voice.ruleset.facts.items():
        if fact.term is not None:
            told += [(f"fact {name}", text) for text in _computed(voice, fact, fact.term)]
        elif fact.history is not None:
            told.append((f"fact {name}", sentence(_history(voice, name, fact.history))))
        elif not fact.builtin:
            continue
        elif fact.read_on is not None and name in used:
            day = reading(voice, fact.read_on).strip()
            title = voice.title(name)
            verb = "si contano" if _plural(title).plural else "si legge"
            text = voice.say(f"{the(_plural(title))} {verb} {day} dell'anno della prestazione",
                             f"{title}: read {day} of the year of the service")
            told.append((f"fact {name}", sentence(text)))
    return told


def _plural(title: str) -> Noun:
    return Noun(title, plural=True) if title.startswith(("componenti", "familiari")) else noun(title)


def _fact(voice: Voice, fact: m.Fact) -> str:
    text = voice.say(f"Si chiede: {voice.question(fact.name)}", f"It is asked: {voice.question(fact.name)}")
    notes = []
    if fact.default is not None:
        value = default_value(voice, fact)
        notes.append(voice.say(f"se nessuno risponde vale {value}", f"if nobody answers it counts as {value}"))
    if fact.of_society:
        notes.append(voice.say("risponde la società", "the society answers"))
    if fact.read_on is not None:
        notes.append(voice.say(f"si legge{reading(voice, fact.read_on)}", f"read{reading(voice, fact.read_on)}"))
    if fact.proof:
        notes.append(voice.say(f"lo prova: {voice.paper(fact.proof)}", f"proof: {voice.paper(fact.proof)}"))
    if not notes:
        return sentence(text)
    return sentence(f"{text} {capital('; '.join(notes))}" if text.endswith("?") else f"{text}; {'; '.join(notes)}")


def _computed(voice: Voice, fact: m.Fact, value: m.Term) -> list[str]:
    """«passaggio»: il 1° gennaio …; nothing where the title already says it."""
    title = voice.title(fact.name).strip("“”")
    said = term(voice, value, "on")
    if _plainly(title) == _plainly(said):
        return []
    return [sentence(f"{voice.quoted(title)}: {said if voice.italian else said.removeprefix('on ')}")]


def _plainly(text: str) -> str:
    return bare(text.lower().replace("1°", "primo").replace("\u00a0", " "))


def default_value(voice: Voice, fact: m.Fact) -> str:
    """What is taken when nobody answered."""
    value = fact.default
    if isinstance(value, bool):
        return voice.quoted(voice.say("sì" if value else "no", "yes" if value else "no"))
    if isinstance(value, int):
        return figure(voice, value, fact.kind if fact.kind in (FactKind.MONEY, FactKind.DECIMAL) else FactKind.NUMBER)
    if isinstance(value, date):
        return calendar_date(value, voice.language)
    return voice.quoted(str(value))


def _history(voice: Voice, name: str, question: m.HistoryQuestion) -> str:
    span = {
        m.HistorySpan.EVER: ("", ""),
        m.HistorySpan.SAME_YEAR: (" nello stesso anno", " in the same year"),
        m.HistorySpan.YEAR_BEFORE: (" nell'anno prima", " in the year before"),
    }[question.span]
    titles = listed((voice.quoted(voice.benefit(code).strip("“”")) for code in question.benefits),
                    voice.say("o", "or"))
    kind = {
        m.HistoryKind.LAST_PAID_ON: ("l'ultima data in cui è stato rimborsato", "the last day of a payment"),
        m.HistoryKind.HOW_MANY: ("quante volte è stato rimborsato", "how many times something was paid"),
        m.HistoryKind.ANY_PAID: ("se è stato rimborsato", "whether anything was paid"),
    }[question.kind]
    title = voice.quoted(voice.title(name).strip("“”"))
    if question.when is not None:
        titles += f", {situation(voice, question.when)}"
    return voice.say(f"{title} si legge nell'archivio: {kind[0]}{span[0]} {titles}",
                     f"{title} is read in the archive: {kind[1]}{span[1]} for {titles}")


def conditions(voice: Voice, spoken: bool = False) -> Told:
    """Each named condition with what it means; `spoken`: only those that sentences say by a phrase of their own."""
    named = voice.ruleset.conditions.items()
    return [(f"condition {name}", meaning(voice, name)) for name, one in named if one.phrase or not spoken]


def papers(voice: Voice) -> Told:
    """Only papers with a note: the others are named where they are asked for."""
    return [
        (f"paper {name}", sentence(f"{capital(voice.paper(name))}: {voice.note(paper.note)}"))
        for name, paper in voice.ruleset.papers.items()
        if paper.note
    ]


# ---------------------------------------------------------------- price lists and outside figures


def tariffs(voice: Voice) -> Told:
    """One line per code and period of a price list."""
    return [
        (f"tariff {name} {row.code} {row.since.isoformat()}", tariff_row(voice, tariff, row))
        for name, tariff in voice.ruleset.tariffs.items()
        for row in tariff.rows
    ]


def tariff_row(voice: Voice, tariff: m.Tariff, row: m.TariffRow) -> str:
    """«E12 Estrazione semplice: 48 € dal 1° gennaio 2026»."""
    prices = []
    for column, cents in zip(tariff.columns, row.prices, strict=True):
        label = f"{column} " if len(tariff.columns) > 1 else ""
        prices.append(label + (money(cents, voice.language) if cents is not None else "—"))
    return sentence(f"{row.code} {voice.own(row.title)}: {', '.join(prices)} {_validity(voice, row.since, row.until)}"
                    f"{voice.article(tariff.article)}")


def _validity(voice: Voice, since: date, until: date | None) -> str:
    first = calendar_date(since, voice.language)
    if until is None:
        return voice.say(fused("da", Noun(first)), f"from {first}")
    last = calendar_date(until, voice.language)
    return voice.say(f"{fused('da', Noun(first))} {fused('a', Noun(last))}", f"from {first} to {last}")


def parameters(voice: Voice) -> Told:
    """One line per figure of an outside parameter that the rules read, with its source."""
    told: Told = []
    read = {name[1:] for name in _used(voice.ruleset) if name.startswith("%")}
    for name, parameter in voice.ruleset.parameters.items():
        if name not in read:
            continue
        for one in parameter.figures:
            source = voice.say(f" (fonte: {one.source})", f" (source: {one.source})") if one.source else ""
            title = voice.own(parameter.title or name.replace("_", " "))
            text = f"{title}: {money(one.cents, voice.language)} {_validity(voice, one.since, one.until)}{source}"
            told.append((f"parameter {name} {one.since.isoformat()}", sentence(text)))
    return told

