"""What a request must respect, in words: for whom, by when, after how long, with which papers, counting which days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from mutua.rules import model as m
from mutua.rules.model import NoTerm
from mutua.wording.conditions import situation
from mutua.wording.grammar import Noun, fused, listed, sentence
from mutua.wording.numbers import calendar_date, duration, ordinal
from mutua.wording.terms import term
from mutua.wording.voice import Voice

Told = list[tuple[str, str]]  # (what it is about, the sentence)


def gate_sentences(voice: Voice, benefit: m.Benefit) -> Told:
    """The sentences of all gates of a benefit, in the order the engine reads them."""
    told: Told = []
    told += _belonging(voice, benefit)
    told += _demands(voice, benefit)
    told += [("deadline", text) for text in deadline(voice, benefit.deadline, benefit.article)]
    told += [("waiting", text) for text in waiting(voice, benefit.waiting, benefit.article)]
    told += papers(voice, benefit)
    told += [("counting", text) for text in counting(voice, benefit)]
    return [(topic, sentence(text)) for topic, text in told]


def _cited(voice: Voice, article: str, known: str) -> str:
    return voice.article(article) if article != known else ""


def _belonging(voice: Voice, benefit: m.Benefit) -> Told:
    told: Told = []
    if benefit.cover:
        cover = voice.quoted(voice.cover(benefit.cover))
        told.append(("cover", voice.say(f"Vale per chi ha la copertura {cover}", f"For those with the cover {cover}")))
    if benefit.tops_up:
        codes = listed((voice.quoted(code) for code in benefit.tops_up), voice.say("e", "and"))
        text = voice.say(f"Integra {codes} del piano che viene prima", f"It tops up {codes} of the plan before")
        told.append(("tops_up", text))
    if benefit.version_by:
        date_of = voice.at("di", benefit.version_by)
        text = voice.say(f"Valgono le regole in vigore alla data {date_of}",
                         f"The rules in force on the date {date_of} hold")
        told.append(("version_by", text))
    return told


Demand = tuple[str, str]  # the phrase of a condition, its article in brackets


def _demands(voice: Voice, benefit: m.Benefit) -> Told:
    """«Spetta solo …» with all the conditions in one list, then «Non spetta …, né …» grouped by article."""
    wanted: list[Demand] = []
    unwanted: list[Demand] = []
    every = [(wanted, unwanted, one) for one in benefit.requires]
    every += [(unwanted, wanted, one) for one in benefit.excludes]
    except_word = voice.say("tranne ", "except ")
    for side, other, one in every:
        phrase = situation(voice, one.condition)
        if phrase.startswith(except_word):
            side, phrase = other, phrase.removeprefix(except_word)
        side.append((phrase, _cited(voice, one.article, benefit.article)))
    told: Told = [("requires", _required(voice, wanted))] if wanted else []
    return told + [("excludes", text) for text in _excluded(voice, unwanted)]


def _required(voice: Voice, demands: list[Demand]) -> str:
    if len(demands) == 1:
        return voice.say("Spetta solo ", "Only ") + "".join(demands[0])
    by_cite: dict[str, list[str]] = {}
    for phrase, cite in demands:
        by_cite.setdefault(cite, []).append(phrase)
    cites = sorted(by_cite, key=lambda cite: not cite)  # an article closes those it is of; the benefit's own come last
    said = [text for cite in cites for text in [*by_cite[cite][:-1], by_cite[cite][-1] + cite]]
    if any(";" in text for text in said):
        said = [f"{letter}) {text}" for letter, text in zip("abcdefghijklmnopqrstuvz", said, strict=False)]
    lead = voice.say("Spetta solo a queste condizioni, tutte insieme: ", "Due only on all these conditions: ")
    return lead + "; ".join(said)


def _excluded(voice: Voice, demands: list[Demand]) -> list[str]:
    """Grouped by article; what has alternatives inside stands alone."""
    said: dict[tuple[str, str], list[str]] = {}
    for position, (phrase, cite) in enumerate(demands):
        alone = str(position) if re.search(r"oppure|purché|, or |provided", phrase) else ""
        said.setdefault((cite, alone), []).append(phrase)
    lead, more = voice.say("Non spetta ", "Not due "), voice.say(", né ", ", nor ")
    return [lead + more.join(phrases) + cite for (cite, _), phrases in said.items()]


# ---------------------------------------------------------------- when


def deadline(voice: Voice, rule: m.Deadline, known: str = "") -> list[str]:
    """When a request may arrive."""
    said = []
    cite = _cited(voice, rule.article, known)
    if not isinstance(rule.by, NoTerm):
        by = term(voice, rule.by, "by")
        cases = isinstance(rule.by, m.TermCases)
        said.append(voice.say(f"La domanda va fatta{':' if cases else ''} {by}{cite}",
                              f"The request is made{':' if cases else ''} {by}{cite}"))
    if not isinstance(rule.not_before, NoTerm):
        since = term(voice, rule.not_before, "not_before")
        colon = ":" if isinstance(rule.not_before, m.TermCases) else ""
        said.append(voice.say(f"La domanda si fa{colon} {since}{cite}", f"The request is made{colon} {since}{cite}"))
    if rule.notice is not None:
        said.append(_notices(voice, rule.notice) + cite)
    return said


def _notices(voice: Voice, notice: m.Notice | m.NoticeCases) -> str:
    if isinstance(notice, m.Notice):
        return _notice(voice, notice)
    free = voice.say("senza preavviso", "without notice")
    said = [
        f"{situation(voice, condition)}, {_notice_span(voice, one) if one is not None else free}"
        for condition, one in notice.cases
    ]
    rest = notice.otherwise
    said.append(voice.say("negli altri casi, ", "otherwise, ") + (_notice_span(voice, rest) if rest else free))
    return voice.say("Si chiede: ", "It is asked for: ") + "; ".join(said)


def _notice(voice: Voice, notice: m.Notice) -> str:
    span = _notice_span(voice, notice)
    return voice.say(
        f"Si chiede {span}: dopo non si può accogliere", f"It is asked for {span}: later it cannot be granted"
    )


def _notice_span(voice: Voice, notice: m.Notice) -> str:
    span = duration(notice.duration, voice.language)
    return voice.say(
        f"almeno {span} prima {voice.at('di', notice.anchor)}",
        f"at least {span} before {voice.at('', notice.anchor)}",
    )


def waiting(voice: Voice, rule: m.Waiting, known: str = "") -> list[str]:
    """From when a benefit holds; nothing when at once."""
    if isinstance(rule.first_day, NoTerm):
        return []
    cite = _cited(voice, rule.article, known)
    first = term(voice, rule.first_day, "start")
    colon = ":" if isinstance(rule.first_day, m.TermCases) else ""
    return [voice.say(f"Vale{colon} {first}{cite}", f"It holds{colon} {first}{cite}")]


def since_sentence(voice: Voice, cases: Sequence[tuple[m.Condition | None, date | None]], today: date) -> str:
    """«Da quando: dal 3 marzo 2026; per infortunio, già adesso.»: the days of a wait that depends on the case, that of
    all others first, and those that differ from it; "" where all are over."""
    days = [(condition, first if first is not None and first > today else None) for condition, first in cases]
    if not any(first for _, first in days):
        return ""
    said = [_first_day(voice, days[0][1])]
    said += [f"{situation(voice, one)}, {_first_day(voice, first)}" for one, first in days[1:]
             if one is not None and first != days[0][1]]  # fmt: skip
    return f"{voice.say('Da quando', 'From when')}: {'; '.join(said)}."


def _first_day(voice: Voice, first: date | None) -> str:
    if first is None:
        return voice.say("già adesso", "already now")
    day = calendar_date(first, voice.language)
    return voice.say(fused("da", Noun(day)), f"from {day}")


# ---------------------------------------------------------------- papers


def papers(voice: Voice, benefit: m.Benefit) -> Told:
    """«Servono: …»: each paper with its situation and its limits."""
    if not benefit.papers:
        return []
    cites = {_cited(voice, rule.article, benefit.article) for rule in benefit.papers}
    common = next(iter(cites)) if len(cites) == 1 else ""
    said = [_paper(voice, rule, "" if not common else rule.article, benefit.article) for rule in benefit.papers]
    lead = voice.say("Servono" if len(said) > 1 else "Serve", "Needed")
    return [("papers", f"{lead}: {'; '.join(said)}{common}")]


def paper_names(voice: Voice, benefit: m.Benefit) -> list[str]:
    """The papers in short, for a table: those asked only in some situations are marked."""
    sometimes = voice.say(" (in certi casi)", " (in some cases)")
    return [voice.paper(rule.paper) + (sometimes if rule.when is not None else "") for rule in benefit.papers]


def _paper(voice: Voice, rule: m.PaperRule, common: str, known: str) -> str:
    notes = []
    word = voice.paper_noun(rule.paper)
    if rule.not_older_than is not None:
        notes.append(_age(voice, rule, word.feminine, word.plural))
    if rule.not_after:
        notes.append(voice.say(f"di data non successiva {voice.at('a', rule.not_after)}",
                               f"dated not after {voice.at('', rule.not_after)}"))
    if rule.not_before:
        notes.append(voice.say(f"di data non precedente {voice.at('a', rule.not_before)}",
                               f"dated not before {voice.at('', rule.not_before)}"))
    if not isinstance(rule.valid_until, NoTerm):
        notes.append(_validity(voice, rule))
    notes += _faults(voice, rule, word)
    when = situation(voice, rule.when) if rule.when is not None else ""
    when = f", {when}" if "(" in when else f" ({when})" if when else ""
    text = f"{voice.paper(rule.paper)}{when}" + (f", {', '.join(notes)}" if notes else "")
    return text if common else text + _cited(voice, rule.article, known)


def _validity(voice: Voice, rule: m.PaperRule) -> str:
    last = term(voice, rule.valid_until, "by")
    relative = voice.at("", rule.relative_to)
    if isinstance(rule.valid_until, m.TermCases):
        return voice.say(f"con {relative} nei termini ({last})", f"with {relative} in time ({last})")
    if rule.relative_to == rule.paper:
        return voice.say(f"di data {last}", f"dated {last}")
    return voice.say(f"con {relative} {last}", f"with {relative} {last}")


def _age(voice: Voice, rule: m.PaperRule, feminine: bool, plural: bool) -> str:
    assert rule.not_older_than is not None
    span = duration(rule.not_older_than, voice.language)
    old = ("vecchie" if feminine else "vecchi") if plural else ("vecchia" if feminine else "vecchio")
    return voice.say(
        f"non più {old} di {span} alla data {voice.at('di', rule.relative_to)}",
        f"not older than {span} on the date {voice.at('di', rule.relative_to)}",
    )


def _faults(voice: Voice, rule: m.PaperRule, word: Noun) -> list[str]:
    said = []
    if rule.missing is m.PaperFault.REFUSE:
        said.append(voice.say("se manca non rimborsiamo", "without it nothing is paid"))
    dated = rule.not_after or rule.not_before or not isinstance(rule.valid_until, NoTerm)
    limited = rule.not_older_than is not None or dated
    if limited and rule.stale is m.PaperFault.SUSPEND:
        one = ("una nuova", "nuove") if word.feminine else ("uno nuovo", "nuovi")
        new = one[word.plural]
        said.append(voice.say(f"altrimenti ne chiediamo {new}", "otherwise we ask for a new one"))
    return said


# ---------------------------------------------------------------- days


def counting(voice: Voice, benefit: m.Benefit) -> list[str]:
    """How days are counted and which of them are paid."""
    rule = benefit.counting
    if rule is None:
        return []
    how = {
        m.DayCount.ALL: ("Si contano tutti i giorni, il primo e l'ultimo compresi", "All days count, both ends too"),
        m.DayCount.ENDS_AS_ONE: ("Il primo e l'ultimo giorno contano per uno solo", "Both ends count as one day"),
        m.DayCount.NIGHTS: ("Si contano le notti", "Nights are counted"),
    }[rule.days]
    said = [voice.say(*how) + _cited(voice, rule.article, benefit.article)]
    if rule.only_if is not None:
        said.append(voice.say("Si paga solo ", "Paid only ") + situation(voice, rule.only_if))
    said += paid_days(voice, rule)
    if rule.excluded_use_limits:
        said.append(voice.say("I giorni che non si pagano consumano anch'essi i limiti",
                              "The days that are not paid use up the limits too"))
    if rule.day_by_day:
        said.append(voice.say("Ogni giorno conta nel periodo della sua data", "Each day counts in the period of its "
                              "own date"))
    return said


def paid_days(voice: Voice, rule: m.Counting) -> list[str]:
    first, last = ordinal(rule.first, voice.language), ordinal(rule.last or 0, voice.language)
    since = voice.say(fused("da", Noun(first)), first)
    if rule.first == 1 and rule.last is None:
        return []
    if rule.last is None:
        return [voice.say(f"Si paga {since} giorno", f"Paid from the {first} day")]
    return [voice.say(f"Si paga {since} {fused('a', Noun(last))} giorno", f"Paid from the {first} to the {last} day")]

