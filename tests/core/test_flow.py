"""The way through a survey."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.core.definition import Definition
from bot.core.flow import Said, fallen, following, path, previous, progress
from bot.core.questions import Question

NOTHING = Said(date(2026, 11, 23))
lengths = st.integers(1, 12)


def survey(*conditions: str) -> Definition:
    questions = (
        Question(f"q{at}", "yes_no", {"en": "?"}, relevant=condition)
        for at, condition in enumerate(conditions)
    )
    return Definition({"en": "T"}, {}, tuple(questions))


plain = lengths.map(lambda length: survey(*[""] * length))


@given(plain)
def test_going_on_passes_every_question_once_and_ends(asked: Definition) -> None:
    passed, present = [], following(asked, None, NOTHING)
    while present:
        passed.append(present)
        present = following(asked, present.name, NOTHING)
    assert tuple(passed) == asked.questions


@given(plain, st.data())
def test_going_on_and_back_leads_to_where_one_was(asked: Definition, data: st.DataObject) -> None:
    present = data.draw(st.sampled_from(asked.questions))
    after = following(asked, present.name, NOTHING)
    assert after is None or previous(asked, after.name, NOTHING) == present


def test_there_is_nothing_before_the_first_question() -> None:
    assert previous(survey("", "", ""), "q0", NOTHING) is None


def test_a_branch_is_asked_of_those_whom_it_concerns() -> None:
    asked = survey("", "${q0} = 'no'", "")
    assert following(asked, "q0", NOTHING.also("q0", "yes")) == asked.questions[2]
    assert following(asked, "q0", NOTHING.also("q0", "no")) == asked.questions[1]
    assert previous(asked, "q2", NOTHING.also("q0", "yes")) == asked.questions[0]


def test_progress_counts_what_will_be_asked() -> None:
    asked = survey("", "${q0} = 'no'", "")
    assert progress(asked, "q2", NOTHING.also("q0", "yes")) == (2, 2)
    assert progress(asked, "q2", NOTHING.also("q0", "no")) == (3, 3)


def test_an_answer_that_fell_away_opens_no_branch() -> None:
    asked = survey("", "${q0} = 'no'", "${q1} = 'yes'")
    said = NOTHING.also("q0", "no").also("q1", "yes").also("q2", "no")
    assert fallen(asked, said) == ()
    assert fallen(asked, said.also("q0", "yes")) == asked.questions[1:]


CONDITIONS = st.builds(
    "${{q{}}} {} '{}'".format,
    st.integers(0, 9),
    st.sampled_from(["=", "!="]),
    st.sampled_from(["yes", "no", ""]),
)
BRANCHED = st.lists(st.just("") | CONDITIONS, min_size=1, max_size=10).map(lambda all_: survey(*all_))
ANSWERS = st.dictionaries(
    st.integers(0, 9).map("q{}".format), st.sampled_from(["yes", "no", None]), max_size=10
).map(lambda values: Said(NOTHING.today, values))


@given(BRANCHED, ANSWERS)
def test_what_fell_away_changes_nothing_once_it_is_gone(asked: Definition, said: Said) -> None:
    gone = {question.name for question in fallen(asked, said)}
    left = Said(said.today, {name: value for name, value in said.values.items() if name not in gone})
    assert path(asked, left) == path(asked, said)
    assert fallen(asked, left) == ()


@given(BRANCHED, ANSWERS)
def test_going_on_passes_exactly_what_concerns_the_person(asked: Definition, said: Said) -> None:
    passed, present = [], following(asked, None, said)
    while present:
        passed.append(present)
        present = following(asked, present.name, said)
    assert tuple(passed) == path(asked, said)
