"""What a program may send: closed JSON bodies. Money in cents, days as 2026-12-31, hours as minutes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from mutua.domain.written_names import hidden_character

B = TypeVar("B", bound=BaseModel)
EURO_CENTS = 10**9  # the most that one amount may be: ten million euro


def read_body(kind: type[B], raw: bytes) -> B:
    """The body of what was sent. Raises `ValidationError`, also where a name stands twice in one object."""
    found = kind.model_validate_json(raw, strict=True)  # first: it goes no deeper than is safe
    try:
        json.loads(raw, object_pairs_hook=_each_once)
    except ValueError:
        wrong = PydanticCustomError("name_twice", "a name stands twice in one object")
        raise ValidationError.from_exception_data(kind.__name__, [{"type": wrong, "input": None}]) from None
    return found


def _each_once(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name stands twice")


def _plain(text: str) -> str:
    if hidden_character(text):
        raise PydanticCustomError("hidden_sign", "a sign that cannot be seen")
    return text


def _days_of_ours(day: date) -> date:
    if not 1850 <= day.year <= 2200:
        raise PydanticCustomError("far_day", "not between 1850 and 2200")
    return day


Text = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), AfterValidator(_plain)]
OrNone = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True), AfterValidator(_plain)]
PublicId = Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{26}$")]
Regime = Literal["", "third_party", "employer", "payroll", "bonus", "fund"]
Name = Annotated[str, StringConstraints(pattern=r"^[\w-]{1,60}$")]
Cents = Annotated[int, Field(ge=0, le=EURO_CENTS)]
Day = Annotated[date, AfterValidator(_days_of_ours)]
# A yes or no, a whole number, or a text: which of them each fact wants is told by the plan's rules.
Fact = Annotated[
    bool | Annotated[int, Field(ge=-EURO_CENTS, le=EURO_CENTS)] | Text,
    WithJsonSchema({"anyOf": [
        {"type": "boolean"}, {"type": "integer", "minimum": -EURO_CENTS, "maximum": EURO_CENTS},
        {"type": "string", "minLength": 1, "maxLength": 200},
    ]}),
]  # fmt: skip


class Body(BaseModel):
    """A closed body: a field nobody asked for is refused, and so is `"12"` where a number is wanted."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Body):
    """What to look for: pieces of a name, a code, a card, a telephone, a request."""

    words: Text


class LineSent(Body):
    """A line of a request. `facts`: the answers that its benefit asks for, by the names of the rules."""

    benefit: Text
    served_on: Day | None = None
    amount_cents: Cents | None = None
    facts: Annotated[Mapping[Name, Fact], Field(max_length=40)] = {}


class PaperSent(Body):
    """A paper that is there, by its name in the rules, and the day it bears."""

    paper: Name
    dated_on: Day | None = None


class ClaimSent(Body):
    """A request as it would be typed at the counter. `seen`: the mark of the warnings that were looked at."""

    plan: Annotated[str, StringConstraints(pattern=r"^[\w./-]{0,120}$")] = ""
    lines: Annotated[list[LineSent], Field(min_length=1, max_length=20)]
    invoice_number: Annotated[str, StringConstraints(max_length=60), AfterValidator(_plain)] = ""
    invoiced_on: Day | None = None
    issuer: Annotated[str, StringConstraints(max_length=160), AfterValidator(_plain)] = ""
    received_on: Day | None = None
    channel: Literal["counter", "post"] = "counter"
    papers: Annotated[list[PaperSent], Field(max_length=40)] = []
    seen: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{0,20}$")] = ""


class PaperLater(Body):
    """A paper that came after the request; `line` 0: for all of it."""

    paper: Name
    dated_on: Day | None = None
    line: Annotated[int, Field(ge=0, le=20)] = 0


class Seen(Body):
    """The stamp of the proposal that was looked at: anything that changed since refuses the decision."""

    stamp: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8,128}$")]


class Motive(Body):
    motive: Text


class RunWanted(Body):
    """A payment run as it was read: `seen`, the stamp of the `page` of what waits for the day; without the requests
    `but`, with those `again` that came back."""

    day: Day
    form: Literal["cbi", "iso"] = "cbi"
    seen: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8,128}$")]
    page: Annotated[int, Field(ge=1, le=999_999)] = 1
    but: Annotated[list[PublicId], Field(max_length=500)] = []
    again: Annotated[list[PublicId], Field(max_length=500)] = []


class ProposalSeen(Body):
    """The stamp of the proposal that was read; `paid_by`, `regime`: somebody outside the archive paid it."""

    stamp: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8,128}$")]
    paid_by: OrNone = ""
    regime: Regime = ""


class PartSent(Body):
    """A part of a movement: `what` as the list of payers names it."""

    what: Text
    amount_cents: Annotated[int, Field(ge=1, le=EURO_CENTS)]


class SharedOut(Body):
    """A movement shared out by hand; the parts add up to it."""

    parts: Annotated[list[PartSent], Field(min_length=1, max_length=300)]
    paid_by: OrNone = ""
    regime: Regime = ""


def schema_of(kind: type[BaseModel], mode: Any = "validation") -> dict[str, Any]:
    return kind.model_json_schema(mode=mode, ref_template="#/components/schemas/{model}")
