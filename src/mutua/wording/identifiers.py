"""Sentences about the numbers of people, firms and accounts: what is wrong or doubtful, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.domain.identifiers.fiscal_code import FiscalCode
from mutua.domain.identifiers.municipalities import Municipalities

_SIGNS: Mapping[str, tuple[str, str]] = {
    "identifier_too_long": (
        "{count} caratteri, al massimo {most}: nella cella va soltanto il codice",
        "{count} characters, {most} at most: the cell takes the code alone",
    ),
    "identifier_hidden": (
        "al posto {at} c'è un carattere che non si vede ({found}): cancellare il codice e riscriverlo a mano",
        "at place {at} there is a character nobody sees ({found}): clear the code and type it again",
    ),
    "identifier_alphabet": (
        "al posto {at} «{found}» ({number}) è di un altro alfabeto: riscriverlo dalla tastiera",
        "at place {at} «{found}» ({number}) is of another alphabet: type it on the keyboard",
    ),
    "identifier_sign": (
        "al posto {at} «{found}» non è né lettera né cifra: toglierlo",
        "at place {at} «{found}» is neither letter nor digit: take it away",
    ),
}

_FISCAL_CODE: Mapping[str, tuple[str, str]] = {
    "fiscal_code": (
        "ha {count} caratteri: il codice fiscale ne ha 16, come RSSMRA80A01H501U, quello provvisorio 11 cifre",
        "it has {count} characters: a fiscal code has 16, like RSSMRA80A01H501U, a provisional one 11 digits",
    ),
    "fiscal_code_letters": (
        "al posto {at} serve una lettera, non {signs}: ricopiarlo dalla tessera",
        "at place {at} a letter is needed, not {signs}: copy it from the card",
    ),
    "fiscal_code_digits": (
        "al posto {at} serve una cifra, non {signs}: ricopiarlo dalla tessera",
        "at place {at} a digit is needed, not {signs}: copy it from the card",
    ),
    "fiscal_code_month": (
        "al posto 9 c'è {signs}, che non è un mese (A B C D E H L M P R S T): ricopiarlo dalla tessera",
        "at place 9 there is {signs}, which is no month (A B C D E H L M P R S T): copy it from the card",
    ),
    "fiscal_code_day": (
        "il giorno di nascita {day} (posti 10 e 11) non esiste: va da 01 a 31, o da 41 a 71 per le donne",
        "the day of birth {day} (places 10 and 11) does not exist: 01 to 31, or 41 to 71 for women",
    ),
    "fiscal_code_date": (
        "la nascita il {day} dell'anno {year} (posti da 7 a 11) non esiste in alcun secolo: ricopiarlo dalla tessera",
        "a birth on {day} of year {year} (places 7 to 11) exists in no century: copy it from the card",
    ),
    "fiscal_code_check": (
        "l'ultima lettera del codice fiscale non torna: ricopiarlo dalla tessera",
        "the last letter of the fiscal code is wrong: copy it from the card",
    ),
    "fiscal_code_provisional_check": (
        "un codice provvisorio ha 11 cifre, e l'ultima di queste non torna: ricopiarlo, o usare quello di 16 caratteri",
        "a provisional code has 11 digits, and the last is wrong: copy it again, or use the one of 16 characters",
    ),
    "fiscal_code_of_firm": (
        "è il codice di un'azienda: serve quello della persona, di 16 caratteri",
        "this is a firm's code: the person's, of 16 characters, is needed",
    ),
    "fiscal_code_cut": (
        "manca l'ultimo carattere del codice fiscale: ricopiarlo intero",
        "the last character of the fiscal code is missing: copy it whole",
    ),
    "fiscal_code_sign": (
        "al posto {at} c'è «{sign}», che in un codice fiscale non va: ricopiarlo dalla tessera",
        "at place {at} there is «{sign}», which no fiscal code has: copy it from the card",
    ),
    "fiscal_code_several": (
        "un solo codice fiscale per cella: una riga per persona",
        "one fiscal code in a cell: one row for each person",
    ),
}

# What a code says beside what the person told: never a reason to refuse.
_DOUBTS: Mapping[str, tuple[str, str]] = {
    "fiscal_code_provisional": (
        "codice provvisorio di 11 cifre: va bene, ma il definitivo si chiede entro sei mesi; non è di un'azienda?",
        "a provisional code of 11 digits: right, but the final one is asked within six months; is it not a firm's?",
    ),
    "fiscal_code_surname": (
        "nel codice il cognome è {letters}, da quello scritto verrebbe {wanted}: controllarli (vale quello da nubile)",
        "the code has {letters} for the surname, the one written gives {wanted}: check both (a maiden name counts)",
    ),
    "fiscal_code_surname_part": (
        "nel codice il cognome è {letters}, come dal solo «{part}»: controllare il cognome all'anagrafe",
        "the code has {letters} for the surname, as «{part}» alone gives: check the surname on a document",
    ),
    "fiscal_code_given_name": (
        "nel codice il nome è {letters}, da quello scritto verrebbe {wanted}: controllarli entrambi",
        "the code has {letters} for the given name, the one written gives {wanted}: check both",
    ),
    "fiscal_code_given_name_part": (
        "nel codice il nome è {letters}, come dal solo «{part}»: controllare il nome all'anagrafe",
        "the code has {letters} for the given name, as «{part}» alone gives: check the name on a document",
    ),
    "fiscal_code_names_exchanged": (
        "secondo il codice cognome e nome sono scambiati: controllare le due colonne",
        "by the code surname and given name are exchanged: check both columns",
    ),
    "fiscal_code_birth": (
        "secondo il codice la nascita è il {day}: controllare la data e il codice",
        "by the code the birth is on {day}: check date and code",
    ),
    "fiscal_code_birth_year": (
        "nel codice l'anno di nascita è {year} (posti 7 e 8); per chi è nato il {day} è {wanted}: "
        "ricopiare dalla tessera il codice, o controllare la data",
        "the code has {year} for the year of birth (places 7 and 8); born on {day} it is {wanted}: "
        "copy the code from the card, or check the date",
    ),
    "fiscal_code_sex": (
        "secondo il codice il sesso è {sex}: controllare sesso e codice",
        "by the code the sex is {sex}: check sex and code",
    ),
    "fiscal_code_birthplace": (
        "secondo il codice il luogo di nascita è {place}: controllarlo (i comuni cambiano nome e si fondono)",
        "by the code the birthplace is {place}: check it (municipalities change names and merge)",
    ),
    "fiscal_code_state_unknown": (
        "secondo il codice la nascita è all'estero, ma {place} non è il codice di nessuno Stato che conosciamo: "
        "ricopiare il codice dalla tessera",
        "by the code the birth was abroad, but {place} is the code of no state we know: copy the code from the card",
    ),
    "fiscal_code_alike": (
        "è uguale a quello della riga {row}, lettere al posto di cifre a parte: la stessa persona o due omonimi?",
        "it is that of row {row} but for letters in place of digits: the same person, or two with one name?",
    ),
}

_FIRMS: Mapping[str, tuple[str, str]] = {
    "vat_number": (
        "la partita IVA ha 11 cifre, anche quando comincia con zero",
        "a VAT number has 11 digits, noughts before included",
    ),
    "vat_number_check": (
        "la cifra di controllo della partita IVA non torna: ricopiarla",
        "the check digit of the VAT number is wrong: copy it again",
    ),
    "vat_number_noughts": (
        "le prime sette cifre sono zeri: nessuna partita IVA comincia così, ricopiarla",
        "the first seven digits are noughts: no VAT number begins so, copy it again",
    ),
    "vat_number_office": (
        "l'ufficio {office} (cifre da 8 a 10) non è fra quelli conosciuti: controllare la partita IVA",
        "the office {office} (digits 8 to 10) is none of those known: check the VAT number",
    ),
}

_ACCOUNTS: Mapping[str, tuple[str, str]] = {
    "iban": (
        "scrivere l'IBAN intero, come IT60X0542811101000000123456",
        "write the whole IBAN, like IT60X0542811101000000123456",
    ),
    "iban_alphabet": (
        "al posto {at} «{found}» ({number}) sembra una lettera nostra ma è di un altro alfabeto: riscriverla",
        "at place {at} «{found}» ({number}) looks like a letter of ours but is of another alphabet: type it again",
    ),
    "iban_country": (
        "nessun paese ha la sigla {country} nelle coordinate bancarie: controllare le prime due lettere",
        "no country has the letters {country} in account numbers: check the first two",
    ),
    "iban_length": (
        "ha {count} caratteri, con {country} ne servono {wanted}: ricopiarlo intero",
        "it has {count} characters, with {country} it needs {wanted}: copy it whole",
    ),
    "iban_signs": (
        "al posto {at} c'è una lettera dove serve una cifra, o il contrario: ricopiarlo",
        "at place {at} there is a letter where a digit is needed, or the other way round: copy it again",
    ),
    "iban_cin_letter": (
        "al posto {at} serve la lettera di controllo (CIN): ricopiarla",
        "at place {at} the control letter (CIN) is needed: copy it again",
    ),
    "iban_bank": (
        "il codice della banca (ABI, posti da 6 a 10) è di sole cifre: controllare il posto {at}",
        "the bank's code (ABI, places 6 to 10) is digits alone: check place {at}",
    ),
    "iban_branch": (
        "il codice della filiale (CAB, posti da 11 a 15) è di sole cifre: controllare il posto {at}",
        "the branch's code (CAB, places 11 to 15) is digits alone: check place {at}",
    ),
    "iban_check": (
        "un carattere è sbagliato, le cifre di controllo non tornano: ricopiarlo dall'inizio",
        "a character is wrong, the check digits do not agree: copy it again from the beginning",
    ),
    "iban_check_digits": (
        "sbagliati i primi quattro caratteri (paese e cifre di controllo), il resto torna: ricopiare quelli",
        "the first four characters (country and check digits) are wrong, the rest agrees: copy those",
    ),
    "iban_cin": (
        "la lettera di controllo (CIN, posto 5) non va con banca, filiale e conto: chiedere l'IBAN alla banca",
        "the control letter (CIN, place 5) does not go with bank, branch and account: ask the bank for the IBAN",
    ),
    "iban_outside_area": (
        "conto in {country}, fuori dall'area dei pagamenti in euro (SEPA): un bonifico ordinario non ci arriva",
        "an account in {country}, outside the euro payments area (SEPA): no ordinary transfer reaches it",
    ),
}

_PLACES: Mapping[str, tuple[str, str]] = {
    "municipality_code": (
        "il codice catastale è una lettera e tre cifre, come F931",
        "a cadastral code is a letter and three digits, like F931",
    ),
    "email_unlike": ("non ha la forma di un indirizzo, come nome@esempio.it",
                     "it has not the form of an address, like name@example.org"),
    "postal_code": ("il CAP ha cinque cifre, zeri compresi", "a postal code has five digits, noughts included"),
    "postal_code_differs": (
        "{municipality} ha di solito il CAP {usual}: controllare CAP e comune",
        "{municipality} usually has the postal code {usual}: check both",
    ),
}

_CREDITOR: Mapping[str, tuple[str, str]] = {
    "creditor_identifier": (
        "ha {count} caratteri: il codice identificativo del creditore ne ha {most}, come IT45ZZZ0000012345670017",
        "it has {count} characters: a creditor identifier has {most}, like IT45ZZZ0000012345670017",
    ),
    "creditor_identifier_missing": (
        "è un segnaposto per chi non ha ancora un codice: farselo dare dalla banca, altrimenti rifiuta il file",
        "it stands for a creditor without a code: ask the bank for one, or it refuses the file",
    ),
    "creditor_identifier_country": (
        "il codice identificativo del creditore di un ente italiano comincia con IT",
        "the creditor identifier of an Italian body begins with IT",
    ),
    "creditor_identifier_check": (
        "le cifre di controllo (posti 3 e 4) non tornano: ricopiarlo dal contratto con la banca",
        "the check digits (places 3 and 4) are wrong: copy it from the contract with the bank",
    ),
    "creditor_identifier_tax_code": (
        "dal posto 8 dovrebbe esserci il codice fiscale del creditore, ma «{code}» non lo è: ricopiarlo",
        "from place 8 on there should be the creditor's tax code, but «{code}» is none: copy it again",
    ),
}

IDENTIFIERS = {**_SIGNS, **_FISCAL_CODE, **_DOUBTS, **_FIRMS, **_ACCOUNTS, **_CREDITOR, **_PLACES}


def birthplace(code: FiscalCode, known: Municipalities, language: str = "it") -> str:
    """Where a code says the person was born: «None (TO)», «comune H501», «stato estero Z129»; "" if nothing."""
    place = code.municipality_code
    found = known.with_code(place)
    if found is not None:
        return f"{found.name} ({found.province})" if found.province else found.name
    if not place:
        return ""
    if code.born_abroad:
        return f"{'foreign state' if language == 'en' else 'stato estero'} {place}"
    return f"{'municipality' if language == 'en' else 'comune'} {place}"
