"""What the pages of a member may send."""

from __future__ import annotations

from mutua.web.forms import Form, Line


class AskLink(Form):
    """Fiscal code, card number or mail address."""

    said: Line
