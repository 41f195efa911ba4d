"""What a page or a button is, as data: who may use it, what it takes, what is written down when somebody looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from mutua.domain.access import Permission
from mutua.domain.kinds import Looked
from mutua.web.forms import Form


class Audience(StrEnum):
    """Who a page is for."""

    ANYBODY = "anybody"
    HALF_IN = "half_in"  # the password is right, the code is still to come
    INSIDE = "inside"  # whoever is in, through whichever door
    STAFF = "staff"
    FIRM = "firm"
    MEMBER = "member"


class Subject(StrEnum):
    """What the name in an address stands for; it is looked for before the page is made."""

    PERSON = "person"
    CLAIM = "claim"
    DRAFT = "draft"
    ATTACHMENT = "attachment"
    ACCOUNT = "account"
    PROPOSAL = "proposal"
    BANK_LINE = "bank_line"
    FIRM = "firm"
    STATEMENT = "statement"  # of one of the firms of whoever is in
    WORKER = "worker"  # somebody of one of these firms
    RUN = "run"
    APPLICATION = "application"  # to the pact
    APPLICATION_LINK = "application_link"  # the link by which an application is followed
    MY_PERSON = "my_person"  # a member, or somebody they look after
    MY_CLAIM = "my_claim"
    MY_DRAFT = "my_draft"
    LINK = "link"  # of a mail: what it opens is said by whoever uses it


@dataclass(frozen=True, slots=True)
class Route:
    """A page (GET) or a button (POST). `view` is `module:function` within the front.

    `form`: what a POST takes, nothing else. `subject`: whose or which request the address names; `looks`: how the look
    is written down before anything is shown. `code`: asks for the second factor again where it was not proved lately.
    `files`: files may be sent along.
    `query`: what the address of a page may carry behind its question mark.
    """

    name: str
    method: Literal["GET", "POST"]
    path: str
    audience: Audience
    view: str
    permission: Permission | None = None
    form: type[Form] | None = None
    subject: Subject | None = None
    looks: Looked | None = None
    code: bool = False
    files: bool = False
    query: type[Form] | None = None
