"""What a person hears about, to choose."""

from __future__ import annotations

from dataclasses import replace

from bot.core import topics as tables
from bot.core.actions import action
from bot.core.screen import Button, Row, Screen
from bot.core.text import note, para, title
from bot.i18n import Translator
from bot.services.subscriptions import Heard
from bot.views.home import home_button
from bot.views.people import ways


def with_question(t: Translator, screen: Screen) -> Screen:
    """The screen with the question under it; its answers stand above the ways that the screen had."""
    answers = (
        (Button(f"🔔 {t('Yes, everything')}", action("me.hear", "all")),),
        (Button(f"✏️ {t('Let me choose')}", action("me.topics", "new")),),
        (Button(f"💬 {t('No, only answers to me')}", action("me.hear", "answers")),),
    )
    asked = para(t("Shall we tell you what happens here?"))
    return replace(screen, blocks=(*screen.blocks, asked), buttons=(*answers, *screen.buttons))


def heard(t: Translator, rhythm: str) -> Screen:
    """What the answer to the question has done. A new message: the one with the question says something else too."""
    text = t("Good. You will hear from us when there is an answer to you, a new survey or an event.")
    if rhythm == tables.ANSWERS_ONLY:
        text = t("Good. You will hear from us only when there is an answer to you.")
    blocks = (para(text), para(t("You can change this at any time.")))
    choose = Button(f"🔔 {t('Choose what I hear about')}", action("me.topics"))
    return Screen(blocks, ((choose,), (home_button(t),)), fresh=True)


def topics(t: Translator, heard: Heard, *, fresh: bool = False) -> Screen:
    """Every topic with a tick, and how often; pressing one changes it at once."""
    blocks = [title(t("What do you want to hear about?")), para(t("Press something to turn it on or off."))]
    buttons: list[Row] = [
        (_topic(t, topic, topic.code in heard.topics),) for topic in tables.TOPICS.values()
    ]
    if heard.topics:
        blocks.append(para(t("How often? Choose with the last three buttons.")))
        buttons += [(_rhythm(t, code, code == heard.rhythm),) for code in tables.RHYTHMS]
    if heard.topics and heard.rhythm == tables.ANSWERS_ONLY:
        blocks.append(
            note(t("At present we send you only answers. We remember your other topics for later."))
        )
    if not heard.topics:
        blocks.append(note(t("At present we send you nothing.")))
    return Screen(tuple(blocks), (*buttons, ways(t)), fresh=fresh)


def _topic(t: Translator, topic: tables.Topic, on: bool) -> Button:
    label = f"{'✅' if on else '▫️'} {topic.sign} {t(topic.name)}"
    return Button(label, action("me.topic", topic.code.replace(":", "."), int(not on)))


def _rhythm(t: Translator, code: str, present: bool) -> Button:
    return Button(f"{'🔘' if present else '⚪️'} {t(tables.RHYTHMS[code])}", action("me.rhythm", code))


def less_often(t: Translator, survey: str) -> Screen:
    """For somebody who has not answered two rounds in a row; it is asked once."""
    words = para(
        t(
            "You have not answered “{survey}” the last two times. Shall we write to you less often?",
            survey=survey,
        )
    )
    ways = (
        Button(f"📬 {t('Only one letter a week')}", action("me.rhythm", tables.WEEKLY)),
        Button(f"🔕 {t('No more surveys')}", action("me.leave", tables.SURVEYS)),
        Button(t("Leave it as it is"), action("home")),
    )
    return Screen((words,), tuple((way,) for way in ways))


def left(t: Translator, topic: tables.Topic) -> Screen:
    """After somebody left a topic; one tap takes it back."""
    again = Button(f"↩️ {t('Undo')}", action("me.topic", topic.code.replace(":", "."), 1))
    said = para(t("You will hear no more about this: {topic}", topic=t(topic.name)))
    return Screen((said,), ((again,), (home_button(t),)), fresh=True)


def silent(t: Translator, screen: Screen) -> Screen:
    """A page whose topic was just chosen by somebody who hears only answers: it says so, with the way to change it."""
    remark = note(t("You follow this now. But we send you only answers, as you chose."))
    return screen.after(remark).under((Button(f"🔔 {t('Choose what I hear about')}", action("me.topics")),))
