"""Nine lists of members as societies keep them, with what is true of each."""

from __future__ import annotations

from datetime import date

from intake.ugly.own.people import (
    ANNA,
    BRUNO,
    CARLO,
    DINA,
    ELIO,
    FLORA,
    GINO,
    ILDA,
    LUCA,
    MARA,
    NINO,
    OLGA,
    PIO,
    REMO,
    SARA,
    book,
    csv,
    workbook,
)
from intake.ugly.truth import At, Ugly


def _rows(*numbers: int) -> frozenset[At]:
    return frozenset(At(one) for one in numbers)


def _problems(*named: tuple[int, str]) -> frozenset[tuple[At, str]]:
    return frozenset((At(row), code) for row, code in named)


TITLES = Ugly(
    "merged titles, a header of two rows, days of three kinds", "members",
    book(**{"Libro soci": [
        [("merge", 9, "SOCIETÀ DI MUTUO SOCCORSO DI PROVA")],
        [("merge", 9, "Libro soci al 31/12/2025")],
        [],
        [("merge", 4, "Dati anagrafici"), ("merge", 2, "Iscrizione"), ("merge", 3, "Recapiti")],
        ["Cognome", "Nome", "Cod. Fisc.", "Nato/a il", "Fam.", "Socio dal", "Via", "CAP", "Paese"],
        [ANNA.surname, ANNA.given, ANNA.code, ANNA.born, "F1", date(2020, 1, 1), "Via Roma 1", 10064, "Pinerolo"],
        [BRUNO.surname, BRUNO.given, BRUNO.code.lower(), "2.3.1978", "F1", "1/1/2020", "Via Roma 1", "10064", "Pinerolo"],
        [],
        [DINA.surname, DINA.given, DINA.code, "29 febbraio 1952", "F2", 36526, "Via Po 3", 10061, "Cavour"],
        [("merge", 9, "Pomaretto")],
        [ELIO.surname, ELIO.given, ELIO.code, 17903, "F3", "01-03-2021", "Via Carlo Alberto 8", 10063, "Pomaretto"],
        [FLORA.surname, FLORA.given, FLORA.code, "31/09/1960", "F4", "01/03/2021", "Via Balziglia 2", 10063, "Perrero"],
        ["Totale soci", 5],
    ]}),
    [frozenset({ANNA.code, BRUNO.code}), frozenset({DINA.code}), frozenset({ELIO.code}), frozenset({FLORA.code})],
    problems=_problems((6, "kinship_to_confirm"), (7, "kinship_to_confirm"), (12, "date_unreal")), not_data=_rows(1, 2, 4, 5, 10, 13), data_rows=5,
)  # fmt: skip

HEADS_NUMBER = Ugly(
    "a Windows CSV, families by the head's number, headings again on each page", "members",
    csv(
        "Mutua di Prova, elenco aggiornato, pag. 1;;;;;;;",
        "Tess.;Nominativo socio;C.F.;Data nasc.;Parent.;Tess. capofam.;Decorrenza iscr.;Note",
        f"101;{ANNA.surname} {ANNA.given};{ANNA.code};17/05/80;capofamiglia;101;01/01/2020;città: Perosa",
        f"102;{BRUNO.surname} {BRUNO.given};{BRUNO.code};02/03/78;marito;101;01/01/2020;",
        "Tess.;Nominativo socio;C.F.;Data nasc.;Parent.;Tess. capofam.;Decorrenza iscr.;Note",
        f"103;{CARLO.surname} {CARLO.given};{CARLO.code};30/11/12;figlio;101;01/01/2020;",
        f"104;{DINA.surname} {DINA.given};{DINA.code};29/02/52;titolare;;01/06/2015;",
        f"105;{LUCA.surname} {LUCA.given};{LUCA.code};03/04/19;nipote;999;01/06/2020;",
        f"106;{ILDA.surname} {ILDA.given};{ILDA.code};12/12/90;cugina di secondo grado;104;01/06/2020;",
        ";;;;;;;fine elenco",
    ),
    [frozenset({ANNA.code, BRUNO.code, CARLO.code}), frozenset({DINA.code, ILDA.code})],
    problems=_problems((8, "head_unknown"), (9, "kinship_unknown")), not_data=_rows(1, 2, 5, 10), data_rows=6,
)  # fmt: skip

