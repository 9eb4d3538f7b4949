"""A person erased, with every trace of their chat."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from bot.keys import Keys
from bot.services import ledger, threads
from bot.services.world import World
from db import duplicates, erasure, inbox, outbox, people
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


def leave(tx: Tx, world: World, person_id: int, chat: bytes, now: datetime, *, keep_ideas: bool) -> None:
    """Erases a person, and records it so that a restored backup forgets them again."""
    _let_followers_go(tx, person_id, now, keep_ideas=keep_ideas)
    erase(tx, person_id, chat, keep_ideas=keep_ideas, asked_for=True)
    ledger.note(tx, world.keys, person_id, now, keep_ideas=keep_ideas)


def repeat(tx: Tx, keys: Keys, entries: list[ledger.Entry], now: datetime) -> int:
    """Erases again whom a backup of this time has brought back; how many."""
    by_mark = {entry.mark: entry for entry in entries}
    gone = 0
    for person_id, chat in people.everybody(tx):
        if entry := by_mark.get(ledger.mark(keys, person_id)):
            _let_followers_go(tx, person_id, now, keep_ideas=entry.keep_ideas)
            erase(tx, person_id, chat, keep_ideas=entry.keep_ideas)
            gone += 1
    return gone


def _let_followers_go(tx: Tx, person_id: int, now: datetime, *, keep_ideas: bool) -> None:
    """Ideas of others that followed one that goes stand on their own again. They are held, so that none follows it meanwhile."""
    going = erasure.going(tx, person_id, keep_ideas=keep_ideas)
    if going:
        duplicates.lock(tx, *going)
    for idea_id in going:
        threads.release(tx, idea_id, now)


def erase(tx: Tx, person_id: int, chat: bytes, *, keep_ideas: bool, asked_for: bool = False) -> None:
    """Deletes a person and every trace of their chat; nothing of it can be refused."""
    erasure.erase(tx, person_id, keep_ideas=keep_ideas)
    outbox.forget_chat(tx, chat, person_id)
    inbox.forget_chat(tx, chat, waiting=not asked_for)
