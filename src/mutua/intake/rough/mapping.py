"""Which column of a sheet means what: proposed from its header and its cells, shown, corrected, remembered.

A mapping belongs to a header (its `signature`): the next sheet with the same header asks nothing. It is written as a
small table that a spreadsheet opens: column, title, meaning, and below it the choices made once for all rows.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from mutua.domain.faults import Fault
from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code
from mutua.intake.rough.grid import RoughRow
from mutua.intake.rough.header import Heading, signature_of
from mutua.intake.rough.names import plain_name
from mutua.intake.rough.readings import read_day, read_kinship, read_sex
from mutua.intake.rough.refunds import refund_by_share
from mutua.intake.rough.set_aside import HEAD, ours_from
from mutua.intake.rough.words import CLAIMS, MEMBERS, meaning, relative, without_relative
from mutua.intake.sheet import plain_header
from mutua.intake.tabular import Cell

OF_RELATIVES = ("full_name", "surname", "given_name", "fiscal_code", "born_on", "sex", "card_number")
ROWS_LOOKED_AT = 200
# Of these a second column that says something else cannot be left aside: it may be another person, or the true sum.
_OF_ONE_MEANING = frozenset(
    {*OF_RELATIVES, "surname_first", "given_first", "household_code", "expense", "paid_cents", "invoice_number"}
)
NOT_USED = ("", "unused", "again")
_WHOLE_NAMES = ("full_name", "surname_first", "given_first")

# Columns whose words are few: where most of them are others, the title meant something else.
_CLOSED: Mapping[str, Callable[[str], bool]] = {
    "kinship": lambda text: isinstance(read_kinship(text), str),
    "sex": lambda text: isinstance(read_sex(text), str),
    "head_number": lambda text: text.lower() not in ("sì", "si", "no", "x", "s", "n"),
}

# How a meaning is called in a file that a person corrects.
TITLES: Mapping[str, str] = {
    "card_number": "tessera", "surname": "cognome", "given_name": "nome", "surname_first": "cognome e nome",
    "given_first": "nome e cognome", "full_name": "nominativo", "fiscal_code": "codice fiscale", "born_on": "nascita",
    "sex": "sesso", "kinship": "parentela", "fiscally_dependent": "a carico", "household_code": "nucleo",
    "head_number": "capofamiglia", "effective_from": "dal", "ends_on": "al", "plan_code": "piano",
    "assistance": "assistenza", "joined_on": "anzianità dal", "member_since": "socio dal",
    "firm_name": "azienda",
    "firm_vat_number": "partita iva azienda", "address": "indirizzo", "postal_code": "cap", "municipality": "comune",
    "phone": "telefono", "email": "email", "iban": "iban", "key": "pratica", "benefit": "prestazione",
    "received_at": "ricevuta il", "service_on": "data prestazione", "starts_on": "inizio", "expense": "importo",
    "paid_cents": "rimborsato", "paid_on": "rimborsato il", "quantity": "quantità", "invoice_number": "fattura n.",
    "invoiced_on": "fattura del", "other_payers": "altri rimborsi", "regime": "regime", "papers": "documenti",
    "provider": "struttura", "unused": "non usata", "again": "ripetuta",
}  # fmt: skip
CHOICE_TITLES: Mapping[str, str] = {
    "plan": "piano di tutti",
    "assistance": "assistenza di tutti",
    "since": "dal di tutti",
}


class MappedColumn(NamedTuple):
    """A column: its title, what it means ("" or `unused`: nothing to us), and of which relative of the row's person."""

    title: str
    key: str
    relative: str = ""  # coniuge, figlio…
    which: str = ""  # of several: 1, 2…

    @property
    def written(self) -> str:
        """The meaning as a person writes it: «codice fiscale figlio 2»."""
        return " ".join(part for part in (TITLES.get(self.key, "non usata"), self.relative, self.which) if part)


@dataclass(frozen=True)
class SheetMapping:
    """What each column of a header means, with the choices made once. `kind`: members or claims."""

    kind: str
    columns: tuple[MappedColumn, ...]
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def signature(self) -> tuple[str, ...]:
        return signature_of(tuple(one.title for one in self.columns))

    @cached_property
    def places(self) -> Mapping[tuple[str, str, str], tuple[int, ...]]:
        """Where each meaning stands, of the row's own person or of a relative; it may stand in several columns."""
        found: dict[tuple[str, str, str], tuple[int, ...]] = {}
        for at, one in enumerate(self.columns):
            mark = (one.key, one.relative, one.which)
            found[mark] = (*found.get(mark, ()), at)
        return found

    def at(self, key: str) -> tuple[int, ...]:
        """The places of the columns with that meaning, of the row's own person."""
        return self.places.get((key, "", ""), ())

    @cached_property
    def relatives(self) -> list[tuple[str, str]]:
        """The relatives that a row may tell of, in the order of the columns."""
        return list(dict.fromkeys((one.relative, one.which) for one in self.columns if one.relative))

    @cached_property
    def own_width(self) -> int:
        """How many columns are of the society, before those of a workbook of rows to put right."""
        return ours_from([one.title for one in self.columns])

    @property
    def unused(self) -> list[str]:
        return [one.title for one in self.columns if one.key in NOT_USED and one.title]

    def with_choices(self, choices: Mapping[str, str]) -> SheetMapping:
        """The mapping with some choices made anew; "" takes nothing away."""
        return replace(self, choices={**self.choices, **{name: one for name, one in choices.items() if one}})


