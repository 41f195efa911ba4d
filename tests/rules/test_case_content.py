"""A request kept as bytes comes back as it was, and nothing else passes for one."""

from __future__ import annotations

import json
import pickle
import unicodedata
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutua.domain.case import Arrears, Balance, Case, Cover, Dated, DecidedLine, Line, Series
from mutua.rules.case_content import decode_case, encode_case
from mutua.rules.content import ContentError
from oracle.generator import cases
from rules.shipped_requests import shipped_requests

GOLDEN = Path(__file__).parent / "golden" / "case_1.json"
SEEDS = 240
DAY = date(2026, 3, 1)
INSTANT = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
PLAIN = Case(
    lines=(Line("1", "VISITA", {"servizio": DAY, "spesa": 8_000, "rete": True}),),
    facts={"causa": "malattia", "componenti": 2, "fattura": DAY, "nascita": date(1960, 2, 3), "richiesta": DAY},
    covers=(Cover("", date(2022, 8, 1)),),
    holders={"person": "12-0"},
)  # fmt: skip
FULL = Case(
    lines=(
        Line("1", "VISITA", {"servizio": DAY, "ora": INSTANT}, {"ricetta": DAY}),
        Line("2", "DENTI", papers={"preventivo": None}),
        Line("3", "LENTI"),
    ),
    facts={
        "perché": "così «è» 😀\n\"\\", "vuoto": "", "grande": 10**40, "meno": -1, "no": False,
        "reddito": Dated(((date(2025, 1, 1), 1_000), (date(2026, 1, 1), "di più"), (DAY, True), (date.max, DAY))),
        "ore": Series(((DAY, 60), (date(2026, 3, 2), -30))), "mai": Dated(()), "niente": Series(()),
    },
    papers={"fattura": DAY, "scontrino": None},
    holders={"person": "anna", "household": "", "member": "bruno"},
    covers=(Cover("base", DAY, date(2026, 12, 31)), Cover("denti", DAY, None, date.min), Cover("", DAY)),
    arrears=(Arrears(DAY, date(2026, 4, 1)), Arrears(DAY)),
    decided=(DecidedLine(Line("0", "VISITA", {"gruppo": "a"}), 5_000), DecidedLine(Line("00", "LENTI"), 0)),
    history={"ultima_volta": DAY, "quante": 3},
    reserved={("visite", "anna", DAY): 100, ("area", "anna", date.min): 0},
    authorisation=True,
)  # fmt: skip


def assert_comes_back(case: Case) -> None:
    data = encode_case(case)
    again = decode_case(data)
    assert again == replace(case, pots={})
    assert _typed(again) == _typed(replace(case, pots={}))
    assert encode_case(again) == data


def _typed(value: Any) -> Any:
    """The value with the class of everything in it: True is not 1, a list no tuple."""
    if isinstance(value, (Case, Line, Cover, Arrears, DecidedLine, Dated, Series)):
        return type(value), [(one.name, _typed(getattr(value, one.name))) for one in fields(value)]
    if isinstance(value, tuple):
        return tuple(_typed(one) for one in value)
    if hasattr(value, "items"):
        return sorted((repr(name), _typed(one)) for name, one in value.items())
    return type(value), value


def test_every_shipped_request_comes_back() -> None:
    assert len(shipped_requests()) > 100
    for case, _ in shipped_requests():
        assert_comes_back(case)


def test_every_generated_request_comes_back() -> None:
    for case, _, _ in cases(range(SEEDS)):
        in_utc = replace(case, facts=_in_utc(case.facts), lines=tuple(map(_line_in_utc, case.lines)))
        decided = tuple(replace(one, line=_line_in_utc(one.line)) for one in case.decided)
        assert_comes_back(replace(in_utc, decided=decided))
        assert encode_case(replace(in_utc, decided=decided)) == encode_case(case)


def _line_in_utc(line: Line) -> Line:
    return replace(line, facts=_in_utc(line.facts))


def _in_utc(facts: Any) -> Any:
    return {name: one.astimezone(UTC) if isinstance(one, datetime) else one for name, one in facts.items()}


@pytest.mark.parametrize("case", [PLAIN, FULL, Case(()), Case((Line("", ""),))], ids=["plain", "full", "none", "empty"])
def test_a_request_comes_back(case: Case) -> None:
    assert_comes_back(case)


