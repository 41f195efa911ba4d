"""The steps of a member's life as data: what each is called, what it means, which fields it has."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from mutua.domain.member_life import Event
from mutua.domain.records import Identity
from mutua.rules.statute import Statute
from mutua.services.correct_person import mark_of
from mutua.web.deeds import Ask, Deed, Pair
from mutua.wording.member_life import BODIES, KINDS, REASONS

_ON = Ask("on", ("Giorno", "Day"), "day", value="today")
_MOTIVE_HINT = ("Resta per sempre nella storia: niente nomi né notizie di salute.",
                "It stays in the history for ever: no names, nothing about health.")  # fmt: skip
_MOTIVE = Ask("motive", ("Perché", "Why"), "text", hint=_MOTIVE_HINT)
_KIND = Ask("kind", ("Categoria", "Kind"), "choice", value="ordinary",
            options=tuple((one.value, told) for one, told in KINDS.items()))  # fmt: skip


def _resolution(body: str) -> tuple[Ask, ...]:
    return (
        Ask("reference", ("Numero della delibera", "Number of the resolution"), hint=("Per esempio 3/2026.",
                                                                                     "For instance 3/2026.")),
        Ask("decided_on", ("Data della delibera", "Day of the resolution"), "day"),
        Ask("body", ("Chi delibera", "Who resolves"), "choice", value=body, options=tuple(BODIES.items())),
    )  # fmt: skip


_COMMUNICATED = Ask(
    "communicated_on", ("Comunicata il", "Communicated on"), "day", required=False,
    hint=("Vuoto: il giorno della delibera.", "Empty: the day of the resolution."),
)  # fmt: skip
_EVIDENCE = Ask(
    "evidence", ("Da che cosa si sa", "How one knows"), "choice", value="declaration",
    options=(("declaration", ("dichiarazione", "declaration")), ("certificate", ("certificato", "certificate")),
             ("unknown", ("non detto", "not said"))),
)  # fmt: skip
_CODE_HINT = ("Se c'è, nascita e sesso si leggono da qui.", "If there is one, birth and sex are read from it.")

IDENTITY: tuple[Ask, ...] = (
    Ask("surname", ("Cognome, o nome dell'ente", "Surname, or name of the body")),
    Ask("given_name", ("Nome", "Given name"), required=False),
    Ask("fiscal_code", ("Codice fiscale", "Fiscal code"), required=False, hint=_CODE_HINT),
    Ask("card_number", ("Tessera", "Card"), required=False,
        hint=("Serve la tessera o il codice fiscale.", "The card or the fiscal code is needed.")),
    Ask("born_on", ("Nascita", "Birth"), "day", required=False),
    Ask("sex", ("Sesso", "Sex"), "choice", required=False, options=(("F", ("F", "F")), ("M", ("M", "M"))),
        empty=("dal codice fiscale", "from the fiscal code")),
    Ask("address", ("Indirizzo", "Address"), required=False),
    Ask("postal_code", ("CAP", "Postal code"), required=False),
    Ask("municipality", ("Comune", "Municipality"), required=False),
    Ask("phone", ("Telefono", "Telephone"), required=False),
    Ask("email", ("E-mail", "E-mail"), required=False),
)  # fmt: skip

NEW_APPLICANT = Deed(
    "add_applicant", ("Domanda di una persona nuova", "Application of somebody new"),
    ("Per chi non è ancora nell'archivio. Chi c'è già chiede dalla sua scheda.",
     "For somebody who is not in the archive yet. Who is there already asks from their sheet."),
    (*IDENTITY, Ask("household", ("Codice del nucleo", "Code of the household"), required=False,
                    hint=("Vuoto: il prossimo libero.", "Empty: the next free one.")), _ON, _KIND,
     Ask("notice", ("Ha ricevuto su carta l'informativa sulla privacy", "Got the notice on their data on paper"),
         "tick", required=False)),
    to="admissions",
)  # fmt: skip

_DEEDS = (
    Deed("apply_member", ("Domanda di ammissione", "Application"),
         ("Dal giorno della domanda corre il termine per decidere.", "From that day the term for deciding runs."),
         (_ON, _KIND)),
    Deed("withdraw_application", ("Domanda ritirata", "Application withdrawn"),
         ("La persona ritira la domanda prima della decisione.", "The person withdraws before the decision."), (_ON,)),
    Deed("admit_member", ("Ammissione", "Admission"),
         ("È socio dal giorno della delibera, con una riga nel libro soci.",
          "A member from the day of the resolution, with a line in the members' book."),
         (*_resolution("board"), _COMMUNICATED)),
    Deed("refuse_member", ("Rifiuto della domanda", "Refusal"),
         ("Dice il perché; dalla comunicazione corre il termine per ricorrere.",
          "It says why; the term for an appeal runs from the communication."),
         (*_resolution("board"), _COMMUNICATED, _MOTIVE)),
    Deed("appeal_member", ("Ricorso", "Appeal"),
         ("Chi è stato rifiutato o escluso chiede all'assemblea.", "Who was refused or excluded asks the assembly."),
         (_ON,)),
    Deed("uphold_appeal", ("Ricorso accolto", "Appeal upheld"), ("È socio da quel giorno.", "A member from that day."),
         (*_resolution("assembly"), _MOTIVE._replace(required=False))),
    Deed("reject_appeal", ("Ricorso respinto", "Appeal rejected"), ("", ""),
         (*_resolution("assembly"), _MOTIVE._replace(required=False))),
    Deed("suspend_member", ("Sospensione", "Suspension"),
         ("Chi è sospeso resta socio; lo statuto dice se vota. Le coperture seguono il loro regolamento.",
          "Who is suspended stays a member; the statute says whether they vote. Covers go by their own rules."),
         (_ON, Ask("reason", ("Motivo", "Reason"), "choice"), _MOTIVE._replace(required=False)), grave=True),
    Deed("reinstate_member", ("Fine della sospensione", "End of the suspension"), ("", ""),
         (_ON, _MOTIVE._replace(required=False))),
    Deed("end_withdrawal", ("Recesso", "Withdrawal"),
         ("Chiesto quel giorno; ha effetto quando i piani lasciano uscire, e chiude le coperture.",
          "Asked on that day; it takes effect when the plans let go, and ends the covers."), (_ON,), grave=True),
    Deed("end_lapse", ("Decadenza", "Lapse"), ("Dal giorno dopo la comunicazione.", "From the day after it is told."),
         (*_resolution("board"), _COMMUNICATED, Ask("reason", ("Motivo", "Reason"), "choice"),
          _MOTIVE._replace(required=False)), grave=True),
    Deed("end_exclusion", ("Esclusione", "Exclusion"),
         ("Dal giorno dopo la comunicazione. Dice il perché: la persona lo legge.",
          "From the day after it is told. It says why: the person reads it."),
         (*_resolution("board"), _COMMUNICATED, Ask("reason", ("Motivo", "Reason"), "choice"), _MOTIVE), grave=True),
    Deed("end_death", ("Morte", "Death"),
         ("È l'ultimo giorno di socio e di copertura. Vale anche per chi non è socio.",
          "It is the last day of membership and cover. Also for who is no member."), (_ON,), grave=True),
    Deed("readmit_member", ("Riammissione", "Readmission"),
         ("Chi è stato socio chiede e rientra: la domanda e la delibera insieme.",
          "Who was a member asks and comes back: application and resolution together."),
         (Ask("asked_on", ("Chiesta il", "Asked on"), "day", value="today"), *_resolution("board"))),
    Deed("undo_member", ("Annulla l'ultima cosa registrata", "Take back what was recorded last"),
         ("Era un errore: non è mai accaduta. Coperture e posti che aveva chiuso tornano com'erano; la storia tiene "
          "tutte e due le righe.",
          "It was a mistake: it never happened. Covers and places that it ended are told as they were; the history "
          "keeps both lines."), (_MOTIVE,), grave=True),
    Deed("move_household", ("Cambio di nucleo", "Change of household"),
         ("Esce dal nucleo il giorno prima ed entra nell'altro; le coperture la seguono. Nello stesso nucleo: chi "
          "prende il posto del titolare.",
          "Leaves the household the day before and comes into the other; covers go along. Within a household: who "
          "takes over."),
         (Ask("household", ("Nucleo in cui entra", "Household"),
              hint=("Se non c'è ancora, comincia da questa persona, che ne è il titolare.",
                    "If there is none yet, it begins with this person, who is its member.")),
          Ask("kinship", ("Che cosa vi è", "As what"), "choice", options=(
              ("titolare", ("titolare", "member")), ("coniuge", ("coniuge", "spouse")),
              ("convivente", ("convivente", "partner")), ("figlio", ("figlio", "child")),
              ("genitore", ("genitore", "parent")), ("fratello", ("fratello", "sibling")),
              ("altro", ("altro", "other")))),
          Ask("motive", ("Perché", "Why"), "choice", options=(
              ("separation", ("separazione", "separation")), ("adult_child", ("figlio che va per conto suo",
                                                                              "adult child leaves")),
              ("marriage", ("matrimonio o convivenza", "marriage")), ("other", ("altro", "other")))),
          _ON, Ask("dependent", ("È fiscalmente a carico", "Fiscally dependent"), "tick", required=False),
          Ask("cohabiting", ("Convive con il nucleo", "Lives with the household"), "choice", required=False,
              options=(("yes", ("sì", "yes")), ("no", ("no", "no"))), empty=("non detto", "not said")),
          _EVIDENCE._replace(value="unknown"))),
    Deed("say_cohabiting", ("Chi convive", "Who lives there"),
         ("Un fatto a parte da chi è fiscalmente a carico.", "A fact apart from who is fiscally dependent."),
         (Ask("cohabiting", ("Convive con il suo nucleo", "Lives with the household"), "choice",
              options=(("yes", ("sì", "yes")), ("no", ("no", "no")))), _EVIDENCE, _ON)),
    Deed("add_newborn", ("Neonato nel nucleo", "A newborn"),
         ("È del nucleo dalla nascita, coperto da quando i piani del titolare dicono.",
          "Of the household from birth, covered from when the plans of its member say."),
         (Ask("surname", ("Cognome", "Surname")), Ask("given_name", ("Nome", "Given name")),
          Ask("born_on", ("Nascita", "Birth"), "day"),
          Ask("asked_on", ("Chiesto il", "Asked on"), "day", value="today"),
          Ask("fiscal_code", ("Codice fiscale", "Fiscal code"), required=False),
          Ask("card_number", ("Tessera", "Card"), required=False))),
    Deed("give_notice", ("Informativa ricevuta", "Notice got"),
         ("Ha ricevuto su carta l'informativa sulla privacy che valeva quel giorno. Non è un consenso, e la copertura "
          "non l'aspetta.",
          "They got the notice on their data of that day on paper. It is no consent, and no cover waits for it."),
         (_ON,)),
    Deed("undo_notice", ("Informativa: era un errore", "Notice: it was a mistake"),
         ("L'ultima informativa annotata non vale più; la storia tiene tutte e due le righe.",
          "The last notice noted counts no more; the history keeps both lines."), grave=True),
    Deed("declare_elsewhere", ("Contributi versati altrove", "Contributions paid elsewhere"),
         ("Quanto la persona dichiara versato altrove, da lei o dal datore di lavoro, per l'assistenza sanitaria: "
          "conta nello stesso tetto fiscale (art. 51, comma 2, lett. a, del TUIR). Prende il posto di quanto ha "
          "dichiarato prima per lo stesso anno. L'azienda non lo vede.",
          "What the person declares as paid elsewhere, by them or their employer, for health cover: it counts in the "
          "same tax ceiling (art. 51, par. 2, a, TUIR). It takes the place of what was declared of the year before. "
          "The firm does not see it."),
         (Ask("year", ("Anno", "Year")),
          Ask("amount", ("Versato altrove, euro", "Paid elsewhere, euro"), "money",
              hint=("0 se non è versato nulla.", "0 where nothing is paid.")), _ON)),
    Deed("correct_person", ("Dati anagrafici e recapiti", "Details"),
         ("Per correggere nome, codice, nascita, indirizzo, telefono. L'IBAN ha la sua strada, con due persone.",
          "To put right name, code, birth, address, telephone. The account has its own road, with two people."),
         (Ask("seen", ("", ""), "hidden"), *IDENTITY), to="person"),
)  # fmt: skip
DEEDS = MappingProxyType({one.name: one for one in _DEEDS})

# Which steps the page of a member offers, by what may follow; and those of the household.
BY_EVENT: tuple[tuple[str, Event], ...] = (
    ("admit_member", Event.ADMITTED), ("refuse_member", Event.REFUSED), ("uphold_appeal", Event.APPEAL_UPHELD),
    ("reject_appeal", Event.APPEAL_REJECTED), ("appeal_member", Event.APPEALED), ("apply_member", Event.APPLIED),
    ("readmit_member", Event.READMITTED), ("withdraw_application", Event.APPLICATION_WITHDRAWN),
    ("reinstate_member", Event.REINSTATED), ("suspend_member", Event.SUSPENDED), ("end_withdrawal", Event.WITHDRAWN),
    ("end_lapse", Event.LAPSED), ("end_exclusion", Event.EXCLUDED), ("end_death", Event.DIED),
    ("undo_member", Event.TAKEN_BACK),
)  # fmt: skip
OF_WORD = ("give_notice", "undo_notice", "declare_elsewhere")
OF_HOUSEHOLD = ("move_household", "say_cohabiting", "add_newborn")


def offered(steps: Iterable[Event]) -> list[Deed]:
    """The steps that may follow, in the order of the page; an application decided is no readmission in one go."""
    found = set(steps)
    names = [name for name, event in BY_EVENT if event in found]
    if Event.READMITTED in found and Event.APPLIED not in found:  # the application is there: it is decided
        names = ["admit_member", *[name for name in names if name != "readmit_member"]]
    return [DEEDS[name] for name in names]


def filled(deed: Deed, statute: Statute, who: Identity) -> Deed:
    """The deed with the reasons of the statute, and with what is known of the person in its fields."""
    grounds = {
        "suspend_member": statute.suspension, "end_lapse": statute.lapse, "end_exclusion": statute.exclusion,
    }.get(deed.name)  # fmt: skip
    asks = []
    for one in deed.asks:
        if one.name == "reason" and grounds is not None:
            asks.append(one._replace(options=tuple((code, REASONS[code]) for code in grounds.reasons)))
        elif deed.name == "correct_person":
            asks.append(one._replace(value=mark_of(who) if one.name == "seen" else _text(who, one.name)))
        elif deed.name == "add_newborn" and one.name == "surname":
            asks.append(one._replace(value=who.surname))
        else:
            asks.append(one)
    return Deed(deed.name, deed.title, deed.says, tuple(asks), deed.grave, deed.to)


def _text(who: Identity, part: str) -> str:
    from mutua.domain.italian import written_day

    if part == "born_on":
        return written_day(who.born_on) if who.born_on is not None else ""
    return str(getattr(who, part))


# Beside which field a refusal stands, the first of these that the form has.
FIELDS_OF: dict[str, tuple[str, ...]] = {
    "life_in_future": ("on", "asked_on", "decided_on"), "life_out_of_order": ("on", "decided_on", "asked_on"),
    "life_effect_before_deed": ("communicated_on",), "life_reason": ("reason",), "motive_missing": ("motive",),
    "resolution_differs": ("reference",), "resolution_missing": ("reference",), "appeal_too_late": ("on",),
    "person_died": ("on", "decided_on"), "death_before_birth": ("on",),
    "death_before_household": ("on",), "death_before_membership": ("on",), "household_just_made": ("household",),
    "new_household_needs_member": ("kinship",), "already_in_household": ("household",),
    "household_has_member": ("kinship",), "household_has_partner": ("kinship",),
    "kin_of_nobody": ("kinship",), "child_before_parent": ("kinship", "born_on"), "two_households": ("on",),
    "household_left_without_member": ("kinship",), "birth_missing": ("born_on",),
    "asked_before_birth": ("asked_on", "on"), "newborn_of_age": ("born_on",), "newborn_there": ("given_name",),
    "number_missing": ("fiscal_code", "card_number"), "household_taken": ("household",),
    "number_taken": ("fiscal_code", "card_number"), "assistance_missing": ("cover",),
    "plan_unknown": ("plan",), "plan_not_begun": ("on", "asked_on"),
    "money_in_future": ("on",), "money_before_birth": ("on",),
    "money_before_society": ("on",), "money_before_membership": ("on",), "money_long_ago": ("on",),
    "money_year_told": ("on",), "money_not_above_nought": ("amount",),
    "instalments_unknown": ("instalments",), "returned_before_received": ("on",), "not_on_account": ("amount",),
    "declared_in_future": ("on",), "declared_year_to_come": ("year",), "notice_none": ("notice", "on"),
    "exemption_ends_before": ("until",), "employer_day_missing": ("effective_on",), "day_is_for_rules":
    ("effective_on",), "employer_unchanged": ("effective_on",),
}  # fmt: skip


def field_of(code: str, deed: Deed) -> str:
    """The field of the form that the refusal is about, "" where it is about none of them."""
    names = {one.name for one in deed.asks if one.kind != "hidden"}
    return next((name for name in FIELDS_OF.get(code, ()) if name in names), "")


__all__ = ["BY_EVENT", "DEEDS", "NEW_APPLICANT", "OF_HOUSEHOLD", "Pair", "field_of", "filled", "offered"]
