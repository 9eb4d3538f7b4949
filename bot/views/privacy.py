"""The full notice with the imprint."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.screen import Button, Row, Screen
from bot.core.text import N_, Block, para, title
from bot.i18n import Translator
from bot.views.home import home_button
from bot.views.notice import Responsible

_FULL_NOTICE = (
    (
        N_("What for"),
        N_(
            "So that residents can suggest ideas, answer surveys and hear from their neighbourhood team, in their own language."
        ),
    ),
    (
        N_("What we store"),
        N_(
            "Your Telegram number (encrypted), your language, your neighbourhood, your ideas with pictures, voice messages and places, your answers, and what you want to hear about. No name, no user name."
        ),
    ),
    (
        N_("What we store"),
        N_(
            "Also which ideas you support or report, your answers to invitations, and your private messages to the team. A telephone number only if you give one with a private message."
        ),
    ),
    (
        N_("What we store"),
        N_(
            "Of those who work with the team also their role, their name on the list of the team, their languages and their promise to tell nobody: until the role ends. A record of what they did, without texts: one year."
        ),
    ),
    (
        N_("On what basis"),
        N_(
            "On your consent. It is voluntary. You can take it back at any time with /me, and nothing bad follows from it."
        ),
    ),
    (
        N_("Who sees it"),
        N_(
            "The team of your neighbourhood. Results of surveys are shown only for groups of five people or more."
        ),
    ),
    (
        N_("Who sees it"),
        N_(
            "Your neighbours read ideas that the team publishes, without your name. Helpers, who have promised to tell nobody, or a translation program carry single texts into other languages. Private messages are read only by the team and its lead."
        ),
    ),
    (
        N_("Telegram"),
        N_(
            "Chats with bots are not end-to-end encrypted: Telegram can read them and keeps them on its own servers outside Germany. If you do not want that, please go to the office, write an e-mail or a letter."
        ),
    ),
    (
        N_("How long"),
        N_(
            "Until you delete it. What you began to write and did not send: 30 days. Records of sent messages: 30 days. Backups: 30 days."
        ),
    ),
    (
        N_("How long"),
        N_(
            "Ideas that you took back or that are not possible: 90 days, then only their number stays. If you block this chat: 180 days, then we delete everything about you."
        ),
    ),
    (
        N_("How long"),
        N_(
            "Private messages: 30 days after the team has closed them, the telephone number only until then. Private messages that you did not send: 7 days. Answers to invitations: six months after the event, then only numbers."
        ),
    ),
    (
        N_("Your rights"),
        N_(
            "You can see, download and delete your data yourself with /me. You can have them corrected. You can complain to the Berlin Commissioner for Data Protection and Freedom of Information."
        ),
    ),
    (N_("Age"), N_("From 16 years. If you are younger, you are welcome at the office.")),
)


def privacy(t: Translator, who: Responsible, *, known: bool) -> Screen:
    """The full notice with the imprint, one tap from everywhere."""
    blocks: list[Block] = [
        title(t("Data protection and imprint")),
        para(t("Responsible: {operator}.", operator=who.operator)),
        para(t("Questions about your data: {contact}", contact=who.privacy_contact)),
    ]
    said = ""
    for head, text in _FULL_NOTICE:
        if head != said:
            blocks.append(title(t(head)))
        blocks.append(para(t(text)))
        said = head
    buttons: list[Row] = [(Button(f"🏛️ {t('Imprint')}", url=who.imprint_url),)]
    if known:
        buttons += [(Button(f"👤 {t('My data')}", action("me")), home_button(t))]
    else:
        buttons += [(Button(f"⬅️ {t('Back')}", action("start.language", t.code)),)]
    return Screen(tuple(blocks), tuple(buttons))
