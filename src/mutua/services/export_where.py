"""Where each table of the archive leaves the society, or why it does not: in `mutua export`, and in a person's package.

Who adds a table adds it here, to both: a test reads the exports and looks whether the table named was really read.
"""

from __future__ import annotations

from collections.abc import Mapping

# table of the archive -> the exported table that holds it
EXPORTED: Mapping[str, str] = {
    "absence": "assenze",
    "adhesion_event": "adesioni al patto",
    "allocation": "ripartizioni",
    "bank_line": "movimenti bancari",
    "bank_statement": "estratti conto",
    "book_line": "libro soci",
    "carried_use": "uso portato",
    "charge": "addebiti",
    "claim": "richieste",
    "claim_answer": "dati delle richieste",
    "claim_line": "righe",
    "claim_withdrawal": "richieste",
    "cohabitation": "convivenze",
    "continuation": "offerte di continuare",
    "contribution": "contributi",
    "cover": "coperture",
    "cover_change": "cambi di copertura",
    "cover_exemption": "esoneri",
    "death": "decessi",
    "debit": "addebiti sdd",
    "debit_collection": "incassi sdd",
    "debit_event": "esiti degli addebiti sdd",
    "debit_part": "parti degli addebiti sdd",
    "decision": "decisioni",
    "decision_line": "decisioni",
    "delegation": "deleghe",
    "due": "scadenze",
    "employment": "lavori",
    "enrolment": "iscrizioni in azienda",
    "entry": "scritture",
    "fact": "risposte",
    "firm": "organizzazioni",
    "firm_contact": "organizzazioni",
    "firm_plan": "piani aziendali",
    "firm_plan_event": "vicende dei piani aziendali",
    "firm_plan_rate": "tariffe dei piani aziendali",
    "firm_role": "ruoli",
    "household": "nuclei",
    "household_move": "spostamenti",
    "household_place": "soci",
    "identity": "soci",
    "ledger_entry": "scritture",
    "mandate": "mandati",
    "mandate_account": "mandati",
    "mandate_end": "mandati",
    "membership": "vita dei soci",
    "movement": "movimenti dei plafond",
    "notice_sent": "avvisi",
    "paper": "righe",
    "paper_issued": "documenti emessi",
    "payment": "pagamenti",
    "payment_choice": "scelte di pagamento",
    "pending_claim": "richieste",
    "person_erased": "cancellazioni",
    "posting": "scritture",
    "provider": "strutture",
    "receipt": "ricevute",
    "resolution": "vita dei soci",
    "rules_snapshot": "decisioni",
    "staff_list": "elenchi del personale",
    "statement": "estratti alle aziende",
    "statement_line": "righe degli estratti",
    "statement_payment": "incassi degli estratti",
    "supplied_identity": "iscrizioni in azienda",
    "topping_up": "richieste",
}

# What stands in no exported table, and why.
NOT_EXPORTED: Mapping[str, str] = {
    "actor": "those who work for the society",
    "attachment": "files, encrypted: a person's package has them in clear",
    "audit": "who did what, for whoever watches over the house",
    "balance": "made from the movements",
    "bank_header": "how files are read",
    "chain": "random numbers and seals",
    "counter": "numbers to be given next",
    "erasure": "which decisions lost the facts they had seen: nothing a person could read",
    "facts_seen": "what a decision saw, sealed: its request and its reasons are told",
    "file_access": "who looked at whose file: that person may ask, and it goes when its own time is over",
    "firm_card": "made from the facts",
    "firm_delegate": "made from the facts",
    "firm_roster": "made from the facts",
    "firm_statement": "made from the facts",
    "firm_statement_row": "made from the facts",
    "idempotency": "digests and numbers",
    "job": "how far work came",
    "parked_household": "work of today: mutua parked",
    "person": "random numbers",
    "person_key": "keys",
    "setting": "the society itself: mutua society show",
    "sheet_mapping": "how files are read",
    "staff_mapping": "how files are read",
    "supplied_identity_before": "the names before a list changed them, to take it back",
}

ROWS = "dati.json"  # every row as it is kept

# table of the archive -> the table of a person's package that holds what is the person's
HANDED_OVER: Mapping[str, str] = {
    **{
        table: where for table, where in EXPORTED.items()
        if table not in (
            "adhesion_event", "bank_statement", "debit_collection", "delegation", "firm_contact", "firm_plan",
            "firm_plan_event", "firm_plan_rate", "firm_role", "household", "person_erased", "provider",
            "rules_snapshot", "staff_list", "statement", "statement_payment",
        )
    },
    "allocation": "versamenti",
    "attachment": "allegati",
    "bank_line": "movimenti bancari",
    "due": "contributi per persona",
    "file_access": "accessi",
    "firm": "soci",
    "household": "soci",
    "paper_issued": "documenti emessi",
    "provider": "righe",
    "receipt": "versamenti",
    "rules_snapshot": "decisioni",
}  # fmt: skip

# What stands in no table of a person's package, and why.
NOT_HANDED_OVER: Mapping[str, str] = {
    **{table: why for table, why in NOT_EXPORTED.items() if table not in HANDED_OVER},
    "adhesion_event": "firms",
    "audit": "numbers of things and who did what: who looked is told",
    "bank_statement": "the society's own accounts",
    "debit_collection": "all debits of a day; the person's own are told, with their day",
    "delegation": "firms",
    "firm_contact": "firms",
    "firm_plan": "firms",
    "firm_plan_event": "firms",
    "firm_plan_rate": "firms",
    "firm_role": "firms",
    "parked_household": "work of today",
    "person_erased": "who was erased is handed over nothing",
    "setting": "the society itself",
    "staff_list": "firms: the person's row in it is their enrolment",
    "statement": "firms: the person's lines of it are told",
    "statement_payment": "firms",
}
