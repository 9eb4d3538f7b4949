"""A chat and what is around it as JSON, for the page that draws it."""

from __future__ import annotations

from bot.demo.browser.message import message
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Answered, Json, Keyboard, Person


def page(telegram: SmallTelegram, person: Person) -> Json:
    """A person's chat with all that is around it."""
    state = telegram.state
    mine = [one for one in telegram.answered if one.user_id == person.id]
    return {
        "bot": {
            "name": telegram.name(person.language_code),
            "username": telegram.username,
            "description": telegram.description(person.language_code),
        },
        "messages": [message(state, stored) for stored in state.thread(person.id)],
        "commands": [{"command": name, "description": text} for name, text in telegram.commands(person)],
        "keyboard": _keyboard(telegram.keyboard(person)),
        "started": person.started,
        "blocked": person.blocked,
        "answer": _last_answer(mine),
        "version": state.version(person.id),
    }


def _keyboard(shown: Keyboard | None) -> Json | None:
    if shown is None:
        return None
    rows = [
        [{"text": one.text, "request_location": one.request_location} for one in row] for row in shown.rows
    ]
    return {"rows": rows, "placeholder": shown.placeholder, "one_time": shown.one_time}


def _last_answer(answers: list[Answered]) -> Json | None:
    """What the last press was answered with, to be shown once."""
    if not answers:
        return None
    last = answers[-1]
    return {"id": last.callback_query_id, "text": last.text, "alert": last.show_alert}
