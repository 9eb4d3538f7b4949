"""Writing an idea."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core import ideas as rules
from bot.core import ideas_draft
from bot.core.content import Content
from bot.core.ideas import Draft
from bot.core.refused import Refused
from db import dialogs
from db.people import Known
from db.session import Tx


@dataclass(frozen=True, slots=True)
class Added:
    """The draft after a message came, and why one of several pictures could not be taken."""

    draft: Draft
    refused: Refused | None = None


def draft_of(person: Known) -> Draft | None:
    return rules.load(person.draft)


def new_draft(goal: int | None = None) -> Draft:
    draft = Draft(secrets.token_hex(6))
    return ideas_draft.with_goal(draft, goal) if goal else draft


def keep(tx: Tx, person: Known, draft: Draft, now: datetime, *, asked: str = "idea") -> None:
    """Remembers the draft, and that whatever its author sends now belongs to it."""
    dialogs.ask(tx, person.id, asked, rules.dump(draft), now)


def discard(tx: Tx, person: Known, now: datetime) -> None:
    dialogs.ask(tx, person.id, "", None, now)


def add(
    tx: Tx,
    person: Known,
    content: Content,
    now: datetime,
    *,
    goal: int | None = None,
    unasked: bool = False,
) -> Added | None:
    """Adds a message, or lays it beside the draft if nobody asked for it. None: it needs no answer of its own.

    Pictures sent together come one by one: the first is answered, and the first that is too much.
    """
    draft = draft_of(person) or new_draft(goal)
    follows = bool(content.album) and content.album == draft.album
    too_much: Refused | None = None
    try:
        draft = (ideas_draft.offered if unasked else ideas_draft.added)(draft, content)
    except Refused as refused:
        if not content.album:
            raise
        if content.album == draft.refused_album:
            return None
        draft, follows, too_much = replace(draft, refused_album=content.album), False, refused
    keep(tx, person, draft, now, asked="" if unasked else "idea")
    return None if follows else Added(draft, too_much)
