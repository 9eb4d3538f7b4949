"""The sheet that a picture is drawn on, from the top down. It is 1080 pixels wide, what a phone shows.

`x` counts from the side where reading begins, so that a right-to-left picture is the same drawing seen from the right.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PIL import Image

from bot.paper.pictures import colours
from bot.paper.pictures.colours import INK, WHITE
from bot.paper.pictures.lettering import BODY, DPI, FACE, FACES, Style, font, pieces, width, wrapped

WIDTH, MARGIN = 1080, 48
INNER = WIDTH - 2 * MARGIN
Side = Literal["start", "middle", "end"]
Point = tuple[float, float]

_MOUTHS = (
    Path([(-0.45, 0.55), (-0.25, 0.2), (0.25, 0.2), (0.45, 0.55)], [1, 4, 4, 4]),
    Path([(-0.45, 0.5), (-0.25, 0.2), (0.25, 0.2), (0.45, 0.5)], [1, 4, 4, 4]),
    Path([(-0.42, 0.38), (0.42, 0.38)]),
    Path([(-0.5, 0.2), (-0.3, 0.62), (0.3, 0.62), (0.5, 0.2)], [1, 4, 4, 4]),
    Path([(-0.58, 0.1), (-0.5, 0.85), (0.5, 0.85), (0.58, 0.1), (-0.58, 0.1)], [1, 4, 4, 4, 79]),
)
_BROWS = Path([(-0.6, -0.5), (-0.15, -0.25), (0.6, -0.5), (0.15, -0.25)], [1, 2, 1, 2])
_SHADES = Image.new("P", (1, 1))
_SHADES.putpalette(colours.shades())


class Sheet:
    """What is drawn so far, and how far down it reaches (`y`, in pixels)."""

    def __init__(self, *, rtl: bool) -> None:
        self.rtl = rtl
        self.y: float = MARGIN
        self._artists: list[Artist] = []
        self._place = Affine2D()

    def box(self, x: float, y: float, width: float, height: float, fill: str, edge: str = "none") -> None:
        self._add(
            Rectangle((x, y), width, height, facecolor=fill, edgecolor=edge, linewidth=2 * (edge != "none"))
        )

    def line(self, points: Sequence[Point], colour: str, thickness: float) -> None:
        across, down = zip(*points, strict=True)
        self._add(Line2D(across, down, color=colour, linewidth=thickness, solid_capstyle="round"))

    def dot(self, x: float, y: float, radius: float, fill: str, edge: str = "none") -> None:
        self._add(Circle((x, y), radius, facecolor=fill, edgecolor=edge, linewidth=3))

    def paragraph(
        self, text: str, style: Style, colour: str = INK, x: float = MARGIN, room: float = INNER
    ) -> None:
        """Under what there is."""
        self.y += self.words(text, x, self.y, style, colour, room=room)

    def words(
        self,
        text: str,
        x: float,
        y: float,
        style: Style = BODY,
        colour: str = INK,
        *,
        side: Side = "start",
        room: float = INNER,
        height: float = 0.0,
    ) -> float:
        """A text from `y` down, in the middle of `height` if that is more: its start, middle or end at `x`. Returns its height."""
        parts = text.split("\n") if text else []
        lines = [line for part in parts for line in wrapped(part, room, style, self.rtl)]
        tall = len(lines) * style.leading
        top = y + max(height - tall, 0.0) / 2
        for at, line in enumerate(lines):
            shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[side] * width(line, style)
            self._line_of_text(line, x - shift, top + at * style.leading, style, colour)
        return tall

    def _line_of_text(self, line: str, x: float, y: float, style: Style, colour: str) -> None:
        for piece in pieces(line):
            if piece in FACES:
                self._face(piece, x + style.size * FACE / 2, y + style.leading / 2, style.size * 0.63)
            else:
                self._text(piece, x, y + style.size, style, colour)
            x += width(piece, style) + style.size / 4

    def _text(self, text: str, x: float, baseline: float, style: Style, colour: str) -> None:
        found = Text(x, baseline, text, color=colour, verticalalignment="baseline")
        found.set_horizontalalignment("right" if self.rtl else "left")
        found.set_fontproperties(font(style))
        found.set_parse_math(False)
        self._add(found)

    def _face(self, face: str, x: float, y: float, radius: float) -> None:
        at, pen = FACES.index(face), max(radius / 8, 2)
        size = Affine2D().scale(radius).translate(x, y)
        self._add(Circle((x, y), radius, facecolor=colours.FACES[at], edgecolor=INK, linewidth=pen))
        for side in (-1, 1):
            self.dot(x + side * radius * 0.36, y - radius * 0.18, radius * 0.13, INK)
        fill = INK if face == FACES[-1] else "none"
        for path in (_MOUTHS[at], *([_BROWS] if at == 0 else [])):
            self._add(PathPatch(size.transform_path(path), facecolor=fill, edgecolor=INK, linewidth=pen))

    def _add(self, artist: Artist) -> None:
        artist.set_transform(self._place)
        artist.set_zorder(len(self._artists))
        self._artists.append(artist)

    def figure(self) -> Figure:
        """All of it. Drawn once: an artist belongs to one figure."""
        height = round(self.y + MARGIN)
        self._place.set_matrix(Affine2D().scale(-1 if self.rtl else 1, -1).get_matrix())
        self._place.translate(WIDTH if self.rtl else 0, height)
        figure = Figure((WIDTH / DPI, height / DPI), DPI, facecolor=WHITE)
        for artist in self._artists:
            figure.add_artist(artist)
        return figure

    def png(self) -> bytes:
        """In a third of the bytes that all shades at the edges of letters would take."""
        figure, raw, file = self.figure(), io.BytesIO(), io.BytesIO()
        figure.savefig(raw, format="raw", dpi=DPI)
        size = round(figure.bbox.width), round(figure.bbox.height)
        image = Image.frombytes("RGBA", size, raw.getvalue()).convert("RGB")
        image.quantize(palette=_SHADES, dither=Image.Dither.NONE).save(file, "PNG", compress_level=9)
        return file.getvalue()
