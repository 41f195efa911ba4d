"""An answer has its own bytes, another answer has others; the reasons kept of it are told as before."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutua.domain.decisions import (
    CeilingRead,
    Deferral,
    LineAssessment,
    Missing,
    Movement,
    MovementKind,
    Outcome,
    Reason,
    Step,
)
from mutua.rules.answer_content import answer_digest, decode_reasons, encode_answer, encode_reasons
from mutua.rules.assess import assess
from mutua.rules.content import ContentError
from mutua.wording.explain import explain
from oracle.generator import cases
from rules.shipped_requests import shipped_requests

GOLDEN = Path(__file__).parent / "golden" / "answer_1.json"
SEEDS = 240
DAY = date(2026, 3, 1)
INSTANT = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
PLAIN = LineAssessment(
    "1", "VISITA", Outcome.PAID, "prova/piano/2026-01-01", 8_000, 5_600, 5_600,
    movements=(Movement("visite", "anna", DAY, MovementKind.CONSUME, 5_600),),
    ceilings=(CeilingRead("visite", "anna", DAY, 50_000, 0, 0, 5_600),), article="art. 1",
)  # fmt: skip
FULL = LineAssessment(
    "2", "DENTI", Outcome.SUSPENDED, "prova/piano/2026-01-01", 9_000, 6_000, 100, 200,
    deferrals=(Deferral(date(2027, 1, 1), 300), Deferral(date(2028, 1, 1), 400)), quantity_asked=3, quantity_granted=2,
    payable_if_complete_cents=0, quantity_if_complete=1,
    reasons=(
        Reason("pot_cut", {
            "size": 100, "share": Fraction(1, 3), "whole": Fraction(2), "on": DAY, "at": INSTANT, "none": None,
            "yes": True, "no": False, "both": ("a", "così"), "nobody": (), "text": "«1»", "empty": "", "less": -1,
        }, "art. 2"),
        Reason("nothing_due", {}, "art. 3"), Reason("unknown_benefit", {"benefit": "X"}), Reason("situation"),
    ),
    missing=(Missing("paper", "ricetta"), Missing("fact", "nascita")),
    movements=(
        Movement("visite", "anna", DAY, MovementKind.RELEASE, 50),
        Movement("volte", "anna", date.min, MovementKind.RESERVE, 1, "fattura 7"),
    ),
    ceilings=(CeilingRead("area", "", date.min, 1, 2, 3, 4, 5), CeilingRead("area", "anna", DAY, 0, 0, 0, 0)),
    article="art. «9»",
)  # fmt: skip


@cache
def answered() -> tuple[LineAssessment, ...]:
    """The lines of the shipped and of many generated requests, with their steps."""
    shipped = [assess(case, plan, explain=True) for case, plan in shipped_requests()]
    made = [assess(case, ruleset, explain=True) for case, ruleset, _ in cases(range(SEEDS))]
    return tuple(line for answer in (*shipped, *made) for line in answer.lines)


def _typed(reasons: tuple[Reason, ...]) -> Any:
    """The reasons with the class of every value: True is not 1, two halves are not 1."""
    return [(one.code, sorted((name, repr(it)) for name, it in one.values.items()), one.article) for one in reasons]


def test_the_reasons_of_every_line_come_back() -> None:
    assert len(answered()) > 1_000
    for line in answered():
        text = encode_reasons(line)
        assert decode_reasons(text) == line.reasons
        assert (text == "") == (line.reasons == ())
        if "datetime.datetime" not in repr(line.reasons):
            assert _typed(decode_reasons(text)) == _typed(line.reasons)


def test_the_reasons_that_come_back_are_told_as_before() -> None:
    told = 0
    for case, plan in shipped_requests():
        for line in assess(case, plan, explain=True).lines:
            for version in plan.versions:
                if version.version == line.version:
                    again = line._replace(reasons=decode_reasons(encode_reasons(line)))
                    assert explain(again, version) == explain(line, version)
                    told += bool(line.reasons)
    assert told > 50


def test_an_answer_has_the_same_bytes_with_its_steps_and_without() -> None:
    for case, plan in shipped_requests():
        assert answer_digest(assess(case, plan).lines) == answer_digest(assess(case, plan, explain=True).lines)
    for case, ruleset, _ in cases(range(SEEDS)):
        assert answer_digest(assess(case, ruleset).lines) == answer_digest(assess(case, ruleset, explain=True).lines)


def test_different_answers_have_different_bytes() -> None:
    """Lines of equal bytes are equal in everything but their steps."""
    known: dict[bytes, LineAssessment] = {}
    for line in answered():
        bare = line._replace(steps=())
        assert known.setdefault(encode_answer(line), bare) == bare
    assert len(known) == len({repr(_plain(line)) for line in answered()})


def _plain(line: LineAssessment) -> Any:
    return line._replace(steps=(), reasons=_typed(line.reasons))  # type: ignore[arg-type]  # only to be compared


def test_the_bytes_are_json_of_the_line_in_its_order() -> None:
    for line in answered():
        data = encode_answer(line)
        found = json.loads(data)
        assert data == json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
        names = [name for name in LineAssessment._fields if name != "steps"]
        shown = dict(zip(names, found[1:], strict=True))
        assert {name: shown[name] for name in names[:8]} == {name: getattr(line, name) for name in names[:8]}
        for name in ("deferrals", "missing", "movements", "ceilings"):
            assert shown[name] == [_as_json(row) for row in getattr(line, name)]


def _as_json(row: Any) -> list[Any]:
    return [one.isoformat() if isinstance(one, date) else one for one in row]


def changes(line: LineAssessment) -> Iterator[LineAssessment]:
    """The line with one thing changed, each in turn."""
    for name in LineAssessment._fields:
        if name != "steps":
            for other in others(getattr(line, name)):
                yield line._replace(**{name: other})


def others(value: Any) -> Iterator[Any]:
    if isinstance(value, Outcome):
        yield from (one for one in Outcome if one is not value)
    elif isinstance(value, MovementKind):
        yield from (one for one in MovementKind if one is not value)
    elif isinstance(value, Reason):
        yield from (Reason(value.code + "x", value.values, value.article), Reason(value.code, value.values, "x"))
        yield Reason(value.code, {**value.values, "more": None}, value.article)
        for name, one in value.values.items():
            yield Reason(value.code, {key: it for key, it in value.values.items() if key != name}, value.article)
            for other in others(one):
                yield Reason(value.code, {**value.values, name: other}, value.article)
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        for name in value._fields:  # type: ignore[attr-defined]  # a named tuple
            for other in others(getattr(value, name)):
                yield value._replace(**{name: other})  # type: ignore[attr-defined]
    elif isinstance(value, tuple):
        yield from (value[:index] + value[index + 1 :] for index in range(len(value)))
        for index, one in enumerate(value):
            yield from ((*value[:index], other, *value[index + 1 :]) for other in others(one))
        if len(value) > 1 and value[0] != value[-1]:
            yield value[::-1]
    elif isinstance(value, bool):
        yield from (not value, int(value), None, str(value).lower())
    elif isinstance(value, int):
        yield from (value + 1, value - 1, value + 1_000)
    elif isinstance(value, datetime):
        yield from (value.replace(minute=value.minute + 1), value.date())
    elif isinstance(value, date):
        yield from (value.replace(day=value.day + 1), value.replace(year=value.year + 1))
    elif isinstance(value, Fraction):
        yield from (value + 1, value.numerator, str(value), f"q{value}")
    elif isinstance(value, str):
        yield from (value + "x", value + '"', "," + value, value + "]")
    else:
        yield 0


@pytest.mark.parametrize("line", [PLAIN, FULL], ids=["plain", "full"])
def test_each_change_changes_the_bytes(line: LineAssessment) -> None:
    every = [line, *changes(line)]
    assert len(every) > 50
    assert len({encode_answer(one) for one in every}) == len(every)


def test_the_order_of_the_values_means_nothing() -> None:
    reason = FULL.reasons[0]
    turned = Reason(reason.code, dict(reversed(reason.values.items())), reason.article)
    assert encode_answer(FULL._replace(reasons=(turned, *FULL.reasons[1:]))) == encode_answer(FULL)


def test_the_steps_change_no_byte() -> None:
    steps = (Step("share", Fraction(1), Fraction(1, 3)),)
    assert encode_answer(FULL._replace(steps=steps)) == encode_answer(FULL)


def test_the_bytes_of_format_1_are_these_for_good() -> None:
    kept = [encode_answer(PLAIN), encode_answer(FULL), encode_reasons(FULL).encode("utf-8")]
    assert GOLDEN.read_bytes() == b"\n".join(kept) + b"\n"
    assert decode_reasons(GOLDEN.read_text(encoding="utf-8").splitlines()[2]) == FULL.reasons


def test_the_digest_is_of_the_lines_in_order_each_after_its_length() -> None:
    lines = [encode_answer(PLAIN), encode_answer(FULL)]
    whole = b"".join(len(line).to_bytes(8, "big") + line for line in lines)
    assert answer_digest([PLAIN, FULL]) == hashlib.sha256(whole).hexdigest()
    assert len({answer_digest(some) for some in ([], [PLAIN], [FULL], [PLAIN, FULL], [FULL, PLAIN])}) == 5


# ---------------------------------------------------------------- reasons

texts = (
    st.text(max_size=12)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: unicodedata.is_normalized("NFC", "t" + text))
)
instants = st.datetimes().map(lambda at: at.replace(tzinfo=UTC, fold=0))
values = st.one_of(
    st.integers(), st.booleans(), texts, st.dates(), instants, st.fractions(), st.none(),
    st.lists(texts, max_size=3).map(tuple),
)  # fmt: skip
reasons = st.lists(st.builds(Reason, texts, st.dictionaries(texts, values, max_size=4), texts), max_size=3).map(tuple)


@settings(max_examples=200, deadline=None)
@given(reasons)
def test_any_reasons_come_back(found: tuple[Reason, ...]) -> None:
    again = decode_reasons(encode_reasons(PLAIN._replace(reasons=found)))
    assert again == found
    assert _typed(again) == _typed(found)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_changed_character_is_refused_or_is_another_reason(data: st.DataObject) -> None:
    whole = encode_reasons(FULL)
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:place] + data.draw(st.characters()) + whole[place + 1 :]
    try:
        found = decode_reasons(changed)
    except ContentError:
        return
    assert encode_reasons(FULL._replace(reasons=found)) == changed


WRONG = {
    "no list": "{}", "no reasons": "[1]", "another format": '[2,["a"]]', "no code": "[1,[]]", "a number": "[1,[1]]",
    "an empty end": '[1,["a",{}]]', "an empty article": '[1,["a",{"b":1},""]]', "too long": '[1,["a",{"b":1},"c",1]]',
    "a float": '[1,["a",{"b":0.5}]]', "no letter": '[1,["a",{"b":"x"}]]', "an empty text": '[1,["a",{"b":""}]]',
    "a fraction of nothing": '[1,["a",{"b":"q1/0"}]]', "not in lowest terms": '[1,["a",{"b":"q2/4"}]]',
    "a fraction of one number": '[1,["a",{"b":"q2"}]]', "a negative below": '[1,["a",{"b":"q1/-2"}]]',
    "a list of numbers": '[1,["a",{"b":[1]}]]', "an object": '[1,["a",{"b":{}}]]', "a space": '[1, ["a"]]',
    "half a character": '[1,["\ud800"]]', "half a character told": '[1,["\\ud800"]]',
    "an accent apart": '[1,["e\u0300"]]', "a key twice": '[1,["a",{"b":1,"b":1}]]',
    "a day that is none": '[1,["a",{"b":"d2026-02-30"}]]', "very deep": "[" * 10**5,
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
def test_what_is_not_canonical_is_refused(text: str) -> None:
    with pytest.raises(ContentError, match="wanted"):
        decode_reasons(text)


@pytest.mark.parametrize(
    "value",
    [0.5, b"x", ["a"], ("a", 1), "e\u0300", "\ud800", 10**5_000, INSTANT.replace(tzinfo=None)],
    ids=lambda value: type(value).__name__,
)
def test_what_would_not_come_back_is_not_written(value: Any) -> None:
    line = PLAIN._replace(reasons=(Reason("a", {"b": value}),))
    with pytest.raises(ContentError, match="wanted"):
        encode_answer(line)
    with pytest.raises(ContentError, match="wanted"):
        encode_reasons(line)
