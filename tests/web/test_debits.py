"""Direct debits at the counter: a mandate signed and revoked, a collection made as shown and once, what went back."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pyotp
from sqlalchemy import func, select

from mutua.domain.access import Role
from mutua.domain.kinds import Looked
from mutua.services.collect_debits import CUC, IDENTIFIER, change_creditor
from mutua.services.society import change_letterhead
from mutua.store.debits import read_mandates, tell_debit_event
from mutua.store.tables import debit_collection, file_access, mandate
from mutua.store.unit_of_work import unit_of_work
from services.dues_helpers import FIRST, SECOND, at, charged
from services.payment_helpers import ANNAS, CARLAS, SOCIETYS
from web.counter import Browser, Counter
from web.test_members import done
from web.test_person import words

LOOK = "/contributi/incassi?entro=31/01/2026&il=01/07/2026&avvisati=01/06/2026"
SENT = {"due_until": "31/01/2026", "collect_on": "01/07/2026", "notified_on": "01/06/2026", "form": "cbi"}


def account(counter: Counter, name: str) -> str:
    return f"/persone/{counter.public_id(name)}/contributi"


def signed(counter: Counter, clerk: Browser, name: str, iban: str, **told: str) -> str:
    return done(clerk, f"{account(counter, name)}/mandato", {"iban": iban, "signed_on": "01/05/2026", **told})


def as_creditor(counter: Counter) -> None:
    with counter.archive.writer.begin() as connection:
        assert change_letterhead(connection, {"name": "Mutua di prova", "iban": SOCIETYS}) == []
    change_creditor(at(counter.society), {IDENTIFIER: "IT45ZZZ0000012345670017", CUC: "ABCD1234"})


def stamp(text: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{32})"', text)
    assert found is not None, words(text)
    return found[1]


def count(counter: Counter, column: object) -> int:
    with counter.archive.reader.begin() as connection:
        return connection.scalar(select(func.count(column))) or 0  # type: ignore[arg-type]  # a column


def test_a_mandate_is_added_as_it_was_read_back_and_revoked(counter: Counter) -> None:
    clerk = counter.inside(Role.CLERK)
    as_creditor(counter)
    path = account(counter, "Anna")
    assert "Nessun mandato" in words(clerk.get(path).text)
    form = clerk.get(f"{path}/passo?passo=add_mandate")
    assert "IBAN da addebitare" in words(form.text)
    for iban, day, told in (
        (ANNAS[:-1] + "7", "01/05/2026", "IBAN"), (ANNAS, "02/06/2026", "nel futuro"),
        ("US12345678901234567890", "01/05/2026", "IBAN"), (ANNAS, "31/02/2026", "non esiste"),
        (SOCIETYS, "01/05/2026", "è della società"),
    ):  # fmt: skip
        answer = clerk.post(f"{path}/mandato", {"iban": iban, "signed_on": day})
        assert (answer.status_code, told in words(answer.text)) == (422, True), (iban, day, words(answer.text)[:900])
        assert f'value="{iban}"' in answer.text, "what was typed stays"
    shown = signed(counter, clerk, "Anna", ANNAS, holder="Rossi Ugo")
    assert "Mandato M-000001, firmato il 01/05/2026: conto IT89 O030 0203 2804 2951 3916 296" in shown
    assert "intestato a Rossi Ugo" in shown
    twice = clerk.post(f"{path}/mandato", {"iban": ANNAS, "signed_on": "01/05/2026"})
    assert (twice.status_code, "ha già firmato il mandato M-000001" in words(twice.text)) == (422, True)
    assert "--yes" not in twice.text
    assert "C'è già M-000001: da ora si usa quello nuovo" in signed(counter, clerk, "Anna", ANNAS, meant="sì")
    page = words(clerk.get(path).text)
    assert "M-000001" in page
    assert ANNAS not in page, "masked"
    ask = clerk.get(f"{path}/passo?passo=end_mandate&mandato=M-000001").text
    assert 'value="M-000001"' in ask
    assert "finisce il 01/06/2026" in done(clerk, f"{path}/mandato/revoca", {"mandate": "m-000001", "on": "01/06/2026"})
    again = clerk.post(f"{path}/mandato/revoca", {"mandate": "M-000001", "on": "01/06/2026"})
    assert (again.status_code, "è già finito" in words(again.text)) == (422, True)
    with counter.archive.reader.begin() as connection:
        assert [one.reference for one in read_mandates(connection, live=True)] == ["M-000002"]


def test_a_debit_that_nobody_signed_is_chosen_with_a_warning_that_says_what_to_do(counter: Counter) -> None:
    clerk, path = counter.inside(Role.CLERK), f"{account(counter, 'Anna')}/come-paga"
    wanted = {"plan": counter.society.plan_code, "year": "2026", "instalments": "", "channel": "direct_debit"}
    shown = done(clerk, path, wanted)
    assert "il nucleo non ha un mandato firmato" in shown
    assert "registratelo: «Nuovo mandato SDD»" in shown
    assert "mandato firmato" not in done(clerk, path, {**wanted, "channel": "transfer"})
    signed(counter, clerk, "Anna", ANNAS)
    assert "mandato firmato" not in done(clerk, path, wanted)


def test_a_mandate_of_another_household_is_not_there(counter: Counter) -> None:
    counter.society.household("N2", "Carla")
    clerk = counter.inside(Role.CLERK)
    signed(counter, clerk, "Carla", CARLAS)
    answer = clerk.post(f"{account(counter, 'Anna')}/mandato/revoca", {"mandate": "M-000001", "on": "01/06/2026"})
    assert (answer.status_code, "Il mandato M-000001 non c'è" in words(answer.text)) == (422, True)
    with counter.archive.reader.begin() as connection:
        assert len(read_mandates(connection, live=True)) == 1


def test_a_collection_is_recorded_as_it_was_shown_and_once(counter: Counter) -> None:
    counter.society.household("N2", "Carla")
    charged(counter.society, "Anna", (FIRST, 12_000), (SECOND, 12_000))
    charged(counter.society, "Carla", (FIRST, 8_000))
    counter.account("aldo", [Role.CLERK])
    clerk, reader = counter.inside(Role.CLERK, login="anna"), counter.inside(Role.AUDITOR)
    signed(counter, clerk, "Anna", ANNAS)
    empty = clerk.get(LOOK)
    assert "il codice identificativo del creditore manca" in words(empty.text)
    assert "Registra l'incasso" not in empty.text
    as_creditor(counter)
    early = words(clerk.get("/contributi/incassi?entro=31/01/2026&il=03/06/2026&avvisati=01/06/2026").text)
    assert "servono 14 giorni" in early
    assert "chi paga va avvisato 14 giorni prima" in words(clerk.get("/contributi/incassi?il=01/07/2026").text)
    bad = clerk.get("/contributi/incassi?il=31/02/2026&entro=domani")
    assert (bad.status_code, 'value="31/02/2026"' in bad.text, 'id="il-wrong"' in bad.text) == (422, True, True)
    page = clerk.get(LOOK)
    assert "Si chiederebbe un addebito, di 120,00" in words(page.text)
    assert "nucleo N1 (Rossi Anna)" in words(page.text)
    assert count(counter, debit_collection.c.collection_id) == 0, "looking asks for nothing"
    seen = stamp(page.text)
    signed(counter, clerk, "Carla", CARLAS)
    changed = clerk.post("/contributi/incassi", {**SENT, "seen": seen})
    assert (changed.status_code, "guardate di nuovo" in words(changed.text)) == (409, True)
    page = clerk.get(LOOK)
    assert clerk.post("/contributi/incassi", {**SENT, "seen": stamp(page.text)}).location == "/contributi/incassi"
    pressed_twice = clerk.post("/contributi/incassi", {**SENT, "seen": stamp(page.text)})
    assert (pressed_twice.status_code, "già registrato" in words(pressed_twice.text)) == (409, True)
    assert count(counter, debit_collection.c.collection_id) == 1
    opened = words(reader.get("/contributi/incassi?incasso=1").text)
    assert "chiesto alla banca: 2" in opened
    assert "Scarica il file" not in opened, "an auditor reads"
    first = clerk.post("/contributi/incassi/file", {"collection": "1"})
    assert (first.status_code, first.mimetype) == (200, "application/xml")
    assert ANNAS in first.text
    with counter.archive.reader.begin() as connection:
        looked = select(file_access.c.person_id).where(file_access.c.what == Looked.EXPORT.value)
        assert set(connection.scalars(looked)) == {counter.society.people["Anna"], counter.society.people["Carla"]}
    counter.clock.pass_by(timedelta(minutes=11))
    assert clerk.post("/contributi/incassi/file", {"collection": "1"}).status_code == 422, "the code once more"
    code = pyotp.TOTP(counter.secrets["anna"]).at(counter.clock.now)
    assert clerk.post("/contributi/incassi/file", {"collection": "1", "code": code}).text == first.text
    assert clerk.post("/contributi/incassi/file", {"collection": "7"}).status_code == 409


def test_what_went_back_is_told_with_its_reason(counter: Counter) -> None:
    charged(counter.society, "Anna", (FIRST, 12_000))
    clerk = counter.inside(Role.CLERK)
    signed(counter, clerk, "Anna", ANNAS)
    as_creditor(counter)
    clerk.post("/contributi/incassi", {**SENT, "seen": stamp(clerk.get(LOOK).text)})
    home = counter.society.households[counter.society.people["Anna"]]

    def refused(unit: object) -> None:
        unit.lock([home])  # type: ignore[attr-defined]
        entry = unit.entry(home, "debit_event")  # type: ignore[attr-defined]
        tell_debit_event(entry, 1, "refused", date(2026, 7, 1), reason="AC04")

    unit_of_work(counter.archive, [], refused, actor_id=counter.society.actor_id, now=counter.clock.now)
    for path in (account(counter, "Anna"), "/contributi/incassi?incasso=1"):
        assert "respinto dalla banca: conto chiuso (AC04)" in words(clerk.get(path).text), path
    assert count(counter, mandate.c.mandate_id) == 1


def test_ones_own_family_has_no_name_in_a_collection(counter: Counter) -> None:
    charged(counter.society, "Anna", (FIRST, 12_000))
    clerk, bruno = counter.inside(Role.CLERK), counter.inside(Role.CLERK, person="Bruno")
    signed(counter, clerk, "Anna", ANNAS)
    as_creditor(counter)
    clerk.post("/contributi/incassi", {**SENT, "seen": stamp(clerk.get(LOOK).text)})
    told = words(bruno.get("/contributi/incassi?incasso=1").text)
    assert "il vostro nucleo" in told
    assert "Anna" not in told
