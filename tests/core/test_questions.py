"""The rules that every kind of question keeps, whichever it is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import definition as definitions
from bot.core import definition_check
from bot.core.actions import action
from bot.core.kinds import KINDS
from bot.core.questions import Kind, Option, Question
from bot.core.refused import Refused
from bot.core.templates import TEMPLATES

OPTIONS = (Option("a", {"en": "Apples"}), Option("b", {"en": "Pears"}), Option("c", {"en": "Plums"}))
every_kind = pytest.mark.parametrize(("name", "kind"), KINDS.items())


def question(kind: str) -> Question:
    return Question("q", kind, {"en": "What?"}, options=OPTIONS)


@every_kind
def test_every_option_can_be_pressed_and_counts_for_itself(name: str, kind: Kind) -> None:
    asked = question(name)
    for option in kind.ids(asked):
        value = kind.ticked(asked, None, option, True) if kind.many else kind.read(asked, option)
        assert kind.counts(value) == (option,)


@every_kind
def test_every_option_fits_into_a_button(name: str, kind: Kind) -> None:
    asked = question(name)
    assert all(action("survey.tick", 10**15 - 1, 99999, option, 1) for option in kind.ids(asked))
    assert action("survey.tick", 10**15 - 1, 99999, "x" * 20, 1)


@every_kind
@given(raw=st.text())
def test_what_is_no_answer_is_read_as_none(name: str, kind: Kind, raw: str) -> None:
    asked = question(name)
    value = kind.read(asked, raw)
    assert value is None or raw in kind.ids(asked) or not kind.chooses


@every_kind
def test_a_question_is_either_pressed_or_typed_and_a_note_is_only_read(name: str, kind: Kind) -> None:
    assert (kind.chooses and kind.asks) == bool(kind.ids(question(name)))


def test_ticking_twice_changes_nothing_and_keeps_the_order_of_the_question() -> None:
    several, asked = KINDS["several"], question("several")
    once = several.ticked(asked, ["c"], "a", True)
    assert once == several.ticked(asked, once, "a", True) == ["a", "c"]
    assert several.ticked(asked, once, "c", False) == ["a"]


def test_a_text_has_a_limit_and_must_be_visible() -> None:
    read = KINDS["text"].read
    assert read(question("text"), "x" * 1000) == "x" * 1000
    assert read(question("text"), "x" * 1001) is None
    assert read(question("text"), " \u200d ") is None


def test_a_text_is_shown_in_the_language_asked_for_else_german_english_or_any() -> None:
    assert definitions.pick({"de": "Ja", "en": "Yes"}, "en") == ("Yes", "en")
    assert definitions.pick({"de": "Ja", "en": "Yes"}, "tr") == ("Ja", "de")
    assert definitions.pick({"ku": "Erê", "en": ""}, "tr") == ("Erê", "ku")
    assert definitions.pick(None, "tr") == ("", "")


def one(**changes: Any) -> dict[str, Any]:
    return {
        "name": "one",
        "kind": "single",
        "text": {"en": "Which?"},
        "options": [_choice("a"), _choice("b")],
        **changes,
    }


def _choice(id_: str) -> dict[str, Any]:
    return {"id": id_, "text": {"en": id_}}


@pytest.mark.parametrize(
    ("questions", "says"),
    [
        ([], "between 1 and 50"),
        (["x"], "Question 1 needs a name"),
        ([one(name="One")], "Question 1 needs a name"),
        ([one(), one()], "Two questions have the name one"),
        ([one(kind="riddle")], "Question one: there is no kind riddle"),
        ([one(text={"en": " "})], "Question one has no text"),
        ([one(options=[_choice("a")])], "Question one should have between 2"),
        ([one(options=[_choice("a"), _choice("a")])], "Question one: two answers have the id a"),
        ([one(options=[_choice("a"), _choice("b:c")])], "Question one: an answer needs an id"),
        ([one(options=[_choice("a"), _choice("x" * 21)])], "Question one: an answer needs an id"),
        ([one(options=[_choice("a"), {"id": "b", "text": {}}])], "Question one: the answer b has no text"),
        ([one(kind="scale", points=11)], "Question one: a scale has 2 to 10 points"),
    ],
)
def test_a_wrong_definition_is_refused_with_the_name_of_the_question(
    questions: list[Any], says: str
) -> None:
    with pytest.raises(Refused) as refused:
        definition_check.check({"title": {"en": "T"}, "questions": questions})
    assert says in refused.value.msgid.format(**refused.value.values)


@pytest.mark.parametrize(
    "data", [None, [], {"title": {"en": "T"}}, {"questions": [one()]}, {"title": "T", "questions": [one()]}]
)
def test_what_is_no_definition_at_all_is_refused(data: Any) -> None:
    with pytest.raises(Refused):
        definition_check.check(data)


def test_a_right_definition_is_read_as_it_was_written() -> None:
    read = definition_check.check(
        {"title": {"en": "T"}, "questions": [one(), one(name="two", required=True)]}
    )
    assert [question.required for question in read.questions] == [False, True]
    assert read.question("two") is read.questions[1]
    assert read.index("two") == 1


def test_the_ready_surveys_are_answered_with_few_taps() -> None:
    assert all(len(template.questions) <= 5 for template in TEMPLATES.values())
