"""The door for programs: keys, who may ask what, one effect for one key, the same answers as on the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from bank.statements import Move
from mutua.domain.access import Role
from mutua.services.access_keys import LONGEST_DAYS, NewKey, list_keys, make_key
from mutua.services.accounts import disable_user, reset_user
from mutua.store.database import Archive
from mutua.store.tables import access_key, claim, claim_draft, file_access
from mutua.web.api.openapi import document
from mutua.web.api.routes import API_ROUTES, ROOT
from mutua.web.routes import Subject
from services.bank_helpers import moves
from small_plan import VERSION
from web.counter import HOUSE, Counter, counter_of
from web.test_access import dropped

VISIT = {"benefit": "VIS", "served_on": "2026-05-04", "amount_cents": 10_000}
PLAIN: dict[str, Any] = {
    "lines": [VISIT], "invoice_number": "12/A", "invoiced_on": "2026-05-04", "issuer": "Studio Neri",
    "papers": [{"paper": "fattura"}, {"paper": "prescrizione", "dated_on": "2026-05-01"}],
}  # fmt: skip


class Program:
    """A program with the key of somebody with these roles."""

    def __init__(self, counter: Counter, *roles: Role, person: str = "", login: str = "program") -> None:
        self.counter, self.login = counter, login
        self.account_id = counter.account(login, roles, person=person)
        made = self.key()
        assert isinstance(made, NewKey)
        self.text = made.text

    def key(self, purpose: str = "prova", days: int = 90) -> object:
        at = self.counter
        return make_key(at.archive, self.account_id, purpose, days, actor_id=at.society.actor_id, now=at.clock.now,
                        ids=at.society.ids)  # fmt: skip

    def ask(
        self, method: str, path: str, body: object = None, *, key: str = "", headers: Mapping[str, str] | None = None
    ) -> TestResponse:
        sent = {"Authorization": f"Bearer {self.text}", **({"Idempotency-Key": key} if key else {}), **(headers or {})}
        data = body if isinstance(body, (bytes, str)) else json.dumps(body) if body is not None else None
        kind = sent.pop("Content-Type", "application/json" if body is not None else None)
        client = self.counter.app.test_client()
        return client.open(ROOT + path, method=method, data=data, content_type=kind, headers=sent, base_url=HOUSE)


def in_all(counter: Counter, column: Any) -> int:
    with counter.archive.reader.begin() as connection:
        return connection.scalar(select(func.count(column))) or 0


def problem(answer: TestResponse) -> tuple[int, str]:
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    assert answer.json["status"] == answer.status_code
    assert answer.json["title"]
    assert answer.json["detail"]
    return answer.status_code, answer.json["code"]


def test_a_request_is_estimated_received_once_decided_and_told_as_at_the_counter(counter: Counter) -> None:
    program = Program(counter, Role.CLERK)
    anna = counter.public_id("Anna")
    found = program.ask("POST", "/search", {"words": "ross ann"}).json
    assert [one["id"] for one in found["people"]] == [anna]
    estimated = program.ask("POST", f"/people/{anna}/estimate", PLAIN).json
    assert (estimated["granted_cents"], estimated["errors"], estimated["warnings"]) == (7_000, [], [])
    assert "70,00" in estimated["lines"][0]["sentence"]
    assert in_all(counter, claim.c.claim_id) == 0, "an estimate leaves nothing"
    received = program.ask("POST", f"/people/{anna}/claims", PLAIN, key="chiave-uno")
    assert received.status_code == 201
    again = program.ask("POST", f"/people/{anna}/claims", PLAIN, key="chiave-uno")
    assert (again.status_code, again.json) == (201, received.json)
    assert (in_all(counter, claim.c.claim_id), in_all(counter, claim_draft.c.public_id)) == (1, 0)
    other = program.ask("POST", f"/people/{anna}/claims", {**PLAIN, "invoice_number": "13"}, key="chiave-uno")
    assert problem(other) == (409, "key_used")
    name = received.json["id"]
    proposal = program.ask("GET", f"/claims/{name}/proposal").json
    assert proposal["granted_cents"] == 7_000
    assert problem(program.ask("POST", f"/claims/{name}/decision", {"stamp": "0" * 64})) == (409, "proposal_changed")
    decided = program.ask("POST", f"/claims/{name}/decision", {"stamp": proposal["stamp"]})
    assert decided.json["granted_cents"] == 7_000
    assert decided.json["lines"] == proposal["lines"]
    twice = problem(program.ask("POST", f"/claims/{name}/decision", {"stamp": proposal["stamp"]}))
    assert twice == (409, "claim_not_pending")
    told = program.ask("GET", f"/claims/{name}").json
    assert told["decision"] == decided.json
    assert (told["person"], told["lines"][0]["expense_cents"], told["waits"]) == (anna, 10_000, False)
    sheet = program.ask("GET", f"/people/{anna}").json
    assert (sheet["light"], sheet["requests_in_all"]) == ("good", 1)
    [pot] = [one for one in sheet["left"][0]["pots"] if one["used"]]
    assert (pot["size"], pot["used"], pot["left"], pot["unit"]) == (40_000, 7_000, 33_000, "euro")
    assert program.ask("GET", "/queue/pay").json["rows"][0]["owed_cents"] == 7_000
    assert problem(program.ask("GET", "/queue/pay?page=0")) == (400, "query_unknown")
    far = program.ask("GET", "/queue/pay?page=999999").json
    assert (far["rows"], far["total"], far["page"], far["pages"]) == ([], 1, 999_999, 1), "the list ends before"
    assert in_all(counter, file_access.c.id) >= 6, "every look is noted"
    # The same invoice once more is odd: it is looked at first, then received with the mark.
    odd = program.ask("POST", f"/people/{anna}/claims", PLAIN, key="chiave-due")
    assert problem(odd) == (422, "claim_to_look_at")
    mark = program.ask("POST", f"/people/{anna}/estimate", PLAIN).json["seen"]
    assert mark
    seen = program.ask("POST", f"/people/{anna}/claims", {**PLAIN, "seen": mark}, key="chiave-due")
    assert seen.status_code == 201
    gone = program.ask("POST", f"/claims/{seen.json['id']}/withdrawal", {"motive": "doppione"})
    assert "withdrawn" in gone.json["states"]


def test_every_mistake_of_a_body_is_told_at_its_place_and_nothing_is_kept(counter: Counter) -> None:
    program = Program(counter, Role.CLERK)
    anna = counter.public_id("Anna")
    claims = f"/people/{anna}/claims"
    lines = [{**VISIT, "amount_cents": "100"}, {"benefit": "VIS", "served_on": "04/05/2026"}]
    wrong = {**PLAIN, "lines": lines, "x": 1}
    answer = program.ask("POST", claims, wrong, key="chiave-tre")
    assert problem(answer) == (422, "body_wrong")
    assert {one["field"] for one in answer.json["errors"]} == {"lines.0.amount_cents", "lines.1.served_on", "x"}
    assert {one["field"]: one["detail"] for one in answer.json["errors"]} == {
        "lines.0.amount_cents": "Dev'essere un numero intero, senza virgolette.",
        "lines.1.served_on": "Non è una data: scrivetela come 2026-12-31.",
        "x": "Questo campo non è previsto: toglietelo.",
    }
    many = {**wrong, "x": None, "issuer": "a" * 161, "lines": [], "seen": "?"}
    answer = program.ask("POST", claims, many, key="chiave-tre")
    assert {one["field"]: one["detail"] for one in answer.json["errors"]} == {
        "lines": "Sono troppo pochi: almeno 1.", "issuer": "È troppo lungo: al massimo 160 segni.",
        "seen": "Non è scritto come serve: ^[0-9a-f]{0,20}$.", "x": "Questo campo non è previsto: toglietelo.",
    }
    odd = {**PLAIN, "lines": [{**VISIT, "benefit": "NIENTE"}, {**VISIT, "served_on": "2027-01-01"}]}
    answer = program.ask("POST", claims, odd, key="chiave-tre")
    assert problem(answer) == (422, "claim_wrong")
    assert {one["field"] for one in answer.json["errors"]} >= {"lines.0.benefit"}
    hours = {"benefit": "CASA", "served_on": "2026-05-04", "facts": {"quantità": 90}}
    home = {"lines": [hours], "papers": PLAIN["papers"]}
    assert program.ask("POST", f"/people/{anna}/estimate", home).json["errors"] == []
    strange = {**home, "lines": [{**hours, "facts": {"quantità": 90, "quantita": 60}}]}
    answer = program.ask("POST", claims, strange, key="chiave-quattro")
    assert problem(answer) == (422, "claim_wrong"), "an answer is never dropped in silence"
    [told] = [one for one in answer.json["errors"] if one["code"] == "fact_unknown"]
    assert told["field"] == "lines.0.facts.quantita"
    assert re.search(r"^La prestazione non chiede «quantita»\. Chiede: .*quantità", told["detail"])
    estimate = program.ask("POST", f"/people/{anna}/estimate", strange).json
    assert [one["code"] for one in estimate["errors"]] == ["fact_unknown"]
    for body, headers, told in (
        (b"{", {}, (422, "body_wrong")), (b'{"words": NaN}', {}, (422, "body_wrong")), (b"[]", {}, (422, "body_wrong")),
        (b"words=x", {"Content-Type": "application/x-www-form-urlencoded"}, (415, "json_wanted")),
        ({"words": "a\u202eb"}, {}, (422, "body_wrong")), ({"words": ""}, {}, (422, "body_wrong")),
        (b" " * 1_000_001, {}, (413, "too_big")),
    ):  # fmt: skip
        assert problem(program.ask("POST", "/search", body, headers=headers)) == told, body
    assert problem(program.ask("POST", claims, PLAIN)) == (400, "effect_key_wanted")
    assert problem(program.ask("GET", claims)) == (405, "not_so")
    assert problem(program.ask("GET", "/nothing")) == (404, "not_there")
    assert (in_all(counter, claim.c.claim_id), in_all(counter, claim_draft.c.public_id)) == (0, 0)


# Who gets what, typed by hand. Bodies are sent empty, so 422 means: let in. family: a clerk who lives with the person.
EXPECTED = """
                 clerk reader admin family absent
