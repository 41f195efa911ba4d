"""Handing mails to a post office: SMTP with a cipher, or the screen of a demonstration.

A mail is the same to the byte at each try, by its own Message-ID: a post office that gets it twice knows it for one.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as BY_SMTP
from email.utils import format_datetime
from typing import NamedTuple, Protocol

from mutua.domain.faults import Fault
from mutua.services.mail_settings import CONSOLE, STARTTLS, TLS, MailSettings, password_of
from mutua.wording.mails import Sender, Words

SECONDS = 30.0  # that the post office may take for each step
_POLICY = BY_SMTP.clone(cte_type="7bit", max_line_length=76)
LONGEST_NAME = 60


class Closed(Exception):
    """The post office cannot be reached, or lets nobody in: `code` says why. No mail was tried."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Counter(Protocol):
    """A post office that is open."""

    def hand_over(self, mail: EmailMessage) -> str:
        """Hands a mail over; "" or the code of why it was not taken."""


class Post(Protocol):
    def open(self) -> AbstractContextManager[Counter]:
        """Opens the post office, or raises `Closed`."""


class Addressed(NamedTuple):
    """A mail that can go: to where, by which name it is known, of when it is, what it says."""

    to: str
    name: str
    at: datetime
    words: Words


def mail_of(one: Addressed, settings: MailSettings, sender: Sender) -> EmailMessage:
    """The mail as it travels. Nobody is named in its head but the society."""
    mail = EmailMessage(policy=_POLICY)
    domain = settings.sender.rpartition("@")[2]
    mail["From"] = Address(display_name=shown_name(sender.name), addr_spec=settings.sender)
    mail["To"] = Address(addr_spec=one.to)
    mail["Subject"] = " ".join(one.words.subject.split())
    mail["Date"] = format_datetime(one.at)
    mail["Message-ID"] = f"<{one.name}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(one.words.body, charset="utf-8", cte="quoted-printable")
    return mail


def shown_name(name: str) -> str:
    """The society's name as it may stand in a head: one line, no sign that nobody sees."""
    return "".join(sign for sign in " ".join(name.split()) if sign.isprintable())[:LONGEST_NAME]


# ---------------------------------------------------------------- SMTP


class SmtpPost:
    """The post office of the settings. `context`: whose certificates are believed; the machine's by itself."""

    def __init__(
        self, settings: MailSettings, environment: Mapping[str, str], *, context: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:  # fmt: skip
        self._settings = settings
        self._environment = environment
        self._context = context
        self._seconds = seconds

    @contextmanager
    def open(self) -> Iterator[Counter]:
        password = password_of(self._settings, self._environment)
        if isinstance(password, Fault):
            raise Closed("no_password")
        office = _opened(self._connected, password, self._settings)
        try:
            yield SmtpCounter(office)
        finally:
            with suppress(smtplib.SMTPException, OSError):
                office.quit()
            office.close()

    def _connected(self) -> smtplib.SMTP:
        one = self._settings
        here = one.sender.rpartition("@")[2]  # never the name of the machine
        context = self._context or ssl.create_default_context()
        port = int(one.port)
        if one.tls == TLS:
            return smtplib.SMTP_SSL(one.host, port, local_hostname=here, timeout=self._seconds, context=context)
        office = smtplib.SMTP(one.host, port, local_hostname=here, timeout=self._seconds)
        if one.tls == STARTTLS:
            try:
                office.starttls(context=context)  # raises where the office has none: never on without
            except BaseException:
                office.close()
                raise
        return office


def _opened(connected: Callable[[], smtplib.SMTP], password: str, settings: MailSettings) -> smtplib.SMTP:
    try:
        office = connected()
    except (ssl.SSLError, smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException) as error:
        raise Closed("unreachable" if isinstance(error, smtplib.SMTPConnectError) else "tls_failed") from None
    except (OSError, smtplib.SMTPException):
        raise Closed("unreachable") from None
    if not settings.user:
        return office
    try:
        office.login(settings.user, password)
    except (smtplib.SMTPException, UnicodeError):
        office.close()
        raise Closed("login_refused") from None
    except OSError:
        office.close()
        raise Closed("unreachable") from None
    return office


class SmtpCounter:
    def __init__(self, office: smtplib.SMTP) -> None:
        self._office = office

    def hand_over(self, mail: EmailMessage) -> str:
        try:
            self._office.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            code, _ = next(iter(refused.recipients.values()))
            return "address_refused" if code in (550, 551, 553, 501, 513) else "not_now" if code < 500 else "refused"
        except smtplib.SMTPSenderRefused as refused:
            return "not_now" if refused.smtp_code < 500 else "sender_refused"
        except smtplib.SMTPServerDisconnected:
            return "cut_off"
        except smtplib.SMTPResponseException as refused:
            return "not_now" if refused.smtp_code < 500 else "refused"
        except (smtplib.SMTPException, OSError):
            return "cut_off"
        return ""


# ---------------------------------------------------------------- the screen of a demonstration


class ScreenPost:
    """Shows each mail instead of handing it over."""

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show

    @contextmanager
    def open(self) -> Iterator[Counter]:
        yield self

    def hand_over(self, mail: EmailMessage) -> str:
        self._show(f"── {mail['To']} ── {mail['Subject']}\n{mail.get_content().rstrip()}\n")
        return ""


def post_of(settings: MailSettings, environment: Mapping[str, str], show: Callable[[str], None]) -> Post:
    """The post office of the settings; `show` is the screen."""
    return ScreenPost(show) if settings.way == CONSOLE else SmtpPost(settings, environment)
