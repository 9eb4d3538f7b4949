"""The letter of the week, for those who do not want to hear of each thing at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.actions import action
from bot.core.definition import pick
from bot.core.screen import Button, Screen
from bot.core.text import Block, item, para, shorten, title
from bot.i18n import Translator
from bot.services.surveys import Entry
from bot.views import event_parts
from db.events import Event

MOST = 8
"""Things of a kind that one letter tells of."""
BUTTONS = 20
"""Messages that one letter opens; what it tells of the newest is shortened to what fits."""
ROOM = 3600
"""Characters of a letter without its title and what stands between its parts: it is one message of 4,096."""
LONGEST = 900
"""Characters of a message in it."""
SHORTEST = 40
BETWEEN = 24
"""Characters that a part takes beside its words: markup and blank lines."""
LABEL = 40
LINE = 100

Spared = tuple[int, Sequence[Block]]
"""A message to many: its number, and what it says in the reader's language with all remarks."""


def letter(
    t: Translator, surveys: Sequence[Entry], messages: Sequence[Spared], coming: Sequence[Event] = ()
) -> Screen | None:
    """What there is to tell, in one message; None for nothing."""
    if not surveys and not messages and not coming:
        return None
    under = [*_surveys(t, surveys[:MOST]), *_events(t, coming[:MOST])]
    room = ROOM - sum(len(block.text) + BETWEEN for block in under)
    blocks = [title(f"📬 {t('Your letter of the week')}"), *_messages(messages[-MOST:], room), *under]
    buttons = [_opens(*one) for one in messages[-BUTTONS:]]
    for entry in surveys[:MOST]:
        label = f"📋 {shorten(_name(t, entry), LABEL)}"
        buttons.append(Button(label, action("survey.open", entry.round.id)))
    buttons += [Button(event_parts.short(t, one), action("rsvp", one.id)) for one in coming[:MOST]]
    choose = Button(f"🔔 {t('Choose what I hear about')}", action("me.topics", "new"))
    return Screen(tuple(blocks), tuple((button,) for button in (*buttons, choose)))


def _messages(messages: Sequence[Spared], room: int) -> Iterator[Block]:
    """Each with its own words, shortened alike where there are many, and with its remarks if those fit as well."""
    each = room // max(len(messages), 1)
    for _, blocks in messages:
        beside = sum(len(block.text) + BETWEEN for block in blocks if block.kind != "para")
        shown = [block for block in blocks if block.kind == "para" or beside < each - SHORTEST - BETWEEN]
        left = each - BETWEEN - (beside if len(shown) == len(blocks) else 0)
        for block in shown:
            yield para(_cut(block.text, min(left, LONGEST))) if block.kind == "para" else block


def _cut(text: str, limit: int) -> str:
    """With its own lines if it fits."""
    lines = text.count("\n")
    return text if len(text) + 4 * lines <= limit else shorten(text, limit)


def _opens(number: int, blocks: Sequence[Block]) -> Button:
    """The whole message as it would have come; called by its title or its first words."""
    name = next((block.text for block in blocks if block.kind in ("title", "para")), "")
    return Button(f"📄 {shorten(name, LABEL)}", action("letter", number))


def _surveys(t: Translator, surveys: Sequence[Entry]) -> Iterator[Block]:
    if surveys:
        yield para(t("You can answer these surveys:"))
    for one in surveys:
        yield item(f"• {shorten(_name(t, one), LINE)}")


def _name(t: Translator, entry: Entry) -> str:
    return pick(entry.definition.title, t.code)[0]


def _events(t: Translator, coming: Sequence[Event]) -> Iterator[Block]:
    if coming:
        yield para(t("These events are coming:"))
    for one in coming:
        yield item(event_parts.short(t, one))