def test_a_plain_request_is_short() -> None:
    assert len(PLAIN.facts) + len(PLAIN.lines[0].facts) == 8
    assert len(encode_case(PLAIN)) <= 250


def test_the_bytes_of_format_1_are_these_for_good() -> None:
    written = encode_case(PLAIN) + b"\n" + encode_case(FULL) + b"\n"
    assert written == GOLDEN.read_bytes()
    assert [decode_case(line) for line in written.splitlines()] == [PLAIN, FULL]


def test_the_pots_are_not_kept() -> None:
    assert encode_case(replace(PLAIN, pots={("visite", "12-0"): {DAY: Balance(1)}})) == encode_case(PLAIN)


def test_equal_requests_give_equal_bytes_whatever_the_order() -> None:
    random = Random(1)

    def shuffled(values: Any) -> Any:
        pairs = list(values.items())
        random.shuffle(pairs)
        return dict(pairs)

    for _ in range(20):
        lines = tuple(replace(one, facts=shuffled(one.facts), papers=shuffled(one.papers)) for one in FULL.lines)
        maps = {name: shuffled(getattr(FULL, name)) for name in ("facts", "papers", "holders", "history", "reserved")}
        assert encode_case(replace(FULL, lines=lines, **maps)) == encode_case(FULL)


def test_an_instant_of_another_zone_is_the_same_instant() -> None:
    from mutua.rules.engine.calendar import ROME

    rome = replace(PLAIN, facts={"ora": datetime(2026, 3, 1, 9, tzinfo=ROME)})
    utc = replace(PLAIN, facts={"ora": datetime(2026, 3, 1, 8, tzinfo=UTC)})
    assert encode_case(rome) == encode_case(utc)


# ---------------------------------------------------------------- generated values

texts = (
    st.text(max_size=12)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: unicodedata.is_normalized("NFC", "t" + text))
)
instants = st.datetimes(timezones=st.just(UTC))
scalars = st.one_of(st.integers(), st.booleans(), texts, st.dates(), instants)
dated = st.lists(st.tuples(st.dates(), scalars), max_size=3).map(lambda entries: Dated(tuple(entries)))
series = st.lists(st.tuples(st.dates(), st.integers()), max_size=3).map(lambda entries: Series(tuple(entries)))
facts = st.dictionaries(texts, st.one_of(scalars, dated, series), max_size=4)
papers = st.dictionaries(texts, st.none() | st.dates(), max_size=2)
lines = st.builds(Line, texts, texts, facts, papers)
generated = st.builds(
    Case,
    lines=st.lists(lines, max_size=2).map(tuple),
    facts=facts,
    papers=papers,
    holders=st.dictionaries(texts, texts, max_size=2),
    covers=st.lists(st.builds(Cover, texts, st.dates(), st.none() | st.dates(), st.none() | st.dates())).map(tuple),
    arrears=st.lists(st.builds(Arrears, st.dates(), st.none() | st.dates()), max_size=2).map(tuple),
    decided=st.lists(st.builds(DecidedLine, lines, st.integers()), max_size=2).map(tuple),
    history=facts,
    reserved=st.dictionaries(st.tuples(texts, texts, st.dates()), st.integers(), max_size=2),
    authorisation=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(generated)
def test_any_request_comes_back(case: Case) -> None:
    assert_comes_back(case)


@settings(max_examples=150, deadline=None)
@given(facts)
def test_the_bytes_are_what_json_writes_with_sorted_keys(found: Any) -> None:
    data = encode_case(Case((), found))
    plain = json.dumps(json.loads(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert data == plain.encode("utf-8")


# ---------------------------------------------------------------- what is refused


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_changed_byte_is_refused_or_is_another_request(data: st.DataObject) -> None:
    whole = encode_case(data.draw(st.sampled_from([PLAIN, FULL])))
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:place] + bytes([data.draw(st.integers(0, 255))]) + whole[place + 1 :]
    try:
        found = decode_case(changed)
    except ContentError:
        return
    assert encode_case(found) == changed


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=40) | texts.map(lambda text: text.encode("utf-8")))
def test_any_other_bytes_are_refused(data: bytes) -> None:
    try:
        found = decode_case(data)
    except ContentError:
        return
    assert encode_case(found) == data


