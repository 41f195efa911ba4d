"""Reads `statuto.yaml`: what a society's statute says of its members, each figure with its article."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mutua.domain.member_life import REASONS, Event, MemberKind
from mutua.rules.model.terms import Duration
from mutua.rules.model.vocabulary import DurationUnit
from mutua.rules.reading import scalars
from mutua.rules.reading.problems import Fault, Problem
from mutua.rules.reading.reader_context import Context, Fields
from mutua.rules.reading.shapes import TEXT, YES_NO, Key, ListOf, Ref, Shape, Words
from mutua.rules.reading.source import Node, read_file
from mutua.rules.statute import Clock, Grounds, Statute

STATUTE_FILE = "statuto.yaml"
KINDS: Mapping[str, MemberKind] = {
    "ordinario": MemberKind.ORDINARY, "sostenitore": MemberKind.SUPPORTING, "collettivo": MemberKind.GROUP,
}  # fmt: skip
REASON_WORDS: Mapping[str, str] = {
    "morosità": "arrears", "provvedimento disciplinare": "disciplinary", "ente cessato": "body_dissolved",
    "gravi inadempienze": "serious_breach", "dichiarazioni false": "false_statements",
    "danno alla società": "harm_to_society",
}  # fmt: skip
# What no statute may say: the society leaves nobody for these.
NEVER = ("età", "anzianità", "salute", "malattia", "invalidità", "disabilità", "infortunio")

_ARTICLE = Key("articolo", TEXT, "l'articolo dello statuto o della legge", required=True)
_REASONS = Key("per", ListOf(TEXT), "i motivi ammessi", required=True)
_KIND = Shape("categoria", "Una categoria di soci", (Key("voto", YES_NO, "se ha voto in assemblea", required=True),))
_ADMISSION = Shape("ammissione", "Come si entra", (
    _ARTICLE, Key("decisione", TEXT, "entro quanto si comunica la decisione, dalla domanda", required=True),
    Key("ricorso", TEXT, "entro quanto si ricorre, dalla comunicazione del rifiuto", required=True),
))  # fmt: skip
_KINDS = Shape("categorie", "Le categorie di soci", (
    _ARTICLE, *[Key(name, Ref("categoria"), f"il socio {name}", required=True) for name in KINDS],
))  # fmt: skip
_SUSPENSION = Shape("sospensione", "Perché si sospende", (
    _ARTICLE, _REASONS, Key("voto", YES_NO, "se chi è sospeso vota", required=True),
    Key("ritardo", TEXT, "quanto dura il ritardo di un contributo, dalla scadenza, prima che la morosità sospenda"),
))  # fmt: skip
_LAPSE = Shape("decadenza", "Perché si decade", (_ARTICLE, _REASONS))
_EXCLUSION = Shape("esclusione", "Perché si esclude", (
    _ARTICLE, _REASONS, Key("ricorso", TEXT, "entro quanto si ricorre, dalla comunicazione"),
))  # fmt: skip
_READMISSION = Shape("riammissione", "Chi rientra", (
    _ARTICLE, Key("numero", Words(("nuovo", "precedente")), "quale numero di socio prende", required=True),
))  # fmt: skip
STATUTE = Shape("statuto", "Lo statuto, per quanto riguarda i soci", (
    Key("titolo", TEXT, "il nome da mostrare", required=True), Key("fonte", TEXT, "dove è pubblicato", required=True),
    Key("nota", TEXT, "ciò che non è sicuro"),
    Key("ammissione", Ref("ammissione"), "come si entra", required=True),
    Key("categorie", Ref("categorie"), "le categorie di soci", required=True),
    Key("sospensione", Ref("sospensione"), "perché si sospende", required=True),
    Key("decadenza", Ref("decadenza"), "perché si decade", required=True),
    Key("esclusione", Ref("esclusione"), "perché si esclude", required=True),
    Key("riammissione", Ref("riammissione"), "chi rientra", required=True),
))  # fmt: skip
STATUTE_SHAPES = (STATUTE, _ADMISSION, _KINDS, _KIND, _SUSPENSION, _LAPSE, _EXCLUSION, _READMISSION)
_STANDIN = Duration(1, DurationUnit.DAYS)


def load_statute(path: Path, file: str) -> tuple[Statute | None, list[Problem]]:
    """The statute of a file; None, with every mistake, where it has some. `file` is its name in messages."""
    node, problems = read_file(path, file)
    if node is None:
        return None, problems
    statute, more = read_statute(node)
    return statute, [*problems, *more]


def read_statute(node: Node) -> tuple[Statute | None, list[Problem]]:
    """The statute; None where something is wrong with it."""
    ctx = Context()
    fields = ctx.fields(node, STATUTE)
    admission, kinds = _part(ctx, fields, "ammissione", _ADMISSION), _part(ctx, fields, "categorie", _KINDS)
    suspension = _part(ctx, fields, "sospensione", _SUSPENSION)
    lapse, exclusion = _part(ctx, fields, "decadenza", _LAPSE), _part(ctx, fields, "esclusione", _EXCLUSION)
    readmission = _part(ctx, fields, "riammissione", _READMISSION)
    found = Statute(
        title=fields.text("titolo"), source=fields.text("fonte"), note=fields.text("nota"),
        decision=_clock(ctx, admission, "decisione"), appeal=_clock(ctx, admission, "ricorso"),
        exclusion_appeal=_clock(ctx, exclusion, "ricorso") if exclusion.get("ricorso") else None,
        votes={kind: _votes(ctx, kinds, word) for word, kind in KINDS.items()},
        votes_article=kinds.text("articolo"), suspended_vote=suspension.text("voto") == "sì",
        suspension=_grounds(ctx, suspension, Event.SUSPENDED), lapse=_grounds(ctx, lapse, Event.LAPSED),
        exclusion=_grounds(ctx, exclusion, Event.EXCLUDED),
        former_number=readmission.text("numero") == "precedente", number_article=readmission.text("articolo"),
        suspension_delay=_clock(ctx, suspension, "ritardo").within if suspension.get("ritardo") else None,
    )  # fmt: skip
    return (None if ctx.problems or node.bad else found), ctx.problems


def _part(ctx: Context, fields: Fields, name: str, shape: Shape) -> Fields:
    node = fields.get(name)
    return Fields(fields.node, fields.at, {}, []) if node is None else ctx.fields(node, shape)


def _clock(ctx: Context, fields: Fields, name: str) -> Clock:
    return Clock(ctx.parsed(fields.get(name), days_or_more, _STANDIN), fields.text("articolo"))


def days_or_more(text: str) -> Duration | Fault:
    """A duration that ends on a day: hours are none."""
    found = scalars.duration(text)
    if isinstance(found, Duration) and found.unit is DurationUnit.HOURS:
        return Fault("statute_hours", text)
    return found


def _votes(ctx: Context, kinds: Fields, word: str) -> bool:
    node = kinds.get(word)
    return node is not None and ctx.fields(node, _KIND).text("voto") == "sì"


def _grounds(ctx: Context, fields: Fields, event: Event) -> Grounds:
    """The reasons named, each of the closed list for this event; age and health are told apart from slips."""
    allowed = {word: code for word, code in REASON_WORDS.items() if code in REASONS[event]}
    found: list[str] = []
    for item in ctx.names(fields.get("per")):
        if item.text in NEVER:
            ctx.report(item, "statute_never")
        else:
            found.append(ctx.word(item, allowed, ""))
    return Grounds(tuple(found), fields.text("articolo"))
