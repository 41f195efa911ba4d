"""What is said of payments to members: who is left out and why, how far a run is, what came back, what is amiss."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mutua.domain.italian import written_day

Sentences = Mapping[str, tuple[str, str]]

# Why a request with something owed is not paid now.
LEFT_OUT: Sentences = {
    "in_run": ("è già in una distinta", "it stands in a run already"),
    "waits": ("è da decidere di nuovo", "it is to be decided anew"),
    "dispute": ("il socio ha fatto reclamo: aspetta la risposta", "the member objected: it waits for the answer"),
    "parked": ("il nucleo è messo da parte", "the household is set aside"),
    "heirs": ("deceduto: spetta agli eredi, si paga a mano", "died: it is due to the heirs, to be paid by hand"),
    "holder_deceased": ("la banca dice che l'intestatario del conto è deceduto: su quel conto non si rimanda",
                        "the bank says that the holder of the account died: it is not sent to that account again"),
    "account_missing": ("manca l'IBAN", "the IBAN is missing"),
    "account_wrong": ("l'IBAN non torna", "the IBAN is wrong"),
    "account_outside": ("l'IBAN è fuori dall'area dei pagamenti in euro", "the IBAN is outside the euro payments area"),
    "account_waits": ("un cambio di IBAN aspetta chi lo approvi", "another IBAN waits for an approver"),
    "holder_unwritable": ("l'intestatario non si scrive con le lettere delle banche",
                          "the holder cannot be written in the letters of banks"),
    "too_much": ("supera quello che un bonifico può portare", "it is above what one transfer can carry"),
    "below_minimum": ("è sotto il minimo per un bonifico: aspetta", "it is below the least for a transfer: it waits"),
    "nothing_owed": ("non c'è più nulla da pagare", "nothing is owed any more"),
}  # fmt: skip

# How far a run is.
RUN_STATES: Sentences = {
    "prepared": ("da approvare", "to be approved"),
    "approved": ("approvata: da fare il file", "approved: its file is to be made"),
    "ready": ("pronta: da fare il file", "ready: its file is to be made"),
    "changed": ("da rifare: qualcosa è cambiato", "to be made again: something changed"),
    "refused": ("rifiutata: da annullare", "refused: to be dropped"),
    "released": ("file fatto: da caricare in banca", "file made: to be taken to the bank"),
    "dropped": ("annullata", "dropped"),
}



def debited_words(on: date, count: int, of: int, language: str = "it") -> str:
    """«addebitata il 05/06/2026», «addebitati 1 di 2 bonifici, l'ultimo il 05/06/2026»."""
    day = written_day(on)
    if count >= of:
        return f"addebitata il {day}" if language == "it" else f"debited on {day}"
    if language == "it":
        return f"addebitati {count} di {of} bonifici, l'ultimo il {day}"
    return f"{count} of {of} transfers debited, the last on {day}"


# What became of a line.
LINE_STATES: Sentences = {
    "": ("in distinta", "in the run"),
    "paid": ("nel file per la banca", "in the file for the bank"),
    "returned": ("tornata indietro", "came back"),
    "refused": ("respinta dalla banca", "refused by the bank"),
    "changed": ("cambiata", "changed"),
    "dropped": ("non pagata", "not paid"),
}

FORMS: Sentences = {"cbi": ("CBI", "CBI"), "iso": ("ISO 20022", "ISO 20022")}

# What the bank's answer says of a payment, and what comes of it.
ANSWERS: Sentences = {
    "refused": ("respinto: torna da pagare", "refused: it is owed again"),
    "refused_before": ("già registrato", "recorded before"),
    "accepted": ("accettato", "accepted"),
    "unknown": ("non è di una distinta di cui si sia fatto il file", "of no run that was released"),
    "amount_differs": ("l'importo non è quello pagato", "the amount is not what was paid"),
}

