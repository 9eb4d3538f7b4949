"""Drafts that nobody came back to."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.retention import DRAFTS, DRAFTS_NOTICE
from bot.services.notices import notify
from db import retention
from db.session import Tx

_DAY = timedelta(days=1)


def warn(tx: Tx, now: datetime, limit: int) -> int:
    """Tells people that their draft will be deleted. Once a day, so a day early: nobody hears of it later than they should."""
    left = retention.ending_drafts(tx, now - (DRAFTS - DRAFTS_NOTICE - _DAY), limit)
    for draft in left:
        until = max(draft.updated_at + DRAFTS, now + DRAFTS_NOTICE)
        content = {"key": draft.draft.get("key"), "until": until.isoformat()}
        job = f"{retention.DRAFT_ENDS}:{draft.updated_at:%Y%m%dT%H%M%S}"
        notify(tx, draft.person_id, retention.DRAFT_ENDS, content, now, job=job)
    return len(left)


def forget(tx: Tx, now: datetime, limit: int) -> int:
    """Deletes dialogs that were left untouched; a draft only if its author was told in time."""
    return retention.dialogs(tx, now - DRAFTS, now - DRAFTS_NOTICE, limit)
