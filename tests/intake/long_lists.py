"""Long lists of invented members with much of what goes wrong in lists, and a mark of everything said about one.

Marks were written down (`tests/data/lists.json`) before the reading of lists was made faster: what a list says must
stay the same to the letter. Where it changed on purpose (two partners, a child
born before the parent) they were written down anew, after lists without such households had said the same by both.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from mutua.domain.identifiers.fiscal_code import compute_fiscal_code
from mutua.services.bring_members import SheetPlan
from mutua.services.import_members import MembersPlan
from mutua.store.base import metadata, stored
from mutua.store.database import Archive

STRICT = (
    "Nucleo", "Tessera", "Cognome", "Nome", "Codice Fiscale", "Nascita", "Sesso", "Parentela", "A carico", "Dal", "Al",
    "Piano", "Assistenza", "Decorrenza", "Cessazione", "Anzianità dal", "Valori dal", "Socio dal", "Categoria socio",
    "Azienda", "Partita IVA azienda", "Indirizzo", "CAP", "Comune", "Telefono", "Email", "IBAN",
)  # fmt: skip
ROUGH = (
    "N° tessera", "Cognome", "Nome", "Cod. Fisc.", "Nato/a il", "Sesso", "Fam.", "Grado", "Socio dal", "Uscito il",
    "Via", "CAP", "Paese", "Tel.", "Cell.", "E-mail", "Note",
)  # fmt: skip
_SYLLABLES = ("BA", "CO", "DI", "FER", "GIU", "LAN", "MI", "NE", "PRO", "RUS", "SA", "TE", "VIO", "ZA")
_KINS = ("titolare", "coniuge", "figlio", "figlio", "fratello")
_ANYWHERE = (
    "", "=A1+1", "'=più", "a\u200bb", "due\nrighe", "1,5E+10", "\u00a0", "«idem»", "idem", '"', "  Bo  ", "e\u0301",
    "x" * 130, "-", "n.d.", "0", "12345",
)  # fmt: skip
_BY_COLUMN = {
    "Codice Fiscale": ("RSSMRA80A01H501", "RSSMRA80A01H501U", "RSSMRA8OA01H501U", "12345678901", "rssmra80a01h501u",
                       "RSS MRA 80A01 H501U", "ÀBCDEF80A01H501U", "00743110157"),
    "Nascita": ("1/2/80", "31/02/1980", "13/13/1980", "02/28/1980", "1980", "2030-01-01", "17.5.1980", "1700-01-01"),
    "Sesso": ("f", "Maschio", "X"), "Parentela": ("Titolare", "capo", "Figlio", "cugino"),
    "A carico": ("sì", "no", "X", "forse"), "Dal": ("01/01/2019", "1/1/19", "01/01/1900", ""),
    "Al": ("31/12/2025", "01/01/1999"), "Piano": ("mutua-di-prova/prova", "altro/piano", ""),
    "Assistenza": ("base", "Base", "altra"), "Decorrenza": ("01/02/2020", "01/01/1901"),
    "Socio dal": ("01/03/2001", "01/01/2040"), "Categoria socio": ("ordinario", "Sostenitore", "boh"),
    "Azienda": ("Officine Prova", "Ditta Bo"), "Partita IVA azienda": ("00743110157", "00743110158"),
    "CAP": ("10064", "10060", "1006", "10100"), "Comune": ("Pinerolo", "Cavour", "Torino", "None"),
    "IBAN": ("IT60X0542811101000000123456", "IT60 X054 2811 1010 0000 0123 456", "IT00X0542811101000000123456"),
}  # fmt: skip
_OF_ROUGH = {
    "Cod. Fisc.": (*_BY_COLUMN["Codice Fiscale"], "C.F. RSSMRA80A01H501U"),
    "Nato/a il": (*_BY_COLUMN["Nascita"], "17 maggio 1980", "17 V 1980", "29221", "17051980", "12/30/1979"),
    "Grado": ("moglie", "marito", "figlia", "TITOLARE", "zio", "boh"), "Sesso": ("Femmina", "m", "?"),
    "Socio dal": ("1.1.2020", "2020", "43831", "gennaio 2020", ""), "Fam.": ("", "idem", "F1"),
    "Uscito il": ("31/12/2024", "boh"), "Tel.": ("0121 1234", "3,33E+09"), "Cell.": ("333 1234567",),
    "Note": ("deceduto", "pagato", "ex socio"), "Cognome": ("idem", "", '"', "Rossi / Bianchi", "D'Angelo"),
    "Nome": ("Anna e Bruno", "", "NICOLÒ"), "N° tessera": ("1", "", "idem"), "Via": ("via Roma, 12", "V. Roma n. 12"),
}  # fmt: skip


def _names(dice: random.Random) -> tuple[str, str]:
    return tuple("".join(dice.choices(_SYLLABLES, k=dice.randint(2, 3))).capitalize() for _ in range(2))  # type: ignore[return-value]  # two of them


def strict_rows(count: int, seed: int, spoilt: float = 0.1) -> list[list[str]]:
    """Households of up to five, with some rows spoilt, some told twice, and more covers."""
    dice, found = random.Random(seed), []
    for number, (home, place, surname) in enumerate(_homes(count, dice)):
        given, sex = _names(dice)[0], dice.choice("FM")
        born = date(1940 + place * 11, 1, 1) + timedelta(days=dice.randrange(3_000))
        code = compute_fiscal_code(surname, given, born, sex, f"H{dice.randrange(1, 1000):03d}")
        plan = dice.choice(("", "mutua-di-prova/prova"))
        row = [f"N{home}", str(number + 1), surname, given, code, f"{born:%d/%m/%Y}", sex, _KINS[place],
               dice.choice(("", "sì", "no")), "01/01/2020", "", plan, "base" if plan and dice.random() < 0.5 else "",
               "01/01/2020" if plan else "", "", "", "",
               "15/06/2012" if dice.random() < 0.1 and born.year < 2012 else "", "",
               "Officine Prova" if dice.random() < 0.1 else "", "", f"Via Roma {home}", "10064", "Pinerolo", "", "",
               ""]  # fmt: skip
        found.append(row)
        if dice.random() < 0.05:
            found.append(list(row))
            if plan:
                found[-1][13] = "01/01/2022"
    return [_spoilt(row, STRICT, _BY_COLUMN, dice, spoilt) for row in found]


def rough_rows(count: int, seed: int, spoilt: float = 0.1) -> list[list[str]]:
    """The same kind of people, as a society's own sheet tells them."""
    dice, found = random.Random(seed), []
    for number, (home, place, surname) in enumerate(_homes(count, dice)):
        given, sex = _names(dice)[0], dice.choice("FM")
        born = date(1940 + place * 11, 1, 1) + timedelta(days=dice.randrange(3_000))
        code = compute_fiscal_code(surname, given, born, sex, f"H{dice.randrange(1, 1000):03d}")
        kin = dice.choice((_KINS[place], _KINS[place].upper(), "" if place else "titolare"))
        found.append([
            str(number + 1), surname if dice.random() < 0.95 else surname.upper(), given, code, f"{born:%d/%m/%Y}", sex,
            f"F{home}" if dice.random() < 0.9 else "", kin, "01/01/2020", "", f"via Roma {home}", "10064", "Pinerolo",
            "", "", "", "",
        ])  # fmt: skip
        if dice.random() < 0.02:
            found.append(list(found[-1]))
        if dice.random() < 0.01:
            found.append(["Totale soci", str(number)] + [""] * (len(ROUGH) - 2))
        if dice.random() < 0.01:
            found.append(list(ROUGH))
    return [_spoilt(row, ROUGH, _OF_ROUGH, dice, spoilt) for row in found]


