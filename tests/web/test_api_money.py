"""Money for programs: runs prepared once and never released, movements confirmed as they were read, lists in pages."""

from __future__ import annotations

from typing import Any

import pytest

from bank.statements import Move
from mutua.domain.access import Role
from mutua.domain.identifiers.creditor_reference import written_reference
from mutua.services.payment_runs import Wanted, prepare
from mutua.store.tables import payment_run, payment_run_end, receipt
from mutua.web.api.routes import API_ROUTES
from services.bank_helpers import moves, states
from services.dues_helpers import FIRST, SECOND, books, charged, open_of
from services.payment_helpers import PAY_ON
from web.counter import Counter
from web.payments_helpers import ready_to_pay
from web.test_access import desk, proposed
from web.test_api import Program, in_all, problem

WAITING = f"/payments/waiting?day={PAY_ON.isoformat()}"


def test_a_run_is_prepared_as_it_was_read_and_once_for_its_key(counter: Counter) -> None:
    program, reader = Program(counter, Role.CLERK), Program(counter, Role.AUDITOR, login="reader")
    ready_to_pay(counter, 10_000, 20_000)
    waiting = program.ask("GET", WAITING).json
    assert [one["cents"] for one in waiting["rows"]] == [7_000, 14_000]
    assert (waiting["cents"], waiting["total"], waiting["pages"], waiting["amiss"]) == (21_000, 2, 1, [])
    assert waiting["rows"][0]["iban"] == "IT89…296", "masked"
    wanted = {"day": waiting["day"], "seen": waiting["stamp"], "but": [waiting["rows"][1]["claim"]]}
    stale = program.ask("POST", "/payments/runs", {**wanted, "seen": "0" * 64}, key="chiave-uno")
    assert problem(stale) == (409, "run_outdated")
    made = program.ask("POST", "/payments/runs", wanted, key="chiave-uno")
    assert made.status_code == 201
    run = made.json["run"]
    assert (run["cents"], run["requests"], run["state"]) == (7_000, 1, "prepared")
    again = program.ask("POST", "/payments/runs", wanted, key="chiave-uno")
    assert (again.status_code, again.json) == (201, made.json), "told again it is the same run"
    other = program.ask("POST", "/payments/runs", {**wanted, "but": []}, key="chiave-uno")
    assert problem(other) == (409, "key_taken")
    assert in_all(counter, payment_run.c.run_id) == 1
    assert program.ask("GET", WAITING).json["in_run"] == 1
    listed = reader.ask("GET", "/payments/runs").json
    assert [one["id"] for one in listed["rows"]] == [made.json["run"]["id"]]
    path = f"/payments/runs/{made.json['run']['id']}"
    told = reader.ask("GET", path).json
    assert [(one["cents"], one["who"], one["iban"]) for one in told["lines"]] == [(7_000, "Rossi Anna", "IT89…296")]
    dropped = program.ask("POST", f"{path}/withdrawal")
    assert dropped.json["run"]["state"] == "dropped"
    assert problem(program.ask("POST", f"{path}/withdrawal")) == (409, "run_dropped")


def test_no_program_approves_or_releases_a_run(counter: Counter) -> None:
    """The code of a phone is asked for: those two stand on the pages alone."""
    program = Program(counter, Role.CLERK, Role.APPROVER)
    ready_to_pay(counter, 10_000)
    run = prepare(desk(counter), Wanted(PAY_ON))
    for word in ("approval", "release", "file"):
        assert problem(program.ask("POST", f"/payments/runs/{run.public_id}/{word}", {})) == (404, "not_there")  # type: ignore[union-attr]
    assert in_all(counter, payment_run_end.c.run_id) == 0
    assert {one.name for one in API_ROUTES if "runs" in one.path} == {"runs", "run", "prepare_run", "drop_run"}


def test_what_is_wrong_with_a_run_is_told_and_nothing_prepared(counter: Counter) -> None:
    program = Program(counter, Role.CLERK)
    waiting = program.ask("GET", WAITING).json
    answer = program.ask("POST", "/payments/runs", {"day": waiting["day"], "seen": waiting["stamp"]}, key="chiave-uno")
    assert problem(answer) == (422, "run_wrong")
    assert {one["code"] for one in answer.json["errors"]} >= {"transfer_nothing"}
    assert in_all(counter, payment_run.c.run_id) == 0


@pytest.mark.parametrize("query", ["?day=2026-13-01", "?day=domani", "?day=9999-01-01", "?giorno=2026-06-03"])
def test_a_day_that_is_none_is_told(counter: Counter, query: str) -> None:
    program = Program(counter, Role.CLERK)
    assert problem(program.ask("GET", f"/payments/waiting{query}")) == (400, "query_unknown")
    assert problem(program.ask("GET", "/payments/runs?day=2026-06-03")) == (400, "query_unknown")


def waiting_movement(counter: Counter, program: Program, cents: int = 12_000) -> dict[str, Any]:
    """A movement with the reference of Anna's first due, as a program reads it."""
    dues = charged(counter.society, "Anna", (FIRST, 12_000), (SECOND, 12_000))
    text = f"QUOTA {written_reference(dues[0].reference)}"
    (line_id,) = moves(counter.society, Move(cents, text=text))
    found: dict[str, Any] = program.ask("GET", f"/bank/movements/{line_id}").json
    return found


