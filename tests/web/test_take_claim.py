"""«Le mie»: who has which request, how it comes into one's own list and leaves it; what is missing is asked first."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sqlalchemy import event, select

from mutua.domain.access import Role
from mutua.services.claim_life import withdraw
from mutua.store.claim_taken import freed_by
from mutua.store.tables import claim_appeal_answer, claim_taken, claim_withdrawal, decision, decision_line
from services.societies import NOW
from web.claims_helpers import clerk, decisions, letters, page_of, stamp_on, waits
from web.counter import Browser, Counter
from web.test_access import desk
from web.test_claim_page import clocked, of_pdf, plain
from web.test_new_claim import PLAIN, sheet
from web.test_queue import shown

__all__ = ["clocked"]
INVOICE_ALONE = {"fattura": date(2026, 5, 4)}


def mine(browser: Browser) -> list[str]:
    page = browser.get("/coda/mie")
    assert page.status_code == 200
    return shown(page.text)


def tile(browser: Browser) -> str:
    """The figure of one's own on the first page."""
    found = re.search(r'class="figure">([^<]+)</span> <span>le mie<', browser.get("/").text)
    assert found
    return found[1]


def taken(counter: Counter) -> dict[int, int]:
    with counter.archive.reader.begin() as connection:
        return dict(connection.execute(select(claim_taken.c.claim_id, claim_taken.c.account_id)).all())  # type: ignore[arg-type]


def test_what_is_written_frees_what_nothing_is_left_to_do_about() -> None:
    rows = {
        decision: [(1, 1, 7, 1, "decision"), (1, 3, 7, 2, "correction"), (2, 1, 8, 1, "decision"),
                   (2, 2, 9, 1, "decision"), (2, 3, 9, 2, "correction")],
        decision_line: [(1, 1, 1, 7, "suspended"), (1, 3, 1, 7, "granted"), (2, 1, 1, 8, "suspended"),
                        (2, 2, 1, 9, "granted"), (2, 3, 1, 9, "suspended")],
        claim_withdrawal: [(3, 1, 10, "motive")], claim_appeal_answer: [(4, 1, 11, 1, "rejected", "motive")],
    }  # fmt: skip
    [freed] = freed_by(rows)
    assert list(freed.rows) == [(7,), (10,), (11,)], "8 waits, and 9 does again"
    assert freed_by({decision: [(2, 1, 8, 1, "decision")], decision_line: [(2, 1, 1, 8, "suspended")]}) == []
    assert freed_by({}) == []


def test_who_registers_asks_or_takes_a_request_has_it_until_it_is_decided(clocked: Counter) -> None:
    counter, society = clocked, clocked.society
    one, two = clerk(counter, login="anna"), clerk(counter, login="berta")
    other = society.claim("Bruno", "CICLO", 20000, received_at=NOW - timedelta(days=40))
    lacking = society.claim("Anna", "VIS", 5000, papers=INVOICE_ALONE, received_at=NOW - timedelta(days=20))
    assert mine(one) == mine(two) == []
    assert "La prendo io" in one.get("/coda/mie").text, "what an empty list is for"
    # Registered at the counter.
    address = sheet(counter, browser=one).send(dict(PLAIN), None)
    assert len(mine(one)) == 1
    assert tile(one) == "1"
    assert tile(two) == "0"
    assert "L'avete voi" in plain(one.get(address).text)
    assert "L'ha Anna." in plain(two.get(address).text)
    assert "l'ha Anna" in plain(two.get("/coda/da-decidere").text)
    assert "l'avete voi" in plain(one.get("/coda/da-decidere").text)
    # Taken with the button: by nobody before, then from a colleague.
    path = page_of(counter, other)
    assert "Non l'ha ancora nessuno" in plain(one.get(path).text)
    assert one.post(f"{path}/prendi").location == path
    assert mine(one)[0] == str(other), "the oldest first"
    assert len(mine(one)) == 2
    assert "40 giorni" in plain(one.get("/coda/mie").text)
    two.get(path)
    assert two.post(f"{path}/prendi").location == path
    assert (len(mine(one)), mine(two)) == (1, [str(other)])
    refused = one.post(f"{path}/lascia")
    assert refused.status_code == 409
    assert "non è fra le vostre" in plain(refused.text)
    assert two.post(f"{path}/lascia").location == path
    assert mine(two) == []
    assert two.post(f"{path}/lascia").status_code == 409, "twice"
    # Asked papers for.
    society.decide(lacking)
    asking = page_of(counter, lacking)
    two.get(asking)
    assert two.post(f"{asking}/chiedi").mimetype == "application/pdf"
    assert mine(two) == [str(lacking)]
    assert "01/07/2026" in two.get("/coda/mie").text, "the term of the letter"
    # Decided, withdrawn: nobody's.
    assert one.post(f"{address}/decidi", {"seen": stamp_on(one.get(address).text)}).location == address
    assert mine(one) == []
    assert "La prendo io" not in one.get(address).text
    refused = one.post(f"{address}/prendi")
    assert refused.status_code == 409
    assert "non c'è più niente da fare" in plain(refused.text)
    one.post(f"{path}/prendi")
    withdraw(desk(counter), other, "non serve più")
    assert taken(counter) == {lacking: taken(counter)[lacking]}
    assert counter.inside(Role.AUDITOR).get("/coda/mie").status_code == 403
    reader = counter.inside(Role.AUDITOR).get(asking).text
    assert "L'ha Berta" in plain(reader)
    assert "La prendo io" not in reader


