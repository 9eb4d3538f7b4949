"""Who works where: the list of it, and changing and ending a role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.refused import Refused
from bot.core.text import N_
from bot.services import concerns, reports
from bot.services.notices import notify
from db import audit, invites, staff, team
from db.reach import Areas
from db.session import Tx
from db.staff import Post
from db.tables.staff import ROLES
from db.team import Member

PER_PAGE = 8


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a team. `area` is 0 for all that are somebody's own; `managed` are the staff numbers on which they may act.

    `invites` is how many invitations are open; None for those who cannot invite."""

    members: tuple[Member, ...]
    area: int
    page: int
    pages: int
    managed: frozenset[int]
    invites: int | None
    several: bool


def may_manage(posts: Sequence[Post], me: int, member: Member) -> bool:
    """Leads and admins act on others' roles up to their own, where they hold it; on their own nobody does."""
    return member.person_id != me and any(
        post.may("lead") and post.may(member.role) and post.area_id in (None, member.area_id)
        for post in posts
    )


def roles_for(posts: Sequence[Post], member: Member) -> list[str]:
    """What else this role could become. An admin is one for all areas, so they can only be removed."""
    if member.area_id is None:
        return []
    here = [post for post in posts if post.may("lead") and post.area_id in (None, member.area_id)]
    fitting = [role for role in ROLES[:-1] if any(post.may(role) for post in here)]
    return [role for role in fitting if role != member.role]


def giveable(posts: Sequence[Post]) -> list[str]:
    """The roles to which somebody may invite, somewhere."""
    if not any(post.may("lead") for post in posts):
        return []
    everywhere = any(post.area_id is None and post.may("admin") for post in posts)
    return [role for role in ROLES if role != "admin" or everywhere]


def acting(posts: Sequence[Post], area_id: int | None) -> int | None:
    """The internal number under which somebody leads an area."""
    here = (post.staff_id for post in posts if post.may("lead") and post.area_id in (None, area_id))
    return next(here, None)


def listed(  # noqa: PLR0913 - who looks at which page
    tx: Tx, posts: Sequence[Post], me: int, areas: Areas, leads: Areas, area: int, page: int, now: datetime
) -> Listed:
    """A page of those who work in `areas` (one's own), or in one of them; the last one if there are not that many."""
    here = frozenset({area}) if area else areas
    pages = max(1, -(-team.count(tx, here) // PER_PAGE))
    page = min(page, pages - 1)
    found = tuple(team.members(tx, here, PER_PAGE, page * PER_PAGE))
    managed = frozenset(one.staff_id for one in found if may_manage(posts, me, one))
    open_ones = None if leads == frozenset() else invites.count_open(tx, leads, now)
    several = areas is None or len(areas) > 1
    return Listed(found, area, page, pages, managed, open_ones, several)


def managed(tx: Tx, posts: Sequence[Post], me: int, staff_id: int, leads: Areas) -> Member | None:
    """A role on which somebody may act. None for one that there is not, and for one that is none of their business."""
    found = team.member(tx, staff_id, leads)
    return found if found and may_manage(posts, me, found) else None


def _held(tx: Tx, me: int, staff_id: int) -> tuple[Member | None, tuple[Post, ...]]:
    """The same, as it stands once nobody else can change it; and what the person may do then."""
    team.lock(tx, me, staff_id)
    posts = staff.posts(tx, me)
    found = team.member(tx, staff_id, None)
    return (found if found and may_manage(posts, me, found) else None), posts


Done = Literal["done", "same", "gone"]


def change(tx: Tx, me: int, staff_id: int, role: str, now: datetime) -> Done:
    """Gives somebody else another role in their area, and tells them. What only leads can do ends with being one."""
    member, posts = _held(tx, me, staff_id)
    if member is None or role not in (member.role, *roles_for(posts, member)):
        return "gone"
    if role == member.role:
        return "same"
    team.change(tx, staff_id, role, now)
    if role != "lead":
        invites.void(tx, staff_id, now)
    _less(tx, member, now)
    audit.record(tx, acting(posts, member.area_id), f"role_changed:{role}", f"staff:{staff_id}", now)
    notify(tx, member.person_id, "role_changed", {"role": role, "area": member.area_id}, now)
    return "done"


def remove(tx: Tx, me: int, staff_id: int, now: datetime) -> Done:
    """Ends somebody else's role and all invitations that they made and nobody accepted, and tells them."""
    member, posts = _held(tx, me, staff_id)
    if member is None:
        return "gone"
    _end(tx, member, now)
    audit.record(tx, acting(posts, member.area_id), "staff_removed", f"staff:{staff_id}", now)
    notify(tx, member.person_id, "role_ended", {"role": member.role, "area": member.area_id}, now)
    return "done"


def leave(tx: Tx, me: int, staff_id: int, now: datetime) -> Member | None:
    """Ends one's own role; None if it has ended already. Raises Refused for the last admin."""
    team.lock(tx, me, staff_id)
    member = own(tx, me, staff_id)
    if member is None:
        return None
    if is_last_admin(tx, me) and member.area_id is None:
        raise Refused(
            N_(
                "You are the last admin. Please invite another one first, so that somebody looks after all neighbourhoods."
            )
        )
    _end(tx, member, now)
    audit.record(tx, staff_id, "staff_left", f"staff:{staff_id}", now)
    return member


def own_all(tx: Tx, me: int) -> list[Member]:
    return team.of_person(tx, me)


def own(tx: Tx, me: int, staff_id: int) -> Member | None:
    return next((one for one in own_all(tx, me) if one.staff_id == staff_id), None)


def is_last_admin(tx: Tx, person_id: int) -> bool:
    return team.admins(tx) == [person_id]


def _end(tx: Tx, member: Member, now: datetime) -> None:
    team.remove(tx, member.staff_id)
    invites.void(tx, member.staff_id, now)
    _less(tx, member, now)


def _less(tx: Tx, member: Member, now: datetime) -> None:
    """What ends when somebody may do less than before."""
    reports.end_wishes(tx, member.person_id, now)
    concerns.reader_gone(tx, member.area_id, now)
