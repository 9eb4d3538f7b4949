"""What the team and an author write to each other, what only the team sees, and ideas that are the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.core.refused import Outdated
from bot.services import duplicates, statuses
from bot.services import erasure as erasure_service
from bot.services import threads as thread_service
from bot.services.threads import paged, staff_name
from db import answer_drafts, personal, retention, sheets, staff, subscriptions
from db.reach import Reach
from db.tables import AnswerDraft, Idea, IdeaGoal, IdeaMessage, IdeaNote, IdeaStatus, Media, Staff
from db.threads import Message
from tests import planted
from tests.chat import BEGIN, Bot, Resident
from tests.test_desk import OTHER, suggests, told
from tests.test_status import HOSTILE, answers, begun, opens, sends, status_of, writes

WORD = "Quittengelee"


def asks(team: Resident, idea: int, text: str = "Which corner do you mean?") -> Resident:
    return sends(team.presses(f"answer.ask:{idea}:new").says(text))


def replies(author: Resident, idea: int, text: str = "The one at the school.") -> Resident:
    return author.presses(f"reply:{idea}").says(text)


# --- asking and answering ---------------------------------------------------------------------------


def test_the_team_asks_and_the_author_answers_with_one_tap(bot: Bot) -> None:
    author, team, idea = begun(bot)
    asks(team, idea)
    assert "The team asks you about your idea ROLL-2026-1." in author.screen
    assert "Which corner do you mean?" in author.screen
    author.taps("Answer").says("The one at the school.")
    assert "The author of ROLL-2026-1 has written to you." in team.screen
    assert "The one at the school." in team.taps("Read it").screen
    assert status_of(bot, idea) == "new"


def test_a_reply_about_an_idea_without_an_area_reaches_whoever_asked(bot: Bot) -> None:
    author, admin, team = bot.resident(area=None), bot.staff("admin", area=None), bot.staff()
    idea = suggests(author, "A bench somewhere")
    replies(author, idea, "It is me.")
    assert "The author of KIEZ-2026-1 has written to you." in admin.screen
    asks(team, idea)
    said = len(admin.chat)
    replies(author, idea)
    assert "The author of KIEZ-2026-1 has written to you." in team.screen
    assert "The one at the school." in team.taps("Read it").screen
    assert len(admin.chat) == said
    team.presses(f"team.left:{bot.rows(Staff)[-1].id}")
    replies(author, idea, "Anybody?")
    assert len(admin.chat) > said


def test_an_author_writes_unasked_from_the_page_of_the_idea(bot: Bot) -> None:
    author, team, idea = begun(bot)
    author.says("/ideas").taps("ROLL-2026-1").taps("Write to the team").says("I can help.")
    assert "The team gets your message about ROLL-2026-1." in author.screen
    assert "1 new message from the author" in opens(team, idea).screen
    assert "I can help." in team.taps("Conversation · 1 · ✉️ 1").screen
    assert "new message" not in opens(team, idea).screen


@pytest.mark.parametrize("kind", ["photo", "voice"])
def test_an_answer_can_be_a_photo_or_a_voice_message(bot: Bot, kind: str) -> None:
    author, team, idea = begun(bot)
    author.presses(f"reply:{idea}")
    author.sends_photo("Here.") if kind == "photo" else author.sends_voice()
    team.taps("Read it").taps("Show the photo" if kind == "photo" else "Play the voice message")
    assert team.chat[-2].photo if kind == "photo" else team.chat[-2].voice
    (copy,) = bot.rows(Media)
    assert (copy.kind, copy.state, copy.message_id is not None) == (kind, "stored", True)
    assert "📎" not in opens(team, idea).screen


def test_photos_that_are_sent_together_all_belong_to_the_answer(bot: Bot) -> None:
    author, _, idea = begun(bot)
    author.presses(f"reply:{idea}")
    for _ in range(3):
        author.sends_photo(album="7")
    author.says("A new idea")
    assert [row.kind for row in bot.rows(IdeaMessage)] == ["reply"] * 3
    assert "A new idea" not in str(bot.rows(IdeaMessage))


def test_what_is_typed_after_an_answer_is_no_answer_any_more(bot: Bot) -> None:
    author, _, idea = begun(bot)
    replies(author, idea).says("Something else")
    assert [row.text for row in bot.rows(IdeaMessage)] == ["The one at the school."]


def test_five_unread_messages_are_enough(bot: Bot) -> None:
    author, team, idea = begun(bot)
    for at in range(6):
        replies(author, idea, f"Message {at}")
    assert "The team has not read your last messages yet." in author.screen
    assert bot.count(IdeaMessage) == 5
    opens(team, idea).taps("Conversation")
    assert "Thank you!" in replies(author, idea).screen


def test_a_viewer_reads_along_and_nothing_counts_as_read(bot: Bot) -> None:
    author, _, idea = begun(bot)
    replies(author, idea)
    viewer = opens(bot.staff("viewer"), idea).taps("Conversation")
    assert "The one at the school." in viewer.screen
    assert [label for label in viewer.buttons if "Answer" in label or "Notes" in label] == []
    assert [row.read_at for row in bot.rows(IdeaMessage)] == [None]


def test_nobody_answers_in_the_name_of_somebody_else(bot: Bot) -> None:
    _author, team, idea = begun(bot)
    asks(team, idea)
    other = bot.resident()
    (message,) = bot.rows(IdeaMessage)
    for data in (f"reply:{idea}", f"reply.rate:{idea}:{message.id}:2", f"reply.media:{idea}:{message.id}"):
        other.presses(data)
        other.says("I am the author")
    assert bot.rows(IdeaMessage) == [message]
    assert "Which corner" not in str([one.text for one in other.chat])


def test_an_answer_can_be_rated_with_one_tap_and_rated_anew(bot: Bot) -> None:
    author, team, idea = begun(bot)
    answers(team, idea, "answered", "We have a plan.")
    assert "Was this helpful?" in author.screen
    assert "✔️ 👍 Yes" in author.taps("👍 Yes").buttons
    assert "✔️ 👎 No" in author.taps("👎 No").buttons
    assert "Ratings: 0 👍 0 😐 1 👎" in opens(team, idea).screen
    assert "👎 The author did not find this helpful." in team.taps("Conversation").screen


@pytest.mark.parametrize("rating", ["3", "x", "", "99"])
def test_there_are_three_ratings_alone(bot: Bot, rating: str) -> None:
    author, team, idea = begun(bot)
    answers(team, idea, "answered")
    assert "out of date" in author.presses(f"reply.rate:{idea}:1:{rating}").screen
    assert [row.rating for row in bot.rows(IdeaMessage)] == [None]


def test_the_author_sees_all_of_it_newest_at_the_end(bot: Bot) -> None:
    author, team, idea = begun(bot)
    asks(team, idea, "Where?")
    replies(author, idea, "At the school.")
    answers(team, idea, "done", "It is up.")
    shown = author.says("/ideas").taps("ROLL-2026-1").screen
    assert shown.index("Where?") < shown.index("At the school.") < shown.index("It is up.")


def test_a_long_thread_has_pages(bot: Bot) -> None:
    author, team, idea = begun(bot)
    for at in range(7):
        answers(team, idea, "in_talks", f"Step {at}.")
    author.presses(f"idea.show:{idea}")
    assert "Step 6." in author.screen
    assert "Step 1." not in author.screen
    assert "Step 1." in author.taps("Earlier").screen
    assert "Step 6." in author.taps("Later").screen
    assert "Step 0." in opens(team, idea).taps("Conversation").taps("Earlier").screen


def message(number: int, length: int) -> Message:
    return Message(number, 1, "reply", None, None, "x" * length, "de", None, None, None, BEGIN, None)


def test_a_page_holds_no_more_than_a_screen() -> None:
    thread = [message(at, length) for at, length in enumerate((10, 4096, 2000, 600, 10))]
    assert [len(paged(thread, page).messages) for page in (1, 2, 3, 4)] == [1, 1, 1, 2]
    assert paged(thread, None).page == paged(thread, 99).page == 4


def test_hostile_answers_appear_literally_to_the_team(bot: Bot) -> None:
    author, team, idea = begun(bot)
    replies(author, idea, HOSTILE)
    assert HOSTILE in team.taps("Read it").screen


# --- who hears of it --------------------------------------------------------------------------------


def heard(bot: Bot, *team: Resident) -> list[bool]:
    return ["has written to you" in str([one.text for one in member.chat]) for member in team]


def test_the_team_of_the_area_hears_of_an_answer_unless_somebody_is_in_charge(bot: Bot) -> None:
    author, team, idea = begun(bot)
    lead, other, viewer = bot.staff("lead"), bot.staff(area=OTHER), bot.staff("viewer")
    admin = bot.staff("admin", None)
    replies(author, idea)
    assert heard(bot, team, lead, other, viewer, admin) == [True, True, False, False, False]
    opens(team, idea).taps("More").taps("Who looks after it").taps("I do")
    assert "In charge: " in team.screen
    before = told(bot, "idea_reply")
    replies(author, idea)
    assert told(bot, "idea_reply") == before + 1


def test_an_idea_is_given_to_a_colleague_or_to_nobody(bot: Bot) -> None:
    _, team, idea = begun(bot)
    lead = bot.staff("lead").known
    assert lead
    number = next(row.id for row in bot.rows(Staff) if row.person_id == lead.id)
    opens(team, idea).taps("More").taps("Who looks after it").taps(f"No. {number}")
    assert f"In charge: No. {number}" in team.screen
    team.taps("More").taps("Who looks after it").taps("Nobody")
    assert "In charge" not in team.screen
    assert "Nobody looks after it now." in team.screen
    assert bot.rows(Idea)[0].assigned_to is None


def test_an_idea_is_given_to_nobody_of_another_team(bot: Bot) -> None:
    _, team, idea = begun(bot)
    bot.staff(area=OTHER)
    stranger = bot.rows(Staff)[-1].id
    assert "out of date" in team.presses(f"charge.give:{idea}:{stranger}:new").screen
    assert bot.rows(Idea)[0].assigned_to is None


def test_colleagues_are_named_by_their_label_or_by_their_number_in_the_reader_s_language(bot: Bot) -> None:
    english, german = (bot.world.catalogues.translator(code) for code in ("en", "de"))
    assert staff_name(german, "Welcome desk", 7) == "Welcome desk"
    assert (staff_name(english, None, 7), staff_name(german, None, 7)) == ("No. 7", german("No. {n}", n=7))


def test_further_goals_are_added_and_taken_away(bot: Bot) -> None:
    _, team, idea = begun(bot)
    opens(team, idea).taps("More").taps("Other goals").taps("Living together")
    assert [row.goal for row in bot.rows(IdeaGoal)] == [8]
    assert "Also: 🤝 Living together" in opens(team, idea).screen
    team.taps("More").taps("Other goals").taps("✅ 🤝 Living together")
    assert bot.count(IdeaGoal) == 0
    assert "out of date" in team.presses(f"charge.goal:{idea}:3:1:new").screen


# --- notes ------------------------------------------------------------------------------------------


def test_a_note_is_seen_by_the_team_alone_and_says_so(bot: Bot) -> None:
    author, team, idea = begun(bot)
    opens(team, idea).taps("🔒 Notes").taps("Write a note")
    assert "Only the team sees this; nothing is sent to the author." in team.screen
    assert "Nothing was sent to the author." in team.says(WORD).screen
    assert WORD in bot.staff().says("/desk").presses(f"note:{idea}:new").screen
    author.presses(f"idea.show:{idea}")
    assert WORD not in str([one.text for one in author.chat])
    assert (bot.count(IdeaNote), bot.count(IdeaMessage), told(bot, "idea_message")) == (1, 0, 0)


def test_no_text_meant_for_a_note_ever_becomes_an_answer(bot: Bot) -> None:
    _author, team, idea = begun(bot)
    team.presses(f"answer.begin:{idea}:done:new").taps("In my own words")
    team.presses(f"note.write:{idea}:new").says(WORD)
    assert [row.text for row in bot.rows(AnswerDraft)] == [""]
    team.presses(f"note.write:{idea}:new").presses(f"answer.ask:{idea}:new").says("Where?")
    assert [row.text for row in bot.rows(IdeaNote)] == [WORD]
    assert "🔒" not in team.screen


@pytest.mark.parametrize("send", ["sends_photo", "sends_voice"])
def test_a_note_is_words_and_whatever_else_is_refused_kindly(bot: Bot, send: str) -> None:
    _author, team, idea = begun(bot)
    team.presses(f"note.write:{idea}:new")
    assert "Please write it in words." in getattr(team, send)().screen
    assert "Broken since May" in team.says("Broken since May").screen


def test_many_notes_have_pages(bot: Bot) -> None:
    _, team, idea = begun(bot)
    for at in range(4):
        team.presses(f"note.write:{idea}:new").says(f"Note {at}")
    assert "Note 3" in team.screen
    assert "Note 0" not in team.screen
    assert "Note 0" in team.taps("Earlier").screen
    assert "Note 3" in team.taps("Later").screen
    assert "too long" in team.presses(f"note.write:{idea}:new").says("x" * 1001).screen


def test_hostile_notes_appear_literally(bot: Bot) -> None:
    _, team, idea = begun(bot)
    assert HOSTILE in team.presses(f"note.write:{idea}:new").says(HOSTILE).screen


# --- the same idea twice ----------------------------------------------------------------------------


def several(bot: Bot, many: int) -> tuple[Resident, list[Resident], list[int]]:
    authors = [bot.resident() for _ in range(many)]
    ideas = [suggests(author, f"Lamp {at}") for at, author in enumerate(authors)]
    return bot.staff().says("/desk"), authors, ideas


def merges(team: Resident, idea: int, other: int) -> Resident:
    return team.presses(f"same.with:{idea}:{other}:new").taps("Yes, the same")


def news(author: Resident) -> int:
    """How many messages of news somebody got."""
    return sum("There is news about your idea" in one.text for one in author.chat)


def links(bot: Bot) -> dict[int, int | None]:
    return {row.id: row.duplicate_of for row in bot.rows(Idea)}


def test_two_ideas_are_compared_and_put_together(bot: Bot) -> None:
    team, (_, second), (first, idea) = several(bot, 2)
    opens(team, idea).taps("More").taps("Same as another idea").says("roll-2026-1")
    assert "Lamp 0" in team.screen
    assert "Lamp 1" in team.screen
    team.taps("Yes, the same")
    assert "Somebody else had the same idea. Its number is ROLL-2026-1." in second.screen
    assert (status_of(bot, idea), links(bot)[idea]) == ("duplicate", first)
    assert "The same as ROLL-2026-1" in team.screen
    assert "1 idea says the same" in opens(team, first).screen


def test_three_that_are_put_to_one_tell_three_authors_once(bot: Bot) -> None:
    team, authors, ideas = several(bot, 4)
    for idea in ideas[1:]:
        merges(team, idea, ideas[0])
    assert [news(author) for author in authors] == [0, 1, 1, 1]
    assert {links(bot)[idea] for idea in ideas[1:]} == {ideas[0]}


def test_a_duplicate_of_a_duplicate_follows_the_first_and_nobody_is_told_twice(bot: Bot) -> None:
    team, authors, ideas = several(bot, 4)
    for idea, other in ((3, 2), (2, 1), (1, 0)):
        merges(team, ideas[idea], ideas[other])
    assert {links(bot)[idea] for idea in ideas[1:]} == {ideas[0]}
    assert [news(author) for author in authors] == [0, 1, 1, 1]


def test_there_are_no_circles(bot: Bot) -> None:
    team, _, (one, two, three) = several(bot, 3)
    merges(team, two, one)
    merges(team, three, two)
    for idea, other in ((one, two), (one, three), (one, one), (two, three)):
        team.presses(f"same.yes:{idea}:{other}:new")
    assert links(bot) == {one: None, two: one, three: one}


def test_who_follows_hears_what_becomes_of_it(bot: Bot) -> None:
    team, authors, ideas = several(bot, 3)
    merges(team, ideas[1], ideas[0])
    merges(team, ideas[2], ideas[0])
    answers(team, ideas[0], "done", "The lamp is up.")
    assert "The team follows it together with ROLL-2026-1." in authors[2].screen
    assert "The lamp is up." in authors[1].screen
    assert [news(author) for author in authors] == [1, 2, 2]
    assert "It goes on under ROLL-2026-1" in authors[1].presses(f"idea.show:{ideas[1]}").screen


def test_an_author_with_two_of_them_hears_it_once(bot: Bot) -> None:
    author, team, idea = begun(bot)
    twice = suggests(author, "Another lamp")
    merges(team, twice, idea)
    before = news(author)
    answers(team, idea, "done")
    assert news(author) == before + 1


def test_a_question_goes_to_its_own_author_alone(bot: Bot) -> None:
    team, authors, ideas = several(bot, 2)
    merges(team, ideas[1], ideas[0])
    asks(team, ideas[0])
    assert "Which corner" in authors[0].screen
    assert "Which corner" not in authors[1].screen


def test_whoever_answers_sees_before_how_many_others_get_it(bot: Bot) -> None:
    team, _, ideas = several(bot, 3)
    assert "gets it, too" not in writes(team, ideas[0], "done").screen
    for idea, said in ((1, "1 other person gets it, too"), (2, "2 other people get it, too")):
        merges(team, ideas[idea], ideas[0])
        assert said in writes(team, ideas[0], "done").screen
    assert "it, too" not in team.presses(f"answer.ask:{ideas[0]}:new").says("Where?").screen


def test_what_follows_another_idea_is_answered_there(bot: Bot) -> None:
    team, _, ideas = several(bot, 2)
    merges(team, ideas[1], ideas[0])
    assert "Please answer there." in team.presses(f"answer:{ideas[1]}:new").screen
    assert "out of date" in team.presses(f"answer.begin:{ideas[1]}:done:new").screen


def test_not_the_same_after_all(bot: Bot) -> None:
    team, authors, ideas = several(bot, 3)
    merges(team, ideas[2], ideas[1])
    merges(team, ideas[1], ideas[0])
    opens(team, ideas[1]).taps("More").taps("Not the same after all")
    assert links(bot) == {ideas[0]: None, ideas[1]: None, ideas[2]: ideas[1]}
    assert "We look at your idea on its own again." in authors[1].screen
    assert status_of(bot, ideas[1]) == "new"


def test_what_has_gone_on_together_stays_together(bot: Bot) -> None:
    team, _, ideas = several(bot, 2)
    merges(team, ideas[1], ideas[0])
    bot.passes(hours=1)
    answers(team, ideas[0], "done")
    assert "Not the same" not in str(opens(team, ideas[1]).taps("More").buttons)
    assert "They stay together." in team.presses(f"same.not:{ideas[1]}:new").screen
    assert links(bot)[ideas[1]] == ideas[0]


@pytest.mark.parametrize("which", [0, 1])
def test_an_author_who_says_it_is_not_the_same_does_not_make_it_final(bot: Bot, which: int) -> None:
    team, authors, ideas = several(bot, 2)
    merges(team, ideas[1], ideas[0])
    bot.passes(hours=1)
    authors[which].presses(f"reply:{ideas[which]}").says("Mine is another lamp.")
    opens(team, ideas[1]).taps("More").taps("Not the same after all")
    assert links(bot)[ideas[1]] is None


@pytest.mark.parametrize("send", ["sends_photo", "sends_voice"])
def test_what_an_author_sends_the_team_is_not_read_by_those_who_had_the_same_idea(
    bot: Bot, send: str
) -> None:
    team, authors, ideas = several(bot, 2)
    merges(team, ideas[1], ideas[0])
    getattr(authors[0].presses(f"reply:{ideas[0]}"), send)()
    sent, before = bot.rows(IdeaMessage)[-1].id, len(authors[1].chat)
    assert "out of date" in authors[1].presses(f"reply.media:{ideas[1]}:{sent}").screen
    assert not any(message.photo or message.voice for message in authors[1].chat[before:])
    authors[0].presses(f"reply.media:{ideas[0]}:{sent}")
    assert any(message.photo or message.voice for message in authors[0].chat[-2:])


def test_ideas_of_other_areas_are_not_there_to_be_chosen(bot: Bot) -> None:
    _author, team, idea = begun(bot)
    there = suggests(bot.resident(area=OTHER), "A lamp there")
    number = next(row.number for row in bot.rows(Idea) if row.id == there)
    team.presses(f"same:{idea}:new")
    theirs = team.says(number).screen
    assert "no other idea of this number" in theirs
    assert team.says("ROLL-2026-99").screen == theirs
    assert "out of date" in team.presses(f"same.yes:{idea}:{there}:new").screen


def test_when_the_first_is_taken_back_the_others_stand_on_their_own(bot: Bot) -> None:
    team, authors, ideas = several(bot, 2)
    merges(team, ideas[1], ideas[0])
    authors[0].presses(f"idea.withdrawn:{ideas[0]}")
    assert "We look at your idea on its own again." in authors[1].screen
    assert (status_of(bot, ideas[1]), links(bot)[ideas[1]]) == ("seen", None)


# --- what goes, goes whole --------------------------------------------------------------------------


def talked(bot: Bot, word: str) -> tuple[Resident, Resident, int]:
    """An idea about which everything was written that can be, with a word in all of it."""
    author, team, idea = begun(bot)
    answers(team, idea, "in_talks", word)
    author.presses(f"reply:{idea}").sends_photo(word)
    author.presses(f"reply:{idea}").sends_voice()
    team.presses(f"note.write:{idea}:new").says(word)
    team.presses(f"answer.ask:{idea}:new").says(word)
    return author, team, idea


def left_of_it(bot: Bot) -> list[int]:
    return [bot.count(table) for table in (IdeaMessage, IdeaNote, AnswerDraft, Media)]


def test_an_idea_that_is_taken_back_takes_all_of_it_along(bot: Bot) -> None:
    author, _, idea = talked(bot, WORD)
    assert left_of_it(bot) == [3, 1, 1, 2]
    author.presses(f"idea.withdrawn:{idea}")
    bot.tidies()
    assert left_of_it(bot) == [0, 0, 0, 0]
    assert list((bot.folder / "media").iterdir()) == []
    assert bot.does(lambda tx: planted.found(tx, WORD)) == []


@pytest.mark.parametrize("keeps", [False, True])
def test_an_author_who_leaves_takes_the_conversation_along(bot: Bot, keeps: bool) -> None:
    author, _, _ = talked(bot, WORD)
    known = author.known
    assert known
    chat = bot.world.keys.hash(author.user.id)
    bot.does(lambda tx: erasure_service.erase(tx, known.id, chat, keep_ideas=keeps))
    assert left_of_it(bot) == [0, 0, 0, 0]
    assert [row.text for row in bot.rows(Idea)] == (["A lamp"] if keeps else [])
    assert bot.does(lambda tx: planted.found(tx, WORD)) == []


def test_an_author_who_leaves_does_not_take_along_who_followed_them(bot: Bot) -> None:
    team, authors, ideas = several(bot, 2)
    merges(team, ideas[1], ideas[0])
    authors[0].says("/me").taps("Delete me").taps("Delete everything")
    assert links(bot) == {ideas[1]: None}
    assert [row.text for row in bot.rows(Idea)] == ["Lamp 1"]


def test_of_an_idea_that_is_not_possible_only_number_and_status_stay(bot: Bot) -> None:
    _, team, idea = talked(bot, WORD)
    answers(team, idea, "not_possible", WORD)
    later = bot.clock() + timedelta(days=1)
    assert bot.does(lambda tx: retention.closed_ideas(tx, later, 10)) == 1
    assert left_of_it(bot) == [0, 0, 0, 0]
    assert bot.does(lambda tx: retention.closed_ideas(tx, later, 10)) == 0
    assert status_of(bot, idea) == "not_possible"


def test_what_was_begun_and_left_goes_after_a_month(bot: Bot) -> None:
    talked(bot, WORD)
    early, late = bot.clock(), bot.clock() + timedelta(seconds=1)
    assert bot.does(lambda tx: retention.answer_drafts(tx, early, 10)) == 0
    assert bot.does(lambda tx: retention.answer_drafts(tx, late, 10)) == 1


def test_an_author_gets_the_conversation_with_their_data_and_no_note(bot: Bot) -> None:
    author, _, _ = talked(bot, WORD)
    known = author.known
    assert known
    shown: dict[str, Any] = bot.does(lambda tx: personal.export(tx, known.id))
    assert [row["kind"] for row in shown["idea_messages"]] == ["answer", "reply", "reply"]
    assert shown["idea_notes"][0]["note_of_the_team"] == "yes"
    assert WORD not in str((shown["idea_notes"], shown["answer_drafts"]))


def test_an_idea_without_an_author_is_worked_on_and_nobody_is_told(bot: Bot) -> None:
    _, team, idea = begun(bot)
    bot.does(lambda tx: tx.execute(update(Idea).values(author_id=None)))
    assert "There is nobody who could answer." in opens(team, idea).taps("Ask the author").screen
    assert "Nobody is told." in answers(team, idea, "done").screen
    assert [row.status for row in bot.rows(IdeaStatus)] == ["new", "done"]


def test_a_follower_who_wants_no_answers_is_left_alone(bot: Bot) -> None:
    team, authors, ideas = several(bot, 2)
    merges(team, ideas[1], ideas[0])
    known = authors[1].known
    assert known
    bot.does(lambda tx: subscriptions.unsubscribe(tx, known.id, "answers", bot.clock()))
    answers(team, ideas[0], "done")
    assert [news(author) for author in authors] == [1, 1]


# --- at the same moment -----------------------------------------------------------------------------


def test_two_ideas_are_never_put_to_each_other_at_the_same_moment(bot: Bot) -> None:
    team, authors, ideas = several(bot, 2)
    known = team.known
    assert known
    both = Reach(None, None)

    def put(pair: tuple[int, int]) -> bool:
        with bot.database.begin() as tx:
            sheet = sheets.sheet(tx, both, pair[0])
            assert sheet
            try:
                other = duplicates.chosen(tx, both, sheet, pair[1])
                return duplicates.merge(
                    tx, both, staff.posts(tx, known.id), known, sheet, other, bot.clock()
                )
            except Outdated:
                return False

    one, two = ideas
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(put, [(one, two), (two, one), (one, two), (two, one)]))
    bot.settle()
    assert sorted(done) == [False, False, False, True]
    assert sorted(str(first) for first in links(bot).values()) == sorted(
        ["None", str(one if links(bot)[two] else two)]
    )
    assert sum(news(author) for author in authors) == 1


@pytest.mark.parametrize("what", ["a question", "a note"])
def test_what_is_written_while_an_author_takes_an_idea_back_is_not_kept(bot: Bot, what: str) -> None:
    _, team, idea = begun(bot)
    known, everywhere = team.known, Reach(None, None)
    assert known
    team.presses(f"answer.ask:{idea}:new").says("Where?")
    sheet, draft, posts = bot.does(
        lambda tx: (
            sheets.sheet(tx, everywhere, idea),
            answer_drafts.of(tx, known.id),
            staff.posts(tx, known.id),
        )
    )

    def write() -> None:
        with bot.database.begin() as tx, suppress(Outdated):
            if what == "a note":
                thread_service.note(tx, idea, 1, "Call her", bot.clock())
            elif sheet and draft:
                statuses.send(tx, everywhere, posts, known, sheet, draft, bot.clock())

    with ThreadPoolExecutor(1) as threads, bot.database.begin() as tx:
        tx.execute(update(Idea).where(Idea.id == idea).values(status="withdrawn"))
        wait([threads.submit(write)], timeout=0.3)
    assert bot.rows(IdeaNote) == bot.rows(IdeaMessage) == []


def test_one_draft_that_is_sent_twice_at_the_same_moment_is_sent_once(bot: Bot) -> None:
    author, team, idea = begun(bot)
    writes(team, idea, "done")
    known = team.known
    assert known
    everywhere = Reach(None, None)

    def send(_: int) -> bool:
        with bot.database.begin() as tx:
            sheet, draft = sheets.sheet(tx, everywhere, idea), answer_drafts.of(tx, known.id)
            if sheet is None or draft is None:
                return False
            posts = staff.posts(tx, known.id)
            return bool(statuses.send(tx, everywhere, posts, known, sheet, draft, bot.clock()))

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(send, range(4))) == [False, False, False, True]
    bot.passes(minutes=1)
    assert (news(author), bot.count(IdeaMessage)) == (1, 1)
