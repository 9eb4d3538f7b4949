"""Surveys as residents see them: the list, the way in, one question after the other, the end."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.definition import pick
from bot.core.questions import Option, Question, kind
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import Block, isolate, item, note, para, quote, title
from bot.i18n import Translator
from bot.services.surveys import Entry, Stand
from bot.views.start import home_button

LONG_LABEL = 36
"""Characters from which a phone cuts a button: then the answers stand in the text, and the buttons carry numbers."""


def label(t: Translator, option: Option) -> str:
    """An answer to choose, as people see it."""
    return t(option.own) if option.own else pick(option.texts, t.code)[0]


def list_button(t: Translator) -> Button:
    return Button(f"📋 {t('Surveys')}", action("survey.list"))


def list_(t: Translator, entries: list[Entry], area: str) -> Screen:
    if not entries:
        blocks = (title(t("Surveys")), para(t("There is no survey in {area} at the moment.", area=area)))
        return Screen(
            blocks, ((Button(f"💡 {t('Suggest an idea')}", action("idea.new")),), (home_button(t),))
        )
    lines = [item(f"{_sign(entry)} {_name(t, entry)} – {_state(t, entry)}") for entry in entries]
    buttons = [(Button(f"{_sign(entry)} {_title(t, entry)}", _way_in(entry)),) for entry in entries]
    return Screen((title(t("Surveys in {area}", area=area)), *lines), (*buttons, (home_button(t),)))


def _sign(entry: Entry) -> str:
    return {"new": "📋", "running": "▶️", "done": "✅"}[entry.state]


def _title(t: Translator, entry: Entry) -> str:
    return pick(entry.definition.title, t.code)[0]


def _name(t: Translator, entry: Entry) -> str:
    return isolate(_title(t, entry), t.rtl)


def _way_in(entry: Entry) -> str:
    return action("survey.start" if entry.state == "running" else "survey.open", entry.round.id)


def _state(t: Translator, entry: Entry) -> str:
    total = len(entry.definition.questions)
    if entry.state == "done":
        return t("you have answered")
    if entry.state == "running":
        return t("go on at question {at} of {total}", at=entry.at, total=total)
    return t.plural("{n} question", "{n} questions", total)


def no_area(t: Translator) -> Screen:
    blocks = (para(t("Please choose your neighbourhood first. Then I can show you its surveys.")),)
    return Screen(blocks, ((Button(f"📍 {t('Choose neighbourhood')}", action("area")),), (home_button(t),)))


def intro(t: Translator, entry: Entry, area: str, shown_in: str = "") -> Screen:
    """What it is about, how long it takes and who sees it, before the first question."""
    total = len(entry.definition.questions)
    intro = pick(entry.definition.intro, t.code)[0]
    blocks = [
        title(_title(t, entry)),
        *([para(intro)] if intro else []),
        item(f"• {t.plural('It has {n} question.', 'It has {n} questions.', total)}"),
        item(f"• {t('You can skip questions, stop, and go on another day.')}"),
        item(f"• {t('The team of {area} sees the answers without your name.', area=area)}"),
        item(f"• {t('Results are shown only for groups of five people or more.')}"),
        item(f"• {t('Telegram can read the messages in this chat.')}"),
    ]
    if shown_in:
        blocks.append(_other_language(t, shown_in))
    if entry.round.closes_at:
        blocks.append(item(f"• {t('You can answer until {day}.', day=t.date(entry.round.closes_at))}"))
    begin = t("Go on") if entry.state == "running" else t("Start")
    ways = (
        Button(f"▶️ {begin}", action("survey.start", entry.round.id)),
        Button(t("Not now"), action("home")),
    )
    return Screen(tuple(blocks), (ways,))


def _other_language(t: Translator, shown_in: str) -> Block:
    return note(
        t(
            "We do not have this in your language yet. You see it in this language: {language}",
            language=shown_in,
        )
    )


def question(t: Translator, here: Stand, shown_in: str, remark: str = "") -> Screen:
    """The present question, with what was said to it before. A remark stands in front."""
    asked, (number, total) = here.question, here.progress
    blocks: list[Block] = [note(remark)] if remark else []
    blocks += [
        item(t("Question {number} of {total}", number=number, total=total)),
        title(pick(asked.text, t.code)[0]),
        *_details(t, asked),
    ]
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
        blocks += [para(t("Your answer so far:")), quote(str(here.given.value))]
    return Screen(tuple(blocks), (*_choices(t, here), *_ways(t, here)))


def _details(t: Translator, asked: Question) -> list[Block]:
    """What the ends of a scale mean, answers too long for a button, and how to answer."""
    low, high = pick(asked.low, t.code)[0], pick(asked.high, t.code)[0]
    blocks = [item(f"{t.number(1)} = {isolate(low, t.rtl)}")] if low else []
    blocks += [item(f"{t.number(asked.points)} = {isolate(high, t.rtl)}")] if high else []
    options = kind(asked).options(asked)
    if _are_long(t, options):
        blocks += [
            item(f"{t.number(at)}. {isolate(label(t, one), t.rtl)}") for at, one in enumerate(options, 1)
        ]
    return [*blocks, para(t(kind(asked).hint))] if kind(asked).hint else blocks


def _are_long(t: Translator, options: tuple[Option, ...]) -> bool:
    return any(len(label(t, option)) > LONG_LABEL for option in options)


def _choices(t: Translator, here: Stand) -> tuple[Row, ...]:
    """One button per answer: short ones beside each other, chosen ones marked."""
    asked = kind(here.question)
    options = asked.options(here.question)
    chosen = asked.counts(here.given.value) if here.given else ()
    numbers = _are_long(t, options)
    labels = [t.number(at) if numbers else label(t, option) for at, option in enumerate(options, 1)]
    way, step = here.way.id, here.way.step
    buttons = []
    for option, text in zip(options, labels, strict=True):
        on = option.id in chosen
        if asked.many:
            pressed = action("survey.tick", way, step, option.id, int(not on))
            buttons.append(Button(f"{'☑️' if on else '⬜️'} {text}", pressed))
        else:
            pressed = action("survey.pick", way, step, option.id)
            buttons.append(Button(f"✓ {text}" if on else text, pressed))
    done = ((Button(f"✅ {t('Done')}", action("survey.done", way, step)),),) if asked.many else ()
    return (*rows(buttons, _width(labels)), *done)


def _width(labels: list[str]) -> int:
    """How many stand in a row: a scale in one row, words of one or two syllables in pairs."""
    longest = max(map(len, labels), default=0)
    if longest <= 2:
        return max(len(labels), 1) if len(labels) <= 7 else 5
    return 2 if longest <= 12 else 1


def _ways(t: Translator, here: Stand) -> tuple[Row, ...]:
    way, step = here.way.id, here.way.step
    row: list[Button] = []
    if not here.is_first:
        row.append(Button(f"↩️ {t('Back')}", action("survey.back", way, step)))
    if here.has_answer and not kind(here.question).many:
        row.append(Button(f"⏩ {t('Keep and go on')}", action("survey.next", way, step)))
    elif not here.question.required:
        row.append(Button(f"⏩ {t('Skip')}", action("survey.skip", way, step)))
    last = (
        Button(f"🌐 {t('Language')}", action("language")),
        Button(f"⏸ {t('Pause')}", action("survey.pause", way)),
    )
    return (tuple(row), last) if row else (last,)


def paused(t: Translator, here: Stand) -> Screen:
    blocks = (para(t("Your answers are saved. You can go on at any time, also in a few days.")),)
    go_on = Button(f"▶️ {t('Go on')}", action("survey.start", here.round.id))
    return Screen(blocks, ((go_on,), (home_button(t),)))


def thanks(t: Translator, area: str) -> Screen:
    """The end, and what happens with the answers."""
    blocks = (
        title(f"🙏 {t('Thank you!')}"),
        para(
            t(
                "Your answers are saved. The team of {area} looks at all answers together, without names.",
                area=area,
            )
        ),
        para(
            t(
                "It uses them when it plans what to do in the neighbourhood. Results are shown only for groups of five people or more."
            )
        ),
    )
    return Screen(blocks, _after(t))


def done(t: Translator) -> Screen:
    """A finished survey, opened again."""
    return Screen((para(t("You have answered this survey. Thank you!")),), _after(t))


def closed(t: Translator, *, took_part: bool) -> Screen:
    blocks = [para(t("This survey is closed. It is no longer possible to answer."))]
    if took_part:
        blocks.append(para(t("The answers that you have given until now count. Thank you!")))
    return Screen(tuple(blocks), _after(t))


def _after(t: Translator) -> tuple[Row, ...]:
    idea = Button(f"💡 {t('Suggest an idea')}", action("idea.new"))
    return ((idea,), (list_button(t), home_button(t)))
