"""The areas: seeded from a file, looked up by code, postcode or point."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, select

from db.prepared import Prepared
from db.query import upsert
from db.session import Tx
from db.tables import Area

SEED = Path(__file__).parent / "seed" / "areas.toml"


@dataclass(frozen=True, slots=True)
class Place:
    """An area as people see it. `near` is (latitude, longitude) of a point near its middle."""

    id: int
    slug: str
    code: str
    name: str
    district: str
    postcodes: tuple[str, ...]
    near: tuple[float, float]
    website: str | None
    office: str | None
    operator: str | None
    imprint_url: str | None
    privacy_contact: str | None


_COLUMNS = select(
    Area.id,
    Area.slug,
    Area.code,
    Area.name,
    Area.district,
    Area.postcodes,
    Area.latitude,
    Area.longitude,
    Area.website,
    Area.office,
    Area.operator,
    Area.imprint_url,
    Area.privacy_contact,
).order_by(Area.id)


def _place(*columns: Any) -> Place:
    number, slug, code, name, district, postcodes, latitude, longitude, *rest = columns
    return Place(number, slug, code, name, district, tuple(postcodes), (latitude, longitude), *rest)


_ALL = Prepared(_COLUMNS, _place)
_BY_ID, _BY_SLUG, _BY_CODE = (
    Prepared(_COLUMNS.where(column == bindparam("it")), _place)
    for column in (Area.id, Area.slug, Area.code)
)


def everywhere(tx: Tx) -> list[Place]:
    """All areas, in the order of the file."""
    return _ALL.all(tx)


def by_id(tx: Tx, area_id: int) -> Place | None:
    return _BY_ID.one(tx, it=area_id)


def by_slug(tx: Tx, slug: str) -> Place | None:
    return _BY_SLUG.one(tx, it=slug)


def by_code(tx: Tx, code: str) -> Place | None:
    """The area of a short name such as ROLL, in any case."""
    return _BY_CODE.one(tx, it=code.upper())


def seed(tx: Tx, path: Path = SEED) -> int:
    """Writes the areas of the file; run again it brings changed facts up to date. Returns how many."""
    areas = tomllib.loads(path.read_text(encoding="utf-8"))["area"]
    for area in areas:
        values = _values(area)
        statement = upsert(tx, Area).values(**values)
        tx.execute(statement.on_conflict_do_update(index_elements=["slug"], set_=values))
    return len(areas)


def _values(area: dict[str, Any]) -> dict[str, Any]:
    longitude, latitude = area["near"]
    plain = {
        name: area.get(name)
        for name in ("slug", "code", "name", "district", "postcodes", "website", "office")
    }
    ends = str(area["ends"]) if "ends" in area else None
    where = {"longitude": float(longitude), "latitude": float(latitude)}
    return {**plain, **where, "office_as_of": area.get("office_as_of", ""), "ends": ends}
