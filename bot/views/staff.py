"""What somebody sees who becomes staff, and who invited them."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.screen import Button, Screen
from bot.core.text import N_, Block, item, para, title
from bot.i18n import Translator
from bot.services.invites import Reply
from bot.views.desk import desk_button
from bot.views.home import home_button
from bot.views.words import help_button
from db.concerns import READERS

_WELCOME = {
    "viewer": N_("You may now read the ideas and results of {area}."),
    "helper": N_("You now help the team of {area} with languages."),
    "team": N_("You are now part of the team of {area}."),
    "lead": N_("You now lead the team of {area}."),
    "admin": N_("You now look after all neighbourhoods."),
}
_DUTIES = {
    "viewer": N_(
        "You can read ideas with their answers, the results of surveys and the report, and change nothing. Private messages are not shown to you."
    ),
    "helper": N_(
        "You get single texts to carry into another language. Please tell nobody what you read, except the team."
    ),
    "team": N_(
        "You can read ideas, answer them in the name of the team and publish them, and make events, surveys, offers and posters."
    ),
    "lead": N_(
        "You can read ideas, answer them in the name of the team and publish them, make and announce events and surveys, write to many, and invite others."
    ),
    "admin": N_(
        "You can do what a lead can do, in every neighbourhood, and invite other admins. Private messages you read only where you are also in the team."
    ),
}
_PRIVATE = N_(
    "You also read what people tell your team in private, with their telephone numbers. Please tell nobody else."
)
_STILL = N_("You can still suggest ideas and answer surveys yourself.")
_JOINED = {
    "viewer": N_("Your invitation was accepted: somebody may now read the ideas of {area}."),
    "helper": N_("Your invitation was accepted: {area} has a new helper for languages."),
    "team": N_("Your invitation was accepted: {area} has a new team member."),
    "lead": N_("Your invitation was accepted: {area} has a new team lead."),
    "admin": N_("Your invitation was accepted: there is a new admin for all neighbourhoods."),
}


def welcome(t: Translator, reply: Reply) -> Screen:
    """Role and area, what staff may do, what they can type."""
    blocks: tuple[Block, ...] = (
        title(t("Welcome to the team!")),
        para(t(_WELCOME[reply.role], area=reply.area or "")),
        *_duties(t, reply.role),
        *_reading(t, reply.role),
        item(f"/team – {t('See who works here, and as what')}"),
        para(t(_STILL)),
    )
    if reply.label:
        blocks += (para(t("On the list of the team you stand as: {label}", label=reply.label)),)
    if reply.role == "helper":
        return Screen(blocks, ((help_button(t),), (home_button(t),)))
    results = Button(f"📊 {t('Results')}", action("results"))
    return Screen(blocks, ((desk_button(t), results), (home_button(t),)))


def _duties(t: Translator, role: str) -> tuple[Block, ...]:
    """What somebody may do; and read, if it was told in private."""
    private = (para(t(_PRIVATE)),) if role in READERS else ()
    return (para(t(_DUTIES[role])), *private)


def _reading(t: Translator, role: str) -> tuple[Block, ...]:
    """What those can type who read ideas and results."""
    desk = item(f"/desk – {t('Read the ideas of your neighbourhood')}")
    return () if role == "helper" else (desk, item(f"/results – {t('See what the surveys found')}"))


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


def joined(t: Translator, role: str, area: str, area_id: int | None, label: str | None) -> Screen:
    """For whoever invited: who came is not said, only as what, and under which label; from the list it can be undone."""
    blocks = [para(t(_JOINED[role], area=area))]
    if label:
        blocks.append(para(t("On the list of the team: {label}", label=label)))
    team = Button(f"👥 {t('The team')}", action("team", area_id or 0, 0))
    return Screen(tuple(blocks), ((team,), (desk_button(t), home_button(t))))


def changed(t: Translator, role: str, area: str) -> Screen:
    """For whoever has another role now."""
    blocks = (
        title(t("Your role has changed.")),
        para(t(_WELCOME[role], area=area)),
        *_duties(t, role),
    )
    return Screen(blocks, ((desk_button(t), home_button(t)),))


def ended(t: Translator, area: str) -> Screen:
    """For whoever has a role no longer; without an area it was one for all."""
    gone = t("You no longer look after all neighbourhoods.")
    if area:
        gone = t("You no longer have a role in the team of {area}.", area=area)
    return Screen((para(gone), para(t(_STILL))), ((home_button(t),),))
