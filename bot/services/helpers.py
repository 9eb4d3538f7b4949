"""Neighbours who carry words: their promise, their languages, what waits for them and how they hear of it. They see of an
idea what they carry, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.core.refused import Outdated
from bot.core.words import GERMAN, MOST_TOLD, plain, speaks
from bot.i18n.languages import LANGUAGES
from bot.services.digests import is_quiet
from bot.services.notices import notify
from bot.services.words import WANTED
from bot.services.world import World
from db import audit, helpers, staff, words
from db.helpers import Listener
from db.reach import Areas, scope
from db.session import Tx
from db.staff import Post
from db.words import Found

TONGUES = tuple(dict.fromkeys(plain(code) for code in LANGUAGES))
"""Languages that somebody can carry words between."""

PAGE = 6
LATER = timedelta(hours=1)
"""So long after nobody could be told it is looked whether somebody can."""


@dataclass(frozen=True, slots=True)
class Me:
    """A helper who has promised: their roles, where they are, what they speak."""

    posts: tuple[Post, ...]
    promised_as: int
    languages: frozenset[str]
    at_once: bool

    @property
    def staff(self) -> frozenset[int]:
        return frozenset(post.staff_id for post in self.posts)

    @property
    def areas(self) -> Areas:
        return scope(self.posts, "helper")

    def acting(self, piece: Found) -> int:
        """The internal number under which they carry a text."""
        here = [post.staff_id for post in self.posts if post.area_id in (None, piece.area_id)]
        return (here or [post.staff_id for post in self.posts])[0]

    def may_carry(self, piece: Found) -> bool:
        here = self.areas is None or piece.area_id in self.areas or piece.is_for_all
        return here and speaks(self.languages, piece.source_language, piece.language)

    def has(self, piece: Found) -> bool:
        """Whether they took it, and nobody else since."""
        return piece.state == "claimed" and piece.helper_id in self.staff


def who(tx: Tx, posts: Sequence[Post]) -> Me | None:
    """None before the promise, without which nothing is shown."""
    mine = tuple(post for post in posts if post.may("helper"))
    found = helpers.of(tx, [post.staff_id for post in mine])
    return Me(mine, found.staff_id, frozenset(found.languages), found.at_once) if found else None


def promise(tx: Tx, posts: Sequence[Post], language: str, now: datetime) -> None:
    """Who helps speaks the language they chose, and most of them German: the rest is ticked."""
    staff_id = next(post.staff_id for post in posts if post.may("helper"))
    helpers.promise(tx, staff_id, sorted({GERMAN, plain(language)} & {*TONGUES}), now)
    audit.record(tx, staff_id, "words_promised", f"staff:{staff_id}", now)


def tick(tx: Tx, me: Me, language: str, *, on: bool) -> None:
    """Raises Outdated for a language that there is not."""
    if language not in TONGUES:
        raise Outdated()
    spoken = me.languages | {language} if on else me.languages - {language}
    helpers.change(tx, me.promised_as, languages=sorted(spoken))


def hear(tx: Tx, me: Me, *, at_once: bool) -> None:
    helpers.change(tx, me.promised_as, at_once=at_once)


# --- what waits -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Queue:
    """Texts that somebody could carry, and such as they could check: a page of both, counted from 0, and whether more follow."""

    pieces: tuple[Found, ...]
    checks: tuple[Found, ...]
    page: int = 0
    more: bool = False


def queue(tx: Tx, me: Me, now: datetime, page: int = 0) -> Queue:
    """The first page if there is nothing (any more) on this one."""
    about, part = (me.areas, me.languages, me.staff), (PAGE + 1, page * PAGE)
    pieces, checks = words.offered(tx, *about, now, part), words.to_check(tx, *about, part)
    if page and not pieces and not checks:
        return queue(tx, me, now)
    more = max(len(pieces), len(checks)) > PAGE
    return Queue(tuple(pieces[:PAGE]), tuple(checks[:PAGE]), page, more)


def opened(tx: Tx, me: Me, piece_id: int) -> Found | None:
    """A text that somebody may carry or check; None looks alike for one that there is not."""
    piece = words.by_id(tx, piece_id, hold=True)
    return piece if piece is not None and me.may_carry(piece) else None


# --- telling helpers ------------------------------------------------------------------------------


def job(kind: str, piece_id: int, version: int) -> str:
    """Of the notices about one text: everybody gets each once."""
    return f"{kind}:{piece_id}:{version}"


def offer(tx: Tx, world: World, now: datetime, limit: int) -> int:
    """Tells up to three helpers of each new text that waits, not in quiet hours; how many were looked at."""
    if is_quiet(world, now):
        return 0
    words.release(tx, now)
    due = words.to_offer(tx, now, limit)
    midnight = datetime.combine(now.astimezone(world.zone).date(), time(), world.zone)
    free = helpers.listeners(tx, midnight, now) if due else []
    for piece in due:
        chosen = _choose(free, piece)
        key = f"{job(WANTED, piece.id, piece.version)}:{now:%m%d%H}"
        for one in chosen:
            notify(tx, one.person_id, WANTED, {"piece": piece.id}, now, job=key)
            helpers.change(tx, one.staff_id, told_at=now)
        told = {one.person_id for one in chosen if not one.at_once}
        free = [one for one in free if one.person_id not in told]
        words.offered_at(tx, piece.id, None if chosen else now + LATER)
    return len(due)


def _choose(free: Sequence[Listener], piece: Found) -> list[Listener]:
    """The first of those who may carry it, each person once; not who gave it back."""
    chosen: dict[int, Listener] = {}
    for one in free:
        post = Post(one.staff_id, one.area_id, one.role)
        me = Me((post,), one.staff_id, frozenset(one.languages), one.at_once)
        may = post.may("helper") and me.may_carry(piece) and one.staff_id != piece.left_by
        if may and len(chosen) < MOST_TOLD:
            chosen.setdefault(one.person_id, one)
    return list(chosen.values())


def for_notice(tx: Tx, person_id: int, piece_id: int) -> Found | None:
    """What a helper is told of, while it waits and is for them."""
    me = who(tx, staff.posts(tx, person_id))
    piece = words.by_id(tx, piece_id)
    return piece if piece and me and piece.state == "open" and me.may_carry(piece) else None
