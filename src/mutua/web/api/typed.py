"""A request as a program sends it, put into the cells of the counter's form: one road for both, one set of checks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mutua.domain.asked import Question
from mutua.domain.italian import written_day, written_money
from mutua.domain.kinds import FactKind
from mutua.services.typed_claim import ClaimTyped
from mutua.web.api.bodies import ClaimSent, LineSent


def cells_of(sent: ClaimSent) -> dict[str, str]:
    """The cells without the answers, whose kinds only the benefit tells."""
    cells = {
        "plan": sent.plan, "channel": sent.channel, "invoice": sent.invoice_number, "issuer": sent.issuer,
        "lines": str(len(sent.lines)), "invoiced": _day(sent.invoiced_on), "received": _day(sent.received_on),
    }  # fmt: skip
    for number, line in enumerate(sent.lines, start=1):
        cells |= {f"benefit-{number}": line.benefit, f"served-{number}": _day(line.served_on)}
        cells[f"amount-{number}"] = "" if line.amount_cents is None else written_money(line.amount_cents)
    for one in sent.papers:
        cells |= {f"paper-{one.paper}": "yes", f"dated-{one.paper}": _day(one.dated_on)}
    return cells


def with_answers(cells: Mapping[str, str], sent: ClaimSent, understood: ClaimTyped) -> dict[str, str]:
    """The cells with the answers too, each written as its kind is written at the counter."""
    found = dict(cells)
    for line, typed in zip(sent.lines, understood.lines, strict=True):
        questions = {one.name: one for one in typed.asked.questions} if typed.asked is not None else {}
        found |= {
            f"fact-{typed.number}-{name}": answer_cell(value, questions.get(name)) for name, value in line.facts.items()
        }
    return found


def asked_blindly(cells: Mapping[str, str], lines: list[LineSent]) -> dict[str, str]:
    """The cells with a word in place of each answer, so that questions only some cases ask are known too."""
    named = {f"fact-{at}-{name}": "?" for at, line in enumerate(lines, start=1) for name in line.facts}
    return {**cells, **named}


def answer_cell(value: object, question: Question | None) -> str:
    """`True` is sì, cents are euro, minutes are hours where the benefit is counted in hours, days as Italians write."""
    kind = None if question is None else question.fact.kind
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, int):
        if kind is FactKind.MONEY and value >= 0:
            return written_money(value)
        if question is not None and question.hours and value >= 0 and value * 100 % 60 == 0:
            return f"{value * 100 // 60 // 100},{value * 100 // 60 % 100:02d}"
        return f"{value} minuti" if question is not None and question.hours else str(value)
    text = str(value)
    if kind is FactKind.DAY:
        try:
            return written_day(date.fromisoformat(text))
        except ValueError:
            return text
    return text.replace(".", ",") if kind is FactKind.DECIMAL and text.count(".") == 1 else text


def field_of(name: str) -> str:
    """Where in the body the cell came from."""
    part, _, rest = name.partition("-")
    number, _, fact = rest.partition("-")
    if part in ("benefit", "served", "amount"):
        return f"lines.{int(rest) - 1}." + {"benefit": "benefit", "served": "served_on", "amount": "amount_cents"}[part]
    if part == "fact":
        return f"lines.{int(number) - 1}.facts.{fact}"
    if part in ("paper", "dated"):
        return f"papers.{rest}"
    return {"invoice": "invoice_number", "invoiced": "invoiced_on", "received": "received_on"}.get(name, name)


def _day(day: date | None) -> str:
    return "" if day is None else written_day(day)
