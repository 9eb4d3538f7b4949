"""How somebody becomes staff: a link that works once, for a day, and only as long as its maker may still give it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.core import links
from bot.core.clean import is_visible
from bot.core.refused import Refused
from bot.core.text import N_
from bot.keys import token_hash
from bot.services.notices import notify
from bot.services.staff import area_name, holds, may_give
from bot.services.world import World
from db import audit, invites, staff
from db.people import Known
from db.reach import Areas
from db.session import Tx
from db.tables.staff import ROLES

VALID = timedelta(hours=24)
PATIENCE = timedelta(hours=1)
GUESSES = 5
LABEL = 40
"""Characters of what stands on the team's list."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of an invite: accepted, not needed (the person may do as much already), wrong, or ask later."""

    kind: Literal["accepted", "held", "wrong", "later"]
    role: str = ""
    area: str | None = None
    """The name of the area; None for all."""
    label: str | None = None


def label_of(text: str) -> str:
    """What somebody typed as a label, on one line. Raises Refused for one that is too long or cannot be seen."""
    label = " ".join(text.split())
    if not is_visible(label):
        raise Refused(N_("Please write a few letters, or skip this."))
    if len(label) > LABEL:
        raise Refused(N_("This is too long for the list: at most {most} characters."), most=LABEL)
    return label


def make(  # noqa: PLR0913 - who is invited to what
    tx: Tx, role: str, area_id: int | None, created_by: int | None, now: datetime, label: str | None = None
) -> str:
    """A token to hand over; only its hash is kept. Without `created_by` it comes from whoever runs the installation."""
    if role not in ROLES:
        raise Refused(N_("There is no such role. The roles are viewer, helper, team, lead and admin."))
    if (role == "admin") != (area_id is None):
        raise Refused(N_("An admin is for all neighbourhoods; every other role is for one neighbourhood."))
    if created_by is not None and not may_give(tx, created_by, role, area_id):
        raise Refused(N_("You cannot invite somebody to this role here."))
    token = secrets.token_urlsafe(18)
    until = now + VALID
    invites.add(
        tx,
        token_hash=token_hash(token),
        role=role,
        area_id=area_id,
        created_by=created_by,
        now=now,
        until=until,
        label=label,
    )
    audit.record(tx, created_by, "invite", f"{role}:{area_id or 'all'}", now)
    return token


def link(world: World, token: str) -> str:
    return f"https://t.me/{world.bot_username}?start={links.write(links.Link(invite=token))}"


def accept(tx: Tx, person: Known, token: str, now: datetime) -> Reply:
    """Makes a person staff. One of two who come at once gets it; whatever is wrong is answered alike, and counted."""
    if invites.count_guesses(tx, person.id, now - PATIENCE) >= GUESSES:
        return Reply("later")
    offer = invites.by_hash(tx, token_hash(token)) if _is_token(token) else None
    if offer is None or not _stands(tx, offer, now):
        return _wrong(tx, person, now)
    name = area_name(tx, offer.area_id)
    if holds(tx, person.id, offer.role, offer.area_id):
        return Reply("held", offer.role, name)
    if not invites.use(tx, offer.id, now):
        return _wrong(tx, person, now)
    staff_id = staff.appoint(tx, person.id, offer.area_id, offer.role, now, offer.label)
    audit.record(tx, staff_id, "invite_accepted", f"invite:{offer.id}", now)
    _tell_maker(tx, offer, staff_id, now)
    return Reply("accepted", offer.role, name, offer.label)


def take_back(  # noqa: PLR0913 - who takes back which
    tx: Tx, invite_id: int, areas: Areas, staff_id: int | None, now: datetime
) -> bool:
    """Ends an open invite into these areas (None: all); False if there is none."""
    if not invites.take_back(tx, invite_id, areas, now):
        return False
    audit.record(tx, staff_id, "invite_taken_back", f"invite:{invite_id}", now)
    return True


def _is_token(text: str) -> bool:
    return bool(text) and links.read(f"v{text}").invite == text


def _wrong(tx: Tx, person: Known, now: datetime) -> Reply:
    invites.guessed(tx, person.id, now, now - PATIENCE)
    return Reply("wrong")


def _stands(tx: Tx, offer: invites.Offer, now: datetime) -> bool:
    """Whether an invite is unused, in time, and from somebody who could still give it."""
    if offer.used_at is not None or offer.expires_at <= now:
        return False
    return offer.created_by is None or may_give(tx, offer.created_by, offer.role, offer.area_id)


def _tell_maker(tx: Tx, offer: invites.Offer, staff_id: int, now: datetime) -> None:
    maker = staff.holder(tx, offer.created_by) if offer.created_by is not None else None
    if maker is not None:
        content = {"role": offer.role, "area": offer.area_id, "staff": staff_id}
        notify(tx, maker, "invite_accepted", content, now, job=f"invite:{offer.id}")
