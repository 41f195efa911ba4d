"""Sentences about files and cells: what is wrong, and what to do so that it can be read."""

from __future__ import annotations

from collections.abc import Mapping

FILES: Mapping[str, tuple[str, str]] = {
    "file_empty": ("il file è vuoto: scegliere quello con i dati", "the file is empty: choose the one with the data"),
    "only_header": ("c'è soltanto l'intestazione: mancano le righe", "only the header: there are no rows"),
    "file_too_big": ("il file supera {most} MB: dividerlo in più file", "the file is over {most} MB: split it"),
    "file_password": (
        "il file è protetto da una password: toglierla e salvarlo di nuovo",
        "the file is protected by a password: take it away and save it again",
    ),
    "file_xls": (
        "è un vecchio file .xls, qualunque sia il nome: aprirlo e salvarlo come «Cartella di lavoro Excel (.xlsx)»",
        "it is an old .xls file, whatever its name: open it and save it as .xlsx",
    ),
    "file_xlsb": ("è un file .xlsb: salvarlo come .xlsx", "it is an .xlsb file: save it as .xlsx"),
    "file_ods": (
        "è un file OpenDocument (.ods): salvarlo come .xlsx o come CSV",
        "an OpenDocument file: save it as .xlsx or CSV",
    ),
    "file_macros": (
        "il file contiene macro (.xlsm): salvarlo come «Cartella di lavoro Excel (.xlsx)», senza macro",
        "the file holds macros (.xlsm): save it as .xlsx, without them",
    ),
    "file_utf16": (
        "il testo è «Unicode» (UTF-16): salvarlo come «CSV UTF-8»",
        "the text is UTF-16: save it as «CSV UTF-8»",
    ),
    "file_not_a_table": ("non è una tabella: servono un CSV o un .xlsx", "not a table: a CSV or an .xlsx is needed"),
    "workbook_bomb": (
        "la cartella di lavoro, aperta, è troppo grande: copiare i soli dati in un file nuovo",
        "the workbook is too big once opened: copy the data alone into a new file",
    ),
    "file_too_hard": (
        "il file è troppo grande o intricato da aprire: salvarlo di nuovo come .xlsx o CSV, o dividerlo",
        "the file is too big or too tangled to be opened: save it again as .xlsx or CSV, or divide it",
    ),
    "workbook_damaged": (
        "la cartella di lavoro è rovinata o non è vera: aprirla, salvarla con un altro nome e riprovare",
        "the workbook is damaged or no true one: open it, save it under another name, try again",
    ),
    "external_links": (
        "il foglio prende dati da altri file: incollare i soli valori in un file nuovo",
        "the sheet takes data from other files: paste the values alone into a new file",
    ),
    "sheets_many": (
        "più fogli visibili contengono dati ({found}): lasciarne uno, eliminare o nascondere gli altri",
        "several visible sheets hold data ({found}): leave one, delete or hide the others",
    ),
    "formula_error": (
        "la formula della cella dà errore: correggerla o scrivere il valore",
        "the formula of the cell fails: mend it or write the value",
    ),
    "formula_without_result": (
        "la formula non ha un risultato: aprire il file, salvarlo e riprovare",
        "the formula has no result: open the file, save it and try again",
    ),
    "read_as_windows": (
        "il file non è UTF-8: è stato letto come Windows-1252; controllare gli accenti dei nomi",
        "the file is not UTF-8: it was read as Windows-1252; look at the accents of names",
    ),
    "alphabet_unknown": (
        "ci sono caratteri illeggibili: salvare il file come «CSV UTF-8»",
        "there are unreadable characters: save the file as «CSV UTF-8»",
    ),
    "character_nul": (
        "c'è un carattere nullo: salvare di nuovo il file dal programma che l'ha fatto",
        "there is a NUL character: save the file again from where it was made",
    ),
    "separators_mixed": (
        "l'intestazione usa separatori diversi ({found}): usare soltanto il punto e virgola",
        "the header uses different separators ({found}): use the semicolon alone",
    ),
    "quote_open": (
        "le virgolette aperte qui non si chiudono: aggiungerle o toglierle",
        "the quotation marks opened here are not closed: add or remove them",
    ),
    "too_many_rows": ("più di {most} righe: dividere il file", "more than {most} rows: split the file"),
    "too_many_columns": (
        "più di {most} colonne: togliere quelle che non servono",
        "more than {most} columns: take away those not needed",
    ),
    "cells_too_many": (
        "celle nella riga {found}, nell'intestazione {wanted}: forse un separatore dentro una cella senza virgolette",
        "cells in the row {found}, in the header {wanted}: perhaps a separator within a cell without quotation marks",
    ),
    "cells_too_few": (
        "celle nella riga {found}, nell'intestazione {wanted}: scrivere quelle che mancano; se in fondo sono vuote, "
        "aggiungere i separatori o salvare il file come .xlsx",
        "cells in the row {found}, in the header {wanted}: write those that are missing; if they are empty, add the "
        "separators or save the file as .xlsx",
    ),
    "file_cut": (
        "il file finisce a metà di questa riga ({found} celle su {wanted}): è tagliato; rifarlo o copiarlo di nuovo",
        "the file ends halfway through this row ({found} cells of {wanted}): it was cut; make or copy it again",
    ),
    "cell_too_long": (
        "la cella ha {found} caratteri, al massimo {most}: accorciarla, o rifare il file se è rovinato",
        "the cell has {found} characters, {most} at most: shorten it, or make the file again if it is damaged",
    ),
}

