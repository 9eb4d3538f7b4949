"""Sent ideas as their authors see them."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import Block, item, para, shorten, title
from bot.i18n import Translator
from bot.services.ideas import Detail, Page
from bot.services.threads import paged
from bot.views import threads
from bot.views.home import home_button
from bot.views.idea_parts import SHORT, details, quoted
from bot.views.idea_steps import STATUSES, sign
from db.duplicates import Other


def receipt(t: Translator, detail: Detail) -> Screen:
    """The idea is on its way: its number, where it was filed, and what happens next."""
    blocks = (
        title(f"✅ {t('Thank you! Your idea {number} has arrived.', number=detail.idea.number)}"),
        *details(t, detail),
        para(t("The team reads it. You get an answer here, in your language.")),
    )
    more = Button(f"💡 {t('Another idea')}", action("idea.new"))
    return Screen(blocks, ((Button(f"📨 {t('My ideas')}", action("idea.mine")), more), (home_button(t),)))


def mine(t: Translator, page: Page) -> Screen:
    """Somebody's ideas, newest first."""
    new = (Button(f"💡 {t('Suggest an idea')}", action("idea.new")),)
    done = (Button(f"📣 {t('What was done')}", action("told")),)
    if not page.total:
        return Screen((para(t("You have not sent an idea yet.")),), (new, done, (home_button(t),)))
    blocks: list[Block] = [title(t("Your ideas"))]
    for idea in page.ideas:
        line = t("{number}: {status}", number=idea.number, status=t(STATUSES[idea.status]))
        blocks.append(item(f"{sign(idea)} {line}"))
        blocks += quoted(shorten(idea.text, 80))
    buttons = [
        (Button(f"{sign(idea)} {idea.number}", action("idea.show", idea.id)),) for idea in page.ideas
    ]
    turn = []
    if page.number:
        turn.append(Button(t("Newer ideas"), action("idea.mine", page.number - 1)))
    if not page.is_last:
        turn.append(Button(t("Older ideas"), action("idea.mine", page.number + 1)))
    return Screen(tuple(blocks), (*buttons, *rows(turn, 2), new, done, (home_button(t),)))


def one(t: Translator, detail: Detail, page: int | None = None) -> Screen:
    """One sent idea and what has become of it, with a page of its thread (0: the idea alone, in full)."""
    idea = detail.idea
    status = t("Since {date}: {status}", date=t.date(detail.since), status=t(STATUSES[idea.status]))
    thread = paged(detail.messages, page) if detail.messages and page != 0 else None
    text = shorten(idea.text, SHORT) if thread else idea.text
    blocks = [
        title(f"💡 {idea.number}"),
        *quoted(text),
        *details(t, detail),
        para(f"{sign(idea)} {status}"),
    ]
    if detail.first:
        blocks.append(_together(t, detail.first))
    buttons: list[Row] = []
    if thread:
        blocks += threads.for_author(t, thread, detail.shown)
        buttons += threads.author_rows(t, thread, idea.id)
    if idea.status != "withdrawn":
        buttons.append((Button(f"✍️ {t('Write to the team')}", action("reply", idea.id)),))
    if text != idea.text:
        buttons.append((Button(f"💡 {t('All of my idea')}", action("idea.show", idea.id, 0)),))
    if detail.messages and not thread:
        buttons.append((Button(f"💬 {t('What was written about it')}", action("idea.show", idea.id)),))
    if detail.media or detail.places:
        buttons.append((Button(f"🖼️ {t('Show what I sent')}", action("idea.media", idea.id)),))
    if idea.status != "withdrawn":
        buttons.append((Button(f"↩️ {t('Take it back')}", action("idea.withdraw", idea.id)),))
    ways = (Button(f"📨 {t('My ideas')}", action("idea.mine")), home_button(t))
    return Screen(tuple(blocks), (*buttons, ways))


def _together(t: Translator, first: Other) -> Block:
    """How the idea stands that this one follows."""
    status = t(STATUSES[first.status])
    return para(t("It goes on under {number}: {status}", number=first.number, status=status))


def sure_to_withdraw(t: Translator, detail: Detail) -> Screen:
    idea = detail.idea
    return Screen(
        (
            title(t("Take {number} back?", number=idea.number)),
            para(t("The text, photos, voice messages and places are deleted. You cannot undo this.")),
        ),
        (
            (Button(f"↩️ {t('Yes, take it back')}", action("idea.withdrawn", idea.id)),),
            (Button(t("No, leave it"), action("idea.show", idea.id)),),
        ),
    )