def _homes(count: int, dice: random.Random) -> Iterator[tuple[int, int, str]]:
    told, home = 0, 0
    while told < count:
        home += 1
        surname = _names(dice)[1]
        for place in range(min(dice.randint(1, 5), count - told)):
            yield home, place, surname
            told += 1


def _spoilt(
    row: list[str], header: Sequence[str], wrong: dict[str, tuple[str, ...]], dice: random.Random, share: float
) -> list[str]:
    if dice.random() < share:
        at = dice.randrange(len(header))
        row = list(row)
        row[at] = dice.choice(wrong.get(header[at], _ANYWHERE) if dice.random() < 0.7 else _ANYWHERE)
    return row


def as_csv(header: Sequence[str], rows: Sequence[Sequence[str]], *titles: str) -> bytes:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ';"\n') else text

    return "\r\n".join([*titles, *(";".join(map(cell, row)) for row in (header, *rows))]).encode()


# ---------------------------------------------------------------- marks


def mark(*told: object) -> str:
    """A short name for everything that was said: the same for the same, to the letter."""
    return hashlib.sha256("\n".join(map(repr, told)).encode("utf-8", "surrogatepass")).hexdigest()[:24]


# What a list writes; no table that comes later changes the mark.
_WRITTEN = ("chain", "entry", "household", "person", "identity", "firm", "household_place", "cover", "fact",
            "employment", "membership", "book_line")  # fmt: skip


def of_archive(archive: Archive) -> str:
    """The mark of everything that a list writes, seals included."""
    found = []
    with archive.reader.begin() as connection:
        for name in _WRITTEN:
            table = metadata.tables[name]
            columns = [stored(column) for column in table.columns]
            rows = connection.execute(select(*columns)).all()
            found.append((name, sorted([tuple(map(str, row)) for row in rows])))
    return mark(found)


def of_plan(plan: MembersPlan) -> str:
    people = [
        (code, [(one.rows, one.told, one.dependence_said, one.since_said, one.wrong) for one in told])
        for code, told in plan.told.items()
    ]
    rows = (plan.new_rows, plan.changed_rows, plan.unchanged_rows, plan.wrong_rows)
    return mark(plan.changes, people, rows, plan.mistakes)


def of_sheet(plan: SheetPlan) -> str:
    ended = (sorted(plan.ended.read), sorted(plan.ended.set_aside), sorted(plan.ended.not_data.items()))
    proposed = [(one.family, one.person.row, one.person.name, *one[2:]) for one in plan.proposed]
    return mark(of_plan(plan.plan), ended, plan.mistakes, proposed, plan.names, plan.heads, plan.resolved)
