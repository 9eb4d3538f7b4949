"""The way of an idea: sent once, taken back, and what its author is told on the way."""

from __future__ import annotations

from datetime import datetime

from bot.core.ideas import Draft
from bot.core.refused import Refused
from bot.core.text import N_
from bot.core.words import GERMAN
from bot.services import threads
from bot.services.digests import tell_at_once
from bot.services.ideas import Detail, detail, own
from bot.services.ideas_draft import discard
from bot.services.subscriptions import wants_answers
from bot.services.words import want_gist
from bot.services.world import World
from db import areas, attachments, idea_steps, ideas
from db.areas import Place
from db.ideas import Sent
from db.people import Known
from db.search import NO_AREA
from db.session import Tx


def send(tx: Tx, world: World, person: Known, draft: Draft, now: datetime) -> Sent:
    """The idea, numbered and filed; the draft is gone. Raises Refused for an empty one."""
    if not draft.parts:
        raise Refused(
            N_("There is nothing to send yet. Please write your idea first, or send a photo or a place.")
        )
    area = areas.by_id(tx, person.area_id) if person.area_id else None
    idea_id = idea_steps.add(
        tx,
        now,
        number=next_number(tx, world, area, now),
        author_id=person.id,
        area_id=area.id if area else None,
        goal=draft.goal,
        language=person.language,
        text=draft.text,
        draft_key=draft.key,
    )
    idea_steps.add_goals(tx, idea_id, draft.others)
    files = [
        attachments.File(part.kind, part.file_id, part.unique_id, part.size)
        for part in draft.parts
        if part.is_media
    ]
    attachments.add_media(tx, idea_id, files)
    attachments.add_places(
        tx, idea_id, [(part.latitude, part.longitude) for part in draft.parts if part.kind == "place"]
    )
    if draft.text or any(file.kind == "voice" for file in files):
        want_gist(tx, idea_id, person.language, GERMAN, now, written=bool(draft.text))
    tell_at_once(tx, world, person.id, idea_id, area.id if area else None, now)
    discard(tx, person, now)
    return own(tx, person, idea_id)


def next_number(tx: Tx, world: World, area: Place | None, now: datetime) -> str:
    """Such as ROLL-2026-7."""
    code, year = area.code if area else NO_AREA, now.astimezone(world.zone).year
    return f"{code}-{year}-{idea_steps.serial(tx, code, year)}"


def withdraw(tx: Tx, person: Known, idea_id: int, now: datetime) -> Detail:
    """Takes an idea back: its text, media, places and thread are gone. Copies that belong to nothing are swept later."""
    if idea_steps.withdraw(tx, person.id, idea_id, now):
        threads.release(tx, idea_id, now)
    return detail(tx, person, idea_id)


def read_by_team(tx: Tx, author_id: int, idea_id: int) -> str | None:
    """The number of an idea to tell its author about, if there is still something to tell."""
    idea = ideas.of_author(tx, author_id, idea_id)
    told = idea is not None and idea.status != "withdrawn" and wants_answers(tx, author_id)
    return idea.number if idea and told else None
