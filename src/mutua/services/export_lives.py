"""What happened to people, as tables to read: lives of members, deaths, moves, jobs, what is noted; the society."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, and_, select

from mutua.rules.case_content import decode_facts
from mutua.services.export_names import Cells, Names, Told, answer, as_they_count, streamed
from mutua.services.plan_book import units_used
from mutua.store.base import stored
from mutua.store.claims import name_of_claim
from mutua.store.society_changes import read_changes
from mutua.store.tables import (
    carried_use,
    claim,
    claim_answer,
    claim_paper,
    cohabitation,
    death,
    employment,
    entry,
    fact,
    household_move,
    membership,
    paper_issued,
    person_erased,
    person_mail,
    provider,
    resolution,
)
from mutua.wording.export_codes import code
from mutua.wording.rights import PAPERS
from mutua.wording.society import SOCIETY_TITLES, society_text

# ---------------------------------------------------------------- people


def lives(connection: Connection, names: Names) -> Cells:
    """Each event of the life of each member, or of who asked to be one."""
    query = (
        select(membership, resolution.c.body, resolution.c.reference, resolution.c.decided_on)
        .outerjoin(resolution, resolution.c.resolution_id == membership.c.resolution_id)
        .order_by(membership.c.person_id, membership.c.sequence)
    )
    for row in streamed(connection, names.of(query, membership.c.person_id)):
        yield (
            *names.called(row.person_id), row.sequence, code("membership.event", row.event), row.happened_on,
            row.effective_on, row.communicated_on, row.due_on, code("membership.kind", row.kind),
            code("membership.reason", row.reason), row.motive or None, code("resolution.body", row.body), row.reference,
            row.decided_on,
        )  # fmt: skip


def cohabitations(connection: Connection, names: Names) -> Cells:
    """Of whom it was said that they live with their household, or do not, as it counts now."""
    query = names.of(select(cohabitation), cohabitation.c.person_id)
    for row in as_they_count(connection, query, cohabitation, "person_id", "effective_from"):
        yield (
            names.home(row.chain_id), *names.called(row.person_id), bool(row.cohabiting),
            code("cohabitation.evidence", row.evidence), row.effective_from, row.ends_on,
        )  # fmt: skip


def deaths(connection: Connection, names: Names) -> Cells:
    for row in as_they_count(connection, names.of(select(death), death.c.person_id), death, "person_id"):
        yield names.home(row.chain_id), *names.called(row.person_id), row.died_on


def moves(connection: Connection, names: Names) -> Cells:
    """Why people came into a household, and from which."""
    query = select(household_move).order_by(household_move.c.moved_on, household_move.c.person_id)
    for row in streamed(connection, names.of(query, household_move.c.person_id)):
        before = None if row.from_household_id is None else names.home(row.from_household_id)
        yield (
            *names.called(row.person_id), before, names.home(row.chain_id), row.moved_on,
            code("household_move.motive", row.motive),
        )  # fmt: skip


def jobs(connection: Connection, names: Names) -> Cells:
    """Where people work or worked, as it counts now."""
    query = names.of(select(employment), employment.c.person_id)
    told = as_they_count(connection, query, employment, "person_id", "firm_id", "effective_from")
    seen = {(row.person_id, row.firm_id, row.effective_from, row.ends_on): None for row in told}
    for person_id, firm_id, since, until in seen:  # who moved has it on the chains of both households
        yield *names.called(person_id), *names.firm(firm_id), since, until


def answers(connection: Connection, names: Names) -> Cells:
    """Answers about people and households, as they count now; those of a household without a person."""
    query = select(fact)
    key = ("person_id", "name", "effective_from")
    for row in as_they_count(connection, query, fact, *key):
        mine = names.wants(row.person_id) if row.person_id else names.stands_for(connection, row.chain_id)
        if mine:
            (value,) = decode_facts(row.value).values()
            yield (
                names.home(row.chain_id), *names.called(row.person_id), row.name,
                answer(names.kind_of_answer(row.name), value), row.effective_from,
            )  # fmt: skip


# ---------------------------------------------------------------- requests


def answers_of_requests(connection: Connection, names: Names) -> Cells:
    """What was answered about each request as a whole, and what was answered later about it or a line of it."""
    yield from _told(connection, names, select(
        name_of_claim(), claim.c.plan_code, claim.c.facts, entry.c.recorded_at,
    ).join(entry, and_(entry.c.chain_id == claim.c.chain_id, entry.c.position == claim.c.position))
     .order_by(claim.c.claim_id))  # fmt: skip
    yield from _told(connection, names, select(
        name_of_claim(), claim.c.plan_code, claim_answer.c.facts, entry.c.recorded_at, claim_answer.c.line,
    ).select_from(
        claim_answer.join(claim, claim.c.claim_id == claim_answer.c.claim_id)
        .join(entry, and_(entry.c.chain_id == claim_answer.c.chain_id, entry.c.position == claim_answer.c.position))
    ).order_by(claim_answer.c.claim_id, claim_answer.c.position, claim_answer.c.number))  # fmt: skip


def _told(connection: Connection, names: Names, query: Any) -> Iterator[tuple[Any, ...]]:
    for request, plan_code, text, at, *line in streamed(connection, names.narrowed(query)):
        kinds = names.words(plan_code).kinds
        for name, value in decode_facts(text).items():
            yield request, (line[0] or None) if line else None, name, answer(kinds.get(name), value), at


def carried(connection: Connection, names: Names) -> Cells:
    """Use of a ceiling under one plan that counts under another."""
    query = (
        select(carried_use, stored(carried_use.c.period).label("since"), entry.c.recorded_at)
        .join(entry, and_(entry.c.chain_id == carried_use.c.chain_id, entry.c.position == carried_use.c.position))
        .order_by(carried_use.c.chain_id, carried_use.c.position, carried_use.c.number)
    )
    rows = connection.execute(names.of(query, carried_use.c.owner_id)).all()
    units = units_used(connection) if rows else {}  # every regulation that was used is read for it
    for row in rows:
        since = None if row.since.startswith("0001-") else row.period  # a whole life has no first day
        unit = units.get((row.from_plan, row.from_pot)) or units.get((row.to_plan, row.to_pot))
        yield (
            names.owner(row.owner_id), row.from_plan, row.from_pot, row.to_plan, row.to_pot, since, (row.used, unit),
            row.recorded_at,
        )  # fmt: skip


# ---------------------------------------------------------------- what else is noted


def providers(connection: Connection, names: Names) -> Cells:
    query = select(provider.c.name, provider.c.vat_number, provider.c.closed_on)
    for row in streamed(connection, query.order_by(provider.c.name, provider.c.id)):
        yield tuple(row)


def papers(connection: Connection, names: Names) -> Cells:
    """Papers that left the society: of a person, of a firm, or (nobody named) of a household; letters by request."""
    same = (claim_paper.c.chain_id == paper_issued.c.chain_id) & (claim_paper.c.position == paper_issued.c.position)
    query = (
        select(paper_issued, claim_paper.c.claim_id, claim_paper.c.complete_by, claim_paper.c.motive)
        .select_from(paper_issued.outerjoin(claim_paper, same))
        .order_by(paper_issued.c.issued_on, paper_issued.c.chain_id, paper_issued.c.position)
    )
    for row in streamed(connection, query):
        yield (
            PAPERS[row.kind][0], *names.called(row.person_id), names.firm(row.firm_id)[0], row.year, row.issued_on,
            row.sha256, row.claim_id, row.complete_by, row.motive or None,
        )  # fmt: skip


def erasures(connection: Connection, names: Names) -> Cells:
    """That somebody was erased, and why; who it was is known no more."""
    query = select(person_erased.c.erased_on, person_erased.c.motive).order_by(person_erased.c.erased_on)
    for day, motive in streamed(connection, query):
        yield day, motive or None


def addresses(connection: Connection, names: Names) -> Cells:
    """Where people want to be written to by mail, and where they did before."""
    query = names.of(select(person_mail), person_mail.c.person_id)
    for row in connection.execute(query.order_by(person_mail.c.id)):
        yield (*names.called(row.person_id), row.address, row.since, row.until)


def society_changes(connection: Connection, names: Names) -> Cells:
    """What the society said of itself, as it was changed: when, by whom, which part, from what to what."""
    for at, by, (part, before, after) in read_changes(connection):
        yield at, by, SOCIETY_TITLES[part][0], society_text(part, before), society_text(part, after)


LIVES: Mapping[str, Told] = {
    "vita dei soci": Told("TTTWTDDDDTTTTTD", lives),
    "convivenze": Told("TTTTYTDD", cohabitations),
    "decessi": Told("TTTTD", deaths),
    "spostamenti": Told("TTTTTDT", moves),
    "lavori": Told("TTTTTDD", jobs),
    "risposte": Told("TTTTTTD", answers),
    "dati delle richieste": Told("TWTTI", answers_of_requests),
    "uso portato": Told("TTTTTDCI", carried),
    "strutture": Told("TTD", providers),
    "documenti emessi": Told("TTTTTWDTWDT", papers),
    "cancellazioni": Told("DT", erasures),
    "avvisi per posta elettronica": Told("TTTTII", addresses),
    "dati della società cambiati": Told("ITTTT", society_changes),
}
# Those that tell of no person, or that a person's package tells in its own way.
NOT_OF_ONE = frozenset({"strutture", "documenti emessi", "cancellazioni", "dati della società cambiati"})
