"""Who may give which role, and who holds it."""

from __future__ import annotations

from db import areas, staff, team
from db.session import Tx


def area_name(tx: Tx, area_id: int | None) -> str | None:
    area = areas.by_id(tx, area_id) if area_id is not None else None
    return area.name if area else None


def label(tx: Tx, staff_id: int | None) -> str | None:
    """What the team's list calls somebody, while they are on it."""
    found = team.member(tx, staff_id, None) if staff_id is not None else None
    return found.label if found else None


def may_give(tx: Tx, staff_id: int, role: str, area_id: int | None) -> bool:
    """Leads and admins give roles up to their own, where they hold it."""
    person_id = staff.holder(tx, staff_id)
    return person_id is not None and any(
        post.may("lead") and post.may(role) for post in _there(tx, person_id, area_id)
    )


def holds(tx: Tx, person_id: int, role: str, area_id: int | None) -> bool:
    """Whether somebody has the role right there. An admin has none of a team: what is told to it in private they may not
    read without one."""
    return any(post.area_id == area_id and post.may(role) for post in staff.posts(tx, person_id))


def _there(tx: Tx, person_id: int, area_id: int | None) -> list[staff.Post]:
    """A person's roles that count in an area."""
    return [post for post in staff.posts(tx, person_id) if post.area_id is None or post.area_id == area_id]
