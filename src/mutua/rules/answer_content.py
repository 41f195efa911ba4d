"""An answer as bytes to be compared and digested, and its reasons as a text to be kept and told again.

The bytes of a line are canonical JSON (`content`), one list whose places are those of `LineAssessment`, without the
steps, after the format's number:

    [1, line_id, benefit, outcome, version, asked, computed, granted, suspended, deferrals, quantity_asked,
     quantity_granted, payable_if_complete, quantity_if_complete, reasons, missing, movements, ceilings, article]

Each deferral, movement, ceiling and missing thing is the list of its values. The steps are left out: they are told
again from plan, request and evidence, and an answer is the same with them and without.

A reason is `[code, {values}, article]`, empty places at the end left out. Among the values a number is a number, yes
and no are true and false, nothing is null, a tuple of texts is a list of them; a text is `"t…"`, a day
`"d2026-03-01"`, an instant `"i…"` in UTC, an exact fraction `"q1/3"` in lowest terms, `"q2/1"` where it is whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from mutua.domain.decisions import LineAssessment, Movement, Outcome, Reason, ReasonValue
from mutua.rules.content import (
    ContentError,
    bare_day,
    expect_day,
    expect_integer,
    expect_list,
    expect_map,
    expect_text,
    fraction_of,
    in_order,
    instant_of,
    number,
    quoted,
    read,
    sealed,
    tagged_day,
    tagged_instant,
)

FORMAT = 1
_LENGTH_BYTES = 8


def encode_answer(line: LineAssessment) -> bytes:
    """The canonical bytes of all that a line was answered, but its steps: different answers, different bytes.

    Refuses with `ContentError` texts that are not NFC and values that are no `ReasonValue`.
    """
    (
        line_id, benefit, outcome, version, asked, computed, granted, suspended, deferrals, quantity_asked,
        quantity_granted, payable, quantity_if_complete, reasons, missing, movements, ceilings, _, article,
    ) = line  # fmt: skip
    drawn = ",".join([_movement(one) for one in movements]) if movements else ""
    found = ",".join(
        [
            f"[{quoted(pot)},{quoted(holder)},{bare_day(period)},{size},{used},{reserved},{taken},{own}]"
            for pot, holder, period, size, used, reserved, taken, own in ceilings
        ]
    )
    later = ",".join([f"[{bare_day(period)},{cents}]" for period, cents in deferrals]) if deferrals else ""
    why = ",".join([_reason(one) for one in reasons]) if reasons else ""
    wanted = ",".join([f"[{quoted(kind)},{quoted(name)}]" for kind, name in missing]) if missing else ""
    return sealed(
        f"[{FORMAT},{quoted(line_id)},{quoted(benefit)},{quoted(outcome)},{quoted(version)},{asked},{computed},{granted},"
        f"{suspended},[{later}],{quantity_asked},{quantity_granted},{'null' if payable is None else payable},"
        f"{'null' if quantity_if_complete is None else quantity_if_complete},[{why}],[{wanted}],[{drawn}],[{found}],"
        f"{quoted(article)}]"
    )


def answer_digest(lines: Iterable[LineAssessment]) -> str:
    """SHA-256, in hexadecimal, of the bytes of the lines in order, each after its length in eight bytes."""
    found = hashlib.sha256()
    for line in lines:
        data = encode_answer(line)
        found.update(len(data).to_bytes(_LENGTH_BYTES, "big") + data)
    return found.hexdigest()


def encode_reasons(line: LineAssessment) -> str:
    """The reasons of the line as a text to be kept, "" where it has none. Refuses what `encode_answer` refuses."""
    if not line.reasons:
        return ""
    return sealed(f"[{FORMAT},{','.join([_reason(one) for one in line.reasons])}]").decode("utf-8")


def decode_reasons(text: str) -> tuple[Reason, ...]:
    """The reasons of a kept text, equal to those it was written of. Any other text is refused with `ContentError`."""
    if not text:
        return ()
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise ContentError("characters that exist", fault.object[fault.start : fault.end]) from None
    parts = expect_list(read(data), least=2)
    if expect_integer(parts[0]) != FORMAT:
        raise ContentError(f"reasons of format {FORMAT}", parts[0])
    reasons = tuple([_read_reason(one) for one in parts[1:]])
    if encode_reasons(LineAssessment("", "", Outcome.PAID, reasons=reasons)) != text:
        raise ContentError("the canonical text of reasons", text)
    return reasons


# ---------------------------------------------------------------- writing


def _movement(movement: Movement) -> str:
    pot, holder, period, kind, amount, token = movement
    return f"[{quoted(pot)},{quoted(holder)},{bare_day(period)},{quoted(kind)},{amount},{quoted(token)}]"


def _reason(reason: Reason) -> str:
    code, values, article = quoted(reason.code), reason.values, reason.article
    if not values:
        return f"[{code},{{}},{quoted(article)}]" if article else f"[{code}]"
    told = ",".join([key + _value(values[name]) for name, key in in_order(tuple(values))])
    return f"[{code},{{{told}}},{quoted(article)}]" if article else f"[{code},{{{told}}}]"


def _value(value: Any) -> str:
    kind = type(value)
    if kind is int:
        return number(value)
    if kind is str:
        return quoted("t" + value)
    if kind is date:
        return tagged_day(value)
    if kind is Fraction:
        return f'"q{value.numerator}/{value.denominator}"'
    if value is None:
        return "null"
    if kind is bool:
        return "true" if value else "false"
    if kind is tuple:
        return f"[{','.join([quoted(expect_text(one)) for one in value])}]"
    if kind is datetime:
        return tagged_instant(value)
    raise ContentError("a number, yes or no, a text, a day, an instant, a fraction, texts or nothing", value)


# ---------------------------------------------------------------- reading


def _read_reason(value: Any) -> Reason:
    code, *rest = expect_list(value, least=1, most=3)
    values = {name: _read_value(one) for name, one in expect_map(rest[0]).items()} if rest else {}
    return Reason(expect_text(code), values, expect_text(rest[1]) if len(rest) > 1 else "")


def _read_value(value: Any) -> ReasonValue:
    if value is None or type(value) is bool or type(value) is int:
        return value
    if type(value) is list:
        return tuple([expect_text(one) for one in value])
    text = expect_text(value)
    tag, rest = text[:1], text[1:]
    if tag == "t":
        return rest
    if tag == "d":
        return expect_day(rest)
    if tag == "q":
        return fraction_of(rest)
    if tag == "i":
        return instant_of(rest)
    raise ContentError("a text that begins with t, d, q or i", text)
