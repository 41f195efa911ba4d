"""Facts on the straight road: each read once, and of the kind that the regulation says, or the general road decides."""

from __future__ import annotations

from datetime import date

from mutua.rules.engine import calendar
from mutua.rules.facts import DERIVED
from mutua.rules.model import CalendarDay, Fact, FactKind, ReadDay
from mutua.rules.straight.pen import NotWritten, Pen

_CLASSES: dict[FactKind, type] = {
    FactKind.YES_NO: bool,
    FactKind.NUMBER: int,
    FactKind.DECIMAL: int,
    FactKind.MONEY: int,
    FactKind.CHOICE: str,
    FactKind.TEXT: str,
    FactKind.DAY: date,
}
_SPECIAL = {
    "iscrizione": "cover.joined_on or cover.effective_from",
    "decorrenza": "cover.effective_from",
    "copertura": "cover.assistance",
    "prestazione": "line.benefit",
    "spesa": "expense",
}


def class_of(pen: Pen, name: str) -> type:
    """The Python class of the fact's values; a paper is its date."""
    fact = pen.ruleset.facts.get(name)
    if fact is None:
        return date
    if fact.kind not in _CLASSES:
        raise NotWritten
    return _CLASSES[fact.kind]


def read(pen: Pen, name: str, read_on: ReadDay | None = None) -> str:
    """The local name of the fact's value, which is surely of its kind."""
    if name == "servizio":
        return "service"
    return pen.once(("fact", name, read_on), lambda: _read(pen, name, read_on))


def _read(pen: Pen, name: str, read_on: ReadDay | None) -> str:
    fact = pen.ruleset.facts.get(name)
    found = pen.local("fact")
    if fact is None:
        pen.say(f"{found} = papers.get({pen.thing(name, 'name')})")
    elif name in DERIVED:
        pen.say(f"{found} = {_derived(pen, fact, read_on)}")
        return found
    elif name in _SPECIAL and (fact.term is None or name != "copertura"):
        pen.say(f"{found} = {_SPECIAL[name]}")
    elif name == "autorizzata":
        look_up(pen, name, found, pen.thing(fact.default, "default"))
    elif fact.term is not None:
        from mutua.rules.straight.terms import term_day

        pen.say(f"{found} = {term_day(pen, fact.term)}")
    elif fact.history is not None:
        pen.say(f"{found} = case.history.get({pen.thing(name, 'name')}, {pen.thing(fact.default, 'default')})")
    else:
        _declared(pen, fact, read_on, found)
        return found
    pen.leave_if(f"{found}.__class__ is not {class_of(pen, name).__name__}")
    return found


def _declared(pen: Pen, fact: Fact, read_on: ReadDay | None, found: str) -> None:
    """The value given; that of its day where it changes with time; the default where nobody answered."""
    kind = class_of(pen, fact.name)
    if fact.default is not None and fact.default.__class__ is not kind:
        raise NotWritten

    def unlike_its_kind() -> None:
        on_day = lambda: pen.say(f"{found} = {found}.on({reading_day(pen, read_on or fact.read_on)})")  # noqa: E731
        pen.block(f"if {found}.__class__ is Dated:", on_day)
        if fact.default is not None:
            pen.say(f"if {found} is None: {found} = {pen.thing(fact.default, 'default')}")
        pen.leave_if(f"{found}.__class__ is not {kind.__name__}")

    look_up(pen, fact.name, found)
    pen.block(f"if {found}.__class__ is not {kind.__name__}:", unlike_its_kind)


def look_up(pen: Pen, name: str, found: str, default: str = "None") -> None:
    """What the line says, else what the request says, else the default."""
    named = pen.thing(name, "name")
    pen.say(f"{found} = own({named}, ABSENT)")
    pen.say(f"if {found} is ABSENT: {found} = shared({named}, {default})")


def reading_day(pen: Pen, read_on: ReadDay | None) -> str:
    """The day on which a fact that changes with time is read."""
    if read_on is None:
        return "service"
    if isinstance(read_on, CalendarDay):
        return f"day_in_year(service.year, {read_on.month}, {read_on.day})"
    return read(pen, read_on.fact)


def _derived(pen: Pen, fact: Fact, read_on: ReadDay | None) -> str:
    if fact.name in ("giorni", "notti"):
        first, last = read(pen, "inizio"), read(pen, "fine")
        return f"max(0, ({last} - {first}).days + {1 if fact.name == 'giorni' else 0})"
    if fact.name.endswith("_del_gruppo"):
        raise NotWritten
    since = read(pen, DERIVED[fact.name][0])
    on = reading_day(pen, read_on or fact.read_on)
    if fact.name == "età":
        return f"age_on({since}, {on}, {pen.thing(pen.ruleset.time, 'time')})"
    months = f"completed_months({since}, {on})"
    return months if fact.name == "mesi_di_iscrizione" else f"{months} // 12"


def is_answered(pen: Pen, name: str) -> str:
    """Whether a fact was answered (its default does not count) or a paper delivered."""
    fact = pen.ruleset.facts.get(name)
    named = pen.thing(name, "name")
    if fact is None:
        return f"({named} in papers)"
    if fact.history is not None:
        return f"({named} in case.history)"
    if name == "spesa":
        return "(expense is not None)"
    if name in DERIVED or name in _SPECIAL or name == "servizio" or fact.term is not None:
        raise NotWritten
    found = pen.local("fact")
    look_up(pen, name, found)
    pen.leave_if(f"{found}.__class__ is Dated")
    return f"({found} is not None)"


NAMES = {
    "ABSENT": object(),
    "date": date,
    "day_in_year": calendar.day_in_year,
    "age_on": calendar.age_on,
    "completed_months": calendar.completed_months,
}
