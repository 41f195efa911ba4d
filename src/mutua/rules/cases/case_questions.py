"""Questions of a case that are not claims: joining, contributions, arrears, changes, leaving, payments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mutua.domain.case import FactValue
from mutua.rules.cases.case_facts import CaseReader
from mutua.rules.cases.casefile import Answer, Matter, MatterKind
from mutua.rules.reading import scalars
from mutua.rules.reading.source import Node

Parser = Callable[[CaseReader, Node], Answer]


def _cents(reader: CaseReader, node: Node) -> Answer:
    return reader.typed(node, scalars.money)


def _yes_no(reader: CaseReader, node: Node) -> Answer:
    return reader.yes_no(node)


def _day(reader: CaseReader, node: Node) -> Answer:
    return None if node.text == "mai" else reader.typed(node, scalars.day)


def _text(reader: CaseReader, node: Node) -> Answer:
    return node.text


def _many_cents(reader: CaseReader, node: Node) -> Answer:
    read = [reader.typed(one, scalars.money) for one in reader.items(node, "una lista di importi")]
    return tuple(cents for cents in read if cents is not None)


def _many_days(reader: CaseReader, node: Node) -> Answer:
    read = [reader.typed(one, scalars.day) for one in reader.items(node, "una lista di date")]
    return tuple(day for day in read if day is not None)


def _carried(reader: CaseReader, node: Node) -> Answer:
    """`{visite_base: visite}`: the pots whose use goes on in the other plan, under which name."""
    return carried((key.text, value.text) for key, value in node.pairs) if reader.is_map(node) else None


def carried(pots: Iterable[tuple[str, str]]) -> str:
    """The pots whose use goes on, as a case compares them: `visite_base → visite`."""
    return ", ".join(sorted(f"{old} → {new}" for old, new in pots))


def _number(reader: CaseReader, node: Node) -> Answer:
    return reader.typed(node, scalars.number)


@dataclass(frozen=True, slots=True)
class _Form:
    """What a question of one kind may ask besides facts, and what it may expect; `plain` names a bare `atteso`."""

    kind: MatterKind
    expected: Mapping[str, Parser]
    asked: Mapping[str, Parser]
    plain: str


def _way_to_pay(reader: CaseReader, node: Node) -> str | None:
    known = reader.one_of(node, reader.words.instalments, "case_unknown_plan_of_instalments")
    return node.text if known else None


_ALLOWED: Mapping[str, Parser] = {"ammesso": _yes_no, "motivo": _text, "effetto": _day}

# The key of the case file -> what may stand under it.
MATTERS: Mapping[str, _Form] = {
    "adesioni": _Form(
        MatterKind.JOINING,
        {"ammesso": _yes_no, "motivo": _text, "decorrenza": _day, "obbligato": _yes_no},
        {},
        "ammesso",
    ),
    "contributi": _Form(
        MatterKind.CONTRIBUTIONS,
        {"totale": _cents, "azienda": _cents, "rate": _many_cents, "scadenze": _many_days, "motivo": _text},
        {"anno": _number, "piano": _way_to_pay, "uscita": _day},
        "totale",
    ),
    "morosità": _Form(MatterKind.ARREARS, {"coperto": _yes_no, "riprende": _day}, {}, "coperto"),
    "cambi": _Form(MatterKind.PLAN_CHANGE, {**_ALLOWED, "porta": _carried}, {}, "ammesso"),
    "recessi": _Form(MatterKind.LEAVING, _ALLOWED, {}, "ammesso"),
    "passaggi": _Form(MatterKind.SENIOR, {"effetto": _day, "piano": _text, "porta": _carried}, {}, "effetto"),
    "pagamenti": _Form(MatterKind.PAYMENT, {"paga": _yes_no}, {"dovuto": _cents, "mese": _number}, "paga"),
    "procedura": _Form(
        MatterKind.PROCEDURE,
        {"completamento": _day, "decisione": _day, "pagamento": _day, "reclamo": _day},
        {"prestazione": _text},
        "completamento",
    ),
}
_COMPULSORY = {
    MatterKind.CONTRIBUTIONS: ("anno",),
    MatterKind.PAYMENT: ("dovuto", "mese"),
    MatterKind.ARREARS: ("scadenza", "servizio"),
}


def read_matter(reader: CaseReader, key: str, node: Node, shared: list[tuple[Node, Node]]) -> Matter | None:
    """One question, with the facts that its case and its file share; None where it is not a map."""
    if not reader.is_map(node):
        return None
    form = MATTERS[key]
    known = (*form.asked, "atteso")
    own = {name.text: (name, value) for name, value in node.pairs if name.text not in known}
    together = {name.text: (name, value) for name, value in shared if name.text not in known} | own
    facts: dict[str, FactValue] = {}
    for name, value in together.values():
        answer = reader.fact(name, value, known)
        if answer is not None:
            facts[name.text] = answer
    for wanted in _COMPULSORY.get(form.kind, ()):
        if node.get(wanted) is None and wanted not in together:
            reader.report(node, "case_missing_key", "", values={"key": wanted})
    asked = {word: read(reader, found) for word, read in form.asked.items() if (found := node.get(word)) is not None}
    return Matter(
        kind=form.kind,
        facts=facts,
        expected=_expected(reader, form, node.get("atteso")),
        asked={word: value for word, value in asked.items() if isinstance(value, (int, str))},
        place=node.place,
    )


def _expected(reader: CaseReader, form: _Form, node: Node | None) -> dict[str, Answer]:
    if node is None:
        return {}
    if node.is_text:
        return {form.plain: form.expected[form.plain](reader, node)}
    reader.known_keys(node, form.expected)
    return {key.text: form.expected[key.text](reader, value) for key, value in node.pairs if key.text in form.expected}
