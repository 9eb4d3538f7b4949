"""What is known about a person, in short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.services.subscriptions import Heard, heard
from db import areas, consents, personal, staff
from db.people import Known
from db.session import Tx


@dataclass(frozen=True, slots=True)
class About:
    """What is stored about a person, in short. `consent` is the version agreed to last and when."""

    language: str
    area: str | None
    since: datetime
    consent: tuple[str, datetime] | None
    heard: Heard
    ideas: int
    surveys: int
    is_staff: bool


def about(tx: Tx, person: Known) -> About:
    area = areas.by_id(tx, person.area_id) if person.area_id is not None else None
    given = consents.given(tx, person.id)
    stored = personal.stored(tx, person.id)
    return About(
        language=person.language,
        area=area.name if area else None,
        since=stored.since,
        consent=(given[-1][0], given[-1][2]) if given else None,
        heard=heard(tx, person.id),
        ideas=stored.ideas,
        surveys=stored.surveys,
        is_staff=bool(staff.posts(tx, person.id)),
    )
