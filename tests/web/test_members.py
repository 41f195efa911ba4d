"""Members at the counter: an application becomes a member and an end, each step shown before it is done; details."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import func, select

from mutua.domain.access import Role
from mutua.domain.identifiers.fiscal_code import compute_fiscal_code
from mutua.store.tables import audit, entry, identity, membership
from services.member_helpers import member
from web.counter import Browser, Counter
from web.test_person import words


def mark(page: str) -> str:
    found = re.search(r'name="sure" value="([0-9a-f]{16})"', page)
    assert found is not None, words(page)[:900]
    return found[1]


def done(browser: Browser, path: str, told: Mapping[str, object]) -> str:
    """The two steps of a deed; what was shown in between."""
    shown = browser.post(path, told)
    assert shown.status_code == 200, words(shown.text)[:1500]
    answer = browser.post(path, {**told, "sure": mark(shown.text)})
    assert answer.status_code == 303, words(answer.text)[:1500]
    return words(shown.text)


def rows(counter: Counter) -> int:
    with counter.archive.reader.begin() as connection:
        return int(connection.scalar(select(func.count()).select_from(entry)) or 0)


def test_somebody_new_applies_is_admitted_leaves_and_it_is_taken_back(counter: Counter) -> None:
    clerk = counter.inside(Role.CLERK)
    code = compute_fiscal_code("Bianchi", "Leopolda", date(1984, 2, 29), "F", "G674")
    told = {"surname": "Bianchi", "given_name": "Leopolda", "fiscal_code": code.lower(), "on": "01/06/2026",
            "kind": "ordinary"}  # fmt: skip
    before = rows(counter)
    said = done(clerk, "/soci/nuova-domanda", told)
    for told_so in ("nuovo nucleo N00001", "ultimo giorno per decidere e comunicarlo: 31/07/2026",
                    "Letto dal codice fiscale: nascita 29/02/1984, sesso F."):  # fmt: skip
        assert told_so in said, said
    assert rows(counter) == before + 2, "the people, and the application: what was rehearsed left nothing"
    again = clerk.post("/soci/nuova-domanda", told)
    assert again.status_code == 422
    assert "è già di qualcuno" in words(again.text)
    waiting = clerk.get("/soci/ammissioni").text
    assert "mancano 60 gg" in words(waiting)
    path = re.search(r'href="(/persone/[a-z2-7]{26}/socio)"', waiting)
    assert path is not None
    member_page = path[1]
    decision = {"reference": "3/2026", "decided_on": "01/06/2026", "body": "board"}
    empty = clerk.post(f"{member_page}/rifiuto", {**decision, "motive": ""})
    assert empty.status_code == 422
    assert 'aria-invalid="true" aria-describedby="motive-wrong' in empty.text
    future = clerk.post(f"{member_page}/ammissione", {**decision, "decided_on": "02/06/2026"})
    assert "non è ancora accaduto" in words(future.text)
    said = done(clerk, f"{member_page}/ammissione", decision)
    assert "socio n. 1, riga 1" in said
    page = words(clerk.get(member_page).text)
    assert "Socio ordinario (n. 1) dal 1° giugno 2026" in page
    assert "consiglio 3/2026 del 01/06/2026" in page
    twice = clerk.post(f"{member_page}/ammissione", decision)
    assert twice.status_code == 422
    assert "non è possibile" in words(twice.text)
    said = done(clerk, f"{member_page}/morte", {"on": "01/06/2026"})
    assert "Morte: l'ultimo giorno è il 01/06/2026" in said
    assert "morte il 01/06/2026" in words(clerk.get(member_page).text)
    done(clerk, f"{member_page}/annulla", {"motive": "era un'altra persona"})
    assert "Socio ordinario" in words(clerk.get(member_page).text)


def test_what_changed_between_the_two_steps_is_shown_anew(counter: Counter) -> None:
    society = counter.society
    member(society, "Anna")
    clerk, colleague = counter.inside(Role.CLERK), counter.inside(Role.CLERK)
    path = f"/persone/{counter.public_id('Anna')}/socio"
    told = {"on": "01/06/2026"}
    first = mark(clerk.post(f"{path}/recesso", told).text)
    done(colleague, f"/persone/{counter.public_id('Carla')}/socio/nucleo", {
        "household": "N9", "kinship": "titolare", "motive": "adult_child", "on": "01/06/2026", "evidence": "unknown"})
    answer = clerk.post(f"{path}/recesso", {**told, "sure": first})
    assert answer.status_code == 200
    assert "qualcosa è cambiato" in words(answer.text)
    back = clerk.post(f"{path}/recesso", {**told, "sure": "torna"})
    assert 'value="01/06/2026"' in back.text
    with counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(membership).where(
            membership.c.event == "withdrawn")) == 0  # fmt: skip
    family = counter.inside(Role.CLERK, person="Bruno")
    assert family.get(path).status_code == 403
    assert family.post(f"{path}/recesso", told).status_code == 403


def test_details_are_put_right_by_one_who_saw_them_and_the_account_stays(counter: Counter) -> None:
    clerk = counter.inside(Role.CLERK)
    path = f"/persone/{counter.public_id('Anna')}/socio"
    form = clerk.get(f"{path}/passo?passo=correct_person").text
    seen = re.search(r'name="seen" value="([0-9a-f]{16})"', form)
    assert seen is not None
    told = {"seen": seen[1], "surname": "D'Angelo Ménétrier di San Germano", "given_name": "Anna",
            "card_number": "N1-0", "born_on": "17/05/1980", "phone": "0121 500100"}  # fmt: skip
    wrong = clerk.post(f"{path}/dati", {**told, "born_on": "30/02/1980"})
    assert wrong.status_code == 422
    assert 'value="30/02/1980"' in wrong.text
    wrong = clerk.post(f"{path}/dati", {**told, "fiscal_code": "RSSNNA80E57G674", "email": "anna"})
    assert 'id="fiscal_code-wrong"' in wrong.text
    assert 'id="email-wrong"' in wrong.text
    taken = clerk.post(f"{path}/dati", {**told, "card_number": "N1-1"})
    assert "è già di qualcuno" in words(taken.text)
    said = done(clerk, f"{path}/dati", told)
    assert "telefono: – → 0121 500100" in said
    late = clerk.post(f"{path}/dati", {**told, "phone": "1"})
    assert "Qualcuno ha cambiato questi dati" in words(late.text)
    assert "telefono: adesso è 0121 500100, qui sotto è 1" in words(late.text)
    fresh = re.search(r'name="seen" value="([0-9a-f]{16})"', late.text)
    assert fresh is not None
    again = clerk.post(f"{path}/dati", {**told, "phone": "1", "seen": fresh[1]})
    assert "telefono: 0121 500100 → 1" in words(again.text), "a further press works"
    with counter.archive.reader.begin() as connection:
        row = connection.execute(select(identity.c.surname, identity.c.phone, identity.c.iban).where(
            identity.c.person_id == counter.society.people["Anna"])).one()  # fmt: skip
        assert tuple(row) == ("D'Angelo Ménétrier di San Germano", "0121 500100", "")
        assert connection.scalar(select(audit.c.motive).where(audit.c.kind == "correction")) == "surname, phone"


def test_c39_a_child_older_than_the_parent_is_told_beside_the_field(counter: Counter) -> None:
    clerk = counter.inside(Role.CLERK)
    path = f"/persone/{counter.public_id('Carla')}/socio"
    moves = {"motive": "other", "on": "01/06/2026", "evidence": "unknown"}
    done(clerk, f"{path}/nucleo", {**moves, "household": "N9", "kinship": "titolare"})
    other = f"/persone/{counter.public_id('Bruno')}/socio/nucleo"
    answer = clerk.post(other, {**moves, "household": "N9", "kinship": "figlio"})
    assert answer.status_code == 422
    assert 'id="kinship-wrong"' in answer.text
    assert "N9; Rossi Bruno 18/05/1980; Rossi Carla 19/05/1980" in words(answer.text)
    done(clerk, other, {**moves, "household": "N9", "kinship": "genitore"})
    told = {"surname": "Rossi", "given_name": "Bruno", "card_number": "N1-1", "born_on": "20/05/1980"}
    form = clerk.get(f"/persone/{counter.public_id('Bruno')}/socio/passo?passo=correct_person").text
    seen = re.search(r'name="seen" value="([0-9a-f]{16})"', form)
    assert seen is not None
    answer = clerk.post(f"/persone/{counter.public_id('Bruno')}/socio/dati", {**told, "seen": seen[1]})
    assert answer.status_code == 422
    assert 'id="born_on-wrong"' in answer.text


def test_a_newborn_on_a_leap_day_and_who_lives_there(counter: Counter) -> None:
    counter.clock.pass_by(timedelta(days=640))  # 2028-03-02
    member(counter.society, "Anna")
    clerk = counter.inside(Role.CLERK)
    path = f"/persone/{counter.public_id('Anna')}/socio"
    told = {"surname": "Rossi", "given_name": "Fiorenza", "born_on": "29/02/2028", "asked_on": "02/03/2028",
            "card_number": "N1-9"}  # fmt: skip
    said = done(clerk, f"{path}/neonato", told)
    assert "è del nucleo N1 dalla nascita, il 29/02/2028" in said
    assert clerk.post(f"{path}/neonato", told).status_code == 422, "twice"
    assert "non convive" in done(clerk, f"{path}/convivenza", {
        "cohabiting": "no", "evidence": "declaration", "on": "01/03/2028"})  # fmt: skip
    for part, name, why in (("given_name", "=cmd()", "comincia con «=»"), ("surname", "x" * 121, "al massimo 120"),
                            ("surname", "\U0001f600", "almeno una lettera")):  # fmt: skip
        odd = clerk.post(f"{path}/neonato", {**told, "card_number": "N1-8", part: name})
        assert odd.status_code == 422
        assert f'aria-describedby="{part}-wrong' in odd.text
        assert why in words(odd.text)
    old = clerk.post(f"{path}/neonato", {**told, "card_number": "N1-8", "born_on": "01/01/1985"})
    assert "maggiorenne" in words(old.text)
    missing = clerk.post(f"{path}/nucleo", {"household": "N77", "kinship": "coniuge", "motive": "other",
                                            "on": "02/03/2028", "evidence": "unknown"})  # fmt: skip
    assert missing.status_code == 422
    assert "titolare" in words(missing.text)


def test_the_book_is_read_as_of_any_day_searched_and_printed(counter: Counter) -> None:
    society = counter.society
    clerk = counter.inside(Role.CLERK)
    assert "non c'era ancora nessuna riga" in words(clerk.get("/soci/libro").text)
    member(society, "Anna", date(2026, 2, 1))
    member(society, "Bruno", date(2026, 3, 1))
    early = words(clerk.get("/soci/libro?giorno=28/02/2026").text)
    assert "Soci: 1; sospesi: 0; voti: 1; righe: 1." in early
    assert "Rossi Bruno" not in early
    page = words(clerk.get("/soci/libro").text)
    assert "consiglio 0301/Bruno del 01/03/2026" in page
    assert "il libro finisce prima" in words(clerk.get("/soci/libro?pagina=4").text)
    found = words(clerk.post("/soci/libro/cerca", {"day": "01/06/2026", "words": "ross br"}).text)
    assert "Rossi Bruno" in found
    assert "Rossi Anna" not in found
    assert "Rossi Anna" in words(clerk.post("/soci/libro/cerca", {"day": "01/06/2026", "words": "1"}).text)
    assert "Nessuna riga" in words(clerk.post("/soci/libro/cerca", {"day": "01/06/2026", "words": "verdi"}).text)
    paper = clerk.post("/soci/libro", {"day": "28/02/2026"})
    assert paper.mimetype == "application/pdf"
    assert 'filename="libro-soci-2026-02-28.pdf"' in paper.headers["Content-Disposition"]
    assert clerk.post("/soci/libro", {"day": "28/02/2026"}).data == paper.data
