"""Reads computed dates and the conditions of questions to history; refuses dates that depend on themselves."""

from __future__ import annotations

from dataclasses import replace

from mutua.rules.model import Fact, FactKind, FactOf, NoTerm
from mutua.rules.reading import scalars
from mutua.rules.reading.reader_conditions import read_condition, read_term
from mutua.rules.reading.reader_context import Context, has_numbers
from mutua.rules.reading.reader_mentions import mentioned_facts
from mutua.rules.reading.schema import COMPUTED_DATE
from mutua.rules.reading.source import Node


def start_dates(ctx: Context, node: Node | None) -> None:
    """The names of the computed dates, so that facts, conditions and other dates may speak of them."""
    for key, value in node.pairs if node else []:
        if not ctx.parsed(key, scalars.name, ""):
            ctx.broken.add(f"fact {key.text}")
        elif key.text in ctx.facts or key.text in ctx.papers:
            ctx.report(key, "name_taken", what="un fatto o un documento")
        else:
            title = value.get("titolo") if value.is_map else None
            ctx.facts[key.text] = Fact(
                name=key.text, kind=FactKind.DAY, of=FactOf.PERSON, place=key.place, term=NoTerm(),
                title=" ".join(title.text.split()) if title and title.text else key.text.replace("_", " "),
            )


def read_dates(ctx: Context, node: Node | None) -> None:
    """The terms of the computed dates."""
    own: dict[str, Node] = {}
    for key, value in node.pairs if node else []:
        fact = ctx.facts.get(key.text)
        if fact is None or fact.term is None or fact.place != key.place:
            continue
        own[key.text] = key
        fields = ctx.fields(value, COMPUTED_DATE, at=key)
        said = fields.get("il")
        if said is not None and has_numbers(said):
            ctx.article(fields, "questa data")
        term = read_term(ctx, said)
        if said is not None and isinstance(term, NoTerm) and said.text in ("nessuno", "nessuna"):
            ctx.report(said, "date_without_day")
        ctx.facts[key.text] = replace(fact, term=term)
    _refuse_circles(ctx, own)


def _refuse_circles(ctx: Context, own: dict[str, Node]) -> None:
    needs = {name: mentioned_facts(ctx.facts[name].term) & set(own) for name in own}
    reported: set[str] = set()
    for name, key in own.items():
        path = _circle(name, needs)
        if path and not reported & set(path):
            ctx.report(key, "circular", circle=" → ".join(path))
            reported |= set(path)


def _circle(name: str, needs: dict[str, set[str]]) -> list[str]:
    """The way from a date back to itself, [] if there is none."""
    ways = [[name]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for following in sorted(needs[way[-1]]):
            if following == name:
                return [*way, name]
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []


def read_histories(ctx: Context, declared: Node | None) -> None:
    """`storia.quando`: only the past lines of which the condition holds."""
    for key, node in declared.pairs if declared else []:
        fact, story = ctx.facts.get(key.text), node.get("storia")
        when = story.get("quando") if story is not None else None
        if fact is not None and fact.history is not None and when is not None and when.is_map:
            history = replace(fact.history, when=read_condition(ctx, when))
            ctx.facts[key.text] = replace(fact, history=history)
