"""Results as values for `bot.paper.pictures.draw`: bars for one group, shares for several, a line over rounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil, floor
from typing import Any

from bot.core import bands
from bot.core.definition import pick
from bot.core.kinds import kind
from bot.core.questions import Question
from bot.core.tally import POINTS
from bot.core.text import shorten
from bot.i18n import Translator
from bot.services.counts import Asked, Result, View
from bot.services.crosses import Crossing
from bot.views.bars import answered, name_of, summary
from bot.views.counts import part_name
from bot.views.texts import text_of

LEGEND = 11
"""Answers that can be told apart by colour; the rarest of more are one."""

LABEL = 60
"""Characters of a name beside a bar."""

Picture = dict[str, Any]


def whole(t: Translator, asked: Asked) -> Picture | None:
    """One question of a round in all; None where too few answered."""
    return bars(t, asked.result)


def bars(t: Translator, result: Result) -> Picture | None:
    """One group: a bar for each answer or band (of a ranking: how often it was put first)."""
    if not result.people:
        return None
    counts = result.counts or {"": result.people}
    rows = [
        {
            "label": shorten(name_of(t, result.question, option), LABEL)
            if option
            else answered(t, result.people),
            "share": people / result.people,
            "number": _number(t, people, result.people),
        }
        for option, people in counts.items()
    ]
    more = [t("How many put each answer first.")] if kind(result.question).orders else summary(t, result)
    return _picture(t, "bars", result.question, result.people, more) | {"rows": rows}


def view(t: Translator, seen: View) -> Picture | None:
    """One question by language, area or round; None where there is nothing to compare."""
    if seen.by == "round" and (line := trend(t, seen)):
        return line
    return stacked(t, seen)


def stacked(t: Translator, seen: View) -> Picture | None:
    """A bar of shares for each group; texts, pictures, voices and places have a bar for how many there are."""
    people = sum(part.result.people for part in seen.parts)
    if not people:
        return None
    named = [(shorten(part_name(t, seen.by, part), LABEL), part) for part in seen.parts]
    if not seen.parts[0].result.counts and not any(part.result.counts for part in seen.parts):
        largest = max(part.result.people for part in seen.parts)
        rows = [
            {
                "label": name,
                "share": part.result.people / largest,
                "number": t.number(part.result.people) if part.result.people else t("too few answers"),
            }
            for name, part in named
        ]
        return _picture(t, "bars", seen.question, people, []) | {"rows": rows}
    order = _order(seen.question, [part.result.counts for part in seen.parts])
    kept, rest = _kept(order, [part.result.counts for part in seen.parts])
    rows = [_shares(t, name, part.result.people, part.result.counts, kept, rest) for name, part in named]
    return _stack(t, seen.question, people, kept, rest, rows)


def cross(t: Translator, found: Crossing) -> Picture | None:
    """Two questions: a bar of shares for each answer to the first one, unless any of them is hidden."""
    if found.table is None:
        return None
    lines: dict[str, dict[str, int | None]] = {}
    for (row, column), people in found.table.cells.items():
        lines.setdefault(row, {})[column] = people
    columns = list(kind(found.second).ids(found.second))
    rows = []
    for row, cells in lines.items():
        name, said = (
            shorten(name_of(t, found.first, row), LABEL),
            {at: n for at, n in cells.items() if n is not None},
        )
        if len(said) < len(cells):
            rows.append({"label": name, "hidden": t("hidden: it could tell what somebody said")})
        else:
            rows.append(_shares(t, name, sum(said.values()), said, columns, []))
    picture = _stack(t, found.second, found.table.people, columns, [], rows)
    return picture | {"title": f"{text_of(t, found.second)} × {text_of(t, found.first)}"}


def trend(t: Translator, seen: View) -> Picture | None:
    """The mean over rounds, or of yes/no how many said yes; None for questions without such a figure."""
    figures = [_figure(part.result) for part in seen.parts]
    known = [one for one in figures if one is not None]
    if not known:
        return None
    points = [
        {
            "label": f"{part.opened:%d.%m.%y}" if part.opened else part.name,
            "value": figure,
            "number": t("too few answers")
            if figure is None
            else f"{t.number(round(figure, 1))} (n={t.number(part.result.people)})",
        }
        for part, figure in zip(seen.parts, figures, strict=True)
    ]
    people = sum(part.result.people for part in seen.parts)
    unit = t("% yes") if seen.question.kind == "yes_no" else t("on average")
    axis = _axis(seen.question, known)
    return _picture(t, "trend", seen.question, people, []) | {"points": points, "axis": axis, "unit": unit}


def _figure(result: Result) -> float | None:
    if result.question.kind == "yes_no" and result.people:
        return 100 * result.counts.get("yes", 0) / result.people
    if result.people and result.question.kind in POINTS and result.mean is None:
        return float(next(point for point, people in result.counts.items() if people))
    return result.mean


def _axis(question: Question, known: list[float]) -> list[int]:
    if question.kind == "yes_no":
        return [0, 100]
    if question.kind in POINTS:
        return [1, len(kind(question).ids(question))]
    low, high = min(0, floor(min(known))), ceil(max(known))
    return [low, high if high > low else low + 1]


def _order(question: Question, each: Iterable[Mapping[str, int]]) -> list[str]:
    found = dict.fromkeys(name for counts in each for name in counts)
    if question.kind in bands.BANDS:
        return sorted(found, key=lambda name: bands.place(question.kind, name))
    return list(found)


def _kept(order: list[str], each: list[Mapping[str, int]]) -> tuple[list[str], list[str]]:
    """Those with a colour of their own, and the rarest of too many."""
    if len(order) <= LEGEND:
        return order, []
    total = {name: sum(counts.get(name, 0) for counts in each) for name in order}
    often = set(sorted(order, key=lambda name: -total[name])[: LEGEND - 1])
    return [name for name in order if name in often], [name for name in order if name not in often]


def _shares(  # noqa: PLR0913 - a row and what it is made of
    t: Translator, name: str, people: int, counts: Mapping[str, int], kept: list[str], rest: list[str]
) -> dict[str, Any]:
    if not people:
        return {"label": name, "hidden": t("too few answers")}
    said = [counts.get(one, 0) for one in kept]
    said += [sum(counts.get(one, 0) for one in rest)] if rest else []
    whole_ = sum(said) or 1
    return {"label": name, "shares": [n / whole_ for n in said], "number": t.number(people)}


def _stack(  # noqa: PLR0913 - a picture and what it is made of
    t: Translator,
    question: Question,
    people: int,
    kept: list[str],
    rest: list[str],
    rows: list[dict[str, Any]],
) -> Picture:
    legend = [shorten(name_of(t, question, one), LABEL) for one in kept]
    legend += [t("Other answers")] if rest else []
    several = kind(question).many and not kind(question).orders
    more = [t("Shares of all answers that were chosen; more than one was possible.")] if several else []
    more += [t("How many put each answer first.")] if kind(question).orders else []
    low, high = pick(question.low, t.code)[0], pick(question.high, t.code)[0]
    shown = {"legend": legend, "rows": rows, "low": low, "high": high}
    return _picture(t, "stacked", question, people, more) | shown


def _picture(t: Translator, kind_: str, question: Question, people: int, more: list[str]) -> Picture:
    caution = t("These answers are not representative: only people who use this bot could answer.")
    note = "\n".join([answered(t, people), *more, caution])
    return {"kind": kind_, "title": text_of(t, question), "note": note, "rtl": t.rtl, "language": t.code}


def _number(t: Translator, people: int, whole_: int) -> str:
    return t("{n} ({share} %)", n=t.number(people), share=t.number(round(100 * people / whole_)))
