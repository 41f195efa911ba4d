"""Every page and every button, as data: who may use it, what it takes, what is written down when somebody looks."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.domain.kinds import Looked
from mutua.web.approval_forms import Approve, NewAccount, PlanCode, RefuseIt, TwoPeople
from mutua.web.bank_routes import BANK_ROUTES
from mutua.web.clerk_claim_forms import TypedClaim
from mutua.web.clerk_decide_forms import DayQuery, Decide, DecidePlain, Later, LettersOf, Motive, QueueQuery, Seen
from mutua.web.decided_routes import DECIDED_ROUTES
from mutua.web.door_routes import DOOR_ROUTES
from mutua.web.firm_routes import FIRM_ROUTES
from mutua.web.forms import Again, Code, Empty, Entry, FirstEntry, Language, Search
from mutua.web.mail_routes import MAIL_ROUTES
from mutua.web.member_routes import MEMBER_ROUTES
from mutua.web.my_routes import MY_ROUTES
from mutua.web.office_routes import OFFICE_ROUTES
from mutua.web.pact_routes import PACT_ROUTES
from mutua.web.payment_routes import PAYMENT_ROUTES
from mutua.web.route import Audience, Route, Subject
from mutua.web.sheet_routes import SHEET_ROUTES
from mutua.web.user_forms import KeyNamed, NewFirmUser, NewKey, NewUser, OwnPassword, Roles, SessionNamed

__all__ = ["ROUTES", "Audience", "Route", "Subject"]

_ANY, _HALF, _INSIDE, _STAFF = Audience.ANYBODY, Audience.HALF_IN, Audience.INSIDE, Audience.STAFF
P = Permission

ROUTES: tuple[Route, ...] = (
    Route("entry", "GET", "/entra", _ANY, "entry:show"),
    Route("enter", "POST", "/entra", _ANY, "entry:enter", form=Entry),
    Route("second", "GET", "/entra/codice", _HALF, "entry:second"),
    Route("prove", "POST", "/entra/codice", _HALF, "entry:prove", form=Code),
    Route("first", "GET", "/entra/prima-volta", _HALF, "entry:first"),
    Route("begin", "POST", "/entra/prima-volta", _HALF, "entry:begin", form=FirstEntry),
    Route("leave", "POST", "/esci", _INSIDE, "entry:leave", form=Empty),
    Route("language", "POST", "/lingua", _ANY, "entry:language", form=Language),
    Route("again", "POST", "/codice", _INSIDE, "entry:again", form=Again),
    Route("own", "GET", "/profilo", _INSIDE, "own_account:show"),
    Route("own_password", "POST", "/profilo/password", _INSIDE, "own_account:change", form=OwnPassword),
    Route("own_leave", "POST", "/profilo/esci-ovunque", _INSIDE, "own_account:leave_everywhere", form=Empty),
    Route("own_leave_one", "POST", "/profilo/esci", _INSIDE, "own_account:leave_one", form=SessionNamed),
    Route("add_key", "POST", "/profilo/chiavi", _STAFF, "own_account:add_key", P.HOME, form=NewKey, code=True),
    Route("drop_key", "POST", "/profilo/chiavi/togli", _STAFF, "own_account:drop_key", P.HOME, form=KeyNamed),
    Route("api", "GET", "/api", _ANY, "api_pages:show"),
    Route("openapi", "GET", "/api/v1/openapi.json", _ANY, "api_pages:document"),
    Route("users", "GET", "/accessi", _STAFF, "users:show", P.USERS_MANAGE, code=True),
    Route("add_user", "POST", "/accessi", _STAFF, "users:add", P.USERS_MANAGE, form=NewUser, code=True),
    Route("add_firm_user", "POST", "/accessi/ditta", _STAFF, "users:add_for_firm", P.USERS_MANAGE, form=NewFirmUser,
          code=True),
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
    Route("person_claims", "GET", "/persone/<subject>/pratiche", _STAFF, "clerk_person:claims", P.CLAIMS_READ,
          subject=Subject.PERSON, looks=Looked.SHEET, query=QueueQuery),
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
    Route("queue_mine", "GET", "/coda/mie", _STAFF, "clerk_queue:mine", P.CLAIMS_WRITE, query=QueueQuery),
    Route("queue_decide", "GET", "/coda/da-decidere", _STAFF, "clerk_queue:decide", P.CLAIMS_READ, query=QueueQuery),
    Route("queue_complete", "GET", "/coda/da-completare", _STAFF, "clerk_queue:complete", P.CLAIMS_READ,
          query=QueueQuery),
    Route("queue_authorise", "GET", "/coda/da-autorizzare", _STAFF, "clerk_queue:authorise", P.CLAIMS_READ,
          query=QueueQuery),
    Route("queue_bring", "GET", "/coda/da-portare", _STAFF, "clerk_queue:bring", P.CLAIMS_READ, query=QueueQuery),
    Route("queue_appeals", "GET", "/coda/reclami", _STAFF, "clerk_queue:appeals", P.CLAIMS_READ, query=QueueQuery),
    Route("queue_pay", "GET", "/coda/da-pagare", _STAFF, "clerk_queue:pay", P.CLAIMS_READ, query=QueueQuery),
    Route("queue_parked", "GET", "/coda/messe-da-parte", _STAFF, "clerk_queue:parked", P.CLAIMS_READ, query=QueueQuery),
    Route("plain", "GET", "/coda/semplici", _STAFF, "clerk_plain:show", P.CLAIMS_DECIDE),
    Route("decide_plain", "POST", "/coda/semplici", _STAFF, "clerk_plain:decide", P.CLAIMS_DECIDE, form=DecidePlain),
    Route("letters", "GET", "/coda/lettere", _STAFF, "clerk_letters:show", P.CLAIMS_READ, query=DayQuery),
    Route("print_letters", "POST", "/coda/lettere", _STAFF, "clerk_letters:print_all", P.CLAIMS_WRITE, form=LettersOf),
    Route("printed", "GET", "/stampa", _STAFF, "print_work:show", P.CLAIMS_WRITE),
    Route("stop_printing", "POST", "/stampa/annulla", _STAFF, "print_work:stop", P.CLAIMS_WRITE, form=Empty),
    Route("printed_file", "GET", "/stampa/file", _STAFF, "print_work:fetch", P.CLAIMS_WRITE),
    Route("decide", "POST", "/pratiche/<subject>/decidi", _STAFF, "clerk_claim_acts:decide", P.CLAIMS_DECIDE,
          form=Decide, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("ask_now", "POST", "/pratiche/<subject>/chiedi-subito", _STAFF, "clerk_claim_acts:ask_now", P.CLAIMS_DECIDE,
          form=Seen, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("take_claim", "POST", "/pratiche/<subject>/prendi", _STAFF, "clerk_claim_acts:take", P.CLAIMS_WRITE,
          form=Empty, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("leave_claim", "POST", "/pratiche/<subject>/lascia", _STAFF, "clerk_claim_acts:leave", P.CLAIMS_WRITE,
          form=Empty, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("complete", "POST", "/pratiche/<subject>/integra", _STAFF, "clerk_claim_acts:complete", P.CLAIMS_WRITE,
          form=Later, subject=Subject.CLAIM, looks=Looked.REQUEST, files=True),
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
    Route("approvals", "GET", "/coda/da-approvare", _STAFF, "clerk_approvals:show", P.APPROVALS_READ),
    Route("approval", "GET", "/approvazioni/<subject>", _STAFF, "clerk_approvals:show_one", P.APPROVALS_READ,
          subject=Subject.PROPOSAL),
    Route("approve", "POST", "/approvazioni/<subject>/approva", _STAFF, "clerk_approvals:approve", P.APPROVALS_GIVE,
          form=Approve, subject=Subject.PROPOSAL),
    Route("refuse_it", "POST", "/approvazioni/<subject>/rifiuta", _STAFF, "clerk_approvals:refuse", P.APPROVALS_GIVE,
          form=RefuseIt, subject=Subject.PROPOSAL),
    Route("withdraw_it", "POST", "/approvazioni/<subject>/ritira", _STAFF, "clerk_approvals:withdraw",
          P.APPROVALS_PROPOSE, form=Empty, subject=Subject.PROPOSAL),
    Route("propose_rules", "POST", "/coda/da-approvare/regolamento", _STAFF, "clerk_approvals:propose_plan",
          P.APPROVALS_PROPOSE, form=PlanCode),
    Route("four_eyes", "GET", "/coda/due-persone", _STAFF, "clerk_four_eyes:show", P.APPROVALS_READ),
    Route("change_four_eyes", "POST", "/coda/due-persone", _STAFF, "clerk_four_eyes:change", P.APPROVALS_GIVE,
          form=TwoPeople),
    Route("account", "GET", "/persone/<subject>/iban", _STAFF, "clerk_approvals:account", P.APPROVALS_PROPOSE,
          subject=Subject.PERSON, looks=Looked.SHEET),
    Route("change_account", "POST", "/persone/<subject>/iban", _STAFF, "clerk_approvals:change_account",
          P.APPROVALS_PROPOSE, form=NewAccount, subject=Subject.PERSON, looks=Looked.SHEET),
    *MEMBER_ROUTES,
    *DECIDED_ROUTES, *BANK_ROUTES,
    *FIRM_ROUTES,
    *OFFICE_ROUTES,
    *PAYMENT_ROUTES,
    *SHEET_ROUTES,
    *DOOR_ROUTES,
    *MY_ROUTES,
    *MAIL_ROUTES,
    *PACT_ROUTES,
)  # fmt: skip
