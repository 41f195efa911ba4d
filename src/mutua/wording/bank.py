"""What is said about movements, mandates and debits: why a proposal is made, why nothing was done, what is amiss."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mutua.bank.match_values import Grade, Why
from mutua.domain.italian import written_day, written_money

# Why a movement may be somebody's money. {value} is what it was seen in; sums are in euro, {movement} is another one.
WHY: Mapping[str, tuple[str, str]] = {
    "reference": ("riferimento {value} nella causale", "reference {value} in the text"),
    "iban": ("il conto è noto e di nessun altro", "the account is known, and nobody else's"),
    "iban_shared": ("il conto è noto, ma non di uno solo", "the account is known, but not one payer's alone"),
    "name": ("nome: {value}", "name: {value}"),
    "surname": ("soltanto il cognome: {value}", "the surname alone: {value}"),
    "amount": ("importo uguale al dovuto", "the amount is what is owed"),
    "amount_of_day": ("importo uguale a quello di una scadenza", "the amount is that of one due day"),
    "household_sum": ("importo uguale alla somma di più scadenze", "the amount is the sum of several dues"),
    "amount_less": ("mancano {euro}", "{euro} are missing"),
    "amount_more": ("{euro} in più", "{euro} too much"),
    "nothing_owed": ("non deve nulla: resterebbe in acconto", "nothing is owed: it would stay on account"),
    "nothing_else_owed": ("non deve altro: resterebbe in acconto", "nothing else is owed: it would stay on account"),
    "reserved": (
        "{euro} del dovuto sono già per il movimento {movement}, che aspetta conferma",
        "{euro} of what is owed are for movement {movement} already, which waits to be confirmed",
    ),
    "statement": ("importo uguale all'estratto dell'azienda", "the amount is the firm's statement"),
    "statements_sum": ("importo uguale alla somma dei rendiconti", "the amount is the sum of the firm's statements"),
    "statement_differs": (
        "differisce dall'estratto di {euro}: un estratto si salda per intero",
        "it differs from the statement by {euro}: a statement is paid whole",
    ),
    "statement_more": (
        "{euro} più dell'estratto: è pagato, e il resto resta in acconto",
        "{euro} more than the statement: it is paid, and the rest is kept on account",
    ),
    "no_statement": ("nessun estratto aperto ha questo importo", "no open statement has this amount"),
    "several_payers": ("somma esatta di {value} nuclei o aziende", "exactly the sum of {value} payers"),
    "debit": ("addebito {value}", "debit {value}"),
    "debit_differs": ("differisce dall'addebito chiesto di {euro}", "it differs from the debit asked for by {euro}"),
    "debit_paid_before": ("il dovuto è già stato pagato in altro modo", "what it asks for was paid otherwise before"),
    "collection": ("incasso {value}", "collection {value}"),
    "collection_sum": ("somma di tutti i suoi addebiti ({value})", "the sum of all its debits ({value})"),
    "ambiguous": ("ma non è l'unica possibilità", "but it is not the only possibility"),
    "return_unknown": ("insoluto di un addebito sconosciuto: {value}", "the return of an unknown debit: {value}"),
    "return_too_early": (
        "insoluto di un addebito non ancora incassato: confermare prima l'incasso",
        "the return of a debit not collected yet: confirm the collection first",
    ),
    "before_its_day": (
        "ma ha una data anteriore al {day}, il giorno in cui quel denaro si muove: guardarlo",
        "but it is dated before {day}, the day on which that money moves: look at it",
    ),
    "return_twice": ("già tornato indietro una volta", "it went back once already"),
    "payment": ("bonifico {value}", "transfer {value}"),
    "payment_back": ("importo uguale a quello pagato", "the amount is what was paid"),
    "payment_unknown": (
        "non è di una distinta di cui si sia fatto il file: guardarlo", "it is of no run that was released: look at it",
    ),
    "payment_differs": ("differisce da quanto pagato di {euro}", "it differs from what was paid by {euro}"),
    "amount_sent": ("importo uguale a quello del bonifico", "the amount is that of the transfer"),
    "debited_before": ("già addebitato una volta", "it was debited once already"),
    "run": ("distinta {value}: stesso importo, nei giorni del pagamento", "run {value}: same amount, on its days"),
    "run_named": ("distinta {value}, nominata nella causale", "run {value}, named in the text"),
    "run_sum": ("somma di tutti i suoi bonifici ({value})", "the sum of all its transfers ({value})"),
    "run_sum_without_refused": ("somma dei suoi bonifici, senza quelli che la banca ha respinto",
                                "the sum of its transfers, without those that the bank refused"),
    "return_differs": ("differisce dall'addebito incassato di {euro}", "it differs from the collected debit by {euro}"),
}  # fmt: skip

GRADES: Mapping[Grade, tuple[str, str]] = {
    Grade.CERTAIN: ("certa", "certain"),
    Grade.LIKELY: ("probabile", "likely"),
    Grade.POSSIBLE: ("possibile", "possible"),
}

STATES: Mapping[str, tuple[str, str]] = {
    "open": ("in attesa", "waiting"),
    "confirmed": ("confermato", "confirmed"),
    "set_aside": ("messo da parte", "set aside"),
    "not_ours": ("uscita", "outgoing"),
}

# Why a service did nothing with a movement, a mandate or a debit.
BANK_REFUSALS: Mapping[str, tuple[str, str]] = {
    "bank_line_unknown": ("Il movimento {found} non c'è.", "There is no movement {found}."),
    "bank_line_taken": (
        "Il movimento {found} non è più in attesa: qualcuno lo ha già confermato o messo da parte.",
        "Movement {found} waits no more: somebody confirmed it, or set it aside.",
    ),
    "bank_proposal_changed": (
        "Per il movimento {found} la proposta non è più quella mostrata: guardatela di nuovo.",
        "The proposal for movement {found} is no longer the one shown: look at it again.",
    ),
    "bank_line_waits": ("Il movimento {found} è già in attesa.", "Movement {found} is waiting already."),
    "bank_line_took_back": (
        "Il movimento {found} ha riaperto un dovuto: non si annulla; registrare il nuovo incasso quando arriva.",
        "Movement {found} opened a due again: it is not undone; record the new money when it comes.",
    ),
    "bank_line_paid_back": (
        "Il movimento {found} è un bonifico tornato indietro: la domanda è di nuovo da pagare, e la conferma non si "
        "annulla.",
        "Movement {found} is a payment that came back: its request is owed again, and the confirmation is not undone.",
    ),
    "bank_line_returned": (
        "Del denaro del movimento {found} una parte è già tornata indietro: non si annulla.",
        "Some of the money of movement {found} went back already: it is not undone.",
    ),
    "bank_line_without_proposal": (
        "Per il movimento {found} non c'è una proposta: ripartirlo con mutua bank split, o metterlo da parte.",
        "There is no proposal for movement {found}: share it out with mutua bank split, or set it aside.",
    ),
    "bank_line_ambiguous": (
        "Per il movimento {found} più proposte sono ugualmente sicure: sceglierne una con --choice.",
        "For movement {found} several proposals are equally sure: choose one with --choice.",
    ),
    "bank_line_not_usable": (
        "Del movimento {found} non si può fare questo: guardare mutua bank matches.",
        "This cannot be done with movement {found}: see mutua bank matches.",
    ),
    "bank_choice_unknown": ("Non c'è la proposta n. {found}.", "There is no proposal no. {found}."),
    "bank_split_sum": (
        "Le parti del movimento {found} non fanno il suo importo, o ne ripetono una.",
        "The parts of movement {found} do not sum to its amount, or repeat one.",
    ),
    "due_unknown": ("La scadenza {found} non c'è.", "There is no due {found}."),
    "statement_not_whole": (
        "L'estratto {found} si salda per intero, con tutte le sue righe, o per niente.",
        "Statement {found} is paid whole, with all its lines, or not at all.",
    ),
    "mandate_in_future": (
        "Il mandato sarebbe firmato il {found}, nel futuro: controllare la data.",
        "The mandate would be signed on {found}, in the future: check the day.",
    ),
    "mandate_account_outside": (
        "Un conto in {found} è fuori dall'area dei pagamenti in euro: non si può addebitare.",
        "An account in {found} is outside the euro payments area: it cannot be debited.",
    ),
    "mandate_account_ours": (
        "Il conto {found} è della società, che incassa: nel mandato va il conto di chi paga.",
        "Account {found} is the society's, which collects: a mandate has the account of who pays.",
    ),
    "mandate_unknown": ("Il mandato {found} non c'è.", "There is no mandate {found}."),
    "mandate_twice": (
        "La stessa persona ha già firmato quel giorno, per quel conto, il mandato {found}. Se è un altro: --yes.",
        "On the same day the same person signed mandate {found} for that account. If this is really another: --yes.",
    ),
    "mandate_over": ("Il mandato {found} è già finito.", "Mandate {found} is over already."),
    "mandate_end_day": (
        "Un mandato non finisce il {found}: prima della firma, o nel futuro.",
        "A mandate does not end on {found}: before it was signed, or in the future.",
    ),
    "collection_outdated": (
        "Intanto è cambiato qualcosa fra quello che si chiede, o l'avete già registrato: guardate di nuovo.",
        "Meanwhile something changed among what is asked for, or you recorded it already: look again.",
    ),
    "collection_unknown": ("L'incasso {found} non c'è.", "There is no collection {found}."),
    "collection_changed": (
        "Il file dell'incasso {found} non si può rifare uguale: un conto o i dati della società sono cambiati.",
        "The file of collection {found} cannot be made the same again: an account or the society's data changed.",
    ),
    "debit_not_waiting": (
        "L'addebito {found} è già stato incassato o respinto.",
        "Debit {found} was collected or refused already.",
    ),
    "debit_not_collected": (
        "L'addebito {found} non risulta incassato.",
        "Debit {found} is not known to be collected.",
    ),
    "debit_return_differs": (
        "Di quell'addebito ({found}) è rimasto un altro importo: guardarlo allo sportello.",
        "Another amount is left of that debit ({found}): look at it at the desk.",
    ),
}


# What is wrong with movements, debits and collections.
BANK_FINDINGS: Mapping[str, tuple[str, str]] = {
    "bank_code_unknown": (
        "In {place} c'è «{found}», che non è fra le voci ammesse della banca.",
        "At {place} stands “{found}”, which is none of the codes of the bank.",
    ),
    "bank_line_sum": (
        "Movimento {place}: gli incassi registrati non fanno il suo importo (differenza in centesimi: {found}).",
        "Movement {place}: what was recorded does not sum to it (difference in cents: {found}).",
    ),
    "debit_sum": (
        "Addebito {place}: le sue parti non fanno il suo importo (differenza in centesimi: {found}).",
        "Debit {place}: its parts do not sum to it (difference in cents: {found}).",
    ),
    "collection_sum": (
        "Incasso {place}: gli addebiti non sono quelli del file (differenza in centesimi: {found}).",
        "Collection {place}: the debits are not those of the file (difference in cents: {found}).",
    ),
    "debit_without_receipt": (
        "Addebito {place}: risulta incassato o tornato indietro senza il denaro.",
        "Debit {place}: it is told to be collected or returned without the money.",
    ),
}

# What an answer of the bank comes to, debit by debit.
ANSWERS: Mapping[str, tuple[str, str]] = {
    "refused": ("respinto", "refused"),
    "refused_before": ("respinto, già registrato", "refused, recorded before"),
    "accepted": ("accettato", "accepted"),
    "unknown": ("non è un addebito di questo archivio: nulla", "no debit of this archive: nothing"),
    "amount_differs": ("l'importo è un altro: nulla", "the amount is another: nothing"),
    "collected_before": (
        "risulta già incassato: confermare l'insoluto dall'estratto conto",
        "it was collected before: confirm the return from the statement",
    ),
}

# Why a debit went back, by the code of the bank (ISO 20022); other codes are shown as they are.
RETURN_REASONS: Mapping[str, tuple[str, str]] = {
    "AC01": ("IBAN errato", "wrong account"),
    "AC04": ("conto chiuso", "account closed"),
    "AC06": ("conto bloccato", "account blocked"),
    "AC03": ("IBAN errato", "wrong account"),
    "AC13": ("conto di tipo sbagliato", "wrong kind of account"),
    "AG01": ("operazione non ammessa sul conto", "not allowed on this account"),
    "AM04": ("fondi insufficienti", "insufficient funds"),
    "BE04": ("indirizzo mancante", "address missing"),
    "CNOR": ("banca non raggiungibile", "bank cannot be reached"),
    "FOCR": ("restituito su richiesta", "given back on request"),
    "MD01": ("nessun mandato valido", "no valid mandate"),
    "MD06": ("rimborso chiesto da chi paga", "refund asked for by the debtor"),
    "MD07": ("intestatario deceduto", "holder deceased"),
    "MS02": ("rifiutato dal titolare del conto", "refused by the holder of the account"),
    "MS03": ("motivo non indicato", "reason not told"),
    "RC01": ("banca sconosciuta", "bank unknown"),
    "RR04": ("motivo di legge", "legal reason"),
    "SL01": ("rifiutato dalla banca di chi paga", "refused by the debtor's bank"),
}

# What is to be done where a payment to a member came back, by the code of the bank; else the account is looked at.
_CHECK_IBAN = ("controllare l'IBAN", "check the IBAN")
RETURN_TASKS: Mapping[str, tuple[str, str]] = {
    "AC04": ("chiedere al socio un altro IBAN", "ask the member for another IBAN"),
    "AC06": ("chiedere al socio un altro IBAN, o quando il conto si sblocca",
             "ask the member for another IBAN, or when the account is released"),
    "AC13": ("chiedere al socio un conto che riceva bonifici", "ask the member for an account that takes transfers"),
    "AG01": ("chiedere al socio un conto che riceva bonifici", "ask the member for an account that takes transfers"),
    "AM04": ("guardare con la banca il saldo del conto della società",
             "look with the bank at the balance of the society's account"),
    "BE04": ("completare l'indirizzo sulla scheda", "complete the address on the sheet"),
    "CNOR": ("chiedere alla banca quando si può rimandare", "ask the bank when it can be sent again"),
    "FOCR": ("chiedere alla banca chi l'ha fatto restituire", "ask the bank who had it given back"),
    "MD01": ("chiedere alla banca perché", "ask the bank why"),
    "MD06": ("chiedere alla banca perché", "ask the bank why"),
    "MD07": ("registrare il decesso: si paga agli eredi, non su quel conto",
             "record the death: it is paid to the heirs, not to that account"),
    "MS02": ("chiedere al socio perché la sua banca lo rifiuta", "ask the member why their bank refuses it"),
    "MS03": ("chiedere alla banca perché, e controllare l'IBAN", "ask the bank why, and check the IBAN"),
    "RR04": ("chiedere alla banca perché", "ask the bank why"),
    "SL01": ("chiedere alla banca perché", "ask the bank why"),
    **dict.fromkeys(("AC01", "AC03", "RC01"), _CHECK_IBAN),
}  # fmt: skip


def return_task(reason: str, language: str = "it") -> str:
    """What is to be done about a payment that came back for that reason: «controllare l'IBAN»."""
    return RETURN_TASKS.get(reason, _CHECK_IBAN)[language == "en"]


