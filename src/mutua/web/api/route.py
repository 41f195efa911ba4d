"""What an address for programs is, as data: what it takes, what it answers, who may, what is noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from mutua.domain.access import Permission
from mutua.domain.kinds import Looked
from mutua.web.api import bodies
from mutua.web.routes import Subject


@dataclass(frozen=True, slots=True)
class ApiRoute:
    """An address for programs. `view` is `module:function` within `web.api`.

    `body`: what a POST takes, nothing else. `once`: the POST wants an `Idempotency-Key`, and told again with the same
    key it has no second effect. `about`: what it is for, in Italian and English. `dated`: a list of one day, `?day=`.
    """

    name: str
    method: Literal["GET", "POST"]
    path: str
    view: str
    permission: Permission
    answer: type[BaseModel]
    about: tuple[str, str]
    body: type[bodies.Body] | None = None
    subject: Subject | None = None
    looks: Looked | None = None
    once: bool = False
    paged: bool = False
    dated: bool = False
    status: int = 200
