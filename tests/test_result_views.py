"""The fixed views of results: by area, language, goal and round, two at a time; kept as they were when a round is frozen."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text, update

from bot.services import answer_lines, counts, crosses, erasure, freezing
from bot.services import results as service
from bot.views import result_pictures
from db import ballots, rounds, sessions
from db import people as person_rows
from db import surveys as survey_rows
from db.session import Tx
from db.sessions import Given
from db.tables import Person, Plan, Round, Tally
from tests.chat import Bot, Resident
from tests.hostile_kiez import Kiez, as_text
from tests.questionnaire import asked, choices, publish, publish_questions
from tests.test_results import BAD, ROLL, answer, count_in

MOOD = {"name": "mood", "kind": "smileys", "text": {"en": "How is it here?"}}
STATES = ("skipped", "unknown", "private")


def take_part(
    tx: Tx,
    bot: Bot,
    round_: int,
    area: int,
    language: str,
    said: Mapping[str, Any],
    *,
    through: bool = True,
) -> int:
    """Somebody who said all this; one of STATES where it is no answer."""
    key, at = secrets.token_bytes(32), bot.clock()
    person = person_rows.add(tx, telegram_hash=key, sealed=key, language=language, now=at)
    sessions.begin(tx, round_, person, area, next(iter(said)), at)
    way = sessions.way_through(tx, round_, person)
    assert way is not None
    for question, value in said.items():
        one = Given(question, value, None) if value in STATES else Given(question, "given", value)
        sessions.save(tx, way, one, goal=3, language=language, now=at)
    if through:
        sessions.move(tx, way, None, at)
    count_in(tx)
    return person


def many(bot: Bot, round_: int, area: str, language: str, people: int, said: Mapping[str, Any]) -> None:
    where = bot.area(area)
    bot.does(lambda tx: [take_part(tx, bot, round_, where, language, said) for _ in range(people)])


def again(bot: Bot, round_: int, occurrence: str) -> int:
    """The next round of the same survey."""

    def work(tx: Tx) -> int:
        first = tx.execute(
            text("SELECT survey_id, version_id FROM rounds WHERE id = :it"), {"it": round_}
        ).one()
        return survey_rows.add_round(tx, first.survey_id, first.version_id, occurrence, bot.clock(), None)

    return int(bot.does(work))


def team(bot: Bot, round_: int, index: int = 0, role: str = "viewer") -> Resident:
    return bot.staff(role).presses(f"results.ask:{round_}:{bot.area(ROLL)}:{index}")


# --- one question ---------------------------------------------------------------------------------


def test_who_gave_no_answer_is_counted_apart_and_never_exactly(bot: Bot) -> None:
    round_ = publish(bot, "where", "mood")
    many(bot, round_, ROLL, "de", 9, {"where": "bench", "mood": "4"})
    many(bot, round_, ROLL, "de", 9, {"where": "private", "mood": "2"})
    many(bot, round_, ROLL, "de", 6, {"where": "skipped", "mood": "3"})
    many(bot, round_, ROLL, "de", 3, {"where": "unknown", "mood": "3"})
    screen = team(bot, round_).screen
    assert "👥 9 people answered" in screen
    assert "I’d rather not say: about 10" in screen
    assert "No answer, for several reasons: about 10" in screen
    assert "know" not in screen.replace("unknown", "")


def test_whom_a_question_did_not_concern_did_not_skip_it(bot: Bot) -> None:
    round_ = publish_questions(
        bot, [asked("yes_no", "sits"), asked("yes_no", "why", relevant="${sits} = 'no'")]
    )
    many(bot, round_, ROLL, "de", 12, {"sits": "yes"})
    many(bot, round_, ROLL, "de", 5, {"sits": "no", "why": "yes"})
    many(bot, round_, ROLL, "de", 5, {"sits": "no", "why": "skipped"})
    screen = team(bot, round_, 1).screen
    assert "Skipped: about 5" in screen
    assert "Not asked, because of other answers: about 10" in screen


def test_numbers_come_in_bands_with_a_mean_of_ten_people_or_more(bot: Bot) -> None:
    round_ = publish_questions(bot, [asked("whole", "age")])
    answer(bot, round_, ROLL, "de", [21, 24, 35, 38, 39, 47, 60], "age")
    before = team(bot, round_).screen
    assert "20 to 29: 2" in before
    assert "On average" not in before
    answer(bot, round_, ROLL, "de", [30, 31, 35], "age")
    after = team(bot, round_).screen
    assert "On average: 36" in after
    assert "In the middle: 30 to 39" in after


def test_the_mean_says_nothing_where_one_number_is_most_of_it(bot: Bot) -> None:
    round_ = publish_questions(bot, [asked("whole", "rent")])
    answer(bot, round_, ROLL, "de", [1] * 6 + [2] * 6 + [4000], "rent")
    screen = team(bot, round_).screen
    assert "1,000 to 9,999: 1" in screen
    assert "On average" not in screen


def test_a_ranking_shows_mean_places_and_how_often_first(bot: Bot) -> None:
    round_ = publish_questions(bot, [asked("ranking", "first", options=choices("Light", "Trees"))])
    answer(bot, round_, ROLL, "de", [["trees", "light"]] * 6 + [["light", "trees"]] * 2, "first")
    screen = team(bot, round_).screen
    assert "1. Trees: first for 6 people, place 1.2 on average" in screen
    assert "2. Light: first for 2 people, place 1.8 on average" in screen


def test_days_and_times_come_in_bands(bot: Bot) -> None:
    round_ = publish_questions(bot, [asked("date", "day"), asked("time", "at")])
    answer(
        bot,
        round_,
        ROLL,
        "de",
        ["2026-11-02", "2026-11-30", "2020-01-01", "1985-05-05", "1989-01-01"],
        "day",
    )
    answer(bot, round_, ROLL, "de", ["14:30", "15:59", "08:00", "09:00", "20:15"], "at")
    screen = bot.staff().presses(f"results.show:{round_}:0").screen
    for line in ("1980 to 1989: 2", "2020: 1", "11/2026: 2", "14 to 16 o’clock: 2", "8 to 10 o’clock: 2"):
        assert line in screen


# --- by area, language, round, goal ---------------------------------------------------------------


def test_a_question_by_neighbourhood_is_for_those_with_several(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    answer(bot, round_, BAD, "de", ["yes", "no"] * 4)
    answer(bot, round_, ROLL, "de", ["yes", "no"] * 5)
    admin = bot.staff("admin", None).presses(f"results.ask:{round_}:0:0").taps("By neighbourhood")
    assert "Rollbergsiedlung\n\n👥 10 people answered" in admin.screen
    assert "Badstraße\n\n👥 8 people answered" in admin.screen
    assert "By neighbourhood" not in str(team(bot, round_).buttons)


def test_rounds_are_compared_and_a_small_one_has_no_numbers(bot: Bot) -> None:
    round_ = publish_questions(bot, [MOOD])
    answer(bot, round_, ROLL, "de", ["4", "5"] * 3, "mood")
    bot.passes(days=30)
    second = again(bot, round_, "2")
    answer(bot, second, ROLL, "de", ["1"] * 4, "mood")
    bot.passes(days=30)
    third = again(bot, round_, "3")
    answer(bot, third, ROLL, "de", ["3", "4"] * 4, "mood")
    screen = team(bot, third).taps("By round").screen
    assert screen.count("people answered") == 2
    assert "too few answers" in screen
    seen = bot.does(lambda tx: counts.view(tx, third, None, 0, "round", bot.clock()))
    picture = result_pictures.view(bot.world.catalogues.translator("en"), seen)
    assert picture is not None
    assert [point["value"] for point in picture["points"]] == [4.5, None, 3.5]


def test_an_answer_that_meant_something_else_is_not_compared(bot: Bot) -> None:
    round_ = publish_questions(bot, [asked("single", "it", options=choices("Bench", "Wall"))])
    other = publish_questions(bot, [asked("single", "it", options=choices("Bench", "Tree"))], slug="other")
    bot.does(
        lambda tx: tx.execute(
            update(Round)
            .where(Round.id == other)
            .values(
                survey_id=tx.execute(
                    text("SELECT survey_id FROM rounds WHERE id=:it"), {"it": round_}
                ).scalar(),
                occurrence="2",
            )
        )
    )
    seen = bot.does(lambda tx: counts.view(tx, other, None, 0, "round", bot.clock()))
    assert [part.name for part in seen.parts] == ["2"]


def test_two_dimensions_show_how_many_in_whole_blocks(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    answer(bot, round_, ROLL, "de", ["yes", "no"] * 5)
    answer(bot, round_, ROLL, "tr", ["yes", "no"] * 3)
    answer(bot, round_, BAD, "de", ["yes", "no"] * 4)
    answer(bot, round_, BAD, "ar", ["yes", "no"])
    admin = bot.staff("admin", None).presses(f"results.both:{round_}:0:0:area:language")
    assert "Rollbergsiedlung\n\nGerman: 10\nTurkish: 6" in admin.screen
    assert "Badstraße\n\nOther languages: 10" in admin.screen


def test_goals_show_how_much_was_asked_and_answered(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    answer(bot, round_, ROLL, "de", ["yes", "no"] * 5)
    publish(bot, "safe", slug="quiet")
    screen = bot.staff().says("/results").taps("By goal").screen
    assert "2 rounds of questions · answered 10 times" in screen


def test_a_lead_of_two_areas_cannot_subtract_from_what_an_admin_sees(bot: Bot) -> None:
    """Three people here and two there are counted together for whoever sees all areas, and for nobody else."""
    round_ = publish(bot, "safe")
    for area, people in ((ROLL, 3), (BAD, 2), ("beusselstrasse", 2)):
        answer(bot, round_, area, "de", ["yes", "no", "yes"][:people])
    both = frozenset({bot.area(ROLL), bot.area(BAD)})
    assert bot.does(lambda tx: counts.show(tx, round_, None, bot.clock())).results[0].people == 7
    assert bot.does(lambda tx: counts.show(tx, round_, both, bot.clock())).results[0].people == 0


# --- two questions --------------------------------------------------------------------------------


def crossed(bot: Bot) -> int:
    round_ = publish(bot, "safe", "where")
    many(bot, round_, ROLL, "de", 12, {"safe": "yes", "where": "bench"})
    many(bot, round_, ROLL, "de", 8, {"safe": "yes", "where": "wall"})
    many(bot, round_, ROLL, "de", 9, {"safe": "no", "where": "wall"})
    many(bot, round_, ROLL, "de", 7, {"safe": "no", "where": "bench"})
    return round_


def test_two_questions_are_crossed_in_one_neighbourhood(bot: Bot) -> None:
    round_ = crossed(bot)
    person = team(bot, round_).taps("With another question").taps("Where do you sit?")
    assert "👥 36 people answered" in person.screen
    assert "Yes\n\nBench: 12\nWall: 8" in person.screen
    assert "No\n\nBench: 7\nWall: 9" in person.screen


def test_a_pair_of_answers_that_few_gave_hides_others_with_it(bot: Bot) -> None:
    round_ = crossed(bot)
    many(bot, round_, ROLL, "de", 2, {"safe": "no", "where": "skipped"})
    screen = team(bot, round_).presses(f"results.cross:{round_}:{bot.area(ROLL)}:0:1").screen
    shown = [line for line in screen.splitlines() if line.startswith(("Bench: ", "Wall: "))]
    assert shown.count("Bench: …") + shown.count("Wall: …") >= 2 or "too small for this table" in screen


def test_all_areas_together_cannot_be_crossed(bot: Bot) -> None:
    round_ = crossed(bot)
    admin = bot.staff("admin", None).presses(f"results.ask:{round_}:0:0")
    assert "With another question" not in str(admin.buttons)
    assert "out of date" in admin.presses(f"results.cross:{round_}:0:0:1").screen


def test_only_questions_with_one_of_few_answers_are_crossed(bot: Bot) -> None:
    round_ = publish(bot)
    place = bot.area(ROLL)
    for pair in ("0:0", "0:2", "0:5", "2:0", "0:9", "5:2"):
        assert "out of date" in bot.staff().presses(f"results.cross:{round_}:{place}:{pair}").screen


# --- frozen ---------------------------------------------------------------------------------------


def everything(tx: Tx, bot: Bot, round_: int) -> list[Any]:
    """Every number of a round that is shown anywhere."""
    now = bot.clock()
    found: list[Any] = [list(answer_lines.lines_of(tx, None, None, now + timedelta(days=1)))]
    for areas in (
        None,
        frozenset({bot_area(tx, ROLL)}),
        frozenset({bot_area(tx, ROLL), bot_area(tx, BAD)}),
    ):
        shown = counts.show(tx, round_, areas, now)
        found += [shown.results, [(row.round.id, row.people) for row in service.listed(tx, areas, now)]]
        for index in range(len(shown.definition.questions)):
            found.append(counts.ask(tx, round_, areas, index, now).unsaid)
            found += [counts.view(tx, round_, areas, index, by, now).parts for by in counts.DIMENSIONS]
            found.append(counts.crossed(tx, round_, areas, index, "area", "language", now).lines)
        found.append(counts.by_goal(tx, areas, now, 10))
    running = rounds.by_round(tx, round_)
    assert running is not None
    definition = shown.definition
    found += [crosses.of_area(tx, running, definition, bot_area(tx, slug)) for slug in (ROLL, BAD)]
    return found


def bot_area(tx: Tx, slug: str) -> int:
    return int(tx.execute(text("SELECT id FROM areas WHERE slug = :slug"), {"slug": slug}).scalar_one())


QUESTIONS = [
    asked("yes_no", "safe"),
    asked("single", "where", options=choices("Bench", "Wall", "Grass"), relevant="${safe} != 'no'"),
    asked("several", "wants", options=choices("Light", "Trees")),
    asked("decimal", "far"),
    asked("ranking", "first", options=choices("Light", "Trees")),
    asked("text", "wish"),
]
VALUES: dict[str, Any] = {
    "safe": st.sampled_from(["yes", "no", "private"]),
    "where": st.sampled_from(["bench", "wall", "grass", "skipped"]),
    "wants": st.sampled_from([["light"], ["light", "trees"], "skipped"]),
    "far": st.sampled_from([0.5, 1.5, 20.0, 37.25, "unknown"]),
    "first": st.sampled_from([["light", "trees"], ["trees", "light"]]),
    "wish": st.sampled_from(["Trees", "skipped"]),
}
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from([ROLL, BAD, "beusselstrasse"]),
        st.sampled_from(["de", "tr"]),
        st.fixed_dictionaries(VALUES),
    ),
    min_size=20,
    max_size=60,
)


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(PEOPLE)
def test_frozen_results_are_the_same_and_stay_when_everybody_has_left(
    bot: Bot, said: list[tuple[str, str, dict[str, Any]]]
) -> None:
    until = bot.clock() + timedelta(hours=1)
    round_ = publish_questions(bot, QUESTIONS, slug=f"s{secrets.token_hex(5)}", closes_at=until)

    def work(tx: Tx) -> list[int]:
        places = {slug: bot_area(tx, slug) for slug, _, _ in said}
        return [take_part(tx, bot, round_, places[slug], code, values) for slug, code, values in said]

    people = bot.does(work)
    bot.clock.now = until + timedelta(days=31)
    before = bot.does(lambda tx: everything(tx, bot, round_))
    assert bot.does(lambda tx: freezing.freeze(tx, bot.clock(), 10)) == 1
    assert bot.does(lambda tx: everything(tx, bot, round_)) == before
    leave(bot, people)
    assert bot.count(Person) == 0
    assert bot.does(lambda tx: everything(tx, bot, round_)) == before


def leave(bot: Bot, people: list[int]) -> None:
    """They erase themselves."""
    with bot.database.begin() as tx:
        for person in people:
            erasure.erase(tx, person, b"", keep_ideas=False)


def closed(bot: Bot) -> int:
    round_ = publish(bot, "safe", "wish", closes_at=bot.clock() + timedelta(days=7))
    answer(bot, round_, ROLL, "de", ["yes", "no"] * 5)
    answer(bot, round_, ROLL, "de", ["Bänke"] * 6, "wish")
    return round_


def test_a_round_is_frozen_a_month_after_its_end_and_once(bot: Bot) -> None:
    closed(bot)
    publish(bot, "safe", slug="open")
    for days, frozen in ((7, 0), (36.9, 0), (37, 1), (38, 0)):
        at = bot.clock() + timedelta(days=days)
        assert bot.does(lambda tx, at=at: freezing.freeze(tx, at, 10)) == frozen
    assert bot.count(Tally) > 0


def test_frozen_numbers_lead_to_nobody(bot: Bot) -> None:
    closed(bot)
    bot.does(lambda tx: freezing.freeze(tx, bot.clock() + timedelta(days=60), 10))
    assert all(row.people >= 5 or row.what == "round" for row in bot.rows(Tally))
    assert "Bänke" not in str(bot.rows(Tally))


def test_words_go_with_whoever_wrote_them_also_from_a_frozen_round(bot: Bot) -> None:
    round_ = closed(bot)
    bot.does(lambda tx: freezing.freeze(tx, bot.clock() + timedelta(days=60), 10))
    person = bot.staff().presses(f"results.texts:{round_}:0:1:0")
    assert "Bänke" in person.screen
    assert person.known
    mine = [row.id for row in bot.rows(Person) if row.id != person.known.id]
    leave(bot, mine)
    assert "Bänke" not in person.presses(f"results.texts:{round_}:0:1:0").screen
    assert "6 people answered" in person.presses(f"results.show:{round_}:0").screen


# --- anonymous ------------------------------------------------------------------------------------


def test_ballots_are_counted_once_the_round_is_closed(bot: Bot) -> None:
    round_ = publish(bot, "safe", closes_at=bot.clock() + timedelta(days=7))
    bot.does(lambda tx: tx.execute(update(Plan).values(mode="anonymous")))
    many_ballots(bot, round_, 9)
    person = bot.staff()
    assert "too few answers" in person.presses(f"results.show:{round_}:0").screen
    assert "too few answers" in person.says("/results").screen
    bot.does(lambda tx: ballots.close(tx, round_))
    assert "9 people answered" in person.presses(f"results.show:{round_}:0").screen
    at = bot.clock() + timedelta(days=8)
    before = bot.does(lambda tx: everything(tx, bot, round_))
    assert bot.does(lambda tx: freezing.freeze(tx, at, 10)) == 1
    assert bot.does(lambda tx: everything(tx, bot, round_)) == before


def many_ballots(bot: Bot, round_: int, people: int) -> None:
    area = bot.area(ROLL)
    with bot.database.begin() as tx:
        for number in range(people):
            said = {"safe": Given("safe", "given", "yes" if number % 3 else "no")}
            ballots.mark(tx, round_, secrets.token_bytes(8))
            ballots.cast(tx, round_, said, goal=3, area_id=area, language="de")


# --- made-up buttons ------------------------------------------------------------------------------

FOREIGN = (
    *(f"{verb}:{{round}}:{{area}}" for verb in ("show", "files")),
    *(f"{verb}:{{round}}:{{area}}:0" for verb in ("ask", "lang", "places", "rounds", "with")),
    "goals:{area}",
    "both:{round}:{area}:0:area:language",
    "cross:{round}:{area}:0:1",
    "crossed:{round}:{area}:0:1",
    "texts:{round}:{area}:5:0",
    "picture:{round}:{area}:0:all",
    *(
        f"file:{{round}}:{{area}}:{what}:{form}"
        for what in ("counts", "singles")
        for form in ("csv", "xlsx")
    ),
)


def test_no_button_leads_to_the_results_of_another_team(bot: Bot) -> None:
    kiez = Kiez(bot)
    lead, nothing = kiez.person("tr", kiez.here, "lead"), 6 * 10**8
    places = [
        (kiez.foreign_round, 0),
        (kiez.foreign_round, kiez.foreign_area),
        (kiez.round, kiez.foreign_area),
    ]
    with kiez.attacks() as attack:
        for data in FOREIGN:
            nobodys = attack(kiez.press(lead, f"results.{data.format(round=nothing, area=nothing)}"))
            for round_, area in places:
                if "{round}" in data or area:
                    theirs = attack(kiez.press(lead, f"results.{data.format(round=round_, area=area)}"))
                    assert as_text(theirs).count("probe") == 0, data
                    assert theirs == nobodys or not area, data


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nonsense_about_ones_own_results_does_no_harm(bot: Bot) -> None:
    kiez = Kiez(bot)
    lead = kiez.person("tr", kiez.here, "lead")
    with kiez.attacks() as attack:
        for data in FOREIGN:
            real = data.format(round=kiez.round, area=kiez.area).split(":")
            for at in range(1, len(real)):
                for word in ("", "x", "-1", "99", "9" * 15, "language", "singles"):
                    attack(kiez.press(lead, "results." + ":".join([*real[:at], word, *real[at + 1 :]])))
