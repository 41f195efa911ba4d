"""Section H of the bad inputs at the counter: days the wrong way round; data asked twice, or without a right."""

from __future__ import annotations

import io
import zipfile

from sqlalchemy import func, select

from mutua.domain.access import Role
from mutua.services.accounts import change_roles
from mutua.store.tables import file_access
from web.counter import Counter
from web.test_firms import hidden, listed, officina, sent


def test_h81_days_the_wrong_way_round_are_told_and_a_century_is_shown(counter: Counter) -> None:
    auditor = counter.inside(Role.AUDITOR)
    counter.society.decide(counter.society.claim("Anna", "VIS", 5000))
    told = auditor.post("/tracce", {"since": "31/12/2026", "until": "01/01/2026"})
    assert told.status_code == 422
    assert "scrivete i due giorni in ordine" in told.text
    assert 'value="31/12/2026"' in told.text, "what was typed is not lost"
    for since, until, shown in (
        ("01/06/1926", "31/12/2026", True), ("01/06/2026", "01/06/2026", True), ("01/01/1850", "31/12/2200", True),
        ("02/06/2026", "02/06/2026", False),
    ):  # fmt: skip
        page = auditor.post("/tracce", {"since": since, "until": until})
        assert page.status_code == 200, since
        assert ("Niente in questi giorni" in page.text) != shown, since
    for odd in ("0000-01-01", "31/02/2026", "1849-12-31", "2201-01-01", "9999-12-31"):
        assert auditor.post("/tracce", {"since": odd}).status_code == 422, odd


def test_h82_data_handed_over_twice_are_told_twice_and_to_nobody_who_lost_the_right(counter: Counter) -> None:
    approver = counter.inside(Role.APPROVER, login="capo")
    page = f"/persone/{counter.public_id('Anna')}/diritti"
    approver.get(page)

    def handed() -> int:
        query = select(func.count()).where(file_access.c.person_id == counter.society.people["Anna"])
        with counter.archive.reader.begin() as connection:
            return connection.scalar(query) or 0

    before, packages = handed(), []
    for _ in range(2):
        answer = approver.post(f"{page}/consegna")
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        with zipfile.ZipFile(io.BytesIO(answer.data)) as package:
            packages.append(package.namelist())
    assert packages[0] == packages[1]
    after = handed()
    assert after >= before + 2, "each time is written down"
    family = counter.inside(Role.APPROVER, person="Bruno")
    for other in (counter.inside(Role.AUDITOR), counter.inside(Role.CLERK), family):
        assert other.post(f"{page}/consegna").status_code == 403
    change_roles(counter.archive, "capo", [Role.CLERK], actor_id=counter.society.actor_id, now=counter.clock.now)
    assert approver.post(f"{page}/consegna").status_code == 403, "the right was taken away meanwhile"
    assert handed() == after


def test_h82_wrong_rows_are_given_to_their_sender_alone_until_the_list_is_gone(counter: Counter) -> None:
    clerk, other = counter.inside(Role.CLERK, login="uno"), counter.inside(Role.CLERK)
    _, page = officina(counter)
    told = hidden(sent(clerk, page, listed("Rossi Anna", hired="31/02/2026")))
    asked = {"file": told["file"]}
    answers = [clerk.post(f"{page}/elenco/sbagliate", asked) for _ in range(2)]
    assert [one.mimetype for one in answers] == ["text/csv", "text/csv"]
    assert answers[0].data == answers[1].data
    other.get(page)
    assert other.post(f"{page}/elenco/sbagliate", asked).status_code == 422, "another's list"
    assert counter.inside(Role.AUDITOR).post(f"{page}/elenco/sbagliate", asked).status_code == 403
    change_roles(counter.archive, "uno", [Role.AUDITOR], actor_id=counter.society.actor_id, now=counter.clock.now)
    assert clerk.post(f"{page}/elenco/sbagliate", asked).status_code == 403, "the right was taken away meanwhile"
