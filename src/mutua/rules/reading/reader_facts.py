"""Reads the head of a plan, the facts it declares and the papers its benefits ask for."""

from __future__ import annotations

from dataclasses import replace
from typing import Union

from mutua.rules.facts import BUILTIN, of_a_price_list
from mutua.rules.model import (
    Assistance,
    Comparable,
    Fact,
    FactDay,
    FactKind,
    FactOf,
    HistoryKind,
    HistoryQuestion,
    HistorySpan,
    Paper,
    PlanHead,
    ReadDay,
)
from mutua.rules.reading import scalars, sentences
from mutua.rules.reading import schema_words as words
from mutua.rules.reading.problems import Fault, suggest
from mutua.rules.reading.reader_context import Context, Fields
from mutua.rules.reading.schema import ASSISTANCE, FACT, HISTORY, PAPER, PLAN_HEAD
from mutua.rules.reading.source import Node

_HISTORY_FACTS = {
    HistoryKind.LAST_PAID_ON: FactKind.DAY, HistoryKind.HOW_MANY: FactKind.NUMBER,
    HistoryKind.ANY_PAID: FactKind.YES_NO,
}
_DATED = (FactOf.PERSON, FactOf.HOUSEHOLD)
_RESERVED = frozenset(
    {"non", "almeno_una", "tutte", "almeno", "motivo", "articolo", "quando", "altrimenti", "nessuno"}
)


def read_head(ctx: Context, node: Node, code: str) -> tuple[PlanHead, dict[str, Assistance], Node | None]:
    """The head of a plan, its assistances, and the facts it declares (still to be read)."""
    fields = ctx.fields(node, PLAN_HEAD)
    covers = _assistances(ctx, fields.get("coperture"))
    head = PlanHead(
        code=code, title=fields.text("titolo"), society=fields.text("società"),
        version_by=fields.text("versione_secondo"), source=fields.text("fonte"), note=fields.text("nota"),
        tops_up=fields.text("integra"),
    )
    return head, covers, fields.get("fatti")


def _assistances(ctx: Context, node: Node | None) -> dict[str, Assistance]:
    """`coperture`: a list of names, or names with their titles."""
    found: dict[str, Assistance] = {}
    for item in ctx.names(node) if node is not None and node.is_list else []:
        if ctx.parsed(item, _choice, ""):
            found[item.text] = Assistance(item.text, item.text.replace("_", " "))
    for key, value in node.pairs if node is not None else []:
        fields = ctx.fields(value, ASSISTANCE, at=key)
        if ctx.parsed(key, _choice, ""):
            title = fields.text("titolo") or key.text.replace("_", " ")
            found[key.text] = Assistance(key.text, title, fields.text("articolo"))
    return found


def check_version_by(ctx: Context, node: Node | None) -> None:
    """`versione_secondo` names a date."""
    if node is not None and node.text:
        fault = ctx.known_day(node.text)
        if fault is not None:
            ctx.fault(node, fault)


def start_facts(ctx: Context, papers: Node | None, codes: Node | None) -> None:
    """The built-in facts, and the names of papers and benefits that facts may speak of."""
    ctx.facts.update(BUILTIN)
    for key, value in papers.pairs if papers else []:
        read_paper(ctx, key, value)
    for key, value in codes.pairs if codes else []:
        if ctx.parsed(key, scalars.code, ""):
            ctx.benefits[key.text] = value
    ctx.facts["prestazione"] = replace(BUILTIN["prestazione"], choices=tuple(ctx.benefits))
    ctx.facts["copertura"] = replace(BUILTIN["copertura"], choices=ctx.covers or ())


def read_paper(ctx: Context, key: Node, node: Node) -> None:
    name = ctx.parsed(key, scalars.name, "")
    if not name:
        ctx.broken.add(f"paper {key.text}")
        return
    if name in BUILTIN and BUILTIN[name].kind is not FactKind.DAY:
        ctx.report(key, "name_taken", what="un fatto")
        return
    if node.is_text:
        if not node.text:
            ctx.report(key, "missing_key", key="titolo", shape="documento")
        ctx.papers[name] = Paper(name, node.text, place=key.place)
        return
    fields = ctx.fields(node, PAPER, at=key)
    ctx.papers[name] = Paper(name, fields.text("titolo"), fields.text("nota"), key.place)


