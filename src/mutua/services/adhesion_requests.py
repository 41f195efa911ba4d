"""Applications to the pact that come from outside: received with a number and a link, signed, looked at by a clerk.

Nothing follows by itself: an organisation is made, or found by its VAT number, and its adhesion begins, when a clerk
says so. Whoever holds the link sees how far it is; nobody else does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from mutua.domain.firms import Role
from mutua.domain.identifiers.municipalities import read_municipality_code
from mutua.domain.pact import THEMES, AdhesionEvent, AdhesionStanding, AdhesionState, adhesion_on
from mutua.intake.municipalities import shipped_municipalities
from mutua.letters.fill import Press
from mutua.letters.pact_papers import AdhesionApplication
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.adhesions import About, Admission, admission_on, read_adhesion, tell_adhesion
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.firm_papers import adhesion
from mutua.services.organisations import Contact, add_organisation
from mutua.services.papers import media_type_of
from mutua.services.society import letterhead
from mutua.store.accounts import digest_of, failures_since, forget_failures, note_failures
from mutua.store.claims import next_numbers
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.tables import firm
from mutua.store.tables_pact import adhesion_paper, adhesion_request
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.vault import Vault
from mutua.wording.firms import THEMES as THEME_WORDS

MOST_BYTES = 5 * 1024 * 1024  # of a signed application
# How many applications come from one address, and from everywhere, before one must wait.
_DAY = timedelta(days=1)
# A consultant applies for forty firms in a morning.
_LIMITS = (("address {address}", timedelta(hours=1), 40), ("address {address}", _DAY, 80), ("anywhere", _DAY, 500))
_KEPT_ASIDE = timedelta(days=180)  # what was set aside is forgotten after so long
OPEN = ("received", "to_complete")
SIGNED = "application/pkcs7-mime"  # an envelope of CMS around the paper, as Italian signing programs make it
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # signedData, 1.2.840.113549.1.7.2 (RFC 5652)


class Applicant(NamedTuple):
    """Who applies. `municipality`: its code; `themes`: by code."""

    name: str
    vat_number: str
    municipality: str
    signatory: str
    signatory_role: str
    email: str
    phone: str
    themes: tuple[str, ...]
    note: str
    listed: bool
    text_version: str


@dataclass(frozen=True, slots=True)
class Application:
    """An application as it stands. `told`: what is missing or why it was set aside, in the words of the office."""

    number: int
    public_id: str
    received_at: datetime
    applicant: Applicant
    state: str
    told: str
    firm_id: int | None
    signed_at: datetime | None = None

    @property
    def received_on(self) -> date:
        return day_in_rome(self.received_at)

    @property
    def reference(self) -> str:
        """How one speaks of it; it tells nobody how many there were before."""
        return self.public_id[:6].upper()

    @property
    def seat(self) -> str:
        return shipped_municipalities().name_or_code(self.applicant.municipality)


def municipality_code(text: str) -> str | None:
    """The code of a municipality told by name or by code; None where nobody knows it."""
    known = shipped_municipalities().called(text)
    if known is not None:
        return known.code
    code = read_municipality_code(text)
    return code if isinstance(code, str) else None


def municipality_named(text: str) -> str | None:
    """The name of a municipality told by name or by code; None where nobody knows it."""
    code = municipality_code(text)
    return None if code is None else shipped_municipalities().name_or_code(code)


# ---------------------------------------------------------------- from outside


def apply(
    archive: Archive, one: Applicant, token: str, *, address: str, actor_id: int, now: datetime, ids: Ids
) -> int | Refusal:
    """Receives an application; gives its number. `token`: of the link, which stands nowhere in clear.

    The same token again is the same application: told otherwise it is put right, as long as it is not signed. Refuses
    a theme nobody knows, too many from one address, and what would change an application that was signed or looked at.
    """
    if any(theme not in THEMES for theme in one.themes):
        return Refusal("pact_theme_unknown", ", ".join(one.themes))

    def work(unit: UnitOfWork) -> int | Refusal:
        unit.take_turn("adhesion request")
        known = _one(unit.connection, _of_link(token))
        if known is not None:
            return _put_right(unit, known, one)
        counted = [(f"adhesion {key.format(address=address)}", within, most) for key, within, most in _LIMITS]
        if any(failures_since(unit.connection, key, unit.now - within) >= most for key, within, most in counted):
            return Refusal("adhesion_too_often")
        forget_failures(unit.connection, before=unit.now - _DAY)
        note_failures(unit.connection, {key for key, _, _ in counted}, unit.now)
        _forget_set_aside(unit)
        number = next_numbers(unit, "adhesion_request")
        unit.connection.execute(
            insert(adhesion_request).values(
                id=number, public_id=ids.public(), token_hash=digest_of(token), received_at=unit.now, state="received",
                told="", settled_at=None, firm_id=None, **_columns(one),
            )
        )  # fmt: skip
        return number

    return unit_of_work(archive, [], work, actor_id=actor_id, now=now)


def _put_right(unit: UnitOfWork, known: Application, one: Applicant) -> int | Refusal:
    if known.applicant != one:
        if known.state != "received" or known.signed_at is not None:
            return Refusal("adhesion_sent_before")
        which = adhesion_request.c.id == known.number
        unit.connection.execute(update(adhesion_request).where(which).values(received_at=unit.now, **_columns(one)))
    return known.number


def _columns(one: Applicant) -> dict[str, Any]:
    return {**one._asdict(), "themes": " ".join(one.themes), "listed": int(one.listed)}


def _of_link(token: str) -> Any:
    return adhesion_request.c.token_hash == digest_of(token)


def _forget_set_aside(unit: UnitOfWork) -> None:
    one = adhesion_request.c
    old = select(one.id).where((one.state == "set_aside") & (one.settled_at < unit.now - _KEPT_ASIDE))
    unit.connection.execute(delete(adhesion_paper).where(adhesion_paper.c.request_id.in_(old)))
    unit.connection.execute(delete(adhesion_request).where(one.id.in_(old)))


def application_by_link(connection: Connection, token: str) -> Application | None:
    """The application that the link follows; None where it follows none."""
    return _one(connection, _of_link(token))


def application_named(connection: Connection, public_id: str) -> Application | None:
    return _one(connection, adhesion_request.c.public_id == public_id)


def _one(connection: Connection, which: Any) -> Application | None:
    return next(iter(_applications(connection, which)), None)


def _applications(connection: Connection, which: Any) -> list[Application]:
    paper = adhesion_paper.c
    query = select(adhesion_request, paper.sent_at).outerjoin(
        adhesion_paper, paper.request_id == adhesion_request.c.id
    )
    return [
        Application(
            row.id, row.public_id, row.received_at,
            Applicant(row.name, row.vat_number, row.municipality, row.signatory, row.signatory_role, row.email,
                      row.phone, tuple(row.themes.split()), row.note, bool(row.listed), row.text_version),
            row.state, row.told, row.firm_id, row.sent_at,
        )
        for row in connection.execute(query.where(which).order_by(adhesion_request.c.id))
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Followed:
    """How far an application is: its own state, then where the organisation stands in the pact."""

    one: Application
    standing: AdhesionStanding
    admission: Admission | None


def follow(connection: Connection, one: Application, today: date) -> Followed:
    if one.firm_id is None:
        return Followed(one, AdhesionStanding(AdhesionState.OUTSIDE, None), None)
    standing = adhesion_on(read_adhesion(connection, one.firm_id), today)
    return Followed(one, standing, admission_on(connection, one.firm_id, today))


def application_pdf(connection: Connection, one: Application, pact: str, today: date) -> bytes:
    """The application on paper, to be signed."""
    who = one.applicant
    return Press().print(
        AdhesionApplication(
            letterhead(connection), today, pact, who.text_version, one.reference, one.received_on, who.name,
            who.vat_number, one.seat, who.signatory, who.signatory_role, who.email, who.phone,
            tuple(THEME_WORDS[theme][0] for theme in who.themes), who.note, who.listed,
        )
    )  # fmt: skip


def certificate_pdf(connection: Connection, one: Application, today: date) -> bytes | Refusal:
    """The certificate, once the resolution let the organisation in."""
    if one.firm_id is None:
        return Refusal("not_there")
    paper = adhesion(connection, today, firm_id=one.firm_id, today=today)
    return Refusal("not_there") if isinstance(paper, Refusal) else Press().print(paper)


def keep_signed(
    archive: Archive, vault: Vault, token: str, content: bytes, *, actor_id: int, now: datetime
) -> Application | Refusal:
    """Keeps the signed application, encrypted, in place of the one before; what it is, its first bytes tell. Of which
    something was missing, that is looked at again.

    Refuses what is empty, too big or of another kind, and an application that waits for nothing any more.
    """
    media_type = media_type_of(content) or _envelope(content)
    if not content:
        return Refusal("adhesion_no_file")
    if len(content) > MOST_BYTES:
        return Refusal("adhesion_file_big")
    if not media_type:
        return Refusal("adhesion_file_kind")

    def work(unit: UnitOfWork) -> Application | Refusal:
        unit.take_turn("adhesion request")
        one = _one(unit.connection, _of_link(token))
        if one is None or one.state not in OPEN:
            return Refusal("not_there" if one is None else "adhesion_settled")
        wrapped, stored = vault.seal_apart(unit.connection, content)
        unit.connection.execute(delete(adhesion_paper).where(adhesion_paper.c.request_id == one.number))
        unit.connection.execute(
            insert(adhesion_paper).values(
                request_id=one.number, media_type=media_type, plain_sha256=hashlib.sha256(content).hexdigest(),
                sent_at=unit.now, wrapped=wrapped, content=stored,
            )
        )  # fmt: skip
        unit.connection.execute(
            update(adhesion_request).where(adhesion_request.c.id == one.number).values(state="received", told="")
        )
        return one

    return unit_of_work(archive, [], work, actor_id=actor_id, now=now)


def _envelope(content: bytes) -> str:
    """Whether the file is one that was signed from outside (.p7m), by its first bytes alone."""
    return SIGNED if content[:1] == b"\x30" and _SIGNED_DATA in content[:32] else ""


# ---------------------------------------------------------------- at the counter


def applications_open(connection: Connection) -> list[Application]:
    """Those that wait for somebody, the oldest first."""
    return _applications(connection, adhesion_request.c.state.in_(OPEN))


def count_applications(connection: Connection) -> int:
    """How many wait for somebody."""
    return connection.scalar(select(func.count()).where(adhesion_request.c.state.in_(OPEN))) or 0


def organisation_of_vat(connection: Connection, vat_number: str) -> tuple[int, str, str] | None:
    """The organisation that is there already with the VAT number: number, random name, name."""
    row = connection.execute(
        select(firm.c.id, firm.c.public_id, firm.c.name).where(firm.c.vat_number == vat_number)
    ).one_or_none()
    return None if row is None else (row.id, row.public_id, row.name)


def signed_file(connection: Connection, vault: Vault, one: Application) -> tuple[bytes, str] | Refusal:
    """The signed application and its media type."""
    row = connection.execute(select(adhesion_paper).where(adhesion_paper.c.request_id == one.number)).one_or_none()
    if row is None:
        return Refusal("not_there")
    return vault.open_apart(bytes(row.wrapped), bytes(row.content), str(one.number)), row.media_type


def take(at: Desktop, one: Application) -> int | Refusal:
    """The adhesion begins: of the organisation with that VAT number, or of one that is made now; gives its number.

    Pressed again, or after it broke off half way, it goes on from where it is.
    """
    if one.state not in OPEN:
        return Refusal("adhesion_settled")
    today, who = day_in_rome(at.now), one.applicant
    with at.archive.reader.begin() as connection:
        known = organisation_of_vat(connection, who.vat_number)
        digest = connection.scalar(
            select(adhesion_paper.c.plain_sha256).where(adhesion_paper.c.request_id == one.number)
        )  # fmt: skip
    if known is not None:
        firm_id = known[0]
    else:
        contact = Contact(municipality=one.seat, contact=f"{who.signatory}, {who.signatory_role}".strip(", "),
                          email=who.email, phone=who.phone)  # fmt: skip
        made = add_organisation(at, who.name, who.vat_number, (Role.ADHERENT,), since=today, contact=contact)
        if isinstance(made, Refusal):
            return made
        firm_id = made
    with at.archive.reader.begin() as connection:
        state = adhesion_on(read_adhesion(connection, firm_id), today).state
    if state is not AdhesionState.APPLIED:
        about = About("web", who.themes, who.text_version, who.listed, digest or "")
        told = tell_adhesion(at, firm_id, AdhesionEvent.APPLIED, on=today, about=about)
        if isinstance(told, Refusal):
            return told
    return _settle(at, one, "taken", one.told, firm_id) or firm_id


def ask_for_more(at: Desktop, one: Application, missing: str) -> Refusal | None:
    """Says what is missing, in one message, to whoever holds the link."""
    if not missing.strip():
        return Refusal("adhesion_nothing_said")
    return _settle(at, one, "to_complete", missing.strip(), None)


def set_aside(at: Desktop, one: Application, why: str) -> Refusal | None:
    """Nothing comes of it: whoever holds the link reads why; it is forgotten after half a year."""
    if not why.strip():
        return Refusal("adhesion_nothing_said")
    return _settle(at, one, "set_aside", why.strip(), None)


def _settle(at: Desktop, one: Application, state: str, told: str, firm_id: int | None) -> Refusal | None:
    def work(unit: UnitOfWork) -> Refusal | None:
        c = adhesion_request.c
        changed = unit.connection.execute(
            update(adhesion_request).where((c.id == one.number) & c.state.in_(OPEN)).values(
                state=state, told=told, firm_id=firm_id, settled_at=None if state == "to_complete" else unit.now,
            )
        )  # fmt: skip
        return None if changed.rowcount == 1 else Refusal("adhesion_settled")

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)
