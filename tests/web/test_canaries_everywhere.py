"""S8, every field: a value of its own goes into each text that anybody can send; it lies nowhere it must not."""

from __future__ import annotations

import io
import logging
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args, get_origin

import pytest
from werkzeug.test import TestResponse

from mutua.domain.access import Role
from mutua.services.mail import Chosen, choose_at
from mutua.web.api.routes import API_ROUTES
from mutua.web.guards import SEAL
from mutua.web.route import Route, Subject
from mutua.web.routes import ROUTES
from services.mail_helpers import Box, send, set_up
from web.counter import HOUSE, Browser, Counter
from web.generated_forms import Fields, forms_on, right_value
from web.test_api import Program
from web.test_s3_forms import LAST, Pressing

MARK = re.compile("cnr[0-9]{4}x")
FEWEST = 200  # marks that must have been sent


class Marks:
    """Values that stand nowhere else, each sent once; where each was sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def new(self, where: str) -> str:
        self.sent.append(where)
        return f"cnr{len(self.sent):04d}x"


def is_text(kind: object) -> bool:
    return kind is str or (get_origin(kind) is list and get_args(kind)[0] is str)


def marked(route: Route, shown: Fields, marks: Marks, *, hidden: bool) -> Fields:
    """What the button takes, a mark in each text. `hidden`: in those too that the page fills in itself."""
    assert route.form is not None
    told, found = dict(shown), []
    for name, one in route.form.model_fields.items():
        if is_text(one.annotation) and (hidden or not told.get(name)):
            found.append((name, marks.new(f"{route.name}.{name}")))
        else:
            found.append((name, told.get(name) or right_value(one.annotation)))
    return tuple((name, value) for name, value in found if value)


def forms_of(route: Route, browser: Browser, path: str) -> Sequence[Fields]:
    """The button's form as its own page shows it, where it has a page of its own."""
    if not any(one.method == "GET" and one.path == route.path for one in ROUTES):
        return [()]
    return [fields for action, fields in forms_on(browser.get(path).text) if action == path][:1] or [()]


def pressed(pressing: Pressing, marks: Marks) -> Iterator[TestResponse]:
    """Every button once with marks in all its texts, once with marks where its page leaves the choice."""
    for route in sorted(ROUTES, key=lambda one: one.name in LAST):
        if route.form is None:
            continue
        path = route.path.replace("<subject>", pressing.named[route.subject][0])
        who = pressing.doors.get(route.audience, pressing.alone)
        for hidden, shown in zip((True, False), [(), *forms_of(route, who, path)], strict=True):
            if not hidden and not shown:
                continue
            data: dict[str, object] = {SEAL: who.seal, **dict(marked(route, shown, marks, hidden=hidden))}
            if route.files:
                name, content = marks.new(f"{route.name}: file name"), marks.new(f"{route.name}: content")
                data["files"] = (io.BytesIO(f"%PDF-1.7 {content}".encode()), f"{name}.pdf")
            token = who.token()
            answer = who.client.post(path, data=data, base_url=HOUSE, buffered=True)
            assert answer.status_code < 500, (route.name, data)
            yield answer
            if who.token() != token or answer.status_code == 401:
                pressing.enter()
                who = pressing.doors.get(route.audience, pressing.alone)


def asked_by_program(counter: Counter, named: dict[Subject | None, str], marks: Marks) -> Iterator[TestResponse]:
    """Every address for programs, a mark in each text of its body, in its key and behind its question mark."""
    program = Program(counter, Role.CLERK)
    for route in API_ROUTES:
        path = route.path.replace("<subject>", named[route.subject])
        body = None
        if route.body is not None:
            body = {name: marks.new(f"API {route.name}.{name}") for name in route.body.model_fields}
        yield program.ask(route.method, path, body, key=marks.new(f"API {route.name}: key"))


@pytest.mark.parametrize("dialect", ["sqlite"])  # the archive has no part in it
def test_s8_a_mark_in_every_field_lies_nowhere_it_must_not(
    counter: Counter, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    set_up(counter.archive)
    anna, marks = counter.society.people["Anna"], Marks()
    actor_id, now = counter.society.actor_id, counter.clock.now
    mark = marks.new("address of the mails")
    assert isinstance(choose_at(counter.archive, anna, f"{mark}@esempio.it", actor_id=actor_id, now=now), Chosen)
    pressing = Pressing(counter, caplog, "everybody", consultant=False)
    named = {kind: names[0] for kind, names in pressing.named.items()}
    answers = [*pressed(pressing, marks), *asked_by_program(counter, named, marks)]
    assert len(marks.sent) >= FEWEST, len(marks.sent)
    assert len([one for one in answers if one.status_code in (200, 303)]) > 30, "some were taken"

    def nowhere(*texts: str) -> None:
        assert {found: marks.sent[int(found[3:7]) - 1] for text in texts for found in MARK.findall(text)} == {}

    with pytest.raises(AssertionError):
        nowhere(f"a line of a log with {mark}")
    nowhere(*[f"{one.name} {one.getMessage()} {one.exc_text}" for one in caplog.records], *capfd.readouterr())
    nowhere(*[told for one in answers for told in one.headers.values()])  # cookies, addresses, names of files
    nowhere(*[one.request.url for one in answers])
    pages = [one.text for one in answers if one.mimetype == "text/html"]
    nowhere(*[told for one in pages for told in re.findall("<title>.*?</title>", one, re.DOTALL)])
    nowhere(*[told for one in pages for told in re.findall('(?:href|action|src)="(.*?)"', one)])
    nowhere(*[told for path in place.rglob("*") if path.is_file()
              for told in (path.name, path.read_bytes().decode("latin-1"))])  # fmt: skip
    box = Box()
    send(counter.archive, box, counter.clock.now, actor_id)
    assert box.taken
    nowhere(*[f"{mail['subject']} {mail['from']} {mail.get_content()}" for mail in box.taken])
