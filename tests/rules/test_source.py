"""The tree of a YAML file: texts with their places, and what is refused before anything is read."""

from __future__ import annotations

import pytest

from mutua.rules.reading.problems import sentence
from mutua.rules.reading.source import MAX_BYTES, MAX_DEPTH, Node, read_bytes


def tree(text: str) -> Node:
    node, problems = read_bytes(text.encode(), "a.yaml")
    assert problems == []
    assert node is not None
    return node


def said(raw: bytes) -> list[str]:
    return [sentence(one) for one in read_bytes(raw, "a.yaml")[1]]


@pytest.mark.parametrize("scalar", ["NO", "010", "12:30", "1e3", "null", "~", "true", "2026-01-31", "0x1F", "1_000"])
def test_every_scalar_is_the_text_as_written(scalar: str) -> None:
    value = tree(f"a: {scalar}").get("a")
    assert value is not None
    assert value.value == scalar


def test_places_count_lines_and_columns_from_one_also_after_accents() -> None:
    node = tree("società: {città: Forlì, età: 3}\naltro:\n  - b\n")
    inner = node.get("società")
    assert inner is not None
    age = inner.get("età")
    other = node.get("altro")
    assert age is not None
    assert other is not None
    assert (age.place.line, age.place.column) == (1, 30)
    assert (other.items[0].place.line, other.items[0].place.column) == (3, 5)
    key = inner.key("età")
    assert key is not None
    assert key.place.column == 25


def test_accents_written_in_two_parts_are_the_same_letter() -> None:
    assert tree("a: si\u0300").get("a").text == "sì"  # type: ignore[union-attr]


def test_a_byte_order_mark_is_not_part_of_the_first_key() -> None:
    assert tree("\ufeffa: b").get("a") is not None


@pytest.mark.parametrize(
    ("raw", "place", "words"),
    [
        (b"a: b\na: c", "a.yaml:2:1", "ogni chiave una volta sola"),
        (b"a: &x b", "a.yaml:1:4", "senza ancore"),
        (b"a: *x", "a.yaml:1:4", "senza richiami"),
        (b"a: !!int 3", "a.yaml:1:4", "senza etichette"),
        (b"<<: {a: b}", "a.yaml:1:1", "senza «<<»"),
        (b"a: b\n---\na: c", "a.yaml:2:1", "un solo documento"),
        (b"? [a]\n: b", "a.yaml:1:3", "una parola come chiave"),
        (b"\xff\xfea", "a.yaml:1:1", "UTF-8"),
        (b"a: b\nc: \xe8", "a.yaml:2:1", "UTF-8"),
        (b"a: b\x00", "a.yaml:1:5", "caratteri visibili"),
        ("a: b\u202e".encode(), "a.yaml:1:5", "caratteri visibili"),
        (b"", "a.yaml:1:1", "qualcosa dentro"),
        (b"a: b: c", "a.yaml:1:5", "tra virgolette"),
        (b"a: [b, c\n", "a.yaml:1:4", "parentesi"),
        (b"a: 'b\n", "", "virgolette"),
        (b"\ta: b", "a.yaml:1:1", "tabulazioni"),
        (b"a: " + b"[" * (MAX_DEPTH + 1), f"a.yaml:1:{MAX_DEPTH + 3}", "meno livelli"),
        (b"[" + b"a, " * 50_001 + b"]", "", "50.000"),
        (b"#" * (MAX_BYTES + 1), "a.yaml:1:1", "1024 KiB"),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_in_italian_at_its_place(raw: bytes, place: str, words: str) -> None:
    sentences = said(raw)
    assert len(sentences) == 1
    assert sentences[0].startswith(place)
    assert words in sentences[0]


def test_as_deep_and_as_long_as_allowed_is_read() -> None:
    assert said(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH) == []
    assert said(b"a: b #" + b"x" * (MAX_BYTES - 6)) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: {A: 70,00}", "a.yaml:1:11"),
        ("a: {A: 70,50 euro, B: 2}", "a.yaml:1:11"),
        ("passi: [spesa, al_massimo: 60,00 per seduta]", "a.yaml:1:31"),
    ],
)
def test_a_decimal_comma_inside_braces_is_recognised(text: str, place: str) -> None:
    sentences = said(text.encode())
    assert len(sentences) == 1
    assert sentences[0].startswith(place)
    assert "i decimali si scrivono col punto" in sentences[0]


def test_a_list_of_numbers_is_no_decimal_comma() -> None:
    assert said(b"a: [10,20]") == []
    assert said(b"a: [b: 10, 20]") == []


def test_an_aliased_value_is_reported_once_and_then_read_as_bad() -> None:
    node, problems = read_bytes(b"a: *x\nb: c", "a.yaml")
    assert node is not None
    assert [one.code for one in problems] == ["yaml_alias"]
    value = node.get("a")
    assert value is not None
    assert value.bad


@pytest.mark.parametrize(
    ("written", "char"),
    [
        ('"a\\u202eb"', "U+202E"), ('"a\\u200Bb"', "U+200B"), ('"a\\x07b"', "U+0007"), ('"a\\rb"', "U+000D"),
        ('"a\\_\\u2028b"', "U+2028"), ('"\\uFE0F"', "U+FE0F"), ('"\\u3164"', "U+3164"), ('"\\uE000"', "U+E000"),
        ('"\\U000E0041"', "U+E0041"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["a: {}", "{}: a", "a: [b, {}]"])
def test_a_character_that_nobody_sees_is_refused_also_where_it_is_written_as_an_escape(
    form: str, written: str, char: str
) -> None:
    sentences = said(form.format(written).encode())
    assert len(sentences) == 1
    assert f"trovato «{char}»" in sentences[0]
    assert "caratteri visibili" in sentences[0]


def test_tabs_ends_of_lines_and_accents_written_as_escapes_are_spaces_and_letters() -> None:
    assert tree('a: "b\\tc\\nd\\u00e8\\u0300"').get("a") is not None
