"""Reads `attestazione.yaml`, the notes of the yearly certificate, and `fisco_aziende.yaml`, those for firms.

Each sentence has the days it is for and its source.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mutua.rules.paper_notes import PaperNote
from mutua.rules.reading import scalars
from mutua.rules.reading.problems import Problem
from mutua.rules.reading.reader_context import Context
from mutua.rules.reading.shapes import TEXT, Key, ListOf, Ref, Shape
from mutua.rules.reading.source import Node, read_file

NOTES_FILE = "attestazione.yaml"
FIRMS_TAX_FILE = "fisco_aziende.yaml"  # of the same form
_NOTE = Shape("nota", "Una frase dell'attestazione", (
    Key("dal", TEXT, "da quale giorno vale", required=True), Key("al", TEXT, "fino a quale giorno"),
    Key("testo", TEXT, "la frase", required=True), Key("fonte", TEXT, "chi lo dice", required=True),
    Key("onere", TEXT, "come si chiama ciò che l'azienda deve in più"),
    Key("quota", TEXT, "quanto, di ciò che l'azienda versa: 10%"),
))  # fmt: skip
_NOTES = Shape("attestazione", "Le note dell'attestazione annuale", (
    Key("titolo", TEXT, "il nome da mostrare", required=True),
    Key("note", ListOf(Ref("nota")), "le frasi, nell'ordine in cui si leggono", required=True),
))  # fmt: skip
NOTES_SHAPES = (_NOTES, _NOTE)


def load_notes(path: Path, file: str) -> tuple[tuple[PaperNote, ...] | None, list[Problem]]:
    """The notes of a file; None, with every mistake, where it has some. `file` is its name in messages."""
    node, problems = read_file(path, file)
    if node is None:
        return None, problems
    found, more = read_notes(node)
    return found, [*problems, *more]


def read_notes(node: Node) -> tuple[tuple[PaperNote, ...] | None, list[Problem]]:
    """The notes in order; None where something is wrong with them."""
    ctx = Context()
    several = ctx.fields(node, _NOTES).get("note")
    found = []
    for item in several.items if several is not None else []:
        fields = ctx.fields(item, _NOTE)
        since = ctx.parsed(fields.get("dal"), scalars.day, date.min)
        until: date | None = ctx.parsed(fields.get("al"), scalars.day, None)
        if until is not None and until < since:
            ctx.report(fields.values["al"], "end_before_start")
        if ("onere" in fields.values) != ("quota" in fields.values):
            ctx.report(item, "pact_duty_share")
        share = ctx.parsed(fields.get("quota"), scalars.hundredths, 0)
        found.append(PaperNote(since, until, fields.text("testo"), fields.text("fonte"), fields.text("onere"), share))
    return (None if ctx.problems or node.bad else tuple(found)), ctx.problems
