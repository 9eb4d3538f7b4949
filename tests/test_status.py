"""What becomes of an idea: the team says it with a sentence, and the author hears it in their language."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core import answering
from bot.core.answering import OWN, Way
from bot.core.canned import CANNED, FIELDS, value_of
from bot.core.refused import Refused
from bot.core.statuses import CHOICE, SILENT, STATUSES
from bot.views.idea_steps import STATUSES as TOLD
from db import subscriptions
from db.session import Tx
from db.tables import AnswerDraft, Audit, Idea, IdeaMessage, IdeaStatus, Outbox
from tests.chat import Bot, Resident
from tests.test_desk import NOT_HERE, OTHER, suggests, told
from tests.test_digests import BREAK, MEND

HOSTILE = "<b>x</b> </code> &amp; {office} [x](tg://user?id=1) _*"


def opens(team: Resident, idea: int) -> Resident:
    return team.says("/desk").presses(f"desk.idea:{idea}:new")


def writes(team: Resident, idea: int, status: str, text: str = "Here is why.") -> Resident:
    """Own words with a status, up to the look at what the author will see."""
    team.presses(f"answer.begin:{idea}:{status}:new")
    if status == "passed_on":
        team.says("The library")
    return team.taps("In my own words").says(text)


def sends(team: Resident) -> Resident:
    """Sends what is written; the minute passes in which it can be taken back."""
    team.taps("Send it to the author").bot.passes(minutes=1)
    return team


def answers(team: Resident, idea: int, status: str, text: str = "Here is why.") -> Resident:
    return sends(writes(team, idea, status, text))


def status_of(bot: Bot, idea: int) -> str:
    return next(str(row.status) for row in bot.rows(Idea) if row.id == idea)


def begun(bot: Bot, language: str = "en") -> tuple[Resident, Resident, int]:
    """An author, somebody of the team with the idea open, and the idea."""
    author, team = bot.resident(language), bot.staff()
    idea = suggests(author, "A lamp")
    return author, opens(team, idea), idea


def test_an_answer_that_is_written_is_there_again_after_a_look_at_the_idea(bot: Bot) -> None:
    _author, team, idea = begun(bot)
    writes(team, idea, "done", "It stands since Monday.").taps("Back to the idea").taps("💬 Answer")
    assert "It stands since Monday." in team.screen
    assert "Send it to the author" in str(team.buttons)


def test_the_team_says_what_becomes_of_an_idea_and_the_author_hears_it(bot: Bot) -> None:
    author, team, idea = begun(bot)
    sends(team.taps("💬 Answer").taps("In talks").taps("We talk with").taps("the BSR"))
    assert "We are talking about it with the BSR (city cleaning)" in author.screen
    assert "There is news about your idea ROLL-2026-1." in author.screen
    assert "Status: In talks" in team.screen
    assert status_of(bot, idea) == "in_talks"
    assert [row.status for row in bot.rows(IdeaStatus)] == ["new", "in_talks"]


@pytest.mark.parametrize("language", ["tr", "ar", "de"])
def test_the_author_reads_it_in_their_language(bot: Bot, language: str) -> None:
    author, team, idea = begun(bot, language)
    answers(team, idea, "done")
    t = bot.world.catalogues.translator(language)
    assert t(TOLD["done"]) in author.screen
    assert TOLD["done"] not in author.screen


def test_own_words_are_shown_as_written_and_say_in_which_language(bot: Bot) -> None:
    author, team, idea = begun(bot, "tr")
    answers(team, idea, "answered", "We have a plan.")
    t = bot.world.catalogues.translator("tr")
    assert "We have a plan." in author.screen
    assert t("Written in: {language}", language=t.language("en")) in author.screen
    other, same, second = begun(bot)
    answers(same, second, "answered", "We have a plan.")
    assert "Written in" not in other.screen


def test_what_is_sent_was_seen_before_as_the_author_sees_it(bot: Bot) -> None:
    author, team, idea = begun(bot, "de")
    writes(team, idea, "not_possible", "Leider nein.")
    assert bot.world.catalogues.translator("de")(TOLD["not_possible"]) in team.screen
    assert "The author gets this, in German:" in team.screen
    assert told(bot, "idea_message") == 0
    seen = team.screen.split("German:")[1].split("\n")
    sends(team)
    assert all(line in author.screen for line in seen if line and "You can still" not in line)


def test_what_stands_around_a_look_at_arabic_runs_as_the_team_reads_it(bot: Bot) -> None:
    _, team, idea = begun(bot, "ar")
    writes(team, idea, "done")
    first, second, *_ = [line for line in team.screen.split("\n") if line]
    assert (first[0], second[0]) == ("T", "\u200f")
    assert "⬅️ Back to the idea" in team.buttons


def test_a_date_is_written_out_in_the_language_of_the_author(bot: Bot) -> None:
    author, team, idea = begun(bot, "de")
    team.presses(f"answer.begin:{idea}:aktionsfonds:new").taps("The jury decides")
    assert "such as 24.12.2026" in team.says("soon").screen
    sends(team.says("3.12.2026"))
    assert "Donnerstag, 3. Dezember 2026" in author.screen


def test_values_are_asked_for_one_after_the_other_and_each_step_can_be_taken_back(bot: Bot) -> None:
    _, team, idea = begun(bot)
    team.presses(f"answer.begin:{idea}:answered:new").taps("Come to our meeting").says("3.12.2026")
    assert "Please write the place" in team.screen
    assert "Please write the date" in team.taps("One step back").screen
    team.says("4.12.2026").says("Library")
    assert "Friday, 4 December 2026, Library" in team.screen
    team.taps("One step back").taps("One step back").taps("One step back")
    assert "What do you want to say" in team.screen
    assert "What becomes of this idea?" in team.taps("One step back").screen
    assert bot.count(AnswerDraft) == bot.count(IdeaMessage) == 0


def test_steps_on_the_way_may_come_without_a_sentence(bot: Bot) -> None:
    author, team, idea = begun(bot)
    sends(team.presses(f"answer.begin:{idea}:in_talks:new").taps("Without a sentence"))
    assert TOLD["in_talks"] in author.screen
    assert status_of(bot, idea) == "in_talks"


@pytest.mark.parametrize("status", [status for status in CHOICE if status not in SILENT])
def test_what_ends_the_way_always_says_why(bot: Bot, status: str) -> None:
    _, team, idea = begun(bot)
    team.presses(f"answer.begin:{idea}:{status}:new")
    assert not [label for label in team.buttons if "Without a sentence" in label]
    assert "out of date" in team.presses(f"answer.words:{idea}:none:new").screen
    assert status_of(bot, idea) == "new"


@pytest.mark.parametrize(("button", "typed", "name"), [("BSR", "", "the BSR"), ("", "Library", "Library")])
def test_passing_on_names_the_office(bot: Bot, button: str, typed: str, name: str) -> None:
    author, team, idea = begun(bot)
    team.presses(f"answer.begin:{idea}:passed_on:new")
    assert "Which office is it?" in team.screen
    team.taps(button) if button else team.says(typed)
    sends(team.taps("Passed on"))
    assert f"We have passed your idea on to {name}" in author.screen


def test_an_office_is_also_named_with_own_words(bot: Bot) -> None:
    author, team, idea = begun(bot)
    answers(team, idea, "passed_on", "They answer within a month.")
    assert "Passed on to: The library" in author.screen
    assert "They answer within a month." in author.screen


def test_a_photo_goes_with_it_and_outlives_the_messenger(bot: Bot) -> None:
    author, team, idea = begun(bot)
    writes(team, idea, "done", "The lamp is up.").sends_photo()
    assert "Your photo goes with it." in team.screen
    sends(team)
    assert author.taps("Show the photo").chat[-2].photo
    assert len(list((bot.folder / "media").iterdir())) == 1
    assert "Show what I sent" not in str(author.presses(f"idea.show:{idea}").buttons)


def test_sending_twice_or_by_an_old_button_has_one_effect(bot: Bot) -> None:
    author, team, idea = begun(bot)
    writes(team, idea, "done")
    send = next(data for data in team.message.data if data.startswith("answer.send"))
    team.says("Something better.")
    assert "Something better." in team.presses(send).screen
    assert told(bot, "idea_message") == 0
    now = next(data for data in team.message.data if data.startswith("answer.send"))
    for _ in range(3):
        team.presses(now)
    bot.passes(minutes=1)
    assert "Something better." in author.screen
    assert [row.status for row in bot.rows(IdeaStatus)] == ["new", "done"]
    assert told(bot, "idea_message") == bot.count(IdeaMessage) == 1


def test_a_status_can_be_changed_again(bot: Bot) -> None:
    author, team, idea = begun(bot)
    answers(team, idea, "not_possible", "No money.")
    answers(team, idea, "done", "There was money after all.")
    assert "There was money after all." in author.screen
    assert status_of(bot, idea) == "done"


def test_a_step_is_taken_back_as_long_as_nobody_has_heard_of_it(bot: Bot) -> None:
    author, team, idea = begun(bot)
    writes(team, idea, "done").taps("Send it to the author")
    assert told(bot, "idea_message") == 1
    bot.passes(seconds=59)
    assert "Nobody was told." in team.taps("Take it back").screen
    bot.passes(minutes=10)
    assert (status_of(bot, idea), bot.count(IdeaMessage)) == ("new", 0)
    assert "news about your idea" not in author.screen
    assert [row.state for row in bot.rows(Outbox) if row.kind == "idea_message"] == ["cancelled"]


def test_the_right_answer_is_heard_after_a_wrong_one_was_taken_back(bot: Bot) -> None:
    author, team, idea = begun(bot)
    writes(team, idea, "done", "It is red.").taps("Send it to the author").taps("Take it back")
    answers(team, idea, "done", "It is green.")
    assert "It is green." in author.screen
    assert "It is red." not in str([message.text for message in author.chat])


def test_a_question_is_held_and_taken_back_like_an_answer(bot: Bot) -> None:
    author, team, idea = begun(bot)
    team.presses(f"answer.ask:{idea}:new").says("Who?").taps("Send it to the author")
    assert "You can take it back within a minute." in team.screen
    bot.passes(seconds=59)
    assert "Nobody was told." in team.taps("Take it back").screen
    bot.passes(minutes=10)
    assert "Who?" not in str([message.text for message in author.chat])
    assert bot.count(IdeaMessage) == 0


def test_what_has_left_is_not_taken_back(bot: Bot) -> None:
    _, team, idea = begun(bot)
    answers(team, idea, "done")
    assert "It has left already" in team.taps("Take it back").screen
    assert status_of(bot, idea) == "done"


def test_an_idea_is_answered_only_once_it_has_a_goal(bot: Bot) -> None:
    team, idea = bot.staff(), suggests(bot.resident(), "Something", goal=None)
    assert "Please choose the goal first." in opens(team, idea).taps("💬 Answer").screen
    assert "out of date" in team.presses(f"answer.begin:{idea}:done:new").screen


def test_who_wants_no_answers_gets_none_and_the_step_is_taken(bot: Bot) -> None:
    author, team, idea = begun(bot)
    known = author.known
    assert known
    bot.does(lambda tx: subscriptions.unsubscribe(tx, known.id, "answers", bot.clock()))
    assert "Nobody is told." in answers(team, idea, "done").screen
    assert (status_of(bot, idea), told(bot, "idea_message")) == ("done", 0)


def breaks(text: dict[str, str], tx: Tx) -> None:
    """Notices of answers cannot be written, or can be again."""
    tx.exec_driver_sql(text[tx.dialect.name].replace("idea_new", "idea_message"))


def test_a_step_and_its_notice_are_one(bot: Bot) -> None:
    """If the notice cannot be written the idea stands as before, with the words ready; the next try has it all."""
    author, team, idea = begun(bot)
    writes(team, idea, "done", "It stands since Monday.")
    bot.does(lambda tx: breaks(BREAK, tx))
    bot.expects_failures = True
    team.taps("Send it to the author")
    assert (status_of(bot, idea), bot.count(IdeaMessage), bot.count(Audit)) == ("new", 0, 0)
    assert [row.text for row in bot.rows(AnswerDraft)] == ["It stands since Monday."]
    bot.does(lambda tx: breaks(MEND, tx))
    bot.passes(minutes=1)  # the press is tried again
    bot.passes(minutes=1)
    assert (status_of(bot, idea), bot.count(IdeaMessage), bot.count(AnswerDraft)) == ("done", 1, 0)
    assert "It stands since Monday." in author.screen


def test_hostile_words_appear_literally(bot: Bot) -> None:
    author, team, idea = begun(bot)
    answers(team, idea, "done", HOSTILE)
    assert HOSTILE in author.screen
    assert HOSTILE in author.presses(f"idea.show:{idea}").screen
    sends(team.presses(f"answer.begin:{idea}:aktionsfonds:new").taps("Please apply").says(HOSTILE))
    assert HOSTILE in author.screen


@pytest.mark.parametrize("words", ["", "\u200b", "x" * 3001])
def test_words_that_cannot_be_read_are_refused_kindly(bot: Bot, words: str) -> None:
    _, team, idea = begun(bot)
    team.presses(f"answer.begin:{idea}:done:new").taps("In my own words")
    team.says(words) if words else team.sends_sticker()
    assert "Please write it in words." in team.screen or "too long" in team.screen
    assert "The author gets this" in team.says("It is up.").screen


BUTTONS = (
    *("answer:{idea}:new", "answer.ask:{idea}:new", "answer.begin:{idea}:done:new"),
    *("answer.words:{idea}:own:new", "answer.office:{idea}:bsr:new", "answer.send:{idea}:x:new"),
    *("answer.back:{idea}:x:new", "answer.recall:{idea}:1:new", "note:{idea}:new", "note.write:{idea}:new"),
    *(
        "charge:{idea}:new",
        "charge.staff:{idea}:new",
        "charge.give:{idea}:1:new",
        "charge.goals:{idea}:new",
    ),
    *("charge.goal:{idea}:5:1:new", "same:{idea}:new", "same.with:{idea}:1:new", "same.yes:{idea}:1:new"),
    "same.not:{idea}:new",
)


def everything(bot: Bot) -> list[Any]:
    return [bot.rows(table) for table in (Idea, IdeaStatus, IdeaMessage, AnswerDraft)]


def test_nobody_else_gets_anywhere_with_forged_buttons(bot: Bot) -> None:
    idea = suggests(bot.resident(), "A lamp")
    other, viewer = bot.staff("lead", area=OTHER).says("/desk"), bot.staff("viewer").says("/desk")
    before, unknown = everything(bot), viewer.presses("nonsense").screen
    for button in BUTTONS:
        theirs = other.presses(button.format(idea=idea))
        seen = (theirs.screen, theirs.buttons)
        assert NOT_HERE in theirs.screen, button
        nothing = other.presses(button.format(idea=999999))
        assert (nothing.screen, nothing.buttons) == seen, button
        assert viewer.presses(button.format(idea=idea)).screen == unknown, button
        assert everything(bot) == before, button


def test_whoever_loses_their_role_cannot_send_what_they_began(bot: Bot) -> None:
    from sqlalchemy import delete

    from db.tables import Staff

    _, team, idea = begun(bot)
    writes(team, idea, "done")
    bot.does(lambda tx: tx.execute(delete(Staff)))
    team.taps("Send it to the author")
    assert (status_of(bot, idea), told(bot, "idea_message")) == ("new", 0)


def test_the_audit_names_numbers_and_never_a_text(bot: Bot) -> None:
    _, team, idea = begun(bot)
    answers(team, idea, "done", "Quittengelee")
    assert [(row.action, row.object) for row in bot.rows(Audit)] == [("idea_done", f"idea:{idea}")]


few = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])


@few
@given(st.lists(st.sampled_from(CHOICE), min_size=1, max_size=5), st.sampled_from(["tr", "de", "en", "ar"]))
def test_any_order_of_changes_leaves_one_notice_each_and_the_right_status(
    bot: Bot, way: list[str], language: str
) -> None:
    author, team, idea = begun(bot, language)
    t, before = bot.world.catalogues.translator(language), told(bot, "idea_message")
    for at, status in enumerate(way):
        answers(team, idea, status, f"Because of {at}.")
        assert t(TOLD[status]) in author.screen
        assert f"Because of {at}." in author.screen
    assert told(bot, "idea_message") - before == len(way)
    assert status_of(bot, idea) == way[-1]
    assert [row.status for row in bot.rows(IdeaStatus) if row.idea_id == idea] == ["new", *way]


# --- ready answers ----------------------------------------------------------------------------------


def test_every_ready_answer_fits_a_status_that_the_team_chooses() -> None:
    offered = {key: one for key, one in CANNED.items() if one.statuses}
    assert len(offered) >= 12
    assert {status for one in offered.values() for status in one.statuses} == set(CHOICE)
    assert set(STATUSES) >= set(CHOICE)


ways = st.builds(
    Way,
    st.sampled_from([None, *CHOICE]),
    st.sampled_from([None, OWN, *(key for key, one in CANNED.items() if one.statuses)]),
    st.dictionaries(st.sampled_from(FIELDS), st.just("x")),
    st.sampled_from(["", "words"]),
)


@given(ways)
def test_from_anywhere_it_is_few_steps_back_to_the_beginning(way: Way) -> None:
    now: Way | None = way
    for _ in range(8):
        before = now
        now = answering.back(now) if now else None
        assert now != before or now is None
    assert now is None


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("24.12.2026", "2026-12-24"), ("4. 2. 27", "2027-02-04"), ("2026-12-24", "2026-12-24")],
)
def test_dates_are_read_as_people_here_write_them(typed: str, stored: str) -> None:
    assert value_of("date", typed) == stored


@pytest.mark.parametrize("typed", ["", "31.2.2026", "soon", "24.12.", "1.1.0000", "٣.١٢.٢٠٢٦"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        value_of("date", typed)
