"""Sent ideas as their authors see them."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import Block, item, para, shorten, title
from bot.i18n import Translator
from bot.services.ideas import Detail, Page
from bot.views.home import home_button
from bot.views.idea_parts import details, quoted
from bot.views.idea_steps import STATUSES, sign


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
    if not page.total:
        return Screen((para(t("You have not sent an idea yet.")),), (new, (home_button(t),)))
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
    return Screen(tuple(blocks), (*buttons, *rows(turn, 2), new, (home_button(t),)))


def one(t: Translator, detail: Detail) -> Screen:
    """One sent idea and what has become of it."""
    idea = detail.idea
    status = t("Since {date}: {status}", date=t.date(detail.since), status=t(STATUSES[idea.status]))
    blocks = (
        title(f"💡 {idea.number}"),
        *quoted(idea.text),
        *details(t, detail),
        para(f"{sign(idea)} {status}"),
    )
    buttons: list[Row] = []
    if detail.media or detail.places:
        buttons.append((Button(f"🖼️ {t('Show what I sent')}", action("idea.media", idea.id)),))
    if idea.status != "withdrawn":
        buttons.append((Button(f"↩️ {t('Take it back')}", action("idea.withdraw", idea.id)),))
    return Screen(blocks, (*buttons, (Button(f"📨 {t('My ideas')}", action("idea.mine")), home_button(t))))


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
