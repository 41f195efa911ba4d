"""Reads `conservazione.yaml`: for how long what is known of a person is kept, each term dated and with its source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

from mutua.rules.model.terms import Duration
from mutua.rules.model.vocabulary import DurationUnit
from mutua.rules.reading import scalars
from mutua.rules.reading.problems import Problem
from mutua.rules.reading.reader_context import Context
from mutua.rules.reading.reader_statute import days_or_more
from mutua.rules.reading.shapes import TEXT, Key, ListOf, Ref, Shape
from mutua.rules.reading.source import Node, read_file
from mutua.rules.retention import Keeping, Kept, Retention, Term

RETENTION_FILE = "conservazione.yaml"
WORDS: Mapping[str, Keeping] = {
    "scritture": Keeping.BOOKS, "domande": Keeping.REQUESTS, "libro_soci": Keeping.MEMBERSHIP,
    "accessi": Keeping.ACCESSES,
}  # fmt: skip
_VALUE = Shape("valore", "Un termine, da quando vale", (
    Key("dal", TEXT, "da quando vale", required=True),
    Key("durata", TEXT, "per quanto si conserva", required=True),
    Key("fonte", TEXT, "chi lo dice", required=True),
))  # fmt: skip
_TERM = Shape("conservazione di qualcosa", "Che cosa si conserva e per quanto", (
    Key("titolo", TEXT, "che cosa, e da quando si conta", required=True),
    Key("valori", ListOf(Ref("valore")), "i termini, ognuno con la sua data", required=True),
))  # fmt: skip
_RETENTION = Shape("conservazione", "Per quanto si conservano i dati delle persone", (
    Key("titolo", TEXT, "il nome da mostrare", required=True), Key("nota", TEXT, "ciò che non è sicuro"),
    *[Key(word, Ref(_TERM.name), f"per quanto si conservano: {word}", required=True) for word in WORDS],
))  # fmt: skip
RETENTION_SHAPES = (_RETENTION, _TERM, _VALUE)
_STANDIN = Term(date.min, Duration(1, DurationUnit.DAYS), "")


def load_retention(path: Path, file: str) -> tuple[Retention | None, list[Problem]]:
    """The terms of a file; None, with every mistake, where it has some. `file` is its name in messages."""
    node, problems = read_file(path, file)
    if node is None:
        return None, problems
    found, more = read_retention(node)
    return found, [*problems, *more]


def read_retention(node: Node) -> tuple[Retention | None, list[Problem]]:
    """The terms; None where something is wrong with them."""
    ctx = Context()
    fields = ctx.fields(node, _RETENTION)
    kept = {}
    for word, what in WORDS.items():
        part = fields.get(word)
        if part is not None:
            told = ctx.fields(part, _TERM)
            kept[what] = Kept(told.text("titolo"), _values(ctx, part, told.get("valori")))
    found = Retention(fields.text("titolo"), fields.text("nota"), kept)
    return (None if ctx.problems or node.bad else found), ctx.problems


def _values(ctx: Context, part: Node, several: Node | None) -> tuple[Term, ...]:
    """The values in the order written, which is that of their days; at least one."""
    found: list[tuple[Term, Node]] = []
    for item in several.items if several is not None else []:
        fields = ctx.fields(item, _VALUE)
        since = ctx.parsed(fields.get("dal"), scalars.day, date.min)
        within = ctx.parsed(fields.get("durata"), days_or_more, _STANDIN.within)
        found.append((Term(since, within, fields.text("fonte")), item))
    if not found:
        ctx.report(part, "missing_key", key="valori", shape=_TERM.name)
    for (one, _), (other, item) in pairwise(found):
        if other.since <= one.since:
            ctx.report(item, "dates_overlap", until=one.since.isoformat())
    return tuple(one for one, _ in found)
