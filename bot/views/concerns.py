"""What residents tell the team in private: first where help is at once, then writing, reading, answering."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.screen import Button, Media, Row, Screen, rows
from bot.core.text import N_, Block, item, note, para, quote, shorten, title
from bot.i18n import Translator
from bot.services.concerns import LIMIT, UNREAD, Thread
from bot.views.home import home_button
from db.areas import Place
from db.concerns import Found, Message

LOCK = "🔒"
_FREE = (
    N_("🚑 112: fire brigade and ambulance"),
    N_("🚓 110: police"),
    N_("☎️ 116 016: violence against women, day and night, in many languages"),
)
_CRISIS = N_("🆘 030 390 63 10: crisis service of Berlin, day and night")
"""Public numbers. Sources: hilfetelefon.de (116 016); Berliner Krisendienst, whose other lines are passed on to this one and
which is called like any number of Berlin."""

_SHORT = 600
"""Characters of each message at the last look: five of them fit on a screen."""

WISHES = {
    "contact": N_("Please call me, or help to settle it"),
    "know": N_("Only so that you know"),
}


def begin_button(t: Translator) -> Button:
    """The way here, under other things."""
    return Button(f"{LOCK} {t('This is private')}", action("concern"))


def first(t: Translator, own: int, office: str | None) -> Screen:
    """Where help is at once stands above everything; `own` is how many they sent."""
    blocks: list[Block] = [title(t("Are you in danger? Please call now."))]
    blocks += [item(t(line)) for line in _FREE]
    blocks += [
        note(t("These three calls cost nothing.")),
        item(t(_CRISIS)),
        para(
            t("A quarrel, fear, something that is nobody else’s business: here you can tell it your team.")
        ),
        para(
            t(
                "Only the team of your neighbourhood reads it, nobody else: no helpers, no translation service. It is never published."
            )
        ),
        note(t("Telegram itself can read chats with bots. If that is too risky, please go to the office.")),
    ]
    if office:
        blocks.append(item(f"📍 {isolate(office, t.rtl)}"))
    ways: list[Row] = [(Button(f"✍️ {t('Tell it the team')}", action("concern.write")),)]
    if own:
        ways.append((_mine_button(t, own),))
    return Screen(tuple(blocks), (*ways, (home_button(t),)))


def _mine_button(t: Translator, own: int) -> Button:
    return Button(f"{LOCK} {t('My private messages')} · {t.number(own)}", action("concern.mine"))


def ask(t: Translator, *, more: bool = False) -> Screen:
    """The next text or voice message goes to the team alone."""
    words = t("Please write it, or send a voice message, in your own language.")
    if more:
        words = t("What would you like to add? Please write it, or send a voice message.")
    return Screen((title(f"{LOCK} {t('Only for the team')}"), para(words)), (_first_row(t),))


def _first_row(t: Translator) -> Row:
    return (Button(f"⬅️ {t('Back')}", action("concern")), home_button(t))


def wishes(t: Translator) -> Screen:
    each = [Button(t(label), action("concern.wish", key)) for key, label in WISHES.items()]
    words = para(t("You can still add something: just write or speak."))
    return Screen((title(t("What do you wish?")), words), (*rows(each, 1), _first_row(t)))


def ask_phone(t: Translator) -> Screen:
    blocks = (
        title(t("Under which number can the team call you?")),
        para(t("It is kept only with this message and deleted when the message is closed.")),
    )
    without = (Button(t("Without a number: write to me here"), action("concern.nophone")),)
    return Screen(blocks, (without, _first_row(t)))


def districts(t: Translator, names: Sequence[tuple[int, str]]) -> Screen:
    each = [Button(name, action("concern.areas", number)) for number, name in names]
    return Screen((title(t("Which team shall read it?")),), (*rows(each, 1), _first_row(t)))


def areas(t: Translator, found: Sequence[Place]) -> Screen:
    each = [Button(f"📍 {area.name}", action("concern.area", area.id)) for area in found]
    back = (Button(f"⬅️ {t('Back')}", action("concern.areas")), home_button(t))
    return Screen((title(t("Which team shall read it?")),), (*rows(each, 1), back))


def nobody_reads(t: Translator) -> Screen:
    text = t("No team reads private messages here yet. Please go to the office of your neighbourhood.")
    return Screen((para(text),), (_first_row(t),))


def review(t: Translator, found: Found, messages: Sequence[Message]) -> Screen:
    """The last look before it goes."""
    blocks = [title(f"{LOCK} {t('Is this right?')}"), *(_said(t, one, _SHORT) for one in messages)]
    blocks += [item(line) for line in about(t, found)]
    blocks.append(para(t("You can still add something: just write or speak.")))
    ways: tuple[Row, ...] = (
        (Button(f"📨 {t('Send it to the team')}", action("concern.send", found.id)),),
        (
            Button(f"📍 {t('Another team')}", action("concern.areas")),
            Button(f"✏️ {t('Another wish')}", action("concern.wishes")),
        ),
        (Button(f"🗑️ {t('Throw it away')}", action("concern.throw", found.id)), home_button(t)),
    )
    return Screen(tuple(blocks), ways)


def _said(t: Translator, message: Message, limit: int = LIMIT) -> Block:
    if message.voice and not message.text:
        return item(f"🎤 {t('A voice message')}")
    return quote(message.text if len(message.text) <= limit else shorten(message.text, limit))


def about(t: Translator, found: Found) -> list[str]:
    """To whom it goes, what the person wishes, and how to call them."""
    return [
        t("For the team of {area}", area=found.area or ""),
        *([t(WISHES[found.wish])] if found.wish else []),
        *([f"☎️ {isolate(found.phone, t.rtl)}"] if found.phone else []),
    ]


def sent(t: Translator, found: Found) -> Screen:
    blocks = (
        title(t("Thank you for your trust.")),
        para(t("The team of {area} has it now and answers you here.", area=found.area or "")),
        para(t("You can read it, add to it or take it back at any time.")),
    )
    show = (Button(f"{LOCK} {t('Read it')}", action("concern.show", found.id)), home_button(t))
    return Screen(blocks, (show,))


# --- what they sent -------------------------------------------------------------------------------


def label(t: Translator, found: Found) -> str:
    """On a button: the day, and whether it is closed. Never a word of it."""
    sign = LOCK if found.state == "open" else "✔️"
    return f"{sign} {t.short_date(found.created_at)} · {found.area}"


def mine(t: Translator, found: Sequence[Found]) -> Screen:
    each = [Button(label(t, one), action("concern.show", one.id)) for one in found]
    blocks: list[Block] = [title(t("My private messages"))]
    if not found:
        blocks.append(para(t("There is nothing here at the moment.")))
    return Screen(tuple(blocks), (*rows(each, 1), _first_row(t)))


def own(t: Translator, found: Found, thread: Thread, remark: str = "", *, alone: bool) -> Screen:
    """A page of what they and the team wrote; `alone` if nobody is left there who reads it."""
    blocks = [note(remark)] if remark else []
    blocks += [title(f"{LOCK} {t('Only for the team')}"), *(item(line) for line in about(t, found))]
    blocks += written(t, thread, own=True)
    if found.state == "closed":
        blocks.append(para(t("The team has closed this. It is deleted 30 days later.")))
    if alone:
        blocks.append(para(t(UNREAD)))
    add = (Button(f"✍️ {t('Add something')}", action("concern.add", found.id)),)
    ways = (
        *voices(t, thread, "concern.voice", found.id),
        *turning(t, thread, "concern.show", found.id),
        *((add,) if found.state == "open" and not alone else ()),
        (Button(f"🗑️ {t('Take it back')}", action("concern.back", found.id)),),
        (Button(f"⬅️ {t('Back')}", action("concern.mine")), home_button(t)),
    )
    return Screen(tuple(blocks), ways)


def written(t: Translator, thread: Thread, *, own: bool) -> list[Block]:
    """A page of messages, for whoever sent it or for the team."""
    blocks: list[Block] = []
    for one in thread.messages:
        day = t.date(one.at)
        person = t("You, {date}", date=day) if own else t("The person, {date}", date=day)
        blocks.append(title(t("The team, {date}", date=day) if one.staff_id else person))
        blocks.append(_said(t, one))
        if one.text and one.language != t.code:
            blocks.append(note(t("Written in: {language}", language=t.language(one.language))))
    if thread.pages > 1:
        blocks.append(note(t("Page {page} of {pages}", page=thread.page, pages=thread.pages)))
    return blocks


def voices(t: Translator, thread: Thread, verb: str, concern_id: int) -> tuple[Row, ...]:
    """Buttons that play what was spoken."""
    spoken = [one for one in thread.messages if one.voice]
    return rows(
        [Button(f"🎤 {t('Play the voice message')}", action(verb, concern_id, one.id)) for one in spoken], 1
    )


def turning(t: Translator, thread: Thread, verb: str, concern_id: int) -> tuple[Row, ...]:
    """To the pages before and after, where there are any."""
    before = Button(f"⬅️ {t('Previous page')}", action(verb, concern_id, thread.page - 1))
    after = Button(f"➡️ {t('Next page')}", action(verb, concern_id, thread.page + 1))
    row = (*((before,) if thread.page > 1 else ()), *((after,) if thread.page < thread.pages else ()))
    return (row,) if row else ()


def voice(t: Translator, message: Message, back: str, concern_id: int) -> Screen:
    """A voice message as a message of its own."""
    way = (Button(f"⬅️ {t('Back')}", action(back, concern_id)), home_button(t))
    media = (Media("voice", message.voice or ""),)
    return Screen((para(t("A voice message")),), (way,), media=media)


def ask_back(t: Translator, found: Found) -> Screen:
    blocks = (
        title(t("Take it back?")),
        para(t("Everything that you and the team wrote about it is deleted at once.")),
    )
    yes = (Button(f"🗑️ {t('Yes, delete it')}", action("concern.gone", found.id)),)
    return Screen(blocks, (yes, (Button(t("No, leave it"), action("concern.show", found.id)),)))


def gone(t: Translator) -> Screen:
    return Screen((para(t("It is deleted. Nobody can read it any more.")),), (_first_row(t),))
