"""A statute in words: how one comes in and goes out, each figure with its article."""

from __future__ import annotations

from mutua.rules.statute import Clock, Grounds, Statute
from mutua.wording.member_life import KINDS, REASONS, told
from mutua.wording.numbers import Language, duration


def statute_sentences(statute: Statute, language: Language = "it") -> list[str]:
    """The statute, one sentence for each thing it says; its source and what is uncertain last."""
    it = language == "it"

    def within(clock: Clock) -> str:
        return duration(clock.within, language)

    def cited(text: str, article: str) -> str:
        return f"{text} ({article})."

    def reasons(grounds: Grounds) -> str:
        return ", ".join(told(REASONS[code], language) for code in grounds.reasons) or ("nessuno" if it else "none")

    votes = ", ".join(told(KINDS[kind], language) for kind, vote in statute.votes.items() if vote)
    decision, appeal, number = within(statute.decision), within(statute.appeal), statute.former_number
    both = ("chi è sospeso vota", "the suspended have a vote") if statute.suspended_vote else (
        "chi è sospeso non vota", "the suspended have no vote")
    suspended = told(both, language)
    if statute.suspension_delay is not None:
        after = duration(statute.suspension_delay, language)
        suspended += f"; la morosità sospende dopo {after} di ritardo" if it else f"; arrears suspend after {after}"
    found = [
        statute.title + ".",
        cited(f"Sulla domanda si decide, e lo si comunica, entro {decision}" if it else
              f"An application is decided, and the decision told, within {decision}", statute.decision.article),
        cited(f"Contro il rifiuto si ricorre entro {appeal} dalla comunicazione" if it else
              f"Against a refusal one may appeal within {appeal} of being told", statute.appeal.article),
        cited(f"Hanno voto i soci: {votes}" if it else f"These members have a vote: {votes}", statute.votes_article),
        cited(f"Si sospende per: {reasons(statute.suspension)}; {suspended}" if it else
              f"One is suspended for: {reasons(statute.suspension)}; {suspended}", statute.suspension.article),
        cited(f"Si decade per: {reasons(statute.lapse)}" if it else f"One lapses for: {reasons(statute.lapse)}",
              statute.lapse.article),
        cited(f"Si esclude per: {reasons(statute.exclusion)}" if it else
              f"One is excluded for: {reasons(statute.exclusion)}", statute.exclusion.article),
    ]  # fmt: skip
    if statute.exclusion_appeal is not None:
        last = within(statute.exclusion_appeal)
        found.append(cited(f"Contro l'esclusione si ricorre entro {last} dalla comunicazione" if it else
                           f"Against an exclusion one may appeal within {last} of being told",
                           statute.exclusion_appeal.article))  # fmt: skip
    which = ("il numero di prima" if number else "un numero nuovo") if it else ("the former" if number else "a new")
    found.append(cited(f"Chi rientra prende {which}" if it else f"Who is readmitted takes {which} number",
                       statute.number_article))  # fmt: skip
    found.append("Nessuno esce per età o salute." if it else "Nobody is let go for age or health.")
    found.append(f"{'Fonte' if it else 'Source'}: {statute.source}.")
    return [*found, *([f"{'Nota' if it else 'Note'}: {statute.note}."] if statute.note else [])]
