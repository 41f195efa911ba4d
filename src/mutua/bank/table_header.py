"""Which column of a bank's table is what: known by its title, or said once by a person and remembered by the header."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mutua.bank.reading import Reading

ROWS_SEARCHED = 60  # from the top, for the header

# What a column may be, by how Italians call it when they say it themselves.
MEANINGS: Mapping[str, str] = {
    "data": "booked_on", "valuta": "value_on", "importo": "amount", "dare": "debit", "avere": "credit",
    "segno": "sign", "descrizione": "text", "nome": "name", "iban": "iban", "riferimento": "reference",
    "saldo": "balance", "divisa": "currency", "conto": "account",
}  # fmt: skip

# Titles without capitals, accents, blanks and signs; the earlier ones of a meaning are preferred.
_TITLES: Mapping[str, tuple[str, ...]] = {
    "booked_on": ("datacontabile", "datacontab", "datacont", "contabile", "dataregistrazione", "datareg",
                  "dataoperazione", "dataop", "dataoper", "datamovimento", "datamov", "data"),
    "value_on": ("datavaluta", "dataval", "valuta"),
    "amount": ("importo", "importoeur", "importoeuro", "importoineuro", "importoineur", "importomovimento", "ammontare",
               "movimento", "importooperazione", "importocontabile"),
    "debit": ("dare", "addebiti", "addebito", "uscite", "uscita", "importodare", "importoaddebito", "addebitieur",
              "dareeur", "dareeuro", "usciteeur"),
    "credit": ("avere", "accrediti", "accredito", "entrate", "entrata", "importoavere", "importoaccredito",
               "accreditieur", "avereeur", "avereeuro", "entrateeur"),
    "sign": ("segno", "da", "dareavere", "dareoavere", "segnomovimento"),
    "text": ("descrizione", "descrizioneoperazione", "descrizionemovimento", "descrizioneestesa", "causale",
             "causaledescrizione", "descrizionecausale", "dettagli", "dettaglio", "operazione", "note",
             "informazioniaggiuntive", "descrizionecompleta", "causaleestesa", "infoaggiuntive"),
    "name": ("ordinante", "controparte", "ordinantebeneficiario", "beneficiarioordinante", "nominativo",
             "nomecontroparte", "nomeordinante", "debitore"),
    "iban": ("ibancontroparte", "ibanordinante", "contocontroparte", "ibanbeneficiarioordinante", "ibandebitore"),
    "reference": ("riferimento", "riferimentobanca", "rifbanca", "idtransazione", "numerooperazione", "cro", "trn",
                  "crotrn", "idmovimento", "idoperazione", "riferimentooperazione", "codiceriferimento"),
    "balance": ("saldo", "saldocontabile", "saldoprogressivo", "saldoeur", "saldoeuro"),
    "currency": ("divisa", "currency", "div", "valutadivisa", "codicedivisa"),
    "account": ("conto", "iban", "numeroconto", "rapporto", "ibanconto", "contocorrente"),
}  # fmt: skip
_KNOWN = {title: (meaning, at) for meaning, titles in _TITLES.items() for at, title in enumerate(titles)}
_SEVERAL = ("text",)  # columns that may be many: they are read one after the other


def plain_title(text: str) -> str:
    """A title as it is compared."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if sign.isalnum() and sign.isascii())


class TableRow(NamedTuple):
    """A row of texts with its number as a spreadsheet counts."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """The row of titles, and where each meaning stands."""

    at_row: int  # which of the rows, from nought
    titles: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]

    @property
    def signature(self) -> str:
        """What the same bank's next table is known by."""
        return "\t".join(plain_title(one) for one in self.titles)

    def cell(self, row: TableRow, meaning: str) -> str:
        """The text under a meaning, "" where there is none; several columns one after the other."""
        cells = [row.cells[at].strip() for at in self.places.get(meaning, ()) if at < len(row.cells)]
        return " ".join(one for one in cells if one)

    def written(self) -> str:
        """The meanings by column, to be remembered: `{"booked_on": [0]}`."""
        return json.dumps({name: list(places) for name, places in sorted(self.places.items())})


def remembered_places(content: str) -> Mapping[str, tuple[int, ...]]:
    """What `written` wrote; nothing where it is something else."""
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    if not isinstance(told, dict):
        return {}
    return {str(name): tuple(int(one) for one in places) for name, places in told.items() if isinstance(places, list)}


def find_header(
    rows: Sequence[TableRow], reading: Reading, *, remembered: Mapping[str, str], said: Mapping[str, str]
) -> Header | None:
    """The header of a table: where what was said stands, else one that is remembered, else the first that is known.

    `remembered`: signature to what `written` wrote. `said`: meaning in Italian to title («data» to «Dt op.»). None
    where there is none, and the reading says why.
    """
    if said:
        return _as_said(rows, reading, said)
    for at, row in enumerate(rows[:ROWS_SEARCHED]):
        known = remembered.get("\t".join(plain_title(one) for one in row.cells))
        places = remembered_places(known) if known is not None else {}
        if _enough(places):
            return Header(at, row.cells, places)
    for at, row in enumerate(rows[:ROWS_SEARCHED]):
        known_places = _known_places(row, rows[at + 1 :])
        if _enough(known_places):
            return Header(at, row.cells, known_places)
    reading.refuse("bank_header_missing", values={"known": ", ".join(MEANINGS)})
    return None


def _enough(places: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether movements can be read: a day, and an amount in one way or another."""
    return "booked_on" in places and bool(places.keys() & {"amount", "debit", "credit"})


def _as_said(rows: Sequence[TableRow], reading: Reading, said: Mapping[str, str]) -> Header | None:
    wrong = [name for name in said if name not in MEANINGS]
    for name in wrong:
        reading.refuse("bank_column_meaning", found=name, values={"known": ", ".join(MEANINGS)})
    wanted = {plain_title(title) for title in said.values()}
    for at, row in enumerate(rows[:ROWS_SEARCHED]):
        titles = [plain_title(one) for one in row.cells]
        if not wrong and wanted <= set(titles):
            places = dict(_known_places(row, rows[at + 1 :]))
            for name, title in said.items():
                own = tuple(place for place, one in enumerate(titles) if one == plain_title(title))
                places = {kept: found for kept, found in places.items() if not set(found) & set(own)}
                places[MEANINGS[name]] = own
            if not _enough(places):
                break
            return Header(at, row.cells, places)
    if not wrong:
        reading.refuse("bank_columns_not_found", found=", ".join(said.values())[:120])
    return None


def _known_places(row: TableRow, below: Sequence[TableRow]) -> dict[str, tuple[int, ...]]:
    """What the titles of a row mean; of two columns that could be the same thing the better known one."""
    found: dict[str, list[tuple[int, int]]] = {}
    for place, cell in enumerate(row.cells):
        meaning, rank = _KNOWN.get(plain_title(cell), ("", 0))
        if meaning == "value_on" and plain_title(cell) == "valuta" and _tells_currency(place, below):
            meaning = "currency"
        if meaning:
            found.setdefault(meaning, []).append((rank, place))
    return {
        name: tuple(place for _, place in sorted(some, key=lambda one: one[1])) if name in _SEVERAL else (min(some)[1],)
        for name, some in found.items()
    }


def _tells_currency(place: int, below: Sequence[TableRow]) -> bool:
    """Whether a column called «Valuta» tells currencies: in Italian both are called so."""
    cells = [row.cells[place].strip() for row in below[:50] if place < len(row.cells) and row.cells[place].strip()]
    return any(len(cell) == 3 and cell.isalpha() for cell in cells)
