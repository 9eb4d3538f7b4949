"""Results as the team sees them: numbers with small bars, one question by language, what people wrote."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.actions import action
from bot.core.definition import pick
from bot.core.questions import Question, kind
from bot.core.screen import Button, Row, Screen, rows
from bot.core.suppress import OTHER
from bot.core.text import Block, isolate, item, note, para, quote, title
from bot.i18n import Translator
from bot.services import results as service
from bot.services.results import Page, Result, Shown
from bot.views.start import home_button
from bot.views.surveys import label
from db.areas import Place

BAR = 8
"""Characters of a bar: short enough for a phone with a number and an answer beside it."""


def choose(t: Translator, areas: list[Place]) -> Screen:
    """For those who look after several areas."""
    together = (Button(f"🏘 {t('All together')}", action("results.area", 0)),)
    buttons = [Button(f"📍 {area.name}", action("results.area", area.id)) for area in areas]
    blocks = (title(t("Results")), para(t("Of which neighbourhood?")))
    return Screen(blocks, (together, *rows(buttons, 2), (home_button(t),)))


def list_(t: Translator, found: list[service.Row], area: Place | None, *, several: bool) -> Screen:
    blocks: list[Block] = [title(t("Results of surveys"))]
    blocks.append(item(f"📍 {area.name}" if area else f"🏘 {t('All your neighbourhoods together')}"))
    if not found:
        blocks.append(para(t("There has been no survey here yet.")))
    for row in found:
        name = isolate(pick(row.definition.title, t.code)[0], t.rtl)
        blocks.append(para(f"📋 {name}\n{t.date(row.round.opens_at)} · {_answered(t, row.people)}"))
    where = area.id if area else 0
    buttons = [
        (
            Button(
                f"📊 {pick(row.definition.title, t.code)[0]}", action("results.show", row.round.id, where)
            ),
        )
        for row in found
    ]
    back = ((Button(f"↩️ {t('Back')}", action("results")),),) if several else ()
    return Screen(tuple(blocks), (*buttons, *back, (home_button(t),)))


def _answered(t: Translator, people: int) -> str:
    """How many answered; never a number below five."""
    if not people:
        return t("too few answers")
    return t.plural("{n} person answered", "{n} people answered", people)


def show(t: Translator, shown: Shown, area: Place | None) -> Screen:
    """Every question with its numbers."""
    blocks: list[Block] = [title(f"📊 {pick(shown.definition.title, t.code)[0]}"), *_where(t, area)]
    for number, result in enumerate(shown.results, 1):
        blocks.append(title(f"{t.number(number)}. {_text(t, result.question)}"))
        blocks += _numbers(t, result)
    blocks.append(_caution(t))
    buttons = [
        _closer(number, result.question, shown.round.id, area)
        for number, result in enumerate(shown.results)
        if result.people
    ]
    if buttons:
        blocks.append(para(t("Press 🌍 to see a question by language, and 💬 to read what people wrote.")))
    back = (Button(f"↩️ {t('Back')}", action("results.area", area.id if area else 0)), home_button(t))
    return Screen(tuple(blocks), (*rows(buttons, 5), back))


def _where(t: Translator, area: Place | None) -> list[Block]:
    if area:
        return [item(f"📍 {area.name}")]
    remark = t("Neighbourhoods with fewer than five answers are counted together or left out.")
    return [item(f"🏘 {t('All your neighbourhoods together')}"), note(remark)]


def _text(t: Translator, question: Question) -> str:
    return pick(question.text, t.code)[0]


def _caution(t: Translator) -> Block:
    return note(t("These answers are not representative: only people who use this bot could answer."))


def _closer(number: int, question: Question, round_id: int, area: Place | None) -> Button:
    where = area.id if area else 0
    if kind(question).chooses:
        return Button(f"🌍 {number + 1}", action("results.lang", round_id, where, number))
    return Button(f"💬 {number + 1}", action("results.texts", round_id, where, number, 0))


def _numbers(t: Translator, result: Result) -> list[Block]:
    """How many answered, and a line with a bar for every option."""
    blocks = [item(f"👥 {_answered(t, result.people)}")]
    if not result.people:
        return blocks
    asked = kind(result.question)
    if asked.many:
        blocks.append(item(t("More than one answer was possible.")))
    return blocks + [
        item(f"{bar(count, result.people)} {_option(t, result.question, option, at)}: {t.number(count)}")
        for at, (option, count) in enumerate(result.counts.items())
    ]


def _option(t: Translator, question: Question, id_: str, at: int) -> str:
    """The answer, at the ends of a scale with what they mean."""
    options = kind(question).options(question)
    text = label(t, next(option for option in options if option.id == id_))
    end = pick(question.low if at == 0 else question.high if at == len(options) - 1 else None, t.code)[0]
    return isolate(f"{text} ({end})" if end else text, t.rtl)


def bar(count: int, people: int) -> str:
    """A share as a bar: empty only for nobody, full only for everybody."""
    length = round(BAR * count / people) if people else 0
    length = max(length, 1) if count else 0
    length = min(length, BAR - 1) if count < people else length
    return "▇" * length + "▁" * (BAR - length)


def by_language(
    t: Translator,
    question: Question,
    groups: list[tuple[str, Result]],
    name: Callable[[str], str],
    back: tuple[int, int],
) -> Screen:
    """One question, a group of at least five people after the other."""
    blocks: list[Block] = [
        title(_text(t, question)),
        item(f"🌍 {t('By the language in which people answered')}"),
    ]
    if all(language == OTHER for language, _ in groups):
        blocks.append(para(t("The groups are too small to show them by language.")))
        groups = []
    for language, result in groups:
        blocks.append(title(t("Other languages") if language == OTHER else name(language)))
        blocks += _numbers(t, result)
    if groups:
        blocks.append(
            note(t("Languages with fewer than five people are counted together as other languages."))
        )
        blocks.append(_caution(t))
    return Screen(tuple(blocks), (_back(t, back),))


def _back(t: Translator, back: tuple[int, int]) -> Row:
    return (Button(f"↩️ {t('Back')}", action("results.show", *back)), home_button(t))


def texts(
    t: Translator, page: Page, index: int, name: Callable[[str], str], back: tuple[int, int]
) -> Screen:
    """What people wrote, in their own words and in no particular order."""
    blocks: list[Block] = [title(_text(t, page.question))]
    if not page.texts:
        blocks.append(para(t("Too few answers to show.")))
    for text, language in page.texts:
        blocks += [item("💬" if language == OTHER else f"💬 {name(language)}"), quote(text)]
    turn = []
    if page.number > 0:
        turn.append(Button(f"◀️ {page.number}", action("results.texts", *back, index, page.number - 1)))
    if page.number + 1 < page.pages:
        turn.append(Button(f"▶️ {page.number + 2}", action("results.texts", *back, index, page.number + 1)))
    return Screen(tuple(blocks), (*((tuple(turn),) if turn else ()), _back(t, back)))
