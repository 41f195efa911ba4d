"""What the form of a new request may send: a draft's name and version, and cells that are called as lines are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from mutua.services.claim_cells import MOST_LINES, line_count
from mutua.web.forms import Form

CELL = re.compile(
    r"plan|asks|received|channel|place|phone|invoice|invoiced|issuer|lines|(?:benefit|asked|served|amount|bill|plan)-[0-9]{1,2}"
    r"|(?:invoice|invoiced|issuer)-b[0-9]{1,2}"
    r"|fact-[0-9]{1,2}-[\w-]{1,60}|(?:paper|dated)-[\w-]{1,60}"
)
_OF_LINE = re.compile(r"(benefit|asked|served|amount|bill|plan|fact)-([0-9]{1,2})(.*)")
_LONGEST = 1000  # signs of a cell; each is read more strictly later


def _version(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    raise PydanticCustomError("not_a_version", "not a version")


def _cells(value: Any) -> Any:
    if isinstance(value, dict) and any(len(text) > _LONGEST for text in value.values()):
        raise PydanticCustomError("string_too_long", "too long")
    return value


PublicId = Annotated[str, Field(pattern=r"^[a-z2-7]{26}$")]


Version = Annotated[int, BeforeValidator(_version)]
WindowMark = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
PaperName = Annotated[str, Field(pattern=r"^[\w-]{0,60}$")]


class CellForm(Form):
    """A form whose fields are called as cells are, besides its own."""

    cells: Annotated[dict[str, str], BeforeValidator(_cells), Field(default_factory=dict)]
    most: ClassVar[int] = 700

    @classmethod
    def asks(cls, name: str) -> bool:
        return name in cls.model_fields or CELL.fullmatch(name) is not None

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, data: Any) -> Any:
        """The fields that are called as cells are, put together; any other stays, and is refused."""
        if not isinstance(data, dict):
            return data
        own = {name: value for name, value in data.items() if not CELL.fullmatch(name)}
        if "cells" in own:
            raise PydanticCustomError("extra_forbidden", "not a field")
        return {**own, "cells": {name: value for name, value in data.items() if name not in own}}


class TypedClaim(CellForm):
    """`window`: which window of the browser sends it. `step`: which button, besides the one that keeps the request."""

    draft: PublicId
    version: Version
    window: WindowMark
    step: Annotated[str, Field(pattern=r"^(|compute|add|both|drop-[0-9]{1,2}|unfile-[0-9a-f]{64})$")] = ""
    sure: Annotated[str, Field(pattern=r"^[0-9a-f]{0,20}$")] = ""
    file_paper: PaperName = ""


def cells_in(written: Mapping[str, str]) -> dict[str, str]:
    """The cells among what was sent, so that nothing typed is lost of a form that was refused."""
    return {name: value[:_LONGEST] for name, value in written.items() if CELL.fullmatch(name)}


def with_a_line_more(cells: Mapping[str, str]) -> dict[str, str]:
    """One line more, on the service day of the last one."""
    last = line_count(cells)
    if last == MOST_LINES:
        return dict(cells)
    return {**cells, "lines": str(last + 1), f"served-{last + 1}": cells.get(f"served-{last}", "")}


def without_line(cells: Mapping[str, str], number: int) -> dict[str, str]:
    """Without that line; those after it move up. The only line stays, empty."""
    count = line_count(cells)
    found: dict[str, str] = {}
    for name, value in cells.items():
        match = _OF_LINE.fullmatch(name)
        at = int(match[2]) if match else 0
        if match is None or at < number:
            found[name] = value
        elif number < at <= count:
            found[f"{match[1]}-{at - 1}{match[3]}"] = value
    found["lines"] = str(max(1, count - 1))
    return found


