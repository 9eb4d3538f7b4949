"""Distances on the ground."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
"""(latitude, longitude) in degrees, WGS 84."""

EARTH_KM = 6371.0


def distance_km(one: Point, other: Point) -> float:
    """The way along the surface in kilometres (haversine)."""
    (lat1, lon1), (lat2, lon2) = ((radians(a), radians(b)) for a, b in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
