"""The pact for whoever finds it: what it costs and gives, the law, who adheres, desks; a quote and its papers."""

from __future__ import annotations

from collections.abc import Callable

from mutua.domain.firm_quote import Quote
from mutua.rules.pact import Pact
from mutua.services.pact_page import (
    PricedOffer,
    duties_on,
    law_on,
    offers_on,
    percent_told,
    public_adherents,
    quote_of,
    quote_pdf,
    regulation_pdf,
)
from mutua.web.forms import Refused, Wrong
from mutua.web.pact_forms import SHARE, QuoteQuery
from mutua.web.pages import problem
from mutua.web.site import Answer, File, Page, Visit
from mutua.wording.firms import THEMES
from mutua.wording.pact import DESKS


def show(visit: Visit) -> Answer:
    """The public page. Where the society has no pact there is none."""
    pact = visit.site.pact
    if pact is None:
        return problem(visit, "not_there")
    english = visit.language == "en"
    with visit.site.archive.reader.begin() as connection:
        joined = public_adherents(connection, pact, visit.today)
    offers = offers_on(visit.site.plans, pact, visit.today)
    return Page("pact.html", {
        "fund": percent_told(pact.fund_share),
        **_form(visit, pact, offers), "lines": {one.offered.code: one.lines(visit.language) for one in offers},
        "joined": joined, "law": law_on(visit.site.tax_notes, visit.today),
        "theme": lambda code: THEMES[code][english], "kind": lambda one: DESKS[one][english],
        "areas": [(area, [one for one in pact.desks if one.area == code]) for code, area in pact.areas.items()],
    })  # fmt: skip


def _form(visit: Visit, pact: Pact, offers: list[PricedOffer], asked: QuoteQuery | None = None) -> dict[str, object]:
    """What the form of a quote is made of, with what was asked."""
    written = visit.written
    chosen = written.get("copertura", "").split("\n") if written else [one.offered.code for one in offers[:1]]
    return {
        "pact": pact, "offers": offers, "chosen": asked.copertura if asked else chosen,
        "heads": written.get("persone", ""), "share": written.get("quota", str(SHARE)),
    }  # fmt: skip


def quote(visit: Visit, form: QuoteQuery | Refused) -> Answer:
    """The quote on a page; what is wrong stands beside its field."""
    made = _made(visit, form)
    if isinstance(made, Page):
        return made
    pact, offers, found, asked = made
    query = {"persone": asked.persone, "quota": asked.quota, "copertura": asked.copertura}
    return Page("pact_quote.html", {
        **_form(visit, pact, offers, asked), "quote": found, "query": query,
        "law": law_on(visit.site.tax_notes, visit.today),
        "duties": duties_on(visit.site.tax_notes, found, visit.today), "percent": percent_told,
    })  # fmt: skip


def _made(visit: Visit, form: QuoteQuery | Refused) -> tuple[Pact, list[PricedOffer], Quote, QuoteQuery] | Page:
    pact = visit.site.pact
    if pact is None:
        return problem(visit, "not_there")
    offers = offers_on(visit.site.plans, pact, visit.today)
    wrong = form.mistakes if isinstance(form, Refused) else _wrong(form, {one.offered.code for one in offers})
    if wrong or isinstance(form, Refused) or form.persone is None:
        values = {**_form(visit, pact, offers), "quote": None, "law": ()}
        if not visit.written:  # nothing was asked yet: the form alone
            return Page("pact_quote.html", values)
        return Page("pact_quote.html", values, 422, wrong)
    found = quote_of(offers, form.copertura, pact, heads=form.persone, firm_percent=form.quota, day=visit.today)
    return pact, offers, found, form


def _wrong(form: QuoteQuery, offered: set[str]) -> tuple[Wrong, ...]:
    """What the whole of what was asked lacks."""
    found = [Wrong("persone", "missing")] if form.persone is None else []
    if not form.copertura:
        found.append(Wrong("copertura", "none_chosen"))
    elif not set(form.copertura) <= offered:
        found.append(Wrong("copertura", "not_offered"))
    return tuple(found)


def quote_paper(visit: Visit, form: QuoteQuery | Refused) -> Answer:
    """The quote for the accountant."""
    return _paper(visit, form, quote_pdf, "preventivo.pdf")


def regulation_paper(visit: Visit, form: QuoteQuery | Refused) -> Answer:
    """The model regulation for what was chosen."""
    return _paper(visit, form, regulation_pdf, "regolamento-aziendale.pdf")


def _paper(visit: Visit, form: QuoteQuery | Refused, printed: Callable[..., bytes], name: str) -> Answer:
    """A paper of the quote, as often as the pace for those outside allows."""
    made = _made(visit, form)
    if isinstance(made, Page):
        return made
    if not visit.site.pace.may(visit.address, visit.now):
        return problem(visit, "too_often")
    pact, offers, found, _ = made
    with visit.site.archive.reader.begin() as connection:
        pdf = printed(connection, found, offers, pact, visit.site.tax_notes, visit.today)
    return File(pdf, "application/pdf", name, shown=True)
