"""Who sits at the terminal: a login proves itself with password and code, as at the door of the pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from mutua.cli_base import say
from mutua.cli_decide import refused

if TYPE_CHECKING:
    from mutua.store.accounts import Account
    from mutua.store.database import Archive

ADDRESS = "terminal"  # where attempts are counted from


def proved(archive: Archive, login: str) -> Account:
    """The login whose password and code were just typed. Anything else ends the command, and counts as an attempt."""
    from mutua.services.decide_claim import Refusal
    from mutua.services.enter import enter, leave, prove, visitor_of
    from mutua.services.new_archive import the_program
    from mutua.store.ids import Ids

    password = click.prompt(say(f"Password di {login}", f"Password of {login}"), hide_input=True)
    code = click.prompt(say("Codice di sei cifre", "Code of six figures"), hide_input=True)
    now = datetime.now(UTC)
    came = enter(archive, login, password, address=ADDRESS, actor_id=the_program(archive, Ids()), now=now)
    if isinstance(came, Refusal):
        raise refused(came)
    visitor = visitor_of(archive, came.token, now=now)
    if visitor is None:
        raise refused(Refusal("entry_over"))
    told = prove(archive, visitor, came.token, code, address=ADDRESS, now=now)
    if isinstance(told, Refusal):
        leave(archive, visitor, came.token, now=now)
        raise refused(told)
    leave(archive, visitor, told, now=now)
    return visitor.account
