"""The colours of the pictures: two published sets that colour-blind people can tell apart, and what can be read on them.

Sources: Okabe and Ito, "Color Universal Design" (2008), its blue for what is counted; ColorBrewer's diverging PuOr (Brewer
and Harrower, colorbrewer2.org, marked there as safe for colour-blind people) for scales. PuOr does not say which end is
the good one: a team's scale may begin with either. Contrast: WCAG 2.2, 1.4.3 (text 4.5:1) and 1.4.11 (graphics 3:1).
"""

from __future__ import annotations

WHITE = "#ffffff"
BLACK = "#000000"
INK = "#1a1a1a"
GREY = "#595959"
"""Small texts, outlines: 7:1 on white."""
PALE = "#e6e6e6"
"""What is empty, and lines of a scale: beside a text or an outline that says the same."""
BLUE = "#0072b2"

FACES = ("#f4a582", *("#ffe08a",) * 4)
"""Of the smileys, from very bad to very good."""

_PUOR = {
    2: "e66101 5e3c99",
    3: "f1a340 f7f7f7 998ec3",
    4: "e66101 fdb863 b2abd2 5e3c99",
    5: "e66101 fdb863 f7f7f7 b2abd2 5e3c99",
    6: "b35806 f1a340 fee0b6 d8daeb 998ec3 542788",
    7: "b35806 f1a340 fee0b6 f7f7f7 d8daeb 998ec3 542788",
    8: "b35806 e08214 fdb863 fee0b6 d8daeb b2abd2 8073ac 542788",
    9: "b35806 e08214 fdb863 fee0b6 f7f7f7 d8daeb b2abd2 8073ac 542788",
    10: "7f3b08 b35806 e08214 fdb863 fee0b6 d8daeb b2abd2 8073ac 542788 2d004b",
    11: "7f3b08 b35806 e08214 fdb863 fee0b6 f7f7f7 d8daeb b2abd2 8073ac 542788 2d004b",
}
MOST = max(_PUOR)
"""Points of a scale that can be told apart."""


def scale(points: int) -> list[str]:
    """A colour for every point, from the low end to the high one. Raises ValueError for more than MOST."""
    if points > MOST:
        raise ValueError(f"a scale of {points} points has no {points} colours")
    return [f"#{colour}" for colour in _PUOR[max(points, 2)].split()][:points]


def on(ground: str) -> str:
    """Which of black and white is read better on this."""
    return max((BLACK, WHITE), key=lambda colour: contrast(colour, ground))


def shades() -> list[int]:
    """Red, green, blue of each colour there is in a picture: also of the edges of letters, between theirs and their ground's."""
    grounds = {PALE, *FACES, *(f"#{colour}" for colours in _PUOR.values() for colour in colours.split())}
    ways = [
        (INK, WHITE, 12),
        (GREY, WHITE, 10),
        (BLUE, WHITE, 10),
        *((one, on(one), 5) for one in sorted(grounds)),
    ]
    levels = [
        level
        for one, other, steps in ways
        for step in range(steps)
        for level in _between(one, other, step / steps)
    ]
    return [*levels, *_levels(WHITE), *_levels(BLACK)]


def contrast(one: str, other: str) -> float:
    """1 for the same luminance, 21 for black on white (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def linear(colour: str) -> tuple[float, float, float]:
    """The light of red, green and blue, 0..1 (IEC 61966-2-1), of a colour such as #0072b2."""
    red, green, blue = _levels(colour)
    return _light(red / 255), _light(green / 255), _light(blue / 255)


def _levels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _between(one: str, other: str, part: float) -> list[int]:
    return [round(a + (b - a) * part) for a, b in zip(_levels(one), _levels(other), strict=True)]


def _light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
