"""Papers come out tagged, archival, the same each time; whatever is in a name is printed, never obeyed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letters.papers import (
    HEAD,
    LONG,
    TO,
    adhesion,
    book,
    certificate,
    decided,
    empty_papers,
    every_paper,
    firm_statement,
    household_statement,
    notice,
    offer,
    pact_papers,
    papers_asked,
    read,
    reminder,
    text_of,
)
from mutua.letters.fill import Press
from mutua.letters.papers import Addressee, ContributionLine, FirmStatementLine
from mutua.letters.readable import _SHOWN, euro, in_fours, long_day, printable

PRESS = Press()


def test_a_notice_says_who_owes_what_by_when_and_how() -> None:
    found = text_of(PRESS.print(notice()))
    for wanted in (
        "Maria Ròssi D'Àngelo", "10060 Rorà", "Pinerolo, 8 gennaio 2026", "1.234,56 €", "2.469,12 €", "31/01/2026",
        "1.489,12 €", "20,00 €", "RF18 5390 0754 7034", "IT60 X054 2811 1010 0000 0123 456", "Dall'8 marzo",
        "Pagina 1 di 1", "REA TO-1234567",
    ):  # fmt: skip
        assert wanted in found, wanted


def test_a_notice_with_nothing_to_pay_says_so_and_asks_for_no_money() -> None:
    found = text_of(PRESS.print(notice(lines=0, instalments=())))
    assert "non è dovuto alcun contributo" in found
    assert "IBAN" not in found


def test_who_pays_by_direct_debit_is_not_asked_to_send_money() -> None:
    found = text_of(PRESS.print(notice(channel="direct_debit")))
    assert "Non serve fare nulla" in found
    assert "IBAN" not in found


def test_a_reminder_says_what_came_and_what_is_open() -> None:
    found = text_of(PRESS.print(reminder()))
    assert "All'8 marzo 2026 ci risulta ancora da versare" in found
    assert "Abbiamo ricevuto 50,00 €" in found
    assert "primo promemoria" in found


def test_a_paper_is_tagged_archival_and_italian() -> None:
    pdf = PRESS.print(notice())
    found = read(pdf)
    root = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "it-IT"
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert [round(float(side)) for side in found.pages[0].mediabox[2:]] == [595, 842]


def test_the_title_names_the_paper_and_nobody() -> None:
    information = read(PRESS.print(notice())).metadata
    assert information is not None
    assert information.title == "Contributi 2026"
    assert information.author == HEAD.name
    assert information.creation_date is not None
    assert information.creation_date.date() == date(2026, 1, 8)


def test_only_the_fonts_that_come_with_the_program_are_used() -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in read(PRESS.print(notice())).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert {name.partition("-")[0] for name in fonts} == {"LibertinusSerif"}


def test_a_long_table_goes_on_over_pages_with_its_header() -> None:
    found = read(PRESS.print(notice(lines=400)))
    assert len(found.pages) > 8
    pages = [page.extract_text() for page in found.pages[:8]]
    assert all("Persona" in page and "Importo" in page for page in pages)
    whole = text_of(PRESS.print(notice(lines=400)))
    assert all(f"Persona{at} " in whole for at in range(400))
    assert "493.824,00 €" in whole


def test_letters_about_a_request_say_why_and_until_when() -> None:
    found = text_of(PRESS.print(decided(2)))
    for wanted in ("Domanda n. 26/118: decisione", "arrivata l'11 maggio", "Voce 2: il conto", "2. 70 %"):
        assert wanted in found, wanted
    found = text_of(PRESS.print(papers_asked()))
    for wanted in ("– la prescrizione", "Quante ore?", "entro l'8 luglio 2026 (art. 14)", "tutto quello che manca"):
        assert wanted in found, wanted


def test_letters_printed_together_keep_their_own_pages_and_names() -> None:
    whole = read(PRESS.print_together([decided(), decided(14, "26/200"), papers_asked()], "Lettere del giorno"))
    pages = [page.extract_text() for page in whole.pages]
    assert whole.metadata is not None
    assert whole.metadata.title == "Lettere del giorno"
    long = len(pages) - 2
    assert long > 1
    told = ["Pagina 1 di 1", *[f"Pagina {at + 1} di {long}" for at in range(long)], "Pagina 1 di 1"]
    assert [one for one, page in zip(told, pages, strict=True) if one not in page] == []
    assert "26/200" in pages[2], "the second page says whose it is"
    assert "26/118" not in pages[2]


@pytest.mark.parametrize("name", ['#panic("x")', "*Rossi* _Anna_ $x$ @a <b> \\ // /* `", "= Titolo\n- voce", "\"}]'{["])
def test_a_name_is_never_read_as_markup(name: str) -> None:
    found = text_of(PRESS.print(notice(to=replace(TO, name=name))))
    assert " ".join(name.split()) in found


def test_every_sign_that_is_called_printable_is_printed() -> None:
    signs = [chr(one) for first, last in _SHOWN for one in range(first, last + 1)]
    lines = [ContributionLine("".join(signs[at : at + 20]), "x", 1) for at in range(0, len(signs), 20)]
    assert read(PRESS.print(notice(lines=0, instalments=()))).pages
    PRESS.print(replace(notice(), lines=tuple(lines)))


def test_signs_that_no_font_has_are_marked_and_the_paper_still_comes() -> None:
    odd = Addressee("李\x07明 \u202eRossi 😀\nAnna", "via X")
    assert "?? Rossi ? Anna" in text_of(PRESS.print(notice(to=odd)))


def test_very_long_names_stay_on_the_page() -> None:
    long = "Maria Assunta Immacolata " * 8 + "de' Lunghissimi-Precipitevolissimevolmente"
    lines = (ContributionLine(long, "Contributo " * 30, 1),)
    paper = replace(notice(), to=Addressee(long, long, "10060", long), lines=lines)
    assert len(read(PRESS.print(paper)).pages) <= 2


def test_equal_papers_are_equal_bytes_whatever_was_printed_before() -> None:
    first = PRESS.print(notice())
    PRESS.print(reminder())
    assert PRESS.print(notice()) == first
    assert Press().print(notice()) == first
    code = (
        "import sys, hashlib; from letters.papers import notice; from mutua.letters.fill import Press;"
        "print(hashlib.sha256(Press().print(notice())).hexdigest())"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          env={"PYTHONPATH": ":".join(sys.path), "TZ": "Asia/Tokyo", "LC_ALL": "C"})  # fmt: skip
    assert told.stdout.strip() == hashlib.sha256(first).hexdigest()


def test_another_figure_is_other_bytes() -> None:
    assert PRESS.print(notice()) != PRESS.print(notice(on_account_cents=1))


def test_days_amounts_and_codes_read_as_italians_write_them() -> None:
    assert euro(123456) == "1.234,56\N{NO-BREAK SPACE}€"
    assert euro(-5) == "\N{MINUS SIGN}0,05\N{NO-BREAK SPACE}€"
    assert long_day(date(2026, 1, 1)).replace("\N{NO-BREAK SPACE}", " ") == "1° gennaio 2026"
    assert in_fours("rf18 539007547034").split("\N{NO-BREAK SPACE}") == ["rf18", "5390", "0754", "7034"]
    assert printable("a\tb  c\r\n d") == "a b c d"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.integers(-(10**9), 10**9))
def test_whatever_a_name_is_the_paper_comes_and_its_figures_stand(name: str, item: str, cents: int) -> None:
    paper = notice(to=replace(TO, name=name or "x"))
    lines = (ContributionLine(name, item, cents),)
    pdf = PRESS.print(replace(paper, lines=lines, instalments=()))
    assert text_of(pdf).count(euro(cents).replace("\N{NO-BREAK SPACE}", " ")) >= 2


def test_no_paper_names_anybody_in_its_title_or_keywords() -> None:
    for paper in every_paper():
        information = read(PRESS.print(paper)).metadata
        assert information is not None
        told = f"{information.title} {information.subject} {information.author} {information.get('/Keywords')}"
        assert "Ròssi" not in told
        assert "Odontoiatria" not in told


def test_every_paper_is_tagged_archival_and_comes_when_it_is_empty() -> None:
    for paper in [*every_paper(), *empty_papers()]:
        root = read(PRESS.print(paper)).trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"], type(paper)
        assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data(), type(paper)


def test_the_certificate_of_a_year_that_is_not_over_says_it_is_provisional() -> None:
    early = text_of(PRESS.print(replace(certificate(), issued_on=date(2026, 12, 31))))
    assert "Attestazione provvisoria per l'anno 2026" in early
    assert "il 2026 non è finito: dice quello che risulta al 31 dicembre 2026" in early
    assert "dal 1° gennaio 2027" in early
    assert "provvisoria" not in text_of(PRESS.print(replace(certificate(), issued_on=date(2027, 1, 1))))


def test_the_certificate_keeps_cash_apart_and_sums_each() -> None:
    found = text_of(PRESS.print(certificate()))
    traceable, _, cash = found.partition("Contributi versati in altro modo (contanti)")
    assert "133,45 €" in traceable
    assert "123,45 €" in cash
    assert "570,00 €" in cash  # left of 1,000.00, of which 430.00 came back
    assert "rimborsi di spese di anni precedenti" in cash
    assert "Non sono compresi 250,00 €" in cash


def test_the_statement_carries_its_balance_on() -> None:
    found = text_of(PRESS.print(household_statement()))
    assert "Saldo degli anni precedenti 50,00 €" in found
    assert "Sono a vostro favore 50,00 €." in found


def test_the_book_prints_a_sheet_for_each_of_its_pages() -> None:
    found = read(PRESS.print(book(60)))
    told = [page.extract_text() for page in found.pages]
    assert len(told) == 3
    assert all(f"Pagina {at} del libro" in page for at, page in enumerate(told, 1))
    assert [round(float(side)) for side in found.pages[0].mediabox[2:]] == [842, 595]


# ---------------------------------------------------------------- firms


def test_the_certificate_of_adhesion_says_by_which_resolution_and_since_when() -> None:
    found = text_of(PRESS.print(adhesion()))
    for wanted in ("Officina", "01234567897", "dal 10 marzo 2026", "Cabina di regia n. 4/2026 del 10 marzo 2026",
                   "Testo del patto 2", "economia circolare, lavoro"):  # fmt: skip
        assert wanted in found, wanted


def test_a_statement_of_forty_people_has_its_header_on_each_page_and_sums_what_it_lists() -> None:
    pdf = PRESS.print(firm_statement(40))
    pages = [page.extract_text() for page in read(pdf).pages]
    assert len(pages) == 2
    assert all("Persona" in page and "Lavoratore" in page for page in pages)
    found = text_of(pdf)
    assert LONG.split()[0] in found
    assert all(f"Benìgno Niccolò {at} " in found for at in range(40) if at != 2)
    for wanted in ("345,60 €", "148,00 €", "12,40 €", "Totale da versare 506,00 €", "Entro il 01/10/2026",
                   "RF18 5390 0754 7034", "IT60 X054"):  # fmt: skip
        assert wanted in found, wanted


def test_a_statement_that_asks_for_nothing_asks_for_no_money() -> None:
    back = FirmStatementLine("Zoppè Àgata", "base", date(2026, 6, 1), True, -864, -370, -31)
    credit = text_of(PRESS.print(firm_statement(0, lines=(back,))))
    assert "stampato il 2 settembre 2026" in credit, "its own day, 1 September, stands within"
    assert "Per questo periodo non è dovuto nulla." in credit
    assert "Sono a vostro credito 12,65 €" in credit
    paid = text_of(PRESS.print(firm_statement(2, paid_on=date(2026, 9, 20))))
    assert "Risulta saldato il 20 settembre 2026" in paid
    empty = text_of(PRESS.print(firm_statement(0)))
    assert "Non c'è nulla da versare." in empty
    assert all("IBAN" not in found and "Causale" not in found for found in (credit, paid, empty))


def test_a_statement_without_fund_has_no_column_of_noughts_for_it() -> None:
    line = FirmStatementLine("Zoppè Àgata", "base", date(2026, 8, 1), False, 864, 370, 0, people=3)
    found = text_of(PRESS.print(firm_statement(0, lines=(line,), last_day=date(2026, 10, 31))))
    assert "Fondo" not in found
    assert "base (3 persone)" in found
    assert "da agosto a ottobre 2026" in found


def test_a_quote_says_of_which_pact_it_is_and_of_which_day() -> None:
    found = text_of(PRESS.print(pact_papers()[0]))
    assert "Patto di prova" in found
    assert "in vigore il 2 settembre 2026" in found


def test_the_offer_says_until_when_what_it_costs_and_how_to_answer_and_nothing_of_health() -> None:
    found = text_of(PRESS.print(offer()))
    for wanted in ("fino al 31 agosto 2026 compreso", "dal 1° settembre 2026", "123,45 €", "30 ottobre 2026",
                   "Numero da indicare k7q2", "0121 000000"):  # fmt: skip
        assert wanted in found, wanted
    unknown = text_of(PRESS.print(offer(prices=())))
    assert "ve lo diciamo prima che decidiate" in unknown
    for word in ("salute", "malatt", "sanitar", "diagnos", "rimbors", "visit", "ricover", "medic"):
        assert word not in found.casefold() + unknown.casefold(), word
