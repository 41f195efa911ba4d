"""What the buttons of things that need two people send."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from mutua.web.forms import Form, Line, ProvedAgain
from mutua.web.forms import _text as plain_text


class Approve(ProvedAgain):
    """What was shown, by its digest."""

    seen: Line


class RefuseIt(Form):
    """Why it is refused, and words for who proposed it."""

    reason: Literal["wrong", "papers", "account", "rules", "other"]
    words: Annotated[str, BeforeValidator(plain_text), Field(max_length=500)] = ""


class NewAccount(Form):
    iban: Line


class PlanCode(Form):
    plan: Line
