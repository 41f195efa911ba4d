"""The front put together: every route behind its guards, the headers of every answer, one page for what goes wrong."""

from __future__ import annotations

import errno
import logging
import secrets
from dataclasses import replace
from pathlib import Path

from flask import Flask, Response, current_app, make_response, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from mutua.store.database import ArchiveProblem
from mutua.web.api.guards import Told, answering, asked_by_program, problem_answer
from mutua.web.api.routes import API_ROUTES, ROOT
from mutua.web.assets import asset
from mutua.web.guards import blank_visit, guarded, sent, visit_of
from mutua.web.outside_names import STATEMENT, WORKER, converter
from mutua.web.pages import functions, problem, render
from mutua.web.routes import ROUTES, Subject
from mutua.web.site import Page, Site
from mutua.wording.web import PAGE_PROBLEMS

LOG = logging.getLogger("mutua.web")
LARGEST = 20 * 1024 * 1024  # bytes of one request
CSP = "; ".join((
    "default-src 'none'", "style-src 'self'", "script-src 'self'", "font-src 'self'", "img-src 'self' data:",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))  # fmt: skip
HEADERS = {
    "Content-Security-Policy": CSP, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin", "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}  # fmt: skip
# What addresses call by its outside name.
HIDDEN: dict[Subject | None, str] = {Subject.WORKER: WORKER, Subject.STATEMENT: STATEMENT}
_OF_DISKS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EFBIG)
_BY_STATUS = {400: "not_understood", 404: "not_there", 405: "not_so", 413: "too_big"}


def create_app(site: Site) -> Flask:
    """The front of one society, ready to be served."""
    app = Flask("mutua.web", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_MEMORY_SIZE=1_000_000, MAX_FORM_PARTS=1000)
    app.extensions["mutua"] = site
    app.jinja_env.globals.update(functions())
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.strict_slashes = True
    app.url_map.merge_slashes = False
    for kind in HIDDEN.values():
        app.url_map.converters[kind] = converter(site.names, kind)
    for route in ROUTES:
        path = route.path
        if route.subject in HIDDEN:
            path = path.replace("<subject>", f"<{HIDDEN[route.subject]}:subject>")
        app.add_url_rule(
            path, route.name, guarded(route), methods=[route.method], provide_automatic_options=False
        )
    for each in API_ROUTES:
        app.add_url_rule(ROOT + each.path, f"api_{each.name}", answering(each), methods=[each.method],
                         provide_automatic_options=False)  # fmt: skip
    app.add_url_rule("/assets/<path:name>", "asset", asset, methods=["GET"], provide_automatic_options=False)
    app.after_request(with_headers)
    app.register_error_handler(HTTPException, _not_served)
    app.register_error_handler(ArchiveProblem, _archive_refuses)
    app.register_error_handler(DBAPIError, _archive_refuses)
    app.register_error_handler(OSError, _no_room)
    app.register_error_handler(Exception, _failed)
    return app


def with_headers(answer: Response) -> Response:
    for name, value in HEADERS.items():
        answer.headers[name] = value
    if request.endpoint != "asset":
        answer.headers["Cache-Control"] = "no-store"
    answer.headers.pop("Server", None)
    return answer


def _problem(code: str, number: str = "") -> Response:
    if asked_by_program():
        return problem_answer(blank_visit(request), Told(PAGE_PROBLEMS[code][0], code), number)
    visit = visit_of(request)
    page = problem(visit, code, number)
    if code == "too_big":
        page = replace(page, values={**page.values, "back": _way_back()})
    return sent(visit, page)


def _way_back() -> str:
    """The page from which something was sent: of the same address, or of the nearest above it that may be opened."""
    adapter = current_app.url_map.bind("")
    path = request.path
    while path.count("/") > 1:
        try:
            adapter.match(path, method="GET")
        except HTTPException:
            path = path.rpartition("/")[0]
        else:
            return path
    return ""


def _not_served(error: HTTPException) -> Response:
    made = _problem(_BY_STATUS.get(error.code or 0, "not_understood"))
    if error.code == 405 and error.get_response().headers.get("Allow"):
        made.headers["Allow"] = error.get_response().headers["Allow"]
    return made


def _archive_refuses(error: ArchiveProblem | DBAPIError) -> Response:
    """The archive is busy, or its disk full: nothing was written."""
    number = secrets.token_hex(4)
    LOG.error("archive %s %s", number, getattr(error, "code", type(error).__name__))
    return _plain("busy", number)


def _no_room(error: OSError) -> Response:
    """Files cannot be written or read: the disk is full, or a folder is not ours any more."""
    if error.errno not in _OF_DISKS:
        return _failed(error)
    number = secrets.token_hex(4)
    LOG.error("files %s %s", number, errno.errorcode.get(error.errno or 0, "?"))
    return _plain("no_room", number)


def _failed(error: Exception) -> Response:
    """A mistake of the program: its place goes into the log, nothing of what was sent."""
    number = secrets.token_hex(4)
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place is not None else "?"
    LOG.error("failed %s %s at %s", number, type(error).__name__, where)
    return _plain("failed", number)


def _plain(code: str, number: str) -> Response:
    """The page of a problem, made without looking at the archive, which may be what does not work."""
    visit = blank_visit(request)
    if asked_by_program():
        return problem_answer(visit, Told(PAGE_PROBLEMS[code][0], code), number)
    page: Page = problem(visit, code, number)
    return make_response(render(visit, page), page.status)
