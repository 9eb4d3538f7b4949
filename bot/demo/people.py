"""The people's side of the small Telegram: what somebody with the app in hand can do."""

from __future__ import annotations

from typing import Any

from bot.demo import view
from bot.demo.formatted import formatted
from bot.demo.state import FIRST_GROUP, State, Stored
from bot.demo.values import Group, Json, Keyboard, KeyboardButton, Message, Person

Who = Person | int


class PeoplesSide:
    state: State

    # --- accounts --------------------------------------------------------------------------------

    def user(
        self,
        first_name: str,
        language_code: str | None = None,
        *,
        username: str | None = None,
        staff: bool = False,
    ) -> Person:
        """A new account that never spoke with the bot."""
        person = self.state.add_person(first_name, language_code, username)
        person.staff = staff
        return person

    @property
    def people(self) -> list[Person]:
        return list(self.state.people.values())

    def start(self, user: Who, payload: str = "") -> int:
        """Opening the bot's link and pressing Start; a blocked bot is unblocked by it."""
        if self.state.person(user).blocked:
            self.unblock(user)
        return self.text(user, f"/start {payload}".strip())

    def block(self, user: Who) -> None:
        self._membership(self.state.person(user), "member", "kicked", blocked=True)

    def unblock(self, user: Who) -> None:
        self._membership(self.state.person(user), "kicked", "member", blocked=False)

    def deactivate(self, user: Who) -> None:
        """The account is deleted: nothing is said, but nothing arrives any more."""
        self.state.person(user).deactivated = True

    def group(self, title: str, *members: Person) -> Group:
        """A supergroup into which its first member brought the bot."""
        state = self.state
        group = Group(FIRST_GROUP - 104_729 * len(state.groups), title, list(members))
        state.groups[group.id] = group
        if members:
            state.updates.put("my_chat_member", self._member_update(members[0], group.id, "left", "member"))
        return group

    def kick(self, group: Group) -> None:
        """The group's first member throws the bot out."""
        group.bot_inside, group.kicked = False, True
        update = self._member_update(group.members[0], group.id, "member", "kicked")
        self.state.updates.put("my_chat_member", update)

    # --- sending ---------------------------------------------------------------------------------

    def text(self, user: Who, text: str, *, chat: Group | None = None, reply_to: int | None = None) -> int:
        plain, entities = formatted(text, None)
        content: Json = {"text": plain} | ({"entities": entities} if entities else {})
        return self._say(user, content, chat, reply_to)

    def photo(self, user: Who, content: bytes, caption: str | None = None, album: str | None = None) -> int:
        more = {"media_group_id": album} if album else {}
        return self._say(user, {"photo": self.state.files.photo(content), **_caption(caption), **more})

    def voice(self, user: Who, content: bytes, seconds: int = 3, caption: str | None = None) -> int:
        part = self.state.files.add("voice", content, duration=seconds)
        return self._say(user, {"voice": part, **_caption(caption)})

    def video(self, user: Who, content: bytes, seconds: int = 5, caption: str | None = None) -> int:
        part = self.state.files.add("video", content, width=640, height=360, duration=seconds)
        return self._say(user, {"video": part, **_caption(caption)})

    def document(
        self,
        user: Who,
        content: bytes,
        name: str = "file.pdf",
        mime: str = "",
        caption: str | None = None,
        *,
        size: int | None = None,
    ) -> int:
        """*size* may claim more than *content* holds, to stand for a file too big to fetch."""
        part = self.state.files.add("document", content, name, mime, size)
        return self._say(user, {"document": part, **_caption(caption)})

    def sticker(self, user: Who, emoji: str = "👍") -> int:
        look: dict[str, Any] = {
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
        }
        part = self.state.files.add("sticker", b"RIFF sticker", emoji=emoji, **look)
        return self._say(user, {"sticker": part})

    def location(self, user: Who, lat: float, lon: float) -> int:
        return self._say(user, {"location": {"latitude": lat, "longitude": lon}})

    def contact(self, user: Who, phone: str = "+49301234567", first_name: str | None = None) -> int:
        person = self.state.person(user)
        card: Json = {"phone_number": phone, "first_name": first_name or person.first_name}
        return self._say(user, {"contact": card | ({} if first_name else {"user_id": person.id})})

    def forward(self, user: Who, text: str) -> int:
        """A text that somebody with a hidden account wrote elsewhere."""
        plain, entities = formatted(text, None)
        content: Json = {"text": plain} | ({"entities": entities} if entities else {})
        moment = int(self.state.now().timestamp())
        origin = {"type": "hidden_user", "sender_user_name": "a resident", "date": moment}
        return self._say(user, content | {"forward_origin": origin})

    def edit(self, user: Who, message_id: int, text: str) -> None:
        stored = self._own(user, message_id)
        plain, entities = formatted(text, None)
        name = "text" if "text" in stored.body else "caption"
        found = {name: plain, "entities" if name == "text" else "caption_entities": entities}
        stored.body.update({key: value for key, value in found.items() if value})
        stored.body["edit_date"] = int(self.state.now().timestamp())
        self.state.touch(stored.body["chat"]["id"])
        self.state.updates.put("edited_message", dict(stored.body))

    # --- pressing --------------------------------------------------------------------------------

    def press(self, user: Who, message_id: int, data: str, *, chat: Group | None = None) -> str:
        """A button press; the data may be anything, since clients are not to be trusted."""
        person = self.state.person(user)
        chat_id = chat.id if chat else person.id
        stored = self.state.message(chat_id, message_id)
        gone = {"message_id": message_id, "chat": self.state.chat_json(chat_id), "date": 0}
        press = self.state.add_press(person)
        query = {
            "id": press,
            "from": self.state.user_json(person),
            "message": dict(stored.body) if stored else gone,
            "chat_instance": str(chat_id * 31),
            "data": data,
        }
        self.state.updates.put("callback_query", query)
        return press

    def tap(self, user: Who, message_id: int | None, label_contains: str) -> str:
        """Presses a real button by (part of) its label; None: of the newest message that has it."""
        for shown in reversed(self.messages(user)):
            if message_id not in (None, shown.message_id):
                continue
            for label, data in (one for row in shown.inline for one in row):
                if label_contains in label:
                    return self._pressed(user, shown, label, data)
            for button in shown.keyboard.buttons if shown.keyboard else ():
                if label_contains in button.text:
                    return self._typed(user, button)
        raise LookupError(f"no button {label_contains!r}; there are {self._labels(user, message_id)}")

    # --- looking ---------------------------------------------------------------------------------

    def messages(self, user: Who | Group) -> list[Message]:
        """The chat as the person sees it, oldest first."""
        chat_id = user if isinstance(user, int) else user.id
        return [view.message(self.state, stored) for stored in self.state.thread(chat_id)]

    def last(self, user: Who | Group) -> Message:
        """The newest message of the bot."""
        for stored in reversed(self.state.thread(user if isinstance(user, int) else user.id)):
            if stored.from_bot:
                return view.message(self.state, stored)
        raise LookupError("the bot has said nothing here")

    def keyboard(self, user: Who) -> Keyboard | None:
        """The reply keyboard that is open under the text field."""
        return view.keyboard(self.state, self.state.person(user).id)

    def commands(self, user: Who) -> list[tuple[str, str]]:
        person = self.state.person(user)
        found = self.state.commands.shown(person.id, person.language_code)
        return [(one["command"], one["description"]) for one in found]

    def description(self, language_code: str | None = None) -> str:
        return self.state.profile.of("description", language_code)

    def short_description(self, language_code: str | None = None) -> str:
        return self.state.profile.of("short_description", language_code)

    def name(self, language_code: str | None = None) -> str:
        return self.state.profile.of("name", language_code)

    # --- underneath ------------------------------------------------------------------------------

    def _say(self, user: Who, content: Json, chat: Group | None = None, reply_to: int | None = None) -> int:
        person = self.state.person(user)
        chat_id = chat.id if chat else person.id
        if chat is None:
            if person.blocked:
                raise RuntimeError("this person blocked the bot: unblock first")
            person.started = True
        quoted = self.state.quoted(chat_id, reply_to) if reply_to else {}
        stored = self.state.add_message(chat_id, person, content | quoted)
        if chat is None or chat.bot_inside:
            self.state.updates.put("message", dict(stored.body))
        return stored.id

    def _own(self, user: Who, message_id: int) -> Stored:
        stored = self.state.message(self.state.person(user).id, message_id)
        if stored is None or stored.from_bot:
            raise LookupError("people can edit their own messages only")
        return stored

    def _pressed(self, user: Who, shown: Message, label: str, data: str) -> str:
        rows = shown.body["reply_markup"]["inline_keyboard"]
        button = next(one for row in rows for one in row if one["text"] == label)
        return self.press(user, shown.message_id, data) if "callback_data" in button else data

    def _typed(self, user: Who, button: KeyboardButton) -> str:
        """A button of the reply keyboard sends its own text."""
        if button.request_location or button.request_contact:
            raise LookupError(f"{button.text!r} asks for more than a text: use location() or contact()")
        return str(self.text(user, button.text))

    def _labels(self, user: Who, message_id: int | None) -> list[str]:
        shown = [one for one in self.messages(user) if message_id in (None, one.message_id)]
        return [label for one in shown for label in [*one.labels, *(one.keyboard or Keyboard(())).labels]]

    def _membership(self, person: Person, old: str, new: str, *, blocked: bool) -> None:
        if person.blocked != blocked:
            person.blocked = blocked
            self.state.touch(person.id)
            self.state.updates.put("my_chat_member", self._member_update(person, person.id, old, new))

    def _member_update(self, by: Person, chat_id: int, old: str, new: str) -> Json:
        return {
            "chat": self.state.chat_json(chat_id),
            "from": self.state.user_json(by),
            "date": int(self.state.now().timestamp()),
            "old_chat_member": self._member(old),
            "new_chat_member": self._member(new),
        }

    def _member(self, status: str) -> Json:
        until: dict[str, Any] = {"until_date": 0} if status == "kicked" else {}
        return {"user": self.state.bot, "status": status, **until}


def _caption(text: str | None) -> Json:
    if not text:
        return {}
    plain, entities = formatted(text, None)
    return {"caption": plain} | ({"caption_entities": entities} if entities else {})
