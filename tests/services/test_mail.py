"""Mails to people: they wait with the act or not at all, say nothing of it, and go at least once as the same."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from mutua.domain.access import Role
from mutua.domain.faults import Fault
from mutua.domain.mails import MOST_TRIES, PAUSES, MailKind
from mutua.services import mail
from mutua.services.claim_life import Desktop, Done, pay
from mutua.services.entry_links import Purpose, use_link
from mutua.services.mail import choose_address, stop_mail, tell_account_changed, tell_news, wait_for_link
from mutua.services.reverse_claim import reverse
from mutua.services.send_mail import Went
from mutua.store.database import Archive
from mutua.store.tables import account, identity, mail_waiting, person_mail
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.login_helpers import login
from services.mail_helpers import Box, rows, send, set_up
from services.societies import NOW, Society, small_society

CANARIES = ("Rossi", "Anna", "Bruno", "Carla", "RSSNNA", "prescrizione", "visita", "rimbors", "salute", "medic")


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno", "Carla")
    set_up(archive)
    return made


def choose(society: Society, name: str, address: str) -> None:
    def work(unit: UnitOfWork) -> object:
        return choose_address(unit, society.people[name], address)

    assert not isinstance(do(society, work), Fault)


def do(society: Society, work: object, now: object = None) -> object:
    return unit_of_work(society.archive, [], work, actor_id=society.actor_id, now=now or society.now)  # type: ignore[arg-type]


def kinds(society: Society) -> list[tuple[str, int]]:
    return [(one.kind, one.person_id) for one in rows(society.archive, mail_waiting)]


def test_news_wait_for_whoever_chose_mail_once_and_say_nothing(
    society: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, anna = society.archive, society.people["Anna"]
    society.decide(society.claim("Anna", "VIS", 1_000))  # nobody chose mail: nothing waits
    assert kinds(society) == []
    choose(society, "Anna", "anna@esempio.it")
    first = society.claim("Anna", "VIS", 2_000)
    society.decide(first)
    society.decide(society.claim("Anna", "VIS", 3_000))  # one mail as long as the one before was not tried
    society.decide(society.claim("Bruno", "VIS", 3_000))  # of age, without an address: by post
    assert kinds(society) == [("news", anna)]
    with archive.writer.begin() as connection:  # Carla is a child: whoever stands for the household is written to
        connection.execute(update(identity).where(identity.c.person_id == society.people["Carla"])
                           .values(born_on=date(2012, 3, 1)))  # fmt: skip
    box = Box()
    assert send(archive, box, NOW, society.actor_id) == Went(1, 0)
    society.decide(society.claim("Carla", "VIS", 4_000))
    at = Desktop(archive, society.plans, society.actor_id, society.now, society.ids)
    assert kinds(society) == [("news", anna)] * 2
    assert send(archive, box, NOW, society.actor_id) == Went(1, 0)
    assert isinstance(pay(at, first, on=NOW.date(), reference="x"), Done)
    assert send(archive, box, NOW, society.actor_id) == Went(1, 0)
    assert isinstance(reverse(at, first, "prova"), Done)
    assert send(archive, box, NOW, society.actor_id) == Went(1, 0)
    assert send(archive, box, NOW, society.actor_id) == Went()
    first_mail = box.taken[0]
    assert len({one["Message-ID"] for one in box.taken}) == 4
    assert len({one["Subject"] for one in box.taken}) == len(set(box.texts())) == 1
    assert first_mail["To"] == "anna@esempio.it"
    assert first_mail["From"] == "Mutua di prova <avvisi@mutua.example>"
    assert "https://mutua.example/entra" in box.texts()[0]
    assert "0121 000000" in box.texts()[0]
    for one in box.taken:
        whole = one.as_string() + one.get_content()
        assert [word for word in CANARIES if word.lower() in whole.lower().replace("anna@esempio.it", "")] == []
    # No mail without the act, no act without the mail.
    claim_id = society.claim("Anna", "VIS", 5_000)
    before = len(kinds(society))

    def broken(*_: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(mail, "new_name", broken)
    with pytest.raises(RuntimeError):
        society.decide(claim_id)
    monkeypatch.undo()
    assert len(kinds(society)) == before
    society.decide(claim_id)
    assert len(kinds(society)) == before + 1


def test_one_that_did_not_go_is_tried_again_as_the_same_mail_until_it_is_given_up(society: Society) -> None:
    archive, actor = society.archive, society.actor_id
    choose(society, "Anna", "anna@esempio.it")
    society.decide(society.claim("Anna", "VIS", 1_000))
    now, box = NOW, Box(closed="unreachable")
    assert send(archive, box, now, actor) == Went(problem="unreachable")
    assert rows(archive, mail_waiting)[0].tries == 0  # a closed post office is no try
    box.closed = ""
    for pause in (*PAUSES, None):
        box.answers = ["not_now"]
        assert send(archive, box, now, actor) == Went(0, 1)
        assert send(archive, box, now, actor) == Went()
        if pause is not None:
            assert send(archive, box, now + pause - timedelta(seconds=1), actor) == Went()
            now += pause
    [given_up] = rows(archive, mail_waiting)
    assert (given_up.tries, given_up.failed, given_up.sent_at) == (MOST_TRIES, "not_now", None)
    assert send(archive, box, now + timedelta(days=9), actor) == Went()
    assert box.taken == []
    # What was tried says nothing of what came after it: another waits.
    society.decide(society.claim("Anna", "VIS", 2_000))
    society.decide(society.claim("Anna", "VIS", 2_500))
    assert len(rows(archive, mail_waiting)) == 2
    # Stopped between the post office and the note: the same mail once more, to the byte.
    class Killed(BaseException):
        pass

    def stop() -> None:
        raise Killed

    box.then = stop
    with pytest.raises(Killed):
        send(archive, box, now, actor)
    assert send(archive, box, now, actor) == Went()  # nobody takes it before its pause is over
    box.then = lambda: None
    assert send(archive, box, now + PAUSES[0], actor) == Went(1, 0)
    assert len(box.taken) == 2
    assert box.taken[0].as_bytes() == box.taken[1].as_bytes()
    # An address that is not there is given up at once; a broken line stops the others.
    choose(society, "Bruno", "bruno@esempio.it")
    society.decide(society.claim("Anna", "VIS", 3_000))
    society.decide(society.claim("Bruno", "VIS", 3_000))
    box.answers = ["cut_off"]
    assert send(archive, box, now, actor) == Went(0, 1, "cut_off")
    box.answers = ["address_refused"]
    assert send(archive, box, now + PAUSES[0], actor) == Went(1, 1)
    assert [one.tries for one in rows(archive, mail_waiting) if one.failed == "address_refused"] == [MOST_TRIES]
    # 90 days later nobody knows that they went.
    send(archive, box, now + timedelta(days=92), actor)
    assert all(one.sent_at is None for one in rows(archive, mail_waiting))


def test_an_address_is_chosen_and_given_up_on_a_day_and_the_old_one_hears_of_it(society: Society) -> None:
    archive, anna = society.archive, society.people["Anna"]
    for wrong in ("", "anna", "a b@c.it", "anna@esempio", "anna@esempio.it\r\nBcc: x@y.it", "«anna»@esempio.it",
                  "anna@1.2.3.4", "a@" + "b" * 64 + ".it", "a" * 65 + "@b.it", "a@b.it, c@d.it",
                  "a@-b.it"):  # fmt: skip
        found = do(society, lambda unit, text=wrong: choose_address(unit, anna, text))
        assert isinstance(found, Fault), wrong
    assert rows(archive, person_mail) == []
    choose(society, "Anna", "Anna@Esempio.IT")
    choose(society, "Anna", "Anna@esempio.it")  # the same
    choose(society, "Anna", "anna@società.it")
    told = rows(archive, person_mail)
    assert [(one.address, one.until is None) for one in told] == [
        ("Anna@esempio.it", False), ("anna@xn--societ-nta.it", True),
    ]  # fmt: skip
    do(society, lambda unit: tell_account_changed(unit, anna))
    box = Box()
    assert send(archive, box, NOW, society.actor_id) == Went(3, 0)
    sent = [(one["To"], "conto" in one.get_content()) for one in box.taken]
    assert sent == [("Anna@esempio.it", False), ("Anna@esempio.it", True), ("anna@xn--societ-nta.it", True)]
    assert not any("xn--" in one.get_content() for one in box.taken)  # the old address does not learn the new one
    # One given up long ago is not told.
    do(society, lambda unit: tell_account_changed(unit, anna), NOW + timedelta(days=31))
    assert [one.address_id for one in rows(archive, mail_waiting) if one.sent_at is None] == [told[1].id]
    # A link to enter: made when it goes, of no use after an hour; not to who wants no mail any more.
    society.decide(society.claim("Anna", "VIS", 1_000))
    login(society, "anna", Role.MEMBER, person="Anna")
    with archive.reader.begin() as connection:
        [account_id] = connection.scalars(select(account.c.id).where(account.c.login == "anna"))
    later = NOW + timedelta(days=31)
    assert send(archive, box, NOW, society.actor_id) == Went(2, 0)
    for hours in (3, 2):
        do(society, lambda unit: wait_for_link(unit, account_id, anna), later - timedelta(hours=hours))
    assert send(archive, box, later, society.actor_id) == Went(1, 1)
    assert [one.failed for one in rows(archive, mail_waiting) if one.kind == MailKind.ENTRY] == ["too_late"]
    do(society, lambda unit: wait_for_link(unit, account_id, anna), later)
    assert send(archive, box, later, society.actor_id) == Went(1, 0)
    [token] = re.findall(r"https://mutua\.example/entra/link/([\w-]{43})", box.texts()[-1])
    opened = [do(society, lambda unit: use_link(unit, token, Purpose.ENTER), later) for _ in range(2)]
    assert [one is not None for one in opened] == [True, False]
    assert any("accesso" in one["Subject"] for one in box.taken)
    do(society, lambda unit: tell_news(unit, [(anna, society.households[anna])]), later)
    assert do(society, lambda unit: stop_mail(unit, anna)) is True
    assert do(society, lambda unit: stop_mail(unit, anna)) is False
    assert do(society, lambda unit: wait_for_link(unit, 1, anna)) is False
    send(archive, box, later, society.actor_id)
    assert [one.failed for one in rows(archive, mail_waiting) if one.kind == MailKind.NEWS] == ["", "not_wanted"]
