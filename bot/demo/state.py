"""What the small Telegram knows: accounts, groups, messages, and the one bot."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.demo.commands import Commands
from bot.demo.faults import Faults
from bot.demo.files.store import Files
from bot.demo.limiter import Limiter
from bot.demo.profile import Profile
from bot.demo.updates import CALLBACK_LIFE, Updates
from bot.demo.values import Answered, Group, Json, Person, Refusal, bad

BOT_ID = 123456789
FIRST_PERSON = 6_104_883_217
FIRST_GROUP = -1_002_104_883_217
FIRST_MESSAGE = 101


@dataclass(slots=True, eq=False)
class Stored:
    """A message; *markup* also holds what the Bot API does not show: reply keyboards and their removal."""

    body: Json
    from_bot: bool
    markup: Json | None = None
    deleted: bool = False

    @property
    def id(self) -> int:
        return int(self.body["message_id"])


@dataclass(slots=True)
class _Press:
    user_id: int
    expires: datetime


class State:
    def __init__(self, token: str, username: str, now: Callable[[], datetime], strict_rate: bool) -> None:
        self.token = token
        self.username = username
        self.now = now
        self.faults = Faults()
        self.listeners: list[Callable[[], None]] = []
        self.updates = Updates(now, self.faults, self.ring)
        self.limiter = Limiter(now) if strict_rate else None
        self.files = Files()
        self.profile = Profile("Kiezstimme")
        self.commands = Commands()
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.chats: dict[int, dict[int, Stored]] = {}
        self.presses: dict[str, _Press] = {}
        self.answered: list[Answered] = []
        self.reactions: dict[tuple[int, int], list[str]] = {}
        self.ids = itertools.count(FIRST_MESSAGE)
        self.clock = 0  # counts changes; the page waits for it
        self.touched: dict[int, int] = {}
        self.faults.on_expire(self._expire_presses)

    # --- who is who ------------------------------------------------------------------------------

    @property
    def bot(self) -> Json:
        name = self.profile.of("name", "")
        return {"id": BOT_ID, "is_bot": True, "first_name": name, "username": self.username}

    def add_person(self, first_name: str, language_code: str | None, username: str | None) -> Person:
        person = Person(FIRST_PERSON + 7919 * len(self.people), first_name, language_code, username)
        self.people[person.id] = person
        return person

    def person(self, who: Person | int) -> Person:
        return self.people[who if isinstance(who, int) else who.id]

    def user_json(self, person: Person) -> Json:
        found = {
            "id": person.id,
            "is_bot": False,
            "first_name": person.first_name,
            "username": person.username,
            "language_code": person.language_code,
        }
        return {name: value for name, value in found.items() if value is not None}

    def chat_json(self, chat_id: int) -> Json:
        if chat_id in self.groups:
            return {"id": chat_id, "type": "supergroup", "title": self.groups[chat_id].title}
        person = self.people[chat_id]
        chat = {"id": chat_id, "type": "private", "first_name": person.first_name}
        return chat | ({"username": person.username} if person.username else {})

    def chat(self, given: Any) -> int:
        """The chat's id, or the server's refusal."""
        if given is None or given == "":
            raise bad("chat_id is empty")
        if not isinstance(given, int) or not (given in self.people or given in self.groups):
            raise bad("chat not found")
        return given

    def writable(self, given: Any) -> int:
        """A chat in which the bot may write now."""
        if given == BOT_ID:
            raise Refusal(403, "the bot can't send messages to the bot")
        chat_id = self.chat(given)
        if chat_id in self.groups:
            if self.groups[chat_id].kicked:
                raise Refusal(403, "bot was kicked from the supergroup chat")
            if not self.groups[chat_id].bot_inside:
                raise Refusal(403, "bot is not a member of the supergroup chat")
            return chat_id
        person = self.people[chat_id]
        if person.deactivated:
            raise Refusal(403, "user is deactivated")
        if person.blocked:
            raise Refusal(403, "bot was blocked by the user")
        if not person.started:
            raise Refusal(403, "bot can't initiate conversation with a user")
        return chat_id

    # --- messages --------------------------------------------------------------------------------

    def add_message(
        self, chat_id: int, sender: Person | None, content: Json, markup: Json | None = None
    ) -> Stored:
        group = self.groups.get(chat_id)
        if group:
            group.messages_sent += 1
        body: Json = {
            "message_id": group.messages_sent if group else next(self.ids),
            "from": self.user_json(sender) if sender else self.bot,
            "chat": self.chat_json(chat_id),
            "date": int(self.now().timestamp()),
            **content,
        }
        stored = Stored(body, sender is None)
        self.set_markup(stored, markup)
        self.chats.setdefault(chat_id, {})[stored.id] = stored
        self.touch(chat_id)
        return stored

    def set_markup(self, stored: Stored, markup: Json | None) -> None:
        stored.markup = markup
        stored.body.pop("reply_markup", None)
        if markup and "inline_keyboard" in markup:
            stored.body["reply_markup"] = markup

    def message(self, chat_id: int, message_id: Any) -> Stored | None:
        if not isinstance(message_id, int):
            return None
        stored = self.chats.get(chat_id, {}).get(message_id)
        return None if stored is None or stored.deleted else stored

    def thread(self, chat_id: int) -> list[Stored]:
        return [one for one in list(self.chats.get(chat_id, {}).values()) if not one.deleted]

    def quoted(self, chat_id: int, message_id: int) -> Json:
        """What stands above a reply; a message that is gone leaves nothing."""
        stored = self.message(chat_id, message_id)
        if stored is None:
            return {}
        return {
            "reply_to_message": {
                name: value for name, value in stored.body.items() if name != "reply_to_message"
            }
        }

    # --- presses ---------------------------------------------------------------------------------

    def add_press(self, person: Person) -> str:
        press = str(1_000_000_000_000_000_000 + person.id % 1000 * 10**9 + len(self.presses))
        self.presses[press] = _Press(person.id, self.now() + CALLBACK_LIFE)
        return press

    def answer_press(self, given: Any, text: str, show_alert: bool) -> None:
        press = self.presses.get(str(given))
        if press is None or press.expires <= self.now():
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self.answered.append(Answered(str(given), press.user_id, text, show_alert))
        self.touch(press.user_id)

    def _expire_presses(self) -> None:
        for press in self.presses.values():
            press.expires = self.now()

    # --- change ----------------------------------------------------------------------------------

    def touch(self, chat_id: int | None) -> None:
        """Something that a person can see has changed; None: for everybody."""
        self.clock += 1
        self.touched[chat_id or 0] = self.clock
        self.ring()

    def version(self, chat_id: int) -> int:
        return max(self.touched.get(chat_id, 0), self.touched.get(0, 0))

    def ring(self) -> None:
        for listener in self.listeners:
            listener()
