"""Messages to many: what people get, and what staff see of their way."""

from __future__ import annotations

from typing import Any

from bot.core.actions import action
from bot.core.definition import Definition, pick, read_text
from bot.core.flow import Said, following
from bot.core.kinds import kind
from bot.core.screen import Button, Row, Screen
from bot.core.text import N_, Block, item, note, para, title
from bot.i18n import Translator
from bot.services.world import World
from bot.views import entry, outcomes
from bot.views.home import home_button
from db import rounds
from db.broadcasts import Listed, Progress, Running
from db.session import Tx

STATES = {
    "running": N_("It is being sent."),
    "paused": N_("It is paused."),
    "stopped": N_("It was stopped."),
    "done": N_("It has been sent."),
}
SIGNS = {"running": "📤", "paused": "⏸", "stopped": "⏹", "done": "✅"}
REASONS = {
    "opted_out": N_("No longer want to hear of this: {n}"),
    "unreachable": N_("Cannot be reached any more: {n}"),
    "budget": N_("Have already had three messages this week: {n}"),
    "answered": N_("Have already answered: {n}"),
    "nothing_new": N_("There was nothing new for them: {n}"),
    "erased": N_("Have deleted their data: {n}"),
    "stopped": N_("Were still waiting when it was stopped: {n}"),
}
"""Why people were left out. Source of the budget: the design, three pushes a week."""


def message(_tx: Tx, world: World, t: Translator, running: Running) -> Screen:
    """Words of the team, in the reader's language or in the next one that there is."""
    heads, texts = running.content.get("titles"), running.content["texts"]
    text, shown_in = pick(texts, t.code)
    blocks = [*([title(pick(heads, t.code)[0])] if heads else []), para(text), *_other(world, t, shown_in)]
    return Screen(tuple(blocks), (*_ways(t, running.content), _choose(t)))


def round_(tx: Tx, world: World, t: Translator, running: Running) -> Screen:
    """A new round of a survey: what came of the last one, and the first question, to be answered by one tap."""
    found = _round(tx, running)
    definition = read_text(found.definition)
    name, shown_in = pick(definition.title, t.code)
    came, _ = pick(running.content.get("outcome"), t.code)
    blocks = [
        title(f"📋 {name}"),
        *([para(t("This is what came of the last survey: {text}", text=came))] if came else []),
        *_other(world, t, shown_in),
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
    texts = running.content["texts"]
    said = outcomes.outcome(t, name, texts)
    return Screen((*said, *_other(world, t, pick(texts, t.code)[1])), leave(t))


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
    return ((Button(f"🔕 {t('No more surveys')}", action("me.leave", "surveys")),), _choose(t))


def _ways(t: Translator, content: dict[str, Any]) -> list[Row]:
    """A button to what the message is about: {"label": language -> text, "action": "goal:3"}."""
    button = content.get("button")
    return [(Button(pick(button["label"], t.code)[0], button["action"]),)] if button else []


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


def overview(t: Translator, listed: list[Listed]) -> Screen:
    """The newest messages to many, with how each stands."""
    if not listed:
        return Screen(
            (title(t("Messages to many")), para(t("There is no message to many yet."))),
            ((home_button(t),),),
        )
    buttons = tuple(
        (Button(f"{SIGNS[one.state]} {t.date(one.created_at)} · {one.id}", action("broadcast", one.id)),)
        for one in listed
    )
    return Screen((title(t("Messages to many")),), (*buttons, (home_button(t),)))


def progress(t: Translator, broadcast_id: int, found: Progress) -> Screen:
    """How far one is; the lines always add up to the number planned."""
    lines = [
        t("Planned: {n}", n=found.planned),
        t("Sent: {n}", n=found.sent),
        t("Still to be sent: {n}", n=found.open),
        *([t("Failed: {n}", n=found.failed)] if found.failed else []),
        *([t("Unclear, may have arrived: {n}", n=found.unknown)] if found.unknown else []),
        *(t(REASONS.get(reason, REASONS["unreachable"]), n=n) for reason, n in found.skipped.items()),
    ]
    blocks = [title(t("Message to many no. {number}", number=broadcast_id)), para(t(STATES[found.state]))]
    if found.error:
        blocks.append(
            note(t("Telegram refused it. It was paused, because it would have failed for everybody."))
        )
    return Screen(
        (*blocks, *(item(f"• {line}") for line in lines)), (*_controls(t, broadcast_id, found), _back(t))
    )


def _controls(t: Translator, broadcast_id: int, found: Progress) -> list[Row]:
    def press(label: str, verb: str) -> Button:
        return Button(label, action(verb, broadcast_id))

    again = press(f"🔄 {t('Refresh')}", "broadcast")
    stop = press(f"⏹ {t('Stop')}", "broadcast.stop")
    if found.state == "running":
        return [(press(f"⏸ {t('Pause')}", "broadcast.pause"), stop), (again,)]
    if found.state == "paused":
        return [(press(f"▶️ {t('Go on')}", "broadcast.resume"), stop), (again,)]
    return [(again,)] if found.open else []


def _back(t: Translator) -> Row:
    return (Button(f"↩️ {t('Back')}", action("broadcast.list")), home_button(t))
