"""Who may have paid the movements that wait: whom a reference, an account, a name or a debit speaks for, nobody else.

Of a society of a hundred thousand only these are read. Somebody too many does no harm; somebody too few would.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Text, func, literal_column, select, type_coerce

from mutua.bank.match_values import MoneyLine
from mutua.bank.names import MOST_JOINED, firm_words, written_words
from mutua.store.bulk import among, each_once
from mutua.store.tables import BARE_IBAN, due, firm, household_place, identity, receipt
from mutua.store.tables_bank import CONFIRMED, bank_line, mandate, mandate_account


class Candidates(NamedTuple):
    """Households and firms, by number, in order."""

    homes: list[int]
    firms: list[int]


def candidates(
    connection: Connection, lines: Sequence[MoneyLine], more_homes: Iterable[int], *, by_name: bool = True
) -> Candidates:
    """Those of whom something speaks for one of the movements; `more_homes` too. Who never owed anything is none.

    `by_name`: a name is enough.
    """
    references = {"ids": sorted({one for line in lines for one in line.references})}
    homes, firms = set(more_homes), set()
    for home, firm_id in connection.execute(_BY_REFERENCE, references):
        if firm_id is None:
            homes.add(home)
        else:
            firms.add(firm_id)
    people = _named(connection, lines) if by_name else set[int]()
    ibans = {"ids": sorted({line.iban for line in lines if line.iban})}
    people.update(connection.scalars(_BY_ACCOUNT, ibans))
    homes.update(connection.scalars(_BY_MANDATE, ibans))
    for home, firm_id in connection.execute(_BY_MOVEMENT, ibans):
        if firm_id is None:
            homes.add(home)
        else:
            firms.add(firm_id)
    homes.update(connection.scalars(_HOMES_OF, {"ids": sorted(people)}))
    if by_name:
        firms.update(_firms_named(connection, lines))
    return Candidates(
        sorted(connection.scalars(_OWING_HOMES, {"ids": sorted(homes)})),
        sorted(connection.scalars(_OWING_FIRMS, {"ids": sorted(firms)})),
    )


_BY_REFERENCE = select(due.c.chain_id, due.c.firm_id).where(among(due.c.reference)).distinct()
# As accounts are compared: without blanks, in capitals.
_BY_ACCOUNT = select(identity.c.person_id).where(
    among(literal_column(BARE_IBAN, Text)) & (identity.c.iban != literal_column("''"))  # as its index has it
)
_BY_MANDATE = (
    select(mandate.c.chain_id).join(mandate_account, mandate_account.c.mandate_id == mandate.c.mandate_id)
    .where(among(type_coerce(func.upper(func.replace(mandate_account.c.iban, " ", "")), Text)))
)  # fmt: skip
_BY_MOVEMENT = (
    select(receipt.c.chain_id, receipt.c.payer_firm_id).join(bank_line, bank_line.c.id == receipt.c.bank_line_id)
    .where((bank_line.c.state == CONFIRMED) & (bank_line.c.other_iban != ""))
    .where(among(type_coerce(func.upper(func.replace(bank_line.c.other_iban, " ", "")), Text))).distinct()
)  # fmt: skip
_HOMES_OF = select(household_place.c.chain_id).where(among(household_place.c.person_id)).distinct()
_OWING_HOMES = select(due.c.chain_id).where(among(due.c.chain_id)).distinct()
_OWING_FIRMS = select(due.c.firm_id).where(among(due.c.firm_id)).distinct()
_SURNAMES = each_once(identity.c.surname)
_CALLED = select(identity.c.person_id, identity.c.surname, identity.c.given_name).where(among(identity.c.surname))


def _spans(words: Sequence[str]) -> set[str]:
    """Every word, and words beside each other as one, as a surname may be written."""
    return {
        "".join(words[start:end]) for start in range(len(words))
        for end in range(start + 1, min(start + MOST_JOINED, len(words)) + 1)
    }  # fmt: skip


def _named(connection: Connection, lines: Sequence[MoneyLine]) -> set[int]:
    """The people whose surname stands in the name of who paid, or with the given name in the text."""
    paying: set[str] = set()
    telling: dict[str, set[str]] = {}  # what may be a surname, with all words of the texts in which it stands
    for line in lines:
        paying |= _spans(written_words(line.name))
        words = written_words(line.text)
        for span in _spans(words):
            telling.setdefault(span, set()).update(words)
    surnames = {surname: "".join(written_words(surname)) for surname in connection.scalars(_SURNAMES).all()}
    wanted = sorted(surname for surname, key in surnames.items() if key and (key in paying or key in telling))
    found, firsts = set(), dict[str, str]()
    for person_id, surname, given_name in connection.execute(_CALLED, {"ids": wanted}).all():
        key = surnames[surname]
        if given_name not in firsts:
            firsts[given_name] = next(iter(written_words(given_name)), "")
        given = firsts[given_name]
        if key in paying or (given and given in telling.get(key, ())):
            found.add(person_id)
    return found


def _firms_named(connection: Connection, lines: Sequence[MoneyLine]) -> set[int]:
    """The firms the first word of whose name stands in a movement."""
    said = {word for line in lines for one in (line.name, line.text) for word in written_words(one, keep_digits=True)}
    rows = connection.execute(select(firm.c.id, firm.c.name))
    return {firm_id for firm_id, name in rows if firm_words(name)[:1] and firm_words(name)[0] in said}
