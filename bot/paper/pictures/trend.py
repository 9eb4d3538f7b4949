"""A value over the rounds of a survey: a line with gaps where there is no value, and the reasons for the gaps under it.

Time runs the way the language is read, and the scale of values stands where reading begins. Arabic papers do both ways
(Alebri, Rakotondravony and Harrison, "Design Patterns in Right-to-Left Visualizations", IEEE VIS 2024: 128 pictures); but
who thinks in Arabic lays time out from right to left (Tversky, Kugelmass and Winter, 1991; Frontiers in Psychology 14,
1356039, 2024), and a bot whose every other line begins on the right would else show progress as decline.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count, pairwise
from typing import Any, NamedTuple

from bot.core.bidi import LRI, PDI
from bot.paper.pictures.colours import BLUE, GREY, INK, PALE, WHITE
from bot.paper.pictures.lettering import BODY, SMALL, cleaned, widest, width, wrapped
from bot.paper.pictures.sheet import INNER, MARGIN, WIDTH, Point, Sheet

HEIGHT = 460
CLEAR = 18
"""Between the line and a number."""
ROOM = CLEAR + 2 * BODY.leading + 8
"""Above the highest and below the lowest value: two numbers one over the other."""
NUMBER = INNER / 3
"""Pixels of the widest number; longer ones have several lines, as below."""
LABEL = 240
"""Of the widest name of a round."""
TICKS = 6
FEW = 24
"""So many points may have a dot each."""


class Box(NamedTuple):
    """Where something stands that must stay free."""

    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Plot:
    """Where points and values lie, in pixels; `top` is where the highest value of the axis is."""

    values: list[float | None]
    edge: float
    """Where the numbers of the scale end."""
    left: float
    right: float
    top: float
    low: float
    high: float

    @property
    def bottom(self) -> float:
        return self.top + HEIGHT

    @property
    def step(self) -> float:
        """From round to round."""
        return (self.right - self.left) / max(len(self.values) - 1, 1)

    def x(self, at: int) -> float:
        return self.left + at * self.step if len(self.values) > 1 else (self.left + self.right) / 2

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / ((self.high - self.low) or 1) * HEIGHT

    def known(self) -> list[tuple[int, float]]:
        return [(at, value) for at, value in enumerate(self.values) if value is not None]

    def pieces(self) -> list[tuple[Point, Point]]:
        """The line, from each point to the next if there is no gap between."""
        return [
            ((self.x(at), self.y(value)), (self.x(next_), self.y(then)))
            for (at, value), (next_, then) in pairwise(self.known())
            if next_ == at + 1
        ]


def trend(sheet: Sheet, picture: dict[str, Any]) -> None:
    points = picture["points"]
    sheet.paragraph(picture.get("unit", ""), SMALL, GREY)
    plot = _plot(picture, 0.0)
    highest = min((box.top for _, box in _numbers(plot, points, sheet.rtl)), default=0.0)
    plot = replace(plot, top=sheet.y + max(8 - highest, SMALL.leading))
    _axis(sheet, plot, _ticks(*picture["axis"]))
    gaps = [at for at, value in enumerate(plot.values) if value is None]
    for at in gaps:
        _cross(sheet, plot.x(at), plot.bottom, min(9, plot.step / 3))
    numbers = _numbers(plot, points, sheet.rtl)
    for text, box in numbers:
        sheet.box(box.left - 4, box.top + 5, box.right - box.left + 8, box.bottom - box.top - 6, WHITE)
        sheet.words(text, (box.left + box.right) / 2, box.top, side="middle", room=NUMBER)
    _line(sheet, plot)
    sheet.y = max([plot.bottom + 12, *(box.bottom for _, box in numbers)]) + 14
    _rounds(sheet, plot, [point["label"] for point in points])
    _reasons(sheet, [points[at] for at in gaps])


def _plot(picture: dict[str, Any], top: float) -> Plot:
    values = [point["value"] for point in picture["points"]]
    low, high = picture["axis"]
    numbers = widest((str(tick) for tick in _ticks(low, high)), SMALL)
    aside = max(min(widest((point["label"] for point in picture["points"]), SMALL), LABEL) / 2, 30)
    known = [value for value in values if value is not None]
    return Plot(
        values=values,
        edge=MARGIN + numbers + 16,
        left=MARGIN + numbers + 16 + aside,
        right=WIDTH - MARGIN - aside,
        top=top,
        low=min([low, *known]),
        high=max([high, *known]),
    )


def _ticks(low: float, high: float) -> list[int]:
    """Whole numbers from one end of the axis to the other, in equal steps, TICKS of them at most."""
    first, last = round(low), round(high)
    span = last - first
    step = next(step for step in count(1) if span % step == 0 and span / step < TICKS)
    return list(range(first, last + 1, step))


def _axis(sheet: Sheet, plot: Plot, ticks: list[int]) -> None:
    for tick in ticks:
        y = plot.y(tick)
        sheet.line([(plot.edge, y), (WIDTH - MARGIN, y)], PALE, 3)
        text = f"{LRI}{tick}{PDI}"
        sheet.words(text, plot.edge - 16, y - SMALL.leading / 2, SMALL, GREY, side="end")


def _cross(sheet: Sheet, x: float, y: float, arm: float = 9) -> None:
    for way in (-arm, arm):
        sheet.line([(x - arm, y - way), (x + arm, y + way)], GREY, 4)


def _line(sheet: Sheet, plot: Plot) -> None:
    for piece in plot.pieces():
        sheet.line(piece, BLUE, 6)
    joined = {x for piece in plot.pieces() for x, _ in piece}
    picked = _picked(plot)
    for at, value in plot.known():
        x = plot.x(at)
        if len(plot.values) <= FEW or at in picked or x not in joined:
            sheet.dot(x, plot.y(value), 11, BLUE, WHITE)


def _picked(plot: Plot) -> dict[int, bool]:
    """The points whose numbers are written, and whether rather above: the highest, the lowest, the last, the first."""
    known = plot.known()
    if not known:
        return {}
    highest = max(known, key=lambda point: point[1])[0]
    lowest = min(known, key=lambda point: point[1])[0]
    picked = {highest: True}
    for at, above in ((lowest, False), (known[-1][0], True), (known[0][0], True)):
        picked.setdefault(at, above)
    return picked


def _numbers(plot: Plot, points: list[dict[str, Any]], rtl: bool) -> list[tuple[str, Box]]:
    """What is written beside the line, and where: off the line, the crosses and each other."""
    crosses = [plot.x(at) for at, value in enumerate(plot.values) if value is None]
    taken = [Box(x - 12, x + 12, plot.bottom - 12, plot.bottom + 12) for x in crosses]
    found = []
    for at, above in _picked(plot).items():
        lines = wrapped(points[at]["number"], NUMBER, BODY, rtl)
        wide = max(width(line, BODY) for line in lines)
        left = min(max(plot.x(at) - wide / 2, plot.edge + 4), WIDTH - MARGIN - wide)
        box = _free(plot, at, (left, left + wide, len(lines) * BODY.leading), taken, above)
        taken.append(box)
        found.append((points[at]["number"], box))
    return found


def _free(plot: Plot, at: int, size: tuple[float, float, float], taken: list[Box], above: bool) -> Box:
    """The place next to the point that is clear of the line and of what stands already, above or below it; if both are as
    near, on the side where it would rather be."""
    y = plot.y(plot.values[at] or 0.0)
    places = [_nearest(plot, size, taken, up) for up in (above, not above)]
    limits = plot.top - ROOM, plot.bottom + ROOM
    inside = [place for place in places if limits[0] <= place.top and place.bottom <= limits[1]]
    return min(inside or places, key=lambda place: round(max(y - place.bottom, place.top - y)))


def _nearest(plot: Plot, size: tuple[float, float, float], taken: list[Box], above: bool) -> Box:
    left, right, tall = size
    line = _heights(plot, left - CLEAR, right + CLEAR)
    top = min(line) - CLEAR - tall if above else max(line) + CLEAR
    box = Box(left, right, top, top + tall)
    while met := [one for one in taken if box.meets(one)]:
        top = min(one.top for one in met) - tall - 4 if above else max(one.bottom for one in met) + 4
        box = Box(left, right, top, top + tall)
    return box


def _heights(plot: Plot, left: float, right: float) -> list[float]:
    """Where the line is between two places, in small steps."""
    steps = range(17)
    found = [(plot.x(at), plot.y(value)) for at, value in plot.known()]
    found += [
        (x + (then - x) * step / 16, y + (below - y) * step / 16)
        for (x, y), (then, below) in plot.pieces()
        for step in steps
    ]
    return [y for x, y in found if left <= x <= right]


def _rounds(sheet: Sheet, plot: Plot, labels: list[str]) -> None:
    """As many names of rounds as have room, evenly from the first to the last."""
    if not labels:
        return
    last = len(labels) - 1
    need = min(widest(labels, SMALL), LABEL) + 20
    every = -(-need * last // (plot.right - plot.left))
    shown = int(last // every) if last else 0
    places = {round(step * last / shown) for step in range(shown + 1)} if shown else {last}
    tall = 0.0
    for at, _ in plot.known():
        sheet.line([(plot.x(at), plot.bottom), (plot.x(at), plot.bottom + 8)], GREY, 2)
    for at in sorted(places):
        words = sheet.words(labels[at], plot.x(at), sheet.y, SMALL, GREY, side="middle", room=LABEL)
        tall = max(tall, words)
    sheet.y += tall + 20


def _reasons(sheet: Sheet, gaps: list[dict[str, Any]]) -> None:
    """Each reason once, with the rounds that have no value for it."""
    reasons: dict[str, list[str]] = {}
    for gap in gaps:
        reasons.setdefault(gap["number"], []).append(cleaned(gap["label"], SMALL))
    for reason, rounds in reasons.items():
        _cross(sheet, MARGIN + 12, sheet.y + SMALL.leading / 2)
        sheet.paragraph(reason, SMALL, INK, x=MARGIN + 40, room=INNER - 40)
        sheet.paragraph(" · ".join(rounds), SMALL, GREY, x=MARGIN + 40, room=INNER - 40)
        sheet.y += 16
