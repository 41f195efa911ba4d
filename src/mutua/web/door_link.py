"""The page of the link in a mail: a question and a button, the same for every link; nothing of the firm is shown."""

from __future__ import annotations

from mutua.services.firm_link import say_unchanged
from mutua.web.forms import Empty, Refused
from mutua.web.site import Answer, Page, Visit


def show(visit: Visit) -> Answer:
    """The button. Whether the link opens anything is not looked at."""
    return Page("door_link.html", {"done": None})


def say(visit: Visit, form: Empty | Refused) -> Answer:
    done = say_unchanged(
        visit.site.archive, visit.named, actor_id=visit.site.program_id, now=visit.now, ids=visit.site.ids
    )
    return Page("door_link.html", {"done": done}, 200 if done else 410)
