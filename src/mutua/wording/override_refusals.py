"""Why an exception, or an objection, is not taken."""

from __future__ import annotations

from collections.abc import Mapping

DECIDED_REFUSALS: Mapping[str, tuple[str, str]] = {
    "override_stands": (
        "La decisione in vigore della domanda {found} è un'eccezione dell'ufficio: rifarla secondo le regole la "
        "toglierebbe. Un responsabile la conferma o la toglie con «Decidere altrimenti».",
        "The decision in force of request {found} is an exception of the office: deciding by the rules would undo it. "
        "An approver keeps it or ends it with “Decide otherwise”.",
    ),
    "override_waiting": (
        "C'è una proposta che aspetta: un'eccezione per la domanda {found}. Prima un altro responsabile la approva o "
        "la rifiuta, o chi l'ha fatta la ritira; poi si decide.",
        "A proposal waits: an exception for request {found}. First another approver approves or refuses it, or "
        "whoever made it takes it back; then it is decided.",
    ),
    "override_authorisation": (
        "Un'autorizzazione non si decide in eccezione: si decide così la domanda che la usa.",
        "An authorisation is not decided as an exception: the request that uses it is.",
    ),
    "override_without_motive": ("Manca il motivo dell'eccezione.", "The reason of the exception is missing."),
    "override_without_basis": (
        "Manca l'articolo o la delibera che permette l'eccezione.",
        "The article or resolution that allows the exception is missing.",
    ),
    "override_deferred": (
        "Una parte di questa riga è rinviata a un periodo successivo: una riga così non si decide in eccezione.",
        "A part of this line is put off to a later period: such a line is not decided as an exception.",
    ),
    "override_in_kind": (
        "Questa riga non dà denaro: se ne decide la quantità.", "This line gives no money: its quantity is decided.",
    ),
    "override_in_money": (
        "Questa riga dà denaro: se ne decide l'importo.", "This line gives money: its amount is decided.",
    ),
    "override_too_many": ("È più di quanto è stato chiesto: al massimo {found}.",
                          "It is more than was asked for: {found} at most."),
    "override_not_whole": (
        "Riga {found}: le ore si scrivono al minuto (2,50 sono due ore e mezza), il resto in unità intere.",
        "Line {found}: hours are written to the minute (2.50 is two and a half), anything else in whole units.",
    ),
    "override_too_much": (
        "È più di quanto è stato speso: al massimo {found}.", "It is more than was spent: {found} at most.",
    ),
    "override_same": (
        "È quello che dicono già le regole: non è un'eccezione.", "It is what the rules say already: no exception.",
    ),
    "appeal_own": (
        "Chi ha proposto, approvato o preso la decisione non risponde al reclamo: lo fa un'altra persona.",
        "Whoever proposed, approved or took the decision does not answer the objection: somebody else does.",
    ),
    "no_vault": ("Qui gli allegati non si possono conservare: chi amministra deve indicare la cartella.",
                 "Attachments cannot be kept here: the administrator must name the folder."),
    "draft_sent": ("Questa domanda è già stata mandata.", "This request was sent already."),
    "appeal_taken_back": (
        "Il reclamo contro questa decisione è stato ritirato, e contro una decisione se ne manda uno solo. Se c'è "
        "altro da dire, telefonate o passate allo sportello.",
        "The objection to this decision was withdrawn, and to one decision only one is made. If there is more to say, "
        "call or come to the counter.",
    ),
    "appeal_of_another": (
        "Il reclamo è di {found}: lo ritira chi l'ha mandato, anche per telefono o allo sportello.",
        "The objection is {found}'s: whoever sent it takes it back, by telephone or at the counter too.",
    ),
    "appeal_there": (
        "Contro questa decisione c'è già un reclamo.", "There is an objection to this decision already.",
    ),
    "appeal_open": (
        "C'è un reclamo aperto contro questa decisione: prima gli risponde chi non l'ha presa. Se è accolto, la "
        "domanda si decide di nuovo.",
        "An objection to this decision is open: first somebody who did not take it answers. Upheld, the request is "
        "decided anew.",
    ),
    "appeal_unknown": ("Contro questa decisione non c'è un reclamo aperto.", "There is no open objection to it."),
    "appeal_in_future": ("Il reclamo non può arrivare in un giorno che deve ancora venire.",
                         "The objection cannot come on a day to come."),
    "appeal_before_decision": (
        "Il reclamo è di prima della decisione, che è del {found}: controllate il giorno.",
        "The objection is from before the decision of {found}: check the day.",
    ),
    "appeal_without_words": ("Manca che cosa dice il socio.", "What the member says is missing."),
    "appeal_too_short": (
        "Il reclamo è troppo corto: scrivete in qualche parola che cosa non va.",
        "The objection is too short: write in a few words what is wrong.",
    ),
    "appeal_closed": ("Al reclamo è già stato risposto: non si aggiunge più nulla.",
                      "The objection was answered: nothing is added to it any more."),
    "appeal_added": (
        "Intanto il socio ha aggiunto altro al reclamo: leggete qui sotto che cosa dice, poi rispondete di nuovo.",
        "Meanwhile the member added more to the objection: read below what they say, then answer again.",
    ),
    "addition_before_appeal": (
        "È un giorno di prima del reclamo, che è del {found}: controllate il giorno.",
        "It is a day before the objection of {found}: check the day.",
    ),
    "additions_full": (
        "Al reclamo si è già aggiunto {found} volte: il resto si dice a chi risponde.",
        "The objection was added to {found} times already: tell the rest to whoever answers.",
    ),
    "appeal_without_motive": ("Manca il perché della risposta.", "Why it is answered so is missing."),
    "appeal_not_answered": ("Al reclamo non è ancora stato risposto.", "The objection was not answered yet."),
    "appeal_upheld_letter": (
        "Il reclamo è accolto: al socio si scrive la nuova decisione.",
        "The objection is upheld: the member is told the new decision.",
    ),
}  # fmt: skip

DECIDED_FINDINGS: Mapping[str, tuple[str, str]] = {
    "decided_code_unknown": (
        "{place}: «{found}» non è una delle voci previste.", "{place}: “{found}” is none of its words.",
    ),
    "override_alone": (
        "Un'eccezione senza la sua riga, senza le due persone o uguale alle regole: {place}.",
        "An exception without its line, without its two people or equal to the rules: {place}.",
    ),
    "appeal_words_differ": (
        "Le parole di un reclamo non sono quelle arrivate: {place}.",
        "The words of an objection are not those that came: {place}.",
    ),
    "addition_without_appeal": (
        "Parole aggiunte a un reclamo che non c'è: {place}.", "Words added to an objection that is not there: {place}.",
    ),
    "answer_without_appeal": ("Una risposta senza reclamo: {place}.", "An answer without an objection: {place}."),
}  # fmt: skip
