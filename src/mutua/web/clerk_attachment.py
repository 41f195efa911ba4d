"""A delivered file: given to be put away, never opened here and never shown in the browser."""

from __future__ import annotations

from mutua.services.decide_claim import Refusal
from mutua.services.papers import read_file
from mutua.web.pages import problem
from mutua.web.site import Answer, File, Visit

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/heic": "heic"}


def fetch(visit: Visit) -> Answer:
    """The file under a neutral name; that it was looked at, and by whom, is written down before it is read."""
    if visit.site.vault is None:
        return problem(visit, "not_there")
    found = read_file(visit.at, visit.site.vault, visit.named, motive="")
    if isinstance(found, Refusal):
        return problem(visit, "not_there")
    content, media_type = found
    ending = ENDINGS.get(media_type, "bin")
    told = media_type if media_type in ENDINGS else "application/octet-stream"
    return File(content, told, f"allegato-{visit.named[:8]}.{ending}")