# ---------------------------------------------------------------- proposing


def propose_mapping(heading: Heading, kind: str) -> SheetMapping:
    """What the columns seem to mean: by their titles, then by what stands in them."""
    columns: list[MappedColumn] = []
    for at, title in enumerate(heading.titles):
        columns.append(_proposed(title, kind, columns, heading, at))
    _by_contents(columns, heading)
    if kind == "members":
        _card_by_heads(columns, heading)
        _heads_by_name(columns, heading)
    if kind == "claims":
        _payments_by_contents(columns, heading)
    return SheetMapping(kind, tuple(_each_once(columns)))


def _proposed(title: str, kind: str, before: Sequence[MappedColumn], heading: Heading, at: int) -> MappedColumn:
    kin, number = relative(title) if kind == "members" else ("", "")
    key = meaning(without_relative(title) if kin else title, kind)
    if kin and ((not key and not without_relative(title)) or (key == "card_number" and not _numbers(heading.data, at))):
        key = "full_name"  # «Coniuge» alone is who it is
    if kin and key in OF_RELATIVES:
        while not number and (key, kin, number) in {one[1:] for one in before}:
            told = [int(one.which) for one in before if one.relative == kin and one.which.isdigit()]
            number = str(1 + max([1, *told]))
        return MappedColumn(title, key, kin, number)
    key = meaning(title, kind)
    last = next((one for one in reversed(before) if one.relative), None)
    own = {one.key for one in before if not one.relative}
    if last is not None and key in OF_RELATIVES and key in own and (key, *last[2:]) not in {one[1:] for one in before}:
        return MappedColumn(title, key, last.relative, last.which)  # «Coniuge», then its own «C.F.»
    return MappedColumn(title, key)


def _numbers(rows: Sequence[RoughRow], at: int) -> bool:
    texts = [row.cells[at].text.strip() for row in rows[:ROWS_LOOKED_AT] if at < len(row.cells)]
    filled = [text for text in texts if text]
    return bool(filled) and sum(text.isdigit() for text in filled) * 2 > len(filled)


def _by_contents(columns: list[MappedColumn], heading: Heading) -> None:
    """What the titles leave open is told by the cells: tax codes; a name alone is whole."""
    keys = {one.key for one in columns if not one.relative}
    for at, one in enumerate(columns):
        if (
            "fiscal_code" not in keys
            and one.key in ("", "unused")
            and _tax_codes(heading.data, at)
            and not one.relative
        ):
            columns[at] = one._replace(key="fiscal_code")
            keys.add("fiscal_code")
    if {"surname", "given_name"} <= keys:  # «Iscritto» beside them is no third name
        for at, one in enumerate(columns):
            if one.key == "full_name" and not one.relative:
                columns[at] = one._replace(key="unused")
    for at, one in enumerate(columns):
        if one.key in _CLOSED and not one.relative and not _mostly(heading.data, at, _CLOSED[one.key]):
            columns[at] = one._replace(key="unused")  # «Tipo» with ordinary and supporting members is no kinship
    for at, one in enumerate(columns):
        if one.key == "given_name" and not one.relative and "surname" not in keys and not {"full_name"} & keys:
            columns[at] = one._replace(key="full_name")
        if one.key == "surname" and not one.relative and "given_name" not in keys and _two_words(heading.data, at):
            columns[at] = one._replace(key="surname_first")


def _card_by_heads(columns: list[MappedColumn], heading: Heading) -> None:
    """A plain «N.» is the card where the column of the head says whose row it means by it."""
    heads = next((at for at, one in enumerate(columns) if one.key == "head_number" and not one.relative), None)
    if heads is None or any(one.key == "card_number" and not one.relative for one in columns):
        return
    rows = [row for row in heading.data if heads < len(row.cells)]
    told = {text for row in rows if (text := row.cells[heads].text.strip())}
    if not told or not all(text.isdigit() for text in told):
        return
    for at, one in enumerate(columns):
        numbers = [row.cells[at].text.strip() for row in heading.data if at < len(row.cells)]
        filled = [text for text in numbers if text]
        if one.key in ("", "unused") and len(set(filled)) == len(filled) and told <= set(filled):
            columns[at] = one._replace(key="card_number")
            return


def _heads_by_name(columns: list[MappedColumn], heading: Heading) -> None:
    """A column of households that holds the names of people of the list tells whose family somebody is."""
    households = [at for at, one in enumerate(columns) if one.key == "household_code" and not one.relative]
    if not households or any(one.key == "head_number" for one in columns):
        return
    whole = [at for at, one in enumerate(columns) if one.key in _WHOLE_NAMES and not one.relative]
    parts = [[at for at, one in enumerate(columns) if one.key == key and not one.relative]
             for key in ("surname", "given_name")]  # fmt: skip
    places = [whole[:1]] if whole else [[*parts[0][:1], *parts[1][:1]], [*parts[1][:1], *parts[0][:1]]]
    names = {plain_name(" ".join(row.cells[at].text for at in some)) for row in heading.data for some in places}
    for at in households:
        texts = [name for row in heading.data if (name := plain_name(row.cells[at].text))]
        named = [text for text in texts if " " in text and text in names]
        if named and len(named) * 2 > len(texts):
            columns[at] = columns[at]._replace(key="head_number")