def read_facts(ctx: Context, declared: Node | None, *, of_plan: bool) -> None:
    """The declared facts. Those of the plan may ask the past of any version's benefits."""
    for key, node in declared.pairs if declared else []:
        name = key.text
        if name in BUILTIN:
            _extend(ctx, key, node)
            continue
        if not ctx.parsed(key, scalars.name, ""):
            ctx.broken.add(f"fact {name}")
        elif name in _RESERVED:
            ctx.report(key, "name_taken", what="una parola del linguaggio")
        elif name in ctx.facts:
            ctx.report(key, "declared_twice", first=str(ctx.facts[name].place))
        elif name in ctx.papers:
            ctx.report(key, "name_taken", what="un documento")
        else:
            before = len(ctx.problems)
            fact = _fact(ctx, key, node, of_plan)
            if len(ctx.problems) == before:
                ctx.facts[name] = fact
                if node.get("risponde") is None and of_a_price_list(fact):
                    ctx.report(key, "answerer_unsaid", warning=True)
            else:
                ctx.broken.add(f"fact {name}")


def _extend(ctx: Context, key: Node, node: Node) -> None:
    """A built-in choice may be given more choices, and phrases for them."""
    old = ctx.facts[key.text]
    fields = ctx.fields(node, FACT, at=key)
    closed = old.kind is not FactKind.CHOICE or old.name in ("prestazione", "copertura")
    if closed or set(fields.values) - {"scelte", "detto"}:
        ctx.report(key, "builtin_fact")
        return
    more = _choices(ctx, fields, old.choices)
    fact = replace(old, choices=old.choices + more, place=key.place)
    phrases = _phrases(ctx, fields, fact) if fields.get("detto") else {}
    ctx.facts[key.text] = replace(fact, phrases={**old.phrases, **phrases})


def _choices(ctx: Context, fields: Fields, taken: tuple[str, ...] = ()) -> tuple[str, ...]:
    found: list[str] = []
    for item in ctx.names(fields.get("scelte")):
        if item.text in taken:
            ctx.report(item, "twice")
        elif ctx.parsed(item, _choice, ""):
            found.append(item.text)
    return tuple(found)


def _choice(text: str) -> str | Fault:
    """A choice is one word: a name or a code."""
    if isinstance(scalars.name(text), Fault) and isinstance(scalars.code(text), Fault):
        return Fault("choice_name", text)
    return Fault("choice_name", text) if text in ("presente", "assente", "altrimenti", "secondo", "al") else text


def _fact(ctx: Context, key: Node, node: Node, of_plan: bool) -> Fact:
    fields = ctx.fields(node, FACT, at=key)
    history = fields.get("storia")
    if history is not None:
        return _history_fact(ctx, key, fields, history, of_plan)
    needed = ["tipo", "di", "chiede"]
    for name in needed:
        if fields.lacks(name):
            ctx.report(key, "missing_key", key=name, shape="fatto")
    fact = Fact(
        name=key.text,
        kind=ctx.word(fields.get("tipo"), words.FACT_KINDS, FactKind.TEXT),
        of=ctx.word(fields.get("di"), words.FACT_OF, FactOf.LINE),
        title=fields.text("titolo") or key.text.replace("_", " "),
        question=fields.text("chiede"), proof=fields.text("prova"), choices=_choices(ctx, fields), place=key.place,
        of_society=ctx.word(fields.get("risponde"), words.ANSWERERS, False),
    )
    if fact.kind is FactKind.CHOICE and fields.lacks("scelte"):
        ctx.report(key, "missing_key", key="scelte", shape="fatto di tipo scelta")
    elif fact.kind is not FactKind.CHOICE and fields.get("tipo") and fields.get("scelte"):
        ctx.report(fields.node.key("scelte") or key, "choices_without_choice", "scelte")
    return replace(
        fact, default=_default(ctx, fields.get("se_manca"), fact), read_on=_read_on(ctx, fields, fact),
        phrases=_phrases(ctx, fields, fact),
    )