# Why a service did nothing with a run or with money that came back.
PAYMENT_REFUSALS: Sentences = {
    "run_unknown": ("La distinta {found} non c'è.", "There is no run {found}."),
    "run_released": (
        "Il file della distinta {found} è già fatto: non cambia più; il suo file si scarica di nuovo uguale.",
        "Run {found} was released already: it does not change any more; its file can be fetched again, the same.",
    ),
    "run_dropped": ("La distinta {found} è stata annullata.", "Run {found} was dropped."),
    "run_outdated": (
        "Intanto è cambiato qualcosa fra quello che si può pagare: riguardate l'elenco.",
        "Meanwhile something changed among what can be paid: look at the list again.",
    ),
    "run_changed": (
        "Nella distinta {found} qualcosa non è più come era stato approvato (un importo, un nome, un IBAN, una "
        "decisione): non è stato pagato nulla. Annullatela e preparatene un'altra.",
        "In run {found} something is no more as it was approved (an amount, a name, an IBAN, a decision): nothing was "
        "paid. Drop it and prepare another one.",
    ),
    "run_unproven": (
        "Le scritture della distinta {found} non tornano con i loro sigilli: non si paga finché mutua verify non tace.",
        "The records of run {found} do not agree with their seals: nothing is paid until mutua verify is silent.",
    ),
    "run_not_released": ("La distinta {found} non ha ancora un file.",
                         "Run {found} is not released yet: it has no file."),
    "run_file_gone": (
        "Il file della distinta {found} è stato cancellato con i dati di chi vi compariva.",
        "The file of run {found} was erased with the data of somebody who stood in it.",
    ),
    "advice_nothing": (
        "Non c'è nessun avviso da stampare: quello che era stato pagato è tornato indietro.",
        "There is no advice to print: what was paid came back.",
    ),
    "payment_no_vault": (
        "Non si sa dove tenere la chiave dei file: dirlo con MUTUA_FILES e MUTUA_MASTER_KEY. Non è stato pagato nulla.",
        "It is not known where the key of files is: name it with MUTUA_FILES and MUTUA_MASTER_KEY. Nothing was paid.",
    ),
    "claim_in_run": (
        "Questa domanda è nella distinta {found}: si paga con quella, oppure prima si annulla la distinta.",
        "This request stands in run {found}: it is paid with it, or the run is dropped first.",
    ),
    "payment_unknown": ("Il bonifico {found} non è di una distinta di cui si sia fatto il file.",
                        "Transfer {found} is of no run that was released."),
    "payment_back_before": ("Il bonifico {found} risulta già tornato indietro.",
                            "Transfer {found} is known to have come back already."),
    "answer_of_others": (
        "L'esito è di un conto che non è il vostro: è il file di un'altra società. Non è stato registrato nulla.",
        "The answer is about an account that is not yours: it is another society's file. Nothing was recorded.",
    ),
    "answer_unknown": (
        "L'esito risponde a {found}, che non è un file inviato da qui: scegliete l'esito giusto. Non è stato "
        "registrato nulla.",
        "The answer is to {found}, which is no file sent from here: choose the right one. Nothing was recorded.",
    ),
    "answer_known": (
        "Quello che l'esito respinge è già registrato: non c'è altro da fare.",
        "What the answer refuses is recorded already: there is nothing more to do.",
    ),
    "answer_accepted": (
        "L'esito non respinge niente: non c'è nulla da registrare.",
        "The answer refuses nothing: there is nothing to record.",
    ),
    "answer_to_look_at": (
        "Nell'esito c'è qualcosa da chiarire con la banca, riga per riga qui sotto: non c'è nulla da registrare.",
        "Something in the answer is to be cleared up with the bank, line by line below: there is nothing to record.",
    ),
    "answer_otherwise": (
        "Intanto è cambiato qualcosa: non è stato registrato nulla. Questo è ciò che l'esito farebbe adesso.",
        "Meanwhile something changed: nothing was recorded. This is what the answer would do now.",
    ),
    "payment_back_differs": (
        "Di quel bonifico ({found}) è tornato un altro importo: guardarlo con la banca.",
        "Another amount of that transfer ({found}) came back: look at it with the bank.",
    ),
}  # fmt: skip

# What is wrong with runs and their payments.
PAYMENT_FINDINGS: Sentences = {
    "payment_code_unknown": (
        "In {place} c'è «{found}», che non è fra le voci ammesse dei pagamenti.",
        "At {place} stands “{found}”, which is none of the codes of payments.",
    ),
    "payment_run_sum": (
        "Distinta {place}: le righe non sono quelle dichiarate (differenza in centesimi: {found}).",
        "Run {place}: the lines are not those it says (difference in cents: {found}).",
    ),
    "payment_claim_twice": (
        "La domanda {place} è in due distinte aperte.", "Request {place} stands in two runs that wait.",
    ),
    "payment_line_paid": (
        "Bonifico {place}: il pagamento registrato non è il suo importo (differenza in centesimi: {found}).",
        "Transfer {place}: the payment recorded is not its sum (difference in cents: {found}).",
    ),
    "payment_debit_wrong": (
        "Distinta {place}: risulta addebitata per {found} centesimi, che non è il suo importo, o due volte.",
        "Run {place}: it reads as debited by {found} cents, which is not its sum, or twice.",
    ),
    "payment_line_back": (
        "Bonifico {place}: è tornato indietro senza che i conti lo dicano (differenza in centesimi: {found}).",
        "Transfer {place}: it came back and the books do not say so (difference in cents: {found}).",
    ),
    "payment_file_early": (
        "La distinta {place} ha un file che nessuno risulta aver fatto.",
        "Run {place} has a file and was not released.",
    ),
}  # fmt: skip
