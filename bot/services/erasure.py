"""A person erased, with every trace of their chat."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from db import erasure, inbox, outbox
from db.session import Tx


def token_of(person_id: int, now: datetime) -> str:
    """Stands in the buttons that delete: an old message or one from a former stay must not do it by accident."""
    hour = int(now.timestamp()) // 3600
    return hashlib.sha256(f"{person_id}:{hour}".encode()).hexdigest()[:12]


def is_fresh(token: str, person_id: int, now: datetime) -> bool:
    """Whether a person was asked within the last two hours."""
    return token in (token_of(person_id, now), token_of(person_id, now - timedelta(hours=1)))


def ideas_that_could_stay(tx: Tx, person_id: int) -> int:
    return erasure.ideas_that_could_stay(tx, person_id)


def erase(tx: Tx, person_id: int, chat: bytes, *, keep_ideas: bool) -> None:
    """Deletes a person and every trace of their chat; nothing of it can be refused."""
    erasure.erase(tx, person_id, keep_ideas=keep_ideas)
    outbox.forget_chat(tx, chat, person_id)
    inbox.forget_chat(tx, chat)