# How far a debit is; what went back or was refused, with the reason, is open again.
DEBIT_STATES: Mapping[str, tuple[str, str]] = {
    "": ("chiesto alla banca", "asked of the bank"),
    "collected": ("incassato", "collected"),
    "returned": ("tornato indietro", "went back"),
    "refused": ("respinto dalla banca", "refused by the bank"),
}  # fmt: skip

# Why nothing is asked of a household that has a mandate.
LEFT: Mapping[str, tuple[str, str]] = {
    "nothing_due": ("nulla da addebitare", "nothing to be debited"),
    "one_off_used": ("il mandato valeva per un solo addebito", "the mandate was for one debit alone"),
}


def bank_reason(code: str, language: str) -> str:
    """Why a bank gave money back, by its code: «conto chiuso (AC04)»; a code that is not known, as it is."""
    return f"{RETURN_REASONS[code][language == 'en']} ({code})" if code in RETURN_REASONS else code


def debit_said(event: str, reason: str, language: str = "it") -> str:
    """«tornato indietro: conto chiuso (AC04)»"""
    told = DEBIT_STATES[event][language == "en"]
    return f"{told}: {bank_reason(reason, language)}" if reason else told


def why_sentence(why: Why, language: str = "it") -> str:
    """A reason in words: «riferimento RF18… nella causale»."""
    text = WHY[why.code][language == "en"]
    if "{euro}" in text:
        return text.format(euro=f"{written_money(abs(int(why.value)))} €", movement=why.movement)
    if "{day}" in text:
        return text.format(day=written_day(date.fromisoformat(why.value)))
    return text.format(value=why.value)
