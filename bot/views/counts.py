"""The results of a survey in numbers: all questions, one of them, and the fixed ways to look closer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.core import crosses
from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.blocks import OTHER
from bot.core.definition import pick
from bot.core.questions import Question
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import Block, item, note, para, shorten, title
from bot.i18n import Translator
from bot.services.counts import Asked, Crossed, Part, Shown, View
from bot.services.crosses import Crossing
from bot.services.texts import can_be_read
from bot.views.bars import answered, name_of, numbers
from bot.views.home import home_button
from bot.views.texts import text_of, way_in
from db.areas import Place

SIGNS = {"language": "🌍", "area": "🏘", "round": "🕑"}


def show(t: Translator, shown: Shown, area: Place | None) -> Screen:
    """Every question with its numbers."""
    blocks: list[Block] = [title(f"📊 {pick(shown.definition.title, t.code)[0]}"), *_where(t, area)]
    buttons = []
    for number, result in enumerate(shown.results, 1):
        blocks.append(title(f"{t.number(number)}. {text_of(t, result.question)}"))
        blocks += numbers(t, result)
        index = shown.definition.index(result.question.name)
        closer = action("results.ask", shown.round.id, area.id if area else 0, index)
        if result.people:
            buttons.append(Button(f"🔎 {t.number(number)}", closer))
    blocks.append(caution(t))
    if buttons:
        blocks.append(item(f"🔎 {t('To look closer at a question, press its number.')}"))
    here = (shown.round.id, area.id if area else 0)
    more = (Button(f"📥 {t('Download')}", action("results.files", *here)),)
    back = (Button(f"↩️ {t('Back')}", action("results.area", here[1])), home_button(t))
    return Screen(tuple(blocks), (*rows(buttons, 5), more, back))


def _where(t: Translator, area: Place | None) -> list[Block]:
    if area:
        return [item(f"📍 {area.name}")]
    remark = t("Neighbourhoods with fewer than five answers are counted together or left out.")
    return [item(f"🏘 {t('All your neighbourhoods together')}"), note(remark)]


def caution(t: Translator) -> Block:
    return note(t("These answers are not representative: only people who use this bot could answer."))


def ask(t: Translator, asked: Asked, area: Place | None) -> Screen:
    """One question: its numbers, why others gave no answer, and the ways to look closer."""
    blocks: list[Block] = [title(text_of(t, asked.question)), *_where(t, area), *numbers(t, asked.result)]
    for state, people in asked.unsaid.items():
        blocks.append(item(t("{reason}: about {n}", reason=unsaid(t, state), n=t.number(people))))
    blocks.append(caution(t))
    return Screen(tuple(blocks), (*_closer(t, asked, area), *back_rows(t, asked.shown.round.id, area)))


def unsaid(t: Translator, state: str) -> str:
    """Why there is no answer."""
    names = {
        "unknown": t("I don’t know"),
        "private": t("I’d rather not say"),
        "skipped": t("Skipped"),
        "not_asked": t("Not asked, because of other answers"),
        "unfinished": t("Not reached yet"),
    }
    return names.get(state) or t("No answer, for several reasons")


def _closer(t: Translator, asked: Asked, area: Place | None) -> list[Row]:
    """Only what there is."""
    if not asked.result.people:
        return []
    here = (asked.shown.round.id, area.id if area else 0, asked.index)
    ways = [Button(f"🌍 {t('By language')}", action("results.lang", *here))]
    if asked.areas:
        ways.append(Button(f"🏘 {t('By neighbourhood')}", action("results.places", *here)))
    if asked.rounds:
        ways.append(Button(f"🕑 {t('By round')}", action("results.rounds", *here)))
    joined = not asked.shown.round.is_anonymous and asked.index in crosses.crossed(asked.shown.definition)
    if area and joined:
        ways.append(Button(f"🔀 {t('With another question')}", action("results.with", *here)))
    if can_be_read(asked.shown.round, asked.question):
        ways.append(Button(way_in(t, asked.question), action("results.texts", *here, 0)))
    ways.append(Button(f"🖼 {t('As a picture')}", action("results.picture", *here, "all")))
    return [(way,) for way in ways]


def back_rows(
    t: Translator, round_id: int, area: Place | None, index: int | None = None
) -> tuple[Row, ...]:
    """To the question, or to all of them."""
    here = (round_id, area.id if area else 0)
    up = action("results.show", *here) if index is None else action("results.ask", *here, index)
    return ((Button(f"↩️ {t('Back')}", up), home_button(t)),)


def view(t: Translator, seen: View, area: Place | None, *, areas: bool, rounds: bool) -> Screen:
    """One question, a group of at least five people after the other."""
    index = seen.definition.index(seen.question.name)
    here = (seen.round.id, area.id if area else 0, index)
    blocks: list[Block] = [title(text_of(t, seen.question)), *_where(t, area), item(_heading(t, seen.by))]
    parts: Sequence[Part] = seen.parts
    if all(part.name == OTHER for part in parts):
        blocks.append(para(t("The groups are too small to show them one by one.")))
        parts = ()
    for part in parts:
        blocks.append(title(part_name(t, seen.by, part)))
        blocks += numbers(t, part.result)
    if parts:
        blocks += [note(_folded(t, seen.by)), caution(t)]
    ways = [(Button(f"🖼 {t('As a picture')}", action("results.picture", *here, seen.by)),)] if parts else []
    others = {"area": areas, "round": rounds, "language": True}
    for across, there in others.items() if parts else ():
        if there and across != seen.by:
            text = f"{SIGNS[seen.by]}{SIGNS[across]} {t('How many, by both')}"
            ways.append((Button(text, action("results.both", *here, seen.by, across)),))
    return Screen(tuple(blocks), (*ways, *back_rows(t, seen.round.id, area, index)))


def _heading(t: Translator, by: str) -> str:
    names = {
        "language": t("By the language in which people answered"),
        "area": t("By the neighbourhood in which people answered"),
        "round": t("By round, the oldest first"),
    }
    return f"{SIGNS[by]} {names[by]}"


def _folded(t: Translator, by: str) -> str:
    return {
        "language": t("Languages with fewer than five people are counted together as other languages."),
        "area": t("Neighbourhoods with fewer than five answers are counted together or left out."),
        "round": t("Rounds with fewer than five answers have no numbers."),
    }[by]


def part_name(t: Translator, by: str, part: Part) -> str:
    """What a group is called."""
    return t.date(part.opened) if part.opened else name(t, by, part.name)


def name(t: Translator, by: str, key: str) -> str:
    """The name of an area, the code of a language or the day of a round, as people read it."""
    if by == "round":
        return t.day(date.fromisoformat(key))
    if key == OTHER:
        return t("Other languages") if by == "language" else t("Other neighbourhoods")
    return t.language(key) if by == "language" else key


def both(t: Translator, found: Crossed, across: str, area: Place | None) -> Screen:
    """How many answered a question, by two of language, neighbourhood and round."""
    seen = found.view
    index = seen.definition.index(seen.question.name)
    blocks: list[Block] = [title(text_of(t, seen.question)), *_where(t, area)]
    for row, cells in found.lines:
        blocks.append(title(name(t, seen.by, row)))
        for column, people in zip(found.across, cells, strict=True):
            if people is not None:
                blocks.append(item(f"{isolate(name(t, across, column), t.rtl)}: {t.number(people)}"))
    blocks += [note(_folded(t, seen.by)), caution(t)]
    return Screen(tuple(blocks), back_rows(t, seen.round.id, area, index))


def second(t: Translator, asked: Asked, area: Place) -> Screen:
    """Which question to cross with."""
    definition, here = asked.shown.definition, (asked.shown.round.id, area.id, asked.index)
    blocks = (
        title(text_of(t, asked.question)),
        para(t("With which question? You see how many people gave each pair of answers.")),
    )
    buttons = [
        (Button(shorten(text_of(t, definition.questions[at]), 60), action("results.cross", *here, at)),)
        for at in crosses.crossed(definition)
        if at != asked.index
    ]
    return Screen(blocks, (*buttons, *back_rows(t, asked.shown.round.id, area, asked.index)))


def cross(t: Translator, found: Crossing, area: Place) -> Screen:
    """Two questions, crossed: for each answer to the first one the answers to the second."""
    index = found.definition.index(found.first.name)
    blocks: list[Block] = [
        title(f"{text_of(t, found.first)}\n× {text_of(t, found.second)}"),
        item(f"📍 {area.name}"),
    ]
    ways: tuple[Row, ...] = ()
    if found.table is None:
        blocks.append(para(t("The groups are too small for this table.")))
    else:
        blocks.append(item(f"👥 {answered(t, found.table.people)}"))
        blocks += _cells(t, found.first, found.second, found.table.cells)
        blocks += [note(t("… stands for numbers that could tell what somebody said.")), caution(t)]
        here = (found.round.id, area.id, index, found.definition.index(found.second.name))
        ways = ((Button(f"🖼 {t('As a picture')}", action("results.crossed", *here)),),)
    return Screen(tuple(blocks), (*ways, *back_rows(t, found.round.id, area, index)))


def _cells(
    t: Translator, first: Question, second_: Question, cells: Mapping[tuple[str, str], int | None]
) -> list[Block]:
    blocks: list[Block] = []
    last = None
    for (row, column), people in cells.items():
        if row != last:
            blocks.append(title(name_of(t, first, row)))
        last = row
        shown = "…" if people is None else t.number(people)
        blocks.append(item(f"{isolate(name_of(t, second_, column), t.rtl)}: {shown}"))
    return blocks
