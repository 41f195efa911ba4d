"""What is done in two steps: the form, then what would happen, then it is done as it was shown. What is data: its form.

A deed is tried in a rehearsal of the archive first; if by the time somebody confirms it would come out otherwise, the
new outcome is shown and nothing is done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, TypeVar

from mutua.services.claim_life import Desktop
from mutua.store.rehearsal import Rehearsal
from mutua.web.forms import Form, LineOrNone, Refused, Wrong
from mutua.web.site import Answer, Go, Page, Visit

F = TypeVar("F", bound="Sure")
Pair = tuple[str, str]
BACK = "torna"  # sent instead of the mark by who wants to change what was typed
NONE: Pair = ("", "")


class Sure(Form):
    """A form of a deed: without `sure` it is shown what would happen, with the mark of that it is done."""

    sure: LineOrNone = ""

    @classmethod
    def looking_again(cls, sent: Sequence[tuple[str, str]]) -> list[tuple[str, str]] | None:
        return [one for one in sent if one[0] != "sure" or one[1] == BACK]


class Ask(NamedTuple):
    """A field. `value`: what stands in it at first; "today" for the day. A "stamp" is hidden, and what was sent of it
    never comes back. `options` of a choice: value and words."""

    name: str
    label: Pair
    kind: Literal["text", "day", "paragraph", "choice", "tick", "money", "hidden", "stamp"] = "text"
    required: bool = True
    hint: Pair = NONE
    value: str = ""
    options: tuple[tuple[str, Pair], ...] = ()
    empty: Pair = NONE


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that may be done: its route, its title, what it means in a sentence, its fields.

    `grave`: asked with more weight. `to`: the page one comes from and goes back to.
    """

    name: str
    title: Pair
    says: Pair
    asks: tuple[Ask, ...] = ()
    grave: bool = False
    to: str = "member"


class Shown(NamedTuple):
    """What happens, line by line; `look`: what is to be looked at; `links`: people to compare, by public name;
    `proxies`: whether the proxies of the person are among what to look at."""

    lines: tuple[str, ...]
    look: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    proxies: bool = False


class Stop(NamedTuple):
    """Why nothing happens, in sentences; beside which field, if it belongs to one."""

    why: tuple[str, ...]
    wrong: tuple[Wrong, ...] = ()


class Done(NamedTuple):
    """It was done before, by the same wish: one goes on as after doing it."""


Outcome = Shown | Stop | Done


def deed_page(
    visit: Visit, deed: Deed, head: str, *, status: int = 200, why: Sequence[str] = (), wrong: Sequence[Wrong] = (),
    more: Mapping[str, Any] | None = None,
) -> Page:  # fmt: skip
    """The form of a deed, with what was typed and what is wrong with it."""
    values = {"deed": deed, "head": head, "why": tuple(why), "pair": pair_of(visit), **(more or {})}
    return Page("deed.html", values, status, tuple(wrong))


def pair_of(visit: Visit) -> Callable[[Pair], str]:
    """The words of a pair, in the language of the visit."""
    return lambda pair: visit.say(*pair)


def in_two_steps(
    visit: Visit, deed: Deed, form: F | Refused, attempt: Callable[[Desktop, F], Outcome], then: Go, head: str,
    more: Mapping[str, Any] | None = None,
) -> Answer:  # fmt: skip
    """The form again, what would happen, or (with the mark of it) the deed done."""
    if isinstance(form, Refused):
        return deed_page(visit, deed, head, status=422, more=more)
    if form.sure == BACK:
        return deed_page(visit, deed, head, more=more)
    rehearsed = attempt(replace(visit.at, archive=Rehearsal(visit.site.archive)), form)
    if isinstance(rehearsed, Stop):
        return deed_page(visit, deed, head, status=422, why=rehearsed.why, wrong=rehearsed.wrong, more=more)
    if isinstance(rehearsed, Done):
        return then
    mark = mark_of(rehearsed)
    if form.sure != mark:
        return Page("confirm.html", {
            "deed": deed, "head": head, "shown": rehearsed, "mark": mark, "changed": bool(form.sure), "back": BACK,
            "pair": pair_of(visit), "sent": _sent(visit, form),
        })  # fmt: skip
    done = attempt(visit.at, form)
    if isinstance(done, Stop):
        return deed_page(visit, deed, head, status=409, why=done.why, wrong=done.wrong, more=more)
    return then


def _sent(visit: Visit, form: Sure) -> list[tuple[str, str]]:
    """What was typed, to be sent along with the confirmation: fields that come several times one by one."""
    return [
        (name, one) for name, told in visit.written.items() if name != "sure"
        for one in (told.split("\n") if name in form.several else [told])
    ]  # fmt: skip


def mark_of(shown: Shown) -> str:
    return hashlib.sha256(repr((shown.lines, shown.look)).encode()).hexdigest()[:16]
