"""An attacker with every number that is shown finds out nothing about fewer than five people; the long run is
`python -m tests.disclosure`."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from bot.core import crosses
from bot.core.crosses import Profile
from bot.core.definition import read
from tests import disclosure
from tests.disclosure import Kind


def test_no_small_group_comes_out_of_random_results() -> None:
    chance = random.Random(20261123)
    found = [disclosure.attack(chance) for _ in range(150)]
    assert [leaks for leaks, _, _ in found if leaks] == []
    assert sum(small for _, small, _ in found) > 1000
    assert sum(tables for _, _, tables in found) > 100


def test_the_attack_finds_what_unprotected_numbers_tell() -> None:
    """Otherwise it would prove nothing: two who said something else are left when the others are subtracted."""
    people: Counter[Kind] = Counter(
        {
            (1, "de", ("yes", "a", "yes")): 9,
            (1, "de", ("yes", "b", "no")): 9,
            (1, "de", ("no", "b", "not_asked")): 2,
        }
    )
    shown, _ = disclosure.answers(people)
    for row, column, n in (
        ("yes", "a", 9),
        ("yes", "b", 9),
        ("yes", "c", 0),
        ("no", "a", 0),
        ("no", "c", 0),
    ):
        shown.says(disclosure._both(1, 0, row, 1, column), n)
    shown.says(disclosure._gave(1, 0, 1), 20)
    assert "safe=no and where=b in 1" in disclosure.leaks(shown, list(disclosure.secrets(people)))


def test_bounds_alone_give_a_number_away() -> None:
    people: Counter[Kind] = Counter({(1, "de", ("yes", "a", "yes")): 3, (2, "de", ("yes", "a", "yes")): 9})
    shown = disclosure.Shown()
    shown.says(lambda kind: kind[0] == 1, 3)
    shown.says(
        lambda kind: kind[0] == 1 and kind[1] == "de" and kind[2][0] not in disclosure.SILENT, 2, about=2
    )
    shown.says(
        lambda kind: kind[0] == 1 and not (kind[1] == "de" and kind[2][0] not in disclosure.SILENT), 0
    )
    assert "safe in 1 de" in disclosure.leaks(shown, list(disclosure.secrets(people)))


# --- two questions --------------------------------------------------------------------------------


def profiles(*people: tuple[int, str, str, str]) -> Counter[Profile]:
    """(how many, the language they are counted under, their answers to the first and the second question)."""
    found: Counter[Profile] = Counter()
    for n, home, *said in people:
        found[(*((one, home) if one else ("", "") for one in said), (None, ""))] += n
    return found


def table(*people: tuple[int, str, str, str]) -> dict[tuple[str, str], int | None]:
    found = crosses.tables(disclosure.DEFINITION, profiles(*people))[0, 1]
    return dict(found.cells) if found else {}


def test_a_table_of_large_groups_is_shown_whole() -> None:
    cells = table((9, "de", "yes", "a"), (8, "de", "yes", "b"), (7, "de", "no", "a"), (6, "de", "no", "b"))
    assert (cells["yes", "a"], cells["no", "b"], cells["no", "c"]) == (9, 6, 0)


def test_a_small_group_is_hidden_with_three_others_at_least() -> None:
    cells = table(
        (9, "de", "yes", "a"),
        (8, "de", "yes", "b"),
        (2, "de", "no", "a"),
        (6, "de", "no", "b"),
        (9, "de", "yes", "c"),
    )
    hidden = {cell for cell, n in cells.items() if n is None}
    assert hidden == {(safe, where) for safe in ("yes", "no") for where in ("a", "b")}
    assert cells["yes", "c"] == 9


def test_nobody_is_hidden_behind_people_of_another_language() -> None:
    """Results by language tell that the two Turkish answers are theirs: only with others of Turkish could they be mistaken."""
    cells = table((9, "de", "yes", "a"), (9, "de", "no", "b"), (2, "tr", "no", "a"), (9, "tr", "no", "c"))
    assert cells == {}


def test_a_table_with_fewer_than_five_people_is_not_shown() -> None:
    assert table((2, "de", "yes", "a"), (2, "de", "no", "b")) == {}


def test_what_a_question_decides_about_changes_hands_with_it() -> None:
    assert crosses.bundle(disclosure.DEFINITION, 0) == (frozenset({0, 2}), frozenset())
    assert crosses.bundle(disclosure.DEFINITION, 2) == (frozenset({2}), frozenset({0}))


def test_only_the_first_questions_with_few_options_can_be_crossed() -> None:
    asked: list[dict[str, Any]] = [
        {"name": f"q{n}", "kind": "scale", "text": {"en": "x"}} for n in range(12)
    ]
    asked[0] |= {"kind": "single", "options": [{"id": str(n), "text": {"en": "x"}} for n in range(11)]}
    found = crosses.crossed(read({"title": {"en": "x"}, "questions": asked}))
    assert found == tuple(range(1, 1 + crosses.MOST_QUESTIONS))