search             422    422   403      -      -
person             200    200   403    403    404
estimate           422    403   403      -      -
receive            422    403   403      -      -
claim              200    200   403    403    404
proposal           200    403   403    403    404
decide             422    403   403      -      -
complete           422    403   403      -      -
withdraw           422    403   403      -      -
queue_mine         200    403   403      -      -
queue_decide       200    200   403      -      -
queue_complete     200    200   403      -      -
queue_authorise    200    200   403      -      -
queue_appeals      200    200   403      -      -
queue_pay          200    200   403      -      -
queue_parked       200    200   403      -      -
queue_approve      200    200   403      -      -
payments_waiting   200    200   403      -      -
runs               200    200   403      -      -
prepare_run        422    403   403      -      -
run                200    200   403      -    404
drop_run           409    403   403      -    404
bank_certain       200    200   403      -      -
bank_look          200    200   403      -      -
bank_confirmed     200    200   403      -      -
bank_aside         200    200   403      -      -
bank_outgoing      200    200   403      -      -
movement           200    200   403      -    404
payers             422    403   403      -      -
confirm_movement   422    403   403      -    422
split_movement     422    403   403      -    422
aside_movement     422    403   403      -    422
reopen_movement    409    403   403      -    404
"""


def test_a_key_opens_what_its_role_opens_and_nothing_without_one(counter: Counter) -> None:
    """S1 for programs: the typed table. A reader reads, an administrator nothing, nobody their own family's."""
    head, *rows = [line.split() for line in EXPECTED.strip().splitlines()]
    expected = {name: dict(zip(head, cells, strict=True)) for name, *cells in rows}
    assert set(expected) == {one.name for one in API_ROUTES}
    counter.society.claim("Anna", "VIS", 5_000, public_id="a" * 26)
    names = {
        Subject.CLAIM: "a" * 26, Subject.PERSON: counter.public_id("Anna"), Subject.RUN: dropped(counter),
        Subject.BANK_LINE: str(moves(counter.society, Move(100))[0]), None: "",
    }  # fmt: skip
    clerk, reader = Program(counter, Role.CLERK, login="clerk"), Program(counter, Role.AUDITOR, login="reader")
    admin, family = Program(counter, Role.ADMIN, login="admin"), Program(counter, Role.CLERK, login="b", person="Bruno")
    programs = {"clerk": clerk, "reader": reader, "admin": admin, "family": family, "absent": clerk}
    for route in API_ROUTES:
        name = names[route.subject]
        for column, program in programs.items():
            if expected[route.name][column] == "-":
                continue
            path = route.path.replace("<subject>", "b" * 26 if column == "absent" else name)
            body = {} if route.method == "POST" else None
            status = program.ask(route.method, path, body, key="chiave-nuova").status_code
            assert str(status) == expected[route.name][column], (route.name, column)
        for nobody in ("", "Bearer", "Bearer mutua_" + "x" * 43, "Basic YTpi", f"Bearer {clerk.text[:-1]}"):
            bare = clerk.ask(route.method, path, {}, headers={"Authorization": nobody})
            assert problem(bare) == (401, "key_wanted"), (route.name, nobody)


