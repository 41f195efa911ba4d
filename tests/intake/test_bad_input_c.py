"""Bad input, list C: people, names, births, codes and accounts as a list of members tells them, number by number.

What concerns days in a household (39, 40) stands with the import (`tests/services/test_bad_input_c.py`).
"""

from __future__ import annotations

from datetime import date

import pytest

from intake.files import csv, xlsx
from mutua.domain.identifiers.fiscal_code import compute_fiscal_code
from mutua.domain.identifiers.signs import check_digit, check_letter
from mutua.domain.identifiers.vat_number import compute_vat_number
from mutua.intake.member_sheet import MemberSheet, read_members
from mutua.intake.mistakes import Mistake
from mutua.intake.tabular import Table, read_table
from mutua.wording.intake import mistake_sentence

TODAY = date(2026, 11, 29)
ADA = {
    "nucleo": "N1", "tessera": "1", "cognome": "Provetti", "nome": "Ada", "parentela": "titolare", "dal": "01/01/2024",
}  # fmt: skip


def read(table: Table) -> MemberSheet:
    return read_members(table, {}, today=TODAY)


def told(**cells: str) -> MemberSheet:
    """The list with Ada alone, some of her cells otherwise; `_` in a name of a column is a blank."""
    row = ADA | {name.replace("_", " "): text for name, text in cells.items()}
    return read(csv(";".join(row), ";".join(row.values())))


def code(born_on: date = date(1984, 2, 29), sex: str = "F", place: str = "F931", surname: str = "Provetti") -> str:
    return compute_fiscal_code(surname, "Ada", born_on, sex, place)


def closed(head: str) -> str:
    return head + check_letter(head)


PROVISIONAL = "1234567890" + check_digit("1234567890")
ACCOUNT = "IT60X0542811101000000123456"
REFUSED: list[tuple[int, dict[str, str], str]] = [
    (35, {"nascita": "29/02/2027"}, "date_unreal"),
    (35, {"nascita": "0000-01-01"}, "date_unreal"),
    (35, {"nascita": "9999-12-31"}, "date_far"),
    (35, {"nascita": "31/12/1849"}, "date_far"),
    (35, {"nascita": "30/11/2026", "dal": "30/11/2026"}, "day_in_future"),  # tomorrow
    (35, {"nascita": "31/02/1980"}, "date_unreal"),
    (36, {"codice_fiscale": code()[:15] + ("A" if code()[15] != "A" else "B")}, "fiscal_code_check"),
    (36, {"codice_fiscale": closed("PRVDAA84B00F931")}, "fiscal_code_day"),
    (36, {"codice_fiscale": closed("PRVDAA84B32F931")}, "fiscal_code_day"),
    (36, {"codice_fiscale": closed("PRVDAA84B40F931")}, "fiscal_code_day"),
    (36, {"codice_fiscale": closed("PRVDAA84B72F931")}, "fiscal_code_day"),
    (36, {"codice_fiscale": closed("PRVDAA84B99F931")}, "fiscal_code_day"),
    (36, {"codice_fiscale": closed("PRVDAA84BTVF931")}, "fiscal_code_day"),  # 89 in letters
    (36, {"codice_fiscale": closed("PRVDAA83B69F931")}, "fiscal_code_date"),
    (36, {"codice_fiscale": closed("PRVDAA84D71F931")}, "fiscal_code_date"),
    (36, {"codice_fiscale": closed("PRVDAA84F41F931")}, "fiscal_code_month"),
    (36, {"codice_fiscale": PROVISIONAL[:10] + str((int(PROVISIONAL[10]) + 1) % 10)}, "fiscal_code_provisional_check"),
    (36, {"codice_fiscale": compute_vat_number(9_900_001, 1), "partita_iva_azienda": compute_vat_number(9_900_001, 1)},
     "fiscal_code_of_firm"),
    (37, {"iban": "IT61X0542811101000000123456"}, "iban_check_digits"),
    (37, {"iban": "IT65A0542811101000000123456"}, "iban_cin"),
    (37, {"iban": "DE60X0542811101000000123456"}, "iban_length"),
    (37, {"iban": ACCOUNT.replace("T", "Т")}, "iban_alphabet"),  # a Cyrillic letter
    (38, {"bic": "BPPIITRRXXX"}, "column_unknown"),  # nobody asks for a BIC: none can contradict the account
    (41, {"nome": "x" * 300}, "name_too_long"),
    (41, {"nome": "   "}, "cell_missing"),
    (41, {"nome": "=cmd()"}, "cell_formula"),
    (41, {"nome": "😀"}, "name_without_letters"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "cells", "wrong"), REFUSED, ids=[f"{one[0]}-{one[2]}" for one in REFUSED])
