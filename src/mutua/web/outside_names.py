"""How addresses name what the house numbers: by its name outside (`services.outside_names`)."""

from __future__ import annotations

from werkzeug.routing import BaseConverter

from mutua.services.outside_names import KEY_BYTES, LIST, STATEMENT, WORKER, OutsideNames


def converter(names: OutsideNames, kind: str) -> type[BaseConverter]:
    """How an address is written that names something of this kind by its number. A text is left as it is: what a
    browser sent is never turned into a name."""

    class Named(BaseConverter):
        def to_url(self, value: object) -> str:
            return super().to_url(names.of(kind, value) if isinstance(value, int) else value)

    return Named


__all__ = ["KEY_BYTES", "LIST", "STATEMENT", "WORKER", "OutsideNames", "converter"]
