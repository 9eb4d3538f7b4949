"""The question that somebody stands at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.definition import pick
from bot.core.kinds import Several, kind
from bot.core.questions import Question
from bot.core.screen import Button, Media, Row, Screen
from bot.core.text import Block, item, note, para, quote, title
from bot.i18n import Translator
from bot.services.answers import UNFIT
from bot.services.sessions import Stand
from bot.views import options
from bot.views.options import Shown

Files = Mapping[str, tuple[str, str]]
"""Name -> (kind, file id)."""
NO_FILES: Files = MappingProxyType({})


def media_of(t: Translator, asked: Question, files: Files) -> tuple[Media, ...]:
    """The picture and the recording of a question, as far as they are there."""
    names = (pick(asked.pictures, t.code)[0], pick(asked.voices, t.code)[0])
    found = [files[name] for name in names if name in files]
    return tuple(Media("photo" if kind == "photo" else "voice", file_id) for kind, file_id in found)


def question(t: Translator, here: Stand, shown_in: str, page: int = 0, files: Files = NO_FILES) -> Screen:
    """The present question, with what was said to it before. What was wrong or fell away stands in front; its picture is
    shown when one comes to it, not at every tick."""
    asked = here.question
    shown = options.shown(t, here, page)
    blocks = [*_remarks(t, here), *_heading(t, here), *_details(t, asked, shown)]
    if shown_in:
        blocks.append(
            note(
                t(
                    "This question is not there in your language yet. You see it in: {language}",
                    language=shown_in,
                )
            )
        )
    if here.has_answer and here.given and not kind(asked).chooses:
        blocks += [para(t("Your answer so far:")), quote(_said(t, here))]
    arrived = here.way.ticked is None and not here.wrong and page == 0
    media = media_of(t, asked, files) if arrived else ()
    ways = (*options.choices(t, here, shown), *_declines(t, here), *_ways(t, here))
    return Screen(tuple(blocks), ways, media=media)


_OWN = (UNFIT, Several.too_few, Several.too_many)
"""Where a question's own words say it better: what is wrong with an answer that was given."""


def _remarks(t: Translator, here: Stand) -> list[Block]:
    asked, said = here.question, []
    if here.wrong:
        own = pick(asked.wrong, t.code)[0] if here.wrong in _OWN else ""
        limits = {"least": asked.least, "most": asked.most, "limit": kind(asked).limit}
        said.append(own or t(here.wrong, **limits))
    if here.lost:
        said.append(
            t.plural(
                "{n} earlier answer was removed because it does not fit your other answers any more.",
                "{n} earlier answers were removed because they do not fit your other answers any more.",
                here.lost,
            )
        )
    return [note(one) for one in said]


def _heading(t: Translator, here: Stand) -> list[Block]:
    text = pick(here.question.text, t.code)[0]
    if not kind(here.question).asks:
        return [para(text)]
    number, total = here.progress
    return [item(t("Question {number} of {total}", number=number, total=total)), title(text)]


def _said(t: Translator, here: Stand) -> str:
    value = here.given.value if here.given else None
    if here.question.kind == "date":
        return t.day(date.fromisoformat(str(value)))
    return t.number(value) if isinstance(value, int | float) else str(value)


def _details(t: Translator, asked: Question, shown: Shown) -> list[Block]:
    """What the ends of a scale mean, answers too long for a button, and how to answer."""
    hint = pick(asked.hint, t.code)[0]
    low, high = pick(asked.low, t.code)[0], pick(asked.high, t.code)[0]
    blocks = [item(f"{t.number(1)} = {isolate(low, t.rtl)}")] if low else []
    blocks += [item(f"{t.number(asked.points)} = {isolate(high, t.rtl)}")] if high else []
    if shown.are_long:
        blocks += [item(f"{t.number(at)}. {isolate(text, t.rtl)}") for at, _, text in shown.options]
    blocks += [para(hint)] if hint else []
    blocks += [para(t(kind(asked).hint))] if kind(asked).hint else []
    return [*blocks, *_bounds(t, asked)]


def _bounds(t: Translator, asked: Question) -> list[Block]:
    """How many of several answers are wanted."""
    least = (
        [t.plural("At least {n} answer.", "At least {n} answers.", asked.least)] if asked.least > 1 else []
    )
    most = [t.plural("At most {n} answer.", "At most {n} answers.", asked.most)] if asked.most else []
    return [item(one) for one in (*least, *most)]


def _declines(t: Translator, here: Stand) -> tuple[Row, ...]:
    names = {"unknown": t("I don’t know"), "private": t("I’d rather not say")}
    marks = {state: "✓ " if here.given and here.given.state == state else "" for state in names}
    row = tuple(
        Button(f"{marks[state]}{name}", action("survey.decline", here.ref, here.way.step, state))
        for state, name in names.items()
        if state in here.question.declines
    )
    return (row,) if row else ()


def _ways(t: Translator, here: Stand) -> tuple[Row, ...]:
    way, step = here.ref, here.way.step
    row: list[Button] = []
    if not here.is_first:
        row.append(Button(f"↩️ {t('Back')}", action("survey.back", way, step)))
    if not kind(here.question).asks:
        row.append(Button(f"▶️ {t('Go on')}", action("survey.next", way, step)))
    elif here.has_answer and not kind(here.question).many:
        row.append(Button(f"⏩ {t('Keep and go on')}", action("survey.next", way, step)))
    elif not here.question.required:
        row.append(Button(f"⏩ {t('Skip')}", action("survey.skip", way, step)))
    last = (
        Button(f"🌐 {t('Language')}", action("language")),
        Button(f"⏸️ {t('Pause')}", action("survey.pause", way)),
    )
    return (tuple(row), last) if row else (last,)
