"""What the letters about a request say: what was decided and why; what is still missing and until when it may come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mutua.domain.elision import elided
from mutua.letters.pieces import Piece, bullets, framed, heading, numbered, pairs, small, texts
from mutua.letters.readable import long_day
from mutua.letters.request_papers import DecidedLine, DecisionLetter, PapersAskedLetter, RequestNews


def decision(paper: DecisionLetter) -> Mapping[str, Any]:
    """The decision: what comes of it large, then why, the sums one by one, the limits, how to object."""
    title = f"La sua domanda n. {paper.number}: decisione" if not paper.person else (
        f"Domanda n. {paper.number}: decisione"
    )  # fmt: skip
    one = len(paper.lines) == 1
    pieces = [
        pairs(("Domanda", elided(f"n. {paper.number}, arrivata il {long_day(paper.received_on)}")),
              ("Per", paper.person), ("Decisa il", long_day(paper.decided_on))),
        *([texts(paper.lead)] if paper.lead else []),
        framed(texts(*[line.outcome for line in paper.lines], paper.total, *paper.money)),
    ]  # fmt: skip
    for number, line in enumerate(paper.lines, 1):
        pieces += _why(line, "" if one else f"Voce {number}")
    if paper.objection:
        pieces += [heading("Se non è d'accordo"), texts(*paper.objection)]
    if paper.rules:
        pieces += [small(paper.rules)]
    return {"template": "letter", "title": title, "subject": f"Domanda n. {paper.number}", "pieces": pieces}


def _why(line: DecidedLine, which: str) -> list[Piece]:
    """Why a line was decided so; nothing where there is nothing to say besides what comes of it."""
    found: list[Piece] = []
    lead = f"{which}: " if which else ""
    if line.reasons or line.needed:
        found += [heading(f"{lead}{'perché' if lead else 'Perché'}"), texts(*line.reasons, *line.needed)]
    if line.steps:
        found += [heading(f"{lead}{'il conto' if lead else 'Il conto'}")]
        found += [texts(line.lead)] if line.lead else []
        found += [numbered(*line.steps)]
    if line.limits or line.stays:
        title = "I limiti" if not line.stays else "Limiti e parte a suo carico" if line.limits else "A suo carico"
        found += [heading(f"{lead}{title.lower() if lead else title}"), texts(*line.limits, *line.stays)]
    return found


def papers_asked(paper: PapersAskedLetter) -> Mapping[str, Any]:
    """What is missing, all of it, and until when it may come."""
    title = f"Domanda n. {paper.number}: che cosa manca"
    several = len(paper.things) > 1
    last = f" ({paper.article})" if paper.article else ""
    what = "tutto insieme" if several else "quanto manca"
    until = (
        f"Può portare o mandare {what} entro il {long_day(paper.complete_by)}{last}. Poi la domanda decade."
        if paper.complete_by is not None
        else f"Può portare o mandare {what} appena le è possibile."
    )
    pieces = [
        pairs(("Domanda", elided(f"n. {paper.number}, arrivata il {long_day(paper.received_on)}")),
              ("Per", paper.person)),
        texts("Per decidere la sua domanda ci " + ("servono ancora queste cose: è tutto quello che manca."
                                                    if several else "serve ancora una cosa sola.")),
        framed(bullets(*paper.things)),
        texts(until, *paper.then),
        texts("Se qualcosa non è chiaro, o non si riesce ad avere, ci telefoni: troviamo il modo insieme."),
    ]  # fmt: skip
    return {"template": "letter", "title": title, "subject": f"Domanda n. {paper.number}", "pieces": pieces}


def news(paper: RequestNews) -> Mapping[str, Any]:
    """What happened large, then why, what follows, how to object."""
    pieces = [
        pairs(("Domanda", elided(f"n. {paper.number}, arrivata il {long_day(paper.received_on)}")),
              ("Per", paper.person)),
        framed(texts(*paper.said)),
    ]  # fmt: skip
    if paper.why:
        pieces += [heading("Perché"), texts(*paper.why)]
    if paper.then:
        pieces += [heading("Che cosa cambia"), texts(*paper.then)]
    if paper.objection:
        pieces += [heading("Se non è d'accordo"), texts(*paper.objection)]
    title = f"Domanda n. {paper.number}: {paper.title}"
    return {"template": "letter", "title": title, "subject": f"Domanda n. {paper.number}", "pieces": pieces}
