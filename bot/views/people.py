"""What is stored about a person."""

from __future__ import annotations

from bot.core import topics as tables
from bot.core.actions import action
from bot.core.screen import Button, Row, Screen
from bot.core.text import Block, item, title
from bot.i18n import Translator
from bot.services.people import About
from bot.services.subscriptions import Heard
from bot.views.home import home_button


def ways(t: Translator) -> Row:
    return (_me(t), home_button(t))


def _me(t: Translator) -> Button:
    return Button(f"👤 {t('My data')}", action("me"))


def me(t: Translator, about: About, downloads: int) -> Screen:
    """What is stored, in words and numbers, and what can be done with it."""
    return Screen(
        (title(t("What we know about you")), *_facts(t, about)),
        (
            (
                Button(f"🌐 {t('Language')}", action("language")),
                Button(f"📍 {t('Neighbourhood')}", action("area")),
            ),
            (Button(f"🔔 {t('What I hear about')}", action("me.topics")),),
            (Button(f"📦 {t('Download my data')}", action("me.download", downloads)),),
            (Button(f"🗑️ {t('Delete me')}", action("me.delete")),),
            (Button(f"📄 {t('Data protection and imprint')}", action("privacy")),),
            (home_button(t),),
        ),
    )


def _facts(t: Translator, about: About) -> tuple[Block, ...]:
    area = t("Neighbourhood: {area}", area=about.area) if about.area else t("Neighbourhood: not chosen")
    lines = [
        t("Language: {language}", language=t.own_name),
        area,
        t("We have known you since {date}.", date=t.date(about.since)),
    ]
    if about.consent:
        version, given = about.consent
        lines.append(
            t("You agreed to our notice {version} on {date}.", version=version, date=t.date(given))
        )
    lines += [
        _hears(t, about.heard),
        t.plural("You sent us {n} idea.", "You sent us {n} ideas.", about.ideas),
        t.plural("You took part in {n} survey.", "You took part in {n} surveys.", about.surveys),
    ]
    if about.is_staff:
        lines.append(t("You belong to the team here."))
    lines.append(t("Your Telegram number is stored encrypted. We store no name and no phone number."))
    return tuple(item(f"• {line}") for line in lines)


def _hears(t: Translator, heard: Heard) -> str:
    if not heard.topics:
        return t("You hear nothing from us.")
    if heard.rhythm == tables.ANSWERS_ONLY:
        return t("You hear only answers to you.")
    n = len(heard.topics)
    if heard.rhythm == tables.WEEKLY:
        return t.plural(
            "You hear about {n} topic, once a week.", "You hear about {n} topics, once a week.", n
        )
    return t.plural("You hear about {n} topic, at once.", "You hear about {n} topics, at once.", n)
