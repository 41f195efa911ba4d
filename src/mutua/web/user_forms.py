"""What is sent about logins: a new one, its roles, a password of one's own."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from mutua.web.forms import Form, Line, LineOrNone, Word

_Roles = Annotated[list[Literal["clerk", "approver", "auditor", "admin"]], Field(max_length=4, default_factory=list)]


class NewUser(Form):
    several: ClassVar[frozenset[str]] = frozenset({"roles"})
    login: Line
    name: Line
    roles: _Roles
    member: LineOrNone = ""


class Roles(Form):
    several: ClassVar[frozenset[str]] = frozenset({"roles"})
    roles: _Roles


class OwnPassword(Form):
    before: Word
    password: Word
    again: Word
