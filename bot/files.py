"""Exports as files, for the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.app import CannotRun
from bot.i18n import Catalogues
from bot.services.answer_table import answers_csv
from bot.services.idea_table import ideas_csv
from bot.settings import Settings
from db import areas
from db.session import Database, Tx

KINDS: dict[str, Callable[..., Iterator[str]]] = {"ideas": ideas_csv, "answers": answers_csv}
"""What can be exported; the names are part of the command line's contract."""


def write_exports(  # noqa: PLR0913 - the command line's options
    settings: Settings, database: Database, what: str, area: str, since: str, until: str, folder: Path
) -> list[Path]:
    """Writes one file per kind and returns the paths. Raises CannotRun, in words, for what cannot be understood."""
    kinds = [kind.strip() for kind in what.split(",")]
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise CannotRun(f"{', '.join(unknown)}: can be exported: {', '.join(KINDS)}")
    begin = _day("--from", since, settings) if since else datetime(2000, 1, 1, tzinfo=UTC)
    end = _day("--to", until, settings) + timedelta(days=1) if until else datetime(2100, 1, 1, tzinfo=UTC)
    folder.mkdir(parents=True, exist_ok=True)
    t = Catalogues.load().translator("de")
    with database.read() as tx:
        ids = _areas(tx, settings, area)
        return [
            _write(folder / f"kiezstimme-{kind}.csv", KINDS[kind](tx, ids, begin, end, t)) for kind in kinds
        ]


def _areas(tx: Tx, settings: Settings, area: str) -> set[int] | None:
    """The areas asked for; None means all."""
    if not area and not settings.areas:
        return None
    wanted = {area} if area else set(settings.areas)
    found = {place.id for place in areas.everywhere(tx) if place.slug in wanted}
    if area and not found:
        raise CannotRun(f"--area: there is no area {area}")
    return found


def _day(option: str, text: str, settings: Settings) -> datetime:
    """The first moment of a day in the installation's zone."""
    try:
        return datetime.combine(date.fromisoformat(text), time(), settings.timezone)
    except ValueError:
        raise CannotRun(f"{option}: should be a day such as 2026-01-31") from None


def _write(path: Path, lines: Any) -> Path:
    """Whole or not at all."""
    half = path.with_suffix(".part")
    with half.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
    half.replace(path)
    return path
