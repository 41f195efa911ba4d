"""Opens a bank's XML with suspicion: no DOCTYPE, no entities, few levels, a known alphabet; then a plain tree.

Elements are told by their local name: the same message comes in the banks' own envelope, in several versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException, DTDForbidden
from defusedxml.ElementTree import DefusedXMLParser

from mutua.bank.reading import Reading
from mutua.domain.italian import FIRST_YEAR, LAST_YEAR

MOST_BYTES = 20 * 1024 * 1024
MOST_LEVELS = 32
MOST_ELEMENTS = 2_000_000
LONGEST_TEXT = 2_000  # signs of one element
_DECLARED = re.compile(rb"""^<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ALPHABETS = ("utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252")
_AMOUNT = re.compile(r"([0-9]{1,13})(?:\.([0-9]{1,5}))?")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9:.]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")


class _TooDeepError(Exception):
    """More levels than any message has."""


class _TooManyError(Exception):
    """More elements than any message has."""


class _Builder(TreeBuilder):
    """Makes the tree while it counts levels and elements."""

    def __init__(self) -> None:
        super().__init__()
        self._level = self._count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._level += 1
        self._count += 1
        if self._level > MOST_LEVELS:
            raise _TooDeepError
        if self._count > MOST_ELEMENTS:
            raise _TooManyError
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._level -= 1
        return super().end(tag)


def open_xml(raw: bytes, reading: Reading) -> Element | None:
    """The root of some bytes; None where they are no XML that is let in, and the reading says why."""
    if len(raw) > MOST_BYTES:
        reading.refuse("bank_file_too_big", values={"most": str(MOST_BYTES // 1024 // 1024)})
        return None
    if not raw.strip():
        reading.refuse("bank_file_empty")
        return None
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw[:200]:
        reading.refuse("bank_xml_utf16")
        return None
    declared = _DECLARED.match(raw.lstrip(b"\xef\xbb\xbf \r\n\t"))
    if declared and declared[1].decode("ascii").lower() not in _ALPHABETS:
        reading.refuse("bank_xml_alphabet", found=declared[1].decode("ascii"))
        return None
    return _parsed(raw.lstrip(b" \r\n\t"), reading)


def _parsed(raw: bytes, reading: Reading) -> Element | None:
    parser = DefusedXMLParser(target=_Builder(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(raw)
        root: Element = parser.close()
    except DTDForbidden:
        reading.refuse("bank_xml_doctype")
    except DefusedXmlException:
        reading.refuse("bank_xml_entities")
    except _TooDeepError:
        reading.refuse("bank_xml_deep", values={"most": str(MOST_LEVELS)})
    except _TooManyError:
        reading.refuse("bank_xml_long", values={"most": f"{MOST_ELEMENTS:,}".replace(",", ".")})
    except (ParseError, ValueError) as fault:  # ValueError: an alphabet whose bytes do not fit
        row = fault.position[0] if isinstance(fault, ParseError) else 0
        reading.refuse("bank_xml_broken", row=row)
    else:
        return root
    return None


# ---------------------------------------------------------------- looking into the tree


def local_name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def namespace(element: Element) -> str:
    return element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""


def children(element: Element | None, name: str) -> list[Element]:
    """The children with a local name; none of nothing."""
    return [] if element is None else [one for one in element if local_name(one) == name]


def child(element: Element | None, *names: str) -> Element | None:
    """The first child by that name, of the first child by the name before, and so on."""
    for name in names:
        found = children(element, name)
        element = found[0] if found else None
    return element


def below(element: Element, name: str) -> Iterator[Element]:
    """Every element with a local name, at whatever level."""
    return (one for one in element.iter() if local_name(one) == name)


def text_of(element: Element | None, *names: str) -> str:
    """The text of a child, blanks as one and controls taken away; "" where there is none."""
    found = child(element, *names) if names else element
    if found is None or found.text is None:
        return ""
    return " ".join(found.text.split())[:LONGEST_TEXT]


def cents_of(text: str) -> int | None:
    """Cents of `1234.5`; None where it is no amount or has parts of a cent."""
    match = _AMOUNT.fullmatch(text)
    if not match:
        return None
    decimals = (match[2] or "").rstrip("0")
    return None if len(decimals) > 2 else int(match[1]) * 100 + int(decimals.ljust(2, "0") or "0")


def day_of(text: str) -> date | None:
    """The day of `2026-01-31` or `2026-01-31T10:00:00+01:00`, as the bank writes it; None where it is none."""
    match = _DAY.fullmatch(text)
    if not match:
        return None
    try:
        found = date.fromisoformat(match[1])
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
