"""The words by which firms and payroll programs call the columns of a list of workers, and what each of them means."""

from __future__ import annotations

from collections.abc import Mapping

# Words cut short as payroll programs cut them; in a list of members some of them mean other things.
SHORT: Mapping[str, str] = {
    "assistito": "assunzione", "assunz": "assunzione", "assun": "assunzione", "rapp": "rapporto",
    "lic": "licenziamento", "licenz": "licenziamento", "dip": "dipendente", "dipend": "dipendente",
    "dipendenti": "dipendente", "lav": "lavoratore", "lavorat": "lavoratore", "lavoratori": "lavoratore",
    "fis": "fiscale", "categ": "categoria", "cat": "categoria", "dim": "dimissioni", "dimiss": "dimissioni",
    "part": "partita", "az": "azienda", "cessaz": "cessazione", "contr": "contratto", "ult": "ultimo",
}  # fmt: skip

STAFF: Mapping[str, tuple[str, ...]] = {
    "fiscal_code": ("codice fiscale", "cod fis", "codice fiscale dipendente", "codice fiscale lavoratore"),
    "surname": ("cognome", "cognome dipendente", "cognome lavoratore"),
    "given_name": ("nome", "nome dipendente", "nome lavoratore"),
    "full_name": (
        "cognome nome", "nome cognome", "nominativo", "dipendente", "lavoratore", "cognome nome dipendente",
        "cognome nome lavoratore", "nominativo dipendente", "nominativo lavoratore", "nome cognome dipendente",
    ),
    "hired_on": (
        "data assunzione", "assunzione", "assunto il", "assunta il", "assunzione il", "assunto dal", "dal",
        "data inizio", "inizio", "inizio rapporto", "data inizio rapporto", "data assunzione rapporto",
        "assunzione rapporto", "data assunzione dipendente", "data assunzione lavoratore", "decorrenza",
        "decorrenza rapporto", "data inizio contratto", "inizio contratto",
    ),
    "left_on": (
        "data cessazione", "cessazione", "cessato il", "cessata il", "cessazione rapporto", "data cessazione rapporto",
        "data cessazione dipendente", "data cessazione lavoratore", "rapporto cessato il", "al", "data fine", "fine",
        "fine rapporto", "data fine rapporto", "fine contratto", "data fine contratto", "scadenza",
        "scadenza contratto", "data scadenza contratto", "termine", "licenziato il", "licenziata il", "licenziamento",
        "data licenziamento", "dimissioni", "data dimissioni", "dimissioni dal", "dimesso il", "dimessa il",
        "dimissionario dal", "uscito il", "uscita il", "uscita", "data uscita", "ultimo giorno",
        "ultimo giorno lavoro", "risoluzione", "data risoluzione", "risoluzione rapporto", "data risoluzione rapporto",
    ),
    "category": ("categoria",),
    "payroll_number": (
        "matricola", "numero matricola", "codice dipendente", "codice lavoratore", "matricola dipendente",
        "matricola lavoratore", "codice matricola",
    ),
    "firm_vat": (
        "partita iva azienda", "p iva azienda", "partita iva", "p iva", "partita iva ditta", "p iva ditta",
        "partita iva datore lavoro",
    ),
    "new_code": ("codice fiscale corretto", "nuovo codice fiscale", "codice fiscale nuovo"),
}  # fmt: skip
