"""Handing mails over: never without the cipher asked for, nothing smuggled into a head, settings read strictly."""

from __future__ import annotations

import email
import email.policy
import ssl
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mutua.domain.faults import Fault
from mutua.domain.mails import MailKind
from mutua.services.mail_settings import (
    CONSOLE,
    PASSWORD_VARIABLE,
    MailSettings,
    checked,
    password_of,
    read_public_address,
)
from mutua.services.posting import Addressed, Closed, ScreenPost, SmtpPost, mail_of
from mutua.wording.mails import FAILURES, Sender, Words, to_person
from services.smtp_office import ciphers, office

AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
SENDER = Sender("Società di mutuo soccorso", "0121 000000", "https://mutua.example")
SETTINGS = MailSettings("smtp", "localhost", "25", "starttls", "", "avvisi@mutua.example", "https://mutua.example")


def one(words: Words | None = None, to: str = "anna@xn--societ-nta.it") -> Addressed:
    return Addressed(to, "abc", AT, words or to_person(MailKind.NEWS, SENDER))


def hand_over(settings: MailSettings, context: ssl.SSLContext | None = None, password: str = "") -> str:
    post = SmtpPost(settings, {PASSWORD_VARIABLE: password}, context=context, seconds=5)
    try:
        with post.open() as counter:
            return counter.hand_over(mail_of(one(), settings, SENDER))
    except Closed as closed:
        return closed.code


def test_a_mail_goes_with_the_cipher_or_not_at_all(tmp_path: Path) -> None:
    server, believed = ciphers(tmp_path)
    with office(server, "segreto") as there:
        asked = replace(SETTINGS, port=str(there.port), user="avvisi")
        assert hand_over(asked, believed, "segreto") == ""
        assert hand_over(asked, believed, "sbagliata") == "login_refused"
        assert hand_over(asked, None, "segreto") == "tls_failed"  # a certificate that nobody believes
        assert hand_over(asked, believed, "") == "no_password"
        for answer, code in (("550 nobody", "address_refused"), ("451 later", "not_now"), ("554 no", "refused")):
            there.refuse = answer
            assert hand_over(asked, believed, "segreto") == code
        assert len(there.came) == 1
        sender, receiver, content = there.came[0]
        assert "mutua.example" in there.names[0]  # not the name of this machine
        there.refuse = ""
        gone = there.port
    assert (sender.split()[0], receiver) == ("FROM:<avvisi@mutua.example>", "TO:<anna@xn--societ-nta.it>")
    told = email.message_from_bytes(content, policy=email.policy.default)
    assert told["From"].addresses[0].display_name == "Società di mutuo soccorso"
    assert told["Message-ID"] == "<abc@mutua.example>"
    assert told["Date"].datetime == AT
    assert told["Auto-Submitted"] == "auto-generated"
    assert told.get_content().splitlines() == to_person(MailKind.NEWS, SENDER).body.splitlines()
    assert content.isascii()
    assert max(len(line) for line in content.splitlines()) <= 100
    with office(None) as bare:  # one that has no cipher
        assert hand_over(replace(SETTINGS, port=str(bare.port))) == "tls_failed"
        assert bare.came == []
        assert hand_over(replace(SETTINGS, port=str(bare.port), tls="none")) == ""
    assert hand_over(replace(SETTINGS, port=str(gone))) == "unreachable"
    assert {"tls_failed", "no_password", "unreachable", "cut_off", "sender_refused"} <= FAILURES.keys()


@pytest.mark.parametrize("name", [
    "Mutua\r\nBcc: spia@x.it", "Mutua\nX-Altro: 1", "«Mutua» \"prova\" <spia@x.it>", "ⲙⲩⲧⲩⲁ 互助社 " * 9, "A" * 300,
    "a\u2028Bcc: x@y.it", "Mutua, Bcc: spia@x.it",
])  # fmt: skip
def test_nothing_is_smuggled_into_a_head(name: str) -> None:
    sender = SENDER._replace(name=name)
    made = mail_of(one(Words(f"Prova {name}", f"{name}\n.\nciao\n")), SETTINGS, sender)
    content = made.as_bytes()
    told = email.message_from_bytes(content, policy=email.policy.default)
    assert set(told.keys()) == {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
                                "Content-Type", "Content-Transfer-Encoding"}  # fmt: skip
    assert [str(one.addr_spec) for one in told["From"].addresses] == ["avvisi@mutua.example"]
    assert [str(one.addr_spec) for one in told["To"].addresses] == ["anna@xn--societ-nta.it"]
    assert content.isascii()
    assert max(len(line) for line in content.splitlines()) <= 998


def test_settings_are_read_strictly_and_the_password_is_not_among_them(tmp_path: Path) -> None:
    def codes(**changes: str) -> list[str]:
        _, faults = checked(replace(SETTINGS, **changes), demo=False)
        return [fault.code for fault in faults]

    assert codes() == codes(host="smtp.società.it") == []
    assert checked(replace(SETTINGS, port="", tls="tls"), demo=False)[0].port == "465"
    assert codes(host="a b", port="0", tls="ssl", sender="x") == [
        "mail_without_at", "mail_host", "mail_port", "mail_tls",
    ]  # fmt: skip
    assert codes(tls="none", host="smtp.esempio.it") == ["mail_plain"]
    assert codes(way=CONSOLE) == ["mail_console"]
    assert checked(replace(SETTINGS, way=CONSOLE), demo=True)[1] == []
    right = {"https://mutua.example/": "https://mutua.example", "https://Mutua.Example:8443": "https://mutua.example:8443",
             "http://127.0.0.1:8000": "http://127.0.0.1:8000", "http://[::1]:80": "http://[::1]:80"}  # fmt: skip
    assert {text: read_public_address(text) for text in right} == right
    for wrong in ("", "mutua.example", "http://mutua.example", "https://a@mutua.example", "https://mutua.example/x",
                  "https://mutua.example?x", "https://mutua.example#x", "https://x\r\n.it", "ftp://mutua.example",
                  "https://", "https://mutua.example:99999", "javascript:alert(1)"):  # fmt: skip
        assert isinstance(read_public_address(wrong), Fault), wrong
    told = replace(SETTINGS, user="u", password_file=str(tmp_path / "p"))
    (tmp_path / "p").write_text("segreto\n")
    (tmp_path / "p").chmod(0o644)
    assert password_of(told, {}) == Fault("mail_password_open", str(tmp_path / "p"))
    (tmp_path / "p").chmod(0o600)
    assert password_of(told, {}) == "segreto"
    assert password_of(told, {PASSWORD_VARIABLE: "altro"}) == "altro"
    assert "segreto" not in repr(told)
    shown: list[str] = []
    with ScreenPost(shown.append).open() as counter:
        assert counter.hand_over(mail_of(one(), SETTINGS, SENDER)) == ""
    assert "C'è una novità sulla tua richiesta" in shown[0]
