"""What generated forms are filled in with so that many of them do something: people in every state, right values by
button, right files."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from bank.statements import Move, camt
from mutua.domain.identifiers.vat_number import compute_vat_number
from mutua.domain.member_life import Event
from mutua.services.member_endings import end_membership
from mutua.services.member_life import appeal, register_member, suspend
from services.bank_helpers import DAYS, moves
from services.firm_helpers import code_of
from services.member_helpers import LAW, board, desk, member, told
from web.claims_helpers import name_of
from web.counter import Counter

TODAY = ("01/06/2026",)
PLAN = ("mutua-di-prova/prova",)
_SURE = {"sure": ("",)}
_ON = {**_SURE, "on": TODAY}
_BOARD = {**_SURE, "reference": ("delibera 3",), "decided_on": TODAY, "body": ("board", "assembly")}
_AWAY = {**_BOARD, "communicated_on": TODAY, "motive": ("dichiarazioni false",)}
_SERRA = {"fiscal_code": (code_of("Serra Lia"),), "surname": ("Serra",), "given_name": ("Lia",)}

# By button, all that a form must say to be right; what else it may say is left out. Where a page shows the form, an
# empty field of it takes the value from here.
RIGHT: Mapping[str, Mapping[str, Sequence[str]]] = {
    "add_firm": {"name": ("Forno Alto",), "vat": (compute_vat_number(1234599, 1),), "seat": ("G674",),
                 "roles": ("firm", "referrer")},
    "add_applicant": {**_ON, "surname": ("Rossi",), "given_name": ("Ada",), "born_on": ("17/05/1980",),
                      "sex": ("F", ""), "household": ("H1", "H2", "H3"), "card_number": ("701", "702", "703"),
                      "kind": ("ordinary",)},
    "admit_member": {**_BOARD, "communicated_on": TODAY},
    "refuse_member": _AWAY, "withdraw_application": _ON, "end_withdrawal": _ON, "appeal_member": _ON,
    "uphold_appeal": {**_BOARD, "motive": ("sentiti i testimoni",)},
    "reject_appeal": {**_BOARD, "motive": ("sentiti i testimoni",)},
    "readmit_member": {**_BOARD, "asked_on": TODAY}, "reinstate_member": _ON,
    "suspend_member": {**_ON, "reason": LAW.suspension.reasons},
    "end_lapse": {**_AWAY, "reason": LAW.lapse.reasons}, "end_exclusion": {**_AWAY, "reason": LAW.exclusion.reasons},
    "move_household": {**_ON, "household": ("N1", "M1", "M6"), "kinship": ("figlio", "coniuge", "titolare"),
                       "motive": ("marriage", "other"), "evidence": ("certificate",)},
    "join_plan": {**_ON, "plan": PLAN, "cover": ("base",)}, "move_senior": {**_ON, "plan": PLAN},
    "exempt_person": {**_ON, "plan": PLAN, "evidence": ("certificate",)},
    "end_exemption": {**_SURE, "plan": PLAN, "until": TODAY},
    "tell_role": {"role": ("referrer", "facility", "provider"), "since": TODAY},
    "one_worker": {**_SERRA, "hired_on": TODAY}, "answer_appeal": {"outcome": ("upheld",), "motive": ("rivisto",)},
    "add_to_appeal": {"added_on": TODAY, "channel": ("phone", "post"), "more": ("manca anche la fattura di maggio",)},
    "pact_apply": {"name": ("Falegnameria",), "vat": (compute_vat_number(7654399, 1),), "seat": ("G674",),
                   "signatory": ("Ada Verdi",), "signatory_role": ("titolare",), "email": ("a@esempio.invalid",),
                   "read": ("yes",), "themes": ("work", "health"), "key": ("k" * 22,)},
    "reverse": {"motive": ("doppia",)}, "withdraw": {"motive": ("lo chiede il socio",)},
    "propose_rules": {"plan": PLAN}, "charge_year": {"year": ("2026",), "plan": PLAN},
    "notices_again": {"year": ("2026",)}, "reminders_again": {"year": ("2026",)}, "home_notice": {"year": ("2026",)},
    "home_reminder": {"year": ("2026",)}, "own_password": {"before": ("",), "password": ("lunga quanto basta 7",),
                                                           "again": ("lunga quanto basta 7",)},
    "keep_claim": {"benefit-1": ("VIS",), "served-1": ("04/05/2026",), "amount-1": ("30,00",), "invoice": ("7/A",),
                   "invoiced": ("04/05/2026",), "issuer": ("Studio Verdi",)},
    "choose_mail": {"address": ("anna@esempio.invalid",)}, "proxy_give": {"signed": ("yes",), "until": ("",)},
}  # fmt: skip


def people_in_every_state(counter: Counter) -> list[str]:
    """How addresses name a member, one suspended, one excluded, one who appeals, one who applied, one refused, and one
    without a cover.
    """
    society, at = counter.society, desk(counter.society, date(2026, 6, 1))
    names = ("Dora", "Elio", "Fede", "Gino", "Ivo", "Lea", "Nina")
    for number, name in enumerate(names, 1):
        society.household(f"M{number}", name, covers=None if name != "Nina" else ())
    for name in names[:4]:
        member(society, name)
    for name in ("Ivo", "Nina"):
        told(register_member(at, society.people[name], on=date(2026, 5, 20)))
    told(suspend(at, society.people["Elio"], on=date(2026, 3, 1), reason="arrears"))
    for name in ("Fede", "Gino"):
        told(end_membership(at, society.people[name], Event.EXCLUDED, on=date(2026, 5, 1), reason="false_statements",
                            by=board(f"5/{name}", date(2026, 5, 1)), motive="firma falsa"))  # fmt: skip
    told(appeal(at, society.people["Gino"], on=date(2026, 5, 20)))
    return [counter.public_id(name) for name in names]


def requests_in_every_state(counter: Counter) -> list[str]:
    """Two that wait, one without its papers, one decided, one decided that waits for a paper."""
    society = counter.society
    made = [society.claim("Anna", "VIS", 6_000 + at, papers={} if at in (2, 4) else None) for at in range(5)]
    for one in made[3:]:
        society.decide(one)
    return [name_of(counter, one) for one in made]


def lines_of_the_bank(counter: Counter) -> list[str]:
    told = (Move(2_500, text="contributo N1"), Move(1_200, text="Rossi Anna"), Move(-900, text="spese"))
    return [str(one) for one in moves(counter.society, *told)]


@cache
def right_files() -> Mapping[str, bytes]:
    """By the end of the address it is sent to, a file that can be read."""
    staff = f"codice fiscale;cognome;nome;assunto il\n{code_of('Serra Lia')};Serra;Lia;01/06/2026\n".encode()
    sheet = b"cognome;nome;nucleo;grado;data di iscrizione\nVerdi;Ugo;S1;titolare;01/01/2024\n"
    bank = camt(Move(3_300, day="2026-05-20", text="contributo N1"), days=DAYS)
    return {"elenco": staff, "fogli": sheet, "estratto": bank}


def file_for(path: str, chance: random.Random, *, rightly: bool) -> bytes | None:
    """What comes as the file of a button that takes one: none, an empty one, one that only begins well, a right one."""
    right = right_files().get(path.rpartition("/")[2], b"%PDF-1.7 inventato")
    return right if rightly else chance.choice((None, b"", b"%PDF-", b"PK\3\4", right))
