"""An idea that was only spoken: neighbours read what a helper wrote down of it, and see that it was one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot import jobs
from bot.core.blacken import COVER
from bot.services import published as service
from db.tables import Piece, Publication, Signature
from tests.chat import Bot, Resident
from tests.test_published import publishes, state_of
from tests.test_words import delivers, helper

GIST = "Ein Brunnen am Spielplatz. Anruf unter 030 1234567."
SHOWN = f"Ein Brunnen am Spielplatz. Anruf unter {COVER}."
TURKISH = "Oyun parkına bir çeşme."
BY_A_NEIGHBOUR = "Translated by a neighbour."


def spoken(bot: Bot) -> tuple[Resident, Resident, int]:
    """An author who has said something in Turkish, a helper who has written it down, and the idea."""
    author, someone = bot.resident("tr"), helper(bot, "tr")
    author.presses("idea.new:3").sends_voice().taps("✅")
    (piece,) = bot.rows(Piece)
    delivers(someone, piece.id, GIST, "Bir çeşme istiyorsunuz.")
    return author, someone, int(piece.source_id)


def covered(bot: Bot) -> tuple[Resident, Resident, int]:
    """The same, published without the number."""
    author, someone, idea = spoken(bot)
    publishes(bot.staff().presses(f"publish:{idea}:new").taps("Cover 030 1234567"), idea)
    return author, someone, idea


def test_neighbours_read_what_was_written_down_and_who_did(bot: Bot) -> None:
    _, _, idea = covered(bot)
    for language in ("de", "en"):
        neighbour = bot.resident(language).presses(f"public:{idea}")
        assert SHOWN in neighbour.screen
        assert bot.world.catalogues.translator(language)(BY_A_NEIGHBOUR) in neighbour.screen
        assert not any(one.voice for one in neighbour.chat)


def test_the_team_sees_it_like_that_before(bot: Bot) -> None:
    _, _, idea = spoken(bot)
    team = bot.staff().presses(f"publish:{idea}:new")
    assert GIST in team.screen
    assert BY_A_NEIGHBOUR in team.screen
    assert f"Ein {COVER} am Spielplatz." in team.taps("Cover words").says("brunnen").screen


@pytest.mark.parametrize("signed", [True, False])
def test_a_neighbour_who_writes_the_same_is_shown_it(bot: Bot, signed: bool) -> None:
    _, someone, idea = covered(bot)
    bot.resident("tr").presses(f"public:{idea}")
    someone.presses(f"words.take:{max(row.id for row in bot.rows(Piece))}").says(TURKISH).taps("Deliver it")
    if not signed:
        bot.does(lambda tx: tx.execute(delete(Signature)))
    for _ in range(2):
        bot.passes(hours=1)
        jobs.tick(bot.database, bot.world, bot.clock())
        assert {row.language for row in bot.rows(Signature)} == {"de", "tr"}
    neighbour = (
        bot.resident("de").presses("idea.new:3").says("Bitte einen Brunnen am Spielplatz").taps("✅")
    )
    assert SHOWN in neighbour.screen


def test_it_is_carried_on_into_the_language_of_whoever_reads_it(bot: Bot) -> None:
    _, someone, idea = covered(bot)
    neighbour = bot.resident("tr").presses(f"public:{idea}")
    assert SHOWN in neighbour.screen
    piece = max(row.id for row in bot.rows(Piece))
    assert SHOWN in someone.presses(f"words.take:{piece}").screen
    someone.says(TURKISH).taps("Deliver it")
    assert TURKISH in neighbour.presses(f"public:{idea}").screen
    assert "Brunnen" not in neighbour.screen


def test_without_a_word_written_down_there_is_nothing_to_show(bot: Bot) -> None:
    bot.resident("tr").presses("idea.new:3").sends_voice().taps("✅")
    (piece,) = bot.rows(Piece)
    team = publishes(bot.staff(), int(piece.source_id))
    assert "There is nothing to show" in team.screen
    assert bot.count(Publication) == 0 or state_of(bot, int(piece.source_id)) == "draft"


def test_what_the_author_says_is_not_right_is_not_published(bot: Bot) -> None:
    author, _, idea = spoken(bot)
    author.taps("✏️").says("Çeşme değil!")
    team = bot.staff().presses(f"publish:{idea}:new")
    assert GIST not in team.screen
    assert "There is nothing to show" in team.taps("Publish it like this").screen


def test_what_is_put_better_later_changes_nothing_of_what_neighbours_read(bot: Bot) -> None:
    _, _, idea = covered(bot)
    other, team = helper(bot, "tr"), bot.staff()
    (piece,) = bot.rows(Piece)
    other.presses(f"words.check:{piece.id}").taps("I write it better").says("Ein Teich.").taps("Deliver it")
    for reader in (bot.resident("de").presses(f"public:{idea}"), team.presses(f"publish:{idea}:new")):
        assert SHOWN in reader.screen
        assert "Teich" not in reader.screen


@pytest.mark.parametrize("stays", [True, False])
def test_it_is_shown_until_its_author_takes_it_back(bot: Bot, stays: bool) -> None:
    author, _, idea = covered(bot)
    if not stays:
        author.presses(f"idea.withdrawn:{idea}")
    later = bot.clock() + timedelta(days=1)
    bot.does(lambda tx: service.sweep(tx, bot.world, later, 100))
    neighbour = bot.resident("de").presses(f"public:{idea}")
    assert (SHOWN in neighbour.screen, bot.count(Publication) == 1) == (stays, stays)
