"""How a person's own data and subscriptions look."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.core import topics as tables
from bot.core.actions import action, carried
from bot.core.screen import Button, Row, Screen
from bot.core.text import Block, item, note, para, title
from bot.i18n import Translator
from bot.services import personal
from bot.services.people import About, Heard
from bot.services.world import World
from bot.views.start import home_button
from db.people import Known
from db.session import Tx


def with_question(t: Translator, screen: Screen) -> Screen:
    """The screen with the question under it; its answers stand above the ways that the screen had."""
    answers = (
        (Button(f"🔔 {t('Yes, everything')}", action("me.hear", "all")),),
        (Button(f"✏️ {t('Let me choose')}", action("me.topics", "new")),),
        (Button(f"💬 {t('No, only answers to me')}", action("me.hear", "answers")),),
    )
    asked = para(t("Shall we tell you what happens here?"))
    return replace(screen, blocks=(*screen.blocks, asked), buttons=(*answers, *screen.buttons))


def _ways(t: Translator) -> Row:
    return (_me(t), home_button(t))


def _me(t: Translator) -> Button:
    return Button(f"👤 {t('My data')}", action("me"))


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
    return Screen(tuple(blocks), (*buttons, _ways(t)), fresh=fresh)


def _topic(t: Translator, topic: tables.Topic, on: bool) -> Button:
    label = f"{'✅' if on else '▫️'} {topic.sign} {t(topic.name)}"
    return Button(label, action("me.topic", topic.code.replace(":", "."), int(not on)))


def _rhythm(t: Translator, code: str, present: bool) -> Button:
    return Button(f"{'🔘' if present else '⚪️'} {t(tables.RHYTHMS[code])}", action("me.rhythm", code))


def silent(t: Translator, screen: Screen) -> Screen:
    """A page whose topic was just chosen by somebody who hears only answers: it says so, with the way to change it."""
    remark = note(t("You follow this now. But we send you only answers, as you chose."))
    return screen.after(remark).under((Button(f"🔔 {t('Choose what I hear about')}", action("me.topics")),))


def me(t: Translator, about: About, downloads: int) -> Screen:
    """What is stored, in words and numbers, and what can be done with it."""
    return Screen(
        (title(t("What we know about you")), *_facts(t, about)),
        (
            (
                Button(f"🌐 {t('Language')}", action("language")),
                Button(f"📍 {t('Neighbourhood')}", action("area")),
            ),
            (Button(f"🔔 {t('What I hear about')}", action("me.topics")),),
            (Button(f"📦 {t('Download my data')}", action("me.download", downloads)),),
            (Button(f"🗑 {t('Delete me')}", action("me.delete")),),
            (Button(f"📄 {t('Data protection and imprint')}", action("privacy")),),
            (home_button(t),),
        ),
    )


def _facts(t: Translator, about: About) -> tuple[Block, ...]:
    area = t("Neighbourhood: {area}", area=about.area) if about.area else t("Neighbourhood: not chosen")
    lines = [
        t("Language: {language}", language=t.own_name),
        area,
        t("We have known you since {date}.", date=t.date(about.since)),
    ]
    if about.consent:
        version, given = about.consent
        lines.append(
            t("You agreed to our notice {version} on {date}.", version=version, date=t.date(given))
        )
    lines += [
        _hears(t, about.heard),
        t.plural("You sent us {n} idea.", "You sent us {n} ideas.", about.ideas),
        t.plural("You took part in {n} survey.", "You took part in {n} surveys.", about.surveys),
    ]
    if about.is_staff:
        lines.append(t("You belong to the team here."))
    lines.append(t("Your Telegram number is stored encrypted. We store no name and no phone number."))
    return tuple(item(f"• {line}") for line in lines)


def _hears(t: Translator, heard: Heard) -> str:
    if not heard.topics:
        return t("You hear nothing from us.")
    if heard.rhythm == tables.ANSWERS_ONLY:
        return t("You hear only answers to you.")
    n = len(heard.topics)
    if heard.rhythm == tables.WEEKLY:
        return t.plural(
            "You hear about {n} topic, once a week.", "You hear about {n} topics, once a week.", n
        )
    return t.plural("You hear about {n} topic, at once.", "You hear about {n} topics, at once.", n)


def underway(t: Translator) -> Screen:
    blocks = (
        title(t("Your data is on the way")),
        para(t("You get a file here in a moment. It holds everything that is stored about you.")),
        note(t("The file lies in this chat then, so Telegram has it too.")),
    )
    return Screen(blocks, (_ways(t),))


def delete(t: Translator, ideas: int, token: str) -> Screen:
    """The one question before everything is deleted. Its buttons carry the language: afterwards nobody knows it."""
    blocks = [
        title(t("Do you want to delete everything?")),
        para(t("We delete all that we know about you: ideas, answers, drafts and what you hear about.")),
        para(t("This cannot be undone.")),
    ]
    buttons: list[Row] = [(_erase(t, f"🗑 {t('Delete everything')}", 0, token),)]
    if ideas:
        blocks += [
            para(
                t.plural(
                    "You sent us {n} idea. What shall happen with it?",
                    "You sent us {n} ideas. What shall happen with them?",
                    ideas,
                )
            ),
            para(t("If your ideas stay, nobody can see who sent them. You cannot take them back later.")),
            para(t("We delete your voice messages in any case.")),
        ]
        buttons.append((_erase(t, f"💡 {t('Delete me, keep my ideas')}", 1, token),))
    buttons.append((Button(f"↩️ {t('No, keep everything')}", action("me")),))
    return Screen(tuple(blocks), tuple(buttons))


def _erase(t: Translator, label: str, keep: int, token: str) -> Button:
    return Button(label, carried(action("me.erase", keep, token), t.code, ""))


def farewell(t: Translator, *, kept: bool) -> Screen:
    """The last words. In a language of its own, since there is nobody any more who chose one."""
    gone = t("Everything that we stored about you is deleted.")
    if kept:
        gone = t("Everything that we stored about you is deleted. Your ideas stay without your name.")
    blocks = (
        title(t("Goodbye")),
        para(gone),
        para(t("In our backups it is gone after 30 days at the latest.")),
        para(t("Telegram still has this chat. To remove it there too, delete the chat in Telegram.")),
        para(t("If you want to come back, send /start. Then we begin anew.")),
    )
    return Screen(blocks, ((home_button(t),),), language=t.code)


def _readme(t: Translator) -> str:
    """What lies beside the data, so that whoever opens them understands them."""
    lines = (
        t("This is everything that Kiezstimme has stored about you."),
        t("data.json: your data, in groups. You can open it with any text editor. Times are in UTC."),
        t(
            "The folder media: your photos and voice messages. Each file is named after the number of its idea."
        ),
        t("If there are many photos, you get several files. The data is in the first one."),
        t("Your Telegram number is stored encrypted and is not in this file."),
    )
    return "\n\n".join((*lines, ""))


def archive(
    tx: Tx, world: World, t: Translator, person: Known, content: dict[str, Any]
) -> tuple[str, bytes, str]:
    """One part of a person's data as a file to send: name, content, caption."""
    part, parts = content["part"], content["parts"]
    caption = t("Here is everything that is stored about you.")
    if parts > 1:
        caption = t(
            "Here is everything that is stored about you: part {part} of {parts}.", part=part, parts=parts
        )
    return f"kiezstimme-{part}.zip", personal.archive(tx, world, person.id, part, _readme(t)), caption
