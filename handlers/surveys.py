"""The surveys that somebody may answer, and the way into one."""

from __future__ import annotations

from bot.core.screen import Screen
from bot.services import answers, ballots, sessions, survey_languages
from bot.services.sessions import Stand
from bot.services.surveys import Entry
from bot.views import rounds
from bot.views import sessions as session_views
from bot.views import surveys as views
from handlers.answers import show, thanks
from handlers.call import Call
from handlers.home import area_of


def list_(call: Call) -> Screen:
    _close(call)
    area = area_of(call)
    if area is None:
        return rounds.no_area(call.t)
    return views.list_(
        call.t, ballots.offered(call.tx, call.world, call.voter, area.id, call.now), area.name
    )


def open_(call: Call) -> Screen:
    return open_round(call, call.number(0))


def open_round(call: Call, round_id: int) -> Screen:
    """The way into a round, also from a link."""
    _close(call)
    area = area_of(call)
    if area is None:
        return rounds.no_area(call.t)
    entry = ballots.find(call.tx, call.world, call.voter, round_id, call.now)
    if entry.state == "done":
        return session_views.done(call.t)
    if not entry.round.is_open(call.now):
        return session_views.closed(call.t, took_part=entry.state == "running")
    shown_in = survey_languages.intro_shown_in(call.world, entry, call.t.code)
    return rounds.intro(call.t, entry, area.name, shown_in)


def start(call: Call) -> Screen:
    entry = ballots.find(call.tx, call.world, call.voter, call.number(0), call.now)
    if entry.state == "new" and (call.me.area_id is None or not entry.round.is_open(call.now)):
        return open_round(call, entry.round.id)
    return show(call, _begun(call, entry))


def _begun(call: Call, entry: Entry) -> Stand:
    if entry.round.is_anonymous:
        return ballots.start(call.tx, call.world, call.voter, entry, call.now, call.today)
    return sessions.start(call.tx, call.me, entry, call.now, call.today)


def in_(call: Call) -> Screen:
    """The first answer, from the message that told of the round. Later taps on it lead to where the person stands."""
    entry = ballots.find(call.tx, call.world, call.voter, call.number(0), call.now)
    if call.me.area_id is None or entry.state != "new" or not entry.round.is_open(call.now):
        return start(call) if entry.state == "running" else open_round(call, entry.round.id)
    here = _begun(call, entry)
    after = answers.choose(call.tx, here, call.arg(1), call.t.code, call.now)
    return show(call, after or here) if after is None or not after.finished else thanks(call, after)


def _close(call: Call) -> None:
    """What is typed beside a list or an introduction is no answer."""
    if call.me.asked.startswith("survey:"):
        call.ask("")
