"""Messages to many: what people get, and what staff see of their way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from bot.core import topics
from bot.core.actions import action
from bot.core.definition import Definition, pick, read_text
from bot.core.flow import Said, following
from bot.core.kinds import kind
from bot.core.notices import READY, day_of
from bot.core.screen import Button, Media, Row, Screen
from bot.core.text import N_, Block, item, note, para, title
from bot.i18n import Translator
from bot.i18n.placeholders import fill
from bot.services import survey_words
from bot.services.world import World
from bot.views import entry, goals, outcomes
from bot.views.words import carried
from db import rounds
from db.broadcasts import Running
from db.session import Tx

LINKS = {
    "idea": ("💡", N_("To the idea"), "public"),
    "event": ("📅", N_("To the event"), "rsvp"),
    "survey": ("📋", N_("To the survey"), "survey.open"),
}
"""What a button under a message can lead to beside a goal: its sign and label, and the verb."""


def message(_tx: Tx, world: World, t: Translator, running: Running) -> Screen:
    """Words of the team, in the reader's language or in the next one that there is; or a ready notice."""
    content = running.content
    head = pick(content.get("titles"), t.code)[0]
    text, shown_in = words(t, content, world.bot_username)
    marks = content.get("marks", {})
    blocks = [
        *([title(head)] if head else []),
        para(text),
        *_other(world, t, shown_in),
        *carried(t, marks.get(shown_in)),
    ]
    less = _less(t, running.topic or content.get("topic"))
    return Screen(tuple(blocks), (*_ways(t, content), *less, _choose(t)))


def opened(tx: Tx, world: World, t: Translator, running: Running) -> Screen:
    """The same for somebody who opens it from their letter: the words of now, with its picture or file."""
    if running.content.get("recalled"):
        return replace(recalled(tx, world, t, running), fresh=True)
    file: Mapping[str, str] = running.content.get("file", {})
    known = file.get("id") or running.file_id
    kind: Literal["photo", "document"] = "photo" if file.get("kind") == "photo" else "document"
    shown = (Media(kind, known),) if file and known else ()
    return replace(message(tx, world, t, running), media=shown, fresh=True)


def words(t: Translator, content: Mapping[str, Any], bot: str) -> tuple[str, str]:
    """The text of a message to many with everything filled in, and the language it is in. Source: `bot.core.notices`."""
    if key := content.get("ready"):
        notice, fields = READY[key], content["fields"]
        shown = {name: shown_field(t, name, value) for name, value in fields.items()}
        return f"{notice.sign} {t(notice.sentence, **shown)}", t.code
    text, shown_in = pick(content["texts"], t.code)
    if "area" not in content:
        return text, shown_in
    return fill(text, {"area": content["area"], "bot": f"@{bot}"}, t.rtl), shown_in


def shown_field(t: Translator, name: str, value: str) -> str:
    return t.day(day_of(value)) if name in ("date", "until") else value


def corrected(tx: Tx, world: World, t: Translator, running: Running) -> Screen:
    """The same with other words, in the place of the old ones."""
    on = datetime.fromisoformat(running.content["on"])
    shown = message(tx, world, t, running)
    said = note(t("The team corrected this message on {day}.", day=t.date(on)))
    return replace(shown, blocks=(*shown.blocks, said))


def recalled(_tx: Tx, _world: World, t: Translator, _running: Running) -> Screen:
    """What stands instead of a message that cannot be deleted any more."""
    text = t("The team has taken back a message that stood here. Please forget what it said.")
    return Screen((para(f"🗑 {text}"),), (_choose(t),))


def round_(tx: Tx, world: World, t: Translator, running: Running) -> Screen:
    """A new round of a survey: what came of the last one, and the first question, to be answered by one tap."""
    found = _round(tx, running)
    definition = read_text(found.definition)
    name, shown_in = pick(definition.title, t.code)
    who = carried(t, survey_words.made_by(definition, t.code))
    came, came_in = pick(running.content.get("outcome"), t.code)
    made = running.content.get("outcome_marks", {}).get(came_in)
    blocks = [
        title(f"📋 {name}"),
        *([para(t("This is what came of the last survey: {text}", text=came))] if came else []),
        *carried(t, made),
        *_other(world, t, shown_in),
        *(who if made is None else ()),
    ]
    first = following(definition, None, Said(found.opens_at.astimezone(world.zone).date()))
    asked = entry.question(t, first, found.id) if first else None
    if asked is None:
        return Screen(
            (*blocks, para(t("There is a new survey for you."))), (_begin(t, found.id), *leave(t))
        )
    return Screen((*blocks, *asked.blocks, *_terms(t, found, definition)), (*asked.buttons, *leave(t)))


