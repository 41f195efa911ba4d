"""Reads `patto.yaml`: the territorial pact of a society, its desks by micro-area and what it offers to firms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

from mutua.rules.pact import Area, DeskKind, MonthlyPrice, Offered, Pact, PactArticle, PactDesk
from mutua.rules.reading import scalars
from mutua.rules.reading.problems import Problem
from mutua.rules.reading.reader_context import Context
from mutua.rules.reading.shapes import TEXT, Key, ListOf, MapOf, Ref, Shape, Words
from mutua.rules.reading.source import Node, read_file

PACT_FILE = "patto.yaml"
KINDS: Mapping[str, DeskKind] = {
    "sportello fisso": DeskKind.FIXED, "sportello itinerante": DeskKind.ITINERANT, "polo": DeskKind.HUB,
    "punto": DeskKind.POINT,
}  # fmt: skip
MOST_BENEFITS = 3
_AREA = Shape("area del patto", "Una micro-area", (
    Key("titolo", TEXT, "il nome da mostrare", required=True),
    Key("comuni", ListOf(TEXT), "i comuni, per codice catastale", required=True),
))  # fmt: skip
_DESK = Shape("nodo del patto", "Un nodo o uno sportello", (
    Key("nome", TEXT, "come si chiama", required=True),
    Key("tipo", Words(tuple(KINDS)), "che cos'è", required=True),
    Key("area", TEXT, "in quale micro-area", required=True),
    Key("ospita", TEXT, "chi lo ospita"), Key("indirizzo", TEXT, "dove", required=True),
    Key("orari", TEXT, "quando c'è qualcuno", required=True),
))  # fmt: skip
_PRICE = Shape("prezzo per le aziende", "Quanto costa, da quando", (
    Key("dal", TEXT, "da quale giorno vale", required=True),
    Key("mensile", TEXT, "quanto, a persona e al mese", required=True),
    Key("fonte", TEXT, "chi lo ha deciso", required=True),
))  # fmt: skip
_OFFERED = Shape("offerta alle aziende", "Una copertura che si offre alle aziende", (
    Key("nome", TEXT, "una parola, per l'indirizzo della pagina", required=True),
    Key("titolo", TEXT, "il nome da mostrare", required=True),
    Key("piano", TEXT, "il regolamento, come società/piano", required=True),
    Key("copertura", TEXT, "la copertura del piano, se ne ha più d'una"),
    Key("prestazioni", ListOf(TEXT), "al più tre prestazioni da raccontare, per codice", required=True),
    Key("prezzi", ListOf(Ref("prezzo per le aziende")), "prezzi diversi dal contributo del regolamento"),
))  # fmt: skip
_ARTICLE = Shape("articolo del patto", "Un articolo del testo", (
    Key("titolo", TEXT, "l'intestazione, come «Art. 1 – A che cosa serve»", required=True),
    Key("testo", TEXT, "le parole", required=True),
))  # fmt: skip
_PACT = Shape("patto", "Il patto territoriale di welfare di una società", (
    Key("titolo", TEXT, "il nome da mostrare", required=True),
    Key("territorio", TEXT, "dove vale", required=True), Key("promotore", TEXT, "chi lo guida", required=True),
    Key("testo", TEXT, "la versione del testo", required=True),
    Key("manifesto", TEXT, "la versione del manifesto", required=True),
    Key("in_vigore", TEXT, "da quando vale", required=True),
    Key("revisione", TEXT, "quando si rivede", required=True),
    Key("nota", TEXT, "ciò che non è sicuro"), Key("fonte", TEXT, "dove è pubblicato", required=True),
    Key("quota_fondo", TEXT, "la parte per il fondo, oltre i contributi", required=True),
    Key("aree", MapOf(Ref("area del patto")), "le micro-aree", required=True),
    Key("nodi", ListOf(Ref("nodo del patto")), "nodi e sportelli", required=True),
    Key("offerta", ListOf(Ref("offerta alle aziende")), "che cosa si offre alle aziende", required=True),
    Key("articoli", ListOf(Ref("articolo del patto")), "il testo che chi aderisce firma, articolo per articolo"),
))  # fmt: skip
PACT_SHAPES = (_PACT, _AREA, _DESK, _OFFERED, _PRICE, _ARTICLE)


def load_pact(path: Path, file: str) -> tuple[Pact | None, list[Problem]]:
    """The pact of a file; None, with every mistake, where it has some. `file` is its name in messages."""
    node, problems = read_file(path, file)
    if node is None:
        return None, problems
    found, more = read_pact(node)
    return None if problems else found, [*problems, *more]


def read_pact(node: Node) -> tuple[Pact | None, list[Problem]]:
    """The pact; None where something is wrong with it."""
    ctx = Context()
    fields = ctx.fields(node, _PACT)
    areas = _areas(ctx, fields.get("aree"))
    desks = tuple(_desk(ctx, one, areas) for one in _items(fields.get("nodi")))
    since = ctx.parsed(fields.get("in_vigore"), scalars.day, date.min)
    review_on = ctx.parsed(fields.get("revisione"), scalars.day, date.max)
    if review_on < since:
        ctx.report(fields.values["revisione"], "end_before_start")
    found = Pact(
        fields.text("titolo"), fields.text("territorio"), fields.text("promotore"), fields.text("testo"),
        fields.text("manifesto"), since, review_on, fields.text("nota"), fields.text("fonte"),
        ctx.parsed(fields.get("quota_fondo"), scalars.hundredths, 0), areas, desks,
        _several_offered(ctx, fields.get("offerta")), _articles(ctx, fields.get("articoli")),
    )  # fmt: skip
    return (None if ctx.problems or node.bad else found), ctx.problems


def _items(several: Node | None) -> list[Node]:
    return several.items if several is not None else []


def _areas(ctx: Context, node: Node | None) -> dict[str, Area]:
    found = {}
    for key, value in node.pairs if node is not None else []:
        ctx.parsed(key, scalars.name, "")
        fields = ctx.fields(value, _AREA, at=key)
        found[key.text] = Area(fields.text("titolo"), tuple(one.text for one in ctx.names(fields.get("comuni"))))
    return found


def _desk(ctx: Context, node: Node, areas: Mapping[str, Area]) -> PactDesk:
    fields = ctx.fields(node, _DESK)
    area = ctx.word(fields.get("area"), {name: name for name in areas}, "") if areas else ""
    return PactDesk(
        fields.text("nome"), ctx.word(fields.get("tipo"), KINDS, DeskKind.POINT), area, fields.text("ospita"),
        fields.text("indirizzo"), fields.text("orari"),
    )  # fmt: skip


def _several_offered(ctx: Context, several: Node | None) -> tuple[Offered, ...]:
    found: list[Offered] = []
    for node in _items(several):
        fields = ctx.fields(node, _OFFERED)
        name = ctx.parsed(fields.get("nome"), scalars.name, "")
        if any(one.code == name for one in found):
            ctx.report(node, "twice", name)
        benefits = ctx.names(fields.get("prestazioni"))
        for one in benefits[MOST_BENEFITS:]:
            ctx.report(one, "pact_benefits", most=str(MOST_BENEFITS))
        found.append(
            Offered(name, fields.text("titolo"), fields.text("piano"), fields.text("copertura"),
                    tuple(one.text for one in benefits), _prices(ctx, fields.get("prezzi")))
        )  # fmt: skip
    return tuple(found)


def _articles(ctx: Context, several: Node | None) -> tuple[PactArticle, ...]:
    fields = [ctx.fields(node, _ARTICLE) for node in _items(several)]
    return tuple(PactArticle(one.text("titolo"), one.text("testo")) for one in fields)


def _prices(ctx: Context, several: Node | None) -> tuple[MonthlyPrice, ...]:
    """The prices in the order written, which is that of their days."""
    found: list[tuple[MonthlyPrice, Node]] = []
    for node in _items(several):
        fields = ctx.fields(node, _PRICE)
        since = ctx.parsed(fields.get("dal"), scalars.day, date.min)
        cents = ctx.parsed(fields.get("mensile"), scalars.money, 0)
        found.append((MonthlyPrice(since, cents, fields.text("fonte")), node))
    for (one, _), (other, node) in pairwise(found):
        if other.since <= one.since:
            ctx.report(node, "dates_overlap", until=one.since.isoformat())
    return tuple(one for one, _ in found)
