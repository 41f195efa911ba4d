"""What is said of a sheet on the pages, where the sentences of the terminal would name a command."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.intake.mistakes import Mistake
from mutua.wording.intake import TEXTS, shown

_SAID: Mapping[str, tuple[str, str]] = {
    "file_of_requests": (
        "sembra un elenco di domande, non di soci: mandatelo di nuovo come domande",
        "it looks like a list of requests, not of members: send it again as requests",
    ),
    "file_of_members": (
        "sembra un elenco di soci, non di domande: mandatelo di nuovo come soci",
        "it looks like a list of members, not of requests: send it again as members",
    ),
    "member_since_differs": (
        "nell'archivio la sua storia di socio è un'altra (entrata: {first}): guardate la pagina «Socio e nucleo»",
        "in the archive this member's life is another one (came in: {first}): see the page «Member and household»",
    ),
    "contribution_charged": (
        "questo contributo l'ha addebitato mutua: l'incasso si registra dalla pagina «Contributi» della persona",
        "mutua charged this contribution itself: record the money on the person's page «Contributions»",
    ),
    "refund_unsure": (
        "forse questa colonna dice quanto è stato rimborsato: nelle colonne dite se è «rimborsato» o «non usata»",
        "perhaps this column says what was refunded: among the columns say whether it is «rimborsato» or «non usata»",
    ),
    "column_said_twice": (
        "questa colonna ripete un'altra e dice una cosa diversa: nelle colonne dite quale vale",
        "this column repeats another and says something else: among the columns say which counts",
    ),
    "assistance_of_all": (
        "nessuna colonna dice l'assistenza, e serve a {count} righe: sceglietene una per tutte, dove dite che cosa "
        "vogliono dire le colonne",
        "no column tells the assistance, and {count} rows need it: choose one for all, where you say what the columns "
        "mean",
    ),
    "already_paid": (
        "è già pagata: qui non si riceve di nuovo. Per controllarla mandate il foglio come «Il vostro anno»",
        "it is paid already: it is not received again. To look at it, send the sheet as «Your year»",
    ),
}


WHY_NOT: Mapping[str, tuple[str, str]] = {
    "nothing": (
        "Non c'è nulla da portare dentro: ciò che si è letto nell'archivio c'è già.",
        "There is nothing to bring in: what was read is in the archive already.",
    ),
    "none_read": (
        "Per ora non entrerebbe nulla: prima vanno sistemate le righe qui sotto.",
        "Nothing would come in yet: first the rows below are to be put right.",
    ),
    "unreadable": ("Il foglio non è stato letto: prima dite che cosa vogliono dire le colonne.",
                   "The sheet was not read: first say what its columns mean."),
    "not_clean": (
        "Ci sono righe da sistemare e non è entrato nulla. Correggetele e mandate il foglio nuovo, o segnate che "
        "volete le sole righe lette.",
        "Some rows are to be put right, and nothing came in. Mend them and send the new sheet, or tick that you want "
        "only the rows that were read.",
    ),
    "family": (
        "Il foglio cambierebbe qualcosa di voi o della vostra famiglia: lo porta dentro un collega.",
        "The sheet would change something of you or of your family: a colleague brings it in.",
    ),
    "otherwise": (
        "Quello che vedevate non è più l'ultimo sguardo: ecco com'è adesso. Non è entrato nulla.",
        "What you saw is not the last look any more: this is how it is now. Nothing came in.",
    ),
}  # fmt: skip

# Why somebody may be in a household with others.
WHY_TOGETHER: Mapping[str, tuple[str, str]] = {
    "name": ("il nucleo è detto da un cognome solo", "the household is told by a surname alone"),
    "address": ("stesso cognome, stesso indirizzo", "one surname, one address"),
    "order": ("sta sotto a un capofamiglia", "stands below a head of household"),
    "head_name": ("il capofamiglia è detto solo per nome", "the head is told by name alone"),
    "alone": ("quasi tutte le righe dicono il nucleo, questa no", "nearly every row says its household, this one not"),
    "kinship": ("il nucleo è sicuro, la parentela non è scritta", "the household is sure, the kinship is not written"),
}


def mess_sentence(mistake: Mistake, language: str = "it") -> str:
    """What to do about a mistake, without its place and what was found."""
    if mistake.code in _SAID:
        return _SAID[mistake.code][language == "en"].format_map({**mistake.values, "found": mistake.found})
    found = mistake.found if "{found}" in TEXTS[mistake.code][language == "en"] else ""
    return shown(Mistake(mistake.code, found=found, values=mistake.values, suggestion=mistake.suggestion), language)


def whole_sentence(mistake: Mistake, language: str = "it") -> str:
    """What is wrong with a file as a whole."""
    if mistake.code in _SAID:
        return mess_sentence(mistake, language)
    return shown(mistake, language)
