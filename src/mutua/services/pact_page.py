"""What anybody may read of the pact: what is offered to firms and at what price, who adheres, desks, the law; quotes.

Prices are those of the regulations, worked out by the engine that charges by them, or of the society's own list.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.firm_quote import Quote, quote
from mutua.domain.firms import WHOLE_SHARE, Terms
from mutua.domain.pact import AdhesionState
from mutua.intake.municipalities import shipped_municipalities
from mutua.letters.addressing import Letterhead
from mutua.letters.fill import Press
from mutua.letters.pact_papers import CompanyRegulation, FirmQuote, QuotedLine
from mutua.rules.contributions import contributions
from mutua.rules.engine.values import half_up
from mutua.rules.engine.versions import version_on
from mutua.rules.model import Ruleset
from mutua.rules.pact import Offered, Pact
from mutua.rules.paper_notes import PaperNote
from mutua.services.adhesions import adherents
from mutua.services.plan_book import PlanBook
from mutua.services.society import letterhead
from mutua.wording.describe import benefit_table
from mutua.wording.numbers import NBSP, Language

_OF_A_MEMBER = {"grado": "titolare"}  # for whom a regulation's own contribution is asked


@dataclass(frozen=True, slots=True)
class PricedOffer:
    """An assistance with its price for a person and month; `source`: the article or resolution that sets it."""

    offered: Offered
    title: str
    cents: int
    source: str
    rules: Ruleset

    def lines(self, language: Language) -> list[str]:
        """What a worker gets, a line for each benefit, from the regulation itself."""
        return [_line(self.rules, code, language) for code in self.offered.benefits if code in self.rules.benefits]


# What a sheet for members says to whoever reads it: the firm reads it of its workers.
_TO_A_MEMBER = {"lei non spende nulla": "chi lavora non spende nulla", "you spend nothing": "the worker spends nothing"}


def _line(rules: Ruleset, code: str, language: Language) -> str:
    """«Sussidio giornaliero di ricovero: 13 € al giorno, fino a 100 giorni l'anno (art. 1.1)»"""
    benefit = rules.benefits[code]
    _, pays, most = benefit_table(rules, benefit, language)[1]
    for member, worker in _TO_A_MEMBER.items():
        pays = pays.replace(member, worker)
    article = f" ({benefit.article})" if benefit.article else ""
    return f"{benefit.title}: {pays}{'' if most == '—' else f', {most}'}{article}"


def offers_on(plans: PlanBook, pact: Pact, day: date) -> list[PricedOffer]:
    """What is offered to firms on the day, in the order of the pact. What has no price on the day is left out, and so
    is a plan that is not among the regulations."""
    found = []
    for one in pact.offered:
        booked = plans.get(one.plan)
        rules = None if booked is None else version_on(booked.plan, day)
        if rules is None or (one.assistance and rules.covers and one.assistance not in rules.covers):
            continue
        own = one.price_on(day)
        priced = (own.cents, own.source) if own is not None else _by_the_regulation(rules, one, day)
        if priced is not None:
            found.append(PricedOffer(one, one.title, *priced, rules))
    return found


def _by_the_regulation(rules: Ruleset, one: Offered, day: date) -> tuple[int, str] | None:
    """A twelfth, rounded half up, of what a member owes for a whole year, with the article; None where that depends on
    more than being a member."""
    facts = {**_OF_A_MEMBER, "copertura": one.assistance} if one.assistance else _OF_A_MEMBER
    answer = contributions(rules, facts, day.year)
    if not answer.charges or answer.missing or answer.reasons:
        return None
    articles = dict.fromkeys(charge.article for charge in answer.charges if charge.article)
    return half_up(Fraction(sum(charge.cents for charge in answer.charges), 12)), "; ".join(articles)


class PublicAdherent(NamedTuple):
    """An organisation that lets itself be named."""

    name: str
    municipality: str
    area: str
    themes: tuple[str, ...]
    since: date | None


