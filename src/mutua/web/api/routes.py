"""Every address that a program may use, as data: what it takes, what it answers, who may, what is noted."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.domain.kinds import Looked
from mutua.web.api import answers, bodies
from mutua.web.api.money_routes import MONEY_ROUTES
from mutua.web.api.route import ApiRoute
from mutua.web.routes import Subject

__all__ = ["API_ROUTES", "ROOT", "ApiRoute"]

ROOT = "/api/v1"


P = Permission
API_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute("search", "POST", "/search", "people:find", P.PEOPLE_SEARCH, answers.Found,
             ("Cerca persone, domande e aziende.", "Looks for people, requests and firms."), bodies.Words),
    ApiRoute("person", "GET", "/people/<subject>", "people:show", P.PERSON_READ, answers.Person,
             ("La scheda di una persona: coperta o no, quanto resta, ultime domande.",
              "The sheet of a person: covered or not, what is left, last requests."),
             subject=Subject.PERSON, looks=Looked.SHEET),
    ApiRoute("estimate", "POST", "/people/<subject>/estimate", "claims:estimate_it", P.CLAIMS_WRITE, answers.Estimate,
             ("Quanto tornerebbe di una spesa, passo per passo. Non registra nulla e non impegna.",
              "What would come back of an expense, step by step. Nothing is recorded; it binds nobody."),
             bodies.ClaimSent, Subject.PERSON, Looked.SHEET),
    ApiRoute("receive", "POST", "/people/<subject>/claims", "claims:receive", P.CLAIMS_WRITE, answers.Received,
             ("Registra una domanda, una volta sola per ogni chiave.", "Receives a request, once for each key."),
             bodies.ClaimSent, Subject.PERSON, Looked.SHEET, once=True, status=201),
    ApiRoute("claim", "GET", "/claims/<subject>", "claims:show", P.CLAIMS_READ, answers.Claim,
             ("Una domanda con la sua decisione, spiegata.", "A request with its decision, explained."),
             subject=Subject.CLAIM, looks=Looked.REQUEST),
    ApiRoute("proposal", "GET", "/claims/<subject>/proposal", "claims:proposal", P.CLAIMS_DECIDE, answers.Proposed,
             ("Che cosa si deciderebbe adesso.", "What would be decided now."),
             subject=Subject.CLAIM, looks=Looked.REQUEST),
    ApiRoute("decide", "POST", "/claims/<subject>/decision", "claims:decide", P.CLAIMS_DECIDE, answers.Decided,
             ("Decide com'era mostrato; se qualcosa è cambiato, non decide.",
              "Decides as it was shown; if anything changed, nothing is decided."),
             bodies.Seen, Subject.CLAIM, Looked.REQUEST),
    ApiRoute("complete", "POST", "/claims/<subject>/papers", "claims:complete", P.CLAIMS_WRITE, answers.Claim,
             ("Un documento arrivato dopo: la domanda torna da decidere.",
              "A paper that came later: the request is to be decided anew."),
             bodies.PaperLater, Subject.CLAIM, Looked.REQUEST, once=True),
    ApiRoute("withdraw", "POST", "/claims/<subject>/withdrawal", "claims:withdraw", P.CLAIMS_WRITE, answers.Claim,
             ("Ritira una domanda non ancora decisa.", "Withdraws a request not decided yet."),
             bodies.Motive, Subject.CLAIM, Looked.REQUEST),
    *(
        ApiRoute(f"queue_{name}", "GET", f"/queue/{name}", f"queue:{name}",
                 P.CLAIMS_WRITE if name == "mine" else P.CLAIMS_READ, answers.QueuePage, told, paged=True)
        for name, told in {
            "mine": ("Le domande prese in carico da chi ha la chiave.", "Requests taken on by the key's holder."),
            "decide": ("Le domande da decidere.", "Requests to decide."),
            "complete": ("Le domande da completare.", "Requests to complete."),
            "authorise": ("Le autorizzazioni da dare.", "Authorisations to give."),
            "appeals": ("I reclami da risolvere.", "Objections to settle."),
            "pay": ("Le domande da pagare.", "Requests to pay."),
            "parked": ("Le domande messe da parte.", "Requests set aside."),
        }.items()
    ),
    ApiRoute("queue_approve", "GET", "/queue/approve", "queue:approve", P.APPROVALS_READ, answers.ApprovalsPage,
             ("Quello che aspetta una seconda persona. Si approva solo dalle pagine.",
              "What waits for a second person. It is approved on the pages only."), paged=True),
    *MONEY_ROUTES,
)  # fmt: skip
