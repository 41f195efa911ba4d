"""What is sent about logins: a new one, its roles, a password of one's own."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from mutua.web.forms import Form, Line, LineOrNone, Word

_Roles = Annotated[list[Literal["clerk", "approver", "auditor", "admin"]], Field(max_length=4, default_factory=list)]


class NewUser(Form):
    several: ClassVar[frozenset[str]] = frozenset({"roles"})
    login: Line
    name: Line
    roles: _Roles
    member: LineOrNone = ""


class NewFirmUser(Form):
    """A login for a firm, or for the consultant of those that delegated to it. `firm`: VAT number, code or name."""

    login: Line
    name: Line
    firm: Line
    acts_for: Literal["own", "others"] = "own"


class Roles(Form):
    several: ClassVar[frozenset[str]] = frozenset({"roles"})
    roles: _Roles


class SessionNamed(Form):
    session: Annotated[str, Field(pattern=r"^[0-9a-f]{20}$")]


class OwnPassword(Form):
    """`before` stays empty where a link let them in just now. `keys_too`: keys for programs are taken back."""

    before: Annotated[str, Field(max_length=1024)] = ""
    password: Word
    again: Word
    keys_too: Literal["", "sì"] = ""


def _days(value: Any) -> Any:
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value.strip()) <= 4:
        return int(value)
    raise PydanticCustomError("not_days", "not a number of days")


class NewKey(Form):
    """A key for a program: what it is for, and for how many days."""

    purpose: LineOrNone = ""
    days: Annotated[int, BeforeValidator(_days)]


class KeyNamed(Form):
    key: Annotated[str, Field(pattern=r"^[a-z2-7]{26}$")]
