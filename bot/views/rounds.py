"""The way into a round."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.definition import pick
from bot.core.kinds import kind
from bot.core.screen import Button, Screen
from bot.core.text import Block, item, note, para, title
from bot.i18n import Translator
from bot.services import survey_words
from bot.services.surveys import Entry
from bot.views.home import home_button
from bot.views.surveys import title_of
from bot.views.words import carried
from db.rounds import Running


def no_area(t: Translator) -> Screen:
    blocks = (para(t("Please choose your neighbourhood first. Then I can show you its surveys.")),)
    return Screen(blocks, ((Button(f"📍 {t('Choose neighbourhood')}", action("area")),), (home_button(t),)))


def intro(t: Translator, entry: Entry, area: str, shown_in: str = "") -> Screen:
    """What it is about, how long it takes and who sees it, before the first question."""
    total = len(entry.definition.questions)
    intro = pick(entry.definition.intro, t.code)[0]
    blocks = [
        title(title_of(t, entry)),
        *([para(intro)] if intro else []),
        item(f"• {t.plural('It has {n} question.', 'It has {n} questions.', total)}"),
        item(f"• {_freedom(t, entry)}"),
        *(item(f"• {line}") for line in kept(t, entry.round, area)),
        item(f"• {t('Results are shown only for groups of five people or more.')}"),
        item(f"• {t('Telegram can read the messages in this chat.')}"),
    ]
    if shown_in:
        blocks.append(_other_language(t, shown_in))
    blocks += carried(t, survey_words.made_by(entry.definition, t.code))
    if entry.round.closes_at:
        blocks.append(item(f"• {t('You can answer until {day}.', day=t.date(entry.round.closes_at))}"))
    begin = t("Go on") if entry.state == "running" else t("Start")
    ways = (
        Button(f"▶️ {begin}", action("survey.start", entry.round.id)),
        Button(t("Not now"), action("home")),
    )
    return Screen(tuple(blocks), (ways,))


def _freedom(t: Translator, entry: Entry) -> str:
    if all(one.required for one in entry.definition.questions if kind(one).asks):
        return t("You can stop, and go on another day.")
    return t("You can skip questions, stop, and go on another day.")


def kept(t: Translator, round_: Running, area: str) -> list[str]:
    """Who can see the answers: what is promised here is what is done."""
    if not round_.is_anonymous:
        return [t("The team of {area} sees the answers without your name.", area=area)]
    return [
        t(
            "This survey is anonymous towards the team: nobody there can see who took part or who said what."
        ),
        t(
            "Until it ends, those who run this bot could find out whether you took part. Then the key to that is destroyed."
        ),
        t("Your answers count once you have reached the end. After that they cannot be changed."),
    ]


def _other_language(t: Translator, shown_in: str) -> Block:
    return note(
        t(
            "We do not have this in your language yet. You see it in this language: {language}",
            language=shown_in,
        )
    )
