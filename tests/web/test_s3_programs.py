"""S3: whatever a program sends, right or wrong, the answer is one of those the document tells, and never a fault."""

from __future__ import annotations

import itertools
import os
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bank.statements import Move
from faults.conftest import Told
from faults.sizes import sized
from mutua.domain.access import Role
from mutua.web.api.routes import API_ROUTES
from mutua.web.routes import Subject
from services.bank_helpers import moves
from web.counter import HOUSE, Counter
from web.payments_helpers import prepared_run
from web.test_api import PLAIN, Program

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
def times(small: int, full: int) -> int:
    """How many requests are generated for an address: few in an ordinary run, more in `make faults`, or as one says."""
    return int(os.environ.get("MUTUA_S3_EACH", sized(small, full)))


EACH = times(3, 300)  # right ones, and as many wrong ones


def test_no_generated_request_gets_a_fault_or_an_answer_that_is_not_told(
    counter: Counter, dialect: str, told: Told
) -> None:
    program = Program(counter, Role.CLERK)
    anna = counter.public_id("Anna")
    received = program.ask("POST", f"/people/{anna}/claims", PLAIN, key="chiave-uno").json["id"]
    names = {
        Subject.PERSON: anna, Subject.CLAIM: received, Subject.RUN: prepared_run(counter).public_id, None: "",
        Subject.BANK_LINE: str(moves(counter.society, Move(100))[0]),
    }  # fmt: skip
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", counter.app)
    asked: dict[str, int] = {}
    keys = itertools.count()

    def every(operation: Any, mode: Any) -> None:
        route = next(one for one in API_ROUTES if one.name == operation.definition.raw["operationId"])
        known = names[route.subject]

        @settings(max_examples=EACH, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode), there=st.booleans())
        def one(case: Any, there: bool) -> None:
            case.headers = {**dict(case.headers or {}), "Authorization": f"Bearer {program.text}"}
            if route.once and there:
                case.headers["Idempotency-Key"] = f"generata-{next(keys)}"
            if route.subject is not None and there:
                case.path_parameters = {"id": known}
            answer = case.call(base_url=HOUSE)
            case.validate_response(answer, checks=CHECKS)
            asked[route.name] = asked.get(route.name, 0) + 1

        one()

    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
            every(operation, mode)
    assert set(asked) == {one.name for one in API_ROUTES}
    assert min(asked.values()) >= EACH
    told("S3", dialect, f"{len(asked)} addresses for programs: {sum(asked.values()):,} requests", "0 faults")
