"""Reads conditions and terms, and proves that the cases of a list exclude each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, Union

from mutua.rules.model import (
    All,
    AnyOf,
    Comparable,
    Condition,
    Earliest,
    Fact,
    FactKind,
    FactOf,
    Latest,
    Named,
    NamedCondition,
    Not,
    NoTerm,
    OneOf,
    Term,
    TermCases,
    Test,
    Unit,
)
from mutua.rules.reading import scalars, sentences, sentences_checks
from mutua.rules.reading.problems import Fault, suggest
from mutua.rules.reading.reader_context import Context, Fields, has_numbers
from mutua.rules.reading.reader_covering import is_spoilt
from mutua.rules.reading.reader_exclusive import Situation, check_exclusive
from mutua.rules.reading.schema import AT_LEAST, LATEST, NAMED_CONDITION, TERM_CASE
from mutua.rules.reading.sentences_checks import SaidCheck
from mutua.rules.reading.source import Node

T = TypeVar("T")
MAX_TERMS = 10_000
_QUANTITIES = ("quantità", "quantità_del_gruppo")
ALWAYS: Condition = All(())


# ---------------------------------------------------------------- conditions


def read_condition(ctx: Context, node: Node, at: Node | None = None) -> Condition:
    """All the keys of the map must hold. An empty map is refused: it would hold always."""
    if not node.is_map:
        if not node.bad:
            ctx.report(node, "expected_map", keys="un fatto e il suo valore")
        return ALWAYS
    if not node.pairs:
        ctx.report(at or node, "empty_condition", "{}")
    parts = [_part(ctx, key, value) for key, value in node.pairs]
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def read_when(ctx: Context, node: Node | None) -> Condition | None:
    return None if node is None else read_condition(ctx, node)


def _part(ctx: Context, key: Node, value: Node) -> Condition:
    if key.text == "non":
        return Not(read_condition(ctx, value, key))
    if key.text in ("almeno_una", "tutte"):
        if not value.is_list:
            ctx.report(value, "expected_list", key=key.text)
        elif not value.items:
            ctx.report(key, "empty_condition", "[]")
        parts = tuple(read_condition(ctx, item) for item in value.items)
        return AnyOf(parts) if key.text == "almeno_una" else All(parts)
    if key.text == "almeno":
        return _at_least(ctx, key, value)
    if key.text in ctx.condition_nodes:
        return _named(ctx, key, value)
    if key.text in ctx.facts:
        return _test(ctx, ctx.facts[key.text], value)
    if key.text in ctx.papers:
        return _test(ctx, Fact(key.text, FactKind.DAY, FactOf.REQUEST), value)
    known = {**ctx.facts, **ctx.papers, **ctx.condition_nodes}
    ctx.name_once("fact", key, "unknown_fact", known, _of_likely_kind(ctx, value))
    return ALWAYS


def _at_least(ctx: Context, key: Node, node: Node) -> Condition:
    """`almeno: {quante: 3, tra: […]}`."""
    fields = ctx.fields(node, AT_LEAST, at=key)
    listed = fields.get("tra")
    parts = tuple(read_condition(ctx, item) for item in (listed.items if listed else []))
    count = ctx.parsed(fields.get("quante"), scalars.number, 1)
    if listed is not None and fields.get("quante") is not None and not 1 <= count <= len(parts):
        ctx.report(fields.values["quante"], "at_least_of", size=str(len(parts)))
    return AnyOf(parts, count)


def _of_likely_kind(ctx: Context, value: Node) -> list[str]:
    """The facts whose checks look like this one: a misspelt name is more likely one of them."""
    text = value.items[0].text if value.items else value.text
    fits = []
    for name, fact in ctx.facts.items():
        if not isinstance(sentences_checks.check(text, fact, lambda _: None), Fault):
            fits.append(name)
    return fits


def _test(ctx: Context, fact: Fact, value: Node) -> Condition:
    unit = ctx.unit if fact.name in _QUANTITIES else None
    if value.is_map:
        ctx.report(value, "expected_check", fact=fact.name)
        return ALWAYS
    if value.is_list:
        return Test(fact.name, OneOf(_one_of(ctx, fact, value, unit)))
    if not value.text:
        if not value.bad:
            ctx.report(value, "empty_value", "", key=fact.name)
        return ALWAYS
    said = ctx.parsed(value, _checker(ctx, fact, unit), None)
    if said is None:
        return ALWAYS
    if said.read_on is not None and fact.of not in (FactOf.PERSON, FactOf.HOUSEHOLD):
        ctx.report(value, "reading_not_dated", fact=fact.name)
    return Test(fact.name, said.check, said.read_on)


def _checker(ctx: Context, fact: Fact, unit: Unit | None) -> Callable[[str], Union[SaidCheck, Fault, None]]:
    def parse(text: str) -> Union[SaidCheck, Fault, None]:
        free = unit
        if free is None and fact.name in _QUANTITIES and text.endswith((" ore", " ora")):
            free = Unit.HOURS
        return sentences_checks.check(text, fact, ctx.known_day, free)

    return parse


def _one_of(ctx: Context, fact: Fact, node: Node, unit: Unit | None) -> tuple[Comparable, ...]:
    values: list[Comparable] = []
    if not node.items:
        ctx.report(node, "empty_condition", "[]")
    for item in ctx.names(node):
        said = ctx.parsed(item, _checker(ctx, fact, unit), None)
        if said is None:
            return ()  # nothing is proved about a list with a mistake
        if isinstance(said.check, OneOf) and said.read_on is None:
            values.extend(said.check.values)
        else:
            ctx.report(item, "list_of_values", fact=fact.name)
    return tuple(values)


def _named(ctx: Context, key: Node, value: Node) -> Condition:
    none: bool | None = None
    wanted = ctx.parsed(value, scalars.yes_no, none)
    if key.text in ctx.reading:
        circle = " → ".join([*ctx.reading[ctx.reading.index(key.text):], key.text])
        ctx.report(key, "circular", circle=circle)
        return ALWAYS
    condition = read_named(ctx, key.text)
    if wanted is None:
        return ALWAYS
    named = Named(condition.name, condition.condition)
    return named if wanted else Not(named)


def read_named(ctx: Context, name: str) -> NamedCondition:
    """The body of a named condition, read once, when first asked for."""
    if name in ctx.conditions:
        return ctx.conditions[name]
    key, node = ctx.condition_nodes[name]
    ctx.reading.append(name)
    unit, ctx.unit = ctx.unit, None
    fields = ctx.fields(node, NAMED_CONDITION, at=key)
    when = fields.get("quando")
    condition = ALWAYS if when is None else read_condition(ctx, when, key)
    article = ctx.article(fields, "questa condizione") if when and has_numbers(when) else fields.text("articolo")
    ctx.unit = unit
    ctx.reading.pop()
    phrase, contrary = _said(ctx, name, fields.get("detto"))
    read = NamedCondition(name, condition, phrase, article, key.place, contrary)
    ctx.conditions[name] = read
    return read


def _said(ctx: Context, name: str, node: Node | None) -> tuple[str, str]:
    """How sentences say that the condition holds, and that it does not: one text, or the map {sì: …, no: …}."""
    if node is None or node.is_text:
        return (" ".join(node.text.split()) if node else ""), ""
    found = {"sì": "", "no": ""}
    for key, value in node.pairs:
        if key.text not in found:
            close = suggest(key.text, found)
            ctx.report(key, "choice", fact=name, choices=", ".join(found), suggestion=close)
        elif not value.is_text:
            ctx.report(value, "expected_text")
        else:
            found[key.text] = " ".join(value.text.split())
    return found["sì"], found["no"]


def start_conditions(ctx: Context, node: Node | None) -> None:
    """The names of the named conditions; their bodies are read when asked for."""
    for key, value in node.pairs if node else []:
        if not ctx.parsed(key, scalars.name, ""):
            ctx.broken.add(f"fact {key.text}")
        elif key.text in ctx.facts or key.text in ctx.papers:
            ctx.report(key, "name_taken", what="un fatto o un documento")
        else:
            ctx.condition_nodes[key.text] = (key, value)


# ---------------------------------------------------------------- lists of cases


def read_cases(
    ctx: Context, node: Node, fields_of: Callable[[Node], Fields], word: str, read: Callable[[Node], T], standin: T
) -> tuple[tuple[tuple[Condition, T], ...], T]:
    """`[{quando: …, <word>: …}, {altrimenti: …}]`: the cases, and what holds in all others."""
    situations: list[Situation] = []
    cases: list[tuple[Condition, T]] = []
    otherwise: list[T] = []
    for item in node.items:
        fields = fields_of(item)
        else_node, when, value = fields.get("altrimenti"), fields.get("quando"), fields.get(word)
        if else_node is not None:
            if when is not None or value is not None:
                ctx.report(item, "case_and_otherwise", word=word)
            elif otherwise:
                ctx.report(item.key("altrimenti") or item, "otherwise_twice", "altrimenti")
            otherwise.append(read(else_node))
        elif item.is_map and not fields.values and item.pairs:
            continue  # every key of it was reported
        elif when is None or value is None:
            if item.is_map and not (item.get("quando") and item.get(word)):
                ctx.report(item, "case_incomplete", word=word)
        else:
            condition = read_condition(ctx, when)
            if not is_spoilt(condition):
                situations.append(Situation(condition, when.place))
            cases.append((condition, read(value)))
    if not otherwise and not node.bad:
        ctx.report(node, "otherwise_missing", "")
    check_exclusive(ctx, situations)
    return tuple(cases), otherwise[0] if otherwise else standin


def is_cases(node: Node) -> bool:
    """Whether a list is one of cases, and not of things that stand together."""
    keys = {key.text for item in node.items for key, _ in item.pairs}
    return bool(keys & {"quando", "altrimenti"})


# ---------------------------------------------------------------- terms


def read_term(ctx: Context, node: Node | None, default: str = "", code: str = "term") -> Term:
    """A sentence, a list (the earliest), `{ultimo: […]}` (the latest) or cases. `default` anchors a bare wait."""
    if node is None or node.bad:
        return NoTerm()
    if node.is_text:
        return ctx.parsed(node, lambda text: sentences.term(text, ctx.known_day, default, code), _no_term())
    if node.is_map:
        latest = ctx.fields(node, LATEST).get("ultimo")
        return Latest(_terms(ctx, latest, default, code)) if latest is not None else NoTerm()
    if is_cases(node):
        def read(value: Node) -> Term:
            return read_term(ctx, value, default, code)

        cases, otherwise = read_cases(ctx, node, lambda item: ctx.fields(item, TERM_CASE), "il", read, _no_term())
        return TermCases(cases, otherwise)
    return Earliest(_terms(ctx, node, default, code))


def _terms(ctx: Context, node: Node, default: str, code: str) -> tuple[Term, ...]:
    if not node.items:
        ctx.report(node, "empty_list")
    if len(node.items) > MAX_TERMS:
        ctx.report(node, "too_many_terms", str(len(node.items)))
        return ()
    return tuple(read_term(ctx, item, default, code) for item in node.items)


def _no_term() -> Term:
    return NoTerm()
