"""Something that is not as it should be, as a value."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """Something that is not as it should be. `code` has a sentence in `wording`; `place` says where, `found` what."""

    code: str
    place: str = ""
    found: str = ""
