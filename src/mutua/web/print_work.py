"""Many letters for the printer: printed beside the pages, which say how far it is, then one file of them.

What was printed is its own clerk's, held as files that wait are (`held`), for four hours. Each letter is noted as it is
printed; whoever fetches a file of health again leaves a note again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mutua.domain.kinds import Looked
from mutua.letters.fill import Press
from mutua.services.accesses import look_at
from mutua.services.issue_papers import Printed, Wanted, print_and_note
from mutua.services.long_work import STOPPED, Told, Work
from mutua.web.forms import Empty, Refused
from mutua.web.held import KEPT_FOR
from mutua.web.site import Answer, File, Go, Page, Visit

NAMED = "print "
KIND = "print"  # of the files held
PATIENCE = 1.0  # seconds a page waits before it says how far it is
SECONDS = 2  # until the page is asked for again


@dataclass
class Ready:
    """What was printed: its name among the files held, what the file is called, how many letters, whose health they
    show; `fetched`: somebody has it already."""

    held: str
    file: str
    letters: int
    people: frozenset[int]
    fetched: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """What is printed: the title of the file, and the page from which it was asked for. `dues`: of contributions, each
    noted as sent, which are printed again from that page."""

    title: str
    back: str
    back_subject: str = ""
    dues: bool = False


class Made(NamedTuple):
    """The file, how it is called, how many letters are in it, and whose health they show."""

    pdf: bytes
    file: str
    letters: int
    people: frozenset[int] = frozenset()


def print_beside(visit: Visit, job: Job, file: str, wanted: Sequence[Wanted]) -> Answer:
    """Begins to print the letters into a file of that name, as `make_beside` makes it."""
    at, vault = visit.at, visit.site.vault

    def make(told: Told) -> Made | None:
        every = print_and_note(at, wanted, vault=vault, told=told)
        made = [one for one in every if isinstance(one, Printed)]
        if not made:
            return None
        pdf = Press().print_together([one.paper for one in made], job.title)
        people = {one.wanted.looked_at for one in made} | {whose for one in made for _, whose in one.wanted.also}
        return Made(pdf, file, len(made), frozenset(one for one in people if one is not None))

    return make_beside(visit, job, make) or Go("printed")


def make_beside(visit: Visit, job: Job, make: Callable[[Told], Made | None]) -> Answer | None:
    """Begins to make a file, unless something of theirs is printed right now; gives it where it takes a moment. None
    where it turned out at once that there is nothing to print."""
    now, held, owner = visit.now, visit.site.held, visit.account.id

    def do(told: Told) -> Ready | None:
        found = make(told)
        if found is None:
            return None
        return Ready(held.keep(owner, KIND, found.pdf, now), found.file, found.letters, found.people)

    work = Work(KIND, job, visit.account.name, visit.now)
    if not visit.site.works.begin(_name(visit), work, do):
        return Go("printed", message="printing_already")
    visit.site.works.wait(_name(visit), PATIENCE)
    if work.over and isinstance(work.result, Ready):
        return fetch(visit)
    return None if work.over and work.failed is None else Go("printed")


def _name(visit: Visit) -> str:
    return f"{NAMED}{visit.account.id}"


def _work(visit: Visit) -> Work | None:
    """What is printed for whoever is in, or was last; what is too old is gone."""
    visit.site.works.forget_before(NAMED, visit.now - KEPT_FOR)
    return visit.site.works.of(_name(visit))


def show(visit: Visit) -> Answer:
    """How far it is; from there the browser goes to the file by itself."""
    work = _work(visit)
    if work is None:
        return Page("printing.html", {"work": None})
    if not work.over:
        return Page("printing.html", {"work": work, "job": work.about}, again=SECONDS)
    if not isinstance(work.result, Ready):
        stopped = work.failed == STOPPED
        return Page("printing.html", {"work": work, "job": work.about, "stopped": stopped}, 200 if stopped else 409)
    then = "" if work.result.fetched else "printed_file"
    return Page("printing.html", {"work": work, "job": work.about, "ready": work.result}, then=then)


def stop(visit: Visit, form: Empty | Refused) -> Answer:
    """What is printed is not wanted any more: it ends before the next letter, and what was not noted is not noted."""
    work = _work(visit)
    if work is not None and not work.over:
        work.stopping = True
        visit.site.works.wait(_name(visit), PATIENCE)
    return Go("printed")


def fetch(visit: Visit) -> Answer:
    """The file that was printed last; a second look at it is noted as one."""
    work = _work(visit)
    ready = work.result if work is not None and work.over and isinstance(work.result, Ready) else None
    if work is None or ready is None:
        return Go("printed")
    found = visit.site.held.find(visit.account.id, KIND, ready.held, visit.now)
    if found is None:
        return Page("printing.html", {"work": work, "job": work.about, "gone": True}, 409)
    if ready.fetched and ready.people:
        look_at(visit.site.archive, sorted(ready.people), Looked.PAPER, actor_id=visit.account.actor_id, now=visit.now)
    ready.fetched = True
    return File(found.content, "application/pdf", ready.file, shown=True)
