"""Texts of a picture: what the font can draw of them, how wide they are, where their lines break, which way they run.

matplotlib shapes and orders letters by itself (HarfBuzz and SheenBidi, since 3.11), but guesses the direction of a line
from its first letter: a mark in front says it instead.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags

from bot.core.bidi import FSI, LRI, PDI, RLM

LRM, RLI = "\u200e", "\u2067"
FACE = 1.35
"""Widths of a letter m that a smiley takes."""
DPI = 72
"""A point of a font is a pixel then."""
FACES = "😡🙁😐🙂😀"
"""Smileys that are drawn by hand: the font has no 🙁 and no 🙂."""
UNKNOWN = "\ufffd"
"""Stands for a letter that the font has not."""

matplotlib.rcdefaults()  # whatever a file of the machine says about letters and lines


@dataclass(frozen=True, slots=True)
class Style:
    """How large in pixels, and how heavy."""

    size: int
    bold: bool = False

    @property
    def leading(self) -> float:
        """From line to line; Vietnamese letters carry two accents."""
        return 1.3 * self.size


TITLE, BODY, SMALL = Style(40, bold=True), Style(32), Style(28)
"""On a screen 390 pixels wide 28 are 10, the size of the time under a message."""

_SPLIT = re.compile(f"([{FACES}])")
_PARTS = re.compile(r"[^ /–-]*[ /–-]?")


def _file(style: Style) -> Path:
    return Path(matplotlib.get_data_path(), "fonts", "ttf", f"DejaVuSans{'-Bold' * style.bold}.ttf")


@lru_cache
def font(style: Style) -> FontProperties:
    return FontProperties(fname=_file(style), size=style.size)


@lru_cache
def glyphs(style: Style) -> frozenset[str]:
    """Every character that the font draws."""
    return frozenset(map(chr, get_font(_file(style)).get_charmap()))


def pieces(line: str) -> list[str]:
    """A line at its faces; the direction goes with every piece."""
    mark = line[:1] if line[:1] in (LRM, RLM) else ""
    found = [piece for piece in _SPLIT.split(line.removeprefix(mark)) if piece.strip(" ")]
    return [piece if piece in FACES else mark + piece.strip(" ") for piece in found]


@lru_cache(4096)
def width(line: str, style: Style) -> float:
    """In pixels."""
    found = pieces(line)
    gaps = max(len(found) - 1, 0) * style.size / 4
    return gaps + sum(style.size * FACE if piece in FACES else _measured(piece, style) for piece in found)


def _measured(text: str, style: Style) -> float:
    face = get_font(_file(style))
    face.clear()
    face.set_size(style.size, DPI)
    face.set_text(text, 0.0, LoadFlags.DEFAULT)
    return face.get_width_height()[0] / 64


def widest(texts: Iterable[str], style: Style) -> float:
    return max((width(cleaned(text, style), style) for text in texts), default=0.0)


def cleaned(text: str, style: Style) -> str:
    """On one line, without signs that the font has not (🌳); UNKNOWN for such a letter, or if nothing else is left."""
    known = glyphs(style)
    drawn = "".join(_drawn(char, known) for char in unicodedata.normalize("NFC", text))
    return re.sub(" +", " ", drawn).strip(" ") or UNKNOWN * bool(text.strip())


def _drawn(char: str, known: frozenset[str]) -> str:
    if char in "\ufe0e\ufe0f":  # ask for a coloured sign or a plain one
        return ""
    if char in known or char in FACES:
        return char
    category = unicodedata.category(char)
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    return "" if category[0] in "SMC" else UNKNOWN


def is_rtl(text: str, rtl: bool) -> bool:
    """The picture's own direction, unless all its letters are of the other: a text may stand in another language."""
    found = {unicodedata.bidirectional(char) for char in text if char.isalpha()}
    rights, lefts = bool(found & {"R", "AL"}), "L" in found
    return (rights or not lefts) if rtl else (rights and not lefts)


def wrapped(text: str, room: float, style: Style, rtl: bool) -> list[str]:
    """Its lines, none wider than `room` pixels; a word that is wider is broken."""
    clean = cleaned(text, style)
    lines = [""]
    for part in _PARTS.findall(clean):
        if lines[-1] and width((lines[-1] + part).rstrip(" "), style) > room:
            lines.append("")
        lines[-1] += part
        while len(lines[-1]) > 1 and width(lines[-1].rstrip(" "), style) > room:
            lines[-1:] = _broken(lines[-1], room, style)
    mark = RLM if is_rtl(clean, rtl) else LRM if rtl or is_rtl(clean, True) else ""
    return [mark + line.rstrip(" ") for line in _isolated(lines)]


def _broken(word: str, room: float, style: Style) -> tuple[str, str]:
    fits = bisect_right(range(1, len(word)), room, key=lambda at: width(f"{word[:at]}-", style))
    at = max(fits, 1)
    while at > 1 and unicodedata.category(word[at])[0] == "M":
        at -= 1
    hyphen = "-" if all(unicodedata.bidirectional(char) == "L" for char in word[at - 1 : at + 1]) else ""
    return word[:at] + hyphen, word[at:]


def _isolated(lines: list[str]) -> list[str]:
    """What is isolated across the end of a line is isolated on either."""
    found, open_ = [], ""
    for line in lines:
        line = open_ + line
        open_ = ""
        for char in line:
            open_ = open_[:-1] if char == PDI else open_ + char if char in FSI + LRI + RLI else open_
        found.append(line + PDI * len(open_))
    return found
