"""What has become of an idea, in words for its author."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.screen import Button, Screen
from bot.core.text import N_, para
from bot.i18n import Translator
from bot.views.home import home_button
from db.ideas import Sent

STATUSES = {
    "new": N_("We have it. The team will read it."),
    "seen": N_("The team has read it."),
    "answered": N_("The team has answered you."),
    "in_talks": N_("The team is talking about it with others."),
    "aktionsfonds": N_("It is a case for the Aktionsfonds: money for small projects of residents."),
    "projektfonds": N_("It is a case for the Projektfonds: money for larger projects."),
    "passed_on": N_("The team has passed it on to the office in charge."),
    "done": N_("It is done. Thank you!"),
    "not_possible": N_("It is not possible. The team has told you why."),
    "duplicate": N_("Somebody had the same idea. The team follows both together."),
    "withdrawn": N_("You took this idea back."),
}
"""What has become of an idea, in words for its author."""

SIGNS = {"new": "📨", "done": "🎉", "not_possible": "🚫", "withdrawn": "↩️"}


def sign(idea: Sent) -> str:
    return SIGNS.get(idea.status, "💬")


def seen_notice(t: Translator, number: str) -> Screen:
    """For the author: the team has read the idea."""
    blocks = (
        para(t("Your idea {number} has been read by the team. Thank you!", number=number)),
        para(t("When there is news about it, you will hear it here.")),
    )
    return Screen(blocks, ((Button(f"📨 {t('My ideas')}", action("idea.mine")), home_button(t)),))
