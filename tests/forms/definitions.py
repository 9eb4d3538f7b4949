"""Definitions of any shape, for rules that hold for all of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from bot.core.clean import clean
from bot.core.kinds import KINDS

CODES = ("de", "de_simple", "en", "tr", "ar", "sr_Latn", "ku", "ig", "ckb", "pt-BR")
TYPED = ("text", "long_text", "whole", "decimal", "date", "time")
LISTED = ("single", "several", "ranking")
OTHERS = ("yes_no", "scale", "smileys", "note", *({"photo", "voice", "place"} & KINDS.keys()))
_ERRORS = ("#", "${", "x005F_", "_x000D_", "\ufffe", "\uffff")
"""What a spreadsheet or the standard keeps for itself."""

words = (
    st.text(min_size=1, max_size=30)
    .map(clean)
    .filter(lambda text: bool(text) and clean(text) == text and not any(sign in text for sign in _ERRORS))
)
names = st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True) | st.sampled_from(
    ("meta", "yes_no", "smileys")
)
ids = st.from_regex(r"[a-z0-9_]{1,20}", fullmatch=True)
files = st.from_regex(r"[a-z0-9][a-z0-9 _-]{0,20}\.(png|jpg|ogg)", fullmatch=True)
rules = {
    "whole": (". >= 0 and . <= 120", ". != 13"),
    "decimal": (". * 2 mod 1 = 0", "not(. < 0.5)"),
    "date": (". > today()", ". >= '2026-11-01'"),
    "text": ("regex(., '[0-9]{5}')", "string-length(.) < 9"),
}


@st.composite
def texts(
    draw: st.DrawFn, codes: tuple[str, ...], values: st.SearchStrategy[str] = words
) -> dict[str, str]:
    """In some of these languages, in their order, at least in one."""
    chosen = draw(st.sets(st.sampled_from(codes), min_size=1))
    return {code: draw(values) for code in codes if code in chosen}


@st.composite
def question(
    draw: st.DrawFn, name: str, codes: tuple[str, ...], earlier: list[dict[str, Any]]
) -> dict[str, Any]:
    kind = draw(st.sampled_from((*TYPED, *LISTED, *OTHERS)))
    made: dict[str, Any] = {"name": name, "kind": kind, "text": draw(texts(codes))}
    some = st.none() | texts(codes)
    made["hint"], made["pictures"] = draw(some), draw(st.none() | texts(codes, files))
    made["voices"] = draw(st.none() | texts(codes, files))
    made["relevant"] = draw(relevant(earlier)) if earlier else ""
    if kind in LISTED:
        chosen = draw(st.lists(ids, min_size=2, max_size=5, unique=True))
        made["options"] = [{"id": id_, "text": draw(texts(codes))} for id_ in chosen]
        made["shuffled"] = draw(st.booleans())
    if kind == "several":
        made["least"], made["most"] = draw(st.sampled_from(((0, 0), (1, 0), (0, 2), (1, 2), (2, 2))))
        made["constraint"] = draw(
            st.sampled_from(("", f"selected(., '{made['options'][0]['id']}') or 1 = (2)"))
        )
    if kind == "scale":
        made["points"] = draw(st.integers(2, 10))
        for end, point in (("low", 1), ("high", made["points"])):
            made[end] = draw(st.none() | texts(codes, _other_than(str(point))))
    if kind != "note":
        made["required"] = draw(st.booleans())
        made["constraint"] = made.get("constraint") or draw(st.sampled_from(("", *rules.get(kind, ()))))
        made["wrong"] = draw(some)
        made["declines"] = draw(st.sampled_from(([], ["unknown"], ["private"], ["unknown", "private"])))
    return {key: value for key, value in made.items() if value}


def _other_than(number: str) -> st.SearchStrategy[str]:
    """Words for the end of a scale; its number alone says nothing."""
    return words.filter(lambda text: text != number)


@st.composite
def relevant(draw: st.DrawFn, earlier: list[dict[str, Any]]) -> str:
    """A rule about some of the questions before."""
    rule = ""
    for asked in draw(st.lists(st.sampled_from(earlier), max_size=3)):
        part = draw(st.sampled_from(_about(asked)))
        rule = draw(st.sampled_from((f"{rule} and {part}", f"({rule}) or not({part})"))) if rule else part
    return rule


def _about(asked: dict[str, Any]) -> tuple[str, ...]:
    name = f"${{{asked['name']}}}"
    if asked["kind"] in LISTED:
        id_ = asked["options"][-1]["id"]
        return (f"selected({name}, '{id_}')", f"{name} != ''", f"count-selected({name}) > 1")
    if asked["kind"] == "yes_no":
        return (f"{name} = 'yes'", f"'no' != {name}")
    return (f"{name} > 3", f"{name} = ''", f"{name} < today()")


@st.composite
def definitions(draw: st.DrawFn) -> tuple[dict[str, Any], str]:
    """(a definition, the default language of its form)"""
    codes = tuple(draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True)))
    asked: list[dict[str, Any]] = []
    for name in draw(st.lists(names, min_size=1, max_size=6, unique=True)):
        asked.append(draw(question(name, codes, list(asked))))
    intro = draw(st.just({}) | texts(codes))
    made = {"title": draw(texts(codes)), "intro": intro, "questions": asked}
    return made, draw(st.sampled_from(codes))
