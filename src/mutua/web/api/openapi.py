"""The OpenAPI document: what each address takes and answers, made from the routes and nothing else."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pydantic import BaseModel

from mutua.web.api.answers import Problem
from mutua.web.api.bodies import schema_of
from mutua.web.api.routes import API_ROUTES, ROOT, ApiRoute
from mutua.web.routes import Subject

_TAKEN = (400, 401, 403, 404, 405, 409, 413, 415, 422, 500, 503)  # with a Problem
_PUBLIC_ID = {"type": "string", "pattern": "^[a-z2-7]{26}$"}
_NUMBER = {"type": "string", "pattern": "^[1-9][0-9]{0,17}$"}  # of a movement of the bank


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3.1, in English."""
    schemas: dict[str, Any] = {}
    paths: dict[str, dict[str, Any]] = {}
    for route in API_ROUTES:
        path = ROOT + route.path.replace("<subject>", "{id}")
        paths.setdefault(path, {})[route.method.lower()] = _operation(route, schemas)
    _named(Problem, schemas, "serialization")
    return {
        "openapi": "3.1.0",
        "info": {"title": "mutua", "version": _version(), "description": "Money in cents, days as 2026-12-31."},
        "security": [{"key": []}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    }


def _version() -> str:
    try:
        return version("mutua")
    except PackageNotFoundError:
        return "0"


def _operation(route: ApiRoute, schemas: dict[str, Any]) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = []
    if route.subject is not None:
        parameters.append({"name": "id", "in": "path", "required": True,
                           "schema": _NUMBER if route.subject is Subject.BANK_LINE else _PUBLIC_ID})  # fmt: skip
    if route.once:
        told = {"type": "string", "pattern": "^[!-~]{8,100}$"}
        parameters.append({"name": "Idempotency-Key", "in": "header", "required": True, "schema": told})
    if route.paged:
        number = {"type": "integer", "minimum": 1, "maximum": 999_999}
        parameters.append({"name": "page", "in": "query", "schema": number})
    if route.dated:
        parameters.append({"name": "day", "in": "query", "schema": {"type": "string", "format": "date"}})
    answers = {str(route.status): _content(_named(route.answer, schemas, "serialization"), "application/json", "done")}
    for status in _TAKEN:
        answers[str(status)] = _content("#/components/schemas/Problem", "application/problem+json", "nothing was done")
    found: dict[str, Any] = {
        "operationId": route.name, "summary": route.about[1], "description": f"Permission: {route.permission.value}",
        "parameters": parameters, "responses": answers,
    }  # fmt: skip
    if route.body is not None:
        body = _named(route.body, schemas, "validation")
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": {"$ref": body}}}}
    return found


def _content(ref: str, kind: str, told: str) -> dict[str, Any]:
    return {"description": told, "content": {kind: {"schema": {"$ref": ref}}}}


def _named(kind: type[BaseModel], schemas: dict[str, Any], mode: str) -> str:
    """Where the schema of the model stands, put there with those it names."""
    schema = schema_of(kind, mode)
    schemas.update(schema.pop("$defs", {}))
    schemas[kind.__name__] = schema
    return f"#/components/schemas/{kind.__name__}"
