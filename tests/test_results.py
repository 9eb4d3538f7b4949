"""The team reads results: numbers about five people or more, of its own areas only."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from bot.services import answer_lines, counts
from bot.services.answer_lines import Line
from db import people as person_rows
from db import sessions
from db.session import Tx
from db.sessions import Given
from db.tables import Audit, Round, Session
from tests.chat import Bot, Resident
from tests.questionnaire import begun, publish

ROLL, BAD = "rollbergsiedlung", "badstrasse"


def answer(
    bot: Bot, round_: int, area: str, language: str, said: Iterable[Any], question: str = "safe"
) -> None:
    """Each of these answers, given by a person of its own."""
    at, area_id = bot.clock(), bot.area(area)

    def work(tx: Tx) -> None:
        for value in said:
            key = random.randbytes(32)
            person = person_rows.add(tx, telegram_hash=key, sealed=key, language=language, now=at)
            sessions.begin(tx, round_, person, area_id, question, at)
            way = sessions.way_through(tx, round_, person)
            assert way is not None
            sessions.save(tx, way, Given(question, "given", value), goal=3, language=language, now=at)
        count_in(tx)

    bot.does(work)


def count_in(tx: Tx) -> None:
    """As if the round were over."""
    tx.execute(update(Session).values(counted=True))


def shown(bot: Bot, round_: int, team: Resident, area: str | None = ROLL) -> str:
    return team.presses(f"results.show:{round_}:{bot.area(area) if area else 0}").screen


def yes(team: Resident) -> int:
    """How many said yes, as the team sees it; 0 where it sees no number."""
    found = re.search(r"Yes: (\d+)", team.screen)
    return int(found[1]) if found else 0


def test_the_team_sees_how_many_chose_what(bot: Bot) -> None:
    round_ = publish(bot)
    answer(bot, round_, ROLL, "de", ["yes"] * 6 + ["no"] * 2)
    team = bot.staff("viewer").says("/results")
    assert "8 people answered" in team.screen
    team.taps("The probe")
    assert "▇▇▇▇▇▇▁▁ Yes: 6" in team.screen
    assert "▇▇▁▁▁▁▁▁ No: 2" in team.screen
    assert "not representative" in team.screen


def test_what_residents_answer_is_what_the_team_sees(bot: Bot) -> None:
    publish(bot, "safe", "wants")
    for _ in range(5):
        begun(bot.resident()).taps("Yes").taps("Trees").taps("Light").taps("Done")
    screen = bot.staff().says("/results").taps("The probe").screen
    assert "Trees: 5" in screen
    assert "Shade: 0" in screen
    assert "More than one answer was possible." in screen


def test_ticks_that_were_never_finished_and_skipped_questions_do_not_count(bot: Bot) -> None:
    round_ = publish(bot, "wants", "mood")
    for _ in range(5):
        begun(bot.resident()).taps("Skip").taps("😀")
        begun(bot.resident()).taps("Trees")
    found = bot.does(lambda tx: counts.show(tx, round_, None, bot.clock()))
    assert [result.people for result in found.results] == [0, 5]


def test_while_a_survey_is_open_numbers_grow_in_steps_of_five(bot: Bot) -> None:
    publish(bot, "safe")
    team = bot.staff("viewer")
    seen = []
    for _ in range(12):
        begun(bot.resident()).taps("Yes")
        seen.append(yes(team.says("/results").taps("The probe")))
    assert seen == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10]


def test_when_it_is_over_everybody_counts_also_who_did_not_come_to_the_end(bot: Bot) -> None:
    publish(bot, "safe", "mood")
    team = bot.staff("viewer")
    for _ in range(6):
        begun(bot.resident()).taps("Yes")
    assert yes(team.says("/results").taps("The probe")) == 0
    bot.does(lambda tx: tx.execute(update(Round).values(closes_at=bot.clock())))
    assert yes(team.says("/results").taps("The probe")) == 6


def test_fewer_than_five_answers_are_not_shown_not_even_how_many(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    team = bot.staff()
    nobody = shown(bot, round_, team)
    answer(bot, round_, ROLL, "de", ["yes"] * 4)
    assert shown(bot, round_, team) == nobody
    assert "too few answers" in nobody
    assert "too few answers" in team.says("/results").screen


def test_residents_see_no_results(bot: Bot) -> None:
    round_ = publish(bot)
    resident = bot.resident().says("/results")
    assert "I do not know this command." in resident.screen
    for data in ("results", "results.area:0", f"results.show:{round_}:0", f"results.texts:{round_}:0:5:0"):
        assert "probe" not in resident.presses(data).screen


def test_the_results_of_another_team_do_not_exist(bot: Bot) -> None:
    round_ = publish(bot, "safe", area=BAD)
    answer(bot, round_, BAD, "de", ["yes"] * 9)
    team = bot.staff("lead").says("/results")
    assert "no survey here" in team.screen
    for data in (
        f"results.show:{round_}:0",
        f"results.show:{round_}:{bot.area(BAD)}",
        f"results.lang:{round_}:0:0",
    ):
        assert "9" not in team.presses(data).screen
    assert bot.count(Audit) == 0


def test_answers_from_other_areas_are_not_counted_in(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    answer(bot, round_, BAD, "de", ["yes"] * 9)
    answer(bot, round_, ROLL, "de", ["yes"] * 5 + ["no"])
    assert "6 people answered" in shown(bot, round_, bot.staff(), None)


def test_those_with_several_areas_choose_one_or_all_together(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    answer(bot, round_, BAD, "de", ["yes"] * 9)
    answer(bot, round_, ROLL, "de", ["yes"] * 5 + ["no"])
    admin = bot.staff("admin", None).says("/results")
    assert "15 people answered" in admin.taps("All together").taps("The probe").screen
    admin.taps("Back").taps("Back").taps("Badstraße").taps("The probe")
    assert "9 people answered" in admin.screen


def test_a_small_area_cannot_be_subtracted_from_the_sum(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    answer(bot, round_, BAD, "de", ["no"] * 3)
    answer(bot, round_, ROLL, "de", ["yes"] * 5 + ["no"])
    assert "6 people answered" in shown(bot, round_, bot.staff("admin", None), None)


def test_one_question_by_language_never_shows_a_small_group(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    answer(bot, round_, ROLL, "de", ["yes", "no"] * 5)
    answer(bot, round_, ROLL, "en", ["yes", "no"] * 4)
    answer(bot, round_, ROLL, "ar", ["no"] * 3)
    team = bot.staff().says("/results").taps("The probe").taps("🔎 1").taps("By language")
    assert "German\n\n👥 10 people answered" in team.screen
    assert "Other languages\n\n👥 11 people answered" in team.screen
    assert "English" not in team.screen


def test_one_language_alone_is_no_comparison_when_all_are_small(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    answer(bot, round_, ROLL, "de", ["yes", "no"] * 2)
    answer(bot, round_, ROLL, "ar", ["yes", "no"] * 2)
    screen = bot.staff().presses(f"results.lang:{round_}:0:0").screen
    assert "too small to show them one by one" in screen
    assert "8" not in screen


def test_the_team_reads_what_people_wrote_page_by_page(bot: Bot) -> None:
    round_ = publish(bot, "wish")
    answer(bot, round_, ROLL, "de", [f"Wunsch {n}" for n in range(7)], "wish")
    team = bot.staff().says("/results").taps("The probe").taps("🔎 1").taps("Read the answers")
    first = team.screen
    assert first.count("💬 German") == 5
    second = team.taps("▶️").screen
    assert {word for word in range(7) if f"Wunsch {word}" in first + second} == set(range(7))
    assert team.taps("◀️").screen == first


def test_a_rare_language_is_not_named_beside_a_text(bot: Bot) -> None:
    round_ = publish(bot, "wish")
    answer(bot, round_, ROLL, "de", ["Bänke"] * 6, "wish")
    answer(bot, round_, ROLL, "ar", ["مقاعد"], "wish")
    screens = [bot.staff().presses(f"results.texts:{round_}:0:0:{page}").screen for page in (0, 1)]
    assert "مقاعد" in "".join(screens)
    assert "Arabic" not in "".join(screens)
    assert "German" not in "".join(screens)


def test_fewer_than_five_texts_are_not_shown(bot: Bot) -> None:
    round_ = publish(bot, "wish")
    answer(bot, round_, ROLL, "de", ["Bänke"] * 4, "wish")
    screen = bot.staff().presses(f"results.texts:{round_}:0:0:0").screen
    assert "Bänke" not in screen
    assert "Too few answers" in screen


def test_markup_in_a_text_stays_text(bot: Bot) -> None:
    round_ = publish(bot, "wish")
    answer(bot, round_, ROLL, "de", ["<b>&amp;</b>"] * 5, "wish")
    assert "<b>&amp;</b>" in bot.staff().presses(f"results.texts:{round_}:0:0:0").screen


def test_made_up_buttons_do_no_harm(bot: Bot) -> None:
    round_ = publish(bot, "safe", "wish")
    team = bot.staff()
    for data in ("show:4711:0", f"show:{round_}:9999", f"lang:{round_}:0:7", f"texts:{round_}:0:0:0"):
        team.presses(f"results.{data}")
        assert team.buttons
    for data in (
        f"lang:{round_}:0:1",
        f"texts:{round_}:0:1:999",
        "area",
        "area:x",
        "show",
        "lang",
        f"texts:{round_}:0:1",
    ):
        team.presses(f"results.{data}")
        assert team.buttons


def export(bot: Bot, areas: frozenset[int] | None = None, since: datetime | None = None) -> list[Line]:
    until = bot.clock() + timedelta(days=1)
    return bot.does(lambda tx: list(answer_lines.lines_of(tx, areas, since, until)))  # type: ignore[no-any-return]


def test_the_export_counts_groups_and_names_no_small_one(bot: Bot) -> None:
    round_ = publish(bot, "safe", "wish")
    answer(bot, round_, ROLL, "de", ["yes", "no"] * 5)
    answer(bot, round_, ROLL, "ar", ["yes"] * 2)
    answer(bot, round_, BAD, "de", ["yes"] * 3)
    answer(bot, round_, ROLL, "de", ["Bänke"] * 6, "wish")
    lines = [
        (row.question, row.area, row.language, row.option, row.people, row.answered)
        for row in export(bot)
        if row.state == "given"
    ]
    assert lines == [
        ("safe", ROLL, "other", "yes", 7, 12),
        ("safe", ROLL, "other", "no", 5, 12),
        ("wish", ROLL, "de", "", 6, 6),
    ]


def test_the_export_takes_whole_rounds_of_a_period(bot: Bot) -> None:
    answer(bot, publish(bot, "safe"), ROLL, "de", ["yes", "no"] * 5)
    assert {(row.survey, row.round, row.goal) for row in export(bot)} == {("probe", "1", "Z3")}
    bot.passes(days=2)
    assert export(bot, since=bot.clock()) == []


def test_nothing_shown_anywhere_is_about_one_to_four_people(bot: Bot) -> None:
    """Random answers of three areas and four languages: every screen and the export add up the same large groups."""
    round_ = publish(bot, "safe")
    chance = random.Random(8)
    for area in (ROLL, BAD, "beusselstrasse"):
        for language in ("de", "en", "tr", "ar"):
            answer(bot, round_, area, language, chance.choices(["yes", "no"], k=chance.randint(0, 9)))
    everywhere = bot.does(lambda tx: counts.show(tx, round_, None, bot.clock())).results[0]
    lines = {
        (row.area, row.language): row.answered or 0
        for row in export(bot)
        if row.question == "safe" and row.answered
    }
    assert all(people >= 5 for people in lines.values())
    assert everywhere.people == sum(lines.values())
    seen = bot.does(lambda tx: counts.view(tx, round_, None, 0, "language", bot.clock()))
    by_language: Counter[str] = Counter()
    for (_, language), people in lines.items():
        by_language[language] += people
    assert {part.name or "other": part.result.people for part in seen.parts} == dict(by_language)
