"""A person's rights over their data: who looked, everything handed over, erased when no term stands against it."""

from __future__ import annotations

from functools import partial

from mutua.boot import settings
from mutua.rules.retention import Retention
from mutua.services.accesses import accesses_of
from mutua.services.decide_claim import Refusal
from mutua.services.erase_person import Erased, NotYet, erase_person
from mutua.services.erasure_terms import terms_of, why_bound
from mutua.services.export_person import export_person
from mutua.services.person_sheet import person_name
from mutua.services.retention import RetentionMissing, retention_of
from mutua.services.table_writer import bytes_of
from mutua.web.forms import Empty, Refused
from mutua.web.office_forms import EraseForGood
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, File, Page, Visit
from mutua.wording.rights import LOOKED, not_wiped, source_told, who_looked


def show(visit: Visit) -> Answer:
    return _page(visit)


def _retention(visit: Visit) -> Retention | None:
    """The terms by which the society keeps data; None where they are missing or wrong: then nobody is erased."""
    with visit.site.archive.reader.begin() as connection:
        try:
            return retention_of(connection, settings().rulesets)
        except RetentionMissing:
            return None


def _page(
    visit: Visit, *, why: Refusal | None = None, erased: Erased | None = None, status: int = 200
) -> Page:  # fmt: skip
    retention, english = _retention(visit), visit.language == "en"
    with visit.site.archive.snapshot() as connection:
        name = person_name(connection, visit.subject)
        bound = why_bound(connection, visit.subject, visit.today)
        terms = None if retention is None else terms_of(connection, visit.subject, retention, visit.today)
        looked = accesses_of(connection, visit.subject)
    held = terms is not None and terms.holds_on(visit.today)
    return Page("rights.html", {
        "name": name, "terms": terms, "held": held, "erased": erased,
        "not_wiped": "" if erased is None or not erased.not_wiped else not_wiped(erased.not_wiped, visit.language),
        "bound": "" if bound is None else refused_sentence(visit, bound.code, bound.found),
        "looked": looked[:200], "looked_in_all": len(looked),
        "by": lambda one: who_looked(one.by, one.member, visit.language), "what": lambda one: LOOKED[one][english],
        "source": lambda text: source_told(text, visit.language),
        "why": "" if why is None else refused_sentence(visit, why.code, why.found),
        "may_erase": bound is None and terms is not None and not held,
    }, status)  # fmt: skip


def hand_over(visit: Visit, form: Empty | Refused) -> Answer:
    """Everything that is kept of the person, as a package; that it was made is written down first."""
    content = bytes_of(
        partial(export_person, visit.at, visit.site.vault, visit.subject, society=visit.site.name), "dati.zip"
    )
    return File(content, "application/zip", f"dati-{visit.named[:8]}.zip")


def erase(visit: Visit, form: EraseForGood | Refused) -> Answer:
    """The person is erased for good, where nothing and no term stands against it."""
    if isinstance(form, Refused):
        return _page(visit, status=422)
    retention = _retention(visit)
    if retention is None:
        return _page(visit, status=409)
    files = None if visit.site.vault is None else visit.site.vault.folder
    done = erase_person(visit.at, visit.subject, retention=retention, motive=form.motive, files=files)
    if isinstance(done, Erased):
        return _page(visit, erased=done)
    return _page(visit, why=None if isinstance(done, NotYet) else done, status=409)
