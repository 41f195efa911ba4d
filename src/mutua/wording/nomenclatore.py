"""The printed list of a plan: by area what is paid, when, up to where, with which papers; then limits and terms."""

from __future__ import annotations

from mutua.rules.model import Benefit, Ruleset
from mutua.wording import benefits, membership, pots, reference
from mutua.wording.gates import Told, gate_sentences, paper_names
from mutua.wording.grammar import capital
from mutua.wording.numbers import Language
from mutua.wording.voice import Voice

_SAME = "″"


def printed(ruleset: Ruleset, language: Language = "it") -> str:
    """The whole plan as plain text with tables: everything a member may ask, every figure of it."""
    voice = Voice(ruleset, language)
    rules = ruleset
    parts = [f"# {voice.own(rules.plan.title)}", *_head(voice)]
    for area, listed in _areas(rules).items():
        title = area or voice.say("Prestazioni", "Benefits")
        parts += [f"## {title}", _table(voice, listed), *(_notes(voice, benefit) for benefit in listed)]
    parts += _section(voice, "Limiti", "Limits", [("", pots.pot_text(voice, pot)) for pot in rules.pots.values()])
    parts += _section(voice, "Scambi", "Exchanges",
                      [("", pots.exchange_text(voice, one)) for one in rules.exchanges.values()])
    parts += _section(voice, "Parole del regolamento", "Words of the rules", reference.conditions(voice, spoken=True))
    parts += _section(voice, "Documenti", "Papers", reference.papers(voice))
    parts += _section(voice, "Date e dati ricavati", "Dates and figures worked out", reference.derived(voice))
    asks = voice.say("Si chiede: ", "It is asked: ")
    questions = [(topic, capital(text.removeprefix(asks))) for topic, text in reference.asked(voice)]
    parts += _section(voice, "Che cosa chiediamo", "What we ask", questions)
    parts += _membership(voice)
    parts += _tariffs(voice)
    parts += _section(voice, "Cifre esterne", "Outside figures", reference.parameters(voice))
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(voice: Voice) -> list[str]:
    """Society, force and approval, then notes and sources, each in a paragraph of its own."""
    rules = voice.ruleset
    society = f"{capital(rules.plan.society.rstrip('.'))}. " if rules.plan.society else ""
    told = reference.head(voice, titled=False)
    notes = [text for topic, text in told if topic.startswith("note")]
    plain = [text for topic, text in told if not topic.startswith("note")]
    both = list(dict.fromkeys(source for source in (rules.plan.source, rules.source) if source))
    sources = [source for source in both if not any(source in other for other in both if other != source)]
    cited = [f"{voice.say('Fonte', 'Source')}: {'; '.join(sources)}"] if sources else []
    return [society + " ".join(plain), *notes, *cited]


def _areas(rules: Ruleset) -> dict[str, list[Benefit]]:
    found: dict[str, list[Benefit]] = {}
    for benefit in rules.benefits.values():
        found.setdefault(benefit.area, []).append(benefit)
    return found


def _table(voice: Voice, listed: list[Benefit]) -> str:
    head = (
        voice.say("Prestazione", "Benefit"), *benefits.table_head(voice), voice.say("Documenti", "Papers"),
        voice.say("Art.", "Art."),
    )
    rows: list[tuple[str, ...]] = [head, ("---",) * 6]
    for benefit in listed:
        papers = "; ".join(paper_names(voice, benefit)) or "—"
        for number, row in enumerate(benefits.table_rows(voice, benefit)):
            article = benefit.rows[number].article or benefit.article
            title = voice.benefit(benefit.code) if number == 0 else _SAME
            rows.append((title, *row, papers if number == 0 else _SAME, article))
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)


def _notes(voice: Voice, benefit: Benefit) -> str:
    """What the table has no column for: terms, waits, limits of papers, days."""
    told = gate_sentences(voice, benefit)
    notes = [text for topic, text in benefits.benefit_parts(voice, benefit) if topic == "note"]
    said = " ".join([*(text for _, text in told), *notes])
    return f"**{capital(voice.benefit(benefit.code))}.** {said}" if said else ""


def _section(voice: Voice, italian: str, english: str, told: Told) -> list[str]:
    if not told:
        return []
    return [f"## {voice.say(italian, english)}", "\n".join(f"- {text}" for _, text in told)]


def _membership(voice: Voice) -> list[str]:
    rules = voice.ruleset
    parts: list[str] = []
    if rules.joining is not None:
        parts += _section(voice, "Iscrizione", "Joining", membership.joining(voice, rules.joining))
    if rules.contributions is not None:
        parts += _section(voice, "Contributi", "Contributions", membership.contributions(voice, rules.contributions))
    if rules.arrears is not None:
        parts += _section(voice, "Ritardi nei pagamenti", "Arrears", membership.arrears(voice, rules.arrears))
    changes: Told = []
    if rules.plan_change is not None:
        changes += membership.change(voice, rules.plan_change, leaving=False)
    if rules.leaving is not None:
        changes += membership.change(voice, rules.leaving, leaving=True)
    if rules.senior is not None:
        changes += membership.senior(voice, rules.senior)
    parts += _section(voice, "Cambio di piano e recesso", "Changing plan and leaving", changes)
    clocks: Told = []
    if rules.procedure is not None:
        clocks += membership.procedure(voice, rules.procedure)
    if rules.payments is not None:
        clocks += membership.payments(voice, rules.payments)
    return parts + _section(voice, "Tempi e pagamenti", "Times and payments", clocks)


def _tariffs(voice: Voice) -> list[str]:
    parts: list[str] = []
    for name, tariff in voice.ruleset.tariffs.items():
        title = tariff.title or name.replace("_", " ")
        told = [("", reference.tariff_row(voice, tariff, row)) for row in tariff.rows]
        parts += _section(voice, capital(title), voice.own(title), told)
    return parts
