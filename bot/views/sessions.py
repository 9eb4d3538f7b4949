"""A survey paused or at its end."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.screen import Button, Row, Screen
from bot.core.text import para, title
from bot.i18n import Translator
from bot.services.sessions import Stand
from bot.views.home import home_button
from bot.views.surveys import list_button


def paused(t: Translator, here: Stand) -> Screen:
    blocks = (para(t("Your answers are saved. You can go on at any time, also in a few days.")),)
    go_on = Button(f"▶️ {t('Go on')}", action("survey.start", here.round.id))
    return Screen(blocks, ((go_on,), (home_button(t),)))


def thanks(t: Translator, area: str) -> Screen:
    """The end, and what happens with the answers."""
    blocks = (
        title(f"🙏 {t('Thank you!')}"),
        para(
            t(
                "Your answers are saved. The team of {area} looks at all answers together, without names.",
                area=area,
            )
        ),
        para(
            t(
                "It uses them when it plans what to do in the neighbourhood. Results are shown only for groups of five people or more."
            )
        ),
    )
    return Screen(blocks, _after(t))


def done(t: Translator) -> Screen:
    """A finished survey, opened again."""
    return Screen((para(t("You have answered this survey. Thank you!")),), _after(t))


def closed(t: Translator, *, took_part: bool) -> Screen:
    blocks = [para(t("This survey is closed. It is no longer possible to answer."))]
    if took_part:
        blocks.append(para(t("The answers that you have given until now count. Thank you!")))
    return Screen(tuple(blocks), _after(t))


def _after(t: Translator) -> tuple[Row, ...]:
    idea = Button(f"💡 {t('Suggest an idea')}", action("idea.new"))
    return ((idea,), (list_button(t), home_button(t)))
