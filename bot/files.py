"""Exports as files, for the command line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.app import CannotRun, make_world
from bot.core import posters
from bot.i18n import Catalogues
from bot.services import posters as poster_service
from bot.services.answer_table import answer_sheets, answers_csv, answers_json, codebook_csv
from bot.services.idea_table import ideas_csv
from bot.services.tables import BOM
from bot.settings import Settings
from bot.views import posters as poster_views
from db import areas, facts, results
from db import posters as poster_rows
from db.session import Database, Tx

Make = Callable[..., Iterable[str] | bytes]


def _ideas_rows(*asked: Any) -> tuple[list[str], list[list[str]]]:
    """Columns and lines of the table of ideas."""
    columns, *lines = csv.reader(
        "".join(ideas_csv(*asked)).removeprefix(BOM).splitlines(True), delimiter=";"
    )
    return columns, lines


def _ideas_json(*asked: Any) -> Iterator[str]:
    columns, lines = _ideas_rows(*asked)
    yield json.dumps(
        [dict(zip(columns, line, strict=True)) for line in lines], ensure_ascii=False, indent=1
    )


def _ideas_xlsx(*asked: Any) -> bytes:
    columns, lines = _ideas_rows(*asked)
    return _workbook({"sheets": [{"name": "Ideen", "columns": columns, "rows": lines}]})


def _workbook(tables: dict[str, Any]) -> bytes:
    from bot.paper.result_sheets import workbook  # heavy, and only needed here

    return workbook(tables)


EXPORTS: dict[tuple[str, str], dict[str, Make]] = {
    ("ideas", "csv"): {"ideas.csv": ideas_csv},
    ("ideas", "xlsx"): {"ideas.xlsx": _ideas_xlsx},
    ("ideas", "json"): {"ideas.json": _ideas_json},
    ("answers", "csv"): {"answers.csv": answers_csv, "answers-codebook.csv": codebook_csv},
    ("answers", "xlsx"): {"answers.xlsx": lambda *asked: _workbook(answer_sheets(*asked))},
    ("answers", "json"): {"answers.json": answers_json},
}
"""What can be exported in which format, and the files that it gives; the names are part of the command line's contract."""


def write_exports(  # noqa: PLR0913 - the command line's options
    settings: Settings,
    database: Database,
    what: str,
    area: str,
    since: str,
    until: str,
    folder: Path,
    formats: str = "csv",
) -> list[Path]:
    """Writes the files and returns their paths. Raises CannotRun, in words, for what cannot be understood."""
    kinds = _chosen("", what, [kind for kind, _ in EXPORTS])
    wanted = _chosen("--format: ", formats, [name for _, name in EXPORTS])
    begin = _day("--from", since, settings) if since else datetime(2000, 1, 1, tzinfo=UTC)
    end = _day("--to", until, settings) + timedelta(days=1) if until else datetime(2100, 1, 1, tzinfo=UTC)
    folder.mkdir(parents=True, exist_ok=True)
    t = Catalogues.load().translator("de")
    with database.begin() as tx:
        results.count_in(tx, datetime.now(UTC))
    with database.read() as tx:
        ids = _areas(tx, settings, area)
        return [
            _write(folder / f"kiezstimme-{name}", make(tx, ids, begin, end, t))
            for kind in kinds
            for form in wanted
            for name, make in EXPORTS[kind, form].items()
        ]


async def write_poster(  # noqa: PLR0913 - the command line's options
    settings: Settings, database: Database, area: str, to: str, languages: str, size: str, folder: Path
) -> Path:
    """Makes a poster and writes its PDF. Raises CannotRun, in words, for what cannot be understood or is not there."""
    from bot.paper.typesetting import typeset  # heavy, and only needed here
    from bot.setup import bot_username

    catalogues, kind, number = Catalogues.load(), *f"{to}:".split(":")[:2]
    codes = [code.strip() for code in languages.split(",") if code.strip()] or posters.usual(
        catalogues.codes
    )
    _known("--languages", codes, catalogues.codes)
    _known("--size", [size], posters.SIZES)
    if len(codes) > posters.MOST_LANGUAGES:
        raise CannotRun(f"--languages: a poster has room for {posters.MOST_LANGUAGES}")
    with database.begin() as tx:
        place, name = areas.by_slug(tx, area), facts.fact(tx, "bot_username")
    if place is None:
        raise CannotRun(f"--area: there is no area {area}")
    if not name and not settings.bot_token.get_secret_value():
        raise CannotRun("BOT_TOKEN: is not set; the poster needs the bot's name")
    world = make_world(settings, database, name or await bot_username(settings))
    with database.begin() as tx:
        now, target = datetime.now(UTC), int(number) if number.isascii() and number.isdigit() else None
        made = poster_service.make(tx, place.id, kind, target, codes, None, now)
        if made is None:
            raise CannotRun(f"--to: there is no {to} that a poster for {area} could lead to")
        poster_rows.speak(tx, made.id, codes)
        made = replace(made, languages=codes)
        page = poster_views.page(world, made, place, poster_service.subject(tx, made), size)
    folder.mkdir(parents=True, exist_ok=True)
    return _write(folder / f"poster-{made.code}-{size}.pdf", typeset("poster", page))


def _known(option: str, words: Iterable[str], there: Collection[str]) -> None:
    if unknown := [word for word in words if word not in there]:
        raise CannotRun(f"{option}: there is no {', '.join(unknown)}; there are: {', '.join(there)}")


def _chosen(option: str, text: str, there: list[str]) -> list[str]:
    names = [name.strip() for name in text.split(",")]
    if unknown := [name for name in names if name not in there]:
        raise CannotRun(f"{option}{', '.join(unknown)}: can be exported: {', '.join(dict.fromkeys(there))}")
    return names


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
    if isinstance(lines, bytes):
        half.write_bytes(lines)
    else:
        with half.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
    half.replace(path)
    return path
