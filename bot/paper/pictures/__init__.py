"""Results of surveys as pictures that can be read on a phone, in either direction of writing."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

from bot.paper.pictures.bars import bars
from bot.paper.pictures.colours import GREY
from bot.paper.pictures.lettering import SMALL, TITLE
from bot.paper.pictures.sheet import Sheet
from bot.paper.pictures.stacked import stacked
from bot.paper.pictures.trend import trend

KINDS: dict[str, Callable[[Sheet, dict[str, Any]], None]] = {
    "bars": bars,
    "stacked": stacked,
    "trend": trend,
}


def draw(picture: dict[str, Any]) -> bytes:
    """A PNG, 1080 pixels wide and as high as it needs; the same bytes for the same picture.

    Every picture: kind, title, note (under it), rtl. All texts come in the language of the reader, finished. Meant for up to
    20 rows and 60 points; more make it higher than a messenger shows well. Raises KeyError for what is missing.
    bars: rows of label, share (0..1) and number, a text such as "12 (29 %)".
    stacked: legend (2 to 11 texts, low end first), low and high (what the ends mean), rows of label, shares (0..1, one for
    each of the legend) and number; `numbers` beside the shares are written into the bar where they fit; a row with a
    text `hidden` shows that text instead of a bar.
    trend: points of label, value (None for a gap) and number, or for a gap the reason; axis (its whole lowest and highest
    number), unit.
    """
    png = lay_out(picture).png()
    gc.collect()  # a figure and what is on it know each other: 4 MB that Python would keep for a while
    return png


def lay_out(picture: dict[str, Any]) -> Sheet:
    sheet = Sheet(rtl=picture["rtl"])
    sheet.paragraph(picture["title"], TITLE)
    sheet.y += 28
    KINDS[picture["kind"]](sheet, picture)
    sheet.y += 8
    sheet.paragraph(picture["note"], SMALL, GREY)
    return sheet
