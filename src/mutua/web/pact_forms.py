"""What the public page of the pact takes: a quote, in the address; an application, as a form; and its signed file."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from mutua.domain.firm_quote import MOST_HEADS
from mutua.web.forms import Form, Line, LineOrNone, Paragraph

SHARE = 100  # percent of the firm, where nobody says another
MOST_CHOSEN = 20


def _figures(value: Any) -> int | None:
    text = value.strip() if isinstance(value, str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def _heads(value: Any) -> Any:
    found = _figures(value)
    if found is None or found == 0:
        raise PydanticCustomError("heads_none", "no number of people")
    if found > MOST_HEADS:
        raise PydanticCustomError("heads_many", "too many for a quote")
    return found


def _percent(value: Any) -> Any:
    found = _figures(value.replace("%", "") if isinstance(value, str) else value)
    if found is None or found > SHARE:
        raise PydanticCustomError("not_a_percent", "not a share")
    return found


Offer = Annotated[str, Field(max_length=60)]


class QuoteQuery(Form):
    """Heads, assistances and the firm's share of the contributions, in percent."""

    several: ClassVar[frozenset[str]] = frozenset({"copertura"})
    persone: Annotated[int | None, BeforeValidator(_heads)] = None
    copertura: Annotated[list[Offer], Field(max_length=MOST_CHOSEN, default_factory=list)]
    quota: Annotated[int, BeforeValidator(_percent)] = SHARE


class Adhesion(Form):
    """An application to the pact. `website` is for programs that fill in everything: people do not see it. `key`: of
    the page, so that a button pressed twice is one application."""

    several: ClassVar[frozenset[str]] = frozenset({"themes"})
    name: Line
    vat: Line
    seat: Line
    signatory: Line
    signatory_role: Line
    email: LineOrNone = ""
    phone: LineOrNone = ""
    themes: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=20, default_factory=list)]
    note: Annotated[Paragraph, Field(max_length=1000)] = ""
    listed: Literal["", "yes"] = ""
    read: Literal["", "yes"] = ""
    website: LineOrNone = ""
    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22}$")]


class Missing(Form):
    """What an application lacks, or why it is set aside, in the words of the office."""

    told: Annotated[Paragraph, Field(max_length=1000)] = ""
