"""Files made to harm whoever opens them, by the number of the bad input: for evidence, for tables, for statements."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from intake.files import xlsx

PDF, JPEG, PNG = b"%PDF-1.7\n", b"\xff\xd8\xff\xe0\0\x10JFIF\0", b"\x89PNG\r\n\x1a\n"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<script>alert(1)</script>"


class Hostile(NamedTuple):
    """Its number, what it is, how it is made; as evidence it is `taken` (and never opened) or not.

    `quick`: one of those of an ordinary run, where files are read.
    """

    number: int
    name: str
    make: Callable[[], bytes]
    taken: bool = False
    quick: bool = False


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(*chunks: bytes, width: int = 1, height: int = 1) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return PNG + head + b"".join(chunks) + chunk(b"IEND", b"")


def jpeg(width: int, height: int, more: bytes = b"") -> bytes:
    size = struct.pack(">HH", height, width)
    return JPEG + more + b"\xff\xc0\0\x11\x08" + size + b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"


def heic(*boxes: bytes, brand: bytes = b"heic") -> bytes:
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1heic" + b"".join(boxes)


def box(kind: bytes, content: bytes, size: int | None = None) -> bytes:
    return struct.pack(">I", len(content) + 8 if size is None else size) + kind + content


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, one) for at, one in enumerate(objects, 1))
    return PDF + body + b"trailer\n<<" + trailer + b">>\nstartxref\n9\n%%EOF"


def stream(content: bytes, told: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (told, len(content), content)


def of_zeros(size: int) -> bytes:
    """So many zeros packed, by pieces."""
    packer, piece = zlib.compressobj(9), b"\0" * 1_000_000
    return b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()


@cache
def bomb() -> bytes:
    return of_zeros(200_000_000)


CATALOG = b"<</Type/Catalog/OpenAction 2 0 R>>"
EVIDENCE: tuple[Hostile, ...] = (
    Hostile(68, "svg called png", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    Hostile(68, "html called pdf", lambda: b"<!doctype html>" + SCRIPT),
    Hostile(68, "a program", lambda: b"MZ\x90\0" + b"\0" * 60), Hostile(68, "an elf", lambda: b"\x7fELF\x02\x01\x01"),
    Hostile(68, "a shell script", lambda: b"#!/bin/sh\nrm -rf ~\n"),
    Hostile(68, "a page in a mail", lambda: b"MIME-Version: 1.0\r\n"),
    Hostile(68, "a blank before", lambda: b"\n" + PDF), Hostile(68, "webp", lambda: b"RIFF\x24\0\0\0WEBPVP8L"),
    Hostile(68, "avif", lambda: heic(brand=b"avif")), Hostile(68, "tiff", lambda: b"II*\0\x08\0\0\0"),
    Hostile(69, "pdf, zip and html", lambda: PDF + SCRIPT + zipped({"a.html": SCRIPT}), True),
    Hostile(69, "gifar", lambda: b"GIF89a" + zipped({"A.class": b"\xca\xfe\xba\xbe"})),
    Hostile(69, "jpeg with a script", lambda: JPEG + b"\xff\xfe\0\x1f*/=1;" + SCRIPT, True),
    Hostile(69, "png with php", lambda: png(chunk(b"tEXt", b"Comment\0<?php system($_GET[0]); ?>")), True),
    Hostile(70, "jpeg 60,000 wide", lambda: jpeg(60_000, 60_000), True),
    Hostile(70, "jpeg without height", lambda: jpeg(65_535, 0), True),
    Hostile(70, "png 2**31 wide", lambda: png(width=2**31 - 1, height=2**31 - 1), True),
    Hostile(70, "png with a bomb", lambda: png(chunk(b"IDAT", bomb())), True),
    Hostile(70, "png with a bomb of text", lambda: png(chunk(b"zTXt", b"a\0\0" + bomb())), True),
    Hostile(70, "png with a bomb of a profile", lambda: png(chunk(b"iCCP", b"a\0\0" + bomb())), True),
    Hostile(70, "apng of 100,000 frames", lambda: png(chunk(b"acTL", struct.pack(">II", 100_000, 0)),
            *[chunk(b"fcTL", struct.pack(">IIIIIHHBB", at, 1, 1, 0, 0, 0, 1, 0, 0)) for at in range(10_000)]), True),
    Hostile(70, "gif of 100,000 frames", lambda: b"GIF89a\1\0\1\0\0\0\0" + b"!\xf9\4\0\0\0\0\0" * 100_000),
    Hostile(71, "pdf cut", lambda: pdf(CATALOG)[:20], True), Hostile(71, "jpeg cut", lambda: b"\xff\xd8\xff", True),
    Hostile(71, "jpeg cut before", lambda: b"\xff\xd8"), Hostile(71, "png cut", lambda: PNG, True),
    Hostile(71, "png cut before", lambda: PNG[:7]), Hostile(71, "heic cut", lambda: heic()[:12], True),
    Hostile(71, "heic with a grid", lambda: heic(box(b"grid", b"\0\0\xff\xff" + b"\xff" * 8)), True),
    Hostile(71, "heic with an overlay", lambda: heic(box(b"iovl", b"\0\1" + b"\xff" * 24)), True),
    Hostile(71, "heic with a box of no end", lambda: heic(box(b"meta", b"", 2**32 - 1)), True),
    Hostile(71, "heic with boxes in boxes", lambda: heic(box(b"meta", box(b"iprp", box(b"ipco", b"0"))) * 999), True),
    Hostile(71, "heic of many items", lambda: heic(box(b"iloc", b"\0\0\0\0\x44\0\xff\xff" + b"\xff" * 4000)), True),
    Hostile(71, "a series of pictures", lambda: heic(brand=b"msf1")),
    Hostile(71, "a film", lambda: heic(brand=b"hevc")),
    Hostile(71, "another film", lambda: heic(brand=b"isom")),
    Hostile(72, "pdf with javascript", lambda: pdf(CATALOG, b"<</S/JavaScript/JS(app.alert(1))>>"), True),
    Hostile(72, "pdf that starts a program", lambda: pdf(CATALOG, b"<</S/Launch/Win<</F(cmd.exe)>>>>"), True),
    Hostile(72, "pdf that opens an address", lambda: pdf(CATALOG, b"<</S/URI/URI(http://evil.test/)>>"), True),
    Hostile(72, "pdf with a file in it", lambda: pdf(CATALOG, stream(b"MZ", b"/Type/EmbeddedFile")), True),
    Hostile(72, "pdf with xfa", lambda: pdf(b"<</AcroForm<</XFA 2 0 R>>>>", stream(SCRIPT, b"")), True),
    Hostile(72, "encrypted pdf", lambda: pdf(CATALOG, trailer=b"/Encrypt<</V 5/R 6/P -1/Filter/Standard>>"), True),
    Hostile(72, "pdf with an outline in a ring", lambda: pdf(b"<</Outlines 2 0 R>>", b"<</First 3 0 R>>",
            b"<</Next 3 0 R/Prev 3 0 R/Parent 3 0 R/First 2 0 R>>"), True),
    Hostile(72, "pdf whose tables are in a ring", lambda: pdf(CATALOG, trailer=b"/Prev 9/XRefStm 9/Size 1"), True),
    Hostile(72, "pdf whose pages are in a ring", lambda: pdf(b"<</Pages 2 0 R>>", b"<</Kids[2 0 R]/Count 2>>"), True),
    Hostile(72, "pdf with a flate bomb", lambda: pdf(stream(bomb(), b"/Filter/FlateDecode")), True),
    Hostile(72, "pdf with a bomb in a bomb", lambda: pdf(stream(zlib.compress(bomb()),
            b"/Filter[/FlateDecode/FlateDecode]")), True),
    Hostile(72, "pdf with a run-length bomb", lambda: pdf(stream(b"\x81\0" * 500_000, b"/Filter/RunLengthDecode")),
            True),
    Hostile(72, "pdf with laughing metadata", lambda: pdf(stream(laughs(), b"/Type/Metadata/Subtype/XML")), True),
    Hostile(72, "pdf nested deep", lambda: pdf(b"[" * 200_000), True),
    Hostile(73, "eicar", lambda: EICAR), Hostile(73, "eicar in a pdf", lambda: PDF + EICAR, True),
    Hostile(75, "a place in exif", lambda: jpeg(1, 1, b"\xff\xe1\0\x20Exif\0\0MM\0*\0\0\0\x08\0\1\x88\x25"), True),
)  # fmt: skip


def zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def packed(name: str, size: int, fill: bytes = b"\0") -> bytes:
    """A package of one part that is so big, made piece by piece."""
    made, piece = io.BytesIO(), fill * 1_000_000
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package, package.open(name, "w") as part:
        for _ in range(size // len(piece)):
            part.write(piece)
    return made.getvalue()


def laughs(levels: int = 9) -> bytes:
    told = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, levels + 1))
    return f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha">{told}]><l>&l{levels};</l>'.encode()


def quadratic() -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "' + b"a" * 50_000 + b'">]><l>' + b"&a;" * 50_000 + b"</l>"


EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'


def book(parts: dict[str, bytes]) -> bytes:
    """A workbook with these parts instead of its own, or besides."""
    plain = xlsx(["cognome", "nome", "codice fiscale"], ["Rossi", "Anna", "RSSNNA80E57L219Q"])
    with zipfile.ZipFile(io.BytesIO(plain)) as package:
        own = {one: package.read(one) for one in package.namelist()}
    return zipped({**own, **parts})


def false_size() -> bytes:
    """Its one part says that it is small, and is not."""
    made = bytearray(packed("xl/workbook.xml", 100_000_000))
    at = made.index(b"PK\x01\x02")
    made[at + 24 : at + 28] = struct.pack("<I", 10)
    made[22:26] = struct.pack("<I", 10)
    return bytes(made)


def overlapping() -> bytes:
    """Thousands of names for one packed piece (as the better zip bomb has)."""
    made = zipped({"xl/workbook.xml": b"\0" * 10_000_000})
    at, end = made.index(b"PK\x01\x02"), made.index(b"PK\x05\x06")
    entry, count = made[at:end], 900
    entries = b"".join(entry.replace(b"xl/workbook.xml", b"xl/workboo%05d" % one)[: len(entry)] for one in range(count))
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(entries), at, 0)
    return made[:at] + entries + tail


def many_entries(count: int = 100_000) -> bytes:
    """Empty parts called 00000 and so on, listed; none of them is there."""
    one = zipped({"00000": b""})
    at, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    start, rest = one[at:end].split(b"00000")
    entries = b"".join(start + b"%05d" % number + rest for number in range(count))
    told = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entries), at, 0)
    return one[:at] + entries + told


def nested_zip(levels: int = 6) -> bytes:
    """Packages in packages, as 42.zip."""
    made = zipped({"0": b"\0" * 10_000_000})
    for _ in range(levels):
        made = zipped({f"{one}.zip": made for one in range(16)})
    return made


def symlink() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        link = zipfile.ZipInfo("xl/workbook.xml")
        link.external_attr = 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    return made.getvalue()


def wide_sheet() -> bytes:
    cells = b"".join(b'<c r="A%d"><v>1</v></c>' % at for at in range(1, 200_000))
    return b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>' + cells


TABLES: tuple[Hostile, ...] = (
    Hostile(78, "packages in packages", nested_zip), Hostile(78, "overlapping entries", overlapping, quick=True),
    Hostile(78, "a size that is not true", false_size, quick=True),
    Hostile(78, "100,000 entries", many_entries),
    Hostile(78, "a link", symlink, quick=True),
    Hostile(78, "paths upwards", lambda: zipped({"../../../../tmp/x": b"x", "/etc/x": b"x"})),
    Hostile(78, "a doctype", lambda: book({"xl/workbook.xml": laughs()})),
    Hostile(78, "an external entity", lambda: book({"xl/sharedStrings.xml": EXTERNAL}), quick=True),
    Hostile(78, "a quadratic entity", lambda: book({"xl/worksheets/sheet1.xml": quadratic()}), quick=True),
    Hostile(78, "a bomb in a sheet", lambda: packed("xl/worksheets/sheet1.xml", 300_000_000, b" ")),
    Hostile(78, "a sheet cut", lambda: book({"xl/worksheets/sheet1.xml": wide_sheet()})),
    Hostile(78, "a sheet nested deep", lambda: book({"xl/worksheets/sheet1.xml": b"<a>" * 500_000})),
    Hostile(78, "texts that say they are billions", lambda: book({"xl/sharedStrings.xml":
            b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4294967295" '
            b'uniqueCount="4294967295"></sst>'}), quick=True),
    Hostile(78, "texts that say it in signs", lambda: book({"xl/sharedStrings.xml":
            b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            b'uniqueCount="&#52;294967295"></sst>'}), quick=True),
    Hostile(78, "sheets that go to others", lambda: book({"xl/externalLinks/externalLink1.xml": EXTERNAL})),
    Hostile(78, "macros", lambda: book({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})),
    Hostile(78, "a package cut", lambda: book({})[:-40]), Hostile(78, "a package of its name", lambda: b"PK\x03\x04"),
    Hostile(60, "a quote of megabytes", lambda: b'cognome;nome\n"' + b"a" * 8_000_000),
    Hostile(59, "a row of millions of cells", lambda: b"cognome;nome\n" + b";" * 8_000_000),
    Hostile(59, "a header of millions of cells", lambda: b";" * 8_000_000 + b"\n1\n"),
    Hostile(59, "millions of rows", lambda: b"cognome;nome\n" + b"a;b\n" * 3_000_000),
    Hostile(60, "millions of carriage returns", lambda: b"cognome;nome" + b"\r" * 8_000_000),
    Hostile(68, "html called a table", lambda: b"<html>" + SCRIPT),
)  # fmt: skip
STATEMENTS: tuple[Hostile, ...] = (
    Hostile(90, "laughs", laughs, quick=True), Hostile(90, "quadratic", quadratic, quick=True),
    Hostile(90, "external", lambda: EXTERNAL, quick=True),
    Hostile(90, "a million levels", lambda: b"<a>" * 1_000_000, quick=True),
    Hostile(90, "an attribute of megabytes", lambda: b'<?xml version="1.0"?><a b="' + b"c" * 8_000_000 + b'"/>'),
    Hostile(90, "hundreds of thousands of attributes", lambda: b"<a " + b" ".join(
            b'b%d=""' % at for at in range(300_000)) + b"/>"),
    Hostile(90, "a name of megabytes", lambda: b"<" + b"a" * 8_000_000 + b"/>"),
    Hostile(90, "a remark without an end", lambda: b'<?xml version="1.0"?><!--' + b"-" * 8_000_000),
    *[one for one in TABLES if one.number in (59, 60) or one.make is many_entries or "billions" in one.name],
)  # fmt: skip


def every() -> Iterator[Hostile]:
    yield from (*EVIDENCE, *TABLES, *STATEMENTS)
