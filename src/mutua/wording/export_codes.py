"""What the archive keeps as a code of money, of the bank and of firms, as a person reads it in an exported table."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.wording.bank import STATES
from mutua.wording.covers import EVIDENCE
from mutua.wording.dues import CHANNELS, REGIMES
from mutua.wording.firms import EVENTS as PACT_EVENTS
from mutua.wording.firms import WORDS
from mutua.wording.member_life import BODIES, EVENTS, KINDS, REASONS


def _italian(words: Mapping[str, tuple[str, str]], *codes: str) -> dict[str, str]:
    """The Italian of these words; of all of them where none is named."""
    return {str(code): words[code][0] for code in codes or words}


_SCHEMES = {"CORE": "CORE", "B2B": "B2B"}
_WORKERS = _italian(WORDS, "employee", "executive", "director", "family_collaborator", "other")
_CATEGORIES = {**_WORKERS, **{f"relative_of_{code}": f"familiare ({word})" for code, word in _WORKERS.items()}}
_CHANNELS = _italian(CHANNELS)

# column of the archive -> code -> what a person reads
CODES: Mapping[str, Mapping[str, str]] = {
    "due.regime": _italian(REGIMES),
    "receipt_payer.regime": _italian(REGIMES),
    "due.kind": {"ordinary": "ordinaria", "adjustment": "rettifica", "credit": "accredito",
                 "surcharge": "maggiorazione restituita", "brought": "da elenco"},
    "receipt.channel": _CHANNELS,
    "payment_choice.channel": {"": "", **_CHANNELS},
    "notice_sent.kind": {"notice": "avviso", "reminder": "sollecito"},
    "bank_statement.form": {"camt": "camt.053", "table": "tabella della banca"},
    "bank_line.state": _italian(STATES),
    "mandate.scheme": _SCHEMES,
    "mandate.kind": {"recurrent": "ricorrente", "one_off": "per un solo addebito"},
    "mandate_end.motive": {
        "revoked": "revocato", "lapsed": "decaduto", "replaced": "sostituito", "mistaken": "registrato per errore",
    },
    "debit_collection.form": {"cbi": "CBI", "iso": "ISO 20022"},
    "debit_collection.scheme": _SCHEMES,
    "debit.turn": {"FRST": "primo", "RCUR": "successivo", "FNAL": "ultimo", "OOFF": "unico"},
    "debit_event.event": {"collected": "incassato", "refused": "respinto", "returned": "insoluto"},
    "payment_run.form": {"cbi": "CBI", "iso": "ISO 20022"},
    "payment_run_end.how": {"released": "file fatto", "dropped": "annullata"},
    "payment_line_event.event": {"returned": "tornato indietro", "refused": "respinto dalla banca"},
    "firm_role.role": _italian(
        WORDS, "adherent", "firm", "provider", "intermediary", "referrer", "facility"
    ),
    "delegation.scope": _italian(WORDS, "enrol", "statements", "both"),
    "adhesion_event.event": _italian(PACT_EVENTS),
    "adhesion_event.source": {
        "": "", "clerk": "sportello", "node": "nodo", "event": "incontro", "web": "web", "paper": "carta",
    },
    "adhesion_event.body": {"": "", "steering_committee": "cabina di regia", **_italian(BODIES)},
    "firm_plan.category": _CATEGORIES,
    "firm_plan.legal_basis": _italian(WORDS, "contract", "agreement", "company_regulation", "voluntary"),
    "firm_plan.family_rule": {"none": "esclusi", "optional": "se vogliono", "whole_household": "tutto il nucleo"},
    "firm_plan.entry_rule": _italian(WORDS, "same_day", "first_of_next_month"),
    "firm_plan.exit_rule": _italian(WORDS, "end_of_month", "end_of_paid_period"),
    "firm_plan.cadence": _italian(WORDS, "monthly", "quarterly", "yearly"),
    "firm_plan_event.event": {
        "quoted": "preventivo", "offered": "offerta", "signed": "firma", "activated": "entrata in vigore",
        "renewal_opened": "rinnovo aperto", "renewed": "rinnovo", "ended": "fine",
    },
    "staff_list.mode": {
        "movements": "movimenti", "full": "elenco completo", "correction": "correzione", "form": "modulo",
        "undo": "annullamento", "unchanged": "nessun cambiamento",
    },
    "enrolment.category": _CATEGORIES,
    "enrolment.reason": {
        "": "", "leave": "uscita", "list": "manca nell'elenco", "death": "morte", "worker": "con chi lavora",
    },
    "absence.kind": _italian(WORDS, "parental", "unpaid", "other", "own_cover"),
    "continuation.event": {"offered": "offerta", "accepted": "accettata", "declined": "rifiutata"},
    "membership.event": _italian(EVENTS),  # type: ignore[arg-type]  # its codes are texts
    "membership.kind": _italian(KINDS),  # type: ignore[arg-type]  # its codes are texts
    "membership.reason": {"": "", **_italian(REASONS)},
    "resolution.body": _italian(BODIES),
    "cohabitation.evidence": _italian(EVIDENCE),
    "claim_appeal.channel": {"counter": "sportello", "post": "posta", "email": "e-mail", "web": "web"},
    "appeal_addition.channel": {
        "counter": "sportello", "phone": "telefono", "post": "posta", "email": "e-mail", "web": "web",
    },
    "claim_appeal_answer.outcome": {"upheld": "accolto", "rejected": "respinto", "withdrawn": "ritirato"},
    "paid_elsewhere.how": {"web": "dalle sue pagine", "paper": "allo sportello"},
    "notice_given.how": {"web": "dalle sue pagine", "paper": "su carta"},
    "proxy.how": {"web": "dalle sue pagine", "paper": "firmata allo sportello"},
    "household_move.motive": {
        "separation": "separazione", "adult_child": "figlio adulto", "newborn": "nascita", "marriage": "matrimonio",
        "other": "altro",
    },
}  # fmt: skip

# Words that stand several in one cell.
THEMES: Mapping[str, str] = {
    "urban_commons": "beni comuni urbani", "circular_economy": "economia circolare",
    "inclusive_education": "educazione inclusiva", "social_inclusion": "inclusione sociale", "health": "salute",
    "mutualism": "mutualismo", "network_nodes": "nodi della rete", "sustainable_development": "sviluppo sostenibile",
    "social_capital": "capitale sociale", "work": "lavoro",
}  # fmt: skip


def code(column: str, value: str | None) -> str | None:
    """What a person reads for a code of a column; None for none. A code that nobody knows stays as it is."""
    return None if value is None else CODES[column].get(value, value) or None