def test_c35_c36_c37_c38_c41_what_cannot_be_is_refused_with_what_to_do(
    number: int, cells: dict[str, str], wrong: str
) -> None:
    sheet = told(**cells)
    assert [one.code for one in sheet.mistakes if not one.warning] == [wrong]
    assert not sheet.people or sheet.people[0].wrong
    for one in sheet.mistakes:
        italian, english = (mistake_sentence(one, language) for language in ("it", "en"))
        assert italian != english
        assert not cells.get("iban") or cells["iban"] not in italian + english


DOUBTED: list[tuple[int, dict[str, str], list[str]]] = [
    (35, {"nascita": "29/11/2026", "dal": "29/11/2026"}, []),  # born today
    (35, {"nascita": "01/01/1850"}, []),
    (36, {"codice_fiscale": code().lower()}, []),
    (36, {"codice_fiscale": f"{code()[:6]} {code()[6:11]} {code()[11:]}"}, []),
    (36, {"codice_fiscale": closed("PRVDAA84BSVF93M")}, []),  # letters in place of digits
    (36, {"codice_fiscale": code(place="Z129")}, []),  # born abroad
    (36, {"codice_fiscale": code(place="M434")}, []),  # a municipality made in 2019, of somebody born before
    (36, {"codice_fiscale": code(place="N999")}, []),  # one that nobody knows
    (36, {"codice_fiscale": code(date(1915, 6, 1)), "nascita": "01/06/1915"}, []),  # over a hundred
    (36, {"codice_fiscale": code(date(2022, 3, 1)), "nascita": "01/03/2022"}, []),  # and a child
    (36, {"codice_fiscale": PROVISIONAL}, ["fiscal_code_provisional"]),
    (36, {"codice_fiscale": code(surname="Campioni")}, ["fiscal_code_surname"]),
    (36, {"codice_fiscale": code(), "sesso": "M"}, ["fiscal_code_sex"]),
    (36, {"codice_fiscale": code(), "nascita": "28/02/1984"}, ["fiscal_code_birth"]),
    (36, {"partita_iva_azienda": compute_vat_number(8_001_234, 567)}, ["vat_number_office"]),
    (37, {"iban": ACCOUNT.lower()}, []),
    (37, {"iban": "IT60 X054 2811 1010 0000 0123 456"}, []),
    (37, {"iban": "BR1800360305000010009795493C1"}, ["iban_outside_area"]),  # the registry's example of Brazil
    (41, {"nome": "A"}, ["fiscal_code_given_name"]),
    (41, {"nome": "Null"}, ["fiscal_code_given_name"]),
    (41, {"nome": "D'Angelo"}, ["fiscal_code_given_name"]),
    (41, {"nome": "Niccolò"}, ["fiscal_code_given_name"]),
    (41, {"nome": "ß"}, ["fiscal_code_given_name"]),
    (41, {"nome": "<script>alert(1)</script>"}, ["fiscal_code_given_name"]),
    (41, {"nome": "Ada 😀"}, []),
    (42, {"comune": "Pinerolo", "cap": "10060"}, ["postal_code_differs"]),
    (42, {"comune": "pinerolo", "cap": "10064"}, []),
    (42, {"comune": "Torino", "cap": "10125"}, []),  # has several
    (42, {"comune": "Paese Inventato", "cap": "10060"}, []),
]


