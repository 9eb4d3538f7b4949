"""Choosing one's neighbourhood."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import action
from bot.core.screen import Button, Keys, Row, Screen, rows
from bot.core.text import para, title
from bot.i18n import Translator
from db.areas import Place


def _choice(area: Place) -> Button:
    return Button(f"📍 {area.name}", action("area.set", area.id))


def _ways(t: Translator) -> tuple[Row, ...]:
    return (
        (
            Button(f"📍 {t('Share my place')}", action("area.share")),
            Button(f"🗺️ {t('By district')}", action("area.districts")),
        ),
        (Button(t("None of these / I don't know"), action("area.none")),),
    )


def overview(t: Translator, present: Place | None, few: Sequence[Place]) -> Screen:
    """The ways to find one's area; where an installation serves only a few, these stand there at once."""
    blocks = [title(t("Which is your neighbourhood?"))]
    if present:
        blocks.append(para(t("At present you are in {area}.", area=present.name)))
    blocks.append(
        para(t("Type your postcode, for example 12053. Or type the short code from one of our posters."))
    )
    blocks.append(para(t("With this, your ideas reach the right team.")))
    return Screen(tuple(blocks), (*rows([_choice(area) for area in few], 1), *_ways(t)))


def found(t: Translator, areas: Sequence[Place]) -> Screen:
    """The areas that a postcode touches."""
    blocks = (para(t("These neighbourhoods are in or near this postcode. Which one is yours?")),)
    return Screen(blocks, (*rows([_choice(area) for area in areas], 1), *_ways(t)))


def not_found(t: Translator) -> Screen:
    blocks = (
        para(t("I found no neighbourhood of our programme for this. Please try another way.")),
        para(t("Many parts of Berlin have no neighbourhood management. You can go on without one.")),
    )
    return Screen(blocks, _ways(t))


def districts(t: Translator, names: Sequence[str]) -> Screen:
    buttons = [Button(name, action("area.district", number)) for number, name in enumerate(names)]
    back = (Button(f"⬅️ {t('Back')}", action("area")),)
    return Screen((para(t("In which district do you live?")),), (*rows(buttons, 1), back))


def district(t: Translator, name: str, areas: Sequence[Place]) -> Screen:
    blocks = (para(t("These are the neighbourhoods in {district}. Which one is yours?", district=name)),)
    back = (Button(f"⬅️ {t('Back')}", action("area.districts")),)
    none = (Button(t("None of these / I don't know"), action("area.none")),)
    return Screen(blocks, (*rows([_choice(area) for area in areas], 1), none, back))


def share(t: Translator) -> Screen:
    text = t(
        "Press the button below to share where you are. We only use it to find your neighbourhood and do not keep it."
    )
    return Screen((para(text),), keys=Keys(f"📍 {t('Share my place')}", (t("Another way"),)))


def nearest(t: Translator, areas: Sequence[tuple[Place, float]], *, far: bool) -> Screen:
    lines = [para(t("These neighbourhoods are nearest to you. Which one is yours?"))]
    if far:
        lines.append(para(t("You seem to be some way from all of them. You can also go on without one.")))
    buttons = [
        Button(
            f"📍 {area.name} · {t('{distance} km', distance=t.number(round(km, 1)))}",
            action("area.set", area.id),
        )
        for area, km in areas
    ]
    return Screen(tuple(lines), (*rows(buttons, 1), *_ways(t)))


def not_served(t: Translator, area: Place) -> Screen:
    """The person's area has a team, but not on this bot: its office is the way."""
    blocks = [
        title(area.name),
        para(
            t("This neighbourhood does not use Kiezstimme yet. Its team is glad if you come by or write.")
        ),
    ]
    if area.office:
        blocks.append(para(f"📍 {area.office}"))
    buttons = [(Button(f"🌐 {t('Website')}", url=area.website),)] if area.website else []
    again = (Button(f"⬅️ {t('Choose another one')}", action("area")),)
    return Screen(tuple(blocks), (*buttons, again, (Button(f"🏠 {t('Start page')}", action("home")),)))


def offer(t: Translator, area: Place) -> Screen:
    """A link from another neighbourhood's poster: the person decides."""
    blocks = (
        para(
            t("This link is from the neighbourhood {area}. Would you like to change to it?", area=area.name)
        ),
    )
    yes = Button(f"✅ {t('Yes, change')}", action("area.set", area.id))
    return Screen(blocks, ((yes, Button(t("No, stay"), action("home"))),))