COLUMNS: Mapping[str, tuple[str, str]] = {
    "column_unnamed": (
        "una colonna è senza nome: scriverlo o eliminare la colonna",
        "a column has no name: write it or delete the column",
    ),
    "column_unknown": (
        "la colonna non è conosciuta: correggere il nome o eliminarla",
        "the column is not known: mend its name or delete it",
    ),
    "columns_known": ("le colonne conosciute sono: {known}", "the known columns are: {known}"),
    "file_of_requests": (
        "sembra un elenco di domande, non di soci: importarlo con mutua import claims",
        "it looks like a list of requests, not of members: import it with mutua import claims",
    ),
    "file_of_members": (
        "sembra un elenco di soci, non di domande: importarlo con mutua import members",
        "it looks like a list of members, not of requests: import it with mutua import members",
    ),
    "column_twice": ("la colonna compare due volte: lasciarne una", "the column is there twice: leave one"),
    "column_missing": ("manca la colonna: aggiungerla", "the column is missing: add it"),
}

CELLS: Mapping[str, tuple[str, str]] = {
    "cell_missing": ("la cella è vuota: va compilata", "the cell is empty: fill it in"),
    "choice_missing": ("la cella è vuota: scrivere una fra {known}", "the cell is empty: write one of {known}"),
    "cell_formula": (
        "comincia con «=» come una formula: scrivere il valore",
        "it begins with «=» like a formula: write the value",
    ),
    "character_newline": ("la cella va a capo: scriverla su una riga sola", "the cell has a new line: write it on one"),
    "character_hidden": (
        "c'è un carattere che non si vede ({found}): cancellare la cella e riscriverla a mano",
        "there is a character nobody sees ({found}): clear the cell and type it again",
    ),
    "number_rewritten": (
        "il foglio di calcolo ha riscritto il numero: dare alla colonna il formato «Testo» e riscriverlo intero",
        "the spreadsheet rewrote the number: give the column the format «Text» and write it whole",
    ),
    "cell_rewritten": (
        "il foglio di calcolo ne ha fatto una data o un'ora: dare alla colonna il formato «Testo» e riscriverla",
        "the spreadsheet took the cell for a date or an hour: give the column the format «Text» and write it again",
    ),
    "choice_unknown": ("scrivere una fra {known}", "write one of {known}"),
    "yes_no": ("scrivere sì o no", "write sì or no"),
    "money_ambiguous": (
        "importo ambiguo: il punto può separare le migliaia o i centesimi; scriverlo con la virgola",
        "ambiguous amount: the point may part thousands or cents; write it with a comma",
    ),
    "money_italian": (
        "scrivere l'importo come 1.234,56 o 1234,56, senza altro",
        "write the amount as 1.234,56 or 1234,56, nothing else",
    ),
    "money_too_big": ("l'importo supera 9.999.999,99: controllarlo", "the amount is over 9.999.999,99: check it"),
    "money_decimals": (
        "più di due decimali: arrotondare nel foglio (ARROTONDA) prima di inviare",
        "more than two decimals: round in the sheet (ROUND) first",
    ),
    "decimal_italian": ("scrivere il numero come 12 o 12,5", "write the number as 12 or 12,5"),
    "number_whole": ("serve un numero intero", "a whole number is needed"),
    "quantity_hours": (
        "le ore devono fare minuti interi: 1,5 sono un'ora e mezza",
        "hours must be whole minutes: 1,5 is an hour and a half",
    ),
    "date": ("scrivere la data come 31/01/2026", "write the date as 31/01/2026"),
    "day_italian": (
        "scrivere la data come 31/01/2026, con l'anno di quattro cifre",
        "write the date as 31/01/2026, the year with four digits",
    ),
    "day_turned": (
        "il mese non esiste: forse giorno e mese sono scambiati in tutto il file; scrivere giorno/mese/anno",
        "there is no such month: perhaps day and month are exchanged in the whole file; write day/month/year",
    ),
    "date_unreal": ("il giorno non esiste: controllarlo sul documento", "there is no such day: check it on the paper"),
    "date_far": ("l'anno è fuori da 1850–2200: controllarlo", "the year is outside 1850–2200: check it"),
    "day_serial": (
        "il numero non è una data certa: scriverla come 31/01/2026",
        "the number is no certain date: write it as 31/01/2026",
    ),
    "instant": ("scrivere l'ora come 09:30", "write the hour as 09:30"),
    "instant_italian": ("scrivere giorno e ora come 31/01/2026 09:30", "write day and hour as 31/01/2026 09:30"),
    "instant_missing": (
        "quell'ora non esiste: quella notte si passò all'ora legale",
        "there is no such hour: clocks were moved that night",
    ),
    "instant_twice": (
        "quell'ora ci fu due volte, al ritorno all'ora solare: indicarne un'altra",
        "that hour came twice when clocks were moved: give another",
    ),
    "name_missing": ("il nome è vuoto: va scritto", "the name is empty: write it"),
    "name_too_long": (
        "il nome ha {found} caratteri, al massimo {most}",
        "the name has {found} characters, {most} at most",
    ),
    "name_without_letters": ("un nome ha almeno una lettera", "a name has at least one letter"),
    "days_reversed": (
        "viene prima di {first}: una delle due date è sbagliata",
        "it comes before {first}: one of the two dates is wrong",
    ),
}
