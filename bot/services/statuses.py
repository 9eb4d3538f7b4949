"""What an idea becomes, with a sentence to its author; and questions to the author, which change nothing."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.core import answering
from bot.core.answering import NONE, OWN, Way
from bot.core.refused import Outdated
from bot.core.statuses import SILENT
from bot.services import threads as service
from bot.services.filing import acting
from bot.services.threads import Told
from bot.services.words import want_answer
from db import answer_drafts, audit, idea_steps, people, published, sheets, statuses, threads
from db.answer_drafts import Draft
from db.attachments import File
from db.people import Known
from db.reach import Reach
from db.session import Tx
from db.sheets import Sheet
from db.staff import Post
from db.threads import Message

RECALL = timedelta(hours=1)
"""How long a step can be taken back, if nobody has heard of it."""

HELD = timedelta(minutes=1)
"""How long the notice of a message stays with us: long enough to see a mistake and take it back."""


def way_of(draft: Draft) -> Way:
    return Way(draft.status, draft.canned, draft.fields, draft.text)


def keep(tx: Tx, person: Known, draft: Draft, now: datetime) -> Draft:
    """The draft under a new key: buttons below what it was before are out of date."""
    fresh = replace(draft, key=secrets.token_hex(4))
    answer_drafts.keep(tx, person.id, fresh, now)
    return fresh


def begin(tx: Tx, person: Known, idea_id: int, status: str | None, now: datetime) -> Draft:
    return keep(tx, person, Draft(idea_id, "", status), now)


def present(tx: Tx, person: Known, idea_id: int) -> Draft | None:
    """What this person is writing about this idea."""
    draft = answer_drafts.of(tx, person.id)
    return draft if draft is not None and draft.idea_id == idea_id else None


def back(tx: Tx, person: Known, draft: Draft, now: datetime) -> Draft | None:
    """One step back; None if that leads out of it, and then nothing of it is kept."""
    if draft.photo:
        return keep(tx, person, replace(draft, photo=None), now)
    before = answering.back(way_of(draft))
    if before is None:
        answer_drafts.discard(tx, person.id)
        return None
    changed = replace(draft, canned=before.canned, fields=dict(before.fields), text=before.text)
    return keep(tx, person, changed, now)


def send(  # noqa: PLR0913 - who says what about which
    tx: Tx, reach: Reach, posts: Sequence[Post], person: Known, sheet: Sheet, draft: Draft, now: datetime
) -> int | None:
    """Sends a finished draft, once: the message, the step and the notice in one transaction. Returns the message's id;
    None if it was sent before. Raises Outdated for one that is not finished, or an idea that cannot take the step."""
    if answering.next_step(way_of(draft)) != "preview" or not _may_be_silent(draft):
        raise Outdated()
    if not answer_drafts.take(tx, person.id, draft.key):
        return None
    staff_id, what = acting(posts, sheet.area_id), draft.status or "asked"
    if not _goes(tx, reach, sheet.id, draft.status, now):
        raise Outdated()
    if draft.status is not None:
        idea_steps.add_step(tx, sheet.id, draft.status, staff_id, now)
    kind, file = "answer" if draft.status else "question", File(**draft.photo) if draft.photo else None
    about: dict[str, Any] = {
        "staff_id": staff_id,
        "status": draft.status,
        "language": person.language,
        "text": draft.text,
    }
    about |= {"canned": None if draft.canned == OWN else draft.canned, "fields": draft.fields or None}
    message_id = threads.add(tx, sheet.id, kind, about, now, file)
    audit.record(tx, staff_id, f"idea_{what}", f"idea:{sheet.id}", now)
    service.tell(tx, message_id, sheet.id, now, followers=kind == "answer", not_before=now + HELD)
    want_answer(tx, message_id, now)
    return message_id


def _goes(tx: Tx, reach: Reach, idea_id: int, status: str | None, now: datetime) -> bool:
    """Takes the step, if it is one; whether the idea is still there. Its author withdraws it before or after, not meanwhile."""
    return threads.hold(tx, idea_id) if status is None else statuses.become(tx, reach, idea_id, status, now)


def _may_be_silent(draft: Draft) -> bool:
    return draft.canned != NONE or draft.status in SILENT


def recall(  # noqa: PLR0913 - who takes back which
    tx: Tx, reach: Reach, posts: Sequence[Post], sheet: Sheet, message_id: int, now: datetime
) -> bool:
    """Takes back the newest step, with its message, as long as its notice has not left; else False, and nothing changes."""
    message = threads.last(tx, sheet.id)
    if message is None or message.id != message_id or message.kind == "reply" or message.canned in _OWN_WAY:
        return False
    if now - message.at > RECALL or not statuses.recall(tx, service.job_of(message_id), now):
        return False
    if message.status is not None and not statuses.go_back(tx, reach, sheet.id, now):
        raise Outdated()
    threads.remove(tx, message_id)
    audit.record(tx, acting(posts, sheet.area_id), "idea_taken_back", f"idea:{sheet.id}", now)
    return True


_OWN_WAY = ("duplicate", "apart")
"""Sentences of merged ideas, which are undone in their own way."""


def has_author(tx: Tx, sheet: Sheet) -> bool:
    """Whether there is somebody to be asked: not for an idea from a survey, or one whose author has left."""
    return sheets.author(tx, sheet.id) is not None


def language_of(tx: Tx, sheet: Sheet, codes: Collection[str], own: str) -> str:
    """The language in which the author reads: what they chose, else that of the idea, else one's own."""
    author = sheets.author(tx, sheet.id)
    person = people.by_id(tx, author) if author is not None else None
    wanted = person.language if person else sheet.language
    return wanted if wanted in codes else own


@dataclass(frozen=True, slots=True)
class Readers:
    """Who gets a draft besides the author of its idea: how many others whose ideas follow that one, and whether neighbours see
    its photo."""

    others: int
    neighbours: bool


def readers(tx: Tx, sheet: Sheet, draft: Draft) -> Readers:
    if draft.status is None:
        return Readers(0, neighbours=False)
    others = sum(mine != sheet.id for mine in service.audience(tx, sheet.id).values())
    done = draft.photo is not None and draft.status == "done"
    edition = published.edition(tx, sheet.id) if done else None
    return Readers(others, neighbours=edition is not None and edition.state == "shown")


def shown(person: Known, sheet: Sheet, draft: Draft, now: datetime) -> Told:
    """A draft as the message that it would be."""
    canned = None if draft.canned == OWN else draft.canned
    kind, file = "answer" if draft.status else "question", ("photo", "") if draft.photo else None
    words = (draft.text, person.language, canned, dict(draft.fields))
    message = Message(0, sheet.id, kind, None, draft.status, *words, None, now, None, file)
    return Told(message, sheet.id, sheet.number, None)
