"""Adhesion to the pact: how an organisation comes in, what is missing, who decided, how it goes; reminders.

An adhesion opens no plan and covers nobody; leaving it ends no plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from mutua.domain.italian import written_day
from mutua.domain.pact import (
    PACT_BODIES,
    PAPERS_REMINDER_DAYS,
    RECONFIRM_DAYS,
    RESOLVED,
    THEMES,
    AdhesionEvent,
    AdhesionStanding,
    AdhesionState,
    AdhesionTold,
    adhesion_on,
    why_not_adhesion,
)
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.store.firms import iso, last_sequence, open_firms, read_plan_events, read_plans
from mutua.store.tables import firm
from mutua.store.tables_firms import adhesion_event, firm_contact
from mutua.store.tables_kept import FIRMS_CHAIN
from mutua.store.unit_of_work import UnitOfWork, unit_of_work


@dataclass(frozen=True, slots=True)
class About:
    """What goes with an event: where it came from, themes, text signed, paper, who resolved. "" where nothing is said.

    `notice_days`: of a withdrawal; `due_on`: by when papers or a confirmation are wanted.
    """

    source: str = ""
    themes: tuple[str, ...] = ()
    text_version: str = ""
    listed: bool = False
    paper_sha256: str = ""
    body: str = ""
    resolution: str = ""
    motive: str = ""
    notice_days: int = 0
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class AdhesionDone:
    """Where the organisation stands now; `plans_go_on`: how many plans of it are untouched by a withdrawal."""

    standing: AdhesionStanding
    plans_go_on: int = 0


def tell_adhesion(
    at: Desktop,
    firm_id: int,
    event: AdhesionEvent,
    *,
    on: date,
    about: About = About(),  # frozen
) -> AdhesionDone | Refusal:
    """Records what happened in an adhesion. Refuses what cannot follow, a decision without resolution, a breach without
    its motive, a theme that the pact does not know, a day that has not come."""
    today = day_in_rome(at.now)
    refusal = _grounds(event, on, about, today)
    if refusal is not None:
        return refusal
    told = _told(event, on, about)

    def work(unit: UnitOfWork) -> AdhesionDone | Refusal:
        open_firms(unit)
        events = read_adhesion(unit.connection, firm_id)
        why = why_not_adhesion(events, told)
        if why:
            return Refusal(why, adhesion_on(events, on).state.value)
        sequence = last_sequence(unit.connection, adhesion_event, adhesion_event.c.firm_id, firm_id) + 1
        unit.entry(FIRMS_CHAIN, "adhesion").add(
            adhesion_event, firm_id, sequence, event.value, told.happened_on.isoformat(), told.effective_on.isoformat(),
            iso(told.due_on), about.source, " ".join(about.themes), about.text_version, int(about.listed),
            about.paper_sha256, about.body, about.resolution, about.motive,
        )  # fmt: skip
        standing = adhesion_on([*events, told], max(on, today))
        going_on = 0
        if event is AdhesionEvent.WITHDRAWN:
            plans = read_plans(unit.connection, [firm_id]).get(firm_id, [])
            going_on = sum(one.starts_on is not None and one.ends_on is None for one in plans)
        return AdhesionDone(standing, going_on)

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def _told(event: AdhesionEvent, on: date, about: About) -> AdhesionTold:
    due, effective = about.due_on, on
    if event is AdhesionEvent.WITHDRAWN:
        effective = on + timedelta(days=about.notice_days)
    if event is AdhesionEvent.PAPERS_ASKED:
        due = due or on + timedelta(days=PAPERS_REMINDER_DAYS)
    if event is AdhesionEvent.NEW_TEXT:
        due = due or on + timedelta(days=RECONFIRM_DAYS)
    return AdhesionTold(event, on, effective, due)


def _grounds(event: AdhesionEvent, on: date, about: About, today: date) -> Refusal | None:
    if on > today:
        return Refusal("pact_in_future", written_day(on))
    if event in RESOLVED and not (about.resolution and about.body in PACT_BODIES):
        return Refusal("pact_resolution_missing")
    if event in (AdhesionEvent.SUSPENDED, AdhesionEvent.EXCLUDED, AdhesionEvent.REFUSED) and not about.motive.strip():
        return Refusal("pact_motive_missing")
    unknown = [one for one in about.themes if one not in THEMES]
    return Refusal("pact_theme_unknown", ", ".join(unknown)) if unknown else None


def read_adhesion(connection: Connection, firm_id: int) -> list[AdhesionTold]:
    """What happened in the adhesion of an organisation, in order."""
    query = select(adhesion_event).where(adhesion_event.c.firm_id == firm_id).order_by(adhesion_event.c.sequence)
    return [
        AdhesionTold(AdhesionEvent(row.event), row.happened_on, row.effective_on, row.due_on)
        for row in connection.execute(query)
    ]


@dataclass(frozen=True, slots=True)
class Adherent:
    """An organisation in the pact as it stands on a day, with the resolution that let it in."""

    firm_id: int
    name: str
    kind: str
    municipality: str
    standing: AdhesionStanding
    listed: bool
    themes: tuple[str, ...]
    resolution: str


def adherents(connection: Connection, on: date) -> list[Adherent]:
    """Every organisation that has to do with the pact, by name, as it stands on the day."""
    rows: dict[int, list[object]] = {}
    for row in connection.execute(select(adhesion_event).order_by(adhesion_event.c.firm_id, adhesion_event.c.sequence)):
        rows.setdefault(row.firm_id, []).append(row)
    found = []
    for firm_id, theirs in rows.items():
        name = connection.scalar(select(firm.c.name).where(firm.c.id == firm_id)) or ""
        contact = connection.execute(select(firm_contact).where(firm_contact.c.firm_id == firm_id)).one_or_none()
        newest = _newest(theirs)
        found.append(
            Adherent(
                firm_id, name, contact.kind if contact else "", contact.municipality if contact else "",
                adhesion_on(read_adhesion(connection, firm_id), on), *newest,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: one.name.casefold())


def _newest(rows: list[object]) -> tuple[bool, tuple[str, ...], str]:
    """Consent to the public list, themes and the resolution that admitted, as they were told last."""
    listed, themes, resolution = False, "", ""
    for row in rows:
        if row.event in (AdhesionEvent.APPLIED, AdhesionEvent.RECONFIRMED):  # type: ignore[attr-defined]  # a row
            listed, themes = bool(row.listed), row.themes or themes  # type: ignore[attr-defined]  # a row
        if row.event == AdhesionEvent.ADMITTED:  # type: ignore[attr-defined]  # a row
            resolution = row.resolution  # type: ignore[attr-defined]  # a row
    return listed, tuple(themes.split()), resolution


@dataclass(frozen=True, slots=True)
class Admission:
    """By what an organisation is in the pact: since when, the resolution, the text and the themes it signed."""

    since: date
    resolved_on: date
    body: str
    resolution: str
    text_version: str
    themes: tuple[str, ...]


def admission_on(connection: Connection, firm_id: int, day: date) -> Admission | None:
    """The admission by which the organisation is in the pact on the day; None where it is not."""
    state = adhesion_on(read_adhesion(connection, firm_id), day).state
    if state not in (AdhesionState.ACTIVE, AdhesionState.LEAVING):
        return None
    query = select(adhesion_event).where((adhesion_event.c.firm_id == firm_id) & (adhesion_event.c.happened_on <= day))
    rows = connection.execute(query.order_by(adhesion_event.c.sequence)).all()
    admitted = [row for row in rows if row.event == AdhesionEvent.ADMITTED][-1]
    text = [row.text_version for row in rows if row.event in _SIGNED and row.text_version]
    return Admission(
        admitted.effective_on, admitted.happened_on, admitted.body, admitted.resolution, text[-1] if text else "",
        _newest(list(rows))[1],
    )  # fmt: skip


_SIGNED = (AdhesionEvent.APPLIED, AdhesionEvent.RECONFIRMED)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What somebody is to be reminded of: `code` papers, reconfirm, leaving or renewal; by when."""

    code: str
    firm_id: int
    name: str
    due_on: date