@pytest.mark.parametrize(("number", "cells", "warned"), DOUBTED, ids=[f"{one[0]}-{one[2]}" for one in DOUBTED])
def test_c35_c36_c37_c41_c42_what_is_odd_but_may_be_is_let_in_with_a_warning(
    number: int, cells: dict[str, str], warned: list[str]
) -> None:
    sheet = told(**({"codice_fiscale": code()} if "nome" in cells else {}), **cells)
    assert [(one.code, one.warning) for one in sheet.mistakes] == [(code, True) for code in warned]
    assert not sheet.people[0].wrong
    for one in sheet.mistakes:
        assert mistake_sentence(one, "it") != mistake_sentence(one, "en")
    assert sheet.people[0].told.identity.given_name == cells.get("nome", "Ada")


def test_c37_two_accounts_of_a_person_are_told_without_repeating_them() -> None:
    header, other = ";".join([*ADA, "iban"]), "IT48N0300203280543765183341"
    sheet = read(csv(header, ";".join([*ADA.values(), ACCOUNT]), ";".join([*ADA.values(), other])))
    (mistake,) = sheet.mistakes
    assert (mistake.code, mistake.found, mistake.values["before"]) == ("person_differs", "IT48…341", "IT60…456")


def test_c36_the_same_code_but_for_letters_is_told_with_the_other_row() -> None:
    header = ";".join([*ADA, "codice fiscale"])
    other = ADA | {"tessera": "2", "parentela": "coniuge"}
    spelt = closed(code()[:14] + "M")
    sheet = read(csv(header, ";".join([*ADA.values(), code()]), ";".join([*other.values(), spelt])))
    assert [(one.code, one.row, one.values, one.warning) for one in sheet.mistakes] == [
        ("fiscal_code_alike", 3, {"row": "2"}, True)
    ]
    assert len(sheet.people) == 2


def test_c36_a_code_is_doubted_once_however_many_rows_tell_it() -> None:
    header = ";".join([*ADA, "codice fiscale", "sesso"])
    row = ";".join([*ADA.values(), code(), "M"])
    warned = [one for one in read(csv(header, row, row)).mistakes if one.warning]
    assert [(one.code, one.row) for one in warned] == [("fiscal_code_sex", 2)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_municipality_called_none_stays_one(kind: str) -> None:
    row = ADA | {"comune": "None", "cap": "10060"}
    if kind == "csv":
        table = csv(";".join(row), ";".join(row.values()))
    else:
        table = read_table(xlsx(list(row), list(row.values())))
    sheet = read(table)
    assert sheet.mistakes == []
    assert sheet.people[0].told.identity.municipality == "None"
    assert read(csv(";".join(ADA), ";".join(ADA.values()))).people[0].told.identity.municipality == ""


def test_the_sentence_about_a_letter_of_another_alphabet_reads_well() -> None:
    (mistake,) = told(iban=ACCOUNT.replace("T", "Т")).mistakes
    assert mistake_sentence(mistake) == (
        "riga 2, colonna «iban»: al posto 2 «Т» (U+0422) sembra una lettera nostra ma è di un altro alfabeto: "
        "riscriverla"
    )


def test_the_sentence_of_a_wrong_code_reads_well() -> None:
    (mistake,) = told(codice_fiscale=code()[:13] + "O" + code()[14:]).mistakes
    assert isinstance(mistake, Mistake)
    assert mistake_sentence(mistake) == (
        f"riga 2, colonna «codice fiscale»: trovato «{code()[:13]}O{code()[14:]}»; "
        "al posto 14 serve una cifra, non O: ricopiarlo dalla tessera"
    )  # no hint: 3, not 0, stands there
