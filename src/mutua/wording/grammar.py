"""Italian articles, elisions and lists: `l'80 %`, `dall'iscrizione`, `nei 10 giorni`, `A, B e C`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ARTICLES = ("il", "lo", "l'", "la", "i", "gli", "le")
_FUSED = {
    "di": ("del", "dello", "dell'", "della", "dei", "degli", "delle"),
    "a": ("al", "allo", "all'", "alla", "ai", "agli", "alle"),
    "da": ("dal", "dallo", "dall'", "dalla", "dai", "dagli", "dalle"),
    "in": ("nel", "nello", "nell'", "nella", "nei", "negli", "nelle"),
    "su": ("sul", "sullo", "sull'", "sulla", "sui", "sugli", "sulle"),
}
_VOWELS = "aeiouàèéìòùAEIOUÀÈÉÌÒÙ"
_IMPURE = re.compile(r"(s[^aeiouàèéìòù]|z|gn|ps|pn|x|y)", re.IGNORECASE)

# Nouns of this trade whose ending does not tell gender or number.
_PLURAL_FEMININE = frozenset(
    {
        "radiografie", "ricevute", "fatture", "ricette", "buste", "prescrizioni", "dichiarazioni", "certificazioni",
        "spese", "cure", "terapie", "visite", "ore", "sedute", "notti", "lenti", "lastre", "pagine", "cartelle",
        "lettere", "copie", "impronte", "prestazioni", "assenze", "malattie",
    }
)
_FEMININE = frozenset(
    {
        "analisi", "diagnosi", "prognosi", "crisi", "protesi", "mano", "parte", "lente", "notte", "dote", "legge",
        "fase", "base", "dose", "rete", "classe", "serie", "fine", "specie", "sede",
    }
)
_SINGULAR_IN_E = frozenset({"mesi", "notti", "denti", "esami", "referti", "prestazioni", "lenti", "familiari", "parti"})
_MASCULINE = frozenset({"problema", "programma", "sistema", "tema", "diploma", "schema"})


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase with what its article needs."""

    text: str
    feminine: bool = False
    plural: bool = False


_LEADING = re.compile(r"(?:([Ii]l|[Ll]o|[Ll]a|i|[Gg]li|[Ll]e) +|([Ll])['’])(?=\S)")


def bare(text: str) -> str:
    """A title without the article it may be written with: il 65° compleanno → 65° compleanno."""
    return _LEADING.sub("", text.strip(), count=1) if _LEADING.match(text.strip()) else text


def noun(text: str) -> Noun:
    """The noun of a title: its own article tells gender and number, else the first word does."""
    found = _LEADING.match(text.strip())
    if found is None:
        return _guessed(text)
    article, rest = (found.group(1) or "").lower(), bare(text)
    if not article:
        return _guessed(rest)
    return Noun(rest, feminine=article in ("la", "le"), plural=article in ("i", "gli", "le"))


def _guessed(text: str) -> Noun:
    """Gender and number from the first word; the trade's exceptions are listed."""
    head = re.split(r"[\s,(]", text.strip().lower(), maxsplit=1)[0]
    if head in _PLURAL_FEMININE:
        return Noun(text, feminine=True, plural=True)
    if head in _FEMININE:
        return Noun(text, feminine=True)
    if head in _MASCULINE:
        return Noun(text)
    if head.endswith(("a", "zione", "sione", "gione", "tà", "tù", "ice")):
        return Noun(text, feminine=True)
    return Noun(text, plural=head.endswith("i"))


def singular(word: str) -> str:
    """The singular of a plain plural noun: impianti → impianto, sedute → seduta, mesi → mese."""
    if word in _SINGULAR_IN_E:
        return word[:-1] + "e"
    if word.endswith(("che", "ghe")):
        return word[:-2] + "a"
    return word[:-1] + {"i": "o", "e": "a"}.get(word[-1], word[-1])


def elides(number: int) -> bool:
    """True when the number is said with an opening vowel: uno, otto, undici, ottanta, ottocento, ottomila."""
    if number in (1, 8, 11) or 80 <= number <= 89 or 800 <= number <= 899:
        return True
    thousands = number // 1000
    return thousands > 1 and elides(thousands)


def _leading_number(text: str) -> int | None:
    found = re.match(r"\d[\d.]*", text)
    return int(found.group().replace(".", "")) if found else None


def _article_index(word: Noun) -> int:
    number = _leading_number(word.text)
    if number is not None:
        vowel = elides(number) and not word.text.startswith(("1°", "1ª"))
        impure = number == 0
    else:
        vowel = word.text[:1] in _VOWELS and word.text[:1] != ""
        impure = bool(_IMPURE.match(word.text))
    if word.plural:
        return 6 if word.feminine else (5 if vowel or impure else 4)
    if vowel:
        return 2
    return 3 if word.feminine else (1 if impure else 0)


def _joined(article: str, text: str) -> str:
    return article + text if article.endswith("'") else f"{article} {text}"


def the(word: Noun) -> str:
    """`la fattura`, `l'iscrizione`, `l'80 %`, `gli 8 giorni`."""
    return _joined(_ARTICLES[_article_index(word)], word.text)


def fused(preposition: str, word: Noun) -> str:
    """`dalla fattura`, `dell'iscrizione`, `nei 10 giorni`: the preposition (di, a, da, in, su) with the article."""
    return _joined(_FUSED[preposition][_article_index(word)], word.text)


def led(lead: str, text: str) -> str:
    """What leads to a figure: «fino a 700 €», «fino al saldo», «non più della franchigia»."""
    before, _, preposition = lead.rpartition(" ")
    if preposition not in _FUSED or not _LEADING.match(text):
        return f"{lead} {text}".lstrip()
    return f"{before} {fused(preposition, noun(text))}".lstrip()


def figures(text: str, feminine: bool = False, plural: bool = True) -> Noun:
    """A count that takes an article: `i 10 giorni`, `le 24 ore`; singular `1 giorno` drops its figure."""
    if text.startswith("1 "):
        return Noun(text[2:], feminine=feminine)
    return Noun(text, feminine=feminine, plural=plural)


def listed(parts: Iterable[str], word: str) -> str:
    """`A, B e C`: commas, and the word before the last."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def titles(parts: Iterable[str], word: str) -> str:
    """Titles one after the other: by semicolons where one of them has a comma or an «e» of its own."""
    items = list(parts)
    if len(items) > 1 and any("," in item or f" {word} " in item for item in items):
        return "; ".join(items)
    return listed(items, word)


def capital(text: str) -> str:
    """The same text with a capital first letter."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """A capital letter first, one full stop last, no doubled marks."""
    text = re.sub(r"\s+([,;:.])", r"\1", " ".join(re.split(r"[ \n\t]+", text.strip())))
    return capital(text) if text.endswith((".", "!", "?", "|", "?»", "?”", ".”")) else capital(text) + "."


def numbers_in(text: str) -> set[str]:
    """The figures a text shows, as written."""
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))
