"""The way through a survey."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.definition import Definition
from bot.core.flow import following, previous, progress
from bot.core.questions import Question

lengths = st.integers(1, 12)


def survey(length: int) -> Definition:
    questions = tuple(Question(f"q{at}", "yes_no", {"en": "?"}) for at in range(length))
    return Definition({"en": "T"}, {}, questions)


@given(lengths)
def test_going_on_passes_every_question_once_and_ends(length: int) -> None:
    passed, present = [], following(survey(length), None, {})
    while present:
        passed.append(present.name)
        present = following(survey(length), present.name, {})
    assert passed == [f"q{at}" for at in range(length)]


@given(lengths, st.data())
def test_going_on_and_back_leads_to_where_one_was(length: int, data: st.DataObject) -> None:
    present = f"q{data.draw(st.integers(0, length - 1))}"
    after = following(survey(length), present, {})
    if after is not None:
        before = previous(survey(length), after.name, {})
        assert before is not None
        assert before.name == present


def test_there_is_nothing_before_the_first_question() -> None:
    assert previous(survey(3), "q0", {}) is None


def test_a_question_knows_its_number() -> None:
    assert progress(survey(5), "q0", {}) == (1, 5)
    assert progress(survey(5), "q4", {"q0": "yes"}) == (5, 5)
