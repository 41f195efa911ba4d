"""Reads `convenzionati.yaml`: doctors, dentists and others who have an agreement with a society."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mutua.rules.near import Affiliated, Affiliates
from mutua.rules.reading import scalars
from mutua.rules.reading.problems import Problem
from mutua.rules.reading.reader_context import Context
from mutua.rules.reading.shapes import TEXT, Key, ListOf, Ref, Shape
from mutua.rules.reading.source import Node, read_file

NEAR_FILE = "convenzionati.yaml"
_ONE = Shape("convenzionato", "Chi ha una convenzione con la società", (
    Key("nome", TEXT, "come si chiama", required=True),
    Key("che_cosa", TEXT, "che cosa fa, con le parole dei soci: dentista, esami del sangue", required=True),
    Key("comune", TEXT, "il comune, per codice catastale", required=True),
    Key("indirizzo", TEXT, "dove", required=True), Key("telefono", TEXT, "a che numero risponde", required=True),
    Key("per_i_soci", TEXT, "che cosa chiede ai soci, in parole"),
    Key("dal", TEXT, "da quale giorno vale", required=True), Key("fino_al", TEXT, "fino a quale giorno, compreso"),
))  # fmt: skip
_ALL = Shape("convenzionati", "L'elenco di chi ha una convenzione con la società", (
    Key("aggiornato", TEXT, "quando l'elenco è stato riletto", required=True),
    Key("fonte", TEXT, "da dove viene", required=True), Key("nota", TEXT, "ciò che non è sicuro"),
    Key("convenzionati", ListOf(Ref("convenzionato")), "uno per riga", required=True),
))  # fmt: skip
NEAR_SHAPES = (_ALL, _ONE)


def load_near(path: Path, file: str) -> tuple[Affiliates | None, list[Problem]]:
    """The list of a file; None, with every mistake, where it has some. `file` is its name in messages."""
    node, problems = read_file(path, file)
    if node is None:
        return None, problems
    ctx = Context()
    fields = ctx.fields(node, _ALL)
    several = fields.get("convenzionati")
    found = Affiliates(
        ctx.parsed(fields.get("aggiornato"), scalars.day, date.min), fields.text("fonte"), fields.text("nota"),
        tuple(_one(ctx, each) for each in (several.items if several is not None else ())),
    )  # fmt: skip
    return None if ctx.problems or problems or node.bad else found, [*problems, *ctx.problems]


def _one(ctx: Context, node: Node) -> Affiliated:
    fields = ctx.fields(node, _ONE)
    since = ctx.parsed(fields.get("dal"), scalars.day, date.min)
    until = ctx.parsed(fields.get("fino_al"), scalars.day, date.max) if fields.get("fino_al") is not None else None
    if until is not None and until < since:
        ctx.report(fields.values["fino_al"], "end_before_start")
    return Affiliated(
        fields.text("nome"), fields.text("che_cosa"), fields.text("comune"), fields.text("indirizzo"),
        fields.text("telefono"), fields.text("per_i_soci"), since, until,
    )  # fmt: skip
