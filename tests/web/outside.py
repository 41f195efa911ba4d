"""Two firms, a consultant and their logins behind the front, for the tests of the doors of outside."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from mutua.domain.access import Role
from mutua.domain.firms import Rate, Scope
from mutua.domain.firms import Role as OrgRole
from mutua.domain.identifiers.vat_number import compute_vat_number
from mutua.services.decide_claim import Refusal
from mutua.services.firm_statements import Issued, issue_statements
from mutua.services.organisations import add_organisation, delegate
from mutua.store.accounts import begin_session, complete_session, write_account_firm
from mutua.store.database import Archive
from mutua.store.tables import firm
from mutua.web.guards import COOKIE
from services.firm_helpers import NAMES, Firms
from services.societies import NOW
from web.counter import Browser, Counter, counter_of

JUNE = date(2026, 6, 1)


@dataclass
class Outside:
    """The front of the small society with firms."""

    counter: Counter
    firms: Firms

    @property
    def archive(self) -> Archive:
        return self.counter.archive

    def inside(self, organisation: str, *, intermediary: bool = False, login: str = "") -> Browser:
        """A browser of somebody who entered for the organisation."""
        counter = self.counter
        account_id = counter.account(login or f"f-{secrets.token_hex(4)}", [Role.FIRM])
        first, token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        with counter.archive.writer.begin() as connection:
            write_account_firm(connection, account_id, self.firms.firms[organisation], intermediary=intermediary)
            begin_session(connection, first, account_id, counter.clock.now)
            complete_session(connection, first, token, counter.clock.now)
        browser = counter.outsider()
        browser.client.set_cookie(COOKIE, token, domain="mutua.test", secure=True)
        browser.get("/profilo")
        return browser

    def name(self, organisation: str) -> str:
        """How addresses name the firm."""
        with self.archive.reader.begin() as connection:
            query = select(firm.c.public_id).where(firm.c.id == self.firms.firms[organisation])
            return str(connection.scalar(query))

    def issue(self, organisation: str, month: date) -> Issued:
        found = issue_statements(self.firms.at(), self.firms.firms[organisation], month)
        assert not isinstance(found, Refusal), found
        return found[0]

    def consultant(self, name: str, *delegating: str, scope: Scope = Scope.BOTH) -> int:
        at = self.firms.at()
        made = add_organisation(
            at, name, compute_vat_number(7654321 + len(self.firms.firms), 1), (OrgRole.INTERMEDIARY,),
            since=date(2026, 1, 1),
        )  # fmt: skip
        assert isinstance(made, int), made
        self.firms.firms[name] = made
        for one in delegating:
            told = delegate(at, self.firms.firms[one], made, scope, since=date(2026, 1, 1), paper_sha256="d" * 64)
            assert told is None
        return made


def outside_of(archive: Archive, folder: Path) -> Outside:
    """Alfa with four people, Beta with two; Verdi acts for Alfa, Neri for nobody."""
    counter = counter_of(archive, folder)
    firms = Firms(counter.society, NOW.date())
    made = Outside(counter, firms)
    firms.firm("Alfa", rates=(Rate("base", 1000),), firm_share=7000, fund_share=250)
    firms.firm("Beta")
    firms.move("Alfa", *firms.rows("Alfa", NAMES[:4]), today=date(2026, 1, 10))
    firms.move("Beta", *firms.rows("Beta", NAMES[5:7]), today=date(2026, 1, 10))
    made.consultant("Verdi", "Alfa")
    made.consultant("Neri")
    return made