def test_a_key_ends_with_its_day_its_login_and_when_it_is_taken_back(counter: Counter) -> None:
    program = Program(counter, Role.CLERK)
    for purpose, days in (("", 1), ("x" * 81, 1), ("x", 0), ("x", LONGEST_DAYS + 1)):
        assert not isinstance(program.key(purpose, days), NewKey)
    with counter.archive.reader.begin() as connection:
        kept = connection.execute(select(access_key.c.key_hash)).scalar_one()
    assert program.text not in kept

    def opens() -> bool:
        return program.ask("GET", "/queue/decide").status_code == 200

    assert opens()
    browser = counter.inside(Role.CLERK)
    made = browser.post("/profilo/chiavi", {"purpose": "il foglio", "days": "30"})
    own = list_keys(counter.archive, program.account_id + 1, counter.clock.now)
    assert made.text.count("mutua_") == 1 + made.text.count("mutua_…")
    assert [one.purpose for one in own] == ["il foglio"]
    assert "mutua_" not in browser.get("/profilo").text, "shown once"
    [foreign] = list_keys(counter.archive, program.account_id, counter.clock.now)
    assert browser.post("/profilo/chiavi/togli", {"key": foreign.public_id}).status_code == 422
    assert opens(), "nobody takes another's key back"
    assert browser.post("/profilo/chiavi/togli", {"key": own[0].public_id}).location == "/profilo"
    counter.clock.pass_by(timedelta(days=90))
    assert not opens()
    for ending in (disable_user, reset_user):
        renewed = program.key()
        assert isinstance(renewed, NewKey)
        program.text = renewed.text
        if ending is disable_user:
            assert opens()
        ending(counter.archive, program.login, actor_id=counter.society.actor_id, now=counter.clock.now)
        assert not opens()