def test_ones_own_list_goes_by_its_index_and_never_holds_the_family(counter: Counter) -> None:
    society = counter.society
    society.household("N2", "Dora")
    own, others = society.claim("Bruno", "CICLO", 10000), society.claim("Dora", "VIS", 5000)
    browser = clerk(counter, login="anna", person="Anna")
    assert browser.post(f"{page_of(counter, own)}/prendi").status_code == 403
    browser.post(f"{page_of(counter, others)}/prendi")
    [account_id] = taken(counter).values()
    with counter.archive.writer.begin() as connection:  # as if they had come into the family later
        connection.execute(claim_taken.insert().values(claim_id=own, account_id=account_id, taken_at=NOW))
    seen: list[tuple[str, object]] = []
    reader = counter.archive.reader
    event.listen(reader, "before_cursor_execute", lambda c, cursor, text, values, *more: seen.append((text, values)))
    assert mine(browser) == [str(others)]
    listed = [one for one in seen if "claim_taken.account_id =" in one[0]]
    assert len(listed) >= 2, "counted, and a page of it"
    with reader.begin() as connection:
        if counter.archive.dialect == "sqlite":
            index, explain = "claim_taken USING COVERING INDEX ix_claim_taken_account_id (account_id=?)", "QUERY PLAN"
        else:  # the tables are nearly empty: any way would do
            index, explain = "ix_claim_taken_account_id", ""
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        for text, values in listed:
            plan = str(connection.exec_driver_sql(f"EXPLAIN {explain} {text}", values).all())  # type: ignore[arg-type]
            assert index in plan
            assert "SCAN claim " not in plan
            assert "Seq Scan on claim " not in plan


def test_what_is_missing_is_asked_for_first_and_decided_anyway_says_what_happens(clocked: Counter) -> None:
    counter, society = clocked, clocked.society
    first = society.claim("Anna", "VIS", 5000, papers=INVOICE_ALONE)
    second = society.claim("Anna", "VIS", 4000, papers=INVOICE_ALONE)
    whole = society.claim("Anna", "CICLO", 20000)
    browser = clerk(counter, login="anna")
    page = browser.get(page_of(counter, first)).text
    assert page.index("Chiedi i documenti") < page.index("Decidi lo stesso e apri la prossima")
    assert 'class="main" accesskey="s"' in page, "the first button is the one that asks"
    assert "non chiede niente a nessuno: la domanda finisce in «Da completare», segnata «da chiedere»" in plain(page)
    text = browser.get(page_of(counter, whole)).text
    assert "Chiedi i documenti" not in text
    assert "Decidi lo stesso" not in text
    # At once: put down as waiting, the letter printed, in one's own list. Printed again by a colleague it is the same.
    path, seen = page_of(counter, first), stamp_on(page)
    for one in (browser, clerk(counter, login="berta")):
        answer = one.post(f"{path}/chiedi-subito", {"seen": seen})
        assert answer.mimetype == "application/pdf"
        assert "la prescrizione del medico" in of_pdf(answer.data)
    assert decisions(counter, first) == ["decision"]
    assert letters(counter) == [("papers_asked", first, 1, "")]
    assert mine(browser) == [str(first)]
    assert "sospesa" in plain(browser.get("/coda/mie").text)
    # Not as it was shown, lacking nothing, or by who may not: nothing happens.
    assert browser.post(f"{page_of(counter, second)}/chiedi-subito", {"seen": seen}).status_code == 409
    assert waits(counter, second)
    assert counter.inside(Role.AUDITOR).post(f"{page_of(counter, second)}/chiedi-subito").status_code == 403
    text = browser.get(page_of(counter, whole)).text
    refused = browser.post(f"{page_of(counter, whole)}/chiedi-subito", {"seen": stamp_on(text)})
    assert refused.status_code == 409
    assert waits(counter, whole), "what lacks nothing is not decided by asking"
    # Decided anyway: it waits for somebody to ask.
    path = page_of(counter, second)
    assert browser.post(f"{path}/decidi", {"seen": stamp_on(browser.get(path).text)}).location == path
    assert "da chiedere" in browser.get("/coda/da-completare").text
    assert letters(counter) == [("papers_asked", first, 1, "")]
