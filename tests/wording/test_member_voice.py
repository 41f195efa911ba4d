"""At the member's door one voice, «tu», and no word that nobody says at home unless it is explained beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.sources import ROOT
from mutua.domain.mails import MailKind
from mutua.services.benefit_asked import benefit_asked
from mutua.services.plan_book import book_of
from mutua.wording import member_door, reasons
from mutua.wording.benefits import benefit_parts
from mutua.wording.familiar import to_them
from mutua.wording.mails import Sender, to_person
from mutua.wording.plain_words import WORDS, words_explained
from mutua.wording.voice import Voice
from wording.test_familiar import PLURAL

TEMPLATES = ROOT / "src" / "mutua" / "web" / "templates"
AT_THE_COUNTER = {"my_proxies.html", "my_link_made.html"}  # read by the clerk, who is «voi»
OF_THE_CLERK = re.compile(r"Torna alla|si stampa dal browser|davanti a voi|Da stampare")  # beside what is printed
SAID = re.compile(r"""say\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
LEI = re.compile(
    r"\b(?:[Ll]ei|[Ss]uo carico|[Ll]e (?:rimbors|riconosc|pagh|spett|chied|avevamo|erano)\w*|"
    r"[Cc]i (?:dica|scriva|telefoni)|Scriva|Porti|Chieda|Chiami|Scelga|La preghiamo)\b"
)  # fmt: skip
VOI = re.compile(r"\b(?:voi|vi|vostr[oaie]|siete|avete|potete|dovete|volete)\b", re.IGNORECASE)
NOUNS = {"date", "rate", "rete", "giornate", "mandate", "cominciate", "versate"}  # «tu o un altro versate»
JARGON = re.compile(
    r"\b(?:scaglion\w+|fascia (?:[A-C]\b|rete)|massimal\w+|plafond|franchigi\w+|scopert[oi]\b|carenz\w+|tariffari\w*|"
    r"nomenclator\w+|ticket|morosit\w+|forma (?:in)?diretta|preesistent\w+)", re.IGNORECASE
)  # fmt: skip
KEY = re.compile(r"\b[a-zà-ù]+_[a-zà-ù_]+\b")


def other_voices(text: str) -> list[str]:
    plural = [one for one in PLURAL.findall(text.lower()) if one not in NOUNS]
    return [*LEI.findall(text), *VOI.findall(text), *plural]


def test_the_patterns_find_what_they_are_for() -> None:
    for text in ("Restano a lei 20 €", "Le paghiamo 5 €", "Ci dica perché", "Scrivetelo qui", "il vostro conto"):
        assert other_voices(text), text
    for text in ("Restano a te 20 €", "Le regole valgono", "Dicci perché", "Scrivilo qui", "il tuo conto", "le date"):
        assert not other_voices(text), text


def sentences(page: Path) -> Iterator[str]:
    for double, single in SAID.findall(page.read_text("utf-8")):
        yield (double or single).replace("\\'", "'").replace('\\"', '"')


PAGES = sorted({one.name for one in TEMPLATES.glob("my_*.html")} - AT_THE_COUNTER)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_member_says_tu_and_no_jargon(page: str) -> None:
    for text in sentences(TEMPLATES / page):
        if OF_THE_CLERK.search(text):
            continue
        assert not other_voices(text), text
        assert not JARGON.search(text), text
        assert not KEY.search(re.sub(r"\{\w+\}", "", text)), text


def test_the_sentences_of_the_door_have_no_jargon() -> None:
    source = Path(member_door.__file__).read_text("utf-8").replace('"""', "")
    assert not JARGON.findall(source)
    assert not LEI.findall(source)


def test_a_mail_to_a_person_says_tu() -> None:
    for kind in MailKind:
        for phone in ("", "0121 000000"):
            told = to_person(kind, Sender("Mutua", phone, "https://mutua.test"), link="https://mutua.test/x")
            for text in told:
                assert not other_voices(text), text
                assert not JARGON.search(text), text


def test_every_reason_can_be_told_to_a_member() -> None:
    said = [italian for table in (reasons.REASONS, reasons.SHORTER) for italian, _ in table.values()]
    assert len(said) > 40
    left = {text: LEI.findall(to_them(text, "it")) for text in said}
    assert not {text: found for text, found in left.items() if found}


BOOK = book_of(ROOT / "rulesets")


@pytest.mark.parametrize("code", BOOK.codes())
def test_what_a_member_reads_of_a_regulation_says_tu_and_explains_its_words(code: str) -> None:
    booked = BOOK.get(code)
    assert booked is not None
    for rules in booked.plan.versions:
        voice = Voice(rules)
        for benefit in rules.benefits.values():
            told = [to_them(text, "it") for topic, text in benefit_parts(voice, benefit) if topic != "note"]
            asked = benefit_asked(booked, benefit.code, rules.in_force_from, "it")
            assert asked is not None
            questions = [text for one in asked.questions for text in (one.label, one.hint)]
            for text in told:
                assert not LEI.search(text), text
            for text in (*told, *questions, *(one.title for one in asked.papers)):
                assert not KEY.search(text), text
                assert bool(JARGON.search(text)) <= bool(words_explained([text], "it")), text


def test_words_are_explained_once_in_the_order_of_the_alphabet() -> None:
    told = words_explained(["ticket, secondo scaglione", "in fascia A", "il ticket", "la fascia di età"], "it")
    assert [one.word for one in told] == ["fascia", "scaglione", "ticket"]
    assert words_explained(["massimale"], "en")[0].meaning == "the cap: the most the society pays"
    assert [one for one, *_ in sorted(WORDS, key=lambda one: one[1])] == [one for one, *_ in WORDS]
