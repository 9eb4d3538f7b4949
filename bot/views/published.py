"""Published ideas as neighbours read them, and what people are told about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote_plus

from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.screen import Button, Media, Row, Screen
from bot.core.statuses import STATUSES
from bot.core.suppress import LEAST
from bot.core.text import N_, Block, item, note, para, quote, shorten, title
from bot.core.words import Shown
from bot.i18n import Translator
from bot.services import published as service
from bot.services.filing import UNNAMED
from bot.services.published import Page, Seen
from bot.services.world import World
from bot.views.goals import named
from bot.views.home import home_button
from bot.views.offers import turning
from bot.views.words import SIGN, mark
from db import published, sheets, supports
from db.areas import Place
from db.people import Known
from db.published import Published
from db.session import Tx
from db.supports import Behind

SHORT, ON_BUTTON, IN_NOTICE = 160, 30, 700
"""Characters of an idea in a list, on a button, and in a notice, which is one message."""

REASONS = {
    "names": N_("It tells who somebody is"),
    "offends": N_("It is hurtful"),
    "untrue": N_("It is untrue, or advertising"),
    "other": N_("Something else"),
}
"""Why an idea should not be shown; the keys are those of the database."""


def supported(t: Translator, behind: Behind) -> str:
    """How many stand behind an idea. Fewer than LEAST are never counted in public; nobody is nothing to speak of."""
    many = behind.support
    if many < LEAST:
        return t("Some neighbours support this.") if many else ""
    people = t.plural("Supported by {n} neighbour.", "Supported by {n} neighbours.", many)
    spoken = t.plural("They speak {n} language.", "They speak {n} languages.", behind.languages)
    return f"{people} {spoken}"


def marked(t: Translator, words: Shown) -> list[Block]:
    """Who carried a text to its reader, or in which language it was written."""
    said = "" if words.language == UNNAMED else mark(t, words)
    return [note(f"{SIGN} {said}")] if said else []


def _name(idea: Published, words: Shown, limit: int) -> str:
    return shorten(words.text, limit) or idea.number


def _home(t: Translator, goal: int) -> Row:
    back = Button(f"⬅️ {t('Back')}", action("goal", goal) if goal else action("idea.mine"))
    return (back, home_button(t))


def no_area(t: Translator) -> Screen:
    choose = (Button(f"📍 {t('Choose your neighbourhood')}", action("area")),)
    text = t("Please choose your neighbourhood first. Then you see what your neighbours suggest.")
    return Screen((para(text),), (choose, (home_button(t),)))


def listed(t: Translator, page: Page, area: Place) -> Screen:
    new = Button(f"💡 {t('Suggest an idea')}", action("idea.new", *((page.goal,) if page.goal else ())))
    head = [title(t("What neighbours suggest in {area}", area=area.name))]
    head += [para(named(t, page.goal))] if page.goal else []
    if not page.total:
        text = t("No idea has been published here yet. Tell the team yours: it may be the first.")
        return Screen((*head, para(text)), ((new,), _home(t, page.goal)))
    blocks: list[Block] = [*head]
    for idea, words in page.ideas:
        blocks += [quote(_name(idea, words, SHORT)), *marked(t, words)]
    each = [
        (Button(f"💡 {_name(idea, words, ON_BUTTON)}", action("public", idea.id)),)
        for idea, words in page.ideas
    ]
    label = f"🕒 {t('Newest first')}" if page.most else f"👍 {t('Most supported first')}"
    order = (Button(label, action("public.list", page.goal, int(not page.most), 0)),)
    turns = turning(t, ("public.list", page.goal, int(page.most)), page.number, page.pages)
    orders = (order,) if page.total > 1 else ()
    return Screen(tuple(blocks), (*each, *turns, *orders, (new,), _home(t, page.goal)))


def one(t: Translator, seen: Seen, remark: str = "") -> Screen:
    idea, blocks = seen.idea, [note(remark)] if remark else []
    blocks += [title(f"💡 {idea.number}"), para(named(t, idea.goal))]
    blocks += [quote(seen.words.text)] if seen.words.text else []
    blocks += marked(t, seen.words)
    blocks.append(item(t("Status: {status}", status=t(STATUSES[idea.status]))))
    if line := supported(t, seen.behind):
        blocks.append(item(f"👍 {line}"))
    if seen.is_own:
        blocks.append(item(t("This is your idea. Nobody is told that.")))
    if "support" in seen.mine:
        blocks.append(item(f"✔️ {t('You support it.')}"))
    if "hand" in seen.mine:
        blocks.append(item(f"✔️ {t('You would lend a hand.')}"))
    return Screen(tuple(blocks), _ways(t, seen))


def _ways(t: Translator, seen: Seen) -> tuple[Row, ...]:
    number, rows = seen.idea.id, list[Row]()
    if seen.photos:
        label = f"🖼️ {t('Show the photos')} · {t.number(len(seen.photos))}"
        rows.append((Button(label, action("public.photos", number)),))
    share = Button(f"🔗 {t('Share')}", action("public.share", number))
    if seen.is_own:
        rows += [(share,), (Button(f"🙈 {t('Take it down')}", action("public.down", number)),)]
    else:
        on = "support" in seen.mine
        label = f"↩️ {t('Take my support back')}" if on else f"👍 {t('Support it')}"
        rows.append((Button(label, action("public.support", number, int(not on))),))
        hand = f"🤝 {t('My help')}" if "hand" in seen.mine else f"🤝 {t('I will lend a hand')}"
        rows.append((Button(hand, action("public.hand", number)),))
        rows.append((share, Button(f"🚩 {t('Report it')}", action("public.report", number))))
    back = Button(f"⬅️ {t('To the list')}", action("public.list", seen.idea.goal, 0, 0))
    return (*rows, (back, home_button(t)))


def back_to(t: Translator, idea_id: int) -> Row:
    return (Button(f"↩️ {t('Back')}", action("public", idea_id)), home_button(t))


def photos(t: Translator, idea: Published, files: Sequence[str]) -> Screen:
    """The chosen photos, and those of what came of it, as messages of their own."""
    shown = tuple(Media("photo", file) for file in files[:10])
    text = t("These photos belong to {number}.", number=idea.number)
    return Screen((para(text),), (back_to(t, idea.id),), media=shown)


def hand(t: Translator, number: int, mine: bool | None) -> Screen:
    """Whether and how somebody helps; `mine` is whether the team may write to them, None if they do not yet."""
    blocks = [
        title(f"🤝 {t('Would you lend a hand?')}"),
        para(t("The team sees only how many people would. Nobody learns who you are.")),
        para(
            t(
                "If you like, the team can write to you about it through this bot. You can end that at any time."
            )
        ),
    ]
    ways = [
        ("write", t("Yes, you can write to me"), mine is True),
        ("count", t("Yes, but do not write to me"), mine is False),
        *([("no", t("No, not any more"), False)] if mine is not None else []),
    ]
    rows = [
        (Button(f"{'✔️ ' if on else ''}{label}", action("public.help", number, key)),)
        for key, label, on in ways
    ]
    return Screen(tuple(blocks), (*rows, back_to(t, number)))


def reasons(t: Translator, idea_id: int) -> Screen:
    """Why should it not be shown?"""
    blocks = (
        title(f"🚩 {t('What is wrong with this idea?')}"),
        para(t("The team looks at it. Nobody learns that it was you.")),
    )
    rows = [(Button(t(label), action("public.why", idea_id, key)),) for key, label in REASONS.items()]
    return Screen(blocks, (*rows, back_to(t, idea_id)))


def reported(t: Translator, goal: int) -> Screen:
    back = Button(f"⬅️ {t('To the list')}", action("public.list", goal, 0, 0))
    return Screen((para(t("Thank you. The team looks at it.")),), ((back, home_button(t)),))


def share(t: Translator, idea: Published, link: str) -> Screen:
    blocks = (
        para(t("This link leads to the idea. Send it to whom you like:")),
        para(isolate(link, t.rtl)),
    )
    send = Button(f"📤 {t('Send it in Telegram')}", url=f"https://t.me/share/url?url={quote_plus(link)}")
    return Screen(blocks, ((send,), back_to(t, idea.id)))


def is_down(t: Translator, idea_id: int) -> Screen:
    """Its author does not want it to be shown."""
    text = t("It is taken down: your neighbours do not see it any more. The team still has your idea.")
    again = Button(f"↩️ {t('Show it after all')}", action("public.up", idea_id))
    mine = Button(f"💡 {t('My idea')}", action("idea.show", idea_id))
    return Screen((para(text),), ((again,), (mine, home_button(t))))


def is_up(t: Translator, idea_id: int) -> Screen:
    mine = Button(f"💡 {t('My idea')}", action("idea.show", idea_id))
    down = Button(f"🙈 {t('Take it down')}", action("public.down", idea_id))
    return Screen((para(t("You allow it to be shown.")),), ((down,), (mine, home_button(t))))


# --- before a new idea is sent --------------------------------------------------------------------


def similar(t: Translator, key: str, found: Sequence[tuple[Published, Shown]]) -> Screen:
    """Neighbours may have said it already."""
    blocks: list[Block] = [
        title(t("Do you mean this?")),
        para(t("Your neighbours have suggested something like it. You can support that instead.")),
    ]
    for idea, words in found:
        blocks += [para(f"💡 {idea.number}"), quote(_name(idea, words, SHORT)), *marked(t, words)]
    rows = [
        (Button(f"👍 {t('Support {number}', number=idea.number)}", action("public.instead", key, idea.id)),)
        for idea, _ in found
    ]
    mine = (Button(f"➡️ {t('No, mine is another one')}", action("idea.send", key, 1)),)
    back = (Button(f"↩️ {t('Back to my idea')}", action("idea.review", key)), home_button(t))
    return Screen(tuple(blocks), (*rows, mine, back))


def instead(t: Translator, seen: Seen, key: str) -> Screen:
    """Supported in place of an idea of one's own, which is kept for a while."""
    remark = t(
        "Thank you! You support this idea. Yours is not sent; it is kept for a while, should you change your mind."
    )
    mine = (Button(f"✏️ {t('Send mine all the same')}", action("idea.send", key, 1)),)
    away = (Button(f"🗑️ {t('Throw mine away')}", action("idea.discard", key)),)
    return one(t, seen, remark).under(mine, away)