def public_adherents(connection: Connection, pact: Pact | None, day: date) -> list[PublicAdherent]:
    """Who is in the pact on the day and lets itself be named, by name."""
    found = []
    for one in adherents(connection, day):
        if one.listed and one.standing.state in (AdhesionState.ACTIVE, AdhesionState.LEAVING):
            known = shipped_municipalities().called(one.municipality) if one.municipality else None
            area = pact.area_of(known.code) if pact is not None and known is not None else ""
            found.append(PublicAdherent(one.name, one.municipality, area, one.themes, one.standing.since))
    return found


# ---------------------------------------------------------------- the quote


def quote_of(
    offers: Sequence[PricedOffer], codes: Collection[str], pact: Pact, *, heads: int, firm_percent: int, day: date
) -> Quote:
    """The quote for the assistances chosen among those offered, with the pact's share for the fund."""
    terms = Terms(day, (), firm_share=firm_percent * (WHOLE_SHARE // 100), fund_share=pact.fund_share)
    chosen = [(one.offered.code, one.title, one.cents) for one in offers if one.offered.code in codes]
    return quote(heads, chosen, terms)


def law_on(notes: Sequence[PaperNote], day: date) -> tuple[str, ...]:
    """What the law says on the day, each sentence with its source."""
    return tuple(one.sentence.replace(" €", f"{NBSP}€") for one in notes if one.holds_on(day))


class Duty(NamedTuple):
    """What a firm owes to others on top of what it pays: how it is called, which share of it (hundredths of a percent),
    how much in a year, who says so."""

    name: str
    share: int
    cents: int
    source: str


def duties_on(notes: Sequence[PaperNote], made: Quote, day: date) -> tuple[Duty, ...]:
    """What the law asks of the firm on its part of the contributions of a year, each rounded half up once; nothing on
    nothing."""
    return () if not made.year.firm else tuple(
        Duty(one.duty, one.duty_share, half_up(Fraction(made.year.firm * one.duty_share, WHOLE_SHARE)),
             one.source.removesuffix(" [U]"))
        for one in notes if one.duty and one.holds_on(day)
    )  # fmt: skip


def quote_pdf(
    connection: Connection, made: Quote, offers: Sequence[PricedOffer], pact: Pact, notes: Sequence[PaperNote],
    day: date,
) -> bytes:
    """The quote for the accountant, with what the law says."""
    sources = {one.offered.code: one.source for one in offers}
    lines = tuple(QuotedLine(one.title, sources.get(one.code, ""), one.part) for one in made.lines)
    return Press().print(
        FirmQuote(letterhead(connection), day, made.heads, split_told(made), fund_told(made.fund_share), lines,
                  made.person_month, made.month, made.year, law_on(notes, day), pact.title,
                  tuple((f"{one.name} ({percent_told(one.share)})", one.cents) for one in duties_on(notes, made, day)))
    )  # fmt: skip


def regulation_pdf(
    connection: Connection, made: Quote, offers: Sequence[PricedOffer], pact: Pact, notes: Sequence[PaperNote],
    day: date,
) -> bytes:
    """The model of a company regulation for what was chosen."""
    chosen = {one.code for one in made.lines}
    names = tuple(f"{one.title} ({one.source})" for one in offers if one.offered.code in chosen)
    head: Letterhead = letterhead(connection)
    return Press().print(
        CompanyRegulation(head, day, pact.title, names, split_told(made), fund_told(made.fund_share),
                          law_on(notes, day))
    )  # fmt: skip


def split_told(made: Quote) -> str:
    """«80 % l'azienda, 20 % il lavoratore»"""
    firm = made.firm_share // 100
    if firm in (0, 100):
        return "per intero a carico dell'azienda" if firm else "per intero a carico del lavoratore"
    return f"{firm} % l'azienda, {100 - firm} % il lavoratore"


def fund_told(fund_share: int) -> str:
    """«2 % dei contributi»"""
    return f"{percent_told(fund_share)} dei contributi"


def percent_told(fund_share: int) -> str:
    """«2,5 %»"""
    whole, rest = divmod(fund_share, 100)
    return f"{whole}{f',{rest:02d}'.rstrip('0') if rest else ''} %"


__all__ = ["Pact", "PricedOffer", "PublicAdherent", "offers_on", "public_adherents", "quote_of"]
