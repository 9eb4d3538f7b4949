"""What people wrote or sent: to be read page by page, and filed as ideas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.definition import pick
from bot.core.goals import GOALS
from bot.core.questions import Question
from bot.core.screen import Button, Media, Place, Row, Screen, rows
from bot.core.text import Block, item, note, para, quote, shorten, title
from bot.i18n import Translator
from bot.services.texts import OTHER_LANGUAGES, TEXTS_ON_A_PAGE, WRITTEN, Opened, Page, Reading, Said
from bot.views.desk import goal_label
from bot.views.home import home_button

FIRST_WORDS = 400
"""Characters of a text in the list: five of them fit into one message. Opened it is whole."""

_SIGNS = {"photo": "🖼", "voice": "🎤", "place": "📍"}


@dataclass(frozen=True, slots=True)
class Names:
    """What languages call themselves, and areas by id; these are empty where only one is looked at."""

    languages: Mapping[str, str]
    areas: Mapping[int, str]


Back = tuple[int, int]
"""The round and the area (0: all) whose results these are."""


def text_of(t: Translator, question: Question) -> str:
    return pick(question.text, t.code)[0]


def way_in(t: Translator, question: Question) -> str:
    """What the button says that leads here."""
    sent = {
        "photo": t("Look at the photos"),
        "voice": t("Listen to the voice messages"),
        "place": t("Look at the places"),
    }
    return f"{_sign(question)} {sent.get(question.kind) or t('Read the answers')}"


def _sign(question: Question) -> str:
    return _SIGNS.get(question.kind, "💬")


def _language(t: Translator, names: Names, code: str) -> str:
    """In the reader's language and as it calls itself; nothing for those that are not named."""
    if not code:
        return ""
    ours, own = t.language(code), names.languages.get(code, "")
    return ours if own in ("", ours) else f"{ours} ({isolate(own, t.rtl)})"


def _about(t: Translator, names: Names, question: Question, said: Said) -> str:
    """Language and area, as far as enough others share them."""
    known = (_language(t, names, said.language), names.areas.get(said.area, ""))
    return " · ".join((_sign(question), *(one for one in known if one))).replace(" · ", " ", 1)


def _go(verb: str, found: Reading, back: Back, *more: object) -> str:
    """A button's data: where one is, and in which language one reads."""
    chosen = (found.language,) if found.language else ()
    return action(f"results.{verb}", *back, found.index, *more, *chosen)


def texts(t: Translator, page: Page, names: Names, back: Back) -> Screen:
    """Some of them, in no particular order."""
    found = page.reading
    question = found.question
    blocks: list[Block] = [title(text_of(t, question))]
    if found.language:
        blocks.append(item(f"🌍 {_filter_label(t, found.language)}"))
    if not page.texts:
        blocks.append(para(t("Too few answers to show.")))
    first = page.number * TEXTS_ON_A_PAGE + 1
    for number, (said, value) in enumerate(page.texts, first):
        blocks.append(item(f"{t.number(number)}. {_about(t, names, question, said)}"))
        if question.kind in WRITTEN:
            blocks.append(quote(value if len(value) <= FIRST_WORDS else shorten(value, FIRST_WORDS)))
    if page.pages > 1:
        numbers = {"page": t.number(page.number + 1), "pages": t.number(page.pages)}
        blocks.append(note(t("Page {page} of {pages}", **numbers)))
    opening = [
        Button(f"{_sign(question)} {t.number(number)}", _go("text", found, back, said.token))
        for number, (said, _) in enumerate(page.texts, first)
    ]
    up = (Button(f"↩️ {t('Back')}", action("results.ask", *back, found.index)), home_button(t))
    ways = (*rows(opening, 5), *_turn(t, page, back), *_languages(t, found, back))
    return Screen(tuple(blocks), (*ways, up))


