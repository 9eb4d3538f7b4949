"""From visitor to person."""

from __future__ import annotations

from datetime import datetime

from bot.services.subscriptions import start
from db import consents, people
from db.session import Tx


def welcome(tx: Tx, chat: bytes, sealed: bytes, language: str, version: str, now: datetime) -> int:
    """Stores somebody who has just agreed to the notice, in the language in which they read it. Returns the id."""
    person_id = people.add(tx, telegram_hash=chat, sealed=sealed, language=language, now=now)
    consents.give(tx, person_id, version, language, now)
    start(tx, person_id, now)
    return person_id
