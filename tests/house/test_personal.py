"""Every table that is not kept for ever is erased with the person, or says why it names nobody."""

from __future__ import annotations

from mutua.store.base import metadata
from mutua.store.personal import ERASED, STAYS
from mutua.store.tables import PROTECTED


def test_each_table_is_erased_with_the_person_or_names_nobody() -> None:
    kept = {one.name for one in PROTECTED}
    erased = {one.name for one in ERASED}
    assert sorted(metadata.tables.keys() - kept - {"entry", "chain"} - erased) == sorted(
        set(STAYS) - {"entry", "chain"}
    )
    assert erased & set(STAYS) == set()
    assert all(why for why in STAYS.values())


def test_no_table_kept_for_ever_has_a_column_for_who_somebody_is() -> None:
    names = {"surname", "given_name", "fiscal_code", "iban", "address", "email", "phone", "card_number", "born_on"}
    assert [
        f"{table.name}.{column.name}" for table in PROTECTED for column in table.columns if column.name in names
    ] == []