WRONG = {
    "nothing": "",
    "no list": "{}",
    "no format": "[]",
    "an empty end": "[1,[]]",
    "another format": "[2,[]]",
    "true as format": "[true,[]]",
    "a space": '[1, [["1","A"]]]',
    "something after": "[1]\n",
    "an empty place": "[1,[],{}]",
    "too many places": "[1,[],{},{},{},[],[],[],{},[],true,true]",
    "not authorised": "[1,[],{},{},{},[],[],[],{},[],false]",
    "a float": '[1,[],{"a":1.5}]',
    "a constant": '[1,[],{"a":NaN}]',
    "an exponent": '[1,[],{"a":1e3}]',
    "a text without letter": '[1,[],{"a":"malattia"}]',
    "an empty text": '[1,[],{"a":""}]',
    "null": '[1,[],{"a":null}]',
    "a day that is none": '[1,[],{"a":"d2026-02-30"}]',
    "a day of a week": '[1,[],{"a":"d2026-W01-1"}]',
    "a day without lines": '[1,[],{"a":"d20260301"}]',
    "an instant of no zone": '[1,[],{"a":"i2026-03-01T08:00:00"}]',
    "an instant of a zone": '[1,[],{"a":"i2026-03-01T08:00:00+01:00"}]',
    "a list": '[1,[],{"a":[]}]',
    "an empty object": '[1,[],{"a":{}}]',
    "another object": '[1,[],{"a":{"weekly":[]}}]',
    "two objects": '[1,[],{"a":{"dated":[],"series":[]}}]',
    "dated in dated": '[1,[],{"a":{"dated":[["2026-01-01",{"dated":[]}]]}}]',
    "a series of texts": '[1,[],{"a":{"series":[["2026-01-01","t"]]}}]',
    "a key twice": '[1,[],{"a":1,"a":1}]',
    "keys not sorted": '[1,[],{"b":1,"a":1}]',
    "an escape too many": '[1,[],{"a":"t\\u0041"}]',
    "half a character": '[1,[],{"a":"t\\ud800"}]',
    "an accent apart": '[1,[],{"a":"te\u0300"}]',
    "a line without benefit": '[1,[["1"]]]',
    "a line of a number": '[1,[[1,"VISITA"]]]',
    "a line too long": '[1,[["1","A",{"a":1},{"b":null},{}]]]',
    "a holder of none": '[1,[],{},{},{"person":null}]',
    "a cover of no day": '[1,[],{},{},{},[[""]]]',
    "a paper of text": '[1,[],{},{"a":"t"}]',
    "cents in words": '[1,[],{},{},{},[],[],[["1","1","A"]]]',
    "reserved twice": '[1,[],{},{},{},[],[],[],{},[["a","b","2026-01-01",1],["a","b","2026-01-01",1]]]',
    "very deep": "[" * 100_000,
    "a number very long": f'[1,[],{{"a":{"9" * 5_000}}}]',
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
def test_what_is_not_canonical_is_refused(text: str) -> None:
    with pytest.raises(ContentError, match="wanted"):
        decode_case(text.encode("utf-8"))


@pytest.mark.parametrize(
    "value",
    [1.5, None, b"x", [1], "e\u0300", "\ud800", 10**5_000, Series(((DAY, True),)), Dated(((INSTANT, 1),)),
     INSTANT.replace(tzinfo=None), datetime.min.replace(tzinfo=timezone(timedelta(hours=2)))],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_would_not_come_back_is_not_written(value: Any) -> None:
    with pytest.raises(ContentError, match="wanted"):
        encode_case(replace(PLAIN, facts={"a": value}))


def test_a_text_that_begins_with_an_accent_is_not_written_where_its_letter_would_take_it() -> None:
    with pytest.raises(ContentError, match="NFC"):
        encode_case(replace(PLAIN, facts={"a": "\u0323"}))
    assert_comes_back(replace(PLAIN, facts={"a": "x\u0323\u035a"}))


def test_says_what_was_found() -> None:
    with pytest.raises(ContentError, match=r"wanted a case of format 1, found int 2"):
        decode_case(b"[2,[]]")


def test_says_it_out_of_another_process_too() -> None:
    refusal = ContentError("a day", 2)
    again = pickle.loads(pickle.dumps(refusal))
    assert (type(again), str(again)) == (ContentError, "wanted a day, found int 2")
