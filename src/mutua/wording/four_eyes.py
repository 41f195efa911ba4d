"""What is said of things that need two people: what they are, why, who may not, what was refused and for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mutua.domain.four_eyes import SWITCHES, Act, Matter, Rule, Why
from mutua.wording.numbers import Language, amount

Sentences = Mapping[str, tuple[str, str]]

def who_approves_sentence(names: Sequence[str], wanted: int, language: Language) -> str:
    """Who may approve what waits: «La può approvare Carla Rossi.»; that nobody can, as things are, where it is so."""
    english, told = language == "en", ", ".join(names)
    if len(names) < wanted:
        if names:
            return (f"{told} may approve it, but two people have to: there is no other approver." if english else
                    f"La può approvare {told}, ma servono due persone: un altro responsabile non c'è.")  # fmt: skip
        return ("Nobody else can approve it: there is no other approver whom it does not concern. It waits for ever."
                if english else
                "Nessun altro può approvarla: manca un altro responsabile che non ne sia interessato. Così aspetta per "
                "sempre.")  # fmt: skip
    if english:
        return f"{told} may approve it{'; two have to' if wanted > 1 else ''}."
    may = "La può" if len(names) == 1 else "La possono"
    return f"{may} approvare {told}{': servono in due' if wanted > 1 else ''}."


# Why nothing was proposed, approved or carried out.
FOUR_EYES_REFUSALS: Sentences = {
    "approval_unknown": ("Questa proposta non c'è.", "There is no such proposal."),
    "approval_settled": (
        "Su questa proposta un collega ha già deciso, o chi l'ha fatta l'ha ritirata: ricaricate la pagina.",
        "A colleague settled this proposal already, or whoever made it took it back: reload the page.",
    ),
    "approval_by_maker": (
        "L'avete proposta voi: la approva o la rifiuta un'altra persona. Voi potete ritirarla.",
        "You proposed it yourself: another person approves or refuses it. You may take it back.",
    ),
    "approval_twice": (
        "L'avete già approvata: manca un'altra persona.", "You approved it already: it waits for another person.",
    ),
    "approval_disabled": (
        "Il vostro accesso è chiuso: non potete né proporre né approvare.",
        "Your login is closed: you may neither propose nor approve.",
    ),
    "approval_without_role": (
        "Approvare spetta a chi ha il ruolo di responsabile.", "Approving is for those with the role of approver.",
    ),
    "approval_own_family": (
        "Riguarda voi o la vostra famiglia: se ne occupano due colleghi.",
        "It is about you or your family: two colleagues deal with it.",
    ),
    "approval_outdated": (
        "Intanto qualcosa è cambiato: quello che avete visto non vale più e nulla è stato registrato. Va proposto di "
        "nuovo com'è adesso.",
        "Something changed meanwhile: what you saw no longer holds and nothing was recorded. It is to be proposed anew "
        "as it is now.",
    ),
    "approval_day_limit": (
        "Con questa superereste l'importo che una persona può approvare in un giorno: la approva un collega, o domani.",
        "With this you would exceed what one person may approve in a day: a colleague approves it, or tomorrow.",
    ),
    "approval_missing": (
        "Serve l'approvazione di un'altra persona, e non c'è.", "Another person has to approve it, and nobody did.",
    ),
    "approval_people": (
        "Chi l'ha proposta o approvata non ha più accesso, o non più quel ruolo: l'approvazione non vale più, va "
        "proposta di nuovo.",
        "Whoever proposed or approved it has no access any more, or not that role: the approval no longer holds, it is "
        "to be proposed anew.",
    ),
    "approval_waiting": (
        "Un collega l'ha già proposta, e aspetta chi l'approvi.",
        "A colleague proposed it already, and it waits for an approver.",
    ),
    "approval_of_others": ("La ritira soltanto chi l'ha proposta.", "Only whoever proposed it may take it back."),
    "approval_without_reason": ("Dite perché la rifiutate.", "Say why you refuse it."),
    "decision_needs_two": (
        "Questa decisione la prendono due persone: dalla pagina della domanda una la propone, e chi approva la vede in "
        "«Da approvare».",
        "This decision takes two people: on the page of the request one proposes it, and the approver sees it under "
        "“To approve”.",
    ),
    "decision_needs_one": (
        "Per la domanda {found} basta una persona: decidetela.", "One person is enough for request {found}: decide it.",
    ),
    "account_same": ("L'IBAN è già questo.", "It is this IBAN already."),
    "person_gone": ("Questa persona non c'è, o è stata cancellata.", "There is no such person, or they were erased."),
    "rules_not_approved": (
        "I file del piano {found} dicono qualcosa che due persone devono ancora approvare: finché non lo fanno, o i "
        "file non tornano com'erano, non decide.",
        "The files of plan {found} say something that two people still have to approve: until they do, or the files "
        "are put back, it decides nothing.",
    ),
    "rules_approved_already": (
        "Il piano {found} è già approvato com'è, o nessuno lo chiede.",
        "Plan {found} is approved as it is, or nobody asks for it.",
    ),
    "two_people_same": (
        "È già così: non avete cambiato nulla.", "It is so already: you changed nothing.",
    ),
    "approval_rule_in_past": (
        "Una regola vale da oggi o da un giorno che viene, non dal {found}.",
        "A rule holds from today or from a day to come, not from {found}.",
    ),
}  # fmt: skip

FOUR_EYES_FINDINGS: Sentences = {
    "approval_code_unknown": (
        "{place}: «{found}» non è una delle voci previste.", "{place}: “{found}” is none of its words.",
    ),
    "approval_out_of_order": (
        "Proposta n. {place}: «{found}» non poteva venire a quel punto.",
        "Proposal no. {place}: “{found}” could not come at that point.",
    ),
    "approval_not_two": (
        "Proposta n. {place}: approvata senza due persone diverse.",
        "Proposal no. {place}: approved without two different people.",
    ),
}  # fmt: skip

MATTERS: Mapping[Matter, tuple[str, str]] = {
    Matter.DECISION: ("Decisione", "Decision"),
    Matter.OVERRIDE: ("Decisione diversa dal regolamento", "Decision other than the rules give"),
    Matter.ACCOUNT: ("Cambio di IBAN", "Change of IBAN"),
    Matter.SOCIETY_ACCOUNT: ("Cambio del conto della società", "Change of the society's account"),
    Matter.RULES: ("Regolamento", "Rules"),
    Matter.PAYMENT_RUN: ("Distinta di pagamento", "Payment list"),
    Matter.TWO_PEOPLE: ("Chiedere meno", "Asking less"),
}

WHYS: Mapping[Why, tuple[str, str]] = {
    Why.LIMIT: ("l'importo supera il limite", "the amount is above the limit"),
    Why.STAFF: ("riguarda chi lavora qui o la sua famiglia", "it is about staff or their family"),
    Why.ALWAYS: ("servono sempre due persone", "it always takes two people"),
}

ACTS: Mapping[Act, tuple[str, str]] = {
    Act.PROPOSED: ("proposta", "proposed"), Act.APPROVED: ("approvata", "approved"),
    Act.REFUSED: ("rifiutata", "refused"), Act.WITHDRAWN: ("ritirata", "taken back"),
    Act.VOIDED: ("non vale più: qualcosa è cambiato", "void: something changed"), Act.DONE: ("eseguita", "carried out"),
    Act.TAKEN: ("com'era già", "as it was already"),
}  # fmt: skip


def matter_word(matter: Matter, act: Act, language: str = "it") -> str:
    """What two people look at, and what was done about it: «cambio di IBAN, approvata»."""
    at = int(language == "en")
    word = MATTERS[matter][at]
    return f"{word[0].lower()}{word[1:]}, {ACTS[act][at]}"


# Why something is refused.
REFUSED_FOR: Sentences = {
    "wrong": ("l'importo o il contenuto non è giusto", "the amount or the content is not right"),
    "papers": ("mancano documenti, o non convincono", "papers are missing, or do not convince"),
    "account": ("il conto non è stato verificato con la persona", "the account was not checked with the person"),
    "rules": ("non corrisponde al regolamento o alla delibera", "it does not agree with the rules or the resolution"),
    "other": ("altro", "other"),
}  # fmt: skip

RULE_WORDS: Mapping[Rule, tuple[str, str]] = {
    Rule.DECISION_LIMIT: ("decisioni: limite oltre il quale servono due persone", "decisions: limit above which two "
                          "people are needed"),
    Rule.PAYMENT_LIMIT: ("distinte di pagamento: limite oltre il quale servono due persone", "payment lists: limit "
                         "above which two people are needed"),
    Rule.DAY_LIMIT: ("quanto una persona può approvare in un giorno", "what one person may approve in a day"),
    Rule.STAFF: ("decisioni per chi lavora qui e per la sua famiglia", "decisions for staff and their families"),
    Rule.ACCOUNTS: ("cambi di IBAN", "changes of IBAN"),
    Rule.RULES: ("regolamenti letti dai file", "rules read from files"),
}  # fmt: skip

# What each rule is about, as the page of them names it.
RULE_ABOUT: Mapping[Rule, tuple[str, str]] = {
    **RULE_WORDS,
    Rule.DECISION_LIMIT: ("decisioni, per importo", "decisions, by amount"),
    Rule.PAYMENT_LIMIT: ("distinte di pagamento", "payment lists"),
}  # fmt: skip

# When a limit that is an amount, or that there is none of, makes two people necessary.
_LIMIT_TOLD: Mapping[Rule, tuple[tuple[str, str], tuple[str, str]]] = {
    Rule.DECISION_LIMIT: (
        ("due persone sopra {euro}", "two people above {euro}"),
        ("una persona, per ogni importo", "one person, any amount"),
    ),
    Rule.PAYMENT_LIMIT: (
        ("due persone sopra {euro}", "two people above {euro}"), ("sempre due persone", "always two people"),
    ),
    Rule.DAY_LIMIT: (("al più {euro} al giorno", "at most {euro} a day"), ("senza limite", "without limit")),
}  # fmt: skip


def rule_told(rule: Rule, value: int | None, language: Language) -> str:
    """What a society says by a rule: «due persone sopra 500,00 €», «una persona»."""
    at = int(language == "en")
    if rule in SWITCHES:
        return (("una persona", "one person"), ("due persone", "two people"))[int(bool(value))][at]
    some, none = _LIMIT_TOLD[rule]
    return none[at] if value is None else some[at].format(euro=amount(value, language))
