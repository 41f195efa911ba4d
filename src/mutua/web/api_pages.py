"""What programs may ask, to be read: the page, and the OpenAPI document, both made from the routes themselves."""

from __future__ import annotations

from mutua.web.api.openapi import document as openapi_document
from mutua.web.api.routes import API_ROUTES, ROOT
from mutua.web.site import Answer, Data, Page, Visit


def show(visit: Visit) -> Answer:
    english = visit.language == "en"
    rows = [(one, ROOT + one.path.replace("<subject>", "{id}"), one.about[english]) for one in API_ROUTES]
    schemas = openapi_document()["components"]["schemas"]
    return Page("api.html", {"rows": rows, "schemas": schemas})


def document(visit: Visit) -> Answer:
    return Data(openapi_document())
