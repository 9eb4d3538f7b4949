"""Ideas that the team shows to their neighbourhood: who hears of it, who stands behind it, who thinks it should not be there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.links import Link, write
from bot.core.refused import Outdated, Refused
from bot.core.text import N_
from bot.core.words import Shown
from bot.services import words
from bot.services.digests import is_quiet
from bot.services.notices import notify
from bot.services.statuses import RECALL
from bot.services.world import World
from db import assigned, duplicates, ideas, published, supports
from db import words as carried
from db.people import Known
from db.published import Published
from db.session import Tx
from db.supports import Behind
from db.tables.published import REASONS

SOURCE = "published"
"""Of translations: they are made from what neighbours read, never from what is covered."""

PER_PAGE = 6
A_DAY = 60
"""Ideas that one person may support in a day."""

ENOUGH = 3
"""Reports after which an idea is not shown until the team has looked at it."""

AT_ONCE = 50
"""People who are told in one minute that an idea is carried out: answers to others never wait for that."""

PUBLISHED, REPORTED, DONE, HANDS = "idea_published", "idea_reported", "idea_done", "idea_hands"
"""The kinds of the notices."""

GONE = N_("This idea is not shown here any more.")


@dataclass(frozen=True, slots=True)
class Seen:
    """A published idea as one person sees it: in which words, who stands behind it, what they said to it themselves (support,
    hand, and whether they may be written to), and whether it is their own."""

    idea: Published
    words: Shown
    behind: Behind
    mine: dict[str, bool]
    is_own: bool
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an area's published ideas under a goal (0: under all), counted from 0."""

    goal: int
    most: bool
    ideas: tuple[tuple[Published, Shown], ...]
    number: int
    pages: int
    total: int


