"""How mails leave the society: through which post office, from which address, with links to which address of its pages.

Kept in the archive, but for the password: that stands in the environment, or in a file of its own that is named here.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Connection

from mutua.domain.faults import Fault
from mutua.domain.mail_address import plain_domain, read_mail_address
from mutua.store.settings import read_setting, write_setting

PASSWORD_VARIABLE = "MUTUA_MAIL_PASSWORD"
PREFIX = "mail_"
OFF, SMTP, CONSOLE = "", "smtp", "console"
WAYS = (OFF, SMTP, CONSOLE)
STARTTLS, TLS, PLAIN = "starttls", "tls", "none"
PORTS = {STARTTLS: "587", TLS: "465", PLAIN: "25"}
HERE = frozenset({"localhost", "127.0.0.1", "::1"})  # without a cipher nothing leaves this machine


@dataclass(frozen=True, slots=True)
class MailSettings:
    """`way`: "" (no mail goes), `smtp`, or `console`, which only shows what would go. `public_address`: of the pages,
    without a stroke at the end. `password_file`: the path of a file, never a password."""

    way: str = OFF
    host: str = ""
    port: str = ""
    tls: str = STARTTLS
    user: str = ""
    sender: str = ""
    public_address: str = ""
    password_file: str = ""

    @property
    def ready(self) -> bool:
        """Whether mails can go."""
        return self.way != OFF and bool(self.sender and self.public_address)


PARTS = tuple(one.name for one in fields(MailSettings))


def mail_settings(connection: Connection) -> MailSettings:
    told = {part: read_setting(connection, PREFIX + part) for part in PARTS}
    return MailSettings(**{part: value for part, value in told.items() if value or part != "tls"})


def mail_is_on(connection: Connection) -> bool:
    """Whether the society writes by mail at all: where it does not, nothing comes to wait."""
    return read_setting(connection, PREFIX + "way") != OFF


def change_mail_settings(connection: Connection, told: Mapping[str, str], *, demo: bool) -> list[Fault]:
    """Keeps what is told, by the names of `MailSettings`; what is not told stays. Gives all that is wrong with the
    whole; then nothing is kept. `demo`: whether mails may only be shown, which tells links to whoever reads along."""
    given = {part: " ".join(text.split()) for part, text in told.items()}
    wanted, faults = checked(replace(mail_settings(connection), **given), demo=demo)
    if not faults:
        for part in PARTS:
            write_setting(connection, PREFIX + part, str(getattr(wanted, part)))
    return faults


def checked(one: MailSettings, *, demo: bool) -> tuple[MailSettings, list[Fault]]:
    """The settings as they are kept, and all that is wrong with them."""
    if one.way == OFF:
        return one, []
    faults: list[Fault] = []
    if one.way not in WAYS or (one.way == CONSOLE and not demo):
        faults.append(Fault("mail_console", one.way))
    sender, public = read_mail_address(one.sender), read_public_address(one.public_address)
    faults += [told for told in (sender, public) if isinstance(told, Fault)]
    if one.way == SMTP:
        port = one.port or PORTS.get(one.tls, "")
        one = replace(one, port=port)
        faults += _wrong_office(one)
    kept = replace(one, sender=str(sender), public_address=str(public)) if not faults else one
    return kept, faults


def _wrong_office(one: MailSettings) -> list[Fault]:
    faults = []
    if one.host not in HERE and plain_domain(one.host) is None:
        faults.append(Fault("mail_host", one.host))
    if not (one.port.isascii() and one.port.isdigit() and 0 < int(one.port) < 65536):
        faults.append(Fault("mail_port", one.port))
    if one.tls not in PORTS:
        faults.append(Fault("mail_tls", one.tls))
    if one.tls == PLAIN and one.host not in HERE:
        faults.append(Fault("mail_plain", one.host))
    return faults


def read_public_address(text: str) -> str | Fault:
    """The address of the pages as links begin: `https://mutua.example`. Without a cipher only of this machine."""
    try:
        found = urlsplit(text)
        host, port = found.hostname or "", found.port
    except ValueError:
        return Fault("public_address", text)
    if found.scheme not in ("https", "http") or found.username is not None or found.query or found.fragment:
        return Fault("public_address", text)
    if found.path not in ("", "/") or not text.isprintable() or " " in text:
        return Fault("public_address", text)
    plain = host if host in HERE else plain_domain(host)
    if plain is None:
        return Fault("public_address", text)
    if found.scheme == "http" and host not in HERE:
        return Fault("public_address_plain", text)
    shown = f"[{plain}]" if ":" in plain else plain
    return f"{found.scheme}://{shown}" + (f":{port}" if port is not None else "")


def password_of(one: MailSettings, environment: Mapping[str, str] = os.environ) -> str | Fault:
    """The password of the user at the post office; "" where there is no user. Refuses a file that others may read."""
    if not one.user:
        return ""
    told = environment.get(PASSWORD_VARIABLE)
    if told:
        return told
    if not one.password_file:
        return Fault("mail_no_password")
    path = Path(one.password_file)
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            return Fault("mail_password_open", one.password_file)
        found = path.read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError):
        return Fault("mail_password_unreadable", one.password_file)
    return found or Fault("mail_no_password")
