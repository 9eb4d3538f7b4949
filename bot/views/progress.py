"""Messages to many as their team sees them: how far each is, what became of it, and what can still be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.core.actions import action
from bot.core.definition import pick
from bot.core.notices import READY
from bot.core.screen import Button, Row, Screen
from bot.core.text import N_, Block, item, note, para, shorten, title
from bot.i18n import Translator
from bot.views.home import home_button
from bot.views.offers import turning
from db.broadcasts import INSTEAD, Listed, Progress
from db.composed import Composed
from db.corrections import Readers

STATES = {
    "running": N_("It is being sent."),
    "paused": N_("It is paused."),
    "stopped": N_("It was stopped."),
    "done": N_("It has been sent."),
}
SIGNS = {"running": "📤", "paused": "⏸", "stopped": "⏹", "done": "✅"}
KINDS = {
    "message": N_("Message"),
    "round": N_("Survey"),
    "reminder": N_("Reminder"),
    "outcome": N_("What came of it"),
    "feedback": N_("Results"),
    "event": N_("An invitation"),
    "event_photo": N_("An invitation"),
    "correction": N_("Correction"),
    "recall": N_("Taken back"),
}
REASONS = {
    "opted_out": N_("No longer want to hear of this: {n}"),
    "unreachable": N_("Cannot be reached any more: {n}"),
    "budget": N_("Have already had three messages this week: {n}"),
    "letter": N_("Read it in their weekly letter: {n}"),
    "answered": N_("Have already answered: {n}"),
    "nothing_new": N_("There was nothing new for them: {n}"),
    "erased": N_("Have deleted their data: {n}"),
    "stopped": N_("Were still waiting when it was stopped: {n}"),
    "gone": N_("Had deleted the message already: {n}"),
}
"""Why people were left out. Source of the budget: the design, three pushes a week."""

ERRORS = {
    "refused": N_("Telegram refused it. It was paused, because it would have failed for everybody."),
    "too_long": N_(
        "It has become too long for one message, so it was paused. Please make what it says shorter and let it go on, or stop it."
    ),
}
"""Why one was paused without anybody's doing."""

SENT = {
    "message": N_("Sent: {n}"),
    "correction": N_("Have the new words: {n}"),
    "recall": N_("Taken back: {n}"),
}
HAD_TO = {
    "correction": N_("Of them had deleted it, and got it as a new message: {n}"),
    "recall": N_("Of them could not be deleted; a sentence stands there now: {n}"),
}
"""Where something else had to do."""


PER_PAGE = 10


def overview(
    t: Translator, listed: Sequence[Listed], drafts: Sequence[Composed], pages: tuple[int, int]
) -> Screen:
    """Messages to many, with how each stands, after those that are being written; `pages` is which page of how many."""
    sent = [(Button(_sent(t, one), action("broadcast", one.id)),) for one in listed]
    begun = [(Button(_begun(t, one), action("compose", one.id)),) for one in drafts]
    new = (Button(f"✏️ {t('New message')}", action("compose.new")), home_button(t))
    words = [] if listed or pages[0] else [para(t("There is no message to many yet."))]
    turns = turning(t, ("broadcast.list",), *pages)
    return Screen((title(t("Messages to many")), *words), (*begun, *sent, *turns, new))


def _sent(t: Translator, one: Listed) -> str:
    kind = t(KINDS.get(one.kind, KINDS["message"]))
    return f"{SIGNS[one.state]} {kind}, {t.short_date(one.created_at)} · {one.id}"


def _begun(t: Translator, draft: Composed) -> str:
    if draft.state == "waiting" and draft.send_at is not None:
        return f"🕐 {t.short_date(draft.send_at)} {t.time(draft.send_at)}"
    name = t(READY[draft.ready].name) if draft.ready else pick(draft.texts, t.code)[0] or t("Not sent yet")
    return f"📝 {shorten(name, 28)}"


