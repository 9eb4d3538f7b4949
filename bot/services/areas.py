"""Finding a person's area: by postcode, district, point or code. They decide; nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.geo import Point, distance_km
from bot.services.world import World
from db import areas, people
from db.areas import Place
from db.people import Known
from db.session import Tx

FAR_KM = 3.0
"""From here on a place is probably in none of the areas; they are a few hundred metres wide."""


def is_served(world: World, area: Place) -> bool:
    return not world.areas or area.slug in world.areas


def served(tx: Tx, world: World) -> list[Place]:
    return [area for area in areas.everywhere(tx) if is_served(world, area)]


def touching(tx: Tx, postcode: str) -> list[Place]:
    """The areas that a postcode touches; it narrows the choice and never decides."""
    return [area for area in areas.everywhere(tx) if postcode in area.postcodes]


def districts(everywhere: Sequence[Place]) -> list[str]:
    """The districts that have areas, in the order of the list."""
    return list(dict.fromkeys(area.district for area in everywhere))


def nearest(tx: Tx, point: Point, count: int = 3) -> list[tuple[Place, float]]:
    """The nearest areas with their distance in kilometres."""
    measured = [(area, distance_km(area.near, point)) for area in areas.everywhere(tx)]
    return sorted(measured, key=lambda pair: pair[1])[:count]


def choose(tx: Tx, world: World, person: Known, area: Place) -> bool:
    """Files the person under an area; False if this installation does not serve it."""
    if not is_served(world, area):
        return False
    people.change(tx, person.id, area_id=area.id)
    return True
