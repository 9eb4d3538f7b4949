"""How groups answered on a scale: a bar for each group, all of one length, and what its colours stand for above them."""

from __future__ import annotations

from typing import Any

from bot.paper.pictures import colours
from bot.paper.pictures.colours import GREY, PALE
from bot.paper.pictures.lettering import BODY, FACES, SMALL, TITLE, widest, width
from bot.paper.pictures.sheet import INNER, MARGIN, WIDTH, Sheet

BAR, SWATCH, GAP = 56, 32, 26


def stacked(sheet: Sheet, picture: dict[str, Any]) -> None:
    palette = colours.scale(len(picture["legend"]))
    _legend(sheet, picture, palette)
    for row in picture["rows"]:
        _row(sheet, row, palette)
        sheet.y += GAP


def _legend(sheet: Sheet, picture: dict[str, Any], palette: list[str]) -> None:
    """As the bars lie if its texts are short enough, else as a list."""
    texts = picture["legend"]
    cell = INNER / max(len(texts), 1)
    _ends(sheet, picture.get("low", ""), picture.get("high", ""))
    style = TITLE if all(text in FACES for text in texts) else BODY
    if widest(texts, style) <= cell - 12:
        for at, (text, colour) in enumerate(zip(texts, palette, strict=True)):
            sheet.words(text, MARGIN + (at + 0.5) * cell, sheet.y, style, side="middle", room=cell)
            sheet.box(MARGIN + at * cell, sheet.y + style.leading + 4, cell, SWATCH, colour, GREY)
        sheet.y += style.leading + SWATCH + 4
    else:
        for text, colour in zip(texts, palette, strict=True):
            sheet.box(MARGIN, sheet.y + (BODY.leading - SWATCH) / 2, SWATCH, SWATCH, colour, GREY)
            sheet.paragraph(text, BODY, x=MARGIN + SWATCH + 16, room=INNER - SWATCH - 16)
            sheet.y += 8
    sheet.y += GAP * 1.5


def _ends(sheet: Sheet, low: str, high: str) -> None:
    """What the first and the last point mean, above them."""
    room = (INNER - GAP) / 2
    first = sheet.words(low, MARGIN, sheet.y, SMALL, GREY, room=room)
    last = sheet.words(high, WIDTH - MARGIN, sheet.y, SMALL, GREY, side="end", room=room)
    sheet.y += max(first, last) + 6


def _row(sheet: Sheet, row: dict[str, Any], palette: list[str]) -> None:
    """The group and its size on one line if there is room, else one under the other; then its bar."""
    number = row.get("number", "")
    if widest([row["label"]], BODY) + widest([number], SMALL) + GAP <= INNER:
        sheet.words(number, WIDTH - MARGIN, sheet.y, SMALL, GREY, side="end", height=BODY.leading)
        sheet.paragraph(row["label"], BODY)
    else:
        sheet.paragraph(row["label"], BODY)
        sheet.paragraph(number, SMALL, GREY)
    sheet.y += 4
    if row.get("hidden"):
        sheet.paragraph(row["hidden"], SMALL, GREY)
    else:
        _bar(sheet, row, palette)
        sheet.y += BAR


def _bar(sheet: Sheet, row: dict[str, Any], palette: list[str]) -> None:
    """Every share with its number in it where that has room."""
    x, numbers = float(MARGIN), row.get("numbers") or [""] * len(palette)
    sheet.box(x, sheet.y, INNER, BAR, PALE)
    for share, colour, number in zip(row["shares"], palette, numbers, strict=True):
        long = min(share * INNER, WIDTH - MARGIN - x)
        if long <= 0:
            continue
        sheet.box(x, sheet.y, long, BAR, colour, GREY)
        if number and width(number, SMALL) <= long - 12:
            ink = colours.on(colour)
            sheet.words(number, x + long / 2, sheet.y, SMALL, ink, side="middle", room=long, height=BAR)
        x += long
