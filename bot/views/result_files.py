"""Results as files and pictures: made when they are sent, and only for who may still have them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bot.core.refused import Refused
from bot.i18n import Translator
from bot.services import answer_table, counts, crosses, single_answers
from bot.services.blocks import Areas
from bot.services.world import World
from bot.views import result_pictures
from db import staff
from db.people import Known
from db.session import Tx

Made = tuple[str, str, dict[str, Any], str]
"""(file name, what the child process is asked for, its arguments, the words under it)."""

EVER = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
"""All rounds there are."""


def file(
    tx: Tx, world: World, t: Translator, person: Known, content: dict[str, Any]
) -> tuple[str, bytes, str] | None:
    """CSV or JSON of `content`: round (0: all), area (0: all of one's own), what (counts or singles), form, now."""
    made = _made(tx, world, t, person, content)
    if made is None:
        return None
    name = f"kiezstimme-{content['what']}-{content['round'] or 'all'}"
    packed = _zipped(made) if len(made) > 1 else next(iter(made.values()))
    return f"{name}.{'zip' if len(made) > 1 else content['form']}", packed, _words(t)


def sheet(tx: Tx, world: World, t: Translator, person: Known, content: dict[str, Any]) -> Made | None:
    """The same as a workbook."""
    areas, ok = _areas(tx, person, content)
    if not ok:
        return None
    if content["what"] == "singles":
        found = _singles(tx, world, areas, content)
        tables = single_answers.singles_sheets(found, tuple(world.catalogues.codes)) if found else None
    else:
        tables = answer_table.answer_sheets(tx, areas, *EVER, t, content["round"] or None)
    name = f"kiezstimme-{content['what']}-{content['round'] or 'all'}.xlsx"
    return None if tables is None else (name, "workbook", {"tables": tables}, _words(t))


def picture(tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]) -> Made | None:
    """A picture of `content`: round, area, index, by (all, language, area, round, or cross with `other`), now."""
    areas, ok = _areas(tx, person, content)
    if not ok:
        return None
    try:
        drawn = picture_of(tx, t, areas, content)
    except Refused:
        return None
    return None if drawn is None else ("results.png", "draw", {"picture": drawn}, drawn["title"])


def picture_of(
    tx: Tx, t: Translator, areas: Areas, content: dict[str, Any]
) -> result_pictures.Picture | None:
    """The values of a picture; None where there is nothing to show. Raises Outdated as its page does."""
    round_id, index, by = content["round"], content["index"], content["by"]
    now = datetime.fromisoformat(content["now"])
    if by == "cross":
        found = crosses.crossing(tx, round_id, content["area"], index, content["other"], now)
        return result_pictures.cross(t, found)
    if by == "all":
        return result_pictures.whole(t, counts.ask(tx, round_id, areas, index, now))
    return result_pictures.view(t, counts.view(tx, round_id, areas, index, by, now))


def _made(
    tx: Tx, world: World, t: Translator, person: Known, content: dict[str, Any]
) -> dict[str, bytes] | None:
    areas, ok = _areas(tx, person, content)
    if not ok:
        return None
    form, round_id = content["form"], content["round"] or None
    if content["what"] == "singles":
        found = _singles(tx, world, areas, content)
        if found is None:
            return None
        makers = {"csv": single_answers.singles_csv, "json": single_answers.singles_json}
        made = {f"answers.{form}": _bytes(makers[form](found))}
        if form == "csv":
            made["codebook.csv"] = _bytes(answer_table.codebook_csv(tx, areas, *EVER, t, round_id))
        return made
    if form == "json":
        return {"results.json": _bytes(answer_table.answers_json(tx, areas, *EVER, t, round_id))}
    return {
        "results.csv": _bytes(answer_table.answers_csv(tx, areas, *EVER, t, round_id)),
        "codebook.csv": _bytes(answer_table.codebook_csv(tx, areas, *EVER, t, round_id)),
    }


def _singles(tx: Tx, world: World, areas: Areas, content: dict[str, Any]) -> single_answers.Sheet | None:
    try:
        now = datetime.fromisoformat(content["now"])
        return single_answers.sheet(tx, world.keys, content["round"], areas, now)
    except Refused:
        return None


def _areas(tx: Tx, person: Known, content: dict[str, Any]) -> tuple[Areas, bool]:
    """The areas that are asked for, and whether this person may still have them: roles end at once."""
    role = "lead" if content.get("what") == "singles" else "viewer"
    held = [post.area_id for post in staff.posts(tx, person.id) if post.may(role)]
    scope = None if None in held else frozenset(area for area in held if area is not None)
    wanted = content["area"]
    if not wanted:
        return scope, bool(held)
    return frozenset({wanted}), scope is None or wanted in scope


def _words(t: Translator) -> str:
    return t("The file lies in this chat then, so Telegram has it too.")


def _bytes(pieces: Iterator[str]) -> bytes:
    return "".join(pieces).encode("utf-8", "replace")


def _zipped(made: dict[str, bytes]) -> bytes:
    """No time is written: it would be that of the packing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in made.items():
            packed.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()
