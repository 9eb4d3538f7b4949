"""Pages set by Typst from our own templates: posters and reports. Whatever people wrote comes in as JSON and is shown as it
is: no word of it is ever read as markup."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import segno
import typst

from bot.paper.pictures.lettering import BODY, UNKNOWN, glyphs

PAGES = Path(__file__).parent / "pages"
"""The templates: `poster.typ`, `report.typ` and what they share."""

EPOCH = 0
"""The time written into the file: that of the packing would make two files of the same page differ."""


def typeset(template: str, data: dict[str, Any], form: str = "pdf", sheet: int = 1, ppi: int = 72) -> bytes:
    """A page as a PDF, or one sheet of it as a PNG. What a template takes says the head of it; of `data["link"]` a QR code is
    made. Raises typst.TypstError for a template that there is not, IndexError for such a sheet."""
    inputs = {"data": json.dumps(legible(data))}
    if link := data.get("link"):
        inputs["qr"] = square(link)
    made = typst.compile(
        PAGES / f"{template}.typ",
        root=PAGES,
        font_paths=_fonts(),
        format="png" if form == "png" else "pdf",
        ppi=ppi,
        sys_inputs=inputs,
        timestamp=EPOCH,
    )
    sheets = made if isinstance(made, list) else [made]
    found = sheets[sheet - 1]
    assert found is not None
    return found


def legible(given: Any) -> Any:
    """The same texts without signs that the font has not (🌳); UNKNOWN stands for such a letter. What only steers the direction,
    or joins letters, stays."""
    if isinstance(given, dict):
        return {key: legible(value) for key, value in given.items()}
    if isinstance(given, list | tuple):
        return [legible(value) for value in given]
    if not isinstance(given, str):
        return given
    drawn = re.sub(" +", " ", "".join(map(_drawn, given))).strip(" ")
    return drawn or UNKNOWN * bool(given.strip())


def _drawn(char: str) -> str:
    if char in "\ufe0e\ufe0f":  # ask for a coloured sign or a plain one
        return ""
    category = unicodedata.category(char)
    if char in glyphs(BODY) or category == "Cf" or char == "\n":
        return char
    if category[0] in "SMC":
        return ""
    return " " if category[0] == "Z" else UNKNOWN


def square(link: str) -> str:
    """A QR code as SVG, with the white border that readers need; a seventh of it may be dirty or torn."""
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", border=4, xmldecl=False)
    return out.getvalue().decode()


def _fonts() -> Any:
    """DejaVu, which comes with matplotlib and has all our letters, the Arabic ones too: what fonts a machine has makes no
    difference."""
    spec = find_spec("matplotlib")
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0], "mpl-data", "fonts", "ttf")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
