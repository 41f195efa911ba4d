"""Sentences about the bank's files: what is wrong with one, where, and what to do; Italian and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mutua.bank.reading import BankMistake

_XML: Mapping[str, tuple[str, str]] = {
    "bank_file_empty": ("il file è vuoto: scaricarlo di nuovo", "the file is empty: download it again"),
    "bank_file_too_big": (
        "il file supera {most} MB: chiedere alla banca periodi più brevi",
        "the file is over {most} MB: ask the bank for shorter periods",
    ),
    "bank_xml_utf16": (
        "il testo è «Unicode» (UTF-16), e qui si legge l'UTF-8: scaricarlo di nuovo, senza passare da altri programmi",
        "the text is UTF-16: statements are read in UTF-8; download it again, without opening and saving it",
    ),
    "bank_xml_alphabet": (
        "il file dice di essere scritto in «{found}», che non si legge: chiedere alla banca il formato UTF-8",
        "the file says it is written in «{found}», which is not read: ask the bank for UTF-8",
    ),
    "bank_xml_doctype": (
        "il file contiene un DOCTYPE: nessuna banca lo scrive, e potrebbe leggere altri file; non è stato aperto",
        "the file holds a DOCTYPE: no bank writes one, and it might read other files; it was not opened",
    ),
    "bank_xml_entities": (
        "il file definisce o chiama entità: nessuna banca lo fa; non è stato aperto",
        "the file defines or calls entities: no bank does; it was not opened",
    ),
    "bank_xml_deep": (
        "gli elementi sono annidati oltre {most} livelli: non è un file della banca",
        "elements are nested over {most} levels deep: this is no file of a bank",
    ),
    "bank_xml_long": (
        "più di {most} elementi: chiedere alla banca periodi più brevi",
        "over {most} elements: ask the bank for shorter periods",
    ),
    "bank_xml_broken": (
        "il file non è XML intero: è tagliato o rovinato; scaricarlo di nuovo",
        "the file is no whole XML: it was cut or damaged; download it again",
    ),
    "bank_xml_namespace": (
        "non è un estratto conto camt.053 (spazio dei nomi «{found}»): chiedere alla banca «estratto conto camt.053»",
        "it is no camt.053 statement (namespace «{found}»): ask the bank for «camt.053»",
    ),
    "bank_xml_other_message": (
        "è un messaggio {found}, non un estratto conto: serve il camt.053 (movimenti contabilizzati, a fine giornata)",
        "it is a {found} message, no account statement: the camt.053 is needed (booked movements, end of day)",
    ),
    "bank_xml_no_statement": (
        "il file non contiene alcun estratto (Stmt): scaricarlo di nuovo",
        "the file holds no statement (Stmt): download it again",
    ),
    "bank_statements_too_many": (
        "{found} estratti in un file, al massimo {most}: chiedere periodi più brevi",
        "{found} statements in one file, {most} at most: ask for shorter periods",
    ),
    "bank_lines_too_many": (
        "più di {most} movimenti: chiedere alla banca periodi più brevi",
        "over {most} movements: ask the bank for shorter periods",
    ),
    "bank_answer_namespace": (
        "non è una risposta a una disposizione (pain.002), spazio dei nomi «{found}»",
        "it is no answer to an order (pain.002), namespace «{found}»",
    ),
    "bank_answer_without_reference": (
        "la risposta non dice di quale addebito parla: chiedere alla banca",
        "the answer does not say which debit it speaks of: ask the bank",
    ),
}

_STATEMENTS: Mapping[str, tuple[str, str]] = {
    "bank_account_strange": (
        "il conto {found} non è quello della società né di un estratto già importato: è davvero il nostro?",
        "account {found} is neither the society's nor of a statement brought in before: is it really ours?",
    ),
    "bank_account_missing": (
        "l'estratto non dice di quale conto è: indicarne l'IBAN (al terminale: --account IBAN)",
        "the statement does not say whose account it is: say its IBAN (at the terminal: --account IBAN)",
    ),
    "bank_account_wrong": (
        "l'IBAN del conto non torna: controllare che il file sia intero",
        "the IBAN of the account is wrong: see whether the file is whole",
    ),
    "bank_statement_sum": (
        "saldo iniziale {opening} più movimenti {movements} non fa il saldo finale {closing}: differenza {missing}; "
        "manca o è doppio un movimento, scaricare di nuovo il file",
        "opening balance {opening} plus movements {movements} is not the closing balance {closing}: difference "
        "{missing}; a movement is missing or doubled, download the file again",
    ),
    "bank_balances_missing": (
        "l'estratto non dice saldo iniziale e finale: non si può controllare che ci siano tutti i movimenti",
        "the statement tells no opening and closing balance: whether all movements are there cannot be checked",
    ),
    "bank_balance_step": (
        "dopo il movimento del {day} il saldo dovrebbe essere {wanted}: manca o è doppio un movimento",
        "after the movement of {day} the balance should be {wanted}: a movement is missing or doubled",
    ),
    "bank_currency": (
        "si leggono soltanto conti in euro: togliere il movimento o chiedere l'estratto del conto in euro",
        "only accounts in euro are read: take the movement away or ask for the statement of the euro account",
    ),
    "bank_amount": (
        "non è un importo: scaricare di nuovo il file, o scriverlo come 1.234,56",
        "it is no amount: download the file again, or write it as 1.234,56",
    ),
    "bank_amount_ambiguous": (
        "importo ambiguo: nella colonna nessuno ha i centesimi, e il segno può separare migliaia o decimali; "
        "scriverlo con i centesimi",
        "ambiguous amount: none of the column has cents, and the sign may part thousands or decimals; write the cents",
    ),
    "bank_amount_zero": (
        "il movimento è di zero euro: non entra",
        "the movement is of nought euro: it does not come in",
    ),
    "bank_sign": (
        "non si capisce se è un'entrata o un'uscita: il segno è CRDT o DBIT in XML, D o A nelle tabelle",
        "it cannot be told whether it came in or went out: the sign is CRDT or DBIT in XML, D or A in tables",
    ),
    "bank_two_amounts": (
        "la riga ha un importo sia in dare sia in avere: lasciarne uno",
        "the row has an amount under both debit and credit: leave one",
    ),
    "bank_day": (
        "non è una data: le date sono come 31/01/2026 nelle tabelle, 2026-01-31 in XML",
        "it is no date: dates are like 31/01/2026 in tables, 2026-01-31 in XML",
    ),
    "bank_days_ahead": (
        "è un giorno che deve ancora venire (oggi è il {today}); movimenti così: {count}. "
        "Una banca racconta ciò che è stato: controllare l'anno, o scaricare di nuovo il file",
        "this day is still to come (today is {today}); movements like it: {count}. A bank tells what happened: check "
        "the year, or download the file again",
    ),
    "bank_day_missing": (
        "c'è un importo senza data: scriverla, o togliere la riga se è un totale",
        "there is an amount without a date: write it, or take the row away if it is a total",
    ),
    "bank_not_booked": (
        "il movimento non è ancora contabilizzato: entrerà con un estratto successivo",
        "the movement is not booked yet: it will come with a later statement",
    ),
    "bank_details_sum": (
        "il movimento ne raccoglie {found}, ma gli importi non ci sono o non fanno il totale: entra intero",
        "the movement gathers {found}, but their amounts are missing or do not add up: it comes in whole",
    ),
}

_TABLES: Mapping[str, tuple[str, str]] = {
    "bank_header_missing": (
        "non si trova la riga dei titoli: dire quali colonne sono la data e l'importo (al terminale: "
        "--column «data=Data op.» --column «importo=Euro»); una colonna può essere: {known}",
        "the row of titles is not found: say which columns are the day and the amount (at the terminal: "
        "--column «data=Data op.» --column «importo=Euro»); a column may be: {known}",
    ),
    "bank_columns_not_found": (
        "nessuna riga ha questi titoli, con una data e un importo: copiarli dal file così come sono",
        "no row has these titles, with a day and an amount: copy them from the file as they are",
    ),
    "bank_column_meaning": ("una colonna può essere: {known}", "a column may be: {known}"),
    "bank_table_empty": (
        "sotto i titoli non c'è alcun movimento: scegliere un altro periodo",
        "below the titles there is no movement: choose another period",
    ),
    "bank_row_not_read": (
        "la riga non è un movimento e non si capisce: guardarla",
        "the row is no movement and cannot be read: look at it",
    ),
}

_DEBITS: Mapping[str, tuple[str, str]] = {
    "debit_nothing": ("non c'è nulla da incassare", "there is nothing to collect"),
    "debit_too_many": ("più di {most} addebiti: fare più file", "over {most} debits: make several files"),
    "debit_too_early": (
        "il primo giorno possibile è il {first}: la banca deve avere il file un giorno lavorativo prima",
        "the first day possible is {first}: the bank must have the file one bank day before",
    ),
    "debit_no_bank_day": (
        "in quel giorno le banche non lavorano: il primo dopo è il {next}",
        "banks do not work on that day: the first one after it is {next}",
    ),
    "debit_too_far": ("è fra più di un anno: controllare l'anno", "it is over a year away: check the year"),
    "debit_not_notified": (
        "chi paga va avvisato {days} giorni prima: indicare quando lo è stato",
        "who pays must be told {days} days before: say when they were",
    ),
    "debit_notice_short": (
        "l'avviso è del {notified}: servono {days} giorni, o il termine scritto nei mandati",
        "the notice was given on {notified}: {days} days are needed, or the term written in the mandates",
    ),
    "debit_creditor_name": ("manca il nome della società", "the name of the society is missing"),
    "debit_creditor_iban": (
        "l'IBAN su cui incassare manca o non torna; per il formato CBI dev'essere di una banca italiana",
        "the IBAN to collect on is missing or wrong; for CBI it must be with an Italian bank",
    ),
    "debit_creditor_identifier": (
        "il codice identificativo del creditore manca o non torna: è nel contratto con la banca",
        "the creditor identifier is missing or wrong: it is in the contract with the bank",
    ),
    "debit_creditor_cuc": (
        "il codice CUC manca o non torna: è nel contratto di home banking (CBI)",
        "the CUC code is missing or wrong: it is in the home banking contract (CBI)",
    ),
    "debit_amount": ("l'importo va da 0,01 a 999.999.999,99", "an amount is from 0,01 to 999.999.999,99"),
    "debit_reference": (
        "un riferimento ha da 1 a 35 caratteri senza accenti, non comincia né finisce con «/» e non contiene «//»",
        "a reference has 1 to 35 signs without accents, neither begins nor ends with «/» and has no «//»",
    ),
    "debit_reference_twice": (
        "lo stesso riferimento è di un altro addebito del file",
        "the same reference belongs to another debit of the file",
    ),
    "debit_debtor_name": (
        "manca l'intestatario del conto da addebitare",
        "the holder of the account to be debited is missing",
    ),
    "debit_debtor_iban": (
        "l'IBAN da addebitare manca o non torna: chiederlo a chi paga",
        "the IBAN to be debited is missing or wrong: ask who pays",
    ),
    "debit_debtor_area": (
        "un conto in questo paese è fuori dall'area dei pagamenti in euro: serve un altro modo di pagare",
        "an account in this country is outside the euro payments area: another way of paying is needed",
    ),
    "debit_signed_later": (
        "il mandato sarebbe firmato dopo oggi: controllare la data",
        "the mandate would be signed after today: check the day",
    ),
    "debit_mandate_over": (
        "il mandato non è usato da {months} mesi ed è decaduto: farne firmare un altro",
        "the mandate was not used for {months} months and is over: have another one signed",
    ),
}

# What is wrong with payments, beside what debits say the same way.
_TRANSFERS: Mapping[str, tuple[str, str]] = {
    "transfer_nothing": ("non c'è nulla da pagare", "there is nothing to pay"),
    "transfer_too_many": ("più di {most} bonifici: fare più distinte", "over {most} transfers: make several runs"),
    "transfer_sum": (
        "la somma di un file arriva a 999.999.999,99: fare più distinte",
        "the sum of a file is 999.999.999,99 at most: make several runs",
    ),
    "transfer_past": (
        "il giorno è passato: il primo possibile è il {first}",
        "the day is over: the first one possible is {first}",
    ),
    "transfer_too_far": (
        "è fra più di {days} giorni: controllare la data",
        "it is over {days} days away: check the day",
    ),
    "transfer_payer_iban": (
        "l'IBAN da cui pagare manca o non torna; per il formato CBI dev'essere di una banca italiana",
        "the IBAN to pay from is missing or wrong; for CBI it must be with an Italian bank",
    ),
    "transfer_holder": ("manca l'intestatario del conto", "the holder of the account is missing"),
    "transfer_iban": (
        "l'IBAN di chi riceve manca o non torna: chiederlo",
        "the IBAN of who is paid is missing or wrong: ask for it",
    ),
}

# code -> (Italian, English): what is wrong and what to do.
TEXTS: Mapping[str, tuple[str, str]] = {**_XML, **_STATEMENTS, **_TABLES, **_DEBITS, **_TRANSFERS}


def bank_mistake_sentence(mistake: BankMistake, language: str = "it") -> str:
    """One line: «movimento 12, BookgDt: trovato «31/02»; che cosa fare»."""
    english = language == "en"
    told = TEXTS[mistake.code][english]
    said = told.format_map({**dict(mistake.values), "found": mistake.found})
    if mistake.found and "{found}" not in told:
        said = f"{'found' if english else 'trovato'} «{mistake.found}»; {said}"
    where = _place(mistake, english)
    return f"{where}: {said}" if where else said


def debit_mistake_sentence(mistake: BankMistake, language: str = "it") -> str:
    """The same of a collection, where what is counted are debits: «addebito 12: …»."""
    english = language == "en"
    told = bank_mistake_sentence(replace(mistake, line=0, element=""), language)
    where = f"{'debit' if english else 'addebito'} {mistake.line}: " if mistake.line else ""
    return where + told


def transfer_mistake_sentence(mistake: BankMistake, language: str = "it") -> str:
    """The same of payments, where what is counted are transfers: «bonifico 12: …»."""
    english = language == "en"
    told = bank_mistake_sentence(replace(mistake, line=0, element=""), language)
    where = f"{'transfer' if english else 'bonifico'} {mistake.line}: " if mistake.line else ""
    return where + told


def _place(mistake: BankMistake, english: bool) -> str:
    parts = []
    if mistake.statement > 1:
        parts.append(f"{'statement' if english else 'estratto'} {mistake.statement}")
    if mistake.line:
        parts.append(f"{'movement' if english else 'movimento'} {mistake.line}")
    if mistake.row:
        parts.append(f"{'row' if english else 'riga'} {mistake.row}")
    if mistake.element:
        parts.append(f"{'column' if english else 'colonna'} «{mistake.element}»" if mistake.row else mistake.element)
    return ", ".join(parts)
