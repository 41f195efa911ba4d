"""Before every answer to a program: whose key it is, whether it may, whether the body is ours, whose file it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any, NamedTuple

from flask import Response, make_response, request
from pydantic import BaseModel, TypeAdapter, ValidationError

from mutua.services.access_keys import holder_of
from mutua.services.accesses import look_at
from mutua.services.decide_claim import Refusal
from mutua.web.api.answers import FieldWrong, Problem
from mutua.web.api.bodies import Body, Day, read_body
from mutua.web.api.route import ApiRoute
from mutua.web.guards import blank_visit, subject_of
from mutua.web.pages import refused_sentence
from mutua.web.site import Visit
from mutua.wording.api_problems import API_PROBLEMS, field_wrong
from mutua.wording.numbers import Language

LARGEST_BODY = 1_000_000  # bytes
_KEY = re.compile(r"[\x21-\x7e]{8,100}")
_PAGE = re.compile(r"[1-9][0-9]{0,5}")
_DAY = TypeAdapter(Day)
_STATUS = {"not_there": 404, "own_family": 403}


class Asked(NamedTuple):
    """What a view is shown: the visit, the body that was sent, the effect's key, the page and the day of a list."""

    visit: Visit
    body: Any = None
    key: str = ""
    page: int = 1
    day: date | None = None


class Told(NamedTuple):
    """Why there is no answer: `code` of `API_PROBLEMS`, or of a refusal of the services."""

    status: int
    code: str
    found: str = ""
    errors: tuple[FieldWrong, ...] = ()


def answering(route: ApiRoute) -> Callable[..., Response]:
    """The view of a route behind all its guards."""
    module, _, name = route.view.partition(":")
    view: Callable[[Asked], BaseModel | Told] = getattr(import_module(f"mutua.web.api.{module}"), name)

    def answer(subject: str = "") -> Response:
        request.max_content_length = LARGEST_BODY
        visit = blank_visit(request)
        found = _guarded(route, visit, subject)
        if isinstance(found, Asked):
            visit, told = found.visit, view(found)
        else:
            told = found
        return problem_answer(visit, told) if isinstance(told, Told) else _json(told, route.status)

    answer.__name__ = f"api_{route.name}"
    return answer


def _guarded(route: ApiRoute, visit: Visit, name: str) -> Asked | Told:
    visitor = holder_of(visit.site.archive, _bearer(), now=visit.now)
    if visitor is None:
        return Told(401, "key_wanted")
    visit = replace(visit, visitor=visitor)
    if not visit.may(route.permission):
        return Told(403, "not_allowed")
    body = _body(route, visit.language)
    if isinstance(body, Told):
        return body
    key = request.headers.get("Idempotency-Key", "")
    if route.once and not _KEY.fullmatch(key):
        return Told(400, "effect_key_wanted")
    query = _query(route)
    if isinstance(query, Told):
        return query
    if route.subject is not None:
        found = subject_of(route.subject, visit, name)
        if isinstance(found, Refusal):
            return Told(_STATUS[found.code], found.code)
        visit = replace(visit, subject=found.id, named=name)
        if route.looks is not None:
            look_at(visit.site.archive, [found.person_id], route.looks, actor_id=visit.account.actor_id, now=visit.now)
    return Asked(visit, body, key, *query)


def _query(route: ApiRoute) -> tuple[int, date | None] | Told:
    """The page and the day that are asked for."""
    page, day = request.args.get("page", "1"), request.args.get("day")
    known = {name for name, taken in (("page", route.paged), ("day", route.dated)) if taken}
    if not _PAGE.fullmatch(page) or set(request.args) - known:
        return Told(400, "query_unknown")
    try:
        return int(page), None if day is None else _DAY.validate_strings(day)
    except ValidationError:
        return Told(400, "query_unknown")


def _bearer() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip()[:200] if scheme.lower() == "bearer" else ""


def _body(route: ApiRoute, language: Language) -> Body | Told | None:
    if route.body is None:
        return None
    if request.mimetype != "application/json":
        return Told(415, "json_wanted")
    try:
        return read_body(route.body, request.get_data())
    except ValidationError as error:
        wrong = tuple(
            FieldWrong(field=".".join(map(str, one["loc"]))[:200], code=str(one["type"]),
                       detail=field_wrong(str(one["type"]), one.get("ctx", {}), language)[:300])
            for one in error.errors(include_url=False, include_input=False)[:50]
        )
        return Told(422, "body_wrong", errors=wrong)


def _json(value: BaseModel, status: int) -> Response:
    made = make_response(value.model_dump_json(), status)
    made.headers["Content-Type"] = "application/json"
    return made


def problem_answer(visit: Visit, told: Told, number: str = "") -> Response:
    """The reason as `application/problem+json`."""
    english = visit.language == "en"
    if told.code in API_PROBLEMS:
        title, detail = (one[english] for one in API_PROBLEMS[told.code])
    else:
        title, detail = API_PROBLEMS["refused"][0][english], refused_sentence(visit, told.code, told.found)
    detail = f"{detail} {number}".strip()
    made = _json(Problem(status=told.status, code=told.code, title=title, detail=detail, errors=list(told.errors)),
                 told.status)  # fmt: skip
    made.headers["Content-Type"] = "application/problem+json"
    if told.status == 401:
        made.headers["WWW-Authenticate"] = 'Bearer realm="mutua"'
    return made


def asked_by_program() -> bool:
    """Whether it is a program that asks, so that its problems are told in JSON."""
    return request.path.startswith("/api/")

