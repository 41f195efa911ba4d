"""The few files that every page is dressed with: style, signs, scripts; squeezed, and kept until they change.

Only these are ever squeezed: a page that holds a secret beside what somebody typed is not.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import flask_bootstrap  # type: ignore[import-untyped]  # it has no types; only its folder is wanted
from flask import Response, abort, request

YEAR, HOUR = 31_536_000, 3_600  # seconds
_OWN = Path(__file__).parent / "static"
# What is served of Bootstrap, from the installed package: style and the font of its signs.
_BOOTSTRAP = Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5" / "css"
_OF_BOOTSTRAP = {
    "bootstrap.min.css": _BOOTSTRAP / "bootstrap.min.css",
    "bootstrap-icons.min.css": _BOOTSTRAP / "font" / "bootstrap-icons.min.css",
    "fonts/bootstrap-icons.woff2": _BOOTSTRAP / "font" / "fonts" / "bootstrap-icons.woff2",
}


class Dressing(NamedTuple):
    """A file as it is sent: its kind, its bytes, the same squeezed (None where that gains nothing), its mark."""

    kind: str
    plain: bytes
    squeezed: bytes | None
    mark: str


@cache
def _read(path: Path) -> Dressing:
    plain = _with_marks(path.read_bytes()) if path == _OF_BOOTSTRAP["bootstrap-icons.min.css"] else path.read_bytes()
    kind = "font/woff2" if path.suffix == ".woff2" else mimetypes.guess_type(path.name)[0] or "text/plain"
    small = gzip.compress(plain, mtime=0)
    mark = hashlib.sha256(plain).hexdigest()[:16]
    return Dressing(kind, plain, small if len(small) < len(plain) * 0.9 else None, mark)


def _with_marks(style: bytes) -> bytes:
    """The style of the signs, that names their font by its mark, and no file that is not served."""
    where = f'src:url("{address_of("fonts/bootstrap-icons.woff2")}") format("woff2")}}'.encode()
    return re.sub(rb"src:url\([^}]*\}", lambda _: where, style, count=1)


def _path_of(name: str) -> Path | None:
    own = _OWN / name
    path = _OF_BOOTSTRAP.get(name) or (own if "/" not in name and own.suffix in (".css", ".js", ".svg") else None)
    return path if path is not None and path.is_file() else None


def address_of(name: str) -> str:
    """Where a page finds the file; another address once the file is another."""
    path = _path_of(name)
    if path is None:
        raise AssertionError(f"no such file of the front: {name}")
    return f"/assets/{name}?v={_read(path).mark}"


def asset(name: str) -> Response:
    """A file of the front itself or of Bootstrap; nothing else. Asked for by its mark it is kept for a year."""
    path = _path_of(name)
    if path is None:
        abort(404)
    found = _read(path)
    squeezed = found.squeezed is not None and request.accept_encodings.quality("gzip") > 0
    answer = Response(found.squeezed if squeezed else found.plain, mimetype=found.kind)
    answer.headers["Vary"] = "Accept-Encoding"
    if squeezed:
        answer.headers["Content-Encoding"] = "gzip"
    answer.set_etag(f"{found.mark}{'-gz' if squeezed else ''}")
    meant = request.args.get("v") == found.mark
    answer.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if meant else f"public, max-age={HOUR}"
    answer.make_conditional(request)
    return answer