def reminders(connection: Connection, on: date, *, ahead_days: int = 30) -> list[Reminder]:
    """Papers owed, texts to be confirmed, adhesions that end, plans whose year is over, within so many days."""
    limit, found = on + timedelta(days=ahead_days), []
    for one in adherents(connection, on):
        due = one.standing.due_on
        if due is None:
            continue
        if one.standing.state is AdhesionState.TO_COMPLETE:
            found.append(Reminder("papers", one.firm_id, one.name, due))
        elif one.standing.state is AdhesionState.ACTIVE and due <= limit:
            found.append(Reminder("reconfirm", one.firm_id, one.name, due))
        elif one.standing.state is AdhesionState.LEAVING and due <= limit:
            found.append(Reminder("leaving", one.firm_id, one.name, due))
    for firm_id, plans in read_plans(connection).items():
        for plan in plans:
            if plan.starts_on is None or plan.ends_on is not None:
                continue
            events = read_plan_events(connection, [plan.plan_id])[plan.plan_id]
            last = max(plan.terms[-1].valid_from, plan.starts_on)
            over = last.replace(year=last.year + 1, day=min(last.day, 28)) - timedelta(days=1)
            if events and over <= limit:
                name = connection.scalar(select(firm.c.name).where(firm.c.id == firm_id)) or ""
                found.append(Reminder("renewal", firm_id, name, over))
    return sorted(found, key=lambda one: (one.due_on, one.name))
