"""What is sent about a decision: an exception proposed or settled, an objection filed or answered."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from mutua.domain.faults import Fault
from mutua.domain.italian import italian_money
from mutua.web.forms import Day, Form, Line, Paragraph


def _cents_or_none(value: Any) -> Any:
    """An amount; nothing where the place is empty: as the rules say."""
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "not a text")
    if not value.strip():
        return None
    found = italian_money(value.strip())
    if isinstance(found, Fault):
        raise PydanticCustomError("not_euro", "not an amount", {"found": found.found})
    return found


CentsOrNone = Annotated[int | None, BeforeValidator(_cents_or_none)]
Words = Annotated[Paragraph, Field(min_length=1)]


class ProposeOverride(Form):
    """What each line is paid instead, in the order of the lines; `seen`: the stamp of the rules' answer shown."""

    several: ClassVar[frozenset[str]] = frozenset({"cents"})
    cents: Annotated[list[CentsOrNone], Field(min_length=1, max_length=100)]
    motive: Line
    basis: Line
    seen: Line


class Seen(Form):
    """What was shown, by its digest."""

    seen: Line


class FileAppeal(Form):
    filed_on: Day
    channel: Literal["counter", "post", "email"]
    said: Words


class AnswerAppeal(Form):
    outcome: Literal["upheld", "rejected", "withdrawn"]
    motive: Line