def progress(t: Translator, one: Listed, found: Progress, *, changes: bool = False) -> Screen:
    """How far one is; the lines always add up to the number planned."""
    broadcast_id = one.id
    lines = [
        t("Planned: {n}", n=found.planned),
        t(SENT.get(one.kind, SENT["message"]), n=found.sent),
        *([t(HAD_TO[one.kind], n=found.instead)] if found.instead else []),
        t("Still to be sent: {n}", n=found.open),
        *([t("Failed: {n}", n=found.failed)] if found.failed else []),
        *([t("Unclear, may have arrived: {n}", n=found.unknown)] if found.unknown else []),
        *(t(REASONS.get(reason, REASONS["unreachable"]), n=n) for reason, n in found.skipped.items()),
    ]
    blocks = [title(t("Message to many no. {number}", number=broadcast_id)), para(t(STATES[found.state]))]
    if found.error:
        blocks.append(note(t(ERRORS.get(found.error, ERRORS["refused"]))))
    if number := one.content.get("of"):
        blocks.append(
            note(t("This changes message no. {number}, for everybody who has it.", number=number))
        )
    if one.content.get("recalled"):
        blocks.append(note(t("The team has taken it back.")))
    ways = (*_controls(t, broadcast_id, found), *_after(t, broadcast_id, changes), _back(t))
    return Screen((*blocks, *(item(f"• {line}") for line in lines)), ways)


def _after(t: Translator, number: int, changes: bool) -> list[Row]:
    """What can be done with copies that people have."""
    result = (Button(f"🌐 {t('By language')}", action("broadcast.result", number)),)
    change = Button(f"✏️ {t('Correct it')}", action("broadcast.correct", number))
    back = Button(f"🗑 {t('Take it back')}", action("broadcast.sure", number))
    return [result, (change, back)] if changes else [result]


def result(t: Translator, number: int, found: Progress, languages: Mapping[str, Counter[str]]) -> Screen:
    """What became of the copies, by the language that their readers have now."""
    lines = [
        t(
            "{language}: {sent} sent, {open} to come, {other} not sent",
            language=t.language(code),
            sent=counts["sent"] + counts[INSTEAD],
            open=counts["queued"] + counts["sending"],
            other=counts.total() - sum(counts[key] for key in ("sent", INSTEAD, "queued", "sending")),
        )
        for code, counts in sorted(languages.items())
    ]
    left = found.planned - sum(counts.total() for counts in languages.values())
    if left:
        lines.append(t("Of {n} copies the language is not known any more.", n=left))
    again = (Button(f"↩️ {t('Back')}", action("broadcast", number)), home_button(t))
    head = title(t("Message to many no. {number}", number=number))
    return Screen((head, *(item(f"• {line}") for line in lines)), (again,))


def sure_to_recall(t: Translator, number: int, total: int, others: Readers) -> Screen:
    """Once more before it is taken back."""
    words = [
        para(t.plural("{n} person has this message.", "{n} people have this message.", total)),
        para(
            t(
                "It is deleted from their chats. Where it is older than two days it is replaced by a sentence that says so."
            )
        ),
        *_without_copy(t, others),
    ]
    yes = (Button(f"🗑 {t('Take it back')}", action("broadcast.recall", number)),)
    no = (Button(f"↩️ {t('Back')}", action("broadcast", number)),)
    return Screen((title(t("Is this right?")), *words), (yes, no))


def _without_copy(t: Translator, others: Readers) -> Iterator[Block]:
    """Who has read of it elsewhere, or still waits."""
    if others.letter:
        words = t.plural(
            "{n} person has read of it in the weekly letter. What stands there stays; the button under it says that the team has taken it back.",
            "{n} people have read of it in the weekly letter. What stands there stays; the button under it says that the team has taken it back.",
            others.letter,
        )
        yield para(words)
    if n := others.waits:
        yield para(t("Still wait for it or for their weekly letter, and do not get it: {n}", n=n))


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