def page(tx: Tx, area_id: int, goal: int, number: int, language: str, *, most: bool) -> Page:
    """A page that is too high shows the last one."""
    total = published.count(tx, area_id, goal)
    pages = max(1, -(-total // PER_PAGE))
    number = min(number, pages - 1)
    found = published.listed(tx, area_id, goal, PER_PAGE, number * PER_PAGE, most=most)
    texts = words.several(tx, SOURCE, [(one.id, one.text, one.language) for one in found], language)
    here = tuple((one, _marked(one, texts[one.id])) for one in found)
    return Page(goal, most, here, number, pages, total)


def in_words(tx: Tx, idea: Published, language: str) -> Shown:
    """An idea for somebody who reads a language."""
    return _marked(idea, words.shown(tx, SOURCE, idea.id, "", idea.text, idea.language, language))


def _marked(idea: Published, found: Shown) -> Shown:
    """What was only spoken was carried by somebody into the words that are published, too."""
    return replace(found, mark=idea.how) if idea.how and found.mark == "original" else found


def opened(tx: Tx, person: Known, idea_id: int, now: datetime) -> Seen:
    """The same for somebody who begins to read: where it is not there in their language it is wanted from now on."""
    here = seen(tx, person, idea_id)
    if here.words.language == here.idea.language and here.words.text:
        number = here.idea.id
        about = {"source_language": here.idea.language, "original": here.idea.text, "idea_id": number}
        words.want(tx, SOURCE, number, "", person.language, now, **about)  # type: ignore[arg-type]
    return here


def seen(tx: Tx, person: Known, idea_id: int) -> Seen:
    """The same as `found`. Raises Outdated for what is not shown to this person."""
    here = found(tx, person, idea_id)
    if here is None:
        raise Outdated(GONE)
    return here


def found(tx: Tx, person: Known, idea_id: int) -> Seen | None:
    """One where the person lives, their own, or one that they stand behind; the one that it was put together with, if it
    was. None for what is not shown to them."""
    own = ideas.of_author(tx, person.id, idea_id) is not None
    idea = published.shown(tx, idea_id, person.area_id or 0)
    if idea is None and (own or supports.mine(tx, idea_id, person.id)):
        idea = published.anywhere(tx, idea_id)
    if idea is not None:
        return _seen(tx, person, idea, own)
    first = duplicates.first(tx, idea_id)
    return found(tx, person, first.id) if first else None


def _stands_as(tx: Tx, idea_id: int) -> int:
    """An idea, or the one that it was put together with."""
    first = duplicates.first(tx, idea_id)
    return first.id if first else idea_id


def _seen(tx: Tx, person: Known, idea: Published, own: bool) -> Seen:
    files = dict(published.photos(tx, idea.id))
    return Seen(
        idea,
        in_words(tx, idea, person.language),
        supports.behind(tx, idea.id),
        supports.mine(tx, idea.id, person.id),
        own,
        tuple(files[number] for number in idea.photos if number in files),
    )


def link(world: World, idea: Published) -> str:
    """Where others find it."""
    payload = write(Link(area=idea.code, idea=str(idea.id)))
    return f"https://t.me/{world.bot_username}?start={payload}"


# --- standing behind it ---------------------------------------------------------------------------


def support(tx: Tx, world: World, person: Known, idea_id: int, now: datetime, *, on: bool) -> None:
    """Raises Refused for one's own, and for more than A_DAY of them. Whoever stands behind an idea can end that at any time,
    whether it is shown or not."""
    if not on:
        supports.step_back(tx, _stands_as(tx, idea_id), person.id, "support")
        return
    here = _others(tx, person, idea_id)
    if "support" in here.mine:
        return
    midnight = now.astimezone(world.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    if supports.said_since(tx, person.id, "support", midnight) >= A_DAY:
        raise Refused(N_("You have supported many ideas today. Please go on tomorrow."))
    supports.stand(tx, here.idea.id, person.id, "support", now)


def lend(tx: Tx, person: Known, idea_id: int, now: datetime, how: str) -> None:
    """How somebody helps: `write` (and the team may write to them through the bot), `count`, or `no` (any more). Less than
    before is always possible, whether the idea is shown or not."""
    number, before = helps(tx, person, idea_id)
    if how == "no":
        supports.step_back(tx, number, person.id, "hand")
        return
    if how not in ("write", "count"):
        raise Outdated()
    if how == "write" or before is None:
        number = _others(tx, person, idea_id).idea.id
    supports.stand(tx, number, person.id, "hand", now, may_write=how == "write")


def helps(tx: Tx, person: Known, idea_id: int) -> tuple[int, bool | None]:
    """The idea that counts, and whether somebody who lends a hand may be written to; None if they do not."""
    number = _stands_as(tx, idea_id)
    return number, supports.mine(tx, number, person.id).get("hand")


def _others(tx: Tx, person: Known, idea_id: int) -> Seen:
    here = seen(tx, person, idea_id)
    if here.is_own:
        raise Refused(N_("This is your own idea. Your neighbours can support it."))
    return here


def report(tx: Tx, person: Known, idea_id: int, reason: str, now: datetime) -> None:
    """Tells the team, once for each person; the third report hides the idea until the team has looked."""
    here = _others(tx, person, idea_id)
    if reason not in REASONS:
        raise Outdated()
    idea_id = here.idea.id
    published.begin(
        tx, idea_id, here.idea.language
    )  # held: whoever reports at the same moment is counted after this one
    if not published.report(tx, idea_id, person.id, reason, now):
        return
    many = len(published.reports(tx, idea_id))
    if many >= ENOUGH:
        published.change(tx, idea_id, ("shown",), state="hidden")
    if many in (1, ENOUGH):
        job = f"{REPORTED}:{idea_id}:{now:%Y%m%d%H%M%S}"
        for member in {one.person_id for one in assigned.colleagues(tx, here.idea.area_id)}:
            notify(tx, member, REPORTED, {"idea": idea_id}, now, job=job)


# --- the author -----------------------------------------------------------------------------------


def take_down(tx: Tx, person: Known, idea_id: int) -> None:
    """Its author does not want it to be shown; what is not shown stays as it is, or they could undo what the team did."""
    _own(tx, person, idea_id)
    if published.change(tx, idea_id, ("shown", "hidden"), state="refused"):
        carried.forget(tx, SOURCE, idea_id)


def allow(tx: Tx, person: Known, idea_id: int) -> bool:
    """They want it after all; False if it was not they who took it down. What was reported stays hidden."""
    _own(tx, person, idea_id)
    state = "hidden" if len(published.reports(tx, idea_id)) >= ENOUGH else "shown"
    return published.change(tx, idea_id, ("refused",), state=state)


def _own(tx: Tx, person: Known, idea_id: int) -> None:
    if ideas.of_author(tx, person.id, idea_id) is None or published.edition(tx, idea_id) is None:
        raise Outdated(GONE)


# --- for the clock --------------------------------------------------------------------------------


def tell_done(tx: Tx, world: World, now: datetime, limit: int) -> int:
    """Tells those who stand behind an idea that it is carried out, some at a time and not at night. It begins when the team
    can no longer take its answer back. How many ideas are through with it."""
    if is_quiet(world, now):
        return 0
    finished = 0
    for idea_id in published.carried_out(tx, now - RECALL, limit):
        people = supports.to_tell(tx, idea_id, AT_ONCE)
        for person_id in people:
            notify(tx, person_id, DONE, {"idea": idea_id}, now, job=f"{DONE}:{idea_id}")
        supports.told(tx, idea_id, people, now)
        if len(people) < AT_ONCE:
            finished += published.change(tx, idea_id, ("shown",), done_at=now)
    return finished


def sweep(tx: Tx, _world: World, _now: datetime, limit: int) -> int:
    """What was published of ideas that are gone goes, too."""
    return published.forget(tx, published.emptied()) + published.of_nothing(tx, limit)