TWO_CODES = Ugly(
    "two tax codes in a cell", "members",
    book(Foglio1=[
        ["Cognome e nome", "Codice fiscale", "Data di nascita", "Data iscrizione", "Nucleo"],
        [f"{ANNA.surname} {ANNA.given} e {BRUNO.surname} {BRUNO.given}", f"{BRUNO.code} / {ANNA.code}", "", "01/01/2019", "A"],
        [f"{DINA.surname} {DINA.given}", f"{DINA.code}\n{ELIO.code}", "29/02/1952", "01/01/2019", "B"],
        [f"{ILDA.surname} {ILDA.given} / {LUCA.surname} {LUCA.given}", f"{ILDA.code}{LUCA.code}", "12/12/1990 - 03/04/2019", "01/01/2019", "C"],
        [f"{FLORA.surname} {FLORA.given}", f"c.f. {FLORA.code}", "09/10/1960", "01/01/2019", "D"],
    ]),
    [frozenset({ANNA.code, BRUNO.code}), frozenset({ILDA.code, LUCA.code}), frozenset({FLORA.code})],
    problems=_problems((2, "kinship_to_confirm"), (3, "codes_without_names"), (4, "kinship_to_confirm")),
    not_data=_rows(1), data_rows=4,
)  # fmt: skip

SPOUSE_COLUMNS = Ugly(
    "spouse and children in columns of the member's row", "members",
    book(Soci=[
        ["N.", "COGNOME", "NOME", "CODICE FISCALE", "CONIUGE", "C.F. CONIUGE", "FIGLIO 1", "C.F. FIGLIO 1", "FIGLIO 2", "CF FIGLIO 2", "ISCRITTO DAL"],
        [1, BRUNO.surname, BRUNO.given, BRUNO.code, f"{ANNA.surname} {ANNA.given}", ANNA.code, CARLO.given, CARLO.code, None, None, date(2018, 1, 1)],
        [2, NINO.surname, NINO.given, NINO.code, None, None, OLGA.given, OLGA.code, "Pia", "non pervenuto", date(2018, 1, 1)],
        [3, ELIO.surname, ELIO.given, ELIO.code, MARA.given, None, None, None, None, None, date(2018, 1, 1)],
        [4, DINA.surname, DINA.given, DINA.code, "vedova", None, None, None, None, None, date(2018, 1, 1)],
    ]),
    [frozenset({BRUNO.code, ANNA.code, CARLO.code}), frozenset({NINO.code, OLGA.code}), frozenset({ELIO.code}), frozenset({DINA.code})],
    problems=_problems((3, "fiscal_code"), (4, "relative_without_number")),
    not_data=_rows(1), data_rows=4,
)  # fmt: skip

DITTO = Ugly(
    "children with a blank surname below their parent, «idem», merged cells going down", "members",
    book(Soci=[
        ["Tessera", "Cognome", "Nome", "Cod. fiscale", "Grado parentela", "Indirizzo", "Comune", "Dal"],
        [1, ILDA.surname, ILDA.given, ILDA.code, "titolare", ("down", 2, "Via Alta 4"), "Torre Pellice", "01/02/2022"],
        [2, None, LUCA.given, LUCA.code, "figlio", None, "idem", '"'],
        [3, NINO.surname, NINO.given, NINO.code, "titolare", "Via Bassa 9", "Luserna", "01/02/2022"],
        [4, "  ", OLGA.given, OLGA.code, "figlia", "id.", "id.", "''"],
        [5, None, MARA.given, MARA.code, "moglie", "id.", "id.", "''"],
        [6, DINA.surname, DINA.given, '"', "titolare", "Via Stretta 2", "Bobbio", "01/02/2022"],
    ]),
    [frozenset({ILDA.code, LUCA.code}), frozenset({NINO.code, OLGA.code}), frozenset({NINO.code, OLGA.code, MARA.code})],
    problems=_problems((6, "surname_missing"), (7, "ditto_of_number")), not_data=_rows(1), data_rows=6,
)  # fmt: skip

SAME_ADDRESS = Ugly(
    "families that only a surname and an address hint at", "members",
    book(Elenco=[
        ["COGNOME", "NOME", "CODICE FISCALE", "INDIRIZZO", "LOCALITÀ", "DATA AMMISSIONE"],
        [ANNA.surname, ANNA.given, ANNA.code, "Via Roma 12", "Pinerolo", "2017-01-01"],
        [BRUNO.surname, BRUNO.given, BRUNO.code, "via roma, 12", "PINEROLO", "2017-01-01"],
        [GINO.surname, GINO.given, GINO.code, "Via Roma 12/B", "Pinerolo", "2017-01-01"],
        [ELIO.surname, ELIO.given, ELIO.code, "Borgata Serre", "Angrogna", "2017-01-01"],
        [MARA.surname, MARA.given, MARA.code, "Via Lunga 3", "Pinerolo", "2017-01-01"],
        [FLORA.surname, FLORA.given, FLORA.code, None, None, "2017-01-01"],
    ]),
    [frozenset({ANNA.code}), frozenset({BRUNO.code}), frozenset({GINO.code}), frozenset({ELIO.code}),
     frozenset({MARA.code}), frozenset({FLORA.code})],
    proposals=[frozenset({ANNA.code, BRUNO.code})],
    problems=_problems((2, "household_to_confirm"), (3, "household_to_confirm")), not_data=_rows(1), data_rows=6,
)  # fmt: skip