def _payments_by_contents(columns: list[MappedColumn], heading: Heading) -> None:
    """What the cells of a list of payments tell: «Nome» beside «Cognome», a «pagato» with no day, a refund by share."""
    keys = [one.key for one in columns]
    for at, one in enumerate(columns):
        if one.key == "full_name" and "surname" in keys and plain_header(one.title) == "nome":
            columns[at] = one._replace(key="given_name")
        if one.key == "paid_on" and not _mostly(heading.data, at, _may_be_day):
            columns[at] = one._replace(key="unused")  # «BB 2/25»: how it was paid
    if "paid_cents" in keys or "expense" not in keys:
        return
    shares = [
        at for at, one in enumerate(columns)
        if one.key == "" and refund_by_share(heading.data, one.title, keys.index("expense"), at)
    ]  # fmt: skip
    if len(shares) == 1:
        columns[shares[0]] = columns[shares[0]]._replace(key="paid_cents")


def _may_be_day(text: str) -> bool:
    found = read_day(Cell(text))
    return not isinstance(found, Fault) or found.code != "day_unreadable"


def _mostly(rows: Sequence[RoughRow], at: int, holds: Callable[[str], bool]) -> bool:
    """Whether most of what stands in a column is of its kind; an empty column is."""
    texts = [text for row in rows[:ROWS_LOOKED_AT] if (text := row.cells[at].text.strip())]
    return sum(map(holds, texts)) * 2 >= len(texts)


def _tax_codes(rows: Sequence[RoughRow], at: int) -> bool:
    texts = [row.cells[at].text.strip() for row in rows[:ROWS_LOOKED_AT]]
    filled = [text for text in texts if text]
    return bool(filled) and sum(isinstance(read_fiscal_code(text), FiscalCode) for text in filled) * 2 > len(filled)


def _two_words(rows: Sequence[RoughRow], at: int) -> bool:
    texts = [row.cells[at].text.split() for row in rows[:ROWS_LOOKED_AT]]
    filled = [words for words in texts if words]
    return bool(filled) and sum(len(words) > 1 for words in filled) * 10 > len(filled) * 8


def _each_once(columns: Sequence[MappedColumn]) -> list[MappedColumn]:
    """Of two columns of one meaning the first counts; a row in which the other says something else is told."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for one in columns:
        mark = (one.key, one.relative, one.which)
        seen[mark] += 1
        if seen[mark] > 1 and one.key not in ("", "unused", "phone", "head_number"):
            one = MappedColumn(one.title, "again" if one.key in _OF_ONE_MEANING else "unused")
        found.append(one)
    return found


# ---------------------------------------------------------------- kept and corrected


def encode_mapping(mapping: SheetMapping) -> str:
    """The mapping as the archive remembers it."""
    return json.dumps(
        {"columns": [list(one) for one in mapping.columns], "choices": dict(mapping.choices)}, ensure_ascii=False
    )


def decode_mapping(kind: str, content: str) -> SheetMapping:
    held = json.loads(content)
    return SheetMapping(kind, tuple(MappedColumn(*one) for one in held["columns"]), dict(held["choices"]))


def for_titles(mapping: SheetMapping, titles: Sequence[str]) -> SheetMapping:
    """A remembered mapping on a header with the same signature, whose columns may be more on the right."""
    columns = list(mapping.columns)[: len(titles)]
    added = [MappedColumn(title, _of_our_own(title)) for title in titles[len(columns) :]]
    return replace(mapping, columns=tuple(columns + added))


def _of_our_own(title: str) -> str:
    return "head_number" if plain_header(title) == plain_header(HEAD) else "unused"


def known_meanings(kind: str) -> list[str]:
    """Everything a column of such a sheet may mean, as a person writes it."""
    return [TITLES[key] for key in (*(MEMBERS if kind == "members" else CLAIMS), "again")]


def meaning_told(kind: str, told: str) -> tuple[str, str, str] | None:
    """The meaning that somebody wrote: its key, of which relative, which of several; None where there is none such."""
    return _meanings(kind).get(plain_header(told)) if told else ("unused", "", "")


@lru_cache
def _meanings(kind: str) -> dict[str, tuple[str, str, str]]:
    names = MEMBERS if kind == "members" else CLAIMS
    found = {plain_header(TITLES[key]): (key, "", "") for key in (*names, "again")}
    if kind == "members":
        for key in OF_RELATIVES:
            for kin in ("coniuge", "convivente", "figlio", "genitore"):
                for which in ("", *map(str, range(1, 13))):
                    one = MappedColumn("", key, kin, which)
                    found[plain_header(one.written)] = (key, kin, which)
    return found
