"""Contributions at the counter: a year charged beside the pages, notices, money once for a wish, who is late."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from mutua.domain.access import Role
from mutua.services.society import change_letterhead
from mutua.store.tables import charge, due, notice_sent, receipt
from services.member_helpers import member
from web.claims_helpers import printed
from web.counter import Browser, Counter
from web.test_members import done, mark
from web.test_person import words


def charged(counter: Counter, clerk: Browser, year: int = 2026) -> str:
    """The year looked at, and charged as it was shown; what was shown."""
    asked = {"year": str(year), "first_due": f"31/01/{year}"}
    assert clerk.post("/contributi/addebito/guarda", asked).location == "/contributi/addebito"
    counter.site.works.wait("charge", 30)
    shown = clerk.get("/contributi/addebito")
    seen = re.search(r'name="seen" value="([^"]+)"', shown.text)
    assert seen is not None, words(shown.text)
    assert "Refresh" not in shown.headers
    stale = clerk.post("/contributi/addebito", {"seen": "0" * 16})
    assert stale.status_code == 409
    assert "Non è stato addebitato nulla" in words(stale.text)
    assert clerk.post("/contributi/addebito", {"seen": seen[1]}).location == "/contributi/addebito"
    counter.site.works.wait("charge", 30)
    again = clerk.post("/contributi/addebito", {"seen": seen[1]})
    assert again.status_code == 409, "it is done: pressed twice it charges nothing more"
    return words(shown.text)


def pdf_words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def count(counter: Counter, table: object) -> int:
    with counter.archive.reader.begin() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)  # type: ignore[call-overload,arg-type]  # a table


def tell_account(counter: Counter) -> None:
    """Where contributions are to be paid."""
    with counter.archive.writer.begin() as connection:
        change_letterhead(connection, {"name": "Mutua di prova", "iban": "IT60X0542811101000000123456"})


def test_nobody_is_asked_to_pay_as_long_as_nobody_knows_where(counter: Counter) -> None:
    clerk = counter.inside(Role.CLERK)
    charged(counter, clerk)
    account = f"/persone/{counter.public_id('Anna')}/contributi"
    for path in ("/contributi/avvisi", "/contributi/solleciti", f"{account}/avviso", f"{account}/sollecito"):
        answer = printed(counter, clerk, path, {"year": "2026"})
        assert answer.status_code == 409, path
        assert "La società non ha ancora un IBAN" in words(answer.text), path
    assert count(counter, notice_sent) == 0
    tell_account(counter)
    assert printed(counter, clerk, "/contributi/avvisi", {"year": "2026"}).mimetype == "application/pdf"


def test_a_year_is_charged_as_it_was_shown_and_noticed(counter: Counter) -> None:
    society = counter.society
    society.household("N2", "Elsa", "Furio")
    clerk = counter.inside(Role.CLERK)
    assert "non è stato addebitato nulla" in words(clerk.get("/contributi").text)
    assert clerk.post("/contributi/addebito/guarda", {"year": "2031"}).status_code == 422
    wrong = clerk.post("/contributi/addebito/guarda", {"year": "2026", "first_due": "31/02/2026"})
    assert 'value="31/02/2026"' in wrong.text
    clerk.post("/contributi/addebito/guarda", {"year": "2026"})
    counter.site.works.wait("charge", 30)
    assert "il regolamento non dice entro quando si paga: scrivete" in words(clerk.get("/contributi/addebito").text)
    said = charged(counter, clerk)
    assert "In tutto, 2 nuclei 5 1.500,00 €" in said
    assert count(counter, charge) == 5
    year = words(clerk.get("/contributi?anno=2026").text)
    for told_so in ("1.500,00 € dovuti da 2 nuclei", "Senza avviso: 2 nuclei", "in ritardo"):
        assert told_so in year, year
    assert "la lista finisce prima" in words(clerk.get("/contributi?anno=2026&pagina=9").text)
    family = counter.inside(Role.CLERK, person="Bruno")
    own = words(family.get("/contributi?anno=2026").text)
    assert "N1" not in own.split("Nucleo Titolare")[1].split("Il vostro nucleo non è in lista")[0]
    tell_account(counter)
    answer = printed(counter, clerk, "/contributi/avvisi", {"year": "2026"})
    assert answer.mimetype == "application/pdf"
    assert not re.search(r"[Rr]ossi|[Ee]lsa", answer.headers["Content-Disposition"])
    said = pdf_words(answer.data)
    assert "nucleo N1" in said
    assert "nucleo N2" in said
    assert count(counter, notice_sent) == 2
    none = printed(counter, clerk, "/contributi/avvisi", {"year": "2026"})
    assert none.status_code == 409
    assert re.search("Chi deve pagare ha già avuto|chi doveva averlo l'ha già avuto", words(none.text))
    again = printed(counter, clerk, "/contributi/avvisi/di-nuovo", {"year": "2026"})
    assert again.data == answer.data, "the same file, and noted once"
    assert count(counter, notice_sent) == 2
    assert count(counter, charge) == 5


def test_money_is_recorded_once_with_its_receipt_and_goes_back(counter: Counter) -> None:
    clerk = counter.inside(Role.CLERK)
    charged(counter, clerk)
    path = f"/persone/{counter.public_id('Anna')}/contributi"
    form = clerk.get(f"{path}/passo?passo=receive_money").text
    key = re.search(r'name="key" value="([0-9a-f]{32})"', form)
    assert key is not None
    told = {"key": key[1], "amount": "1.000,00", "channel": "cash", "on": "01/06/2026"}
    assert clerk.post(f"{path}/incasso", {**told, "amount": "1,000.00"}).status_code == 422
    nought = clerk.post(f"{path}/incasso", {**told, "amount": "0"})
    assert "maggiore di zero" in words(nought.text)
    assert 'value="list"' not in form, "no way that money comes by"
    for odd, why in (("30/06/1926", "Controllate l&#39;anno"), ("01/03/2025", "più di un anno fa")):
        answer = clerk.post(f"{path}/incasso", {**told, "on": odd})
        assert answer.status_code == 422
        assert why in answer.text
    assert clerk.post(f"{path}/incasso", {**told, "on": "30/06/1926", "meant": "sì"}).status_code == 422
    assert "01/03/2025" in clerk.post(f"{path}/incasso", {**told, "on": "01/03/2025", "meant": "sì"}).text
    said = done(clerk, f"{path}/incasso", told)
    for told_so in ("Entrano 1.000,00 €, contanti, 01/06/2026.", "scadenza 31/01/2026: 300,00 €",
                    "In acconto: 100,00 €"):  # fmt: skip
        assert told_so in said, said
    assert clerk.post(f"{path}/incasso", told).status_code == 303, "the same wish again"
    other = clerk.post(f"{path}/incasso", {**told, "amount": "5,00"})
    assert "già stato registrato qualcos'altro" in words(other.text)
    assert count(counter, receipt) == 1
    page = words(clerk.get(path).text)
    assert "0,00 € da pagare dal nucleo N1" in page
    answer = clerk.post(f"{path}/ricevuta", {"receipt": "1"})
    assert answer.mimetype == "application/pdf"
    said = pdf_words(answer.data)
    for told_so in ("Ricevuta n. 1", "ha ricevuto 1.000,00", "Anna Rossi", "contanti", "In acconto"):
        assert told_so in said, said
    assert clerk.post(f"{path}/ricevuta", {"receipt": "7"}).status_code == 409
    society = counter.society
    society.household("N2", "Elsa")
    elsa = f"/persone/{counter.public_id('Elsa')}/contributi"
    assert clerk.post(f"{elsa}/ricevuta", {"receipt": "1"}).status_code == 409, "another household's"
    back = {"key": "b" * 32, "receipt": "1", "amount": "85,00", "on": "01/06/2026"}
    assert "La ricevuta 1 non c'è" in words(clerk.post(f"{elsa}/restituzione", back).text)
    assert "Tornano indietro 85,00 €" in done(clerk, f"{path}/restituzione", back)
    assert "ha ricevuto 1.000,00" in pdf_words(clerk.post(f"{path}/ricevuta", {"receipt": "1"}).data)
    assert "ha restituito 85,00" in pdf_words(clerk.post(f"{path}/ricevuta", {"receipt": "2"}).data)
    assert clerk.post(f"{path}/acconto", {}).status_code == 422
    assert "già tutto addebitato" in words(clerk.post(f"{path}/addebita", {"year": "2026"}).text)
    chosen = {"plan": society.plan_code, "year": "2027", "instalments": "in tre rate", "channel": "direct_debit"}
    assert "rate «in tre rate», via addebito diretto" in done(clerk, f"{path}/come-paga", chosen)
    assert clerk.post(f"{path}/come-paga", {**chosen, "instalments": "a rate"}).status_code == 422
    for who in (counter.inside(Role.CLERK, person="Bruno"), counter.inside(Role.AUDITOR)):
        assert who.post(f"{path}/incasso", told).status_code == 403


def test_who_is_late_is_reminded_and_suspended(counter: Counter) -> None:
    member(counter.society, "Anna")
    clerk = counter.inside(Role.CLERK)
    assert "Nessuno è in ritardo" in words(clerk.get("/contributi/morosi").text)
    charged(counter, clerk)
    page = clerk.get("/contributi/morosi").text
    said = words(page)
    for told_so in ("Un nucleo, 900,00 €", "Rossi Anna N1", "31/01/2026", "121 giorni", "sospesa dal"):
        assert told_so in said, said
    tell_account(counter)
    answer = printed(counter, clerk, "/contributi/solleciti", {"year": "2026"})
    assert answer.mimetype == "application/pdf"
    twice = printed(counter, clerk, "/contributi/solleciti", {"year": "2026"})
    assert twice.status_code == 409, "nobody twice in thirty days"
    assert printed(counter, clerk, "/contributi/solleciti/di-nuovo", {"year": "2026"}).data == answer.data
    assert "1 01/06/2026" in words(clerk.get("/contributi/morosi").text)
    with counter.archive.reader.begin() as connection:
        reference = connection.scalar(select(due.c.reference))
    sheet = words(clerk.get(f"/persone/{counter.public_id('Anna')}/da-stampare").text)
    assert "Contributo con scadenza 31 gennaio 2026" in sheet
    assert "900,00 €" in sheet.replace("\xa0", " ")
    assert "IT60 X054 2811 1010 0000 0123 456" in sheet, "where to pay, as the notice says it"
    assert " ".join(reference[at : at + 4] for at in range(0, len(reference), 4)) in sheet
    step = re.search(r'href="(/persone/[a-z2-7]{26}/socio)/passo\?passo=suspend_member"', page)
    assert step is not None
    said = done(clerk, f"{step[1]}/sospensione", {"on": "01/06/2026", "reason": "arrears"})
    assert "Sospensione dal 01/06/2026" in said
    assert "Fine sospensione" in words(clerk.get("/contributi/morosi").text)
    shown = clerk.post(f"{step[1]}/fine-sospensione", {"on": "31/05/2026"})
    assert shown.status_code == 422
    assert mark(clerk.post(f"{step[1]}/fine-sospensione", {"on": "01/06/2026"}).text)


def test_the_page_of_a_year_warns_above_the_line_of_the_register(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rulesets = tmp_path / "figures"
    rulesets.mkdir()
    monkeypatch.setenv("MUTUA_RULESETS", str(rulesets))
    counter.society.household("N2", "Elsa", "Furio")
    clerk = counter.inside(Role.CLERK)
    charged(counter, clerk)
    with counter.archive.reader.begin() as connection:
        asked = int(connection.scalar(select(func.sum(due.c.amount_cents))) or 0)

    def shown(cents: int) -> str:
        (rulesets / "parametri.yaml").write_text(
            "contributi_senza_registro:\n  titolo: soglia\n  valori:\n"
            f"    - {{dal: 2017-08-03, importo: {cents // 100}.{cents % 100:02d}, fonte: art. 44}}\n", encoding="utf-8",
        )  # fmt: skip
        return words(clerk.get("/contributi?anno=2026").text)

    assert asked > 0
    assert "registro delle imprese" not in shown(asked)
    assert "dev'essere iscritta nel registro delle imprese, sezione imprese sociali (art. 44)" in shown(asked - 1)
    (rulesets / "parametri.yaml").write_text("contributi_senza_registro: 3\n", encoding="utf-8")
    assert clerk.get("/contributi").status_code == 200


def test_somebody_outside_pays_at_the_counter(counter: Counter) -> None:
    clerk = counter.inside(Role.CLERK)
    charged(counter, clerk)
    path = f"/persone/{counter.public_id('Anna')}/contributi"
    form = clerk.get(f"{path}/passo?passo=receive_money").text
    key = re.search(r'name="key" value="([0-9a-f]{32})"', form)
    assert key is not None
    told = {"key": key[1], "amount": "100,00", "channel": "transfer", "on": "01/06/2026"}
    for wrong, why in (
        ({"regime": "fund"}, "scrivete anche chi ha pagato"), ({"paid_by": "12"}, "almeno una lettera"),
        ({"paid_by": "R", "regime": "member"}, ""),
    ):  # fmt: skip
        answer = clerk.post(f"{path}/incasso", {**told, **wrong})
        assert (answer.status_code, why in words(answer.text)) == (422, True)
    said = done(clerk, f"{path}/incasso", {**told, "paid_by": "Rosa Neri", "regime": "employer"})
    assert "bonifico, da Rosa Neri (azienda), 01/06/2026." in said
    assert "bonifico, da Rosa Neri (azienda)" in words(clerk.get(path).text)
    answer = clerk.post(f"{path}/ricevuta", {"receipt": "1"})
    assert "Rosa Neri" in pdf_words(answer.data)
