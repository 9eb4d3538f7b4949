"""Ideas as their authors see them: while they write one, when it is sent, and later."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.ideas import Draft, Part, joined
from bot.core.screen import Button, Media, Place, Row, Screen, rows
from bot.core.text import N_, Block, item, note, para, quote, shorten, title
from bot.i18n import Translator
from bot.services.ideas import Detail, Page
from bot.views.goals import choices, named
from bot.views.start import home_button
from db import areas
from db.ideas import Sent

SHORT = 200
"""Characters of an idea that are shown where all of it would be in the way."""

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


def ask(t: Translator, goal: int | None) -> Screen:
    """The beginning: an open question."""
    blocks: list[Block] = [title(t("What would you like to suggest?"))]
    if goal:
        blocks.append(item(t("Goal: {goal}", goal=named(t, goal))))
    blocks += [
        para(t("Use your own words and your language, for example: “We need a bench at the bus stop.”")),
        para(t("You can also send photos, voice messages or a place (📎 and then location).")),
    ]
    return Screen(tuple(blocks), ((home_button(t),),))


def started(t: Translator, draft: Draft, goal: int | None) -> Screen:
    """There is an idea already that was not sent yet."""
    blocks = (title(t("You have begun an idea")), *_short(t, draft.parts))
    return Screen(
        (*blocks, para(t("Would you like to go on with it, or throw it away and begin a new one?"))),
        (
            (Button(f"✏️ {t('Go on with it')}", action("idea.review", draft.key)),),
            (Button(f"🗑 {t('Throw it away')}", action("idea.discard", draft.key, goal or 0)),),
            (home_button(t),),
        ),
    )


def offer(t: Translator, draft: Draft) -> Screen:
    """Something came that nobody had asked for."""
    text = (
        t("Shall we add this to the idea that you have begun?")
        if draft.parts
        else t("Shall this become an idea?")
    )
    yes = t("Yes, add it") if draft.parts else t("Yes, this is an idea")
    ways = (
        (
            Button(f"✅ {yes}", action("idea.keep", draft.key)),
            Button(t("No"), action("idea.drop", draft.key)),
        ),
    )
    return Screen((title(text), *_short(t, draft.offered)), (*ways, (home_button(t),)))


def ask_goal(t: Translator, draft: Draft) -> Screen:
    """To which goal does it belong? Until that is said, and after, more may be added."""
    blocks = (
        *_short(t, draft.parts),
        *_together(t, draft),
        title(t("Which goal fits best?")),
        para(t("You can still send more: text, photos, voice messages or a place.")),
    )
    team = (Button(f"🤷 {t('The team decides')}", action("idea.goal", draft.key, 0)),)
    return Screen(blocks, (*choices(t, "idea.goal", draft.key), team, (_discard(t, draft), home_button(t))))


def review(t: Translator, draft: Draft, area: areas.Place | None) -> Screen:
    """All of it once more before it is sent."""
    blocks = [
        title(t("Your idea")),
        *_quoted(draft.text),
        *_counted(t, draft.count("photo"), draft.count("voice"), draft.count("place")),
        *_together(t, draft),
        *_filed(t, draft.goal, draft.others, area),
    ]
    if any(part.forwarded for part in draft.parts):
        blocks.append(note(t("Some of it was forwarded. Please make sure that it names no other people.")))
    blocks.append(
        para(t("Is this right? You can still send more: text, photos, voice messages or a place."))
    )
    return Screen(tuple(blocks), _review_ways(t, draft))


def _review_ways(t: Translator, draft: Draft) -> tuple[Row, ...]:
    key = draft.key
    goals = [Button(f"🎯 {t('Change the goal')}", action("idea.goals", key))]
    if draft.goal:
        goals.append(Button(f"➕ {t('Other goals')}", action("idea.others", key)))
    changes = []
    if draft.text:
        changes.append(Button(f"✏️ {t('Write it anew')}", action("idea.write", key)))
    if any(part.kind != "text" for part in draft.parts):
        changes.append(Button(f"✂️ {t('Only the text')}", action("idea.strip", key)))
    return (
        (Button(f"✅ {t('Send')}", action("idea.send", key)),),
        tuple(goals),
        *rows(changes, 2),
        (Button(f"📍 {t('Change the neighbourhood')}", action("area")),),
        (_discard(t, draft), home_button(t)),
    )


def others(t: Translator, draft: Draft) -> Screen:
    """Further goals, each on or off."""
    buttons = []
    for number in (number for number in range(1, 10) if number != draft.goal):
        on = number in draft.others
        label = f"{'✅ ' if on else ''}{named(t, number)}"
        buttons.append((Button(label, action("idea.other", draft.key, number, int(not on))),))
    done = (Button(f"👍 {t('Done')}", action("idea.review", draft.key)),)
    return Screen((title(t("Which other goals does your idea fit?")),), (*buttons, done))


def write_anew(t: Translator) -> Screen:
    return Screen((para(t("The old text is gone. Please send the new one now.")),), ((home_button(t),),))


def sure_to_discard(t: Translator, draft: Draft, goal: int) -> Screen:
    return Screen(
        (title(t("Throw this idea away?")), *_short(t, draft.parts)),
        (
            (Button(f"🗑 {t('Yes, throw it away')}", action("idea.discarded", draft.key, goal)),),
            (Button(t("No, keep it"), action("idea.review", draft.key)),),
        ),
    )


def discarded(t: Translator, goal: int) -> Screen:
    new = Button(f"💡 {t('Suggest an idea')}", action("idea.new", goal) if goal else action("idea.new"))
    return Screen((para(t("It is gone. We have kept nothing of it.")),), ((new,), (home_button(t),)))


def edited(t: Translator) -> Screen:
    text = t(
        "You changed an older message. Nothing changes here; please send the new words as a new message."
    )
    return Screen((para(text),), ((home_button(t),),))


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
        blocks += _quoted(shorten(idea.text, 80))
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
        *_quoted(idea.text),
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


def _discard(t: Translator, draft: Draft) -> Button:
    return Button(f"🗑 {t('Throw away')}", action("idea.discard", draft.key))


def _sign(idea: Sent) -> str:
    return SIGNS.get(idea.status, "💬")


def _quoted(text: str) -> list[Block]:
    return [quote(text)] if text else []


def _short(t: Translator, parts: tuple[Part, ...]) -> list[Block]:
    kinds = [part.kind for part in parts]
    counts = _counted(t, kinds.count("photo"), kinds.count("voice"), kinds.count("place"))
    return [*_quoted(shorten(joined(parts), SHORT)), *counts]


def _counted(t: Translator, photos: int, voices: int, places: int) -> list[Block]:
    lines = (
        (photos, f"🖼 {t.plural('{n} photo', '{n} photos', photos)}"),
        (voices, f"🎤 {t.plural('{n} voice message', '{n} voice messages', voices)}"),
        (places, f"📍 {t.plural('{n} place', '{n} places', places)}"),
    )
    return [item(line) for count, line in lines if count]


def _together(t: Translator, draft: Draft) -> list[Block]:
    """Of photos that were sent together only the first is here when this is said."""
    just_now = draft.album and draft.parts and draft.parts[-1].kind == "photo"
    return (
        [note(t("All photos that you send together are added, even if fewer are counted here."))]
        if just_now
        else []
    )


def _filed(
    t: Translator, goal: int | None, others: tuple[int, ...], area: areas.Place | None
) -> list[Block]:
    first = t("Goal: {goal}", goal=named(t, goal)) if goal else t("Goal: the team decides")
    where = t("Neighbourhood: {area}", area=area.name) if area else t("Neighbourhood: I don't know")
    further = [item(t("Other goal: {goal}", goal=named(t, number))) for number in others]
    return [item(first), *further, item(where)]


def _details(t: Translator, detail: Detail) -> list[Block]:
    kinds = [file.kind for file in detail.media]
    counts = _counted(t, kinds.count("photo"), kinds.count("voice"), len(detail.places))
    return [*counts, *_filed(t, detail.idea.goal, detail.others, detail.area)]