DAYS = Ugly(
    "days of another order, short years, numbers of days as texts, incomplete ones", "members",
    csv(
        "Surname;Name;TaxCode;Birth date;Sesso;Fam;Joined",
        f"{ANNA.surname};{ANNA.given};{ANNA.code};5/17/1980;F;1;01/01/2020",
        f"{BRUNO.surname};{BRUNO.given};;3/2/1978;M;1;01/01/2020",
        f"{GINO.surname};{GINO.given};{GINO.code};7/7/1971;M;2;43831",
        f"{DINA.surname};{DINA.given};{DINA.code};;F;3;gennaio 2020",
        f"{ELIO.surname};{ELIO.given};{ELIO.code};1/5/49;M;4;01/01/15",
        f"{FLORA.surname};{FLORA.given};{FLORA.code};n.d.;F;5;12/31/2019",
        encoding="utf-8",
    ),
    [frozenset({ANNA.code}), frozenset({GINO.code}), frozenset({ELIO.code}), frozenset({DINA.code}),
     frozenset({FLORA.code})],
    problems=_problems((3, "day_ambiguous"), (3, "person_without_number"), (5, "day_incomplete")),
    not_data=_rows(1), data_rows=6,
)  # fmt: skip

CODES = Ugly(
    "tax codes wrong, cut, shared, and a person told twice", "members",
    workbook({"soci 2025": [
        ["N° tessera", "Cognome", "Nome", "C. F.", "Cell.", "Fam.", "Iscr."],
        [11, ANNA.surname, ANNA.given, ANNA.code.replace("80", "8O"), "333 1234567", "A", date(2020, 1, 1)],
        [12, BRUNO.surname, BRUNO.given, BRUNO.code[:15], None, "A", date(2020, 1, 1)],
        [13, CARLO.surname, CARLO.given, " ".join((CARLO.code[:3], CARLO.code[3:6], CARLO.code[6:])), None, "A2", date(2020, 1, 1)],
        [14, DINA.surname, DINA.given, DINA.code, None, "B", date(2020, 1, 1)],
        [15, ELIO.surname, ELIO.given, DINA.code, None, "C", date(2020, 1, 1)],
        [16, FLORA.surname, FLORA.given, None, None, "D", date(2020, 1, 1)],
        [16, FLORA.surname, FLORA.given, None, None, "D", date(2020, 1, 1)],
        [17, GINO.surname.upper(), GINO.given.upper(), NINO.code, None, "E", date(2020, 1, 1)],
    ]}, from_1904=True),
    [frozenset({CARLO.code}), frozenset({"16"}), frozenset({NINO.code})],
    problems=_problems(
        (2, "fiscal_code_digits"), (3, "fiscal_code_cut"), (5, "number_shared"), (6, "number_shared"), (8, "row_again"),
        (9, "fiscal_code_surname"),
    ),
    not_data=_rows(1), data_rows=8,
)  # fmt: skip

SEVERAL_CHILDREN = Ugly(
    "two children in one cell with one kinship for both, heads by «Fam. (n. capo)»", "members",
    csv(
        "Tessera;Cognome e Nome;C.F.;Parentela;Fam. (n. capo);Iscritto dal",
        f"1;{PIO.surname} {PIO.given};{PIO.code};titolare;;01/01/2001",
        f";{REMO.surname} {REMO.given} e {SARA.surname} {SARA.given};{REMO.code} {SARA.code};figli;;01/01/2001",
        f"2;{NINO.surname} {NINO.given};{NINO.code};titolare;2;01/01/2001",
        f";{ANNA.surname} {ANNA.given} e {OLGA.surname} {OLGA.given};{ANNA.code} {OLGA.code};moglie;2;01/01/2001",
        f"3;{ILDA.surname} {ILDA.given};{ILDA.code};titolare;3;01/01/2001",
        f"4;{LUCA.surname} {LUCA.given};{LUCA.code};figlio;3;01/01/2001",
    ),
    [frozenset({PIO.code, REMO.code, SARA.code}), frozenset({NINO.code}), frozenset({ILDA.code, LUCA.code})],
    proposals=[frozenset({PIO.code, REMO.code, SARA.code})],
    problems=_problems((3, "household_to_confirm"), (5, "kinship_of_several")), not_data=_rows(1), data_rows=6,
)  # fmt: skip

MEMBERS = (TITLES, HEADS_NUMBER, TWO_CODES, SPOUSE_COLUMNS, DITTO, SAME_ADDRESS, DAYS, CODES, SEVERAL_CHILDREN)
