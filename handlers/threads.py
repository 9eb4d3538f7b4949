"""An author reads what the team wrote, answers, and says whether it helped."""

from __future__ import annotations

from dataclasses import replace

from bot.core.refused import Outdated
from bot.core.screen import NOTHING, Screen
from bot.services import ideas
from bot.services import threads as service
from bot.services.words import want_reply
from bot.views import ideas as idea_views
from bot.views import threads as views
from bot.views.home import home_button
from db import threads
from handlers import follow
from handlers.call import Call


def write(call: Call) -> Screen:
    """What is sent next goes to the team."""
    idea = ideas.own(call.tx, call.me, call.number(0))
    if idea.status == "withdrawn":
        return idea_views.one(call.t, ideas.detail(call.tx, call.me, idea.id))
    call.ask(f"reply:{idea.id}")
    return views.ask_reply(call.t, idea.id, idea.number)


def answered(call: Call) -> Screen:
    """One message, or the pictures of one album: anything after that is not meant for the team."""
    content, album = call.content, call.arg(1)
    if content is None:
        return NOTHING
    if album and content.album != album:
        call.ask("")
        return follow.unknown(replace(call, person=replace(call.me, asked=""), args=()))
    idea = ideas.own(call.tx, call.me, call.number(0))
    want_reply(call.tx, service.reply(call.tx, call.me, idea.id, content, call.now), call.now)
    if album:
        return NOTHING
    call.ask(f"reply:{idea.id}:{content.album}" if content.album.isalnum() else "")
    return views.replied(call.t, idea.id, idea.number)


def rate(call: Call) -> Screen:
    """One tap, which can be changed by another."""
    rating = call.number(2) - 1
    if rating > 1 or not threads.rate(call.tx, call.me.id, call.number(1), rating):
        raise Outdated()
    told = service.told(call.tx, call.me.id, call.number(1), call.number(0))
    if told is None:
        raise Outdated()
    return views.notice(call.t, told, call.t("Thank you! You can change this at any time."))


def media(call: Call) -> Screen:
    """A photo or voice message of the thread, for the author of the idea or of one that follows it."""
    told = service.told(call.tx, call.me.id, call.number(1), call.number(0))
    if told is None or told.message.file is None:
        raise Outdated()
    back = views.my_idea_button(call.t, told.idea_id)
    return views.file_of(call.t, told.message, (back, home_button(call.t)))