def test_the_document_and_its_page_name_every_address_and_no_other(counter: Counter) -> None:
    told = document()
    named = {(path, method.upper()) for path, one in told["paths"].items() for method in one}
    assert named == {(ROOT + one.path.replace("<subject>", "{id}"), one.method) for one in API_ROUTES}
    browser = counter.outsider()
    assert browser.get("/api/v1/openapi.json").json == json.loads(json.dumps(told))
    page = browser.get("/api").text
    assert all(f"{method} {path}" in page for path, method in named)


def test_an_estimate_supposes_the_invoice_that_nobody_told(archive: Archive, tmp_path: Path) -> None:
    """Of a ceiling that counts invoices; the request itself waits for the number."""
    one_invoice = "visite: {titolo: visite, misura: 1 volta, conta: fattura, di: persona, ogni: anno, articolo: art. 2}"
    euros = "visite: {titolo: visite, misura: 400 euro, di: persona, ogni: anno, articolo: art. 2}"
    assert euros in VERSION
    counter = counter_of(archive, tmp_path, version=VERSION.replace(euros, one_invoice))
    counter.society.household("N7", "Anna")
    program, anna = Program(counter, Role.CLERK), counter.public_id("Anna")
    unnumbered = {**PLAIN, "invoice_number": ""}
    assert program.ask("POST", f"/people/{anna}/estimate", unnumbered).json["granted_cents"] == 7_000
    name = program.ask("POST", f"/people/{anna}/claims", unnumbered, key="chiave-uno").json["id"]
    assert program.ask("GET", f"/claims/{name}/proposal").json["granted_cents"] == 0
