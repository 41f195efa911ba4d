"""Every page and every button, as data: who may use it, what it takes, what is written down when somebody looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from mutua.domain.access import Permission
from mutua.domain.kinds import Looked
from mutua.web import cover_forms as of_covers
from mutua.web import dues_forms as of_dues
from mutua.web import member_forms as of_members
from mutua.web.clerk_claim_forms import TypedClaim
from mutua.web.clerk_decide_forms import DayQuery, Decide, DecidePlain, Later, LettersOf, Motive, QueueQuery
from mutua.web.forms import Again, Code, Empty, Entry, FirstEntry, Form, Language, Search
from mutua.web.user_forms import NewUser, OwnPassword, Roles


class Audience(StrEnum):
    """Who a page is for."""

    ANYBODY = "anybody"
    HALF_IN = "half_in"  # the password is right, the code is still to come
    STAFF = "staff"


class Subject(StrEnum):
    """What the name in an address stands for; it is looked for before the page is made."""

    PERSON = "person"
    CLAIM = "claim"
    DRAFT = "draft"
    ATTACHMENT = "attachment"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Route:
    """A page (GET) or a button (POST). `view` is `module:function` within the front.

    `form`: what a POST takes, nothing else. `subject`: whose or which request the address names; `looks`: how the look
    is written down before anything is shown. `code`: asks for the second factor again where it was not proved lately.
    `files`: files may be sent along.
    `query`: what the address of a page may carry behind its question mark.
    """

    name: str
    method: Literal["GET", "POST"]
    path: str
    audience: Audience
    view: str
    permission: Permission | None = None
    form: type[Form] | None = None
    subject: Subject | None = None
    looks: Looked | None = None
    code: bool = False
    files: bool = False
    query: type[Form] | None = None


_ANY, _HALF, _STAFF = Audience.ANYBODY, Audience.HALF_IN, Audience.STAFF
P = Permission

ROUTES: tuple[Route, ...] = (
    Route("entry", "GET", "/entra", _ANY, "entry:show"),
    Route("enter", "POST", "/entra", _ANY, "entry:enter", form=Entry),
    Route("second", "GET", "/entra/codice", _HALF, "entry:second"),
    Route("prove", "POST", "/entra/codice", _HALF, "entry:prove", form=Code),
    Route("first", "GET", "/entra/prima-volta", _HALF, "entry:first"),
    Route("begin", "POST", "/entra/prima-volta", _HALF, "entry:begin", form=FirstEntry),
    Route("leave", "POST", "/esci", _STAFF, "entry:leave", P.HOME, form=Empty),
    Route("language", "POST", "/lingua", _ANY, "entry:language", form=Language),
    Route("again", "POST", "/codice", _STAFF, "entry:again", P.HOME, form=Again),
    Route("own", "GET", "/profilo", _STAFF, "own_account:show", P.HOME),
    Route("own_password", "POST", "/profilo/password", _STAFF, "own_account:change", P.HOME, form=OwnPassword),
    Route("own_leave", "POST", "/profilo/esci-ovunque", _STAFF, "own_account:leave_everywhere", P.HOME, form=Empty),
    Route("users", "GET", "/accessi", _STAFF, "users:show", P.USERS_MANAGE, code=True),
    Route("add_user", "POST", "/accessi", _STAFF, "users:add", P.USERS_MANAGE, form=NewUser, code=True),
    Route("reset_user", "POST", "/accessi/<subject>/azzera", _STAFF, "users:reset", P.USERS_MANAGE, form=Empty,
          subject=Subject.ACCOUNT, code=True),
    Route("disable_user", "POST", "/accessi/<subject>/chiudi", _STAFF, "users:disable", P.USERS_MANAGE, form=Empty,
          subject=Subject.ACCOUNT, code=True),
    Route("change_roles", "POST", "/accessi/<subject>/ruoli", _STAFF, "users:change", P.USERS_MANAGE, form=Roles,
          subject=Subject.ACCOUNT, code=True),
    Route("home", "GET", "/", _STAFF, "clerk_home:show", P.HOME),
    Route("find", "POST", "/cerca", _STAFF, "clerk_search:find", P.PEOPLE_SEARCH, form=Search),
    Route("suggest", "POST", "/cerca/subito", _STAFF, "clerk_search:suggest", P.PEOPLE_SEARCH, form=Search),
    Route("person", "GET", "/persone/<subject>", _STAFF, "clerk_person:show", P.PERSON_READ, subject=Subject.PERSON,
          looks=Looked.SHEET),
    Route("claim", "GET", "/pratiche/<subject>", _STAFF, "clerk_claim:show", P.CLAIMS_READ, subject=Subject.CLAIM,
          looks=Looked.REQUEST),
    Route("new_claim", "GET", "/persone/<subject>/nuova-pratica", _STAFF, "clerk_new_claim:begin", P.CLAIMS_WRITE,
          subject=Subject.PERSON, looks=Looked.SHEET),
    Route("keep_claim", "POST", "/persone/<subject>/nuova-pratica", _STAFF, "clerk_new_claim:keep", P.CLAIMS_WRITE,
          form=TypedClaim, subject=Subject.PERSON, files=True),
    Route("try_claim", "POST", "/persone/<subject>/nuova-pratica/calcola", _STAFF, "clerk_new_claim:attempt",
          P.CLAIMS_WRITE, form=TypedClaim, subject=Subject.PERSON, files=True),
    Route("draft", "GET", "/bozze/<subject>", _STAFF, "clerk_new_claim:resume", P.CLAIMS_WRITE, subject=Subject.DRAFT,
          looks=Looked.SHEET),
    Route("drop_draft", "POST", "/bozze/<subject>/butta", _STAFF, "clerk_new_claim:drop", P.CLAIMS_WRITE, form=Empty,
          subject=Subject.DRAFT),
    Route("attachment", "GET", "/allegati/<subject>", _STAFF, "clerk_attachment:fetch", P.CLAIMS_READ,
          subject=Subject.ATTACHMENT),
    Route("queue", "GET", "/coda", _STAFF, "clerk_queue:first", P.CLAIMS_READ),
    Route("queue_decide", "GET", "/coda/da-decidere", _STAFF, "clerk_queue:decide", P.CLAIMS_READ, query=QueueQuery),
    Route("queue_complete", "GET", "/coda/da-completare", _STAFF, "clerk_queue:complete", P.CLAIMS_READ,
          query=QueueQuery),
    Route("queue_authorise", "GET", "/coda/da-autorizzare", _STAFF, "clerk_queue:authorise", P.CLAIMS_READ,
          query=QueueQuery),
    Route("queue_pay", "GET", "/coda/da-pagare", _STAFF, "clerk_queue:pay", P.CLAIMS_READ, query=QueueQuery),
    Route("queue_parked", "GET", "/coda/messe-da-parte", _STAFF, "clerk_queue:parked", P.CLAIMS_READ, query=QueueQuery),
    Route("plain", "GET", "/coda/semplici", _STAFF, "clerk_plain:show", P.CLAIMS_DECIDE),
    Route("decide_plain", "POST", "/coda/semplici", _STAFF, "clerk_plain:decide", P.CLAIMS_DECIDE, form=DecidePlain),
    Route("letters", "GET", "/coda/lettere", _STAFF, "clerk_letters:show", P.CLAIMS_READ, query=DayQuery),
    Route("print_letters", "POST", "/coda/lettere", _STAFF, "clerk_letters:print_all", P.CLAIMS_WRITE, form=LettersOf),
    Route("decide", "POST", "/pratiche/<subject>/decidi", _STAFF, "clerk_claim_acts:decide", P.CLAIMS_DECIDE,
          form=Decide, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("complete", "POST", "/pratiche/<subject>/integra", _STAFF, "clerk_claim_acts:complete", P.CLAIMS_WRITE,
          form=Later, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("withdraw", "POST", "/pratiche/<subject>/ritira", _STAFF, "clerk_claim_acts:withdraw", P.CLAIMS_WRITE,
          form=Motive, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("reverse", "POST", "/pratiche/<subject>/annulla", _STAFF, "clerk_claim_acts:reverse", P.CLAIMS_DECIDE,
          form=Motive, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("ask_papers", "POST", "/pratiche/<subject>/chiedi", _STAFF, "clerk_claim_acts:ask_papers", P.CLAIMS_WRITE,
          form=Empty, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("ask_again", "POST", "/pratiche/<subject>/chiedi-di-nuovo", _STAFF, "clerk_claim_acts:ask_again",
          P.PAPERS_AGAIN, form=Motive, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("claim_letter", "POST", "/pratiche/<subject>/lettera", _STAFF, "clerk_claim_acts:letter", P.CLAIMS_WRITE,
          form=Empty, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("members", "GET", "/soci", _STAFF, "clerk_admissions:first", P.PERSON_READ),
    Route("admissions", "GET", "/soci/ammissioni", _STAFF, "clerk_admissions:show", P.PERSON_READ,
          query=of_members.PageQuery),
    Route("new_applicant", "GET", "/soci/nuova-domanda", _STAFF, "clerk_admissions:new", P.MEMBERS_WRITE),
    Route("add_applicant", "POST", "/soci/nuova-domanda", _STAFF, "clerk_admissions:add", P.MEMBERS_WRITE,
          form=of_members.NewApplicant),
    Route("member", "GET", "/persone/<subject>/socio", _STAFF, "clerk_member:show", P.PERSON_READ,
          subject=Subject.PERSON, looks=Looked.SHEET),
    Route("member_step", "GET", "/persone/<subject>/socio/passo", _STAFF, "clerk_member:step", P.MEMBERS_WRITE,
          subject=Subject.PERSON, looks=Looked.SHEET, query=of_members.StepQuery),
    Route("apply_member", "POST", "/persone/<subject>/socio/domanda", _STAFF, "clerk_member:apply", P.MEMBERS_WRITE,
          form=of_members.Apply, subject=Subject.PERSON),
    Route("withdraw_application", "POST", "/persone/<subject>/socio/domanda-ritirata", _STAFF,
          "clerk_member:withdraw_application", P.MEMBERS_WRITE,
          form=of_members.On, subject=Subject.PERSON),
    Route("admit_member", "POST", "/persone/<subject>/socio/ammissione", _STAFF, "clerk_member:admit", P.MEMBERS_WRITE,
          form=of_members.Admit, subject=Subject.PERSON),
    Route("refuse_member", "POST", "/persone/<subject>/socio/rifiuto", _STAFF, "clerk_member:refuse", P.MEMBERS_WRITE,
          form=of_members.WithMotive, subject=Subject.PERSON),
    Route("appeal_member", "POST", "/persone/<subject>/socio/ricorso", _STAFF, "clerk_member:appeal", P.MEMBERS_WRITE,
          form=of_members.On, subject=Subject.PERSON),
    Route("uphold_appeal", "POST", "/persone/<subject>/socio/ricorso-accolto", _STAFF,
          "clerk_member:uphold", P.MEMBERS_WRITE,
          form=of_members.OnAppeal, subject=Subject.PERSON),
    Route("reject_appeal", "POST", "/persone/<subject>/socio/ricorso-respinto", _STAFF,
          "clerk_member:reject", P.MEMBERS_WRITE,
          form=of_members.OnAppeal, subject=Subject.PERSON),
    Route("readmit_member", "POST", "/persone/<subject>/socio/riammissione", _STAFF,
          "clerk_member:readmit", P.MEMBERS_WRITE,
          form=of_members.Readmit, subject=Subject.PERSON),
    Route("suspend_member", "POST", "/persone/<subject>/socio/sospensione", _STAFF,
          "clerk_member:suspend", P.MEMBERS_WRITE,
          form=of_members.Suspend, subject=Subject.PERSON),
    Route("reinstate_member", "POST", "/persone/<subject>/socio/fine-sospensione", _STAFF,
          "clerk_member:reinstate", P.MEMBERS_WRITE,
          form=of_members.Reinstate, subject=Subject.PERSON),
    Route("end_withdrawal", "POST", "/persone/<subject>/socio/recesso", _STAFF,
          "clerk_member:end_withdrawal", P.MEMBERS_WRITE,
          form=of_members.On, subject=Subject.PERSON),
    Route("end_lapse", "POST", "/persone/<subject>/socio/decadenza", _STAFF, "clerk_member:end_lapse", P.MEMBERS_WRITE,
          form=of_members.SentAway, subject=Subject.PERSON),
    Route("end_exclusion", "POST", "/persone/<subject>/socio/esclusione", _STAFF,
          "clerk_member:end_exclusion", P.MEMBERS_WRITE,
          form=of_members.SentAway, subject=Subject.PERSON),
    Route("end_death", "POST", "/persone/<subject>/socio/morte", _STAFF, "clerk_member:end_death", P.MEMBERS_WRITE,
          form=of_members.On, subject=Subject.PERSON),
    Route("undo_member", "POST", "/persone/<subject>/socio/annulla", _STAFF, "clerk_member:undo", P.MEMBERS_WRITE,
          form=of_members.TakeBack, subject=Subject.PERSON),
    Route("move_household", "POST", "/persone/<subject>/socio/nucleo", _STAFF, "clerk_member:move", P.MEMBERS_WRITE,
          form=of_members.MoveHome, subject=Subject.PERSON),
    Route("say_cohabiting", "POST", "/persone/<subject>/socio/convivenza", _STAFF,
          "clerk_member:cohabiting", P.MEMBERS_WRITE,
          form=of_members.Cohabiting, subject=Subject.PERSON),
    Route("add_newborn", "POST", "/persone/<subject>/socio/neonato", _STAFF, "clerk_member:newborn", P.MEMBERS_WRITE,
          form=of_members.Newborn, subject=Subject.PERSON),
    Route("correct_person", "POST", "/persone/<subject>/socio/dati", _STAFF, "clerk_member:correct", P.MEMBERS_WRITE,
          form=of_members.Corrected, subject=Subject.PERSON),
    Route("dues_year", "GET", "/contributi", _STAFF, "clerk_dues:show", P.PERSON_READ, query=of_dues.YearQuery),
    Route("print_notices", "POST", "/contributi/avvisi", _STAFF, "clerk_dues:notices", P.DUES_WRITE,
          form=of_dues.OfYear),
    Route("notices_again", "POST", "/contributi/avvisi/di-nuovo", _STAFF, "clerk_dues:notices_again", P.DUES_WRITE,
          form=of_dues.OfYear),
    Route("late", "GET", "/contributi/morosi", _STAFF, "clerk_dues:late", P.PERSON_READ, query=of_dues.LateQuery),
    Route("print_reminders", "POST", "/contributi/solleciti", _STAFF, "clerk_dues:reminders", P.DUES_WRITE,
          form=of_dues.OfYear),
    Route("reminders_again", "POST", "/contributi/solleciti/di-nuovo", _STAFF, "clerk_dues:reminders_again",
          P.DUES_WRITE, form=of_dues.OfYear),
    Route("charge", "GET", "/contributi/addebito", _STAFF, "clerk_charge:show", P.DUES_WRITE),
    Route("look_charges", "POST", "/contributi/addebito/guarda", _STAFF, "clerk_charge:look", P.DUES_WRITE,
          form=of_dues.LookCharges),
    Route("do_charges", "POST", "/contributi/addebito", _STAFF, "clerk_charge:charge", P.DUES_WRITE,
          form=of_dues.DoCharges),
    Route("forget_charges", "POST", "/contributi/addebito/lascia", _STAFF, "clerk_charge:forget", P.DUES_WRITE,
          form=Empty),
    Route("dues", "GET", "/persone/<subject>/contributi", _STAFF, "clerk_account:show", P.PERSON_READ,
          subject=Subject.PERSON, looks=Looked.SHEET),
    Route("dues_step", "GET", "/persone/<subject>/contributi/passo", _STAFF, "clerk_account:step", P.DUES_WRITE,
          subject=Subject.PERSON, looks=Looked.SHEET, query=of_dues.DuesStep),
    Route("receive_money", "POST", "/persone/<subject>/contributi/incasso", _STAFF, "clerk_account:receive",
          P.DUES_WRITE, form=of_dues.Receive, subject=Subject.PERSON),
    Route("give_back_money", "POST", "/persone/<subject>/contributi/restituzione", _STAFF, "clerk_account:give_back",
          P.DUES_WRITE, form=of_dues.GiveBack, subject=Subject.PERSON),
    Route("settle_money", "POST", "/persone/<subject>/contributi/acconto", _STAFF, "clerk_account:settle",
          P.DUES_WRITE, form=of_dues.Settle, subject=Subject.PERSON),
    Route("choose_payment", "POST", "/persone/<subject>/contributi/come-paga", _STAFF, "clerk_account:choose_payment",
          P.DUES_WRITE, form=of_dues.Choose, subject=Subject.PERSON),
    Route("charge_home", "POST", "/persone/<subject>/contributi/addebita", _STAFF, "clerk_account:charge",
          P.DUES_WRITE, form=of_dues.ChargeHome, subject=Subject.PERSON),
    Route("home_notice", "POST", "/persone/<subject>/contributi/avviso", _STAFF, "clerk_account:notice",
          P.DUES_WRITE, form=of_dues.OfYear, subject=Subject.PERSON),
    Route("home_reminder", "POST", "/persone/<subject>/contributi/sollecito", _STAFF, "clerk_account:reminder",
          P.DUES_WRITE, form=of_dues.OfYear, subject=Subject.PERSON),
    Route("receipt_paper", "POST", "/persone/<subject>/contributi/ricevuta", _STAFF, "clerk_account:receipt",
          P.DUES_WRITE, form=of_dues.ReceiptOf, subject=Subject.PERSON),
    Route("book", "GET", "/soci/libro", _STAFF, "clerk_book:show", P.PERSON_READ, query=of_members.BookQuery),
    Route("seek_book", "POST", "/soci/libro/cerca", _STAFF, "clerk_book:seek", P.PERSON_READ,
          form=of_members.SeekBook),
    Route("print_book", "POST", "/soci/libro", _STAFF, "clerk_book:print_book", P.MEMBERS_WRITE,
          form=of_members.BookOf),
    Route("covers_due", "GET", "/soci/coperture", _STAFF, "clerk_covers:due", P.PERSON_READ),
    Route("covers", "GET", "/persone/<subject>/coperture", _STAFF, "clerk_covers:show", P.PERSON_READ,
          subject=Subject.PERSON, looks=Looked.SHEET),
    Route("cover_step", "GET", "/persone/<subject>/coperture/passo", _STAFF, "clerk_covers:step", P.MEMBERS_WRITE,
          subject=Subject.PERSON, looks=Looked.SHEET, query=of_members.StepQuery),
    Route("join_plan", "POST", "/persone/<subject>/coperture/adesione", _STAFF, "clerk_covers:join_plan",
          P.MEMBERS_WRITE, form=of_covers.JoinPlan, subject=Subject.PERSON),
    Route("change_plan", "POST", "/persone/<subject>/coperture/cambio", _STAFF, "clerk_covers:change_plan",
          P.MEMBERS_WRITE, form=of_covers.ChangePlan, subject=Subject.PERSON),
    Route("leave_plan", "POST", "/persone/<subject>/coperture/uscita", _STAFF, "clerk_covers:leave_plan",
          P.MEMBERS_WRITE, form=of_covers.LeavePlan, subject=Subject.PERSON),
    Route("exempt_person", "POST", "/persone/<subject>/coperture/esonero", _STAFF, "clerk_covers:exempt_person",
          P.MEMBERS_WRITE, form=of_covers.Exempt, subject=Subject.PERSON),
    Route("end_exemption", "POST", "/persone/<subject>/coperture/fine-esonero", _STAFF, "clerk_covers:exemption_ends",
          P.MEMBERS_WRITE, form=of_covers.EndExemption, subject=Subject.PERSON),
    Route("move_senior", "POST", "/persone/<subject>/coperture/passaggio", _STAFF, "clerk_covers:move_senior",
          P.MEMBERS_WRITE, form=of_covers.MoveSenior, subject=Subject.PERSON),
    Route("carry_use", "POST", "/persone/<subject>/coperture/plafond", _STAFF, "clerk_covers:carry_use",
          P.MEMBERS_WRITE, form=of_covers.CarryUse, subject=Subject.PERSON),
    Route("take_cover_back", "POST", "/persone/<subject>/coperture/annulla", _STAFF, "clerk_covers:take_back",
          P.MEMBERS_WRITE, form=of_covers.TakeCoverBack, subject=Subject.PERSON),
    Route("papers", "GET", "/persone/<subject>/documenti", _STAFF, "clerk_papers:show", P.PERSON_READ,
          subject=Subject.PERSON, looks=Looked.SHEET),
    Route("print_paper", "POST", "/persone/<subject>/documenti", _STAFF, "clerk_papers:print_one", P.DUES_WRITE,
          form=of_dues.PaperOf, subject=Subject.PERSON),
)  # fmt: skip