def _history_fact(ctx: Context, key: Node, fields: Fields, node: Node, of_plan: bool) -> Fact:
    for name in set(fields.values) - {"storia", "titolo", "se_manca", "detto"}:
        ctx.report(fields.node.key(name) or key, "history_alone")
    asked = ctx.fields(node, HISTORY, at=key)
    kind = ctx.word(asked.get("domanda"), words.HISTORY_KINDS, HistoryKind.ANY_PAID)
    codes = ctx.names(asked.get("prestazioni"))
    for code in codes:
        if code.text not in ctx.benefits and not of_plan:
            ctx.name_once("benefit", code, "unknown_benefit_code", ctx.benefits)
    span = ctx.word(asked.get("nel"), words.HISTORY_SPANS, HistorySpan.EVER)
    fact = Fact(
        name=key.text, kind=_HISTORY_FACTS[kind], of=FactOf.PERSON,
        title=fields.text("titolo") or key.text.replace("_", " "),
        history=HistoryQuestion(kind, tuple(code.text for code in codes), span), place=key.place,
    )
    return replace(fact, default=_default(ctx, fields.get("se_manca"), fact), phrases=_phrases(ctx, fields, fact))


def parse_answer(text: str, fact: Fact) -> Union[Comparable, Fault]:
    """One answer to a fact, by its kind."""
    if fact.kind is FactKind.YES_NO:
        return scalars.yes_no(text)
    if fact.kind is FactKind.NUMBER:
        return scalars.number(text)
    if fact.kind is FactKind.DECIMAL:
        return scalars.decimal(text)
    if fact.kind is FactKind.MONEY:
        return scalars.money(text)
    if fact.kind is FactKind.DAY:
        return scalars.day(text)
    if fact.kind is FactKind.CHOICE:
        listed = ", ".join(fact.choices)
        close = suggest(text, fact.choices)
        return text if text in fact.choices else Fault("choice", text, {"fact": fact.name, "choices": listed}, close)
    return text if fact.kind is FactKind.TEXT else Fault("no_default", text)


def _default(ctx: Context, node: Node | None, fact: Fact) -> Comparable | None:
    nothing: Comparable | None = None
    return ctx.parsed(node, lambda text: parse_answer(text, fact), nothing)


def _read_on(ctx: Context, fields: Fields, fact: Fact) -> ReadDay | None:
    node = fields.get("al")
    if node is None:
        return None
    if fact.of not in _DATED:
        ctx.report(fields.node.key("al") or node, "reading_not_dated", fact=fact.name)
        return None

    standin: ReadDay = FactDay("servizio")
    return ctx.parsed(node, lambda text: sentences.read_day(text, ctx.known_day), standin)


def _phrases(ctx: Context, fields: Fields, fact: Fact) -> dict[str, str]:
    node = fields.get("detto")
    if node is None:
        return {}
    if node.is_text:
        if fact.kind is FactKind.CHOICE:
            ctx.report(node, "phrase_of_choices")
        elif fact.kind is FactKind.YES_NO:
            return {"sì": fields.text("detto")}
        elif _not_a_phrase(node.text):
            ctx.report(node, "phrase_figure")
        return {"": fields.text("detto")}
    allowed = _phrase_keys(fact)
    for key, value in node.pairs:
        if allowed == ("", "1") and key.text in allowed and _not_a_phrase(value.text):
            ctx.report(value, "phrase_figure")
        elif key.text not in allowed and allowed == ("", "1"):
            ctx.report(key, "phrase_keys")
        elif key.text not in allowed:
            ctx.report(key, "choice", fact=fact.name, choices=", ".join(allowed), suggestion=suggest(key.text, allowed))
        elif not value.is_text:
            ctx.report(value, "expected_text")
    return {key.text: " ".join(value.text.split()) for key, value in node.pairs}


def _not_a_phrase(text: str) -> bool:
    """A phrase for a figure has at most one `{}` for it, and no other brace."""
    rest = text.replace("{}", "", 1)
    return "{" in rest or "}" in rest


def _phrase_keys(fact: Fact) -> tuple[str, ...]:
    if fact.kind is FactKind.CHOICE:
        return fact.choices
    return ("sì", "no") if fact.kind is FactKind.YES_NO else ("", "1")


def check_proofs(ctx: Context, declared: Node | None) -> None:
    """`prova` names a paper of the version. (The library looks at the facts of a plan: any version may have it.)"""
    for _, node in declared.pairs if declared else []:
        proof = node.get("prova")
        if proof is not None and proof.text and proof.text not in ctx.papers:
            ctx.name_once("paper", proof, "unknown_paper", ctx.papers)
