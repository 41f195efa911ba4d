"""What the buttons of things that need two people send."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from mutua.web.forms import CentsOrNone, Form, Line, ProvedAgain
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


class TwoPeople(Form):
    """What takes two people, and the digest of what was shown of it. An empty amount: no limit."""

    seen: Line
    decision_limit: CentsOrNone = None
    payment_limit: CentsOrNone = None
    day_limit: CentsOrNone = None
    staff: Literal["1", "0"]
    accounts: Literal["1", "0"]
    rules: Literal["1", "0"]


class PlanCode(Form):
    plan: Line
