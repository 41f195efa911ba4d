"""An application to the pact for tests: received, signed, set aside."""

from __future__ import annotations

from mutua.services.adhesion_requests import Applicant, Application, application_by_link, apply, set_aside
from mutua.services.claim_life import Desktop
from web.counter import Counter

LINK = "collegamento-segreto".ljust(43, "x")
ALFA = Applicant(
    "Officina di prova", "01234567897", "G900", "Anna Bo", "titolare", "a@esempio.invalid", "", ("work", "health"), "",
    True, "2.1",
)  # fmt: skip


def applied(counter: Counter, one: Applicant = ALFA, *, link: str = LINK, aside: bool = False) -> Application:
    society = counter.society
    number = apply(
        counter.archive, one, link, address="10.0.0.1", actor_id=society.actor_id, now=counter.clock.now,
        ids=society.ids,
    )  # fmt: skip
    assert isinstance(number, int), number
    found = told(counter, link)
    if aside:
        at = Desktop(counter.archive, society.plans, society.actor_id, counter.clock.now, society.ids)
        assert set_aside(at, found, "due volte la stessa") is None
    return found


def told(counter: Counter, link: str = LINK) -> Application:
    """The application as it stands now."""
    with counter.archive.reader.begin() as connection:
        found = application_by_link(connection, link)
    assert found is not None
    return found
