"""Publishing surveys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.core import templates
from bot.core.definition_check import check
from bot.services.world import World
from db import plans, surveys
from db.session import Tx


def publish(
    tx: Tx,
    world: World,
    template_key: str,
    area_id: int | None,
    now: datetime,
    closes_at: datetime | None = None,
) -> int:
    """Opens a ready survey in an area (None: in all), in every language there is. The id of its round."""
    template = templates.TEMPLATES[template_key]
    return publish_definition(
        tx,
        slug=f"{template_key}-{area_id or 'all'}",
        goal=template.goal,
        area_id=area_id,
        definition=ready(world, template_key),
        now=now,
        closes_at=closes_at,
    )


def ready(world: World, template_key: str) -> dict[str, Any]:
    """The definition of a ready survey. Raises KeyError for one that there is not."""
    translators = {code: world.catalogues.translator(code) for code in world.catalogues.codes}
    return templates.definition(templates.TEMPLATES[template_key], translators)


def publish_definition(
    tx: Tx,
    *,
    slug: str,
    goal: int,
    area_id: int | None,
    definition: dict[str, Any],
    now: datetime,
    closes_at: datetime | None = None,
) -> int:
    """Checks a definition and opens its first round; a slug that is there already is left as it is."""
    check(definition)
    there = surveys.first_round(tx, slug)
    if there is not None:
        return there
    survey_id, version_id = surveys.add(
        tx, slug=slug, goal=goal, area_id=area_id, definition=definition, now=now
    )
    plans.add(tx, survey_id, now, state="published", version_id=version_id)
    return surveys.add_round(tx, survey_id, version_id, "1", now, closes_at)