def reminder(tx: Tx, world: World, t: Translator, running: Running) -> Screen:
    """For those who were told of a round and have not answered."""
    found = _round(tx, running)
    name, shown_in = pick(read_text(found.definition).title, t.code)
    own = pick(running.content.get("texts"), t.code)[0]
    until = [para(t("You can answer until {day}.", day=t.date(found.closes_at)))] if found.closes_at else []
    words = para(own or t("You have not answered this survey yet. We would like to hear from you, too."))
    return Screen(
        (title(f"📋 {name}"), words, *until, *_other(world, t, shown_in)), (_begin(t, found.id), *leave(t))
    )


def outcome(tx: Tx, world: World, t: Translator, running: Running) -> Screen:
    """What came of a round, for those who took part."""
    name, _ = pick(read_text(_round(tx, running).definition).title, t.code)
    texts, marks = running.content["texts"], running.content.get("marks", {})
    shown_in = pick(texts, t.code)[1]
    said = (*outcomes.outcome(t, name, texts), *carried(t, marks.get(shown_in)))
    return Screen((*said, *_other(world, t, shown_in)), leave(t))


def _round(tx: Tx, running: Running) -> rounds.Running:
    found = rounds.by_round(tx, running.content["round"])
    if found is None:
        raise KeyError(f"no round {running.content['round']}")
    return found


def _begin(t: Translator, round_id: int) -> Row:
    return (Button(f"▶️ {t('Start')}", action("survey.open", round_id)),)


def _terms(t: Translator, found: rounds.Running, definition: Definition) -> list[Block]:
    """What one has to know before the first tap. The rest stands behind the button."""
    total = len([one for one in definition.questions if kind(one).asks])
    named = t("The team sees the answers without your name. Telegram can read this chat.")
    anonymous = t("It is anonymous towards the team. Telegram can read this chat.")
    return [
        item(f"• {t.plural('It has {n} question.', 'It has {n} questions.', total)}"),
        item(f"• {anonymous if found.is_anonymous else named}"),
    ]


def leave(t: Translator) -> tuple[Row, ...]:
    """One tap to hear no more of this."""
    return (*_less(t, topics.SURVEYS), _choose(t))


_LESS = {
    topics.SURVEYS: N_("No more surveys"),
    topics.EVENTS: N_("No more events"),
}


def _less(t: Translator, topic: str | None) -> tuple[Row, ...]:
    """One tap to hear no more of the topic that a message came with."""
    if not topic:
        return ()
    label = t(_LESS.get(topic, N_("No more about this topic")))
    return ((Button(f"🔕 {label}", action("me.leave", topic.replace(":", "."))),),)


def _ways(t: Translator, content: dict[str, Any]) -> list[Row]:
    """A button to what the message is about: {"label": language -> text, "action": "goal:3"}."""
    button, link = content.get("button"), content.get("link")
    ways: list[Row] = [(Button(pick(button["label"], t.code)[0], button["action"]),)] if button else []
    return [*ways, (link_button(t, link),)] if link else ways


def link_button(t: Translator, link: Mapping[str, Any]) -> Button:
    """To a goal, an idea, an event or a survey, in every language: {to, number}."""
    if link["to"] == "goal":
        return Button(goals.named(t, link["number"]), action("goal", link["number"]))
    sign, label, verb = LINKS[link["to"]]
    return Button(f"{sign} {t(label)}", action(verb, link["number"]))


def _choose(t: Translator) -> Row:
    return (Button(f"🔔 {t('Choose what I hear about')}", action("me.topics", "new")),)


def _other(world: World, t: Translator, shown_in: str) -> list[Block]:
    if shown_in == t.code or not shown_in:
        return []
    name = world.catalogues.own_name(shown_in) if shown_in in world.catalogues.codes else shown_in
    text = t(
        "We do not have this in your language yet. You see it in this language: {language}", language=name
    )
    return [note(text)]
