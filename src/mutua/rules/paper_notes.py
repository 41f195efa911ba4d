"""The sentences at the foot of a paper, dated and each with its source: what the law says is data, not program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PaperNote:
    """A sentence that stands on papers about days from `since` to `until` (None: still).

    `duty`, `duty_share`: where it asks money of a firm on top of what it pays, how that is called and how much of it,
    in hundredths of a percent.
    """

    since: date
    until: date | None
    text: str
    source: str
    duty: str = ""
    duty_share: int = 0

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def sentence(self) -> str:
        """The sentence with its source; the mark of what is not verified stays in the file."""
        return f"{self.text.rstrip('.')} ({self.source.removesuffix(' [U]')})."
