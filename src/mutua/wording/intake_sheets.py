"""Sentences about a society's own sheets: what cannot be read as it stands, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

SHEETS: Mapping[str, tuple[str, str]] = {
    # ------------------------------------------------------------ rows and columns
    "header_not_found": (
        "in questo foglio non si trova l'intestazione: scrivere sopra ai dati i nomi delle colonne",
        "no header is found in this sheet: write the names of the columns above the data",
    ),
    "row_before_header": (
        "la riga sta sopra all'intestazione ma sembra dire qualcosa: spostarla sotto",
        "the row is above the header but seems to tell something: move it below",
    ),
    "row_almost_empty": (
        "la riga dice una cosa sola: se è un titolo o una nota non importa, se è una persona mancano i suoi dati",
        "the row says one thing only: a title or a note does not matter, a person lacks the rest",
    ),
    "as_set_aside": (
        "la riga è come quando è stata messa da parte: correggerla, o cancellare ciò che sta sotto «problema» se va "
        "bene così",
        "the row is as it was when it was set aside: mend it, or clear what stands under «problema» if it is right",
    ),
    "row_coloured": (
        "la riga è colorata: se il colore vuol dire qualcosa, scriverlo in una colonna",
        "the row is coloured: if the colour means something, write it in a column",
    ),
    "row_struck": (
        "la riga è barrata: se la persona è uscita, scrivere il giorno in una colonna",
        "the row is struck through: if the person left, write the day in a column",
    ),
    "row_commented": ("c'è un commento, che non viene letto", "there is a comment, which is not read"),
    "sheets_hidden": (
        "i fogli nascosti ({found}) non vengono letti: se servono, mostrarli",
        "hidden sheets ({found}) are not read: show them if they matter",
    ),
    "row_again": ("ripete la riga {row} e non aggiunge niente", "it repeats row {row} and adds nothing"),
    "ditto_of_number": (
        "«come sopra» non può valere per un nome o un numero che è di una persona sola: scriverlo",
        "«as above» cannot stand for a name or a number that one person has: write it",
    ),
    "ditto_of_nothing": (
        "«come sopra», ma sopra non c'è niente: scriverlo",
        "«as above», but nothing is above: write it",
    ),
    "day_month_first": (
        "scritto con il mese prima del giorno: letto {day}",
        "written with the month before the day: read as {day}",
    ),
    "fiscal_code_missing": ("manca il codice fiscale, che quasi tutti hanno", "no tax code, which nearly all have"),
    "left_in_note": (
        "la nota dice forse che è morto o uscito: la riga entra come se non lo dicesse; se è così, scrivere il giorno "
        "in una colonna o togliere la riga",
        "the note perhaps says that the person died or left: the row comes in as if it did not; if so, write the day "
        "in a column or take the row out",
    ),
    "refund_unsure": (
        "forse questa colonna dice quanto è stato rimborsato: dire se è «rimborsato» o «non usata» (--mapping)",
        "perhaps this column says what was refunded: say whether it is «rimborsato» or «non usata» (--mapping)",
    ),
    "column_said_twice": (
        "questa colonna ripete un'altra e dice una cosa diversa: dire quale vale (--mapping), o una riga per persona",
        "this column repeats another and says something else: say which counts (--mapping), or one row a person",
    ),
    "assistance_of_all": (
        "nessuna colonna dice l'assistenza, e serve a {count} righe: una per tutte con --assistance ({known})",
        "no column tells the assistance, and {count} rows need it: one for all with --assistance ({known})",
    ),
    "mapping_column": (
        "nel foglio non c'è una colonna con questo numero e questo titolo: ripartire dalla corrispondenza proposta",
        "the sheet has no column with that number and title: begin again from the proposed mapping",
    ),
    "mapping_list": (
        "nel file non c'è un elenco così chiamato; ci sono: {known}",
        "the file has no list so called; there are: {known}",
    ),
    "mapping_meaning": (
        "non è un significato conosciuto; ci sono: {known} (per un familiare aggiungere coniuge, figlio 1…)",
        "no known meaning; there are: {known} (for a relative add coniuge, figlio 1…)",
    ),
    # ------------------------------------------------------------ cells
    "day_ambiguous": (
        "può voler dire {days}: scrivere il giorno con l'anno intero, prima il giorno e poi il mese",
        "it may mean {days}: write the day with the whole year, day before month",
    ),
    "day_incomplete": (
        "manca il giorno o il mese: scriverlo intero, come 31/01/2026",
        "the day or the month is missing: write it whole, as 31/01/2026",
    ),
    "day_unreadable": ("non è un giorno: scriverlo come 31/01/2026", "it is no day: write it as 31/01/2026"),
    "days_several": ("ci sono più giorni: lasciarne uno", "there are several days: leave one"),
    "births_unread": (
        "la riga dice più persone, e non si capisce chi è nato quando: valgono i giorni dei codici fiscali; scrivere "
        "un giorno per ciascuna, nello stesso ordine, o una riga per persona",
        "the row tells of several people, and who was born when is not clear: the days of the tax codes count; write "
        "a day for each, in the same order, or one row a person",
    ),
    "money_unreadable": ("non è un importo: scriverlo come 1.234,56", "it is no amount: write it as 1.234,56"),
    "left_without_day": (
        "sta fra chi è uscito («{title}»), ma manca il giorno dell'uscita: scriverlo, o spostare la riga",
        "it stands among those who left («{title}»), without the day: write it, or move the row",
    ),
    "kinship_unknown": (
        "non è una parentela conosciuta: titolare, coniuge, convivente, figlio, genitore, fratello o altro",
        "no kinship that is known: titolare, coniuge, convivente, figlio, genitore, fratello or altro",
    ),
    "kinship_of_several": (
        "nella riga ci sono più persone e questa parentela non può valere per tutte: una riga per ciascuna",
        "the row tells of several people and this kinship cannot be that of all: one row for each",
    ),
    "sex_unknown": ("scrivere F o M", "write F or M"),
    # ------------------------------------------------------------ people
    "name_missing": ("manca il nome della persona", "the person's name is missing"),
    "name_unsplit": (
        "non si capisce quale sia il cognome e quale il nome: scriverli «Cognome, Nome» o in due colonne",
        "which is the surname and which the name cannot be told: write «Surname, Name» or two columns",
    ),
    "several_in_name": (
        "sembrano più persone: una riga per ciascuna, o tutti i loro codici fiscali nella stessa cella",
        "it seems several people: one row for each, or all their tax codes in one cell",
    ),
    "surname_missing": ("manca il cognome: scriverlo", "the surname is missing: write it"),
    "codes_without_names": (
        "ci sono {count} codici fiscali, e i nomi non dicono di chi sono: una riga per persona",
        "there are {count} tax codes, and the names do not say whose: one row for each person",
    ),
    "card_of_several": (
        "la tessera è di più persone della riga: non è stata data a nessuna",
        "the card number is of several people of the row: none was given it",
    ),
    "relative_without_number": (
        "del familiare ({kin}) serve il codice fiscale o la tessera, per distinguerlo dagli altri",
        "the relative ({kin}) needs a tax code or a card number, to be told from others",
    ),
    "number_shared": (
        "lo stesso numero è di {name}, alla riga {row}: correggere quello sbagliato",
        "the same number is {name}'s, in row {row}: correct the wrong one",
    ),
    # ------------------------------------------------------------ households
    "household_two_codes": (
        "per il foglio è di due nuclei ({codes}): lasciarne uno",
        "the sheet puts it in two households ({codes}): leave one",
    ),
    "head_unknown": (
        "il capofamiglia non è né nel foglio né nell'archivio: correggere il suo numero o aggiungerlo",
        "the head is neither in the sheet nor in the archive: correct the number or add the person",
    ),
    "head_very_young": (
        "sarebbe titolare, cioè socio con il suo voto, ma è di età minore (nascita: {day}): se è della famiglia di "
        "qualcuno, scrivere di chi",
        "would be a member of their own, with a vote, but is a child (born {day}): if somebody's, write whose",
    ),
    "head_several": (
        "questo numero di capofamiglia è di più persone del foglio: correggerlo",
        "several people of the sheet have this head's number: correct it",
    ),
    "household_too_big": (
        "al nucleo «{code}» appartengono {count} persone del foglio: la colonna dice davvero il nucleo?",
        "{count} people of the sheet are in household «{code}»: does the column really tell the household?",
    ),
    "household_unknown": (
        "non si sa di quale nucleo sia: scrivere il numero del capofamiglia o il codice del nucleo",
        "its household is not known: write the head's number or the household's code",
    ),
    "household_to_confirm": (
        "forse è un nucleo con {others} (parentela: {kinship}): confermarlo o negarlo",
        "perhaps one household with {others} (kinship: {kinship}): say yes or no",
    ),
    "kinship_to_confirm": (
        "nucleo con {others}: la parentela non è scritta, forse è «{kinship}»: confermarla o correggerla",
        "a household with {others}: no kinship is written, perhaps «{kinship}»: confirm or correct it",
    ),
    "household_waits": (
        "la riga è giusta: entra quando è a posto il suo nucleo (righe {rows})",
        "the row is right: it comes in when its household is in order (rows {rows})",
    ),
    # ------------------------------------------------------------ payments
    "payment_of_several": (
        "il pagamento è di più persone: una riga per ciascuna, con la sua parte",
        "the payment is of several people: one row for each, with its part",
    ),
    "person_missing_here": (
        "non si sa a chi: scrivere nome, tessera o codice",
        "to whom is not said: write name, card or code",
    ),
    "amount_missing": ("manca l'importo pagato", "the amount paid is missing"),
    "reversal": ("importo sotto zero: letto come storno", "amount below nought: read as taken back"),
    "day_missing": (
        "manca ogni data: non si può dire se era coperto",
        "no date at all: whether it was covered cannot be said",
    ),
    "card_of_another": (
        "la tessera {found} è di {name}, la riga dice {said}: correggere quello dei due che è sbagliato",
        "card {found} is {name}'s, the row says {said}: correct whichever is wrong",
    ),
    "code_of_another": (
        "il codice fiscale {found} è di {name}, la riga dice {said}: correggere quello dei due che è sbagliato",
        "the tax code {found} is {name}'s, the row says {said}: correct whichever is wrong",
    ),
    "already_paid": (
        "è già pagata: qui non si riceve di nuovo. Per controllarla: mutua year",
        "it is paid already: it is not received again. To look at it: mutua year",
    ),
}  # fmt: skip

# What a mistake is about, for who works through them kind by kind.
KINDS: Mapping[str, tuple[str, str]] = {
    "codes": ("codici fiscali", "tax codes"), "numbers": ("altri numeri", "other numbers"),
    "days": ("giorni", "days"), "money": ("importi", "amounts"), "names": ("nomi", "names"),
    "confirm": ("da confermare", "to confirm"), "households": ("nuclei e parentele", "households and kinship"),
    "twice": ("doppi", "told twice"), "waits": ("aspettano il loro nucleo", "waiting for their household"),
    "rows": ("righe e colonne", "rows and columns"), "others": ("altro", "others"),
}  # fmt: skip
_STARTS = (
    ("fiscal_code", "codes"), ("code", "codes"), ("identifier_", "numbers"), ("iban", "numbers"),
    ("vat_", "numbers"), ("postal_", "numbers"),
    ("number_shared", "twice"), ("row_again", "twice"), ("row_twice", "twice"), ("person_differs", "twice"),
    ("people_mixed", "twice"), ("number_of_another", "twice"), ("number_", "numbers"), ("card_", "numbers"),
    ("person_without_number", "numbers"), ("relative_", "numbers"), ("days_", "days"), ("day_", "days"),
    ("date_", "days"), ("instant", "days"), ("money", "money"), ("amount", "money"), ("reversal", "money"),
    ("name_", "names"), ("surname_", "names"), ("several_", "names"), ("person_missing", "names"),
    ("household_to_", "confirm"),
    ("kinship_to_", "confirm"), ("household_waits", "waits"), ("household", "households"), ("head_", "households"),
    ("kinship", "households"), ("place_", "households"), ("cover", "households"), ("plan_", "households"),
    ("left_", "days"), ("births_", "days"),
    ("cell_missing", "rows"), ("person_elsewhere", "households"), ("row_", "rows"), ("header_",
    "rows"),
    ("ditto", "rows"), ("as_set", "rows"), ("column", "rows"), ("file_", "rows"), ("formula", "rows"),
)  # fmt: skip


def kind_of(code: str) -> str:
    """What a mistake is about: a key of `KINDS`."""
    return next((kind for start, kind in _STARTS if code.startswith(start)), "others")


NOT_DATA: Mapping[str, tuple[str, str]] = {
    "title": ("titolo", "title"), "heading": ("intestazione", "heading"), "total": ("totale", "total"),
    "note": ("nota", "note"),
}  # fmt: skip