# --- notices --------------------------------------------------------------------------------------


def told_published(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    """For the author; nothing to say if they are not that any more, or it is not shown."""
    number = content["idea"]
    idea = published.anywhere(tx, number)
    if idea is None or sheets.author(tx, number) != person.id:
        return None
    blocks = [title(f"👥 {t('Your neighbours can read your idea {number} now.', number=idea.number)}")]
    words = service.in_words(tx, idea, person.language)
    blocks += [quote(shorten(words.text, IN_NOTICE)), *marked(t, words)] if words.text else []
    blocks.append(
        para(t("Nobody is told that it is yours. If you do not want it to be shown, take it down."))
    )
    down = Button(f"🙈 {t('Take it down')}", action("public.down", number))
    look = Button(f"👥 {t('Look at it')}", action("public", number))
    return Screen(tuple(blocks), ((down,), (look, home_button(t))))


def told_done(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    """For those who stand behind an idea, as long as they do."""
    number = content["idea"]
    idea = published.anywhere(tx, number)
    if idea is None or idea.status != "done" or not supports.mine(tx, number, person.id):
        return None
    words = service.in_words(tx, idea, person.language)
    blocks = [
        title(f"🎉 {t('An idea that you stand behind has been carried out: {number}', number=idea.number)}")
    ]
    blocks += [quote(shorten(words.text, IN_NOTICE)), *marked(t, words)] if words.text else []
    look = Button(f"👥 {t('Look at it')}", action("public", number))
    before = Button(f"🖼️ {t('Before and after')}", action("public.photos", number))
    pictures = ((before,),) if published.after(tx, number) else ()
    return Screen(tuple(blocks), (*pictures, (look, home_button(t))))


def told_hands(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    """For those who said that the team may write to them."""
    number = content["idea"]
    idea = published.anywhere(tx, number)
    if idea is None or not supports.mine(tx, number, person.id).get("hand"):
        return None
    words = Shown(content["text"], content["language"], "original")
    head = t("You wanted to lend a hand with {number}. The team writes to you:", number=idea.number)
    blocks = [para(f"🤝 {head}"), quote(words.text), *marked(t, words)]
    look = Button(f"👥 {t('Look at it')}", action("public", number))
    end = Button(f"🔕 {t('Do not write to me')}", action("public.help", number, "count"))
    return Screen(tuple(blocks), ((look, end), (home_button(t),)))
