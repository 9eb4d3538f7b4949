"""An idea that goes takes along all that neighbours could find of it, and nothing that is somebody else's."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot import jobs
from bot.core.refused import Outdated
from bot.core.retention import UNREACHABLE
from bot.services import duplicates, erasure, ledger
from db import composed, concerns, people, retention, sheets, staff, supports
from db.reach import Reach
from db.session import Database, Tx
from db.tables import Base, Idea, Outbox, Piece, Publication, PublicationReport, Signature, Support
from tests import planted
from tests.chat import Bot, Resident
from tests.test_desk import suggests
from tests.test_free_texts import changing
from tests.test_idea_threads import links, merges, several
from tests.test_published import BENCH, shown, stands_behind
from tests.test_status import answers, status_of

ALONE = "We look at your idea on its own again."


def followed(bot: Bot) -> tuple[Resident, Resident, list[int]]:
    """Two authors, the second one's idea put to the first one's; and both ideas."""
    team, (first, second), ideas = several(bot, 2)
    merges(team, ideas[1], ideas[0])
    return first, second, ideas


def stands_alone(bot: Bot, author: Resident, idea: int) -> bool:
    return (status_of(bot, idea), links(bot)[idea], ALONE in author.screen) == ("seen", None, True)


# --- ideas of others that followed it -------------------------------------------------------------


def test_when_an_author_leaves_an_idea_that_followed_theirs_stands_on_its_own(bot: Bot) -> None:
    first, second, ideas = followed(bot)
    first.says("/me").taps("Delete me").taps("Delete everything")
    assert stands_alone(bot, second, ideas[1])
    assert "2 new ideas" not in bot.staff().says("/desk").screen
    assert "Lamp 1" in bot.staff().presses(f"desk.idea:{ideas[1]}:seen").screen


def test_when_an_idea_stays_without_its_author_what_follows_it_goes_on_following(bot: Bot) -> None:
    first, second, ideas = followed(bot)
    first.says("/me").taps("Delete me").taps("keep my ideas")
    assert (status_of(bot, ideas[1]), links(bot)[ideas[1]]) == ("duplicate", ideas[0])
    assert ALONE not in second.screen


def test_whoever_leaves_with_both_ideas_leaves_nothing_behind(bot: Bot) -> None:
    author, team = bot.resident(), bot.staff()
    ideas = [suggests(author, f"Lamp {at}") for at in range(2)]
    merges(team, ideas[1], ideas[0])
    author.says("/me").taps("Delete me").taps("Delete everything")
    assert bot.rows(Idea) == []
    assert [row for row in bot.rows(Outbox) if row.kind == "idea_message"] == []


def test_an_author_whom_no_message_reaches_any_more_takes_nobody_along(bot: Bot) -> None:
    first, second, ideas = followed(bot)
    known, long_ago = first.known, bot.clock() - UNREACHABLE - timedelta(days=1)
    assert known
    bot.does(lambda tx: people.change(tx, known.id, unreachable_since=long_ago))
    bot.passes(days=1)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()
    assert stands_alone(bot, second, ideas[1])


def test_a_backup_that_comes_back_lets_go_of_them_again(bot: Bot) -> None:
    first, second, ideas = followed(bot)
    known, keys = first.known, bot.world.keys
    assert known
    entry = ledger.Entry(bot.clock().date(), ledger.mark(keys, known.id), keep_ideas=False)
    assert bot.does(lambda tx: erasure.repeat(tx, keys, [entry], bot.clock())) == 1
    bot.settle()
    assert stands_alone(bot, second, ideas[1])


@pytest.mark.parametrize("steps", ["writes", "drops"])
def test_who_changes_an_answer_takes_along_only_the_idea_that_was_made_of_it(bot: Bot, steps: str) -> None:
    resident, _ = changing(bot)
    bot.does(lambda tx: tx.execute(update(Idea).values(number="ROLL-2026-99")))
    (first,) = (row.id for row in bot.rows(Idea))
    neighbour = bot.resident()
    second = suggests(neighbour, "A bench, too")
    merges(bot.staff(), second, first)
    resident.taps("Back")
    resident.says("A tree") if steps == "writes" else resident.taps("Back").taps("No")
    assert stands_alone(bot, neighbour, second)
    assert status_of(bot, first) == "withdrawn"


def test_an_idea_that_is_put_to_one_that_goes_at_the_same_moment_is_never_lost(bot: Bot) -> None:
    team, authors, ideas = several(bot, 4)
    who, everywhere = team.known, Reach(None, None)
    leaves = [(one.known, bot.world.keys.hash(one.user.id)) for one in authors[:2]]

    def put(at: int) -> None:
        with bot.database.begin() as tx:
            sheet = sheets.sheet(tx, everywhere, ideas[at + 2])
            assert sheet
            assert who
            try:
                other = duplicates.chosen(tx, everywhere, sheet, ideas[at])
                posts = staff.posts(tx, who.id)
                duplicates.merge(tx, everywhere, posts, who, sheet, other, bot.clock())
            except Outdated:
                return

    def leave(at: int) -> None:
        known, chat = leaves[at]
        with bot.database.begin() as tx:
            assert known
            erasure.leave(tx, bot.world, known.id, chat, bot.clock(), keep_ideas=False)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda job: job[0](job[1]), [(put, 0), (leave, 0), (leave, 1), (put, 1)]))
    assert links(bot) == {ideas[2]: None, ideas[3]: None}
    assert {status_of(bot, one) for one in ideas[2:]} <= {"new", "seen"}


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.postgresql
@pytest.mark.parametrize("what", ["concerns", "compositions", "ideas"])
def test_what_is_sent_or_reopened_while_the_night_looks_at_it_stays(database: Database, what: str) -> None:
    late = planted.NOW + timedelta(days=1)
    with database.begin() as tx:
        person = planted.neighbour(tx)
        number = LEFT[what][0](tx, person)

    def sweep() -> None:
        with database.begin() as tx:
            LEFT[what][1](tx, late)

    table: Any = Base.metadata.tables[what]
    now = {**LEFT[what][2], "updated_at" if what == "ideas" else "changed_at": late}
    with ThreadPoolExecutor(1) as threads, database.begin() as tx:
        tx.execute(update(table).where(table.c.id == number).values(**now))
        wait([threads.submit(sweep)], timeout=0.3)
    with database.begin() as tx:
        kept: Any = tx.execute(select(table).where(table.c.id == number)).mappings().one()
        assert what != "ideas" or kept["text"] == "A bench"


def _concern(tx: Tx, person: int) -> int:
    made = {"created_at": planted.NOW, "changed_at": planted.NOW}
    return int(planted.put(tx, "concerns", person_id=person, area_id=1, state="draft", **made))


def _composition(tx: Tx, _person: int) -> int:
    made = {"created_at": planted.NOW, "changed_at": planted.NOW, "revision": 0}
    plain: dict[str, Any] = {"fields": {}, "texts": {}, "areas": [1], "languages": []}
    return int(planted.put(tx, "compositions", area_id=1, state="draft", **plain, **made))


LEFT: dict[str, tuple[Callable[[Tx, int], int], Callable[[Tx, datetime], Any], dict[str, Any]]] = {
    "concerns": (
        _concern,
        lambda tx, at: concerns.forget(tx, at, at, 10),
        {"state": "open", "wish": "contact"},
    ),
    "compositions": (
        _composition,
        lambda tx, at: composed.delete_all(tx, composed.old(tx, at, 10)),
        {"topic": "news"},
    ),
    "ideas": (
        lambda tx, person: planted.idea(tx, person, "ROLL-2026-9", "A bench", status="not_possible"),
        lambda tx, at: retention.closed_ideas(tx, at, 10),
        {"status": "in_talks"},
    ),
}
"""What somebody left, what the night does with it, and how it is changed meanwhile."""


# --- what neighbours could find of it -------------------------------------------------------------

FINDABLE = (Publication, Support, PublicationReport, Signature, Piece)


def known_to_all(bot: Bot) -> tuple[Resident, Resident, int]:
    """An idea that is published, supported, reported, and wanted in another language."""
    author, team, idea = shown(bot)
    stands_behind(bot, idea, 2)
    bot.resident("de").presses(f"public:{idea}").presses(f"public.why:{idea}:other")
    assert all(bot.rows(table) for table in FINDABLE)
    return author, team, idea


@pytest.mark.parametrize("way", ["takes it back", "leaves", "is not possible"])
def test_nothing_of_an_idea_that_goes_is_found_any_more(bot: Bot, way: str) -> None:
    author, team, idea = known_to_all(bot)
    if way == "takes it back":
        author.presses(f"idea.withdrawn:{idea}")
    elif way == "leaves":
        author.says("/me").taps("Delete me").taps("Delete everything")
    else:
        answers(team, idea, "not_possible", "No room.")
        later = bot.clock() + timedelta(days=1)
        assert bot.does(lambda tx: retention.closed_ideas(tx, later, 10)) == 1
        assert bot.does(lambda tx: retention.closed_ideas(tx, later, 10)) == 0
    assert [table.__tablename__ for table in FINDABLE if bot.rows(table)] == []
    assert bot.does(lambda tx: planted.found(tx, BENCH)) == []


def test_what_was_said_about_it_afterwards_goes_with_the_next_night(bot: Bot) -> None:
    author, _, idea = known_to_all(bot)
    author.presses(f"idea.withdrawn:{idea}")
    neighbour = bot.resident().known
    assert neighbour
    bot.does(lambda tx: supports.stand(tx, idea, neighbour.id, "support", bot.clock()))
    later = bot.clock() + timedelta(days=1)
    assert bot.does(lambda tx: retention.closed_ideas(tx, later, 10)) == 1
    assert bot.rows(Support) == []


def test_an_idea_that_was_made_of_an_answer_goes_whole_with_it(bot: Bot) -> None:
    resident, _ = changing(bot)
    (idea,) = (row.id for row in bot.rows(Idea))
    bot.staff().presses(f"publish:{idea}:new").taps("Publish it like this")
    assert bot.rows(Publication)
    resident.taps("Back").says("A tree")
    assert bot.rows(Publication) == bot.rows(Signature) == []


def test_whoever_stays_keeps_what_neighbours_read_of_them(database: Database) -> None:
    with database.begin() as tx:
        person, other = planted.person(tx), planted.neighbour(tx)
        planted.idea(tx, other, "ROLL-2026-9", "A bench")
        erasure.erase(tx, person, planted.HASH, keep_ideas=False)
        assert list(tx.execute(select(Publication.text)).scalars()) == ["A bench"]
        assert (
            len(tx.execute(select(Support.id)).all()) == len(tx.execute(select(Signature.bits)).all()) == 1
        )


# --- the ways to an idea --------------------------------------------------------------------------


def test_a_goal_says_how_many_ideas_of_neighbours_there_are_to_read(bot: Bot) -> None:
    _, _, idea = shown(bot)
    assert [one for one in bot.resident().presses("goal:3").buttons if "suggest · 1" in one]
    bot.does(lambda tx: tx.execute(update(Publication).values(state="down")))
    resident = bot.resident().presses("goal:3")
    assert [one for one in resident.buttons if "What neighbours suggest" in one and "·" not in one]
    assert bot.rows(Publication)[0].idea_id == idea


def arrives(bot: Bot, payload: str) -> Resident:
    return bot.visitor().starts(payload).taps("English").taps("I agree")


def test_a_visitor_with_a_link_lands_on_the_idea_once_they_agreed(bot: Bot) -> None:
    _, _, idea = shown(bot)
    visitor = arrives(bot, f"aROLL-i{idea}")
    assert BENCH in visitor.screen
    assert "You support it." in visitor.taps("Support it").screen
    known: Any = visitor.known
    assert known.area_id == bot.area("rollbergsiedlung")


def test_a_visitor_with_a_link_that_leads_nowhere_any_more_keeps_the_area_it_brought(bot: Bot) -> None:
    author, _, idea = shown(bot)
    author.presses(f"idea.withdrawn:{idea}")
    visitor = arrives(bot, f"aROLL-i{idea}")
    assert "There is no such idea here." in visitor.screen
    known: Any = visitor.known
    assert known.area_id == bot.area("rollbergsiedlung")