def test_a_movement_is_confirmed_as_it_was_read_and_once_for_its_key(counter: Counter) -> None:
    program = Program(counter, Role.CLERK)
    told = waiting_movement(counter, program)
    [certain] = program.ask("GET", "/bank/certain").json["rows"]
    assert certain["proposals"] == told["proposals"]
    [proposal] = [one for one in told["proposals"] if one["usable"]]
    assert (proposal["grade"], proposal["effect"]) == ("certain", "receipt")
    assert proposal["shares"][0]["parts"] == [{"due_on": FIRST.isoformat(), "cents": 12_000}]
    path = f"/bank/movements/{told['id']}"
    old = program.ask("POST", f"{path}/confirmation", {"stamp": "0" * 32}, key="chiave-uno")
    assert problem(old) == (409, "bank_proposal_changed")
    odd = {"stamp": proposal["stamp"], "regime": "bonus"}
    assert problem(program.ask("POST", f"{path}/confirmation", odd, key="chiave-uno")) == (422, "outsider_unnamed")
    sent = {"stamp": proposal["stamp"]}
    done = program.ask("POST", f"{path}/confirmation", sent, key="chiave-uno").json
    assert (done["state"], done["proposals"]) == ("confirmed", [])
    assert [(one["name"], one["parts"][0]["cents"]) for one in done["became"]] == [("nucleo N1 (Rossi Anna)", 12_000)]
    assert program.ask("POST", f"{path}/confirmation", sent, key="chiave-uno").json == done, "told again: the same"
    assert problem(program.ask("POST", f"{path}/confirmation", sent, key="chiave-due")) == (409, "bank_line_taken")
    changed = {"stamp": "0" * 32}
    assert problem(program.ask("POST", f"{path}/confirmation", changed, key="chiave-uno")) == (409, "key_taken")
    assert (books(counter.society)["bank"], in_all(counter, receipt.c.receipt_id)) == (12_000, 1)
    assert [one["id"] for one in program.ask("GET", "/bank/confirmed").json["rows"]] == [told["id"]]


def test_a_movement_is_shared_out_once_set_aside_and_reopened(counter: Counter) -> None:
    program = Program(counter, Role.CLERK)
    told = waiting_movement(counter, program, 20_000)
    path = f"/bank/movements/{told['id']}"
    [anna] = program.ask("POST", "/bank/payers", {"words": "rossi anna"}).json["payers"]
    assert [one["open_cents"] for one in anna["owed"]] == [12_000, 12_000]
    parts = [{"what": anna["owed"][0]["what"], "amount_cents": 12_000}, {"what": anna["what"], "amount_cents": 7_999}]
    short = program.ask("POST", f"{path}/split", {"parts": parts}, key="chiave-uno")
    assert problem(short) == (409, "bank_split_sum")
    parts[1]["amount_cents"] = 8_000
    done = program.ask("POST", f"{path}/split", {"parts": parts}, key="chiave-uno").json
    assert (done["state"], [one.open_cents for one in open_of(counter.society, "Anna")]) == ("confirmed", [12_000])
    assert program.ask("POST", f"{path}/split", {"parts": parts}, key="chiave-uno").json == done
    parts[0]["amount_cents"], parts[1]["amount_cents"] = 11_000, 9_000
    assert problem(program.ask("POST", f"{path}/split", {"parts": parts}, key="chiave-uno")) == (409, "key_taken")
    assert books(counter.society)["bank"] == 20_000
    assert program.ask("POST", f"{path}/reopening").json["state"] == "open"
    assert "bank" not in books(counter.society), "given back on the books"
    aside = program.ask("POST", f"{path}/aside", {"motive": "è un'offerta"}).json
    assert (aside["state"], aside["motive"]) == ("set_aside", "è un'offerta")
    assert [one["id"] for one in program.ask("GET", "/bank/aside").json["rows"]] == [told["id"]]
    assert states(counter.society, int(told["id"])) == ["set_aside"]


def test_the_lists_of_work_are_told_whole_and_in_pages(counter: Counter) -> None:
    program, approver = Program(counter, Role.CLERK), Program(counter, Role.APPROVER, login="capo")
    for _ in range(26):
        counter.society.claim("Anna", "VIS", 10_000)
    first, second = (program.ask("GET", f"/queue/decide?page={page}").json for page in (1, 2))
    assert (len(first["rows"]), len(second["rows"]), first["total"], first["pages"]) == (25, 1, 26, 2)
    assert {one["waits_for"] for one in first["rows"]} == {"decide"}
    for name in ("mine", "appeals", "parked", "complete", "authorise", "pay"):
        assert program.ask("GET", f"/queue/{name}").json["rows"] == [], name
    name = proposed(counter)
    [waits] = approver.ask("GET", "/queue/approve").json["rows"]
    assert (waits["id"], waits["matter"], waits["name"], waits["mine"]) == (name, "account", "Rossi Anna", False)
    assert approver.ask("GET", "/queue/approve?page=2").json["rows"] == []
