"""Kinds of entry of the archive, as people call what was done."""

from __future__ import annotations

from collections.abc import Mapping

TRACES: Mapping[str, tuple[str, str]] = {
    "people": ("persone e nuclei", "people and households"), "firm_plan": ("piano di una ditta", "firm's plan"),
    "debit_event": ("addebito incassato o tornato", "debit collected or returned"),
    "staff_list": ("elenco del personale", "staff list"),
    "telling": ("ordine delle comunicazioni", "order of tellings"),
    "move": ("passaggio di nucleo", "move between households"),
    "contribution": ("contributo", "contribution"), "firm_role": ("ruolo di una ditta", "role of a firm"),
    "delegation": ("delega", "delegation"), "completion": ("documenti o risposte", "papers or answers"),
    "withdrawal": ("domanda ritirata", "request withdrawn"), "told_again": ("dato corretto", "fact put right"),
    "statement": ("estratto di una ditta", "firm's statement"),
    "statement_paid": ("estratto pagato", "statement paid"),
    "statement_open_again": ("estratto di nuovo aperto", "statement open again"),
    "reversal": ("decisione annullata", "decision taken back"), "return": ("pagamento tornato", "payment came back"),
    "resolution": ("delibera", "resolution"), "release": ("limite liberato", "limit set free"),
    "place_end": ("uscita dal nucleo", "left the household"), "payment_choice": ("modo di pagare", "way of paying"),
    "payment": ("pagamento", "payment"), "paper": ("documento stampato", "paper printed"),
    "on_account": ("denaro in acconto", "money on account"), "membership": ("vita di socio", "life of a member"),
    "mandate": ("mandato", "mandate"), "mandate_end": ("mandato finito", "mandate over"),
    "fund_share": ("quota al fondo", "fund share"), "fund_share_back": ("quota dal fondo", "fund share back"),
    "exemption": ("esenzione", "exemption"), "enrolment": ("iscrizione da una ditta", "enrolment by a firm"),
    "debit": ("addebito chiesto", "debit asked for"), "covers_end": ("coperture chiuse", "covers ended"),
    "cover_taken_back": ("copertura tolta", "cover taken back"),
    "collection": ("addebiti mandati alla banca", "debits sent to the bank"),
    "cohabitation": ("convivenza", "cohabitation"), "claim": ("domanda arrivata", "request received"),
    "charge": ("addebito di contributi", "contributions charged"), "carry": ("copertura riportata", "cover carried"),
    "book_line": ("riga del libro soci", "line of the members' book"),
    "allocation": ("incasso spostato", "money moved"),
    "adhesion": ("adesione al patto", "adhesion to the pact"), "absence": ("assenza dal lavoro", "absence from work"),
    "decision": ("decisione", "decision"), "correction": ("decisione corretta", "decision corrected"),
    "receipt": ("incasso", "money received"), "notice": ("avviso di pagamento", "notice"),
    "erasure": ("persona cancellata", "person erased"), "covers": ("coperture", "covers"),
    "answer": ("risposte", "answers"), "answers": ("risposte all'iscrizione", "answers on joining"),
    "death": ("morte", "death"),
    "take_over": ("contributi dagli elenchi di prima", "contributions of earlier lists"),
    "appeal": ("reclamo", "objection"), "appeal_answer": ("risposta a un reclamo", "objection answered"),
    "appeal_addition": ("altre parole per un reclamo", "more words for an objection"),
    "society": ("dati della società cambiati", "the society's data changed"),
    "approval": ("proposta o approvazione", "proposal or approval"),
    "approval_rule": ("limite o regola per decidere in due", "limit or rule for deciding in two"),
    "payment_run": ("distinta di pagamento", "payment run"),
    "payment_run_end": ("distinta chiusa", "payment run closed"),
    "payment_debit": ("addebito di una distinta", "debit of a payment run"),
    "link": ("link per entrare dato a un socio", "link to enter given to a member"),
    "elsewhere": ("contributi versati altrove, dichiarati", "contributions paid elsewhere, declared"),
    "notice_given": ("informativa sulla privacy ricevuta", "privacy notice got"),
    "privacy_notice": ("informativa sulla privacy della società", "the society's privacy notice"),
    "proxy": ("delega a un familiare", "proxy given to a relative"),
    "continuation": ("offerta di continuare", "offer to go on"),
}  # fmt: skip


# What is written down of doors.
ENTERED_WORDS: Mapping[str, tuple[str, str]] = {
    "entry": ("accesso alle pagine", "came in"),
    "refused": ("rifiutata: una pagina dell'ufficio, chiesta da un'azienda",
                "refused: a page of the office, asked for by a firm"),
}  # fmt: skip


def trace_word(kind: str, language: str = "it") -> str:
    """What was done; a kind without a word of its own is told by its code."""
    told = TRACES.get(kind)
    return told[language == "en"] if told else kind.replace("_", " ")
