"""How many chose each option: a bar for each, its text before or above it, its number behind it."""

from __future__ import annotations

from typing import Any

from bot.paper.pictures.colours import BLUE, PALE
from bot.paper.pictures.lettering import BODY, SMALL, widest
from bot.paper.pictures.sheet import INNER, MARGIN, WIDTH, Sheet

BESIDE = 0.42
"""Of the width: texts that are longer than that stand above their bars."""
MANY = 10
"""From more rows on everything is smaller: Telegram shrinks what is much higher than wide."""


def bars(sheet: Sheet, picture: dict[str, Any]) -> None:
    rows = picture["rows"]
    style, thick, gap = (SMALL, 34, 16) if len(rows) > MANY else (BODY, 46, 22)
    texts = widest((row["label"] for row in rows), style) + 1
    numbers = min(widest((row["number"] for row in rows), style) + 1, INNER / 3)
    beside = texts <= INNER * BESIDE
    start = MARGIN + (texts + 22 if beside else 0)
    room = WIDTH - MARGIN - numbers - 22 - start
    for row in rows:
        if beside:
            sheet.words(row["label"], MARGIN, sheet.y, style, height=thick, room=texts)
        else:
            sheet.paragraph(row["label"], style)
            sheet.y += 4
        tall = sheet.words(
            row["number"], WIDTH - MARGIN, sheet.y, style, side="end", height=thick, room=numbers
        )
        _bar(sheet, start, room, thick, row["share"])
        sheet.y += max(tall, thick) + gap


def _bar(sheet: Sheet, start: float, room: float, thick: float, share: float) -> None:
    """A share of everybody; the smallest is still to be seen."""
    sheet.box(start, sheet.y, room, thick, PALE)
    if share > 0:
        sheet.box(start, sheet.y, max(min(share, 1.0) * room, 3), thick, BLUE)
