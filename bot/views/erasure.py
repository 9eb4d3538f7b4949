"""The question before everything is deleted, and the last words."""

from __future__ import annotations

from bot.core.actions import action, carried
from bot.core.screen import Button, Row, Screen
from bot.core.text import para, title
from bot.i18n import Translator
from bot.views.home import home_button


def delete(t: Translator, ideas: int, token: str, *, last_admin: bool = False) -> Screen:
    """The one question before everything is deleted. Its buttons carry the language: afterwards nobody knows it."""
    blocks = [
        title(t("Do you want to delete everything?")),
        para(t("We delete all that we know about you: ideas, answers, drafts and what you hear about.")),
        para(t("This cannot be undone.")),
    ]
    if last_admin:
        blocks.append(
            para(
                t(
                    "You are the last admin. Afterwards nobody looks after all neighbourhoods, until whoever runs the bot invites somebody."
                )
            )
        )
    buttons: list[Row] = [(_erase(t, f"🗑️ {t('Delete everything')}", 0, token),)]
    if ideas:
        blocks += [
            para(
                t.plural(
                    "You sent us {n} idea. What shall happen with it?",
                    "You sent us {n} ideas. What shall happen with them?",
                    ideas,
                )
            ),
            para(t("If your ideas stay, nobody can see who sent them. You cannot take them back later.")),
            para(t("We delete your voice messages in any case.")),
        ]
        buttons.append((_erase(t, f"💡 {t('Delete me, keep my ideas')}", 1, token),))
    buttons.append((Button(f"↩️ {t('No, keep everything')}", action("me")),))
    return Screen(tuple(blocks), tuple(buttons))


def _erase(t: Translator, label: str, keep: int, token: str) -> Button:
    return Button(label, carried(action("me.erase", keep, token), t.code, ""))


def farewell(t: Translator, *, kept: bool) -> Screen:
    """The last words. In a language of its own, since there is nobody any more who chose one."""
    gone = t("Everything that we stored about you is deleted.")
    if kept:
        gone = t("Everything that we stored about you is deleted. Your ideas stay without your name.")
    blocks = (
        title(t("Goodbye")),
        para(gone),
        para(t("In our backups it is gone after 30 days at the latest.")),
        para(t("Telegram still has this chat. To remove it there too, delete the chat in Telegram.")),
        para(t("If you want to come back, send /start. Then we begin anew.")),
    )
    return Screen(blocks, ((home_button(t),),), language=t.code)
