"""Sent ideas as their authors see them. How an idea looks while it is being written is in `ideas_draft`."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.screen import Button, Media, Place, Row, Screen, rows
from bot.core.text import N_, Block, item, para, quote, shorten, title
from bot.i18n import Translator
from bot.services.ideas import Detail, Page
from bot.views.goals import named
from bot.views.start import home_button
from db import areas
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


def receipt(t: Translator, detail: Detail) -> Screen:
    """The idea is on its way: its number, where it was filed, and what happens next."""
    blocks = (
        title(f"✅ {t('Thank you! Your idea {number} has arrived.', number=detail.idea.number)}"),
        *_details(t, detail),
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
        blocks.append(item(f"{_sign(idea)} {line}"))
        blocks += quoted(shorten(idea.text, 80))
    buttons = [
        (Button(f"{_sign(idea)} {idea.number}", action("idea.show", idea.id)),) for idea in page.ideas
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
        *_details(t, detail),
        para(f"{_sign(idea)} {status}"),
    )
    buttons: list[Row] = []
    if detail.media or detail.places:
        buttons.append((Button(f"🖼 {t('Show what I sent')}", action("idea.media", idea.id)),))
    if idea.status != "withdrawn":
        buttons.append((Button(f"↩️ {t('Take it back')}", action("idea.withdraw", idea.id)),))
    return Screen(blocks, (*buttons, (Button(f"📨 {t('My ideas')}", action("idea.mine")), home_button(t))))


def media(t: Translator, detail: Detail) -> Screen:
    """The photos, voice messages and places once more."""
    shown = tuple(
        Media("photo" if file.kind == "photo" else "voice", file.file_id) for file in detail.media
    )
    places = tuple(Place(latitude, longitude) for latitude, longitude in detail.places)
    back = (Button(f"⬅️ {t('Back')}", action("idea.show", detail.idea.id)), home_button(t))
    text = t("This is what you sent with {number}.", number=detail.idea.number)
    return Screen((para(text),), (back,), media=shown, places=places)


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


def _sign(idea: Sent) -> str:
    return SIGNS.get(idea.status, "💬")


def quoted(text: str) -> list[Block]:
    return [quote(text)] if text else []


def counted(t: Translator, photos: int, voices: int, places: int) -> list[Block]:
    lines = (
        (photos, f"🖼 {t.plural('{n} photo', '{n} photos', photos)}"),
        (voices, f"🎤 {t.plural('{n} voice message', '{n} voice messages', voices)}"),
        (places, f"📍 {t.plural('{n} place', '{n} places', places)}"),
    )
    return [item(line) for count, line in lines if count]


def filed(
    t: Translator, goal: int | None, others: tuple[int, ...], area: areas.Place | None
) -> list[Block]:
    first = t("Goal: {goal}", goal=named(t, goal)) if goal else t("Goal: the team decides")
    where = t("Neighbourhood: {area}", area=area.name) if area else t("Neighbourhood: I don't know")
    further = [item(t("Other goal: {goal}", goal=named(t, number))) for number in others]
    return [item(first), *further, item(where)]


def _details(t: Translator, detail: Detail) -> list[Block]:
    kinds = [file.kind for file in detail.media]
    counts = counted(t, kinds.count("photo"), kinds.count("voice"), len(detail.places))
    return [*counts, *filed(t, detail.idea.goal, detail.others, detail.area)]
