"""What a sheet says without its cells: colours, rows struck through, comments. They are told, never understood."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import unescape
from typing import NamedTuple

_BLOCK = {name: re.compile(rb"<(?:\w+:)?%s\b[^>]*>(.*?)</(?:\w+:)?%s>" % (name, name), re.DOTALL)
          for name in (b"fills", b"fonts", b"cellXfs")}  # fmt: skip
_FILL = re.compile(rb"<(?:\w+:)?fill\b[^>]*>(.*?)</(?:\w+:)?fill>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font\b(?:[^>]*/>|[^>]*>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_STYLED = re.compile(rb"<(?:\w+:)?c r=\"[A-Z]{1,3}(\d{1,7})\" s=\"(\d+)\"")
_STRUCK = re.compile(rb"<(?:\w+:)?strike\b(?![^>]*val=\"(?:0|false)\")")
_NUMBER = {name: re.compile(rb"\b%s=\"(\d+)\"" % name) for name in (b"fillId", b"fontId")}
_COMMENT = re.compile(
    rb"<(?:\w+:)?comment\b[^>]*\bref=\"[A-Z]{1,3}(\d{1,7})\"[^>]*>(.*?)</(?:\w+:)?comment>", re.DOTALL
)
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*>(.*?)</(?:\w+:)?t>", re.DOTALL)
_COMMENTS_OF = re.compile(rb"Target=\"([^\"]*comments[^\"]*\.xml)\"")
# Where more of the rows are coloured than this, the colour is how the sheet looks, not what it says.
MOST_COLOURED = 0.4
LONGEST_COMMENT = 200


class Marked(NamedTuple):
    """A row that bears a mark: which (`row_coloured`, `row_struck`, `row_commented`), and the comment."""

    row: int
    code: str
    found: str = ""


def marks_of(parts: Mapping[str, bytes], file: str, row_count: int) -> list[Marked]:
    """The marked rows of a sheet, by the part of the package that holds it."""
    sheet = parts.get(file, b"")
    coloured, struck = _styles(parts.get("xl/styles.xml", b""))
    found: list[Marked] = []
    if coloured or struck:
        rows: dict[str, set[int]] = {"row_coloured": set(), "row_struck": set()}
        for row, style in _STYLED.findall(sheet):
            if int(style) in struck:
                rows["row_struck"].add(int(row))
            elif int(style) in coloured:
                rows["row_coloured"].add(int(row))
        for code, some in rows.items():
            if len(some) <= MOST_COLOURED * row_count or code == "row_struck":
                found += [Marked(row, code) for row in sorted(some)]
    return found + _comments(parts, file)


def _styles(styles: bytes) -> tuple[set[int], set[int]]:
    """The numbers of the formats that colour a cell, and of those that strike it through."""
    blocks = {name: match[1] if (match := pattern.search(styles)) else b"" for name, pattern in _BLOCK.items()}
    solid = {at for at, fill in enumerate(_FILL.findall(blocks[b"fills"])) if b'patternType="solid"' in fill}
    lined = {at for at, match in enumerate(_FONT.finditer(blocks[b"fonts"])) if _STRUCK.search(match[1] or b"")}
    coloured, struck = set(), set()
    for at, signs in enumerate(_FORMAT.findall(blocks[b"cellXfs"])):
        if _of(b"fillId", signs) in solid:
            coloured.add(at)
        if _of(b"fontId", signs) in lined:
            struck.add(at)
    return coloured, struck


def _of(name: bytes, signs: bytes) -> int:
    match = _NUMBER[name].search(signs)
    return int(match[1]) if match else -1


def _comments(parts: Mapping[str, bytes], file: str) -> list[Marked]:
    folder, name = posixpath.split(file)
    ties = parts.get(f"{folder}/_rels/{name}.rels", b"")
    found = []
    for target in _COMMENTS_OF.findall(ties):
        path = target.decode("utf-8", "replace")
        place = path.lstrip("/") if path.startswith("/") else posixpath.normpath(f"{folder}/{path}")
        for row, content in _COMMENT.findall(parts.get(place, b"")):
            text = unescape(b"".join(_TEXT.findall(content)).decode("utf-8", "replace"))
            found.append(Marked(int(row), "row_commented", " ".join(text.split())[:LONGEST_COMMENT]))
    return found
