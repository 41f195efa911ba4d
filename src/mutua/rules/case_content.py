"""A request as bytes to be kept: all that the rules looked at, but the state of the ceilings.

The bytes are canonical JSON (`content`), one list whose places are those of `Case`, after the format's number:

    [1, lines, facts, papers, holders, covers, arrears, decided, history, reserved, authorisation]

Empty places at the end are left out, of the whole as of each list in it:

- a line is `[id, benefit, facts, papers]`; a decided one has `computed_cents` before these: `[cents, id, …]`;
- facts and history are objects: a number is a number, yes and no are true and false, a text is `"t…"`, a day
  `"d2026-03-01"`, an instant `"i2026-03-01T08:00:00+00:00"`; what changes with time is
  `{"dated":[["2026-03-01",value],…]}`, figures by day are `{"series":[["2026-03-01",12],…]}`;
- papers are an object of days (null: the paper bears none), holders of texts;
- a cover is `[assistance, effective_from, ends_on, joined_on]`, arrears are `[due_on, paid_on]`;
- what is reserved is `[pot, holder, period, amount]`, sorted.

The pots are left out because `evidence` keeps what a line read of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from mutua.domain.case import Arrears, Case, Cover, Dated, DecidedLine, FactValue, Line, Scalar, Series
from mutua.rules.content import (
    ContentError,
    bare_day,
    day_or_null,
    expect_day,
    expect_day_or_none,
    expect_integer,
    expect_list,
    expect_map,
    expect_text,
    in_order,
    instant_of,
    number,
    quoted,
    read,
    read_text,
    sealed,
    tagged_day,
    tagged_instant,
)

FORMAT = 1
_HEAD = str(FORMAT)
_EMPTY = frozenset({"{}", "[]", "null", "false"})


def encode_case(case: Case) -> bytes:
    """The canonical bytes of a case without its pots: equal cases give equal bytes, whatever the order of their maps.

    Refuses with `ContentError` what would not come back as it was: a text that is not NFC, an instant without zone, a
    value that is no `FactValue`, a number of thousands of digits. An instant of another zone comes back in UTC.
    """
    parts = [
        _HEAD,
        f"[{','.join([_line(line) for line in case.lines])}]",
        _facts(case.facts),
        _papers(case.papers),
        _holders(case.holders),
        f"[{','.join([_cover(cover) for cover in case.covers])}]",
    ]
    if case.arrears or case.decided or case.history or case.reserved or case.authorisation:
        parts += _rarer(case)
    return sealed(_listed(parts))


def decode_case(data: bytes) -> Case:
    """The case of the bytes, without pots. Whatever is not the exact bytes of a case is refused with `ContentError`."""
    parts = expect_list(read(data), least=1, most=len(_READERS) + 1)
    if expect_integer(parts[0]) != FORMAT:
        raise ContentError(f"a case of format {FORMAT}", parts[0])
    case = Case(**{"lines": (), **_parts(parts[1:])})
    if encode_case(case) != data:
        raise ContentError("the canonical bytes of a case", data)
    return case


def encode_facts(facts: Mapping[str, FactValue]) -> str:
    """Some facts alone, as the text that a case would hold of them; refuses what `encode_case` refuses."""
    try:
        return sealed(_facts(facts)).decode("utf-8")
    except TypeError as fault:
        raise ContentError(f"facts ({fault})", facts) from fault


def decode_facts(text: str) -> dict[str, FactValue]:
    """The facts of a text of `encode_facts`."""
    return {} if text == "{}" else _read_facts(read_text(text))


# ---------------------------------------------------------------- writing


def _listed(parts: list[str]) -> str:
    """The list without the empty places at its end."""
    while parts[-1] in _EMPTY:
        parts.pop()
    return f"[{','.join(parts)}]"


def _line(line: Line) -> str:
    if line.papers:
        return f"[{quoted(line.id)},{quoted(line.benefit)},{_facts(line.facts)},{_papers(line.papers)}]"
    if line.facts:
        return f"[{quoted(line.id)},{quoted(line.benefit)},{_facts(line.facts)}]"
    return f"[{quoted(line.id)},{quoted(line.benefit)}]"


def _facts(facts: Mapping[str, FactValue]) -> str:
    if not facts:
        return "{}"
    found = []
    for name, key in in_order(tuple(facts)):
        value: Any = facts[name]
        kind = type(value)
        if kind is date:
            found.append(key + tagged_day(value))
        elif kind is int:
            found.append(key + number(value))
        elif kind is str:
            found.append(key + quoted("t" + value))
        else:
            found.append(key + _value(value))
    return f"{{{','.join(found)}}}"


def _value(value: Any) -> str:
    if type(value) is Dated:
        entries = [f"[{bare_day(day)},{_scalar(one)}]" for day, one in value.entries]
        return f'{{"dated":[{",".join(entries)}]}}'
    if type(value) is Series:
        figures = [f"[{bare_day(day)},{number(one)}]" for day, one in value.entries]
        return f'{{"series":[{",".join(figures)}]}}'
    return _scalar(value)


def _scalar(value: Any) -> str:
    kind = type(value)
    if kind is bool:
        return "true" if value else "false"
    if kind is int:
        return number(value)
    if kind is str:
        return quoted("t" + value)
    if kind is date:
        return tagged_day(value)
    if kind is datetime:
        return tagged_instant(value)
    raise ContentError("a number, yes or no, a text, a day, an instant, Dated or Series", value)


def _papers(papers: Mapping[str, date | None]) -> str:
    if not papers:
        return "{}"
    return f"{{{','.join([key + day_or_null(papers[name]) for name, key in in_order(tuple(papers))])}}}"


def _holders(holders: Mapping[str, str]) -> str:
    if not holders:
        return "{}"
    return f"{{{','.join([key + quoted(holders[name]) for name, key in in_order(tuple(holders))])}}}"


def _cover(cover: Cover) -> str:
    first = f"{quoted(cover.assistance)},{bare_day(cover.effective_from)}"
    if cover.joined_on is not None:
        return f"[{first},{day_or_null(cover.ends_on)},{bare_day(cover.joined_on)}]"
    return f"[{first}]" if cover.ends_on is None else f"[{first},{bare_day(cover.ends_on)}]"


def _rarer(case: Case) -> list[str]:
    arrears = [_listed([bare_day(one.due_on), day_or_null(one.paid_on)]) for one in case.arrears]
    decided = [f"[{number(one.computed_cents)},{_line(one.line)[1:]}" for one in case.decided]
    reserved = [
        f"[{quoted(pot)},{quoted(holder)},{bare_day(period)},{number(amount)}]"
        for (pot, holder, period), amount in sorted(case.reserved.items())
    ]
    return [
        f"[{','.join(arrears)}]",
        f"[{','.join(decided)}]",
        _facts(case.history),
        f"[{','.join(reserved)}]",
        "true" if case.authorisation else "false",
    ]


# ---------------------------------------------------------------- reading


def _read_line(value: Any) -> Line:
    parts = expect_list(value, least=2, most=4)
    facts, papers = [*map(expect_map, parts[2:]), {}, {}][:2]
    return Line(expect_text(parts[0]), expect_text(parts[1]), _read_facts(facts), _read_papers(papers))


def _read_decided(value: Any) -> DecidedLine:
    parts = expect_list(value, least=3)
    return DecidedLine(_read_line(parts[1:]), expect_integer(parts[0]))


def _read_facts(value: Any) -> dict[str, FactValue]:
    return {
        name: one if type(one) is int else _read_value(one) if type(one) is dict else _read_scalar(one)
        for name, one in expect_map(value).items()
    }


def _read_value(value: dict[str, Any]) -> FactValue:
    """What changes with time, or figures by day."""
    (name, entries) = next(iter(value.items()), ("", ()))
    pairs = [expect_list(pair, 2, 2) for pair in expect_list(entries)]
    if len(value) == 1 and name == "dated":
        return Dated(tuple((expect_day(day), _read_scalar(one)) for day, one in pairs))
    if len(value) == 1 and name == "series":
        return Series(tuple((expect_day(day), expect_integer(one)) for day, one in pairs))
    raise ContentError("dated or series", value)


def _read_scalar(value: Any) -> Scalar:
    if type(value) is bool or type(value) is int:
        return value
    text = expect_text(value)
    tag = text[:1]
    if tag == "t":
        return text[1:]
    if tag == "d":
        return expect_day(text[1:])
    if tag == "i":
        return instant_of(text[1:])
    raise ContentError("a text that begins with t, d or i", text)


def _read_papers(value: Any) -> dict[str, date | None]:
    return {name: expect_day_or_none(one) for name, one in expect_map(value).items()}


def _read_holders(value: Any) -> dict[str, str]:
    return {name: expect_text(one) for name, one in expect_map(value).items()}


def _read_cover(value: Any) -> Cover:
    parts = expect_list(value, least=2, most=4)
    ends_on, joined_on = [*map(expect_day_or_none, parts[2:]), None, None][:2]
    return Cover(expect_text(parts[0]), expect_day(parts[1]), ends_on, joined_on)


def _read_arrears(value: Any) -> Arrears:
    parts = expect_list(value, least=1, most=2)
    return Arrears(expect_day(parts[0]), expect_day_or_none(parts[1]) if len(parts) > 1 else None)


def _read_reserved(value: Any) -> dict[tuple[str, str, date], int]:
    rows = [expect_list(row, 4, 4) for row in expect_list(value)]
    return {
        (expect_text(pot), expect_text(holder), expect_day(period)): expect_integer(amount)
        for pot, holder, period, amount in rows
    }


def _read_authorisation(value: Any) -> bool:
    if value is not True:
        raise ContentError("true, or nothing", value)
    return True


def _parts(values: list[Any]) -> dict[str, Any]:
    """The parts of a case by name; those left out at the end are those of an empty case."""
    return {name: reader(value) for (name, reader), value in zip(_READERS.items(), values, strict=False)}


def _each(reader: Callable[[Any], object]) -> Callable[[Any], tuple[object, ...]]:
    return lambda value: tuple([reader(one) for one in expect_list(value)])


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "lines": _each(_read_line),
    "facts": _read_facts,
    "papers": _read_papers,
    "holders": _read_holders,
    "covers": _each(_read_cover),
    "arrears": _each(_read_arrears),
    "decided": _each(_read_decided),
    "history": _read_facts,
    "reserved": _read_reserved,
    "authorisation": _read_authorisation,
}
