"""What somebody sees who becomes staff, and who invited them."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.screen import Button, Screen
from bot.core.text import N_, item, para, title
from bot.i18n import Translator
from bot.services.invites import Reply
from bot.views.desk import desk_button
from bot.views.home import home_button

_WELCOME = {
    "viewer": N_("You may now read the ideas and results of {area}."),
    "helper": N_("You now help the team of {area} with languages. You may read the ideas and results."),
    "team": N_("You are now part of the team of {area}."),
    "lead": N_("You now lead the team of {area}."),
    "admin": N_("You now look after all neighbourhoods."),
}
_DUTIES = {
    "viewer": N_("You can read everything and change nothing."),
    "helper": N_(
        "Please tell nobody what you read here, except the team. You can read everything and change nothing."
    ),
    "team": N_("You can read ideas, file them under a goal and a neighbourhood, and mark them as seen."),
    "lead": N_(
        "You can read ideas, file them under a goal and a neighbourhood, mark them as seen, and invite others."
    ),
    "admin": N_("You can do everything that a lead can do, in every neighbourhood."),
}
_JOINED = {
    "viewer": N_("Your invitation was accepted: somebody may now read the ideas of {area}."),
    "helper": N_("Your invitation was accepted: {area} has a new helper for languages."),
    "team": N_("Your invitation was accepted: {area} has a new team member."),
    "lead": N_("Your invitation was accepted: {area} has a new team lead."),
    "admin": N_("Your invitation was accepted: there is a new admin for all neighbourhoods."),
}


def welcome(t: Translator, reply: Reply) -> Screen:
    """Role and area, what staff may do, what they can type."""
    blocks = (
        title(t("Welcome to the team!")),
        para(t(_WELCOME[reply.role], area=reply.area or "")),
        para(t(_DUTIES[reply.role])),
        item(f"/desk – {t('Read the ideas of your neighbourhood')}"),
        item(f"/results – {t('See what the surveys found')}"),
        para(t("You can still suggest ideas and answer surveys yourself.")),
    )
    return Screen(
        blocks, ((desk_button(t), Button(f"📊 {t('Results')}", action("results"))), (home_button(t),))
    )


def held(t: Translator) -> Screen:
    """The invite would give nothing new; it stays open for somebody else."""
    text = t("You can already do this. The invitation is still open for somebody else.")
    return Screen((para(text),), ((desk_button(t), home_button(t)),))


def wrong(t: Translator, *, is_staff: bool) -> Screen:
    """One answer for every link that does not work, so that nobody learns anything by trying."""
    blocks = (
        para(t("This invitation does not work. An invitation works once, and only for 24 hours.")),
        para(t("Please ask the person who sent it for a new one.")),
    )
    return Screen(blocks, ((*((desk_button(t),) if is_staff else ()), home_button(t)),))


def later(t: Translator) -> Screen:
    text = t(
        "You have tried several invitations that do not work. Please wait an hour and then ask for a new one."
    )
    return Screen((para(text),), ((home_button(t),),))


def joined(t: Translator, role: str, area: str) -> Screen:
    """For whoever invited: who came is not said, only as what."""
    return Screen((para(t(_JOINED[role], area=area)),), ((desk_button(t), home_button(t)),))
