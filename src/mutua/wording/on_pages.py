"""Why nothing was done, as pages say it where the terminal would name a command."""

from __future__ import annotations

from collections.abc import Mapping

ON_PAGES: Mapping[str, tuple[str, str]] = {
    "bank_line_without_proposal": (
        "Per il movimento {found} non c'è una proposta: ripartitelo, o mettetelo da parte.",
        "There is no proposal for movement {found}: share it out, or set it aside.",
    ),
    "bank_line_not_usable": (
        "Del movimento {found} non si può fare questo: riaprite la pagina.",
        "This cannot be done with movement {found}: open the page again.",
    ),
}