def _turn(t: Translator, page: Page, back: Back) -> tuple[Row, ...]:
    arrows = (("◀️", page.number - 1), ("▶️", page.number + 1))
    buttons = tuple(
        Button(f"{sign} {t.number(number + 1)}", _go("texts", page.reading, back, number))
        for sign, number in arrows
        if 0 <= number < page.pages
    )
    return (buttons,) if buttons else ()


def _filter_label(t: Translator, code: str) -> str:
    return t("Other languages") if code == OTHER_LANGUAGES else t.language(code)


def _languages(t: Translator, found: Reading, back: Back) -> tuple[Row, ...]:
    """To read one language alone, or all again."""
    if found.language:
        every = action("results.texts", *back, found.index, 0)
        return ((Button(f"🌍 {t('All languages')}", every),),)
    if len(found.languages) < 2:
        return ()
    return rows(
        [
            Button(f"🌍 {_filter_label(t, code)}", action("results.texts", *back, found.index, 0, code))
            for code in found.languages
        ],
        3,
    )


def text(  # noqa: PLR0913 - what is shown, to whom, and on which way
    t: Translator, opened: Opened, names: Names, back: Back, *, may_file: bool, remark: str = ""
) -> Screen:
    """One of them in full; a picture, voice message or place as a message of its own."""
    found, said, content = opened.reading, opened.said, opened.content
    question = found.question
    blocks: list[Block] = [title(text_of(t, question)), item(_about(t, names, question, said))]
    media: tuple[Media, ...] = ()
    places: tuple[Place, ...] = ()
    if question.kind in WRITTEN:
        blocks.append(quote(content.value))
    elif question.kind == "place":
        places = (Place(*content.value),)
    elif content.file:
        media = (Media("photo" if content.file.kind == "photo" else "voice", content.file.file_id),)
    if opened.filed:
        blocks.append(para(t("Filed as the idea {number}.", number=opened.filed.number)))
    if remark:
        blocks.append(note(remark))
    ways = (*_deeds(t, opened, back, may_file=may_file), *_near(t, opened, back))
    return Screen(tuple(blocks), ways, media=media, places=places)


def _deeds(t: Translator, opened: Opened, back: Back, *, may_file: bool) -> tuple[Row, ...]:
    found, token, filed = opened.reading, opened.said.token, opened.filed
    deeds: list[Row] = []
    if filed:
        deeds.append((Button(f"💡 {filed.number}", action("desk.idea", filed.id, "new")),))
    if may_file and filed and filed.may_be_undone:
        deeds.append((Button(f"↩️ {t('Take the filing back')}", _go("undo", found, back, token)),))
    if may_file and not filed:
        deeds.append((Button(f"💡 {t('File as an idea')}", _go("idea", found, back, token)),))
    return tuple(deeds)


def _near(t: Translator, opened: Opened, back: Back) -> tuple[Row, ...]:
    found = opened.reading
    arrows = tuple(
        Button(sign, _go("text", found, back, token))
        for sign, token in (("⬅️", opened.before), ("➡️", opened.after))
        if token
    )
    to_list = Button(f"📋 {t('To the list')}", _go("texts", found, back, opened.page))
    return (*((arrows,) if arrows else ()), (to_list, home_button(t)))


def goals(t: Translator, opened: Opened, back: Back) -> Screen:
    """Under which goal an idea is made of it: the one of the survey first."""
    found, token = opened.reading, opened.said.token
    blocks: list[Block] = [title(t("Which goal does this idea serve most?"))]
    if found.question.kind in WRITTEN:
        blocks.append(quote(shorten(opened.content.value, FIRST_WORDS)))
    first = found.round.goal
    buttons = [
        Button(
            f"{'✔️ ' if goal == first else ''}{goal_label(t, goal)}",
            _go("filed", found, back, token, goal),
        )
        for goal in sorted(GOALS, key=lambda goal: (goal != first, goal))
    ]
    up = (Button(f"↩️ {t('Back')}", _go("text", found, back, token)),)
    return Screen(tuple(blocks), (*rows(buttons, 1), up))
