"""What somebody began to write for another by proxy goes when the proxy is over, its files too."""

from __future__ import annotations

from sqlalchemy import select

from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_drafts import throw_away
from mutua.services.claim_life import Desktop
from mutua.services.member_scope import people_in_sight
from mutua.store.proxies import read_proxies
from mutua.store.tables import account, claim_draft
from mutua.store.vault import Vault


def forget_ended(at: Desktop, vault: Vault | None, delegate_id: int, of: tuple[int, ...] = ()) -> None:
    """Throws away the drafts of the delegate's logins about whoever gave them a proxy and is out of sight today.

    `of`: whose proxy has just ended; one that was taken back on its first day is told nowhere else.
    """
    with at.archive.reader.begin() as connection:
        seen = {one.person_id for one in people_in_sight(connection, delegate_id, day_in_rome(at.now))}
        proxies = read_proxies(connection, [delegate_id])
        gone = {*of, *(one.grantor_id for one in proxies if one.delegate_id == delegate_id)} - seen
        query = (
            select(claim_draft.c.account_id, claim_draft.c.public_id)
            .select_from(claim_draft.join(account, account.c.id == claim_draft.c.account_id))
            .where((account.c.person_id == delegate_id) & claim_draft.c.person_id.in_(sorted(gone)))
        )
        drafts = connection.execute(query).all() if gone else []
    for account_id, public_id in drafts:
        throw_away(at, vault, account_id, public_id)
