"""How members and firms reach the society."""

from __future__ import annotations

from typing import NamedTuple


class Contact(NamedTuple):
    """Telephone, address of the counter, hours in words, mail; "" for what nobody said."""

    phone: str
    address: str
    hours: str
    email: str = ""
