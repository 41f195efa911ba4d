"""How members and firms reach the society, and what it says of itself otherwise than before."""

from __future__ import annotations

from typing import NamedTuple


class Contact(NamedTuple):
    """Telephone, address of the counter, hours in words, mail; "" for what nobody said."""

    phone: str
    address: str
    hours: str
    email: str = ""


class PartChange(NamedTuple):
    """A part of what the society says of itself that says something else from now on; "" is nothing."""

    part: str
    before: str
    after: str
