"""The rules of an idea that is being written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import ideas as rules
from bot.core import ideas_draft, ideas_limits
from bot.core.content import Content, Kind
from bot.core.ideas import Draft
from bot.core.refused import Refused

EMPTY = Draft("k")
TEXT = Content("text", 1, "A bench, please.")
PHOTO = Content("photo", 2, "Here.", file_id="f", unique_id="u", size=9)
PLACE = Content("place", 3, latitude=52.47, longitude=13.43)


def of(*contents: Content) -> Draft:
    draft = EMPTY
    for content in contents:
        draft = ideas_draft.added(draft, content)
    return draft


def test_words_and_captions_become_one_text_in_their_order() -> None:
    assert of(TEXT, PHOTO, PLACE).text == "A bench, please.\n\nHere."


@given(st.lists(st.sampled_from((TEXT, PHOTO, PLACE)), max_size=5), st.sets(st.integers(1, 9)))
def test_a_draft_survives_being_stored(contents: list[Content], others: set[int]) -> None:
    draft = replace(ideas_draft.with_goal(of(*contents), 3), others=tuple(others))
    assert rules.load(rules.dump(draft)) == draft


@pytest.mark.parametrize("stored", [None, {}, {"key": "k", "parts": [{"what": 1}]}, {"else": 1}])
def test_what_is_no_draft_is_read_as_none(stored: dict[str, object] | None) -> None:
    assert rules.load(stored) is None


def test_an_idea_holds_six_thousand_characters_and_no_more() -> None:
    full = of(replace(TEXT, text="a" * 4000), replace(TEXT, text="b" * 1998))
    assert len(full.text) == ideas_limits.TEXT_LIMIT
    with pytest.raises(Refused):
        ideas_draft.added(full, replace(TEXT, text="c"))


@pytest.mark.parametrize(
    ("content", "limit"), [(PHOTO, ideas_limits.MEDIA_LIMIT), (PLACE, ideas_limits.PLACE_LIMIT)]
)
def test_one_photo_or_place_too_many_is_refused_alone(content: Content, limit: int) -> None:
    full = of(*[replace(content, message_id=n) for n in range(limit)])
    with pytest.raises(Refused):
        ideas_draft.added(full, content)
    assert ideas_draft.added(full, TEXT).parts[-1].text == TEXT.text


@pytest.mark.parametrize("kind", ["file", "sticker", "other"])
def test_what_an_idea_cannot_hold_is_refused(kind: Kind) -> None:
    with pytest.raises(Refused):
        ideas_limits.part_of(Content(kind, 1, "with a caption"))


def test_a_text_that_nobody_can_see_is_refused() -> None:
    with pytest.raises(Refused):
        ideas_limits.part_of(replace(TEXT, text="\u200d"))


def test_an_edited_message_takes_the_place_of_the_old_one() -> None:
    changed = ideas_draft.changed(of(TEXT, PHOTO), replace(TEXT, text="Two benches.", edited=True))
    assert changed is not None
    assert changed.text == "Two benches.\n\nHere."


def test_an_edit_of_another_message_or_of_a_moving_place_changes_nothing() -> None:
    assert ideas_draft.changed(of(TEXT), replace(TEXT, message_id=99)) is None
    assert ideas_draft.changed(of(PLACE), replace(PLACE, latitude=52.48)) is None


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans())), st.integers(1, 9))
def test_the_main_goal_is_never_also_a_further_one(taps: list[tuple[int, bool]], goal: int) -> None:
    draft = ideas_draft.with_goal(of(TEXT), 5)
    for number, wanted in taps:
        draft = ideas_draft.with_other(draft, number, wanted)
    draft = ideas_draft.with_goal(draft, goal)
    assert draft.goal == goal
    assert goal not in draft.others


def test_putting_a_goal_on_twice_is_putting_it_on_once() -> None:
    once = ideas_draft.with_other(ideas_draft.with_goal(of(TEXT), 5), 2, True)
    assert ideas_draft.with_other(once, 2, True) == once


def test_leaving_the_goal_to_the_team_is_a_decision_too() -> None:
    draft = ideas_draft.with_goal(ideas_draft.with_other(ideas_draft.with_goal(of(TEXT), 5), 2, True), None)
    assert (draft.goal, draft.decided, draft.others) == (None, True, ())


def test_writing_anew_keeps_photos_and_places() -> None:
    left = ideas_draft.without_text(of(TEXT, PHOTO, PLACE))
    assert (left.text, left.count("photo"), left.count("place")) == ("", 1, 1)


def test_taking_the_photos_out_keeps_what_was_written_under_them() -> None:
    left = ideas_draft.without_media(of(TEXT, PHOTO, PLACE))
    assert left.text == "A bench, please.\n\nHere."
    assert {part.kind for part in left.parts} == {"text"}


def test_what_came_unasked_counts_towards_the_limits_and_joins_when_wanted() -> None:
    draft = ideas_draft.offered(of(TEXT), replace(PHOTO, message_id=8))
    assert draft.count("photo") == 0
    assert ideas_draft.taken(draft).count("photo") == 1
